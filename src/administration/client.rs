//! Registering clients, by the rules of RFC 7591 and OpenID Connect Dynamic Client Registration 1.0.

use super::{
    Error,
    actor::{About, Actor},
    client_change::{Rotation, difference},
    client_rules::check,
};
use crate::{
    clock::{Clock, Timestamp},
    jose::seal::Vault,
    oauth::{ClientDirectory, key_rules},
    random::Random,
    secret::Secret,
    storage::{
        self, Database, Write,
        client::{Client, Metadata},
    },
};

/// Everything registering needs.
#[derive(Clone)]
pub struct Clients {
    /// Where they are kept.
    pub database: Database,
    /// Digests their secrets.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who looks after them.
    pub actor: Actor,
    /// The algorithms that there are keys for, which sign what clients are given.
    pub algorithms: Vec<String>,
    /// What this process remembers of clients: it is told of every change. None where nobody is served.
    pub directory: Option<ClientDirectory>,
}

/// A client as its operator describes it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its identifier; drawn when empty.
    pub client_id: String,
    /// Its secret; drawn when there is none and the client needs one.
    pub client_secret: Option<Secret>,
    /// Until when the secret is valid; for ever without.
    pub secret_until: Option<Timestamp>,
    /// What it may do and wants.
    pub metadata: Metadata,
}

impl Draft {
    /// Reads a description with the names of RFC 7591, `client_id` and `client_secret` among them.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that there is not, or a value of another type.
    pub fn parse(mut description: serde_json::Map<String, serde_json::Value>) -> Result<Self, Error> {
        let mut text = |name: &str| match description.remove(name) {
            None => Ok(None),
            Some(serde_json::Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Error::Invalid(vec![format!("{name}: must be a text")])),
        };
        let client_id = text("client_id")?.unwrap_or_default();
        let client_secret = text("client_secret")?.map(Secret::new);
        let metadata = serde_json::from_value(description.into())
            .map_err(|error| Error::Invalid(vec![format!("{client_id}: {error}")]))?;
        Ok(Self { client_id, client_secret, secret_until: None, metadata })
    }
}

/// A client that was registered.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The record.
    pub client: Client,
    /// Its secret, shown this once.
    pub secret: Option<String>,
}

/// A client that is ready to be stored.
pub(super) struct Prepared {
    /// What will have been registered.
    pub registered: Registered,
    digest: Option<Vec<u8>>,
    secret_until: Option<Timestamp>,
}

impl Prepared {
    /// Stores it.
    pub async fn insert(&self, write: &mut Write) -> Result<(), storage::Error> {
        let client = &self.registered.client;
        storage::client::insert(write, client).await?;
        if let Some(digest) = &self.digest {
            let (now, until) = (client.created_at, self.secret_until);
            storage::client_secret::insert(write, &client.client_id, digest, now, until).await?;
        }
        Ok(())
    }
}

/// How a stored client stands to its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is what the description says.
    None,
    /// There is none yet.
    Created,
    /// It is otherwise.
    Changed,
}

impl Clients {
    /// Registers a client. A given identifier that exists is refused.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every broken rule, [`Error::Exists`].
    pub async fn create(&self, draft: Draft, source: &str) -> Result<Registered, Error> {
        let prepared = self.prepare(draft, source)?;
        let registered = prepared.registered.clone();
        let client = &registered.client;
        let detail = serde_json::json!({ "source": source });
        let about = About::client(&client.client_id);
        let event = self.actor.event(&self.random, client.created_at, "client.created", about, detail);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    prepared.insert(write).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await
            .map_err(|error| match error {
                storage::Error::Duplicate => {
                    Error::Exists(format!("the client {}", registered.client.client_id))
                }
                error => Error::Storage(error),
            })?;
        Ok(registered)
    }

