//! `spent`: values that count once, such as the `jti` of a client assertion (RFC 7523 section 3).

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Spends `value`; `false` when it was spent before.
pub async fn spend(
    db: &mut Write,
    kind: &str,
    owner: &str,
    value: &str,
    expires_at: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query("INSERT INTO spent (kind, owner, value, expires_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(kind)
        .bind(owner)
        .bind(value)
        .bind(expires_at)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Forgets values that could no longer be shown anyway.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM spent WHERE (kind, owner, value) IN (SELECT kind, owner, value FROM spent \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
