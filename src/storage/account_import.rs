//! `account_import`: imports that are not complete. Their accounts are `arriving`, which is not active, until they settle.

use sqlx::FromRow;

use super::{
    Connection, Error, Write,
    account::Account,
    account_group, account_word,
    authenticator::Authenticator,
    bulk::{Many, groups, many},
};
use crate::clock::Timestamp;

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AccountImport {
    /// Unique.
    pub import_id: String,
    /// `arriving`: its accounts are being written; `undoing`: they are being removed; `settling`: all are there, and they are
    /// being let in.
    pub state: String,
    /// How many accounts it has written.
    pub accounts: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When somebody was last at it.
    pub touched_at: Timestamp,
}

const NAMES_AT_ONCE: usize = 64;

/// Begins an import.
pub async fn begin(db: &mut Write, import_id: &str, now: Timestamp) -> Result<(), Error> {
    db.query(
        "INSERT INTO account_import (import_id, state, accounts, started_at, touched_at) \
         VALUES ($1, 'arriving', 0, $2, $2)",
    )
    .bind(import_id)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Counts the accounts that this write brings. `false` if it was taken away, by somebody who thought that nobody was at it.
pub async fn grow(db: &mut Write, import_id: &str, more: i64, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account_import SET accounts = accounts + $2, touched_at = $3 \
             WHERE import_id = $1 AND state = 'arriving'",
        )
        .bind(import_id)
        .bind(more)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// From here on it is completed and never undone; `false` if it was taken away.
pub async fn decide(db: &mut Write, import_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account_import SET state = 'settling', touched_at = $2 WHERE import_id = $1 AND state = 'arriving'",
        )
        .bind(import_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// From here on it is undone and never completed; `false` if it was decided, or is undone already.
pub async fn abandon(db: &mut Write, import_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account_import SET state = 'undoing', touched_at = $2 WHERE import_id = $1 AND state = 'arriving'",
        )
        .bind(import_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Takes over an import that nobody was at since `before`; one that was not decided will be undone. `false` if somebody else
/// took it, or is at it.
pub async fn take(db: &mut Write, import_id: &str, before: Timestamp, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account_import SET touched_at = $3, state = CASE state WHEN 'settling' THEN 'settling' \
             ELSE 'undoing' END WHERE import_id = $1 AND touched_at < $2",
        )
        .bind(import_id)
        .bind(before)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Lets some accounts of a decided import in; which.
pub async fn settle(
    db: &mut Write,
    import_id: &str,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<String>, Error> {
    keep(db, import_id, now).await?;
    let rows: Vec<(String,)> = db
        .query(
            "UPDATE account SET import_id = NULL, state = CASE state WHEN 'arriving' THEN 'active' ELSE state END \
             WHERE account_id IN (SELECT account_id FROM account WHERE import_id = $1 LIMIT $2) RETURNING account_id",
        )
        .bind(import_id)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(account_id,)| account_id).collect())
}

/// Removes some accounts of an abandoned import; how many.
pub async fn undo(db: &mut Write, import_id: &str, limit: i64, now: Timestamp) -> Result<u64, Error> {
    keep(db, import_id, now).await?;
    db.query(
        "DELETE FROM account WHERE account_id IN (SELECT account_id FROM account WHERE import_id = $1 LIMIT $2)",
    )
    .bind(import_id)
    .bind(limit)
    .execute()
    .await
}

async fn keep(db: &mut Write, import_id: &str, now: Timestamp) -> Result<(), Error> {
    db.query("UPDATE account_import SET touched_at = $2 WHERE import_id = $1")
        .bind(import_id)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

/// Forgets an import, once its accounts are settled or gone.
pub async fn end(db: &mut Write, import_id: &str) -> Result<bool, Error> {
    let changed =
        db.query("DELETE FROM account_import WHERE import_id = $1").bind(import_id).execute().await?;
    Ok(changed == 1)
}

/// Those that are not complete.
pub async fn open(db: &mut impl Connection) -> Result<Vec<AccountImport>, Error> {
    db.query("SELECT * FROM account_import ORDER BY import_id").fetch_all().await
}

/// Which of these names (as [`super::account::name_key`] writes them) are somebody's already.
pub async fn taken(db: &mut impl Connection, names: &[String]) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for names in names.chunks(NAMES_AT_ONCE) {
        let mut query = db.query(
            "SELECT name_key FROM login_name WHERE name_key IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
             $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, \
             $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, \
             $59, $60, $61, $62, $63, $64)",
        );
        for place in 0..NAMES_AT_ONCE {
            query = query.bind(names.get(place).cloned());
        }
        let rows: Vec<(String,)> = query.fetch_all().await?;
        found.extend(rows.into_iter().map(|(name,)| name));
    }
    Ok(found)
}

/// Which of these identifiers are an account's already.
pub async fn known(db: &mut impl Connection, account_ids: &[String]) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for ids in account_ids.chunks(NAMES_AT_ONCE) {
        let mut query = db.query(
            "SELECT account_id FROM account WHERE account_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
             $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, \
             $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, \
             $59, $60, $61, $62, $63, $64)",
        );
        for place in 0..NAMES_AT_ONCE {
            query = query.bind(ids.get(place).cloned());
        }
        let rows: Vec<(String,)> = query.fetch_all().await?;
        found.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

static ACCOUNTS: Many = many!(
    "INSERT INTO account (account_id, username, email, email_verified_at, phone, phone_verified_at, profile, groups, \
     state, created_at, updated_at, version, language, language_chosen, import_id, attributes)",
    16,
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
);
static NAMES: Many = many!("INSERT INTO login_name (name_key, account_id, kind)", 3, "($1, $2, $3)");
static WORDS: Many = many!("INSERT INTO account_word (word, account_id, kind)", 3, "($1, $2, $3)");
static AUTHENTICATORS: Many = many!(
    "INSERT INTO authenticator (authenticator_id, account_id, kind, handle_hash, name, state, credential_sealed, high_water, \
     version, created_at, last_used_at, sole)",
    12,
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);

/// Writes accounts of an import, as one that may not sign in yet, and what they can prove themselves with. An
/// authenticator of the kind `sole` is the only one of its kind.
///
/// # Errors
/// [`Error::Duplicate`] when a name or identifier is somebody's already; nothing of this write is kept then.
pub async fn insert(
    db: &mut Write,
    import_id: &str,
    accounts: &[Account],
    authenticators: &[Authenticator],
    sole: &str,
) -> Result<(), Error> {
    insert_accounts(db, import_id, accounts).await?;
    insert_names(db, accounts).await?;
    insert_words(db, accounts).await?;
    if let Some(first) = accounts.first() {
        account_group::follow_all(db, accounts, first.updated_at).await?;
    }
    insert_authenticators(db, authenticators, sole).await
}

async fn insert_accounts(db: &mut Write, import_id: &str, accounts: &[Account]) -> Result<(), Error> {
    for accounts in groups(accounts) {
        let mut query = db.query(ACCOUNTS.statement(accounts.len()));
        for account in accounts {
            query = query
                .bind(&account.account_id)
                .bind(&account.username)
                .bind(&account.email)
                .bind(account.email_verified_at)
                .bind(&account.phone)
                .bind(account.phone_verified_at)
                .bind(super::account::profile_json(account)?)
                .bind(super::list_to_json(&account.groups))
                .bind(if account.state == super::account::State::Active { "arriving" } else { "disabled" })
                .bind(account.created_at)
                .bind(account.updated_at)
                .bind(account.version)
                .bind(&account.language.tag)
                .bind(account.language.chosen)
                .bind(import_id)
                .bind(super::account::attributes_json(account)?);
        }
        query.execute().await?;
    }
    Ok(())
}

async fn insert_names(db: &mut Write, accounts: &[Account]) -> Result<(), Error> {
    let mut names = Vec::with_capacity(accounts.len() * 2);
    for account in accounts {
        names.extend(super::account::names(account).map(|(name, kind)| (name, &account.account_id, kind)));
    }
    for names in groups(&names) {
        let mut query = db.query(NAMES.statement(names.len()));
        for (name, account_id, kind) in names {
            query = query.bind(name).bind(*account_id).bind(*kind);
        }
        query.execute().await?;
    }
    Ok(())
}

async fn insert_words(db: &mut Write, accounts: &[Account]) -> Result<(), Error> {
    let mut words = Vec::with_capacity(accounts.len() * 3);
    for account in accounts {
        let own = account_word::words(account).into_iter();
        words.extend(own.map(|(word, kind)| (word, &account.account_id, kind)));
    }
    for words in groups(&words) {
        let mut query = db.query(WORDS.statement(words.len()));
        for (word, account_id, kind) in words {
            query = query.bind(word).bind(*account_id).bind(*kind);
        }
        query.execute().await?;
    }
    Ok(())
}

async fn insert_authenticators(db: &mut Write, rows: &[Authenticator], sole: &str) -> Result<(), Error> {
    for rows in groups(rows) {
        let mut query = db.query(AUTHENTICATORS.statement(rows.len()));
        for row in rows {
            query = query
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
                .bind((row.kind == sole).then_some(1_i64));
        }
        query.execute().await?;
    }
    Ok(())
}
