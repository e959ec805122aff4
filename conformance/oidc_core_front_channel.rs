//! OpenID Connect Core 3.2 and 3.3, and Multiple Response Types: tokens in the authorization response, with the switch.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use doorward::{config::ResourceServer, oauth::response_type, storage::grant};
use serde_json::json;

use crate::world::{World, ask};

async fn world() -> World {
    let world = World::with(|config| config.oauth.front_channel_tokens = true).await;
    world.client_of_every_response_type("shop").await;
    world
}

fn half(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&digest(&SHA256, text.as_bytes()).as_ref()[..16])
}

#[tokio::test]
async fn oidc_core_3_each_response_type_carries_what_it_names_in_the_fragment() {
    let world = world().await;
    for kind in &response_type::ALL[1..] {
        let changes = [("response_type", *kind), ("nonce", "n"), ("scope", "openid email")];
        let response = world.browser().authorize("shop", &changes, "alice").await.response();
        let words: Vec<&str> = kind.split(' ').collect();
        assert_eq!(response.mode, "fragment");
        let there = |name: &str| response.get(name).is_some();
        assert_eq!(
            (there("code"), there("id_token"), there("access_token"), there("token_type")),
            (
                words.contains(&"code"),
                words.contains(&"id_token"),
                words.contains(&"token"),
                words.contains(&"token")
            ),
            "{kind}"
        );
        if let Some(id_token) = response.get("id_token") {
            let (_, claims) = world.verified(id_token).await;
            assert_eq!(claims["nonce"], "n");
            let hash = |name| response.get(name).map(|value| json!(half(value)));
            assert_eq!(claims.get("at_hash"), hash("access_token").as_ref(), "{kind}");
            assert_eq!(claims.get("c_hash"), hash("code").as_ref(), "{kind}");
            // Core 5.4: here only where no access token opens userinfo.
            assert_eq!(claims.get("email").is_some(), *kind == "id_token", "{kind}");
        }
        if let Some(token) = response.get("access_token") {
            assert_eq!(world.userinfo(token).await.json()["email"], "alice@example.org", "{kind}");
        }
        if let Some(code) = response.get("code") {
            assert_eq!(world.redeem("shop", code, &[]).await.status, 200, "{kind}");
        }
    }
}

#[tokio::test]
async fn oidc_core_3_2_2_1_an_id_token_through_the_browser_needs_a_nonce() {
    let world = world().await;
    for kind in response_type::ALL {
        let answer = world.get(&ask("shop", &[("response_type", kind)])).await;
        if kind.contains("id_token") {
            assert_eq!(
                (answer.error().as_str(), answer.response().mode),
                ("invalid_request", "fragment"),
                "{kind}"
            );
        } else {
            assert!(answer.location().starts_with("/login/"), "{kind}");
        }
    }
}

#[tokio::test]
async fn multiple_response_types_5_tokens_never_travel_in_a_query() {
    let world = world().await;
    for mode in ["query", "query.jwt"] {
        let changes = [("response_type", "code id_token"), ("nonce", "n"), ("response_mode", mode)];
        let response = world.get(&ask("shop", &changes)).await.response();
        assert_eq!((response.mode, response.get("error")), ("fragment", Some("invalid_request")), "{mode}");
    }
    let changes = [("response_type", "id_token"), ("nonce", "n"), ("response_mode", "form_post")];
    let response = world.browser().authorize("shop", &changes, "alice").await.response();
    assert!(response.mode == "form_post" && response.get("id_token").is_some());
}

#[tokio::test]
async fn rfc9700_2_1_2_nothing_of_it_is_there_without_the_switch_or_the_registration() {
    let world = World::new().await;
    let changes = [("response_type", "id_token"), ("nonce", "n")];
    assert_eq!(world.get(&ask("shop", &changes)).await.error(), "unsupported_response_type");
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["response_types_supported"], json!(["code"]));
    let world = World::with(|config| config.oauth.front_channel_tokens = true).await;
    assert_eq!(world.get(&ask("shop", &changes)).await.error(), "unauthorized_client");
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["response_types_supported"], json!(response_type::ALL));
    assert!(document["grant_types_supported"].as_array().unwrap().contains(&json!("implicit")));
}

#[tokio::test]
async fn rfc8707_2_a_token_with_the_answer_is_for_all_resources_that_are_named_or_nobody_is_asked() {
    let server = |identifier: &str, scopes: &[&str], algorithm: &str| ResourceServer {
        identifier: identifier.into(),
        scopes: scopes.iter().map(ToString::to_string).collect(),
        lifetime: None,
        algorithm: Some(algorithm.into()),
        format: None,
    };
    let world = World::with(|config| {
        config.oauth.front_channel_tokens = true;
        config.oauth.resources.0 =
            vec![server("urn:orders", &["orders:read"], "ES256"), server("urn:stock", &[], "EdDSA")];
    })
    .await;
    world.client_of_every_response_type("shop").await;
    let changes = [
        ("response_type", "id_token token"),
        ("nonce", "n"),
        ("scope", "openid email orders:read"),
        ("resource", "urn:orders"),
    ];
    let response = world.browser().authorize("shop", &changes, "alice").await.response();
    assert_eq!(response.get("scope"), Some("orders:read"), "what the token carries");
    let both = format!("{}&resource=urn%3Astock", ask("shop", &changes));
    assert_eq!(world.get(&both).await.error(), "invalid_target");
    let code = both.replace("response_type=id_token+token", "response_type=code");
    assert!(world.get(&code).await.location().starts_with("/login/"), "each gets a token of its own");
}

#[tokio::test]
async fn oidc_core_3_2_what_was_granted_without_a_code_ends_with_its_tokens() {
    let world = world().await;
    world
        .client("shop", |metadata| {
            metadata.refresh_always = true;
            metadata.grant_types.push("implicit".into());
            metadata.response_types = response_type::ALL.map(String::from).to_vec();
        })
        .await;
    let alice = world.account_id("alice").await;
    for (kind, left) in [("id_token token", 0), ("code id_token", 1)] {
        let answer =
            world.browser().authorize("shop", &[("response_type", kind), ("nonce", "n")], "alice").await;
        assert!(answer.response().get("id_token").is_some(), "{kind}");
        let mut reader = world.app.database.read().await.unwrap();
        let standing = grant::of_account(&mut reader, &alice, world.clock.now()).await.unwrap();
        assert_eq!(standing.len(), 1, "{kind}");
        world.advance(3_600);
        let standing = grant::of_account(&mut reader, &alice, world.clock.now()).await.unwrap();
        assert_eq!(standing.len(), left, "{kind}");
    }
}
