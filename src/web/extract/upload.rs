//! The answer to a step, which may carry a file (`multipart/form-data`, RFC 7578).
//!
//! A large body is read only for a browser whose journey stands at a step that takes a file, and for a few at a time: so
//! nobody can make us hold files by sending them. The listener's times for such a body hold as well.
//!
//! A file that is larger than its factor takes is cut a byte beyond that and goes on as it is: the factor says so in its own
//! words on its own page. Its rest is read and thrown away, since a browser shows no answer to what it could not send.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use multer::{Constraints, Multipart, SizeLimit};
use tokio::sync::OwnedSemaphorePermit;

use super::{Fields, Malformed, Path};
use crate::{
    authentication::{factor::Submission, guide::Travel, journey::Step},
    oauth::parameters::Parameters,
    web::{
        answer,
        body::{self, Fate},
        error::Problem,
        guest::Guest,
        page::{Action, ErrorPage},
        site::Site,
    },
};

/// The fields and files that answer a step.
pub struct Answer {
    /// The fields.
    pub fields: Parameters,
    files: BTreeMap<String, Vec<u8>>,
    /// Kept until the answer was judged, which may take its turn in the hashing lane.
    _place: Option<OwnedSemaphorePermit>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[answer]")
    }
}

/// Why there is no answer to judge.
#[derive(Debug)]
pub enum Refused {
    /// It cannot be read, or may not be.
    Problem(Problem),
    /// It answers a step that is over: there is another page to be at.
    Elsewhere(String),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::Elsewhere(path) => answer::see_other(&path),
        }
    }
}

impl Answer {
    /// As factors take it. The answer is kept until they did: its place goes with it.
    pub fn take(&mut self) -> Submission {
        let fields = self.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Submission { files: std::mem::take(&mut self.files), ..Submission::of(fields) }
    }
}

/// How many answers with files are read and judged at the same time; who comes then is told to come back.
pub const AT_A_TIME: usize = 8;
/// Seconds until then.
pub(in crate::web) const COME_BACK: u32 = 5;
/// Most bytes of a field, all parts' heads and borders apart.
const LARGEST_FIELD: usize = 8_192;
/// Bytes of a body beside its file.
const OVERHEAD: usize = 65_536;
/// How many times as large as wanted a file may be to be read to its end.
const PATIENT: usize = 5;
/// Most parts of a body.
const MOST_PARTS: usize = 32;

impl FromRequest<Arc<Site>> for Answer {
    type Rejection = Refused;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Refused> {
        if !is_multipart(request.headers()) {
            let Fields(fields) = Fields::from_request(request, site).await?;
            return Ok(Self { fields, files: BTreeMap::new(), _place: None });
        }
        let (mut parts, body) = request.into_parts();
        site.csrf.same_origin(&parts.headers).map_err(Problem::forged)?;
        let Path((journey, kind)) = Path::<(String, String)>::from_request_parts(&mut parts, site).await?;
        let takes = site.guide.registry().get(&kind).and_then(|factor| factor.largest_file());
        let largest = takes.ok_or_else(|| Malformed::ContentType.into_page())?;
        let guest = Guest::from_request_parts(&mut parts, site).await?;
        let travel = site.guide.load(&guest.visitor, &journey).await.map_err(Problem::from)?;
        if !is_present(&travel, &kind) {
            // An answer to a step that is over changes nothing, so it need not be read.
            return Err(Refused::Elsewhere(format!("/login/{journey}/identifier")));
        }
        let place = site.uploads.clone().try_acquire_owned().map_err(|_| Problem::busy(COME_BACK))?;
        let fate = parts.extensions.get::<Fate>().cloned().unwrap_or_default();
        fate.allow(whole(largest));
        let answer = read(&parts.headers, body, largest).await.map_err(|fault| {
            let problem = fate.problem().unwrap_or_else(|| fault.into_problem());
            way_back(problem, format!("/login/{journey}/identifier"))
        })?;
        Ok(Self { _place: Some(place), ..answer })
    }
}

/// Most bytes of a body whose file may have `largest`.
pub(in crate::web) fn whole(largest: usize) -> u64 {
    largest.saturating_mul(PATIENT).saturating_add(OVERHEAD) as u64
}

