//! What is encrypted to us, whole and in every way that it can be made wrong. The tokens of the attacks are made by josekit as
//! it comes, which knows none of the rules that are tried here.

use std::sync::OnceLock;

use josekit::jwe::{Dir, JweContext};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::jose::{JwkSet, Purpose, algorithm::Generated};

const CLAIMS: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

fn made(pair: Pair) -> &'static Generated {
    static RSA: OnceLock<Generated> = OnceLock::new();
    static EC: OnceLock<Generated> = OnceLock::new();
    let made = match pair {
        Pair::Rsa => &RSA,
        Pair::Ec => &EC,
    };
    made.get_or_init(|| Purpose::Decrypt(pair).generate(2048).unwrap())
}

fn ours() -> Vec<DecryptionKey> {
    let key = |pair| DecryptionKey::from_pkcs8(&made(pair).kid, pair, &made(pair).private).unwrap();
    Pair::ALL.map(key).into()
}

fn published() -> JwkSet {
    let keys = Pair::ALL.map(|pair| serde_json::from_str::<Value>(&made(pair).public_jwk).unwrap());
    JwkSet::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

fn sealed(algorithm: KeyManagement, content: ContentEncryption) -> String {
    let set = published();
    encrypt(CLAIMS.as_bytes(), Inside::Jwt, set.encryption_key(algorithm).unwrap(), algorithm, content)
        .unwrap()
}

fn open(token: &str) -> Result<String, Refusal> {
    decrypt(token, &ours(), Agreed::default())
}

fn header_of(token: &str) -> Map<String, Value> {
    json::object(&URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap()).unwrap()
}

/// The token with one of its five parts replaced.
fn with_part(token: &str, at: usize, part: &str) -> String {
    let mut parts: Vec<&str> = token.split('.').collect();
    parts[at] = part;
    parts.join(".")
}

fn with_header(token: &str, change: impl FnOnce(&mut Map<String, Value>)) -> String {
    let mut header = header_of(token);
    change(&mut header);
    with_part(token, 0, &URL_SAFE_NO_PAD.encode(Value::Object(header).to_string()))
}

/// A token that josekit makes of a header as it is given, encrypted to our RSA key.
fn foreign(header: &Value, payload: &[u8]) -> String {
    let jwk =
        Jwk::from_map(published().encryption_key(KeyManagement::RsaOaep).unwrap().members.clone()).unwrap();
    let encrypter = RSA_OAEP.encrypter_from_jwk(&jwk).unwrap();
    let header = JweHeader::from_map(header.as_object().unwrap().clone()).unwrap();
    JweContext::new().serialize_compact(payload, &header, &encrypter).unwrap()
}

#[test]
fn what_is_encrypted_to_us_opens_in_every_combination_and_names_its_key() {
    for algorithm in KeyManagement::ALL {
        for content in ContentEncryption::ALL {
            let token = sealed(algorithm, content);
            let header = header_of(&token);
            let said = [&header["alg"], &header["enc"], &header["cty"], &header["kid"]]
                .map(|one| one.as_str().unwrap());
            assert_eq!(said, [algorithm.name(), content.name(), "JWT", &made(algorithm.pair()).kid]);
            assert!(is_jwe(&token) && !is_jwe(CLAIMS));
            assert_eq!(open(&token).unwrap(), CLAIMS, "{algorithm:?} {content:?}");
            let agreed = Agreed { algorithm: Some(algorithm), content: Some(content) };
            assert!(decrypt(&token, &ours(), agreed).is_ok());
        }
    }
}

#[test]
fn every_kind_of_key_of_a_client_can_be_encrypted_to() {
    use josekit::jwk::alg::{ec::EcCurve, ecx::EcxCurve};
    let curves =
        [Jwk::generate_ec_key(EcCurve::P384).unwrap(), Jwk::generate_ecx_key(EcxCurve::X25519).unwrap()];
    for private in curves {
        let mut public: Map<String, Value> = private.to_public_key().unwrap().into();
        public.insert("use".into(), "enc".into());
        let set = JwkSet::parse(json!({ "keys": [public] }).to_string().as_bytes()).unwrap();
        for algorithm in KeyManagement::ALL.into_iter().filter(|one| one.pair() == Pair::Ec) {
            let key = set.encryption_key(algorithm).unwrap();
            let token = encrypt(b"x", Inside::Claims, key, algorithm, ContentEncryption::A256Gcm).unwrap();
            assert_eq!(header_of(&token).get("cty"), None);
            let opener: Box<dyn JweDecrypter> = match algorithm {
                KeyManagement::EcdhEs => Box::new(ECDH_ES.decrypter_from_jwk(&private).unwrap()),
                KeyManagement::EcdhEsA128kw => Box::new(ECDH_ES_A128KW.decrypter_from_jwk(&private).unwrap()),
                _ => Box::new(ECDH_ES_A256KW.decrypter_from_jwk(&private).unwrap()),
            };
            let (plain, _) = jwe::deserialize_compact(&token, &*opener).unwrap();
            assert_eq!(plain, b"x");
        }
    }
}

#[test]
fn another_way_than_was_agreed_on_is_refused() {
    let token = sealed(KeyManagement::RsaOaep, ContentEncryption::A128Gcm);
    for agreed in [
        Agreed { algorithm: Some(KeyManagement::RsaOaep256), content: None },
        Agreed { algorithm: Some(KeyManagement::EcdhEs), content: None },
        Agreed { algorithm: None, content: Some(ContentEncryption::A256Gcm) },
    ] {
        assert_eq!(decrypt(&token, &ours(), agreed), Err(Refusal::Algorithm), "{agreed:?}");
    }
}

#[test]
fn nothing_is_inflated_no_work_is_chosen_by_the_sender_and_no_key_is_brought() {
    let bomb = foreign(&json!({ "enc": "A128GCM", "zip": "DEF" }), &vec![b'0'; 10_000_000]);
    assert!(bomb.len() < MOST_BYTES, "ten megabytes in {} bytes", bomb.len());
    assert_eq!(open(&bomb), Err(Refusal::Header("zip")));
    let good = sealed(KeyManagement::RsaOaep, ContentEncryption::A128Gcm);
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(false)),
        ("zip", json!("none")),
        ("p2c", json!(4_294_967_295_u32)),
        ("p2s", json!("c2FsdA")),
        ("jwk", json!({ "kty": "RSA" })),
        ("jku", json!("https://evil.example/jwks")),
        ("x5u", json!("file:///etc/passwd")),
        ("x5c", json!(["AAAA"])),
    ] {
        let token = with_header(&good, |header| drop(header.insert(name.into(), value)));
        assert_eq!(open(&token), Err(Refusal::Header(name)));
    }
    for alg in [
        "RSA1_5",
        "PBES2-HS256+A128KW",
        "dir",
        "A128KW",
        "A256GCMKW",
        "none",
        "HS256",
        "rsa-oaep",
        "RSA-OAEP-512",
    ] {
        let token = with_header(&good, |header| drop(header.insert("alg".into(), alg.into())));
        assert_eq!(open(&token), Err(Refusal::Algorithm), "{alg}");
    }
    for enc in ["A192GCM", "A256CBC-HS512", "none", ""] {
        let token = with_header(&good, |header| drop(header.insert("enc".into(), enc.into())));
        assert_eq!(open(&token), Err(Refusal::Algorithm), "{enc}");
    }
}

