//! The demo application: a few routes around [`oidc`](super::oidc), sessions in memory.

use std::{convert::Infallible, future::Future, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{FromRequestParts, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use cookie::Cookie;
use moka::future::Cache;
use openidconnect::CsrfToken;
use serde::Deserialize;
use tokio::net::TcpListener;

use super::{
    oidc::{Error, Pending, Registration, RelyingParty, SignedIn, Wish},
    page::{Notice, STYLE, page},
};
use crate::secret::Secret;

/// Another name than the provider's cookies: ports do not keep cookies apart (RFC 6265 section 8.5).
const COOKIE: &str = "rp_session";
const SESSION: Duration = Duration::from_hours(8);
const SIGN_IN: Duration = Duration::from_mins(30);
const MOST: u64 = 1_000;

/// What the application needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The provider.
    pub issuer: String,
    /// Our identifier there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: Option<Secret>,
    /// Our own origin, such as `http://localhost:8081`. Registered at the provider are its `/callback` as a redirect URI
    /// and its `/signed-out` as a post-logout redirect URI.
    pub origin: String,
}

struct Application {
    party: RelyingParty,
    secure: bool,
    /// By session identifier.
    people: Cache<String, Arc<SignedIn>>,
    /// By state; each belongs to one browser.
    pending: Cache<String, Arc<(String, Pending)>>,
}

/// The application.
///
/// # Errors
/// When no HTTP client can be made.
pub fn router(settings: Settings) -> Result<Router, Error> {
    let scopes = ["profile", "email", "address", "phone", "groups", "offline_access"];
    let registration = Registration {
        redirect_uri: format!("{}/callback", settings.origin),
        post_logout_redirect_uri: format!("{}/signed-out", settings.origin),
        issuer: settings.issuer,
        client_id: settings.client_id,
        client_secret: settings.client_secret,
        scopes: scopes.map(str::to_owned).to_vec(),
    };
    let application = Application {
        party: RelyingParty::new(registration)?,
        secure: settings.origin.starts_with("https:"),
        people: Cache::builder().max_capacity(MOST).time_to_live(SESSION).build(),
        pending: Cache::builder().max_capacity(MOST).time_to_live(SIGN_IN).build(),
    };
    Ok(Router::new()
        .route("/", get(home))
        .route("/sign-in", get(sign_in))
        .route("/callback", get(callback))
        .route("/refresh", post(refresh))
        .route("/sign-out", post(sign_out))
        .route("/signed-out", get(signed_out))
        .route("/style.css", get(|| async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE) }))
        .with_state(Arc::new(application)))
}

/// Serves the application until `ended`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    ended: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router).with_graceful_shutdown(ended).await
}

/// The session identifier that the browser showed.
struct Browser(Option<String>);

impl<S: Sync> FromRequestParts<S> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let headers = parts.headers.get_all(header::COOKIE).into_iter();
        let texts = headers.filter_map(|header| header.to_str().ok());
        let found = texts
            .flat_map(Cookie::split_parse)
            .filter_map(Result::ok)
            .find(|cookie| cookie.name() == COOKIE)
            .map(|cookie| cookie.value().to_owned());
        Ok(Self(found))
    }
}

type Shared = State<Arc<Application>>;

impl Application {
    async fn person(&self, browser: &Browser) -> Option<Arc<SignedIn>> {
        self.people.get(browser.0.as_ref()?).await
    }

    async fn show(&self, status: StatusCode, browser: &Browser, notice: Notice<'_>) -> Response {
        let person = self.person(browser).await;
        page(status, self.party.issuer(), person.as_deref(), notice)
    }

    async fn problem(&self, status: StatusCode, browser: &Browser, problem: &str) -> Response {
        tracing::warn!(problem, "the demo application could not sign somebody in");
        self.show(status, browser, Notice { problem: Some(problem), news: None }).await
    }

    async fn failure(&self, browser: &Browser, error: &Error) -> Response {
        let status = match error {
            Error::Refused { .. } => StatusCode::BAD_REQUEST,
            Error::Provider(_) | Error::Untrusted(_) => StatusCode::BAD_GATEWAY,
        };
        self.problem(status, browser, &error.to_string()).await
    }

    /// A redirect that gives the browser this session identifier.
    fn redirect(&self, to: &str, session: &str) -> Response {
        let secure = if self.secure { "; Secure" } else { "" };
        let cookie = format!("{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax{secure}");
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.insert(header::SET_COOKIE, value);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        (headers, Redirect::to(to)).into_response()
    }
}

