//! What is logged of a request: one span around it, one line when it ends, and one line for what went wrong.
//!
//! The route is logged, never the query and never the path: they carry codes, states and journey ids.

use std::time::Duration;

use axum::{
    extract::MatchedPath,
    http::{Method, StatusCode},
};
use tracing::Span;

use super::{
    error::{Problem, Refusal},
    visit::Visit,
};

/// What stands for a request that no route matched.
pub(super) const NO_ROUTE: &str = "(none)";

/// The name of the matched route.
pub(super) fn name(route: Option<&MatchedPath>) -> &str {
    route.map_or(NO_ROUTE, MatchedPath::as_str)
}

/// The span of one request.
pub(super) fn span(visit: &Visit, method: &Method, route: Option<&MatchedPath>) -> Span {
    tracing::info_span!(
        "request",
        id = %visit.request_id,
        %method,
        route = name(route),
        client = %visit.client,
    )
}

/// The one line when it ends. Within the span.
pub(super) fn ended(status: StatusCode, took: Duration) {
    let milliseconds = took.as_secs_f64() * 1000.0;
    tracing::info!(target: "doorward::access", status = status.as_u16(), ms = (milliseconds * 100.0).round() / 100.0);
}

/// What went wrong, with the id that the person was given. The request is named, since the span may be switched off.
pub(super) fn problem(problem: &Problem, error_id: &str, visit: &Visit, route: Option<&MatchedPath>) {
    let (status, code) = (problem.status.as_u16(), problem.code);
    let (description, detail) = (&*problem.description, problem.detail.as_str());
    let (request, route) = (&visit.request_id, name(route));
    if problem.status.is_server_error() {
        tracing::error!(error_id, status, code, description, detail, %request, route, "failed");
    } else {
        tracing::info!(error_id, status, code, description, detail, %request, route, "refused");
    }
}

/// A protocol error that the client was told of.
pub(super) fn refusal(refusal: &Refusal, status: StatusCode, visit: &Visit, route: Option<&MatchedPath>) {
    let (is_ours, status, code) = (status.is_server_error(), status.as_u16(), refusal.code);
    let (description, detail) = (refusal.description.as_str(), refusal.detail.as_str());
    let (request, route) = (&visit.request_id, name(route));
    if is_ours {
        tracing::error!(status, code, description, detail, %request, route, "failed");
    } else {
        tracing::info!(status, code, description, detail, %request, route, "refused");
    }
}
