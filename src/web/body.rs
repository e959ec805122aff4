//! The body of a request within its limits: so many bytes in all, and all of them within so much time.
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
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::Sleep;

use super::error::Problem;

/// Why reading a body ended early, shared between the body and whoever answers. A request extension.
#[derive(Clone, Debug, Default)]
pub struct Fate(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    cause: AtomicU8,
    /// Bytes that are allowed in all.
    limit: AtomicU64,
}

const TOO_SLOW: u8 = 1;
const TOO_LARGE: u8 = 2;

impl Fate {
    /// Allows this body more bytes, for whoever knows that so many are wanted. The time it has stays.
    pub fn allow(&self, bytes: u64) {
        self.0.limit.fetch_max(bytes, Ordering::Relaxed);
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

/// 413.
pub(super) fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "content_too_large", "The request is too large")
}

/// The answer to a body that broke a limit; what is left of the body is not read, so the connection ends.
pub(super) fn refuse(problem: Problem) -> Response {
    let mut response = problem.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A body with a limit of bytes and of time.
pub(super) struct Guarded {
    inner: Incoming,
    read: u64,
    deadline: Pin<Box<Sleep>>,
    fate: Fate,
}

/// `inner` within `limit` bytes and `time` from now.
pub(super) fn guard(inner: Incoming, limit: u64, time: Duration) -> (Body, Fate) {
    let fate = Fate::default();
    fate.allow(limit);
    let deadline = Box::pin(tokio::time::sleep(time));
    (Body::new(Guarded { inner, read: 0, deadline, fate: fate.clone() }), fate)
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
                if self.deadline.as_mut().poll(context).is_pending() {
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
