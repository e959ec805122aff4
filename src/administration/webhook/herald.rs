//! Carries deliveries to their receivers.
//!
//! One that stalls or fails keeps nobody else waiting: each receiver is served by itself, a few deliveries at a time. Several
//! nodes may do so: a delivery is claimed by one statement with a lease. What a receiver answered beyond its status is not
//! read.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::json;
use tokio::task::JoinSet;
use url::Url;

use super::{Webhooks, payload, place, signature::Key};
use crate::{
    delivery::shorten,
    outbound::{Answer, Call, Client, Error as Outbound},
    storage::{
        self,
        webhook::{self, Webhook},
        webhook_delivery::{self as deliveries, Delivery},
    },
};

/// Deliveries to one receiver at the same time, and of one look.
const AT_ONCE: usize = 4;
const LOOK: i64 = 32;
/// For how long a claimed delivery is this node's.
const LEASE: Duration = Duration::from_mins(2);
/// The waits after failures; after the last one it is given up, a day and four hours after the first try.
const WAITS: [Duration; 9] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_mins(2),
    Duration::from_mins(10),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(5),
    Duration::from_hours(10),
    Duration::from_hours(10),
];
/// The longest wait that a receiver may ask for.
const LONGEST_ASKED: Duration = Duration::from_hours(1);

/// Carries what is due.
pub struct Herald {
    webhooks: Webhooks,
    client: Client,
    /// Receivers that this process is serving.
    served: Mutex<BTreeSet<String>>,
}

/// What came of one try.
enum Outcome {
    Arrived(i64),
    Failed {
        status: Option<i64>,
        error: String,
        asked: Option<Duration>,
    },
    /// The receiver says that it is gone for good (410).
    Gone,
}

impl Herald {
    /// A herald that calls by `client`.
    pub fn new(webhooks: Webhooks, client: Client) -> Arc<Self> {
        Arc::new(Self { webhooks, client, served: Mutex::default() })
    }

    /// Puts on its way what happened, and begins to serve every receiver that something is due for. Does not wait for them.
    pub async fn tick(self: Arc<Self>) -> Result<(), storage::Error> {
        for (_, serving) in self.begin().await? {
            drop(serving);
        }
        Ok(())
    }

    /// The same, and waits until everybody was served.
    pub async fn round(self: Arc<Self>) -> Result<(), storage::Error> {
        for (_, serving) in self.begin().await? {
            let _ = serving.await;
        }
        Ok(())
    }

    async fn begin(self: &Arc<Self>) -> Result<Vec<(String, tokio::task::JoinHandle<()>)>, storage::Error> {
        self.webhooks.feed().await?;
        let receivers = webhook::list(&mut self.webhooks.database.read().await?).await?;
        let mut begun = Vec::new();
        for row in receivers.into_iter().filter(|row| row.state == "active") {
            let id = row.webhook_id;
            let due = self.due(&id).await?;
            if due.is_empty() || !self.served().insert(id.clone()) {
                continue;
            }
            let herald = Arc::clone(self);
            let serving = tokio::spawn({
                let id = id.clone();
                async move {
                    if let Err(error) = herald.serve(&id, due).await {
                        tracing::warn!(%error, webhook_id = id, "deliveries to a webhook could not be settled");
                    }
                    herald.served().remove(&id);
                }
            });
            begun.push((id, serving));
        }
        Ok(begun)
    }

