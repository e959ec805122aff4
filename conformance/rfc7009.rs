//! RFC 7009: token revocation.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn rfc7009_2_1_a_refresh_token_takes_its_access_tokens_with_it() {
    let world = World::new().await;
    for client_id in ["shop", "app", "opaque", "poster", "signer"] {
        let tokens = world.tokens(client_id, "openid offline_access").await;
        let refresh_token = tokens["refresh_token"].as_str().unwrap();
        let access_token = tokens["access_token"].as_str().unwrap();
        // A hint that is wrong changes nothing (section 2.1).
        let fields = [("token", refresh_token), ("token_type_hint", "access_token")];
        let answer = world.post_as(client_id, "/revoke", &fields).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{client_id}");
        assert_eq!(
            world.refresh(client_id, refresh_token, &[]).await.refusal(),
            (400, "invalid_grant".into())
        );
        assert_eq!(
            world.userinfo(access_token).await.refusal(),
            (401, "invalid_token".into()),
            "{client_id}"
        );
        assert_eq!(world.introspect(access_token).await, json!({"active": false}), "{client_id}");
    }
}

#[tokio::test]
async fn rfc7009_2_1_an_access_token_goes_alone() {
    let world = World::new().await;
    for client_id in ["shop", "opaque"] {
        let tokens = world.tokens(client_id, "openid offline_access").await;
        let access_token = tokens["access_token"].as_str().unwrap();
        let fields = [("token", access_token), ("token_type_hint", "unheard_of")];
        assert_eq!(world.post_as(client_id, "/revoke", &fields).await.status, 200);
        assert_eq!(world.userinfo(access_token).await.refusal(), (401, "invalid_token".into()));
        assert_eq!(world.introspect(access_token).await, json!({"active": false}));
        let next = world.refresh(client_id, tokens["refresh_token"].as_str().unwrap(), &[]).await.tokens();
        assert_eq!(world.userinfo(next["access_token"].as_str().unwrap()).await.status, 200);
    }
}

#[tokio::test]
async fn rfc7009_2_1_nobody_revokes_the_token_of_another_client() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid offline_access").await;
    for name in ["access_token", "refresh_token"] {
        let answer = world.post_as("other", "/revoke", &[("token", tokens[name].as_str().unwrap())]).await;
        assert_eq!(answer.status, 400, "{name}");
    }
    assert_eq!(world.userinfo(tokens["access_token"].as_str().unwrap()).await.status, 200);
    assert_eq!(world.refresh("shop", tokens["refresh_token"].as_str().unwrap(), &[]).await.status, 200);
}

#[tokio::test]
async fn rfc7009_2_1_a_client_authenticates() {
    let world = World::new().await;
    for fields in [
        &[("token", "x")][..],
        &[("token", "x"), ("client_id", "shop")],
        &[("token", "x"), ("client_id", "nobody")],
    ] {
        let answer = world.post("/revoke", fields).await;
        assert_eq!(answer.refusal(), (401, "invalid_client".into()));
        assert!(answer.header("www-authenticate").starts_with("Basic "));
    }
}

#[tokio::test]
async fn rfc7009_2_2_an_invalid_token_is_as_good_as_revoked() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid").await;
    world.advance(3_600);
    for token in ["x", "a.b.c", tokens["access_token"].as_str().unwrap()] {
        let answer = world.post_as("shop", "/revoke", &[("token", token)]).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{token}");
    }
}

#[tokio::test]
async fn rfc7009_2_2_1_a_request_without_a_token_is_invalid() {
    let world = World::new().await;
    let answer = world.post_as("shop", "/revoke", &[]).await;
    assert_eq!(answer.body, r#"{"error":"invalid_request","error_description":"token is missing"}"#);
    assert_eq!(answer.status, 400);
}
