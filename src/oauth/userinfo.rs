//! The userinfo endpoint: OpenID Connect Core 5.3, guarded as RFC 6750 says.

use serde_json::{Map, Value};

use super::{OAuthError, Provider, access_token, claims_of::claims_of, id_token::wishes, scope::OPENID};
use crate::storage::account;

/// The claims that an access token opens. `sub` is the ID token's (section 5.3.2).
///
/// # Errors
/// `invalid_token` unless the token is ours, meant for us, alive, and its grant and account are too;
/// `insufficient_scope` without `openid`.
pub async fn answer(provider: &Provider, token: &str) -> Result<Map<String, Value>, OAuthError> {
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
    claims.insert("sub".to_owned(), grant.account_id.clone().into());
    Ok(claims)
}
