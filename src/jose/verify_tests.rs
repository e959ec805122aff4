//! What attackers have sent to others (RFC 8725 section 2, and the advisories of the field), sent to ours.

use std::sync::OnceLock;

use jsonwebtoken::{EncodingKey, Header};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::jose::{
    algorithm::{Algorithm, Generated, generate},
    jwks::JwkSet,
    sign::SigningKey,
};

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);
const ISSUER: &str = "https://id.example";
/// One for all cases of a property: making keys takes longer than checking.
static PARTY: OnceLock<Party> = OnceLock::new();

struct Party {
    made: Generated,
    algorithm: Algorithm,
    set: JwkSet,
}

impl Party {
    fn new(algorithm: Algorithm) -> Self {
        let made = generate(algorithm, 2048).unwrap();
        let set = JwkSet::parse(format!("{{\"keys\":[{}]}}", made.public_jwk).as_bytes()).unwrap();
        Self { made, algorithm, set }
    }

    /// Signs any header and any payload, as bytes: more than our signer would.
    fn forge(&self, header: &[u8], payload: &[u8]) -> String {
        let signed = format!("{}.{}", b64(header), b64(payload));
        let key = SigningKey::from_pkcs8(&self.made.kid, self.algorithm, &self.made.private).unwrap();
        let signature = b64(&key.signature(signed.as_bytes()).unwrap());
        format!("{signed}.{signature}")
    }

    fn header(&self) -> Value {
        json!({"alg": self.algorithm.name(), "kid": self.made.kid, "typ": "at+jwt"})
    }

    fn token_of(&self, claims: &Value) -> String {
        self.forge(self.header().to_string().as_bytes(), claims.to_string().as_bytes())
    }

    fn token_headed(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut header = self.header();
        change(&mut header);
        self.forge(header.to_string().as_bytes(), claims().to_string().as_bytes())
    }

    fn check(&self, token: &str) -> Result<Verified, Refusal> {
        verify(token, self.set.keys(), &expect(), NOW)
    }
}

fn b64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn claims() -> Value {
    json!({"iss": ISSUER, "sub": "a", "aud": ["api", "other"], "iat": NOW.seconds(), "exp": NOW.seconds() + 300})
}

fn claims_with(name: &str, value: Value) -> Value {
    let mut changed = claims();
    changed[name] = value;
    changed
}

fn expect() -> Expect<'static> {
    Expect::access_token(ISSUER, Audience::Contains("api"))
}

#[test]
fn a_right_token_is_accepted_with_every_algorithm() {
    for algorithm in Algorithm::ALL {
        let party = Party::new(algorithm);
        let key = SigningKey::from_pkcs8(&party.made.kid, algorithm, &party.made.private).unwrap();
        let verified = party.check(&key.sign("at+jwt", &claims()).unwrap()).unwrap();
        assert_eq!(verified.text("sub"), Some("a"));
        assert_eq!(verified.moment("exp"), Some(Timestamp::from_seconds(NOW.seconds() + 300)));
        assert_eq!(verified.kid.as_deref(), Some(party.made.kid.as_str()));
        assert_eq!(verified.algorithm.name(), algorithm.name());
        assert!(
            party.check(&party.token_headed(|header| header["typ"] = json!("application/AT+JWT"))).is_ok()
        );
    }
}

#[test]
fn none_is_refused_in_every_letter_case() {
    let party = Party::new(Algorithm::ES256);
    for alg in ["none", "None", "NONE", "nOnE", "NonE", "", " none", "none\u{0}"] {
        let mut header = party.header();
        header["alg"] = json!(alg);
        let unsigned =
            format!("{}.{}", b64(header.to_string().as_bytes()), b64(claims().to_string().as_bytes()));
        assert!(matches!(party.check(&format!("{unsigned}.")), Err(Refusal::Malformed(_))), "{alg}");
        assert!(matches!(party.check(&unsigned), Err(Refusal::Malformed(_))), "{alg}");
        assert_eq!(party.check(&format!("{unsigned}.AAAA")).unwrap_err(), Refusal::Algorithm, "{alg}");
    }
    for alg in [json!(null), json!(["ES256"]), json!({"ES256": 1}), json!(7)] {
        assert_eq!(
            party.check(&party.token_headed(|header| header["alg"] = alg)).unwrap_err(),
            Refusal::Algorithm
        );
    }
}

