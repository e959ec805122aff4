//! The endpoints that browsers visit, as they come over the wire; what they mean is tested in `oauth`.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use tower::ServiceExt;

use crate::{
    app::App,
    clock::{Clock, Timestamp},
    config::{Config, MailTransport},
    jose::{MasterKey, Vault},
    random::Random,
    storage::{
        self,
        client::{self, Client, Metadata},
        testing::{Scratch, sqlite},
    },
    web::{frame::Frame, router::router, site::Site},
};

pub(super) const REQUEST: &str = "client_id=shop&redirect_uri=https%3A%2F%2Frp.example%2Fcb%3Fa%3Db&response_type=code\
                       &scope=openid&state=s%20t&nonce=n";

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(super) struct Served {
    router: Router,
    _scratch: Scratch,
}

impl Served {
    pub(super) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(super) async fn with(adjust: impl FnOnce(&mut Config)) -> Self {
        let (database, scratch) = sqlite().await;
        let (clock, random) = (Clock::fixed(Timestamp::from_seconds(1_800_000_000)), Random::seeded(5));
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        config.mail.transport = MailTransport::Capture;
        config.key.algorithms = vec!["ES256".into()];
        adjust(&mut config);
        let shop = Client {
            client_id: "shop".into(),
            metadata: Metadata {
                redirect_uris: vec!["https://rp.example/cb?a=b".into()],
                ..Metadata::default()
            },
            source: "cli".into(),
            disabled: false,
            created_at: Timestamp(1),
            updated_at: Timestamp(1),
            version: 1,
        };
        database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move { client::insert(write, &shop).await })
            })
            .await
            .unwrap();
        let app = App::assemble(config, clock, random.clone(), database, vault).await.unwrap();
        let site = Arc::new(Site::new(app, None).unwrap());
        let frame = Frame {
            pages: Some(site.pages.clone()),
            ..Frame::new(&"https://id.example.org".parse().unwrap(), random)
        };
        Self { router: frame.around(router(site)), _scratch: scratch }
    }

    pub(super) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("accept", "text/html");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1_000_000).await.unwrap();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    /// A form from another site: the browser leaves our cookies out.
    async fn post_from_elsewhere(&self, path: &str, body: &str) -> Answer {
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
        let answer = self.send("POST", path, &headers, body).await;
        assert_eq!(answer.header("set-cookie"), "", "a stranger's form changes no cookie");
        answer
    }
}

#[tokio::test]
async fn a_good_request_leads_to_the_sign_in_page_and_marks_the_browser() {
    let served = Served::new().await;
    let answer = served.get(&format!("/authorize?{REQUEST}")).await;
    assert_eq!(answer.status, 303);
    assert!(answer.header("location").starts_with("/login/"), "{}", answer.header("location"));
    assert!(answer.header("set-cookie").starts_with("__Host-doorward-browser="));
    assert!(answer.header("access-control-allow-origin").is_empty());
}

