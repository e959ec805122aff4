//! OpenID Connect RP-Initiated Logout 1.0: the table of the certification plan, and that nobody is signed out by a link.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use doorward::administration::actor::{About, Actor};
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    world::{Answer, World, ask, merged},
};

const BYE: &str = "https://shop.example/bye";

/// A browser in which Alice is signed in, and the ID token of that.
async fn signed_in(world: &World) -> (Browser<'_>, String) {
    let mut browser = world.browser();
    let answer = browser.authorize("shop", &[("scope", "openid")], "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    (browser, tokens["id_token"].as_str().unwrap().to_owned())
}

async fn logout(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    browser.open(&format!("/logout?{}", merged(&[], fields))).await
}

async fn is_signed_in(browser: &mut Browser<'_>) -> bool {
    browser.get(&ask("shop", &[("prompt", "none")])).await.response().get("code").is_some()
}

#[tokio::test]
async fn rp_initiated_logout_3_a_valid_hint_ends_the_session_and_sends_back_with_the_state() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    let state = "s".repeat(128);
    let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE), ("state", &state)];
    let answer = logout(&mut browser, &fields).await;
    assert_eq!((answer.status, answer.location()), (303, format!("{BYE}?state={state}").as_str()));
    assert!(!is_signed_in(&mut browser).await);
    let answer = browser.get(&ask("shop", &[("prompt", "none")])).await;
    assert_eq!(answer.error(), "login_required");
    // Once more: there is nobody to ask, and the client's address is still its own.
    assert_eq!(logout(&mut browser, &fields).await.status, 303);
}

#[tokio::test]
async fn rp_initiated_logout_3_no_state_is_invented() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    let answer = logout(&mut browser, &[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE)]).await;
    assert_eq!((answer.status, answer.location()), (303, BYE));
}

#[tokio::test]
async fn rp_initiated_logout_2_posts_are_taken_too() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE)];
    let answer = browser.post_from_elsewhere("/logout", &fields).await;
    let answer = browser.follow(answer).await;
    assert_eq!((answer.status, answer.location()), (303, BYE));
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn rp_initiated_logout_2_an_expired_hint_will_do() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    for _ in 0..3 {
        world.advance(3_000);
        assert!(is_signed_in(&mut browser).await);
    }
    let answer = logout(&mut browser, &[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE)]).await;
    assert_eq!(answer.location(), BYE);
}

#[tokio::test]
async fn rp_initiated_logout_2_a_hint_outlives_the_turn_of_the_key_that_signed_it() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    let told = |kids: Vec<String>| {
        let (actor, now) = (Actor::default(), world.clock.now());
        actor.event(&world.app.random, now, "key.rotated", About::default(), json!({ "keys": kids }))
    };
    world.app.keyring.rotate_now(told).await.unwrap();
    // The next key signs after the first of these, and the last token of the old one is good for an hour.
    for _ in 0..6 {
        world.advance(2_400);
        world.app.keyring.tick().await.unwrap();
        assert!(is_signed_in(&mut browser).await);
    }
    let answer = logout(&mut browser, &[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE)]).await;
    assert_eq!((answer.status, answer.location()), (303, BYE));
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn rp_initiated_logout_3_nobody_is_sent_where_no_client_registered() {
    let world = World::new().await;
    for uri in [
        "https://shop.example/bye/",
        "https://shop.example/bye?x=1",
        "https://evil.example/",
        "https://other.example/bye",
    ] {
        let (mut browser, hint) = signed_in(&world).await;
        let answer =
            logout(&mut browser, &[("id_token_hint", &hint), ("post_logout_redirect_uri", uri)]).await;
        assert_eq!((answer.status, answer.location()), (200, ""), "{uri}");
        let done = browser.submit(&answer, "action=\"/logout\"", &[("logout-confirm", "1")]).await;
        assert_eq!((done.status, done.location()), (200, ""), "{uri}, confirmed");
        assert!(!done.body.contains("evil.example"));
    }
}

#[tokio::test]
async fn rp_initiated_logout_2_a_hint_that_is_not_ours_sends_nobody_anywhere() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    let claims = hint.split('.').nth(1).unwrap();
    let unsigned = format!("{}.{claims}.", URL_SAFE_NO_PAD.encode(json!({"alg": "none"}).to_string()));
    let mut bytes: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    bytes["aud"] = json!("other");
    let changed = hint.replace(claims, &URL_SAFE_NO_PAD.encode(bytes.to_string()));
    for forged in [unsigned.as_str(), changed.as_str(), "x", "a.b.c"] {
        let fields = [("id_token_hint", forged), ("post_logout_redirect_uri", BYE), ("client_id", "shop")];
        let answer = logout(&mut browser, &fields).await;
        assert_eq!((answer.status, answer.location()), (200, ""), "{forged}");
        assert!(is_signed_in(&mut browser).await, "{forged}");
    }
}

