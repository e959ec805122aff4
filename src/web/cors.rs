//! Scripts of other origins: discovery, JWKS, token, userinfo and revocation answer any of them, without credentials
//! (RFC 9700 section 2.6). Everything else, and above all the authorization endpoint, sends no CORS header.

use std::task::{Context, Poll};

use axum::{
    extract::Request,
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
            ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
        },
    },
    response::Response,
    routing::{MethodRouter, Route},
};
use futures_util::future::{FutureExt, Map};
use tower::{Layer, Service};

const PREFLIGHT: [(HeaderName, HeaderValue); 3] = [
    (ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST")),
    (
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("Authorization, Content-Type, DPoP, MCP-Protocol-Version"),
    ),
    (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")),
];

/// Opens a route to scripts of any origin.
pub fn open<S: Clone + Send + Sync + 'static>(route: MethodRouter<S>) -> MethodRouter<S> {
    route.options(async || (StatusCode::NO_CONTENT, PREFLIGHT)).layer(Open)
}

#[derive(Clone, Copy)]
struct Open;

#[derive(Clone)]
struct Opened(Route);

impl Layer<Route> for Open {
    type Service = Opened;

    fn layer(&self, inner: Route) -> Opened {
        Opened(inner)
    }
}

impl Service<Request> for Opened {
    type Response = Response;
    type Error = <Route as Service<Request>>::Error;
    type Future = Map<
        <Route as Service<Request>>::Future,
        fn(Result<Response, Self::Error>) -> Result<Response, Self::Error>,
    >;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Service::<Request>::poll_ready(&mut self.0, context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        self.0.call(request).map(|outcome| {
            outcome.map(|mut response| {
                let headers = response.headers_mut();
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
                headers.insert(
                    ACCESS_CONTROL_EXPOSE_HEADERS,
                    HeaderValue::from_static("WWW-Authenticate, DPoP-Nonce"),
                );
                response
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, routing::get};
    use axum_test::TestServer;

    use super::*;

    #[tokio::test]
    async fn an_open_route_answers_any_origin_and_a_closed_one_says_nothing() {
        let router =
            Router::new().route("/open", open(get(async || "open"))).route("/closed", get(async || "closed"));
        let server = TestServer::new(router);

        let preflight = server.method(axum::http::Method::OPTIONS, "/open").await;
        assert_eq!(preflight.status_code(), 204);
        assert_eq!(preflight.header("access-control-allow-origin"), "*");
        assert_eq!(
            preflight.header("access-control-allow-headers"),
            "Authorization, Content-Type, DPoP, MCP-Protocol-Version"
        );
        assert_eq!(preflight.header("access-control-max-age"), "7200");

        let answer = server.get("/open").add_header("origin", "https://app.example").await;
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-expose-headers"), "WWW-Authenticate, DPoP-Nonce");
        assert!(answer.maybe_header("access-control-allow-credentials").is_none());

        let closed = server.get("/closed").add_header("origin", "https://app.example").await;
        assert!(closed.maybe_header("access-control-allow-origin").is_none());
        assert_eq!(server.method(axum::http::Method::OPTIONS, "/closed").await.status_code(), 405);
    }
}