#[test]
fn a_public_key_is_never_a_secret() {
    for algorithm in Algorithm::ALL {
        let party = Party::new(algorithm);
        let jwk: Value = serde_json::from_str(&party.made.public_jwk).unwrap();
        let raw = URL_SAFE_NO_PAD.decode(jwk.get("n").unwrap_or(&jwk["x"]).as_str().unwrap()).unwrap();
        for secret in [party.made.public_jwk.as_bytes(), raw.as_slice(), b""] {
            for hmac in [
                jsonwebtoken::Algorithm::HS256,
                jsonwebtoken::Algorithm::HS384,
                jsonwebtoken::Algorithm::HS512,
            ] {
                let mut header = Header::new(hmac);
                header.kid = Some(party.made.kid.clone());
                header.typ = Some("at+jwt".into());
                let token =
                    jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(secret)).unwrap();
                assert_eq!(party.check(&token).unwrap_err(), Refusal::Algorithm);
            }
        }
    }
}

#[test]
fn the_key_and_not_the_token_says_which_algorithm() {
    let party = Party::new(Algorithm::RS256);
    for alg in ["PS256", "RS384", "ES256", "ES384", "EdDSA", "rs256", "RS256 "] {
        let token = party.token_headed(|header| header["alg"] = json!(alg));
        assert_eq!(party.check(&token).unwrap_err(), Refusal::Algorithm, "{alg}");
    }
    let narrow = Expect { algorithms: &[VerifyAlgorithm::ES256], ..expect() };
    let refused = verify(&party.token_of(&claims()), party.set.keys(), &narrow, NOW).unwrap_err();
    assert_eq!(refused, Refusal::Algorithm);
}

#[test]
fn a_token_cannot_bring_its_own_key() {
    let (party, thief) = (Party::new(Algorithm::ES256), Party::new(Algorithm::ES256));
    let jwk: Value = serde_json::from_str(&thief.made.public_jwk).unwrap();
    let bringing = [
        ("jwk", jwk),
        ("jku", json!("https://evil.example/jwks")),
        ("x5u", json!("https://evil.example/cert")),
    ];
    for (name, value) in bringing {
        let header = json!({"alg": "ES256", "kid": party.made.kid, "typ": "at+jwt", name: value});
        let token = thief.forge(header.to_string().as_bytes(), claims().to_string().as_bytes());
        assert_eq!(party.check(&token).unwrap_err(), Refusal::Header(name));
    }
    let header = json!({"alg": "ES256", "kid": party.made.kid, "typ": "at+jwt", "x5c": ["AAAA"]});
    let token = thief.forge(header.to_string().as_bytes(), claims().to_string().as_bytes());
    assert_eq!(party.check(&token).unwrap_err(), Refusal::Signature);
}

#[test]
fn critical_and_compressed_headers_are_refused() {
    let party = Party::new(Algorithm::EdDSA);
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("zip", json!("DEF")),
        ("b64", json!(false)),
        ("enc", json!("A128GCM")),
    ] {
        let token = party.token_headed(|header| header[name] = value);
        assert_eq!(party.check(&token).unwrap_err(), Refusal::Header(name));
    }
}

#[test]
fn a_kid_is_only_ever_compared() {
    let party = Party::new(Algorithm::ES256);
    for kid in ["../../../../dev/null", "' OR '1'='1", "https://evil.example/k", "", "/etc/passwd\u{0}"] {
        let token = party.token_headed(|header| header["kid"] = json!(kid));
        assert_eq!(party.check(&token).unwrap_err(), Refusal::UnknownKey, "{kid}");
    }
    let token = party.token_headed(|header| header["kid"] = json!(["a"]));
    assert!(matches!(party.check(&token), Err(Refusal::Malformed(_))));
    // No kid at all: any registered key may be meant, and its signature decides.
    let unnamed = |header: &mut Value| drop(header.as_object_mut().unwrap().remove("kid"));
    assert!(party.check(&party.token_headed(unnamed)).is_ok());
    assert_eq!(
        party.check(&Party::new(Algorithm::ES256).token_headed(unnamed)).unwrap_err(),
        Refusal::Signature
    );
}