async fn home(State(application): Shared, browser: Browser) -> Response {
    application.show(StatusCode::OK, &browser, Notice::default()).await
}

/// What a button may ask for; also the parameters of OpenID Connect Core section 4 (a sign-in that others start).
#[derive(Deserialize)]
struct SignIn {
    prompt: Option<String>,
    acr_values: Option<String>,
    login_hint: Option<String>,
    ui_locales: Option<String>,
    iss: Option<String>,
}

async fn sign_in(State(application): Shared, browser: Browser, Query(asked): Query<SignIn>) -> Response {
    if asked.iss.as_deref().is_some_and(|issuer| issuer != application.party.issuer()) {
        return application.problem(StatusCode::BAD_REQUEST, &browser, "That is not our provider.").await;
    }
    let levels = asked.acr_values.unwrap_or_default();
    let wish = Wish {
        max_age: None,
        prompt: asked.prompt,
        levels: levels.split_whitespace().map(str::to_owned).collect(),
        login_hint: asked.login_hint,
        ui_locales: asked.ui_locales,
    };
    match application.party.begin(&wish).await {
        Ok((url, pending)) => {
            let session = browser.0.unwrap_or_else(|| CsrfToken::new_random_len(32).into_secret());
            let state = pending.state.clone();
            application.pending.insert(state, Arc::new((session.clone(), pending))).await;
            application.redirect(url.as_str(), &session)
        }
        Err(error) => application.failure(&browser, &error).await,
    }
}

/// The authorization response (RFC 6749 section 4.1.2, RFC 9207).
#[derive(Deserialize)]
struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

async fn callback(State(application): Shared, browser: Browser, Query(answer): Query<Answer>) -> Response {
    let pending = application.pending.remove(answer.state.as_deref().unwrap_or_default()).await;
    let Some(pending) = pending.filter(|pending| browser.0.as_ref() == Some(&pending.0)) else {
        let problem = "This sign-in was not started here, or is over. Please start again.";
        return application.problem(StatusCode::BAD_REQUEST, &browser, problem).await;
    };
    if answer.iss.as_deref() != Some(application.party.issuer()) {
        let problem = "The answer came from another provider.";
        return application.problem(StatusCode::BAD_REQUEST, &browser, problem).await;
    }
    let code = match (answer.code, answer.error) {
        (Some(code), None) => code,
        (_, error) => {
            let error = Error::Refused {
                error: error.unwrap_or_else(|| "no code".into()),
                description: answer.error_description,
            };
            return application.failure(&browser, &error).await;
        }
    };
    match application.party.finish(code, &pending.1).await {
        Ok(person) => {
            // A new identifier, so that one planted before is worth nothing.
            application.people.invalidate(&pending.0).await;
            let session = CsrfToken::new_random_len(32).into_secret();
            application.people.insert(session.clone(), Arc::new(person)).await;
            application.redirect("/", &session)
        }
        Err(error) => application.failure(&browser, &error).await,
    }
}

async fn refresh(State(application): Shared, browser: Browser) -> Response {
    let (Some(session), Some(person)) = (browser.0.clone(), application.person(&browser).await) else {
        return Redirect::to("/").into_response();
    };
    match application.party.renew(&person).await {
        Ok(renewed) => {
            application.people.insert(session, Arc::new(renewed)).await;
            let news = Notice { problem: None, news: Some("The tokens were renewed.") };
            application.show(StatusCode::OK, &browser, news).await
        }
        Err(error) => application.failure(&browser, &error).await,
    }
}

async fn sign_out(State(application): Shared, browser: Browser) -> Response {
    let Some(person) = application.person(&browser).await else {
        return Redirect::to("/").into_response();
    };
    if let Some(session) = &browser.0 {
        application.people.invalidate(session).await;
    }
    match application.party.sign_out(&person).await {
        Ok(url) => Redirect::to(url.as_ref().map_or("/signed-out", url::Url::as_str)).into_response(),
        Err(error) => application.failure(&browser, &error).await,
    }
}

async fn signed_out(State(application): Shared, browser: Browser) -> Response {
    let news = Notice { problem: None, news: Some("You are signed out.") };
    application.show(StatusCode::OK, &browser, news).await
}
