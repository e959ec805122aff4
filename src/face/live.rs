//! One attempt before the camera: frames in, hints out, an [`Observation`] at its end. State is in memory, with the
//! connection that brings the frames.
//!
//! Owns the words that are said to whoever shows the page, which frames are looked at, and what each is measured for. The
//! rules are `liveness`', the measuring is the engine's.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;
use zeroize::Zeroize;

use super::{
    Action, Challenge, Engine, EngineError, Observation, Tracking, Wants,
    liveness::{Liveness, Purpose, Rules, Wanted},
    pace::Pace,
};

/// What the person should do, one at a time; each is a key of the locales (`face-hint-…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Hint {
    NoFace,
    SeveralFaces,
    TooDark,
    TooBright,
    Closer,
    Back,
    Centre,
    Blurred,
    LookAhead,
    HoldStill,
    /// Do what is asked.
    Act(Action),
    /// Done; come back to the middle.
    LookAheadAgain,
}

impl Hint {
    /// Its name on the wire and in the locales.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoFace => "no-face",
            Self::SeveralFaces => "several-faces",
            Self::TooDark => "too-dark",
            Self::TooBright => "too-bright",
            Self::Closer => "closer",
            Self::Back => "back",
            Self::Centre => "centre",
            Self::Blurred => "blurred",
            Self::LookAhead => "look-ahead",
            Self::HoldStill => "hold-still",
            Self::Act(Action::Blink) => "blink",
            Self::Act(Action::TurnLeft) => "turn-left",
            Self::Act(Action::TurnRight) => "turn-right",
            Self::LookAheadAgain => "look-ahead-again",
        }
    }
}

/// What the attempt says after a frame.
#[derive(Clone, Debug)]
pub enum Said {
    /// Go on.
    Hint {
        /// What to do.
        hint: Hint,
        /// How many of the actions are done.
        done: usize,
        /// How many there are.
        of: usize,
    },
    /// It is over: the person followed.
    Seen(Observation),
    /// It is over: they did not. The reason is for the log and the audit; the person is told of quality at most.
    Failed(Failure),
}

impl Said {
    /// Why it is over, for the log; empty if it is not, or if the person followed.
    fn failure(&self) -> &'static str {
        if let Self::Failed(failure) = self { failure.code() } else { "" }
    }
}

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The time was up.
    TimedOut,
    /// Another thing was done than was asked.
    WrongAction,
    /// The frames do not come from a camera that sees a living person (frozen, repeated, flat, jumping).
    NotAlive,
    /// The face changed between frames.
    AnotherFace,
    /// The person went away.
    Left,
    /// This server could not look on.
    Stopped,
}

impl Failure {
    /// Its name in the log and the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::WrongAction => "wrong_action",
            Self::NotAlive => "not_alive",
            Self::AnotherFace => "another_face",
            Self::Left => "left",
            Self::Stopped => "stopped",
        }
    }

    /// Whether nobody waits to be told: it broke off, and nothing was judged.
    pub fn is_broken_off(self) -> bool {
        matches!(self, Self::Left | Self::Stopped)
    }
}

/// For how long an attempt runs at most, whatever `liveness.attempt` says.
pub const LONGEST: Duration = Duration::from_secs(60);

/// One attempt. It ends with [`Said::Seen`] or [`Said::Failed`]; what comes later is answered with a failure.
pub struct Live {
    engine: Engine,
    liveness: Liveness,
    pace: Pace,
    tracking: Option<Tracking>,
    hint: (Hint, usize, usize),
    recorded: bool,
}

impl Live {
    /// Begins an attempt. Its time runs from now on: `elapsed` below counts from here.
    pub fn new(engine: Engine, rules: &Rules, challenge: Challenge, purpose: Purpose) -> Self {
        let hint = (Hint::HoldStill, 0, challenge.actions.len());
        let pace = Pace::new(rules.liveness.frames_per_second);
        let liveness = Liveness::new(rules.clone(), challenge, purpose);
        Self { engine, liveness, pace, tracking: None, hint, recorded: false }
    }

