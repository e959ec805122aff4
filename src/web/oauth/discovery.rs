//! The metadata document and the public keys: bytes that are ready before anybody asks.

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::Provides;
use crate::{
    oauth::{JWKS, discovery},
    web::cors,
};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Long enough to spare us, short enough that a new endpoint is noticed.
const METADATA_AGE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// The documents of `issuer`, at every address at which they are looked for; keys may be kept for `jwks_max_age`.
pub fn routes<S: Provides>(issuer: &str, jwks_max_age: Duration) -> Router<S> {
    let age = format!("public, max-age={}", jwks_max_age.as_secs());
    let age = HeaderValue::from_str(&age).unwrap_or(METADATA_AGE);
    let keys = get(move |State(site): State<S>| std::future::ready(jwks(&site, age.clone())));
    let mut router = Router::new().route(JWKS, cors::open(keys));
    for path in discovery::paths(issuer) {
        router = router.route(&path, cors::open(get(metadata::<S>)));
    }
    router
}

async fn metadata<S: Provides>(State(site): State<S>) -> Response {
    ([(header::CONTENT_TYPE, JSON), (header::CACHE_CONTROL, METADATA_AGE)], site.provider().metadata())
        .into_response()
}

fn jwks<S: Provides>(site: &S, age: HeaderValue) -> Response {
    let keys = site.provider().keyring.jwks();
    ([(header::CONTENT_TYPE, JSON), (header::CACHE_CONTROL, age)], keys).into_response()
}
