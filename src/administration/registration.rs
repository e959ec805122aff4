//! Clients that register themselves: RFC 7591, OpenID Connect Registration 1.0, and RFC 7592 for what comes after.
//!
//! What a stranger may say about itself is a list of names; everything that an operator vouches for (first-party, verified,
//! introspection) is not on it and stays as it is, at its default until an operator says otherwise. The rules are those of every
//! other client, and the audit log tells what a client does to itself as it tells what an operator does to it.

use std::{net::IpAddr, sync::Arc};

use serde_json::{Map, Value, json};
use url::Url;

use super::{
    Error,
    client::{self, Clients, Draft},
    client_change::difference,
    client_invitation::INITIAL,
};
use crate::{
    authentication::visitor,
    clock::Timestamp,
    config::{ClientRegistration, ClientRegistrationMode},
    oauth::{
        OAuthError, Provider, REGISTER, client_document, key_rules,
        redirect_uri::check_registrable,
        response_type::ResponseType,
        scope::{STANDARD, Scopes},
    },
    secret::equal,
    storage::{
        self,
        audit::{self, Event},
        client::{Client, Metadata},
        client_registration,
        throttle::{self, Limit},
    },
};

/// What a client may say about itself.
const REGISTRABLE: [&str; 43] = [
    "redirect_uris",
    "token_endpoint_auth_method",
    "token_endpoint_auth_signing_alg",
    "grant_types",
    "response_types",
    "application_type",
    "client_name",
    "client_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
    "contacts",
    "scope",
    "jwks",
    "jwks_uri",
    "software_id",
    "software_version",
    "subject_type",
    "sector_identifier_uri",
    "id_token_signed_response_alg",
    "id_token_encrypted_response_alg",
    "id_token_encrypted_response_enc",
    "userinfo_signed_response_alg",
    "userinfo_encrypted_response_alg",
    "userinfo_encrypted_response_enc",
    "request_object_signing_alg",
    "request_object_encryption_alg",
    "request_object_encryption_enc",
    "request_uris",
    "require_signed_request_object",
    "require_pushed_authorization_requests",
    "authorization_signed_response_alg",
    "authorization_encrypted_response_alg",
    "authorization_encrypted_response_enc",
    "default_max_age",
    "default_acr_values",
    "require_auth_time",
    "initiate_login_uri",
    "post_logout_redirect_uris",
    "backchannel_logout_uri",
    "backchannel_logout_session_required",
    "frontchannel_logout_uri",
    "frontchannel_logout_session_required",
];
/// What a client was told and does not tell (RFC 7592 section 2.2).
const TOLD: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
];
const SOURCE: &str = "dynamic";
/// The grant of clients that act for themselves.
const MACHINE: &str = "client_credentials";
const ACCESS: &str = "registration_access_token";
const HOUR: i64 = 3_600_000;

/// Everything that registering needs.
pub struct Registrar {
    /// Makes clients.
    pub clients: Clients,
    /// Reads what they publish.
    pub provider: Arc<Provider>,
    /// What the operator decided.
    pub settings: ClientRegistration,
}

/// What a registration is admitted by.
enum Admission {
    /// A token with this digest, still to be spent.
    Token(Vec<u8>),
    /// The limits of where it came from, which it has used.
    Network,
}

impl Registrar {
    /// Registers a client (RFC 7591 section 3). `token` is what came as a bearer token, `from` where the request came from.
    ///
    /// # Errors
    /// `invalid_token`, `invalid_redirect_uri`, `invalid_client_metadata`, and 429 beyond the limits.
    pub async fn register(
        &self,
        token: Option<&str>,
        from: IpAddr,
        description: Map<String, Value>,
    ) -> Result<Value, OAuthError> {
        // Before anything is read: a description may make us fetch what it names.
        let admission = self.admission(token, from).await?;
        let metadata = self.read(from, description, None).await?;
        let draft = Draft { metadata, ..Draft::default() };
        let prepared = self.clients.prepare(draft, SOURCE).map_err(invalid)?;
        let access_token = self.clients.random.token();
        let access_hash = self.clients.vault.digest(ACCESS, access_token.as_bytes());
        let now = self.clients.clock.now();
        let registered = prepared.registered.clone();
        let event = self.event(&registered.client.client_id, from, now, "client.created", json!({}));
        self.clients
            .database
            .write::<_, OAuthError, _>(move |write| {
                Box::pin(async move {
                    if let Admission::Token(hash) = admission
                        && !client_registration::spend_initial(write, &hash, now).await?
                    {
                        return Err(no_token());
                    }
                    prepared.insert(write).await?;
                    client_registration::put_access(
                        write,
                        &prepared.registered.client.client_id,
                        &access_hash,
                    )
                    .await?;
                    Ok(audit::insert(write, &event).await?)
                })
            })
            .await?;
        Ok(self.answer(&registered.client, registered.secret.as_deref(), &access_token))
    }

