//! `authorization_grant`: what a person granted a client. Every code and token names one, and dies with it.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// A grant (RFC 6749 section 1.3) and the authentication behind it.
#[derive(Clone, Debug, FromRow)]
pub struct Grant {
    /// The `gid` of its tokens.
    pub grant_id: String,
    /// To whom.
    pub client_id: String,
    /// By whom: the `sub`.
    pub account_id: String,
    /// The session it was made in: the `sid`.
    pub session_id: Option<String>,
    /// Scopes, separated by spaces.
    pub scope: String,
    /// The `claims` request (OpenID Connect Core 5.5), JSON; `{}` for none.
    pub claims: String,
    /// How the person proved themselves.
    pub acr: String,
    /// With what, a JSON list (RFC 8176).
    pub amr: String,
    /// When.
    pub auth_time: Timestamp,
    /// The same factor by factor, a JSON list.
    pub factors: String,
    /// The resource servers that it was asked for (RFC 8707), a JSON list; empty for whatever the client may use.
    pub resources: String,
    /// When it was granted.
    pub created_at: Timestamp,
    /// No refresh beyond.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// Stores a grant.
pub async fn insert(db: &mut Write, row: &Grant) -> Result<(), Error> {
    db.query(
        "INSERT INTO authorization_grant (grant_id, client_id, account_id, session_id, scope, claims, acr, amr, auth_time, \
         factors, created_at, expires_at, revoked_at, resources) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&row.grant_id)
    .bind(&row.client_id)
    .bind(&row.account_id)
    .bind(&row.session_id)
    .bind(&row.scope)
    .bind(&row.claims)
    .bind(&row.acr)
    .bind(&row.amr)
    .bind(row.auth_time)
    .bind(&row.factors)
    .bind(row.created_at)
    .bind(row.expires_at)
    .bind(row.revoked_at)
    .bind(&row.resources)
    .execute()
    .await?;
    Ok(())
}

/// The grant, if it stands and its account is active.
pub async fn find_live(
    db: &mut impl Connection,
    grant_id: &str,
    now: Timestamp,
) -> Result<Option<Grant>, Error> {
    db.query(
        "SELECT authorization_grant.* FROM authorization_grant \
         JOIN account ON account.account_id = authorization_grant.account_id \
         WHERE grant_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND account.state = 'active'",
    )
    .bind(grant_id)
    .bind(now)
    .fetch_optional()
    .await
}

/// Takes one grant back; its tokens die with it.
pub async fn revoke(db: &mut Write, grant_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE authorization_grant SET revoked_at = $2 WHERE grant_id = $1 AND revoked_at IS NULL")
        .bind(grant_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Takes all grants of an account back.
pub async fn revoke_of_account(db: &mut Write, account_id: &str, now: Timestamp) -> Result<u64, Error> {
    db.query("UPDATE authorization_grant SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL")
        .bind(account_id)
        .bind(now)
        .execute()
        .await
}

/// Takes back the grants of an account but those made in the session `keep`.
pub async fn revoke_others(
    db: &mut Write,
    account_id: &str,
    keep: &str,
    now: Timestamp,
) -> Result<u64, Error> {
    db.query(
        "UPDATE authorization_grant SET revoked_at = $3 WHERE account_id = $1 AND revoked_at IS NULL \
         AND (session_id IS NULL OR session_id <> $2)",
    )
    .bind(account_id)
    .bind(keep)
    .bind(now)
    .execute()
    .await
}

/// Takes back what an account granted one client.
pub async fn revoke_of_client(
    db: &mut Write,
    account_id: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<u64, Error> {
    db.query(
        "UPDATE authorization_grant SET revoked_at = $3 WHERE account_id = $1 AND client_id = $2 AND revoked_at IS NULL",
    )
    .bind(account_id)
    .bind(client_id)
    .bind(now)
    .execute()
    .await
}

/// A grant that stands, as its owner may want to know it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Standing {
    /// To whom.
    pub client_id: String,
    /// Scopes, separated by spaces.
    pub scope: String,
    /// When it was granted.
    pub created_at: Timestamp,
    /// When a token was last refreshed from it.
    pub refreshed_at: Option<Timestamp>,
}

/// The grants of an account that stand, oldest first.
pub async fn of_account(
    db: &mut impl Connection,
    account_id: &str,
    now: Timestamp,
) -> Result<Vec<Standing>, Error> {
    db.query(
        "SELECT client_id, scope, created_at, (SELECT MAX(used_at) FROM refresh_token \
         WHERE refresh_token.grant_id = authorization_grant.grant_id) AS refreshed_at FROM authorization_grant \
         WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at, grant_id",
    )
    .bind(account_id)
    .bind(now)
    .fetch_all()
    .await
}

/// Takes back the grants made in one session, except those meant to outlive it (`offline_access`).
pub async fn revoke_of_session(db: &mut Write, session_id: &str, now: Timestamp) -> Result<u64, Error> {
    db.query(
        "UPDATE authorization_grant SET revoked_at = $2 WHERE session_id = $1 AND revoked_at IS NULL \
         AND REPLACE(' ' || scope || ' ', ' offline_access ', '') = ' ' || scope || ' '",
    )
    .bind(session_id)
    .bind(now)
    .execute()
    .await
}

/// Removes grants, with their codes and tokens, that lapsed or were revoked before `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM authorization_grant WHERE grant_id IN (SELECT grant_id FROM authorization_grant \
         WHERE expires_at <= $1 OR revoked_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
