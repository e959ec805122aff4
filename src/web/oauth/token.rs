//! `POST /token`: RFC 6749 section 3.2.

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, response::Response, routing::post};

use super::machine::{Provides, answer, authorization, dpop, form, json, with_nonce};
use crate::{
    oauth::{
        OAuthError, TOKEN,
        token::{self, Headers},
    },
    web::cors,
};

/// The token endpoint.
pub fn routes<S: Provides>() -> Router<S> {
    Router::new().route(TOKEN, cors::open(post(exchange::<S>)))
}

async fn exchange<S: Provides>(State(site): State<S>, headers: HeaderMap, body: Bytes) -> Response {
    let response = answer(async {
        let shown = Headers { authorization: authorization(&headers)?, dpop: dpop(&headers)? };
        let tokens = token::exchange(site.provider(), shown, &form(&headers, &body)?).await?;
        serde_json::to_string(&tokens).map(json).map_err(|error| OAuthError::server_error(error.to_string()))
    })
    .await;
    with_nonce(site.provider(), &headers, response)
}
