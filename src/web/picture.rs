//! `GET /picture/{id}`: how somebody looks, for whoever was given the address. It is one of ours, drawn by us, and can be
//! nothing but a picture to the browser; pages of clients may show it.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{answer, error::Problem, extract::Path, site::Site};
use crate::{administration::picture::CONTENT_TYPE, storage};

/// Long enough for a page that shows it often, short enough for one that was taken away.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=600");
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'");

/// `GET /picture/{id}`.
pub async fn show(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let drawn = id.len() == 43 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let found =
        if drawn { storage::picture::find(&mut site.database.read().await?, &id).await? } else { None };
    let content = found.ok_or_else(answer::missing)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE)),
        (header::CACHE_CONTROL, KEPT),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"picture.jpg\"")),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
    ];
    Ok((headers, content).into_response())
}
