//! The account console as a browser meets it, on both databases.

mod accounts;
mod activity;
mod attribute;
mod contact;
mod foreign;
mod forged;
mod hostile;
mod lapsed;
mod leaving;
mod letters;
mod profile;
mod registration;

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use serde_json::Value;
use tower::ServiceExt;

use crate::{
    app::App,
    authentication::factor::Record,
    clock::{Clock, Timestamp},
    config::{Config, MailTransport, SmsTransport},
    delivery::Letter,
    jose::{MasterKey, Vault, seal::About},
    random::Random,
    storage::{
        self, Database, Write,
        account::{Account, Language, Profile, State},
        authenticator::Authenticator,
        client::{Client, Metadata},
        grant::Grant,
        session::SessionRow,
    },
    web::{frame::Frame, router::router, site::Site},
};

const START: Timestamp = Timestamp::from_seconds(1_800_000_000);
const PASSWORD: &str = "a long enough passphrase";
const ORIGIN: &str = "https://id.example.org";

struct World {
    router: Router,
    site: Arc<Site>,
    clock: Clock,
}

/// Somebody with a browser.
#[derive(Clone)]
struct Person {
    account_id: String,
    email: String,
    browser: String,
    session: Option<String>,
    parked: Vec<String>,
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text());
        self.header("location")
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl World {
    async fn new(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    async fn with(database: Database, adjust: impl FnOnce(&mut Config)) -> Self {
        let (clock, random) = (Clock::fixed(START), Random::system());
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let mut config = Config { issuer: ORIGIN.into(), ..Config::default() };
        config.mail.transport = MailTransport::Capture;
        config.sms.transport = SmsTransport::Capture;
        config.key.algorithms = vec!["ES256".into()];
        adjust(&mut config);
        let app = App::assemble(config, clock.clone(), random.clone(), database, vault).await.unwrap();
        let site = Arc::new(Site::new(app, None).unwrap());
        let frame = Frame { pages: Some(site.pages.clone()), ..Frame::new(&ORIGIN.parse().unwrap(), random) };
        let world = Self { router: frame.around(router(site.clone())), site, clock };
        world.client("shop").await;
        world
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Write) -> futures_util::future::BoxFuture<'t, Result<T, storage::Error>>
        + Send
        + 'static,
    ) -> T {
        self.site.database.write(work).await.unwrap()
    }

    async fn client(&self, client_id: &str) {
        let metadata = Metadata {
            client_name: format!("The {client_id}"),
            redirect_uris: vec![format!("https://{client_id}.example/cb")],
            grant_types: vec!["authorization_code".into(), "refresh_token".into()],
            ..Metadata::default()
        };
        self.client_as(client_id, metadata).await;
    }

    async fn client_as(&self, client_id: &str, metadata: Metadata) {
        let client = Client {
            client_id: client_id.into(),
            metadata,
            source: "cli".into(),
            disabled: false,
            created_at: START,
            updated_at: START,
            version: 1,
        };
        self.write(move |write| Box::pin(async move { storage::client::insert(write, &client).await })).await;
    }

    /// Somebody with a password and a proved address, signed in in a browser of their own.
    async fn person(&self, name: &str) -> Person {
        let account_id = format!("{name}-id");
        let account = Account {
            account_id: account_id.clone(),
            username: name.into(),
            email: Some(format!("{name}@example.org")),
            email_verified_at: Some(START),
            phone: None,
            phone_verified_at: None,
            profile: Profile::default(),
            language: Language::default(),
            groups: Vec::new(),
            attributes: storage::account::Attributes::new(),
            state: State::Active,
            created_at: START,
            updated_at: START,
            version: 1,
        };
        let password =
            self.site.guide.registry().password().set(PASSWORD, true, &[], &self.site.random).unwrap();
        let row = self.authenticator(&account_id, "password", &Record::of(&password).unwrap());
        self.write(move |write| {
            Box::pin(async move {
                storage::account::insert(write, &account).await?;
                storage::authenticator::insert(write, &row).await
            })
        })
        .await;
        let browser = self.site.random.token();
        let session = self.session(&account_id, &browser, &format!("{name}-s")).await;
        let email = format!("{name}@example.org");
        Person { account_id, email, browser, session: Some(session), parked: Vec::new() }
    }

    fn authenticator(&self, account_id: &str, kind: &str, record: &Record) -> Authenticator {
        let authenticator_id = format!("{account_id}-{kind}");
        let about = About { table: "authenticator", row: &authenticator_id, account: account_id };
        Authenticator {
            credential_sealed: self.site.vault.seal(about, record.bytes()).unwrap(),
            authenticator_id,
            account_id: account_id.into(),
            kind: kind.into(),
            handle_hash: None,
            name: String::new(),
            state: "active".into(),
            high_water: None,
            version: 1,
            created_at: START,
            last_used_at: None,
        }
    }

    /// An authenticator app, in the format of its factor.
    async fn add_totp(&self, person: &Person) -> String {
        let seed = crate::authentication::factor::totp::Seed::new(&self.site.random.bytes());
        let row = self.authenticator(&person.account_id, "totp", &Record::of(&seed).unwrap());
        let id = row.authenticator_id.clone();
        self.write(move |write| Box::pin(async move { storage::authenticator::insert(write, &row).await }))
            .await;
        id
    }

    /// A session in a browser; its secret.
    async fn session(&self, account_id: &str, browser: &str, session_id: &str) -> String {
        let secret = self.site.random.token();
        let now = self.clock.now();
        let row = SessionRow {
            session_id: session_id.into(),
            secret_hash: self.site.vault.digest("session", secret.as_bytes()),
            browser_hash: self.site.vault.digest("browser", browser.as_bytes()),
            account_id: account_id.into(),
            proofs: "[]".into(),
            remembered: false,
            user_agent: "Mozilla/5.0 (X11; Linux) Firefox/150.0".into(),
            address: "192.0.2.9".into(),
            created_at: now,
            authenticated_at: now,
            last_seen_at: now,
            idle_until: now.after(std::time::Duration::from_hours(24 * 30)),
            absolute_until: now.after(std::time::Duration::from_hours(24 * 30)),
            ended_at: None,
        };
        self.write(move |write| Box::pin(async move { storage::session::insert(write, &row).await })).await;
        secret
    }

    /// What an application was granted for good.
    async fn grant(&self, person: &Person, client_id: &str) -> String {
        let now = self.clock.now();
        let grant_id = format!("{}-{client_id}", person.account_id);
        let grant = Grant {
            grant_id: grant_id.clone(),
            client_id: client_id.into(),
            account_id: person.account_id.clone(),
            session_id: None,
            scope: "openid email offline_access".into(),
            claims: "{}".into(),
            acr: String::new(),
            amr: "[]".into(),
            auth_time: now,
            factors: "[]".into(),
            resources: "[]".into(),
            created_at: now,
            expires_at: now.after(std::time::Duration::from_hours(1_000)),
            revoked_at: None,
        };
        let (account_id, client_id) = (person.account_id.clone(), client_id.to_owned());
        self.write(move |write| {
            Box::pin(async move {
                storage::grant::insert(write, &grant).await?;
                storage::consent::put(write, &account_id, &client_id, &grant.scope, now).await
            })
        })
        .await;
        grant_id
    }

    async fn send(&self, person: &Person, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut cookies = format!("__Host-doorward-browser={}", person.browser);
        if let Some(session) = &person.session {
            cookies.push_str(&format!("; __Host-doorward-session={session}"));
        }
        for (n, secret) in person.parked.iter().enumerate() {
            cookies.push_str(&format!("; __Host-doorward-session-{}={secret}", n + 1));
        }
        let request = request.header("cookie", cookies).header("accept", "text/html").body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap().to_vec();
        Answer { status, headers, bytes }
    }

    async fn get(&self, person: &Person, path: &str) -> Answer {
        self.send(person, Request::get(path), Body::empty()).await
    }

    /// A page that is there.
    async fn page(&self, person: &Person, path: &str) -> String {
        let answer = self.get(person, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.header("location"));
        answer.text()
    }

    /// A form of ours, with its token.
    async fn post(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = match path.strip_prefix("/login/") {
            Some(rest) => self.site.csrf.token(&person.browser, rest.split('/').next().unwrap()),
            None => self.token(person),
        };
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.raw(person, path, &encoded(&all), "same-origin").await
    }

    /// That of the forms which show this person's account.
    fn token(&self, person: &Person) -> String {
        crate::web::console_token::Console::Account.token(&self.site, &person.browser, &person.account_id)
    }

    async fn raw(&self, person: &Person, path: &str, body: &str, site: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site);
        self.send(person, request, Body::from(body.to_owned())).await
    }

    /// Gives the proofs that a journey asks for; where it leads in the end. The browser keeps its new cookies.
    async fn prove(&self, person: &mut Person, first: &Answer) -> String {
        let mut path = first.location().to_owned();
        // Codes of two journeys are told apart by when they were sent.
        self.clock.advance(std::time::Duration::from_secs(1));
        for _ in 0..8 {
            let Some(rest) = path.strip_prefix("/login/") else { return path };
            let step = rest.split('/').nth(1).unwrap().to_owned();
            let code;
            let answer = match step.as_str() {
                "identifier" => {
                    let name = person.email.clone();
                    self.post(person, &path, &[("username", &name)]).await
                }
                "password" => self.post(person, &path, &[("password", PASSWORD)]).await,
                "email_code" => {
                    code = self.code_to(&person.email, "code").await;
                    self.post(person, &path, &[("code", &code)]).await
                }
                _ => return path,
            };
            keep_cookies(person, &answer);
            answer.location().clone_into(&mut path);
        }
        panic!("proofs without end: {path}")
    }

    /// The mails so far, the newest first.
    async fn mails(&self) -> Vec<Letter> {
        let mut reader = self.site.database.read().await.unwrap();
        let rows = storage::outbox::newest(&mut reader, "mail", 1_000).await.unwrap();
        rows.iter()
            .map(|row| {
                let about = About { table: "outbox", row: &row.message_id, account: "" };
                let plain = self.site.vault.open(about, row.payload_sealed.as_deref().unwrap()).unwrap();
                serde_json::from_slice::<Letter>(&plain).unwrap()
            })
            .filter(|letter| !letter.is_for_nobody())
            .collect()
    }

    async fn code_to(&self, address: &str, template: &str) -> String {
        let mails = self.mails().await;
        let mail = mails.iter().find(|mail| mail.to == address && mail.template == template);
        mail.unwrap().context["code"].as_str().unwrap().to_owned()
    }

    /// The events that people were told of, the newest first: recipient and event.
    async fn told(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mails = self.mails().await.into_iter().filter(|mail| mail.template == "change");
        mails.map(|mail| (mail.to.clone(), text(&mail.context["event"]))).collect()
    }

    async fn account(&self, person: &Person) -> Option<Account> {
        let mut reader = self.site.database.read().await.unwrap();
        storage::account::find(&mut reader, &person.account_id).await.unwrap()
    }

    async fn events(&self, person: &Person) -> Vec<String> {
        let mut reader = self.site.database.read().await.unwrap();
        let events = storage::audit::of_account(&mut reader, &person.account_id, 1_000).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }

    async fn is_live(&self, session_id: &str) -> bool {
        let mut reader = self.site.database.read().await.unwrap();
        storage::session::is_live(&mut reader, session_id, self.clock.now()).await.unwrap()
    }

    async fn grant_stands(&self, grant_id: &str) -> bool {
        let mut reader = self.site.database.read().await.unwrap();
        storage::grant::find_live(&mut reader, grant_id, self.clock.now()).await.unwrap().is_some()
    }
}

/// Another code than this one.
fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

/// Does with `Set-Cookie` what a browser does.
fn keep_cookies(person: &mut Person, answer: &Answer) {
    let mut parked: Vec<Option<String>> = person.parked.iter().cloned().map(Some).collect();
    parked.resize(4, None);
    for line in answer.headers.get_all("set-cookie") {
        let line = line.to_str().unwrap();
        let (name, rest) = line.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        let value = Some(value.to_owned()).filter(|value| !value.is_empty());
        match name.strip_prefix("__Host-doorward-session") {
            Some("") => person.session = value,
            Some(n) => parked[n.trim_start_matches('-').parse::<usize>().unwrap() - 1] = value,
            None => {}
        }
    }
    person.parked = parked.into_iter().flatten().collect();
}
