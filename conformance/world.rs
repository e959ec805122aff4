//! The whole program with a few clients and two people, and the requests that every test makes.
//!
//! Making keys takes longer than most tests, so one database is made once and copied for each.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use doorward::{
    administration::{account, client},
    app::App,
    authentication::factor::{Record, Registry, totp::Seed},
    clock::{Clock, Timestamp},
    config::{Config, MailTransport},
    jose::{
        Algorithm, MasterKey,
        algorithm::{Generated, generate},
    },
    oauth::response_type,
    random::Random,
    secret::Secret,
    server,
    storage::{
        account::{Address, Profile},
        client::Metadata,
    },
    web::drain,
};
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, jwk::JwkSet};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::browser::Browser;

pub const ISSUER: &str = "https://id.example.org";
pub const START: Timestamp = Timestamp::from_seconds(1_800_000_000);
pub const STATE: &str = "state-0";
/// RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const PASSWORD: &str = "correct horse battery staple";
pub const FORM: &str = "application/x-www-form-urlencoded";
pub const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
pub const ONE_STEP: &str = "urn:doorward:acr:password";
pub const AAL2: &str = "urn:doorward:acr:aal2";

/// The program, its clock, and where its data is.
pub struct World {
    pub app: Arc<App>,
    pub clock: Clock,
    pub service: Router,
    pub drain: drain::Drain,
    _trigger: drain::Trigger,
    _scratch: TempDir,
}

/// What each world is a copy of.
struct Mould {
    database: Vec<u8>,
    master_key: Vec<u8>,
    signer: Generated,
}

static MOULD: OnceLock<Mould> = OnceLock::new();

fn mould() -> &'static Mould {
    let begin = || tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(cast());
    MOULD.get_or_init(|| std::thread::spawn(begin).join().unwrap())
}

async fn cast() -> Mould {
    let scratch = tempfile::tempdir().unwrap();
    let random = Random::seeded(1);
    let config = config(scratch.path());
    MasterKey::generate(&random).write_new(&config.master_key_file).unwrap();
    let app = App::open(config, Clock::fixed(START), random).await.unwrap();
    let signer = generate(Algorithm::ES256, 2048).unwrap();
    settle(&app, &signer).await;
    app.database.close().await;
    Mould {
        database: fs::read(scratch.path().join("doorward.db")).unwrap(),
        master_key: fs::read(scratch.path().join("master.key")).unwrap(),
        signer,
    }
}

fn config(folder: &Path) -> Config {
    let mut config = Config {
        issuer: ISSUER.into(),
        storage: Secret::new(format!("sqlite://{}", folder.join("doorward.db").display())),
        master_key_file: folder.join("master.key"),
        ..Config::default()
    };
    config.mail.transport = MailTransport::Capture;
    config.log.access = false;
    (config.password.memory_kib, config.password.iterations) = (64, 1);
    config.policy.default_level = ONE_STEP.into();
    config.oauth.scopes = vec!["orders:read".into(), "orders:write".into()];
    config.client.cache = std::time::Duration::ZERO;
    config
}

/// Clients that need no word more than what is special about them.
async fn settle(app: &App, signer: &Generated) {
    let keys: Value = serde_json::from_str(&signer.public_jwk).unwrap();
    for client_id in ["shop", "other", "asks", "poster", "app", "opaque", "elliptic", "edwards", "full"] {
        register(app, client_id, |metadata| match client_id {
            "asks" => (metadata.skip_consent, metadata.verified) = (false, true),
            "poster" => metadata.token_endpoint_auth_method = "client_secret_post".into(),
            "app" => metadata.token_endpoint_auth_method = "none".into(),
            "opaque" => metadata.access_token_format = "opaque".into(),
            "elliptic" => metadata.id_token_signed_response_alg = "ES256".into(),
            "edwards" => metadata.id_token_signed_response_alg = "EdDSA".into(),
            "full" => metadata.claims_in_id_token = true,
            _ => {}
        })
        .await;
    }
    register(app, "native", |metadata| {
        metadata.application_type = "native".into();
        metadata.token_endpoint_auth_method = "none".into();
        metadata.redirect_uris = vec!["http://127.0.0.1/cb".into(), "com.example.app:/cb".into()];
    })
    .await;
    register(app, "signer", |metadata| {
        metadata.token_endpoint_auth_method = "private_key_jwt".into();
        metadata.grant_types.push("client_credentials".into());
        metadata.jwks = Some(json!({ "keys": [keys] }));
    })
    .await;
    register(app, "machine", |metadata| {
        metadata.redirect_uris.clear();
        metadata.grant_types = vec!["client_credentials".into()];
        metadata.scope = "orders:read orders:write".into();
        metadata.access_token_audience = vec!["https://api.example".into()];
    })
    .await;
    register(app, "api", |metadata| {
        metadata.grant_types = vec!["client_credentials".into()];
        metadata.may_introspect = true;
    })
    .await;
    person(app, "alice", about_alice(), Some("+4930123456"), &["staff", "editors"], Some(&seed())).await;
    person(app, "bob", Profile::default(), None, &[], None).await;
}