#[test]
fn another_type_is_refused() {
    let party = Party::new(Algorithm::EdDSA);
    for typ in [
        json!("JWT"),
        json!("logout+jwt"),
        json!("dpop+jwt"),
        json!(""),
        json!("at+jwt2"),
        json!(1),
        json!(null),
    ] {
        let token = party.token_headed(|header| header["typ"] = typ.clone());
        assert_eq!(party.check(&token).unwrap_err(), Refusal::Type, "{typ}");
    }
    let untyped = party.token_headed(|header| drop(header.as_object_mut().unwrap().remove("typ")));
    assert_eq!(party.check(&untyped).unwrap_err(), Refusal::Type);
    // And the other way: an access token is neither an ID token nor a client's assertion (RFC 8725 section 3.12).
    let access = party.token_of(&claims());
    for other in [Expect::id_token_hint(ISSUER), Expect::client_assertion(ISSUER, &["api"])] {
        assert_eq!(verify(&access, party.set.keys(), &other, NOW).unwrap_err(), Refusal::Type);
    }
}

#[test]
fn only_the_one_spelling_of_a_token_is_accepted() {
    let party = Party::new(Algorithm::EdDSA);
    let token = party.token_of(&claims());
    assert!(party.check(&token).is_ok());
    let flipped = {
        // The last character of 86 carries four unused bits: another letter there decodes loosely to the same bytes.
        let (body, last) = token.split_at(token.len() - 1);
        let next = match last {
            "A" => 'B',
            "Q" => 'R',
            "g" => 'h',
            _ => 'x',
        };
        format!("{body}{next}")
    };
    let standard = token.replace('-', "+").replace('_', "/");
    let variants = [
        token[..token.len() - 1].to_owned(),
        token[..token.len() - 4].to_owned(),
        format!("{token}A"),
        format!("{token}="),
        format!("{token}AAAA"),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.{token}"),
        format!(" {token}"),
        format!("{token}\n"),
        token.replacen('.', "=.", 1),
        token.replacen('.', "..", 1),
        flipped,
        String::new(),
        "..".into(),
        "...".into(),
    ];
    for variant in variants {
        assert!(party.check(&variant).is_err(), "{variant}");
    }
    assert!(standard == token || party.check(&standard).is_err());
}

#[test]
fn a_changed_byte_anywhere_is_refused() {
    let party = Party::new(Algorithm::ES256);
    let token = party.token_of(&claims());
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert!(party.check(&String::from_utf8(bytes).unwrap()).is_err(), "byte {at}");
    }
}

