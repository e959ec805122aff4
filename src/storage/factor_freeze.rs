//! `factor_freeze`: accounts whose factors may not be changed, because their owner said that somebody else did.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Freezes an account's factors; `false` if they were.
pub async fn freeze(db: &mut Write, account_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "INSERT INTO factor_freeze (account_id, frozen_at) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING",
        )
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Whether they are frozen.
pub async fn is_frozen(db: &mut impl Connection, account_id: &str) -> Result<bool, Error> {
    let count = db
        .query("SELECT COUNT(*) FROM factor_freeze WHERE account_id = $1")
        .bind(account_id)
        .fetch_count()
        .await?;
    Ok(count == 1)
}

/// Lets them be changed again; `false` if they could be.
pub async fn thaw(db: &mut Write, account_id: &str) -> Result<bool, Error> {
    let changed =
        db.query("DELETE FROM factor_freeze WHERE account_id = $1").bind(account_id).execute().await?;
    Ok(changed == 1)
}
