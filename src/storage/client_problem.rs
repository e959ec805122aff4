//! `client_problem`: what a client asked for in vain, each kind of it once with how often, for whoever looks after it.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Different problems that are kept of a client: strangers can make any number of them up.
const MOST: i64 = 50;

/// Something that a client asked for in vain.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Problem {
    /// What: `redirect_uri`, `scope`, or the code of the error.
    pub kind: String,
    /// With which value, or the error's description.
    pub detail: String,
    /// When for the first time.
    pub first_at: Timestamp,
    /// When for the last.
    pub last_at: Timestamp,
    /// How often.
    pub times: i64,
}

/// Counts a problem. A new kind of one is not kept (`false`) once there are as many as anybody reads.
pub async fn count(
    db: &mut Write,
    client_id: &str,
    kind: &str,
    detail: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let known = db
        .query(
            "UPDATE client_problem SET times = times + 1, last_at = $4 \
             WHERE client_id = $1 AND kind = $2 AND detail = $3",
        )
        .bind(client_id)
        .bind(kind)
        .bind(detail)
        .bind(now)
        .execute()
        .await?;
    if known > 0 {
        return Ok(true);
    }
    let added = db
        .query(
            "INSERT INTO client_problem (client_id, kind, detail, first_at, last_at, times) \
             SELECT client_id, $2, $3, CAST($4 AS BIGINT), CAST($4 AS BIGINT), 1 FROM client WHERE client_id = $1 \
             AND (SELECT COUNT(*) FROM client_problem WHERE client_id = $1) < $5 \
             ON CONFLICT (client_id, kind, detail) DO NOTHING",
        )
        .bind(client_id)
        .bind(kind)
        .bind(detail)
        .bind(now)
        .bind(MOST)
        .execute()
        .await?;
    Ok(added > 0)
}

/// The problems of a client.
pub async fn of_client(db: &mut impl Connection, client_id: &str) -> Result<Vec<Problem>, Error> {
    let mut problems: Vec<Problem> = db
        .query("SELECT kind, detail, first_at, last_at, times FROM client_problem WHERE client_id = $1")
        .bind(client_id)
        .fetch_all()
        .await?;
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.last_at));
    Ok(problems)
}

/// Forgets them, once somebody has seen to them.
pub async fn clear(db: &mut Write, client_id: &str) -> Result<u64, Error> {
    db.query("DELETE FROM client_problem WHERE client_id = $1").bind(client_id).execute().await
}
