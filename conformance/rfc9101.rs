//! RFC 9101 and OpenID Connect Core 6: request objects by value and by reference.

use serde_json::{Value, json};

use crate::{
    papers::{Papers, reaching_out},
    world::{CHALLENGE, ISSUER, World, ask, redirect_uri},
};

/// A request object of `signer`, with changes.
fn object(world: &World, changes: Value) -> String {
    world.assertion(|claims| {
        *claims = json!({
            "iss": "signer", "aud": ISSUER, "client_id": "signer", "response_type": "code", "scope": "openid",
            "redirect_uri": redirect_uri("signer"), "state": "inside", "nonce": "n-inside",
            "code_challenge": CHALLENGE, "code_challenge_method": "S256",
        });
        let Value::Object(changes) = changes else { panic!("no object") };
        claims.as_object_mut().unwrap().extend(changes);
    })
}

async fn refusal(world: &World, object: &str) -> (String, String) {
    let response = world.get(&ask("signer", &[("request", object)])).await.response();
    (response.get("error").unwrap_or_default().into(), response.get("state").unwrap_or_default().into())
}

#[tokio::test]
async fn rfc9101_6_what_stands_inside_counts_before_what_stands_beside_it() {
    let world = World::new().await;
    let inside = object(&world, json!({"max_age": 60, "claims": {"id_token": {"email": null}}}));
    let changes = [("request", inside.as_str()), ("state", "outside"), ("nonce", "n-outside")];
    let answer = world.browser().authorize("signer", &changes, "alice").await;
    assert_eq!(answer.response().get("state"), Some("inside"));
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("signer", &code, &[]).await.tokens();
    let (_, claims) = world.verified(tokens["id_token"].as_str().unwrap()).await;
    assert_eq!((&claims["nonce"], &claims["email"]), (&json!("n-inside"), &json!("alice@example.org")));
}

#[tokio::test]
async fn oidc_core_6_1_the_redirect_uri_inside_is_the_one_that_is_checked() {
    let world = World::new().await;
    let good = object(&world, json!({}));
    let changes = [("request", good.as_str()), ("redirect_uri", "https://evil.example/cb")];
    let answer = world.browser().authorize("signer", &changes, "alice").await;
    assert_eq!(answer.response().redirect_uri, redirect_uri("signer"));
    let evil = object(&world, json!({"redirect_uri": "https://evil.example/cb"}));
    assert!(world.get(&ask("signer", &[("request", &evil)])).await.is_error_page());
}

#[tokio::test]
async fn rfc9101_6_2_each_fault_of_an_object_is_refused_and_told_to_the_client() {
    let world = World::new().await;
    let now = world.clock.now().seconds();
    let good = object(&world, json!({}));
    let (head, rest) = good.split_once('.').unwrap();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", rest.split('.').next().unwrap());
    let forged = format!("{head}.{}x{}", &rest[..10], &rest[11..]);
    let table = [
        ("unsigned", unsigned),
        ("forged", forged),
        ("no JWT", "x.y.z".into()),
        ("another iss", object(&world, json!({"iss": "shop"}))),
        ("another aud", object(&world, json!({"aud": "https://other.example"}))),
        ("expired", object(&world, json!({"exp": now - 120}))),
        ("not yet", object(&world, json!({"nbf": now + 120}))),
        ("another client", object(&world, json!({"client_id": "shop"}))),
        ("another response type", object(&world, json!({"response_type": "code id_token"}))),
        ("an object within", object(&world, json!({"request": "x"}))),
        ("a reference within", object(&world, json!({"request_uri": "https://x.example"}))),
        ("an assertion", world.assertion(|_| {})),
    ];
    for (name, object) in table {
        let told = refusal(&world, &object).await;
        assert_eq!(told, ("invalid_request_object".into(), "state-0".into()), "{name}");
    }
    let response =
        world.get(&ask("signer", &[("request", &good), ("request_uri", "https://x.example/")])).await;
    assert_eq!(response.error(), "invalid_request");
    let stranger = world.get(&ask("shop", &[("request", &good)])).await;
    assert_eq!(stranger.error(), "invalid_request_object", "shop has no key");
}

