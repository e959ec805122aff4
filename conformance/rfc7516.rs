//! RFC 7516, and OpenID Connect Core 10.2 and 6.1: what is encrypted to clients, and what they encrypt to us. The clients here are
//! josekit's, as it comes; `tests/browser/encrypted.test.mjs` does the same with a library of somebody else.

use std::sync::OnceLock;

use doorward::jose::{Pair, Purpose, algorithm::Generated};
use josekit::{
    jwe::{
        self, ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A256KW, JweDecrypter, JweEncrypter, JweHeader, RSA_OAEP,
        RSA_OAEP_256,
    },
    jwk::Jwk,
};
use serde_json::{Value, json};

use crate::{
    papers::{Papers, reaching_out},
    world::{CHALLENGE, ISSUER, World, ask, redirect_uri},
};

const CONTENTS: [&str; 3] = ["A128CBC-HS256", "A128GCM", "A256GCM"];
const ALGORITHMS: [&str; 5] = ["RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"];

/// The client's own keys.
fn own(pair: Pair) -> &'static Generated {
    static KEYS: OnceLock<[Generated; 2]> = OnceLock::new();
    let made =
        KEYS.get_or_init(|| [Pair::Rsa, Pair::Ec].map(|pair| Purpose::Decrypt(pair).generate(2048).unwrap()));
    &made[usize::from(pair == Pair::Ec)]
}

/// What the client publishes to be encrypted to.
pub fn public_keys() -> Value {
    let keys =
        [Pair::Rsa, Pair::Ec].map(|pair| serde_json::from_str::<Value>(&own(pair).public_jwk).unwrap());
    json!({ "keys": keys })
}

/// Header and content of what was encrypted to the client.
pub fn opened(token: &str) -> (Value, String) {
    let header: Value = serde_json::from_slice(&base64_of(token.split('.').next().unwrap())).unwrap();
    let (rsa, ec) = (&own(Pair::Rsa).private, &own(Pair::Ec).private);
    let decrypter: Box<dyn JweDecrypter> = match header["alg"].as_str().unwrap() {
        "RSA-OAEP" => Box::new(RSA_OAEP.decrypter_from_der(rsa.as_slice()).unwrap()),
        "RSA-OAEP-256" => Box::new(RSA_OAEP_256.decrypter_from_der(rsa.as_slice()).unwrap()),
        "ECDH-ES" => Box::new(ECDH_ES.decrypter_from_der(ec.as_slice()).unwrap()),
        "ECDH-ES+A128KW" => Box::new(ECDH_ES_A128KW.decrypter_from_der(ec.as_slice()).unwrap()),
        _ => Box::new(ECDH_ES_A256KW.decrypter_from_der(ec.as_slice()).unwrap()),
    };
    let (content, _) = jwe::deserialize_compact(token, &*decrypter).unwrap();
    (header, String::from_utf8(content).unwrap())
}

fn base64_of(part: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.decode(part).unwrap()
}

/// `payload` encrypted to the provider's published key.
pub async fn sealed(world: &World, payload: &str, header: Value) -> String {
    let set = world.get("/jwks").await.json();
    let alg = header["alg"].as_str().unwrap();
    let kty = if alg.starts_with("RSA") { "RSA" } else { "EC" };
    let key = set["keys"].as_array().unwrap().iter().find(|key| key["use"] == "enc" && key["kty"] == kty);
    let jwk = Jwk::from_map(key.expect("a key to encrypt to").as_object().unwrap().clone()).unwrap();
    let encrypter: Box<dyn JweEncrypter> = match alg {
        "RSA-OAEP" => Box::new(RSA_OAEP.encrypter_from_jwk(&jwk).unwrap()),
        "RSA-OAEP-256" => Box::new(RSA_OAEP_256.encrypter_from_jwk(&jwk).unwrap()),
        "ECDH-ES" => Box::new(ECDH_ES.encrypter_from_jwk(&jwk).unwrap()),
        "ECDH-ES+A128KW" => Box::new(ECDH_ES_A128KW.encrypter_from_jwk(&jwk).unwrap()),
        _ => Box::new(ECDH_ES_A256KW.encrypter_from_jwk(&jwk).unwrap()),
    };
    let header = JweHeader::from_map(header.as_object().unwrap().clone()).unwrap();
    jwe::serialize_compact(payload.as_bytes(), &header, &*encrypter).unwrap()
}

