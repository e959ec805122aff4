//! `account_word`: the words that an operator finds accounts by. Addresses and user names are found by how they begin,
//! names of people as a whole. Words are compared byte by byte on both databases, so that a beginning is a range.

use std::cmp::Ordering;

use sqlx::FromRow;

use super::{
    Connection, Error, Write,
    account::{Account, name_key},
};

/// An account that was found, and by which of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Found {
    /// The word.
    pub word: String,
    /// Whose.
    pub account_id: String,
}

/// Stores the words of an account in place of those it had.
pub(super) async fn put(db: &mut Write, account: &Account) -> Result<(), Error> {
    db.query("DELETE FROM account_word WHERE account_id = $1").bind(&account.account_id).execute().await?;
    for (word, kind) in words(account) {
        db.query(
            "INSERT INTO account_word (word, account_id, kind) VALUES ($1, $2, $3) \
             ON CONFLICT (word, account_id) DO NOTHING",
        )
        .bind(word)
        .bind(&account.account_id)
        .bind(kind)
        .execute()
        .await?;
    }
    Ok(())
}

/// The words of an account, each once, and what each is.
pub(super) fn words(account: &Account) -> Vec<(String, &'static str)> {
    let named = [
        ("username", Some(account.username.as_str())),
        ("email", account.email.as_deref()),
        ("name", account.profile.name.as_deref()),
    ];
    let mut words: Vec<(String, &'static str)> = Vec::with_capacity(named.len());
    for (kind, word) in named {
        let Some(word) = word.map(name_key).filter(|word| !word.is_empty()) else { continue };
        if words.iter().all(|(other, _)| *other != word) {
            words.push((word, kind));
        }
    }
    words
}

/// Accounts that are called `text`, or whose address or user name begins so, after `after`; each once, by its first such word.
pub async fn search(
    db: &mut impl Connection,
    text: &str,
    after: &Found,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    let whole = name_key(text);
    let mut found = called(db, &whole, after, limit).await?;
    let left = limit.saturating_sub(i64::try_from(found.len()).unwrap_or(i64::MAX));
    if left > 0 {
        found.extend(beginning(db, &whole, after, left).await?);
    }
    Ok(found)
}

/// Those of which this is a word.
async fn called(
    db: &mut impl Connection,
    whole: &str,
    after: &Found,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    let account_id = match after.word.as_str().cmp(whole) {
        Ordering::Less => "",
        Ordering::Equal => &after.account_id,
        Ordering::Greater => return Ok(Vec::new()),
    };
    db.query(
        "SELECT word, account_id FROM account_word WHERE word = $1 AND account_id > $2 ORDER BY account_id LIMIT $3",
    )
    .bind(whole)
    .bind(account_id)
    .bind(limit)
    .fetch_all()
    .await
}

/// Those of which an address or user name begins so and goes on. Names of people stand in an index of their own, so that a million of
/// them that begin so are not passed over one by one.
async fn beginning(
    db: &mut impl Connection,
    from: &str,
    after: &Found,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    // No letter comes after this one.
    let to = format!("{from}\u{10ffff}");
    let (word, account_id) = (after.word.as_str(), after.account_id.as_str()).max((from, ""));
    // One bound on either side: of two below, SQLite took the one that passes over everything.
    db.query(
        "SELECT word, account_id FROM account_word WHERE kind <> 'name' AND (word, account_id) > ($3, $4) AND word < $2 \
         AND word <> $1 AND NOT EXISTS (SELECT 1 FROM account_word earlier \
         WHERE earlier.account_id = account_word.account_id AND earlier.word >= $1 AND earlier.word < account_word.word \
         AND (earlier.kind <> 'name' OR earlier.word = $1)) ORDER BY word, account_id LIMIT $5",
    )
    .bind(from)
    .bind(to)
    .bind(word)
    .bind(account_id)
    .bind(limit)
    .fetch_all()
    .await
}
