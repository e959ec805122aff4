//! Hashes that other software made, so that people who move here keep their passwords.
//!
//! A hash is kept as one text in the form its software wrote, or in the nearest PHC string where the software wrote fields
//! ([`documents`]). [`grammar`] reads that text and refuses what would cost too much, at import and again at every use;
//! [`derive`] repeats the computation. At the first right answer the factor replaces the hash by one of our own.

mod derive;
mod documents;
mod grammar;
mod scheme;

use serde::{Deserialize, Serialize};

pub use self::documents::{Firebase, Keycloak};
use self::scheme::Scheme;

/// Most KiB of memory that Argon2 and scrypt may take.
pub const MOST_MEMORY_KIB: u32 = 256 * 1024;
/// Most passes of Argon2.
pub const MOST_PASSES: u32 = 10;
/// Most that scrypt may read and write in all: its memory, as often as it works through it.
pub const MOST_SCRYPT_KIB: u64 = 1024 * 1024;
/// Most of bcrypt's cost, a power of two.
pub const MOST_BCRYPT_COST: u32 = 15;
/// Most rounds of PBKDF2. Only the first block of its output is computed, however long that is.
pub const MOST_ROUNDS: u32 = 5_000_000;

/// Why a hash is not taken. None of the texts holds a part of a hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// In no form that is known here.
    #[error("the password hash has a form that is not taken{}", named(.0))]
    Unknown(String),
    /// In a known form, and wrong in this part.
    #[error("the password hash is not well-formed: {0}")]
    Malformed(&'static str),
    /// Each sign-in would cost more than is allowed.
    #[error("the password hash costs too much: {what} is {is}, the most is {most}")]
    TooCostly {
        /// Which parameter.
        what: &'static str,
        /// Its value.
        is: u64,
        /// The most that is taken.
        most: u64,
    },
    /// A part of the computation is not in the record.
    #[error("the password hash was made with a secret key that it does not hold")]
    Keyed,
}

fn named(form: &str) -> String {
    if form.is_empty() { String::new() } else { format!(": {form}") }
}

/// A hash that other software made. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignHash {
    foreign: String,
}

impl std::fmt::Debug for ForeignHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[hash]")
    }
}

impl ForeignHash {
    /// Takes a hash as its software wrote it, if it can be checked here at a bounded cost.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        Scheme::parse(text)?;
        Ok(Self { foreign: text.to_owned() })
    }

    /// The name of its scheme, for a summary of what an import holds.
    pub fn scheme(&self) -> &'static str {
        Scheme::parse(&self.foreign).map_or("none", |scheme| scheme.name())
    }

    /// Whether `plain` is what was hashed. The comparison takes the same time whatever differs.
    pub(super) fn matches(&self, plain: &[u8]) -> bool {
        match Scheme::parse(&self.foreign) {
            Ok(scheme) => scheme.matches(plain),
            Err(fault) => {
                tracing::error!(%fault, "an imported password hash cannot be checked");
                false
            }
        }
    }
}

#[cfg(test)]
mod tests;
