//! Public keys of others: reading a JWK set (RFC 7517) into keys that can verify, and keys that can be encrypted to.
//!
//! Each key leaves here with the algorithms that it is good for, so that no token can choose (RFC 8725 section 3.1), and with
//! one use: a key that does not say that it is for encryption is for signatures. A set that holds a private member is refused
//! whole: whoever sent it has published their secret and should be told.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, ParsedPublicKey, VerificationAlgorithm,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    DecodingKey,
    jwk::{Jwk, ThumbprintHash},
};
use serde_json::{Map, Value, json};

use super::{algorithm::VerifyAlgorithm, encryption::KeyManagement, json};

const MOST_BYTES: usize = 64 * 1024;
const MOST_KEYS: usize = 16;
/// Private members of every key type (RFC 7518 section 6, RFC 8037; `priv` is that of AKP keys).
const PRIVATE: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/// Why a JWK set is refused; the texts are fit for a client's developer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwksError {
    /// Not a JWK set, or a key lacks a member.
    #[error("not a JWK set: {0}")]
    Malformed(&'static str),
    /// Too many bytes or keys.
    #[error("the JWK set is too large (at most 16 keys in 64 KiB)")]
    TooLarge,
    /// A private or symmetric key.
    #[error("the JWK set holds a private or symmetric key; register public keys only and replace this one")]
    PrivateKey,
    /// A key that must not be trusted.
    #[error("a key in the JWK set is too weak or not a valid point: {0}")]
    Weak(&'static str),
    /// Nothing in it that Doorward can use.
    #[error(
        "the JWK set holds no key for RS256, PS256, ES256, ES384 or EdDSA signatures, and none with use enc for RSA-OAEP or ECDH-ES"
    )]
    NoUsableKey,
}

/// A public key together with what it may verify.
#[derive(Clone, Debug)]
pub struct VerificationKey {
    kid: Option<String>,
    algorithms: Vec<VerifyAlgorithm>,
    pub(super) key: DecodingKey,
}

impl VerificationKey {
    /// Its `kid`. Only ever compared with another one (RFC 8725 section 3.10).
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// What it may verify.
    pub fn algorithms(&self) -> &[VerifyAlgorithm] {
        &self.algorithms
    }

    /// Reads one JWK; `None` for a key that is not for our signatures (RFC 7517 section 5: ignored).
    pub(super) fn from_members(jwk: &Map<String, Value>) -> Result<Option<Self>, JwksError> {
        let kty = public_kty(jwk)?;
        let for_signatures = text(jwk, "use").is_none_or(|usage| usage == "sig")
            && jwk.get("key_ops").is_none_or(|operations| {
                operations.as_array().is_some_and(|list| list.iter().any(|operation| operation == "verify"))
            });
        if !for_signatures {
            return Ok(None);
        }
        let (mut algorithms, key) = match (kty, text(jwk, "crv")) {
            ("RSA", _) => {
                let (n, e) = rsa(jwk)?;
                let key = DecodingKey::from_rsa_raw_components(&n, &e);
                (vec![VerifyAlgorithm::RS256, VerifyAlgorithm::PS256], key)
            }
            ("EC", Some("P-256")) => (vec![VerifyAlgorithm::ES256], DecodingKey::from_ec_der(&p256(jwk)?)),
            ("EC", Some("P-384")) => (vec![VerifyAlgorithm::ES384], DecodingKey::from_ec_der(&p384(jwk)?)),
            ("OKP", Some("Ed25519")) => (vec![VerifyAlgorithm::EdDSA], ed(jwk)?),
            _ => return Ok(None),
        };
        if let Some(alg) = jwk.get("alg") {
            algorithms.retain(|algorithm| alg == algorithm.name());
        }
        let kid = kid(jwk)?;
        Ok((!algorithms.is_empty()).then_some(Self { kid, algorithms, key }))
    }
}

/// A public key to encrypt to, together with how that may be done.
#[derive(Clone, Debug)]
pub struct EncryptionKey {
    pub(super) kid: Option<String>,
    algorithms: Vec<KeyManagement>,
    /// The members that make the key, and no other.
    pub(super) members: Map<String, Value>,
}

