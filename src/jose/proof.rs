//! A JWS that brings its own public key, and so proves that its sender holds the private one (RFC 9449 section 4.2).
//!
//! Everywhere else a key in a header is refused ([`super::verify`]), because a message may not choose whom to believe. Here
//! the key is what is being shown; it means something only once the caller has compared its thumbprint with the one that
//! a code or a token is bound to. No claim is looked at here: a proof has none of those that RFC 7519 registers but `jti`
//! and `iat`.

use serde_json::{Map, Value};

use super::{
    algorithm::VerifyAlgorithm,
    jwks::{VerificationKey, thumbprint},
    verify::{Audience, Expect, Expired, Parts, REFUSED_MEMBERS, Refusal, check_type},
};

/// What a proof may be signed with. RS256 is not among them: nothing that makes proofs is older than PSS (RFC 8725bis
/// section 3.2, FAPI 2.0 Security Profile section 5.4.1).
pub const ALGORITHMS: [VerifyAlgorithm; 4] =
    [VerifyAlgorithm::ES256, VerifyAlgorithm::ES384, VerifyAlgorithm::PS256, VerifyAlgorithm::EdDSA];

/// A key that was shown, and what was said with it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The RFC 7638 thumbprint of the key.
    pub thumbprint: String,
    /// What was signed.
    pub claims: Map<String, Value>,
}

/// Verifies a JWS of exactly the type `typ` with the public key in its own header.
pub fn verify(token: &str, typ: &str) -> Result<Shown, Refusal> {
    let parts = Parts::read(token)?;
    for name in REFUSED_MEMBERS.into_iter().filter(|name| *name != "jwk") {
        if parts.header.contains_key(name) {
            return Err(Refusal::Header(name));
        }
    }
    let expect = Expect {
        types: &[Some(typ)],
        issuer: None,
        audience: Audience::Any,
        algorithms: &ALGORITHMS,
        expired: Expired::Accepted,
        longest_life: None,
    };
    check_type(&parts.header, &expect)?;
    let jwk = parts.header.get("jwk").and_then(Value::as_object).ok_or(Refusal::UnknownKey)?;
    let key = VerificationKey::from_members(jwk).ok().flatten().ok_or(Refusal::Header("an unfit jwk"))?;
    parts.find_signer(&[key], &expect)?;
    let thumbprint =
        thumbprint(&Value::Object(jwk.clone()).to_string()).map_err(|_| Refusal::Header("an unfit jwk"))?;
    Ok(Shown { thumbprint, claims: parts.claims()? })
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
