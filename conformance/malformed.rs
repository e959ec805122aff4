//! Malformed requests, endpoint by endpoint, with the exact answers: missing, doubled, oversized, of the wrong type.

use std::time::Duration;

use axum::http::Method;
use doorward::web::listener::{self, Limits};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    routes::{addresses, before_the_forms},
    world::{FORM, ISSUER, World, ask, basic, secret_of},
};

const NOT_A_FORM: &str = "the body must be application/x-www-form-urlencoded";
const TWICE: &str = "a parameter comes more than once";

fn json(code: &str, description: &str) -> String {
    format!(r#"{{"error":"{code}","error_description":"{description}"}}"#)
}

#[tokio::test]
async fn token_introspection_revocation_and_pushing_answer_each_fault_exactly() {
    let world = World::new().await;
    let shop = basic("shop", &secret_of("shop"));
    let typed = [("content-type", FORM), ("authorization", shop.as_str())];
    let untyped = [("authorization", shop.as_str())];
    let many = (0..65).map(|n| format!("a{n}=1")).collect::<Vec<_>>().join("&");
    for (path, wanted) in
        [("/token", "grant_type"), ("/introspect", "token"), ("/revoke", "token"), ("/par", "redirect_uri")]
    {
        let missing = format!("{wanted} is missing");
        for (headers, body, description) in [
            (&typed[..], String::new(), missing.as_str()),
            (&typed, format!("{wanted}="), &missing),
            (&typed, format!("{wanted}=a&{wanted}=a"), TWICE),
            (&typed, format!("{wanted}=a&{wanted}="), TWICE),
            (&typed, format!("{wanted}=a&extra=1&extra=2"), TWICE),
            (&typed, format!("{wanted}=a&%65xtra=1&extra=2"), TWICE),
            (&typed, many.clone(), "too many parameters"),
            (&typed, format!("{wanted}=%ff"), "a parameter is not UTF-8"),
            (&typed, format!("{wanted}=%zz"), "a parameter holds a broken percent sequence"),
            (&typed, format!("{wanted}=%"), "a parameter holds a broken percent sequence"),
            (&untyped, format!("{wanted}=a"), NOT_A_FORM),
            (&[typed[1], ("content-type", "application/json")], format!(r#"{{"{wanted}":"a"}}"#), NOT_A_FORM),
            (
                &[typed[1], ("content-type", "multipart/form-data; boundary=x")],
                format!("{wanted}=a"),
                NOT_A_FORM,
            ),
            (&[typed[1], ("content-type", "text/plain")], format!("{wanted}=a"), NOT_A_FORM),
            (&[typed[0], typed[1], typed[1]], format!("{wanted}=a"), "more than one Authorization header"),
        ] {
            let answer = world.send(Method::POST, path, headers, &body).await;
            let expected = json("invalid_request", description);
            assert_eq!((answer.status, answer.body), (400, expected), "{path} {headers:?} {body}");
        }
        for header in ["Basic", "Basic !", "Basic YQ==", "Basic YTpi\u{e9}", "Bearer x", "Digest x", "x", ""]
        {
            let answer = world
                .send(Method::POST, path, &[typed[0], ("authorization", header)], &format!("{wanted}=a"))
                .await;
            assert!(matches!(answer.status, 400 | 401), "{path} {header:?}: {}", answer.status);
            let (_, code) = answer.refusal();
            assert!(["invalid_client", "invalid_request"].contains(&code.as_str()), "{header:?}");
        }
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = world.send(method.clone(), path, &typed, &format!("{wanted}=a")).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.header("allow").contains("POST"), "{method} {path}: {}", answer.header("allow"));
        }
    }
}

#[tokio::test]
async fn userinfo_answers_each_fault_exactly() {
    let world = World::new().await;
    let good = world.tokens("shop", "openid").await;
    let bearer = format!("Bearer {}", good["access_token"].as_str().unwrap());
    let required = json("invalid_request", "an access token is required");
    let form = ("content-type", FORM);
    for (method, headers, body, status, expected) in [
        (Method::GET, &[][..], "", 401, required.clone()),
        (Method::POST, &[], "", 401, required.clone()),
        (Method::POST, &[form], "", 401, required.clone()),
        (
            Method::POST,
            &[("content-type", "application/json")],
            r#"{"access_token":"x"}"#,
            401,
            required.clone(),
        ),
        (Method::GET, &[form], "access_token=x", 401, required),
        (Method::POST, &[form], "access_token=a&access_token=b", 400, json("invalid_request", TWICE)),
        (
            Method::GET,
            &[("authorization", bearer.as_str()), ("authorization", bearer.as_str())],
            "",
            400,
            json("invalid_request", "more than one Authorization header"),
        ),
    ] {
        let answer = world.send(method.clone(), "/userinfo", headers, body).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, expected.as_str()),
            "{method} {headers:?} {body}"
        );
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{method} {headers:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(world.send(Method::DELETE, "/userinfo", &[("authorization", &bearer)], "").await.status, 405);
}

#[tokio::test]
async fn authorize_tells_the_person_until_it_knows_where_an_answer_may_go() {
    let world = World::new().await;
    let shop = "https%3A%2F%2Fshop.example%2Fcb";
    for query in [
        String::new(),
        "client_id=shop".into(),
        format!("redirect_uri={shop}"),
        format!("client_id=&redirect_uri={shop}"),
        "client_id=shop&redirect_uri=".into(),
        format!("client_id=%ff&redirect_uri={shop}"),
        "client_id=shop&redirect_uri=%ff".into(),
        format!("client_id={}&redirect_uri={shop}", "x".repeat(5_000)),
        format!("client_id=shop&redirect_uri={shop}{}", "x".repeat(5_000)),
        "%00=%00&&&===&client_id".into(),
    ] {
        for answer in [
            world.get(&format!("/authorize?{query}")).await,
            world
                .browser()
                .follow(world.send(Method::POST, "/authorize", &[("content-type", FORM)], &query).await)
                .await,
        ] {
            assert!(answer.is_error_page(), "{query}: {} {}", answer.status, answer.location());
            assert_eq!(answer.status, 400, "{query}");
        }
    }
    for kind in ["application/json", "text/plain", "multipart/form-data"] {
        let request = ask("shop", &[]);
        let body = request.split_once('?').unwrap().1;
        let answer = world.send(Method::POST, "/authorize", &[("content-type", kind)], body).await;
        assert!(answer.is_error_page() && answer.status == 400, "{kind}: {}", answer.status);
    }
    for method in [Method::PUT, Method::DELETE] {
        assert_eq!(world.send(method, &ask("shop", &[]), &[], "").await.status, 405);
    }
}

#[tokio::test]
async fn authorize_answers_the_client_about_everything_else() {
    let world = World::new().await;
    let issuer: String = form_urlencoded::byte_serialize(ISSUER.as_bytes()).collect();
    let tell = |error: &str, description: &str| {
        let description = description.replace(' ', "+");
        format!(
            "https://shop.example/cb?error={error}&error_description={description}&state=state-0&iss={issuer}"
        )
    };
    for (name, length) in [
        ("nonce", 1_001),
        ("response_type", 101),
        ("code_challenge", 129),
        ("code_challenge_method", 11),
        ("scope", 2_001),
        ("prompt", 101),
        ("max_age", 11),
        ("claims", 4_001),
        ("acr_values", 1_001),
        ("login_hint", 321),
        ("id_token_hint", 8_001),
        ("ui_locales", 201),
        ("display", 101),
        ("response_mode", 101),
        ("dpop_jkt", 65),
    ] {
        let answer = world.get(&ask("shop", &[(name, &"1".repeat(length))])).await;
        let expected = tell("invalid_request", &format!("{name} is too long or holds control characters"));
        assert_eq!(answer.location(), expected, "{name}");
    }
    let answer = world.get(&ask("shop", &[("nonce", "a\nb")])).await;
    assert_eq!(answer.location(), tell("invalid_request", "nonce is too long or holds control characters"));
    for (change, error, description) in [
        (("response_type", ""), "invalid_request", "response_type is missing"),
        (("response_type", "x"), "unsupported_response_type", "this response_type is not supported"),
        (("response_type", "id_token"), "unsupported_response_type", "this response_type is not supported"),
        (("response_mode", "x"), "invalid_request", "response_mode is not one that is supported"),
        (("scope", ""), "invalid_scope", "scope is missing"),
        (("prompt", "x"), "invalid_request", "prompt holds a value that is not supported"),
        (("prompt", "none login"), "invalid_request", "prompt=none cannot be combined with other values"),
        (("code_challenge", ""), "invalid_request", "code_challenge is missing"),
        (("code_challenge_method", "plain"), "invalid_request", "code_challenge_method must be S256"),
        (
            ("code_challenge", "x"),
            "invalid_request",
            "code_challenge is not the S256 challenge of a verifier",
        ),
        (("max_age", "x"), "invalid_request", "max_age is not a number of seconds"),
        (("registration", "{}"), "registration_not_supported", "registration is not supported"),
        (
            ("claims", "x"),
            "invalid_request",
            "claims is not a JSON object of the shape that OpenID Connect Core 5.5 gives",
        ),
        (
            ("claims", r#"{"id_token":{"acr":{"essential":true,"values":["x"]}}}"#),
            "unmet_authentication_requirements",
            "none of the essential acr values can be met here",
        ),
        (
            ("id_token_hint", "x"),
            "invalid_request",
            "id_token_hint is not an ID token that this issuer gave this client",
        ),
        (("request", "x"), "invalid_request_object", "the request object cannot be verified"),
        (("request_uri", "x"), "invalid_request_uri", "request_uri is not one that the client registered"),
        (
            ("request_uri", "urn:ietf:params:oauth:request_uri:x"),
            "invalid_request_uri",
            "request_uri is unknown, used or has expired",
        ),
        (("dpop_jkt", "x"), "invalid_request", "dpop_jkt is not the SHA-256 thumbprint of a key"),
        (("resource", "x"), "invalid_target", "resource is not an absolute URI without a fragment"),
        (("resource", "https://x.example"), "invalid_target", "the client may not ask for this resource"),
    ] {
        let answer = world.get(&ask("shop", &[change])).await;
        let described = answer.response().get("error_description").unwrap_or_default().to_owned();
        assert_eq!((answer.error().as_str(), described.as_str()), (error, description), "{change:?}");
    }
    let answer = world.get(&format!("{}&nonce=a&nonce=a", ask("shop", &[]))).await;
    assert_eq!(answer.location(), tell("invalid_request", "nonce came more than once"));
    let answer = world.get(&ask("shop", &[("request", "x"), ("request_uri", "x")])).await;
    assert_eq!(answer.location(), tell("invalid_request", "request and request_uri exclude one another"));
    // A state that no header should carry is not carried.
    let answer = world.get(&ask("shop", &[("state", &"x".repeat(4_001))])).await;
    assert_eq!((answer.error().as_str(), answer.response().get("state")), ("invalid_request", None));
}

#[tokio::test]
async fn pages_refuse_what_is_not_one_of_their_forms() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.open(&ask("shop", &[])).await;
    let form = page.form("login-form").unwrap();
    let csrf = form.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let cookie = browser.cookie_header();
    for (kind, body, status) in [
        (FORM, format!("csrf={csrf}&username=a&username=b"), 400),
        (FORM, format!("csrf={csrf}&username=%ff"), 400),
        (FORM, "username=alice".into(), 403),
        (FORM, String::new(), 403),
        ("application/json", "{}".into(), 415),
        ("multipart/form-data; boundary=x", format!("csrf={csrf}"), 415),
        (FORM, format!("csrf={csrf}&username={}", "a".repeat(70_000)), 413),
    ] {
        let headers = [("content-type", kind), ("cookie", cookie.as_str()), ("accept", "text/html")];
        let answer = world.send(Method::POST, &form.action, &headers, &body).await;
        assert!(answer.is_error_page(), "{kind} {}: {}", body.len(), answer.body);
        assert_eq!(answer.status, status, "{kind} {}", body.get(..60).unwrap_or(&body));
    }
    for path in ["/login/nothing/identifier", "/login/%ff/password", "/consent/nothing", "/login//identifier"]
    {
        let answer = browser.get(path).await;
        assert!(
            answer.is_error_page() && matches!(answer.status, 400 | 404 | 410),
            "{path}: {}",
            answer.status
        );
    }
    // An empty or an endless name is an answer to be corrected, no fault.
    for name in ["", &"x".repeat(300)] {
        let again = browser.submit(&page, "login-form", &[("username", name)]).await;
        assert!(again.status == 200 && again.address.starts_with("/login/"), "{}", again.status);
    }
}

#[tokio::test]
async fn every_form_of_the_hosted_pages_is_refused_when_it_is_none() {
    let world = World::new().await;
    let (mut browser, page, journey) = before_the_forms(&world).await;
    let cookie = browser.cookie_header();
    let many = (0..65).map(|n| format!("a{n}=1")).collect::<Vec<_>>().join("&");
    let large = "a".repeat(70_000);
    for path in addresses("post(", &journey) {
        let headers = |kind| {
            [
                ("content-type", kind),
                ("cookie", cookie.as_str()),
                ("accept", "text/html"),
                ("sec-fetch-site", "same-origin"),
            ]
        };
        // These two take what clients send, and have tables of their own.
        if path == "/authorize" || path == "/logout" {
            continue;
        }
        for (kind, body, status) in [
            (FORM, "csrf=a&csrf=b", 400),
            (FORM, "extra=1&extra=", 400),
            (FORM, "extra=1&%65xtra=1", 400),
            (FORM, "csrf=%ff", 400),
            (FORM, "csrf=%zz", 400),
            (FORM, "csrf=%00", 400),
            (FORM, &many, 400),
            (FORM, &large, 413),
            ("application/json", "{}", 415),
            ("text/plain", "csrf=a", 415),
        ] {
            let answer = world.send(Method::POST, &path, &headers(kind), body).await;
            // That of the picture is of another kind.
            let expected = if path == "/account/profile/picture" { 415 } else { status };
            let told = body.get(..40).unwrap_or(body);
            assert_eq!((answer.status, answer.location()), (expected, ""), "{path} {kind} {told}");
        }
        if path.starts_with("/consent/") {
            // Its scopes come more than once; it is the missing token that is refused.
            let answer = world.send(Method::POST, &path, &headers(FORM), "scope=a&scope=b").await;
            assert_eq!((answer.status, answer.location()), (403, ""), "{path}");
        }
    }
    assert_eq!(browser.get(&page.address).await.status, 200, "it is where it was");
}

#[tokio::test]
async fn no_page_is_thrown_by_what_stands_in_its_address() {
    let world = World::new().await;
    let (browser, _, journey) = before_the_forms(&world).await;
    let cookie = browser.cookie_header();
    let script = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    let reflected = ["error", "notice", "until", "user_code", "token", "code", "ui_locales"]
        .map(|name| format!("{name}={script}"))
        .join("&");
    for path in addresses("get(", &journey) {
        for query in ["%ff=%ff", "%zz", "a=1&a=1", "token=%00", "&&=&", &reflected] {
            for cookie in ["", cookie.as_str()] {
                let headers = [("accept", "text/html"), ("cookie", cookie)];
                let answer = world.send(Method::GET, &format!("{path}?{query}"), &headers, "").await;
                assert!(answer.status < 500, "{path}?{query}: {}", answer.status);
                assert!(!answer.body.contains("<script>alert"), "{path}?{query}");
            }
        }
    }
}

#[tokio::test]
async fn logout_refuses_what_is_doubled_or_no_form() {
    let world = World::new().await;
    for query in ["state=a&state=a", "id_token_hint=a&id_token_hint=a", "extra=1&extra=1"] {
        let answer = world.get(&format!("/logout?{query}")).await;
        assert!(answer.is_error_page() && answer.status == 400, "{query}: {}", answer.status);
    }
    let answer = world.get(&format!("/logout?state={}", "x".repeat(4_001))).await;
    assert!(answer.is_error_page() && answer.status == 400);
    let answer = world.send(Method::POST, "/logout", &[("content-type", "application/json")], "{}").await;
    assert!(answer.is_error_page() && answer.status == 415);
}

/// Sends raw bytes to a listener and reads until it closes.
async fn exchange(address: std::net::SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The answer may come, and the connection go, before all is written.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn oversized_requests_are_refused_by_the_listener() {
    let world = World::new().await;
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = door.local_addr().unwrap();
    let limits = Limits::from(&world.app.config.listener);
    tokio::spawn(listener::serve(door, None, world.service.clone(), limits, world.drain.clone()));
    for path in [
        "/token",
        "/introspect",
        "/revoke",
        "/par",
        "/register",
        "/device_authorization",
        "/userinfo",
        "/authorize",
        "/logout",
        "/login/x/identifier",
        "/consent/x",
        "/device",
        "/account/profile",
    ] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: id.example.org\r\ncontent-type: {FORM}\r\nconnection: close\r\n"
        );
        let declared = format!("{head}content-length: 65537\r\n\r\n{}", "a".repeat(65_537));
        let answer = exchange(address, declared.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
        assert!(answer.contains("\"error\":\"content_too_large\""), "{path}: {answer}");
        let chunked = format!(
            "{head}transfer-encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n",
            65_537,
            "a".repeat(65_537)
        );
        let answer = exchange(address, chunked.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}, chunked: {answer}");
    }
    let long = format!(
        "GET /authorize?state={} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        "x".repeat(20_000)
    );
    let answer = exchange(address, long.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 414 ") || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    let heavy =
        format!("GET /jwks HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: {}\r\n\r\n", "x".repeat(20_000));
    assert!(exchange(address, heavy.as_bytes()).await.starts_with("HTTP/1.1 431 "));
}
