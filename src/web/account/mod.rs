//! The account console: small pages with one navigation, each for somebody who is signed in here.
//!
//! Each file owns one page and what its forms do. A page shows and changes what belongs to the account of the session, and
//! nothing that a form names: every statement says whose row it means.

pub mod accounts;
mod activity;
mod apps;
pub mod contact;
mod errand;
pub mod factors;
pub mod leaving;
pub mod privacy;
pub mod profile;
mod sessions;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};

pub use activity::{show as show_activity, was_not_me};
pub use apps::{remove as remove_app, show as show_apps};
pub use errand::{Errand, resume};
pub use sessions::{end_other_sessions, end_session, forget_device, show as show_sessions};

use super::{
    answer, console_token,
    error::Problem,
    flow,
    guest::Guest,
    page::{Console, Fault},
    site::Site,
};
use crate::{
    authentication::{
        guide::Opening,
        journey::{Demand, Heading, Purpose},
    },
    oauth::parameters::Parameters,
    storage::{account::Account, audit::Event, session::SessionRow},
};

/// The session and account in use, if the form that was posted showed that account. One that showed another, in a tab from
/// before, is refused: nobody writes into an account that they do not see. `None` where nobody is signed in any more.
pub(super) async fn own(
    site: &Site,
    guest: &Guest,
    fields: &Parameters,
) -> Result<Option<(SessionRow, Account)>, Problem> {
    let shown = console_token::Console::Account.guard(site, guest, fields)?;
    let live = site.guide.live_session(&guest.visitor).await?;
    if let Some((_, account)) = &live {
        console_token::shows(shown, account)?;
    }
    Ok(live)
}

/// A page of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Who is signed in in this browser.
    Accounts,
    /// The ways to sign in.
    Factors,
    /// What the person says of themselves.
    Profile,
    /// Where somebody is signed in.
    Sessions,
    /// Which applications have access.
    Apps,
    /// What happened.
    Activity,
    /// What is kept, and erasing it.
    Privacy,
}

impl Place {
    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Accounts => "/account/accounts",
            Self::Factors => "/account",
            Self::Profile => "/account/profile",
            Self::Sessions => "/account/sessions",
            Self::Apps => "/account/apps",
            Self::Activity => "/account/activity",
            Self::Privacy => "/account/privacy",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Factors => "factors",
            Self::Profile => "profile",
            Self::Sessions => "sessions",
            Self::Apps => "apps",
            Self::Activity => "activity",
            Self::Privacy => "privacy",
        }
    }
}

/// `GET /account`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    match site.guide.live_session(&guest.visitor).await? {
        Some((session, account)) => {
            let view = view::account(&site, &guest, &session, &account).await?;
            guest.page_for(&site, &account, &view)
        }
        None => sign_in(&site, &guest, Place::Factors).await,
    }
}

/// What every page shows. `good` and `bad` are the news that this page may be asked to tell.
fn console(
    site: &Site,
    guest: &Guest,
    account: &Account,
    place: Place,
    (good, bad): (&[&str], &[&str]),
) -> Console {
    let wrong = guest.query("error").filter(|error| bad.contains(&error.as_str()));
    Console {
        csrf: console_token::Console::Account.token(site, &guest.visitor.browser, &account.account_id),
        here: place.name(),
        name: account.profile.name.clone().unwrap_or_else(|| account.username.clone()),
        error: wrong.map(|error| Fault::new(format!("error-{error}"))),
        notice: guest.notice(good),
    }
}

/// Something that the person of `account` did here, for the audit log.
fn event(site: &Site, guest: &Guest, account: &Account, kind: &str, detail: serde_json::Value) -> Event {
    let now = site.clock.now();
    let mut detail = detail;
    if let Some(fields) = detail.as_object_mut() {
        fields.insert("browser".into(), guest.visitor.label().into());
    }
    Event {
        event_id: site.random.identifier(now),
        happened_at: now,
        kind: kind.into(),
        account_id: Some(account.account_id.clone()),
        client_id: None,
        address: Some(guest.visitor.address.to_string()),
        detail: detail.to_string(),
    }
}

/// Nobody is signed in here: they sign in, and come to this page.
async fn sign_in(site: &Arc<Site>, guest: &Guest, place: Place) -> Result<Response, Problem> {
    let errand = if place == Place::Factors { Errand::Open } else { Errand::Visit { place } };
    begin(site, guest, Purpose::SignIn, &errand, Demand::default()).await
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

pub(super) async fn begin(
    site: &Arc<Site>,
    guest: &Guest,
    purpose: Purpose,
    errand: &Errand,
    demand: Demand,
) -> Result<Response, Problem> {
    let minimum = match purpose {
        Purpose::SignIn | Purpose::Register => Some(site.guide.policy().minimum("").to_owned()),
        Purpose::Change { .. } | Purpose::Recover => None,
    };
    let opening = Opening {
        purpose,
        errand: errand.carried(),
        heading: Heading { language: guest.asked.clone(), ..Heading::default() },
        demand: Demand { minimum, ..demand },
    };
    let travel = site.guide.begin(&guest.visitor, opening).await?;
    match flow::path_of(&travel) {
        Some(path) => Ok(guest.keep_browser(site, answer::see_other(&path))),
        None => resume(site, guest, travel).await,
    }
}
