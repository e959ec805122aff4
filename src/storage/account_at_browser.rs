//! What the tables say of an account at one browser, in one statement: a sign-in asks for all of it at every step.

use sqlx::FromRow;

use super::{Connection, Error};
use crate::clock::Timestamp;

/// What stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
struct Row {
    known: i64,
    remembered: i64,
    role: Option<String>,
    frozen: i64,
    reset: i64,
    registered: i64,
    declined: i64,
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
    /// Whether there is a row in `registration`.
    pub registered: bool,
    /// Whether some factor is not to be offered now.
    pub declined: bool,
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
             (SELECT COUNT(*) FROM registration WHERE account_id = $1) AS registered, \
             (SELECT COUNT(*) FROM declined_offer WHERE account_id = $1 AND (until IS NULL OR until > $3)) AS declined, \
             (SELECT due_at FROM account_deletion WHERE account_id = $1) AS leaves_at",
        )
        .bind(account_id)
        .bind(browser_hash)
        .bind(now)
        .fetch_optional()
        .await?;
    let Row { known, remembered, role, frozen, reset, registered, declined, leaves_at } =
        row.unwrap_or_default();
    Ok(AccountAtBrowser {
        known: known > 0,
        remembered: remembered > 0,
        role,
        frozen: frozen > 0,
        reset: reset > 0,
        registered: registered > 0,
        declined: declined > 0,
        leaves_at,
    })
}