/// A signed request of `signer`.
fn object(world: &World) -> String {
    world.assertion(|claims| {
        *claims = json!({
            "iss": "signer", "aud": ISSUER, "client_id": "signer", "response_type": "code", "scope": "openid",
            "redirect_uri": redirect_uri("signer"), "state": "inside", "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        });
    })
}

/// With the keys that others encrypt to, which a server makes in its first second.
async fn with_keys() -> World {
    let world = World::new().await;
    world.app.keyring.tick().await.unwrap();
    world
}

#[tokio::test]
async fn oidc_core_10_2_an_id_token_is_signed_then_encrypted_in_every_way_that_is_advertised() {
    let world = World::new().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["id_token_encryption_alg_values_supported"], json!(ALGORITHMS));
    assert_eq!(document["id_token_encryption_enc_values_supported"], json!(CONTENTS));
    for (alg, enc) in ALGORITHMS.into_iter().flat_map(|alg| CONTENTS.map(|enc| (alg, enc))) {
        world
            .client("shop", |metadata| {
                metadata.jwks = Some(public_keys());
                metadata.id_token_encrypted_response_alg = Some(alg.into());
                metadata.id_token_encrypted_response_enc = Some(enc.into());
            })
            .await;
        let tokens = world.tokens("shop", "openid email offline_access").await;
        let (header, inner) = opened(tokens["id_token"].as_str().unwrap());
        let pair = if alg.starts_with("RSA") { Pair::Rsa } else { Pair::Ec };
        assert_eq!((&header["alg"], &header["enc"]), (&json!(alg), &json!(enc)));
        assert_eq!((&header["cty"], &header["kid"]), (&json!("JWT"), &json!(own(pair).kid)));
        let (_, claims) = world.verified(&inner).await;
        assert_eq!((&claims["aud"], &claims["iss"]), (&json!("shop"), &json!(ISSUER)));
        // The access token is for resource servers, and stays as it is.
        world.verified(tokens["access_token"].as_str().unwrap()).await;
        let again = world.refresh("shop", tokens["refresh_token"].as_str().unwrap(), &[]).await.tokens();
        let (_, inner) = opened(again["id_token"].as_str().unwrap());
        assert_eq!(world.verified(&inner).await.1["sub"], claims["sub"]);
    }
}

#[tokio::test]
async fn oidc_registration_2_where_only_alg_is_given_the_content_is_a128cbc_hs256() {
    let world = World::new().await;
    world
        .client("shop", |metadata| {
            metadata.jwks = Some(public_keys());
            metadata.id_token_encrypted_response_alg = Some("RSA-OAEP".into());
        })
        .await;
    let tokens = world.tokens("shop", "openid").await;
    assert_eq!(opened(tokens["id_token"].as_str().unwrap()).0["enc"], "A128CBC-HS256");
}

#[tokio::test]
async fn oidc_core_5_3_2_userinfo_is_encrypted_signed_or_both_as_it_was_registered() {
    let world = World::new().await;
    for signed in [None, Some("ES256")] {
        world
            .client("shop", |metadata| {
                metadata.jwks = Some(public_keys());
                metadata.userinfo_signed_response_alg = signed.map(str::to_owned);
                metadata.userinfo_encrypted_response_alg = Some("ECDH-ES+A256KW".into());
                metadata.userinfo_encrypted_response_enc = Some("A256GCM".into());
            })
            .await;
        let tokens = world.tokens("shop", "openid email").await;
        world.verified(tokens["id_token"].as_str().unwrap()).await;
        let answer = world.userinfo(tokens["access_token"].as_str().unwrap()).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/jwt"));
        let (header, content) = opened(&answer.body);
        let claims: Value = match signed {
            None => serde_json::from_str(&content).unwrap(),
            Some(_) => world.verified(&content).await.1,
        };
        assert_eq!(header.get("cty").is_some(), signed.is_some());
        assert_eq!((&claims["email"], &claims["aud"]), (&json!("alice@example.org"), &json!("shop")));
        assert!(!answer.body.contains("alice"));
    }
}

#[tokio::test]
async fn jarm_2_2_and_core_3_3_what_the_browser_carries_is_encrypted_too() {
    let world = World::with(|config| config.oauth.front_channel_tokens = true).await;
    world
        .client("shop", |metadata| {
            metadata.grant_types.push("implicit".into());
            metadata.response_types.push("code id_token".into());
            metadata.jwks = Some(public_keys());
            metadata.id_token_encrypted_response_alg = Some("RSA-OAEP-256".into());
            metadata.authorization_encrypted_response_alg = Some("ECDH-ES".into());
        })
        .await;
    let changes = [("response_type", "code id_token"), ("nonce", "n")];
    let response = world.browser().authorize("shop", &changes, "alice").await.response();
    let (_, inner) = opened(response.get("id_token").unwrap());
    assert_eq!(world.verified(&inner).await.1["nonce"], "n");
    for changes in [&[("response_mode", "jwt")][..], &[("response_mode", "jwt"), ("prompt", "none")]] {
        let answer = match changes.len() {
            1 => world.browser().authorize("shop", changes, "alice").await,
            _ => world.get(&ask("shop", changes)).await,
        };
        let response = answer.response();
        assert_eq!(response.names(), ["response"]);
        let (header, inner) = opened(response.get("response").unwrap());
        assert_eq!((&header["alg"], &header["cty"]), (&json!("ECDH-ES"), &json!("JWT")));
        let (_, claims) = world.verified(&inner).await;
        assert_eq!(claims["state"], "state-0");
        assert_eq!(claims.get("error").is_some(), changes.len() == 2);
    }
}

#[tokio::test]
async fn rfc9701_5_an_introspection_answer_is_encrypted_for_who_wants_that() {
    let world = World::new().await;
    world
        .client("api", |metadata| {
            metadata.grant_types = vec!["client_credentials".into()];
            metadata.may_introspect = true;
            metadata.introspects_for = vec![crate::world::ISSUER.into()];
            metadata.jwks = Some(public_keys());
            metadata.introspection_encrypted_response_alg = Some("ECDH-ES+A128KW".into());
            metadata.introspection_encrypted_response_enc = Some("A128GCM".into());
        })
        .await;
    let tokens = world.tokens("shop", "openid").await;
    let kind = "application/token-introspection+jwt";
    let proof = crate::world::basic("api", &crate::world::secret_of("api"));
    let headers = [("content-type", crate::world::FORM), ("authorization", proof.as_str()), ("accept", kind)];
    let body = format!("token={}", tokens["access_token"].as_str().unwrap());
    let answer = world.send(axum::http::Method::POST, "/introspect", &headers, &body).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, kind));
    let (_, inner) = opened(&answer.body);
    let (header, claims) = world.verified(&inner).await;
    assert_eq!(
        (&header["typ"], &claims["token_introspection"]["active"]),
        (&json!("token-introspection+jwt"), &json!(true))
    );
}

