//! `GET` and `POST /authorize` (OpenID Connect Core 3.1.2.1), and the way back to the client at the end of a journey.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};

use super::{check_session, machine::is_form};
use crate::{
    authentication::{guide::Travel, journey::Journey},
    oauth::{
        AUTHORIZE, OAuthError, Provider,
        authorization::{self, AuthorizationResponse, Continue, Error, Raw, Request},
        redirect_uri,
    },
    web::{
        answer,
        error::Problem,
        guest::Guest,
        headers::FormAction,
        page::{FormField, FormPost},
        site::Site,
    },
};

/// What browsers and proxies take in a `Location`.
const LONGEST_LOCATION: usize = 6_000;
/// The query of a post that our own page has sent on.
const SENT_ON: &str = "sent-on";

/// `GET /authorize`.
pub async fn get(
    State(site): State<Arc<Site>>,
    guest: Guest,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    begin(&site, &guest, &parse(query.unwrap_or_default().as_bytes())).await
}

/// `POST /authorize`.
pub async fn post(
    State(site): State<Arc<Site>>,
    guest: Guest,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    if !is_form(&headers) {
        let error = OAuthError::invalid_request("the body must be application/x-www-form-urlencoded");
        return Err(refused(&error, None));
    }
    let raw = parse(&body);
    match as_visit(&site, &guest, AUTHORIZE, query.as_deref(), &raw) {
        Some(visit) => visit,
        None => begin(&site, &guest, &raw).await,
    }
}

/// A client's post comes from another site and so without our cookies (SameSite=Lax): it is turned into a visit, and
/// where it is too long for an address into a form of ours that sends itself on. What is doubled is refused as it is.
pub(super) fn as_visit(
    site: &Site,
    guest: &Guest,
    path: &str,
    query: Option<&str>,
    raw: &Raw,
) -> Option<Result<Response, Problem>> {
    if query == Some(SENT_ON) || !raw.doubled().is_empty() {
        return None;
    }
    let location = format!("{path}?{}", raw.encode());
    if location.len() <= LONGEST_LOCATION {
        return Some(Ok(answer::see_other(&location)));
    }
    let view = FormPost { action: format!("{path}?{SENT_ON}"), fields: raw.pairs().map(field).collect() };
    Some(guest.page(site, &view))
}

async fn begin(site: &Arc<Site>, guest: &Guest, raw: &Raw) -> Result<Response, Problem> {
    let outcome = Box::pin(authorization::begin(&site.provider, &guest.visitor, raw)).await;
    let page = if let Err(Error::Page(error)) = &outcome { Some(error) } else { None };
    Box::pin(super::problem::note(site, raw, page)).await;
    match outcome {
        Err(Error::Page(error)) => Err(refused(&error, raw.get("client_id"))),
        outcome => go(site, guest, outcome).await,
    }
}

/// Goes on with a journey that a client began.
pub async fn resume(site: &Arc<Site>, guest: &Guest, travel: Travel) -> Result<Response, Problem> {
    let outcome = authorization::resume(&site.provider, &guest.visitor, travel).await;
    go(site, guest, outcome).await
}

/// Where the forms of this journey's pages may lead in the end: browsers hold a redirect after a post against the page.
pub fn form_action(journey: &Journey) -> FormAction {
    let request = Request::from_errand(&journey.errand);
    FormAction(
        request.iter().filter_map(|request| redirect_uri::source(&request.back.redirect_uri)).collect(),
    )
}

pub(super) async fn go(
    site: &Site,
    guest: &Guest,
    outcome: Result<Continue, Error>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(Continue::Page(path)) => Ok(guest.keep_browser(site, answer::see_other(&path))),
        Ok(Continue::Respond(mut response, session)) => {
            if site.config.oauth.front_channel_tokens {
                let state = check_session::state_after(site, &guest.visitor, session.as_ref()).await?;
                response = response.with_session_state(&state, &site.random.token());
            }
            let response = Box::pin(response.sealed(&site.provider)).await;
            let response = response.map_err(|error| refused(&error, None))?;
            let answer = respond(site, guest, &response)?;
            Ok(guest.keep_session(site, answer, session))
        }
        Err(error) => Err(failure(error)),
    }
}

/// A journey of a client that cannot go on, as a page.
pub fn failure(error: Error) -> Problem {
    match error {
        Error::Page(error) => refused(&error, None),
        Error::Journey(error) => error.into(),
    }
}

/// A request that is told to the person, since nobody has proved where an answer may go.
pub(super) fn refused(error: &OAuthError, client_id: Option<&str>) -> Problem {
    // Of what a stranger sent, only what could be an identifier is shown.
    let shown = client_id.filter(|id| {
        id.len() <= 100 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/".contains(&b))
    });
    Problem::of(error.clone(), shown.map(str::to_owned))
}

fn respond(site: &Site, guest: &Guest, response: &AuthorizationResponse) -> Result<Response, Problem> {
    if let Some(location) = response.location() {
        return Ok(answer::see_other(&location));
    }
    let fields = response.parameters.iter().map(|(name, value)| field((name, value))).collect();
    let view = FormPost { action: response.redirect_uri.clone(), fields };
    let mut page = guest.page(site, &view)?;
    page.extensions_mut()
        .insert(FormAction(redirect_uri::source(&response.redirect_uri).into_iter().collect()));
    Ok(page)
}

fn field((name, value): (&str, &str)) -> FormField {
    FormField { name: name.to_owned(), value: value.to_owned() }
}

pub(super) fn parse(form: &[u8]) -> Raw {
    form_urlencoded::parse(form).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

impl super::Provides for Arc<Site> {
    fn provider(&self) -> &Arc<Provider> {
        &self.app.provider
    }
}
