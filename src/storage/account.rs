//! `account` and `login_name`: people, and the names they sign in with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::FromRow;

pub use super::name::name_key;
use super::{
    Connection, Error, Write, account_group, account_word, database::Flag, farewell, list_from_json,
    list_to_json,
};
use crate::clock::Timestamp;

/// A person's account.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Random and never reassigned; the `sub` of OpenID Connect Core 2.
    pub account_id: String,
    /// As the person writes it; looked up by [`name_key`].
    pub username: String,
    /// The address codes are sent to.
    pub email: Option<String>,
    /// When a code sent to that address was given back.
    pub email_verified_at: Option<Timestamp>,
    /// E.164.
    pub phone: Option<String>,
    /// When a code sent to that number was given back.
    pub phone_verified_at: Option<Timestamp>,
    /// The other standard claims (OpenID Connect Core 5.1), as they will be given out.
    pub profile: Profile,
    /// Names of groups, the `groups` claim.
    pub groups: Vec<String>,
    /// What else is said of its person, as the configuration declared it when it was said.
    pub attributes: Attributes,
    /// What its owner reads.
    pub language: Language,
    /// Whether it may sign in.
    pub state: State,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its claims last changed.
    pub updated_at: Timestamp,
    /// Counts the changes.
    pub version: i64,
}

/// Values of attributes, by the attributes' names.
pub type Attributes = BTreeMap<String, Value>;

/// The language its owner's pages were last shown in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Language {
    /// BCP 47; none before the first sign-in.
    pub tag: Option<String>,
    /// They picked it from the menu: then it stays until they pick another.
    pub chosen: bool,
}

/// Whether an account may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It may.
    Active,
    /// It may not; its sessions and grants are dead.
    Disabled,
}

/// The standard claims of OpenID Connect Core 5.1 that have no column of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // the names are the clause's
pub struct Profile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoneinfo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// The `address` claim of OpenID Connect Core 5.1.1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // the names are the clause's
pub struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

