//! Clients that nobody registered: their `client_id` is the https URL of a document that describes them
//! (draft-ietf-oauth-client-id-metadata-document), as clients of the Model Context Protocol have it.
//!
//! A document is fetched through the guard of `outbound`, when an authorization request names it and at no other time; how
//! often, is counted for who asks and for whom we ask. It is kept in memory for an hour, and with the grant it becomes a row
//! like any client's, which an operator can disable. It may say where answers go, what the application is called, and how what it
//! sends and gets is signed and encrypted; it may not say that somebody vouches for it, leave out the consent page, or prove
//! itself with a shared secret. Keys that it has elsewhere are fetched with it, and stay as they were then until a grant is made
//! by a document that was read later.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use super::{
    KnownClient, OAuthError, Provider, encryption::Answer, key_rules, redirect_uri::check_registrable,
};
use crate::{
    authentication::visitor::Visitor,
    clock::Timestamp,
    jose::JwkSet,
    storage::{
        self,
        client::{Client, Metadata},
        throttle::{self, Limit},
    },
};

/// The `source` of such a client.
pub const SOURCE: &str = "document";
/// Section 6.6 recommends 5 kilobytes.
const LARGEST: usize = 5 * 1024;
const LONGEST_ID: usize = 255;
const JWK_SET: &str = "application/jwk-set+json, application/json";
const TOO_MANY: &str = "too many documents were asked for";
/// How long one is believed.
const LIFE: Duration = Duration::from_hours(1);
/// What was stored with a grant is believed so much longer while nothing can be fetched.
const STALE: Duration = Duration::from_hours(24);
const MOST_REDIRECTS: usize = 20;
/// Fetches caused from one network, and fetches from one host.
const PER_NETWORK: Limit = Limit { per_window: 20, window: 15 * 60 * 1000, in_a_row: i64::MAX, free: 0 };
const PER_HOST: Limit = Limit { per_window: 60, window: 15 * 60 * 1000, in_a_row: i64::MAX, free: 0 };

/// Members that count as they stand, by the rules of every other client: how what it sends and gets is signed and encrypted.
const PROTECTION: [&str; 14] = [
    "token_endpoint_auth_signing_alg",
    "id_token_signed_response_alg",
    "id_token_encrypted_response_alg",
    "id_token_encrypted_response_enc",
    "userinfo_signed_response_alg",
    "userinfo_encrypted_response_alg",
    "userinfo_encrypted_response_enc",
    "authorization_signed_response_alg",
    "authorization_encrypted_response_alg",
    "authorization_encrypted_response_enc",
    "request_object_signing_alg",
    "request_object_encryption_alg",
    "request_object_encryption_enc",
    "require_signed_request_object",
];

/// Documents that were read lately.
pub struct Documents(Cache<String, Arc<KnownClient>>);

impl Default for Documents {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(1_000).time_to_live(LIFE).build())
    }
}

/// What we read of a document beside [`PROTECTION`]: members of RFC 7591. Others mean nothing here (section 4.1).
#[derive(Deserialize)]
struct Document {
    client_id: String,
    #[serde(default)]
    client_name: String,
    #[serde(default)]
    redirect_uris: Vec<String>,
    #[serde(default)]
    grant_types: Option<Vec<String>>,
    #[serde(default)]
    token_endpoint_auth_method: Option<String>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    jwks: Option<Value>,
    #[serde(default)]
    jwks_uri: Option<String>,
    #[serde(default)]
    client_uri: Option<String>,
    #[serde(default)]
    policy_uri: Option<String>,
    #[serde(default)]
    tos_uri: Option<String>,
    #[serde(default)]
    client_secret: Option<Value>,
    #[serde(default)]
    client_secret_expires_at: Option<Value>,
}

/// The client of an authorization request: one that is registered, or one that describes itself where an operator lets it.
/// `visitor` is who has named it, when it is named for the first time.
///
/// # Errors
/// The database's.
pub async fn find(
    provider: &Provider,
    visitor: Option<&Visitor>,
    client_id: &str,
) -> Result<Option<Arc<KnownClient>>, OAuthError> {
    match document_url(client_id) {
        None => Ok(provider.clients.find(client_id).await?),
        Some(url) => Box::pin(find_at(provider, visitor, client_id, &url)).await,
    }
}

