//! `password_history`: the passwords that an account had, as they were hashed.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One of them.
#[derive(Clone, Debug, FromRow)]
pub struct FormerPassword {
    /// Unique.
    pub history_id: String,
    /// Whose it was.
    pub account_id: String,
    /// The factor's own record, sealed.
    pub credential_sealed: Vec<u8>,
    /// When another took its place.
    pub replaced_at: Timestamp,
}

/// Keeps a password that is being replaced.
pub async fn insert(db: &mut Write, row: &FormerPassword) -> Result<(), Error> {
    db.query(
        "INSERT INTO password_history (history_id, account_id, credential_sealed, replaced_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(&row.history_id)
    .bind(&row.account_id)
    .bind(&row.credential_sealed)
    .bind(row.replaced_at)
    .execute()
    .await?;
    Ok(())
}

/// The newest of an account's former passwords.
pub async fn of_account(
    db: &mut impl Connection,
    account_id: &str,
    limit: i64,
) -> Result<Vec<FormerPassword>, Error> {
    db.query(
        "SELECT * FROM password_history WHERE account_id = $1 ORDER BY replaced_at DESC, history_id DESC LIMIT $2",
    )
    .bind(account_id)
    .bind(limit)
    .fetch_all()
    .await
}

/// Forgets all but the newest `keep` of an account.
pub async fn prune(db: &mut Write, account_id: &str, keep: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM password_history WHERE account_id = $1 AND history_id NOT IN (\
         SELECT history_id FROM password_history WHERE account_id = $1 \
         ORDER BY replaced_at DESC, history_id DESC LIMIT $2)",
    )
    .bind(account_id)
    .bind(keep)
    .execute()
    .await
}
