//! RFC 6749 section 6 and RFC 9700 section 4.14.2: refresh tokens, and what OpenID Connect Core 12 wants of their answers.

use serde_json::{Value, json};

use crate::world::{World, claims};

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap_or_else(|| panic!("no {name} in {tokens}"))
}

#[tokio::test]
async fn oidc_core_11_a_refresh_token_comes_with_offline_access_only() {
    let world = World::new().await;
    assert_eq!(world.tokens("shop", "openid").await.get("refresh_token"), None);
    assert!(world.tokens("shop", "openid offline_access").await.get("refresh_token").is_some());
    world.client("codes", |metadata| metadata.grant_types = vec!["authorization_code".into()]).await;
    let tokens = world.tokens("codes", "openid offline_access").await;
    assert_eq!((tokens.get("refresh_token"), &tokens["scope"]), (None, &json!("openid")));
}

#[tokio::test]
async fn rfc6749_6_a_refresh_token_is_bound_to_its_client() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid offline_access").await;
    let token = text(&tokens, "refresh_token");
    for client_id in ["other", "app"] {
        assert_eq!(world.refresh(client_id, token, &[]).await.refusal(), (400, "invalid_grant".into()));
    }
    let fields = [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "shop")];
    assert_eq!(world.post("/token", &fields).await.refusal(), (401, "invalid_client".into()));
    assert_eq!(world.refresh("shop", token, &[]).await.status, 200, "none of these used it up");
}

#[tokio::test]
async fn rfc6749_6_scope_can_be_narrowed_and_never_widened() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid email offline_access").await;
    let token = text(&tokens, "refresh_token");
    let answer = world.refresh("shop", token, &[("scope", "openid profile")]).await;
    assert_eq!(answer.refusal(), (400, "invalid_scope".into()));
    let narrow = world.refresh("shop", token, &[("scope", "openid")]).await.tokens();
    assert_eq!(narrow["scope"], "openid");
    assert_eq!(claims(&narrow["access_token"])["scope"], "openid");
    // The next one is worth as much as the first: what was granted, not what was last asked for.
    let whole = world.refresh("shop", text(&narrow, "refresh_token"), &[]).await.tokens();
    assert_eq!(whole["scope"], "openid email offline_access");
}

#[tokio::test]
async fn oidc_core_12_2_a_refreshed_id_token_tells_of_the_same_sign_in() {
    let world = World::new().await;
    let code = world.code("shop", &[("scope", "openid offline_access"), ("nonce", "n-0")]).await;
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    world.advance(100);
    let refreshed = world.refresh("shop", text(&tokens, "refresh_token"), &[]).await.tokens();
    let (first, second) = (claims(&tokens["id_token"]), claims(&refreshed["id_token"]));
    for name in ["iss", "sub", "aud", "auth_time", "sid", "acr", "amr"] {
        assert_eq!(first[name], second[name], "{name}");
        assert!(!first[name].is_null(), "{name}");
    }
    assert_eq!(second["iat"].as_i64().unwrap(), first["iat"].as_i64().unwrap() + 100);
    assert_eq!((first["nonce"].as_str(), second.get("nonce")), (Some("n-0"), None));
    assert_eq!(second.get("azp"), None);
}

#[tokio::test]
async fn rfc9700_4_14_2_refresh_tokens_rotate() {
    let world = World::new().await;
    for client_id in ["shop", "app"] {
        let mut tokens = world.tokens(client_id, "openid offline_access").await;
        for _ in 0..3 {
            let next = world.refresh(client_id, text(&tokens, "refresh_token"), &[]).await.tokens();
            assert_ne!(next["refresh_token"], tokens["refresh_token"]);
            tokens = next;
        }
    }
}

