//! What a sign-in must prove and how long what it gives is good for: as it is, and as the admin side sets it.

use std::{collections::BTreeMap, sync::Arc};

use axum::{extract::State, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    Caller,
    failure::admin,
    precondition::{IfMatch, tagged},
    read::Json,
};
use crate::{
    administration::policy::Version,
    clock::Timestamp,
    config::governed::Settings,
    web::{
        error::{self, Problem},
        site::Site,
    },
};

/// The policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct Policy {
    /// Which version of it counts; 0 is the configuration alone.
    version: i64,
    /// The levels, from the weakest to the strongest.
    levels: Vec<Level>,
    /// The level where nothing else is said.
    default_level: String,
    /// The level that whoever has a role needs.
    administrator_level: Option<String>,
    /// All that can be set, by the names of the configuration.
    settings: BTreeMap<String, PolicySetting>,
}

/// A level.
#[derive(Debug, Serialize, ToSchema)]
pub struct Level {
    /// Its `acr` value.
    acr: String,
    /// Chains of which any one reaches it: links in order, each with factors of which any one serves.
    chains: Vec<Vec<Vec<String>>>,
}

/// A setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicySetting {
    /// What it is now.
    value: Value,
    /// Whether this version says so; else it is as configured.
    set: bool,
    /// What the configuration says.
    configured: Value,
    /// Whether the configuration keeps it to itself (`admin.fixed_settings`).
    fixed: bool,
}

/// The policy as it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    /// All that is to be set over the configuration, by name; what is not here is as configured.
    settings: BTreeMap<String, Value>,
    /// Why, for whoever reads the history.
    reason: String,
}

/// The node goes by the newest version from now on. One that it cannot go by leaves it where it is, and is told in the log.
pub async fn follow(site: &Site) {
    if let Err(error) = site.follow_policy().await {
        tracing::error!(error = error.to_string(), "the newest version of the policy cannot count here");
    }
}

/// The policy as it counts.
#[utoipa::path(
    get, path = "/api/v1/policy", operation_id = "policy", tag = "Policy",
    responses((status = 200, description = "The policy", body = Policy)),
)]
pub async fn show(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    shown(&site).await
}

async fn shown(site: &Site) -> Result<Response, Problem> {
    follow(site).await;
    let policies = site.policies();
    let newest = policies.newest().await.map_err(admin)?;
    let policy = site.guide.policy();
    let level = |acr: &str| Level { acr: acr.to_owned(), chains: policy.chains(acr).to_vec() };
    let mut configured = site.config.governed();
    let setting = |(name, value): (String, Value)| {
        let shown = PolicySetting {
            value,
            set: newest.settings.contains_key(&name) && !site.config.is_fixed(&name),
            configured: configured.remove(&name).unwrap_or_default(),
            fixed: site.config.is_fixed(&name),
        };
        (name, shown)
    };
    let shown = Policy {
        version: newest.number,
        levels: policy.names().map(level).collect(),
        default_level: policy.default_level().to_owned(),
        administrator_level: policy.administrator_level().map(str::to_owned),
        settings: policies.effective(&newest.settings).into_iter().map(setting).collect(),
    };
    Ok(tagged(error::json(StatusCode::OK, shown), newest.number))
}

/// Sets the policy. It is held to all that a configuration is held to at the start, and refused if no owner could sign in any
/// more. It counts on every node within a second.
#[utoipa::path(
    put, path = "/api/v1/policy", operation_id = "set_policy", tag = "Policy", request_body = PolicyDraft,
    responses((status = 200, description = "The policy as it is now", body = Policy)),
)]
pub async fn change(
    State(site): State<Arc<Site>>,
    caller: Caller,
    version: IfMatch,
    Json(draft): Json<PolicyDraft>,
) -> Result<Response, Problem> {
    let policies = caller.policies(&site);
    let current = policies.newest().await.map_err(admin)?.number;
    version.holds(current)?;
    let settings: Settings = draft.settings;
    policies.change(&settings, &draft.reason, current, caller.address()).await.map_err(admin)?;
    shown(&site).await
}

/// A version of the policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyVersion {
    /// Counts from 1.
    version: i64,
    /// When it was made (RFC 3339).
    created_at: Option<String>,
    /// Whose account made it.
    account_id: Option<String>,
    /// Which service made it; the command line, if neither.
    client_id: Option<String>,
    /// Why.
    reason: String,
    /// The version that it returned to.
    restores: Option<i64>,
    /// All that it set over the configuration.
    settings: BTreeMap<String, Value>,
}

impl From<Version> for PolicyVersion {
    fn from(version: Version) -> Self {
        Self {
            version: version.number,
            created_at: version.created_at.map(Timestamp::to_rfc3339),
            account_id: version.account_id,
            client_id: version.client_id,
            reason: version.reason,
            restores: version.restores,
            settings: version.settings,
        }
    }
}
