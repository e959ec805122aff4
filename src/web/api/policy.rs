//! What a sign-in must prove, and what would be asked of an account at a client now.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{account::find, failure::admin, read::Query};
use crate::{
    administration::Error,
    authentication::{guide::Rehearsal, journey::Demand},
    storage::account::{Account, State as AccountState},
    web::{
        error::{self, Problem},
        site::Site,
    },
};

/// What a sign-in must prove.
#[derive(Debug, Serialize, ToSchema)]
pub struct Policy {
    /// The levels, from the weakest to the strongest.
    levels: Vec<Level>,
    /// The level where nothing else is said.
    default_level: String,
    /// The level that whoever has a role needs.
    administrator_level: Option<String>,
}

/// A level.
#[derive(Debug, Serialize, ToSchema)]
pub struct Level {
    /// Its `acr` value.
    acr: String,
    /// Chains of which any one reaches it: links in order, each with factors of which any one serves.
    chains: Vec<Vec<Vec<String>>>,
}

/// What a sign-in must prove, as the configuration says.
#[utoipa::path(
    get, path = "/api/v1/policy", operation_id = "policy", tag = "Policy",
    responses((status = 200, description = "The policy", body = Policy)),
)]
pub async fn show(State(site): State<Arc<Site>>) -> Response {
    let policy = site.guide.policy();
    let level = |acr: &str| Level { acr: acr.to_owned(), chains: policy.chains(acr).to_vec() };
    let shown = Policy {
        levels: policy.names().map(level).collect(),
        default_level: policy.default_level().to_owned(),
        administrator_level: policy.administrator_level().map(str::to_owned),
    };
    error::json(StatusCode::OK, shown)
}

/// Whose sign-in, and where.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Whose.
    account_id: String,
    /// At which client; at the account page if absent.
    client_id: Option<String>,
    /// The levels that the request asks for, separated by spaces; those of the client if absent.
    acr_values: Option<String>,
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
    /// Who needs it: `request`, `client` (or what is usual) or `account`.
    pub by: &'static str,
}

/// What would be asked of an account at a client now, in a browser that it never signed in from, and why. Nothing is written.
#[utoipa::path(
    get, path = "/api/v1/policy/simulation", operation_id = "simulate_sign_in", tag = "Policy", params(Asked),
    responses((status = 200, description = "How a sign-in would go", body = Simulation)),
)]
pub async fn simulate(
    State(site): State<Arc<Site>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let account = find(&site, &asked.account_id).await?;
    let acr_values = asked.acr_values.as_deref();
    let (rehearsal, needs) = simulated(&site, &account, asked.client_id.as_deref(), acr_values).await?;
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
    client_id: Option<&str>,
    acr_values: Option<&str>,
) -> Result<(Rehearsal, Vec<Need>), Problem> {
    if account.state == AccountState::Disabled {
        return Err(admin(Error::Invalid(vec!["the account is switched off: it is asked in vain".into()])));
    }
    let mut levels: Vec<String> =
        acr_values.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if let Some(client_id) = client_id {
        let client = site.clients().find(client_id).await.map_err(admin)?;
        if levels.is_empty() {
            levels = client.metadata.default_acr_values;
        }
    }
    let policy = site.guide.policy();
    levels.retain(|level| policy.knows(level));
    let minimum = policy.minimum(client_id.unwrap_or_default()).to_owned();
    let mut needs: Vec<Need> = levels.iter().map(|acr| Need { acr: acr.clone(), by: "request" }).collect();
    needs.push(Need { acr: minimum.clone(), by: "client" });
    let demand = Demand {
        levels,
        client_id: client_id.unwrap_or_default().to_owned(),
        minimum: Some(minimum),
        ..Demand::default()
    };
    let rehearsal = site.guide.rehearse(account, demand).await?;
    needs.extend(rehearsal.demanded.iter().map(|acr| Need { acr: acr.clone(), by: "account" }));
    Ok((rehearsal, needs))
}
