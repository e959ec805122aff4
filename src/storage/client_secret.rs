//! `client_secret`: what confidential clients prove themselves with, by its digest; several may be valid at a time.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Adds a secret; one that is there already gets another end.
pub async fn insert(
    db: &mut Write,
    client_id: &str,
    secret_hash: &[u8],
    now: Timestamp,
    expires_at: Option<Timestamp>,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO client_secret (client_id, secret_hash, created_at, expires_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (client_id, secret_hash) DO UPDATE SET expires_at = $4",
    )
    .bind(client_id)
    .bind(secret_hash)
    .bind(now)
    .bind(expires_at)
    .execute()
    .await?;
    Ok(())
}

/// Has a secret end at `until`, unless it ends sooner anyway.
pub async fn end(db: &mut Write, client_id: &str, secret_hash: &[u8], until: Timestamp) -> Result<(), Error> {
    db.query(
        "UPDATE client_secret SET expires_at = $3 WHERE client_id = $1 AND secret_hash = $2 \
         AND (expires_at IS NULL OR expires_at > $3)",
    )
    .bind(client_id)
    .bind(secret_hash)
    .bind(until)
    .execute()
    .await?;
    Ok(())
}

/// Digests of the secrets that are valid now, newest first.
pub async fn valid(db: &mut impl Connection, client_id: &str, now: Timestamp) -> Result<Vec<Vec<u8>>, Error> {
    let rows: Vec<(Vec<u8>,)> = db
        .query(
            "SELECT secret_hash FROM client_secret WHERE client_id = $1 AND (expires_at IS NULL OR expires_at > $2) \
             ORDER BY created_at DESC",
        )
        .bind(client_id)
        .bind(now)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(secret_hash,)| secret_hash).collect())
}

/// Removes all secrets but the one with this digest.
pub async fn delete_others(db: &mut Write, client_id: &str, keep: &[u8]) -> Result<u64, Error> {
    db.query("DELETE FROM client_secret WHERE client_id = $1 AND secret_hash <> $2")
        .bind(client_id)
        .bind(keep)
        .execute()
        .await
}
