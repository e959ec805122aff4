//! Answers: resources with their version and address, lists, faults.

use axum::{
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{CONTENT_LOCATION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION},
    },
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use crate::{
    administration::scim::{Resource, condition, fault::Fault, listing::Page},
    web::error::Problem,
};

/// RFC 7644 section 3.1.
pub const MEDIA_TYPE: &str = "application/scim+json";

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let code = fault.scim_type.unwrap_or(match fault.status {
            403 => "forbidden",
            404 => "not_found",
            409 => "conflict",
            412 => "changed_meanwhile",
            413 => "too_large",
            503 => "temporarily_unavailable",
            _ => "server_error",
        });
        let mut problem =
            Self::new(status, code, fault.detail).with_detail(fault.log).for_scim(fault.scim_type);
        problem.retry_after = (fault.status == 503).then_some(2);
        problem
    }
}

/// JSON of this server's.
pub fn json_of(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

fn said(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}

/// What is shown of a resource, with its version and where it is.
pub fn resource(status: StatusCode, whole: &Resource, shown: Map<String, Value>) -> Response {
    let mut response = json_of(status, &Value::Object(shown));
    said(&mut response, ETAG, &whole.tag);
    let place = if status == StatusCode::CREATED { LOCATION } else { CONTENT_LOCATION };
    said(&mut response, place, &whole.location);
    response
}

/// A resource that was changed, without showing it.
pub fn nothing(tag: Option<&str>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(tag) = tag {
        said(&mut response, ETAG, tag);
    }
    response
}

/// Whether whoever asks has this version already (RFC 9110 section 13.1.2).
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let tags = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    tags.is_some_and(|tags| condition::names(tags, tag))
}

/// That they have.
pub fn not_modified(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    said(&mut response, ETAG, tag);
    response
}

/// RFC 7644 section 3.4.2.
pub fn list(page: Page) -> Response {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": page.total,
        "startIndex": page.start, "itemsPerPage": page.resources.len(), "Resources": page.resources,
    });
    json_of(StatusCode::OK, &body)
}
