//! RFC 6749: The OAuth 2.0 Authorization Framework. Section 6 is in `rfc6749_refresh`.

use std::collections::BTreeSet;

use axum::http::Method;

use crate::world::{FORM, ISSUER, STATE, World, ask, basic, redirect_uri, secret_of};

#[tokio::test]
async fn rfc6749_2_3_a_request_uses_one_way_to_authenticate() {
    let world = World::new().await;
    let proof = basic("shop", &secret_of("shop"));
    let headers = [("content-type", FORM), ("authorization", proof.as_str())];
    let body = format!("grant_type=client_credentials&client_id=shop&client_secret={}", secret_of("shop"));
    let answer = world.send(Method::POST, "/token", &headers, &body).await;
    assert_eq!(answer.refusal(), (400, "invalid_request".into()));
    assert_eq!(answer.json()["error_description"], "more than one kind of client authentication");
    // Nor does it name two clients.
    for (path, body) in [
        ("/token", "grant_type=client_credentials&client_id=other"),
        ("/introspect", "token=x&client_id=other"),
        ("/revoke", "token=x&client_id=other"),
    ] {
        let answer = world.send(Method::POST, path, &headers, body).await;
        assert_eq!(answer.refusal(), (400, "invalid_request".into()), "{path}");
    }
}

#[tokio::test]
async fn rfc6749_2_3_1_basic_credentials_are_form_encoded_first() {
    let world = World::new().await;
    world
        .client("urn:a:b", |metadata| {
            metadata.grant_types = vec!["client_credentials".into()];
            metadata.redirect_uris.clear();
            metadata.post_logout_redirect_uris.clear();
        })
        .await;
    let proof = basic(
        "urn%3Aa%3Ab",
        &form_urlencoded::byte_serialize(secret_of("urn:a:b").as_bytes()).collect::<String>(),
    );
    let headers = [("content-type", FORM), ("authorization", proof.as_str())];
    let answer = world.send(Method::POST, "/token", &headers, "grant_type=client_credentials").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn rfc6749_2_3_1_credentials_are_never_taken_from_the_query() {
    let world = World::new().await;
    let path = format!(
        "/token?grant_type=client_credentials&client_id=machine&client_secret={}",
        secret_of("machine")
    );
    let answer = world.send(Method::POST, &path, &[("content-type", FORM)], "").await;
    assert_eq!(answer.refusal(), (401, "invalid_client".into()));
}

#[tokio::test]
async fn rfc6749_3_1_a_parameter_without_a_value_counts_as_omitted() {
    let world = World::new().await;
    let address = format!("{}&prompt=&max_age=&nonce=&claims=&response_mode=", ask("shop", &[("state", "")]));
    let mut browser = world.browser();
    let page = browser.open(&format!("{address}&state=")).await;
    let response = browser.sign_in(page, "alice").await.response();
    assert_eq!(response.names(), ["code", "iss"]);
    let answer = world.post_as("shop", "/token", &[("grant_type", "authorization_code"), ("code", "")]).await;
    assert_eq!(answer.json()["error_description"], "code is missing");
}

#[tokio::test]
async fn rfc6749_3_1_unknown_parameters_are_ignored() {
    let world = World::new().await;
    let code = world.code("shop", &[("extra", "foobar"), ("resource_owner", "x")]).await;
    assert_eq!(world.redeem("shop", &code, &[("extra", "foobar")]).await.status, 200);
}

#[tokio::test]
async fn rfc6749_3_1_a_parameter_comes_once() {
    let world = World::new().await;
    for name in
        ["response_type", "scope", "nonce", "prompt", "code_challenge", "max_age", "response_mode", "extra"]
    {
        let answer = world.get(&format!("{}&{name}=a&{name}=a", ask("shop", &[(name, "")]))).await;
        assert_eq!(answer.error(), "invalid_request", "{name}");
        assert_eq!(answer.response().get("state"), Some(STATE));
    }
    let answer = world.get(&format!("{}&state=again", ask("shop", &[]))).await;
    assert_eq!((answer.error().as_str(), answer.response().get("state")), ("invalid_request", None));
    for name in ["client_id", "redirect_uri"] {
        let again = if name == "client_id" { "shop".into() } else { redirect_uri("shop") };
        let answer = world.get(&format!("{}&{name}={again}", ask("shop", &[]))).await;
        assert!(answer.is_error_page(), "{name}: {}", answer.status);
        assert_eq!(answer.status, 400);
    }
}

#[tokio::test]
async fn rfc6749_3_1_the_authorization_endpoint_takes_posts_too() {
    let world = World::new().await;
    let mut browser = world.browser();
    let request = ask("shop", &[("scope", "openid email")]);
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(request.split_once('?').unwrap().1.as_bytes()).into_owned().collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let answer = browser.post_from_elsewhere("/authorize", &fields).await;
    let page = browser.follow(answer).await;
    let response = browser.sign_in(page, "alice").await.response();
    assert_eq!(response.names(), ["code", "state", "iss"]);
}

#[tokio::test]
async fn rfc6749_3_1_1_an_unknown_or_missing_response_type_is_told_to_the_client() {
    let world = World::new().await;
    for (kind, error, mode) in [
        ("", "invalid_request", "query"),
        ("none", "unsupported_response_type", "query"),
        ("Code", "unsupported_response_type", "query"),
        ("token", "unsupported_response_type", "fragment"),
        ("id_token", "unsupported_response_type", "fragment"),
        ("code id_token", "unsupported_response_type", "fragment"),
    ] {
        let answer = world.get(&ask("shop", &[("response_type", kind)])).await;
        let response = answer.response();
        assert_eq!((answer.error().as_str(), response.mode), (error, mode), "{kind}");
        assert_eq!((response.get("state"), response.get("iss")), (Some(STATE), Some(ISSUER)));
    }
}

#[tokio::test]
async fn rfc6749_3_1_2_the_query_of_a_redirect_uri_is_kept() {
    let world = World::new().await;
    let uri = "https://query.example/cb?tenant=a%20b";
    world.client("query", |metadata| metadata.redirect_uris = vec![uri.into()]).await;
    let answer = world.browser().authorize("query", &[("redirect_uri", uri)], "alice").await;
    assert!(answer.location().starts_with(&format!("{uri}&code=")), "{}", answer.location());
}

#[tokio::test]
async fn rfc6749_3_2_the_token_endpoint_takes_posts_only() {
    let world = World::new().await;
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        assert_eq!(world.send(method.clone(), "/token", &[], "").await.status, 405, "{method}");
    }
}