#[tokio::test]
async fn a_client_whose_key_cannot_be_had_is_told_which_and_loses_nothing() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let signing: Value = serde_json::from_str(World::public_key()).unwrap();
    let uri = papers.put("/jwks", 200, json!({ "keys": [signing] }).to_string());
    world
        .client("shop", |metadata| {
            metadata.jwks_uri = Some(uri);
            metadata.id_token_encrypted_response_alg = Some("RSA-OAEP".into());
        })
        .await;
    let code = world.code("shop", &[]).await;
    let answer = world.redeem("shop", &code, &[]).await;
    assert_eq!(answer.refusal(), (400, "invalid_request".into()));
    assert_eq!(
        answer.json()["error_description"],
        "id_token_encrypted_response_alg: the client has no key with use enc for RSA-OAEP"
    );
    // A key that signs is never encrypted to, though it is the only one; and the code was not used up.
    papers.put("/jwks", 200, public_keys().to_string());
    world.advance(31);
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    opened(tokens["id_token"].as_str().unwrap());
}

#[tokio::test]
async fn oidc_core_6_1_a_request_object_is_opened_in_every_way_that_is_advertised() {
    let world = with_keys().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["request_object_encryption_alg_values_supported"], json!(ALGORITHMS));
    assert_eq!(document["request_object_encryption_enc_values_supported"], json!(CONTENTS));
    let set = world.get("/jwks").await.json();
    for key in set["keys"].as_array().unwrap().iter().filter(|key| key["use"] == "enc") {
        assert!(key.get("kid").is_some() && key.get("d").is_none() && key.get("alg").is_none(), "{key}");
    }
    let mut browser = world.browser();
    for (alg, enc) in ALGORITHMS.into_iter().flat_map(|alg| CONTENTS.map(|enc| (alg, enc))) {
        let request = sealed(&world, &object(&world), json!({ "alg": alg, "enc": enc, "cty": "JWT" })).await;
        let answer =
            browser.authorize("signer", &[("request", &request), ("state", "outside")], "alice").await;
        assert_eq!(answer.response().get("state"), Some("inside"), "{alg} {enc}");
        assert!(answer.response().get("code").is_some());
    }
    // Pushed, too; and a hint that the client has encrypted to us again.
    let request = sealed(&world, &object(&world), json!({ "alg": "ECDH-ES", "enc": "A128GCM" })).await;
    let pushed = world.post_as("signer", "/par", &[("request", &request)]).await;
    assert_eq!(pushed.status, 201, "{}", pushed.body);
    let code = world.code("signer", &[]).await;
    let tokens = world.redeem("signer", &code, &[]).await.tokens();
    let id_token = tokens["id_token"].as_str().unwrap();
    let hint = sealed(&world, id_token, json!({ "alg": "ECDH-ES", "enc": "A128GCM", "cty": "JWT" })).await;
    let silent = browser.get(&ask("signer", &[("prompt", "none"), ("id_token_hint", &hint)])).await;
    assert!(silent.response().get("code").is_some(), "{}", silent.location());
}

