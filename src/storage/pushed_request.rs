//! `pushed_request`: authorization requests that wait for their browser (RFC 9126).

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Stores a request by the digest of its reference.
pub async fn insert(
    db: &mut Write,
    request_hash: &[u8],
    client_id: &str,
    parameters_sealed: &[u8],
    expires_at: Timestamp,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO pushed_request (request_hash, client_id, parameters_sealed, expires_at, used_at) \
         VALUES ($1, $2, $3, $4, NULL)",
    )
    .bind(request_hash)
    .bind(client_id)
    .bind(parameters_sealed)
    .bind(expires_at)
    .execute()
    .await?;
    Ok(())
}

/// The parameters of a request of this client that was not answered yet.
pub async fn find_live(
    db: &mut impl Connection,
    request_hash: &[u8],
    client_id: &str,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, Error> {
    let row: Option<(Vec<u8>,)> = db
        .query(
            "SELECT parameters_sealed FROM pushed_request \
             WHERE request_hash = $1 AND client_id = $2 AND expires_at > $3 AND used_at IS NULL",
        )
        .bind(request_hash)
        .bind(client_id)
        .bind(now)
        .fetch_optional()
        .await?;
    Ok(row.map(|(parameters,)| parameters))
}

/// Its one answer; `false` when it had one. A journey may outlast the reference with which it began.
pub async fn spend(db: &mut Write, request_hash: &[u8], now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE pushed_request SET used_at = $2 WHERE request_hash = $1 AND used_at IS NULL")
        .bind(request_hash)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Forgets requests that lapsed before `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM pushed_request WHERE request_hash IN (SELECT request_hash FROM pushed_request \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
