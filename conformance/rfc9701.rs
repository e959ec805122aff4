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

/// Makes the API one that these audiences are of.
async fn for_whom(world: &World, audiences: &[&str]) {
    world
        .client("api", |metadata| {
            metadata.grant_types = vec!["client_credentials".into()];
            metadata.may_introspect = true;
            metadata.introspects_for = audiences.iter().map(ToString::to_string).collect();
        })
        .await;
}

#[tokio::test]
async fn rfc9701_5_of_a_token_that_is_for_others_a_jwt_says_that_it_is_not_active() {
    let world = World::new().await;
    let person = world.tokens("shop", "openid email").await;
    let machine = world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let (person, machine) =
        (person["access_token"].as_str().unwrap(), machine["access_token"].as_str().unwrap());
    let inactive = json!({ "active": false });
    // The audiences of the API, and whether it hears of each: plain, and as a JWT.
    for (audiences, token, plain, signed) in [
        (&[][..], person, true, false),
        (&[], machine, true, false),
        (&["https://api.example"], machine, true, true),
        (&["https://api.example"], person, false, false),
        (&["https://other.example", ISSUER], person, true, true),
    ] {
        for_whom(&world, audiences).await;
        assert_eq!(world.introspect(token).await["active"], plain, "{audiences:?}");
        let (_, claims) = world.verified(&ask(&world, token, KIND).await.body).await;
        let told = &claims["token_introspection"];
        assert_eq!(told["active"], signed, "{audiences:?}");
        assert!(signed || *told == inactive, "nothing else is said: {told}");
    }
    // What is not for it is not for who got it, either; that one is told of its own all the same.
    let authorization = basic("shop", &secret_of("shop"));
    let headers = [("content-type", FORM), ("authorization", authorization.as_str()), ("accept", KIND)];
    let own = world.send(Method::POST, "/introspect", &headers, &format!("token={person}")).await;
    assert_eq!(world.verified(&own.body).await.1["token_introspection"]["active"], true);
}

#[tokio::test]
async fn rfc9701_5_who_accepts_a_jwt_gets_the_same_answer_signed() {
    let world = World::new().await;
    for_whom(&world, &[ISSUER]).await;
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
