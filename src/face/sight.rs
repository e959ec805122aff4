//! Whoever looks at frames, as a connection that brings them needs it: the seam between a camera and the models.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;

use super::{Challenge, live::Said};

/// Looks at frames.
pub trait Sight: Send + Sync {
    /// Begins to look whether somebody follows this challenge. What is seen stays in memory, until it is dropped.
    fn watch(&self, challenge: Challenge) -> Box<dyn Watch>;
}

/// One attempt.
pub trait Watch: Send {
    /// The next frame, an encoded picture, and when it came since the attempt began.
    fn frame(&mut self, picture: Bytes, came: Duration) -> BoxFuture<'_, Result<Said, Unseen>>;
}

/// Why nothing was seen in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unseen {
    /// Too many frames wait; this one is passed over.
    #[error("too many frames wait")]
    Busy,
    /// It is no picture that a camera page sends.
    #[error("a frame cannot be read")]
    Unreadable,
    /// The models cannot be used; the log says why.
    #[error("the models cannot be used")]
    Unusable,
}
