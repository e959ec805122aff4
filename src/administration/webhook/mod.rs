//! Telling other services what happens, by Standard Webhooks 1.0.0.
//!
//! The audit log is the outbox: an event is in it exactly when what it tells of was kept, and it has one order. [`feed`] reads
//! on from where it was and puts a delivery on its way to each receiver that wants to hear of it; [`herald`] carries them,
//! keeping the order of each account; [`payload`] says what is told, [`signature`] signs it. See `docs/decisions/0025`.

mod feed;
pub mod herald;
pub mod kinds;
mod payload;
pub mod signature;

use std::time::Duration;

use serde_json::{Value, json};
use url::Url;

use self::signature::Key;
use super::{
    Error,
    actor::{About as Whose, Actor},
    removal::gone,
};
use crate::{
    clock::Clock,
    jose::{Vault, seal::About},
    random::Random,
    storage::{
        self, Database,
        audit::Event,
        webhook::{self, Webhook},
        webhook_delivery::{self as deliveries, Delivery},
    },
};

/// Longest address and description.
const LONGEST_URL: usize = 2000;
const LONGEST_DESCRIPTION: usize = 200;
/// Deliveries of one write.
const PIECE: i64 = 500;

/// Looks after receivers.
#[derive(Clone)]
pub struct Webhooks {
    /// Where they are kept.
    pub database: Database,
    /// Seals their secrets.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who looks after them.
    pub actor: Actor,
}

/// A receiver as its operator describes it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Where it listens.
    pub url: String,
    /// What its operator calls it.
    pub description: String,
    /// What it wants to hear of (see [`kinds`]); everything if empty.
    pub kinds: Vec<String>,
}

/// How a receiver fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fares {
    /// Deliveries on their way.
    pub waiting: i64,
    /// Those given up.
    pub dead: i64,
}

