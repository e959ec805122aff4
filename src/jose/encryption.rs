//! Which algorithms of encryption there are (RFC 7518 sections 4 and 5), and what a key of ours is for.
//!
//! What is not named here is not there: no RSA1_5 (its padding is an oracle), no PBES2 (its cost is the sender's to choose), no
//! `dir` and no other symmetric key, and no compression (RFC 8725 sections 3.2 and 3.6). How it is done is
//! [`super::encrypt`]'s.

use serde_json::{Map, Value};

use super::algorithm::{self, Algorithm, Generated, KeyError};

/// How the key of the content is made known to the recipient (`alg`, RFC 7518 section 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyManagement {
    /// RSAES-OAEP with SHA-1 and MGF1: sound, and the one that most programs know.
    RsaOaep,
    /// RSAES-OAEP with SHA-256.
    RsaOaep256,
    /// ECDH-ES, whose secret is the key of the content.
    EcdhEs,
    /// ECDH-ES, whose secret wraps it with AES-128.
    EcdhEsA128kw,
    /// The same with AES-256.
    EcdhEsA256kw,
}

impl KeyManagement {
    /// All of them, the most widely known first.
    pub const ALL: [Self; 5] =
        [Self::RsaOaep, Self::RsaOaep256, Self::EcdhEs, Self::EcdhEsA128kw, Self::EcdhEsA256kw];

    /// The name in `alg`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::EcdhEs => "ECDH-ES",
            Self::EcdhEsA128kw => "ECDH-ES+A128KW",
            Self::EcdhEsA256kw => "ECDH-ES+A256KW",
        }
    }

    /// The one called exactly `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What kind of key it needs.
    pub const fn pair(self) -> Pair {
        match self {
            Self::RsaOaep | Self::RsaOaep256 => Pair::Rsa,
            Self::EcdhEs | Self::EcdhEsA128kw | Self::EcdhEsA256kw => Pair::Ec,
        }
    }
}

/// How the content is encrypted (`enc`, RFC 7518 section 5.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentEncryption {
    /// AES-128 in CBC mode with HMAC-SHA-256: what is meant where nothing is said (OpenID Connect Registration 2).
    #[default]
    A128CbcHs256,
    /// AES-128 in GCM mode.
    A128Gcm,
    /// AES-256 in GCM mode.
    A256Gcm,
}

impl ContentEncryption {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::A128CbcHs256, Self::A128Gcm, Self::A256Gcm];

    /// The name in `enc`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A128CbcHs256 => "A128CBC-HS256",
            Self::A128Gcm => "A128GCM",
            Self::A256Gcm => "A256GCM",
        }
    }

    /// The one called exactly `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Bytes of its key.
    pub const fn key_length(self) -> usize {
        match self {
            Self::A128CbcHs256 | Self::A256Gcm => 32,
            Self::A128Gcm => 16,
        }
    }

    /// Bytes of its initialization vector.
    pub const fn iv_length(self) -> usize {
        match self {
            Self::A128CbcHs256 => 16,
            Self::A128Gcm | Self::A256Gcm => 12,
        }
    }
}

/// The kinds of keys that things are encrypted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pair {
    /// RSA.
    Rsa,
    /// An elliptic curve; P-256 where the key is ours.
    Ec,
}

impl Pair {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Rsa, Self::Ec];

    /// The algorithm that stands for those that such a key is good for: in the configuration, and where keys are listed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa => KeyManagement::RsaOaep.name(),
            Self::Ec => KeyManagement::EcdhEs.name(),
        }
    }

    /// The kind that stands for exactly `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pair| pair.name() == name)
    }
}

/// What a key of ours is for; never for both (NIST SP 800-57 part 1 section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// It signs.
    Sign(Algorithm),
    /// It opens what is encrypted to us.
    Decrypt(Pair),
}

impl Purpose {
    /// As it is stored and shown: the algorithm.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sign(algorithm) => algorithm.name(),
            Self::Decrypt(pair) => pair.name(),
        }
    }

    /// The purpose called exactly `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        let signs = Algorithm::from_name(name).map(Self::Sign);
        signs.or_else(|| Pair::from_name(name).map(Self::Decrypt))
    }

    /// Makes a key; see [`algorithm::generate`].
    pub fn generate(self, rsa_bits: u32) -> Result<Generated, KeyError> {
        let pair = match self {
            Self::Sign(algorithm) => return algorithm::generate(algorithm, rsa_bits),
            Self::Decrypt(pair) => pair,
        };
        let made = match pair {
            Pair::Rsa => algorithm::generate(Algorithm::RS256, rsa_bits),
            Pair::Ec => algorithm::generate(Algorithm::ES256, rsa_bits),
        };
        let fault = |detail: String| KeyError { algorithm: pair.name(), detail };
        let made = made.map_err(|error| fault(error.detail))?;
        let mut jwk: Map<String, Value> =
            serde_json::from_str(&made.public_jwk).map_err(|error| fault(error.to_string()))?;
        // Good for every algorithm of its kind, so it names none. The thumbprint covers neither member.
        jwk.remove("alg");
        jwk.insert("use".into(), "enc".into());
        Ok(Generated { public_jwk: Value::Object(jwk).to_string(), ..made })
    }
}

impl std::fmt::Display for Purpose {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact_and_what_is_not_sound_has_none() {
        for one in KeyManagement::ALL {
            assert_eq!(KeyManagement::from_name(one.name()), Some(one));
        }
        for one in ContentEncryption::ALL {
            assert_eq!(ContentEncryption::from_name(one.name()), Some(one));
        }
        for name in [
            "RSA1_5",
            "dir",
            "A128KW",
            "A256GCMKW",
            "PBES2-HS256+A128KW",
            "rsa-oaep",
            "RSA-OAEP-512",
            "ECDH-ES+A192KW",
            "",
        ] {
            assert_eq!(KeyManagement::from_name(name), None, "{name}");
        }
        for name in ["none", "A192GCM", "A256CBC-HS512", "a128gcm", ""] {
            assert_eq!(ContentEncryption::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_purpose_is_known_by_its_name() {
        let signing = Algorithm::ALL.map(Purpose::Sign);
        for purpose in signing.into_iter().chain(Pair::ALL.map(Purpose::Decrypt)) {
            assert_eq!(Purpose::from_name(purpose.name()), Some(purpose));
        }
        assert_eq!(Purpose::from_name("HS256"), None);
    }

    #[test]
    fn a_key_to_encrypt_to_is_published_as_nothing_else() {
        for pair in Pair::ALL {
            let made = Purpose::Decrypt(pair).generate(2048).unwrap();
            let jwk: Value = serde_json::from_str(&made.public_jwk).unwrap();
            assert_eq!((&jwk["use"], &jwk["kid"]), (&"enc".into(), &made.kid.as_str().into()));
            assert_eq!((jwk.get("alg"), jwk.get("d")), (None, None));
        }
    }
}
