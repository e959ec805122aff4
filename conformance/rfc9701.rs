//! RFC 9701: introspection answers that are JWTs.

use axum::http::Method;
use serde_json::json;

use crate::world::{FORM, ISSUER, World, basic, secret_of};

const KIND: &str = "application/token-introspection+jwt";

async fn ask(world: &World, token: &str, accept: &str) -> crate::world::Answer {
    let authorization = basic("api", &secret_of("api"));
    let headers = [("content-type", FORM), ("authorization", authorization.as_str()), ("accept", accept)];
    world.send(Method::POST, "/introspect", &headers, &format!("token={token}")).await
}

#[tokio::test]
async fn rfc9701_5_who_accepts_a_jwt_gets_the_same_answer_signed() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid email").await;
    let token = tokens["access_token"].as_str().unwrap();
    let plain = world.introspect(token).await;
    for accept in [KIND, "application/json, application/Token-Introspection+JWT;q=0.9"] {
        let answer = ask(&world, token, accept).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, KIND), "{accept}");
        assert_eq!(answer.header("cache-control"), "no-store");
        let (header, claims) = world.verified(&answer.body).await;
        assert_eq!((&header["typ"], &header["alg"]), (&json!("token-introspection+jwt"), &json!("RS256")));
        assert_eq!((&claims["iss"], &claims["aud"]), (&json!(ISSUER), &json!("api")));
        assert_eq!(claims["iat"], world.clock.now().seconds());
        assert_eq!(claims["token_introspection"], plain);
        // Section 8.1: nothing that would make it look like the token itself.
        assert_eq!((claims.get("sub"), claims.get("exp")), (None, None));
    }
    for accept in ["application/json", "*/*", "", "application/token-introspection+jwt;q=0"] {
        let answer = ask(&world, token, accept).await;
        assert_eq!(answer.header("content-type"), "application/json", "{accept}");
        assert_eq!(answer.json(), plain);
    }
}

#[tokio::test]
async fn rfc9701_5_of_an_inactive_token_nothing_is_said_and_a_refusal_stays_json() {
    let world = World::new().await;
    let (_, claims) = world.verified(&ask(&world, "x", KIND).await.body).await;
    assert_eq!(claims["token_introspection"], json!({ "active": false }));
    let answer =
        world.send(Method::POST, "/introspect", &[("content-type", FORM), ("accept", KIND)], "token=x").await;
    assert_eq!(answer.refusal(), (401, "invalid_client".into()));
}

#[tokio::test]
async fn rfc9701_8_1_an_answer_is_no_token() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid email").await;
    let answer = ask(&world, tokens["access_token"].as_str().unwrap(), KIND).await;
    assert_eq!(world.userinfo(&answer.body).await.refusal(), (401, "invalid_token".into()));
    assert_eq!(world.introspect(&answer.body).await, json!({ "active": false }));
}

#[tokio::test]
async fn rfc9701_6_and_7_algorithm_and_metadata() {
    let world = World::new().await;
    world
        .client("api", |metadata| {
            metadata.grant_types = vec!["client_credentials".into()];
            metadata.may_introspect = true;
            metadata.introspection_signed_response_alg = "ES256".into();
        })
        .await;
    let (header, _) = world.verified(&ask(&world, "x", KIND).await.body).await;
    assert_eq!(header["alg"], "ES256");
    let document = world.get("/.well-known/oauth-authorization-server").await.json();
    assert_eq!(document["introspection_signing_alg_values_supported"], json!(["RS256", "ES256", "EdDSA"]));
}
