//! Answers that many handlers give, and what failures below mean to a person.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    error::Problem,
    page::{Action, ErrorPage},
};
use crate::{authentication::guide, storage};

/// 303: what follows a post (RFC 9110 section 15.4.4; never 307, which would carry the post on).
pub fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => Problem::internal("a redirect has characters that no header has").into_response(),
    }
}

/// A page that says `<stem>-title` and `<stem>-message` of `locales/*/errors.ftl`, with a way to the front page.
pub fn page(status: StatusCode, code: &'static str, stem: &str) -> Problem {
    let action = Action { href: "/".into(), label_key: "action-home".into() };
    let page = ErrorPage {
        title_key: format!("{stem}-title"),
        message_key: format!("{stem}-message"),
        action: Some(action),
        ..ErrorPage::default()
    };
    Problem::new(status, code, "").on(page)
}

/// There is no such thing.
pub fn missing() -> Problem {
    page(StatusCode::NOT_FOUND, "not_found", "error-missing")
}

impl From<guide::Error> for Problem {
    fn from(error: guide::Error) -> Self {
        match error {
            guide::Error::Gone => page(StatusCode::GONE, "gone", "error-gone").with_detail("no such journey"),
            guide::Error::Lapsed(again) => {
                let action = Action { href: again, label_key: "action-start-again".into() };
                let page = ErrorPage {
                    title_key: "error-gone-title".into(),
                    message_key: "error-gone-message".into(),
                    action: Some(action),
                    ..ErrorPage::default()
                };
                Self::new(StatusCode::GONE, "gone", "").on(page).with_detail("the journey lapsed")
            }
            guide::Error::Raced => {
                page(StatusCode::CONFLICT, "gone", "error-gone").with_detail("another was faster")
            }
            guide::Error::OtherBrowser => page(StatusCode::FORBIDDEN, "forbidden", "error-browser")
                .with_detail("journey of another browser"),
            guide::Error::Busy(retry_after) => {
                busy(retry_after.as_secs()).with_detail("the hashing lane is full")
            }
            guide::Error::Storage(error) => error.into(),
            guide::Error::Faulty(detail) => Self::internal(detail),
        }
    }
}

impl From<storage::Error> for Problem {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::Unavailable(detail) => busy(2).with_detail(detail),
            error => Self::internal(error),
        }
    }
}

fn busy(seconds: u64) -> Problem {
    let mut busy = page(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", "error-busy");
    busy.retry_after = Some(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX));
    busy
}
