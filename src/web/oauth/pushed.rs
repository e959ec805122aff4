//! `POST /par`: RFC 9126. For clients themselves, so no script of another origin is answered.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::post,
};

use super::machine::{Provides, answer, authorization, dpop, form, json, with_nonce};
use crate::oauth::{OAuthError, PUSH, pushed, token::Headers};

/// The endpoint.
pub fn routes<S: Provides>() -> Router<S> {
    Router::new().route(PUSH, post(push::<S>))
}

async fn push<S: Provides>(State(site): State<S>, headers: HeaderMap, body: Bytes) -> Response {
    let response = answer(async {
        let shown = Headers { authorization: authorization(&headers)?, dpop: dpop(&headers)? };
        let pushed = Box::pin(pushed::push(site.provider(), shown, &form(&headers, &body)?)).await?;
        let body =
            serde_json::to_string(&pushed).map_err(|error| OAuthError::server_error(error.to_string()))?;
        let mut response = json(body);
        *response.status_mut() = StatusCode::CREATED;
        Ok(response)
    })
    .await;
    with_nonce(site.provider(), &headers, response)
}
