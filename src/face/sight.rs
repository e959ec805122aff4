//! Whoever looks at frames, as a connection that brings them needs it: the seam between a camera and the models.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;

use super::{Challenge, Engine, EngineError, Live, Purpose, Rules, live::Said};

/// Looks at frames.
pub trait Sight: Send + Sync {
    /// Begins to look whether somebody follows this challenge. What is seen stays in memory, until it is dropped.
    fn watch(&self, challenge: Challenge, purpose: Purpose) -> Box<dyn Watch>;

    /// Somebody reads what they will be asked to do, and is about to begin: whatever takes a while may be done meanwhile.
    fn prepare(&self) {}

    /// After how long an attempt is over, whatever was seen.
    fn limit(&self) -> Duration;

    /// How many can be watched at the same time and each be seen often enough.
    fn room(&self) -> usize;
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

impl From<EngineError> for Unseen {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Busy { .. } => Self::Busy,
            EngineError::Unreadable(why) => {
                tracing::debug!(%why, "a frame of a camera cannot be read");
                Self::Unreadable
            }
            EngineError::Broken(_) | EngineError::Model(_) | EngineError::Failed => {
                tracing::error!(%error, "nobody can be seen");
                Self::Unusable
            }
        }
    }
}

/// The models.
pub struct Eyes {
    engine: Engine,
    rules: Rules,
}

impl Eyes {
    /// With these models, by these rules.
    pub fn new(engine: Engine, rules: Rules) -> Self {
        Self { engine, rules }
    }
}

/// How many attempts, at ten frames a second, one thread has time for.
const OF_ONE_THREAD: usize = 3;

/// The room that so many threads make. However few there are, a second person is not sent away; however many, they share what
/// else the process has.
fn room(threads: u32) -> usize {
    usize::try_from(threads).unwrap_or(usize::MAX).saturating_mul(OF_ONE_THREAD).clamp(2, 32)
}

impl Sight for Eyes {
    fn watch(&self, challenge: Challenge, purpose: Purpose) -> Box<dyn Watch> {
        Box::new(Live::new(self.engine.clone(), &self.rules, challenge, purpose))
    }

    fn prepare(&self) {
        self.engine.prepare();
    }

    fn limit(&self) -> Duration {
        self.rules.liveness.attempt
    }

    fn room(&self) -> usize {
        room(self.engine.threads())
    }
}

impl Watch for Live {
    fn frame(&mut self, picture: Bytes, came: Duration) -> BoxFuture<'_, Result<Said, Unseen>> {
        Box::pin(async move { Ok(Live::frame(self, picture, came).await?) })
    }
}

/// Where faces are off: nobody is ever watched.
pub struct Blind;

impl Sight for Blind {
    fn watch(&self, _: Challenge, _: Purpose) -> Box<dyn Watch> {
        Box::new(Self)
    }

    fn limit(&self) -> Duration {
        Duration::ZERO
    }

    fn room(&self) -> usize {
        0
    }
}

impl Watch for Blind {
    fn frame(&mut self, _: Bytes, _: Duration) -> BoxFuture<'_, Result<Said, Unseen>> {
        Box::pin(async { Err(Unseen::Unusable) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_as_many_as_can_be_seen() {
        assert_eq!([0, 1, 4, 100, u32::MAX].map(room), [2, 3, 12, 32, 32]);
    }
}
