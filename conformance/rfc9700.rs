//! RFC 9700 (BCP 240) where no older document says it: CORS, replays, loopback ports, clients that are people.

use axum::http::Method;

use crate::world::{FORM, World, ask};

#[tokio::test]
async fn rfc9700_2_6_scripts_of_any_origin_may_ask_what_programs_ask() {
    let world = World::new().await;
    let origin = ("origin", "https://spa.example");
    let open = [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/jwks",
        "/token",
        "/userinfo",
        "/revoke",
    ];
    for path in open {
        let asking = [
            origin,
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization"),
        ];
        let preflight = world.send(Method::OPTIONS, path, &asking, "").await;
        assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, "*"), "{path}");
        assert!(preflight.header("access-control-allow-headers").to_lowercase().contains("authorization"));
        assert!(preflight.header("access-control-allow-methods").contains("POST"));
        let method = if ["/token", "/revoke"].contains(&path) { Method::POST } else { Method::GET };
        let answer = world.send(method, path, &[origin, ("content-type", FORM)], "").await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}, refusals too");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{path}");
    }
    let answer = world.send(Method::GET, "/userinfo", &[origin], "").await;
    assert!(answer.header("access-control-expose-headers").contains("WWW-Authenticate"));
}

#[tokio::test]
async fn rfc9700_2_6_no_script_asks_the_authorization_endpoint_or_reads_a_page() {
    let world = World::new().await;
    let origin = ("origin", "https://spa.example");
    let request = ask("shop", &[]);
    for path in [
        request.as_str(),
        "/authorize",
        "/introspect",
        "/logout",
        "/account",
        "/",
        "/login/x/identifier",
        "/dev/mail",
    ] {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            let asking = [origin, ("access-control-request-method", "POST"), ("content-type", FORM)];
            let answer = world.send(method.clone(), path, &asking, "").await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn oauth_2_1_7_5_2_a_replay_without_the_proofs_signs_nobody_out() {
    let world = World::new().await;
    let code = world.code("app", &[]).await;
    let tokens = world.redeem("app", &code, &[]).await.tokens();
    let refused = (400, "invalid_grant".to_owned());
    assert_eq!(world.redeem("app", &code, &[("code_verifier", &"x".repeat(43))]).await.refusal(), refused);
    assert_eq!(world.redeem("app", &code, &[("code_verifier", "")]).await.refusal(), refused);
    assert_eq!(
        world.redeem("other", &code, &[("redirect_uri", "https://app.example/cb")]).await.refusal(),
        refused
    );
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(world.userinfo(access_token).await.status, 200);
    assert_eq!(world.redeem("app", &code, &[]).await.refusal(), refused);
    assert_eq!(world.userinfo(access_token).await.status, 401, "and with all of them it does");
}

#[tokio::test]
async fn oauth_2_1_7_9_the_question_says_who_asks_for_what_and_where_the_answer_goes() {
    let world = World::new().await;
    world.client("stranger", |metadata| (metadata.skip_consent, metadata.verified) = (false, false)).await;
    for (client_id, is_known) in [("asks", true), ("stranger", false)] {
        let mut browser = world.browser();
        let page = browser.open(&ask(client_id, &[("scope", "openid email orders:read")])).await;
        let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
        let page = browser.submit(&page, "login-form", &[("password", crate::world::PASSWORD)]).await;
        assert!(page.address.starts_with("/consent/"), "{client_id}: {}", page.address);
        let host = format!("{client_id}.example");
        for word in [host.as_str(), "value=\"email\"", "value=\"orders:read\""] {
            assert!(page.body.contains(word), "{client_id}: {word}: {}", page.body);
        }
        // The name that a client gave itself is believed only where an operator vouches for it.
        assert_eq!(page.body.contains(&format!("The {client_id}")), is_known, "{}", page.body);
    }
}

#[tokio::test]
async fn rfc8252_7_3_only_the_port_of_a_loopback_redirect_may_differ_and_only_for_native_apps() {
    let world = World::new().await;
    for (uri, fine) in [
        ("http://127.0.0.1:50123/cb", true),
        ("http://127.0.0.1/cb", true),
        ("com.example.app:/cb", true),
        ("http://127.0.0.1:50123/other", false),
        ("http://127.0.0.1:50123/cb?x=1", false),
        ("http://localhost:50123/cb", false),
        ("http://[::1]:50123/cb", false),
        ("https://127.0.0.1:50123/cb", false),
        ("http://127.0.0.1:0/cb", false),
        ("http://127.0.0.1:99999/cb", false),
        ("http://127.0.0.1.evil.example/cb", false),
        ("com.example.app:/cb/x", false),
    ] {
        let answer = world.get(&ask("native", &[("redirect_uri", uri), ("prompt", "none")])).await;
        assert_eq!(answer.status == 303, fine, "{uri}");
        assert_ne!(answer.is_error_page(), fine, "{uri}");
    }
    world.client("webby", |metadata| metadata.redirect_uris = vec!["http://127.0.0.1/cb".into()]).await;
    assert!(world.get(&ask("webby", &[("redirect_uri", "http://127.0.0.1:50123/cb")])).await.is_error_page());
}

#[tokio::test]
async fn rfc6819_5_2_4_1_a_private_scheme_is_never_answered_without_a_gesture() {
    let world = World::new().await;
    let mut browser = world.browser();
    let private = [("redirect_uri", "com.example.app:/cb")];
    assert!(browser.authorize("native", &private, "alice").await.response().get("code").is_some());
    let answer = browser.open(&ask("native", &[private[0], ("prompt", "none")])).await;
    assert_eq!(answer.error(), "consent_required");
    let answer = browser.open(&ask("native", &private)).await;
    assert!(answer.address.starts_with("/consent/"), "{}", answer.address);
    // A loopback redirect with PKCE is another matter.
    assert!(browser.open(&ask("native", &[("prompt", "none")])).await.response().get("code").is_some());
}

#[tokio::test]
async fn rfc9700_4_15_a_client_is_never_taken_for_a_person() {
    let world = World::new().await;
    let alice = world.account_id("alice").await;
    assert_eq!((alice.len(), alice.bytes().all(|byte| byte.is_ascii_hexdigit())), (32, true));
    let tokens = world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let claims = crate::world::claims(&tokens["access_token"]);
    assert_eq!((claims["sub"].as_str(), claims.get("gid")), (Some("machine"), None));
}

#[tokio::test]
async fn rfc9700_4_12_no_answer_repeats_a_post() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.open(&ask("shop", &[])).await;
    let form = page.form("login-form").unwrap();
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let answer = browser.post(&form.action, &[&fields[..], &[("username", "alice")]].concat()).await;
    assert_eq!(answer.status, 303);
    let page = browser.follow(answer).await;
    let form = page.form("login-form").unwrap();
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let answer =
        browser.post(&form.action, &[&fields[..], &[("password", crate::world::PASSWORD)]].concat()).await;
    assert_eq!(answer.status, 303, "with credentials in the body above all");
    assert!(answer.location().starts_with("https://shop.example/cb?code="));
}