#[tokio::test]
async fn rfc9700_4_14_2_a_token_shown_again_revokes_the_family() {
    let world = World::with(|config| config.token.refresh_reuse_grace = std::time::Duration::ZERO).await;
    let first = world.tokens("app", "openid offline_access").await;
    let second = world.refresh("app", text(&first, "refresh_token"), &[]).await.tokens();
    let refused = (400, "invalid_grant".to_owned());
    assert_eq!(world.refresh("app", text(&first, "refresh_token"), &[]).await.refusal(), refused);
    assert_eq!(world.refresh("app", text(&second, "refresh_token"), &[]).await.refusal(), refused);
    for tokens in [&first, &second] {
        let answer = world.userinfo(text(tokens, "access_token")).await;
        assert_eq!(answer.refusal(), (401, "invalid_token".into()));
    }
}

#[tokio::test]
async fn rfc9700_4_14_2_a_lost_answer_is_repeated_once_within_the_grace() {
    let world = World::new().await;
    let first = world.tokens("app", "openid offline_access").await;
    let lost = world.refresh("app", text(&first, "refresh_token"), &[]).await.tokens();
    world.advance(29);
    let again = world.refresh("app", text(&first, "refresh_token"), &[]).await.tokens();
    assert_ne!(lost["refresh_token"], again["refresh_token"]);
    // A third time is refused and harms nobody; the replaced one harms the family.
    let refused = (400, "invalid_grant".to_owned());
    assert_eq!(world.refresh("app", text(&first, "refresh_token"), &[]).await.refusal(), refused);
    let next = world.refresh("app", text(&again, "refresh_token"), &[]).await.tokens();
    assert_eq!(world.refresh("app", text(&lost, "refresh_token"), &[]).await.refusal(), refused);
    assert_eq!(world.refresh("app", text(&next, "refresh_token"), &[]).await.refusal(), refused);
}

#[tokio::test]
async fn rfc9700_4_14_2_after_the_grace_an_old_token_revokes_the_family() {
    let world = World::new().await;
    let first = world.tokens("app", "openid offline_access").await;
    let second = world.refresh("app", text(&first, "refresh_token"), &[]).await.tokens();
    world.advance(30);
    let refused = (400, "invalid_grant".to_owned());
    assert_eq!(world.refresh("app", text(&first, "refresh_token"), &[]).await.refusal(), refused);
    assert_eq!(world.refresh("app", text(&second, "refresh_token"), &[]).await.refusal(), refused);
}

#[tokio::test]
async fn rfc9700_4_14_2_a_refresh_token_ends_when_nobody_uses_it_and_with_its_grant_in_any_case() {
    let day = 86_400;
    let world = World::new().await;
    let idle = world.tokens("app", "openid offline_access").await;
    let mut used = world.tokens("app", "openid offline_access").await;
    world.advance(29 * day);
    used = world.refresh("app", text(&used, "refresh_token"), &[]).await.tokens();
    world.advance(2 * day);
    let refused = (400, "invalid_grant".to_owned());
    assert_eq!(world.refresh("app", text(&idle, "refresh_token"), &[]).await.refusal(), refused);
    for _ in 0..11 {
        used = world.refresh("app", text(&used, "refresh_token"), &[]).await.tokens();
        world.advance(29 * day);
    }
    used = world.refresh("app", text(&used, "refresh_token"), &[]).await.tokens();
    world.advance(20 * day);
    assert_eq!(
        world.refresh("app", text(&used, "refresh_token"), &[]).await.refusal(),
        refused,
        "after 365 days"
    );
}

#[tokio::test]
async fn a_disabled_account_refreshes_nothing() {
    let world = World::new().await;
    let tokens = world.tokens("app", "openid offline_access").await;
    world.app.accounts().set_state("alice", doorward::storage::account::State::Disabled).await.unwrap();
    let answer = world.refresh("app", text(&tokens, "refresh_token"), &[]).await;
    assert_eq!(answer.refusal(), (400, "invalid_grant".into()));
    assert_eq!(world.userinfo(text(&tokens, "access_token")).await.refusal(), (401, "invalid_token".into()));
    assert_eq!(world.introspect(text(&tokens, "access_token")).await, json!({"active": false}));
}
