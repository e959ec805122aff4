//! Which other origins may use the passkeys made here (WebAuthn Level 3 section 5.11.1).

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::site::Site;

/// Where browsers look.
pub const PATH: &str = "/.well-known/webauthn";

/// `GET /.well-known/webauthn`.
pub async fn show(State(site): State<Arc<Site>>) -> Response {
    let body = json!({ "origins": site.config.passkey.related_origins }).to_string();
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}
