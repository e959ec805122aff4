//! `consent`: which scopes a person allowed a client.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// What a person allowed a client.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Consent {
    /// Whom.
    pub client_id: String,
    /// Scopes, separated by spaces.
    pub scope: String,
    /// When they last said so.
    pub granted_at: Timestamp,
}

/// What this account allows, client by client.
pub async fn of_account(db: &mut impl Connection, account_id: &str) -> Result<Vec<Consent>, Error> {
    db.query("SELECT client_id, scope, granted_at FROM consent WHERE account_id = $1 ORDER BY client_id")
        .bind(account_id)
        .fetch_all()
        .await
}

/// The scopes this account allowed this client, separated by spaces.
pub async fn find(
    db: &mut impl Connection,
    account_id: &str,
    client_id: &str,
) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = db
        .query("SELECT scope FROM consent WHERE account_id = $1 AND client_id = $2")
        .bind(account_id)
        .bind(client_id)
        .fetch_optional()
        .await?;
    Ok(row.map(|(scope,)| scope))
}

/// The scopes this account allowed this client at `earliest` or later.
pub async fn find_since(
    db: &mut impl Connection,
    account_id: &str,
    client_id: &str,
    earliest: Timestamp,
) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = db
        .query("SELECT scope FROM consent WHERE account_id = $1 AND client_id = $2 AND granted_at >= $3")
        .bind(account_id)
        .bind(client_id)
        .bind(earliest)
        .fetch_optional()
        .await?;
    Ok(row.map(|(scope,)| scope))
}

/// Remembers what was allowed, in place of what was.
pub async fn put(
    db: &mut Write,
    account_id: &str,
    client_id: &str,
    scope: &str,
    now: Timestamp,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO consent (account_id, client_id, scope, granted_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, client_id) DO UPDATE SET scope = $3, granted_at = $4",
    )
    .bind(account_id)
    .bind(client_id)
    .bind(scope)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Takes it back.
pub async fn delete(db: &mut Write, account_id: &str, client_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM consent WHERE account_id = $1 AND client_id = $2")
        .bind(account_id)
        .bind(client_id)
        .execute()
        .await?;
    Ok(changed == 1)
}
