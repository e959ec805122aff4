//! Changing a client that is there, and its secrets. Two of those are valid at a time, so that one can be replaced while the
//! other is still in use.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Error,
    actor::About,
    client::{Clients, Draft, digest, needs_secret},
};
use crate::{
    clock::Timestamp,
    storage::{
        self,
        client::{Client, Metadata},
    },
};

/// How long a secret may go on beside the one that replaced it.
pub const LONGEST_OVERLAP: Duration = Duration::from_hours(30 * 24);

/// A new secret and how it goes on.
#[derive(Clone, Copy, Debug)]
pub struct Rotation {
    /// Until when the one before it is valid, if it does not end sooner anyway: at most [`LONGEST_OVERLAP`] from now.
    pub old_until: Timestamp,
    /// Until when the new one is; for ever without.
    pub new_until: Option<Timestamp>,
}

impl Clients {
    /// Makes the client say this. It must still be as `before` was read.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every broken rule; [`Error::Raced`].
    pub async fn change(&self, before: &Client, metadata: Metadata) -> Result<Client, Error> {
        let draft = Draft { client_id: before.client_id.clone(), metadata, ..Draft::default() };
        self.check(&draft)?;
        if draft.metadata == before.metadata {
            return Ok(before.clone());
        }
        let detail = difference(&before.metadata, &draft.metadata)?;
        self.store(before, Client { metadata: draft.metadata, ..before.clone() }, "client.changed", detail)
            .await
    }

    /// Lets it ask again, or refuses it everything. Its grants stay, and are refused while it is.
    pub async fn set_disabled(&self, before: &Client, disabled: bool) -> Result<Client, Error> {
        if before.disabled == disabled {
            return Ok(before.clone());
        }
        let kind = if disabled { "client.disabled" } else { "client.enabled" };
        self.store(before, Client { disabled, ..before.clone() }, kind, json!({})).await
    }

    async fn store(
        &self,
        before: &Client,
        after: Client,
        kind: &str,
        detail: Value,
    ) -> Result<Client, Error> {
        let now = self.clock.now();
        let event = self.actor.event(&self.random, now, kind, About::client(&before.client_id), detail);
        let stored = after.clone();
        let current: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let current = storage::client::update(write, &stored, now).await?;
                    if current {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(current)
                })
            })
            .await?;
        self.changed(&before.client_id).await;
        if current {
            Ok(Client { updated_at: now, version: after.version.saturating_add(1), ..after })
        } else {
            Err(Error::Raced)
        }
    }

    /// Gives a client a new secret beside the newest of those it has; any others end.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a client that has none.
    pub async fn rotate(&self, client: &Client, rotation: Rotation) -> Result<String, Error> {
        let client_id = client.client_id.clone();
        if !needs_secret(&client.metadata) {
            return Err(Error::Invalid(vec![format!("the client {client_id} has no secret")]));
        }
        let secret = self.random.token();
        let digest = digest(&self.vault, &secret);
        let now = self.clock.now();
        let rotation = Rotation { old_until: rotation.old_until.min(now.after(LONGEST_OVERLAP)), ..rotation };
        let detail = json!({ "old_until": rotation.old_until.to_rfc3339() });
        let about = About::client(&client_id);
        let event = self.actor.event(&self.random, now, "client.secret_rotated", about, detail);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    let Rotation { old_until, new_until } = rotation;
                    if let Some(newest) = storage::client_secret::valid(write, &client_id, now).await?.first()
                    {
                        storage::client_secret::delete_others(write, &client_id, newest).await?;
                        storage::client_secret::end(write, &client_id, newest, old_until).await?;
                    }
                    storage::client_secret::insert(write, &client_id, &digest, now, new_until).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        self.changed(&client.client_id).await;
        Ok(secret)
    }

    /// Forgets what a client asked for in vain, once somebody has seen to it.
    pub async fn forget_problems(&self, client: &Client) -> Result<(), Error> {
        let client_id = client.client_id.clone();
        self.database
            .write(move |write| {
                Box::pin(async move { storage::client_problem::clear(write, &client_id).await.map(drop) })
            })
            .await
            .map_err(Error::Storage)
    }

    /// Ends all secrets of a client but the newest.
    pub async fn end_old_secrets(&self, client: &Client) -> Result<u64, Error> {
        let (client_id, now) = (client.client_id.clone(), self.clock.now());
        let about = About::client(&client_id);
        let event = self.actor.event(&self.random, now, "client.secret_ended", about, json!({}));
        let ended: u64 = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let secrets = storage::client_secret::valid(write, &client_id, now).await?;
                    let Some(newest) = secrets.first() else { return Ok(0) };
                    let ended = storage::client_secret::delete_others(write, &client_id, newest).await?;
                    if ended > 0 {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(ended)
                })
            })
            .await?;
        self.changed(&client.client_id).await;
        Ok(ended)
    }
}

