//! What a journey begun at the account page is for, and what is done at its end.

use std::sync::Arc;

use axum::{http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    authentication::{
        guide::Travel,
        journey::{End, Journey, Permission, Step},
    },
    storage::{self, audit::Event},
    web::{answer, error::Problem, flow, guest::Guest, site::Site},
};

/// Why the person went on a journey from the account page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// To open it.
    Open,
    /// To bind a factor; the journey itself did.
    Added,
    /// To remove one.
    Remove {
        /// Which.
        authenticator_id: String,
    },
}

impl Errand {
    /// The errand of a journey, if it is one of these.
    pub fn of(journey: &Journey) -> Option<Self> {
        Self::deserialize(journey.errand.get("account")?).ok()
    }

    /// What the journey carries.
    pub fn to_value(&self) -> Value {
        json!({ "account": self })
    }
}

/// Goes on with a journey begun at the account page.
pub async fn resume(site: &Arc<Site>, guest: &Guest, mut travel: Travel) -> Result<Response, Problem> {
    if travel.step == Step::Permission {
        travel = site.guide.permit(&guest.visitor, travel, Permission::NotNeeded).await?;
    }
    if let Some(path) = flow::path_of(&travel) {
        return Ok(guest.keep_browser(site, answer::see_other(&path)));
    }
    match travel.step {
        Step::End(End::Done) => finish(site, guest, travel).await,
        Step::End(End::Cancelled) => {
            site.guide.close(&travel).await?;
            Ok(answer::see_other("/account"))
        }
        Step::End(End::Unmet) => {
            site.guide.close(&travel).await?;
            Err(answer::page(StatusCode::FORBIDDEN, "unmet", "error-unmet"))
        }
        _ => {
            site.guide.close(&travel).await?;
            Err(answer::page(StatusCode::FORBIDDEN, "other_account", "error-person"))
        }
    }
}

async fn finish(site: &Arc<Site>, guest: &Guest, travel: Travel) -> Result<Response, Problem> {
    let errand = Errand::of(&travel.journey).unwrap_or(Errand::Open);
    let notice = match &errand {
        Errand::Open => "",
        Errand::Added => "?notice=factor-added",
        Errand::Remove { .. } => "?notice=factor-removed",
    };
    let now = site.clock.now();
    let event_id = site.random.identifier(now);
    let address = guest.visitor.address.to_string();
    let finished = site
        .guide
        .finish(&guest.visitor, travel, move |write, authenticated| {
            Box::pin(async move {
                let Errand::Remove { authenticator_id } = errand else { return Ok(()) };
                let account_id = authenticated.account.account_id;
                let rows = storage::authenticator::of_account(write, &account_id).await?;
                let Some(row) = rows.iter().find(|row| row.authenticator_id == authenticator_id) else {
                    return Ok(());
                };
                // The password is what recovery and everything else rests on: it is replaced, never removed.
                if row.kind == "password" {
                    return Ok(());
                }
                storage::authenticator::delete(write, &account_id, &authenticator_id).await?;
                let detail = json!({ "factor": row.kind, "name": row.name }).to_string();
                let event = Event {
                    event_id,
                    happened_at: now,
                    kind: "factor.removed".into(),
                    account_id: Some(account_id),
                    client_id: None,
                    address: Some(address),
                    detail,
                };
                storage::audit::insert(write, &event).await
            })
        })
        .await?;
    let response = answer::see_other(&format!("/account{notice}"));
    Ok(guest.keep_session(site, response, finished.session))
}
