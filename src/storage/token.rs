//! `refresh_token`, `access_token` (opaque ones) and `revoked_token`.
//!
//! A refresh token's life: `live`, then `used` (it was rotated) or `replaced` (its successor was given out again
//! because an answer got lost). Of a family at most one is live.

use sqlx::FromRow;

use super::{Connection, Error, Write, database::Flag};
use crate::clock::Timestamp;

/// A refresh token.
#[derive(Clone, Debug, FromRow)]
pub struct RefreshToken {
    /// Digest of the token.
    pub token_hash: Vec<u8>,
    /// Its family.
    pub grant_id: String,
    /// Whose.
    pub client_id: String,
    /// `live`, `used` or `replaced`.
    pub state: String,
    /// Whether it was answered a second time.
    #[sqlx(try_from = "Flag")]
    pub retried: bool,
    /// What it was last exchanged for.
    pub successor_hash: Option<Vec<u8>>,
    /// When it was issued.
    pub created_at: Timestamp,
    /// Useless after (idle limit).
    pub expires_at: Timestamp,
    /// When it was first exchanged.
    pub used_at: Option<Timestamp>,
    /// The thumbprint of the key that it is bound to (RFC 9449 section 5: those of public clients).
    pub dpop_jkt: Option<String>,
}

/// Stores a live refresh token.
pub async fn insert_refresh(
    db: &mut Write,
    token_hash: &[u8],
    grant_id: &str,
    client_id: &str,
    now: Timestamp,
    expires_at: Timestamp,
    dpop_jkt: Option<&str>,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO refresh_token (token_hash, grant_id, client_id, state, retried, successor_hash, created_at, \
         expires_at, used_at, dpop_jkt) VALUES ($1, $2, $3, 'live', $6, NULL, $4, $5, NULL, $7)",
    )
    .bind(token_hash)
    .bind(grant_id)
    .bind(client_id)
    .bind(now)
    .bind(expires_at)
    .bind(false)
    .bind(dpop_jkt)
    .execute()
    .await?;
    Ok(())
}

/// The token, whatever its state.
pub async fn find_refresh(
    db: &mut impl Connection,
    token_hash: &[u8],
) -> Result<Option<RefreshToken>, Error> {
    db.query("SELECT * FROM refresh_token WHERE token_hash = $1").bind(token_hash).fetch_optional().await
}

/// Rotates: spends a live token in favour of `successor_hash`. `true` once.
pub async fn rotate_refresh(
    db: &mut Write,
    token_hash: &[u8],
    successor_hash: &[u8],
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE refresh_token SET state = 'used', used_at = $3, successor_hash = $2 \
             WHERE token_hash = $1 AND state = 'live' AND expires_at > $3",
        )
        .bind(token_hash)
        .bind(successor_hash)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Claims the one repeated answer of a token used after `used_after`. `true` once.
pub async fn claim_retry(
    db: &mut Write,
    token_hash: &[u8],
    successor_hash: &[u8],
    used_after: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE refresh_token SET retried = $4, successor_hash = $2 \
             WHERE token_hash = $1 AND state = 'used' AND retried = $5 AND used_at > $3",
        )
        .bind(token_hash)
        .bind(successor_hash)
        .bind(used_after)
        .bind(true)
        .bind(false)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Takes an unused successor out of use. `false` when it is no longer live.
pub async fn replace_refresh(db: &mut Write, token_hash: &[u8]) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE refresh_token SET state = 'replaced' WHERE token_hash = $1 AND state = 'live'")
        .bind(token_hash)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes refresh tokens that lapsed before `before`.
pub async fn sweep_refresh(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM refresh_token WHERE token_hash IN (SELECT token_hash FROM refresh_token \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}

/// An opaque access token.
#[derive(Clone, Debug, FromRow)]
pub struct AccessTokenRow {
    /// Digest of the token.
    pub token_hash: Vec<u8>,
    /// Its `jti`.
    pub token_id: String,
    /// Its grant; none for client_credentials.
    pub grant_id: Option<String>,
    /// Whose.
    pub client_id: String,
    /// The `sub`.
    pub subject: String,
    /// Scopes, separated by spaces.
    pub scope: String,
    /// A JSON list.
    pub audience: String,
    /// When.
    pub issued_at: Timestamp,
    /// Useless after.
    pub expires_at: Timestamp,
    /// The thumbprint of the key that it is bound to (RFC 9449).
    pub dpop_jkt: Option<String>,
    /// Who acts for the subject (RFC 8693 section 4.1), JSON.
    pub actor: Option<String>,
}

/// Stores an opaque access token.
pub async fn insert_access(db: &mut Write, row: &AccessTokenRow) -> Result<(), Error> {
    db.query(
        "INSERT INTO access_token (token_hash, token_id, grant_id, client_id, subject, scope, audience, issued_at, \
         expires_at, dpop_jkt, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&row.token_hash)
    .bind(&row.token_id)
    .bind(&row.grant_id)
    .bind(&row.client_id)
    .bind(&row.subject)
    .bind(&row.scope)
    .bind(&row.audience)
    .bind(row.issued_at)
    .bind(row.expires_at)
    .bind(&row.dpop_jkt)
    .bind(&row.actor)
    .execute()
    .await?;
    Ok(())
}

/// The opaque access token, unless it lapsed.
pub async fn find_access(
    db: &mut impl Connection,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<AccessTokenRow>, Error> {
    db.query("SELECT * FROM access_token WHERE token_hash = $1 AND expires_at > $2")
        .bind(token_hash)
        .bind(now)
        .fetch_optional()
        .await
}

/// Removes opaque access tokens that lapsed.
pub async fn sweep_access(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM access_token WHERE token_hash IN (SELECT token_hash FROM access_token \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}

/// Revokes one access token by its `jti`, until it would lapse anyway.
pub async fn revoke(db: &mut Write, token_id: &str, expires_at: Timestamp) -> Result<(), Error> {
    db.query("INSERT INTO revoked_token (token_id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(token_id)
        .bind(expires_at)
        .execute()
        .await?;
    Ok(())
}

/// Whether one access token was revoked by its `jti`.
pub async fn is_revoked(db: &mut impl Connection, token_id: &str) -> Result<bool, Error> {
    let count = db
        .query("SELECT COUNT(*) FROM revoked_token WHERE token_id = $1")
        .bind(token_id)
        .fetch_count()
        .await?;
    Ok(count == 1)
}

/// Forgets revocations of tokens that lapsed.
pub async fn sweep_revoked(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM revoked_token WHERE token_id IN (SELECT token_id FROM revoked_token \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
