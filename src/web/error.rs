//! What goes wrong on the way to an answer, in three texts: the code for the program, the description for the client,
//! the detail for the log.
//!
//! A handler returns a [`Problem`]; [`super::frame`] gives it an id to quote, logs it once, and writes it as a page or
//! as JSON, whichever was asked for. Errors of the protocol ([`OAuthError`]) keep the form that their clause demands.

use std::borrow::Cow;

use axum::{
    Json,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::page::{Action, ErrorDetails, ErrorPage};
use crate::{oauth::OAuthError, random::Random};

/// Something went wrong.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// For the program.
    pub code: &'static str,
    /// For the client's developer. Nothing secret.
    pub description: Cow<'static, str>,
    /// For the log only.
    pub detail: String,
    /// Seconds after which it is worth trying again.
    pub retry_after: Option<u32>,
    /// What a caller of the API has to show (RFC 9110 section 11.6.1).
    pub challenge: Option<Box<str>>,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// A page if the request accepts pages, else JSON.
    Asked,
    Json,
    /// `application/problem+json` (RFC 9457), with what is wrong one by one.
    Api(Vec<String>),
    /// `application/scim+json` (RFC 7644 section 3.12), with its `scimType`.
    Scim(Option<&'static str>),
    Page(Box<ErrorPage>),
}

/// An answer that is an error and has its form already, but something for the log. An extension of the answer.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// For the program.
    pub code: &'static str,
    /// For the client's developer.
    pub description: String,
    /// For the log only.
    pub detail: String,
}

impl Problem {
    /// With a page or JSON, as the request asks.
    pub fn new(status: StatusCode, code: &'static str, description: impl Into<Cow<'static, str>>) -> Self {
        let description = description.into();
        Self {
            status,
            code,
            description,
            detail: String::new(),
            retry_after: None,
            challenge: None,
            form: Form::Asked,
        }
    }