/// A client whose `client_id` is the address of its document.
async fn find_at(
    provider: &Provider,
    visitor: Option<&Visitor>,
    client_id: &str,
    url: &Url,
) -> Result<Option<Arc<KnownClient>>, OAuthError> {
    if !is_welcome(provider, url) {
        // One that was granted something before is a row all the same, and begins nothing new.
        let registered = provider.clients.find(client_id).await?;
        return Ok(registered.filter(|known| known.client.source != SOURCE));
    }
    let stored = storage::client::find(&mut provider.database.read().await?, client_id).await?;
    if let Some(stored) = &stored
        && (stored.disabled || stored.source != SOURCE)
    {
        return Ok(provider.clients.find(client_id).await?);
    }
    if let Some(known) = provider.documents.0.get(client_id).await {
        return Ok(Some(known));
    }
    match fetch(provider, visitor, client_id, url).await? {
        Ok(known) => {
            let known = Arc::new(known);
            provider.documents.0.insert(client_id.to_owned(), Arc::clone(&known)).await;
            Ok(Some(known))
        }
        Err(why) => {
            tracing::info!(client_id, why, "a client's metadata document was refused");
            let now = provider.clock.now();
            let stale = stored.filter(|stored| now.since(stored.updated_at) < STALE);
            match stale {
                Some(_) => Ok(provider.clients.find(client_id).await?),
                None => Ok(None),
            }
        }
    }
}

/// Section 3: https, a path that is not the root, no dots in it, no fragment, nobody's name; and no two texts for one URL.
fn document_url(client_id: &str) -> Option<Url> {
    let rest = client_id.strip_prefix("https://")?;
    let url = Url::parse(client_id).ok()?;
    let path = rest.split_once('/')?.1;
    let dots = path.split(['/', '?']).any(|part| part == "." || part == "..");
    let plain = client_id.len() <= LONGEST_ID && client_id.bytes().all(|byte| byte.is_ascii_graphic());
    let whole = !path.is_empty() && !dots && url.fragment().is_none() && !rest.contains('@');
    (plain && whole && url.as_str() == client_id).then_some(url)
}

fn is_welcome(provider: &Provider, url: &Url) -> bool {
    let settings = &provider.settings;
    let hosts = &settings.document_hosts;
    settings.client_documents
        && (hosts.is_empty() || url.host_str().is_some_and(|host| hosts.iter().any(|one| one == host)))
}

/// Fetches and reads; the inner error is why not, for the log.
async fn fetch(
    provider: &Provider,
    visitor: Option<&Visitor>,
    client_id: &str,
    url: &Url,
) -> Result<Result<KnownClient, String>, OAuthError> {
    let network = visitor.map(Visitor::network);
    if !counted(provider, network.as_deref(), url).await? {
        return Ok(Err(TOO_MANY.into()));
    }
    let text = match provider.fetcher.get(client_id, "application/json").await {
        Ok(text) if text.len() <= LARGEST => text,
        Ok(text) => return Ok(Err(format!("{} bytes are too many", text.len()))),
        Err(why) => return Ok(Err(why)),
    };
    let keys = match keys_elsewhere(&text) {
        Ok(None) => None,
        Ok(Some(url)) if !counted(provider, network.as_deref(), &url).await? => {
            return Ok(Err(TOO_MANY.into()));
        }
        Ok(Some(url)) => match provider.fetcher.get(url.as_str(), JWK_SET).await {
            Ok(keys) => Some(keys),
            Err(why) => return Ok(Err(why)),
        },
        Err(why) => return Ok(Err(why)),
    };
    let known: Vec<String> = provider.settings.known_scopes().iter().map(str::to_owned).collect();
    let read = read(client_id, &text, keys.as_deref(), &known.join(" "), provider.clock.now());
    Ok(read.and_then(|known| {
        let unsignable = key_rules::unsignable(&known.client.metadata, &provider.settings.algorithms);
        unsignable.into_iter().next().map_or(Ok(known), Err)
    }))
}

