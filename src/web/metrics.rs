//! Numbers for operators: requests by route and status, at `/metrics` in the text format of Prometheus, on an address
//! of its own.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use axum::{
    Router,
    extract::MatchedPath,
    http::{Method, StatusCode, header::CONTENT_TYPE},
    routing::get,
};
use metrics::{Counter, Histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use super::request_log;

const REQUESTS: &str = "doorward_http_requests_total";
const FACE_ATTEMPTS: &str = "doorward_face_attempts_total";
const DURATION: &str = "doorward_http_request_duration_seconds";
/// Seconds. Metadata is answered in the first, a sign-in with its hashing around the middle.
const BUCKETS: [f64; 11] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Why numbers cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another recorder is installed in this process.
    #[error("numbers are recorded already")]
    Installed,
    /// A wrong bucket.
    #[error(transparent)]
    Builder(#[from] BuildError),
}

/// The recorder of this process.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Installs the recorder; from now on what `metrics::counter!` and its kin say is kept. Once per process.
    pub fn install() -> Result<Self, Error> {
        let matcher = Matcher::Full(DURATION.into());
        let recorder = PrometheusBuilder::new().set_buckets_for_metric(matcher, &BUCKETS)?.build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).map_err(|_| Error::Installed)?;
        metrics::describe_counter!(REQUESTS, "Requests answered.");
        metrics::describe_counter!(FACE_ATTEMPTS, "Attempts before the camera, by outcome.");
        metrics::describe_histogram!(DURATION, "Time from the head of a request to the head of its answer.");
        Ok(Self(handle))
    }

    /// `/metrics`, to be served apart from everything else.
    pub fn router(&self) -> Router {
        let handle = self.0.clone();
        let kind = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
        Router::new().route("/metrics", get(async move || (kind, handle.render())))
    }

    /// Folds recorded durations into their buckets, for ever. Without it they pile up until somebody asks.
    pub async fn upkeep(self) {
        let mut ticks = tokio::time::interval(Duration::from_secs(5));
        loop {
            ticks.tick().await;
            self.0.run_upkeep();
        }
    }
}

/// One more attempt before the camera came so far.
pub(super) fn face_attempt(outcome: &'static str) {
    metrics::counter!(FACE_ATTEMPTS, "outcome" => outcome).increment(1);
}

/// Counts requests. Finding a counter by its labels allocates, so the few that there are are kept.
#[derive(Default)]
pub struct Requests(RwLock<HashMap<Box<str>, Vec<Kept>>>);

struct Kept {
    method: Method,
    status: StatusCode,
    count: Counter,
    duration: Histogram,
}

impl Requests {
    /// One more.
    pub fn count(&self, method: &Method, route: Option<&MatchedPath>, status: StatusCode, took: Duration) {
        let (method, route) = (known(method), request_log::name(route));
        let found = |kept: &&Kept| kept.status == status && kept.method == method;
        if let Some(kept) = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(route)
            .and_then(|all| all.iter().find(found))
        {
            return kept.record(took);
        }
        let kept = Kept::new(method.clone(), route, status);
        kept.record(took);
        let mut routes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        routes.entry(route.into()).or_default().push(kept);
    }
}

impl Kept {
    fn new(method: Method, route: &str, status: StatusCode) -> Self {
        let labels = [
            ("method", method.as_str().to_owned()),
            ("route", route.to_owned()),
            ("status", status.as_str().to_owned()),
        ];
        let count = metrics::counter!(REQUESTS, &labels);
        let duration = metrics::histogram!(DURATION, &labels);
        Self { method, status, count, duration }
    }

    fn record(&self, took: Duration) {
        self.count.increment(1);
        self.duration.record(took);
    }
}

/// A client may make up methods, but not labels.
fn known(method: &Method) -> Method {
    let common = [
        Method::GET,
        Method::POST,
        Method::HEAD,
        Method::OPTIONS,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
    ];
    if common.contains(method) { method.clone() } else { Method::TRACE }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{random::Random, web::frame::Frame};

    #[tokio::test]
    async fn requests_are_counted_by_route_and_status() {
        let metrics = Metrics::install().unwrap();
        assert!(matches!(Metrics::install(), Err(Error::Installed)));
        let mut frame = Frame::new(&"https://id.example.org".parse().unwrap(), Random::seeded(1));
        frame.requests = Some(Requests::default());
        let served = axum_test::TestServer::new(
            frame.around(Router::new().route("/login/{journey}", get(async || "hello"))),
        );
        for path in ["/login/1", "/login/2", "/nowhere?code=secret"] {
            served.get(path).await;
        }

        let text = axum_test::TestServer::new(metrics.router()).get("/metrics").await.text();
        let line = |route: &str, status: u16| {
            format!("doorward_http_requests_total{{method=\"GET\",route=\"{route}\",status=\"{status}\"}}")
        };
        assert!(text.contains(&format!("{} 2", line("/login/{journey}", 200))), "{text}");
        assert!(text.contains(&format!("{} 1", line("(none)", 404))), "{text}");
        assert!(text.contains("doorward_http_request_duration_seconds_bucket"), "{text}");
        assert!(!text.contains("secret"));
    }
}
