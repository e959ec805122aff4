//! `initial_access_token` and `registration_access_token`: who may register a client, and who may change it afterwards.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// What admits a registration (RFC 7591 section 3). Its secret is not kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct InitialToken {
    /// Whom it was given to, in the operator's words.
    pub note: String,
    /// How many clients it may still register.
    pub uses_left: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Stores an initial access token by its digest.
pub async fn insert_initial(db: &mut Write, token_hash: &[u8], row: &InitialToken) -> Result<(), Error> {
    db.query(
        "INSERT INTO initial_access_token (token_hash, note, uses_left, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(token_hash)
    .bind(&row.note)
    .bind(row.uses_left)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute()
    .await?;
    Ok(())
}

/// Whether one has a use left.
pub async fn has_initial(db: &mut impl Connection, token_hash: &[u8], now: Timestamp) -> Result<bool, Error> {
    let count = db
        .query(
            "SELECT COUNT(*) FROM initial_access_token WHERE token_hash = $1 AND uses_left > 0 AND expires_at > $2",
        )
        .bind(token_hash)
        .bind(now)
        .fetch_count()
        .await?;
    Ok(count == 1)
}

/// Spends one use; `false` when none is left.
pub async fn spend_initial(db: &mut Write, token_hash: &[u8], now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE initial_access_token SET uses_left = uses_left - 1 \
             WHERE token_hash = $1 AND uses_left > 0 AND expires_at > $2",
        )
        .bind(token_hash)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Forgets those that have ended.
pub async fn sweep_initial(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM initial_access_token WHERE token_hash IN (SELECT token_hash FROM initial_access_token \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}

/// Gives a client the token with this digest in place of the one it had.
pub async fn put_access(db: &mut Write, client_id: &str, token_hash: &[u8]) -> Result<(), Error> {
    db.query(
        "INSERT INTO registration_access_token (client_id, token_hash) VALUES ($1, $2) \
         ON CONFLICT (client_id) DO UPDATE SET token_hash = $2",
    )
    .bind(client_id)
    .bind(token_hash)
    .execute()
    .await?;
    Ok(())
}

/// The digest of the token that manages this client; none for a client that did not register itself.
pub async fn find_access(db: &mut impl Connection, client_id: &str) -> Result<Option<Vec<u8>>, Error> {
    let row: Option<(Vec<u8>,)> = db
        .query("SELECT token_hash FROM registration_access_token WHERE client_id = $1")
        .bind(client_id)
        .fetch_optional()
        .await?;
    Ok(row.map(|(hash,)| hash))
}

/// How many clients have registered themselves.
pub async fn count(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM registration_access_token").fetch_count().await
}
