//! OpenID Connect Core 1.0, section 3.1: the authorization request and its answers. Tokens and claims are in
//! `oidc_core_claims`.

use serde_json::Value;

use crate::world::{AAL2, ONE_STEP, STATE, World, ask, claims};

async fn id_token(world: &World, client_id: &str, answer: &crate::world::Answer) -> Value {
    let response = answer.response();
    let code = response.get("code").unwrap_or_else(|| panic!("{response:?}")).to_owned();
    claims(&world.redeem(client_id, &code, &[]).await.tokens()["id_token"])
}

#[tokio::test]
async fn oidc_core_3_1_2_1_prompt_none_never_shows_a_page() {
    let world = World::new().await;
    let mut browser = world.browser();
    let answer = browser.get(&ask("shop", &[("prompt", "none"), ("state", &"s".repeat(128))])).await;
    assert_eq!((answer.status, answer.error().as_str()), (303, "login_required"));
    assert_eq!(answer.response().get("state"), Some(&*"s".repeat(128)));
    assert_eq!(answer.response().names(), ["error", "error_description", "state", "iss"]);

    let first = browser.authorize("shop", &[], "alice").await;
    let first = id_token(&world, "shop", &first).await;
    world.advance(10);
    let second = browser.get(&ask("shop", &[("prompt", "none")])).await;
    let second = id_token(&world, "shop", &second).await;
    for name in ["sub", "auth_time", "sid"] {
        assert_eq!(first[name], second[name], "{name}");
    }
    // A client that was never allowed anything.
    assert_eq!(browser.get(&ask("asks", &[("prompt", "none")])).await.error(), "consent_required");
    // A level that is only wished for is left out where nobody may be asked; the token says what was reached.
    let wished = browser.get(&ask("shop", &[("prompt", "none"), ("acr_values", AAL2)])).await;
    assert_eq!(id_token(&world, "shop", &wished).await["acr"], ONE_STEP);
    let demand = format!(r#"{{"id_token":{{"acr":{{"essential":true,"values":["{AAL2}"]}}}}}}"#);
    let demanded = browser.get(&ask("shop", &[("prompt", "none"), ("claims", &demand)])).await;
    assert_eq!(demanded.error(), "login_required");
}

#[tokio::test]
async fn oidc_core_3_1_2_1_prompt_none_stands_alone_and_unknown_values_are_refused() {
    let world = World::new().await;
    for prompt in ["none login", "none consent", "select_account none", "create", "Login", "none,login"] {
        assert_eq!(
            world.get(&ask("shop", &[("prompt", prompt)])).await.error(),
            "invalid_request",
            "{prompt}"
        );
    }
}

#[tokio::test]
async fn oidc_core_3_1_2_1_prompt_login_authenticates_anew() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = browser.authorize("shop", &[], "alice").await;
    let first = id_token(&world, "shop", &first).await;
    world.advance(5);
    for prompt in ["login", "login consent"] {
        let page = browser.open(&ask("shop", &[("prompt", prompt)])).await;
        assert!(page.address.starts_with("/login/"), "{prompt}: {}", page.address);
        let second = browser.sign_in(page, "alice").await;
        let second = id_token(&world, "shop", &second).await;
        assert!(second["auth_time"].as_i64() > first["auth_time"].as_i64(), "{prompt}");
        assert_eq!(second["sub"], first["sub"]);
    }
}

#[tokio::test]
async fn oidc_core_3_1_2_1_prompt_consent_asks_even_where_it_was_allowed() {
    let world = World::new().await;
    let mut browser = world.browser();
    assert!(browser.authorize("asks", &[], "alice").await.response().get("code").is_some());
    assert!(
        browser.open(&ask("asks", &[("prompt", "none")])).await.response().get("code").is_some(),
        "remembered"
    );
    let page = browser.open(&ask("asks", &[("prompt", "consent")])).await;
    assert!(page.address.starts_with("/consent/"), "{}", page.address);
    let wider = browser.open(&ask("asks", &[("scope", "openid email")])).await;
    assert!(wider.address.starts_with("/consent/"), "more is asked for");
}

#[tokio::test]
async fn oidc_core_3_1_2_1_prompt_select_account_lets_the_person_choose() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let page = browser.open(&ask("shop", &[("prompt", "select_account")])).await;
    assert!(page.address.ends_with("/identifier"), "{}", page.address);
    let answer = browser.sign_in(page, "bob").await;
    assert_eq!(id_token(&world, "shop", &answer).await["sub"], world.account_id("bob").await);
}

