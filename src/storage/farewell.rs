//! `farewell`: which clients are still to be told of sessions that went with their accounts.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// What one client is to be told.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Farewell {
    /// The session that is over.
    pub session_id: String,
    /// Whom it was used for.
    pub client_id: String,
    /// Whose it was.
    pub account_id: String,
}

/// Notes the clients of an account's sessions that have not been told yet; before the account goes, which takes its sessions
/// along. A session that has lapsed by age ends quietly here, too.
pub async fn keep(db: &mut Write, account_id: &str, now: Timestamp) -> Result<(), Error> {
    // Held first: whoever is about to tell of one has told, or finds that it is gone.
    db.query("UPDATE session SET told_at = told_at WHERE account_id = $1 AND told_at IS NULL")
        .bind(account_id)
        .execute()
        .await?;
    db.query(
        "INSERT INTO farewell (session_id, client_id, account_id) \
         SELECT session.session_id, session_client.client_id, session.account_id FROM session \
         JOIN session_client ON session_client.session_id = session.session_id \
         WHERE session.account_id = $1 AND session.told_at IS NULL AND (session.ended_at IS NOT NULL \
         OR (session.idle_until > $2 AND session.absolute_until > $2)) ON CONFLICT DO NOTHING",
    )
    .bind(account_id)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// What is still to be told, in no order that means anything.
pub async fn waiting(db: &mut impl Connection, limit: i64) -> Result<Vec<Farewell>, Error> {
    db.query("SELECT * FROM farewell WHERE session_id > '' ORDER BY session_id, client_id LIMIT $1")
        .bind(limit)
        .fetch_all()
        .await
}

/// This node tells it; `false` when another one did.
pub async fn take(db: &mut Write, session_id: &str, client_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM farewell WHERE session_id = $1 AND client_id = $2")
        .bind(session_id)
        .bind(client_id)
        .execute()
        .await?;
    Ok(changed == 1)
}