/// The page of a file that did not arrive, with a button that leads to where it was to be chosen.
pub(super) fn way_back(problem: Problem, href: String) -> Problem {
    let (title, message) = match problem.status {
        StatusCode::PAYLOAD_TOO_LARGE => ("error-upload-large-title", "error-upload-large-message"),
        StatusCode::REQUEST_TIMEOUT => ("error-upload-slow-title", "error-upload-slow-message"),
        _ => ("error-upload-title", "error-upload-message"),
    };
    problem.on(ErrorPage {
        title_key: title.into(),
        message_key: message.into(),
        action: Some(Action { href, label_key: "action-try-again".into() }),
        ..ErrorPage::default()
    })
}

/// RFC 9110 section 8.3.1: the type is compared without case.
pub(in crate::web) fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("multipart/form-data")
}

/// Whether the factor that is answered is the one that is asked for, or being set up.
fn is_present(travel: &Travel, answered: &str) -> bool {
    matches!(&travel.step, Step::Verify { kind, .. } | Step::Enrol { kind, .. } if kind == answered)
}

/// Why a body could not be read.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Multipart(#[from] multer::Error),
    #[error(transparent)]
    Fields(#[from] crate::oauth::OAuthError),
    #[error("a part of the form has no name, or comes more than once")]
    Names,
    #[error("the form has too many parts, or too long ones")]
    TooLarge,
}

impl Fault {
    fn into_problem(self) -> Problem {
        use multer::Error::{FieldSizeExceeded, StreamSizeExceeded};
        match self {
            Self::TooLarge | Self::Multipart(FieldSizeExceeded { .. } | StreamSizeExceeded { .. }) => {
                body::too_large()
            }
            fault => {
                let status = StatusCode::BAD_REQUEST;
                Problem::new(status, "invalid_request", "The form cannot be read").with_detail(fault)
            }
        }
    }
}

/// The fields and the one file of a form, for a handler that knows who may send it; a file beyond `largest` is refused.
pub(in crate::web) async fn read_file(
    headers: &HeaderMap,
    body: Body,
    largest: usize,
) -> Result<(Parameters, BTreeMap<String, Vec<u8>>), Problem> {
    let (fields, files) = read_cut(headers, body, largest).await?;
    uncut(&files, largest)?;
    Ok((fields, files))
}

/// Refuses what [`read_cut`] had to cut.
pub(in crate::web) fn uncut(files: &BTreeMap<String, Vec<u8>>, largest: usize) -> Result<(), Problem> {
    if files.values().any(|file| file.len() > largest) { Err(body::too_large()) } else { Ok(()) }
}

/// The same, but a file beyond `largest` is cut a byte beyond that: for who says so on a page of their own.
pub(in crate::web) async fn read_cut(
    headers: &HeaderMap,
    body: Body,
    largest: usize,
) -> Result<(Parameters, BTreeMap<String, Vec<u8>>), Problem> {
    let answer = read(headers, body, largest).await.map_err(Fault::into_problem)?;
    Ok((answer.fields, answer.files))
}