#[tokio::test]
async fn oidc_core_3_1_2_1_max_age_forces_authentication_when_it_is_over() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = browser.authorize("shop", &[("max_age", "15000")], "alice").await;
    let first = id_token(&world, "shop", &first).await;
    world.advance(2);
    let within = browser.open(&ask("shop", &[("max_age", "10000")])).await;
    assert_eq!(id_token(&world, "shop", &within).await["auth_time"], first["auth_time"]);
    assert_eq!(
        browser.open(&ask("shop", &[("max_age", "1"), ("prompt", "none")])).await.error(),
        "login_required"
    );
    let page = browser.open(&ask("shop", &[("max_age", "1")])).await;
    assert!(page.address.starts_with("/login/"), "{}", page.address);
    let anew = browser.sign_in(page, "alice").await;
    assert_eq!(id_token(&world, "shop", &anew).await["auth_time"], first["auth_time"].as_i64().unwrap() + 2);
    let page = browser.open(&ask("shop", &[("max_age", "0")])).await;
    assert!(page.address.starts_with("/login/"), "max_age=0 is prompt=login");
    for max_age in ["-1", "x", "1.5", "1e3", " 1"] {
        assert_eq!(
            world.get(&ask("shop", &[("max_age", max_age)])).await.error(),
            "invalid_request",
            "{max_age}"
        );
    }
}

