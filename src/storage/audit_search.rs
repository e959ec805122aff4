//! `audit_event`, as it is read by those who answer for security: by kind, account, client and time, newest first.

use super::{
    Connection, Error,
    audit::{Event, Place},
};
use crate::clock::Timestamp;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What happened, exactly.
    pub kind: Option<String>,
    /// Whose account.
    pub account_id: Option<String>,
    /// Which client.
    pub client_id: Option<String>,
    /// Not before this.
    pub since: Timestamp,
}

/// Events that fit, before `before`, newest first. The narrowest of what is asked for leads through its index; the rest is
/// looked at row by row.
pub async fn page(
    db: &mut impl Connection,
    filter: &Filter,
    before: &Place,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let sql = match filter {
        Filter { account_id: Some(_), .. } => {
            return of_account(db, filter, before, limit).await;
        }
        Filter { client_id: Some(_), .. } => {
            return of_client(db, filter, before, limit).await;
        }
        Filter { kind: Some(kind), .. } => kind,
        Filter { .. } => {
            return db
                .query(
                    "SELECT * FROM audit_event WHERE happened_at >= $1 AND happened_at <= $2 \
                     AND (happened_at < $2 OR event_id < $3) ORDER BY happened_at DESC, event_id DESC LIMIT $4",
                )
                .bind(filter.since)
                .bind(before.happened_at)
                .bind(&before.event_id)
                .bind(limit)
                .fetch_all()
                .await;
        }
    };
    db.query(
        "SELECT * FROM audit_event WHERE kind = $1 AND happened_at >= $2 AND happened_at <= $3 \
         AND (happened_at < $3 OR event_id < $4) ORDER BY happened_at DESC, event_id DESC LIMIT $5",
    )
    .bind(sql)
    .bind(filter.since)
    .bind(before.happened_at)
    .bind(&before.event_id)
    .bind(limit)
    .fetch_all()
    .await
}

async fn of_account(
    db: &mut impl Connection,
    filter: &Filter,
    before: &Place,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    db.query(
        "SELECT * FROM audit_event WHERE account_id = $1 AND happened_at >= $2 AND happened_at <= $3 \
         AND (happened_at < $3 OR event_id < $4) AND ($5 = '' OR kind = $5) AND ($6 = '' OR client_id = $6) \
         ORDER BY happened_at DESC, event_id DESC LIMIT $7",
    )
    .bind(filter.account_id.as_deref().unwrap_or_default())
    .bind(filter.since)
    .bind(before.happened_at)
    .bind(&before.event_id)
    .bind(filter.kind.as_deref().unwrap_or_default())
    .bind(filter.client_id.as_deref().unwrap_or_default())
    .bind(limit)
    .fetch_all()
    .await
}

async fn of_client(
    db: &mut impl Connection,
    filter: &Filter,
    before: &Place,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    db.query(
        "SELECT * FROM audit_event WHERE client_id = $1 AND happened_at >= $2 AND happened_at <= $3 \
         AND (happened_at < $3 OR event_id < $4) AND ($5 = '' OR kind = $5) \
         ORDER BY happened_at DESC, event_id DESC LIMIT $6",
    )
    .bind(filter.client_id.as_deref().unwrap_or_default())
    .bind(filter.since)
    .bind(before.happened_at)
    .bind(&before.event_id)
    .bind(filter.kind.as_deref().unwrap_or_default())
    .bind(limit)
    .fetch_all()
    .await
}

/// How often each kind of event happened on each day since `since`, days counted from 1970.
pub async fn by_day(
    db: &mut impl Connection,
    kind: &str,
    since: Timestamp,
) -> Result<Vec<(i64, i64)>, Error> {
    db.query(
        "SELECT happened_at / 86400000 AS day, COUNT(*) FROM audit_event WHERE kind = $1 AND happened_at >= $2 \
         GROUP BY happened_at / 86400000 ORDER BY day",
    )
    .bind(kind)
    .bind(since)
    .fetch_all()
    .await
}
