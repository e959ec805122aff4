//! `throttle`: how often something was tried or sent, counted where all paths and nodes see it.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// How much of something is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// At most this many since the window began …
    pub per_window: i64,
    /// … and the window is this long, in milliseconds.
    pub window: i64,
    /// At most this many in a row without success, whatever the time.
    pub in_a_row: i64,
    /// The first so many in a row are free of the window; it begins with the last of them.
    pub free: i64,
}

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Count {
    /// When the present window began.
    pub window_started_at: Timestamp,
    /// How many since then.
    pub window_count: i64,
    /// How many since the last success.
    pub row_count: i64,
}

/// Spends one try of `subject`, if the limits leave one. `None` is a refusal and counts nothing.
pub async fn spend(
    db: &mut Write,
    subject: &str,
    limit: Limit,
    now: Timestamp,
) -> Result<Option<Count>, Error> {
    charge(db, subject, limit, 1, now).await
}

/// The same for `cost` tries, if the limits leave one: with 0 it is asked and written as any other is, and none is spent.
pub async fn charge(
    db: &mut Write,
    subject: &str,
    limit: Limit,
    cost: i64,
    now: Timestamp,
) -> Result<Option<Count>, Error> {
    if limit.per_window < 1 || limit.in_a_row < 1 {
        return Ok(None);
    }
    db.query(
        "INSERT INTO throttle (subject, window_started_at, window_count, row_count, updated_at) \
         VALUES ($1, $2, $7, $7, $2) ON CONFLICT (subject) DO UPDATE SET \
         window_count = CASE WHEN throttle.window_started_at <= $3 OR throttle.row_count < $6 THEN $7 \
         ELSE throttle.window_count + $7 END, \
         window_started_at = CASE WHEN throttle.window_started_at <= $3 OR throttle.row_count < $6 THEN $2 \
         ELSE throttle.window_started_at END, \
         row_count = throttle.row_count + $7, updated_at = $2 \
         WHERE (throttle.window_started_at <= $3 OR throttle.window_count < $4 OR throttle.row_count < $6) \
         AND throttle.row_count < $5 \
         RETURNING window_started_at, window_count, row_count",
    )
    .bind(subject)
    .bind(now)
    .bind(now.milliseconds().saturating_sub(limit.window))
    .bind(limit.per_window)
    .bind(limit.in_a_row)
    .bind(limit.free)
    .bind(cost)
    .fetch_optional()
    .await
}

/// What was counted of `subject`.
pub async fn find(db: &mut impl Connection, subject: &str) -> Result<Option<Count>, Error> {
    db.query("SELECT window_started_at, window_count, row_count FROM throttle WHERE subject = $1")
        .bind(subject)
        .fetch_optional()
        .await
}

/// How many subjects are asked for in one statement.
const AT_ONCE: usize = 16;

#[derive(FromRow)]
struct Counted {
    subject: String,
    #[sqlx(flatten)]
    count: Count,
}

/// What was counted of each of `subjects`, of which anything was.
pub async fn find_all(
    db: &mut impl Connection,
    subjects: &[String],
) -> Result<BTreeMap<String, Count>, Error> {
    let mut found = BTreeMap::new();
    for subjects in subjects.chunks(AT_ONCE) {
        let mut query = db.query(
            "SELECT subject, window_started_at, window_count, row_count FROM throttle WHERE subject IN \
             ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        );
        for place in 0..AT_ONCE {
            query = query.bind(subjects.get(place).cloned());
        }
        let rows: Vec<Counted> = query.fetch_all().await?;
        found.extend(rows.into_iter().map(|row| (row.subject, row.count)));
    }
    Ok(found)
}

/// Gives back one try, of which nothing was judged: the one that made `spent` in a row, in the window that began at `window`.
/// What a success has forgotten since is not given back, and a window that began later counts on.
pub async fn give_back(
    db: &mut Write,
    subject: &str,
    spent: i64,
    window: Option<Timestamp>,
) -> Result<(), Error> {
    db.query(
        "UPDATE throttle SET row_count = row_count - 1, \
         window_count = CASE WHEN window_started_at = $3 AND window_count > 0 THEN window_count - 1 \
         ELSE window_count END \
         WHERE subject = $1 AND row_count > 0 AND row_count >= $2",
    )
    .bind(subject)
    .bind(spent)
    .bind(window)
    .execute()
    .await?;
    Ok(())
}

/// A success: the count returns to zero.
pub async fn clear(db: &mut Write, subject: &str) -> Result<(), Error> {
    db.query("DELETE FROM throttle WHERE subject = $1").bind(subject).execute().await?;
    Ok(())
}

/// Forgets counts untouched since `before`.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query("DELETE FROM throttle WHERE subject IN (SELECT subject FROM throttle WHERE updated_at <= $1 LIMIT $2)")
        .bind(before)
        .bind(limit)
        .execute()
        .await
}
