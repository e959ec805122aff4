//! RFC 9068: access tokens as JWTs.

use serde_json::json;

use crate::world::{AAL2, ISSUER, START, World};

#[tokio::test]
async fn rfc9068_2_a_persons_token_names_everything() {
    let world = World::new().await;
    let alice = world.account_id("alice").await;
    let code = world.code("shop", &[("scope", "openid email"), ("acr_values", AAL2)]).await;
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let (header, mut claims) = world.verified(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!((header["typ"].as_str(), header["alg"].as_str()), (Some("at+jwt"), Some("RS256")));
    let members = claims.as_object_mut().unwrap();
    let (gid, jti) = (members.remove("gid").unwrap(), members.remove("jti").unwrap());
    assert!(gid.as_str().unwrap().len() == 32 && jti.as_str().unwrap().len() >= 22);
    let now = START.seconds();
    assert_eq!(
        claims,
        json!({
            "iss": ISSUER, "sub": alice, "aud": ISSUER, "client_id": "shop", "exp": now + 600, "iat": now,
            "scope": "openid email", "auth_time": now, "acr": AAL2, "amr": ["mfa", "otp", "pwd"],
        }),
        "and aud is one string where there is one"
    );
}

#[tokio::test]
async fn rfc9068_2_2_a_machines_token_is_its_own_subject() {
    let world = World::new().await;
    let tokens = world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let (header, mut claims) = world.verified(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(header["typ"], "at+jwt");
    claims.as_object_mut().unwrap().remove("jti").unwrap();
    let now = START.seconds();
    assert_eq!(
        claims,
        json!({
            "iss": ISSUER, "sub": "machine", "aud": "https://api.example", "client_id": "machine",
            "exp": now + 600, "iat": now, "scope": "orders:read orders:write",
        })
    );
}

#[tokio::test]
async fn rfc9068_2_2_the_jti_is_unique_and_the_gid_that_of_the_grant() {
    let world = World::new().await;
    let first = world.tokens("shop", "openid offline_access").await;
    let second = world.refresh("shop", first["refresh_token"].as_str().unwrap(), &[]).await.tokens();
    let third = world.tokens("shop", "openid").await;
    let of = |tokens: &serde_json::Value| crate::world::claims(&tokens["access_token"]);
    assert_eq!(of(&first)["gid"], of(&second)["gid"]);
    assert_ne!(of(&first)["gid"], of(&third)["gid"]);
    assert_ne!(of(&first)["jti"], of(&second)["jti"]);
}

#[tokio::test]
async fn rfc9068_3_the_audience_is_the_resource_server_and_with_openid_ours_too() {
    let world = World::new().await;
    let api = || vec!["https://api.example".to_owned()];
    world.client("both", |metadata| metadata.access_token_audience = api()).await;
    let tokens = world.tokens("both", "openid orders:read").await;
    assert_eq!(crate::world::claims(&tokens["access_token"])["aud"], json!(["https://api.example", ISSUER]));
    let tokens = world.tokens("both", "orders:read").await;
    assert_eq!(crate::world::claims(&tokens["access_token"])["aud"], "https://api.example");
}

#[tokio::test]
async fn rfc9068_4_an_opaque_token_says_nothing_by_itself() {
    let world = World::new().await;
    let tokens = world.tokens("opaque", "openid email").await;
    let token = tokens["access_token"].as_str().unwrap();
    assert!(!token.contains('.'));
    assert_eq!(world.userinfo(token).await.json()["email"], "alice@example.org");
}
