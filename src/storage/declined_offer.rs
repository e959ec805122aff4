//! `declined_offer`: factors that a person does not want to be offered for now, or ever.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Remembers the answer; `until` none is for good.
pub async fn put(
    db: &mut Write,
    account_id: &str,
    kind: &str,
    until: Option<Timestamp>,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO declined_offer (account_id, kind, until) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, kind) DO UPDATE SET until = excluded.until",
    )
    .bind(account_id)
    .bind(kind)
    .bind(until)
    .execute()
    .await?;
    Ok(())
}

/// The kinds that are not to be offered now.
pub async fn kinds(db: &mut impl Connection, account_id: &str, now: Timestamp) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query("SELECT kind FROM declined_offer WHERE account_id = $1 AND (until IS NULL OR until > $2) ORDER BY kind")
        .bind(account_id)
        .bind(now)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(kind,)| kind).collect())
}
