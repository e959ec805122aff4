//! RFC 7523 with draft-ietf-oauth-rfc7523bis: private_key_jwt.

use std::{collections::BTreeMap, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use doorward::config::AssertionAudience;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::world::{ASSERTION, ISSUER, World};

async fn ask(world: &World, assertion: &str) -> u16 {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", ASSERTION),
        ("client_assertion", assertion),
    ];
    let answer = world.post("/token", &fields).await;
    if answer.status != 200 {
        assert_eq!(answer.refusal(), (401, "invalid_client".into()), "{}", answer.body);
    }
    answer.status
}

#[tokio::test]
async fn rfc7523_3_a_good_assertion_authenticates_at_every_endpoint() {
    let world = World::new().await;
    let tokens = world.tokens("signer", "openid offline_access").await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let fields = [("token", refresh_token)];
    assert_eq!(world.post_as("signer", "/introspect", &fields).await.json()["active"], true);
    assert_eq!(world.refresh("signer", refresh_token, &[("client_id", "signer")]).await.status, 200);
    assert_eq!(world.post_as("signer", "/revoke", &fields).await.status, 200);
}

#[tokio::test]
async fn rfc7523_3_each_claim_is_checked() {
    let world = World::new().await;
    let now = world.clock.now().seconds();
    let table: BTreeMap<&str, Value> = BTreeMap::from([
        ("no iss", json!({"iss": null})),
        ("another iss", json!({"iss": "shop"})),
        ("no sub", json!({"sub": null})),
        ("another sub", json!({"sub": "shop"})),
        ("no aud", json!({"aud": null})),
        ("another aud", json!({"aud": "https://evil.example"})),
        ("an array", json!({"aud": [ISSUER]})),
        ("two", json!({"aud": [ISSUER, "https://evil.example"]})),
        ("the token endpoint", json!({"aud": format!("{ISSUER}/token")})),
        ("issuer with a slash", json!({"aud": format!("{ISSUER}/")})),
        ("no exp", json!({"exp": null})),
        ("expired", json!({"exp": now - 120, "iat": now - 200})),
        ("not yet", json!({"nbf": now + 120})),
        ("no jti", json!({"jti": null})),
        ("empty jti", json!({"jti": ""})),
        ("endless jti", json!({"jti": "x".repeat(256)})),
    ]);
    for (name, changes) in table {
        let assertion = world.assertion(|claims| {
            for (claim, value) in changes.as_object().unwrap() {
                claims[claim] = value.clone();
            }
        });
        assert_eq!(ask(&world, &assertion).await, 401, "{name}");
    }
    assert_eq!(ask(&world, &world.assertion(|claims| claims["nbf"] = json!(now + 8))).await, 200);
}

#[tokio::test]
async fn rfc7523_3_an_assertion_is_good_once() {
    let world = World::new().await;
    let assertion = world.assertion(|_| {});
    assert_eq!(ask(&world, &assertion).await, 200);
    assert_eq!(ask(&world, &assertion).await, 401);
    world.clock.advance(Duration::from_secs(50));
    assert_eq!(ask(&world, &assertion).await, 401);
}

#[tokio::test]
async fn rfc7523_3_the_signature_is_the_clients() {
    let world = World::new().await;
    let good = world.assertion(|_| {});
    let (head, rest) = good.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    let encoded = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    for alg in ["none", "None", "nOnE"] {
        assert_eq!(ask(&world, &format!("{}.{claims}.", encoded(json!({"alg": alg})))).await, 401, "{alg}");
    }
    assert_eq!(ask(&world, &format!("{head}.{claims}.")).await, 401);
    assert_eq!(
        ask(&world, &format!("{head}.{claims}.{}", signature.chars().rev().collect::<String>())).await,
        401
    );
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    // Our own public key taken for a shared secret (RFC 8725 section 2.1).
    let confused = EncodingKey::from_secret(World::public_key().as_bytes());
    let confused = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &confused).unwrap();
    assert_eq!(ask(&world, &confused).await, 401);
    // A key that comes with the message.
    let own = doorward::jose::algorithm::generate(doorward::jose::Algorithm::ES256, 2048).unwrap();
    let mut header = Header::new(Algorithm::ES256);
    header.jwk = serde_json::from_str(&own.public_jwk).unwrap();
    let embedded = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ec_der(&own.private)).unwrap();
    assert_eq!(ask(&world, &embedded).await, 401);
    assert_eq!(ask(&world, &good).await, 200, "none of these used it up");
}

#[tokio::test]
async fn rfc7523_2_2_the_type_is_named_and_the_client_id_fits() {
    let world = World::new().await;
    let assertion = world.assertion(|_| {});
    for (changes, expected) in [
        (&[("client_assertion_type", "urn:x")][..], (401, "invalid_client")),
        (&[], (400, "invalid_request")),
        (&[("client_assertion_type", ASSERTION), ("client_id", "shop")], (401, "invalid_client")),
    ] {
        let mut fields = vec![("grant_type", "client_credentials"), ("client_assertion", assertion.as_str())];
        fields.extend(changes);
        let (status, code) = world.post("/token", &fields).await.refusal();
        assert_eq!((status, code.as_str()), expected, "{changes:?}");
    }
}

#[tokio::test]
async fn oidc_core_9_the_token_endpoint_is_an_audience_where_the_operator_says_so() {
    let world =
        World::with(|config| config.client.assertion_audience = AssertionAudience::IssuerOrTokenEndpoint)
            .await;
    for audience in [ISSUER.to_owned(), format!("{ISSUER}/token")] {
        assert_eq!(ask(&world, &world.assertion(|claims| claims["aud"] = json!(audience))).await, 200);
    }
    assert_eq!(
        ask(&world, &world.assertion(|claims| claims["aud"] = json!(format!("{ISSUER}/revoke")))).await,
        401
    );
}

#[tokio::test]
async fn rfc8725_3_12_an_id_token_is_no_assertion() {
    let world = World::new().await;
    let tokens = world.tokens("signer", "openid").await;
    assert_eq!(ask(&world, tokens["id_token"].as_str().unwrap()).await, 401);
    assert_eq!(ask(&world, tokens["access_token"].as_str().unwrap()).await, 401);
}
