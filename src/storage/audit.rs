//! `audit_event`: what happened, written in the same transaction as the thing itself.

use sqlx::FromRow;

use super::{
    Connection, Error, Write,
    bulk::{Many, groups, many},
};
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

static EVENTS: Many = many!(
    "INSERT INTO audit_event (event_id, happened_at, kind, account_id, client_id, address, detail)",
    7,
    "($1, $2, $3, $4, $5, $6, $7)"
);

/// Records many.
pub async fn insert_many(db: &mut Write, events: &[Event]) -> Result<(), Error> {
    for events in groups(events) {
        let mut query = db.query(EVENTS.statement(events.len()));
        for event in events {
            query = query
                .bind(&event.event_id)
                .bind(event.happened_at)
                .bind(&event.kind)
                .bind(&event.account_id)
                .bind(&event.client_id)
                .bind(&event.address)
                .bind(&event.detail);
        }
        query.execute().await?;
    }
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

/// Where a page of events ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When the last event of the page happened …
    pub happened_at: Timestamp,
    /// … and which it was.
    pub event_id: String,
}

/// Events of an account since `since` and before `before`, newest first, without those that only repeat another: the
/// proofs that a sign-in consists of, and sessions that go on.
pub async fn page(
    db: &mut impl Connection,
    account_id: &str,
    since: Timestamp,
    before: &Place,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    db.query(
        "SELECT * FROM audit_event WHERE account_id = $1 AND happened_at >= $2 AND happened_at <= $3 \
         AND (happened_at < $3 OR event_id < $4) AND kind NOT IN ('factor.verified', 'session.used') \
         ORDER BY happened_at DESC, event_id DESC LIMIT $5",
    )
    .bind(account_id)
    .bind(since)
    .bind(before.happened_at)
    .bind(&before.event_id)
    .bind(limit)
    .fetch_all()
    .await
}

/// One event of this account.
pub async fn find(
    db: &mut impl Connection,
    account_id: &str,
    event_id: &str,
) -> Result<Option<Event>, Error> {
    db.query("SELECT * FROM audit_event WHERE event_id = $1 AND account_id = $2")
        .bind(event_id)
        .bind(account_id)
        .fetch_optional()
        .await
}

/// Takes out of an account's events what tells of its person: addresses and details. That something happened, and when,
/// stays under the identifier, which nobody gets again. With them goes the salt that the chain's digest of them was made with
/// (see [`super::audit_chain`]): nobody can find out by guessing what stood there.
pub async fn scrub(db: &mut Write, account_id: &str, limit: i64) -> Result<u64, Error> {
    db.query(
        "UPDATE audit_event SET address = NULL, detail = '{}', salt = NULL WHERE event_id IN (SELECT event_id FROM audit_event \
         WHERE account_id = $1 AND (address IS NOT NULL OR detail <> '{}') LIMIT $2)",
    )
    .bind(account_id)
    .bind(limit)
    .execute()
    .await
}