/// Alice's authenticator app.
pub fn seed() -> Seed {
    Seed::new(b"01234567890123456789")
}

async fn register(app: &App, client_id: &str, adjust: impl FnOnce(&mut Metadata)) {
    let mut metadata = Metadata {
        client_name: format!("The {client_id}"),
        redirect_uris: vec![format!("https://{client_id}.example/cb")],
        post_logout_redirect_uris: vec![format!("https://{client_id}.example/bye")],
        grant_types: vec!["authorization_code".into(), "refresh_token".into()],
        scope: "openid profile email address phone groups offline_access orders:read orders:write".into(),
        skip_consent: true,
        ..Metadata::default()
    };
    adjust(&mut metadata);
    let client_secret = metadata
        .token_endpoint_auth_method
        .starts_with("client_secret")
        .then(|| Secret::new(secret_of(client_id)));
    let draft =
        client::Draft { client_id: client_id.into(), client_secret, metadata, ..client::Draft::default() };
    app.clients().put(draft, "test").await.unwrap();
}

async fn person(
    app: &App,
    name: &str,
    profile: Profile,
    phone: Option<&str>,
    groups: &[&str],
    seed: Option<&Seed>,
) {
    let registry = Registry::new(&app.config, &app.vault);
    let hash = registry.password().set(PASSWORD, false, &[], &app.random).unwrap();
    let mut authenticators = vec![("password".to_owned(), String::new(), Record::of(&hash).unwrap())];
    authenticators.extend(seed.map(|seed| ("totp".into(), "App".into(), Record::of(seed).unwrap())));
    let draft = account::Draft {
        username: name.into(),
        email: Some(format!("{name}@example.org")),
        email_verified: true,
        phone: phone.map(str::to_owned),
        profile,
        groups: groups.iter().map(ToString::to_string).collect(),
        authenticators,
        ..account::Draft::default()
    };
    app.accounts().create(draft).await.unwrap();
}

fn about_alice() -> Profile {
    let text = |text: &str| Some(text.to_owned());
    Profile {
        name: text("Alice Maria Sommer"),
        given_name: text("Alice"),
        family_name: text("Sommer"),
        middle_name: text("Maria"),
        nickname: text("Ali"),
        profile: text("https://example.org/alice"),
        picture: text("https://example.org/alice.png"),
        website: text("https://alice.example.org"),
        gender: text("female"),
        birthdate: text("1990-04-12"),
        zoneinfo: text("Europe/Berlin"),
        locale: text("de-DE"),
        address: Some(Address { locality: text("Berlin"), country: text("Germany"), ..Address::default() }),
    }
}

/// What a confidential client proves itself with.
pub fn secret_of(client_id: &str) -> String {
    format!("{client_id}-secret-0123456789abcdefghijklmnop")
}

/// Where a client's answers go.
pub fn redirect_uri(client_id: &str) -> String {
    match client_id {
        "native" => "http://127.0.0.1/cb".into(),
        client_id => format!("https://{client_id}.example/cb"),
    }
}

