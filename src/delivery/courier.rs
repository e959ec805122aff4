//! Tells clients that a session has ended, by a call of ours (OpenID Connect Back-Channel Logout 1.0 section 2.5).
//!
//! What is to be told stands in the outbox. Each client has one call at a time and waits for nobody else: one that is slow
//! or gone delays its own notices only, however many they are, and rests after a failure, so that those who answer find a
//! call free. The token is signed when it leaves, so that a retry is as fresh as the first try. Whether it
//! is encrypted, and with which key, those know who know the client: that is handed in as an [`Envelope`].

use std::{
    collections::{HashMap, HashSet},
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::{task::JoinSet, time::Instant};
use url::Url;

use super::{
    Error,
    retry::{self, shorten},
};
use crate::{
    clock::{Clock, Timestamp},
    jose::{
        Algorithm, Keyring,
        seal::{About, Vault},
    },
    outbound,
    random::Random,
    storage::{self, Database, Write, outbox},
};

/// How often it looks.
const POLL: Duration = Duration::from_millis(500);
/// How many notices are read at once.
const PAGE: i64 = 256;
/// Calls at the same time.
const CALLS: usize = 16;
/// Most notices that a client is told one after the other, and for how long no further one is begun: then it is somebody
/// else's turn.
const TURN: usize = 64;
const LONGEST_TURN: Duration = Duration::from_secs(5);
/// For how long a claimed notice is this node's: longer than two calls can take, one for a key and one to tell, and a wait for
/// somebody else who asks for the same key.
const LEASE: Duration = Duration::from_mins(4);
/// Not told after this long: by then the client's own session has most likely ended.
const LIFETIME: Duration = Duration::from_hours(6);
/// The first wait after a failure; each next one is four times as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_mins(30);
/// Section 2.4: at most two minutes are recommended.
const TOKEN_LIFE: Duration = Duration::from_mins(2);
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Whom to tell what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Where to.
    pub uri: String,
    /// The `aud`.
    pub client_id: String,
    /// The `sub`, as this client knows it.
    pub subject: String,
    /// The `sid`.
    pub session_id: String,
    /// What the client's tokens are signed with.
    pub algorithm: String,
}

/// Makes of a signed logout token what the client of this identifier, the first argument, is sent: the token itself, or the token
/// encrypted. It may call the client for its key.
pub type Envelope = Arc<dyn Fn(String, String) -> BoxFuture<'static, Result<String, Error>> + Send + Sync>;

/// What a [`Courier`] is made of.
#[allow(missing_docs)] // each is described on its type
pub struct Parts {
    pub database: Database,
    pub vault: Vault,
    pub clock: Clock,
    pub random: Random,
    pub keyring: Arc<Keyring>,
    pub outbound: outbound::Client,
    pub envelope: Envelope,
    pub issuer: String,
}

/// Makes the calls.
pub struct Courier {
    parts: Parts,
    clients: Mutex<Clients>,
}

/// Whom not to call.
#[derive(Default)]
struct Clients {
    /// They are being called.
    busy: HashSet<String>,
    /// They were told in vain, and rest until then.
    resting: HashMap<String, Timestamp>,
}

impl Clients {
    fn is_free(&self, client_id: &str) -> bool {
        !self.busy.contains(client_id) && !self.resting.contains_key(client_id)
    }
}

/// What one client is to be told, oldest first.
struct Turn {
    client_id: String,
    /// Under their identifiers.
    notices: Vec<(String, Notice)>,
}

/// Puts a notice into the outbox, in the caller's write.
pub async fn enqueue(
    write: &mut Write,
    vault: &Vault,
    message_id: &str,
    notice: &Notice,
    now: Timestamp,
) -> Result<(), storage::Error> {
    let faulty = |error: &dyn std::fmt::Display| storage::Error::Faulty(error.to_string());
    let payload = serde_json::to_vec(notice).map_err(|error| faulty(&error))?;
    let sealed = vault.seal(about(message_id), &payload).map_err(|error| faulty(&error))?;
    outbox::insert(write, message_id, outbox::LOGOUT, &sealed, now, Some(now.after(LIFETIME))).await
}

