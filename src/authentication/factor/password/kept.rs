//! What an account keeps of its password: a hash of ours, or one that other software made, until its person signs in.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::foreign::ForeignHash;
use crate::authentication::factor::slow_hash::{Cost, Failed, SlowHash};

/// The factor's record. A hash of ours is written as it always was.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PasswordHash {
    /// Argon2id with our pepper.
    Own(SlowHash),
    /// Imported, and replaced at the first right answer.
    Foreign(ForeignHash),
}

impl PasswordHash {
    /// Whether a new hash would be no other in kind and cost.
    pub(super) fn is_current(&self, cost: Cost) -> bool {
        matches!(self, Self::Own(hash) if hash.cost() == cost)
    }

    /// Whether it is the hash of a password that somebody wants to take anew.
    pub(super) fn is_of(
        &self,
        plain: &str,
        normal: &Zeroizing<String>,
        pepper: &[u8],
    ) -> Result<bool, Failed> {
        match self {
            Self::Own(hash) => hash.matches(normal.as_bytes(), pepper),
            Self::Foreign(hash) => Ok(hash.fits(plain, normal)),
        }
    }
}

impl ForeignHash {
    /// Whether it is the hash of `plain`, or of its NFC, where that differs: other software hashed what its keyboards sent.
    pub(super) fn fits(&self, plain: &str, normal: &str) -> bool {
        self.matches(plain.as_bytes()) || (plain != normal && self.matches(normal.as_bytes()))
    }
}
