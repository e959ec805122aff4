//! What handlers take from a request: the parameters of the protocol, the fields of a form, and who is asking.

pub mod picture;
pub mod upload;

use std::{convert::Infallible, net::IpAddr};

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Request},
    http::{
        HeaderMap, StatusCode,
        header::{CONTENT_TYPE, USER_AGENT},
        request::Parts,
    },
    response::{IntoResponse, Response},
};

use super::{
    error::Problem,
    visit::{Nonce, Visit},
};
use crate::oauth::{OAuthError, parameters::Parameters};

/// The most bytes of a form; the listener's limit for bodies may be lower, but not higher.
const LARGEST_FORM: usize = 65_536;
/// The most characters of a user agent that are kept.
const LONGEST_AGENT: usize = 256;

/// The bytes of a form post, not yet read: for an endpoint that must tell which parameter came twice, or where one may.
#[derive(Debug)]
pub struct RawForm(pub Bytes);

/// The parameters of a form post to an endpoint of the protocol (RFC 6749 section 3.2). The query is not looked at.
#[derive(Debug)]
pub struct Form(pub Parameters);

/// The parameters in the query.
#[derive(Debug)]
pub struct Query(pub Parameters);

/// The fields of a form of the hosted pages. A refusal is a page.
#[derive(Debug)]
pub struct Fields(pub Parameters);

/// Parts of the path. One that cannot be read names nothing that is there.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if holds_nul(Some(parts.uri.path())) {
            return Err(super::answer::missing());
        }
        let read = <axum::extract::Path<T> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0)).map_err(|_| super::answer::missing())
    }
}

/// Whether a part of an address holds U+0000, written as addresses write it. Nothing here is called so, and PostgreSQL takes no
/// text that holds it, not even to look for it.
pub fn holds_nul(part: Option<&str>) -> bool {
    part.is_some_and(|part| part.contains("%00"))
}

/// Who is asking, as far as a page or an audit line needs it.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Its address, behind any trusted proxies.
    pub address: IpAddr,
    /// What it calls itself, at most 256 characters, none of them control characters.
    pub user_agent: String,
    /// For the scripts of the answer.
    pub nonce: Nonce,
}

/// Why a form could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It is something else than `application/x-www-form-urlencoded`.
    #[error("the content type must be application/x-www-form-urlencoded")]
    ContentType,
    /// Too many bytes.
    #[error("the form is too large")]
    TooLarge,
    /// It did not arrive whole.
    #[error("the form did not arrive whole")]
    Broken,
    /// A parameter is doubled or broken, or there are too many.
    #[error(transparent)]
    Parameters(#[from] OAuthError),
}

impl Malformed {
    /// The same as a page.
    pub fn into_page(self) -> Problem {
        let error = self.into_oauth();
        let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::BAD_REQUEST);
        let problem = Problem::new(status, error.code, error.description);
        let page = problem.usual_page();
        problem.on(page)
    }

    /// The same as an error of the protocol.
    pub fn into_oauth(self) -> OAuthError {
        let status = match self {
            Self::ContentType => 415,
            Self::TooLarge => 413,
            Self::Broken => 400,
            Self::Parameters(error) => return error,
        };
        OAuthError { status, ..OAuthError::invalid_request(self.to_string()) }
    }
}

impl IntoResponse for Malformed {
    fn into_response(self) -> Response {
        self.into_oauth().into_response()
    }
}

/// RFC 9110 section 8.3.1: the type is compared without case; a charset is of no consequence, since it is always UTF-8.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

impl<S: Send + Sync> FromRequest<S> for RawForm {
    type Rejection = Malformed;

