//! `POST /introspect`: RFC 7662.

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, response::Response, routing::post};

use super::machine::{Provides, answer, authorization, form, json};
use crate::oauth::{INTROSPECT, introspection};

/// The introspection endpoint.
pub fn routes<S: Provides>() -> Router<S> {
    Router::new().route(INTROSPECT, post(introspect::<S>))
}

async fn introspect<S: Provides>(State(site): State<S>, headers: HeaderMap, body: Bytes) -> Response {
    answer(async {
        let authorization = authorization(&headers)?;
        introspection::answer(site.provider(), authorization, &form(&headers, &body)?).await.map(json)
    })
    .await
}