async fn read(headers: &HeaderMap, body: Body, largest: usize) -> Result<Answer, Fault> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind)?;
    let constraints = Constraints::new().size_limit(SizeLimit::new().whole_stream(whole(largest)));
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let (mut fields, mut files) = (Vec::new(), BTreeMap::new());
    let mut count = 0;
    while let Some(mut part) = form.next_field().await? {
        count += 1;
        if count > MOST_PARTS {
            return Err(Fault::TooLarge);
        }
        let name = part.name().filter(|name| name.len() <= LARGEST_FIELD).ok_or(Fault::Names)?.to_owned();
        let is_file = part.file_name().is_some();
        let limit = if is_file { largest.saturating_add(1) } else { LARGEST_FIELD };
        let mut content = Vec::new();
        while let Some(chunk) = part.chunk().await? {
            let kept = chunk.get(..limit.saturating_sub(content.len())).unwrap_or(&chunk);
            if kept.len() < chunk.len() && !is_file {
                return Err(Fault::TooLarge);
            }
            content.extend_from_slice(kept);
        }
        if !is_file {
            fields.push((name, String::from_utf8(content).map_err(|_| Fault::Names)?));
        } else if files.insert(name, content).is_some() || files.len() > 1 {
            return Err(Fault::Names);
        }
    }
    Ok(Answer { fields: Parameters::of(fields)?, files, _place: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "multipart/form-data; boundary=x";

    fn part(name: &str, file: Option<&str>, content: &[u8]) -> Vec<u8> {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    }

    async fn outcome(kind: &str, body: Vec<u8>) -> Result<Answer, u16> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, kind.parse().unwrap());
        read(&headers, Body::from(body), 1_000).await.map_err(|fault| fault.into_problem().status.as_u16())
    }

    async fn parsed(parts: &[Vec<u8>]) -> Result<Answer, u16> {
        outcome(HEAD, [parts.concat(), b"--x--\r\n".to_vec()].concat()).await
    }

    #[tokio::test]
    async fn fields_and_a_file_are_read() {
        let file: Vec<u8> = (0..1_000_u32).map(|n| u8::try_from(n % 256).unwrap()).collect();
        let mut answer = parsed(&[
            part("csrf", None, b"c5Rf"),
            part("image", Some("..\\../a b.png"), &file),
            part("name", None, "Ærø".as_bytes()),
        ])
        .await
        .unwrap();
        assert_eq!((answer.fields.get("csrf"), answer.fields.get("name")), (Some("c5Rf"), Some("Ærø")));
        let submission = answer.take();
        assert_eq!(submission.file("image"), Some(&file[..]));
        assert_eq!(submission.field("image"), "");
        let nothing = parsed(&[part("image", Some(""), b"")]).await.unwrap().take();
        assert_eq!(nothing.file("image"), None, "no file was chosen");
    }

    #[tokio::test]
    async fn what_is_too_much_is_refused() {
        assert_eq!(parsed(&[part("image", Some("a"), &[0; 80_000])]).await.unwrap_err(), 413);
        assert_eq!(parsed(&[part("name", None, &[b'a'; LARGEST_FIELD + 1])]).await.unwrap_err(), 413);
        let many: Vec<_> = (0..=MOST_PARTS).map(|n| part(&format!("f{n}"), None, b"")).collect();
        assert_eq!(parsed(&many[1..]).await.unwrap().fields.iter().count(), MOST_PARTS);
        assert_eq!(parsed(&many).await.unwrap_err(), 413);
        let endless = [b"--x\r\n".to_vec(), vec![b'a'; 200_000]].concat();
        assert!(outcome(HEAD, endless).await.is_err());
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_is_cut_where_its_factor_sees_that_it_is() {
        for sent in [999, 1_000, 1_001, 60_000] {
            let mut answer =
                parsed(&[part("image", Some("a"), &vec![7; sent]), part("csrf", None, b"c")]).await.unwrap();
            assert_eq!(answer.fields.get("csrf"), Some("c"), "what comes after it is read");
            assert_eq!(answer.take().file("image").unwrap().len(), sent.min(1_001));
        }
    }

    #[test]
    fn a_file_that_did_not_arrive_has_a_page_with_a_way_back() {
        let slow = Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "slow");
        for (problem, title) in [
            (body::too_large(), "error-upload-large-title"),
            (slow, "error-upload-slow-title"),
            (Fault::Names.into_problem(), "error-upload-title"),
        ] {
            let page = way_back(problem, "/login/j1/identifier".into()).page(false, "id").unwrap();
            assert_eq!(
                (page.title_key.as_str(), page.action.unwrap().href.as_str()),
                (title, "/login/j1/identifier")
            );
        }
    }

    #[tokio::test]
    async fn what_is_doubled_nameless_or_cut_short_is_refused() {
        let (a, b) = (part("image", Some("a"), b"1"), part("other", Some("b"), b"2"));
        assert_eq!(parsed(&[a.clone(), a.clone()]).await.unwrap_err(), 400);
        assert_eq!(parsed(&[a.clone(), b]).await.unwrap_err(), 400, "one file");
        assert_eq!(parsed(&[part("f", None, b"1"), part("f", None, b"2")]).await.unwrap_err(), 400);
        assert_eq!(parsed(&[part("f", None, b"\xff")]).await.unwrap_err(), 400);
        assert_eq!(
            parsed(&[b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n".to_vec()]).await.unwrap_err(),
            400
        );
        assert_eq!(outcome(HEAD, a).await.unwrap_err(), 400, "without its end");
        assert_eq!(outcome("multipart/form-data", Vec::new()).await.unwrap_err(), 400, "without a border");
    }

    #[test]
    fn the_type_is_told_by_its_essence() {
        let is = |kind: &str| is_multipart(&[(CONTENT_TYPE, kind.parse().unwrap())].into_iter().collect());
        assert!(is(HEAD) && is("Multipart/Form-Data ; boundary=y"));
        assert!(!is("multipart/mixed; boundary=x") && !is("text/plain") && !is(""));
    }
}
