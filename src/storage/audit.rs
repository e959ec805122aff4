//! `audit_event`: what happened, written in the same transaction as the thing itself.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Something that happened. Never holds a secret.
#[derive(Clone, Debug, FromRow)]
pub struct Event {
    /// Ordered by time.
    pub event_id: String,
    /// When.
    pub happened_at: Timestamp,
    /// What, as `noun.verb`: `session.begun`, `factor.added`, `grant.revoked`.
    pub kind: String,
    /// Whose account.
    pub account_id: Option<String>,
    /// Which client.
    pub client_id: Option<String>,
    /// From where.
    pub address: Option<String>,
    /// The rest, JSON.
    pub detail: String,
}

/// Records an event.
pub async fn insert(db: &mut Write, event: &Event) -> Result<(), Error> {
    db.query(
        "INSERT INTO audit_event (event_id, happened_at, kind, account_id, client_id, address, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&event.event_id)
    .bind(event.happened_at)
    .bind(&event.kind)
    .bind(&event.account_id)
    .bind(&event.client_id)
    .bind(&event.address)
    .bind(&event.detail)
    .execute()
    .await?;
    Ok(())
}

/// The newest events of an account.
pub async fn of_account(db: &mut impl Connection, account_id: &str, limit: i64) -> Result<Vec<Event>, Error> {
    db.query(
        "SELECT * FROM audit_event WHERE account_id = $1 ORDER BY happened_at DESC, event_id DESC LIMIT $2",
    )
    .bind(account_id)
    .bind(limit)
    .fetch_all()
    .await
}
