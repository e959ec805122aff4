//! Refresh tokens apart from their exchange: who gets one, how long it lives, and whether one still stands.
//!
//! 256 random bits, stored as a digest. All of one grant are a family, which dies with the grant.

use super::{
    OAuthError, Provider,
    scope::{OFFLINE_ACCESS, Scopes},
};
use crate::{
    clock::Timestamp,
    storage::{
        Connection, Error, Write,
        client::Client,
        grant::{self, Grant},
        session,
        token::{self, RefreshToken},
    },
};

/// What refresh tokens are digested for.
pub const DIGEST: &str = "refresh_token";

/// Whether a code is answered with a refresh token: the client must be able to use it, and the person must have granted
/// `offline_access` (OpenID Connect Core 11), unless the client always gets one.
pub fn is_due(client: &Client, granted: &Scopes) -> bool {
    client.may_use("refresh_token") && (granted.contains(OFFLINE_ACCESS) || client.metadata.refresh_always)
}

/// Stores a live one, bound to a key if it is a public client's (RFC 9449 section 5: others prove themselves). It ends when
/// nobody uses it, and with its grant in any case (RFC 9700 section 4.14.2).
pub async fn store(
    db: &mut Write,
    provider: &Provider,
    token_hash: &[u8],
    grant: &Grant,
    jkt: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let expires_at = now.after(provider.governed().refresh_idle).min(grant.expires_at);
    token::insert_refresh(db, token_hash, &grant.grant_id, &grant.client_id, now, expires_at, jkt).await
}

/// Whether the session that a grant without `offline_access` depends on still stands.
pub async fn session_stands(db: &mut impl Connection, grant: &Grant, now: Timestamp) -> Result<bool, Error> {
    match &grant.session_id {
        Some(session_id) if !Scopes::from(grant.scope.as_str()).contains(OFFLINE_ACCESS) => {
            session::is_live(db, session_id, now).await
        }
        _ => Ok(true),
    }
}

/// The row of a token that somebody shows, in whatever state.
pub async fn find(provider: &Provider, token: &str) -> Result<Option<RefreshToken>, OAuthError> {
    let token_hash = provider.vault.digest(DIGEST, token.as_bytes());
    Ok(token::find_refresh(&mut provider.database.read().await?, &token_hash).await?)
}

/// The grant of a refresh token that would be accepted now.
pub async fn live_grant(
    db: &mut impl Connection,
    row: &RefreshToken,
    now: Timestamp,
) -> Result<Option<Grant>, Error> {
    if row.state != "live" || row.expires_at <= now {
        return Ok(None);
    }
    match grant::find_live(db, &row.grant_id, now).await? {
        Some(grant) if session_stands(db, &grant, now).await? => Ok(Some(grant)),
        _ => Ok(None),
    }
}
