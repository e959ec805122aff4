//! The API as programs and browsers meet it.

mod account;
mod attribute;
pub mod brand;
mod client;
mod invitation;
mod matrix;
mod policy;
mod token;
mod transfer;

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    administration::{account::Draft, client as registration, role::Role},
    app::App,
    authentication::{
        assurance::Proof,
        factor::{Character, Record},
    },
    clock::{Clock, Timestamp},
    config::{Config, MailTransport},
    jose::{MasterKey, Vault, seal::About},
    random::Random,
    storage::{
        self, Database, account::Account, authenticator::Authenticator, client::Metadata, session::SessionRow,
    },
    web::{frame::Frame, router::router, site::Site},
};

const START: Timestamp = Timestamp::from_seconds(1_800_000_000);
const ORIGIN: &str = "https://id.example.org";

pub struct World {
    router: Router,
    pub site: Arc<Site>,
    clock: Clock,
}

/// Somebody with a browser.
pub struct Person {
    pub account: Account,
    browser: String,
    session: String,
}

pub struct Answer {
    pub status: u16,
    headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

/// How somebody proved themselves.
pub const TWO: &[(&str, Character)] = &[("password", Character::Knowledge), ("totp", Character::Possession)];
pub const ONE: &[(&str, Character)] =
    &[("password", Character::Knowledge), ("email_code", Character::Address)];

impl Person {
    pub fn cookies(&self) -> String {
        let Self { browser, session, .. } = self;
        format!("__Host-doorward-browser={browser}; __Host-doorward-session={session}")
    }
}

impl World {
    /// That of the forms in the console of an account, in the browser of a person.
    pub fn console_csrf(&self, person: &Person, account: &Account) -> String {
        crate::web::console_token::Console::Admin.token(&self.site, &person.browser, &account.account_id)
    }

    /// The token against forged posts, for a purpose.
    pub fn csrf(&self, person: &Person, purpose: &str) -> String {
        self.site.csrf.token(&person.browser, purpose)
    }

    pub async fn new(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    pub async fn with(database: Database, adjust: impl FnOnce(&mut Config)) -> Self {
        let (clock, random) = (Clock::fixed(START), Random::system());
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let mut config = Config { issuer: ORIGIN.into(), ..Config::default() };
        config.mail.transport = MailTransport::Capture;
        config.key.algorithms = vec!["RS256".into()];
        config.client.cache = std::time::Duration::ZERO;
        config.admin.requests_per_minute = 100_000;
        adjust(&mut config);
        let app = App::assemble(config, clock.clone(), random.clone(), database, vault).await.unwrap();
        let site = Arc::new(Site::new(app, None).unwrap());
        let frame = Frame { pages: Some(site.pages.clone()), ..Frame::new(&ORIGIN.parse().unwrap(), random) };
        Self { router: frame.around(router(site.clone())), site, clock }
    }

    pub async fn account(&self, name: &str, role: Option<Role>) -> Account {
        let draft = Draft {
            username: name.into(),
            email: Some(format!("{name}@example.org")),
            email_verified: true,
            role,
            ..Draft::default()
        };
        self.site.accounts().create(draft).await.unwrap()
    }

    /// Somebody signed in by these factors.
    pub async fn person(&self, name: &str, role: Option<Role>, shown: &[(&str, Character)]) -> Person {
        let account = self.account(name, role).await;
        let (browser, session) = (self.site.random.token(), self.site.random.token());
        let now = self.clock.now();
        let proofs: Vec<Proof> = shown
            .iter()
            .map(|(kind, character)| Proof {
                kind: (*kind).into(),
                at: now,
                amr: vec![],
                characters: vec![*character],
                inherited: false,
            })
            .collect();
        let later = now.after(std::time::Duration::from_hours(24 * 30));
        let row = SessionRow {
            session_id: format!("{name}-s"),
            secret_hash: self.site.vault.digest("session", session.as_bytes()),
            browser_hash: self.site.vault.digest("browser", browser.as_bytes()),
            account_id: account.account_id.clone(),
            proofs: serde_json::to_string(&proofs).unwrap(),
            remembered: false,
            user_agent: "Mozilla/5.0 (X11; Linux) Firefox/150.0".into(),
            address: "192.0.2.9".into(),
            created_at: now,
            authenticated_at: now,
            last_seen_at: now,
            idle_until: later,
            absolute_until: later,
            ended_at: None,
        };
        self.site
            .database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move { storage::session::insert(write, &row).await })
            })
            .await
            .unwrap();
        Person { account, browser, session }
    }

    /// A password, without anything ending.
    pub async fn add_password(&self, account: &Account) {
        let password = self.site.guide.registry().password();
        let hash = password.set("a long enough passphrase", true, &[], &self.site.random).unwrap();
        self.add_factor(account, "password", &Record::of(&hash).unwrap()).await;
    }

    /// A way to sign in.
    pub async fn add_factor(&self, account: &Account, kind: &str, record: &Record) {
        let (id, account_id) = (format!("{}-{kind}", account.account_id), account.account_id.clone());
        let about = About { table: "authenticator", row: &id, account: &account_id };
        let row = Authenticator {
            credential_sealed: self.site.vault.seal(about, record.bytes()).unwrap(),
            authenticator_id: id,
            account_id,
            kind: kind.into(),
            handle_hash: None,
            name: String::new(),
            state: "active".into(),
            high_water: None,
            version: 1,
            created_at: START,
            last_used_at: None,
        };
        self.site
            .database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move { storage::authenticator::insert(write, &row).await })
            })
            .await
            .unwrap();
    }

    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// A request of a browser that somebody is signed in with, with everything that it may carry.
    pub async fn by(&self, person: &Person, method: &str, path: &str, body: &Value) -> Answer {
        let csrf = self.console_csrf(person, &person.account);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", person.cookies())
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", csrf)
            .header("if-match", "*");
        self.send(with_body(request), body_of(method, body)).await
    }

    /// A request with a token.
    pub async fn with_token(&self, token: &str, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("if-match", "*");
        self.send(with_body(request), body_of(method, body)).await
    }

    /// A client that acts for itself; its secret.
    pub async fn service(&self, client_id: &str, scope: &str, audience: &str, source: &str) -> String {
        let metadata = Metadata {
            grant_types: vec!["client_credentials".into()],
            scope: scope.into(),
            access_token_audience: vec![audience.into()],
            token_endpoint_auth_method: "client_secret_post".into(),
            ..Metadata::default()
        };
        let draft =
            registration::Draft { client_id: client_id.into(), metadata, ..registration::Draft::default() };
        self.site.clients().create(draft, source).await.unwrap().secret.unwrap()
    }

    pub async fn token(&self, client_id: &str, secret: &str) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", client_id)
            .append_pair("client_secret", secret)
            .finish();
        let request = Request::post("/token").header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// The token of a service with these scopes for this API.
    pub async fn token_for(&self, client_id: &str, scope: &str) -> String {
        let secret = self.service(client_id, scope, &format!("{ORIGIN}/api/v1"), "api").await;
        let answer = self.token(client_id, &secret).await;
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.text)).to_owned()
    }
}

fn with_body(request: axum::http::request::Builder) -> axum::http::request::Builder {
    request.header("content-type", "application/json")
}

fn body_of(method: &str, body: &Value) -> Body {
    if method == "GET" { Body::empty() } else { Body::from(body.to_string()) }
}