#[test]
fn repeated_members_are_refused_in_header_and_claims() {
    let party = Party::new(Algorithm::EdDSA);
    let (header, body) = (party.header().to_string(), claims().to_string());
    let doubled_header = header.replacen('{', r#"{"alg":"none","#, 1);
    let doubled_claims = body.replacen('{', r#"{"sub":"admin","#, 1);
    for (header, body) in [(&doubled_header, &body), (&header, &doubled_claims)] {
        let token = party.forge(header.as_bytes(), body.as_bytes());
        assert!(matches!(party.check(&token), Err(Refusal::Malformed(_))), "{header} {body}");
    }
}

#[test]
fn exp_is_there_and_a_sane_number() {
    let party = Party::new(Algorithm::EdDSA);
    let seconds = NOW.seconds();
    let mut without = claims();
    without.as_object_mut().unwrap().remove("exp");
    assert_eq!(party.check(&party.token_of(&without)).unwrap_err(), Refusal::Claim("exp"));
    for exp in [
        json!(null),
        json!("4000000000"),
        json!(true),
        json!([seconds + 1]),
        json!(u64::MAX),
        json!(i64::MAX),
        json!(1e300),
        json!(-1),
        json!(-1e300),
    ] {
        let token = party.token_of(&claims_with("exp", exp.clone()));
        assert_eq!(party.check(&token).unwrap_err(), Refusal::Claim("exp"), "{exp}");
    }
    for raw in ["NaN", "Infinity", "1e999", "0x7fffffff"] {
        let body = claims().to_string().replace(&(seconds + 300).to_string(), raw);
        let token = party.forge(party.header().to_string().as_bytes(), body.as_bytes());
        assert!(matches!(party.check(&token), Err(Refusal::Malformed(_))), "{raw}");
    }
    // A fraction is a NumericDate too.
    assert!(party.check(&party.token_of(&claims_with("exp", json!(1_800_000_000.5)))).is_ok());
    for exp in [json!(seconds), json!(seconds - 1), json!(0), json!(1_799_999_999.9)] {
        assert_eq!(party.check(&party.token_of(&claims_with("exp", exp))).unwrap_err(), Refusal::Expired);
    }
}

#[test]
fn the_future_is_refused_beyond_the_leeway() {
    let party = Party::new(Algorithm::EdDSA);
    for name in ["nbf", "iat"] {
        let at =
            |offset: i64| party.check(&party.token_of(&claims_with(name, json!(NOW.seconds() + offset))));
        assert!(at(-1).is_ok() && at(60).is_ok());
        assert_eq!(at(61).unwrap_err(), Refusal::NotYetValid);
        assert_eq!(
            party.check(&party.token_of(&claims_with(name, json!("1")))).unwrap_err(),
            Refusal::Claim(name)
        );
    }
}

#[test]
fn issuer_audience_and_subject_are_what_they_must_be() {
    let party = Party::new(Algorithm::EdDSA);
    let refused =
        |name: &str, value: Value| party.check(&party.token_of(&claims_with(name, value))).unwrap_err();
    assert_eq!(refused("iss", json!("https://id.example/")), Refusal::Issuer);
    assert_eq!(refused("iss", json!([ISSUER])), Refusal::Claim("iss"));
    assert_eq!(refused("sub", json!(["a"])), Refusal::Claim("sub"));
    assert_eq!(refused("aud", json!("apis")), Refusal::Audience);
    assert_eq!(refused("aud", json!([])), Refusal::Audience);
    assert_eq!(refused("aud", json!(["api", 1])), Refusal::Claim("aud"));
    assert_eq!(refused("aud", json!({"api": 1})), Refusal::Claim("aud"));
    let mut without = claims();
    without.as_object_mut().unwrap().remove("aud");
    assert_eq!(party.check(&party.token_of(&without)).unwrap_err(), Refusal::Audience);
}

#[test]
fn a_client_assertion_is_for_exactly_one_audience_and_not_for_long() {
    let client = Party::new(Algorithm::ES256);
    let expect = Expect::client_assertion("client", &[ISSUER]);
    let check = |header: Value, claims: &Value, now: Timestamp| {
        let token = client.forge(header.to_string().as_bytes(), claims.to_string().as_bytes());
        assert_eq!(unverified_text(&token, "iss").as_deref(), Some("client"));
        verify(&token, client.set.keys(), &expect, now).map(|_| ())
    };
    let bare = json!({"alg": "ES256"});
    let seconds = NOW.seconds();
    let claims = json!({"iss": "client", "sub": "client", "aud": ISSUER, "jti": "1", "exp": seconds + 60});
    for typ in ["JWT", "jwt", "client-authentication+jwt"] {
        assert_eq!(check(json!({"alg": "ES256", "typ": typ}), &claims, NOW), Ok(()));
    }
    assert_eq!(check(bare.clone(), &claims, NOW), Ok(()));
    assert_eq!(check(bare.clone(), &claims, NOW.after(Duration::from_secs(119))), Ok(()));
    assert_eq!(check(bare.clone(), &claims, NOW.after(Duration::from_mins(2))), Err(Refusal::Expired));
    let with = |name: &str, value: Value| {
        let mut changed = claims.clone();
        changed[name] = value;
        changed
    };
    assert_eq!(check(bare.clone(), &with("aud", json!([ISSUER])), NOW), Err(Refusal::Audience));
    assert_eq!(
        check(bare.clone(), &with("aud", json!([ISSUER, "https://evil.example"])), NOW),
        Err(Refusal::Audience)
    );
    assert_eq!(
        check(bare.clone(), &with("aud", json!("https://id.example/token")), NOW),
        Err(Refusal::Audience)
    );
    assert_eq!(check(bare, &with("exp", json!(seconds + 86_400)), NOW), Err(Refusal::LivesTooLong));
}

#[test]
fn an_expired_id_token_still_serves_as_a_hint_but_must_be_ours() {
    let party = Party::new(Algorithm::RS256);
    let header = json!({"alg": "RS256", "kid": party.made.kid, "typ": "JWT"});
    let old = claims_with("exp", json!(NOW.seconds() - 86_400));
    let token = party.forge(header.to_string().as_bytes(), old.to_string().as_bytes());
    let hint = Expect::id_token_hint(ISSUER);
    assert_eq!(verify(&token, party.set.keys(), &hint, NOW).unwrap().text("sub"), Some("a"));
    let elsewhere = Expect::id_token_hint("https://other.example");
    assert_eq!(verify(&token, party.set.keys(), &elsewhere, NOW).unwrap_err(), Refusal::Issuer);
    let stranger = Party::new(Algorithm::RS256);
    assert_eq!(verify(&token, stranger.set.keys(), &hint, NOW).unwrap_err(), Refusal::UnknownKey);
}

#[test]
fn size_is_limited_before_anything_is_decoded() {
    let party = Party::new(Algorithm::EdDSA);
    let token = party.token_of(&claims_with("pad", json!("x".repeat(16 * 1024))));
    assert_eq!(party.check(&token).unwrap_err(), Refusal::Malformed("too long"));
}

proptest! {
    #[test]
    fn whatever_text_comes_is_judged_and_refused(text in ".{0,300}", parts in prop::collection::vec("[A-Za-z0-9_=-]{0,80}", 0..6)) {
        let keys: &[VerificationKey] = &[];
        for token in [text, parts.join(".")] {
            prop_assert!(verify(&token, keys, &expect(), NOW).is_err());
            let _ = unverified_text(&token, "sub");
        }
    }

    #[test]
    fn what_others_signed_is_refused_whatever_it_says(
        header in "[ -~]{0,120}",
        payload in "[ -~]{0,120}",
        signature in prop::collection::vec(any::<u8>(), 0..80),
        alg in prop::sample::select(vec!["RS256", "PS256", "ES256", "ES384", "EdDSA", "HS256", "none", "nOnE", ""]),
    ) {
        let party = PARTY.get_or_init(|| Party::new(Algorithm::ES256));
        let headed = json!({"alg": alg, "kid": party.made.kid, "typ": "at+jwt"}).to_string();
        for header in [header, headed] {
            let token = format!("{}.{}.{}", b64(header.as_bytes()), b64(claims().to_string().as_bytes()), b64(&signature));
            prop_assert!(party.check(&token).is_err());
            let token = format!("{}.{}.{}", b64(header.as_bytes()), b64(payload.as_bytes()), b64(&signature));
            prop_assert!(party.check(&token).is_err());
        }
    }

    #[test]
    fn what_is_signed_counts_only_if_it_is_whole(
        payload in "[ -~]{0,120}",
        claim in "iss|sub|aud|jti|exp|nbf|iat|[a-z]{1,5}",
        number in any::<f64>(),
    ) {
        let party = PARTY.get_or_init(|| Party::new(Algorithm::ES256));
        let header = party.header().to_string();
        let _ = party.check(&party.forge(header.as_bytes(), payload.as_bytes()));
        let token = party.token_of(&claims_with(&claim, json!(number)));
        // A claim that has a meaning cannot be any number.
        if ["iss", "sub", "aud", "jti"].contains(&claim.as_str()) {
            prop_assert!(party.check(&token).is_err());
        }
    }
}
