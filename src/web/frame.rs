//! What happens around every handler, in one layer: who asks, is the host ours, the handler (a panic is an answer of
//! 500), errors become pages or JSON, security headers, the log, the numbers.
//!
//! One layer and not ten, because each would cost two allocations on every request.

use std::{
    convert::Infallible,
    net::{Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    body::Body,
    extract::{MatchedPath, Request},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, COOKIE},
    },
    response::{IntoResponse, Response},
    routing::Route,
};
use futures_util::FutureExt;
use tokio::time::Instant;
use tower::{Layer, Service};
use tracing::{Instrument, Span};
use url::Url;

use super::{
    body::Fate,
    cookie::CookieJar,
    dev_host::DevHost,
    error::{self, Problem, Refusal},
    headers::{self, SecurityHeaders},
    language,
    listener::Peer,
    metrics::Requests,
    page::{Chrome, ErrorPage, Pages},
    proxy::TrustedProxies,
    request_log, scim,
    visit::Visit,
};
use crate::random::Random;

/// What the layer works with.
pub struct Frame {
    /// Chance: request ids, nonces, error ids.
    pub random: Random,
    /// What the security headers depend on.
    pub headers: SecurityHeaders,
    /// Whose forwarding headers are believed.
    pub proxies: TrustedProxies,
    /// In development mode: which hosts are ours.
    pub dev: Option<DevHost>,
    /// Whether each request has its span and its line. Without, logging costs nothing per request.
    pub access_log: bool,
    /// Counts requests, where somebody reads the numbers.
    pub requests: Option<Requests>,
    /// Writes errors as pages.
    pub pages: Option<Arc<Pages>>,
}

impl Frame {
    /// For an issuer, with everything else off.
    pub fn new(issuer: &Url, random: Random) -> Self {
        Self {
            random,
            headers: SecurityHeaders { https: issuer.scheme() == "https" },
            proxies: TrustedProxies::default(),
            dev: None,
            access_log: false,
            requests: None,
            pages: None,
        }
    }

    /// Around everything that `router` has by now.
    pub fn around(self, router: Router) -> Router {
        router.layer(Framing(Arc::new(self)))
    }

    fn finish(&self, mut response: Response, asked: &Asked) -> Response {
        if let Some(problem) = response.extensions_mut().remove::<Problem>() {
            let problem = if scim::is_below(asked.uri.path()) { problem.in_scim() } else { problem };
            self.write(&mut response, &problem, asked);
        } else if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
            request_log::refusal(&refusal, response.status(), &asked.visit, asked.route.as_ref());
        }
        self.headers.apply(&mut response, asked.visit.nonce, asked.flow);
        response
    }

    /// Writes a problem as what was asked for. Headers that stand already (CORS) stay.
    fn write(&self, response: &mut Response, problem: &Problem, asked: &Asked) {
        let id = error::error_id(&self.random);
        request_log::problem(problem, &id, &asked.visit, asked.route.as_ref());
        let page = problem.page(asked.accepts_pages(), &id).and_then(|page| self.render(&page, asked));
        let headers = response.headers_mut();
        let (kind, text) = match page {
            Some((html, lang)) => {
                language::mark(headers, &lang);
                ("text/html; charset=utf-8", html)
            }
            None => (problem.media_type(), problem.json(Some(&id))),
        };
        headers.remove(CONTENT_LENGTH);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        *response.body_mut() = Body::from(text);
    }

    /// The page, and its language.
    fn render(&self, page: &ErrorPage, asked: &Asked) -> Option<(String, String)> {
        let pages = self.pages.as_ref()?;
        let languages = pages.languages();
        let cookies = CookieJar { secure: self.dev.is_none() };
        let wanted = languages.asked(asked.uri.query().unwrap_or_default());
        let lang = wanted.unwrap_or_else(|| languages.of_browser(cookies, &asked.reader));
        let nonce = asked.visit.nonce.to_string();
        let chrome = Chrome::new(lang, nonce, asked.uri.path(), self.dev.is_some())
            .with_menu(language::back_from_error(&asked.method, &asked.uri));
        let shown = pages.show(&chrome, page);
        let html = shown.inspect_err(|error| tracing::error!(%error, "the error page failed")).ok()?;
        Some((html, lang.to_owned()))
    }
}

