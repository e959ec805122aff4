//! One attempt before the camera: frames in, hints out, an [`Observation`] at its end. State is in memory, with the
//! connection that brings the frames.

use std::time::Duration;

use super::{Action, Observation};

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
}

/// For how long an attempt runs at most.
pub const LONGEST: Duration = Duration::from_secs(30);
