//! RFC 6750: bearer tokens, at the userinfo endpoint.

use axum::http::Method;

use crate::world::{FORM, World};

#[tokio::test]
async fn rfc6750_2_a_token_comes_in_the_header_or_in_the_form() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid email").await;
    let token = tokens["access_token"].as_str().unwrap();
    let (header, lower) = (format!("Bearer {token}"), format!("bearer {token}"));
    let body = format!("access_token={token}");
    let expected = world.userinfo(token).await;
    assert_eq!((expected.status, expected.header("content-type")), (200, "application/json"));
    assert_eq!(expected.header("cache-control"), "no-store");
    for (method, headers, body) in [
        (Method::GET, vec![("authorization", lower.as_str())], ""),
        (Method::POST, vec![("authorization", header.as_str())], ""),
        (Method::POST, vec![("authorization", header.as_str()), ("content-type", FORM)], ""),
        (Method::POST, vec![("content-type", FORM)], body.as_str()),
    ] {
        let answer = world.send(method.clone(), "/userinfo", &headers, body).await;
        assert_eq!((answer.status, &answer.body), (200, &expected.body), "{method} {headers:?}");
    }
}

#[tokio::test]
async fn rfc6750_2_a_token_comes_in_one_place() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid").await;
    let token = tokens["access_token"].as_str().unwrap();
    let header = format!("Bearer {token}");
    let headers = [("authorization", header.as_str()), ("content-type", FORM)];
    let answer = world.send(Method::POST, "/userinfo", &headers, &format!("access_token={token}")).await;
    assert_eq!(answer.refusal(), (400, "invalid_request".into()));
    assert!(answer.header("www-authenticate").starts_with("Bearer error=\"invalid_request\""));
}

#[tokio::test]
async fn rfc6750_2_3_a_token_in_the_query_is_not_looked_at() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid").await;
    let path = format!("/userinfo?access_token={}", tokens["access_token"].as_str().unwrap());
    let answer = world.get(&path).await;
    assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"));
}

#[tokio::test]
async fn rfc6750_3_1_without_a_token_the_challenge_names_no_error() {
    let world = World::new().await;
    for headers in [&[][..], &[("authorization", "Basic eDp5")], &[("authorization", "Bearer")]] {
        let answer = world.send(Method::GET, "/userinfo", headers, "").await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"), "{headers:?}");
    }
}

#[tokio::test]
async fn rfc6750_3_1_a_token_that_is_not_good_is_an_invalid_token() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid offline_access").await;
    let good = tokens["access_token"].as_str().unwrap();
    let mut forged = good.to_owned();
    forged.replace_range(good.len() - 8..good.len() - 6, if good.contains("AA") { "BB" } else { "AA" });
    // Neither an ID token nor a refresh token opens anything.
    let refused = [
        &forged,
        "x",
        "a.b.c",
        "",
        tokens["id_token"].as_str().unwrap(),
        tokens["refresh_token"].as_str().unwrap(),
    ];
    for token in refused {
        let answer = world.userinfo(token).await;
        assert_eq!(answer.status, 401, "{token}");
        if !token.is_empty() {
            assert_eq!(answer.refusal(), (401, "invalid_token".into()));
            assert!(answer.header("www-authenticate").starts_with("Bearer error=\"invalid_token\", "));
        }
    }
    assert_eq!(world.userinfo(good).await.status, 200);
    world.advance(660);
    assert_eq!(world.userinfo(good).await.refusal(), (401, "invalid_token".into()), "expired");
}

#[tokio::test]
async fn rfc6750_3_1_a_token_that_does_not_reach_that_far_is_insufficient() {
    let world = World::new().await;
    world.client("orders", |metadata| metadata.grant_types.push("client_credentials".into())).await;
    let person = world.tokens("shop", "orders:read").await;
    let machine = world.post_as("orders", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    for tokens in [person, machine] {
        let answer = world.userinfo(tokens["access_token"].as_str().unwrap()).await;
        assert_eq!(answer.refusal(), (403, "insufficient_scope".into()));
        assert!(answer.header("www-authenticate").starts_with("Bearer error=\"insufficient_scope\", "));
    }
    let elsewhere =
        world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let answer = world.userinfo(elsewhere["access_token"].as_str().unwrap()).await;
    assert_eq!(answer.refusal(), (401, "invalid_token".into()), "meant for https://api.example");
}