/// What must be known of the request after the handler has consumed it.
struct Asked {
    visit: Visit,
    route: Option<MatchedPath>,
    method: Method,
    uri: Uri,
    flow: bool,
    accept: Option<HeaderValue>,
    /// What tells the language of whoever reads the answer. Programs send neither, and cost nothing here.
    reader: HeaderMap,
}

impl Asked {
    fn accepts_pages(&self) -> bool {
        self.accept
            .as_ref()
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kinds| kinds.contains("text/html"))
    }
}

#[derive(Clone)]
struct Framing(Arc<Frame>);

#[derive(Clone)]
struct Framed {
    frame: Arc<Frame>,
    inner: Route,
}

impl Layer<Route> for Framing {
    type Service = Framed;

    fn layer(&self, inner: Route) -> Framed {
        Framed { frame: Arc::clone(&self.0), inner }
    }
}

impl Service<Request> for Framed {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.inner, context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let frame = Arc::clone(&self.frame);
        let asked = frame.receive(&mut request);
        let fate = request.extensions().get::<Fate>().cloned();
        let ours = frame.dev.is_none_or(|dev| dev.allows(request.uri(), request.headers()));
        // Of a body that is refused ahead no handler sees anything.
        let refused = fate.as_ref().is_some_and(|fate| fate.problem().is_some());
        let answer = (ours && !refused).then(|| self.inner.call(request));

        let started = (frame.access_log || frame.requests.is_some()).then(Instant::now);
        let span = if frame.access_log {
            request_log::span(&asked.visit, &asked.method, asked.route.as_ref())
        } else {
            Span::none()
        };
        Box::pin(
            async move {
                let response = match answer {
                    None => misdirected(),
                    Some(answer) => match AssertUnwindSafe(answer).catch_unwind().await {
                        Ok(Ok(response)) => response,
                        Ok(Err(never)) => match never {},
                        Err(panic) => Problem::internal(said(panic.as_ref())).into_response(),
                    },
                };
                let response = match fate {
                    Some(fate) => fate.settle(response),
                    None => response,
                };
                let response = frame.finish(response, &asked);
                if let Some(took) = started.map(|started| started.elapsed()) {
                    if let Some(requests) = &frame.requests {
                        requests.count(&asked.method, asked.route.as_ref(), response.status(), took);
                    }
                    if frame.access_log {
                        request_log::ended(response.status(), took);
                    }
                }
                Ok(response)
            }
            .instrument(span),
        )
    }
}

impl Frame {
    fn receive(&self, request: &mut Request) -> Asked {
        // Without a listener (in tests) everybody is the machine itself.
        let nobody = Peer { address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), tls: false };
        let peer = request.extensions().get::<Peer>().copied().unwrap_or(nobody);
        let client = self.proxies.client(peer, request.headers_mut());
        let visit = Visit::new(client, request.headers(), &self.random);
        request.extensions_mut().insert(visit.clone());
        let headers = request.headers();
        let mut reader = HeaderMap::new();
        for name in [ACCEPT_LANGUAGE, COOKIE] {
            for value in headers.get_all(&name) {
                reader.append(name.clone(), value.clone());
            }
        }
        Asked {
            visit,
            route: request.extensions().get::<MatchedPath>().cloned(),
            method: request.method().clone(),
            flow: headers::is_flow(request.uri().path()),
            accept: headers.get(ACCEPT).cloned(),
            reader,
            uri: request.uri().clone(),
        }
    }
}

/// RFC 9110 section 15.5.20.
fn misdirected() -> Response {
    Problem::new(StatusCode::MISDIRECTED_REQUEST, "misdirected_request", "This host is not served here")
        .into_response()
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panic: {}", text.unwrap_or_else(|| "without a text".into()))
}

#[cfg(test)]
mod tests {
    use axum::{response::Html, routing::get};
    use axum_test::TestServer;

    use super::*;
    use crate::web::{language::Languages, page::Action, visit::Nonce};

