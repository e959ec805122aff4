//! The policy's history: each version, what differs between two, and returning to one.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::{
    Caller,
    cursor::{self, Page, Paging},
    failure::admin,
    policy::{PolicyVersion, follow},
    precondition::{IfMatch, tagged},
    read::{Json, Query},
};
use crate::{
    administration::policy::Version,
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// All versions, the newest first. Version 0, the configuration alone, is no change and not among them.
#[utoipa::path(
    get, path = "/api/v1/policy/versions", operation_id = "list_policy_versions", tag = "Policy", params(Paging),
    responses((status = 200, description = "A page of versions", body = Page<PolicyVersion>)),
)]
pub async fn list(State(site): State<Arc<Site>>, Query(paging): Query<Paging>) -> Result<Response, Problem> {
    let before = paging.after(&site, "api-policy-versions", "")?.unwrap_or(i64::MAX);
    let limit = paging.limit();
    let most = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
    let rows = site.policies().page(before, most).await.map_err(admin)?;
    let page = cursor::page(rows, limit, PolicyVersion::from, |last: &Version| {
        cursor::seal(&site, "api-policy-versions", "", &last.number)
    })?;
    Ok(error::json(StatusCode::OK, page))
}

/// A version.
#[utoipa::path(
    get, path = "/api/v1/policy/versions/{version}", operation_id = "show_policy_version", tag = "Policy",
    params(("version" = i64, Path, description = "Which; 0 is the configuration alone")),
    responses((status = 200, description = "The version", body = PolicyVersion)),
)]
pub async fn show(State(site): State<Arc<Site>>, Path(version): Path<i64>) -> Result<Response, Problem> {
    let found = site.policies().find(version).await.map_err(admin)?;
    Ok(error::json(StatusCode::OK, PolicyVersion::from(found)))
}

/// What it is compared with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Compared {
    /// The version that it is compared with; the one before it if absent.
    from: Option<i64>,
}

/// A setting, or an entry of one, that differs.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyChange {
    /// Which setting.
    setting: String,
    /// Which of its entries, where it has some: a level, a client, a condition.
    entry: Option<String>,
    /// What it was; absent where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    /// What it is; absent where it is no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
    /// The same as a sentence.
    words: String,
}

/// What it takes to come from one version to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyDifference {
    /// From which.
    from: i64,
    /// To which.
    to: i64,
    /// What differs; both over the configuration as it is now.
    changes: Vec<PolicyChange>,
}

/// What differs between two versions.
#[utoipa::path(
    get, path = "/api/v1/policy/versions/{version}/difference", operation_id = "compare_policy_versions", tag = "Policy",
    params(("version" = i64, Path, description = "Which"), Compared),
    responses((status = 200, description = "What differs", body = PolicyDifference)),
)]
pub async fn difference(
    State(site): State<Arc<Site>>,
    Path(version): Path<i64>,
    Query(compared): Query<Compared>,
) -> Result<Response, Problem> {
    let policies = site.policies();
    let to = policies.find(version).await.map_err(admin)?;
    let from = compared.from.unwrap_or_else(|| version.saturating_sub(1).max(0));
    let from = policies.find(from).await.map_err(admin)?;
    let changes = policies.difference(&from, &to).into_iter().map(|change| PolicyChange {
        words: change.words(),
        setting: change.setting,
        entry: change.entry,
        before: change.before,
        after: change.after,
    });
    let shown = PolicyDifference { from: from.number, to: to.number, changes: changes.collect() };
    Ok(error::json(StatusCode::OK, shown))
}

/// Why a version counts again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Restoration {
    /// Why, for whoever reads the history.
    reason: String,
}

/// Returns to what a version set, by a new version that equals it. What was fixed since stays.
#[utoipa::path(
    post, path = "/api/v1/policy/versions/{version}/restore", operation_id = "restore_policy_version", tag = "Policy",
    params(("version" = i64, Path, description = "Which; 0 is the configuration alone")), request_body = Restoration,
    responses((status = 200, description = "The version that counts now", body = PolicyVersion)),
)]
pub async fn restore(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(version): Path<i64>,
    named: IfMatch,
    Json(restoration): Json<Restoration>,
) -> Result<Response, Problem> {
    let policies = caller.policies(&site);
    let current = policies.newest().await.map_err(admin)?.number;
    named.holds(current)?;
    let restored =
        policies.restore(version, &restoration.reason, current, caller.address()).await.map_err(admin)?;
    follow(&site).await;
    let number = restored.number;
    Ok(tagged(error::json(StatusCode::OK, PolicyVersion::from(restored)), number))
}