    async fn from_request(request: Request, _: &S) -> Result<Self, Malformed> {
        let (parts, body) = request.into_parts();
        // An empty body needs no type: the endpoint says what is missing.
        let typed = is_form(&parts.headers);
        if !typed && parts.headers.contains_key(CONTENT_TYPE) {
            return Err(Malformed::ContentType);
        }
        let bytes = to_bytes(body, LARGEST_FORM).await.map_err(|error| {
            let mut source: Option<&dyn std::error::Error> = Some(&error);
            while let Some(cause) = source {
                if cause.is::<http_body_util::LengthLimitError>() {
                    return Malformed::TooLarge;
                }
                source = cause.source();
            }
            Malformed::Broken
        })?;
        if typed || bytes.is_empty() { Ok(Self(bytes)) } else { Err(Malformed::ContentType) }
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Malformed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Malformed> {
        let RawForm(bytes) = RawForm::from_request(request, state).await?;
        Ok(Self(Parameters::parse(&bytes)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Malformed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Malformed> {
        Ok(Self(Parameters::parse(parts.uri.query().unwrap_or_default().as_bytes())?))
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Form::from_request(request, state).await {
            Ok(Form(parameters)) => Ok(Self(parameters)),
            Err(malformed) => Err(malformed.into_page()),
        }
    }
}

/// What [`super::frame`] found out; a handler outside of it is a fault of ours.
fn visit(parts: &Parts) -> Result<&Visit, Problem> {
    parts.extensions.get::<Visit>().ok_or_else(|| Problem::internal("a route stands outside of the frame"))
}

impl<S: Send + Sync> FromRequestParts<S> for Nonce {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        visit(parts).map(|visit| visit.nonce)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let visit = visit(parts)?;
        let text = |name| parts.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let agent = text(USER_AGENT).unwrap_or_default();
        Ok(Self {
            address: visit.client,
            user_agent: agent
                .trim()
                .chars()
                .filter(|letter| !letter.is_control())
                .take(LONGEST_AGENT)
                .collect(),
            nonce: visit.nonce,
        })
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Nonce {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(visit(parts).ok().map(|visit| visit.nonce))
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, routing::post};
    use axum_test::TestServer;

    use super::*;
    use crate::{random::Random, web::frame::Frame};

    async fn echo(Form(parameters): Form) -> String {
        parameters.get("code").unwrap_or("none").to_owned()
    }

    async fn describe(browser: Browser, Fields(fields): Fields) -> String {
        format!("{}|{}", browser.user_agent, fields.get("username").unwrap_or("none"))
    }

    fn server() -> TestServer {
        let router = Router::new().route("/token", post(echo)).route("/login", post(describe));
        TestServer::new(
            Frame::new(&"https://id.example.org".parse().unwrap(), Random::seeded(1)).around(router),
        )
    }

    #[tokio::test]
    async fn a_form_is_read_and_every_fault_is_named() {
        let server = server();
        let ask = async |kind: &str, body: &[u8]| {
            let answer = server.post("/token").content_type(kind).bytes(body.to_vec().into()).await;
            (answer.status_code().as_u16(), answer.text())
        };
        let form = "application/x-www-form-urlencoded";
        assert_eq!(ask(form, b"code=a%20b").await, (200, "a b".into()));
        assert_eq!(
            ask("Application/X-WWW-Form-Urlencoded; charset=utf-8", b"code=x").await,
            (200, "x".into())
        );
        assert_eq!(ask("application/json", b"{}").await.0, 415);
        assert_eq!(ask("application/x-www-form-urlencoded2", b"code=x").await.0, 415);
        assert_eq!(ask(form, b"code=a&code=b").await.0, 400);
        assert_eq!(ask(form, b"code=%zz").await.0, 400);
        assert_eq!(ask(form, &vec![b'a'; 70_000]).await.0, 413);
        assert!(ask(form, b"code=a&code=b").await.1.contains("\"invalid_request\""));
        // Nothing at all is for the endpoint to answer.
        assert_eq!(server.post("/token").await.text(), "none");
    }

    #[tokio::test]
    async fn a_browser_is_described_within_limits() {
        let server = server();
        let agent = format!("Mozilla/5.0 {}", "x".repeat(400));
        let answer = server
            .post("/login")
            .add_header("user-agent", agent)
            .content_type("application/x-www-form-urlencoded")
            .bytes("username=alice".into())
            .await;
        let text = answer.text();
        let parts: Vec<_> = text.split('|').collect();
        assert_eq!((parts[0].len(), parts[1]), (256, "alice"));
    }
}