#[test]
fn a_token_is_small_and_opened_once() {
    let good = sealed(KeyManagement::EcdhEs, ContentEncryption::A128Gcm);
    let fat = with_header(&good, |header| drop(header.insert("x".into(), "x".repeat(1 << 20).into())));
    assert_eq!(open(&fat), Err(Refusal::Malformed("too long")));
    let wide = with_header(&good, |header| drop(header.insert("x".into(), "x".repeat(5_000).into())));
    assert_eq!(open(&wide), Err(Refusal::Malformed("the header is too long")));
    // Ten deep: what comes out of the first is no JWT, and nobody opens the second.
    let set = published();
    let mut nested = CLAIMS.to_owned();
    for _ in 0..10 {
        let (algorithm, content) = (KeyManagement::EcdhEs, ContentEncryption::A128Gcm);
        let key = set.encryption_key(algorithm).unwrap();
        nested = encrypt(nested.as_bytes(), Inside::Jwt, key, algorithm, content).unwrap();
    }
    let inner = open(&nested).unwrap();
    assert!(is_jwe(&inner));
    assert!(crate::jose::verify::unverified_kid(&inner).is_none());
    let (keys, expect) = (published(), crate::jose::Expect::request_object());
    let refused = crate::jose::verify::verify(&inner, keys.keys(), &expect, crate::clock::Timestamp(0));
    assert_eq!(refused.unwrap_err(), Refusal::Malformed("not three parts"));
}

