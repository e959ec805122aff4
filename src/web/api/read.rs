//! What the API takes: JSON bodies and queries without anything that nobody knows, each fault named.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
};
use serde::de::DeserializeOwned;

use super::failure::problem;
use crate::web::{error::Problem, extract::holds_nul};

/// The most bytes of a body.
const LARGEST: usize = 262_144;

/// U+0000 as JSON writes it; as it is, it stands in no JSON.
const NUL: &[u8] = b"\\u0000";

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            let description = "the content type must be application/json";
            return Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", description));
        }
        let bytes = to_bytes(body, LARGEST).await.map_err(|_| {
            problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "the body is too large or did not arrive whole",
            )
        })?;
        // PostgreSQL takes no text that holds U+0000.
        if bytes.windows(NUL.len()).any(|part| part == NUL) {
            let refused = problem(StatusCode::BAD_REQUEST, "invalid", "the body cannot be read");
            return Err(refused.for_api(vec!["a text holds U+0000".into()]));
        }
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let status =
                if error.is_data() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::BAD_REQUEST };
            problem(status, "invalid", "the body cannot be read").for_api(vec![error.to_string()])
        })
    }
}

/// `application/json`, or what is built on it (RFC 6839 section 3.1), such as a merge patch.
fn is_json(headers: &HeaderMap) -> bool {
    let essence = essence(headers);
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// The media type of a body without its parameters, in small letters (RFC 9110 section 8.3.1).
pub fn essence(headers: &HeaderMap) -> String {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The parameters of the query.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match <axum::extract::Query<T> as FromRequestParts<S>>::from_request_parts(parts, state).await {
            Ok(_) if holds_nul(parts.uri.query()) => {
                let refused = problem(StatusCode::BAD_REQUEST, "invalid", "the query cannot be read");
                Err(refused.for_api(vec!["a parameter holds U+0000".into()]))
            }
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => {
                let refused = problem(StatusCode::BAD_REQUEST, "invalid", "the query cannot be read");
                Err(refused.for_api(vec![rejection.body_text()]))
            }
        }
    }
}
