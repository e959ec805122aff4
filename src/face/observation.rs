//! What the live camera connection saw of a person. Only this process makes one: it cannot be deserialised, so no browser
//! can post its own liveness.

use super::measurement::Embedding;

/// The outcome of one attempt in which a living person followed the challenge.
#[derive(Clone, Debug)]
pub struct Observation {
    nonce: [u8; 16],
    frontal: Vec<Embedding>,
}

impl Observation {
    /// Only [`super::live`] makes one, after the last action was followed.
    pub(in crate::face) fn new(nonce: [u8; 16], frontal: Vec<Embedding>) -> Self {
        Self { nonce, frontal }
    }

    /// For tests of whoever takes observations.
    #[cfg(test)]
    pub fn for_test(nonce: [u8; 16], frontal: Vec<Embedding>) -> Self {
        Self::new(nonce, frontal)
    }

    /// The challenge that was followed.
    pub fn nonce(&self) -> [u8; 16] {
        self.nonce
    }

    /// The face as vectors, of at least five frames: good ones, looking ahead, eyes open, and the settled ones of turns.
    pub fn embeddings(&self) -> &[Embedding] {
        &self.frontal
    }
}
