//! `POST /introspect`: RFC 7662, and RFC 9701 for who accepts a JWT.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
    routing::post,
};

use super::machine::{Provides, answer, authorization, form, json};
use crate::oauth::{INTROSPECT, introspection};

const JWT: &str = "application/token-introspection+jwt";

/// The introspection endpoint.
pub fn routes<S: Provides>() -> Router<S> {
    Router::new().route(INTROSPECT, post(introspect::<S>))
}

async fn introspect<S: Provides>(State(site): State<S>, headers: HeaderMap, body: Bytes) -> Response {
    answer(async {
        let (authorization, parameters) = (authorization(&headers)?, form(&headers, &body)?);
        if !wants_jwt(&headers) {
            return introspection::answer(site.provider(), authorization, &parameters).await.map(json);
        }
        let mut answer = json(introspection::signed(site.provider(), authorization, &parameters).await?);
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(JWT));
        Ok(answer)
    })
    .await
}

/// RFC 9701 section 4: named, and not refused by a quality of zero (RFC 9110 section 12.4.2). A wildcard wants JSON.
fn wants_jwt(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepts.flat_map(|value| value.split(',')).any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let named = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case(JWT));
        named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}
