//! The pages of a sign-in. Each step has its own address; a post answers with a redirect to the next (303), so that
//! back and reload are safe, and an answer to a step that is over changes nothing.

mod view;

use std::sync::Arc;

use axum::{extract::State, http::Uri, response::Response};

pub use view::flow as flow_of;

use super::{
    answer,
    error::Problem,
    extract::{Fields, Path, upload::Answer},
    flow,
    guest::Guest,
    headers::Camera,
    oauth,
    site::Site,
};
use crate::authentication::{
    factor::Channel,
    guide::{self, OfferAnswer, Travel},
    journey::{Purpose, Step},
};

/// `GET /login/{journey}/{step}`.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, step)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let travel = site.guide.load(&guest.visitor, &journey).await?;
    let here = format!("/login/{journey}/{step}");
    present(&site, &guest, travel, &here).await
}

/// `GET /login/{journey}/enrol/{kind}`.
pub async fn show_enrolment(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let travel = site.guide.load(&guest.visitor, &journey).await?;
    let here = format!("/login/{journey}/enrol/{kind}");
    present(&site, &guest, travel, &here).await
}

/// `GET /login/{journey}/other`: "Try another way".
pub async fn show_others(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
) -> Result<Response, Problem> {
    let travel = site.guide.load(&guest.visitor, &journey).await?;
    if travel.others().is_empty() {
        return flow::onward(&site, &guest, travel).await;
    }
    guest.page_of(&site, &travel, &view::other(&site, &guest, &travel))
}

/// `GET /login/{journey}/offer`, `/details` and `/phone`: the steps that are called alike whatever factor there is.
pub async fn show_fixed(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let travel = site.guide.load(&guest.visitor, &journey).await?;
    present(&site, &guest, travel, uri.path()).await
}

/// `POST /login/{journey}/offer`: yes, not now, or never.
pub async fn answer_offer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let answer = match fields.get("answer") {
        Some("take") => OfferAnswer::Take,
        Some("never") => OfferAnswer::Never,
        _ => OfferAnswer::Later,
    };
    let travel = site.guide.answer_offer(&guest.visitor, &journey, answer).await;
    after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/{step}`.
pub async fn answer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, step)): Path<(String, String)>,
    mut sent: Answer,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &sent.fields)?;
    let submission = sent.take();
    let travel = if step == "identifier" {
        site.guide.identify(&guest.visitor, &journey, &submission).await
    } else {
        site.guide.respond(&guest.visitor, &journey, &step, submission).await
    };
    after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/enrol/{kind}`.
pub async fn answer_enrolment(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
    mut sent: Answer,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &sent.fields)?;
    let travel = site.guide.confirm(&guest.visitor, &journey, &kind, sent.take()).await;
    after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/account`: one of the accounts that are signed in here goes on.
pub async fn pick(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let session = fields.get("session").unwrap_or_default();
    match site.guide.pick(&guest.visitor, &journey, session).await {
        Ok((travel, Some(cookie))) => {
            // With its session in use it may be at its end, so the next request goes on, which shows the new cookies.
            let path = flow::path_of(&travel).unwrap_or_else(|| format!("/login/{journey}/identifier"));
            Ok(guest.keep_session(&site, answer::see_other(&path), Some(cookie)))
        }
        outcome => after(&site, &guest, &journey, outcome.map(|(travel, _)| travel)).await,
    }
}

/// `POST /login/{journey}/choose`.
pub async fn choose(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let kind = fields.get("factor").unwrap_or_default();
    let travel = site.guide.choose(&guest.visitor, &journey, kind).await;
    after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/restart`: "Not you?".
pub async fn restart(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let travel = site.guide.restart(&guest.visitor, &journey).await;
    after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/resend`: "Send a new code", perhaps by another way.
pub async fn resend(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let route = fields.get("route").and_then(Channel::of);
    let travel = site.guide.resend(&guest.visitor, &journey, route).await;
    after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/cancel`.
pub async fn cancel(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let travel = site.guide.cancel(&guest.visitor, &journey).await;
    after(&site, &guest, &journey, travel).await
}

/// Goes on after an answer. Of two answers at the same moment one counts; the other is led to where that one led.
pub(super) async fn after(
    site: &Arc<Site>,
    guest: &Guest,
    journey: &str,
    outcome: Result<Travel, guide::Error>,
) -> Result<Response, Problem> {
    match outcome {
        Err(guide::Error::Raced) => Ok(answer::see_other(&format!("/login/{journey}/identifier"))),
        outcome => flow::onward(site, guest, outcome?).await,
    }
}

/// Shows the page of the present step, or goes where that is.
pub(super) async fn present(
    site: &Arc<Site>,
    guest: &Guest,
    travel: Travel,
    here: &str,
) -> Result<Response, Problem> {
    let Some(path) = flow::path_of(&travel) else { return flow::onward(site, guest, travel).await };
    if path != here {
        return Ok(answer::see_other(&path));
    }
    let mut page = match &travel.step {
        Step::Identify if travel.journey.purpose == Purpose::Register => {
            guest.page_of(site, &travel, &view::register(site, guest, &travel))
        }
        Step::Identify => {
            let sessions = site.guide.live_sessions(&guest.visitor).await?;
            guest.page_of(site, &travel, &view::identifier(site, guest, &travel, &sessions))
        }
        Step::Verify { kind, .. } => guest.page_of(site, &travel, &view::verify(site, guest, &travel, kind)),
        Step::Enrol { kind, .. } => guest.page_of(site, &travel, &view::enrol(site, guest, &travel, kind)),
        Step::Offer { kind } => guest.page_of(site, &travel, &view::offer(site, guest, &travel, kind)),
        Step::Details => guest.page_of(site, &travel, &view::details(site, guest, &travel)),
        Step::Phone => {
            let waiting = site.guide.waiting_number(&travel).await?;
            guest.page_of(site, &travel, &view::number(site, guest, &travel, waiting))
        }
        Step::Permission | Step::End(_) => return flow::onward(site, guest, travel).await,
    }?;
    page.extensions_mut().insert(oauth::form_action(&travel.journey));
    if let Step::Verify { kind, .. } | Step::Enrol { kind, .. } = &travel.step
        && site.guide.registry().get(kind).is_some_and(|factor| factor.manner().observes)
    {
        page.extensions_mut().insert(Camera { socket: site.csrf.socket_origin() });
        if site.guide.waits_for_camera(&travel, kind)? {
            site.sight.prepare();
        }
    }
    Ok(page)
}
