//! `invitation`: links by which a person may make an account, each of them once.

use sqlx::FromRow;

use super::{Connection, Error, Write, list_from_json, list_to_json};
use crate::clock::Timestamp;

/// What an invitation gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitation {
    /// The only address that it is good for; any, if it names none.
    pub email: Option<String>,
    /// The groups of the account that is made by it.
    pub groups: Vec<String>,
}

#[derive(FromRow)]
struct Row {
    email: Option<String>,
    groups: String,
}

impl From<Row> for Invitation {
    fn from(row: Row) -> Self {
        Self { email: row.email, groups: list_from_json(&row.groups) }
    }
}

/// Stores the digest of its secret.
pub async fn insert(
    db: &mut Write,
    token_hash: &[u8],
    invitation: &Invitation,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO invitation (token_hash, email, groups, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(token_hash)
    .bind(&invitation.email)
    .bind(list_to_json(&invitation.groups))
    .bind(now)
    .bind(expires_at)
    .execute()
    .await?;
    Ok(())
}

/// An invitation that still works.
pub async fn find_live(
    db: &mut impl Connection,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Invitation>, Error> {
    let row: Option<Row> = db
        .query("SELECT email, groups FROM invitation WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
        .bind(token_hash)
        .bind(now)
        .fetch_optional()
        .await?;
    Ok(row.map(Invitation::from))
}

/// Uses it for this account: what it gives, once.
pub async fn redeem(
    db: &mut Write,
    token_hash: &[u8],
    account_id: &str,
    now: Timestamp,
) -> Result<Option<Invitation>, Error> {
    let row: Option<Row> = db
        .query(
            "UPDATE invitation SET used_at = $3, account_id = $2 WHERE token_hash = $1 AND used_at IS NULL \
             AND expires_at > $3 RETURNING email, groups",
        )
        .bind(token_hash)
        .bind(account_id)
        .bind(now)
        .fetch_optional()
        .await?;
    Ok(row.map(Invitation::from))
}

/// Forgets those that lapsed.
pub async fn sweep(db: &mut Write, now: Timestamp) -> Result<u64, Error> {
    db.query("DELETE FROM invitation WHERE expires_at <= $1").bind(now).execute().await
}