impl Webhooks {
    /// Makes a receiver, and the secret that it checks signatures with, which is shown this once.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault.
    pub async fn create(&self, draft: Draft) -> Result<(Webhook, String), Error> {
        let draft = checked(draft)?;
        let now = self.clock.now();
        let webhook_id = self.random.identifier(now);
        let key = Key::draw(&self.random);
        let row = Webhook {
            secret_sealed: self.seal(&webhook_id, &key)?,
            url: draft.url,
            description: draft.description,
            kinds: Value::from(draft.kinds).to_string(),
            state: "active".into(),
            old_secret_sealed: None,
            old_until: None,
            created_at: now,
            updated_at: now,
            version: 1,
            webhook_id,
        };
        let event = self.event("webhook.created", &row, json!({ "url": bare(&row.url), "kinds": row.kinds }));
        let stored = row.clone();
        self.database
            .write(move |write| {
                Box::pin(async move {
                    webhook::insert(write, &stored).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        Ok((row, key.text()))
    }

    /// The receiver with this identifier.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub async fn find(&self, webhook_id: &str) -> Result<Webhook, Error> {
        let found = webhook::find(&mut self.database.read().await?, webhook_id).await?;
        found.ok_or_else(|| Error::Missing(format!("webhook {webhook_id}")))
    }

    /// All of them.
    pub async fn list(&self) -> Result<Vec<Webhook>, Error> {
        Ok(webhook::list(&mut self.database.read().await?).await?)
    }

    /// Makes a receiver, as it was read, say this.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault; [`Error::Raced`] if it was changed since.
    pub async fn change(&self, before: &Webhook, draft: Draft) -> Result<(), Error> {
        let draft = checked(draft)?;
        let after = Webhook {
            url: draft.url,
            description: draft.description,
            kinds: Value::from(draft.kinds).to_string(),
            ..before.clone()
        };
        let detail = json!({
            "before": { "url": bare(&before.url), "kinds": before.kinds },
            "after": { "url": bare(&after.url), "kinds": after.kinds },
        });
        self.store(after, "webhook.changed", detail).await
    }

    /// Sends to it, or no longer. What happens while nothing is sent is not kept for it.
    pub async fn set_active(&self, webhook_id: &str, active: bool) -> Result<(), Error> {
        let before = self.find(webhook_id).await?;
        let state = if active { "active" } else { "disabled" };
        let kind = if active { "webhook.enabled" } else { "webhook.disabled" };
        self.store(Webhook { state: state.into(), ..before }, kind, json!({})).await
    }

    /// Gives it a new secret, shown this once; the one before signs beside it for `keep`.
    pub async fn rotate_secret(&self, webhook_id: &str, keep: Duration) -> Result<String, Error> {
        let before = self.find(webhook_id).await?;
        let key = Key::draw(&self.random);
        let after = Webhook {
            secret_sealed: self.seal(webhook_id, &key)?,
            old_secret_sealed: Some(before.secret_sealed.clone()),
            old_until: Some(self.clock.now().after(keep)),
            ..before
        };
        self.store(after, "webhook.secret_rotated", json!({ "old_valid_for_seconds": keep.as_secs() }))
            .await?;
        Ok(key.text())
    }

    /// Removes it, and what is on its way to it; only at `version`, if that is given.
    ///
    /// # Errors
    /// [`Error::Raced`] if it has another version.
    pub async fn delete(&self, webhook_id: &str, version: Option<i64>) -> Result<(), Error> {
        let before = self.find(webhook_id).await?;
        let event = self.event("webhook.deleted", &before, json!({ "url": bare(&before.url) }));
        self.database
            .write(move |write| {
                Box::pin(async move {
                    if !webhook::delete(write, &before.webhook_id, version).await? {
                        return Err(gone(version, || format!("webhook {}", before.webhook_id)));
                    }
                    storage::audit::insert(write, &event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    /// How it fares.
    pub async fn fares(&self, webhook_id: &str) -> Result<Fares, Error> {
        let mut reader = self.database.read().await?;
        Ok(Fares {
            waiting: deliveries::count(&mut reader, webhook_id, "waiting").await?,
            dead: deliveries::count(&mut reader, webhook_id, "dead").await?,
        })
    }

    /// Sends it an event of its own ([`kinds::TEST`]), whatever it wants to hear of, by the way that all others go.
    pub async fn test(&self, webhook_id: &str) -> Result<(), Error> {
        let webhook = self.find(webhook_id).await?;
        let event = self.event("webhook.tested", &webhook, json!({}));
        self.database
            .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
            .await?;
        Ok(())
    }

    /// The newest deliveries in a state, before a place in the log.
    pub async fn deliveries(
        &self,
        webhook_id: &str,
        state: &str,
        before: i64,
        limit: i64,
    ) -> Result<Vec<Delivery>, Error> {
        let mut reader = self.database.read().await?;
        Ok(deliveries::page(&mut reader, webhook_id, state, before, limit).await?)
    }

    /// Sends what was given up once more, or one delivery whatever came of it; how many.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such delivery, or it waits anyway.
    pub async fn replay(&self, webhook_id: &str, delivery_id: Option<&str>) -> Result<u64, Error> {
        let webhook = self.find(webhook_id).await?;
        let now = self.clock.now();
        if let Some(delivery_id) = delivery_id {
            let (hook, id) = (webhook.webhook_id.clone(), delivery_id.to_owned());
            let event = self.event("webhook.replayed", &webhook, json!({ "delivery_id": delivery_id }));
            let found: bool = self
                .database
                .write(move |write| {
                    Box::pin(async move {
                        let found = deliveries::replay(write, &hook, &id, now).await?;
                        if found {
                            storage::audit::insert(write, &event).await?;
                        }
                        Ok::<_, storage::Error>(found)
                    })
                })
                .await?;
            return if found {
                Ok(1)
            } else {
                Err(Error::Missing(format!("settled delivery {delivery_id}")))
            };
        }
        let mut all = 0_u64;
        loop {
            let hook = webhook.webhook_id.clone();
            let some: u64 = self
                .database
                .write(move |write| {
                    Box::pin(async move { deliveries::replay_dead(write, &hook, PIECE, now).await })
                })
                .await?;
            all = all.saturating_add(some);
            if some == 0 {
                break;
            }
        }
        let event = self.event("webhook.replayed", &webhook, json!({ "deliveries": all }));
        self.database
            .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
            .await?;
        Ok(all)
    }

    async fn store(&self, after: Webhook, kind: &str, detail: Value) -> Result<(), Error> {
        let event = self.event(kind, &after, detail);
        let now = self.clock.now();
        let current: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let current = webhook::update(write, &after, now).await?;
                    if current {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(current)
                })
            })
            .await?;
        if current { Ok(()) } else { Err(Error::Raced) }
    }

    fn seal(&self, webhook_id: &str, key: &Key) -> Result<Vec<u8>, Error> {
        self.vault.seal(place(webhook_id), key.bytes()).map_err(|error| Error::Faulty(error.to_string()))
    }

    fn event(&self, kind: &str, webhook: &Webhook, mut detail: Value) -> Event {
        if let Some(fields) = detail.as_object_mut() {
            fields.insert("webhook_id".into(), webhook.webhook_id.as_str().into());
        }
        self.actor.event(&self.random, self.clock.now(), kind, Whose::default(), detail)
    }
}

/// Where its secret is sealed.
fn place(webhook_id: &str) -> About<'_> {
    About { table: "webhook", row: webhook_id, account: "" }
}

/// An address without its query, which may hold a secret.
fn bare(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

fn checked(mut draft: Draft) -> Result<Draft, Error> {
    let mut faults = Vec::new();
    draft.description = draft.description.trim().to_owned();
    let plain = !draft.description.chars().any(char::is_control);
    if draft.description.chars().count() > LONGEST_DESCRIPTION || !plain {
        faults.push("description: at most 200 characters on one line".to_owned());
    }
    match Url::parse(draft.url.trim()) {
        Ok(url)
            if matches!(url.scheme(), "https" | "http")
                && url.username().is_empty()
                && url.password().is_none()
                && url.fragment().is_none()
                && url.as_str().len() <= LONGEST_URL =>
        {
            draft.url = url.into();
        }
        _ => faults.push("url: an https address without user name and fragment".to_owned()),
    }
    if draft.kinds.is_empty() {
        draft.kinds.push("*".to_owned());
    }
    for kind in &draft.kinds {
        if !kinds::is_known(kind) {
            faults.push(format!("{kind:?} is no kind of event; there are {}", kinds::all().join(", ")));
        }
    }
    if faults.is_empty() { Ok(draft) } else { Err(Error::Invalid(faults)) }
}

#[cfg(test)]
mod tests;
