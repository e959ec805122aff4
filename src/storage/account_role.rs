//! `account_role`: who administers, and as what.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Somebody who administers.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Holder {
    /// Whose account.
    pub account_id: String,
    /// As what.
    pub role: String,
    /// Since when.
    pub granted_at: Timestamp,
}

/// The role of an account, if it has one.
pub async fn find(db: &mut impl Connection, account_id: &str) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = db
        .query("SELECT role FROM account_role WHERE account_id = $1")
        .bind(account_id)
        .fetch_optional()
        .await?;
    Ok(row.map(|(role,)| role))
}

/// Everybody with this role.
pub async fn of_role(db: &mut impl Connection, role: &str) -> Result<Vec<Holder>, Error> {
    db.query("SELECT account_id, role, granted_at FROM account_role WHERE role = $1 ORDER BY account_id")
        .bind(role)
        .fetch_all()
        .await
}

/// Gives an account its role; it has one at a time.
pub async fn put(db: &mut Write, account_id: &str, role: &str, now: Timestamp) -> Result<(), Error> {
    db.query(
        "INSERT INTO account_role (account_id, role, granted_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id) DO UPDATE SET role = $2, granted_at = $3",
    )
    .bind(account_id)
    .bind(role)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Takes it away; `false` if there was none.
pub async fn remove(db: &mut Write, account_id: &str) -> Result<bool, Error> {
    let changed =
        db.query("DELETE FROM account_role WHERE account_id = $1").bind(account_id).execute().await?;
    Ok(changed == 1)
}

/// How many others have `role`, may sign in and are not about to be erased. Writes that ask the same wait for this one, so that
/// two people who leave at once do not each count the other.
pub async fn others(db: &mut Write, account_id: &str, role: &str) -> Result<i64, Error> {
    db.query("UPDATE account_role SET role = role WHERE role = $1").bind(role).execute().await?;
    db.query(
        "SELECT COUNT(account_role.account_id) FROM account_role JOIN account ON account.account_id = account_role.account_id \
         WHERE account_role.role = $1 AND account_role.account_id <> $2 AND account.state = 'active' \
         AND NOT EXISTS (SELECT 1 FROM account_deletion WHERE account_deletion.account_id = account.account_id)",
    )
    .bind(role)
    .bind(account_id)
    .fetch_count()
    .await
}
