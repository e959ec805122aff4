//! RFC 8707: resource indicators.

use std::time::Duration;

use doorward::config::{Config, ResourceServer};
use serde_json::json;

use crate::world::{ISSUER, World, ask, claims};

const ORDERS: &str = "https://orders.example";
const STOCK: &str = "https://stock.example/api";

fn described(config: &mut Config) {
    let server = |identifier: &str, scope: &str, algorithm: Option<&str>, lifetime: u64| ResourceServer {
        identifier: identifier.into(),
        scopes: vec![scope.into()],
        lifetime: Some(Duration::from_secs(lifetime)),
        algorithm: algorithm.map(str::to_owned),
        format: None,
    };
    config.oauth.resources.0 =
        vec![server(ORDERS, "orders:read", Some("ES256"), 120), server(STOCK, "stock:read", None, 90)];
}

async fn world() -> World {
    let world = World::with(described).await;
    world.client("shop", |metadata| metadata.scope.push_str(" stock:read")).await;
    world
}

/// An authorization request may name several; `ask` replaces by name, so the second is added here.
async fn code(world: &World, resources: &[&str]) -> String {
    let mut address = ask("shop", &[("scope", "openid offline_access orders:read stock:read")]);
    for resource in resources {
        address.push('&');
        address +=
            &form_urlencoded::Serializer::new(String::new()).append_pair("resource", resource).finish();
    }
    let mut browser = world.browser();
    let page = browser.open(&address).await;
    let answer = browser.sign_in(page, "alice").await;
    answer.response().get("code").expect("a code").to_owned()
}

#[tokio::test]
async fn rfc8707_2_a_token_is_for_its_resource_and_carries_its_scopes_only() {
    let world = world().await;
    let tokens = world.redeem("shop", &code(&world, &[ORDERS]).await, &[]).await.tokens();
    let (header, token) = world.verified(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(header["alg"], "ES256");
    assert_eq!((&token["aud"], &token["scope"]), (&json!(ORDERS), &json!("orders:read")));
    assert_eq!(token["exp"].as_i64().unwrap() - token["iat"].as_i64().unwrap(), 120);
    assert_eq!((&tokens["expires_in"], &tokens["scope"]), (&json!(120), &json!("orders:read")));
    assert_eq!(claims(&tokens["id_token"])["aud"], "shop", "the ID token is the client's all the same");
    // It opens nothing else.
    let answer = world.userinfo(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(answer.refusal(), (401, "invalid_token".into()));
}

#[tokio::test]
async fn rfc8707_2_2_a_grant_for_several_gives_a_token_for_each() {
    let world = world().await;
    let tokens =
        world.redeem("shop", &code(&world, &[ORDERS, STOCK]).await, &[("resource", STOCK)]).await.tokens();
    assert_eq!(claims(&tokens["access_token"])["aud"], STOCK);
    assert_eq!(tokens["scope"], "stock:read");
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let other = world.refresh("shop", refresh_token, &[("resource", ORDERS)]).await.tokens();
    assert_eq!(claims(&other["access_token"])["aud"], ORDERS);
    // Without a word it is for all of them, as long as one token can be.
    let all = world.refresh("shop", other["refresh_token"].as_str().unwrap(), &[]).await.tokens();
    assert_eq!(claims(&all["access_token"])["aud"], json!([ORDERS, STOCK]));
    assert_eq!(all["expires_in"], 90);
}

#[tokio::test]
async fn rfc8707_2_2_no_more_than_was_granted_and_nothing_is_used_up_by_asking() {
    let world = world().await;
    let code = code(&world, &[ORDERS]).await;
    for wrong in [STOCK, "https://nobody.example", "not absolute", "https://orders.example/#x"] {
        let answer = world.redeem("shop", &code, &[("resource", wrong)]).await;
        assert_eq!(answer.refusal(), (400, "invalid_target".into()), "{wrong}");
    }
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let answer = world.refresh("shop", refresh_token, &[("resource", STOCK)]).await;
    assert_eq!(answer.refusal(), (400, "invalid_target".into()));
    assert_eq!(world.refresh("shop", refresh_token, &[]).await.status, 200);
}

#[tokio::test]
async fn rfc8707_2_an_authorization_request_for_what_is_unknown_is_an_invalid_target() {
    let world = world().await;
    for wrong in
        ["https://nobody.example", "orders", "https://orders.example/#f", "https://orders.example/", ISSUER]
    {
        let answer = world.get(&ask("shop", &[("resource", wrong)])).await;
        assert_eq!(answer.error(), "invalid_target", "{wrong}");
    }
    // A client without any scope of it may not ask either, and is told the same.
    let answer = world.get(&ask("other", &[("resource", STOCK)])).await;
    assert_eq!(answer.error(), "invalid_target");
}

#[tokio::test]
async fn rfc8707_2_resources_may_stand_in_a_request_object_one_or_several() {
    let world = World::with(described).await;
    let key: serde_json::Value = serde_json::from_str(World::public_key()).unwrap();
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks = Some(json!({ "keys": [key] }));
            metadata.scope.push_str(" stock:read");
        })
        .await;
    let object = |resource: serde_json::Value| {
        world.assertion(|claims| {
            *claims = json!({
                "iss": "signer", "aud": ISSUER, "client_id": "signer", "response_type": "code",
                "scope": "openid orders:read stock:read", "redirect_uri": "https://signer.example/cb",
                "code_challenge": crate::world::CHALLENGE, "code_challenge_method": "S256", "resource": resource,
            });
        })
    };
    let audience = async |object: &str, beside: &[(&str, &str)]| {
        let mut changes = vec![("request", object)];
        changes.extend(beside);
        let answer = world.browser().authorize("signer", &changes, "alice").await;
        let code = answer.response().get("code").expect("a code").to_owned();
        let tokens = world.redeem("signer", &code, &[]).await.tokens();
        claims(&tokens["access_token"])["aud"].clone()
    };
    assert_eq!(audience(&object(json!(ORDERS)), &[]).await, json!(ORDERS));
    assert_eq!(audience(&object(json!([ORDERS, STOCK])), &[]).await, json!([ORDERS, STOCK]));
    // RFC 9101 section 6: what stands inside counts, and what stands beside it adds nothing.
    assert_eq!(audience(&object(json!([STOCK])), &[("resource", ORDERS)]).await, json!(STOCK));
    assert_eq!(audience(&object(json!(null)), &[("resource", ORDERS)]).await, json!(ORDERS));
    for wrong in [
        json!("https://nobody.example"),
        json!([ORDERS, "no uri"]),
        json!([[ORDERS]]),
        json!({"a": ORDERS}),
        json!(1),
    ] {
        let object = object(wrong.clone());
        let answer = world.get(&ask("signer", &[("request", &object)])).await;
        assert_eq!(answer.error(), "invalid_target", "{wrong}");
    }
}

