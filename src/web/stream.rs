//! Answers of any length, a piece at a time: what is made while it is read needs no room, and who reads slowly has the time.
//!
//! What goes wrong after the first piece cannot be told any more: the connection breaks, so that nobody takes a part for the whole.

use std::{fmt::Display, sync::Arc};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, TryStream, TryStreamExt};

use super::{activity::Activity, error::Problem};

/// An answer that may take longer than a connection may wait for its next request: the listener keeps it. An extension of the
/// answer.
#[derive(Clone, Copy, Debug)]
struct Long;

/// The same answer. Until the last piece of a long one somebody is at it, though it has begun.
pub(super) fn watched(mut response: Response, activity: &Arc<Activity>) -> Response {
    if response.extensions_mut().remove::<Long>().is_none() {
        return response;
    }
    let activity = Arc::clone(activity);
    response.map(|body| Body::from_stream(body.into_data_stream().inspect(move |_| activity.goes_on())))
}

/// A file of this name and media type, which nobody keeps on the way.
pub fn file<S>(name: &str, kind: &'static str, pieces: S) -> Result<Response, Problem>
where
    S: TryStream + Send + 'static,
    S::Ok: Into<Bytes>,
    S::Error: Display + Into<axum::BoxError>,
{
    let broken = |error: &S::Error| tracing::error!(%error, "an answer broke off");
    let name =
        HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, name),
    ];
    let mut response = (headers, Body::from_stream(pieces.inspect_err(broken))).into_response();
    response.extensions_mut().insert(Long);
    Ok(response)
}
