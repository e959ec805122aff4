//! `registration`: accounts that their people made, and the terms that they accepted.

use sqlx::FromRow;

use super::{Connection, Error, Write, account::name_key, database::Flag};
use crate::clock::Timestamp;

/// How one account came to be.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Registration {
    /// The account.
    pub account_id: String,
    /// When its address was proved, and so it was made.
    pub started_at: Timestamp,
    /// When everything that was asked for was told.
    pub told_at: Option<Timestamp>,
    /// When its person first signed in.
    pub finished_at: Option<Timestamp>,
    /// The terms that were accepted last, if there were any.
    pub terms_version: Option<String>,
    /// Where they stood.
    pub terms_uri: Option<String>,
    /// When they were accepted.
    pub terms_accepted_at: Option<Timestamp>,
}

/// Who has a name, as far as it matters to somebody who wants it for a new account.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Holder {
    /// The account.
    pub account_id: String,
    /// Its user name.
    pub username: String,
    /// Its address.
    pub email: Option<String>,
    /// When that was proved.
    pub email_verified_at: Option<Timestamp>,
    /// `active`, or it may not sign in.
    pub state: String,
    /// Since when it was begun by its person, and holds nothing yet to sign in with.
    pub unfinished_since: Option<Timestamp>,
    /// What its person administers as.
    pub role: Option<String>,
    /// Its profile, as JSON.
    pub profile: String,
    /// The language its owner's pages were last shown in.
    pub language: Option<String>,
    /// They picked it from the menu.
    #[sqlx(try_from = "Flag")]
    pub language_chosen: bool,
}

/// Records that a person made this account.
pub async fn start(db: &mut Write, account_id: &str, now: Timestamp) -> Result<(), Error> {
    db.query("INSERT INTO registration (account_id, started_at) VALUES ($1, $2)")
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

/// How the account came to be, if a person made it.
pub async fn find(db: &mut impl Connection, account_id: &str) -> Result<Option<Registration>, Error> {
    db.query("SELECT * FROM registration WHERE account_id = $1").bind(account_id).fetch_optional().await
}

/// Who has this name, in any spelling. One statement whoever it is, so that the answer takes one time.
pub async fn holder(db: &mut impl Connection, name: &str) -> Result<Option<Holder>, Error> {
    db.query(
        "SELECT account.account_id, account.username, account.email, account.email_verified_at, account.state, \
         registration.started_at AS unfinished_since, account_role.role, account.profile, account.language, \
         account.language_chosen FROM login_name JOIN account ON account.account_id = login_name.account_id \
         LEFT JOIN account_role ON account_role.account_id = account.account_id \
         LEFT JOIN registration ON registration.account_id = account.account_id AND registration.finished_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM authenticator WHERE authenticator.account_id = account.account_id) \
         WHERE login_name.name_key = $1",
    )
    .bind(name_key(name))
    .fetch_optional()
    .await
}

/// Records that what was asked for was told, and which terms (version, address) were accepted.
pub async fn tell(
    db: &mut Write,
    account_id: &str,
    terms: Option<(&str, &str)>,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE registration SET told_at = $2, terms_version = $3, terms_uri = $4, terms_accepted_at = $5 \
             WHERE account_id = $1",
        )
        .bind(account_id)
        .bind(now)
        .bind(terms.map(|(version, _)| version.to_owned()))
        .bind(terms.map(|(_, uri)| uri.to_owned()))
        .bind(terms.map(|_| now))
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Records that its person is in; `true` once.
pub async fn finish(db: &mut Write, account_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE registration SET finished_at = $2 WHERE account_id = $1 AND finished_at IS NULL")
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes accounts begun until `before` whose people never came to choose a way to sign in.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM account WHERE account_id IN (SELECT account_id FROM registration \
         WHERE started_at <= $1 AND finished_at IS NULL AND NOT EXISTS (SELECT 1 FROM authenticator \
         WHERE authenticator.account_id = registration.account_id) LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