    /// What a client registered (RFC 7592 section 2.1).
    pub async fn show(&self, client_id: &str, token: &str) -> Result<Value, OAuthError> {
        let client = self.own(client_id, token).await?;
        Ok(self.answer(&client, None, token))
    }

    /// Replaces what a client registered (RFC 7592 section 2.2). `from` is where the request came from.
    pub async fn replace(
        &self,
        client_id: &str,
        token: &str,
        from: IpAddr,
        mut description: Map<String, Value>,
    ) -> Result<Value, OAuthError> {
        let present = self.own(client_id, token).await?;
        let now = self.clients.clock.now();
        let mut reader = self.clients.database.read().await?;
        let known = storage::client_secret::valid(&mut reader, client_id, now).await?;
        drop(reader);
        self.check_meant(client_id, &known, &mut description)?;
        let metadata = self.read(from, description, Some(&present.metadata)).await?;
        let draft = Draft { client_id: client_id.to_owned(), metadata, ..Draft::default() };
        self.clients.check(&draft).map_err(invalid)?;
        let event = if draft.metadata == present.metadata {
            None
        } else {
            let detail = difference(&present.metadata, &draft.metadata).map_err(invalid)?;
            Some(self.event(client_id, from, now, "client.changed", detail))
        };
        let wanted = Client { metadata: draft.metadata, ..present };
        // Who had no secret and needs one now is given one.
        let fresh =
            (client::needs_secret(&wanted.metadata) && known.is_empty()).then(|| self.clients.random.token());
        let digest = fresh.as_deref().map(|secret| client::digest(&self.clients.vault, secret));
        self.store(wanted.clone(), digest, event, now).await?;
        self.clients.changed(client_id).await;
        Ok(self.answer(&wanted, fresh.as_deref(), token))
    }

    /// Takes what says which client is meant out of a description, if it says so rightly (RFC 7592 section 2.2). `known` are the
    /// digests of the client's secrets.
    fn check_meant(
        &self,
        client_id: &str,
        known: &[Vec<u8>],
        description: &mut Map<String, Value>,
    ) -> Result<(), OAuthError> {
        let refused = |why: &str| Err(OAuthError::invalid_request(why));
        if TOLD.iter().any(|name| description.contains_key(*name)) {
            return refused("what the server has told the client is not sent back (RFC 7592 section 2.2)");
        }
        if description.remove("client_id").as_ref().and_then(Value::as_str) != Some(client_id) {
            return refused("client_id must be that of the client");
        }
        if let Some(shown) = description.remove("client_secret") {
            let digest = shown.as_str().map(|secret| client::digest(&self.clients.vault, secret));
            if !digest.is_some_and(|digest| known.iter().any(|own| equal(own, &digest))) {
                return refused("client_secret is not that of the client");
            }
        }
        Ok(())
    }

    /// Keeps a client as it is to be, with a secret where it is given one, and the event that tells of it.
    async fn store(
        &self,
        client: Client,
        digest: Option<Vec<u8>>,
        event: Option<Event>,
        now: Timestamp,
    ) -> Result<(), OAuthError> {
        let stored: bool = self
            .clients
            .database
            .write::<_, OAuthError, _>(move |write| {
                Box::pin(async move {
                    let stored = storage::client::update(write, &client, now).await?;
                    if let (true, Some(digest)) = (stored, digest) {
                        storage::client_secret::insert(write, &client.client_id, &digest, now, None).await?;
                    }
                    if let (true, Some(event)) = (stored, event) {
                        audit::insert(write, &event).await?;
                    }
                    Ok(stored)
                })
            })
            .await?;
        if stored { Ok(()) } else { Err(OAuthError::temporarily_unavailable("another change came first")) }
    }