#[tokio::test]
async fn rfc6749_3_2_1_a_client_authenticates_with_every_grant() {
    let world = World::new().await;
    let code = world.code("shop", &[]).await;
    for (grant, name) in [("authorization_code", "code"), ("refresh_token", "refresh_token")] {
        let answer =
            world.post("/token", &[("grant_type", grant), (name, &code), ("client_id", "shop")]).await;
        assert_eq!(answer.refusal(), (401, "invalid_client".into()));
    }
}

#[tokio::test]
async fn rfc6749_3_3_the_answer_says_which_scopes_were_given() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "openid  unheard_of email openid").await;
    assert_eq!(tokens["scope"], "openid email");
}

#[tokio::test]
async fn rfc6749_3_3_a_malformed_or_empty_scope_is_invalid() {
    let world = World::new().await;
    for scope in ["", "openid \"email\"", "open\\id", "unheard_of", "öpenid"] {
        let answer = world.get(&ask("shop", &[("scope", scope)])).await;
        assert_eq!(answer.error(), "invalid_scope", "{scope}");
    }
}

#[tokio::test]
async fn rfc6749_4_1_2_state_comes_back_as_it_was() {
    let world = World::new().await;
    let mut browser = world.browser();
    let long = "0123456789abcdef".repeat(16);
    for state in [long.as_str(), "a b+c%20&d=e#f?g/ü€😀\"<>'", " "] {
        let response = browser.authorize("shop", &[("state", state)], "alice").await.response();
        assert_eq!(response.get("state"), Some(state));
        let error = browser.authorize("shop", &[("state", state), ("response_type", "x")], "alice").await;
        assert_eq!(error.response().get("state"), Some(state));
    }
    let response = browser.authorize("shop", &[("state", "")], "alice").await.response();
    assert_eq!(response.names(), ["code", "iss"], "none is invented");
}

#[tokio::test]
async fn rfc6749_4_1_2_a_code_lives_for_a_minute() {
    let world = World::new().await;
    let (soon, late) = (world.code("shop", &[]).await, world.code("shop", &[]).await);
    world.advance(59);
    assert_eq!(world.redeem("shop", &soon, &[]).await.status, 200);
    world.advance(1);
    assert_eq!(world.redeem("shop", &late, &[]).await.refusal(), (400, "invalid_grant".into()));
}

#[tokio::test]
async fn rfc6749_4_1_2_a_code_works_once_and_its_replay_revokes_what_it_gave() {
    let world = World::new().await;
    let code = world.code("shop", &[("scope", "openid offline_access")]).await;
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(world.userinfo(access_token).await.status, 200);
    world.advance(31);
    let answer = world.redeem("shop", &code, &[]).await;
    assert_eq!(answer.refusal(), (400, "invalid_grant".into()));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(world.userinfo(access_token).await.refusal(), (401, "invalid_token".into()));
    assert_eq!(world.introspect(access_token).await, serde_json::json!({"active": false}));
    let refreshed = world.refresh("shop", tokens["refresh_token"].as_str().unwrap(), &[]).await;
    assert_eq!(refreshed.refusal(), (400, "invalid_grant".into()));
}

