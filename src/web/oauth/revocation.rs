//! `POST /revoke`: RFC 7009.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::post,
};

use super::machine::{Provides, answer, authorization, form};
use crate::{
    oauth::{REVOKE, revocation},
    web::cors,
};

/// The revocation endpoint.
pub fn routes<S: Provides>() -> Router<S> {
    Router::new().route(REVOKE, cors::open(post(revoke::<S>)))
}

/// The answer has no body: its status says it all (section 2.2).
async fn revoke<S: Provides>(State(site): State<S>, headers: HeaderMap, body: Bytes) -> Response {
    answer(async {
        let authorization = authorization(&headers)?;
        revocation::revoke(site.provider(), authorization, &form(&headers, &body)?).await?;
        Ok(().into_response())
    })
    .await
}