#[tokio::test]
async fn a_wrong_redirect_uri_or_client_gets_a_page_and_nothing_else() {
    let served = Served::new().await;
    for (wrong, word) in [
        (REQUEST.replace("%2Fcb%3Fa%3Db", "%2Fother"), "redirect_uri is not one that the client registered"),
        (
            REQUEST.replace("&redirect_uri=https%3A%2F%2Frp.example%2Fcb%3Fa%3Db", ""),
            "redirect_uri is missing",
        ),
        (REQUEST.replace("client_id=shop", "client_id=%3Cscript%3E"), "client_id is not known here"),
        (String::new(), "client_id is missing or doubled"),
    ] {
        let answer = served.get(&format!("/authorize?{wrong}")).await;
        assert_eq!((answer.status, answer.header("location")), (400, ""), "{wrong}");
        assert!(answer.body.contains(r#"id="error-page""#) && answer.body.contains(word), "{}", answer.body);
        assert!(!answer.body.contains("&lt;script&gt;"), "what a stranger sent is not repeated");
    }
}

#[tokio::test]
async fn an_error_travels_as_it_was_asked_to() {
    let served = Served::new().await;
    let answer = served.get(&format!("/authorize?{REQUEST}&prompt=none")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(
        answer.header("location"),
        "https://rp.example/cb?a=b&error=login_required&error_description=the+person+must+sign+in\
         &state=s+t&iss=https%3A%2F%2Fid.example.org"
    );
    let answer = served.get(&format!("/authorize?{REQUEST}&prompt=none&response_mode=fragment")).await;
    assert!(answer.header("location").starts_with("https://rp.example/cb?a=b#error=login_required&"));
    let answer = served.get(&format!("/authorize?{REQUEST}&prompt=none&response_mode=form_post")).await;
    assert_eq!((answer.status, answer.header("location")), (200, ""));
    assert!(answer.body.contains("<form method=\"post\" action=\"https://rp.example/cb?a=b\" data-now>"));
    assert!(answer.body.contains("name=\"error\" value=\"login_required\""));
    assert!(answer.body.contains("name=\"state\" value=\"s t\""));
    assert!(
        answer.header("content-security-policy").contains("form-action 'self' https://rp.example;"),
        "{}",
        answer.header("content-security-policy")
    );
}

#[tokio::test]
async fn a_post_from_another_site_becomes_a_visit_and_changes_no_cookie() {
    let served = Served::new().await;
    let answer = served.post_from_elsewhere("/authorize", REQUEST).await;
    assert_eq!(answer.status, 303);
    let visit = served.get(answer.header("location")).await;
    assert!(visit.header("location").starts_with("/login/"), "the visit means what the post meant");

    let long =
        format!("{REQUEST}&claims=%7B%22x%22%3A%22{}%22%7D&extra={}", "y".repeat(3_000), "z".repeat(4_000));
    let page = served.post_from_elsewhere("/authorize", &long).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("action=\"/authorize?sent-on\" data-now"), "{}", page.body);
    let ours = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    let answer = served.send("POST", "/authorize?sent-on", &ours, &long).await;
    assert!(answer.header("location").starts_with("/login/"));
    assert!(answer.header("set-cookie").starts_with("__Host-doorward-browser="));

    served.post_from_elsewhere("/authorize?sent-on", &long).await;
    let doubled = served.post_from_elsewhere("/authorize", &format!("{REQUEST}&state=t")).await;
    assert!(doubled.header("location").contains("error=invalid_request"));
    let json = served.send("POST", "/authorize", &[("content-type", "application/json")], "{}").await;
    assert_eq!(json.status, 400);
    assert_eq!(served.send("PUT", "/authorize", &[], "").await.status, 405);
}

#[tokio::test]
async fn nobody_is_signed_out_by_a_form_of_another_site() {
    let served = Served::new().await;
    let answer = served.post_from_elsewhere("/logout", "state=s&client_id=shop").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/logout?client_id=shop&state=s"));
    served.post_from_elsewhere("/logout?sent-on", "state=s").await;
    let forged = served.post_from_elsewhere("/logout", "csrf=x&request=y").await;
    assert_eq!(forged.status, 403);
    let over = served.get("/logout").await;
    assert_eq!((over.status, over.header("location")), (303, "/logout/done"));
    let done = served.get("/logout/done").await;
    assert_eq!(done.status, 200);
    assert!(done.body.contains("You are signed out"));
}

#[tokio::test]
async fn no_form_of_another_site_recovers_or_resets_and_opening_a_link_does_nothing() {
    let served = Served::new().await;
    let began = served.get(&format!("/authorize?{REQUEST}")).await;
    let login = began.header("location").strip_suffix("/identifier").unwrap().to_owned();
    let cookie = began.header("set-cookie").split(';').next().unwrap().to_owned();
    let own = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "cross-site"),
        ("cookie", cookie.as_str()),
    ];
    for path in [format!("{login}/recover"), "/reset/a/r".into()] {
        assert_eq!(served.post_from_elsewhere(&path, "csrf=x&token=y").await.status, 403, "{path}");
        assert_eq!(served.send("POST", &path, &own, "csrf=x&token=y").await.status, 403, "{path}");
    }
    let elsewhere = served.get(&format!("{login}/link?code=123456")).await;
    assert_eq!(elsewhere.status, 200);
    assert!(
        elsewhere.body.contains("Go back to the browser") && !elsewhere.body.contains("id=\"login-form\"")
    );
    let here = served.send("GET", &format!("{login}/link?code=123456"), &[("cookie", &cookie)], "").await;
    assert_eq!((here.status, here.header("location")), (303, &*format!("{login}/identifier")), "no recovery");
    let hostile = served.get(&format!("{login}/link?code=%3Cscript%3E12")).await;
    assert!(!hostile.body.contains("script&gt;12") && !hostile.body.contains("<script>12"));
    assert_eq!(served.get("/login/nothing/link?code=123456").await.status, 410);
    assert_eq!(served.get("/reset/a/r?token=x").await.status, 410);
    let done = served.get("/recovered/%3Cscript%3E").await;
    assert!(
        done.status == 200 && done.body.contains("href=\"/account\"") && !done.body.contains("script&gt;")
    );
}

#[tokio::test]
async fn the_documents_are_found_and_unknown_ones_are_not() {
    let served = Served::new().await;
    let first = served.get("/.well-known/openid-configuration").await;
    assert_eq!((first.status, first.header("content-type")), (200, "application/json"));
    assert_eq!(first.header("access-control-allow-origin"), "*");
    let second = served.get("/.well-known/oauth-authorization-server").await;
    assert_eq!(first.body, second.body);
    let keys = served.get("/jwks").await;
    assert_eq!((keys.status, keys.header("content-type")), (200, "application/json"));
    assert_eq!(keys.header("cache-control"), "public, max-age=900");
    assert!(keys.body.contains("\"kid\"") && !keys.body.contains("\"d\""));
    assert_eq!(served.get("/.well-known/webfinger").await.status, 404);
}

#[tokio::test]
async fn origins_that_may_use_our_passkeys_are_published_where_there_are_any() {
    assert_eq!(Served::new().await.get("/.well-known/webauthn").await.status, 404);
    let related = |config: &mut Config| config.passkey.related_origins = vec!["https://example.com".into()];
    let answer = Served::with(related).await.get("/.well-known/webauthn").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert_eq!(answer.body, r#"{"origins":["https://example.com"]}"#);
}
