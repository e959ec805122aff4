//! "Continue on your phone": the pages of the browser whose journey it is, and those of the device that opened its link.
//!
//! Opening the link changes nothing; a button takes it. What each of the two may do is `guide::handover`'s to say; the camera
//! on the device is `live`'s.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{
    answer,
    error::Problem,
    extract::{Fields, Path, Query},
    flow,
    guest::Guest,
    headers::Camera,
    login,
    page::{Client, Fault, Handover, Phone},
    site::Site,
};
use crate::authentication::{
    guide::{Asked, Ending, Stage},
    qr,
};

/// What the form on the page of a link is bound to; on later pages it is the handover.
const CSRF: &str = "phone";

/// `POST /login/{journey}/{kind}/phone`: gives out a link.
pub async fn start(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let (travel, given) = site.guide.hand_over(&guest.visitor, &journey, &kind).await?;
    if given {
        Ok(answer::see_other(&here(&journey, &kind)))
    } else {
        flow::onward(&site, &guest, travel).await
    }
}

/// `GET /login/{journey}/{kind}/phone`: how far it has got. Once the journey is past it the answer leads on and ends nothing
/// itself: a script may have asked, which must not be handed what a browser is to follow.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (travel, found) = site.guide.handover(&guest.visitor, &journey, &kind).await?;
    let onward = format!("/login/{journey}/identifier");
    let Some((row, stage)) = found else { return Ok(answer::see_other(&onward)) };
    let said = travel.journey.problem.is_some();
    let (stage, error) = match stage {
        // The attempt has left its own word on the page of the step.
        Stage::Over(Ending::Passed) => return Ok(answer::see_other(&onward)),
        Stage::Over(Ending::Failed) if said => return Ok(answer::see_other(&onward)),
        Stage::Over(ending) => ("over", Some(Fault::new(why(ending)))),
        Stage::Open => ("open", None),
        Stage::Claimed => ("claimed", None),
        Stage::Confirmed | Stage::Begun => ("confirmed", None),
    };
    let mut flow = login::flow_of(&site, &guest, &travel);
    flow.error = error;
    let link = site.guide.handover_link(&guest.visitor, &row);
    let qr = qr::drawing(&link).ok_or_else(|| Problem::internal("a link is too long for a QR code"))?;
    let phone = row.phone.unwrap_or_default();
    guest.page_of(&site, &travel, &Handover { flow, kind, stage, link, qr, phone })
}

/// `POST /login/{journey}/{kind}/phone/number`: the number that the device shows, or that it is not the person's.
pub async fn answer_number(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    if fields.get("stop").is_some() {
        site.guide.withdraw_handover(&guest.visitor, &journey, &kind).await?;
        return Ok(answer::see_other(&format!("/login/{journey}/identifier")));
    }
    let typed = fields.get("number").unwrap_or_default();
    site.guide.confirm_handover(&guest.visitor, &journey, &kind, typed).await?;
    Ok(answer::see_other(&here(&journey, &kind)))
}

/// `GET /phone?token=…`: the link. Opening it takes nothing, so that no scanner can.
pub async fn ask(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Query(query): Query,
) -> Result<Response, Problem> {
    let token = query.get("token").unwrap_or_default().to_owned();
    let asked = site.guide.handover_offered(&token).await?.ok_or_else(spent)?;
    let csrf = site.csrf.token(&guest.visitor.browser, CSRF);
    guest.page(&site, &Phone { csrf, token, stage: "offered", ..of(&asked) })
}

/// `POST /phone`: the device takes the link, or refuses.
pub async fn take(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let token = fields.get("token").unwrap_or_default();
    if fields.get("answer") == Some("take") {
        let handover = site.guide.claim_handover(&guest.visitor, token).await?.ok_or_else(spent)?;
        return Ok(guest.keep_browser(&site, answer::see_other(&format!("/phone/{handover}"))));
    }
    if !site.guide.decline_handover(&guest.visitor, token).await? {
        return Err(spent());
    }
    guest.page(&site, &Phone { stage: "declined", ..Phone::default() })
}

/// `GET /phone/{handover}`: how far it has got.
pub async fn show_taken(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(handover): Path<String>,
) -> Result<Response, Problem> {
    let asked = site.guide.handover_here(&guest.visitor, &handover).await?.ok_or_else(spent)?;
    let stage = match asked.stage {
        Stage::Open | Stage::Over(Ending::Mismatched | Ending::Withdrawn | Ending::Lapsed) => "over",
        Stage::Claimed => "claimed",
        Stage::Confirmed => "confirmed",
        Stage::Begun => "begun",
        Stage::Over(Ending::Passed) => "passed",
        Stage::Over(Ending::Failed) => "failed",
        Stage::Over(Ending::Declined) => "declined",
    };
    let csrf = site.csrf.token(&guest.visitor.browser, &handover);
    let mut page = guest.page(&site, &Phone { csrf, handover, stage, ..of(&asked) })?;
    if stage == "confirmed" {
        site.sight.prepare();
        page.extensions_mut().insert(Camera { socket: site.csrf.socket_origin() });
    }
    Ok(page)
}

/// `POST /phone/{handover}`: whoever holds the device refuses after all.
pub async fn leave(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(handover): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &handover, &fields)?;
    site.guide.leave_handover(&guest.visitor, &handover).await?;
    Ok(answer::see_other(&format!("/phone/{handover}")))
}

fn of(asked: &Asked) -> Phone {
    let Asked { row, heading, enrolling, .. } = asked;
    Phone {
        client: (!heading.host.is_empty()).then(|| Client::from(heading.as_ref())),
        asker: row.asker.clone(),
        enrolling: *enrolling,
        number: row.number.map(|number| number.to_string()).unwrap_or_default(),
        ..Phone::default()
    }
}

/// What the browser is told of one that is over.
fn why(ending: Ending) -> &'static str {
    match ending {
        Ending::Passed | Ending::Failed => "error-handover-failed",
        Ending::Declined => "error-handover-declined",
        Ending::Mismatched => "error-handover-mismatched",
        Ending::Withdrawn => "error-handover-withdrawn",
        Ending::Lapsed => "error-handover-lapsed",
    }
}

fn here(journey: &str, kind: &str) -> String {
    format!("/login/{journey}/{kind}/phone")
}

fn spent() -> Problem {
    answer::page(StatusCode::GONE, "link_spent", "error-link")
}
