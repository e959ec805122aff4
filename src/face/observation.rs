//! What the live camera connection saw of a person. Only this process makes one: it cannot be deserialised, so no browser
//! can post its own liveness.

use super::measurement::Embedding;

/// The outcome of one attempt in which a living person followed the challenge.
#[derive(Clone)]
pub struct Observation {
    nonce: [u8; 16],
    embeddings: Vec<Embedding>,
}

impl Observation {
    /// Only [`super::live`] makes one, after the last action was followed.
    pub(in crate::face) fn new(nonce: [u8; 16], embeddings: Vec<Embedding>) -> Self {
        Self { nonce, embeddings }
    }

    /// For tests of whoever takes observations.
    #[cfg(test)]
    pub fn for_test(nonce: [u8; 16], embeddings: Vec<Embedding>) -> Self {
        Self::new(nonce, embeddings)
    }

    /// The challenge that was followed.
    pub fn nonce(&self) -> [u8; 16] {
        self.nonce
    }

    /// The face as vectors, all of one person: the first frames, which look ahead with open eyes, and one after each action;
    /// for an enrolment also one of each turn. Five at least, nine by the
    /// defaults; to compare with a template, three are enough.
    pub fn embeddings(&self) -> &[Embedding] {
        &self.embeddings
    }
}

/// Vectors of a face are in no log.
impl std::fmt::Debug for Observation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Observation")
            .field("embeddings", &self.embeddings.len())
            .finish_non_exhaustive()
    }
}