#[test]
fn a_part_of_the_wrong_length_never_reaches_the_library() {
    let length = Refusal::Malformed("a part has the wrong length");
    for (algorithm, content) in
        KeyManagement::ALL.into_iter().flat_map(|one| ContentEncryption::ALL.map(|two| (one, two)))
    {
        let good = sealed(algorithm, content);
        let parts: Vec<&str> = good.split('.').collect();
        for (at, part) in parts.iter().enumerate().skip(1) {
            let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
            // A tag of four bytes is guessed four billion times sooner than one of sixteen.
            for left in [0, 1, 4, 7, 8, 12, 15] {
                let cut = URL_SAFE_NO_PAD.encode(&bytes[..left.min(bytes.len())]);
                if cut == **part || (at == 3 && content != ContentEncryption::A128CbcHs256) {
                    continue;
                }
                assert_eq!(
                    open(&with_part(&good, at, &cut)),
                    Err(length.clone()),
                    "{algorithm:?} {content:?} {at} {left}"
                );
            }
            if at != 3 {
                let long = URL_SAFE_NO_PAD.encode([bytes.as_slice(), &[0; 1024]].concat());
                assert_eq!(open(&with_part(&good, at, &long)), Err(length.clone()));
            }
        }
    }
}

#[test]
fn whatever_was_changed_the_refusal_is_the_same() {
    for (algorithm, content) in
        KeyManagement::ALL.into_iter().flat_map(|one| ContentEncryption::ALL.map(|two| (one, two)))
    {
        let good = sealed(algorithm, content);
        let parts: Vec<&str> = good.split('.').collect();
        for at in (1..5).filter(|at| !parts[*at].is_empty()) {
            let bytes = URL_SAFE_NO_PAD.decode(parts[at]).unwrap();
            // In CBC the byte before the last block and the last byte of the block are what a padding oracle turns.
            for flipped in [0, bytes.len() / 2, bytes.len() - 1, bytes.len().saturating_sub(17)] {
                let mut changed = bytes.clone();
                changed[flipped] ^= 1;
                let token = with_part(&good, at, &URL_SAFE_NO_PAD.encode(&changed));
                assert_eq!(
                    open(&token),
                    Err(Refusal::Decryption),
                    "{algorithm:?} {content:?} {at} {flipped}"
                );
            }
        }
        let renamed = with_header(&good, |header| drop(header.insert("x".into(), 1.into())));
        assert_eq!(open(&renamed), Err(Refusal::Decryption), "the header is under the tag");
    }
}

#[test]
fn an_ephemeral_key_is_a_point_of_our_curve() {
    let good = sealed(KeyManagement::EcdhEs, ContentEncryption::A128Gcm);
    let unfit = Err(Refusal::Header("an unfit epk"));
    let epk = header_of(&good)["epk"].clone();
    let with = |name: &str, value: Value| {
        let mut epk = epk.clone();
        epk[name] = value;
        with_header(&good, |header| drop(header.insert("epk".into(), epk)))
    };
    for token in [
        with("x", epk["y"].clone()),
        with("x", json!(URL_SAFE_NO_PAD.encode([0; 32]))),
        with("y", json!("AAAA")),
        with("crv", json!("P-384")),
        with("crv", json!("secp256k1")),
        with("kty", json!("OKP")),
        with("d", json!("AAAA")),
        with_header(&good, |header| drop(header.remove("epk"))),
        with_header(&good, |header| drop(header.insert("epk".into(), "x".into()))),
    ] {
        assert_eq!(open(&token), unfit, "{:?}", header_of(&token));
    }
    for name in ["apu", "apv"] {
        let token = with_header(&good, |header| drop(header.insert(name.into(), 1.into())));
        assert!(open(&token).is_err(), "{name}");
    }
}

