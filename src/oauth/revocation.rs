//! The revocation endpoint: RFC 7009.
//!
//! A refresh token takes its whole family with it, access tokens included (section 2.1); an access token only itself.

use super::{
    OAuthError, Provider, access_token, client_authentication::authenticate, parameters::Parameters,
    refresh_token,
};
use crate::storage::{self, grant, token};

/// Revokes the caller's token. A token that is unknown, or lapsed already, is as revoked as one can wish (section 2.2).
///
/// # Errors
/// `invalid_client`; `invalid_request` without a token; `unauthorized_client` for somebody else's (section 2.1).
pub async fn revoke(
    provider: &Provider,
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<(), OAuthError> {
    let now = provider.clock.now();
    let caller = authenticate(provider, authorization, parameters, now).await?;
    let token = parameters.get("token").ok_or_else(|| OAuthError::invalid_request("token is missing"))?;
    let owned = |client_id: &str| {
        if client_id == caller.client.client_id {
            Ok(())
        } else {
            Err(OAuthError::unauthorized_client("the token was issued to another client"))
        }
    };
    if let Some(shown) = access_token::read(provider, token, now).await? {
        owned(&shown.client_id)?;
        let write = provider.database.write::<_, storage::Error, _>(move |db| {
            Box::pin(async move { token::revoke(db, &shown.token_id, shown.expires_at).await })
        });
        return Ok(write.await?);
    }
    if token.contains('.') {
        return Ok(());
    }
    if let Some(row) = refresh_token::find(provider, token).await? {
        owned(&row.client_id)?;
        let write = provider.database.write::<_, storage::Error, _>(move |db| {
            Box::pin(async move { grant::revoke(db, &row.grant_id, now).await })
        });
        write.await?;
    }
    Ok(())
}
