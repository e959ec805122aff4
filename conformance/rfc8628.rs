//! RFC 8628: device authorization, from the device's question to its tokens, and what goes wrong on the way.

use axum::http::Method;
use doorward::{config::ClientRegistrationMode, storage::client::Metadata};
use serde_json::{Value, json};

use crate::world::{Answer, FORM, ISSUER, World, claims};

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

fn television(metadata: &mut Metadata) {
    metadata.client_name = "Television".into();
    metadata.redirect_uris.clear();
    metadata.post_logout_redirect_uris.clear();
    metadata.grant_types = vec![DEVICE_CODE.into(), "refresh_token".into()];
    metadata.token_endpoint_auth_method = "none".into();
    metadata.verified = true;
}

async fn world() -> World {
    let world = World::new().await;
    world.client("tv", television).await;
    world.client("radio", television).await;
    world
}

async fn begin(world: &World, scope: &str) -> Value {
    let answer = world.post("/device_authorization", &[("client_id", "tv"), ("scope", scope)]).await;
    answer.tokens()
}

async fn poll(world: &World, begun: &Value) -> Answer {
    poll_as(world, "tv", begun["device_code"].as_str().unwrap()).await
}

async fn poll_as(world: &World, client_id: &str, code: &str) -> Answer {
    world
        .post("/token", &[("grant_type", DEVICE_CODE), ("client_id", client_id), ("device_code", code)])
        .await
}

/// Alice types the code, signs in, and is at the question, in her language.
async fn asked(browser: &mut crate::browser::Browser<'_>, begun: &Value) -> Answer {
    let page = browser.open("/device").await;
    let page =
        browser.submit(&page, "device-form", &[("user_code", begun["user_code"].as_str().unwrap())]).await;
    let page = browser.sign_in(page, "alice").await;
    assert!(page.address.starts_with("/device/") && page.status == 200, "{}: {}", page.address, page.body);
    page
}

#[tokio::test]
async fn rfc8628_3_2_the_answer_says_what_the_device_needs() {
    let world = world().await;
    let begun = begin(&world, "openid").await;
    assert_eq!((&begun["expires_in"], &begun["interval"]), (&json!(600), &json!(5)));
    assert_eq!(begun["verification_uri"], format!("{ISSUER}/device"));
    let user_code = begun["user_code"].as_str().unwrap();
    assert_eq!(begun["verification_uri_complete"], format!("{ISSUER}/device?user_code={user_code}"));
    assert!(
        user_code.len() == 9 && user_code.bytes().all(|b| b"BCDFGHJKLMNPQRSTVWXZ-".contains(&b)),
        "{user_code}"
    );
    assert!(begun["device_code"].as_str().unwrap().len() >= 43);
    let document = world.get("/.well-known/oauth-authorization-server").await.json();
    assert_eq!(document["device_authorization_endpoint"], format!("{ISSUER}/device_authorization"));
    assert!(document["grant_types_supported"].as_array().unwrap().contains(&json!(DEVICE_CODE)));
}

#[tokio::test]
async fn rfc8628_3_5_a_device_waits_and_gets_its_tokens_once() {
    let world = world().await;
    let begun = begin(&world, "openid profile offline_access").await;
    assert_eq!(poll(&world, &begun).await.refusal(), (400, "authorization_pending".into()));
    let mut browser = world.browser();
    let page = asked(&mut browser, &begun).await;
    for told in [
        begun["user_code"].as_str().unwrap(),
        "Television",
        "Haben Sie das an einem Gerät begonnen, das vor Ihnen steht?",
    ] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    assert!(page.body.contains("id=\"device-allow\"") && page.body.contains("id=\"device-deny\""));
    world.advance(5);
    assert_eq!(
        poll(&world, &begun).await.refusal().1,
        "authorization_pending",
        "nothing is allowed by looking"
    );
    let done = browser.submit(&page, "device-form", &[("device-allow", "1")]).await;
    assert_eq!((done.status, done.address.as_str()), (200, "/device/done"));
    // Another client cannot have it, and does not use it up.
    let code = begun["device_code"].as_str().unwrap();
    assert_eq!(poll_as(&world, "radio", code).await.refusal(), (400, "invalid_grant".into()));
    world.advance(5);
    let tokens = poll(&world, &begun).await.tokens();
    let alice = world.account_id("alice").await;
    assert_eq!(claims(&tokens["id_token"])["sub"], alice.as_str());
    assert_eq!(claims(&tokens["id_token"])["aud"], "tv");
    assert_eq!(tokens["scope"], "openid profile offline_access");
    assert_eq!(
        world.userinfo(tokens["access_token"].as_str().unwrap()).await.json()["name"],
        "Alice Maria Sommer"
    );
    world.advance(5);
    assert_eq!(poll(&world, &begun).await.refusal(), (400, "invalid_grant".into()), "once");
    // The browser signs out; the device stays.
    let refreshed = world
        .post(
            "/token",
            &[
                ("grant_type", "refresh_token"),
                ("client_id", "tv"),
                ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
            ],
        )
        .await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
}

