//! `session_client`: which clients a session was used for, and so who is told when it ends.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Notes that `client_id` was signed in to in this session.
pub async fn put(db: &mut Write, session_id: &str, client_id: &str) -> Result<(), Error> {
    db.query("INSERT INTO session_client (session_id, client_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(session_id)
        .bind(client_id)
        .execute()
        .await?;
    Ok(())
}

/// The clients of a session, in order of identifier.
pub async fn of_session(db: &mut impl Connection, session_id: &str) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query("SELECT client_id FROM session_client WHERE session_id = $1 ORDER BY client_id")
        .bind(session_id)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(client_id,)| client_id).collect())
}

/// Sessions that were ended and whose clients have not been told, with their accounts, first ended first.
pub async fn untold(db: &mut impl Connection, limit: i64) -> Result<Vec<(String, String)>, Error> {
    db.query(
        "SELECT session_id, account_id FROM session WHERE ended_at IS NOT NULL AND told_at IS NULL \
         ORDER BY ended_at, session_id LIMIT $1",
    )
    .bind(limit)
    .fetch_all()
    .await
}

/// This node tells them; `false` when another one did.
pub async fn tell(db: &mut Write, session_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE session SET told_at = $2 WHERE session_id = $1 AND ended_at IS NOT NULL AND told_at IS NULL",
        )
        .bind(session_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}
