//! The passwords that an account had: sealed anew when they are replaced, and held against every new one.
//!
//! What is kept is the hash that signed in before, under the same pepper, so that each costs a slow hash to hold against.

use zeroize::Zeroizing;

use super::factor::Record;
use crate::{
    clock::Timestamp,
    jose::seal::{About, Vault},
    storage::{self, Connection, Write, authenticator::Authenticator, password_history::FormerPassword},
};

const TABLE: &str = "password_history";

/// Why the history cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// A record cannot be sealed or opened.
    #[error("a former password: {0}")]
    Sealed(String),
}

/// What identifies the row that a replaced password becomes, and how many passwords are remembered, the present one among
/// them.
#[derive(Clone, Debug)]
pub struct Retiring {
    /// The new row.
    pub history_id: String,
    /// How many.
    pub remembered: u32,
}

/// Moves the passwords that `account_id` holds now into its history, in the write that replaces them.
pub async fn retire(
    write: &mut Write,
    vault: &Vault,
    account_id: &str,
    retiring: &Retiring,
    now: Timestamp,
) -> Result<(), Error> {
    let keep = i64::from(retiring.remembered.saturating_sub(1));
    for (at, row) in passwords(write, account_id).await?.iter().enumerate() {
        if keep == 0 {
            break;
        }
        let history_id =
            if at == 0 { retiring.history_id.clone() } else { format!("{}-{at}", retiring.history_id) };
        let about = About { table: TABLE, row: &history_id, account: account_id };
        let credential_sealed =
            vault.seal(about, &open(vault, "authenticator", row.into())?).map_err(sealed)?;
        let account_id = account_id.to_owned();
        let row = FormerPassword { history_id, account_id, credential_sealed, replaced_at: now };
        storage::password_history::insert(write, &row).await?;
    }
    storage::password_history::prune(write, account_id, keep).await?;
    Ok(())
}

/// The last `remembered` passwords of an account, the present one among them.
pub async fn last(
    reader: &mut impl Connection,
    vault: &Vault,
    account_id: &str,
    remembered: u32,
) -> Result<Vec<Record>, Error> {
    if remembered == 0 {
        return Ok(Vec::new());
    }
    let mut records = Vec::new();
    for row in passwords(reader, account_id).await? {
        records.push(Record::new(open(vault, "authenticator", (&row).into())?));
    }
    let former = i64::from(remembered.saturating_sub(1));
    for row in storage::password_history::of_account(reader, account_id, former).await? {
        let row = Row { id: &row.history_id, account_id, sealed: &row.credential_sealed };
        records.push(Record::new(open(vault, TABLE, row)?));
    }
    Ok(records)
}

async fn passwords(db: &mut impl Connection, account_id: &str) -> Result<Vec<Authenticator>, storage::Error> {
    let rows = storage::authenticator::of_account(db, account_id).await?;
    Ok(rows.into_iter().filter(|row| row.kind == "password").collect())
}

struct Row<'a> {
    id: &'a str,
    account_id: &'a str,
    sealed: &'a [u8],
}

impl<'a> From<&'a Authenticator> for Row<'a> {
    fn from(row: &'a Authenticator) -> Self {
        Self { id: &row.authenticator_id, account_id: &row.account_id, sealed: &row.credential_sealed }
    }
}

fn open(vault: &Vault, table: &'static str, row: Row<'_>) -> Result<Zeroizing<Vec<u8>>, Error> {
    let about = About { table, row: row.id, account: row.account_id };
    vault.open(about, row.sealed).map_err(sealed)
}

fn sealed(error: impl std::fmt::Display) -> Error {
    Error::Sealed(error.to_string())
}
