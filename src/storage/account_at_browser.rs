//! What the tables say of an account at one browser, in one statement: a sign-in asks for all of it at every step, and no
//! account takes one more than a name that nobody has.

use sqlx::FromRow;

use super::{Connection, Error, registration::Registration};
use crate::clock::Timestamp;

/// What stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
struct Row {
    known: i64,
    remembered: i64,
    role: Option<String>,
    frozen: i64,
    reset: i64,
    started_at: Option<Timestamp>,
    told_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    terms_version: Option<String>,
    terms_uri: Option<String>,
    terms_accepted_at: Option<Timestamp>,
    declined: Option<String>,
    leaves_at: Option<Timestamp>,
}

/// An account at one browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountAtBrowser {
    /// Whether it signed in there before.
    pub known: bool,
    /// Whether the browser is remembered to stand in for a second factor.
    pub remembered: bool,
    /// What its person administers as.
    pub role: Option<String>,
    /// Whether its factors are frozen.
    pub frozen: bool,
    /// Whether a reset is open.
    pub reset: bool,
    /// How it came to be, if a person made it.
    pub registration: Option<Registration>,
    /// Factors that are not to be offered now.
    pub declined: Vec<String>,
    /// When it is to be erased, if its person wants that.
    pub leaves_at: Option<Timestamp>,
}

/// Looks at it as it is `now`. An account that is not there is as one with nothing.
pub async fn find(
    db: &mut impl Connection,
    account_id: &str,
    browser_hash: &[u8],
    now: Timestamp,
) -> Result<AccountAtBrowser, Error> {
    let row: Option<Row> = db
        .query(
            "SELECT \
             (SELECT COUNT(*) FROM known_device WHERE browser_hash = $2 AND account_id = $1) AS known, \
             (SELECT COUNT(*) FROM remembered_device WHERE account_id = $1 AND browser_hash = $2 AND expires_at > $3) \
             AS remembered, \
             (SELECT role FROM account_role WHERE account_id = $1) AS role, \
             (SELECT COUNT(*) FROM factor_freeze WHERE account_id = $1) AS frozen, \
             (SELECT COUNT(reset_id) FROM account_reset WHERE account_id = $1 AND opens_at <= $3 AND closes_at > $3) \
             AS reset, \
             (SELECT started_at FROM registration WHERE account_id = $1) AS started_at, \
             (SELECT told_at FROM registration WHERE account_id = $1) AS told_at, \
             (SELECT finished_at FROM registration WHERE account_id = $1) AS finished_at, \
             (SELECT terms_version FROM registration WHERE account_id = $1) AS terms_version, \
             (SELECT terms_uri FROM registration WHERE account_id = $1) AS terms_uri, \
             (SELECT terms_accepted_at FROM registration WHERE account_id = $1) AS terms_accepted_at, \
             (SELECT string_agg(kind, ' ') FROM declined_offer WHERE account_id = $1 AND (until IS NULL OR until > $3)) \
             AS declined, \
             (SELECT due_at FROM account_deletion WHERE account_id = $1) AS leaves_at",
        )
        .bind(account_id)
        .bind(browser_hash)
        .bind(now)
        .fetch_optional()
        .await?;
    let row = row.unwrap_or_default();
    let declined = row.declined.unwrap_or_default();
    Ok(AccountAtBrowser {
        known: row.known > 0,
        remembered: row.remembered > 0,
        role: row.role,
        frozen: row.frozen > 0,
        reset: row.reset > 0,
        registration: row.started_at.map(|started_at| Registration {
            account_id: account_id.to_owned(),
            started_at,
            told_at: row.told_at,
            finished_at: row.finished_at,
            terms_version: row.terms_version,
            terms_uri: row.terms_uri,
            terms_accepted_at: row.terms_accepted_at,
        }),
        declined: declined.split_ascii_whitespace().map(str::to_owned).collect(),
        leaves_at: row.leaves_at,
    })
}
