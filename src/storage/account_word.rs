//! `account_word`: the words that an operator finds accounts by. Addresses and user names are found by how they begin,
//! names of people as a whole. Words are compared byte by byte on both databases, so that a beginning is a range.

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
    let words = [
        ("username", Some(account.username.as_str())),
        ("email", account.email.as_deref()),
        ("name", account.profile.name.as_deref()),
    ];
    for (kind, word) in words {
        let word = word.map(name_key).filter(|word| !word.is_empty());
        let Some(word) = word else { continue };
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

/// Accounts that are called `text`, or whose address or user name begins so, after `after`; each once.
pub async fn search(
    db: &mut impl Connection,
    text: &str,
    after: &Found,
    limit: i64,
) -> Result<Vec<Found>, Error> {
    let from = name_key(text);
    // No letter comes after this one.
    let to = format!("{from}\u{10ffff}");
    db.query(
        "SELECT word, account_id FROM account_word WHERE word >= $1 AND word < $2 AND (kind <> 'name' OR word = $1) \
         AND (word > $3 OR (word = $3 AND account_id > $4)) AND NOT EXISTS (SELECT 1 FROM account_word earlier \
         WHERE earlier.account_id = account_word.account_id AND earlier.word >= $1 AND earlier.word < account_word.word \
         AND (earlier.kind <> 'name' OR earlier.word = $1)) ORDER BY word, account_id LIMIT $5",
    )
    .bind(from)
    .bind(to)
    .bind(&after.word)
    .bind(&after.account_id)
    .bind(limit)
    .fetch_all()
    .await
}
