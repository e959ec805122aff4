//! `authenticator`: what an account can prove itself with. One table for all factors.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One bound authenticator (NIST SP 800-63B-4 section 4.1).
#[derive(Clone, Debug, FromRow)]
pub struct Authenticator {
    /// Unique.
    pub authenticator_id: String,
    /// Whose it is.
    pub account_id: String,
    /// Which factor it belongs to, the name of its folder.
    pub kind: String,
    /// Names the account where nothing was typed (a passkey's credential id), digested.
    pub handle_hash: Option<Vec<u8>>,
    /// What its owner calls it.
    pub name: String,
    /// `active` or `disabled`.
    pub state: String,
    /// The factor's own record, sealed.
    pub credential_sealed: Vec<u8>,
    /// The last value that may never come again (a TOTP step, a signature counter).
    pub high_water: Option<i64>,
    /// Counts its uses and changes.
    pub version: i64,
    /// When it was bound.
    pub created_at: Timestamp,
    /// When it last proved something.
    pub last_used_at: Option<Timestamp>,
}

/// Binds an authenticator beside whatever the account holds of its kind.
pub async fn insert(db: &mut Write, row: &Authenticator) -> Result<(), Error> {
    store(db, row, None).await?;
    Ok(())
}

/// Binds the only authenticator of its kind: what the account held of it goes. Of two that are bound at the same time one
/// stays, the later, as if they had come one after the other.
///
/// # Errors
/// [`Error::Duplicate`] where more came at once than anybody sends who means it.
pub async fn insert_sole(db: &mut Write, row: &Authenticator) -> Result<(), Error> {
    for _ in 0..8 {
        delete_kind(db, &row.account_id, &row.kind).await?;
        // The deletion does not see a row that another transaction is about to commit; the index does, and waits for it.
        if store(db, row, Some(1)).await? {
            return Ok(());
        }
    }
    Err(Error::Duplicate)
}

async fn store(db: &mut Write, row: &Authenticator, sole: Option<i64>) -> Result<bool, Error> {
    let stored = db
        .query(
        "INSERT INTO authenticator (authenticator_id, account_id, kind, handle_hash, name, state, credential_sealed, \
         high_water, version, created_at, last_used_at, sole) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (account_id, kind, sole) DO NOTHING",
    )
    .bind(&row.authenticator_id)
    .bind(&row.account_id)
    .bind(&row.kind)
    .bind(&row.handle_hash)
    .bind(&row.name)
    .bind(&row.state)
    .bind(&row.credential_sealed)
    .bind(row.high_water)
    .bind(row.version)
    .bind(row.created_at)
    .bind(row.last_used_at)
    .bind(sole)
    .execute()
    .await?;
    Ok(stored == 1)
}

/// All authenticators of an account, oldest first, disabled ones included.
pub async fn of_account(db: &mut impl Connection, account_id: &str) -> Result<Vec<Authenticator>, Error> {
    db.query("SELECT * FROM authenticator WHERE account_id = $1 ORDER BY created_at, authenticator_id")
        .bind(account_id)
        .fetch_all()
        .await
}

/// The authenticator with this handle.
pub async fn find_by_handle(
    db: &mut impl Connection,
    handle_hash: &[u8],
) -> Result<Option<Authenticator>, Error> {
    db.query("SELECT * FROM authenticator WHERE handle_hash = $1").bind(handle_hash).fetch_optional().await
}

/// Spends a use: succeeds once for each `(version, high_water)`, whatever the number of tabs and nodes.
///
/// `version` is the one that was verified against; `high_water`, when given, must exceed the stored one; `amended`
/// replaces the sealed credential. A use that changes neither leaves the version, so that two devices may sign in with
/// one password at the same time. `false` is a refusal.
pub async fn spend(
    db: &mut Write,
    authenticator_id: &str,
    version: i64,
    high_water: Option<i64>,
    amended: Option<&[u8]>,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE authenticator SET high_water = COALESCE(CAST($3 AS BIGINT), high_water), \
             credential_sealed = COALESCE($4, credential_sealed), last_used_at = $5, \
             version = version + CAST($6 AS BIGINT) \
             WHERE authenticator_id = $1 AND version = $2 AND state = 'active' \
             AND (CAST($3 AS BIGINT) IS NULL OR high_water IS NULL OR high_water < CAST($3 AS BIGINT))",
        )
        .bind(authenticator_id)
        .bind(version)
        .bind(high_water)
        .bind(amended)
        .bind(now)
        .bind(i64::from(high_water.is_some() || amended.is_some()))
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Disables every authenticator of one kind: too many failures in a row (NIST SP 800-63B-4 section 3.2.2).
pub async fn disable_kind(db: &mut Write, account_id: &str, kind: &str) -> Result<u64, Error> {
    db.query(
        "UPDATE authenticator SET state = 'disabled', version = version + 1 \
         WHERE account_id = $1 AND kind = $2 AND state = 'active'",
    )
    .bind(account_id)
    .bind(kind)
    .execute()
    .await
}

/// Disables one authenticator of this account.
pub async fn disable(db: &mut Write, account_id: &str, authenticator_id: &str) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE authenticator SET state = 'disabled', version = version + 1 \
             WHERE authenticator_id = $1 AND account_id = $2 AND state = 'active'",
        )
        .bind(authenticator_id)
        .bind(account_id)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Replaces the sealed credential of one authenticator (a changed password) and makes it active again.
pub async fn replace(
    db: &mut Write,
    authenticator_id: &str,
    credential_sealed: &[u8],
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE authenticator SET credential_sealed = $2, state = 'active', version = version + 1 \
             WHERE authenticator_id = $1",
        )
        .bind(authenticator_id)
        .bind(credential_sealed)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Gives one authenticator of this account another name.
pub async fn rename(
    db: &mut Write,
    account_id: &str,
    authenticator_id: &str,
    name: &str,
) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE authenticator SET name = $3 WHERE authenticator_id = $1 AND account_id = $2")
        .bind(authenticator_id)
        .bind(account_id)
        .bind(name)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes every authenticator of one kind.
pub async fn delete_kind(db: &mut Write, account_id: &str, kind: &str) -> Result<u64, Error> {
    db.query("DELETE FROM authenticator WHERE account_id = $1 AND kind = $2")
        .bind(account_id)
        .bind(kind)
        .execute()
        .await
}

/// Removes one authenticator of this account.
pub async fn delete(db: &mut Write, account_id: &str, authenticator_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM authenticator WHERE authenticator_id = $1 AND account_id = $2")
        .bind(authenticator_id)
        .bind(account_id)
        .execute()
        .await?;
    Ok(changed == 1)
}