/// `defaults` with `changes`: the same name replaces, an empty value leaves out.
pub fn merged(defaults: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let changed = |name: &str| changes.iter().any(|(own, _)| *own == name);
    let kept = defaults.iter().filter(|(name, _)| !changed(name)).chain(changes);
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept.filter(|(_, value)| !value.is_empty()))
        .finish()
}

/// The address of an authorization request: a good one, with changes.
pub fn ask(client_id: &str, changes: &[(&str, &str)]) -> String {
    let defaults = [
        ("response_type", "code"),
        ("client_id", client_id),
        ("redirect_uri", &redirect_uri(client_id)),
        ("scope", "openid"),
        ("state", STATE),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    format!("/authorize?{}", merged(&defaults, changes))
}

/// `Authorization: Basic`.
pub fn basic(name: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{password}")))
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings.
    pub async fn with(adjust: impl FnOnce(&mut Config)) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let mut config = config(scratch.path());
        adjust(&mut config);
        fs::write(scratch.path().join("doorward.db"), &mould().database).unwrap();
        let mut key = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&config.master_key_file)
            .unwrap();
        key.write_all(&mould().master_key).unwrap();
        drop(key);
        let clock = Clock::fixed(START);
        let app = App::open(config, clock.clone(), Random::seeded(2)).await.unwrap();
        let (trigger, drain) = drain::channel();
        let service = server::service(&app, None, &drain).unwrap().public;
        Self { app, clock, service, drain, _trigger: trigger, _scratch: scratch }
    }

    /// Registers a client, or changes one back to the usual with `adjust`.
    pub async fn client(&self, client_id: &str, adjust: impl FnOnce(&mut Metadata)) {
        register(&self.app, client_id, adjust).await;
    }

    /// Registers a client that may ask for whatever `oauth.front_channel_tokens` lets through the browser.
    pub async fn client_of_every_response_type(&self, client_id: &str) {
        self.client(client_id, |metadata| {
            metadata.grant_types.push("implicit".into());
            metadata.response_types = response_type::ALL.map(String::from).to_vec();
        })
        .await;
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    pub async fn account_id(&self, name: &str) -> String {
        self.app.accounts().find(name).await.unwrap().account_id
    }

    /// One request, nothing added to it.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let (parts, body) = self.service.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body).unwrap(),
            address: path.to_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], "").await
    }

    /// A form without credentials.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, &[("content-type", FORM)], &merged(&[], fields)).await
    }

    /// A form of a client that proves itself as it is registered.
    pub async fn post_as(&self, client_id: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let secret = secret_of(client_id);
        let mut all = fields.to_vec();
        let assertion;
        match client_id {
            "app" | "native" => all.push(("client_id", client_id)),
            "poster" => all.extend([("client_id", client_id), ("client_secret", &secret)]),
            "signer" => {
                assertion = self.assertion(|_| {});
                all.extend([("client_assertion_type", ASSERTION), ("client_assertion", &assertion)]);
            }
            _ => {
                let proof = basic(client_id, &secret);
                let headers = [("content-type", FORM), ("authorization", proof.as_str())];
                return self.send(Method::POST, path, &headers, &merged(&[], fields)).await;
            }
        }
        self.post(path, &all).await
    }

    /// A client assertion of `signer`, with changes.
    pub fn assertion(&self, adjust: impl FnOnce(&mut Value)) -> String {
        let now = self.clock.now().seconds();
        let mut claims = json!({
            "iss": "signer", "sub": "signer", "aud": ISSUER, "jti": self.app.random.token(), "iat": now, "exp": now + 60,
        });
        adjust(&mut claims);
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let key = EncodingKey::from_ec_der(&mould().signer.private);
        jsonwebtoken::encode(&Header::new(jsonwebtoken::Algorithm::ES256), &claims, &key).unwrap()
    }

    /// The public key of `signer`, as bytes that somebody might take for a secret.
    pub fn public_key() -> &'static str {
        &mould().signer.public_jwk
    }

    /// A code for Alice in a browser of its own.
    pub async fn code(&self, client_id: &str, changes: &[(&str, &str)]) -> String {
        let answer = self.browser().authorize(client_id, changes, "alice").await;
        answer
            .response()
            .get("code")
            .unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body))
            .to_owned()
    }

    /// Redeems a code as it was asked for, with changes.
    pub async fn redeem(&self, client_id: &str, code: &str, changes: &[(&str, &str)]) -> Answer {
        let redirect_uri = redirect_uri(client_id);
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &redirect_uri),
            ("code_verifier", VERIFIER),
        ];
        fields.retain(|(name, _)| !changes.iter().any(|(own, _)| own == name));
        fields.extend(changes);
        self.post_as(client_id, "/token", &fields).await
    }

    /// The answer to a whole sign-in of Alice.
    pub async fn tokens(&self, client_id: &str, scope: &str) -> Value {
        let code = self.code(client_id, &[("scope", scope)]).await;
        self.redeem(client_id, &code, &[]).await.tokens()
    }

    pub async fn refresh(&self, client_id: &str, token: &str, more: &[(&str, &str)]) -> Answer {
        let mut fields = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
        fields.extend(more);
        self.post_as(client_id, "/token", &fields).await
    }

    pub async fn userinfo(&self, token: &str) -> Answer {
        self.send(Method::GET, "/userinfo", &[("authorization", &format!("Bearer {token}"))], "").await
    }

    /// What the resource server is told about a token.
    pub async fn introspect(&self, token: &str) -> Value {
        self.post_as("api", "/introspect", &[("token", token)]).await.json()
    }

    /// Header and claims of a token, its signature being checked with the published keys by another library.
    pub async fn verified(&self, token: &str) -> (Value, Value) {
        let keys: JwkSet = serde_json::from_str(&self.get("/jwks").await.body).unwrap();
        let header = jsonwebtoken::decode_header(token).unwrap();
        let key = keys.find(header.kid.as_deref().expect("a kid")).expect("a published key");
        let mut validation = Validation::new(header.alg);
        (validation.validate_exp, validation.validate_aud) = (false, false);
        validation.required_spec_claims.clear();
        let data =
            jsonwebtoken::decode::<Value>(token, &DecodingKey::from_jwk(key).unwrap(), &validation).unwrap();
        (serde_json::to_value(data.header).unwrap(), data.claims)
    }
}

