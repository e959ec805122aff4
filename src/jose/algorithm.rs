//! Which signature algorithms there are, and how a key of each is made.
//!
//! [`Algorithm`] is what Doorward signs with; [`VerifyAlgorithm`] is what it accepts from clients. There is no
//! symmetric algorithm and no `none` in either, so nothing can confuse a public key with a secret (RFC 8725 3.1, 3.2).
//! Those of encryption are [`super::encryption`]'s.

use aws_lc_rs::{
    digest,
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    DecodingKey,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What Doorward signs with (RFC 7518 section 3.1, RFC 8037 section 3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256: the one that every relying party knows (OpenID Connect Core 15.1).
    #[default]
    RS256,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// Ed25519.
    EdDSA,
}

impl Algorithm {
    /// All of them, the most widely known first.
    pub const ALL: [Self; 3] = [Self::RS256, Self::ES256, Self::EdDSA];

    /// The name in `alg`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::ES256 => "ES256",
            Self::EdDSA => "EdDSA",
        }
    }

    /// The algorithm called exactly `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// `at_hash` and `c_hash`: the left half of the digest that the algorithm uses, in base64url (OpenID Connect
    /// Core 3.1.3.6). Ed25519 uses SHA-512 inside.
    pub fn half_hash(self, value: &str) -> String {
        let hash = match self {
            Self::RS256 | Self::ES256 => &digest::SHA256,
            Self::EdDSA => &digest::SHA512,
        };
        let full = digest::digest(hash, value.as_bytes());
        let half = full.as_ref().split_at(full.as_ref().len() / 2).0;
        URL_SAFE_NO_PAD.encode(half)
    }

    fn verifies(self) -> VerifyAlgorithm {
        match self {
            Self::RS256 => VerifyAlgorithm::RS256,
            Self::ES256 => VerifyAlgorithm::ES256,
            Self::EdDSA => VerifyAlgorithm::EdDSA,
        }
    }
}

impl std::fmt::Display for Algorithm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What Doorward accepts in what clients sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VerifyAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// RSASSA-PSS with SHA-256.
    PS256,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// ECDSA on P-384 with SHA-384.
    ES384,
    /// Ed25519.
    EdDSA,
}

impl VerifyAlgorithm {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::RS256, Self::PS256, Self::ES256, Self::ES384, Self::EdDSA];

    /// The name in `alg`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::PS256 => "PS256",
            Self::ES256 => "ES256",
            Self::ES384 => "ES384",
            Self::EdDSA => "EdDSA",
        }
    }

    /// The algorithm called exactly `name`: letter case counts (RFC 7515 section 4.1.1).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    pub(super) const fn to_jsonwebtoken(self) -> jsonwebtoken::Algorithm {
        match self {
            Self::RS256 => jsonwebtoken::Algorithm::RS256,
            Self::PS256 => jsonwebtoken::Algorithm::PS256,
            Self::ES256 => jsonwebtoken::Algorithm::ES256,
            Self::ES384 => jsonwebtoken::Algorithm::ES384,
            Self::EdDSA => jsonwebtoken::Algorithm::EdDSA,
        }
    }
}

/// A key could not be made or read.
#[derive(Debug, thiserror::Error)]
#[error("a {algorithm} key cannot be used: {detail}")]
pub struct KeyError {
    /// For which algorithm.
    pub algorithm: &'static str,
    /// What is wrong.
    pub detail: String,
}

/// A new key pair.
pub struct Generated {
    /// The RFC 7638 thumbprint of the public key.
    pub kid: String,
    /// PKCS#8.
    pub private: Zeroizing<Vec<u8>>,
    /// The public key as a JWK with `kid`, `use` and `alg`.
    pub public_jwk: String,
}