#[tokio::test]
async fn rfc6749_4_1_2_1_a_wrong_redirect_uri_never_redirects() {
    let world = World::new().await;
    for uri in [
        "",
        "https://shop.example/cb/",
        "https://shop.example/cb/more",
        "https://shop.example/cb?x=1",
        "https://shop.example/cb#x",
        "https://shop.example/CB",
        "https://SHOP.example/cb",
        "https://shop.example:443/cb",
        "https://shop.example/./cb",
        "https://shop.example/x/../cb",
        "https://shop.example/c%62",
        "https://user@shop.example/cb",
        "https://shop.example.evil.example/cb",
        "https://evil.example/cb",
        "http://shop.example/cb",
        "//shop.example/cb",
        "/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://shop.example/cb\u{0}",
        " https://shop.example/cb",
        "https://other.example/cb",
    ] {
        // Whatever else is wrong: nothing is sent anywhere.
        for more in [("prompt", "none"), ("response_type", "x"), ("response_mode", "form_post")] {
            let answer = world.get(&ask("shop", &[("redirect_uri", uri), more])).await;
            assert!(answer.is_error_page(), "{uri:?} {more:?}: {} {}", answer.status, answer.body);
            assert_eq!(answer.status, 400);
            assert!(answer.form("data-now").is_none());
        }
    }
}

#[tokio::test]
async fn rfc6749_4_1_2_1_an_unknown_client_never_redirects() {
    let world = World::new().await;
    for client_id in ["", "nobody", "SHOP", "shop "] {
        let changes = [("client_id", client_id), ("redirect_uri", "https://shop.example/cb")];
        assert!(world.get(&ask("shop", &changes)).await.is_error_page(), "{client_id}");
    }
}

#[tokio::test]
async fn rfc6749_4_1_2_1_a_client_without_the_grant_is_unauthorized() {
    let world = World::new().await;
    world.client("mixed", |metadata| metadata.grant_types = vec!["client_credentials".into()]).await;
    assert_eq!(world.get(&ask("mixed", &[])).await.error(), "unauthorized_client");
}

#[tokio::test]
async fn rfc6749_4_1_2_1_who_gives_up_or_refuses_denies_access() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.open(&ask("asks", &[])).await;
    let response = browser.submit(&page, "/cancel", &[("cancel", "1")]).await.response();
    assert_eq!(response.redirect_uri, "https://asks.example/cb");
    assert_eq!((response.get("error"), response.get("state")), (Some("access_denied"), Some(STATE)));

    let page = browser.open(&ask("asks", &[])).await;
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let page = browser.submit(&page, "login-form", &[("password", crate::world::PASSWORD)]).await;
    assert!(page.address.starts_with("/consent/"), "{}", page.address);
    let answer = browser.submit(&page, "consent-form", &[("consent-deny", "1")]).await;
    assert_eq!(answer.error(), "access_denied");
}

#[tokio::test]
async fn rfc6749_4_1_3_a_code_is_bound_to_its_client_and_redirect_uri() {
    let world = World::new().await;
    let code = world.code("shop", &[]).await;
    let refused = (400, "invalid_grant".to_owned());
    let uri = [("redirect_uri", "https://shop.example/cb")];
    assert_eq!(world.redeem("other", &code, &uri).await.refusal(), refused);
    assert_eq!(
        world.redeem("shop", &code, &[("redirect_uri", "https://shop.example/cb/")]).await.refusal(),
        refused
    );
    assert_eq!(world.redeem("shop", &code, &[("redirect_uri", "")]).await.refusal(), refused);
    assert_eq!(world.redeem("shop", &code, &[]).await.status, 200, "none of these used it up");
}

#[tokio::test]
async fn rfc6749_4_3_and_1_2_no_password_and_no_implicit_grant() {
    let world = World::new().await;
    let fields = [("grant_type", "password"), ("username", "alice"), ("password", crate::world::PASSWORD)];
    assert_eq!(
        world.post_as("shop", "/token", &fields).await.refusal(),
        (400, "unsupported_grant_type".into())
    );
}

