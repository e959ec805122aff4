//! `GET` and `POST /authorize` (OpenID Connect Core 3.1.2.1), and the way back to the client at the end of a journey.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};

use super::machine::is_form;
use crate::{
    authentication::{guide::Travel, journey::Journey},
    oauth::{
        OAuthError, Provider,
        authorization::{self, AuthorizationResponse, Continue, Error, Raw, Request},
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

/// A `Location` must fit into what browsers and proxies take.
const LONGEST_LOCATION: usize = 6_000;

/// `GET /authorize`.
pub async fn get(
    State(site): State<Arc<Site>>,
    guest: Guest,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    begin(&site, &guest, &parse(query.unwrap_or_default().as_bytes())).await
}

/// `POST /authorize`. A post from another site comes without our cookies (SameSite=Lax), so it is turned into a visit.
/// What is doubled, or too long for an address, is judged as it is.
pub async fn post(
    State(site): State<Arc<Site>>,
    guest: Guest,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    if !is_form(&headers) {
        let error = OAuthError::invalid_request("the body must be application/x-www-form-urlencoded");
        return Err(refused(&error));
    }
    let raw = parse(&body);
    let location = format!("{}?{}", crate::oauth::AUTHORIZE, raw.encode());
    if raw.doubled().is_empty() && location.len() <= LONGEST_LOCATION {
        return Ok(answer::see_other(&location));
    }
    begin(&site, &guest, &raw).await
}

async fn begin(site: &Arc<Site>, guest: &Guest, raw: &Raw) -> Result<Response, Problem> {
    let outcome = authorization::begin(&site.provider, &guest.visitor, raw).await;
    go(site, guest, outcome)
}

/// Goes on with a journey that a client began.
pub async fn resume(site: &Arc<Site>, guest: &Guest, travel: Travel) -> Result<Response, Problem> {
    let outcome = authorization::resume(&site.provider, &guest.visitor, travel).await;
    go(site, guest, outcome)
}

/// Where the forms of this journey's pages may lead in the end: browsers hold a redirect after a post against the page.
pub fn form_action(journey: &Journey) -> FormAction {
    let request = Request::from_errand(&journey.errand);
    FormAction(request.iter().filter_map(|request| origin(&request.back.redirect_uri)).collect())
}

/// The origin of a URI as a CSP source; of a private scheme the scheme.
fn origin(uri: &str) -> Option<String> {
    let url = url::Url::parse(uri).ok()?;
    match url.origin() {
        origin @ url::Origin::Tuple(..) => Some(origin.ascii_serialization()),
        url::Origin::Opaque(_) => Some(format!("{}:", url.scheme())),
    }
}

pub(super) fn go(site: &Site, guest: &Guest, outcome: Result<Continue, Error>) -> Result<Response, Problem> {
    match outcome {
        Ok(Continue::Page(path)) => Ok(guest.keep_browser(site, answer::see_other(&path))),
        Ok(Continue::Respond(response, session)) => {
            let answer = respond(site, guest, &response)?;
            Ok(guest.keep_session(site, answer, session))
        }
        Err(error) => Err(failure(error)),
    }
}

pub(super) fn failure(error: Error) -> Problem {
    match error {
        Error::Page(error) => refused(&error),
        Error::Journey(error) => error.into(),
    }
}

/// A request that is told to the person, since nobody has proved where an answer may go.
pub(super) fn refused(error: &OAuthError) -> Problem {
    Problem::of(error.clone(), None)
}

fn respond(site: &Site, guest: &Guest, response: &AuthorizationResponse) -> Result<Response, Problem> {
    if let Some(location) = response.location() {
        return Ok(answer::see_other(&location));
    }
    let field =
        |(name, value): &(&'static str, String)| FormField { name: (*name).to_owned(), value: value.clone() };
    let fields = response.parameters.iter().map(field).collect();
    let view = FormPost { action: response.redirect_uri.clone(), fields };
    let mut page = guest.page(site, &view)?;
    page.extensions_mut().insert(FormAction(origin(&response.redirect_uri).into_iter().collect()));
    Ok(page)
}

pub(super) fn parse(form: &[u8]) -> Raw {
    form_urlencoded::parse(form).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

impl super::Provides for Arc<Site> {
    fn provider(&self) -> &Arc<Provider> {
        &self.app.provider
    }
}
