//! Requests as they come over the wire: what is malformed gets its exact answer, what is well-formed its exact headers.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request},
};
use serde_json::Value;
use tower::ServiceExt;

use crate::{
    oauth::testing::{REDIRECT_URI, VERIFIER, World},
    storage::testing::{Scratch, sqlite},
};

const FORM: &str = "application/x-www-form-urlencoded";

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Status, code and description of a refusal.
    fn error(&self) -> (u16, String, String) {
        let body = self.json();
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        assert_eq!(
            (self.header("content-type"), self.header("cache-control")),
            ("application/json", "no-store")
        );
        (self.status, text("error"), text("error_description"))
    }
}

async fn served() -> (World, Router, Scratch) {
    let (database, scratch) = sqlite().await;
    let world = World::new(database).await;
    world.client("shop", |_| {}).await;
    world.client("app", |m| m.token_endpoint_auth_method = "none".into()).await;
    let routes = Router::new()
        .merge(super::token::routes())
        .merge(super::userinfo::routes())
        .merge(super::introspection::routes())
        .merge(super::revocation::routes())
        .with_state(world.provider.clone());
    (world, routes, scratch)
}

async fn send(server: &Router, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let (parts, body) = server.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8(body).unwrap() }
}

#[tokio::test]
async fn malformed_requests_have_exact_answers() {
    let (_world, server, _scratch) = served().await;
    let shop = "client_id=shop&client_secret=shop-secret";
    let many = (0..70).map(|n| format!("a{n}=1")).collect::<Vec<_>>().join("&");
    let not_a_form = "the body must be application/x-www-form-urlencoded";
    let twice = "a parameter comes more than once";
    let missing = ["/token", "/introspect", "/revoke"];
    for path in missing {
        let wanted = if path == "/token" { "grant_type" } else { "token" };
        let form = &[("content-type", FORM)][..];
        let bad = |description: &str| (400, "invalid_request", description.to_owned());
        let table = [
            (&[][..], format!("{shop}&{wanted}=x"), bad(not_a_form)),
            (&[("content-type", "application/json")][..], "{}".into(), bad(not_a_form)),
            (&[("content-type", "multipart/form-data")][..], shop.into(), bad(not_a_form)),
            (form, format!("{shop}&{wanted}=a&{wanted}=b"), bad(twice)),
            (form, format!("{shop}&client_id=app"), bad(twice)),
            (form, format!("{shop}&other=1&other=1"), bad(twice)),
            (form, many.clone(), bad("too many parameters")),
            (form, format!("{shop}&{wanted}=%ff"), bad("a parameter is not UTF-8")),
            (form, String::new(), (401, "invalid_client", "client authentication failed".into())),
            (form, shop.into(), bad(&format!("{wanted} is missing"))),
            (form, format!("{shop}&{wanted}="), bad(&format!("{wanted} is missing"))),
            (
                &[("content-type", FORM), ("authorization", "Basic YTpi"), ("authorization", "Basic YTpi")][..],
                format!("{wanted}=x"),
                bad("more than one Authorization header"),
            ),
        ];
        for (headers, body, (status, code, description)) in table {
            let answer = send(&server, Method::POST, path, headers, &body).await;
            assert_eq!(answer.error(), (status, code.to_owned(), description), "{path} {headers:?} {body}");
            assert_eq!(!answer.header("www-authenticate").is_empty(), status == 401, "{path} {body}");
        }
        assert_eq!(send(&server, Method::GET, &format!("{path}?{shop}"), &[], "").await.status, 405);
        // What stands in the query is not looked at.
        let answer =
            send(&server, Method::POST, &format!("{path}?{shop}"), &[("content-type", FORM)], "").await;
        assert_eq!(answer.error().1, "invalid_client");
    }
}

#[tokio::test]
async fn a_wrong_basic_password_is_challenged() {
    let (_world, server, _scratch) = served().await;
    let headers = [("content-type", FORM), ("authorization", "Basic c2hvcDp3cm9uZw==")];
    let answer = send(&server, Method::POST, "/token", &headers, "grant_type=client_credentials").await;
    assert_eq!(answer.error().1, "invalid_client");
    assert!(answer.header("www-authenticate").starts_with("Basic "));
}

#[tokio::test]
async fn a_sign_in_goes_from_code_to_claims_to_revocation() {
    let (world, server, _scratch) = served().await;
    let code = world.code("app", "openid email offline_access", |_, _| {}).await;
    let form = [("content-type", "Application/X-WWW-Form-Urlencoded; charset=utf-8")];
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("grant_type", "authorization_code"),
            ("client_id", "app"),
            ("code", &code),
            ("redirect_uri", REDIRECT_URI),
            ("code_verifier", VERIFIER),
            ("extra", "ignored"),
        ])
        .finish();
    let answer = send(&server, Method::POST, "/token", &form, &body).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!((answer.header("cache-control"), answer.header("pragma")), ("no-store", "no-cache"));
    let tokens = answer.json();
    assert_eq!((tokens["token_type"].as_str(), tokens["expires_in"].as_i64()), (Some("Bearer"), Some(600)));
    let access_token = tokens["access_token"].as_str().unwrap();

    let bearer = format!("Bearer {access_token}");
    let in_form = format!("access_token={access_token}");
    for (method, headers, body) in [
        (Method::GET, vec![("authorization", bearer.as_str())], ""),
        (Method::POST, vec![("authorization", bearer.as_str())], ""),
        (Method::POST, form.to_vec(), in_form.as_str()),
    ] {
        let answer = send(&server, method, "/userinfo", &headers, body).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(
            answer.json(),
            serde_json::json!({"sub": "a1", "email": "a1@example.com", "email_verified": true})
        );
    }

    let answer = send(&server, Method::GET, &format!("/userinfo?{in_form}"), &[], "").await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");

    let revoke = format!("client_id=app&token={}", tokens["refresh_token"].as_str().unwrap());
    let answer = send(&server, Method::POST, "/revoke", &form, &revoke).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    let answer = send(&server, Method::GET, "/userinfo", &[("authorization", &bearer)], "").await;
    assert_eq!(answer.error().1, "invalid_token");
    assert!(
        answer.header("www-authenticate").starts_with("Bearer error=\"invalid_token\", "),
        "RFC 6750 section 3"
    );
}
