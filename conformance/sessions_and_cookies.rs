//! Sessions, cookies, headers, forged and copied forms, and the two names of development mode: RFC 6265bis, ASVS 3 and 7,
//! NIST SP 800-63B-4 section 5.

use axum::http::Method;

use crate::{
    routes::{addresses, before_the_forms},
    world::{Answer, FORM, ISSUER, PASSWORD, World, ask, claims, merged},
};

const SESSION: &str = "__Host-doorward-session";
const BROWSER: &str = "__Host-doorward-browser";

#[tokio::test]
async fn rfc6265bis_4_1_3_2_cookies_belong_to_this_host_and_no_script() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), [BROWSER, SESSION]);
    for line in &browser.set {
        assert!(line.starts_with("__Host-") && !line.contains("Domain"), "{line}");
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(line.contains(attribute), "{line}");
        }
        assert!(line.len() < 4_096);
    }
    for value in browser.cookies.values() {
        assert_eq!(value.len(), 43, "256 bits");
    }
}

#[tokio::test]
async fn asvs_7_2_4_each_authentication_gives_a_new_session_secret() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let first = browser.cookies[SESSION].clone();
    browser.authorize("other", &[], "alice").await;
    assert_eq!(browser.cookies[SESSION], first, "single sign-on is no authentication");
    browser.authorize("shop", &[("prompt", "login")], "alice").await;
    let second = browser.cookies[SESSION].clone();
    assert_ne!(first, second);
    browser.cookies.insert(SESSION.into(), first);
    assert_eq!(
        browser.get(&ask("shop", &[("prompt", "none")])).await.error(),
        "login_required",
        "the old one is dead"
    );
    browser.cookies.insert(SESSION.into(), second);
    assert!(browser.get(&ask("shop", &[("prompt", "none")])).await.response().get("code").is_some());
}

#[tokio::test]
async fn asvs_7_2_3_a_session_secret_from_outside_is_never_taken_over() {
    let world = World::new().await;
    let mut browser = world.browser();
    let planted = "x".repeat(43);
    browser.cookies.insert(SESSION.into(), planted.clone());
    assert_eq!(browser.get(&ask("shop", &[("prompt", "none")])).await.error(), "login_required");
    browser.authorize("shop", &[], "alice").await;
    assert_ne!(browser.cookies[SESSION], planted);
}

#[tokio::test]
async fn asvs_7_4_1_a_session_that_was_signed_out_is_dead_whoever_kept_its_cookie() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let kept = browser.cookies.clone();
    let page = browser.open("/logout").await;
    browser.submit(&page, "action=\"/logout\"", &[("logout-confirm", "1")]).await;
    assert!(kept.contains_key(SESSION) && !browser.cookies.contains_key(SESSION));
    browser.cookies = kept;
    assert_eq!(browser.get(&ask("shop", &[("prompt", "none")])).await.error(), "login_required");
    let page = browser.open("/account").await;
    assert!(page.address.starts_with("/login/"), "{}", page.address);
}

#[tokio::test]
async fn single_sign_on_serves_all_clients_with_one_sid() {
    let world = World::new().await;
    let mut browser = world.browser();
    let mut sids = Vec::new();
    for client_id in ["shop", "other", "app"] {
        let answer = browser.open(&ask(client_id, &[])).await;
        let answer = if sids.is_empty() { browser.sign_in(answer, "alice").await } else { answer };
        let code = answer.response().get("code").unwrap().to_owned();
        let tokens = world.redeem(client_id, &code, &[]).await.tokens();
        sids.push(claims(&tokens["id_token"])["sid"].clone());
    }
    assert!(
        sids.iter()
            .all(|sid| *sid == sids[0] && sid.as_str() != browser.cookies.get(SESSION).map(String::as_str))
    );
}

#[tokio::test]
async fn nist_5_2_a_session_ends_when_idle_and_in_any_case() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let none = ask("shop", &[("prompt", "none")]);
    world.advance(3_599);
    assert!(browser.get(&none).await.response().get("code").is_some());
    world.advance(3_601);
    assert_eq!(browser.get(&none).await.error(), "login_required", "idle for an hour");

    browser.authorize("shop", &[], "alice").await;
    for _ in 0..47 {
        world.advance(1_800);
        assert!(browser.get(&none).await.response().get("code").is_some());
    }
    world.advance(1_800);
    assert_eq!(browser.get(&none).await.error(), "login_required", "after a day");
}

#[tokio::test]
async fn disabling_an_account_ends_its_sessions_at_once() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    world.app.accounts().set_state("alice", doorward::storage::account::State::Disabled).await.unwrap();
    assert_eq!(browser.get(&ask("shop", &[("prompt", "none")])).await.error(), "login_required");
}

#[tokio::test]
async fn a_sign_in_stays_in_the_browser_where_it_began() {
    let world = World::new().await;
    let mut mine = world.browser();
    let page = mine.open(&ask("shop", &[])).await;
    let mut theirs = world.browser();
    theirs.open(&ask("shop", &[])).await;
    let copied = theirs.get(&page.address).await;
    assert!(copied.is_error_page(), "{}", copied.status);
    assert_eq!(copied.status, 403);
    let form = page.form("login-form").unwrap();
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let answer = theirs.post(&form.action, &[&fields[..], &[("username", "alice")]].concat()).await;
    assert_eq!((answer.status, answer.location()), (403, ""));
}

