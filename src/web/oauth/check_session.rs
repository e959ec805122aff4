//! `GET /check-session`, the page that clients keep in a frame (OpenID Connect Session Management 1.0 section 4), and the cookie
//! that it reads. Both exist with `oauth.front_channel_tokens` only.
//!
//! The cookie is the one exception to the rules of the others: scripts read it, and frames of other sites have it. It is worth
//! nothing: see [`crate::oauth::check_session`]. One layer keeps it true, around every page, so that no handler that signs
//! somebody in or out can forget it. A session that ends elsewhere is noticed when the browser comes by.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{CONTENT_SECURITY_POLICY, SET_COOKIE},
    },
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use crate::{
    authentication::{
        guide::{self, SessionCookie},
        visitor::Visitor,
    },
    oauth::{AUTHORIZE, CHECK_SESSION},
    web::{
        assets::asset_url,
        cookie::{Kind, PARKED},
        extract::Browser,
        headers::Framable,
        site::Site,
        visit::Visit,
    },
};

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const SCRIPT: &str = "check_session.js";

/// `pages` with the page, and with the layer around them all.
pub fn around(pages: Router<Arc<Site>>, site: &Arc<Site>) -> Router<Arc<Site>> {
    let pages = pages.route(CHECK_SESSION, get(show));
    pages.layer(middleware::from_fn_with_state(Arc::clone(site), keep))
}

async fn show(State(site): State<Arc<Site>>, browser: Browser) -> Response {
    let (nonce, cookie) = (browser.nonce, site.cookies.name(Kind::State));
    let script = asset_url(SCRIPT).unwrap_or_default();
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Session</title>\
         <script nonce=\"{nonce}\" src=\"{script}\" data-cookie=\"{cookie}\"></script></head><body></body></html>"
    );
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; form-action 'none'; frame-ancestors *; base-uri 'none'; object-src 'none'"
    );
    let mut response = Html(page).into_response();
    response.extensions_mut().insert(Framable);
    let headers = response.headers_mut();
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The value for a browser as it is after an answer that brings `session`.
pub async fn state_after(
    site: &Site,
    visitor: &Visitor,
    session: Option<&SessionCookie>,
) -> Result<String, guide::Error> {
    let mut visitor = visitor.clone();
    if let Some(SessionCookie { secret, others, .. }) = session {
        visitor.session = Some(secret.clone());
        visitor.others = others.iter().map(|(secret, _)| secret.clone()).collect();
    }
    Ok(state_of(site, &visitor).await?.0)
}

/// The value, and how long the browser is to keep it.
async fn state_of(site: &Site, visitor: &Visitor) -> Result<(String, Option<Duration>), guide::Error> {
    let sessions = site.guide.live_sessions(visitor).await?;
    // Where only others are left, nobody is in use, and a client that asks without a hint hears so.
    let nobody = sessions.first().is_some_and(|live| !live.current).then_some("");
    let others = sessions.iter().map(|live| live.session.session_id.as_str());
    let state = site.provider.browser_state(nobody.into_iter().chain(others));
    let remembered = sessions.iter().any(|live| live.session.remembered);
    let kept = Some(site.guide.settings().session_remember).filter(|length| remembered && !length.is_zero());
    Ok((state, kept))
}

/// Sets the cookie anew with every answer that may have changed who is signed in.
async fn keep(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let at_authorize = request.uri().path() == AUTHORIZE;
    let client = request.extensions().get::<Visit>().map(|visit| visit.client);
    let mut response = next.run(request).await;
    let after = After { site: &site, sent: &headers, set: response.headers() };
    // A post from another site comes without the cookies of our sessions, and proves nothing about them.
    let shown = after.sessions_shown() || (method == Method::GET && at_authorize);
    if !after.sets_session() && !(shown && (at_authorize || !method.is_safe())) {
        return response;
    }
    let Some(visitor) = client.and_then(|address| after.visitor(address)) else { return response };
    let state = match state_of(&site, &visitor).await {
        Ok(state) => state,
        Err(error) => {
            tracing::warn!(%error, "the session cookie of frames was left as it was");
            return response;
        }
    };
    let cookie = match state {
        (state, _) if state.is_empty() => {
            site.cookies.read(&headers, Kind::State).map(|_| site.cookies.clear(Kind::State))
        }
        (state, max_age) => Some(site.cookies.set(Kind::State, &state, max_age)),
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The cookies of a browser as they are after an answer.
struct After<'a> {
    site: &'a Site,
    sent: &'a HeaderMap,
    set: &'a HeaderMap,
}

impl After<'_> {
    fn kinds() -> impl Iterator<Item = Kind> {
        std::iter::once(Kind::Session).chain((0..PARKED.len()).map(Kind::Parked))
    }

    /// What the answer sets: the value, empty for one that ends.
    fn set(&self, kind: Kind) -> Option<&str> {
        let name = self.site.cookies.name(kind);
        let lines = self.set.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.filter_map(|line| line.split(';').next()?.split_once('='));
        pairs.filter(|(own, _)| *own == name).fold(None, |_, (_, value)| Some(value))
    }

    fn value(&self, kind: Kind) -> Option<String> {
        match self.set(kind) {
            Some(value) => Some(value.to_owned()).filter(|value| !value.is_empty()),
            None => self.site.cookies.read(self.sent, kind),
        }
    }

    fn sets_session(&self) -> bool {
        Self::kinds().any(|kind| self.set(kind).is_some())
    }

    fn sessions_shown(&self) -> bool {
        Self::kinds().any(|kind| self.site.cookies.read(self.sent, kind).is_some())
    }

    fn visitor(&self, address: std::net::IpAddr) -> Option<Visitor> {
        Some(Visitor {
            browser: self.value(Kind::Browser)?,
            session: self.value(Kind::Session),
            others: (0..PARKED.len()).filter_map(|n| self.value(Kind::Parked(n))).collect(),
            address,
            user_agent: String::new(),
            language: String::new(),
            stands_in: None,
        })
    }
}
