//! A service behind the gateway. It knows the provider's published keys and nothing else: reading a balance takes a
//! sign-in, paying out takes a stronger one, and a token that lacks it is answered with what is missing (RFC 9470).

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::HeaderMap,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::bearer::{Guard, Refusal};

/// The level that paying out takes.
pub const STRONG: &str = "urn:doorward:acr:aal2";
/// How long ago it may have been reached.
const FRESH: Duration = Duration::from_mins(10);
const SCOPE: &str = "openid";

/// Its routes.
pub fn router(guard: Guard) -> Router {
    Router::new().route("/balance", get(balance)).route("/payout", post(payout)).with_state(Arc::new(guard))
}

async fn balance(State(guard): State<Arc<Guard>>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    let claims = guard.admit(&headers, SCOPE).await?;
    Ok(Json(json!({ "balance": 120, "account": claims.sub, "through": claims.client_id, "acr": claims.acr })))
}

async fn payout(State(guard): State<Arc<Guard>>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    let claims = guard.admit(&headers, SCOPE).await?;
    Guard::demand(&claims, &[STRONG], Some(FRESH))?;
    Ok(Json(json!({ "paid": true, "account": claims.sub, "acr": claims.acr })))
}