#[tokio::test]
async fn rfc8628_3_5_of_many_polls_at_the_same_moment_one_gets_tokens() {
    let world = world().await;
    let begun = begin(&world, "openid").await;
    let mut browser = world.browser();
    let page = asked(&mut browser, &begun).await;
    browser.submit(&page, "device-form", &[("device-allow", "1")]).await;
    let answers = futures_util::future::join_all((0..64).map(|_| poll(&world, &begun))).await;
    let (given, late): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(given.len(), 1);
    assert!(late.iter().all(|answer| answer.refusal() == (400, "invalid_grant".into())), "{late:?}");
}

#[tokio::test]
async fn rfc8628_3_5_a_device_that_hurries_is_slowed_down_for_good() {
    let world = world().await;
    let begun = begin(&world, "openid").await;
    let mut said = Vec::new();
    for wait in [0, 4, 9, 15, 14, 20] {
        world.advance(wait);
        said.push(poll(&world, &begun).await.refusal().1);
    }
    let (wait, slow) = ("authorization_pending", "slow_down");
    // Every haste adds five seconds: 5, then 10, then 15; 15 will do, 14 does not.
    assert_eq!(said, [wait, slow, slow, wait, slow, wait]);
}

#[tokio::test]
async fn rfc8628_3_5_who_refuses_is_heard_and_a_code_lapses() {
    let world = world().await;
    let begun = begin(&world, "openid").await;
    let mut browser = world.browser();
    let page = asked(&mut browser, &begun).await;
    let refused = browser.submit(&page, "device-form", &[("device-deny", "1")]).await;
    assert_eq!((refused.status, refused.address.as_str()), (200, "/device/refused"));
    assert_eq!(poll(&world, &begun).await.refusal(), (400, "access_denied".into()));
    // The question is gone for everybody.
    let again = browser.get(&page.address).await;
    assert_eq!(again.status, 410);
    let late = begin(&world, "openid").await;
    let page = asked(&mut browser, &late).await;
    world.advance(601);
    assert_eq!(poll(&world, &late).await.refusal(), (400, "expired_token".into()));
    let answer = browser.submit(&page, "device-form", &[("device-allow", "1")]).await;
    assert_eq!(answer.status, 410, "{}", answer.body);
    world.advance(5);
    assert_eq!(poll(&world, &late).await.refusal(), (400, "expired_token".into()));
}

#[tokio::test]
async fn rfc8628_5_4_a_person_is_asked_even_if_they_are_signed_in_and_nothing_happens_by_a_visit() {
    let world = world().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let begun = begin(&world, "openid").await;
    let complete = begun["verification_uri_complete"].as_str().unwrap();
    let page = browser.open(complete).await;
    let form = page.form("device-form").unwrap();
    assert!(form.fields.contains(&("user_code".into(), begun["user_code"].as_str().unwrap().into())));
    assert_eq!(poll(&world, &begun).await.refusal().1, "authorization_pending");
    let page = browser.submit(&page, "device-form", &[]).await;
    assert!(page.body.contains("id=\"device-allow\""), "asked, not let in: {}", page.body);
    assert!(
        page.body.contains("127.0.0.1") || page.body.contains("device-where") || page.body.contains("From")
    );
    // A form from elsewhere, and one without its token, change nothing.
    let forged = browser.post_from_elsewhere(&page.address, &[("device-allow", "1")]).await;
    assert_eq!(forged.status, 403);
    let bare = browser.post(&page.address, &[("device-allow", "1")]).await;
    assert_eq!(bare.status, 403);
    let bare = browser.post("/device", &[("user_code", begun["user_code"].as_str().unwrap())]).await;
    assert_eq!(bare.status, 403);
    // Another browser cannot answer this one's question (the code of one person finished by another).
    let mut stranger = world.browser();
    assert_eq!(stranger.get(&page.address).await.status, 403);
    world.advance(5);
    assert_eq!(poll(&world, &begun).await.refusal().1, "authorization_pending");
    for answer in [browser.get("/device").await, page] {
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(answer.header("x-frame-options"), "DENY");
    }
}

