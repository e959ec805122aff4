//! OpenID Connect Discovery 3 and RFC 8414 section 2: whatever the document names is tried, and must work.

use axum::http::Method;
use doorward::{
    config::ClientRegistrationMode,
    jose::{Pair, Purpose},
};
use serde_json::{Value, json};

use crate::world::{ISSUER, World, ask};

async fn world() -> (World, Value) {
    let world = World::with(|config| {
        config.oauth.front_channel_tokens = true;
        config.client_registration.mode = ClientRegistrationMode::Open;
        config.client_registration.per_network_per_hour = 1_000;
    })
    .await;
    world.client_of_every_response_type("shop").await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    (world, document)
}

fn list(document: &Value, name: &str) -> Vec<String> {
    let values = document[name].as_array().unwrap_or_else(|| panic!("{name}"));
    values.iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn discovery_3_every_address_answers_something_else_than_not_found() {
    let (world, document) = world().await;
    let addresses: Vec<(&String, &str)> = document
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| {
            name.ends_with("_endpoint") || *name == "jwks_uri" || *name == "check_session_iframe"
        })
        .map(|(name, value)| (name, value.as_str().unwrap()))
        .collect();
    assert!(addresses.len() >= 9, "{addresses:?}");
    for (name, address) in addresses {
        let path = address.strip_prefix(ISSUER).unwrap();
        assert_ne!(world.get(path).await.status, 404, "{name}");
        let posted = world.send(Method::POST, path, &[("content-type", "application/json")], "{}").await;
        assert!(posted.status < 500, "{name}");
    }
}

#[tokio::test]
async fn discovery_3_every_choice_that_a_client_has_can_be_registered() {
    let (world, document) = world().await;
    let mut keys: Vec<Value> = vec![serde_json::from_str(World::public_key()).unwrap()];
    for pair in Pair::ALL {
        keys.push(serde_json::from_str(&Purpose::Decrypt(pair).generate(2048).unwrap().public_jwk).unwrap());
    }
    for (named, registered) in [
        ("id_token_signing_alg_values_supported", "id_token_signed_response_alg"),
        ("userinfo_signing_alg_values_supported", "userinfo_signed_response_alg"),
        ("request_object_signing_alg_values_supported", "request_object_signing_alg"),
        ("authorization_signing_alg_values_supported", "authorization_signed_response_alg"),
        ("token_endpoint_auth_signing_alg_values_supported", "token_endpoint_auth_signing_alg"),
        ("token_endpoint_auth_methods_supported", "token_endpoint_auth_method"),
        ("subject_types_supported", "subject_type"),
        ("id_token_encryption_alg_values_supported", "id_token_encrypted_response_alg"),
        ("userinfo_encryption_alg_values_supported", "userinfo_encrypted_response_alg"),
        ("authorization_encryption_alg_values_supported", "authorization_encrypted_response_alg"),
        ("request_object_encryption_alg_values_supported", "request_object_encryption_alg"),
    ] {
        for value in list(&document, named) {
            let body = json!({
                "redirect_uris": ["https://new.example/cb"], registered: value, "jwks": {"keys": keys},
            });
            let headers = [("content-type", "application/json")];
            let answer = world.send(Method::POST, "/register", &headers, &body.to_string()).await;
            assert_eq!(answer.status, 201, "{registered} {value}: {}", answer.body);
            assert_eq!(answer.json()[registered], json!(value));
        }
    }
}

#[tokio::test]
async fn discovery_3_every_response_type_comes_in_every_mode_that_may_carry_it() {
    let (world, document) = world().await;
    let mut browser = world.browser();
    for kind in list(&document, "response_types_supported") {
        for mode in list(&document, "response_modes_supported") {
            let changes = [("response_type", kind.as_str()), ("response_mode", &mode), ("nonce", "n")];
            let answer = browser.authorize("shop", &changes, "alice").await;
            let response = answer.response();
            if mode.starts_with("query") && kind != "code" {
                assert!(response.get("error").is_some() || response.get("response").is_some());
                continue;
            }
            let carried = if mode.ends_with("jwt") {
                let (_, claims) = world.verified(response.get("response").unwrap()).await;
                claims.as_object().unwrap().keys().cloned().collect()
            } else {
                response.names().into_iter().map(str::to_owned).collect::<Vec<_>>()
            };
            for word in kind.split(' ') {
                let name = if word == "token" { "access_token" } else { word };
                assert!(carried.iter().any(|own| own == name), "{kind} {mode}: {carried:?}");
            }
        }
    }
}

#[tokio::test]
async fn discovery_3_every_grant_scope_prompt_and_level_is_known() {
    let (world, document) = world().await;
    for grant in list(&document, "grant_types_supported").into_iter().filter(|grant| grant != "implicit") {
        let answer = world.post_as("shop", "/token", &[("grant_type", &grant)]).await;
        let (_, code) = answer.refusal();
        assert_ne!(code, "unsupported_grant_type", "{grant}");
    }
    for scope in list(&document, "scopes_supported") {
        let asked = format!("openid {scope}");
        let tokens = world.tokens("shop", &asked).await;
        let given = tokens["scope"].as_str().unwrap();
        assert!(given.split(' ').any(|one| one == scope), "{scope}: {given}");
    }
    for prompt in list(&document, "prompt_values_supported") {
        let answer = world.get(&ask("shop", &[("prompt", &prompt)])).await;
        let refused = !answer.location().starts_with('/');
        assert_eq!(refused, prompt == "none", "{prompt}: {}", answer.location());
    }
    for level in list(&document, "acr_values_supported") {
        let answer = world.get(&ask("shop", &[("acr_values", &level)])).await;
        assert!(answer.location().starts_with("/login/"), "{level}: {}", answer.location());
    }
}

#[tokio::test]
async fn discovery_3_every_claim_it_names_is_given_to_who_asks() {
    let (world, document) = world().await;
    let changes = [
        ("scope", "openid profile email address phone groups"),
        ("nonce", "n"),
        ("response_type", "code id_token token"),
        ("claims", r#"{"id_token":{"doorward_factors":null}}"#),
    ];
    let response = world.browser().authorize("shop", &changes, "alice").await.response();
    let (_, id) = world.verified(response.get("id_token").unwrap()).await;
    let userinfo = world.userinfo(response.get("access_token").unwrap()).await.json();
    for claim in list(&document, "claims_supported") {
        assert!(id.get(&claim).is_some() || userinfo.get(&claim).is_some(), "{claim}");
    }
}
