//! `data_key`: keys of accounts' own, under which some of their authenticators are sealed. A key goes with its
//! authenticator and with its account, on every path; what it sealed is then beyond reading.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One key.
#[derive(Clone, Debug, FromRow)]
pub struct DataKeyRow {
    /// What it seals.
    pub authenticator_id: String,
    /// Whose it is.
    pub account_id: String,
    /// The key, sealed under the master key.
    pub key_sealed: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Keeps the key of an authenticator that was bound in the same write.
pub async fn insert(db: &mut Write, row: &DataKeyRow) -> Result<(), Error> {
    db.query(
        "INSERT INTO data_key (authenticator_id, account_id, key_sealed, created_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(&row.authenticator_id)
    .bind(&row.account_id)
    .bind(&row.key_sealed)
    .bind(row.created_at)
    .execute()
    .await?;
    Ok(())
}

/// The keys of an account.
pub async fn of_account(db: &mut impl Connection, account_id: &str) -> Result<Vec<DataKeyRow>, Error> {
    db.query("SELECT * FROM data_key WHERE account_id = $1").bind(account_id).fetch_all().await
}

/// Destroys one key of this account: its authenticator can no longer be read. `false` if there is none.
pub async fn destroy(db: &mut Write, account_id: &str, authenticator_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM data_key WHERE authenticator_id = $1 AND account_id = $2")
        .bind(authenticator_id)
        .bind(account_id)
        .execute()
        .await?;
    Ok(changed == 1)
}
