//! `outbox`: what is to be sent, written in the same transaction as its cause.

use std::time::Duration;

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// A message to send.
#[derive(Clone, Debug, FromRow)]
pub struct Message {
    /// Also the Message-ID, so that a repeated send can be recognised.
    pub message_id: String,
    /// `mail` or `sms`.
    pub kind: String,
    /// Recipient and content, sealed; erased once sent.
    pub payload_sealed: Option<Vec<u8>>,
    /// When it was written.
    pub created_at: Timestamp,
    /// Not worth sending after (a code that lapsed).
    pub expires_at: Option<Timestamp>,
    /// How often it was tried; what found the server away does not count.
    pub attempts: i64,
    /// When it is tried next; also the lease of the node that is trying.
    pub next_attempt_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it was given up.
    pub failed_at: Option<Timestamp>,
    /// Why the last try failed, for the operator.
    pub last_error: Option<String>,
}

/// Somebody waits for what lapses so soon after it was written: a code.
const WAITED_FOR: Duration = Duration::from_hours(1);

impl Message {
    /// Whether somebody sits and waits for it.
    pub fn is_waited_for(&self) -> bool {
        self.expires_at.is_some_and(|expires_at| expires_at.since(self.created_at) <= WAITED_FOR)
    }
}

/// Puts a message into the outbox.
pub async fn insert(
    db: &mut Write,
    message_id: &str,
    kind: &str,
    payload_sealed: &[u8],
    now: Timestamp,
    expires_at: Option<Timestamp>,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO outbox (message_id, kind, payload_sealed, created_at, expires_at, attempts, next_attempt_at, sent_at, \
         failed_at, last_error) VALUES ($1, $2, $3, $4, $5, 0, $4, NULL, NULL, NULL)",
    )
    .bind(message_id)
    .bind(kind)
    .bind(payload_sealed)
    .bind(now)
    .bind(expires_at)
    .execute()
    .await?;
    Ok(())
}

/// The kind of what is carried by calls to relying parties and not by the postman.
pub const LOGOUT: &str = "logout";

/// Identifiers of messages of a kind that are due: what somebody waits for and was not tried yet, then the rest, oldest first. What
/// fails again and again thus holds up nothing else.
pub async fn due(
    db: &mut impl Connection,
    kind: &str,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query(
            "SELECT message_id FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND next_attempt_at <= $1 \
             AND kind = $2 ORDER BY CASE WHEN attempts = 0 AND expires_at - created_at <= $4 THEN 0 ELSE 1 END, \
             next_attempt_at, message_id LIMIT $3",
        )
        .bind(now)
        .bind(kind)
        .bind(limit)
        .bind(i64::try_from(WAITED_FOR.as_millis()).unwrap_or(i64::MAX))
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(message_id,)| message_id).collect())
}

/// Calls of [`LOGOUT`] that are due, oldest first, after the one that was due at this moment under this identifier.
pub async fn due_logouts(
    db: &mut impl Connection,
    now: Timestamp,
    after: (Timestamp, &str),
    limit: i64,
) -> Result<Vec<Message>, Error> {
    db.query(
        "SELECT * FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND next_attempt_at <= $1 \
         AND kind = 'logout' AND (next_attempt_at, message_id) > ($2, $3) \
         ORDER BY next_attempt_at, message_id LIMIT $4",
    )
    .bind(now)
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .fetch_all()
    .await
}

/// Takes one due message for this node until `lease_until`; of several nodes one gets it.
pub async fn claim(
    db: &mut Write,
    message_id: &str,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Message>, Error> {
    db.query(
        "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = $3, last_error = NULL \
         WHERE message_id = $1 AND sent_at IS NULL AND failed_at IS NULL AND next_attempt_at <= $2 RETURNING *",
    )
    .bind(message_id)
    .bind(now)
    .bind(lease_until)
    .fetch_optional()
    .await
}

/// It was sent. Its content is erased unless `keep` (mail caught in development).
pub async fn sent(db: &mut Write, message_id: &str, now: Timestamp, keep: bool) -> Result<(), Error> {
    db.query(
        "UPDATE outbox SET sent_at = $2, last_error = NULL, \
         payload_sealed = CASE WHEN $3 THEN payload_sealed ELSE NULL END WHERE message_id = $1",
    )
    .bind(message_id)
    .bind(now)
    .bind(keep)
    .execute()
    .await?;
    Ok(())
}

/// A try failed; it is tried again at `next_attempt_at`. One that found the server away does not count, and is made again when that
/// is back: see [`hurry`].
pub async fn retry(
    db: &mut Write,
    message_id: &str,
    counts: bool,
    next_attempt_at: Timestamp,
    error: &str,
) -> Result<(), Error> {
    db.query(
        "UPDATE outbox SET attempts = CASE WHEN $2 THEN attempts ELSE attempts - 1 END, next_attempt_at = $3, \
         last_error = $4 WHERE message_id = $1",
    )
    .bind(message_id)
    .bind(counts)
    .bind(next_attempt_at)
    .bind(error)
    .execute()
    .await?;
    Ok(())
}

/// Lets nothing of a kind wait any longer that failed before: the server is back. Claimed messages have no error and stay
/// leased.
pub async fn hurry(db: &mut Write, kind: &str, now: Timestamp) -> Result<u64, Error> {
    db.query(
        "UPDATE outbox SET next_attempt_at = $2 WHERE sent_at IS NULL AND failed_at IS NULL AND next_attempt_at > $2 \
         AND last_error IS NOT NULL AND kind = $1",
    )
    .bind(kind)
    .bind(now)
    .execute()
    .await
}

/// It is given up (refused for good, or no longer worth sending); its content is erased.
pub async fn give_up(db: &mut Write, message_id: &str, now: Timestamp, error: &str) -> Result<(), Error> {
    db.query(
        "UPDATE outbox SET failed_at = $2, last_error = $3, payload_sealed = NULL WHERE message_id = $1",
    )
    .bind(message_id)
    .bind(now)
    .bind(error)
    .execute()
    .await?;
    Ok(())
}

/// One message.
pub async fn find(db: &mut impl Connection, message_id: &str) -> Result<Option<Message>, Error> {
    db.query("SELECT * FROM outbox WHERE message_id = $1").bind(message_id).fetch_optional().await
}

/// The newest messages of a kind that still have content.
pub async fn newest(db: &mut impl Connection, kind: &str, limit: i64) -> Result<Vec<Message>, Error> {
    db.query(
        "SELECT * FROM outbox WHERE kind = $1 AND payload_sealed IS NOT NULL \
         ORDER BY created_at DESC, message_id DESC LIMIT $2",
    )
    .bind(kind)
    .bind(limit)
    .fetch_all()
    .await
}

/// How many messages wait for the postman; calls of [`LOGOUT`] are not among them, however many there are.
pub async fn waiting_letters(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND kind <> 'logout'")
        .fetch_count()
        .await
}

/// How many messages wait, of any kind.
pub async fn waiting(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL").fetch_count().await
}

/// Forgets messages settled before `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM outbox WHERE message_id IN (SELECT message_id FROM outbox \
         WHERE sent_at <= $1 OR failed_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
