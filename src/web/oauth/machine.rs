//! What the endpoints that no browser visits have in common: a form comes in, JSON goes out and is kept nowhere.

use std::sync::Arc;

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::oauth::{OAuthError, Provider, dpop, parameters::Parameters};

const DPOP: &str = "dpop";
/// The header with a nonce for proofs.
pub const DPOP_NONCE: &str = "dpop-nonce";

/// What these endpoints need of a router's state.
pub trait Provides: Clone + Send + Sync + 'static {
    /// The protocol.
    fn provider(&self) -> &Arc<Provider>;
}

impl Provides for Arc<Provider> {
    fn provider(&self) -> &Arc<Provider> {
        self
    }
}

/// The one `Authorization` header, as text.
pub fn authorization(headers: &HeaderMap) -> Result<Option<&str>, OAuthError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(OAuthError::invalid_request("more than one Authorization header"));
    }
    first
        .map(|value| {
            value.to_str().map_err(|_| OAuthError::invalid_request("the Authorization header is not text"))
        })
        .transpose()
}

/// The one `DPoP` header, as text (RFC 9449 section 4.3, 1).
pub fn dpop(headers: &HeaderMap) -> Result<Option<&str>, OAuthError> {
    let mut values = headers.get_all(DPOP).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(OAuthError::invalid_dpop_proof("there is more than one"));
    }
    first
        .map(|value| value.to_str().map_err(|_| OAuthError::invalid_dpop_proof("it is not text")))
        .transpose()
}

/// The nonce for the next proof, for who showed one with these headers (RFC 9449 section 8.2).
pub fn next_nonce(provider: &Provider, headers: &HeaderMap) -> Option<HeaderValue> {
    let nonce = headers.contains_key(DPOP).then(|| dpop::nonce(provider, provider.clock.now())).flatten();
    nonce.and_then(|nonce| HeaderValue::try_from(nonce).ok())
}

/// The answer to a request, with that nonce.
pub fn with_nonce(provider: &Provider, headers: &HeaderMap, mut response: Response) -> Response {
    if let Some(nonce) = next_nonce(provider, headers) {
        response.headers_mut().insert(DPOP_NONCE, nonce);
    }
    response
}

/// Whether the body says it is a form.
pub fn is_form(headers: &HeaderMap) -> bool {
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The parameters in the body, which must be a form (RFC 6749 section 4.1.3 and appendix B). Those of a query are not
/// looked at: a secret there would end up in logs.
pub fn form(headers: &HeaderMap, body: &Bytes) -> Result<Parameters, OAuthError> {
    if !is_form(headers) {
        return Err(OAuthError::invalid_request("the body must be application/x-www-form-urlencoded"));
    }
    Parameters::parse(body)
}

/// An answer with a JSON body (RFC 6749 section 5.1: never to be stored).
pub fn json(body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::PRAGMA, HeaderValue::from_static("no-cache")),
    ];
    (headers, body).into_response()
}

/// Runs a handler's work; a refusal is answered as its clause says and logged by [`crate::web::frame`].
pub async fn answer(work: impl Future<Output = Result<Response, OAuthError>>) -> Response {
    work.await.unwrap_or_else(IntoResponse::into_response)
}
