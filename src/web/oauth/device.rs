//! RFC 8628: `POST /device_authorization` for devices, and the pages for their people below `/device`.
//!
//! The code of an address (`verification_uri_complete`) is put into the field and nothing more: a person presses the button
//! themselves, and is asked at the end whether they began this (section 5.4).

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};

use super::{
    authorize::failure,
    machine::{answer as machine, authorization, form, json},
};
use crate::{
    authentication::{guide, guide::Travel, journey::Journey},
    clock::Timestamp,
    oauth::{
        DEVICE, DEVICE_AUTHORIZATION, OAuthError,
        device::{self, Next},
        token::Headers,
    },
    web::{
        answer,
        error::Problem,
        extract::{Browser, Fields, Path},
        flow,
        guest::Guest,
        login,
        page::{DeviceAsk, DeviceCode, DeviceDone, Fault},
        site::Site,
    },
};

/// What the form for the code is bound to.
const CSRF: &str = "device";
const LONGEST_SHOWN: usize = 32;

/// The endpoint and the pages.
pub fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route(DEVICE_AUTHORIZATION, post(begin))
        .route(DEVICE, get(enter).post(open))
        .route("/device/done", get(done))
        .route("/device/refused", get(refused))
        .route("/device/{journey}", get(show).post(decide))
}

async fn begin(State(site): State<Arc<Site>>, browser: Browser, headers: HeaderMap, body: Bytes) -> Response {
    machine(async {
        let shown = Headers { authorization: authorization(&headers)?, dpop: None };
        let parameters = form(&headers, &body)?;
        let begun =
            device::begin(&site.provider, shown, &parameters, browser.address, &browser.user_agent).await?;
        serde_json::to_string(&begun).map(json).map_err(|error| OAuthError::server_error(error.to_string()))
    })
    .await
}

/// `GET /device`: which code?
async fn enter(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let fault = match guest.query("error").as_deref() {
        Some("code") => Some(Fault::new("error-device-code")),
        Some("tries") => {
            let until = guest.query("until").and_then(|until| until.parse().ok()).unwrap_or_default();
            Some(Fault::new("error-too-many-tries").until(Timestamp(until)))
        }
        _ => None,
    };
    let view = DeviceCode {
        csrf: site.csrf.token(&guest.visitor.browser, CSRF),
        typed: shown(&guest.query("user_code").unwrap_or_default()),
        error: fault.map(|fault| fault.about("user_code")),
    };
    guest.page(&site, &view)
}

/// What a stranger put into an address is a code or nothing.
fn shown(typed: &str) -> String {
    let of_a_code = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    typed.chars().filter(of_a_code).take(LONGEST_SHOWN).collect()
}

/// `POST /device`: a code was typed.
async fn open(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let typed = fields.get("user_code").unwrap_or_default();
    let opened = Box::pin(device::open(&site.provider, &guest.visitor, typed)).await.map_err(failure)?;
    let back = format!("{DEVICE}?user_code={}", shown(typed));
    match opened {
        Ok(Some(travel)) => resume(&site, &guest, travel).await,
        Ok(None) => Ok(guest.keep_browser(&site, answer::see_other(&format!("{back}&error=code")))),
        Err(until) => {
            let until = until.milliseconds();
            let back = format!("{back}&error=tries&until={until}");
            Ok(guest.keep_browser(&site, answer::see_other(&back)))
        }
    }
}

/// Whether a journey is that of a device.
pub fn is_device(journey: &Journey) -> bool {
    device::is_device(journey)
}

/// Goes on with the journey of a device.
pub async fn resume(site: &Arc<Site>, guest: &Guest, travel: Travel) -> Result<Response, Problem> {
    let next = Box::pin(device::resume(&site.provider, &guest.visitor, travel)).await;
    go(site, guest, next.map_err(failure)?)
}

fn go(site: &Site, guest: &Guest, next: Next) -> Result<Response, Problem> {
    match next {
        Next::Journey(travel) => {
            let stay = format!("/login/{}/stay", travel.journey_id);
            let path = flow::path_of(&travel).unwrap_or(stay);
            Ok(guest.keep_browser(site, answer::see_other(&path)))
        }
        Next::Ask(travel) => {
            let path = format!("/device/{}", travel.journey_id);
            Ok(guest.keep_browser(site, answer::see_other(&path)))
        }
        Next::End(true, session) => Ok(guest.keep_session(site, answer::see_other("/device/done"), session)),
        Next::End(false, _) => Ok(answer::see_other("/device/refused")),
        Next::Lapsed => Err(guide::Error::Gone.into()),
    }
}

/// `GET /device/{journey}`: did you begin this?
async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
) -> Result<Response, Problem> {
    let asked = Box::pin(device::ask(&site.provider, &guest.visitor, &journey)).await;
    let (travel, question) = asked.map_err(failure)?;
    let Some(question) = question else { return flow::onward(&site, &guest, travel).await };
    let view = DeviceAsk {
        flow: login::flow_of(&site, &guest, &travel),
        account: travel.account.as_ref().map(|account| account.account_id.clone()).unwrap_or_default(),
        user_code: question.user_code,
        scopes: question.scopes,
        address: question.address,
        label: question.label,
        began: question.began,
    };
    guest.page_of(&site, &travel, &view)
}

/// `POST /device/{journey}`. A page that asked somebody else, in a tab from before, answers nothing: it is shown anew.
async fn decide(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let allowed = fields.get("device-allow").is_some() && fields.get("device-deny").is_none();
    let asked = fields.get("account").unwrap_or_default();
    let next = Box::pin(device::answer(&site.provider, &guest.visitor, &journey, asked, allowed)).await;
    go(&site, &guest, next.map_err(failure)?)
}

/// `GET /device/done`.
async fn done(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    guest.page(&site, &DeviceDone { allowed: true })
}

/// `GET /device/refused`.
async fn refused(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    guest.page(&site, &DeviceDone { allowed: false })
}
