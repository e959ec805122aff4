//! RFC 7662: token introspection.

use serde_json::json;

use crate::world::{AAL2, ISSUER, START, World, basic, claims, secret_of};

#[tokio::test]
async fn rfc7662_2_2_an_active_token_is_described() {
    let world = World::new().await;
    let alice = world.account_id("alice").await;
    for client_id in ["shop", "opaque"] {
        let code = world.code(client_id, &[("scope", "openid email"), ("acr_values", AAL2)]).await;
        world.advance(30);
        let tokens = world.redeem(client_id, &code, &[]).await.tokens();
        let answer =
            world.post_as("api", "/introspect", &[("token", tokens["access_token"].as_str().unwrap())]).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
        assert_eq!(answer.header("cache-control"), "no-store");
        let mut told = answer.json();
        let members = told.as_object_mut().unwrap();
        assert!(members.remove("jti").unwrap().as_str().is_some_and(|jti| jti.len() >= 22));
        assert!(members.remove("gid").unwrap().is_string());
        let now = world.clock.now().seconds();
        let signed_in = now - 30;
        assert_eq!(
            told,
            json!({
                "active": true, "iss": ISSUER, "sub": alice, "client_id": client_id, "scope": "openid email",
                "exp": now + 600, "iat": now, "aud": ISSUER, "token_type": "Bearer", "username": "alice",
                "auth_time": signed_in, "acr": AAL2, "amr": ["mfa", "otp", "pwd"],
            })
        );
    }
}

#[tokio::test]
async fn rfc7662_2_2_a_machines_token_is_its_own_subject() {
    let world = World::new().await;
    let tokens = world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let told = world.introspect(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(told["sub"], "machine");
    assert_eq!(told["aud"], "https://api.example");
    assert_eq!((told.get("username"), told.get("gid")), (None, None));
    assert_eq!(told["exp"], START.seconds() + 600);
}

#[tokio::test]
async fn rfc7662_2_2_of_an_inactive_token_nothing_is_said() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid offline_access").await;
    let access_token = tokens["access_token"].as_str().unwrap();
    // ID tokens are not access tokens, and refresh tokens are nobody else's business.
    let refused =
        ["x", "a.b.c", tokens["id_token"].as_str().unwrap(), tokens["refresh_token"].as_str().unwrap()];
    for token in refused {
        let answer = world.post_as("api", "/introspect", &[("token", token)]).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"active":false}"#), "{token}");
    }
    world.advance(661);
    assert_eq!(world.introspect(access_token).await, json!({"active": false}));
}

#[tokio::test]
async fn rfc7662_5_a_client_learns_no_name_that_it_may_not_ask_for() {
    let world = World::new().await;
    for (scope, name) in [("openid email", None), ("openid profile", Some(json!("alice")))] {
        let tokens = world.tokens("shop", scope).await;
        let fields = [("token", tokens["access_token"].as_str().unwrap())];
        let own = world.post_as("shop", "/introspect", &fields).await.json();
        assert_eq!((&own["active"], own.get("username")), (&json!(true), name.as_ref()), "{scope}");
        assert_eq!(world.post_as("api", "/introspect", &fields).await.json()["username"], "alice", "{scope}");
    }
}

#[tokio::test]
async fn rfc7662_4_a_client_learns_of_its_own_tokens_only_unless_it_is_a_resource_server() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid offline_access").await;
    for name in ["access_token", "refresh_token"] {
        let fields = [("token", tokens[name].as_str().unwrap())];
        assert_eq!(world.post_as("shop", "/introspect", &fields).await.json()["active"], true, "{name}");
        assert_eq!(world.post_as("other", "/introspect", &fields).await.json(), json!({"active": false}));
    }
    let own =
        world.post_as("shop", "/introspect", &[("token", tokens["refresh_token"].as_str().unwrap())]).await;
    assert_eq!(own.json().get("token_type"), None, "no resource server takes it for an access token");
    assert_eq!(own.json()["gid"], claims(&tokens["access_token"])["gid"]);
}

#[tokio::test]
async fn rfc7662_2_1_only_who_proves_itself_may_ask() {
    let world = World::new().await;
    let tokens = world.tokens("app", "openid").await;
    let token = tokens["access_token"].as_str().unwrap();
    for fields in [
        &[("token", token)][..],
        &[("token", token), ("client_id", "app")],
        &[("token", token), ("client_id", "shop")],
    ] {
        let answer = world.post("/introspect", fields).await;
        assert_eq!(answer.refusal(), (401, "invalid_client".into()));
        assert!(answer.header("www-authenticate").starts_with("Basic "));
    }
    let bearer = format!("Bearer {token}");
    let headers = [("content-type", crate::world::FORM), ("authorization", bearer.as_str())];
    let answer =
        world.send(axum::http::Method::POST, "/introspect", &headers, &format!("token={token}")).await;
    assert_eq!(answer.status, 401);
    let answer = world.post_as("api", "/introspect", &[]).await;
    assert_eq!(answer.body, r#"{"error":"invalid_request","error_description":"token is missing"}"#);
    let borrowed = basic("api", &secret_of("shop"));
    let headers = [("content-type", crate::world::FORM), ("authorization", borrowed.as_str())];
    let answer =
        world.send(axum::http::Method::POST, "/introspect", &headers, &format!("token={token}")).await;
    assert_eq!(answer.refusal(), (401, "invalid_client".into()));
}
