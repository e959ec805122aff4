//! `contact_change`: an address that becomes its account's once a code sent there was given back. Nothing here is a claim.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One of them; an account has at most one of each kind.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ContactChange {
    /// Whose.
    pub account_id: String,
    /// `email` or `phone`.
    pub kind: String,
    /// The new address or number.
    pub address: String,
    /// The code, digested.
    pub code_hash: Vec<u8>,
    /// How many answers were tried.
    pub tries: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// The code is of no use after.
    pub expires_at: Timestamp,
}

/// Begins a change in place of one that was under way.
pub async fn put(db: &mut Write, row: &ContactChange) -> Result<(), Error> {
    db.query(
        "INSERT INTO contact_change (account_id, kind, address, code_hash, tries, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, kind) DO UPDATE SET address = $3, \
         code_hash = $4, tries = $5, created_at = $6, expires_at = $7",
    )
    .bind(&row.account_id)
    .bind(&row.kind)
    .bind(&row.address)
    .bind(&row.code_hash)
    .bind(row.tries)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute()
    .await?;
    Ok(())
}

/// The change that is under way.
pub async fn find(
    db: &mut impl Connection,
    account_id: &str,
    kind: &str,
    now: Timestamp,
) -> Result<Option<ContactChange>, Error> {
    db.query("SELECT * FROM contact_change WHERE account_id = $1 AND kind = $2 AND expires_at > $3")
        .bind(account_id)
        .bind(kind)
        .bind(now)
        .fetch_optional()
        .await
}

/// Spends one of `most` tries at its code; nothing when none is left or the code lapsed.
pub async fn spend_try(
    db: &mut Write,
    account_id: &str,
    kind: &str,
    most: i64,
    now: Timestamp,
) -> Result<Option<ContactChange>, Error> {
    db.query(
        "UPDATE contact_change SET tries = tries + 1 WHERE account_id = $1 AND kind = $2 AND tries < $3 \
         AND expires_at > $4 RETURNING *",
    )
    .bind(account_id)
    .bind(kind)
    .bind(most)
    .bind(now)
    .fetch_optional()
    .await
}

/// Ends the change that this code was sent for; `true` once.
pub async fn settle(db: &mut Write, account_id: &str, kind: &str, code_hash: &[u8]) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM contact_change WHERE account_id = $1 AND kind = $2 AND code_hash = $3")
        .bind(account_id)
        .bind(kind)
        .bind(code_hash)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Gives up every change of an account.
pub async fn forget(db: &mut Write, account_id: &str) -> Result<u64, Error> {
    db.query("DELETE FROM contact_change WHERE account_id = $1").bind(account_id).execute().await
}

/// Forgets changes that lapsed.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM contact_change WHERE (account_id, kind) IN (SELECT account_id, kind FROM contact_change \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
