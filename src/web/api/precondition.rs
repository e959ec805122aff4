//! Lost updates: what can be changed has a version, told as an `ETag`, and a change names the one that it means in `If-Match`
//! (RFC 9110 sections 8.8.3 and 13.1.1; RFC 6585 section 3 where it does not).

use std::fmt::Display;

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderValue, StatusCode,
        header::{ETAG, IF_MATCH},
        request::Parts,
    },
    response::Response,
};

use super::failure::{changed, problem};
use crate::web::error::Problem;

/// The version that a change means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(String);

impl IfMatch {
    /// The one version at which a change may be made, of what was read at `version`; none if any is meant.
    pub fn only(&self, version: i64) -> Option<i64> {
        (!self.is_any()).then_some(version)
    }

    /// Refuses a change of another version.
    pub fn holds(&self, version: impl Display) -> Result<(), Problem> {
        if self.is_any() || self.0 == tag(version) { Ok(()) } else { Err(changed()) }
    }

    fn is_any(&self) -> bool {
        self.0 == "*"
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts.headers.get(IF_MATCH).and_then(|value| value.to_str().ok());
        given.map(|text| Self(text.trim().to_owned())).ok_or_else(|| {
            let description = "say in If-Match which version you mean: the ETag that it was read with, or *";
            problem(StatusCode::PRECONDITION_REQUIRED, "precondition_required", description)
        })
    }
}

fn tag(version: impl Display) -> String {
    format!("\"{version}\"")
}

/// The answer, with the version of what it shows.
pub fn tagged(mut response: Response, version: impl Display) -> Response {
    if let Ok(value) = HeaderValue::try_from(tag(version)) {
        response.headers_mut().insert(ETAG, value);
    }
    response
}
