//! `handover`: a step of a journey that another device answers before its camera. What it means is `authentication`'s.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One of them; a journey has at most one at a time.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Handover {
    /// Whose step it is.
    pub journey_id: String,
    /// Stands in the addresses of the other device; random, not secret.
    pub handover_id: String,
    /// The factor that is asked for.
    pub kind: String,
    /// Digest of the secret in the link.
    pub token_hash: Vec<u8>,
    /// The browser that asked, in words.
    pub asker: String,
    /// The session that browser had when it confirmed, if any.
    pub session_id: Option<String>,
    /// How many of them the journey has had, this one included.
    pub rounds: i64,
    /// Nothing more comes of it then.
    pub expires_at: Timestamp,
    /// Digest of the cookie secret of the device that opened the link.
    pub phone_hash: Option<Vec<u8>>,
    /// That device, in words.
    pub phone: Option<String>,
    /// The number that it shows.
    pub number: Option<i64>,
    /// When the first browser named that number.
    pub confirmed_at: Option<Timestamp>,
    /// When the one attempt began.
    pub begun_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<String>,
}

/// A device that opened the link.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Digest of its cookie secret.
    pub phone_hash: Vec<u8>,
    /// The device, in words.
    pub phone: String,
    /// The number that it shows.
    pub number: i64,
}

/// Begins one in place of the journey's last; `false` when it has had `most`.
pub async fn put(db: &mut Write, row: &Handover, most: i64) -> Result<bool, Error> {
    let changed = db
        .query(
            "INSERT INTO handover (journey_id, handover_id, kind, token_hash, asker, rounds, expires_at) \
             VALUES ($1, $2, $3, $4, $5, 1, $6) ON CONFLICT (journey_id) DO UPDATE SET handover_id = $2, kind = $3, \
             token_hash = $4, asker = $5, rounds = handover.rounds + 1, expires_at = $6, session_id = NULL, \
             phone_hash = NULL, phone = NULL, number = NULL, confirmed_at = NULL, begun_at = NULL, outcome = NULL \
             WHERE handover.rounds < $7",
        )
        .bind(&row.journey_id)
        .bind(&row.handover_id)
        .bind(&row.kind)
        .bind(&row.token_hash)
        .bind(&row.asker)
        .bind(row.expires_at)
        .bind(most)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// The last one of a journey, whatever became of it.
pub async fn of_journey(db: &mut impl Connection, journey_id: &str) -> Result<Option<Handover>, Error> {
    db.query("SELECT * FROM handover WHERE journey_id = $1").bind(journey_id).fetch_optional().await
}

/// The one with this identifier, whatever became of it.
pub async fn find(db: &mut impl Connection, handover_id: &str) -> Result<Option<Handover>, Error> {
    db.query("SELECT * FROM handover WHERE handover_id = $1").bind(handover_id).fetch_optional().await
}

/// The one whose link can still be opened.
pub async fn unclaimed(
    db: &mut impl Connection,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Handover>, Error> {
    db.query(
        "SELECT * FROM handover WHERE token_hash = $1 AND phone_hash IS NULL AND outcome IS NULL AND expires_at > $2",
    )
    .bind(token_hash)
    .bind(now)
    .fetch_optional()
    .await
}

/// A device takes the link; the first one does. It is answered the same again, for its first answer may have got lost.
pub async fn claim(
    db: &mut Write,
    token_hash: &[u8],
    claim: &Claim,
    now: Timestamp,
) -> Result<Option<Handover>, Error> {
    db.query(
        "UPDATE handover SET phone_hash = $2, phone = $3, number = COALESCE(number, $4) WHERE token_hash = $1 \
         AND (phone_hash IS NULL OR phone_hash = $2) AND outcome IS NULL AND expires_at > $5 RETURNING *",
    )
    .bind(token_hash)
    .bind(&claim.phone_hash)
    .bind(&claim.phone)
    .bind(claim.number)
    .bind(now)
    .fetch_optional()
    .await
}

/// The first browser names the number that the device shows, and its own session; from now on the device has until `until`.
/// `true` once.
pub async fn confirm(
    db: &mut Write,
    handover_id: &str,
    number: i64,
    session_id: Option<&str>,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE handover SET confirmed_at = $4, session_id = $3, expires_at = $5 WHERE handover_id = $1 \
             AND number = $2 AND confirmed_at IS NULL AND outcome IS NULL AND expires_at > $4",
        )
        .bind(handover_id)
        .bind(number)
        .bind(session_id)
        .bind(now)
        .bind(until)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Takes the one attempt of the device that was confirmed, which must have ended by `until`.
pub async fn begin(
    db: &mut Write,
    handover_id: &str,
    phone_hash: &[u8],
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Handover>, Error> {
    db.query(
        "UPDATE handover SET begun_at = $3, expires_at = $4 WHERE handover_id = $1 AND phone_hash = $2 \
         AND confirmed_at IS NOT NULL AND begun_at IS NULL AND outcome IS NULL AND expires_at > $3 RETURNING *",
    )
    .bind(handover_id)
    .bind(phone_hash)
    .bind(now)
    .bind(until)
    .fetch_optional()
    .await
}

/// Ends it because another number was named; not if the right one was before.
pub async fn mismatch(db: &mut Write, handover_id: &str, outcome: &str) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE handover SET outcome = $2 WHERE handover_id = $1 AND confirmed_at IS NULL AND outcome IS NULL",
        )
        .bind(handover_id)
        .bind(outcome)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Ends it before its attempt.
pub async fn stop(db: &mut Write, handover_id: &str, outcome: &str) -> Result<bool, Error> {
    let changed = db
        .query("UPDATE handover SET outcome = $2 WHERE handover_id = $1 AND begun_at IS NULL AND outcome IS NULL")
        .bind(handover_id)
        .bind(outcome)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Ends it with its attempt.
pub async fn end(db: &mut Write, handover_id: &str, outcome: &str) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE handover SET outcome = $2 WHERE handover_id = $1 AND begun_at IS NOT NULL AND outcome IS NULL",
        )
        .bind(handover_id)
        .bind(outcome)
        .execute()
        .await?;
    Ok(changed == 1)
}