    /// A failure of ours: the client learns nothing but the id.
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        let problem =
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", "Something went wrong here");
        problem.with_detail(detail)
    }

    /// Too much to do right now.
    pub fn busy(seconds: u32) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let problem = Self::new(status, "temporarily_unavailable", "Too much to do right now");
        Self { retry_after: Some(seconds), ..problem }
    }

    /// A form that is not one of ours, or of another browser ([`super::csrf`]).
    pub fn forged(detail: impl std::fmt::Display) -> Self {
        let page = titled("error-forged-title", "error-forged-message");
        Self::new(StatusCode::FORBIDDEN, "forbidden", "The form is not valid").with_detail(detail).on(page)
    }

    /// A request of the protocol that cannot be answered with a redirect (RFC 6749 section 4.1.2.1).
    pub fn of(error: OAuthError, client_id: Option<String>) -> Self {
        let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut page = if status.is_server_error() {
            ErrorPage::default()
        } else {
            titled("error-request-title", "error-request-message")
        };
        page.details = Some(ErrorDetails {
            error: error.code.to_owned(),
            error_description: error.description.clone(),
            client_id,
        });
        let retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(1);
        let problem = Self::new(status, error.code, error.description).with_detail(error.detail).on(page);
        Self { retry_after, ..problem }
    }

    /// Adds what only the log may know.
    #[must_use]
    pub fn with_detail(mut self, detail: impl std::fmt::Display) -> Self {
        self.detail = detail.to_string();
        self
    }

    /// As this page, whatever the request accepts.
    #[must_use]
    pub fn on(self, page: ErrorPage) -> Self {
        Self { form: Form::Page(Box::new(page)), ..self }
    }

    /// As JSON, whatever the request accepts.
    #[must_use]
    pub fn as_json(self) -> Self {
        Self { form: Form::Json, ..self }
    }

    /// As RFC 9457 has it, whatever the request accepts, with what is wrong one by one.
    #[must_use]
    pub fn for_api(self, faults: Vec<String>) -> Self {
        Self { form: Form::Api(faults), ..self }
    }

    /// As RFC 9457 has it, unless it has the form of that or of RFC 7644 already.
    #[must_use]
    pub fn in_api(self) -> Self {
        if matches!(self.form, Form::Api(_) | Form::Scim(_)) { self } else { self.for_api(Vec::new()) }
    }

    /// As RFC 7644 section 3.12 has it, whatever the request accepts.
    #[must_use]
    pub fn for_scim(self, scim_type: Option<&'static str>) -> Self {
        Self { form: Form::Scim(scim_type), ..self }
    }

    /// As RFC 7644 section 3.12 has it, unless it is already.
    #[must_use]
    pub fn in_scim(self) -> Self {
        if matches!(self.form, Form::Scim(_)) { self } else { self.for_scim(None) }
    }

    /// The same for a person who came by a page, if it was said as RFC 9457 has it.
    #[must_use]
    pub fn for_people(self) -> Self {
        match self.form {
            Form::Api(_) if self.status == StatusCode::FORBIDDEN => {
                let action = Action { href: "/".into(), label_key: "action-home".into() };
                let page = titled("error-role-title", "error-role-message");
                self.on(ErrorPage { action: Some(action), ..page })
            }
            Form::Api(_) => Self { form: Form::Asked, ..self },
            _ => self,
        }
    }

    /// The page to show, if it is to be one.
    pub(super) fn page(&self, accepts_pages: bool, id: &str) -> Option<ErrorPage> {
        let page = match &self.form {
            Form::Json | Form::Api(_) | Form::Scim(_) => return None,
            Form::Asked if !accepts_pages => return None,
            Form::Asked => self.usual_page(),
            Form::Page(page) => (**page).clone(),
        };
        Some(ErrorPage { error_id: id.to_owned(), ..page })
    }

    /// What is said where nobody knows better.
    pub(super) fn usual_page(&self) -> ErrorPage {
        let page = match self.status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
                titled("error-missing-title", "error-missing-message")
            }
            StatusCode::PAYLOAD_TOO_LARGE => titled("error-large-title", "error-large-message"),
            StatusCode::SERVICE_UNAVAILABLE => titled("error-busy-title", "error-busy-message"),
            _ => ErrorPage::default(),
        };
        let action = Action { href: "/".into(), label_key: "action-home".into() };
        let details = ErrorDetails {
            error: self.code.into(),
            error_description: self.description.clone().into_owned(),
            client_id: None,
        };
        ErrorPage { action: Some(action), details: Some(details), ..page }
    }

    /// The media type of [`Problem::json`].
    pub(super) fn media_type(&self) -> &'static str {
        match self.form {
            Form::Api(_) => "application/problem+json",
            Form::Scim(_) => "application/scim+json",
            _ => "application/json",
        }
    }

    /// The JSON of RFC 6749 section 5.2 or of RFC 9457, and the id to quote.
    pub(super) fn json(&self, id: Option<&str>) -> String {
        match &self.form {
            Form::Api(faults) => return self.problem_details(faults, id),
            Form::Scim(scim_type) => return self.scim_error(*scim_type, id),
            _ => {}
        }
        let mut body = json!({"error": self.code, "error_description": self.description});
        if let (Some(id), Some(object)) = (id, body.as_object_mut()) {
            object.insert("error_id".into(), id.into());
        }
        body.to_string()
    }
}

