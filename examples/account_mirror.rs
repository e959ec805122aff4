//! A service that keeps its accounts in step with the provider's by webhooks (Standard Webhooks 1.0.0).
//!
//! ```text
//! doorward webhook create http://localhost:8083/hooks --event 'account.*'      # prints the secret
//! WEBHOOK_SECRET=whsec_… PORT=8083 cargo run --example account_mirror
//! curl http://localhost:8083/accounts
//! ```
//!
//! Beside `doorward dev`, first export the variables of `docs/clients/README.md`: they tell `doorward webhook` where its data is.
//! Elsewhere `outbound.allow` has to name this machine.
//!
//! What it is sent is how an account is now, so storing that is all there is to do. It believes nothing that is not signed, or
//! was signed more than five minutes ago; what it has seen before it thanks for and leaves.

// A program of its own: its time is the system's.
#![allow(clippy::disallowed_methods)]

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex},
    time::{SystemTime, UNIX_EPOCH},
};

use aws_lc_rs::hmac;
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

/// How old a message may be, in seconds.
const TOLERANCE: u64 = 300;

struct Mirror {
    key: hmac::Key,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    accounts: BTreeMap<String, Value>,
    seen: HashSet<String>,
}

impl Mirror {
    /// The identifier of a message that is genuine and fresh.
    fn genuine(&self, headers: &HeaderMap, body: &[u8]) -> Option<String> {
        let header = |name: &str| headers.get(name)?.to_str().ok();
        let (id, time) = (header("webhook-id")?, header("webhook-timestamp")?);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
        if now.abs_diff(time.parse().ok()?) > TOLERANCE {
            return None;
        }
        let signed = [format!("{id}.{time}.").as_bytes(), body].concat();
        // While a secret is rotated there are two signatures; one of them is ours.
        let ours = header("webhook-signature")?.split(' ').any(|signature| {
            let tag = signature.strip_prefix("v1,").and_then(|tag| STANDARD.decode(tag).ok());
            tag.is_some_and(|tag| hmac::verify(&self.key, &signed, &tag).is_ok())
        });
        ours.then(|| id.to_owned())
    }
}

async fn receive(State(mirror): State<Arc<Mirror>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(id) = mirror.genuine(&headers, &body) else { return StatusCode::UNAUTHORIZED };
    let Ok(message) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST };
    let Ok(mut kept) = mirror.kept.lock() else { return StatusCode::INTERNAL_SERVER_ERROR };
    let account = message.pointer("/data/account").unwrap_or(&Value::Null);
    if let (true, Some(sub)) = (kept.seen.insert(id), account["sub"].as_str()) {
        if account["state"] == "deleted" {
            kept.accounts.remove(sub);
        } else {
            kept.accounts.insert(sub.to_owned(), account.clone());
        }
    }
    StatusCode::NO_CONTENT
}

async fn accounts(State(mirror): State<Arc<Mirror>>) -> Json<Vec<Value>> {
    Json(mirror.kept.lock().map(|kept| kept.accounts.values().cloned().collect()).unwrap_or_default())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let secret = std::env::var("WEBHOOK_SECRET")?;
    let secret = STANDARD.decode(secret.trim_start_matches("whsec_"))?;
    let port: u16 = std::env::var("PORT").unwrap_or_else(|_| "8083".to_owned()).parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let mirror = Mirror { key: hmac::Key::new(hmac::HMAC_SHA256, &secret), kept: Mutex::default() };
    let routes = Router::new()
        .route("/hooks", post(receive))
        .route("/accounts", get(accounts))
        .with_state(Arc::new(mirror));
    println!("http://127.0.0.1:{}", listener.local_addr()?.port());
    axum::serve(listener, routes).await?;
    Ok(())
}
