//! The gateway that browsers talk to. It signs people in through the provider, keeps their tokens to itself, and hands the
//! access token to the service behind it. When the service answers that a stronger sign-in is needed (RFC 9470 section 3),
//! the gateway sends the person back to the provider with exactly that wish, and tries again with the new token.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use doorward::{
    demo::oidc::{Pending, RelyingParty, SignedIn, Wish},
    random::Random,
};

const COOKIE: &str = "gateway_session";

/// What the gateway knows of one browser.
#[derive(Default)]
struct Browser {
    /// The sign-in under way, and where the person wanted to go.
    pending: Option<(Pending, String)>,
    person: Option<SignedIn>,
}

/// The gateway.
pub struct Gateway {
    relying_party: RelyingParty,
    service: String,
    http: reqwest::Client,
    random: Random,
    browsers: Mutex<HashMap<String, Browser>>,
}

impl Gateway {
    /// In front of `service`.
    pub fn new(relying_party: RelyingParty, service: String) -> reqwest::Result<Self> {
        Ok(Self {
            relying_party,
            service,
            http: reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?,
            random: Random::system(),
            browsers: Mutex::default(),
        })
    }

    /// Its routes.
    pub fn router(self) -> Router {
        Router::new()
            .route("/", get(home))
            .route("/balance", get(balance))
            .route("/payout", post(payout))
            .route("/callback", get(callback))
            .with_state(Arc::new(self))
    }

    fn with<T>(&self, id: &str, work: impl FnOnce(&mut Browser) -> T) -> T {
        let mut browsers = self.browsers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        work(browsers.entry(id.to_owned()).or_default())
    }

    /// Asks the service as the person of this browser, or sends the person to the provider for what is missing.
    async fn forward(&self, id: &str, method: reqwest::Method, path: &str, back: &str) -> Response {
        let Some(token) = self.with(id, |browser| browser.person.as_ref().map(|p| p.access_token.clone()))
        else {
            return self.sign_in(id, Wish::default(), back).await;
        };
        let asked = self.http.request(method, format!("{}{path}", self.service)).bearer_auth(token.expose());
        let Ok(answer) = asked.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
        let challenge = answer.headers().get(header::WWW_AUTHENTICATE).and_then(|value| value.to_str().ok());
        match (answer.status(), challenge.and_then(wanted)) {
            (StatusCode::UNAUTHORIZED, Some(wish)) => self.sign_in(id, wish, back).await,
            // The token has lapsed, or the keys have changed: from the beginning.
            (StatusCode::UNAUTHORIZED, None) => self.sign_in(id, Wish::default(), back).await,
            (status, _) => {
                let body = answer.bytes().await.unwrap_or_default();
                (status, [(header::CONTENT_TYPE, "application/json")], Body::from(body)).into_response()
            }
        }
    }

    async fn sign_in(&self, id: &str, wish: Wish, back: &str) -> Response {
        match self.relying_party.begin(&wish).await {
            Ok((url, pending)) => {
                self.with(id, |browser| browser.pending = Some((pending, back.to_owned())));
                (cookie(id), Redirect::to(url.as_str())).into_response()
            }
            Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
        }
    }

    /// This browser's identifier; a new one if it has none that we gave out.
    fn browser(&self, headers: &HeaderMap) -> String {
        let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        let known = pairs.find(|(name, _)| *name == COOKIE).map(|(_, id)| id.to_owned());
        let browsers = self.browsers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.filter(|id| browsers.contains_key(id)).unwrap_or_else(|| self.random.token())
    }

    /// The browser under a new identifier, now that `person` has signed in: one that somebody planted before is worth nothing.
    fn settle(&self, id: &str, person: SignedIn) -> String {
        let fresh = self.random.token();
        let mut browsers = self.browsers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        browsers.remove(id);
        browsers.insert(fresh.clone(), Browser { pending: None, person: Some(person) });
        fresh
    }
}

/// Tells a browser what it is called here.
fn cookie(id: &str) -> [(HeaderName, String); 1] {
    [(header::SET_COOKIE, format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax"))]
}

/// What a challenge of RFC 9470 section 3 wants.
fn wanted(challenge: &str) -> Option<Wish> {
    let value = |name: &str| {
        let (_, rest) = challenge.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    if value("error")? != "insufficient_user_authentication" {
        return None;
    }
    let levels = value("acr_values").unwrap_or_default();
    Some(Wish {
        levels: levels.split_ascii_whitespace().map(str::to_owned).collect(),
        max_age: value("max_age").and_then(|age| age.parse().ok()).map(Duration::from_secs),
        ..Wish::default()
    })
}

async fn home() -> Html<&'static str> {
    Html(
        "<!doctype html><html lang=en><title>Gateway</title><h1>Bank</h1>\
         <p><a href=/balance>Balance</a></p><form method=post action=/payout><button id=payout>Pay out</button></form>",
    )
}

async fn balance(State(gateway): State<Arc<Gateway>>, headers: HeaderMap) -> Response {
    let id = gateway.browser(&headers);
    gateway.forward(&id, reqwest::Method::GET, "/balance", "/balance").await
}

/// A payout that needed a stronger sign-in is not repeated by itself: the person comes back to the page with its button.
async fn payout(State(gateway): State<Arc<Gateway>>, headers: HeaderMap) -> Response {
    let id = gateway.browser(&headers);
    gateway.forward(&id, reqwest::Method::POST, "/payout", "/").await
}

async fn callback(
    State(gateway): State<Arc<Gateway>>,
    headers: HeaderMap,
    Query(answer): Query<HashMap<String, String>>,
) -> Response {
    let id = gateway.browser(&headers);
    let Some((pending, back)) = gateway.with(&id, |browser| browser.pending.take()) else {
        return Redirect::to("/").into_response();
    };
    if answer.get("state") != Some(&pending.state) {
        return (StatusCode::BAD_REQUEST, "this answer belongs to another request").into_response();
    }
    if let Some(error) = answer.get("error") {
        return (StatusCode::FORBIDDEN, format!("the provider says {error}")).into_response();
    }
    let code = answer.get("code").cloned().unwrap_or_default();
    match gateway.relying_party.finish(code, &pending).await {
        Ok(person) => (cookie(&gateway.settle(&id, person)), Redirect::to(&back)).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}