    /// Takes a client back, with everything granted to it (RFC 7592 section 2.3). `from` is where the request came from.
    pub async fn remove(&self, client_id: &str, token: &str, from: IpAddr) -> Result<(), OAuthError> {
        let client = self.own(client_id, token).await?;
        let event =
            self.event(&client.client_id, from, self.clients.clock.now(), "client.deleted", json!({}));
        self.clients.removed(&client.client_id, None, event).await?;
        Ok(())
    }

    /// The event that tells what a client did to itself. `detail` is an object.
    fn event(&self, client_id: &str, from: IpAddr, now: Timestamp, kind: &str, mut detail: Value) -> Event {
        if let Some(fields) = detail.as_object_mut() {
            fields.insert("by".into(), json!("client"));
            fields.insert("source".into(), json!(SOURCE));
        }
        Event {
            event_id: self.clients.random.identifier(now),
            happened_at: now,
            kind: kind.to_owned(),
            account_id: None,
            client_id: Some(client_id.to_owned()),
            address: Some(from.to_string()),
            detail: detail.to_string(),
        }
    }

    async fn admission(&self, token: Option<&str>, from: IpAddr) -> Result<Admission, OAuthError> {
        let (now, database) = (self.clients.clock.now(), &self.clients.database);
        match (self.settings.mode, token) {
            (ClientRegistrationMode::Off, _) => {
                Err(OAuthError::new("access_denied", "clients are not registered here"))
            }
            (_, Some(token)) => {
                let hash = self.clients.vault.digest(INITIAL, token.as_bytes());
                let usable =
                    client_registration::has_initial(&mut database.read().await?, &hash, now).await?;
                if usable { Ok(Admission::Token(hash)) } else { Err(no_token()) }
            }
            (ClientRegistrationMode::Token, None) => Err(OAuthError::token_required()),
            (ClientRegistrationMode::Open, None) => {
                let present = client_registration::count(&mut database.read().await?).await?;
                let (network, limit) = (network(from), self.limit());
                let within = database
                    .write::<_, OAuthError, _>(move |write| {
                        Box::pin(
                            async move { Ok(throttle::spend(write, &network, limit, now).await?.is_some()) },
                        )
                    })
                    .await?;
                let free = present < i64::from(self.settings.most_clients);
                if within && free { Ok(Admission::Network) } else { Err(too_many()) }
            }
        }
    }

    fn limit(&self) -> Limit {
        let per_window = i64::from(self.settings.per_network_per_hour);
        Limit { per_window, window: HOUR, in_a_row: i64::MAX, free: 0 }
    }

    /// The client, if `token` manages it. Whether there is such a client is not told apart.
    async fn own(&self, client_id: &str, token: &str) -> Result<Client, OAuthError> {
        let refused = || OAuthError::invalid_token("not the registration access token of this client");
        let mut reader = self.clients.database.read().await?;
        let hash = client_registration::find_access(&mut reader, client_id).await?.ok_or_else(refused)?;
        if !equal(&hash, &self.clients.vault.digest(ACCESS, token.as_bytes())) {
            return Err(refused());
        }
        storage::client::find(&mut reader, client_id)
            .await?
            .filter(|client| !client.disabled)
            .ok_or_else(refused)
    }