/// Makes a key pair. `rsa_bits` (2048, 3072 or 4096) matters for RSA only.
///
/// The chance comes from aws-lc's own generator: its key generation takes no other. RSA takes a good part of a second,
/// so call it off the async executor.
pub fn generate(algorithm: Algorithm, rsa_bits: u32) -> Result<Generated, KeyError> {
    let fault =
        |detail: &dyn std::fmt::Display| KeyError { algorithm: algorithm.name(), detail: detail.to_string() };
    let (private, public) = match algorithm {
        Algorithm::RS256 => {
            let size = match rsa_bits {
                2048 => KeySize::Rsa2048,
                3072 => KeySize::Rsa3072,
                4096 => KeySize::Rsa4096,
                _ => return Err(fault(&"RSA keys have 2048, 3072 or 4096 bits")),
            };
            let pair = RsaKeyPair::generate(size).map_err(|error| fault(&error))?;
            let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|error| fault(&error))?;
            (Zeroizing::new(der.as_ref().to_vec()), DecodingKey::from_rsa_der(pair.public_key().as_ref()))
        }
        Algorithm::ES256 => {
            let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
                .map_err(|error| fault(&error))?;
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref())
                .map_err(|error| fault(&error))?;
            (Zeroizing::new(der.as_ref().to_vec()), DecodingKey::from_ec_der(pair.public_key().as_ref()))
        }
        Algorithm::EdDSA => {
            let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|error| fault(&error))?;
            let pair = Ed25519KeyPair::from_pkcs8(der.as_ref()).map_err(|error| fault(&error))?;
            (Zeroizing::new(der.as_ref().to_vec()), DecodingKey::from_ed_der(pair.public_key().as_ref()))
        }
    };
    let mut jwk = Jwk::from_decoding_key(&public, Some(algorithm.verifies().to_jsonwebtoken()))
        .map_err(|error| fault(&error))?;
    let kid = jwk.thumbprint(ThumbprintHash::SHA256).map_err(|error| fault(&error))?;
    jwk.common.key_id = Some(kid.clone());
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    let public_jwk = serde_json::to_string(&jwk).map_err(|error| fault(&error))?;
    Ok(Generated { kid, private, public_jwk })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_published_with_its_thumbprint_and_without_its_private_half() {
        for algorithm in Algorithm::ALL {
            let made = generate(algorithm, 2048).unwrap();
            let jwk: serde_json::Value = serde_json::from_str(&made.public_jwk).unwrap();
            assert_eq!(jwk["kid"], made.kid);
            assert_eq!(jwk["use"], "sig");
            assert_eq!(jwk["alg"], algorithm.name());
            assert_eq!(made.kid.len(), 43);
            let members: Vec<_> = jwk.as_object().unwrap().keys().map(String::as_str).collect();
            let public: &[&str] = match algorithm {
                Algorithm::RS256 => &["e", "n"],
                Algorithm::ES256 => &["crv", "x", "y"],
                Algorithm::EdDSA => &["crv", "x"],
            };
            for name in members {
                assert!(["kid", "use", "alg", "kty"].contains(&name) || public.contains(&name), "{name}");
            }
        }
    }

    #[test]
    fn rsa_keys_have_the_size_that_was_asked_for() {
        let jwk: serde_json::Value =
            serde_json::from_str(&generate(Algorithm::RS256, 3072).unwrap().public_jwk).unwrap();
        assert_eq!(jwk["n"].as_str().unwrap().len(), 512);
        assert_eq!(jwk["e"], "AQAB");
        assert!(generate(Algorithm::RS256, 1024).is_err());
    }

    #[test]
    fn names_are_exact() {
        assert_eq!(Algorithm::from_name("RS256"), Some(Algorithm::RS256));
        assert_eq!(serde_json::to_string(&Algorithm::EdDSA).unwrap(), "\"EdDSA\"");
        for name in ["none", "None", "HS256", "rs256", "RS256 ", ""] {
            assert_eq!(Algorithm::from_name(name), None);
            assert_eq!(VerifyAlgorithm::from_name(name), None);
        }
    }

    /// OpenID Connect Core appendix A.3: the access token and `at_hash` of its example.
    #[test]
    fn half_hash_is_that_of_the_specification() {
        assert_eq!(
            Algorithm::RS256.half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
        assert_eq!(Algorithm::EdDSA.half_hash("x").len(), 43);
    }
}
