//! `pairwise_subject`: whose the subject is that the clients of one sector see (OpenID Connect Core 8).

use super::{Connection, Error, Write};

/// Notes whose `subject` is; it never changes.
pub async fn put(db: &mut Write, subject: &str, account_id: &str) -> Result<(), Error> {
    db.query("INSERT INTO pairwise_subject (subject, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(subject)
        .bind(account_id)
        .execute()
        .await?;
    Ok(())
}

/// The account behind a subject.
pub async fn find(db: &mut impl Connection, subject: &str) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = db
        .query("SELECT account_id FROM pairwise_subject WHERE subject = $1")
        .bind(subject)
        .fetch_optional()
        .await?;
    Ok(row.map(|(account_id,)| account_id))
}