#[test]
fn a_key_is_found_by_its_name_and_a_key_that_signs_opens_nothing() {
    let good = sealed(KeyManagement::RsaOaep, ContentEncryption::A128Gcm);
    let stranger = with_header(&good, |header| drop(header.insert("kid".into(), "../../etc/passwd".into())));
    assert_eq!(open(&stranger), Err(Refusal::UnknownKey));
    let other =
        with_header(&good, |header| drop(header.insert("kid".into(), made(Pair::Ec).kid.clone().into())));
    assert_eq!(open(&other), Err(Refusal::UnknownKey), "a key of another kind");
    let number = with_header(&good, |header| drop(header.insert("kid".into(), 1.into())));
    assert_eq!(open(&number), Err(Refusal::Malformed("kid is not a string")));
    assert_eq!(decrypt(&good, &[], Agreed::default()), Err(Refusal::UnknownKey));
    let nameless = foreign(&json!({ "enc": "A256GCM" }), CLAIMS.as_bytes());
    assert_eq!(open(&nameless).unwrap(), CLAIMS);
    for (cty, fits) in
        [("JWT", true), ("jwt", true), ("application/jwt", true), ("text/plain", false), ("", false)]
    {
        let token = foreign(&json!({ "enc": "A256GCM", "cty": cty }), CLAIMS.as_bytes());
        assert_eq!(open(&token).is_ok(), fits, "{cty}");
    }
    let binary = foreign(&json!({ "enc": "A256GCM" }), &[0xFF, 0xFE]);
    assert_eq!(open(&binary), Err(Refusal::Malformed("the content is not text")));
}

#[test]
fn what_a_public_key_was_used_for_as_a_secret_is_refused() {
    let key = URL_SAFE_NO_PAD.encode([7; 16]);
    let encrypter = Dir.encrypter_from_jwk(
        &Jwk::from_map(json!({"kty": "oct", "k": key}).as_object().unwrap().clone()).unwrap(),
    );
    let mut header = JweHeader::new();
    header.set_content_encryption("A128GCM");
    let token = jwe::serialize_compact(b"x", &header, &encrypter.unwrap()).unwrap();
    assert_eq!(open(&token), Err(Refusal::Algorithm));
}

#[test]
fn what_is_no_jwe_is_refused_by_its_form() {
    for text in [
        "",
        ".",
        "....",
        "a.b.c.d.e",
        CLAIMS,
        "e30.e30.e30.e30.e30.e30",
        "e30....",
        "bnVsbA....",
        "eyJhIjoxLCJhIjoxfQ....",
        "é....",
        "e30=....",
    ] {
        assert!(
            matches!(open(text), Err(Refusal::Malformed(_) | Refusal::Algorithm)),
            "{text}: {:?}",
            open(text)
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[A-Za-z0-9_.-]{0,300}") {
        prop_assert!(open(&text).is_err());
    }

    #[test]
    fn no_header_and_no_parts_make_it_panic(
        algorithm in proptest::sample::select(KeyManagement::ALL.to_vec()),
        content in proptest::sample::select(ContentEncryption::ALL.to_vec()),
        parts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 4),
    ) {
        let header = with_header("e30....", |header| {
            header.insert("alg".into(), algorithm.name().into());
            header.insert("enc".into(), content.name().into());
            let known: Value = serde_json::from_str(&made(Pair::Ec).public_jwk).unwrap();
            header.insert("epk".into(), known);
        });
        let encoded: Vec<String> = parts.iter().map(|part| URL_SAFE_NO_PAD.encode(part)).collect();
        let token = format!("{}.{}", header.split('.').next().unwrap(), encoded.join("."));
        prop_assert!(open(&token).is_err());
    }

    #[test]
    fn a_payload_comes_back_as_it_was(
        payload in ".{0,400}",
        inside in proptest::sample::select(vec![Inside::Claims, Inside::Jwt, Inside::JwtOf("https://id.example/\u{e9}\"")]),
    ) {
        let set = published();
        let (algorithm, content) = (KeyManagement::EcdhEsA256kw, ContentEncryption::A128CbcHs256);
        let key = set.encryption_key(algorithm).unwrap();
        let token = encrypt(payload.as_bytes(), inside, key, algorithm, content).unwrap();
        let issuer = header_of(&token).get("iss").and_then(Value::as_str).map(str::to_owned);
        let expected = if let Inside::JwtOf(issuer) = inside { Some(issuer.to_owned()) } else { None };
        prop_assert_eq!(issuer, expected);
        prop_assert_eq!(open(&token).unwrap(), payload);
    }
}