/// Counts a call to `url` that somebody in `network` causes; `false` when there were too many.
///
/// # Errors
/// The database's.
pub async fn counted(provider: &Provider, network: Option<&str>, url: &Url) -> Result<bool, OAuthError> {
    let now = provider.clock.now();
    // Who asks first: one that has no more of its own uses up nothing of what all others have at that host.
    let network = network.map(|network| (format!("document/network/{network}"), PER_NETWORK));
    let host = (format!("document/host/{}", url.host_str().unwrap_or_default()), PER_HOST);
    let counters: Vec<_> = network.into_iter().chain([host]).collect();
    let write = provider.database.write::<_, storage::Error, _>(move |db| {
        Box::pin(async move {
            for (subject, limit) in &counters {
                if throttle::spend(db, subject, *limit, now).await?.is_none() {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    });
    Ok(write.await?)
}

/// Where the keys of a document are, if they are needed and do not stand in it.
fn keys_elsewhere(text: &[u8]) -> Result<Option<Url>, String> {
    let document: Document = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    let Some(uri) = document.jwks_uri else { return Ok(None) };
    if document.jwks.is_some() {
        return Err("jwks and jwks_uri are both there".into());
    }
    let proves_itself = document.token_endpoint_auth_method.as_deref() == Some("private_key_jwt");
    if !proves_itself && !needs_keys(&protection(text)?) {
        return Ok(None);
    }
    let url = Url::parse(&uri).ok().filter(|url| url.scheme() == "https");
    url.map(Some).ok_or_else(|| "jwks_uri is no https URL".into())
}

/// A document as a client, with the keys that are elsewhere: every rule of section 4.1, and those of ours.
pub(super) fn read(
    client_id: &str,
    text: &[u8],
    keys: Option<&[u8]>,
    scopes: &str,
    now: Timestamp,
) -> Result<KnownClient, String> {
    let document: Document = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    if document.client_id != client_id {
        return Err("client_id is not the address of the document".into());
    }
    if document.client_secret.is_some() || document.client_secret_expires_at.is_some() {
        return Err("it holds a client_secret".into());
    }
    let elsewhere: Option<Value> = match keys {
        Some(keys) => Some(serde_json::from_slice(keys).map_err(|error| format!("jwks_uri: {error}"))?),
        None => None,
    };
    let mut metadata = described(document, protection(text)?, elsewhere, scopes)?;
    key_rules::complete(&mut metadata);
    if let Some(fault) = key_rules::faults(&metadata).into_iter().next() {
        return Err(fault);
    }
    let keys = metadata.jwks.as_ref().map(|jwks| JwkSet::parse(jwks.to_string().as_bytes()));
    let keys = keys.transpose().map_err(|error| error.to_string())?;
    let client = Client {
        client_id: client_id.to_owned(),
        metadata,
        source: SOURCE.into(),
        disabled: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    Ok(KnownClient { client, secrets: Vec::new(), keys: keys.map(Arc::new) })
}

/// What a document says, as the metadata of a client whose keys may be `elsewhere`; `scopes` are those of one that names none.
fn described(
    document: Document,
    protection: Metadata,
    elsewhere: Option<Value>,
    scopes: &str,
) -> Result<Metadata, String> {
    let method = document.token_endpoint_auth_method.unwrap_or_else(|| "none".into());
    let jwks = needed(document.jwks.or(elsewhere), &method, &protection)?;
    let native = is_native(&document.redirect_uris)?;
    if document.client_name.chars().count() > 100 || document.client_name.chars().any(char::is_control) {
        return Err("client_name has more than 100 characters, or one that nobody sees".into());
    }
    let grant_types = document.grant_types.unwrap_or_else(|| vec!["authorization_code".into()]);
    let usable = ["authorization_code", "refresh_token"];
    let link =
        |uri: Option<String>| uri.filter(|uri| Url::parse(uri).is_ok_and(|url| url.scheme() == "https"));
    Ok(Metadata {
        client_name: document.client_name,
        redirect_uris: document.redirect_uris,
        grant_types: grant_types.into_iter().filter(|grant| usable.contains(&grant.as_str())).collect(),
        jwks,
        token_endpoint_auth_method: method,
        application_type: if native { "native".into() } else { "web".into() },
        scope: document.scope.unwrap_or_else(|| scopes.to_owned()),
        client_uri: link(document.client_uri),
        policy_uri: link(document.policy_uri),
        tos_uri: link(document.tos_uri),
        require_pkce: true,
        ..protection
    })
}

/// The keys, where there is something to do with them. Where nobody needs any there may be any, or none.
fn needed(jwks: Option<Value>, method: &str, protection: &Metadata) -> Result<Option<Value>, String> {
    match (method, jwks) {
        ("none", jwks) => Ok(jwks.filter(|_| needs_keys(protection))),
        ("private_key_jwt", Some(jwks)) => Ok(Some(jwks)),
        _ => Err("token_endpoint_auth_method must be none, or private_key_jwt with jwks or jwks_uri".into()),
    }
}

/// Whether answers go to an application on the person's own device. RFC 8252 section 7.3: such a one may listen at any port.
fn is_native(redirect_uris: &[String]) -> Result<bool, String> {
    if redirect_uris.is_empty() || redirect_uris.len() > MOST_REDIRECTS {
        return Err("redirect_uris are missing or too many".into());
    }
    let native = redirect_uris.iter().any(|uri| !uri.starts_with("https://"));
    for uri in redirect_uris {
        check_registrable(uri, native).map_err(|fault| format!("{uri}: {fault}"))?;
    }
    Ok(native)
}

/// [`PROTECTION`], and nothing else.
fn protection(text: &[u8]) -> Result<Metadata, String> {
    let mut members: Map<String, Value> = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    members.retain(|name, value| PROTECTION.contains(&name.as_str()) && !value.is_null());
    serde_json::from_value(members.into()).map_err(|error| error.to_string())
}

/// Whether something is to be encrypted to a client, or signed by it, that does not authenticate itself.
fn needs_keys(protection: &Metadata) -> bool {
    let encrypts = Answer::ALL.iter().any(|answer| answer.registered(protection).iter().any(Option::is_some));
    let signs = protection.request_object_signing_alg.is_some() || protection.require_signed_request_object;
    encrypts || signs
}

/// The host that a client's document is at: the one thing about it that was checked.
pub fn host(client: &Client) -> Option<String> {
    let url = (client.source == SOURCE).then(|| Url::parse(&client.client_id).ok()).flatten()?;
    url.host_str().map(str::to_owned)
}

#[cfg(test)]
#[path = "client_document_tests.rs"]
mod tests;
