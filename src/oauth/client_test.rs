//! Requests that an operator begins in place of a client, to try it out, and whose answer comes back to the console.
//!
//! Such a request is none that a browser or the client could make: its parameters are ours, wait sealed under a reference that
//! opens one answer within a minute, and only in the browser that began it. So the console's address, which no client has
//! registered, is a redirect URI for these requests and for no other. Its code is bound to a verifier that never left the
//! server, and is redeemed there without the client's secret, which nobody here knows. Who may begin one is
//! `administration`'s.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    KnownClient, OAuthError, Provider, Settings,
    authorization::Raw,
    parameters::Parameters,
    token::{self, TokenResponse},
};
use crate::{
    jose::About,
    storage::{client::Client, pushed_request},
};

/// How references begin.
pub const PREFIX: &str = "urn:doorward:client-test:";
/// Where answers come back to, below the issuer.
pub const BACK: &str = "/admin/test";
/// How long one may wait for its browser.
const LIFETIME: Duration = Duration::from_mins(1);
const DIGEST: &str = "client_test";
const BROWSER: &str = "client_test_browser";

#[derive(Serialize, Deserialize)]
struct Kept {
    parameters: String,
    browser: Vec<u8>,
}

/// A request behind a reference.
pub(super) struct Found {
    pub(super) raw: Raw,
    /// What its answer spends.
    pub(super) hash: Vec<u8>,
    /// The browser that it was begun in.
    pub(super) browser: Vec<u8>,
}

/// Where answers come back to.
pub fn back(settings: &Settings) -> String {
    settings.endpoint(BACK)
}

/// A browser, as it is remembered here.
pub fn mark(provider: &Provider, browser: &str) -> Vec<u8> {
    provider.vault.digest(BROWSER, browser.as_bytes())
}

/// Keeps a request of this client for the browser with this secret; the reference that opens it.
pub async fn push(
    provider: &Provider,
    client: &Client,
    raw: &Raw,
    browser: &str,
) -> Result<String, OAuthError> {
    let now = provider.clock.now();
    let secret = provider.random.token();
    let hash = provider.vault.digest(DIGEST, secret.as_bytes());
    let kept = Kept { parameters: raw.encode(), browser: mark(provider, browser) };
    let failed = |error: &dyn std::fmt::Display| OAuthError::server_error(error.to_string());
    let plain = serde_json::to_vec(&kept).map_err(|error| failed(&error))?;
    let sealed = provider.vault.seal(about(&client.client_id), &plain).map_err(|error| failed(&error))?;
    let (client_id, expires_at) = (client.client_id.clone(), now.after(LIFETIME));
    provider
        .database
        .write::<_, OAuthError, _>(move |db| {
            Box::pin(
                async move { Ok(pushed_request::insert(db, &hash, &client_id, &sealed, expires_at).await?) },
            )
        })
        .await?;
    Ok(format!("{PREFIX}{secret}"))
}

/// The request behind a reference.
pub(super) async fn find(provider: &Provider, client_id: &str, reference: &str) -> Result<Found, OAuthError> {
    let gone = || OAuthError::new("invalid_request_uri", "request_uri is unknown, used or has expired");
    let secret = reference.strip_prefix(PREFIX).ok_or_else(gone)?;
    let hash = provider.vault.digest(DIGEST, secret.as_bytes());
    let now = provider.clock.now();
    let found =
        pushed_request::find_live(&mut provider.database.read().await?, &hash, client_id, now).await?;
    let failed = |error: &dyn std::fmt::Display| OAuthError::server_error(error.to_string());
    let plain = provider.vault.open(about(client_id), &found.ok_or_else(gone)?);
    let kept: Kept =
        serde_json::from_slice(&plain.map_err(|error| failed(&error))?).map_err(|error| failed(&error))?;
    let pairs = form_urlencoded::parse(kept.parameters.as_bytes());
    let raw = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    Ok(Found { raw, hash, browser: kept.browser })
}

/// Redeems a code of such a request in place of the client.
pub async fn redeem(
    provider: &Arc<Provider>,
    known: &Arc<KnownClient>,
    code: &str,
    verifier: &str,
) -> Result<TokenResponse, OAuthError> {
    let back = back(&provider.settings);
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", back.as_str()),
        ("code_verifier", verifier),
    ];
    let parameters = Parameters::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())?;
    token::issue_in_place_of(provider, known, &parameters).await
}

fn about(client_id: &str) -> About<'_> {
    About { table: "client_test", row: client_id, account: "" }
}
