//! Signing a compact JWS (RFC 7515 section 3.1) with a key that is parsed once.
//!
//! jsonwebtoken 11 parses the private key anew for each signature (`RsaKeyPair::from_der`, which checks the whole RSA
//! key). The pair is therefore kept in memory as aws-lc-rs holds it, the library that jsonwebtoken would call anyway;
//! jsonwebtoken describes the keys and verifies. One RS256 signature costs about 0.3 ms, so signing stays inline.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;

use super::algorithm::{Algorithm, KeyError};

/// Nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// There is no active key for this algorithm.
    #[error("no active {0} key")]
    NoKey(Algorithm),
    /// The claims do not serialise.
    #[error("the claims cannot be written as JSON: {0}")]
    Claims(#[from] serde_json::Error),
    /// The library refused.
    #[error("signing failed")]
    Failed,
}

/// A private key, ready to sign.
pub struct SigningKey {
    kid: String,
    algorithm: Algorithm,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    kid: &'a str,
    typ: &'a str,
}

impl SigningKey {
    /// Reads a PKCS#8 private key.
    pub fn from_pkcs8(kid: &str, algorithm: Algorithm, der: &[u8]) -> Result<Self, KeyError> {
        let pair = match algorithm {
            Algorithm::RS256 => RsaKeyPair::from_pkcs8(der).map(Pair::Rsa),
            Algorithm::ES256 => EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map(Pair::Ec),
            Algorithm::EdDSA => Ed25519KeyPair::from_pkcs8(der).map(Pair::Ed),
        }
        .map_err(|error| KeyError { algorithm: algorithm.name(), detail: error.to_string() })?;
        Ok(Self { kid: kid.to_owned(), algorithm, pair })
    }

    /// Its `kid`.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Signs `claims` under a header of `alg`, `kid` and the explicit type `typ` (RFC 8725 section 3.11).
    pub fn sign(&self, typ: &str, claims: &impl Serialize) -> Result<String, SignError> {
        let header = Header { alg: self.algorithm.name(), kid: &self.kid, typ };
        let mut token = String::with_capacity(1024);
        URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(&header)?, &mut token);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(claims)?, &mut token);
        let signature = self.signature(token.as_bytes())?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }

    pub(super) fn signature(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| SignError::Failed)?;
                Ok(signature)
            }
            Pair::Ec(pair) => pair
                .sign(&SystemRandom::new(), message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| SignError::Failed),
            Pair::Ed(pair) => Ok(pair.sign(message).as_ref().to_vec()),
        }
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningKey({} {})", self.algorithm, self.kid)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::jose::algorithm::generate;

    #[test]
    fn jsonwebtoken_itself_accepts_what_is_signed() {
        for (algorithm, theirs) in [
            (Algorithm::RS256, jsonwebtoken::Algorithm::RS256),
            (Algorithm::ES256, jsonwebtoken::Algorithm::ES256),
            (Algorithm::EdDSA, jsonwebtoken::Algorithm::EdDSA),
        ] {
            let made = generate(algorithm, 2048).unwrap();
            let key = SigningKey::from_pkcs8(&made.kid, algorithm, &made.private).unwrap();
            let token = key.sign("at+jwt", &json!({"sub": "a", "exp": 4_000_000_000_u64})).unwrap();
            let jwk: jsonwebtoken::jwk::Jwk = serde_json::from_str(&made.public_jwk).unwrap();
            let key = jsonwebtoken::DecodingKey::from_jwk(&jwk).unwrap();
            let read =
                jsonwebtoken::decode::<Value>(&token, &key, &jsonwebtoken::Validation::new(theirs)).unwrap();
            assert_eq!(read.claims["sub"], "a");
            assert_eq!(read.header.kid.as_deref(), Some(made.kid.as_str()));
            assert_eq!(read.header.typ.as_deref(), Some("at+jwt"));
        }
    }

    #[test]
    fn a_key_of_another_algorithm_is_not_read() {
        let made = generate(Algorithm::ES256, 2048).unwrap();
        assert!(SigningKey::from_pkcs8("k", Algorithm::RS256, &made.private).is_err());
        assert!(SigningKey::from_pkcs8("k", Algorithm::EdDSA, &made.private).is_err());
    }
}
