//! `journey`: sign-ins under way. The facts are sealed; what they mean is `authentication`'s.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// A stored journey.
#[derive(Clone, Debug, FromRow)]
pub struct JourneyRow {
    /// Stands in the URL; random, not secret.
    pub journey_id: String,
    /// Digest of the cookie secret of the browser it belongs to.
    pub browser_hash: Vec<u8>,
    /// The facts, sealed.
    pub facts_sealed: Vec<u8>,
    /// Counts its steps.
    pub version: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When it lapses.
    pub expires_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Of which account something was proved in it.
    pub account_id: Option<String>,
}

/// Stores a new journey; of one browser at most `per_browser` live on, the oldest go.
pub async fn insert(db: &mut Write, row: &JourneyRow, per_browser: i64) -> Result<(), Error> {
    db.query(
        "INSERT INTO journey (journey_id, browser_hash, facts_sealed, version, created_at, expires_at, ended_at, \
         account_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&row.journey_id)
    .bind(&row.browser_hash)
    .bind(&row.facts_sealed)
    .bind(row.version)
    .bind(row.created_at)
    .bind(row.expires_at)
    .bind(row.ended_at)
    .bind(&row.account_id)
    .execute()
    .await?;
    db.query(
        "DELETE FROM journey WHERE browser_hash = $1 AND journey_id <> $2 AND journey_id NOT IN (\
         SELECT journey_id FROM journey WHERE browser_hash = $1 AND journey_id <> $2 \
         ORDER BY created_at DESC, journey_id DESC LIMIT $3)",
    )
    .bind(&row.browser_hash)
    .bind(&row.journey_id)
    .bind(per_browser.saturating_sub(1).max(0))
    .execute()
    .await?;
    Ok(())
}

/// The live journey with this identifier.
pub async fn find(
    db: &mut impl Connection,
    journey_id: &str,
    now: Timestamp,
) -> Result<Option<JourneyRow>, Error> {
    db.query("SELECT * FROM journey WHERE journey_id = $1 AND expires_at > $2")
        .bind(journey_id)
        .bind(now)
        .fetch_optional()
        .await
}

/// The journey with this identifier that has lapsed, until it is swept.
pub async fn find_lapsed(
    db: &mut impl Connection,
    journey_id: &str,
    now: Timestamp,
) -> Result<Option<JourneyRow>, Error> {
    db.query("SELECT * FROM journey WHERE journey_id = $1 AND expires_at <= $2 AND ended_at IS NULL")
        .bind(journey_id)
        .bind(now)
        .fetch_optional()
        .await
}

/// Lets a journey live until then, if it would lapse before.
pub async fn prolong(db: &mut Write, journey_id: &str, until: Timestamp) -> Result<(), Error> {
    db.query("UPDATE journey SET expires_at = $2 WHERE journey_id = $1 AND expires_at < $2")
        .bind(journey_id)
        .bind(until)
        .execute()
        .await?;
    Ok(())
}

/// Stores new facts if nobody advanced the journey since `version`, so that of two posts one counts. `account_id` is the
/// account of which something is proved by them.
pub async fn advance(
    db: &mut Write,
    journey_id: &str,
    version: i64,
    facts_sealed: &[u8],
    account_id: Option<&str>,
    ended_at: Option<Timestamp>,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE journey SET facts_sealed = $3, account_id = $4, ended_at = $5, version = version + 1 \
             WHERE journey_id = $1 AND version = $2 AND ended_at IS NULL",
        )
        .bind(journey_id)
        .bind(version)
        .bind(facts_sealed)
        .bind(account_id)
        .bind(ended_at)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes every journey in which something of this account was proved but the one named `but`; tells how many.
pub async fn end_of_account(db: &mut Write, account_id: &str, but: &str) -> Result<u64, Error> {
    db.query("DELETE FROM journey WHERE account_id = $1 AND journey_id <> $2")
        .bind(account_id)
        .bind(but)
        .execute()
        .await
}

/// Removes journeys that lapsed before `now`.
pub async fn sweep(db: &mut Write, now: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM journey WHERE journey_id IN (SELECT journey_id FROM journey WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(now)
    .bind(limit)
    .execute()
    .await
}
