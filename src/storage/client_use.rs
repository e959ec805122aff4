//! `client_use`: when a client was last given tokens, to the hour.

use std::time::Duration;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// How exactly it is told: a client that is always busy costs one write in this time.
const EXACT_TO: Duration = Duration::from_hours(1);

/// Notes that a client was given tokens.
pub async fn note(db: &mut Write, client_id: &str, now: Timestamp) -> Result<(), Error> {
    db.query(
        "INSERT INTO client_use (client_id, last_used_at) VALUES ($1, $2) \
         ON CONFLICT (client_id) DO UPDATE SET last_used_at = $2 WHERE client_use.last_used_at < $3",
    )
    .bind(client_id)
    .bind(now)
    .bind(now.before(EXACT_TO))
    .execute()
    .await?;
    Ok(())
}

/// When a client was last given tokens.
pub async fn find(db: &mut impl Connection, client_id: &str) -> Result<Option<Timestamp>, Error> {
    let row: Option<(Timestamp,)> = db
        .query("SELECT last_used_at FROM client_use WHERE client_id = $1")
        .bind(client_id)
        .fetch_optional()
        .await?;
    Ok(row.map(|(at,)| at))
}

/// The same of all clients that ever were.
pub async fn all(db: &mut impl Connection) -> Result<Vec<(String, Timestamp)>, Error> {
    db.query("SELECT client_id, last_used_at FROM client_use ORDER BY client_id").fetch_all().await
}
