//! OpenID Connect Session Management 1.0: `session_state`, the page and its cookie, with the switch and not without.
//! `tests/browser/check_session.test.mjs` asks the page from another origin.

use aws_lc_rs::digest::{SHA256, digest};

use crate::{
    browser::Browser,
    world::{World, ask},
};

const COOKIE: &str = "__Host-doorward-state";

async fn world() -> World {
    World::with(|config| config.oauth.front_channel_tokens = true).await
}

/// What the page would say to `client_id` about its `session_state`.
fn unchanged(browser: &Browser<'_>, client_id: &str, session_state: &str) -> bool {
    let (hash, salt) = session_state.split_once('.').unwrap();
    let state = browser.cookies.get(COOKIE).map_or("", String::as_str);
    let text = format!("{client_id} https://{client_id}.example {state} {salt}");
    let made: String =
        digest(&SHA256, text.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    made == hash
}

async fn signed_in(browser: &mut Browser<'_>, client_id: &str, name: &str) -> String {
    let answer = browser.authorize(client_id, &[], name).await;
    let response = answer.response();
    assert!(response.get("code").is_some(), "{}", answer.location());
    response.get("session_state").expect("a session_state").to_owned()
}

#[tokio::test]
async fn session_3_a_state_holds_until_somebody_signs_in_or_out() {
    let world = world().await;
    let mut browser = world.browser();
    let first = signed_in(&mut browser, "shop", "alice").await;
    assert!(unchanged(&browser, "shop", &first));
    assert!(!unchanged(&browser, "other", &first), "another client's is another");
    assert!(!first.contains(' '));
    // A second client, and another sign-in of the same person.
    let second = signed_in(&mut browser, "other", "alice").await;
    assert!(unchanged(&browser, "shop", &first) && unchanged(&browser, "other", &second));
    let renewed = browser.authorize("shop", &[("prompt", "login")], "alice").await;
    assert!(renewed.response().get("code").is_some());
    assert!(unchanged(&browser, "shop", &first), "the same person, the same session");
    // Another person.
    let bob = browser.authorize("shop", &[("prompt", "select_account")], "bob").await;
    assert!(bob.response().get("code").is_some(), "{}", bob.location());
    assert!(!unchanged(&browser, "shop", &first));
    let theirs = bob.response().get("session_state").unwrap().to_owned();
    assert!(unchanged(&browser, "shop", &theirs));
}

#[tokio::test]
async fn session_5_signing_out_changes_the_state_and_nobody_has_a_state_of_their_own() {
    let world = world().await;
    let mut browser = world.browser();
    let state = signed_in(&mut browser, "shop", "alice").await;
    let page = browser.open("/logout").await;
    let done = browser.submit(&page, "action=\"/logout\"", &[("logout-confirm", "1")]).await;
    assert!(done.status < 400, "{}", done.body);
    assert!(!browser.cookies.contains_key(COOKIE), "{:?}", browser.cookies);
    assert!(!unchanged(&browser, "shop", &state));
    let refused = browser.get(&ask("shop", &[("prompt", "none")])).await.response();
    assert_eq!(refused.get("error"), Some("login_required"));
    assert!(unchanged(&browser, "shop", refused.get("session_state").unwrap()));
    let back = signed_in(&mut browser, "shop", "alice").await;
    assert!(unchanged(&browser, "shop", &back) && !unchanged(&browser, "shop", &state));
}

#[tokio::test]
async fn session_4_the_page_may_be_framed_the_others_may_not_and_the_cookie_is_worth_nothing() {
    let world = world().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["check_session_iframe"], "https://id.example.org/check-session");
    let page = world.get("/check-session").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'nonce-") && policy.contains("frame-ancestors *"),
        "{policy}"
    );
    assert_eq!((page.header("x-frame-options"), page.header("cache-control")), ("", "no-store"));
    assert_eq!(page.header("cross-origin-resource-policy"), "cross-origin");
    let nonce = policy.split("nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(page.body.contains(&format!("nonce=\"{nonce}\"")) && !page.body.contains(" on"), "{}", page.body);
    assert_ne!(world.get("/check-session").await.header("content-security-policy"), policy);
    for path in ["/authorize", "/logout", "/account", "/device", "/"] {
        let page = world.browser().open(path).await;
        assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
    }
    let mut browser = world.browser();
    signed_in(&mut browser, "shop", "alice").await;
    let line = browser.set.iter().find(|line| line.starts_with(COOKIE)).unwrap();
    assert!(line.ends_with("; Path=/; Secure; SameSite=None") && !line.contains("HttpOnly"), "{line}");
    let mut others = browser.set.iter().filter(|line| !line.starts_with(COOKIE));
    assert!(others.all(|line| line.ends_with("HttpOnly; SameSite=Lax")), "{:?}", browser.set);
    let value = &browser.cookies[COOKIE];
    for (name, other) in browser.cookies.iter().filter(|(name, _)| *name != COOKIE) {
        assert!(!other.contains(value.as_str()) && !value.contains(other.as_str()), "{name}");
    }
    // Alone it opens nothing.
    let cookies = format!("{COOKIE}={value}; __Host-doorward-session={value}");
    let answer = world
        .send(axum::http::Method::GET, &ask("shop", &[("prompt", "none")]), &[("cookie", &cookies)], "")
        .await;
    assert_eq!(answer.error(), "login_required");
}

#[tokio::test]
async fn session_3_what_is_signed_carries_it_inside_and_an_app_has_none() {
    let world = world().await;
    let mut browser = world.browser();
    let answer = browser.authorize("shop", &[("response_mode", "jwt")], "alice").await;
    let (_, claims) = world.verified(answer.response().get("response").unwrap()).await;
    assert!(unchanged(&browser, "shop", claims["session_state"].as_str().unwrap()));
    let app = browser.authorize("native", &[("redirect_uri", "com.example.app:/cb")], "alice").await;
    assert_eq!((app.response().get("session_state"), app.response().get("code").is_some()), (None, true));
}

#[tokio::test]
async fn without_the_switch_there_is_nothing_of_it() {
    let world = World::new().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document.get("check_session_iframe"), None);
    assert_eq!(world.get("/check-session").await.status, 404);
    let mut browser = world.browser();
    let answer = browser.authorize("shop", &[], "alice").await;
    assert_eq!(answer.response().get("session_state"), None);
    assert!(browser.set.iter().all(|line| line.contains("HttpOnly")), "{:?}", browser.set);
}