fn about(message_id: &str) -> About<'_> {
    About { table: "outbox", row: message_id, account: "" }
}

impl Courier {
    /// Puts it together.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self { parts, clients: Mutex::default() })
    }

    /// Calls until `shutdown`; calls that have begun are ended.
    pub async fn run(self: Arc<Self>, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        let mut calls = JoinSet::new();
        loop {
            if let Err(error) = self.clone().look(&mut calls).await {
                tracing::warn!(%error, "the outbox cannot be read");
            }
            tokio::select! {
                () = &mut shutdown => break,
                () = tokio::time::sleep(POLL) => {}
            }
        }
        while calls.join_next().await.is_some() {}
    }

    /// One look, its calls waited for: for tests.
    pub async fn tick(self: Arc<Self>) -> Result<(), storage::Error> {
        let mut calls = JoinSet::new();
        self.look(&mut calls).await?;
        while calls.join_next().await.is_some() {}
        Ok(())
    }

    /// Begins the calls that are due and whose clients are free.
    async fn look(self: Arc<Self>, calls: &mut JoinSet<()>) -> Result<(), storage::Error> {
        while calls.try_join_next().is_some() {}
        let turns = self.turns(CALLS.saturating_sub(calls.len())).await?;
        for turn in turns {
            self.clients().busy.insert(turn.client_id.clone());
            let courier = self.clone();
            calls.spawn(async move {
                let rests = !courier.take(&turn).await;
                let until = courier.parts.clock.now().after(FIRST_WAIT);
                let mut clients = courier.clients();
                clients.busy.remove(&turn.client_id);
                if rests {
                    clients.resting.insert(turn.client_id, until);
                }
            });
        }
        Ok(())
    }

    /// What is due, of so many clients that are free. Everything is looked through for them: the oldest notices may all be
    /// those of a client that is slow or gone.
    async fn turns(&self, most: usize) -> Result<Vec<Turn>, storage::Error> {
        let now = self.parts.clock.now();
        self.clients().resting.retain(|_, until| *until > now);
        let mut turns: Vec<Turn> = Vec::new();
        let (mut at, mut id) = (Timestamp(i64::MIN), String::new());
        while turns.len() < most {
            let mut reader = self.parts.database.read().await?;
            let page = outbox::due_logouts(&mut reader, now, (at, id.as_str()), PAGE).await?;
            drop(reader);
            let Some(last) = page.last() else { break };
            (at, id) = (last.next_attempt_at, last.message_id.clone());
            for message in page {
                let Some(notice) = self.unseal(&message) else {
                    self.settle(&message, Err(Error::Never("cannot be opened".into()))).await?;
                    continue;
                };
                if let Some(turn) = turns.iter_mut().find(|turn| turn.client_id == notice.client_id) {
                    if turn.notices.len() < TURN {
                        turn.notices.push((message.message_id, notice));
                    }
                } else if turns.len() < most && self.clients().is_free(&notice.client_id) {
                    let client_id = notice.client_id.clone();
                    turns.push(Turn { client_id, notices: vec![(message.message_id, notice)] });
                }
            }
        }
        Ok(turns)
    }

    /// Tells a client one after the other, until its turn is over; false if it was told in vain.
    async fn take(&self, turn: &Turn) -> bool {
        let over = Instant::now() + LONGEST_TURN;
        for (message_id, notice) in &turn.notices {
            match self.deliver(message_id, notice).await {
                Ok(true) => {}
                Ok(false) => return false,
                Err(error) => {
                    // Its lease ends and it is tried again.
                    tracing::error!(%error, message_id, "a logout notice could not be settled");
                    return true;
                }
            }
            if Instant::now() >= over {
                break;
            }
        }
        true
    }

    fn clients(&self) -> std::sync::MutexGuard<'_, Clients> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unseal(&self, message: &outbox::Message) -> Option<Notice> {
        let sealed = message.payload_sealed.as_ref()?;
        let plain = self.parts.vault.open(about(&message.message_id), sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// Tells of one; whether a further one may be told.
    async fn deliver(&self, message_id: &str, notice: &Notice) -> Result<bool, storage::Error> {
        let (now, id) = (self.parts.clock.now(), message_id.to_owned());
        let claimed = self
            .parts
            .database
            .write(move |write| {
                Box::pin(async move { outbox::claim(write, &id, now, now.after(LEASE)).await })
            })
            .await?;
        // Another node has it.
        let Some(message) = claimed else { return Ok(true) };
        let outcome = if message.expires_at.is_some_and(|expires_at| expires_at <= now) {
            Err(Error::Never("the client could not be told in time".into()))
        } else {
            self.call(message_id, notice, now).await
        };
        let goes_on = matches!(outcome, Ok(()) | Err(Error::Never(_)));
        self.settle(&message, outcome).await.map(|()| goes_on)
    }

    async fn call(&self, message_id: &str, notice: &Notice, now: Timestamp) -> Result<(), Error> {
        let later = |error: &dyn std::fmt::Display| Error::Later(error.to_string());
        let claims = json!({
            "iss": self.parts.issuer,
            "sub": notice.subject,
            "aud": notice.client_id,
            "iat": now.seconds(),
            "exp": now.after(TOKEN_LIFE).seconds(),
            "jti": message_id,
            "sid": notice.session_id,
            "events": { EVENT: {} },
        });
        let algorithm = Algorithm::from_name(&notice.algorithm).unwrap_or_default();
        let signed =
            self.parts.keyring.sign(algorithm, "logout+jwt", &claims).map_err(|error| later(&error))?;
        let token = (self.parts.envelope)(notice.client_id.clone(), signed).await?;
        let url = Url::parse(&notice.uri).map_err(|error| Error::Never(error.to_string()))?;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        let body =
            form_urlencoded::Serializer::new(String::new()).append_pair("logout_token", &token).finish();
        let call = outbound::Call { method: Method::POST, url, headers, body: body.into_bytes() };
        let answer = self.parts.outbound.call(call).await.map_err(|error| match error {
            outbound::Error::Refused(why) => Error::Never(why),
            error => later(&error),
        })?;
        match answer.status.as_u16() {
            // Section 2.8: 200, and 204 as web frameworks like to answer.
            200 | 204 => Ok(()),
            400 => Err(Error::Never("the client refused the logout token".into())),
            status => Err(Error::Later(format!("the client answered {status}"))),
        }
    }

    async fn settle(
        &self,
        message: &outbox::Message,
        outcome: Result<(), Error>,
    ) -> Result<(), storage::Error> {
        let now = self.parts.clock.now();
        let wait = retry::wait(message.attempts, FIRST_WAIT, LONGEST_WAIT, &self.parts.random);
        let id = message.message_id.clone();
        let label = match &outcome {
            Ok(()) => "sent",
            Err(Error::Never(error)) => {
                tracing::warn!(message_id = id, %error, "a client was not told of a logout");
                "given_up"
            }
            Err(error) => {
                tracing::info!(message_id = id, %error, "a client was not told of a logout yet");
                "retried"
            }
        };
        metrics::counter!("doorward_messages_total", "kind" => outbox::LOGOUT, "outcome" => label)
            .increment(1);
        self.parts
            .database
            .write(move |write| {
                Box::pin(async move {
                    match outcome {
                        Ok(()) => outbox::sent(write, &id, now, false).await,
                        Err(Error::Never(error)) => outbox::give_up(write, &id, now, &shorten(&error)).await,
                        Err(error) => {
                            outbox::retry(write, &id, true, now.after(wait), &shorten(&error.to_string()))
                                .await
                        }
                    }
                })
            })
            .await
    }
}

#[cfg(test)]
#[path = "courier_tests.rs"]
mod tests;
