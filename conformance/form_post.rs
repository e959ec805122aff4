//! OAuth 2.0 Form Post Response Mode.

use crate::world::{ISSUER, PASSWORD, STATE, World, ask};

#[tokio::test]
async fn form_post_2_the_answer_is_a_form_that_posts_itself() {
    let world = World::new().await;
    let mut browser = world.browser();
    for _ in 0..2 {
        let answer = browser.authorize("shop", &[("response_mode", "form_post")], "alice").await;
        assert_eq!((answer.status, answer.location()), (200, ""));
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.header("cache-control").contains("no-store"));
        let tag = answer.body.split("<form ").nth(1).unwrap().split('>').next().unwrap();
        assert!(tag.contains("method=\"post\"") && tag.contains("action=\"https:"), "{tag}");
        let response = answer.response();
        assert_eq!(response.redirect_uri, "https://shop.example/cb");
        assert_eq!(response.names(), ["code", "state", "iss"]);
        assert_eq!((response.get("state"), response.get("iss")), (Some(STATE), Some(ISSUER)));
        // The policy lets the form leave, and only there.
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("form-action 'self' https://shop.example;"), "{policy}");
    }
}

#[tokio::test]
async fn a_reload_of_the_post_that_gave_the_answer_gives_nothing_more() {
    let world = World::new().await;
    // One sign-in ends with the permission, the other, which needs none, with the password.
    for (client_id, form, typed) in
        [("asks", "consent-form", ("consent-allow", "1")), ("shop", "login-form", ("password", PASSWORD))]
    {
        let mut browser = world.browser();
        let mut page = browser.open(&ask(client_id, &[("response_mode", "form_post")])).await;
        page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
        if form == "consent-form" {
            page = browser.submit(&page, "login-form", &[("password", PASSWORD)]).await;
        }
        let sent = page.form(form).unwrap();
        let fields = sent.fields.iter().map(|(name, value)| (&**name, &**value));
        let fields: Vec<_> = fields.filter(|(name, _)| *name != typed.0).chain([typed]).collect();
        let answer = browser.post(&sent.action, &fields).await;
        let code = answer.response().get("code").unwrap().to_owned();
        for _ in 0..2 {
            let again = browser.post(&sent.action, &fields).await;
            assert_eq!(again.status, 410, "{form}: the journey is over");
            assert!(!again.body.contains("data-now"), "{form}: nothing is sent to the client");
        }
        // The code that was given is still good, and who signed in still is.
        assert!(world.redeem(client_id, &code, &[]).await.tokens()["access_token"].is_string(), "{form}");
        let silent = browser.get(&ask(client_id, &[("prompt", "none")])).await;
        assert!(silent.response().get("code").is_some(), "{form}");
    }
}

#[tokio::test]
async fn form_post_2_errors_are_posted_too_and_nothing_breaks_out_of_the_form() {
    let world = World::new().await;
    let state = "\"><script>alert(1)</script>&'";
    let changes = [("response_mode", "form_post"), ("prompt", "none"), ("state", state)];
    let answer = world.get(&ask("shop", &changes)).await;
    assert_eq!(answer.error(), "login_required");
    assert_eq!(answer.response().get("state"), Some(state));
    assert!(!answer.body.contains("<script>alert"));
}

#[tokio::test]
async fn form_post_is_refused_where_no_browser_could_post() {
    let world = World::new().await;
    let changes = [("redirect_uri", "com.example.app:/cb"), ("response_mode", "form_post")];
    let answer = world.get(&ask("native", &changes)).await;
    assert_eq!((answer.error().as_str(), answer.response().mode), ("invalid_request", "query"));
}
