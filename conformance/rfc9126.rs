//! RFC 9126: pushed authorization requests.

use axum::http::Method;

use crate::world::{CHALLENGE, FORM, World, ask, basic, redirect_uri, secret_of};

fn good(client_id: &str) -> Vec<(&'static str, String)> {
    vec![
        ("response_type", "code".into()),
        ("redirect_uri", redirect_uri(client_id)),
        ("scope", "openid".into()),
        ("state", "pushed".into()),
        ("code_challenge", CHALLENGE.into()),
        ("code_challenge_method", "S256".into()),
    ]
}

async fn push(world: &World, client_id: &str, changes: &[(&'static str, &str)]) -> crate::world::Answer {
    let mut fields = good(client_id);
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(changes.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    world.post_as(client_id, "/par", &fields).await
}

async fn reference(world: &World, client_id: &str) -> String {
    let answer = push(world, client_id, &[]).await;
    assert_eq!((answer.status, answer.header("cache-control")), (201, "no-store"), "{}", answer.body);
    assert_eq!(answer.json()["expires_in"], 60);
    let uri = answer.json()["request_uri"].as_str().unwrap().to_owned();
    assert!(uri.starts_with("urn:ietf:params:oauth:request_uri:") && uri.len() > 70, "{uri}");
    uri
}

fn with(client_id: &str, uri: &str) -> String {
    let query = [("client_id", client_id), ("request_uri", uri)];
    format!("/authorize?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish())
}

#[tokio::test]
async fn rfc9126_2_2_a_reference_stands_for_the_request_and_nothing_beside_it_counts() {
    let world = World::new().await;
    let uri = reference(&world, "shop").await;
    let mut browser = world.browser();
    let page = browser.open(&format!("{}&state=beside&scope=openid+email", with("shop", &uri))).await;
    let answer = browser.sign_in(page, "alice").await;
    assert_eq!(answer.response().get("state"), Some("pushed"));
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    assert_eq!(tokens["scope"], "openid");
}

#[tokio::test]
async fn rfc9126_7_3_a_reference_may_be_opened_again_until_it_was_answered() {
    let world = World::new().await;
    let uri = reference(&world, "shop").await;
    let mut browser = world.browser();
    browser.open(&with("shop", &uri)).await;
    let page = browser.open(&with("shop", &uri)).await;
    assert!(browser.sign_in(page, "alice").await.response().get("code").is_some());
    let again = browser.open(&with("shop", &uri)).await;
    assert!(again.is_error_page() && again.body.contains("invalid_request_uri"));
}

#[tokio::test]
async fn rfc9126_7_3_of_two_browsers_with_one_reference_the_slower_is_told_that_it_was_used() {
    let world = World::new().await;
    let uri = reference(&world, "shop").await;
    let (mut first, mut second) = (world.browser(), world.browser());
    let (one, two) = (first.open(&with("shop", &uri)).await, second.open(&with("shop", &uri)).await);
    assert!(first.sign_in(one, "alice").await.response().get("code").is_some());
    let late = second.sign_in(two, "bob").await;
    let response = late.response();
    assert_eq!(response.redirect_uri, redirect_uri("shop"));
    assert_eq!((response.get("error"), response.get("code")), (Some("invalid_request_uri"), None));
    assert_eq!((response.get("state"), response.get("iss")), (Some("pushed"), Some(crate::world::ISSUER)));
    // Who signed in is signed in, as the next request shows.
    let silent = second.get(&ask("shop", &[("prompt", "none")])).await;
    assert!(silent.response().get("code").is_some(), "{}", silent.location());
}

#[tokio::test]
async fn rfc9126_2_2_a_reference_is_its_clients_own_and_lapses() {
    let world = World::new().await;
    let uri = reference(&world, "shop").await;
    for (client_id, reference) in [("other", uri.as_str()), ("shop", "urn:ietf:params:oauth:request_uri:x")] {
        assert!(world.get(&with(client_id, reference)).await.is_error_page(), "{client_id} {reference}");
    }
    world.advance(60);
    assert!(world.get(&with("shop", &uri)).await.is_error_page());
}

#[tokio::test]
async fn rfc9126_2_3_a_request_is_refused_when_it_is_pushed_and_not_later() {
    let world = World::new().await;
    for (change, error) in [
        (("redirect_uri", "https://evil.example/cb"), "invalid_request"),
        (("response_type", "token"), "unsupported_response_type"),
        (("scope", "unheard_of"), "invalid_scope"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("request", "x.y.z"), "invalid_request_object"),
        (("request_uri", "https://shop.example/r"), "invalid_request"),
        (("client_id", "other"), "invalid_request"),
    ] {
        assert_eq!(push(&world, "shop", &[change]).await.refusal(), (400, error.into()), "{change:?}");
    }
    let headers = [("content-type", FORM), ("authorization", &*basic("shop", "wrong"))];
    let answer = world.send(Method::POST, "/par", &headers, "response_type=code").await;
    assert_eq!(answer.refusal(), (401, "invalid_client".into()));
    let nobody = world.post("/par", &[("client_id", "shop")]).await;
    assert_eq!(nobody.refusal(), (401, "invalid_client".into()));
    let headers = [("content-type", FORM), ("authorization", &*basic("shop", &secret_of("shop")))];
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        assert_eq!(world.send(method, "/par", &headers, "").await.status, 405);
    }
}

#[tokio::test]
async fn rfc9126_2_3_what_is_too_large_or_too_much_is_refused() {
    let world = World::new().await;
    let large = "x".repeat(17 * 1024);
    assert_eq!(push(&world, "shop", &[("state", &large)]).await.refusal(), (400, "invalid_request".into()));
    // Anybody can push in the name of a public client.
    for _ in 0..1_000 {
        assert_eq!(push(&world, "app", &[]).await.status, 201);
    }
    assert_eq!(push(&world, "app", &[]).await.refusal(), (503, "temporarily_unavailable".into()));
    assert_eq!(push(&world, "shop", &[]).await.status, 201, "the others push on");
    world.advance(61);
    assert_eq!(push(&world, "app", &[]).await.status, 201);
}

#[tokio::test]
async fn rfc9126_6_who_must_push_cannot_ask_otherwise() {
    let world = World::with(|config| config.oauth.require_pushed_requests = true).await;
    assert_eq!(world.get(&ask("shop", &[])).await.error(), "invalid_request");
    let uri = reference(&world, "shop").await;
    let mut browser = world.browser();
    let page = browser.open(&with("shop", &uri)).await;
    assert!(browser.sign_in(page, "alice").await.response().get("code").is_some());
    let world = World::new().await;
    world.client("other", |metadata| metadata.require_pushed_authorization_requests = true).await;
    assert_eq!(world.get(&ask("other", &[])).await.error(), "invalid_request");
    assert_eq!(world.get(&ask("shop", &[])).await.status, 303);
}