impl EncryptionKey {
    /// How it may be encrypted to.
    pub fn algorithms(&self) -> &[KeyManagement] {
        &self.algorithms
    }

    /// Reads one JWK; `None` for a key that does not say that it is for encryption, or is of a kind that we do not use.
    fn from_members(jwk: &Map<String, Value>) -> Result<Option<Self>, JwksError> {
        let kty = public_kty(jwk)?;
        let encrypts = |operations: &Value| {
            let mut operations = operations.as_array().into_iter().flatten().filter_map(Value::as_str);
            operations.any(|one| ["encrypt", "wrapKey", "deriveKey", "deriveBits"].contains(&one))
        };
        let for_encryption = match (text(jwk, "use"), jwk.get("key_ops")) {
            (Some(usage), _) => usage == "enc",
            (None, Some(operations)) => encrypts(operations),
            (None, None) => text(jwk, "alg").and_then(KeyManagement::from_name).is_some(),
        };
        if !for_encryption {
            return Ok(None);
        }
        let agreed = vec![KeyManagement::EcdhEs, KeyManagement::EcdhEsA128kw, KeyManagement::EcdhEsA256kw];
        let curve = text(jwk, "crv");
        let (mut algorithms, members) = match (kty, curve) {
            ("RSA", _) => {
                let (n, e) = rsa(jwk)?;
                let encoded = |number: &[u8]| URL_SAFE_NO_PAD.encode(number);
                let members = json!({ "kty": "RSA", "n": encoded(&n), "e": encoded(&e) });
                (vec![KeyManagement::RsaOaep, KeyManagement::RsaOaep256], members)
            }
            ("EC", Some("P-256" | "P-384")) => {
                if curve == Some("P-256") {
                    p256(jwk)?
                } else {
                    p384(jwk)?
                };
                (agreed, json!({ "kty": "EC", "crv": curve, "x": jwk.get("x"), "y": jwk.get("y") }))
            }
            ("OKP", Some("X25519")) => {
                if bytes(jwk, "x")?.len() != 32 {
                    return Err(JwksError::Malformed("an X25519 key has the wrong length"));
                }
                (agreed, json!({ "kty": "OKP", "crv": curve, "x": jwk.get("x") }))
            }
            _ => return Ok(None),
        };
        if let Some(alg) = jwk.get("alg") {
            algorithms.retain(|algorithm| alg == algorithm.name());
        }
        let Value::Object(members) = members else { return Ok(None) };
        let kid = kid(jwk)?;
        Ok((!algorithms.is_empty()).then_some(Self { kid, algorithms, members }))
    }
}

/// The public keys of a client.
#[derive(Clone, Debug)]
pub struct JwkSet {
    keys: Vec<VerificationKey>,
    encryption: Vec<EncryptionKey>,
}

impl JwkSet {
    /// Reads and checks `{"keys": […]}`.
    pub fn parse(text: &[u8]) -> Result<Self, JwksError> {
        if text.len() > MOST_BYTES {
            return Err(JwksError::TooLarge);
        }
        let set =
            json::object(text).ok_or(JwksError::Malformed("not one JSON object without repeated members"))?;
        let listed = set.get("keys").and_then(Value::as_array).ok_or(JwksError::Malformed("no keys"))?;
        if listed.len() > MOST_KEYS {
            return Err(JwksError::TooLarge);
        }
        let mut set = Self { keys: Vec::new(), encryption: Vec::new() };
        for entry in listed {
            let jwk = entry.as_object().ok_or(JwksError::Malformed("a key is not an object"))?;
            set.keys.extend(VerificationKey::from_members(jwk)?);
            set.encryption.extend(EncryptionKey::from_members(jwk)?);
        }
        if set.keys.is_empty() && set.encryption.is_empty() { Err(JwksError::NoUsableKey) } else { Ok(set) }
    }