impl Problem {
    /// RFC 7644 section 3.12: the status is a text there. The id to quote is for failures of ours.
    fn scim_error(&self, scim_type: Option<&'static str>, id: Option<&str>) -> String {
        let detail = match id.filter(|_| self.status.is_server_error()) {
            Some(id) => format!("{} ({id})", self.description),
            None => self.description.clone().into_owned(),
        };
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": self.status.as_str(), "detail": detail,
        });
        if let (Some(scim_type), Some(object)) = (scim_type, body.as_object_mut()) {
            object.insert("scimType".into(), scim_type.into());
        }
        body.to_string()
    }

    /// RFC 9457 section 3. The type says no more than the status; the code does.
    fn problem_details(&self, faults: &[String], id: Option<&str>) -> String {
        let title = self.status.canonical_reason().unwrap_or_default();
        let mut body = json!({ "type": "about:blank", "title": title, "status": self.status.as_u16(), "code": self.code });
        if let Some(object) = body.as_object_mut() {
            if !self.description.is_empty() {
                object.insert("detail".into(), self.description.clone().into());
            }
            if !faults.is_empty() {
                object.insert("faults".into(), faults.into());
            }
            if let Some(id) = id {
                object.insert("error_id".into(), id.into());
            }
        }
        body.to_string()
    }
}

fn titled(title: &str, message: &str) -> ErrorPage {
    ErrorPage { title_key: title.into(), message_key: message.into(), ..ErrorPage::default() }
}

impl IntoResponse for Problem {
    /// JSON for whoever serves without [`super::frame`], which writes it anew.
    fn into_response(self) -> Response {
        let mut response = (self.status, self.json(None)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type()));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        let challenge = self.challenge.as_deref().and_then(|text| HeaderValue::try_from(text).ok());
        if let Some(challenge) = challenge {
            headers.insert(WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for OAuthError {
    /// The JSON of RFC 6749 section 5.2, never to be stored, with the challenge that goes with it.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, self.body()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
        if let Some(challenge) = self.www_authenticate().and_then(|text| HeaderValue::try_from(text).ok()) {
            headers.insert(WWW_AUTHENTICATE, challenge);
        }
        if let Some(other) = self.other_challenge().and_then(|text| HeaderValue::try_from(text).ok()) {
            headers.append(WWW_AUTHENTICATE, other);
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(Refusal {
            code: self.code,
            description: self.description,
            detail: self.detail,
        });
        response
    }
}

/// An id to quote: eight characters of Crockford's base 32, which has no I, L, O and U to be misread.
pub(super) fn error_id(random: &Random) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = |byte: u8| ALPHABET.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    random.bytes::<8>().into_iter().map(letter).collect()
}

/// No route has this path: for a router's fallback.
pub fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here")
}

/// The route has no such method; axum adds `Allow`.
pub fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This method is not allowed here")
}

/// JSON with a status.
pub fn json(status: StatusCode, body: impl serde::Serialize) -> Response {
    (status, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_eight_letters_that_read_well() {
        let id = error_id(&Random::seeded(3));
        assert_eq!(id.len(), 8);
        assert!(id.chars().all(|letter| letter.is_ascii_alphanumeric() && !"ILOUilou".contains(letter)));
    }

    #[test]
    fn the_client_learns_the_description_and_never_the_detail() {
        let problem = Problem::internal("the database password is hunter2");
        assert_eq!(
            problem.json(Some("ABCD1234")),
            r#"{"error":"server_error","error_description":"Something went wrong here","error_id":"ABCD1234"}"#
        );
        let page = problem.page(true, "ABCD1234").unwrap();
        assert_eq!(page.error_id, "ABCD1234");
        assert!(!format!("{page:?}").contains("hunter2"));
        assert!(problem.page(false, "x").is_none() && problem.as_json().page(true, "x").is_none());
    }

    #[test]
    fn a_protocol_error_keeps_its_form() {
        let response = OAuthError::invalid_client("no such client").into_response();
        assert_eq!(response.status(), 401);
        assert!(response.headers().contains_key(WWW_AUTHENTICATE));
        assert_eq!(response.extensions().get::<Refusal>().unwrap().detail, "no such client");
        let problem = Problem::of(OAuthError::invalid_request("no"), Some("shop".into()));
        let page = problem.page(false, "x").unwrap();
        assert_eq!((page.title_key.as_str(), problem.status.as_u16()), ("error-request-title", 400));
        assert_eq!(page.details.unwrap().client_id.as_deref(), Some("shop"));
    }
}
