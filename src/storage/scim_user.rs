//! `scim_user` and `scim_address`: what a provisioning client says of an account that has no place elsewhere, and what it calls it.

use sqlx::FromRow;

use super::{Connection, Error, Write, account::name_key};

/// What is kept beside an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct ScimUser {
    /// The client's own identifier.
    pub external_id: Option<String>,
    /// A JSON object.
    pub document: String,
}

/// An account with what is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Kept {
    /// Whose.
    pub account_id: String,
    /// The client's own identifier.
    pub external_id: Option<String>,
    /// A JSON object.
    pub document: String,
}

/// What is kept beside an account.
pub async fn find(db: &mut impl Connection, account_id: &str) -> Result<Option<ScimUser>, Error> {
    db.query("SELECT external_id, document FROM scim_user WHERE account_id = $1")
        .bind(account_id)
        .fetch_optional()
        .await
}

/// What is kept beside the accounts from `first` to `last`.
pub async fn between(db: &mut impl Connection, first: &str, last: &str) -> Result<Vec<Kept>, Error> {
    db.query(
        "SELECT account_id, external_id, document FROM scim_user WHERE account_id >= $1 AND account_id <= $2",
    )
    .bind(first)
    .bind(last)
    .fetch_all()
    .await
}

/// Keeps this in place of what was kept. `addresses` are those that stand in the document.
pub async fn put(
    db: &mut Write,
    account_id: &str,
    kept: &ScimUser,
    addresses: &[String],
) -> Result<(), Error> {
    db.query(
        "INSERT INTO scim_user (account_id, external_id, document) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id) DO UPDATE SET external_id = $2, document = $3",
    )
    .bind(account_id)
    .bind(&kept.external_id)
    .bind(&kept.document)
    .execute()
    .await?;
    db.query("DELETE FROM scim_address WHERE account_id = $1").bind(account_id).execute().await?;
    for address in addresses {
        db.query("INSERT INTO scim_address (address, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name_key(address))
            .bind(account_id)
            .execute()
            .await?;
    }
    Ok(())
}

/// The accounts in whose document this address stands.
pub async fn by_address(db: &mut impl Connection, address: &str, limit: i64) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query("SELECT account_id FROM scim_address WHERE address = $1 ORDER BY account_id LIMIT $2")
        .bind(name_key(address))
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(account_id,)| account_id).collect())
}

/// The accounts that a client calls so.
pub async fn by_external_id(
    db: &mut impl Connection,
    external_id: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query("SELECT account_id FROM scim_user WHERE external_id = $1 ORDER BY account_id LIMIT $2")
        .bind(external_id)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(account_id,)| account_id).collect())
}
