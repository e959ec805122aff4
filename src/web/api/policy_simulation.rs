//! What would be asked of an account at a client, now or at another time, under the policy or under a draft of it.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use axum::{extract::State, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::{
    account::find,
    failure::admin,
    read::{Json, Query},
};
use crate::{
    administration::{Error, policy::Draft},
    authentication::{condition::Circumstances, guide::Rehearsal, journey::Demand},
    clock::{Clock, Timestamp},
    storage::account::{Account, State as AccountState},
    web::{
        error::{self, Problem},
        site::Site,
    },
};

/// Whose sign-in, and where.
#[derive(Debug, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Whose.
    account_id: String,
    /// At which client; at the account page if absent.
    client_id: Option<String>,
    /// The levels that the request asks for, separated by spaces; those of the client if absent.
    acr_values: Option<String>,
    /// From which address; from this machine if absent.
    address: Option<String>,
    /// When (RFC 3339); now if absent.
    at: Option<String>,
}

/// The same, under a draft of the policy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftAsked {
    /// Whose.
    account_id: String,
    /// At which client; at the account page if absent.
    client_id: Option<String>,
    /// The levels that the request asks for, separated by spaces; those of the client if absent.
    acr_values: Option<String>,
    /// From which address; from this machine if absent.
    address: Option<String>,
    /// When (RFC 3339); now if absent.
    at: Option<String>,
    /// All that the draft sets over the configuration.
    settings: BTreeMap<String, Value>,
}

/// How a sign-in would go.
#[derive(Debug, Serialize, ToSchema)]
pub struct Simulation {
    /// What would be asked, in order.
    questions: Vec<Question>,
    /// Whether it would end well.
    succeeds: bool,
    /// The level that would be reached; empty if none.
    acr: String,
    /// Whether its proofs would be more than one factor.
    multi_factor: bool,
    /// Why: the levels that are needed, and who needs them.
    needs: Vec<Need>,
}

/// A question that would be put.
#[derive(Debug, Serialize, ToSchema)]
pub struct Question {
    /// Which factor.
    factor: String,
    /// What would do instead.
    others: Vec<String>,
    /// It would be set up first, since the account lacks it.
    enrols: bool,
}

/// A level that is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Need {
    /// Its `acr` value.
    pub acr: String,
    /// Who needs it: `request`, `client` (or what is usual), `account` or `condition`.
    pub by: &'static str,
}

/// What is played through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// At which client.
    pub client_id: Option<&'a str>,
    /// What the request asks for.
    pub acr_values: Option<&'a str>,
    /// From where.
    pub address: Option<IpAddr>,
    /// When.
    pub at: Option<Timestamp>,
}

/// What would be asked of an account at a client, in a browser that it never signed in from, and why. Nothing is written.
#[utoipa::path(
    get, path = "/api/v1/policy/simulation", operation_id = "simulate_sign_in", tag = "Policy", params(Asked),
    responses((status = 200, description = "How a sign-in would go", body = Simulation)),
)]
pub async fn simulate(
    State(site): State<Arc<Site>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    answer(&site, &asked, None).await
}

/// What would be asked if the policy were this draft. Nothing is written, and the draft counts for nobody.
#[utoipa::path(
    post, path = "/api/v1/policy/simulation", operation_id = "simulate_draft", tag = "Policy", request_body = DraftAsked,
    responses((status = 200, description = "How a sign-in would go", body = Simulation)),
)]
pub async fn simulate_draft(
    State(site): State<Arc<Site>>,
    Json(asked): Json<DraftAsked>,
) -> Result<Response, Problem> {
    let draft = site.policies().draft(&asked.settings).map_err(admin)?;
    let DraftAsked { account_id, client_id, acr_values, address, at, .. } = asked;
    answer(&site, &Asked { account_id, client_id, acr_values, address, at }, Some(&draft)).await
}

async fn answer(site: &Site, asked: &Asked, draft: Option<&Draft>) -> Result<Response, Problem> {
    let account = find(site, &asked.account_id).await?;
    let unread = |what: &str| admin(Error::Invalid(vec![what.to_owned()]));
    let address = asked.address.as_deref().map(str::parse::<IpAddr>).transpose();
    let at = match asked.at.as_deref() {
        None => None,
        Some(text) => Some(
            Timestamp::from_rfc3339(text).ok_or_else(|| unread("at: a moment as in 2026-03-03T14:05:00Z"))?,
        ),
    };
    let scene = Scene {
        client_id: asked.client_id.as_deref(),
        acr_values: asked.acr_values.as_deref(),
        address: address.map_err(|_| unread("address: an IP address"))?,
        at,
    };
    let (rehearsal, needs) = simulated(site, &account, scene, draft).await?;
    let questions = rehearsal.questions.into_iter().map(|question| Question {
        factor: question.kind,
        others: question.others,
        enrols: question.enrols,
    });
    let shown = Simulation {
        questions: questions.collect(),
        succeeds: rehearsal.succeeds,
        acr: rehearsal.acr,
        multi_factor: rehearsal.multi_factor,
        needs,
    };
    Ok(error::json(StatusCode::OK, shown))
}

/// Plays a sign-in through, and says which levels it needs and why.
pub async fn simulated(
    site: &Site,
    account: &Account,
    scene: Scene<'_>,
    draft: Option<&Draft>,
) -> Result<(Rehearsal, Vec<Need>), Problem> {
    if account.state == AccountState::Disabled {
        return Err(admin(Error::Invalid(vec!["the account is switched off: it is asked in vain".into()])));
    }
    let mut levels: Vec<String> =
        scene.acr_values.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if let Some(client_id) = scene.client_id {
        let client = site.clients().find(client_id).await.map_err(admin)?;
        if levels.is_empty() {
            levels = client.metadata.default_acr_values;
        }
    }
    let clock = scene.at.map_or_else(|| site.clock.clone(), Clock::fixed);
    let at = clock.now();
    let guide = match draft {
        Some(draft) => draft.guide(&site.guide, clock),
        None => site.guide.under((*site.guide.policy()).clone(), (*site.guide.settings()).clone(), clock),
    };
    let policy = guide.policy();
    levels.retain(|level| policy.knows(level));
    let client_id = scene.client_id.unwrap_or_default();
    let minimum = policy.minimum(client_id).to_owned();
    let mut needs: Vec<Need> = levels.iter().map(|acr| Need { acr: acr.clone(), by: "request" }).collect();
    needs.push(Need { acr: minimum.clone(), by: "client" });
    let address = scene.address.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
    let conditioned = policy.conditioned(&Circumstances { client_id, groups: &account.groups, address, at });
    let own = policy.demands(&account.username, &account.groups);
    let demand =
        Demand { levels, client_id: client_id.to_owned(), minimum: Some(minimum), ..Demand::default() };
    let rehearsal = guide.rehearse(account, demand, address).await?;
    needs.extend(rehearsal.demanded.iter().map(|acr| {
        let by = if conditioned.contains(acr) && !own.contains(acr) { "condition" } else { "account" };
        Need { acr: acr.clone(), by }
    }));
    Ok((rehearsal, needs))
}
