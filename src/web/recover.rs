//! "Forgot your password?": a journey beside a sign-in, which goes on when the new password is chosen.
//!
//! The mailed code is typed in the browser that asked. The link beside it opens a page of that browser and changes nothing: its
//! button gives the code, so that nothing which fetches addresses can spend it.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};

use super::{
    answer,
    error::Problem,
    extract::{Fields, Path, Query},
    flow,
    guest::Guest,
    page::{RecoverLink, Recovered},
    site::Site,
};
use crate::authentication::{
    errand::Errand,
    guide::{self, Travel},
    journey::{End, Journey, Permission, Purpose, Step},
};

/// Tells our errands from those of others.
const OWNER: &str = "recover";

/// The sign-in that it goes back to.
#[derive(Default, Serialize, Deserialize)]
struct Way {
    back: String,
}

/// `POST /login/{journey}/recover`.
pub async fn start(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let errand = Errand::of(OWNER, &Way { back: journey.clone() });
    let travel = Box::pin(site.guide.recover(&guest.visitor, &journey, errand)).await?;
    flow::onward(&site, &guest, travel).await
}

/// `GET /login/{journey}/link`: the link of the mail.
pub async fn link(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let given = query.get("code").unwrap_or_default();
    let is_code = given.len() == 6 && given.bytes().all(|byte| byte.is_ascii_digit());
    let code = if is_code { given.to_owned() } else { String::new() };
    let elsewhere = match site.guide.load(&guest.visitor, &journey).await {
        Err(guide::Error::OtherBrowser) => true,
        Err(error) => return Err(error.into()),
        Ok(travel) => {
            let asked = matches!(&travel.step, Step::Verify { kind, .. } if kind == "email_code");
            if !asked || travel.journey.purpose != Purpose::Recover {
                return flow::onward(&site, &guest, travel).await;
            }
            false
        }
    };
    let csrf = site.csrf.token(&guest.visitor.browser, &journey);
    guest.page(&site, &RecoverLink { journey, csrf, code, elsewhere })
}

/// Whether a journey is a recovery.
pub fn is_recovery(journey: &Journey) -> bool {
    journey.purpose == Purpose::Recover
}

/// Goes on with a recovery.
pub async fn resume(site: &Arc<Site>, guest: &Guest, mut travel: Travel) -> Result<Response, Problem> {
    if travel.step == Step::Permission {
        travel = Box::pin(site.guide.permit(&guest.visitor, travel, Permission::NotNeeded)).await?;
    }
    if let Some(path) = flow::path_of(&travel) {
        return Ok(guest.keep_browser(site, answer::see_other(&path)));
    }
    site.guide.close(&travel).await?;
    let Way { back } = travel.journey.errand.read(OWNER).unwrap_or_default();
    match travel.step {
        Step::End(End::Done) => Ok(answer::see_other(&format!("/recovered/{back}"))),
        Step::End(End::Cancelled) => Ok(answer::see_other(&format!("/login/{back}/identifier"))),
        _ => Err(answer::page(StatusCode::FORBIDDEN, "unrecoverable", "error-recover")),
    }
}

/// `GET /recovered/{journey}`: the way back to the sign-in, if it is still there.
pub async fn done(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
) -> Result<Response, Problem> {
    let waits = site.guide.load(&guest.visitor, &journey).await.is_ok();
    guest.page(&site, &Recovered { waits: waits.then_some(journey) })
}