#[tokio::test]
async fn rfc8628_5_4_a_page_that_asked_one_person_answers_nothing_for_another() {
    let world = world().await;
    let begun = begin(&world, "openid").await;
    let mut browser = world.browser();
    let alices = asked(&mut browser, &begun).await;
    // In another tab of the same journey somebody else signs in.
    let page = browser.submit(&alices, "/restart", &[("restart", "1")]).await;
    let page = browser.sign_in(page, "bob").await;
    assert!(page.address == alices.address && page.body.contains("bob"), "{}: {}", page.address, page.body);
    for press in ["device-deny", "device-allow"] {
        let answer = browser.submit(&alices, "device-form", &[(press, "1")]).await;
        assert_eq!((answer.status, answer.address.as_str()), (200, page.address.as_str()), "{press}");
        assert!(answer.body.contains("id=\"device-allow\""), "{press}: it is still asked: {}", answer.body);
        world.advance(5);
        assert_eq!(poll(&world, &begun).await.refusal().1, "authorization_pending", "{press}");
    }
    let done = browser.submit(&page, "device-form", &[("device-allow", "1")]).await;
    assert_eq!((done.status, done.address.as_str()), (200, "/device/done"));
    world.advance(5);
    let tokens = poll(&world, &begun).await.tokens();
    assert_eq!(claims(&tokens["id_token"])["sub"], world.account_id("bob").await.as_str());
}

