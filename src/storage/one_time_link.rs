//! `one_time_link`: links that an operator hands out and that work once.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Stores the digest of a link's secret.
pub async fn insert(
    db: &mut Write,
    token_hash: &[u8],
    purpose: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), Error> {
    db.query("INSERT INTO one_time_link (token_hash, purpose, created_at, expires_at, used_at) VALUES ($1, $2, $3, $4, NULL)")
        .bind(token_hash)
        .bind(purpose)
        .bind(now)
        .bind(expires_at)
        .execute()
        .await?;
    Ok(())
}

/// Whether the link still works.
pub async fn is_live(
    db: &mut impl Connection,
    token_hash: &[u8],
    purpose: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let count = db
        .query(
            "SELECT COUNT(*) FROM one_time_link WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL \
             AND expires_at > $3",
        )
        .bind(token_hash)
        .bind(purpose)
        .bind(now)
        .fetch_count()
        .await?;
    Ok(count == 1)
}

/// Uses the link; `true` once.
pub async fn redeem(db: &mut Write, token_hash: &[u8], purpose: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE one_time_link SET used_at = $3 WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL \
             AND expires_at > $3",
        )
        .bind(token_hash)
        .bind(purpose)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Forgets links that lapsed.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM one_time_link WHERE token_hash IN (SELECT token_hash FROM one_time_link \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
