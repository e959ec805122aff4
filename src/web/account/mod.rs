//! The account page: what a person proves themselves with, and where they are signed in.

mod errand;
pub mod factors;
mod sessions;
mod view;

use std::sync::Arc;

use axum::{extract::State, response::Response};

pub use errand::{Errand, resume};
pub use sessions::{end_other_sessions, end_session, forget_device};

use super::{answer, error::Problem, flow, guest::Guest, site::Site};
use crate::authentication::{
    guide::Opening,
    journey::{Demand, Heading, Purpose},
};

/// What the forms of the account page are bound to.
pub(super) const CSRF: &str = "account";

/// `GET /account`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    match site.guide.live_session(&guest.visitor).await? {
        Some((session, account)) => {
            let view = view::account(&site, &guest, &session, &account).await?;
            guest.page_in(&site, guest.language(&site, Some(&account)), &view)
        }
        None => begin(&site, &guest, Purpose::SignIn, &Errand::Open, Demand::default()).await,
    }
}

/// A change needs fresh proofs of the account that is signed in here, in the journey that makes it.
async fn change(
    site: &Arc<Site>,
    guest: &Guest,
    purpose: Purpose,
    errand: &Errand,
) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return Ok(answer::see_other("/account"));
    };
    let demand = Demand { fresh: true, account_id: Some(account.account_id), ..Demand::default() };
    begin(site, guest, purpose, errand, demand).await
}

async fn begin(
    site: &Arc<Site>,
    guest: &Guest,
    purpose: Purpose,
    errand: &Errand,
    demand: Demand,
) -> Result<Response, Problem> {
    let minimum = match purpose {
        Purpose::SignIn => Some(site.guide.policy().minimum("").to_owned()),
        Purpose::Change { .. } => None,
    };
    let opening = Opening {
        purpose,
        errand: errand.to_value(),
        heading: Heading { language: guest.asked.clone(), ..Heading::default() },
        demand: Demand { minimum, ..demand },
    };
    let travel = site.guide.begin(&guest.visitor, opening).await?;
    match flow::path_of(&travel) {
        Some(path) => Ok(guest.keep_browser(site, answer::see_other(&path))),
        None => resume(site, guest, travel).await,
    }
}