    /// The keys that verify, in their order.
    pub fn keys(&self) -> &[VerificationKey] {
        &self.keys
    }

    /// The first key that can be encrypted to in this way: whoever replaces theirs puts the new one first.
    pub fn encryption_key(&self, algorithm: KeyManagement) -> Option<&EncryptionKey> {
        self.encryption.iter().find(|key| key.algorithms.contains(&algorithm))
    }
}

/// The SHA-256 thumbprint of a public JWK (RFC 7638), in base64url.
pub fn thumbprint(jwk: &str) -> Result<String, JwksError> {
    let jwk: Jwk = serde_json::from_str(jwk).map_err(|_| JwksError::Malformed("not a JWK"))?;
    jwk.thumbprint(ThumbprintHash::SHA256)
        .map_err(|_| JwksError::Malformed("no thumbprint for this key type"))
}

/// The type of a key that is public.
fn public_kty(jwk: &Map<String, Value>) -> Result<&str, JwksError> {
    if PRIVATE.iter().any(|name| jwk.contains_key(*name)) || text(jwk, "kty") == Some("oct") {
        return Err(JwksError::PrivateKey);
    }
    text(jwk, "kty").ok_or(JwksError::Malformed("a key has no kty"))
}

fn kid(jwk: &Map<String, Value>) -> Result<Option<String>, JwksError> {
    match jwk.get("kid") {
        None => Ok(None),
        Some(Value::String(kid)) => Ok(Some(kid.clone())),
        Some(_) => Err(JwksError::Malformed("a kid is not a string")),
    }
}

fn text<'a>(jwk: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    jwk.get(name).and_then(Value::as_str)
}

fn bytes(jwk: &Map<String, Value>, name: &'static str) -> Result<Vec<u8>, JwksError> {
    text(jwk, name)
        .and_then(|value| URL_SAFE_NO_PAD.decode(value).ok())
        .ok_or(JwksError::Malformed("a key lacks a member or has one that is not base64url"))
}

/// Modulus and exponent.
fn rsa(jwk: &Map<String, Value>) -> Result<(Vec<u8>, Vec<u8>), JwksError> {
    let (n, e) = (bytes(jwk, "n")?, bytes(jwk, "e")?);
    // RFC 7518 section 6.3.1.1 forbids leading zeros; some libraries write one all the same, and it adds no strength.
    let n = without_leading_zeros(&n);
    let bits = n.len() * 8 - n.first().map_or(0, |first| first.leading_zeros() as usize);
    if !(2048..=8192).contains(&bits) {
        return Err(JwksError::Weak("RSA keys have 2048 to 8192 bits"));
    }
    let e = without_leading_zeros(&e);
    let odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
    if e.len() > 4 || e == [1] || !odd(e) || !odd(n) {
        return Err(JwksError::Weak("RSA modulus or exponent"));
    }
    Ok((n.to_vec(), e.to_vec()))
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.split_at(zeros).1
}

/// The point of a key on P-256, uncompressed.
pub(super) fn p256(jwk: &Map<String, Value>) -> Result<Vec<u8>, JwksError> {
    point(jwk, 32, &ECDSA_P256_SHA256_FIXED)
}

fn p384(jwk: &Map<String, Value>) -> Result<Vec<u8>, JwksError> {
    point(jwk, 48, &ECDSA_P384_SHA384_FIXED)
}

fn point(
    jwk: &Map<String, Value>,
    width: usize,
    curve: &'static dyn VerificationAlgorithm,
) -> Result<Vec<u8>, JwksError> {
    let (x, y) = (bytes(jwk, "x")?, bytes(jwk, "y")?);
    if x.len() != width || y.len() != width {
        return Err(JwksError::Malformed("an EC coordinate has the wrong length"));
    }
    let point = [&[4], x.as_slice(), y.as_slice()].concat();
    // Refuses a point that is not on the curve (RFC 8725 section 3.4).
    ParsedPublicKey::new(curve, &point).map_err(|_| JwksError::Weak("the point is not on the curve"))?;
    Ok(point)
}

