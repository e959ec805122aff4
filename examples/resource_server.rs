//! An API that lets in whoever shows a good access token: JWT access tokens (RFC 9068) verified with the provider's
//! published keys, answers as RFC 6750 section 3 says.
//!
//! ```text
//! ISSUER=http://localhost:8080 AUDIENCE=http://localhost:8082 PORT=8082 cargo run --example resource_server
//! curl -H "Authorization: Bearer $(… cargo run --example machine_client)" http://localhost:8082/orders
//! ```
//!
//! Nothing here asks the provider about a single token: a revoked one is let in until it lapses (ten minutes by
//! default). An API that must know at once asks the introspection endpoint (RFC 7662) instead.

#[path = "support/bearer.rs"]
mod bearer;

use std::sync::Arc;

use axum::{Json, Router, extract::State, http::HeaderMap, routing::get};
use bearer::{Guard, Refusal};

async fn orders(
    State(guard): State<Arc<Guard>>,
    headers: HeaderMap,
) -> Result<Json<serde_json::Value>, Refusal> {
    let claims = guard.admit(&headers, "orders:read").await?;
    Ok(Json(serde_json::json!({ "orders": [], "subject": claims.sub, "client_id": claims.client_id })))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let given = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_owned());
    let port: u16 = given("PORT", "8082").parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let address = format!("http://localhost:{}", listener.local_addr()?.port());
    let guard =
        Guard::new(given("ISSUER", "http://localhost:8080"), given("AUDIENCE", "http://localhost:8082"))?;
    let routes = Router::new().route("/orders", get(orders)).with_state(Arc::new(guard));
    println!("{address}");
    axum::serve(listener, routes).await?;
    Ok(())
}
