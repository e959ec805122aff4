//! Registering clients, by the rules of RFC 7591 and OpenID Connect Dynamic Client Registration 1.0.

use std::collections::BTreeSet;

use url::Url;

use super::{
    Error,
    actor::{About, Actor},
    client_change::{Rotation, difference},
};
use crate::{
    clock::{Clock, Timestamp},
    jose::seal::Vault,
    oauth::{
        ClientDirectory,
        grant::{self, device_code, token_exchange},
        key_rules,
        redirect_uri::check_registrable,
        response_type::ResponseType,
    },
    random::Random,
    secret::Secret,
    storage::{
        self, Database, Write,
        client::{Client, Metadata},
    },
};

/// The grant of OpenID Connect Core 3.2, which has no request at the token endpoint.
const IMPLICIT: &str = "implicit";
const AUTH_METHODS: [&str; 4] = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];
const ALGORITHMS: [&str; 3] = ["RS256", "ES256", "EdDSA"];
/// Below this a chosen secret could be guessed (OpenID Connect Core 16.19 asks for 256 bits of MAC keys).
const SECRET_LENGTH: usize = 32;
/// Every one is compared with what comes.
const MOST_URIS: usize = 50;

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
            self.create(draft, source).await?;
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

/// The rules, a line each.
pub(super) fn check(draft: &Draft) -> Result<(), Error> {
    let metadata = &draft.metadata;
    let mut faults = Vec::new();
    let mut rule = |holds: bool, fault: &str| {
        if !holds {
            faults.push(fault.to_owned());
        }
    };
    let among = |value: &str, list: &[&str]| list.contains(&value);
    let uses = |grant: &str| metadata.grant_types.iter().any(|used| used == grant);
    let method = metadata.token_endpoint_auth_method.as_str();
    let identifier = |c: char| c.is_ascii_alphanumeric() || "-._~:/".contains(c);

    rule(
        draft.client_id.len() <= 200 && draft.client_id.chars().all(identifier),
        "client_id: at most 200 of A-Z a-z 0-9 - . _ ~ : /",
    );
    rule(
        metadata.client_name.chars().count() <= 100 && !metadata.client_name.chars().any(char::is_control),
        "client_name: at most 100 characters",
    );
    rule(
        metadata.grant_types.iter().all(|grant| grant == IMPLICIT || among(grant, &grant::SUPPORTED)),
        "grant_types: authorization_code, refresh_token, client_credentials, implicit, or those of RFC 8628 and RFC 8693 in full",
    );
    let kinds: Option<Vec<ResponseType>> =
        metadata.response_types.iter().map(|kind| ResponseType::parse(kind)).collect();
    rule(kinds.is_some(), "response_types: code, id_token, or these with token (OpenID Connect Core 3)");
    let kinds = kinds.unwrap_or_default();
    let needs_no_browser =
        ["client_credentials", device_code::GRANT_TYPE, token_exchange::GRANT_TYPE].into_iter().any(uses);
    rule(
        uses("authorization_code") || !kinds.iter().any(|kind| kind.code) || needs_no_browser,
        "grant_types: the response type code goes with authorization_code",
    );
    rule(
        uses(IMPLICIT) == kinds.iter().any(|kind| kind.is_front_channel()),
        "grant_types: implicit goes with the response types that have id_token or token, and only with them",
    );
    rule(
        among(method, &AUTH_METHODS),
        "token_endpoint_auth_method: client_secret_basic, client_secret_post, private_key_jwt or none",
    );
    rule(among(&metadata.application_type, &["web", "native"]), "application_type: web or native");
    rule(among(&metadata.access_token_format, &["jwt", "opaque"]), "access_token_format: jwt or opaque");
    rule(
        among(&metadata.access_token_signed_response_alg, &ALGORITHMS),
        "access_token_signed_response_alg: RS256, ES256 or EdDSA",
    );
    rule(
        among(&metadata.introspection_signed_response_alg, &ALGORITHMS),
        "introspection_signed_response_alg: RS256, ES256 or EdDSA",
    );
    rule(
        !(uses("authorization_code") || uses(IMPLICIT)) || !metadata.redirect_uris.is_empty(),
        "redirect_uris: authorization_code and implicit need at least one",
    );
    rule(
        !uses("client_credentials") || method != "none",
        "grant_types: a public client cannot use client_credentials (RFC 6749 section 4.4)",
    );
    rule(
        !uses("refresh_token") || uses("authorization_code") || uses(device_code::GRANT_TYPE),
        "grant_types: refresh_token goes with authorization_code or device_code",
    );
    rule(among(&metadata.subject_type, &["public", "pairwise"]), "subject_type: public or pairwise");
    let hosts: BTreeSet<Option<String>> = metadata.redirect_uris.iter().map(|uri| host_of(uri)).collect();
    rule(
        metadata.subject_type != "pairwise" || metadata.sector_identifier_uri.is_some() || hosts.len() == 1,
        "sector_identifier_uri: pairwise needs it where redirect_uris have several hosts",
    );
    rule(
        metadata.request_uris.len() <= MOST_URIS && metadata.redirect_uris.len() <= MOST_URIS,
        "redirect_uris, request_uris: at most 50 each",
    );
    rule(
        metadata.frontchannel_logout_uri.as_ref().is_none_or(|uri| {
            metadata.redirect_uris.iter().any(|redirect| origin_of(redirect) == origin_of(uri))
        }),
        "frontchannel_logout_uri: must have the origin of one of redirect_uris",
    );
    rule(
        draft.client_secret.as_ref().is_none_or(|secret| secret.expose().len() >= SECRET_LENGTH),
        "client_secret: at least 32 characters",
    );
    rule(
        draft.client_secret.is_none() || needs_secret(metadata),
        "client_secret: only with client_secret_basic or client_secret_post",
    );
    rule(
        uses(token_exchange::GRANT_TYPE) == metadata.token_exchange.is_some(),
        "token_exchange: given with the grant type of RFC 8693, and only then",
    );
    rule(metadata.token_exchange.is_none() || method != "none", "token_exchange: not for a public client");
    rule(!metadata.may_introspect || method != "none", "may_introspect: not for a public client");
    rule(
        metadata.introspects_for.is_empty() || metadata.may_introspect,
        "introspects_for: only with may_introspect",
    );
    faults.extend(key_rules::faults(metadata));
    for uri in metadata.redirect_uris.iter().chain(&metadata.post_logout_redirect_uris) {
        if let Err(fault) = check_registrable(uri, metadata.application_type == "native") {
            faults.push(format!("{uri}: {fault}"));
        }
    }
    let links = [
        &metadata.client_uri,
        &metadata.policy_uri,
        &metadata.tos_uri,
        &metadata.logo_uri,
        &metadata.initiate_login_uri,
        &metadata.jwks_uri,
        &metadata.sector_identifier_uri,
        &metadata.backchannel_logout_uri,
        &metadata.frontchannel_logout_uri,
    ];
    for uri in links.into_iter().flatten().chain(&metadata.request_uris) {
        if !Url::parse(uri).is_ok_and(|url| url.scheme() == "https" || is_loopback(&url)) {
            faults.push(format!("{uri}: must be an https URL"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn host_of(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}

fn origin_of(uri: &str) -> Option<String> {
    Url::parse(uri).ok().map(|url| url.origin().ascii_serialization())
}

fn is_loopback(url: &Url) -> bool {
    url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(change: impl FnOnce(&mut Metadata)) -> Draft {
        let mut metadata =
            Metadata { redirect_uris: vec!["https://app.example/cb".into()], ..Metadata::default() };
        change(&mut metadata);
        Draft { client_id: "app".into(), metadata, ..Draft::default() }
    }

    #[test]
    fn an_ordinary_client_passes() {
        check(&draft(|_| {})).unwrap();
        check(&draft(|m| m.redirect_uris = vec!["http://127.0.0.1/cb".into()])).unwrap();
        check(&draft(|m| {
            m.application_type = "native".into();
            m.token_endpoint_auth_method = "none".into();
            m.redirect_uris = vec!["com.example.app:/cb".into()];
        }))
        .unwrap();
    }

    #[test]
    fn every_broken_rule_is_named_at_once() {
        let faults = check(&draft(|m| {
            m.response_types = vec!["token".into()];
            m.token_endpoint_auth_method = "none".into();
            m.grant_types = vec!["client_credentials".into(), "password".into()];
        }));
        let Err(Error::Invalid(faults)) = faults else { panic!("passed") };
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn dangerous_redirect_uris_are_refused() {
        for uri in [
            "http://app.example/cb",
            "https://app.example/cb#x",
            "https://user@app.example/cb",
            "https://app.example\\@evil.example/",
            "https://*.example/cb",
            "javascript:alert(1)",
            "data:text/html,x",
            "/cb",
            "com.example.app:/cb",
            "http://localhost.evil.example/",
            "https://app.example/ cb",
        ] {
            assert!(check(&draft(|m| m.redirect_uris = vec![uri.into()])).is_err(), "{uri}");
        }
    }
}