#[tokio::test]
async fn rfc8628_5_4_who_registered_itself_is_not_called_by_a_host_that_it_chose() {
    let world = World::with(|config| config.client_registration.mode = ClientRegistrationMode::Open).await;
    let description = json!({
        "client_name": "My Bank", "client_uri": "https://bank.example/", "redirect_uris": ["https://bank.example/cb"],
        "grant_types": ["authorization_code", DEVICE_CODE], "token_endpoint_auth_method": "none", "scope": "openid",
    });
    let headers = [("content-type", "application/json")];
    let made = world.send(Method::POST, "/register", &headers, &description.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    let id = made["client_id"].as_str().unwrap();
    let begun = world.post("/device_authorization", &[("client_id", id), ("scope", "openid")]).await.tokens();
    let mut browser = world.browser();
    let page = asked(&mut browser, &begun).await;
    assert!(page.body.contains(id) && !page.body.contains("bank.example"), "{}", page.body);
}

#[tokio::test]
async fn oidc_core_8_the_subject_that_a_device_sees_leads_back_to_its_person() {
    let world = world().await;
    let registered = |metadata: &mut Metadata| {
        television(metadata);
        metadata.redirect_uris = vec!["https://tv.example/cb".into()];
        metadata.grant_types.push("authorization_code".into());
        metadata.subject_type = "pairwise".into();
    };
    world.client("tv", registered).await;
    let begun = begin(&world, "openid").await;
    let mut browser = world.browser();
    let page = browser.open("/device").await;
    let page =
        browser.submit(&page, "device-form", &[("user_code", begun["user_code"].as_str().unwrap())]).await;
    let page = browser.sign_in(page, "alice").await;
    browser.submit(&page, "device-form", &[("device-allow", "1")]).await;
    let tokens = poll(&world, &begun).await.tokens();
    let id_token = tokens["id_token"].as_str().unwrap();
    assert_ne!(claims(&tokens["id_token"])["sub"], world.account_id("alice").await.as_str());
    let changes = [("prompt", "none"), ("id_token_hint", id_token)];
    let silent = browser.get(&crate::world::ask("tv", &changes)).await;
    assert!(silent.response().get("code").is_some(), "{}", silent.location());
}

#[tokio::test]
async fn oidc_registration_2_a_device_of_a_client_whose_max_age_is_zero_has_its_person_sign_in_anew() {
    let world = world().await;
    for (max_age, then) in [(Some(60), "/device/"), (Some(0), "/login/")] {
        let aged = |metadata: &mut Metadata| {
            television(metadata);
            metadata.default_max_age = max_age;
        };
        world.client("tv", aged).await;
        let mut browser = world.browser();
        browser.authorize("shop", &[], "bob").await;
        let begun = begin(&world, "openid").await;
        let page = browser.open(begun["verification_uri_complete"].as_str().unwrap()).await;
        // In the same moment: no age is more than none.
        let page = browser.submit(&page, "device-form", &[]).await;
        assert!(page.address.starts_with(then), "{max_age:?}: {}: {}", page.address, page.body);
    }
}

#[tokio::test]
async fn rfc8628_5_2_codes_are_not_to_be_guessed() {
    let world = world().await;
    let begun = begin(&world, "openid").await;
    let mut browser = world.browser();
    let mut page = browser.open("/device").await;
    for wrong in [
        "BBBB-BBBB",
        "x",
        "BCDF",
        "'; DROP TABLE account",
        "<script>",
        "BCDFGHJK",
        "ZZZZ-ZZZZ",
        "A",
        "B",
        "C",
    ] {
        page = browser.submit(&page, "device-form", &[("user_code", wrong)]).await;
        assert!(page.body.contains("No device waits with this code"), "{wrong}: {}", page.body);
        assert!(!page.body.contains("<script>"));
    }
    // Ten tries from one network; then not even the right one is looked at, in whatever browser.
    let right = [("user_code", begun["user_code"].as_str().unwrap())];
    let mut other = world.browser();
    let fresh = other.open("/device").await;
    let answer = other.submit(&fresh, "device-form", &right).await;
    assert!(answer.body.contains("Too many tries"), "{}", answer.body);
    world.advance(15 * 60);
    let late = begin(&world, "openid").await;
    let right = [("user_code", late["user_code"].as_str().unwrap())];
    let page = other.submit(&fresh, "device-form", &right).await;
    assert!(page.address.starts_with("/login/"), "{}", page.address);
}

#[tokio::test]
async fn rfc8628_3_1_each_fault_of_a_device_has_its_answer() {
    let world = world().await;
    for (fields, expected) in [
        (&[("scope", "openid")][..], (401, "invalid_client")),
        (&[("client_id", "nobody"), ("scope", "openid")], (401, "invalid_client")),
        (&[("client_id", "shop"), ("scope", "openid")], (401, "invalid_client")),
        (&[("client_id", "app"), ("scope", "openid")], (400, "unauthorized_client")),
        (&[("client_id", "tv")], (400, "invalid_scope")),
        (&[("client_id", "tv"), ("scope", "nothing")], (400, "invalid_scope")),
        (&[("client_id", "tv"), ("scope", "a\"b")], (400, "invalid_scope")),
        (
            &[("client_id", "tv"), ("scope", "openid"), ("resource", "https://x.example")],
            (400, "invalid_target"),
        ),
    ] {
        let answer = world.post("/device_authorization", fields).await;
        let (status, code) = answer.refusal();
        assert_eq!((status, code.as_str()), expected, "{fields:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for (kind, body) in
        [(FORM, "client_id=tv&client_id=tv"), ("application/json", "{}"), (FORM, "client_id=%ff")]
    {
        let answer = world.send(Method::POST, "/device_authorization", &[("content-type", kind)], body).await;
        assert_eq!(answer.refusal(), (400, "invalid_request".into()), "{body}");
    }
    assert_eq!(world.get("/device_authorization").await.status, 405);
    for (code, expected) in
        [("", "invalid_request"), ("x", "invalid_grant"), (&"x".repeat(10_000), "invalid_grant")]
    {
        assert_eq!(poll_as(&world, "tv", code).await.refusal(), (400, expected.into()), "{}", code.len());
    }
    // A device code is no authorization code and no refresh token, and the other way round.
    let begun = begin(&world, "openid").await;
    let code = begun["device_code"].as_str().unwrap();
    let fields = [("grant_type", "refresh_token"), ("client_id", "tv"), ("refresh_token", code)];
    assert_eq!(world.post("/token", &fields).await.refusal(), (400, "invalid_grant".into()));
    let fields = [("grant_type", "authorization_code"), ("client_id", "app"), ("code", code)];
    assert_eq!(world.post("/token", &fields).await.refusal(), (400, "invalid_grant".into()));
    let fields = [("grant_type", DEVICE_CODE), ("client_id", "app"), ("device_code", code)];
    assert_eq!(world.post("/token", &fields).await.refusal(), (400, "unauthorized_client".into()));
}

#[tokio::test]
async fn a_device_is_let_in_only_at_the_level_of_its_client() {
    let world = World::with(|config| {
        config.policy.clients.insert("tv".into(), crate::world::AAL2.into());
    })
    .await;
    world.client("tv", television).await;
    let begun = begin(&world, "openid").await;
    let mut browser = world.browser();
    let page = browser.open("/device").await;
    let page =
        browser.submit(&page, "device-form", &[("user_code", begun["user_code"].as_str().unwrap())]).await;
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let page = browser.submit(&page, "login-form", &[("password", crate::world::PASSWORD)]).await;
    assert!(page.address.ends_with("/totp"), "{}", page.address);
    let page = browser.sign_in(page, "alice").await;
    browser.submit(&page, "device-form", &[("device-allow", "1")]).await;
    let tokens = poll(&world, &begun).await.tokens();
    assert_eq!(claims(&tokens["id_token"])["acr"], crate::world::AAL2);
}

#[tokio::test]
async fn rfc8628_5_1_devices_that_anybody_can_claim_to_be_begin_so_often_and_no_more() {
    let world = world().await;
    for _ in 0..60 {
        begin(&world, "openid").await;
    }
    let answer = world.post("/device_authorization", &[("client_id", "tv"), ("scope", "openid")]).await;
    assert_eq!(answer.refusal(), (503, "temporarily_unavailable".into()));
    world.advance(15 * 60);
    begin(&world, "openid").await;
}
