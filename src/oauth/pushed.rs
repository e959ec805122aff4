//! Pushed authorization requests: RFC 9126.
//!
//! The client proves itself before the person is asked, and its parameters never pass through the browser. A reference is
//! the client's own, short-lived, and good for one answer; until then it may be opened again, as a reload does.

use std::time::Duration;

use serde::Serialize;

use super::{
    KnownClient, OAuthError, PUSH, Provider,
    authorization::{Raw, request_object, validate},
    client_authentication::authenticate,
    dpop::{self, Proof},
    parameters::Parameters,
    token::Headers,
};
use crate::{
    clock::Timestamp,
    jose::About,
    storage::{
        client::Client,
        pushed_request,
        throttle::{self, Limit},
    },
};

/// How references begin (section 2.2).
pub const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";
/// How long one may wait for its browser.
const LIFETIME: Duration = Duration::from_mins(1);
const DIGEST: &str = "pushed_request";
/// Most bytes of one, as a form.
const LARGEST: usize = 16 * 1024;
/// Requests of a public client: anybody can push in its name.
const PUSHES: Limit = Limit { per_window: 1_000, window: 60 * 1000, in_a_row: i64::MAX, free: 0 };
/// The parameter that binds a code to a key (RFC 9449 section 10).
const JKT: &str = "dpop_jkt";
/// Parameters that prove the client and are no part of the request.
const PROOFS: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

/// Section 2.2.
#[derive(Debug, Serialize)]
pub struct Pushed {
    /// The reference.
    pub request_uri: String,
    /// Seconds.
    pub expires_in: u64,
}

/// Takes a request in, after the checks that any request passes.
///
/// # Errors
/// `invalid_client`, `invalid_dpop_proof`, `use_dpop_nonce`, `temporarily_unavailable`, and every code that the authorization endpoint would answer with.
pub async fn push(
    provider: &Provider,
    shown: Headers<'_>,
    parameters: &Parameters,
) -> Result<Pushed, OAuthError> {
    let now = provider.clock.now();
    let known = authenticate(provider, shown.authorization, parameters, now).await?;
    let raw = sent(provider, &known, parameters).await?;
    let target = dpop::Target { method: "POST", path: PUSH, access_token: None };
    let proof = shown.dpop.map(|proof| dpop::check(provider, proof, target, now)).transpose()?;
    let raw = bound(raw, proof.as_ref())?;
    let governed = provider.governed();
    let hint = |token: &str| provider.read_hint(token);
    let rules =
        validate::Rules { settings: &provider.settings, governed: &governed, back: None, hint: &hint };
    validate::check(&known.client, &raw, &rules).map_err(|fault| fault.error)?;
    let secret = keep(provider, &known.client, &raw, proof, now).await?;
    Ok(Pushed { request_uri: format!("{PREFIX}{secret}"), expires_in: LIFETIME.as_secs() })
}

/// The request itself, its object unfolded.
async fn sent(provider: &Provider, known: &KnownClient, parameters: &Parameters) -> Result<Raw, OAuthError> {
    if parameters.get("request_uri").is_some() {
        return Err(OAuthError::invalid_request("request_uri cannot be pushed (RFC 9126 section 2.1)"));
    }
    let own = parameters.iter().filter(|(name, _)| !PROOFS.contains(name) && *name != "client_id");
    let raw: Raw = own.chain([("client_id", known.client.client_id.as_str())]).collect();
    let unfolded = request_object::unfold(provider, known, raw, request_object::Way::Pushed).await;
    Ok(unfolded.map_err(|fault| fault.error)?.raw)
}

/// RFC 9449 section 10.1: a proof shown here binds the code as `dpop_jkt` does, and must not contradict it.
fn bound(raw: Raw, proof: Option<&Proof>) -> Result<Raw, OAuthError> {
    let Some(proof) = proof else { return Ok(raw) };
    if raw.get(JKT).is_some_and(|jkt| jkt != proof.jkt) {
        return Err(OAuthError::invalid_dpop_proof("made with another key than dpop_jkt names"));
    }
    Ok(raw.overlaid(vec![(JKT.to_owned(), proof.jkt.clone())]))
}

/// Keeps a request for its browser, and spends the proof that came with it; the secret of its reference.
async fn keep(
    provider: &Provider,
    client: &Client,
    raw: &Raw,
    proof: Option<Proof>,
    now: Timestamp,
) -> Result<String, OAuthError> {
    let client_id = client.client_id.clone();
    let secret = provider.random.token();
    let hash = provider.vault.digest(DIGEST, secret.as_bytes());
    let form = raw.encode();
    if form.len() > LARGEST {
        return Err(OAuthError::invalid_request("the request is too large to be pushed"));
    }
    let sealed = provider.vault.seal(about(&client_id), form.as_bytes());
    let sealed = sealed.map_err(|error| OAuthError::server_error(error.to_string()))?;
    let counted = client.is_public().then(|| format!("pushed/{client_id}"));
    let expires_at = now.after(LIFETIME);
    provider
        .database
        .write::<_, OAuthError, _>(move |db| {
            Box::pin(async move {
                if let Some(proof) = &proof
                    && !proof.spend(db, now).await?
                {
                    return Err(dpop::replayed());
                }
                if let Some(subject) = counted
                    && throttle::spend(db, &subject, PUSHES, now).await?.is_none()
                {
                    return Err(OAuthError::temporarily_unavailable(
                        "too many requests are pushed in its name",
                    ));
                }
                Ok(pushed_request::insert(db, &hash, &client_id, &sealed, expires_at).await?)
            })
        })
        .await?;
    Ok(secret)
}

/// The request behind a reference, and the digest that its answer spends.
pub(super) async fn find(
    provider: &Provider,
    client_id: &str,
    reference: &str,
) -> Result<(Raw, Vec<u8>), OAuthError> {
    let gone = || OAuthError::new("invalid_request_uri", "request_uri is unknown, used or has expired");
    let secret = reference.strip_prefix(PREFIX).ok_or_else(gone)?;
    let hash = provider.vault.digest(DIGEST, secret.as_bytes());
    let now = provider.clock.now();
    let found =
        pushed_request::find_live(&mut provider.database.read().await?, &hash, client_id, now).await?;
    let sealed = found.ok_or_else(gone)?;
    let plain = provider.vault.open(about(client_id), &sealed);
    let plain = plain.map_err(|error| OAuthError::server_error(error.to_string()))?;
    let raw = form_urlencoded::parse(&plain).map(|(name, value)| (name.into_owned(), value.into_owned()));
    Ok((raw.collect(), hash))
}

fn about(client_id: &str) -> About<'_> {
    About { table: "pushed_request", row: client_id, account: "" }
}