    fn served(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn due(&self, webhook_id: &str) -> Result<Vec<String>, storage::Error> {
        let mut reader = self.webhooks.database.read().await?;
        deliveries::due(&mut reader, webhook_id, self.webhooks.clock.now(), LOOK).await
    }

    /// Carries what is due for one receiver, until nothing is.
    async fn serve(self: &Arc<Self>, webhook_id: &str, mut due: Vec<String>) -> Result<(), storage::Error> {
        while !due.is_empty() {
            let mut carrying = JoinSet::new();
            for delivery_id in due {
                if carrying.len() >= AT_ONCE {
                    carrying.join_next().await;
                }
                let herald = Arc::clone(self);
                carrying.spawn(async move {
                    if let Err(error) = herald.carry(&delivery_id).await {
                        // Its lease ends, and it is tried again.
                        tracing::warn!(%error, delivery_id, "a delivery could not be settled");
                    }
                });
            }
            while carrying.join_next().await.is_some() {}
            due = self.due(webhook_id).await?;
        }
        Ok(())
    }

    async fn carry(&self, delivery_id: &str) -> Result<(), storage::Error> {
        let hooks = &self.webhooks;
        let (id, now) = (delivery_id.to_owned(), hooks.clock.now());
        let claimed = hooks
            .database
            .write(move |write| {
                Box::pin(async move { deliveries::claim(write, &id, now, now.after(LEASE)).await })
            })
            .await?;
        let Some(delivery) = claimed else { return Ok(()) };
        let mut reader = hooks.database.read().await?;
        let receiver = webhook::find(&mut reader, &delivery.webhook_id).await?;
        let Some(receiver) = receiver.filter(|row| row.state == "active") else { return Ok(()) };
        let body = payload::body(&mut reader, &delivery).await?.to_string();
        drop(reader);
        let outcome = self.call(&receiver, &delivery, body.into_bytes()).await;
        self.settle(&receiver, delivery, outcome).await
    }

    async fn call(&self, receiver: &Webhook, delivery: &Delivery, body: Vec<u8>) -> Outcome {
        let failed = |error: String| Outcome::Failed { status: None, error, asked: None };
        let Ok(url) = Url::parse(&receiver.url) else { return failed("its address cannot be read".into()) };
        let headers = match self.headers(receiver, delivery, &body) {
            Ok(headers) => headers,
            Err(error) => return failed(error),
        };
        let answer = self.client.call(Call { method: Method::POST, url, headers, body }).await;
        judge(answer)
    }

    fn headers(&self, receiver: &Webhook, delivery: &Delivery, body: &[u8]) -> Result<HeaderMap, String> {
        let id = format!("msg_{}", delivery.event_id);
        let now = self.webhooks.clock.now();
        let open = |sealed: &[u8]| {
            let opened = self.webhooks.vault.open(place(&receiver.webhook_id), sealed);
            opened.map(Key::new).map_err(|error| error.to_string())
        };
        let mut signatures = vec![open(&receiver.secret_sealed)?.sign(&id, now.seconds(), body)];
        let old = receiver
            .old_secret_sealed
            .as_ref()
            .filter(|_| receiver.old_until.is_some_and(|until| until > now));
        if let Some(old) = old {
            signatures.push(open(old)?.sign(&id, now.seconds(), body));
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let said = [
            ("webhook-id", id),
            ("webhook-timestamp", now.seconds().to_string()),
            ("webhook-signature", signatures.join(" ")),
        ];
        for (name, value) in said {
            headers.insert(name, HeaderValue::from_str(&value).map_err(|error| error.to_string())?);
        }
        Ok(headers)
    }

    async fn settle(
        &self,
        receiver: &Webhook,
        delivery: Delivery,
        outcome: Outcome,
    ) -> Result<(), storage::Error> {
        let hooks = &self.webhooks;
        let now = hooks.clock.now();
        let label = match &outcome {
            Outcome::Arrived(_) => "sent",
            Outcome::Failed { .. } => "failed",
            Outcome::Gone => "gone",
        };
        metrics::counter!("doorward_webhook_deliveries_total", "outcome" => label).increment(1);
        let gone = hooks.event("webhook.disabled", receiver, json!({ "reason": "it answered 410 Gone" }));
        let wait = self.wait(&delivery, &outcome);
        if let Outcome::Failed { error, .. } = &outcome {
            let (webhook_id, attempt) = (&receiver.webhook_id, delivery.attempts);
            match wait {
                Some(_) => tracing::warn!(webhook_id, attempt, %error, "a delivery failed"),
                None => tracing::error!(webhook_id, attempt, %error, "a delivery was given up"),
            }
        }
        let again_at = wait.map(|wait| now.after(wait));
        let (id, hook) = (delivery.delivery_id, receiver.webhook_id.clone());
        hooks
            .database
            .write(move |write| {
                Box::pin(async move {
                    match outcome {
                        Outcome::Arrived(status) => deliveries::delivered(write, &id, status, now).await,
                        Outcome::Failed { status, error, .. } => {
                            deliveries::failed(write, &id, status, &shorten(&error), again_at, now).await
                        }
                        Outcome::Gone => {
                            deliveries::failed(write, &id, Some(410), "it is gone", None, now).await?;
                            if webhook::disable(write, &hook, now).await? {
                                storage::audit::insert(write, &gone).await?;
                            }
                            Ok(())
                        }
                    }
                })
            })
            .await
    }

    /// How long to wait before the next try, a tenth longer by chance so that a crowd does not come back at once; none when it
    /// is given up.
    fn wait(&self, delivery: &Delivery, outcome: &Outcome) -> Option<Duration> {
        let Outcome::Failed { asked, .. } = outcome else { return None };
        let tried = usize::try_from(delivery.attempts.saturating_sub(1)).unwrap_or(0);
        let wait = WAITS.get(tried)?.max(&asked.unwrap_or_default().min(LONGEST_ASKED)).to_owned();
        let tenth = u32::try_from(wait.as_millis() / 10).unwrap_or(u32::MAX);
        Some(wait + Duration::from_millis(u64::from(self.webhooks.random.below(tenth))))
    }
}

fn judge(answer: Result<Answer, Outbound>) -> Outcome {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return Outcome::Failed { status: None, error: error.to_string(), asked: None },
    };
    let status = i64::from(answer.status.as_u16());
    match answer.status {
        code if code.is_success() => Outcome::Arrived(status),
        StatusCode::GONE => Outcome::Gone,
        code => {
            let asked =
                answer.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            let error = format!("it answered {}", code.as_u16());
            Outcome::Failed { status: Some(status), error, asked: asked.map(Duration::from_secs) }
        }
    }
}