/// What changed, before and after. Nothing in a client's metadata is secret.
pub(super) fn difference(before: &Metadata, after: &Metadata) -> Result<Value, Error> {
    let faulty = |error: serde_json::Error| Error::Faulty(error.to_string());
    let before = serde_json::to_value(before).map_err(faulty)?;
    let after = serde_json::to_value(after).map_err(faulty)?;
    let (mut was, mut is) = (json!({}), json!({}));
    for field in super::client_field::FIELDS {
        let (old, new) = (before.get(field.name), after.get(field.name));
        if old != new
            && let (Some(was), Some(is)) = (was.as_object_mut(), is.as_object_mut())
        {
            was.insert(field.name.into(), old.cloned().unwrap_or_default());
            is.insert(field.name.into(), new.cloned().unwrap_or_default());
        }
    }
    Ok(json!({ "before": was, "after": is }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        administration::actor::Actor,
        clock::Clock,
        jose::{MasterKey, Vault},
        on_both,
        random::Random,
        storage::Database,
    };

    fn clients(database: Database) -> Clients {
        Clients {
            database,
            vault: Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2)),
            clock: Clock::fixed(Timestamp::from_seconds(1_800_000_000)),
            random: Random::seeded(3),
            actor: Actor::default(),
            algorithms: vec!["RS256".into(), "ES256".into()],
            directory: None,
        }
    }

    fn draft() -> Draft {
        let metadata =
            Metadata { redirect_uris: vec!["https://app.example/cb".into()], ..Metadata::default() };
        Draft { client_id: "app".into(), metadata, ..Draft::default() }
    }

    on_both!(no_operator_asks_for_signatures_that_nobody_here_can_make, |db| async move {
        let clients = clients(db);
        let wanting =
            |metadata: Metadata| Metadata { userinfo_signed_response_alg: Some("EdDSA".into()), ..metadata };
        let refused = Draft { metadata: wanting(draft().metadata), ..draft() };
        assert!(matches!(clients.create(refused, "api").await, Err(Error::Invalid(_))));
        let made = clients.create(draft(), "api").await.unwrap().client;
        let changed = clients.change(&made, wanting(made.metadata.clone())).await;
        let Err(Error::Invalid(faults)) = changed else { panic!("{changed:?}") };
        assert_eq!(
            faults,
            ["userinfo_signed_response_alg: there is no key for EdDSA here, but for RS256, ES256"]
        );
    });

    on_both!(two_secrets_are_valid_and_a_third_ends_the_first, |db| async move {
        let clients = clients(db.clone());
        let first = clients.create(draft(), "api").await.unwrap();
        let first_secret = first.secret.unwrap();
        let valid = async || {
            let mut reader = db.read().await.unwrap();
            storage::client_secret::valid(&mut reader, "app", clients.clock.now()).await.unwrap()
        };
        let hash = |secret: &str| digest(&clients.vault, secret);
        clients.clock.advance(Duration::from_secs(1));
        let day = Duration::from_hours(24);
        let rotate = async || {
            let rotation = Rotation { old_until: clients.clock.now().after(day), new_until: None };
            let secret = clients.rotate(&first.client, rotation).await.unwrap();
            clients.clock.advance(Duration::from_secs(1));
            secret
        };
        let second = rotate().await;
        assert_eq!(valid().await, [hash(&second), hash(&first_secret)]);
        let third = rotate().await;
        assert_eq!(valid().await, [hash(&third), hash(&second)]);
        clients.clock.advance(day);
        assert_eq!(valid().await, [hash(&third)]);
        let fourth = rotate().await;
        assert_eq!(clients.end_old_secrets(&first.client).await.unwrap(), 1);
        assert_eq!(valid().await, [hash(&fourth)]);
    });

    on_both!(a_secret_that_ends_is_not_revived_by_the_next, |db| async move {
        let clients = clients(db.clone());
        let first = clients.create(draft(), "api").await.unwrap();
        clients.clock.advance(Duration::from_secs(1));
        let hours = |hours: u64| clients.clock.now().after(Duration::from_hours(hours));
        let short = Rotation { old_until: hours(1), new_until: Some(hours(2)) };
        clients.rotate(&first.client, short).await.unwrap();
        clients.clock.advance(Duration::from_secs(1));
        let long = Rotation { old_until: hours(100 * 24), new_until: None };
        let third = clients.rotate(&first.client, long).await.unwrap();
        clients.clock.advance(Duration::from_hours(2));
        let valid = async || {
            let mut reader = db.read().await.unwrap();
            storage::client_secret::valid(&mut reader, "app", clients.clock.now()).await.unwrap()
        };
        assert_eq!(valid().await, [digest(&clients.vault, &third)], "the second was to end by now");
        clients.clock.advance(Duration::from_secs(1));
        let long = Rotation { old_until: hours(100 * 24), new_until: None };
        let fourth = clients.rotate(&first.client, long).await.unwrap();
        clients.clock.advance(LONGEST_OVERLAP);
        assert_eq!(valid().await, [digest(&clients.vault, &fourth)], "no overlap is longer");
    });

    on_both!(a_client_is_changed_once_and_the_log_tells_before_and_after, |db| async move {
        let clients = clients(db.clone());
        let made = clients.create(draft(), "api").await.unwrap().client;
        let wanted = Metadata { client_name: "Shop".into(), ..made.metadata.clone() };
        let changed = clients.change(&made, wanted.clone()).await.unwrap();
        assert_eq!((changed.version, clients.find("app").await.unwrap()), (2, changed.clone()));
        assert!(matches!(clients.change(&made, Metadata::default()).await, Err(Error::Invalid(_))));
        let other = Metadata { client_name: "Till".into(), ..made.metadata.clone() };
        assert!(matches!(clients.change(&made, other).await, Err(Error::Raced)));
        assert!(matches!(clients.delete("app", Some(made.version)).await, Err(Error::Raced)));
        assert!(clients.set_disabled(&changed, true).await.unwrap().disabled);
        let mut reader = db.read().await.unwrap();
        let filter = storage::audit_search::Filter {
            client_id: Some("app".into()),
            ..storage::audit_search::Filter::default()
        };
        let from = storage::audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
        let events = storage::audit_search::page(&mut reader, &filter, &from, 10).await.unwrap();
        let changes: Vec<_> = events.iter().filter(|event| event.kind == "client.changed").collect();
        assert_eq!((events.len(), changes.len()), (3, 1), "{events:?}");
        let told: Value = serde_json::from_str(&changes[0].detail).unwrap();
        assert_eq!(
            (&told["before"], &told["after"]),
            (&json!({ "client_name": "" }), &json!({ "client_name": "Shop" }))
        );
    });

    on_both!(what_a_file_changes_of_a_client_is_in_the_log, |db| async move {
        let clients = clients(db.clone());
        let secret = |text: &str| Some(crate::secret::Secret::new(text.to_owned()));
        let metadata = Metadata {
            token_endpoint_auth_method: "client_secret_basic".into(),
            redirect_uris: vec!["https://app.example/cb".into()],
            ..Metadata::default()
        };
        let first = Draft { metadata, client_secret: secret(&"a".repeat(43)), ..draft() };
        assert!(clients.put(first.clone(), "file").await.unwrap());
        let made = clients.find("app").await.unwrap();
        clients.set_disabled(&made, true).await.unwrap();
        let metadata = Metadata { client_name: "Shop".into(), ..first.metadata.clone() };
        let second = Draft { metadata, client_secret: secret(&"b".repeat(43)), ..draft() };
        assert!(clients.put(second.clone(), "file").await.unwrap());
        assert!(!clients.put(second, "file").await.unwrap(), "nothing is another");
        let filter = storage::audit_search::Filter {
            client_id: Some("app".into()),
            ..storage::audit_search::Filter::default()
        };
        let from = storage::audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
        let mut reader = db.read().await.unwrap();
        let events = storage::audit_search::page(&mut reader, &filter, &from, 10).await.unwrap();
        let mut kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
        kinds.sort_unstable();
        let expected = [
            "client.changed",
            "client.created",
            "client.disabled",
            "client.enabled",
            "client.secret_rotated",
        ];
        assert_eq!(kinds, expected, "{events:?}");
    });
}
