//! Chance as an argument: the one place that draws from the system's generator.
//!
//! Owns [`Random`]. Codes, tokens, keys and identifiers all come from here, so that a test can seed them.

use std::sync::{Arc, Mutex, PoisonError};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

use crate::clock::Timestamp;

/// A cryptographically secure source of chance: the system's, or a seeded one for tests.
#[derive(Clone, Default)]
pub struct Random(Source);

#[derive(Clone, Default)]
enum Source {
    #[default]
    System,
    Seeded(Arc<Mutex<ChaCha20Rng>>),
}

impl Random {
    /// The system's generator (seeded by the operating system).
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A generator that gives the same sequence for the same seed. For tests only.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))))
    }

    /// Fills `bytes` with chance.
    #[allow(clippy::disallowed_methods)] // the one place
    pub fn fill(&self, bytes: &mut [u8]) {
        match &self.0 {
            Source::System => rand::rng().fill_bytes(bytes),
            Source::Seeded(generator) => {
                generator.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
            }
        }
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A bearer secret of 256 bits in unpadded base64url: 43 unreserved characters (RFC 3986 section 2.3).
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// A time-ordered identifier (UUIDv7, RFC 9562) in simple form: 32 hexadecimal digits. Unique, not secret.
    pub fn identifier(&self, now: Timestamp) -> String {
        let milliseconds = u64::try_from(now.milliseconds()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.bytes::<10>())
            .into_uuid()
            .simple()
            .to_string()
    }

    /// A number below `bound`, every one equally likely. Zero for a bound of zero.
    pub fn below(&self, bound: u32) -> u32 {
        if bound == 0 {
            return 0;
        }
        // Values in the last, incomplete stretch of 2^32 would favour small results: draw again.
        let fair = u32::MAX - u32::MAX % bound;
        loop {
            let drawn = u32::from_le_bytes(self.bytes());
            if drawn < fair {
                return drawn % bound;
            }
        }
    }

    /// A code of `digits` decimal digits, leading zeros included.
    pub fn digits(&self, digits: usize) -> String {
        (0..digits).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Random")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(Random::seeded(7).token(), Random::seeded(7).token());
        assert_ne!(Random::system().token(), Random::system().token());
        assert_eq!(Random::system().token().len(), 43);
    }

    #[test]
    fn codes_have_their_length_and_every_digit() {
        let random = Random::seeded(1);
        let codes: String = (0..200).map(|_| random.digits(6)).collect();
        assert_eq!(codes.len(), 1200);
        for digit in '0'..='9' {
            assert!(codes.contains(digit), "{digit} never drawn");
        }
    }

    #[test]
    fn identifiers_are_ordered_by_time() {
        let random = Random::seeded(2);
        assert!(random.identifier(Timestamp(1_000)) < random.identifier(Timestamp(2_000)));
    }
}
