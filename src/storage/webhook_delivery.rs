//! `webhook_delivery`: what is on its way to a webhook, and what came of it. Nothing of a person is in it but an identifier.

use sqlx::FromRow;

use super::{
    Connection, Error, Write,
    audit_chain::Head,
    bulk::{Many, groups, many},
};
use crate::clock::Timestamp;

/// An event for one receiver.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Delivery {
    /// Unique.
    pub delivery_id: String,
    /// For whom.
    pub webhook_id: String,
    /// The event's place in the audit log, which is the order of deliveries.
    pub sequence: i64,
    /// The event; the identifier that a receiver sees, the same at each try.
    pub event_id: String,
    /// What it is called there.
    pub kind: String,
    /// Whose account it is about.
    pub account_id: Option<String>,
    /// `waiting`, `delivered`, or `dead`: given up.
    pub state: String,
    /// When it happened.
    pub happened_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next; also the lease of the node that is trying.
    pub next_attempt_at: Timestamp,
    /// When it was delivered or given up.
    pub settled_at: Option<Timestamp>,
    /// What the receiver answered last, as a status of HTTP.
    pub last_status: Option<i64>,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

/// Up to where webhooks were told, for whoever goes on: others who would wait until this write ends.
pub async fn hold(db: &mut Write) -> Result<Option<Head>, Error> {
    db.query("UPDATE audit_chain SET sequence = sequence WHERE name = 'webhooks' RETURNING sequence, link")
        .fetch_optional()
        .await
}

/// Up to where webhooks were told.
pub async fn told(db: &mut impl Connection) -> Result<Option<Head>, Error> {
    db.query("SELECT sequence, link FROM audit_chain WHERE name = 'webhooks'").fetch_optional().await
}

/// Says up to where they were told.
pub async fn advance(db: &mut Write, sequence: i64) -> Result<(), Error> {
    db.query("UPDATE audit_chain SET sequence = $1 WHERE name = 'webhooks'").bind(sequence).execute().await?;
    Ok(())
}

static DELIVERIES: Many = many!(
    "INSERT INTO webhook_delivery (delivery_id, webhook_id, sequence, event_id, kind, account_id, state, happened_at, \
     attempts, next_attempt_at, settled_at, last_status, last_error)",
    13,
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);

/// Puts deliveries on their way.
pub async fn insert(db: &mut Write, rows: &[Delivery]) -> Result<(), Error> {
    for rows in groups(rows) {
        let mut query = db.query(DELIVERIES.statement(rows.len()));
        for row in rows {
            query = query
                .bind(&row.delivery_id)
                .bind(&row.webhook_id)
                .bind(row.sequence)
                .bind(&row.event_id)
                .bind(&row.kind)
                .bind(&row.account_id)
                .bind(&row.state)
                .bind(row.happened_at)
                .bind(row.attempts)
                .bind(row.next_attempt_at)
                .bind(row.settled_at)
                .bind(row.last_status)
                .bind(&row.last_error);
        }
        query.execute().await?;
    }
    Ok(())
}

/// What is due for a webhook, oldest first: of each account only what nothing earlier waits before.
pub async fn due(
    db: &mut impl Connection,
    webhook_id: &str,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query(
            "SELECT delivery_id FROM webhook_delivery due WHERE webhook_id = $1 AND state = 'waiting' \
             AND next_attempt_at <= $2 AND NOT EXISTS (SELECT 1 FROM webhook_delivery earlier \
             WHERE earlier.webhook_id = $1 AND earlier.state = 'waiting' AND earlier.account_id = due.account_id \
             AND earlier.sequence < due.sequence) ORDER BY next_attempt_at, sequence LIMIT $3",
        )
        .bind(webhook_id)
        .bind(now)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(delivery_id,)| delivery_id).collect())
}

/// Takes one due delivery for this node until `lease_until`; of several nodes one gets it.
pub async fn claim(
    db: &mut Write,
    delivery_id: &str,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Delivery>, Error> {
    db.query(
        "UPDATE webhook_delivery SET attempts = attempts + 1, next_attempt_at = $3 \
         WHERE delivery_id = $1 AND state = 'waiting' AND next_attempt_at <= $2 RETURNING *",
    )
    .bind(delivery_id)
    .bind(now)
    .bind(lease_until)
    .fetch_optional()
    .await
}

/// It arrived.
pub async fn delivered(db: &mut Write, delivery_id: &str, status: i64, now: Timestamp) -> Result<(), Error> {
    db.query(
        "UPDATE webhook_delivery SET state = 'delivered', settled_at = $3, last_status = $2, last_error = NULL \
         WHERE delivery_id = $1 AND state = 'waiting'",
    )
    .bind(delivery_id)
    .bind(status)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// A try failed; it is tried again then, or given up.
pub async fn failed(
    db: &mut Write,
    delivery_id: &str,
    status: Option<i64>,
    error: &str,
    again_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Error> {
    db.query(
        "UPDATE webhook_delivery SET last_status = $2, last_error = $3, \
         next_attempt_at = COALESCE(CAST($4 AS BIGINT), next_attempt_at), \
         state = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN 'dead' ELSE 'waiting' END, \
         settled_at = CASE WHEN CAST($4 AS BIGINT) IS NULL THEN CAST($5 AS BIGINT) ELSE NULL END \
         WHERE delivery_id = $1 AND state = 'waiting'",
    )
    .bind(delivery_id)
    .bind(status)
    .bind(error)
    .bind(again_at)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Puts one that was settled on its way again; `false` if it waits anyway, or is not this webhook's.
pub async fn replay(
    db: &mut Write,
    webhook_id: &str,
    delivery_id: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_attempt_at = $3, settled_at = NULL \
             WHERE delivery_id = $2 AND webhook_id = $1 AND state <> 'waiting'",
        )
        .bind(webhook_id)
        .bind(delivery_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Puts what was given up on its way again, some at a time; how many.
pub async fn replay_dead(db: &mut Write, webhook_id: &str, limit: i64, now: Timestamp) -> Result<u64, Error> {
    db.query(
        "UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_attempt_at = $3, settled_at = NULL \
         WHERE delivery_id IN (SELECT delivery_id FROM webhook_delivery WHERE webhook_id = $1 AND state = 'dead' \
         ORDER BY sequence LIMIT $2)",
    )
    .bind(webhook_id)
    .bind(limit)
    .bind(now)
    .execute()
    .await
}

/// The newest of a webhook in one state, before a place.
pub async fn page(
    db: &mut impl Connection,
    webhook_id: &str,
    state: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<Delivery>, Error> {
    db.query(
        "SELECT * FROM webhook_delivery WHERE webhook_id = $1 AND state = $2 AND sequence < $3 \
         ORDER BY sequence DESC LIMIT $4",
    )
    .bind(webhook_id)
    .bind(state)
    .bind(before)
    .bind(limit)
    .fetch_all()
    .await
}

/// How many of a webhook are in a state.
pub async fn count(db: &mut impl Connection, webhook_id: &str, state: &str) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = $1 AND state = $2")
        .bind(webhook_id)
        .bind(state)
        .fetch_count()
        .await
}

/// Forgets deliveries settled before `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM webhook_delivery WHERE delivery_id IN (SELECT delivery_id FROM webhook_delivery \
         WHERE settled_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
