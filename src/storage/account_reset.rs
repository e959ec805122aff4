//! `account_reset`: resets that an operator began, and that their owners may still stop.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One of them; an account has one at most.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AccountReset {
    /// Whose.
    pub account_id: String,
    /// Another one each time, so that a link stops the one it was made for.
    pub reset_id: String,
    /// When it was begun.
    pub started_at: Timestamp,
    /// From when it can be used.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
}

/// Begins a reset; one that was begun before waits anew.
pub async fn start(db: &mut Write, row: &AccountReset) -> Result<(), Error> {
    db.query(
        "INSERT INTO account_reset (account_id, reset_id, started_at, opens_at, closes_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account_id) DO UPDATE SET reset_id = excluded.reset_id, started_at = excluded.started_at, \
         opens_at = excluded.opens_at, closes_at = excluded.closes_at",
    )
    .bind(&row.account_id)
    .bind(&row.reset_id)
    .bind(row.started_at)
    .bind(row.opens_at)
    .bind(row.closes_at)
    .execute()
    .await?;
    Ok(())
}

/// The reset of an account, waiting or open.
pub async fn find(
    db: &mut impl Connection,
    account_id: &str,
    now: Timestamp,
) -> Result<Option<AccountReset>, Error> {
    db.query("SELECT * FROM account_reset WHERE account_id = $1 AND closes_at > $2")
        .bind(account_id)
        .bind(now)
        .fetch_optional()
        .await
}

/// Uses an open reset up; `true` once.
pub async fn use_up(db: &mut Write, account_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM account_reset WHERE account_id = $1 AND opens_at <= $2 AND closes_at > $2")
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Stops a reset, waiting or open.
pub async fn cancel(db: &mut Write, account_id: &str, reset_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM account_reset WHERE account_id = $1 AND reset_id = $2")
        .bind(account_id)
        .bind(reset_id)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Forgets resets that nobody used.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM account_reset WHERE account_id IN (SELECT account_id FROM account_reset \
         WHERE closes_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