#[tokio::test]
async fn a_form_is_believed_only_from_our_page_with_its_token() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.open(&ask("shop", &[])).await;
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let form = page.form("login-form").unwrap();
    let csrf = form.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let other = browser.open(&ask("other", &[])).await.form("login-form").unwrap();
    let others = other.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    for token in ["", "x", &others] {
        let answer = browser.post(&form.action, &[("csrf", token), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location()), (403, ""), "{token}");
    }
    let good = [("csrf", csrf.as_str()), ("password", PASSWORD)];
    assert_eq!(browser.post_from_elsewhere(&form.action, &good).await.status, 403);
    assert!(browser.post(&form.action, &good).await.location().starts_with("https://shop.example/cb?code="));
}

/// The token of the first form that has one.
fn token(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn owasp_csrf_no_form_of_any_page_is_believed_when_another_site_sends_it() {
    let world = World::new().await;
    let (mut browser, page, journey) = before_the_forms(&world).await;
    let (of_journey, of_account) = (token(&page), token(&browser.open("/account").await));
    let cookies = browser.cookie_header();
    for path in addresses("post(", &journey) {
        // Whom a client may send there (OpenID Connect Core 3.1.2.1).
        if path == "/authorize" {
            continue;
        }
        let ours = path.starts_with("/account") || path == "/logout";
        let csrf = if ours { &of_account } else { &of_journey };
        let fields =
            [("csrf", csrf.as_str()), ("username", "bob"), ("sure", "1"), ("stay", "1"), ("language", "fr")];
        let body = merged(&[], &fields);
        for from in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://rp.example"),
            ("referer", "https://rp.example/"),
        ] {
            let headers =
                [("content-type", FORM), ("cookie", cookies.as_str()), ("accept", "text/html"), from];
            let answer = world.send(Method::POST, &path, &headers, &body).await;
            // The form of the picture is of another kind, and refused for that first.
            let expected = if path == "/account/profile/picture" { 415 } else { 403 };
            assert_eq!((answer.status, answer.location()), (expected, ""), "{path} {from:?}");
            assert_eq!(answer.header("set-cookie"), "", "{path} {from:?}");
        }
    }
    assert_eq!(browser.get(&page.address).await.status, 200, "it is where it was");
    assert!(browser.get(&ask("shop", &[("prompt", "none")])).await.response().get("code").is_some());
    // The same tokens are good in forms of ours.
    let cancelled = browser.post(&format!("/login/{journey}/cancel"), &[("csrf", &of_journey)]).await;
    assert_eq!(cancelled.error(), "access_denied");
    let ended = browser.post("/account/sessions/end-others", &[("csrf", &of_account)]).await;
    assert_eq!(ended.status, 303);
}

/// A browser of before 2023 says no more of a post from our own pages, nor of one from a frame that hides where it comes from.
#[tokio::test]
async fn owasp_csrf_who_says_that_the_origin_is_null_has_the_token_to_show() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let page = browser.open(&ask("shop", &[("prompt", "login")])).await;
    let journey = page.address.split('/').nth(2).unwrap().to_owned();
    let cookies = browser.cookie_header();
    let headers =
        [("content-type", FORM), ("cookie", cookies.as_str()), ("accept", "text/html"), ("origin", "null")];
    let fields = [("csrf", "nothing"), ("username", "bob"), ("sure", "1"), ("stay", "1")];
    for path in addresses("post(", &journey) {
        // Clients send people to the first, and the second only chooses a language.
        if path == "/authorize" || path == "/language" {
            continue;
        }
        let answer = world.send(Method::POST, &path, &headers, &merged(&[], &fields)).await;
        // The form of the picture is of another kind, and refused for that first.
        let expected = if path == "/account/profile/picture" { 415 } else { 403 };
        assert_eq!((answer.status, answer.location()), (expected, ""), "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
    let csrf = token(&page);
    let body = merged(&[], &[("csrf", csrf.as_str()), ("cancel", "1")]);
    let cancelled = world.send(Method::POST, &format!("/login/{journey}/cancel"), &headers, &body).await;
    assert_eq!(cancelled.error(), "access_denied");
}

#[tokio::test]
async fn no_step_is_skipped_and_a_finished_sign_in_answers_once() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.open(&ask("asks", &[])).await;
    let journey = page.address.split('/').nth(2).unwrap().to_owned();
    for step in ["password", "totp", "email_code", "enrol/totp", "nonsense"] {
        let answer = browser.get(&format!("/login/{journey}/{step}")).await;
        assert_eq!(answer.location(), format!("/login/{journey}/identifier"), "{step}");
    }
    let csrf =
        page.form("login-form").unwrap().fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let answer =
        browser.post(&format!("/login/{journey}/password"), &[("csrf", &csrf), ("password", PASSWORD)]).await;
    assert_eq!(answer.location(), format!("/login/{journey}/identifier"));
    let answer =
        browser.post(&format!("/consent/{journey}"), &[("csrf", &csrf), ("consent-allow", "1")]).await;
    assert_eq!(answer.location(), format!("/login/{journey}/identifier"));
    let done = browser.sign_in(page, "alice").await;
    assert!(done.response().get("code").is_some());
    let again =
        browser.post(&format!("/consent/{journey}"), &[("csrf", &csrf), ("consent-allow", "1")]).await;
    assert!(again.is_error_page() && again.status == 410, "{} {}", again.status, again.location());
}

