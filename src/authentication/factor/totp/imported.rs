//! Seeds that another system gave to authenticator apps.
//!
//! What an app shows cannot be changed from here, so its hash may be any of RFC 6238; codes of another length or pace are not
//! taken, because every page and every limit here is made for six digits and thirty seconds.

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use totp_rs::Algorithm;
use zeroize::Zeroizing;

use super::{DIGITS, STEP, Seed};

/// The hash below HMAC (RFC 6238 section 1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hmac {
    /// SHA-1, which every app can do.
    #[default]
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Hmac {
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::Sha1
    }

    pub(super) fn algorithm(self) -> Algorithm {
        match self {
            Self::Sha1 => Algorithm::SHA1,
            Self::Sha256 => Algorithm::SHA256,
            Self::Sha512 => Algorithm::SHA512,
        }
    }
}

/// Why a seed is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Not base32.
    #[error("the TOTP secret is not base32")]
    Malformed,
    /// Too short to be one, or longer than any.
    #[error("the TOTP secret has fewer than 10 or more than 64 bytes")]
    Length,
    /// Of another hash.
    #[error("the TOTP algorithm is none of SHA1, SHA256 and SHA512")]
    Algorithm,
    /// Codes of another length.
    #[error("the TOTP codes have not 6 digits")]
    Digits,
    /// Of another pace.
    #[error("the TOTP codes change not every 30 seconds")]
    Period,
}

impl Seed {
    /// A seed in base32, spaces, small letters and padding allowed; `algorithm` as in a key URI (`SHA1`), or as Java writes it
    /// (`HmacSHA1`).
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn import(secret: &str, algorithm: &str, digits: u32, period: u32) -> Result<Self, NotTaken> {
        let letters = secret.trim_end_matches('=').chars().filter(|c| !c.is_whitespace() && *c != '-');
        let secret = Zeroizing::new(letters.collect::<String>().to_ascii_uppercase());
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(secret.as_bytes()).map_err(|_| NotTaken::Malformed)?);
        Self::import_bytes(&bytes, algorithm, digits, period)
    }

    /// The same, of the seed's own bytes.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn import_bytes(bytes: &[u8], algorithm: &str, digits: u32, period: u32) -> Result<Self, NotTaken> {
        // RFC 4226 section 4, R6 wants 128 bits; what many systems made has 80.
        if !(10..=64).contains(&bytes.len()) {
            return Err(NotTaken::Length);
        }
        if digits as usize != DIGITS {
            return Err(NotTaken::Digits);
        }
        if i64::from(period) != STEP {
            return Err(NotTaken::Period);
        }
        let name = algorithm.to_ascii_uppercase().replace('-', "");
        let algorithm = match name.strip_prefix("HMAC").unwrap_or(&name) {
            "" | "SHA1" => Hmac::Sha1,
            "SHA256" => Hmac::Sha256,
            "SHA512" => Hmac::Sha512,
            _ => return Err(NotTaken::Algorithm),
        };
        Ok(Self { secret: BASE32_NOPAD.encode(bytes), algorithm })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, at 59 seconds, cut to six digits.
    #[test]
    fn the_codes_of_all_three_hashes_are_those_of_the_standard() {
        let digits = b"1234567890";
        let key = |length: usize| digits.iter().copied().cycle().take(length).collect::<Vec<_>>();
        for (algorithm, length, code) in
            [("SHA1", 20, "287082"), ("HmacSHA256", 32, "119246"), ("sha-512", 64, "693936")]
        {
            let seed = Seed::import_bytes(&key(length), algorithm, 6, 30).unwrap();
            assert_eq!(seed.code(1).as_deref(), Some(code), "{algorithm}");
            let kept: Seed = serde_json::from_str(&serde_json::to_string(&seed).unwrap()).unwrap();
            assert_eq!(kept.code(1).as_deref(), Some(code), "{algorithm}");
        }
        let ours: Seed = serde_json::from_str(r#"{"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}"#).unwrap();
        assert_eq!(ours.code(1).as_deref(), Some("287082"), "what was kept before is read as ever");
    }

    #[test]
    fn a_seed_is_taken_in_every_spelling_and_refused_by_name() {
        let seed = Seed::import("gezd gnbv-gy3t qojq====", "SHA1", 6, 30).unwrap();
        assert_eq!(seed.base32(), "GEZDGNBVGY3TQOJQ");
        assert!(seed.code(1).is_some(), "80 bits are enough for what exists already");
        let refused = |secret: &str, algorithm: &str, digits, period| {
            Seed::import(secret, algorithm, digits, period).unwrap_err()
        };
        assert_eq!(refused("not base32!", "SHA1", 6, 30), NotTaken::Malformed);
        assert_eq!(refused("GEZDGNBV", "SHA1", 6, 30), NotTaken::Length);
        assert_eq!(refused("GEZDGNBVGY3TQOJQ", "MD5", 6, 30), NotTaken::Algorithm);
        assert_eq!(refused("GEZDGNBVGY3TQOJQ", "SHA1", 8, 30), NotTaken::Digits);
        assert_eq!(refused("GEZDGNBVGY3TQOJQ", "SHA1", 6, 60), NotTaken::Period);
    }
}
