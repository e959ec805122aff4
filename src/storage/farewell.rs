//! `farewell`: which clients are still to be told of sessions that went with their accounts.

use super::{Connection, Error, Write};

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
/// along.
pub async fn keep(db: &mut Write, account_id: &str) -> Result<(), Error> {
    db.query(
        "INSERT INTO farewell (session_id, client_id, account_id) \
         SELECT session.session_id, session_client.client_id, session.account_id FROM session \
         JOIN session_client ON session_client.session_id = session.session_id \
         WHERE session.account_id = $1 AND session.told_at IS NULL ON CONFLICT DO NOTHING",
    )
    .bind(account_id)
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