#[tokio::test]
async fn rfc9700_4_16_every_page_and_error_refuses_framing_and_leaks_no_address() {
    let world = World::new().await;
    let mut browser = world.browser();
    let sign_in = browser.open(&ask("shop", &[])).await;
    let error = browser.get("/authorize").await;
    let missing = browser.get("/nowhere").await;
    let front = browser.get("/").await;
    for answer in [&sign_in, &error, &missing, &front] {
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"] {
            assert!(policy.contains(part), "{}: {policy}", answer.address);
        }
        assert!(!policy.contains("unsafe") && policy.contains("script-src 'nonce-"), "{policy}");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        for script in answer.body.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap().contains(nonce), "{script}");
        }
        assert!(!answer.body.contains(" style=\"") && !answer.body.contains(" onclick"));
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        let transport = answer.header("strict-transport-security");
        let age = transport.strip_prefix("max-age=").and_then(|rest| rest.split(';').next()).unwrap();
        assert!(age.parse::<u32>().unwrap() >= 365 * 86_400, "ASVS 3.4.1: {transport}");
    }
    let nonces: Vec<&str> =
        [&sign_in, &error].map(|answer| answer.header("content-security-policy")).to_vec();
    assert_ne!(nonces[0], nonces[1], "new for each answer");
    assert_eq!(sign_in.header("cross-origin-opener-policy"), "same-origin-allow-popups");
    assert_eq!(front.header("cross-origin-opener-policy"), "same-origin");
    assert!(sign_in.header("content-security-policy").contains("form-action 'self' https://shop.example;"));
    for answer in [world.get("/jwks").await, world.post("/token", &[]).await] {
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-frame-options"), "DENY");
    }
}

#[tokio::test]
async fn errors_are_json_for_programs_and_pages_for_people() {
    let world = World::new().await;
    let answer = world.get("/nowhere").await;
    assert_eq!(answer.refusal(), (404, "not_found".into()));
    let answer = world.send(Method::GET, "/nowhere", &[("accept", "text/html")], "").await;
    assert!(answer.is_error_page() && answer.status == 404);
    assert_eq!(world.get("/dev/mail").await.status, 404, "no such route outside of development mode");
}

#[tokio::test]
async fn development_mode_answers_to_its_own_names_only() {
    let world =
        World::with(|config| (config.dev, config.issuer) = (true, "http://localhost:8080".into())).await;
    for (host, status) in [
        ("localhost:8080", 200),
        ("127.0.0.1:8080", 200),
        ("[::1]:8080", 200),
        ("localhost:8081", 421),
        ("evil.example:8080", 421),
        ("localhost.evil.example:8080", 421),
        ("", 421),
    ] {
        for path in ["/.well-known/openid-configuration", "/jwks", "/", "/dev/mail"] {
            let answer = world.send(Method::GET, path, &[("host", host)], "").await;
            assert_eq!(answer.status, status, "{host} {path}");
            if path == "/dev/mail" {
                assert_eq!(answer.header("access-control-allow-origin"), "");
            }
        }
    }
    let answer = world
        .send(Method::POST, "/token", &[("host", "evil.example:8080"), ("content-type", FORM)], "")
        .await;
    assert_eq!(answer.refusal(), (421, "misdirected_request".into()));
}

#[tokio::test]
async fn development_mode_keeps_cookies_over_plain_http() {
    let world =
        World::with(|config| (config.dev, config.issuer) = (true, "http://localhost:8080".into())).await;
    let headers = [("host", "localhost:8080"), ("accept", "text/html")];
    let answer = world.send(Method::GET, &ask("shop", &[]), &headers, "").await;
    let line = answer.header("set-cookie");
    assert!(line.starts_with("doorward-browser=") && !line.contains("Secure"), "{line}");
    assert!(line.contains("; HttpOnly") && line.contains("; SameSite=Lax"), "{line}");
    assert!(answer.header("strict-transport-security").is_empty());
}

#[tokio::test]
async fn nothing_follows_the_host_header() {
    let world = World::new().await;
    let headers =
        [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
    for path in ["/.well-known/openid-configuration", "/", &ask("shop", &[("prompt", "none")])] {
        let answer = world.send(Method::GET, path, &headers, "").await;
        assert!(
            !answer.body.contains("evil.example") && !answer.location().contains("evil.example"),
            "{path}"
        );
    }
    assert_eq!(world.get("/.well-known/openid-configuration").await.json()["issuer"], ISSUER);
}
