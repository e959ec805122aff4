//! `remembered_device`: browsers that stand in for an account's second factor for a while.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RememberedDevice {
    /// Unique.
    pub device_id: String,
    /// Whose.
    pub account_id: String,
    /// The browser's secret, digested.
    pub browser_hash: Vec<u8>,
    /// Browser and system, as far as they said.
    pub label: String,
    /// Where it was remembered.
    pub address: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Remembers a device; one that was remembered before is so anew.
pub async fn insert(db: &mut Write, row: &RememberedDevice) -> Result<(), Error> {
    db.query(
        "INSERT INTO remembered_device (device_id, account_id, browser_hash, label, address, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, browser_hash) DO UPDATE SET \
         label = excluded.label, address = excluded.address, created_at = excluded.created_at, \
         expires_at = excluded.expires_at",
    )
    .bind(&row.device_id)
    .bind(&row.account_id)
    .bind(&row.browser_hash)
    .bind(&row.label)
    .bind(&row.address)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute()
    .await?;
    Ok(())
}

/// The account's devices that are remembered now, newest first.
pub async fn of_account(
    db: &mut impl Connection,
    account_id: &str,
    now: Timestamp,
) -> Result<Vec<RememberedDevice>, Error> {
    db.query(
        "SELECT * FROM remembered_device WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC, device_id",
    )
    .bind(account_id)
    .bind(now)
    .fetch_all()
    .await
}

/// Forgets one device of this account.
pub async fn forget(db: &mut Write, account_id: &str, device_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM remembered_device WHERE device_id = $1 AND account_id = $2")
        .bind(device_id)
        .bind(account_id)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Forgets every device of this account (its password changed).
pub async fn forget_all(db: &mut Write, account_id: &str) -> Result<u64, Error> {
    db.query("DELETE FROM remembered_device WHERE account_id = $1").bind(account_id).execute().await
}

/// Forgets devices that lapsed.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM remembered_device WHERE device_id IN (SELECT device_id FROM remembered_device \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
