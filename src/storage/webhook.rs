//! `webhook`: who is told what happens.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// A receiver.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Webhook {
    /// Unique.
    pub webhook_id: String,
    /// Where it listens.
    pub url: String,
    /// What its operator calls it.
    pub description: String,
    /// What it wants to hear of, JSON: kinds of events, or beginnings with a star (`account.*`).
    pub kinds: String,
    /// `active`, or `disabled`: nothing is sent, and what happens meanwhile is not kept for it.
    pub state: String,
    /// The secret that signs, sealed.
    pub secret_sealed: Vec<u8>,
    /// The one before …
    pub old_secret_sealed: Option<Vec<u8>>,
    /// … and until when it signs, too.
    pub old_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Counts the changes.
    pub version: i64,
}

/// Makes a webhook.
pub async fn insert(db: &mut Write, row: &Webhook) -> Result<(), Error> {
    db.query(
        "INSERT INTO webhook (webhook_id, url, description, kinds, state, secret_sealed, old_secret_sealed, old_until, \
         created_at, updated_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&row.webhook_id)
    .bind(&row.url)
    .bind(&row.description)
    .bind(&row.kinds)
    .bind(&row.state)
    .bind(&row.secret_sealed)
    .bind(&row.old_secret_sealed)
    .bind(row.old_until)
    .bind(row.created_at)
    .bind(row.updated_at)
    .bind(row.version)
    .execute()
    .await?;
    Ok(())
}

/// Replaces all of it but its identifier. `false` when `version` is no longer current.
pub async fn update(db: &mut Write, row: &Webhook, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE webhook SET url = $3, description = $4, kinds = $5, state = $6, secret_sealed = $7, \
             old_secret_sealed = $8, old_until = $9, updated_at = $10, version = version + 1 \
             WHERE webhook_id = $1 AND version = $2",
        )
        .bind(&row.webhook_id)
        .bind(row.version)
        .bind(&row.url)
        .bind(&row.description)
        .bind(&row.kinds)
        .bind(&row.state)
        .bind(&row.secret_sealed)
        .bind(&row.old_secret_sealed)
        .bind(row.old_until)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Turns one off that said it is gone.
pub async fn disable(db: &mut Write, webhook_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE webhook SET state = 'disabled', updated_at = $2, version = version + 1 \
             WHERE webhook_id = $1 AND state = 'active'",
        )
        .bind(webhook_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// One webhook.
pub async fn find(db: &mut impl Connection, webhook_id: &str) -> Result<Option<Webhook>, Error> {
    db.query("SELECT * FROM webhook WHERE webhook_id = $1").bind(webhook_id).fetch_optional().await
}

/// All of them.
pub async fn list(db: &mut impl Connection) -> Result<Vec<Webhook>, Error> {
    db.query("SELECT * FROM webhook ORDER BY webhook_id").fetch_all().await
}

/// Removes one with everything that is on its way to it: whatever it is by now, or only at this version.
pub async fn delete(db: &mut Write, webhook_id: &str, version: Option<i64>) -> Result<bool, Error> {
    let changed = db
        .query(
            "DELETE FROM webhook WHERE webhook_id = $1 AND version = COALESCE(CAST($2 AS BIGINT), version)",
        )
        .bind(webhook_id)
        .bind(version)
        .execute()
        .await?;
    Ok(changed == 1)
}