#[tokio::test]
async fn rfc9101_10_5_a_client_that_must_sign_is_heard_by_its_object_alone() {
    let world = World::new().await;
    let keys: Value = serde_json::from_str(World::public_key()).unwrap();
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks = Some(json!({ "keys": [keys] }));
            metadata.require_signed_request_object = true;
        })
        .await;
    let plain = world.get(&ask("signer", &[])).await;
    assert_eq!(plain.error(), "invalid_request");
    let object = object(&world, json!({"state": null}));
    let answer = world.browser().authorize("signer", &[("request", &object)], "alice").await;
    assert_eq!(answer.response().get("state"), None, "a state beside the object is not one");
}

#[tokio::test]
async fn oidc_core_6_2_a_reference_is_read_only_where_the_client_registered_it() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let uri = papers.put("/request.jwt", 200, object(&world, json!({})));
    let registered = format!("{uri}#1");
    let keys: Value = serde_json::from_str(World::public_key()).unwrap();
    let wanted = registered.clone();
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks = Some(json!({ "keys": [keys] }));
            metadata.request_uris = vec![wanted];
        })
        .await;
    let answer = world.browser().authorize("signer", &[("request_uri", &registered)], "alice").await;
    assert_eq!(answer.response().get("state"), Some("inside"));
    assert_eq!(papers.heard().len(), 1, "and the fragment stays here");
    for other in [uri.as_str(), "https://evil.example/r", "http://127.0.0.1:1/", "file:///etc/passwd"] {
        let response = world.get(&ask("signer", &[("request_uri", other)])).await;
        assert_eq!(response.error(), "invalid_request_uri", "{other}");
    }
    assert_eq!(papers.heard().len(), 1, "nobody is called who was not registered");
}

#[tokio::test]
async fn oidc_core_6_2_a_reference_that_many_follow_is_read_once() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let there = papers.put("/request.jwt", 200, object(&world, json!({})));
    let gone = papers.put("/gone.jwt", 404, "");
    let keys: Value = serde_json::from_str(World::public_key()).unwrap();
    let wanted = vec![there.clone(), gone.clone()];
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks = Some(json!({ "keys": [keys] }));
            metadata.request_uris = wanted;
        })
        .await;
    for _ in 0..5 {
        assert!(
            world.get(&ask("signer", &[("request_uri", &there)])).await.location().starts_with("/login/")
        );
        let refused = world.get(&ask("signer", &[("request_uri", &gone)])).await;
        assert_eq!(refused.error(), "invalid_request_uri");
    }
    assert_eq!(papers.heard().len(), 2);
}

#[tokio::test]
async fn ssrf_a_registered_reference_to_this_machine_is_refused_unless_it_is_allowed() {
    let world = World::new().await;
    let papers = Papers::new().await;
    let uri = papers.put("/request.jwt", 200, object(&world, json!({})));
    let keys: Value = serde_json::from_str(World::public_key()).unwrap();
    let wanted = uri.clone();
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks = Some(json!({ "keys": [keys] }));
            metadata.request_uris = vec![wanted];
        })
        .await;
    let answer = world.get(&ask("signer", &[("request_uri", &uri)])).await;
    assert_eq!(answer.error(), "invalid_request_uri");
    let described = answer.response().get("error_description").unwrap().to_owned();
    assert!(!described.contains("127.0.0.1"), "what answers there is nobody's business: {described}");
    assert!(papers.heard().is_empty());
}

#[tokio::test]
async fn oidc_core_10_1_1_keys_at_a_jwks_uri_are_fetched_again_for_an_unknown_kid_but_not_at_will() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let set = |kid: &str| {
        let mut key: Value = serde_json::from_str(World::public_key()).unwrap();
        key["kid"] = kid.into();
        json!({ "keys": [key] }).to_string()
    };
    let uri = papers.put("/jwks", 200, set("old"));
    world
        .client("signer", |metadata| {
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
            metadata.jwks_uri = Some(uri);
        })
        .await;
    let fetched = || papers.heard().len();
    for _ in 0..3 {
        assert!(world.browser().authorize("signer", &[], "alice").await.response().get("code").is_some());
        // The header of the test's assertions names no key: whatever was fetched will do.
        world.post_as("signer", "/revoke", &[("token", "x")]).await;
    }
    assert_eq!(fetched(), 1);
    papers.put("/jwks", 500, "");
    world.advance(700);
    assert_eq!(
        world.post_as("signer", "/revoke", &[("token", "x")]).await.status,
        200,
        "the old ones still count"
    );
    assert_eq!(fetched(), 2);
    world.post_as("signer", "/revoke", &[("token", "x")]).await;
    assert_eq!(fetched(), 2, "not again within half a minute");
}