    /// Looks at a recording, whose frames wait: none is dropped because the one before was still in work.
    #[must_use]
    pub fn of_recording(mut self) -> Self {
        self.recorded = true;
        self
    }

    /// Takes a frame (a JPEG or PNG) that came `elapsed` after the beginning, by the server's own clock and read off when
    /// it came, not when there was time for it: one that came while the last was in work is dropped, and so is what comes
    /// more often than `liveness.frames_per_second`. A dropped frame is answered with what was said last.
    ///
    /// # Errors
    /// The engine's: too much to do, or what is no picture. The attempt may go on.
    pub async fn frame(&mut self, encoded: Bytes, elapsed: Duration) -> Result<Said, EngineError> {
        if let Some(failure) = self.liveness.expired(elapsed) {
            wipe(encoded);
            return Ok(Said::Failed(failure));
        }
        if !self.pace.admits(elapsed) {
            wipe(encoded);
            return Ok(self.again());
        }
        let Wanted { iris, embedding } = self.liveness.wanted();
        let wants = Wants { iris, embedding, genuine: true };
        let begun = Instant::now();
        let measured = self.engine.measure(encoded, wants, self.tracking).await;
        let took = begun.elapsed();
        if !self.recorded {
            self.pace.worked(elapsed + took);
        }
        let measured = match measured {
            Ok(measured) => measured,
            // The next frame may fare better.
            Err(EngineError::Broken(_)) => {
                self.tracking = None;
                return Ok(self.again());
            }
            // The face is where it was for a frame that nobody looked at.
            Err(error) => return Err(error),
        };
        self.tracking = measured.tracking;
        let said = self.liveness.see(measured.measurement, elapsed);
        if let Said::Hint { hint, done, of } = &said {
            self.hint = (*hint, *done, *of);
        }
        let (hint, done, _) = self.hint;
        if !self.recorded {
            self.liveness.worked(took);
        }
        let (at, took) = (elapsed.as_millis(), took.as_millis());
        tracing::debug!(at, took, hint = hint.key(), done, failed = said.failure(), "a frame was looked at");
        Ok(said)
    }

    /// Why the attempt is over at `elapsed` although no frame comes, if it is.
    pub fn expired(&mut self, elapsed: Duration) -> Option<Failure> {
        self.liveness.expired(elapsed)
    }

    fn again(&self) -> Said {
        let (hint, done, of) = self.hint;
        Said::Hint { hint, done, of }
    }
}

impl std::fmt::Debug for Live {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Live")
    }
}

/// Leaves nothing of a frame in memory, unless somebody else holds it.
fn wipe(encoded: Bytes) {
    if let Ok(mut bytes) = encoded.try_into_mut() {
        bytes.as_mut().zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, face::Settings};

    const PORTRAIT: &[u8] = include_bytes!("../../tests/fixtures/astronaut.jpg");

    #[tokio::test]
    async fn a_face_is_still_followed_after_a_frame_that_was_passed_over() {
        let mut config = Config::default();
        config.liveness.remembered_frames = 0;
        let settings = Settings { workers: 1, queue: 0, ..Settings::from_config(&config) };
        let engine = Engine::open(settings).unwrap();
        let challenge = Challenge { nonce: [1; 16], actions: vec![Action::Blink] };
        let rules = Rules::from_config(&config);
        let mut live = Live::new(engine.clone(), &rules, challenge, Purpose::Verify).of_recording();
        live.frame(Bytes::from_static(PORTRAIT), Duration::ZERO).await.unwrap();
        assert!(live.tracking.is_some());
        let mut busy = false;
        for number in 1..20_u32 {
            tokio::time::sleep(Duration::from_millis(20)).await; // until the thread has nothing to do
            let other = engine.clone();
            let other = tokio::spawn(async move {
                other.measure(Bytes::from_static(PORTRAIT), Wants::ALL, None).await.is_ok()
            });
            tokio::task::yield_now().await;
            let said = live.frame(Bytes::from_static(PORTRAIT), Duration::from_millis(200) * number).await;
            other.await.unwrap();
            busy = matches!(said, Err(EngineError::Busy { .. }));
            if busy {
                break;
            }
        }
        assert!(busy && live.tracking.is_some());
    }
}