#[tokio::test]
async fn rfc8707_2_a_machine_names_its_resource_at_the_token_endpoint() {
    let world = world().await;
    let ask = async |resource: &str| {
        let fields = [("grant_type", "client_credentials"), ("resource", resource)];
        world.post_as("machine", "/token", &fields).await
    };
    let tokens = ask(ORDERS).await.tokens();
    let token = claims(&tokens["access_token"]);
    assert_eq!((&token["aud"], &token["scope"]), (&json!(ORDERS), &json!("orders:read")));
    let own = ask("https://api.example").await.tokens();
    assert_eq!(claims(&own["access_token"])["aud"], "https://api.example", "that it was registered with");
    assert_eq!(ask(STOCK).await.refusal(), (400, "invalid_target".into()));
}

#[tokio::test]
async fn rfc8707_a_resource_may_want_references_instead_of_jwts() {
    let world = World::with(|config| {
        described(config);
        config.oauth.resources.0[0].format = Some("opaque".into());
    })
    .await;
    let fields = [("grant_type", "client_credentials"), ("resource", ORDERS)];
    let tokens = world.post_as("machine", "/token", &fields).await.tokens();
    let token = tokens["access_token"].as_str().unwrap();
    assert!(!token.contains('.'));
    assert_eq!(world.introspect(token).await["aud"], ORDERS);
}

#[tokio::test]
async fn the_scopes_of_resource_servers_are_in_the_metadata() {
    let world = world().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert!(document["scopes_supported"].as_array().unwrap().contains(&json!("stock:read")));
}

#[tokio::test]
async fn rfc8707_a_token_without_refresh_tokens_lives_as_long_as_its_resource_says() {
    let world = World::with(|config| {
        described(config);
        config.oauth.resources.0[1].lifetime = Some(Duration::from_hours(2));
    })
    .await;
    world
        .client("shop", |metadata| {
            metadata.scope.push_str(" stock:read");
            metadata.grant_types = vec!["authorization_code".into()];
        })
        .await;
    let tokens = world.redeem("shop", &code(&world, &[STOCK]).await, &[]).await.tokens();
    assert_eq!((&tokens["expires_in"], tokens.get("refresh_token")), (&json!(7_200), None));
    world.advance(7_100);
    assert_eq!(world.introspect(tokens["access_token"].as_str().unwrap()).await["active"], true);
}
