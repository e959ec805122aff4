//! The body of a request within its limits: so many bytes in all, and all of them within so much time. A file that is asked
//! for has more time the more of it has come, so that a slow line may send it and who sends nothing may not stay. One of a whole
//! population, which only an administrator may send, has no other end of its time.
//!
//! A handler that meets a limit while reading sees a broken body and would answer 400; [`Fate`] remembers what really
//! happened, so that the answer becomes 413 (RFC 9110 section 15.5.14) or 408 (section 15.5.9).

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep};

use super::{api, error::Problem, extract::upload::is_multipart, scim};

/// Why reading a body ended early, shared between the body and whoever answers. A request extension.
#[derive(Clone, Debug, Default)]
pub struct Fate(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    cause: AtomicU8,
    /// Bytes that are allowed in all.
    limit: AtomicU64,
    /// What it is, and so how long it may take.
    kind: AtomicU8,
}

/// How long bodies may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Any of them.
    pub time: Duration,
    /// One that is a file which was asked for, at most; unless it is one of [`Fate::allow_bulk`].
    pub upload: Duration,
    /// Bytes of such a file that earn it another second beyond `time`.
    pub rate: u32,
}

impl Patience {
    /// How long a body of this kind may take of which `read` bytes have come.
    fn allows(&self, kind: u8, read: u64) -> Duration {
        let earned = Duration::from_millis(read.saturating_mul(1_000) / u64::from(self.rate.max(1)));
        match kind {
            FILE => self.time.saturating_add(earned).min(self.upload.max(self.time)),
            BULK => self.time.saturating_add(earned),
            _ => self.time,
        }
    }
}

const FILE: u8 = 1;
const BULK: u8 = 2;

const TOO_SLOW: u8 = 1;
const TOO_LARGE: u8 = 2;

impl Fate {
    /// Of a body that announced itself as too large, and of which nothing is read.
    pub(super) fn too_large() -> Self {
        let fate = Self::default();
        fate.0.cause.store(TOO_LARGE, Ordering::Relaxed);
        fate
    }

    /// Allows this body more bytes, and the time of uploads, for whoever knows that a file is wanted.
    pub fn allow(&self, bytes: u64) {
        self.0.limit.fetch_max(bytes, Ordering::Relaxed);
        self.0.kind.store(FILE, Ordering::Relaxed);
    }

    /// Allows this body as many bytes, and whatever time these earn, for whoever knows that it is an administrator's.
    pub fn allow_bulk(&self, bytes: u64) {
        self.0.limit.fetch_max(bytes, Ordering::Relaxed);
        self.0.kind.store(BULK, Ordering::Relaxed);
    }

    /// The answer owed because of the body, if it broke a limit.
    pub fn problem(&self) -> Option<Problem> {
        match self.0.cause.load(Ordering::Relaxed) {
            TOO_SLOW => Some(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "request_timeout",
                "The request took too long to arrive",
            )),
            TOO_LARGE => Some(too_large()),
            _ => None,
        }
    }
}

impl Fate {
    /// `response`, unless another is owed because of the body. What is left of a body that broke a limit is not read, so the
    /// connection ends.
    pub(super) fn settle(&self, response: Response) -> Response {
        let mut response = match self.problem() {
            None => return response,
            // Who was to read it says so in words of their own, with a way back.
            Some(problem) if problem.status == response.status() => response,
            Some(problem) => problem.into_response(),
        };
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    }
}

/// 413.
pub(super) fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "content_too_large", "The request is too large")
}

/// A body with a limit of bytes and of time.
pub(super) struct Guarded {
    inner: Incoming,
    read: u64,
    began: Instant,
    patience: Patience,
    deadline: Pin<Box<Sleep>>,
    fate: Fate,
}

/// The body of a request: within `limit` bytes, or however many its handler allows; nothing of one that announces more where no
/// handler would.
pub(super) fn admit(incoming: Incoming, of: &Parts, limit: u64, patience: Patience) -> (Body, Fate) {
    if incoming.size_hint().lower() > limit && !may_be_larger(of) {
        return (Body::empty(), Fate::too_large());
    }
    guard(incoming, limit, patience)
}

/// Of a form with a file, of a file of accounts, of a logo and of what is provisioned, the handler knows how large it may be.
fn may_be_larger(of: &Parts) -> bool {
    let path = of.uri.path();
    is_multipart(&of.headers) || api::takes_files(path) || api::takes_logo(path) || scim::is_below(path)
}

/// `inner` within `limit` bytes and the time that it may take from now.
fn guard(inner: Incoming, limit: u64, patience: Patience) -> (Body, Fate) {
    let fate = Fate::default();
    fate.0.limit.store(limit, Ordering::Relaxed);
    let deadline = Box::pin(tokio::time::sleep(patience.time));
    let began = Instant::now();
    (Body::new(Guarded { inner, read: 0, began, patience, deadline, fate: fate.clone() }), fate)
}

impl Guarded {
    /// Whether its time is over; it may have earned more since the clock was set.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        while self.deadline.as_mut().poll(context).is_ready() {
            let kind = self.fate.0.kind.load(Ordering::Relaxed);
            let until = self.began + self.patience.allows(kind, self.read);
            if until <= Instant::now() {
                return true;
            }
            self.deadline.as_mut().reset(until);
        }
        false
    }
}

/// What a handler sees of a body that broke a limit.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It took too long.
    #[error("the body took too long to arrive")]
    TooSlow,
    /// It has too many bytes.
    #[error("the body is too large")]
    TooLarge,
    /// The connection broke.
    #[error(transparent)]
    Broken(hyper::Error),
}

impl HttpBody for Guarded {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match Pin::new(&mut self.inner).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, |data| data.len() as u64);
                self.read = self.read.saturating_add(length);
                if self.read > self.fate.0.limit.load(Ordering::Relaxed) {
                    self.fate.0.cause.store(TOO_LARGE, Ordering::Relaxed);
                    return Poll::Ready(Some(Err(BodyError::TooLarge)));
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(BodyError::Broken(error)))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                if !self.is_late(context) {
                    return Poll::Pending;
                }
                self.fate.0.cause.store(TOO_SLOW, Ordering::Relaxed);
                Poll::Ready(Some(Err(BodyError::TooSlow)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_earns_its_time_by_arriving_and_other_bodies_earn_none() {
        let seconds = Duration::from_secs;
        let patience = Patience { time: seconds(20), upload: seconds(180), rate: 32_768 };
        for (kind, read, allowed) in [
            (0, 0, 20),
            (0, 10_000_000, 20),
            (FILE, 0, 20),
            (FILE, 327_680, 30),
            (FILE, 10_000_000, 180),
            (BULK, 0, 20),
            (BULK, 32_768_000, 1_020),
        ] {
            assert_eq!(patience.allows(kind, read), seconds(allowed), "{kind} {read}");
        }
        let odd = Patience { time: seconds(20), upload: seconds(5), rate: 0 };
        assert_eq!(odd.allows(FILE, 1 << 40), seconds(20), "never less than any body has");
    }
}
