//! `account_deletion`: accounts whose people want them erased, and when that is due. Until then it can be taken back.

use super::{Connection, Error, Write, account};
use crate::clock::Timestamp;

/// Notes that an account is to be erased; one that is already keeps its day.
pub async fn request(
    db: &mut Write,
    account_id: &str,
    now: Timestamp,
    due_at: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "INSERT INTO account_deletion (account_id, requested_at, due_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(account_id)
        .bind(now)
        .bind(due_at)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// When an account is to be erased, if it is.
pub async fn find(db: &mut impl Connection, account_id: &str) -> Result<Option<Timestamp>, Error> {
    let row: Option<(Timestamp,)> = db
        .query("SELECT due_at FROM account_deletion WHERE account_id = $1")
        .bind(account_id)
        .fetch_optional()
        .await?;
    Ok(row.map(|(due_at,)| due_at))
}

/// Takes it back, unless it is due already; `true` once.
pub async fn cancel(db: &mut Write, account_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM account_deletion WHERE account_id = $1 AND due_at > $2")
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Accounts whose day has come.
pub async fn due(db: &mut impl Connection, now: Timestamp, limit: i64) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query(
            "SELECT account_id FROM account_deletion WHERE due_at <= $1 ORDER BY due_at, account_id LIMIT $2",
        )
        .bind(now)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(account_id,)| account_id).collect())
}

/// Removes an account whose day has come and, by cascade, all that is its own; `true` once.
pub async fn erase(db: &mut Write, account_id: &str, now: Timestamp) -> Result<bool, Error> {
    let held = db
        .query(
            "UPDATE account SET version = version WHERE account_id = $1 AND EXISTS (SELECT 1 FROM account_deletion \
             WHERE account_deletion.account_id = $1 AND due_at <= $2)",
        )
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    Ok(held == 1 && account::remove(db, account_id, now).await?)
}