/// The claims of a JWT, unchecked.
pub fn claims(token: &Value) -> Value {
    let middle = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).unwrap()).unwrap()
}

/// An answer, and the address it came from.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    pub address: String,
}

/// What a client is told by way of the browser.
#[derive(Debug, PartialEq)]
pub struct Response {
    pub redirect_uri: String,
    pub mode: &'static str,
    pub parameters: Vec<(String, String)>,
}

impl Response {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn names(&self) -> Vec<&str> {
        self.parameters.iter().map(|(name, _)| name.as_str()).collect()
    }
}

impl Answer {
    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{}: {}", self.status, self.body))
    }

    /// The body of a successful token request.
    pub fn tokens(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.json()
    }

    /// Status and code of a refusal in JSON.
    pub fn refusal(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/json", "{}", self.body);
        (self.status, self.json()["error"].as_str().unwrap_or_default().to_owned())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The authorization response in it.
    pub fn response(&self) -> Response {
        let parse = |text: &str| form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        if self.status == 303 {
            let location = self.location();
            if let Some((uri, fragment)) = location.split_once('#') {
                return Response { redirect_uri: uri.into(), mode: "fragment", parameters: parse(fragment) };
            }
            let (uri, query) = location.split_once('?').unwrap_or((location, ""));
            return Response { redirect_uri: uri.into(), mode: "query", parameters: parse(query) };
        }
        let form =
            self.form("data-now").unwrap_or_else(|| panic!("no answer: {} {}", self.status, self.body));
        Response { redirect_uri: form.action, mode: "form_post", parameters: form.fields }
    }

    /// The refusal of an authorization request.
    pub fn error(&self) -> String {
        let response = self.response();
        assert_eq!(response.get("code"), None);
        response.get("error").unwrap_or_default().to_owned()
    }

    /// Whether the person, and nobody else, is told.
    pub fn is_error_page(&self) -> bool {
        self.status >= 400
            && self.location().is_empty()
            && self.body.contains("id=\"error-page\"")
            && self.header("access-control-allow-origin").is_empty()
    }
}