#[tokio::test]
async fn oidc_core_3_1_2_1_an_id_token_hint_is_never_answered_for_somebody_else() {
    let world = World::new().await;
    let mut alice = world.browser();
    let answer = alice.authorize("shop", &[], "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let hint = tokens["id_token"].as_str().unwrap();
    let request = ask("shop", &[("id_token_hint", hint), ("prompt", "none")]);
    let again = alice.get(&request).await;
    let again = id_token(&world, "shop", &again).await;
    assert_eq!(
        (&again["sub"], &again["auth_time"]),
        (&claims(&tokens["id_token"])["sub"], &claims(&tokens["id_token"])["auth_time"])
    );

    let mut bob = world.browser();
    bob.authorize("shop", &[], "bob").await;
    assert_eq!(bob.get(&request).await.error(), "login_required");
    let page = bob.open(&ask("shop", &[("id_token_hint", hint)])).await;
    assert_ne!(page.status, 303, "a page asks for Alice: {}", page.location());
    let answer = bob.sign_in(page, "bob").await;
    assert!(answer.status != 303 || answer.response().get("code").is_none(), "{}", answer.location());
    // An expired hint will do; one that is not ours, or another client's, will not.
    world.advance(7_200);
    for (client_id, hint) in
        [("other", hint), ("shop", "a.b.c"), ("shop", tokens["access_token"].as_str().unwrap())]
    {
        let answer = world.get(&ask(client_id, &[("id_token_hint", hint)])).await;
        assert_eq!(answer.error(), "invalid_request", "{client_id}");
    }
    assert_eq!(world.browser().get(&request).await.error(), "login_required");
}

#[tokio::test]
async fn oidc_core_3_1_2_1_hints_and_wishes_about_the_page_are_no_errors() {
    let world = World::new().await;
    for change in [
        ("display", "page"),
        ("display", "popup"),
        ("display", "wap"),
        ("ui_locales", "se"),
        ("ui_locales", "de-DE fr"),
        ("claims_locales", "se"),
        ("login_hint", "buffy@example.org"),
        ("acr_values", "1 2"),
    ] {
        let answer = world.browser().authorize("shop", &[change], "alice").await;
        assert!(answer.response().get("code").is_some(), "{change:?}");
    }
    let page = world.browser().open(&ask("shop", &[("login_hint", "a\"b<c@example.org")])).await;
    assert_eq!(
        page.form("login-form").unwrap().fields.iter().find(|(name, _)| name == "username").unwrap().1,
        "a\"b<c@example.org"
    );
}

#[tokio::test]
async fn oidc_core_3_1_2_1_acr_values_are_reached_and_told_in_order() {
    let world = World::new().await;
    let answer = world.browser().authorize("shop", &[("acr_values", AAL2)], "alice").await;
    let token = id_token(&world, "shop", &answer).await;
    assert_eq!(
        (token["acr"].as_str(), token["amr"].to_string()),
        (Some(AAL2), r#"["mfa","otp","pwd"]"#.into())
    );
    let answer = world.browser().authorize("shop", &[], "alice").await;
    let token = id_token(&world, "shop", &answer).await;
    assert_eq!((token["acr"].as_str(), token["amr"].to_string()), (Some(ONE_STEP), r#"["pwd"]"#.into()));
}

#[tokio::test]
async fn oidc_registration_2_a_clients_own_max_age_and_level_count_where_the_request_names_none() {
    let world = World::new().await;
    world
        .client("shop", |metadata| {
            metadata.default_max_age = Some(60);
            metadata.default_acr_values = vec![AAL2.into()];
        })
        .await;
    let mut browser = world.browser();
    let first = browser.authorize("shop", &[], "alice").await;
    let first = id_token(&world, "shop", &first).await;
    assert_eq!(first["acr"], AAL2);
    world.advance(61);
    assert_eq!(browser.get(&ask("shop", &[("prompt", "none")])).await.error(), "login_required");
    let page = browser.open(&ask("shop", &[])).await;
    assert!(page.address.starts_with("/login/"), "{}", page.address);
    let older = browser.get(&ask("shop", &[("prompt", "none"), ("max_age", "1000")])).await;
    assert_eq!(id_token(&world, "shop", &older).await["auth_time"], first["auth_time"]);
    let weaker = world.browser().authorize("shop", &[("acr_values", ONE_STEP)], "alice").await;
    assert_eq!(id_token(&world, "shop", &weaker).await["acr"], ONE_STEP);
}

#[tokio::test]
async fn oidc_core_5_5_1_1_an_essential_acr_that_cannot_be_met_is_told() {
    let world = World::new().await;
    let demand = r#"{"id_token":{"acr":{"essential":true,"values":["urn:nobody:has:this"]}}}"#;
    let answer = world.get(&ask("shop", &[("claims", demand)])).await;
    assert_eq!(answer.error(), "unmet_authentication_requirements");
    let demand = format!(r#"{{"id_token":{{"acr":{{"essential":true,"values":["{AAL2}"]}}}}}}"#);
    let answer = world.browser().authorize("shop", &[("claims", &demand)], "alice").await;
    assert_eq!(id_token(&world, "shop", &answer).await["acr"], AAL2);
}

#[tokio::test]
async fn oidc_core_3_1_2_1_without_openid_there_is_no_id_token() {
    let world = World::new().await;
    let tokens = world.tokens("shop", "orders:read").await;
    assert_eq!((tokens.get("id_token"), tokens["scope"].as_str()), (None, Some("orders:read")));
}

#[tokio::test]
async fn multiple_response_types_2_1_response_modes_carry_the_answer() {
    let world = World::new().await;
    for mode in ["query", "fragment", "form_post"] {
        let response =
            world.browser().authorize("shop", &[("response_mode", mode)], "alice").await.response();
        assert_eq!((response.mode, response.redirect_uri.as_str()), (mode, "https://shop.example/cb"));
        assert_eq!(response.names(), ["code", "state", "iss"]);
        assert_eq!(response.get("state"), Some(STATE));
    }
    for mode in ["web_message", "query.jwt.jwt", "Query"] {
        assert_eq!(
            world.get(&ask("shop", &[("response_mode", mode)])).await.error(),
            "invalid_request",
            "{mode}"
        );
    }
}

#[tokio::test]
async fn oidc_core_6_what_is_no_request_object_of_the_client_is_refused_and_never_ignored() {
    let world = World::new().await;
    for (name, error) in [
        ("request", "invalid_request_object"),
        ("request_uri", "invalid_request_uri"),
        ("registration", "registration_not_supported"),
    ] {
        assert_eq!(world.get(&ask("shop", &[(name, "https://rp.example/x")])).await.error(), error);
    }
}

#[tokio::test]
async fn oidc_core_3_1_2_2_a_malformed_claims_parameter_is_refused() {
    let world = World::new().await;
    for text in [
        "x",
        "[]",
        "{",
        r#"{"userinfo":1}"#,
        r#"{"userinfo":{"name":1}}"#,
        r#"{"id_token":{"acr":{"essential":"x"}}}"#,
    ] {
        assert_eq!(world.get(&ask("shop", &[("claims", text)])).await.error(), "invalid_request", "{text}");
    }
    let ignored = r#"{"userinfo":{"https://claims.example/unheard_of":null},"verified":{}}"#;
    let answer = world.browser().authorize("shop", &[("claims", ignored)], "alice").await;
    assert!(answer.response().get("code").is_some());
}

#[tokio::test]
async fn oidc_core_3_1_2_3_a_cross_site_visit_signs_nobody_in_by_itself() {
    let world = World::new().await;
    let page = world.browser().open(&ask("shop", &[("login_hint", "alice")])).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("id=\"login-form\"") && page.address.starts_with("/login/"));
}