#[derive(FromRow)]
struct Row {
    account_id: String,
    username: String,
    email: Option<String>,
    email_verified_at: Option<Timestamp>,
    phone: Option<String>,
    phone_verified_at: Option<Timestamp>,
    profile: String,
    groups: String,
    attributes: String,
    language: Option<String>,
    #[sqlx(try_from = "Flag")]
    language_chosen: bool,
    state: String,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

impl TryFrom<Row> for Account {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            profile: serde_json::from_str(&row.profile)
                .map_err(|error| Error::Faulty(format!("account {}: profile: {error}", row.account_id)))?,
            groups: list_from_json(&row.groups),
            attributes: serde_json::from_str(&row.attributes)
                .map_err(|error| Error::Faulty(format!("account {}: attributes: {error}", row.account_id)))?,
            language: Language { tag: row.language, chosen: row.language_chosen },
            // Fail closed: whatever is not plainly active may not sign in.
            state: if row.state == "active" { State::Active } else { State::Disabled },
            account_id: row.account_id,
            username: row.username,
            email: row.email,
            email_verified_at: row.email_verified_at,
            phone: row.phone,
            phone_verified_at: row.phone_verified_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// Makes an account with its names.
///
/// # Errors
/// [`Error::Duplicate`] when its user name or e-mail address is somebody's name already.
pub async fn insert(db: &mut Write, account: &Account) -> Result<(), Error> {
    db.query(
        "INSERT INTO account (account_id, username, email, email_verified_at, phone, phone_verified_at, profile, groups, \
         state, created_at, updated_at, version, language, language_chosen, attributes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(&account.account_id)
    .bind(&account.username)
    .bind(&account.email)
    .bind(account.email_verified_at)
    .bind(&account.phone)
    .bind(account.phone_verified_at)
    .bind(profile_json(account)?)
    .bind(list_to_json(&account.groups))
    .bind(state_text(account.state))
    .bind(account.created_at)
    .bind(account.updated_at)
    .bind(account.version)
    .bind(&account.language.tag)
    .bind(account.language.chosen)
    .bind(attributes_json(account)?)
    .execute()
    .await?;
    insert_names(db, account).await?;
    account_group::follow(db, account, &[], 0, account.created_at).await
}

/// Replaces what an account says of its person, and its names. Zero rows (`false`) when `version` is no longer current.
pub async fn update(db: &mut Write, account: &Account, now: Timestamp) -> Result<bool, Error> {
    // The names of groups are the same as long as the version is.
    let stored: Option<(String,)> = db
        .query("SELECT account.groups FROM account WHERE account_id = $1 AND version = $2")
        .bind(&account.account_id)
        .bind(account.version)
        .fetch_optional()
        .await?;
    let Some((groups,)) = stored else { return Ok(false) };
    let changed = db
        .query(
            "UPDATE account SET username = $3, email = $4, email_verified_at = $5, phone = $6, phone_verified_at = $7, \
             profile = $8, groups = $9, updated_at = $10, attributes = $11, version = version + 1 WHERE account_id = $1 AND version = $2",
        )
        .bind(&account.account_id)
        .bind(account.version)
        .bind(&account.username)
        .bind(&account.email)
        .bind(account.email_verified_at)
        .bind(&account.phone)
        .bind(account.phone_verified_at)
        .bind(profile_json(account)?)
        .bind(list_to_json(&account.groups))
        .bind(now)
        .bind(attributes_json(account)?)
        .execute()
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    db.query("DELETE FROM login_name WHERE account_id = $1").bind(&account.account_id).execute().await?;
    insert_names(db, account).await?;
    let (before, serial) = (list_from_json(&groups), account.version.saturating_add(1));
    account_group::follow(db, account, &before, serial, now).await?;
    Ok(true)
}

/// What an account is found by, and what that is.
pub(super) fn names(account: &Account) -> impl Iterator<Item = (String, &'static str)> + use<> {
    let username = name_key(&account.username);
    let email = account.email.as_deref().map(name_key).filter(|email| *email != username);
    [(Some(username), "username"), (email, "email")]
        .into_iter()
        .filter_map(|(key, kind)| key.map(|key| (key, kind)))
}

async fn insert_names(db: &mut Write, account: &Account) -> Result<(), Error> {
    for (key, kind) in names(account) {
        db.query("INSERT INTO login_name (name_key, account_id, kind) VALUES ($1, $2, $3)")
            .bind(key)
            .bind(&account.account_id)
            .bind(kind)
            .execute()
            .await?;
    }
    account_word::put(db, account).await
}

/// The account with this identifier.
pub async fn find(db: &mut impl Connection, account_id: &str) -> Result<Option<Account>, Error> {
    let row: Option<Row> =
        db.query("SELECT * FROM account WHERE account_id = $1").bind(account_id).fetch_optional().await?;
    row.map(Account::try_from).transpose()
}

/// The account that signs in as `name` (user name or e-mail address, any spelling of it).
pub async fn find_by_name(db: &mut impl Connection, name: &str) -> Result<Option<Account>, Error> {
    let row: Option<Row> = db
        .query(
            "SELECT account.* FROM account JOIN login_name ON login_name.account_id = account.account_id \
             WHERE login_name.name_key = $1",
        )
        .bind(name_key(name))
        .fetch_optional()
        .await?;
    row.map(Account::try_from).transpose()
}

/// Makes other writes that change what this account holds wait for this one.
pub async fn hold(db: &mut Write, account_id: &str) -> Result<bool, Error> {
    let held = db
        .query("UPDATE account SET version = version WHERE account_id = $1")
        .bind(account_id)
        .execute()
        .await?;
    Ok(held == 1)
}

/// A page of accounts in order of identifier, after `after`.
pub async fn list(db: &mut impl Connection, after: &str, limit: i64) -> Result<Vec<Account>, Error> {
    let rows: Vec<Row> = db
        .query("SELECT * FROM account WHERE account_id > $1 ORDER BY account_id LIMIT $2")
        .bind(after)
        .bind(limit)
        .fetch_all()
        .await?;
    rows.into_iter().map(Account::try_from).collect()
}

/// A page of accounts in order of identifier, but for the first `skip`.
pub async fn page(db: &mut impl Connection, limit: i64, skip: i64) -> Result<Vec<Account>, Error> {
    let rows: Vec<Row> = db
        .query("SELECT * FROM account WHERE account_id > '' ORDER BY account_id LIMIT $1 OFFSET $2")
        .bind(limit)
        .bind(skip)
        .fetch_all()
        .await?;
    rows.into_iter().map(Account::try_from).collect()
}

/// How many accounts there are.
pub async fn count(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM account").fetch_count().await
}

/// Lets an account sign in, or not.
pub async fn set_state(
    db: &mut Write,
    account_id: &str,
    state: State,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE account SET state = $2, updated_at = $3, version = version + 1 WHERE account_id = $1")
        .bind(account_id)
        .bind(state_text(state))
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Records the language of an account's pages. One that was chosen gives way only to another choice (`false`).
pub async fn speak(db: &mut Write, account_id: &str, language: &Language) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account SET language = $2, language_chosen = $3 \
             WHERE account_id = $1 AND (NOT language_chosen OR $3)",
        )
        .bind(account_id)
        .bind(&language.tag)
        .bind(language.chosen)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes an account and, by cascade, all that is its own: whatever it is by now, or only at this version. The clients of its
/// sessions are noted before, to be told.
pub async fn delete(
    db: &mut Write,
    account_id: &str,
    version: Option<i64>,
    now: Timestamp,
) -> Result<bool, Error> {
    let held = db
        .query(
            "UPDATE account SET version = version \
             WHERE account_id = $1 AND version = COALESCE(CAST($2 AS BIGINT), version)",
        )
        .bind(account_id)
        .bind(version)
        .execute()
        .await?;
    Ok(held == 1 && remove(db, account_id, now).await?)
}

/// Removes an account that this write holds.
pub(super) async fn remove(db: &mut Write, account_id: &str, now: Timestamp) -> Result<bool, Error> {
    farewell::keep(db, account_id, now).await?;
    let changed = db.query("DELETE FROM account WHERE account_id = $1").bind(account_id).execute().await?;
    Ok(changed == 1)
}

fn state_text(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Disabled => "disabled",
    }
}

pub(super) fn attributes_json(account: &Account) -> Result<String, Error> {
    serde_json::to_string(&account.attributes).map_err(|error| Error::Faulty(error.to_string()))
}

pub(super) fn profile_json(account: &Account) -> Result<String, Error> {
    serde_json::to_string(&account.profile).map_err(|error| Error::Faulty(error.to_string()))
}