    fn server(change: impl FnOnce(&mut Frame)) -> TestServer {
        let mut frame = Frame::new(&"https://id.example.org".parse().unwrap(), Random::seeded(1));
        change(&mut frame);
        let router = Router::new()
            .route("/page", get(async |nonce: Nonce| Html(nonce.to_string())))
            .route("/json", get(async || error::json(StatusCode::OK, serde_json::json!({}))))
            .route("/panic", get(async || -> &'static str { panic!("on purpose") }))
            .route("/broken", get(async || Problem::internal("disk full")))
            .fallback(async || error::not_found());
        TestServer::new(frame.around(router))
    }

    #[tokio::test]
    async fn a_page_may_run_the_scripts_that_carry_its_nonce() {
        let server = server(|_| ());
        let (first, second) = (server.get("/page").await, server.get("/page").await);
        let policy = first.header("content-security-policy");
        assert!(policy.to_str().unwrap().contains(&format!("script-src 'nonce-{}';", first.text())));
        assert_ne!(first.text(), second.text());
        assert_eq!(first.header("cache-control"), "no-store");
        assert_eq!(server.get("/json").await.header("x-content-type-options"), "nosniff");
    }

    #[tokio::test]
    async fn a_panic_is_answered_and_the_process_lives() {
        let server = server(|_| ());
        let answer = server.get("/panic").await;
        assert_eq!(answer.status_code(), 500);
        assert!(!answer.text().contains("on purpose"), "{}", answer.text());
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(server.get("/json").await.status_code(), 200);
    }

    #[tokio::test]
    async fn an_error_is_a_page_for_people_and_json_for_programs() {
        let server = server(|frame| frame.pages = Some(Arc::new(Pages::new(Languages::default()).unwrap())));
        let page = server.get("/nowhere").add_header("accept", "text/html,*/*;q=0.8").await;
        assert_eq!(page.status_code(), 404);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.text().contains("id=\"error-page\""));
        assert!(page.header("content-security-policy").to_str().unwrap().contains("form-action 'self';"));

        let json: serde_json::Value = server.get("/broken").add_header("accept", "*/*").await.json();
        assert_eq!(json["error"], "server_error");
        assert_eq!(json["error_id"].as_str().unwrap().len(), 8);
        assert!(!json.to_string().contains("disk full"));
    }

    #[tokio::test]
    async fn what_is_too_large_is_told_on_a_page_and_in_the_words_of_whoever_knows_better() {
        let pages = Arc::new(Pages::new(Languages::default()).unwrap());
        let frame = Frame {
            pages: Some(pages),
            ..Frame::new(&"https://id.example.org".parse().unwrap(), Random::seeded(1))
        };
        let action = Action { href: "/account/profile".into(), label_key: "action-try-again".into() };
        let page = ErrorPage {
            title_key: "error-upload-large-title".into(),
            action: Some(action),
            ..ErrorPage::default()
        };
        let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "x", "x").on(page);
        let knows = move || std::future::ready(problem);
        let runs = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let ran = runs.clone();
        let plain = move || async move { ran.store(true, std::sync::atomic::Ordering::SeqCst) };
        let router = Router::new().route("/knows", get(knows)).route("/plain", get(plain));
        let router = frame.around(router);
        for (path, announced, said) in [
            ("/plain", true, "That was too much at once"),
            ("/knows", true, "That was too much at once"),
            ("/knows", false, "That file is too large"),
        ] {
            let mut request =
                axum::http::Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap();
            let fate = if announced { Fate::too_large() } else { Fate::default() };
            request.extensions_mut().insert(fate);
            let response = tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
            assert_eq!(
                (response.status(), response.headers()["content-type"].to_str().unwrap()),
                (StatusCode::PAYLOAD_TOO_LARGE, "text/html; charset=utf-8"),
                "{path}"
            );
            let closes = response.headers().contains_key("connection");
            let text = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
            let text = String::from_utf8(text.to_vec()).unwrap();
            assert!(text.contains(said), "{path}: {text}");
            assert_eq!(
                (closes, text.contains("href=\"/account/profile\"")),
                (announced, !announced),
                "{path}"
            );
        }
        assert!(
            !runs.load(std::sync::atomic::Ordering::SeqCst),
            "no handler sees a body that was refused ahead"
        );
    }

    #[tokio::test]
    async fn development_answers_to_its_own_names_only() {
        let server = server(|frame| frame.dev = Some(DevHost { port: 8080 }));
        let ask =
            async |host: &str| server.get("/json").add_header("host", host).await.status_code().as_u16();
        assert_eq!(ask("localhost:8080").await, 200);
        assert_eq!(ask("evil.example:8080").await, 421);
    }
}