fn ed(jwk: &Map<String, Value>) -> Result<DecodingKey, JwksError> {
    let x = bytes(jwk, "x")?;
    ParsedPublicKey::new(&ED25519, &x).map_err(|_| JwksError::Weak("not an Ed25519 key"))?;
    Ok(DecodingKey::from_ed_der(&x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::algorithm::{Algorithm, generate};

    fn public(algorithm: Algorithm) -> Value {
        serde_json::from_str(&generate(algorithm, 2048).unwrap().public_jwk).unwrap()
    }

    fn parse(keys: &Value) -> Result<JwkSet, JwksError> {
        JwkSet::parse(json!({ "keys": keys }).to_string().as_bytes())
    }

    #[test]
    fn keys_carry_what_they_may_verify() {
        let mut open = public(Algorithm::RS256);
        open.as_object_mut().unwrap().remove("alg");
        let set = parse(&json!([
            public(Algorithm::RS256),
            open,
            public(Algorithm::ES256),
            public(Algorithm::EdDSA)
        ]))
        .unwrap();
        let allowed: Vec<_> = set.keys().iter().map(VerificationKey::algorithms).collect();
        assert_eq!(
            allowed,
            [
                &[VerifyAlgorithm::RS256][..],
                &[VerifyAlgorithm::RS256, VerifyAlgorithm::PS256],
                &[VerifyAlgorithm::ES256],
                &[VerifyAlgorithm::EdDSA]
            ]
        );
    }

    #[test]
    fn private_and_symmetric_keys_are_refused() {
        let mut private = public(Algorithm::ES256);
        private["d"] = json!("AAAA");
        assert_eq!(parse(&json!([public(Algorithm::EdDSA), private])).unwrap_err(), JwksError::PrivateKey);
        assert_eq!(parse(&json!([{"kty": "oct", "k": "AAAA"}])).unwrap_err(), JwksError::PrivateKey);
    }

    #[test]
    fn weak_and_invalid_keys_are_refused() {
        let short = URL_SAFE_NO_PAD.encode([0xFF; 128]);
        let padded = URL_SAFE_NO_PAD.encode([[0; 128], [0xFF; 128]].concat());
        for n in [short, padded] {
            let refused = parse(&json!([{"kty": "RSA", "n": n, "e": "AQAB"}])).unwrap_err();
            assert!(matches!(refused, JwksError::Weak(_)));
        }
        let mut one = public(Algorithm::RS256);
        one["e"] = json!("AQ");
        assert!(matches!(parse(&json!([one])), Err(JwksError::Weak(_))));

        let mut off = public(Algorithm::ES256);
        off["x"] = off["y"].clone();
        assert!(matches!(parse(&json!([off])), Err(JwksError::Weak(_))));
        let mut long = public(Algorithm::EdDSA);
        long["x"] = json!(URL_SAFE_NO_PAD.encode([1; 33]));
        assert!(matches!(parse(&json!([long])), Err(JwksError::Weak(_))));
    }

    #[test]
    fn foreign_keys_are_ignored_but_one_must_remain() {
        let mut encryption = public(Algorithm::RS256);
        encryption["use"] = json!("enc");
        let foreign = json!({"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"});
        let mut other = public(Algorithm::RS256);
        other["alg"] = json!("RSA-OAEP");
        assert_eq!(parse(&json!([encryption, foreign, other])).unwrap_err(), JwksError::NoUsableKey);
        assert_eq!(parse(&json!([encryption, public(Algorithm::ES256)])).unwrap().keys().len(), 1);
    }

    fn for_encryption(algorithm: Algorithm) -> Value {
        let mut jwk = public(algorithm);
        let members = jwk.as_object_mut().unwrap();
        members.remove("alg");
        members.insert("use".into(), "enc".into());
        jwk
    }

    #[test]
    fn a_key_is_for_one_use_and_says_so_where_that_is_encryption() {
        use KeyManagement::{EcdhEs, EcdhEsA128kw, EcdhEsA256kw, RsaOaep, RsaOaep256};
        let (rsa, ec) = (for_encryption(Algorithm::RS256), for_encryption(Algorithm::ES256));
        let set = parse(&json!([rsa, ec])).unwrap();
        assert!(set.keys().is_empty(), "what is encrypted to verifies nothing");
        let good: Vec<_> = set.encryption.iter().map(EncryptionKey::algorithms).collect();
        assert_eq!(good, [&[RsaOaep, RsaOaep256][..], &[EcdhEs, EcdhEsA128kw, EcdhEsA256kw]]);
        assert!(parse(&json!([ec])).unwrap().encryption_key(RsaOaep).is_none());

        let said = |name: &str, value: Value| {
            let mut jwk = for_encryption(Algorithm::RS256);
            jwk.as_object_mut().unwrap().remove("use");
            jwk[name] = value;
            parse(&json!([jwk, public(Algorithm::EdDSA)])).unwrap()
        };
        for (name, value, encrypts) in [
            ("alg", json!("RSA-OAEP-256"), true),
            ("key_ops", json!(["wrapKey"]), true),
            ("key_ops", json!(["verify"]), false),
            ("use", json!("sig"), false),
            ("x", json!("says nothing"), false),
        ] {
            let set = said(name, value.clone());
            assert_eq!(set.encryption_key(RsaOaep256).is_some(), encrypts, "{name} {value}");
            assert_eq!(set.keys().len(), if encrypts { 1 } else { 2 }, "{name} {value}");
        }
        assert!(
            said("alg", json!("RSA-OAEP-256")).encryption_key(RsaOaep).is_none(),
            "its algorithm is its own"
        );
    }

    #[test]
    fn the_newest_key_is_encrypted_to_and_weak_ones_are_refused() {
        let named = |kid: &str| {
            let mut jwk = for_encryption(Algorithm::ES256);
            jwk["kid"] = kid.into();
            jwk
        };
        let set = parse(&json!([named("new"), named("old")])).unwrap();
        assert_eq!(set.encryption_key(KeyManagement::EcdhEs).unwrap().kid.as_deref(), Some("new"));
        let x = URL_SAFE_NO_PAD.encode([9; 32]);
        let montgomery = json!({ "kty": "OKP", "crv": "X25519", "use": "enc", "x": x });
        assert!(parse(&json!([montgomery])).unwrap().encryption_key(KeyManagement::EcdhEs).is_some());

        let mut off = for_encryption(Algorithm::ES256);
        off["x"] = off["y"].clone();
        let short = json!({ "kty": "OKP", "crv": "X25519", "use": "enc", "x": "AAAA" });
        let weak =
            json!({ "kty": "RSA", "use": "enc", "n": URL_SAFE_NO_PAD.encode([0xFF; 128]), "e": "AQAB" });
        let mut private = for_encryption(Algorithm::RS256);
        private["d"] = json!("AAAA");
        for jwk in [off, short, weak, private] {
            assert!(parse(&json!([jwk])).is_err(), "{jwk}");
        }
    }

    #[test]
    fn sets_have_limits_and_no_repeated_members() {
        let key = public(Algorithm::EdDSA);
        assert_eq!(parse(&json!(vec![key.clone(); 17])).unwrap_err(), JwksError::TooLarge);
        assert_eq!(JwkSet::parse(&vec![b' '; 70_000]).unwrap_err(), JwksError::TooLarge);
        for text in [r#"{"keys":[],"keys":[]}"#, "[]", "{}", r#"{"keys":[1]}"#, r#"{"keys":[{}]}"#] {
            assert!(matches!(JwkSet::parse(text.as_bytes()), Err(JwksError::Malformed(_))), "{text}");
        }
    }

    /// RFC 7638 section 3.1.
    #[test]
    fn the_thumbprint_is_that_of_the_specification() {
        let jwk = concat!(
            r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS"#,
            r#"oc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368Q"#,
            r#"QMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPks"#,
            r#"INHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#
        );
        assert_eq!(thumbprint(jwk).unwrap(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
