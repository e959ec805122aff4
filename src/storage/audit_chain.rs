//! `audit_chain`, `audit_checkpoint` and the places of events in the chain. What is hashed, and how, is not known here.

use sqlx::FromRow;

use super::{Connection, Error, Write, audit::Event};
use crate::clock::Timestamp;

/// The end of the chain.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Head {
    /// The place of the newest entry; 0 before the first.
    pub sequence: i64,
    /// Its link; zeros before the first.
    pub link: Vec<u8>,
}

/// An event in its place.
#[derive(Clone, Debug, FromRow)]
pub struct Entry {
    /// What happened.
    #[sqlx(flatten)]
    pub event: Event,
    /// Its place, from 1.
    pub sequence: i64,
    /// What its address and detail were hashed with; none once those were erased.
    pub salt: Option<Vec<u8>>,
    /// The digest of its address and detail.
    pub content: Vec<u8>,
    /// The digest of all that came before and of this entry.
    pub link: Vec<u8>,
}

/// A signed statement about the chain up to a place.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Checkpoint {
    /// The place.
    pub sequence: i64,
    /// When.
    pub made_at: Timestamp,
    /// What was signed, with the signature.
    pub statement: String,
}

/// The end of the chain, for whoever reads.
pub async fn head(db: &mut impl Connection) -> Result<Option<Head>, Error> {
    db.query("SELECT sequence, link FROM audit_chain WHERE name = 'head'").fetch_optional().await
}

/// The end of the chain, for whoever adds to it: others who would wait until this write ends.
pub async fn hold(db: &mut Write) -> Result<Option<Head>, Error> {
    db.query("UPDATE audit_chain SET sequence = sequence WHERE name = 'head' RETURNING sequence, link")
        .fetch_optional()
        .await
}

/// Whether an event waits for its place.
pub async fn waits(db: &mut impl Connection) -> Result<bool, Error> {
    Ok(!unlinked(db, 1).await?.is_empty())
}

/// The oldest events that have no place yet.
pub async fn unlinked(db: &mut impl Connection, limit: i64) -> Result<Vec<Event>, Error> {
    db.query(
        "SELECT * FROM audit_event WHERE sequence IS NULL AND happened_at > $1 ORDER BY happened_at, event_id LIMIT $2",
    )
    .bind(Timestamp(i64::MIN))
    .bind(limit)
    .fetch_all()
    .await
}

/// Gives an event its place. `false` if it has one, or no longer says what was hashed.
pub async fn link(db: &mut Write, entry: &Entry) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE audit_event SET sequence = $2, salt = $3, content = $4, link = $5 \
             WHERE event_id = $1 AND sequence IS NULL AND detail = $6 AND COALESCE(address, '') = $7",
        )
        .bind(&entry.event.event_id)
        .bind(entry.sequence)
        .bind(&entry.salt)
        .bind(&entry.content)
        .bind(&entry.link)
        .bind(&entry.event.detail)
        .bind(entry.event.address.as_deref().unwrap_or_default())
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Moves the end of the chain.
pub async fn advance(db: &mut Write, head: &Head) -> Result<(), Error> {
    db.query("UPDATE audit_chain SET sequence = $1, link = $2 WHERE name = 'head'")
        .bind(head.sequence)
        .bind(&head.link)
        .execute()
        .await?;
    Ok(())
}

/// Entries after a place, in order.
pub async fn page(db: &mut impl Connection, after: i64, limit: i64) -> Result<Vec<Entry>, Error> {
    db.query("SELECT * FROM audit_event WHERE sequence > $1 ORDER BY sequence LIMIT $2")
        .bind(after)
        .bind(limit)
        .fetch_all()
        .await
}

/// Keeps a statement, unless there is one about that place.
pub async fn insert_checkpoint(db: &mut Write, row: &Checkpoint) -> Result<(), Error> {
    db.query(
        "INSERT INTO audit_checkpoint (sequence, made_at, statement) VALUES ($1, $2, $3) ON CONFLICT (sequence) DO NOTHING",
    )
    .bind(row.sequence)
    .bind(row.made_at)
    .bind(&row.statement)
    .execute()
    .await?;
    Ok(())
}

/// The statements about places from `first` to `last`, in order.
pub async fn checkpoints(db: &mut impl Connection, first: i64, last: i64) -> Result<Vec<Checkpoint>, Error> {
    db.query("SELECT * FROM audit_checkpoint WHERE sequence >= $1 AND sequence <= $2 ORDER BY sequence")
        .bind(first)
        .bind(last)
        .fetch_all()
        .await
}

/// The newest statement that was made at or before `at`.
pub async fn checkpoint_at(db: &mut impl Connection, at: Timestamp) -> Result<Option<Checkpoint>, Error> {
    db.query(
        "SELECT * FROM audit_checkpoint WHERE made_at <= $1 ORDER BY made_at DESC, sequence DESC LIMIT 1",
    )
    .bind(at)
    .fetch_optional()
    .await
}

/// The newest statement about a place that is not beyond `place`.
pub async fn checkpoint_through(db: &mut impl Connection, place: i64) -> Result<Option<Checkpoint>, Error> {
    db.query("SELECT * FROM audit_checkpoint WHERE sequence <= $1 ORDER BY sequence DESC LIMIT 1")
        .bind(place)
        .fetch_optional()
        .await
}

/// Removes events up to a place, some at a time; how many.
pub async fn retire(db: &mut Write, through: i64, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM audit_event WHERE event_id IN (SELECT event_id FROM audit_event WHERE sequence <= $1 LIMIT $2)",
    )
    .bind(through)
    .bind(limit)
    .execute()
    .await
}

/// Forgets the statements before a place.
pub async fn forget_checkpoints(db: &mut Write, before: i64) -> Result<u64, Error> {
    db.query("DELETE FROM audit_checkpoint WHERE sequence < $1").bind(before).execute().await
}

/// Of the statements made before `before` keeps the last of each hour.
pub async fn thin_checkpoints(db: &mut Write, before: Timestamp) -> Result<u64, Error> {
    db.query(
        "DELETE FROM audit_checkpoint WHERE made_at < $1 AND EXISTS (SELECT 1 FROM audit_checkpoint later \
         WHERE later.made_at > audit_checkpoint.made_at AND later.made_at < $1 \
         AND later.made_at < audit_checkpoint.made_at + 3600000 \
         AND later.made_at / 3600000 = audit_checkpoint.made_at / 3600000)",
    )
    .bind(before)
    .execute()
    .await
}
