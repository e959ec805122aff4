//! Whether to send requests here: `/health/live` (the process turns) and `/health/ready` (it can do its work, and is
//! not about to end).

use std::{sync::Arc, time::Duration};

use axum::{Router, http::StatusCode, response::Response, routing::get};
use futures_util::future::{BoxFuture, FutureExt, join_all};
use serde_json::json;

use super::{drain::Drain, error::json};

/// One thing that must work; says for the log why it does not.
type Probe = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

const PATIENCE: Duration = Duration::from_secs(2);

/// Knows whether this process can do its work.
#[derive(Clone)]
pub struct Readiness {
    drain: Drain,
    probes: Vec<(&'static str, Probe)>,
}

impl Readiness {
    /// Ready until the drain starts.
    pub fn new(drain: Drain) -> Self {
        Self { drain, probes: Vec::new() }
    }

    /// Adds something that must work.
    #[must_use]
    pub fn with<F>(mut self, name: &'static str, probe: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), String>> + Send + 'static,
    {
        self.probes.push((name, Arc::new(move || probe().boxed())));
        self
    }

    /// `/health/live` and `/health/ready`.
    pub fn router(self) -> Router {
        let ready = async move || self.answer().await;
        Router::new()
            .route("/health/live", get(async || json(StatusCode::OK, json!({"status": "live"}))))
            .route("/health/ready", get(ready))
    }

    async fn answer(&self) -> Response {
        let unready = StatusCode::SERVICE_UNAVAILABLE;
        if self.drain.is_draining() {
            return json(unready, json!({"status": "draining"}));
        }
        let probes = self.probes.iter().map(|(name, probe)| async move {
            let outcome = tokio::time::timeout(PATIENCE, probe()).await;
            let reason = outcome.unwrap_or_else(|_| Err("no answer in time".into())).err()?;
            tracing::warn!(probe = name, reason, "not ready");
            Some(*name)
        });
        let failed: Vec<_> = join_all(probes).await.into_iter().flatten().collect();
        if failed.is_empty() {
            json(StatusCode::OK, json!({"status": "ready"}))
        } else {
            json(unready, json!({"status": "unready", "failed": failed}))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum_test::TestServer;

    use super::*;
    use crate::web::drain;

    #[tokio::test]
    async fn ready_means_every_probe_works_and_no_end_is_near() {
        let (trigger, ear) = drain::channel();
        let (works, broken) = (async || Ok(()), async || Err("gone".to_owned()));
        let good = TestServer::new(Readiness::new(ear.clone()).with("database", works).router());
        let bad = TestServer::new(Readiness::new(ear).with("database", works).with("disk", broken).router());

        assert_eq!(good.get("/health/ready").await.status_code(), 200);
        let answer = bad.get("/health/ready").await;
        assert_eq!(answer.status_code(), 503);
        assert_eq!(answer.json::<serde_json::Value>(), json!({ "status": "unready", "failed": ["disk"] }));
        assert_eq!(bad.get("/health/live").await.status_code(), 200);

        trigger.drain();
        assert_eq!(good.get("/health/ready").await.status_code(), 503);
        assert_eq!(good.get("/health/live").await.status_code(), 200);
    }
}
