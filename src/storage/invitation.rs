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

/// An invitation as those who hand it out know it. Its secret is not among it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its name; ordered by time.
    pub invitation_id: String,
    /// What it gives.
    pub gives: Invitation,
    /// The language of its mail.
    pub language: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its mail was written last; never, if it is handed over in another way.
    pub sent_at: Option<Timestamp>,
    /// When it lapses.
    pub expires_at: Timestamp,
    /// When an account was made by it.
    pub used_at: Option<Timestamp>,
    /// Which.
    pub account_id: Option<String>,
}

#[derive(FromRow)]
struct Gives {
    email: Option<String>,
    groups: String,
}

impl From<Gives> for Invitation {
    fn from(row: Gives) -> Self {
        Self { email: row.email, groups: list_from_json(&row.groups) }
    }
}

#[derive(FromRow)]
struct Row {
    invitation_id: String,
    #[sqlx(flatten)]
    gives: Gives,
    language: Option<String>,
    created_at: Timestamp,
    sent_at: Option<Timestamp>,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
    account_id: Option<String>,
}

impl From<Row> for Record {
    fn from(row: Row) -> Self {
        Self {
            invitation_id: row.invitation_id,
            gives: row.gives.into(),
            language: row.language,
            created_at: row.created_at,
            sent_at: row.sent_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
            account_id: row.account_id,
        }
    }
}

/// Stores the digest of its secret.
pub async fn insert(db: &mut Write, token_hash: &[u8], record: &Record) -> Result<(), Error> {
    db.query(
        "INSERT INTO invitation (invitation_id, token_hash, email, groups, language, created_at, sent_at, expires_at, used_at, \
         account_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&record.invitation_id)
    .bind(token_hash)
    .bind(&record.gives.email)
    .bind(list_to_json(&record.gives.groups))
    .bind(&record.language)
    .bind(record.created_at)
    .bind(record.sent_at)
    .bind(record.expires_at)
    .bind(record.used_at)
    .bind(&record.account_id)
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
    let row: Option<Gives> = db
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
    let row: Option<Gives> = db
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

/// The invitation of this name, whatever became of it.
pub async fn find(db: &mut impl Connection, invitation_id: &str) -> Result<Option<Record>, Error> {
    let row: Option<Row> = db
        .query("SELECT * FROM invitation WHERE invitation_id = $1")
        .bind(invitation_id)
        .fetch_optional()
        .await?;
    Ok(row.map(Record::from))
}

/// What is before every name of an invitation in [`list`].
pub const NEWEST: &str = "~";

/// A page of invitations, the newest first, those before `before`.
pub async fn list(db: &mut impl Connection, before: &str, limit: i64) -> Result<Vec<Record>, Error> {
    let rows: Vec<Row> = db
        .query("SELECT * FROM invitation WHERE invitation_id < $1 ORDER BY invitation_id DESC LIMIT $2")
        .bind(before)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(Record::from).collect())
}

/// Gives an invitation with an address another secret, to be sent there, unless it was used, or sent after `before`. The secret
/// before opens nothing any more.
pub async fn renew(
    db: &mut Write,
    invitation_id: &str,
    token_hash: &[u8],
    (now, expires_at, before): (Timestamp, Timestamp, Timestamp),
) -> Result<Option<Record>, Error> {
    let row: Option<Row> = db
        .query(
            "UPDATE invitation SET token_hash = $2, sent_at = $3, expires_at = $4 WHERE invitation_id = $1 \
             AND used_at IS NULL AND email IS NOT NULL AND (sent_at IS NULL OR sent_at <= $5) RETURNING *",
        )
        .bind(invitation_id)
        .bind(token_hash)
        .bind(now)
        .bind(expires_at)
        .bind(before)
        .fetch_optional()
        .await?;
    Ok(row.map(Record::from))
}

/// Takes back an invitation that was not used; `true` once.
pub async fn revoke(db: &mut Write, invitation_id: &str) -> Result<bool, Error> {
    let removed = db
        .query("DELETE FROM invitation WHERE invitation_id = $1 AND used_at IS NULL")
        .bind(invitation_id)
        .execute()
        .await?;
    Ok(removed == 1)
}

/// Forgets those that lapsed.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM invitation WHERE token_hash IN (SELECT token_hash FROM invitation \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
