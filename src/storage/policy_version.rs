//! `policy_version`: what the admin side has set over the configuration, change by change.
//!
//! Nothing is ever changed or removed here. Version 0 is the configuration alone and has no row.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PolicyVersion {
    /// Counts from 1.
    pub version: i64,
    /// All that it sets, as a JSON object; what is not in it is as configured.
    pub settings: String,
    /// Why, in the words of whoever made it.
    pub reason: String,
    /// The version that it returned to, if it did.
    pub restores: Option<i64>,
    /// Whose account made it …
    pub account_id: Option<String>,
    /// … or which service; whoever holds the machine, if neither.
    pub client_id: Option<String>,
    /// When.
    pub created_at: Timestamp,
}

/// Keeps a version whose number follows that of the one it was made from; `false` if another one was faster.
pub async fn append(db: &mut Write, row: &PolicyVersion) -> Result<bool, Error> {
    let added = db
        .query(
            "INSERT INTO policy_version (version, settings, reason, restores, account_id, client_id, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (version) DO NOTHING",
        )
        .bind(row.version)
        .bind(&row.settings)
        .bind(&row.reason)
        .bind(row.restores)
        .bind(&row.account_id)
        .bind(&row.client_id)
        .bind(row.created_at)
        .execute()
        .await?;
    Ok(added == 1)
}

/// The number of the newest version; 0 if there is none.
pub async fn newest(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COALESCE(MAX(version), 0) FROM policy_version").fetch_count().await
}

/// The version of this number.
pub async fn find(db: &mut impl Connection, version: i64) -> Result<Option<PolicyVersion>, Error> {
    db.query("SELECT * FROM policy_version WHERE version = $1").bind(version).fetch_optional().await
}

/// Versions older than `before`, the newest first.
pub async fn page(db: &mut impl Connection, before: i64, limit: i64) -> Result<Vec<PolicyVersion>, Error> {
    db.query("SELECT * FROM policy_version WHERE version < $1 ORDER BY version DESC LIMIT $2")
        .bind(before)
        .bind(limit)
        .fetch_all()
        .await
}
