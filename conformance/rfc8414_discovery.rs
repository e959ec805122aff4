//! OpenID Connect Discovery 1.0 and RFC 8414: the metadata document, and RFC 7517: the public keys.

use std::collections::BTreeSet;

use doorward::administration::actor::{About, Actor};
use serde_json::{Value, json};

use crate::world::{ISSUER, World};

#[tokio::test]
async fn rfc8414_3_and_discovery_4_the_document_is_the_same_at_both_addresses() {
    let world = World::new().await;
    let one = world.get("/.well-known/openid-configuration").await;
    let other = world.get("/.well-known/oauth-authorization-server").await;
    for answer in [&one, &other] {
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
        assert!(answer.header("cache-control").contains("max-age="));
    }
    assert_eq!(one.body, other.body);
}

#[tokio::test]
async fn rfc8414_3_1_an_issuer_with_a_path_is_found_where_either_looks() {
    let world = World::with(|config| config.issuer = format!("{ISSUER}/tenant")).await;
    for path in [
        "/tenant/.well-known/openid-configuration",
        "/.well-known/openid-configuration/tenant",
        "/.well-known/oauth-authorization-server/tenant",
    ] {
        assert_eq!(world.get(path).await.json()["issuer"], format!("{ISSUER}/tenant"), "{path}");
    }
}

#[tokio::test]
async fn discovery_3_the_document_says_what_is_there() {
    let world = World::new().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["issuer"], ISSUER);
    for (name, value) in [
        ("response_types_supported", json!(["code"])),
        (
            "response_modes_supported",
            json!(["query", "fragment", "form_post", "jwt", "query.jwt", "fragment.jwt", "form_post.jwt"]),
        ),
        (
            "grant_types_supported",
            json!([
                "authorization_code",
                "refresh_token",
                "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:grant-type:token-exchange",
            ]),
        ),
        ("subject_types_supported", json!(["public", "pairwise"])),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("prompt_values_supported", json!(["none", "login", "consent", "select_account"])),
        ("claims_parameter_supported", json!(true)),
        ("request_parameter_supported", json!(true)),
        ("request_uri_parameter_supported", json!(true)),
        ("require_request_uri_registration", json!(true)),
        ("backchannel_logout_supported", json!(true)),
        ("frontchannel_logout_session_supported", json!(true)),
        ("authorization_response_iss_parameter_supported", json!(true)),
        ("id_token_signing_alg_values_supported", json!(["RS256", "ES256", "EdDSA"])),
        (
            "token_endpoint_auth_methods_supported",
            json!(["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]),
        ),
        (
            "introspection_endpoint_auth_methods_supported",
            json!(["client_secret_basic", "client_secret_post", "private_key_jwt"]),
        ),
    ] {
        assert_eq!(document[name], value, "{name}");
    }
    let scopes: Vec<&str> = document["scopes_supported"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scope| scope.as_str().unwrap())
        .collect();
    for scope in ["openid", "profile", "email", "address", "phone", "groups", "offline_access", "orders:read"]
    {
        assert!(scopes.contains(&scope), "{scope}");
    }
    assert!(document["claims_supported"].as_array().unwrap().contains(&json!("sub")));
}

#[tokio::test]
async fn rfc8414_2_every_address_is_below_the_issuer_and_answers() {
    let world = World::new().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    let mut seen = 0;
    for (name, value) in document.as_object().unwrap() {
        if name.ends_with("_endpoint") || name == "jwks_uri" {
            let path =
                value.as_str().unwrap().strip_prefix(ISSUER).unwrap_or_else(|| panic!("{name} = {value}"));
            assert_ne!(world.get(path).await.status, 404, "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, 8 + 1);
}

#[tokio::test]
async fn discovery_3_members_are_never_null_or_empty() {
    let world = World::new().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    for (name, value) in document.as_object().unwrap() {
        let empty = match value {
            Value::Null => true,
            Value::Array(list) => list.is_empty(),
            Value::String(text) => text.is_empty(),
            _ => false,
        };
        assert!(!empty, "{name}");
    }
}

#[tokio::test]
async fn rfc7517_each_key_has_its_own_kid_and_no_private_part() {
    let world = World::new().await;
    let answer = world.get("/jwks").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert!(answer.header("cache-control").contains("max-age=900"), "{}", answer.header("cache-control"));
    let document = answer.json();
    let keys = document["keys"].as_array().unwrap();
    let kids: BTreeSet<&str> = keys.iter().map(|key| key["kid"].as_str().unwrap()).collect();
    assert_eq!(kids.len(), keys.len());
    let algorithms: BTreeSet<&str> = keys.iter().map(|key| key["alg"].as_str().unwrap()).collect();
    assert_eq!(algorithms, BTreeSet::from(["ES256", "EdDSA", "RS256"]));
    for key in keys {
        assert_eq!(key["use"], "sig");
        for private in ["d", "p", "q", "dp", "dq", "qi", "k", "oth"] {
            assert_eq!(key.get(private), None, "{private}");
        }
    }
}

#[tokio::test]
async fn oidc_core_10_1_1_a_published_key_outlives_the_tokens_it_signed() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid").await;
    let id_token = tokens["id_token"].as_str().unwrap();
    let told = |kids: Vec<String>| {
        let (actor, now) = (Actor::default(), world.app.clock.now());
        actor.event(&world.app.random, now, "key.rotated", About::default(), json!({ "keys": kids }))
    };
    world.app.keyring.rotate_now(told).await.unwrap();
    for _ in 0..4 {
        world.advance(890);
        world.app.keyring.tick().await.unwrap();
        world.verified(id_token).await;
    }
    let fresh = world.tokens("shop", "openid").await;
    let (old, _) = world.verified(id_token).await;
    let (new, _) = world.verified(fresh["id_token"].as_str().unwrap()).await;
    assert_ne!(old["kid"], new["kid"], "the next key signs by now");
}