#[tokio::test]
async fn rfc6749_4_4_client_credentials_are_for_confidential_clients_and_give_an_access_token_alone() {
    let world = World::new().await;
    let answer = world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await;
    let tokens = answer.tokens();
    let names: BTreeSet<_> = tokens.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, BTreeSet::from(["access_token", "expires_in", "scope", "token_type"]));
    assert_eq!(tokens["scope"], "orders:read orders:write");
    let narrow = [("grant_type", "client_credentials"), ("scope", "orders:read")];
    assert_eq!(world.post_as("machine", "/token", &narrow).await.tokens()["scope"], "orders:read");
    for scope in ["orders:delete", "openid", "offline_access"] {
        let fields = [("grant_type", "client_credentials"), ("scope", scope)];
        assert_eq!(
            world.post_as("machine", "/token", &fields).await.refusal(),
            (400, "invalid_scope".into())
        );
    }
    for client_id in ["app", "shop"] {
        let answer = world.post_as(client_id, "/token", &[("grant_type", "client_credentials")]).await;
        assert_eq!(answer.refusal(), (400, "unauthorized_client".into()), "{client_id}");
    }
}

#[tokio::test]
async fn rfc6749_5_1_tokens_are_never_stored_by_caches() {
    let world = World::new().await;
    let code = world.code("app", &[("scope", "openid offline_access")]).await;
    let answer = world.redeem("app", &code, &[]).await;
    assert_eq!(
        (answer.header("content-type"), answer.header("cache-control"), answer.header("pragma")),
        ("application/json", "no-store", "no-cache")
    );
    let tokens = answer.tokens();
    let names: BTreeSet<_> = tokens.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"];
    assert_eq!(names, BTreeSet::from(expected));
    assert_eq!((tokens["token_type"].as_str(), tokens["expires_in"].as_i64()), (Some("Bearer"), Some(600)));
}

#[tokio::test]
async fn rfc6749_5_2_each_fault_has_its_code_and_status() {
    let world = World::new().await;
    let body = |code: &str, description: &str| {
        format!(r#"{{"error":"{code}","error_description":"{description}"}}"#)
    };
    let code = "the code is invalid, expired, used, or bound to another request";
    let refresh = "the refresh token is invalid, expired, used or revoked";
    for (client_id, fields, status, expected) in [
        ("shop", &[][..], 400, body("invalid_request", "grant_type is missing")),
        (
            "shop",
            &[("grant_type", "x")],
            400,
            body("unsupported_grant_type", "this grant_type is not supported"),
        ),
        ("shop", &[("grant_type", "authorization_code")], 400, body("invalid_request", "code is missing")),
        ("shop", &[("grant_type", "authorization_code"), ("code", "x")], 400, body("invalid_grant", code)),
        (
            "shop",
            &[("grant_type", "refresh_token")],
            400,
            body("invalid_request", "refresh_token is missing"),
        ),
        (
            "shop",
            &[("grant_type", "refresh_token"), ("refresh_token", "x")],
            400,
            body("invalid_grant", refresh),
        ),
        (
            "machine",
            &[("grant_type", "authorization_code"), ("code", "x")],
            400,
            body("unauthorized_client", "the client is not registered for this grant_type"),
        ),
        ("nobody", &[("grant_type", "x")], 401, body("invalid_client", "client authentication failed")),
    ] {
        let answer = world.post_as(client_id, "/token", fields).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, expected.as_str()),
            "{client_id} {fields:?}"
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("www-authenticate").starts_with("Basic "), status == 401);
    }
}

#[tokio::test]
async fn rfc6749_10_10_codes_and_tokens_cannot_be_guessed() {
    let world = World::new().await;
    let (one, two) = (world.code("shop", &[]).await, world.code("shop", &[]).await);
    assert_ne!(one, two);
    let tokens = world.tokens("opaque", "openid offline_access").await;
    for secret in
        [&one, &two, tokens["access_token"].as_str().unwrap(), tokens["refresh_token"].as_str().unwrap()]
    {
        assert_eq!(secret.len(), 43, "256 bits in base64url");
    }
}

#[tokio::test]
async fn rfc6749_10_5_codes_and_tokens_are_not_taken_one_for_another() {
    let world = World::new().await;
    let scope = "openid offline_access";
    let tokens = world.tokens("opaque", scope).await;
    let (access_token, refresh_token) =
        (tokens["access_token"].as_str().unwrap(), tokens["refresh_token"].as_str().unwrap());
    let code = world.code("opaque", &[("scope", scope)]).await;
    let refused = (400, "invalid_grant".to_owned());
    for other in [access_token, refresh_token] {
        assert_eq!(world.redeem("opaque", other, &[]).await.refusal(), refused);
    }
    for other in [access_token, &code] {
        assert_eq!(world.refresh("opaque", other, &[]).await.refusal(), refused);
    }
    for other in [refresh_token, &code] {
        assert_eq!(world.userinfo(other).await.refusal(), (401, "invalid_token".into()));
    }
    // None of these used one up.
    assert_eq!(world.userinfo(access_token).await.status, 200);
    assert_eq!(world.redeem("opaque", &code, &[]).await.status, 200);
    assert_eq!(world.refresh("opaque", refresh_token, &[]).await.status, 200);
}