#[tokio::test]
async fn rfc8725_3_each_fault_of_an_encrypted_request_is_the_same_refusal() {
    let world = with_keys().await;
    let inner = object(&world);
    let plain = json!({ "alg": "ECDH-ES", "enc": "A128CBC-HS256", "cty": "JWT" });
    let good = sealed(&world, &inner, plain.clone()).await;
    let part = |at: usize, change: &dyn Fn(&str) -> String| {
        let parts = good.split('.').enumerate();
        parts
            .map(|(n, part)| if n == at { change(part) } else { part.to_owned() })
            .collect::<Vec<_>>()
            .join(".")
    };
    let swapped = |part: &str| part.chars().rev().collect::<String>();
    let header = |name: &str, value: Value| {
        let mut header = plain.clone();
        header[name] = value;
        sealed(&world, &inner, header)
    };
    let deep = {
        let mut deep = inner.clone();
        for _ in 0..10 {
            deep = sealed(&world, &deep, plain.clone()).await;
        }
        deep
    };
    let unsigned = {
        let (head, rest) = inner.split_once('.').unwrap();
        assert!(!head.is_empty());
        format!("eyJhbGciOiJub25lIn0.{}.", rest.split('.').next().unwrap())
    };
    for (name, request) in [
        ("another ciphertext", part(3, &swapped)),
        ("another iv", part(2, &swapped)),
        ("a tag cut short", part(4, &|tag| tag[..6].to_owned())),
        ("no iv", part(2, &|_| String::new())),
        ("no tag", part(4, &|_| String::new())),
        ("a key where there is none", part(1, &|_| "AAAA".into())),
        ("deflated", header("zip", json!("DEF")).await),
        ("an unknown crit", header("crit", json!(["exp"])).await),
        ("a key of the sender's", header("jku", json!("https://evil.example/jwks")).await),
        ("another key of ours", header("kid", json!("nobody")).await),
        ("ten deep", deep),
        ("claims that nobody signed", sealed(&world, "{\"client_id\":\"signer\"}", plain.clone()).await),
        ("an object that nobody signed", sealed(&world, &unsigned, plain.clone()).await),
        ("an assertion", sealed(&world, &world.assertion(|_| {}), plain.clone()).await),
        ("PBES2", "eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJlbmMiOiJBMTI4R0NNIiwicDJjIjo0Mjk0OTY3Mjk1LCJwMnMiOiJhYWFhIn0.AAAA.AAAA.AAAA.AAAA".into()),
        ("five dots", ".....".into()),
    ] {
        let answer = world.get(&ask("signer", &[("request", &request)])).await;
        assert_eq!(answer.error(), "invalid_request_object", "{name}");
        let said = answer.response().get("error_description").unwrap().to_owned();
        assert_eq!(said, "the request object cannot be verified", "{name}: nothing that an oracle could say");
    }
    let fat = format!("{}.AAAA.AAAA.AAAA.AAAA", "A".repeat(1 << 20));
    let pushed = world.post_as("signer", "/par", &[("request", &fat)]).await;
    assert!(matches!(pushed.status, 400 | 413), "{}", pushed.status);
    // Who said how it encrypts is held to it; who has a key of its own cannot be asked to use it for this.
    let key: Value = serde_json::from_str(World::public_key()).unwrap();
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks = Some(json!({ "keys": [key] }));
            metadata.request_object_encryption_alg = Some("RSA-OAEP".into());
        })
        .await;
    assert_eq!(world.get(&ask("signer", &[("request", &good)])).await.error(), "invalid_request_object");
    let agreed = sealed(&world, &inner, json!({ "alg": "RSA-OAEP", "enc": "A128GCM" })).await;
    assert!(world.get(&ask("signer", &[("request", &agreed)])).await.location().starts_with("/login/"));
    assert!(world.get(&ask("signer", &[("request", &inner)])).await.location().starts_with("/login/"));
}

#[tokio::test]
async fn an_installation_without_keys_to_encrypt_to_says_so_and_opens_nothing() {
    let other = with_keys().await;
    let request = sealed(&other, &object(&other), json!({ "alg": "ECDH-ES", "enc": "A128GCM" })).await;
    let world = World::with(|config| config.key.encryption.clear()).await;
    world.app.keyring.tick().await.unwrap();
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document.get("request_object_encryption_alg_values_supported"), None);
    assert!(!world.get("/jwks").await.body.contains("\"enc\""));
    assert_eq!(world.get(&ask("signer", &[("request", &request)])).await.error(), "invalid_request_object");
}
