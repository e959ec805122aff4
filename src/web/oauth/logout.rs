//! `GET` and `POST /logout`: OpenID Connect RP-Initiated Logout 1.0. Where nobody is sent back, it ends at a page with an
//! address of its own, so that a reload repeats nothing.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};

use super::{
    authorize::{as_visit, parse, refused},
    machine::is_form,
};
use crate::{
    oauth::{
        LOGOUT,
        authorization::Error,
        logout::{self, Outcome},
        parameters::Parameters,
        redirect_uri,
    },
    text,
    web::{
        account, answer,
        console_token::Console,
        cookie::Kind,
        error::Problem,
        guest::Guest,
        headers::{FormAction, Frames},
        page::{Client, LogoutConfirm, LogoutDone, LogoutFrames, SignedIn},
        site::Site,
    },
};

/// What the form of the confirmation page is bound to.
const CSRF: &str = "logout";
const DONE: &str = "/logout/done";

/// `GET /logout`.
pub async fn get(
    State(site): State<Arc<Site>>,
    guest: Guest,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let raw = parse(query.unwrap_or_default().as_bytes());
    show(&site, &guest, logout::begin(&site.provider, &guest.visitor, &raw).await).await
}

/// `POST /logout`: from a client (section 2), from our own confirmation page, or from the account page.
pub async fn post(
    State(site): State<Arc<Site>>,
    mut guest: Guest,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    if !is_form(&headers) {
        return Err(answer::page(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid_request", "error-logout"));
    }
    let raw = parse(&body);
    if raw.get("csrf").is_none() {
        if let Some(visit) = as_visit(&site, &guest, LOGOUT, query.as_deref(), &raw) {
            return visit;
        }
        return show(&site, &guest, logout::begin(&site.provider, &guest.visitor, &raw).await).await;
    }
    let fields = Parameters::parse(&body).map_err(|error| refused(&error, None))?;
    if let Some(request) = fields.get("request") {
        guest.guard(&site, CSRF, &fields)?;
        if fields.get("stay").is_some() {
            return Ok(answer::see_other("/account"));
        }
        let asked =
            fields.get("ui_locales").and_then(|tag| text::best(tag, site.pages.languages().offered()));
        let outcome = logout::confirm(&site.provider, &guest.visitor, request).await;
        guest.asked = asked.map(str::to_owned);
        show(&site, &guest, outcome).await
    } else {
        account::own(&site, &guest, &fields).await?;
        show(&site, &guest, logout::sign_out(&site.provider, &guest.visitor).await).await
    }
}

/// `GET /logout/done`. It says what is true: who is signed in finds the account instead, and where others are still signed in
/// in this browser, it names them.
pub async fn done(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let sessions = site.guide.live_sessions(&guest.visitor).await?;
    if sessions.iter().any(|live| live.current) {
        return Ok(answer::see_other("/account"));
    }
    let view = LogoutDone {
        csrf: Console::Account.token(&site, &guest.visitor.browser, ""),
        others: sessions.iter().map(SignedIn::from).collect(),
        ..LogoutDone::default()
    };
    guest.page(&site, &view)
}

fn done_address(guest: &Guest) -> String {
    guest.asked.as_ref().map_or_else(|| DONE.to_owned(), |tag| format!("{DONE}?ui_locales={tag}"))
}

async fn show(site: &Site, guest: &Guest, outcome: Result<Outcome, Error>) -> Result<Response, Problem> {
    match outcome {
        Ok(Outcome::Confirm(question)) => {
            let view = LogoutConfirm {
                csrf: site.csrf.token(&guest.visitor.browser, CSRF),
                request: question.request,
                client: question.client.as_ref().map(Client::from),
                identity: Some(question.account.username.clone()),
            };
            let mut page = guest.page_for(site, &question.account, &view)?;
            page.extensions_mut().insert(FormAction(question.leads_to.into_iter().collect()));
            Ok(page)
        }
        Ok(Outcome::Frames(frames, location)) => {
            let on = location.unwrap_or_else(|| done_address(guest));
            let sources = frames.iter().filter_map(|uri| redirect_uri::source(uri)).collect();
            let mut page = guest.page(site, &LogoutFrames { frames, on })?;
            page.extensions_mut().insert(Frames(sources));
            if guest.visitor.session.is_some() && site.guide.live_session(&guest.visitor).await?.is_none() {
                page.headers_mut().append(header::SET_COOKIE, site.cookies.clear(Kind::Session));
            }
            Ok(page)
        }
        Ok(Outcome::Done(location)) => {
            // Nobody is known any more at the page that says so: it is told the language of the one before.
            let to = location.unwrap_or_else(|| done_address(guest));
            let mut response = answer::see_other(&to);
            // Only a cookie that was shown: a post from another site shows none, and must not end what it cannot see. Nor
            // that of the session in use where a parked one was meant.
            if guest.visitor.session.is_some() && site.guide.live_session(&guest.visitor).await?.is_none() {
                response.headers_mut().append(header::SET_COOKIE, site.cookies.clear(Kind::Session));
            }
            Ok(response)
        }
        Err(Error::Page(error)) => Err(refused(&error, None)),
        Err(Error::Journey(error)) => Err(error.into()),
    }
}
