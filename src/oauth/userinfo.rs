//! The userinfo endpoint: OpenID Connect Core 5.3, guarded as RFC 6750 says.

use serde_json::{Map, Value};

use super::{OAuthError, Provider, access_token, claims_of::claims_of, id_token::wishes, scope::OPENID};
use crate::storage::account;

/// What an access token opens, as its client registered it.
#[derive(Debug)]
pub enum Userinfo {
    /// An object.
    Plain(Map<String, Value>),
    /// The same, signed (section 5.3.2).
    Signed(String),
}

/// The claims that an access token opens. `sub` is the ID token's (section 5.3.2).
///
/// # Errors
/// `invalid_token` unless the token is ours, meant for us, alive, and its grant and account are too;
/// `insufficient_scope` without `openid`.
pub async fn answer(provider: &Provider, token: &str) -> Result<Userinfo, OAuthError> {
    let now = provider.clock.now();
    let shown = access_token::read(provider, token, now)
        .await?
        .ok_or_else(|| OAuthError::invalid_token("not one of ours, or it has lapsed"))?;
    let standing = access_token::standing(provider, &shown, now)
        .await?
        .ok_or_else(|| OAuthError::invalid_token("the token, its grant, client or account was taken back"))?;
    if !shown.audience.contains(&provider.settings.issuer) {
        return Err(OAuthError::invalid_token("meant for another resource server"));
    }
    let grant = standing.grant().filter(|_| shown.scopes.contains(OPENID));
    let grant = grant.ok_or_else(|| OAuthError::insufficient_scope("the scope openid is required"))?;
    let account = account::find(&mut provider.database.read().await?, &grant.account_id)
        .await?
        .ok_or_else(|| OAuthError::invalid_token("the account is gone"))?;
    let mut claims = claims_of(&account, &shown.scopes, &wishes(grant).userinfo);
    let known = provider.clients.find(&shown.client_id).await?;
    let known = known.ok_or_else(|| OAuthError::invalid_token("the client is gone"))?;
    let client = &known.client;
    claims.insert("sub".to_owned(), provider.subject(client, &grant.account_id).into());
    let Some(registered) = &client.metadata.userinfo_signed_response_alg else {
        return Ok(Userinfo::Plain(claims));
    };
    claims.insert("iss".to_owned(), provider.settings.issuer.clone().into());
    claims.insert("aud".to_owned(), client.client_id.clone().into());
    let signed = provider.keyring.sign(access_token::algorithm(registered), "JWT", &claims);
    Ok(Userinfo::Signed(signed.map_err(|error| OAuthError::server_error(error.to_string()))?))
}
