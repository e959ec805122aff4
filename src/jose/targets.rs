//! What strangers send, read as it is read, and what must hold of it, for tests that try it at random: `docs/decisions/0059`.
//!
//! None of the keys here signed anything, and nothing was encrypted to them: whatever comes must be refused, and without a panic.

use std::sync::LazyLock;

use super::{
    ContentEncryption, Expect, JwkSet, KeyManagement, Pair, Purpose,
    encrypt::{Agreed, DecryptionKey, Inside, decrypt, encrypt},
    proof,
    verify::{unverified_kid, unverified_text, verify},
};
use crate::clock::Timestamp;

/// The public keys of RFC 7517 appendix A.1, RFC 7638 section 3.1 and RFC 8037 appendix A.2.
const KEYS: &str = concat!(
    r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"1","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","#,
    r#""y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"},{"kty":"OKP","crv":"Ed25519","#,
    r#""x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"RSA","e":"AQAB","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmb"#,
    "XEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl9",
    "3lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-",
    r#"bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}]}"#
);

static PUBLIC: LazyLock<Option<JwkSet>> = LazyLock::new(|| JwkSet::parse(KEYS.as_bytes()).ok());

static PRIVATE: LazyLock<Vec<DecryptionKey>> = LazyLock::new(|| {
    let made = Pair::ALL.into_iter().filter_map(|pair| {
        let made = Purpose::Decrypt(pair).generate(2048).ok()?;
        DecryptionKey::from_pkcs8(&made.kid, pair, &made.private).ok()
    });
    made.collect()
});

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// A JWT, wherever one may come.
pub fn jwt(data: &[u8]) {
    let Some(token) = text(data) else { return };
    let keys = PUBLIC.as_ref().map(JwkSet::keys).unwrap_or_default();
    assert_eq!(keys.len(), 3);
    let audiences = ["https://id.example"];
    for expect in [
        Expect::request_object(),
        Expect::id_token_hint("https://id.example"),
        Expect::client_assertion("app", &audiences),
    ] {
        assert!(verify(token, keys, &expect, Timestamp(0)).is_err(), "nobody signed this: {token}");
    }
    let (_, _) = (unverified_kid(token), unverified_text(token, "sub"));
}

/// A DPoP proof: whatever is accepted was made by the key in it.
pub fn dpop_proof(data: &[u8]) {
    if let Some(Ok(shown)) = text(data).map(|token| proof::verify(token, "dpop+jwt")) {
        assert_eq!(shown.thumbprint.len(), 43);
    }
}

/// Something encrypted to us.
pub fn jwe(data: &[u8]) {
    let Some(token) = text(data) else { return };
    assert_eq!(PRIVATE.len(), 2);
    assert!(decrypt(token, &PRIVATE, Agreed::default()).is_err(), "nobody encrypted this to us: {token}");
}

/// The keys of a client: what is accepted can be used, and holds nothing private.
pub fn key_set(data: &[u8]) {
    let Ok(set) = JwkSet::parse(data) else { return };
    assert!(set.keys().len() <= 16 && set.keys().iter().all(|key| !key.algorithms().is_empty()));
    for (algorithm, content) in
        KeyManagement::ALL.into_iter().flat_map(|one| ContentEncryption::ALL.map(|two| (one, two)))
    {
        if let Some(key) = set.encryption_key(algorithm) {
            // A point of low order is refused here at the latest.
            let sealed = encrypt(b"x", Inside::Jwt, key, algorithm, content);
            assert!(sealed.is_err() || decrypt(&sealed.unwrap_or_default(), &[], Agreed::default()).is_err());
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use proptest::{prelude::*, sample::select};
    use serde_json::{Value, json};

    use super::*;

    /// A value that is nearly what a member should be.
    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            select(vec![
                "RS256",
                "ES256",
                "EdDSA",
                "none",
                "HS256",
                "JWT",
                "dpop+jwt",
                "oauth-authz-req+jwt",
                "RSA-OAEP",
                "ECDH-ES",
                "A128GCM",
                "A128CBC-HS256",
                "enc",
                "sig",
                "RSA",
                "EC",
                "OKP",
                "P-256",
                "X25519",
                "app",
                "https://id.example",
                "1",
                "DEF",
            ])
            .prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,20}".prop_map(Value::from),
            proptest::collection::vec(any::<u8>(), 0..40)
                .prop_map(|bytes| URL_SAFE_NO_PAD.encode(bytes).into()),
            Just(Value::Null),
            Just(json!({ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" })),
            Just(json!(["verify", "encrypt"])),
        ]
    }

    fn object() -> impl Strategy<Value = Value> {
        let names = select(vec![
            "alg", "enc", "typ", "cty", "kid", "crit", "zip", "jwk", "epk", "apu", "p2c", "iss", "sub",
            "aud", "exp", "nbf", "iat", "jti", "htm", "htu", "ath", "nonce", "kty", "crv", "x", "y", "n",
            "e", "use", "key_ops", "d",
        ]);
        proptest::collection::vec((names, value()), 0..8).prop_map(|members| {
            Value::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
        })
    }

    /// `count` parts, the first of them JSON, the others perhaps.
    fn token(count: usize) -> impl Strategy<Value = String> {
        let bytes = proptest::collection::vec(any::<u8>(), 0..80);
        let part = prop_oneof![object().prop_map(|one| one.to_string().into_bytes()), bytes];
        (object(), proptest::collection::vec(part, count - 1)).prop_map(|(header, parts)| {
            let parts = std::iter::once(header.to_string().into_bytes()).chain(parts);
            parts.map(|part| URL_SAFE_NO_PAD.encode(part)).collect::<Vec<_>>().join(".")
        })
    }

    proptest! {
        #[test]
        fn no_jwt_of_a_stranger_is_accepted(token in token(3)) {
            jwt(token.as_bytes());
        }

        #[test]
        fn no_dpop_proof_makes_us_stumble(token in token(3)) {
            dpop_proof(token.as_bytes());
        }

        #[test]
        fn nothing_opens_that_nobody_encrypted(token in token(5)) {
            jwe(token.as_bytes());
        }

        #[test]
        fn a_key_set_is_refused_or_of_use(keys in proptest::collection::vec(object(), 0..4)) {
            key_set(json!({ "keys": keys }).to_string().as_bytes());
        }

        #[test]
        fn bytes_are_only_bytes(data in proptest::collection::vec(any::<u8>(), 0..200)) {
            for target in [jwt, dpop_proof, jwe, key_set] {
                target(&data);
            }
        }
    }

    /// So that the properties are about something: what is right passes these doors.
    #[test]
    fn what_is_right_is_accepted_by_the_same_functions() {
        let pair = Purpose::Decrypt(Pair::Ec).generate(2048).unwrap();
        let set = JwkSet::parse(format!("{{\"keys\":[{}]}}", pair.public_jwk).as_bytes()).unwrap();
        key_set(format!("{{\"keys\":[{}]}}", pair.public_jwk).as_bytes());
        let key = set.encryption_key(KeyManagement::EcdhEs).unwrap();
        let sealed =
            encrypt(b"x", Inside::Claims, key, KeyManagement::EcdhEs, ContentEncryption::A256Gcm).unwrap();
        let opener = DecryptionKey::from_pkcs8(&pair.kid, Pair::Ec, &pair.private).unwrap();
        assert_eq!(decrypt(&sealed, &[opener], Agreed::default()).unwrap(), "x");
    }
}