    /// The rules of [`check`], and that there is a key for whatever is to be signed.
    pub(super) fn check(&self, draft: &Draft) -> Result<(), Error> {
        check(draft)?;
        let faults = key_rules::unsignable(&draft.metadata, &self.algorithms);
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    /// Checks a draft and draws what it lacks; the caller inserts it in a write of its own.
    pub(super) fn prepare(&self, draft: Draft, source: &str) -> Result<Prepared, Error> {
        self.check(&draft)?;
        let now = self.clock.now();
        let client_id =
            if draft.client_id.is_empty() { self.random.identifier(now) } else { draft.client_id.clone() };
        let client = Client {
            client_id: client_id.clone(),
            metadata: draft.metadata,
            source: source.to_owned(),
            disabled: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let secret = needs_secret(&client.metadata).then(|| {
            draft.client_secret.map_or_else(|| self.random.token(), |secret| secret.expose().to_owned())
        });
        let digest = secret.as_deref().map(|secret| digest(&self.vault, secret));
        let registered = Registered { client, secret };
        Ok(Prepared { registered, digest, secret_until: draft.secret_until })
    }

    /// What [`Clients::put`] would do, with the same errors.
    pub async fn compare(&self, draft: &Draft) -> Result<Difference, Error> {
        self.check(draft)?;
        let mut reader = self.database.read().await?;
        let Some(present) = storage::client::find(&mut reader, &draft.client_id).await? else {
            if needs_secret(&draft.metadata) && draft.client_secret.is_none() {
                return Err(Error::Invalid(vec!["client_secret or client_secret_file is missing".into()]));
            }
            return Ok(Difference::Created);
        };
        let known = storage::client_secret::valid(&mut reader, &draft.client_id, self.clock.now()).await?;
        let wanted = draft.client_secret.as_ref().map(|secret| digest(&self.vault, secret.expose()));
        let same = present.metadata == draft.metadata
            && !present.disabled
            && wanted.is_none_or(|wanted| known == [wanted]);
        Ok(if same { Difference::None } else { Difference::Changed })
    }

    /// Makes the stored client what `draft` says, whether or not it exists. Says whether anything changed; the audit log says what.
    pub async fn put(&self, draft: Draft, source: &str) -> Result<bool, Error> {
        self.check(&draft)?;
        if draft.client_id.is_empty() {
            return Err(Error::Invalid(vec!["client_id: a client described in a file needs one".into()]));
        }
        let present = storage::client::find(&mut self.database.read().await?, &draft.client_id).await?;
        let Some(present) = present else {
            if needs_secret(&draft.metadata) && draft.client_secret.is_none() {
                return Err(Error::Invalid(vec![format!("{}: client_secret is missing", draft.client_id)]));
            }
            Box::pin(self.create(draft, source)).await?;
            return Ok(true);
        };
        let now = self.clock.now();
        let digest = draft.client_secret.as_ref().map(|secret| digest(&self.vault, secret.expose()));
        let wanted = Client { metadata: draft.metadata, disabled: false, ..present.clone() };
        let event = |kind: &str, detail: serde_json::Value| {
            self.actor.event(&self.random, now, kind, About::client(&wanted.client_id), detail)
        };
        let mut told = Vec::new();
        if wanted.metadata != present.metadata {
            told.push(event("client.changed", difference(&present.metadata, &wanted.metadata)?));
        }
        if present.disabled {
            told.push(event("client.enabled", serde_json::json!({})));
        }
        let ended = serde_json::json!({ "old_until": now.to_rfc3339() });
        let replaced = event("client.secret_rotated", ended);
        let changed: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let mut changed = false;
                    if wanted != present {
                        changed = storage::client::update(write, &wanted, now).await?;
                        if changed {
                            storage::audit::insert_many(write, &told).await?;
                        }
                    }
                    if let Some(digest) = digest {
                        let known = storage::client_secret::valid(write, &wanted.client_id, now).await?;
                        if known != [digest.clone()] {
                            storage::client_secret::insert(write, &wanted.client_id, &digest, now, None)
                                .await?;
                            storage::client_secret::delete_others(write, &wanted.client_id, &digest).await?;
                            storage::audit::insert(write, &replaced).await?;
                            changed = true;
                        }
                    }
                    Ok::<_, storage::Error>(changed)
                })
            })
            .await?;
        self.changed(&draft.client_id).await;
        Ok(changed)
    }

    /// Gives a client a new secret beside the present one, which stays valid until `old_until`.
    pub async fn rotate_secret(&self, client_id: &str, old_until: Timestamp) -> Result<String, Error> {
        let rotation = Rotation { old_until, new_until: None };
        self.rotate(&self.find(client_id).await?, rotation).await
    }

    /// The client with this identifier.
    pub async fn find(&self, client_id: &str) -> Result<Client, Error> {
        let client = storage::client::find(&mut self.database.read().await?, client_id).await?;
        client.ok_or_else(|| Error::Missing(format!("client {client_id}")))
    }

    /// All clients.
    pub async fn list(&self) -> Result<Vec<Client>, Error> {
        Ok(storage::client::list(&mut self.database.read().await?).await?)
    }

    /// Lets go of what this process remembers of a client, which is otherwise by now.
    pub(super) async fn changed(&self, client_id: &str) {
        if let Some(directory) = &self.directory {
            directory.forget(client_id).await;
        }
    }
}

pub(super) fn digest(vault: &Vault, secret: &str) -> Vec<u8> {
    vault.digest("client_secret", secret.as_bytes())
}

pub(super) fn needs_secret(metadata: &Metadata) -> bool {
    metadata.token_endpoint_auth_method.starts_with("client_secret")
}