#[tokio::test]
async fn rfc8725_3_12_what_else_we_sign_is_no_hint() {
    let world = World::new().await;
    world.client("shop", |metadata| metadata.userinfo_signed_response_alg = Some("ES256".into())).await;
    let mut browser = world.browser();
    let answer = browser.authorize("shop", &[], "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let access_token = tokens["access_token"].as_str().unwrap();
    let userinfo = world.userinfo(access_token).await;
    assert_eq!(userinfo.header("content-type"), "application/jwt");
    let signed = browser.get(&ask("shop", &[("prompt", "none"), ("response_mode", "jwt")])).await;
    let response = signed.response().get("response").unwrap().to_owned();
    for other in [userinfo.body.as_str(), &response, access_token] {
        let page = logout(&mut browser, &[("id_token_hint", other), ("post_logout_redirect_uri", BYE)]).await;
        assert_eq!((page.status, page.location()), (200, ""), "{other}");
        assert!(is_signed_in(&mut browser).await, "{other}");
        let refused = browser.get(&ask("shop", &[("prompt", "none"), ("id_token_hint", other)])).await;
        assert_eq!(refused.error(), "invalid_request", "{other}");
    }
}

#[tokio::test]
async fn rp_initiated_logout_2_without_a_hint_the_person_is_asked_and_sent_nowhere() {
    let world = World::new().await;
    for fields in [
        &[][..],
        &[("state", "x")],
        &[("post_logout_redirect_uri", BYE)],
        &[("post_logout_redirect_uri", BYE), ("state", "x")],
    ] {
        let (mut browser, _) = signed_in(&world).await;
        let page = logout(&mut browser, fields).await;
        assert_eq!(page.status, 200, "{fields:?}");
        assert!(
            page.body.contains("id=\"logout-confirm\"") && is_signed_in(&mut browser).await,
            "{fields:?}"
        );
        let done = browser.submit(&page, "action=\"/logout\"", &[("logout-confirm", "1")]).await;
        assert_eq!((done.status, done.location()), (200, ""), "{fields:?}");
        assert!(!is_signed_in(&mut browser).await, "{fields:?}");
    }
}

#[tokio::test]
async fn rp_initiated_logout_2_with_a_client_id_the_person_is_asked_and_then_sent_back() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world).await;
    let fields = [("client_id", "shop"), ("post_logout_redirect_uri", BYE), ("state", "x")];
    let page = logout(&mut browser, &fields).await;
    assert!(page.body.contains("id=\"logout-confirm\""));
    let stay = browser.submit(&page, "action=\"/logout\"", &[("stay", "1")]).await;
    assert_eq!(stay.address, "/account");
    assert!(is_signed_in(&mut browser).await);
    let done = browser.submit(&page, "action=\"/logout\"", &[("logout-confirm", "1")]).await;
    assert_eq!((done.status, done.location()), (303, format!("{BYE}?state=x").as_str()));
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn rp_initiated_logout_2_a_client_id_that_contradicts_the_hint_is_nobody() {
    let world = World::new().await;
    let (mut browser, hint) = signed_in(&world).await;
    let fields = [
        ("id_token_hint", &*hint),
        ("client_id", "other"),
        ("post_logout_redirect_uri", "https://other.example/bye"),
    ];
    let answer = logout(&mut browser, &fields).await;
    assert_eq!((answer.status, answer.location()), (200, ""));
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn rp_initiated_logout_2_the_hint_of_another_person_signs_nobody_out() {
    let world = World::new().await;
    let (_, alices) = signed_in(&world).await;
    let mut bob = world.browser();
    bob.authorize("shop", &[], "bob").await;
    let page = logout(&mut bob, &[("id_token_hint", &alices), ("post_logout_redirect_uri", BYE)]).await;
    assert_eq!(page.status, 200);
    assert!(is_signed_in(&mut bob).await);
    // An earlier session of the same person is another one, too.
    let (mut second, _) = signed_in(&world).await;
    assert_eq!(logout(&mut second, &[("id_token_hint", &alices)]).await.status, 200);
    assert!(is_signed_in(&mut second).await);
}

#[tokio::test]
async fn a_reload_after_the_confirmation_repeats_nothing() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world).await;
    let page = logout(&mut browser, &[]).await;
    let form = page.form("action=\"/logout\"").unwrap();
    let mut fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.push(("logout-confirm", "1"));
    let answer = browser.post("/logout", &fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/logout/done?ui_locales=de"),
        "in the language of the page"
    );
    for _ in 0..2 {
        let done = browser.get("/logout/done").await;
        assert_eq!(done.status, 200);
        assert!(done.body.contains("You are signed out"));
    }
    // Whoever is signed in is not told otherwise.
    browser.authorize("shop", &[], "alice").await;
    let done = browser.get("/logout/done").await;
    assert_eq!((done.status, done.location()), (303, "/account"));
}

#[tokio::test]
async fn asvs_10_6_2_a_forged_confirmation_signs_nobody_out() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world).await;
    let page = logout(&mut browser, &[]).await;
    let form = page.form("action=\"/logout\"").unwrap();
    let request = &form.fields.iter().find(|(name, _)| name == "request").unwrap().1;
    let forged = [("csrf", "AAAA"), ("request", request.as_str()), ("logout-confirm", "1")];
    assert_eq!(browser.post("/logout", &forged).await.status, 403);
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(browser.post_from_elsewhere("/logout", &fields).await.status, 403);
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_logout_takes_the_sessions_grants_with_it_and_leaves_offline_access() {
    let world = World::new().await;
    let mut browser = world.browser();
    world.client("keeps", |metadata| metadata.refresh_always = true).await;
    let mut refresh_tokens = Vec::new();
    for (client_id, scope) in [("keeps", "openid"), ("shop", "openid offline_access")] {
        let answer = browser.authorize(client_id, &[("scope", scope)], "alice").await;
        let code = answer.response().get("code").unwrap().to_owned();
        let tokens = world.redeem(client_id, &code, &[]).await.tokens();
        refresh_tokens.push(tokens["refresh_token"].as_str().unwrap().to_owned());
    }
    let page = logout(&mut browser, &[]).await;
    browser.submit(&page, "action=\"/logout\"", &[("logout-confirm", "1")]).await;
    let answer = world.refresh("keeps", &refresh_tokens[0], &[]).await;
    assert_eq!(answer.refusal(), (400, "invalid_grant".into()));
    assert_eq!(world.refresh("shop", &refresh_tokens[1], &[]).await.status, 200);
}
