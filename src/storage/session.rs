//! `session` and `known_device`: who is signed in where, and which browsers an account has used.

use sqlx::FromRow;

use super::{Connection, Error, Write, database::Flag, grant, journey};
use crate::clock::Timestamp;

/// A signed-in browser.
#[derive(Clone, Debug, FromRow)]
pub struct SessionRow {
    /// The `sid` claim; random, not secret, constant over re-authentication.
    pub session_id: String,
    /// Digest of the cookie's secret; a new one at each authentication.
    pub secret_hash: Vec<u8>,
    /// Digest of the browser's secret.
    pub browser_hash: Vec<u8>,
    /// Who.
    pub account_id: String,
    /// What was proved and when, JSON.
    pub proofs: String,
    /// Whether "keep me signed in" was asked for.
    #[sqlx(try_from = "Flag")]
    pub remembered: bool,
    /// As the browser names itself, shortened.
    pub user_agent: String,
    /// The address it was last seen at.
    pub address: String,
    /// When it began.
    pub created_at: Timestamp,
    /// The last time the person proved themselves: `auth_time`.
    pub authenticated_at: Timestamp,
    /// The last time it was used.
    pub last_seen_at: Timestamp,
    /// Ends then unless used before.
    pub idle_until: Timestamp,
    /// Ends then in any case.
    pub absolute_until: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

/// Stores a new session.
pub async fn insert(db: &mut Write, row: &SessionRow) -> Result<(), Error> {
    db.query(
        "INSERT INTO session (session_id, secret_hash, browser_hash, account_id, proofs, remembered, user_agent, address, \
         created_at, authenticated_at, last_seen_at, idle_until, absolute_until, ended_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&row.session_id)
    .bind(&row.secret_hash)
    .bind(&row.browser_hash)
    .bind(&row.account_id)
    .bind(&row.proofs)
    .bind(row.remembered)
    .bind(&row.user_agent)
    .bind(&row.address)
    .bind(row.created_at)
    .bind(row.authenticated_at)
    .bind(row.last_seen_at)
    .bind(row.idle_until)
    .bind(row.absolute_until)
    .bind(row.ended_at)
    .execute()
    .await?;
    Ok(())
}

/// The live session whose cookie digests to `secret_hash`; its account must be active.
pub async fn find_live(
    db: &mut impl Connection,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<Option<SessionRow>, Error> {
    db.query(
        "SELECT session.* FROM session JOIN account ON account.account_id = session.account_id \
         WHERE session.secret_hash = $1 AND session.ended_at IS NULL AND session.idle_until > $2 \
         AND session.absolute_until > $2 AND account.state = 'active'",
    )
    .bind(secret_hash)
    .bind(now)
    .fetch_optional()
    .await
}

/// Whether this session still lives (a grant bound to it asks).
pub async fn is_live(db: &mut impl Connection, session_id: &str, now: Timestamp) -> Result<bool, Error> {
    let count = db
        .query(
            "SELECT COUNT(*) FROM session WHERE session_id = $1 AND ended_at IS NULL AND idle_until > $2 \
             AND absolute_until > $2",
        )
        .bind(session_id)
        .bind(now)
        .fetch_count()
        .await?;
    Ok(count == 1)
}

/// The live session with this identifier, of an account that is active.
pub async fn find_live_by_id(
    db: &mut impl Connection,
    session_id: &str,
    now: Timestamp,
) -> Result<Option<SessionRow>, Error> {
    db.query(
        "SELECT session.* FROM session JOIN account ON account.account_id = session.account_id \
         WHERE session.session_id = $1 AND session.ended_at IS NULL AND session.idle_until > $2 \
         AND session.absolute_until > $2 AND account.state = 'active'",
    )
    .bind(session_id)
    .bind(now)
    .fetch_optional()
    .await
}

/// The live sessions of an account, last used first.
pub async fn of_account(
    db: &mut impl Connection,
    account_id: &str,
    now: Timestamp,
) -> Result<Vec<SessionRow>, Error> {
    db.query(
        "SELECT * FROM session WHERE account_id = $1 AND ended_at IS NULL AND idle_until > $2 AND absolute_until > $2 \
         ORDER BY last_seen_at DESC, session_id",
    )
    .bind(account_id)
    .bind(now)
    .fetch_all()
    .await
}

/// A re-authentication: the same session under a new secret with fresh proofs. Succeeds once for each old secret.
pub async fn renew(db: &mut Write, old_secret_hash: &[u8], row: &SessionRow) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE session SET secret_hash = $3, proofs = $4, remembered = $5, user_agent = $6, address = $7, \
             authenticated_at = $8, last_seen_at = $9, idle_until = $10, absolute_until = $11 \
             WHERE session_id = $1 AND secret_hash = $2 AND ended_at IS NULL",
        )
        .bind(&row.session_id)
        .bind(old_secret_hash)
        .bind(&row.secret_hash)
        .bind(&row.proofs)
        .bind(row.remembered)
        .bind(&row.user_agent)
        .bind(&row.address)
        .bind(row.authenticated_at)
        .bind(row.last_seen_at)
        .bind(row.idle_until)
        .bind(row.absolute_until)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Moves the idle limit of a session in use, and leaves it the proofs of `row`, unless it was renewed meanwhile.
pub async fn touch(db: &mut Write, row: &SessionRow) -> Result<(), Error> {
    db.query(
        "UPDATE session SET last_seen_at = $3, idle_until = $4, \
         proofs = CASE WHEN secret_hash = $2 THEN $5 ELSE proofs END WHERE session_id = $1 AND ended_at IS NULL",
    )
    .bind(&row.session_id)
    .bind(&row.secret_hash)
    .bind(row.last_seen_at)
    .bind(row.idle_until)
    .bind(&row.proofs)
    .execute()
    .await?;
    Ok(())
}

/// Ends one session of this account, and with it the grants that were not meant to outlive it. `false` is somebody else's session,
/// or one that is over: nothing of it is touched.
pub async fn end(db: &mut Write, account_id: &str, session_id: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE session SET ended_at = $3 WHERE session_id = $1 AND account_id = $2 AND ended_at IS NULL",
        )
        .bind(session_id)
        .bind(account_id)
        .bind(now)
        .execute()
        .await?;
    if changed == 1 {
        grant::revoke_of_session(db, session_id, now).await?;
    }
    Ok(changed == 1)
}

/// Ends all sessions of an account but `keep`, and what was proved of it in journeys but in `journey` (empty texts keep none); the
/// number of the sessions. Journeys go first: one that is about to begin a session is then gone, or its session is there to be ended.
pub async fn end_others(
    db: &mut Write,
    account_id: &str,
    keep: &str,
    journey: &str,
    now: Timestamp,
) -> Result<u64, Error> {
    journey::end_of_account(db, account_id, journey).await?;
    db.query(
        "UPDATE session SET ended_at = $3 WHERE account_id = $1 AND session_id <> $2 AND ended_at IS NULL",
    )
    .bind(account_id)
    .bind(keep)
    .bind(now)
    .execute()
    .await
}

/// Removes sessions that lapsed before `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM session WHERE session_id IN (SELECT session_id FROM session WHERE absolute_until <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}

/// Records that this account signed in fully from this browser.
pub async fn know_device(
    db: &mut Write,
    browser_hash: &[u8],
    account_id: &str,
    now: Timestamp,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO known_device (browser_hash, account_id, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $3) \
         ON CONFLICT (browser_hash, account_id) DO UPDATE SET last_seen_at = $3",
    )
    .bind(browser_hash)
    .bind(account_id)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// The browsers, by their digests, that this account signed in fully from.
pub async fn known_devices(db: &mut impl Connection, account_id: &str) -> Result<Vec<Vec<u8>>, Error> {
    let rows: Vec<(Vec<u8>,)> = db
        .query("SELECT browser_hash FROM known_device WHERE account_id = $1")
        .bind(account_id)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(browser_hash,)| browser_hash).collect())
}

/// Forgets devices not seen since `before`.
pub async fn sweep_devices(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM known_device WHERE (account_id, browser_hash) IN (SELECT account_id, browser_hash FROM known_device \
         WHERE last_seen_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
