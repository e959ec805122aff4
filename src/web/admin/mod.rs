//! The console below `/admin`: pages for people who administer. Each calls what the API calls and can do no more.
//!
//! Every route stands in the table of [`api::rules`](super::api::rules), with those of the API. [`guard`] lets in who may, and
//! leads who must prove more through that, back to where they were.

mod account;
mod accounts;
mod audit;
mod brand;
mod client;
mod client_test;
mod clients;
mod frame;
mod invitations;
mod keys;
mod overview;
mod policy;
mod policy_edit;
mod policy_history;
mod sent;
pub mod setup;
mod snippet;
pub mod standing;
#[cfg(test)]
mod tests;
mod transfer;
mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{Method, StatusCode, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use super::{
    account::Errand,
    answer,
    api::{
        Caller,
        rules::{self, Asks},
    },
    console_token::{self, Console},
    error::{self, Problem},
    flow,
    guest::Guest,
    site::Site,
    visit::Visit,
};
use crate::{
    authentication::{
        guide::Opening,
        journey::{Demand, Heading, Purpose},
    },
    oauth::parameters::Parameters,
    storage::account::Account,
};
use standing::Standing;

/// Where it begins.
const HOME: &str = "/admin";

/// Every page of the console behind its guard.
pub fn router(site: &Arc<Site>) -> Router<Arc<Site>> {
    Router::new()
        .route("/admin", get(overview::show))
        .route("/admin/clients", get(clients::list))
        .route("/admin/clients/new", get(clients::ask).post(clients::make))
        .route("/admin/clients/{client_id}", get(client::show).post(client::save))
        .route("/admin/clients/{client_id}/secret", post(client::secret))
        .route("/admin/clients/{client_id}/act", post(client::act))
        .route("/admin/clients/{client_id}/delete", post(client::delete))
        .route("/admin/clients/{client_id}/test", post(client_test::begin))
        .route("/admin/test", get(client_test::show))
        .route("/admin/accounts", get(accounts::list))
        .route("/admin/accounts/new", get(accounts::ask).post(accounts::make))
        .route("/admin/accounts/{account_id}", get(account::show).post(account::save))
        .route("/admin/accounts/{account_id}/help", post(account::help))
        .route("/admin/accounts/{account_id}/factor", post(account::factor))
        .route("/admin/accounts/{account_id}/role", post(account::role))
        .route("/admin/accounts/{account_id}/delete", post(account::delete))
        .route("/admin/invitations", get(invitations::list).post(invitations::make))
        .route("/admin/invitations/{invitation_id}", post(invitations::act))
        .route("/admin/keys", get(keys::show))
        .route("/admin/keys/rotate", post(keys::rotate))
        .route("/admin/keys/revoke", post(keys::revoke))
        .route("/admin/policy", get(policy::show))
        .route("/admin/policy/edit", get(policy_edit::ask).post(policy_edit::answer))
        .route("/admin/policy/history", get(policy_history::list))
        .route("/admin/policy/history/{version}", get(policy_history::show).post(policy_history::restore))
        .route("/admin/transfer", get(transfer::show))
        .route("/admin/transfer/import", post(transfer::import))
        .route("/admin/transfer/export", post(transfer::export))
        .route("/admin/brand", get(brand::show).post(brand::save))
        .route("/admin/brand/remove", post(brand::remove))
        .route("/admin/clients/{client_id}/brand", get(brand::show_of_client).post(brand::save_of_client))
        .route("/admin/clients/{client_id}/brand/remove", post(brand::remove_of_client))
        .route("/admin/webhooks", get(webhooks::list).post(webhooks::make))
        .route("/admin/webhooks/{webhook_id}", get(webhooks::show).post(webhooks::save))
        .route("/admin/webhooks/{webhook_id}/act", post(webhooks::act))
        .route("/admin/webhooks/{webhook_id}/delete", post(webhooks::delete))
        .route("/admin/audit", get(audit::show))
        .route_layer(middleware::from_fn_with_state(site.clone(), guard))
}

/// Who administers here.
#[derive(Clone)]
pub struct Admin {
    /// Their account.
    pub account: Account,
    /// What they may do.
    pub caller: Caller,
}

impl Admin {
    /// Refuses a post that did not come from a form of the console in this browser, or came from one in the console of another
    /// account than the one in use.
    pub fn guard(&self, site: &Site, guest: &Guest, fields: &Parameters) -> Result<(), Problem> {
        console_token::shows(Console::Admin.guard(site, guest, fields)?, &self.account)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let admin = parts.extensions.get::<Self>().cloned();
        admin.ok_or_else(|| Problem::internal("a page of the console stands outside of its guard"))
    }
}

/// Lets a request through with its [`Admin`], or answers it.
async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut response = match admit(&site, &mut parts).await {
        Ok(None) => next.run(Request::from_parts(parts, body)).await,
        Ok(Some(response)) => response,
        Err(problem) => problem.into_response(),
    };
    // What is refused below the API's handlers is told to a person here.
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response.extensions_mut().insert(problem.for_people());
    }
    response
}

async fn admit(site: &Arc<Site>, parts: &mut Parts) -> Result<Option<Response>, Problem> {
    let route =
        parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let Some(Asks::For(permission)) = rules::find(&parts.method, &route) else {
        return Err(error::method_not_allowed());
    };
    let guest = Guest::from_request_parts(parts, site).await?;
    let (account, caller) = match standing::of(site, &guest).await? {
        Standing::Admitted(account, mut caller) => {
            let visit = parts.extensions.get::<Visit>();
            caller.actor.request_id = visit.map(|visit| visit.request_id.to_string());
            (*account, *caller)
        }
        Standing::NoRole(_) => return Err(forbidden().with_detail("somebody without a role")),
        Standing::Nobody | Standing::Weak(_) => {
            // A form that comes too late is not sent again by itself.
            let there = parts.uri.path_and_query().map_or(HOME, |there| there.as_str());
            let there = if parts.method == Method::GET { there } else { HOME };
            return prove(site, &guest, there).await.map(Some);
        }
    };
    if !caller.may(permission) {
        return Err(forbidden().with_detail(permission.scope()));
    }
    parts.extensions.insert(Admin { account, caller });
    Ok(None)
}

fn forbidden() -> Problem {
    answer::page(StatusCode::FORBIDDEN, "forbidden", "error-role")
}

/// Leads through the proofs that administering takes.
async fn prove(site: &Arc<Site>, guest: &Guest, there: &str) -> Result<Response, Problem> {
    let policy = site.guide.policy();
    let Some(level) = policy.administrator_level() else {
        return Err(forbidden().with_detail("no level of the policy is more than one factor"));
    };
    let opening = Opening {
        purpose: Purpose::SignIn,
        errand: Errand::Administer { path: there.to_owned() }.carried(),
        heading: Heading { language: guest.asked.clone(), ..Heading::default() },
        demand: Demand {
            minimum: Some(level.to_owned()),
            max_age: Some(site.config.admin.proof_age),
            ..Demand::default()
        },
    };
    let travel = site.guide.begin(&guest.visitor, opening).await?;
    match flow::path_of(&travel) {
        Some(path) => Ok(guest.keep_browser(site, answer::see_other(&path))),
        None => super::account::resume(site, guest, travel).await,
    }
}