    /// What a client says about itself, as far as it may; the rest, an operator's, stays as it is at `present`.
    async fn read(
        &self,
        from: IpAddr,
        mut description: Map<String, Value>,
        present: Option<&Metadata>,
    ) -> Result<Metadata, OAuthError> {
        let refused = |why: String| Err(OAuthError::new("invalid_client_metadata", why));
        description.retain(|name, value| REGISTRABLE.contains(&name.as_str()) && !value.is_null());
        if let Some(Ok(Value::Object(mut kept))) = present.map(serde_json::to_value) {
            kept.retain(|name, _| !REGISTRABLE.contains(&name.as_str()));
            description.extend(kept);
        }
        let mut metadata: Metadata = match serde_json::from_value(description.into()) {
            Ok(metadata) => metadata,
            Err(error) => return refused(error.to_string()),
        };
        key_rules::complete(&mut metadata);
        // Scopes of an operator's own resource servers are the operator's to give, and to take.
        let is_standard = |scope: &str| STANDARD.contains(&scope);
        let given = present.map_or("", |present| present.scope.as_str());
        let given = Scopes::from(given).filter(|scope| !is_standard(scope));
        metadata.scope = Scopes::from(metadata.scope.as_str()).filter(is_standard).union(&given).to_string();
        // An operator has vouched for a name, not for whatever comes after it.
        metadata.verified &= present.is_some_and(|present| present.client_name == metadata.client_name);
        let machine = |metadata: &Metadata| metadata.grant_types.iter().any(|grant| grant == MACHINE);
        if machine(&metadata) && !present.is_some_and(machine) {
            return refused("grant_types: client_credentials is given by the operator only".into());
        }
        let front = |kind: &String| ResponseType::parse(kind).is_some_and(ResponseType::is_front_channel);
        if !self.provider.settings.front_channel_tokens && metadata.response_types.iter().any(front) {
            return refused("response_types: only code is supported".into());
        }
        let native = metadata.application_type == "native";
        for uri in &metadata.redirect_uris {
            if let Err(fault) = check_registrable(uri, native) {
                return Err(OAuthError::new("invalid_redirect_uri", format!("{uri}: {fault}")));
            }
        }
        if metadata.redirect_uris.is_empty() {
            return Err(OAuthError::new("invalid_redirect_uri", "redirect_uris: at least one is needed"));
        }
        if let Some(uri) = &metadata.sector_identifier_uri {
            self.check_sector(from, uri, &metadata.redirect_uris).await?;
        }
        Ok(metadata)
    }

    /// OpenID Connect Registration 5: the document names every redirect URI.
    async fn check_sector(
        &self,
        from: IpAddr,
        uri: &str,
        redirect_uris: &[String],
    ) -> Result<(), OAuthError> {
        let refused =
            |why: &str| OAuthError::new("invalid_client_metadata", format!("sector_identifier_uri: {why}"));
        let url = Url::parse(uri).map_err(|error| refused("is no URL").with_detail(error.to_string()))?;
        if !client_document::counted(&self.provider, Some(&visitor::network(from)), &url).await? {
            return Err(too_many());
        }
        let read = self.provider.fetcher.get(uri, "application/json").await;
        let text = read.map_err(|why| refused("could not be read").with_detail(why))?;
        let named: Vec<String> =
            serde_json::from_slice(&text).map_err(|_| refused("leads to no JSON array of URIs"))?;
        let complete = redirect_uris.iter().all(|uri| named.contains(uri));
        if complete { Ok(()) } else { Err(refused("does not name every one of redirect_uris")) }
    }

    /// RFC 7591 section 3.2.1, RFC 7592 section 3.
    fn answer(&self, client: &Client, secret: Option<&str>, access_token: &str) -> Value {
        let mut members = match serde_json::to_value(&client.metadata) {
            Ok(Value::Object(members)) => members,
            _ => Map::new(),
        };
        members.retain(|name, value| {
            let empty = value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
            REGISTRABLE.contains(&name.as_str()) && !empty
        });
        let uri = format!("{}/{}", self.provider.settings.endpoint(REGISTER), client.client_id);
        members.insert("client_id".into(), client.client_id.as_str().into());
        members.insert("client_id_issued_at".into(), client.created_at.seconds().into());
        members.insert(ACCESS.into(), access_token.into());
        members.insert("registration_client_uri".into(), uri.into());
        if let Some(secret) = secret {
            members.insert("client_secret".into(), secret.into());
        }
        if client::needs_secret(&client.metadata) {
            members.insert("client_secret_expires_at".into(), json!(0));
        }
        Value::Object(members)
    }
}

fn invalid(error: Error) -> OAuthError {
    match error {
        Error::Invalid(faults) => OAuthError::new("invalid_client_metadata", faults.join("; ")),
        Error::Storage(error) => error.into(),
        other => OAuthError::server_error(other.to_string()),
    }
}

fn no_token() -> OAuthError {
    OAuthError::invalid_token("no such initial access token")
}

fn too_many() -> OAuthError {
    OAuthError { status: 429, ..OAuthError::temporarily_unavailable("too many registrations") }
}

/// Who shares an address counts together: an IPv6 subscriber has a /64.
fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => format!("registration:{address}"),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("registration:{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}
