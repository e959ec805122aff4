//! `device_authorization`: devices that wait for a person at another one (RFC 8628).
//!
//! A row's life: `pending`, then `approved` or `denied`, and `redeemed` once its device got what was approved. Each step is one
//! conditional statement.

use sqlx::FromRow;

use super::{Connection, Error, Write, database::Flag};
use crate::clock::Timestamp;

/// How much longer a device waits that asked too soon (RFC 8628 section 3.5), in milliseconds.
pub const SLOWER: i64 = 5_000;

/// A device that waits, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DeviceAuthorization {
    /// Digest of the code that the device keeps.
    pub device_hash: Vec<u8>,
    /// Digest of the code that its person types.
    pub user_code_hash: Vec<u8>,
    /// Which application.
    pub client_id: String,
    /// Scopes, separated by spaces.
    pub scope: String,
    /// Resource servers, a JSON list.
    pub resources: String,
    /// Where the device asked from.
    pub address: String,
    /// What it called itself.
    pub user_agent: String,
    /// `pending`, `approved`, `denied` or `redeemed`.
    pub state: String,
    /// What was approved.
    pub grant_id: Option<String>,
    /// Milliseconds between two questions of the device.
    pub poll_interval: i64,
    /// When it last asked.
    pub polled_at: Option<Timestamp>,
    /// Whether that was too soon.
    #[sqlx(try_from = "Flag")]
    pub hurried: bool,
    /// When it began.
    pub created_at: Timestamp,
    /// Useless after.
    pub expires_at: Timestamp,
}

/// Stores one. [`Error::Duplicate`] if the user code is taken.
pub async fn insert(db: &mut Write, row: &DeviceAuthorization) -> Result<(), Error> {
    db.query(
        "INSERT INTO device_authorization (device_hash, user_code_hash, client_id, scope, resources, address, user_agent, \
         state, grant_id, poll_interval, polled_at, hurried, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&row.device_hash)
    .bind(&row.user_code_hash)
    .bind(&row.client_id)
    .bind(&row.scope)
    .bind(&row.resources)
    .bind(&row.address)
    .bind(&row.user_agent)
    .bind(&row.state)
    .bind(&row.grant_id)
    .bind(row.poll_interval)
    .bind(row.polled_at)
    .bind(row.hurried)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute()
    .await?;
    Ok(())
}

/// The one with this user code that waits for an answer.
pub async fn find_pending(
    db: &mut impl Connection,
    user_code_hash: &[u8],
    now: Timestamp,
) -> Result<Option<DeviceAuthorization>, Error> {
    db.query(
        "SELECT * FROM device_authorization WHERE user_code_hash = $1 AND state = 'pending' AND expires_at > $2",
    )
    .bind(user_code_hash)
    .bind(now)
    .fetch_optional()
    .await
}

/// The device of `client_id` asks: notes when, and whether it was too soon; then it has to wait longer.
pub async fn poll(
    db: &mut Write,
    device_hash: &[u8],
    client_id: &str,
    now: Timestamp,
) -> Result<Option<DeviceAuthorization>, Error> {
    db.query(
        "UPDATE device_authorization SET polled_at = $3, \
         hurried = (polled_at IS NOT NULL AND polled_at + poll_interval > $3), \
         poll_interval = poll_interval + CASE WHEN polled_at IS NOT NULL AND polled_at + poll_interval > $3 \
         THEN $4 ELSE 0 END \
         WHERE device_hash = $1 AND client_id = $2 RETURNING *",
    )
    .bind(device_hash)
    .bind(client_id)
    .bind(now)
    .bind(SLOWER)
    .fetch_optional()
    .await
}

/// The person allows it. `true` once, while it waits.
pub async fn approve(
    db: &mut Write,
    device_hash: &[u8],
    grant_id: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE device_authorization SET state = 'approved', grant_id = $2 \
             WHERE device_hash = $1 AND state = 'pending' AND expires_at > $3",
        )
        .bind(device_hash)
        .bind(grant_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// The person refuses it. `true` once, while it waits.
pub async fn deny(db: &mut Write, device_hash: &[u8], now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE device_authorization SET state = 'denied' \
             WHERE device_hash = $1 AND state = 'pending' AND expires_at > $2",
        )
        .bind(device_hash)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Gives out what was approved. `true` once, and only for this client before it lapses.
pub async fn redeem(
    db: &mut Write,
    device_hash: &[u8],
    client_id: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE device_authorization SET state = 'redeemed' \
             WHERE device_hash = $1 AND client_id = $2 AND state = 'approved' AND expires_at > $3",
        )
        .bind(device_hash)
        .bind(client_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes those that lapsed before `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM device_authorization WHERE device_hash IN (SELECT device_hash FROM device_authorization \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
