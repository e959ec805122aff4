//! Proofs as they are, and every way to get one wrong.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::jose::{
    algorithm::{Algorithm, Generated, generate},
    sign::SigningKey,
};

const TYPE: &str = "dpop+jwt";

fn made(generated: &Generated, algorithm: Algorithm, adjust: impl FnOnce(&mut Value)) -> String {
    let jwk: Value = serde_json::from_str(&generated.public_jwk).unwrap();
    let mut header = json!({ "typ": TYPE, "alg": algorithm.name(), "jwk": jwk });
    adjust(&mut header);
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encode(&header), encode(&json!({ "jti": "1", "htm": "POST" })));
    let key = SigningKey::from_pkcs8("", algorithm, &generated.private).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(key.signature(signed.as_bytes()).unwrap()))
}

#[test]
fn a_proof_shows_its_key_and_what_was_signed() {
    for algorithm in [Algorithm::ES256, Algorithm::EdDSA] {
        let generated = generate(algorithm, 2048).unwrap();
        let shown = verify(&made(&generated, algorithm, |_| {}), TYPE).unwrap();
        assert_eq!(shown.thumbprint, generated.kid);
        assert_eq!(shown.claims["htm"], "POST");
    }
}

#[test]
fn an_unfit_header_is_refused() {
    let generated = generate(Algorithm::ES256, 2048).unwrap();
    let other: Value = serde_json::from_str(&generate(Algorithm::ES256, 2048).unwrap().public_jwk).unwrap();
    let table: [(&str, Value); 15] = [
        ("typ", Value::Null),
        ("typ", json!("JWT")),
        ("typ", json!("at+jwt")),
        ("alg", Value::Null),
        ("alg", json!("none")),
        ("alg", json!("nOnE")),
        ("alg", json!("HS256")),
        ("alg", json!("RS256")),
        ("alg", json!("EdDSA")),
        ("jwk", Value::Null),
        ("jwk", json!("x")),
        ("jwk", other),
        ("crit", json!(["exp"])),
        ("jku", json!("https://evil.example/jwks")),
        ("x5u", json!("https://evil.example/x")),
    ];
    for (name, value) in table {
        let proof = made(&generated, Algorithm::ES256, |header| {
            if value.is_null() {
                header.as_object_mut().unwrap().remove(name);
            } else {
                header[name] = value.clone();
            }
        });
        assert!(verify(&proof, TYPE).is_err(), "{name}: {value}");
    }
    for (member, value) in
        [("d", json!("AAAA")), ("k", json!("AAAA")), ("kty", json!("oct")), ("x", json!("AAAA"))]
    {
        let proof = made(&generated, Algorithm::ES256, |header| header["jwk"][member] = value);
        assert!(verify(&proof, TYPE).is_err(), "{member}");
    }
}

#[test]
fn rsa_keys_prove_with_pss_only_and_never_when_weak() {
    let generated = generate(Algorithm::RS256, 2048).unwrap();
    // Signed with PKCS #1 v1.5, whatever the header says.
    for alg in ["RS256", "PS256"] {
        let proof = made(&generated, Algorithm::RS256, |header| {
            header["alg"] = json!(alg);
            header["jwk"].as_object_mut().unwrap().remove("alg");
        });
        assert!(verify(&proof, TYPE).is_err(), "{alg}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_is_judged_and_no_text_is_a_proof(text in ".{0,200}", parts in prop::collection::vec("[A-Za-z0-9_-]{0,60}", 0..5)) {
        prop_assert!(verify(&text, TYPE).is_err());
        prop_assert!(verify(&parts.join("."), TYPE).is_err());
    }

    #[test]
    fn a_changed_byte_makes_a_proof_worthless(at in 0usize..400, letter in "[A-Za-z0-9_.-]") {
        let generated = generate(Algorithm::ES256, 2048).unwrap();
        let proof = made(&generated, Algorithm::ES256, |_| {});
        let at = at % proof.len();
        let changed = format!("{}{letter}{}", &proof[..at], &proof[at + 1..]);
        prop_assert_eq!(verify(&changed, TYPE).is_ok(), changed == proof);
    }
}
