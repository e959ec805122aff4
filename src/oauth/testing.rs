//! A provider for tests: a still clock, and clients, accounts, grants and codes made with one call each.

use std::{sync::Arc, time::Duration};

use serde_json::json;

use super::{
    Governed, OAuthError, Parts, Provider, Settings,
    authorization::testing::a_guide,
    client_authentication::SECRET_DIGEST,
    grant::authorization_code,
    parameters::Parameters,
    token::{self, TokenResponse},
};
use crate::{
    clock::{Clock, Timestamp},
    config::{Config, setting::Setting},
    jose::{self, Algorithm, Keyring, MasterKey, Vault},
    random::Random,
    storage::{
        self, Database,
        account::{self, Account, Address, Language, Profile, State},
        client::{self, Client, Metadata},
        client_secret,
        grant::Grant,
        session::SessionRow,
    },
};

pub const ISSUER: &str = "https://id.example.org";
pub const START: Timestamp = Timestamp::from_seconds(1_700_000_000);
/// What the grants of these tests rest on, factor by factor.
const FACTORS: &str =
    r#"[{"kind":"password","amr":["pwd"],"at":1699999910},{"kind":"totp","amr":["otp"],"at":1699999990}]"#;
pub const REDIRECT_URI: &str = "https://rp.example/cb";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A provider and the clock that only the test moves.
pub struct World {
    pub provider: Arc<Provider>,
    pub clock: Clock,
}

impl World {
    /// With the default settings.
    pub async fn new(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    /// With other settings.
    pub async fn with(database: Database, adjust: impl FnOnce(&mut Settings)) -> Self {
        let clock = Clock::fixed(START);
        let random = Random::system();
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let keys = jose::Settings {
            algorithms: vec![Algorithm::ES256, Algorithm::EdDSA],
            encryption: vec![],
            rsa_bits: 2048,
            jwks_max_age: Duration::from_mins(15),
            rotation: Duration::from_hours(24 * 90),
            memory: Duration::from_hours(1),
        };
        let keyring = Keyring::open(&database, &vault, &clock, keys).await.unwrap();
        // No memory of clients: a test may change one at any time.
        let mut settings = Settings { client_cache: Duration::ZERO, ..Settings::new(ISSUER) };
        adjust(&mut settings);
        let guide = Arc::new(a_guide(&database, &vault, &clock, &random));
        let fetcher = super::fetch::Fetcher::new(
            crate::outbound::Client::new(&crate::config::Outbound::default()).expect("a client"),
        );
        let governed = Governed::default();
        let parts = Parts {
            database,
            clock: clock.clone(),
            random,
            vault,
            keyring,
            settings,
            governed,
            guide,
            fetcher,
        };
        let provider = Provider::new(parts);
        Self { provider: Arc::new(provider), clock }
    }

    /// A confidential client `client_id` with the secret `<client_id>-secret`; public ones have none.
    pub async fn client(&self, client_id: &str, adjust: impl FnOnce(&mut Metadata)) {
        let mut metadata = Metadata {
            redirect_uris: vec![REDIRECT_URI.into()],
            grant_types: ["authorization_code", "refresh_token", "client_credentials"]
                .map(String::from)
                .to_vec(),
            scope: "openid profile email address phone groups offline_access read write".into(),
            id_token_signed_response_alg: "ES256".into(),
            access_token_signed_response_alg: "ES256".into(),
            ..Metadata::default()
        };
        adjust(&mut metadata);
        let secret_hash = self.provider.vault.digest(SECRET_DIGEST, format!("{client_id}-secret").as_bytes());
        let client = Client {
            client_id: client_id.into(),
            metadata,
            source: "cli".into(),
            disabled: false,
            created_at: START,
            updated_at: START,
            version: 1,
        };
        self.provider
            .database
            .write::<_, storage::Error, _>(move |db| {
                Box::pin(async move {
                    client::insert(db, &client).await?;
                    client_secret::insert(db, &client.client_id, &secret_hash, START, None).await
                })
            })
            .await
            .unwrap();
    }

    /// The account `a1` with a session `s1`, unless they are there.
    pub async fn person(&self) {
        self.provider
            .database
            .write::<_, storage::Error, _>(|db| {
                Box::pin(async move {
                    if account::find(db, "a1").await?.is_some() {
                        return Ok(());
                    }
                    account::insert(db, &account("a1")).await?;
                    let session = SessionRow {
                        session_id: "s1".into(),
                        secret_hash: b"secret".to_vec(),
                        browser_hash: b"browser".to_vec(),
                        account_id: "a1".into(),
                        proofs: "[]".into(),
                        remembered: false,
                        user_agent: String::new(),
                        address: "192.0.2.1".into(),
                        created_at: START,
                        authenticated_at: START,
                        last_seen_at: START,
                        idle_until: START.after(Duration::from_hours(1)),
                        absolute_until: START.after(Duration::from_hours(12)),
                        ended_at: None,
                    };
                    storage::session::insert(db, &session).await
                })
            })
            .await
            .unwrap();
    }

    /// What a sign-in of `a1` leaves behind: a grant, and a code that carries `VERIFIER`'s challenge and a nonce.
    pub async fn code(
        &self,
        client_id: &str,
        scope: &str,
        adjust: impl FnOnce(&mut Grant, &mut Code),
    ) -> String {
        self.person().await;
        let now = self.clock.now();
        let code = self.provider.random.token();
        let mut grant = Grant {
            grant_id: self.provider.random.token(),
            client_id: client_id.into(),
            account_id: "a1".into(),
            session_id: Some("s1".into()),
            scope: scope.into(),
            claims: "{}".into(),
            acr: "urn:doorward:acr:aal2".into(),
            amr: r#"["pwd","otp"]"#.into(),
            auth_time: START.before(Duration::from_secs(90)),
            factors: FACTORS.into(),
            resources: "[]".into(),
            created_at: now,
            expires_at: now.after(self.provider.governed().refresh_absolute),
            revoked_at: None,
        };
        let mut row = Code {
            code_hash: self.provider.vault.digest(authorization_code::DIGEST, code.as_bytes()),
            grant_id: String::new(),
            client_id: client_id.into(),
            redirect_uri: Some(REDIRECT_URI.into()),
            code_challenge: Some(CHALLENGE.into()),
            nonce: Some("n-0S6_WzA2Mj".into()),
            expires_at: now.after(self.provider.governed().code_lifetime),
            redeemed_at: None,
            dpop_jkt: None,
        };
        adjust(&mut grant, &mut row);
        row.grant_id.clone_from(&grant.grant_id);
        self.provider
            .database
            .write::<_, storage::Error, _>(move |db| {
                Box::pin(async move {
                    storage::grant::insert(db, &grant).await?;
                    storage::authorization_code::insert(db, &row).await
                })
            })
            .await
            .unwrap();
        code
    }

    /// Disables the account `a1`.
    pub async fn disable_account(&self) {
        let now = self.clock.now();
        self.provider
            .database
            .write::<_, storage::Error, _>(move |db| {
                Box::pin(async move { account::set_state(db, "a1", State::Disabled, now).await })
            })
            .await
            .unwrap();
    }

    /// Ends the session `s1`.
    pub async fn end_session(&self) {
        let now = self.clock.now();
        self.provider
            .database
            .write::<_, storage::Error, _>(move |db| {
                Box::pin(async move { storage::session::end(db, "a1", "s1", now).await })
            })
            .await
            .unwrap();
    }

    /// Disables a client, or enables it.
    pub async fn set_disabled(&self, client_id: &'static str, disabled: bool) {
        self.provider
            .database
            .write::<_, storage::Error, _>(move |db| {
                Box::pin(async move {
                    let mut client = client::find(db, client_id).await?.unwrap();
                    client.disabled = disabled;
                    client::update(db, &client, START).await
                })
            })
            .await
            .unwrap();
    }

    /// A token request with these parameters in the body.
    pub async fn token(&self, pairs: &[(&str, &str)]) -> Result<TokenResponse, OAuthError> {
        token::exchange(&self.provider, token::Headers::default(), &form(pairs)).await
    }

    /// Redeems a code of `client_id` as its client should.
    pub async fn redeem(&self, client_id: &str, code: &str) -> Result<TokenResponse, OAuthError> {
        let secret = format!("{client_id}-secret");
        self.token(&[
            ("grant_type", "authorization_code"),
            ("client_id", client_id),
            ("client_secret", &secret),
            ("code", code),
            ("redirect_uri", REDIRECT_URI),
            ("code_verifier", VERIFIER),
        ])
        .await
    }

    /// Shows a refresh token as `client_id`.
    pub async fn refresh(&self, client_id: &str, token: &str) -> Result<TokenResponse, OAuthError> {
        let secret = format!("{client_id}-secret");
        self.token(&[
            ("grant_type", "refresh_token"),
            ("client_id", client_id),
            ("client_secret", &secret),
            ("refresh_token", token),
        ])
        .await
    }

    /// The claims of a JWT, unverified.
    pub fn claims(token: &str) -> serde_json::Value {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        let payload = token.split('.').nth(1).unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
    }
}

pub use crate::storage::authorization_code::AuthorizationCode as Code;

/// Parameters as a client sends them.
pub fn form(pairs: &[(&str, &str)]) -> Parameters {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Parameters::parse(body.as_bytes()).unwrap()
}

/// A configuration that declares attributes: what a department is called is released by either of two scopes, a note by none.
pub fn employment() -> Config {
    let declared = r#"{ department = { claim = "dept", scopes = ["employment", "hr"] }, shoe_size = { type = "number" },
        floor = { type = "number", scopes = ["employment"] }, badge = { scopes = ["employment"], id_token = true } }"#;
    let mut config = Config { issuer: ISSUER.into(), ..Config::default() };
    config.profile.attributes = Setting::from_text(&declared.replace('\n', " ")).unwrap();
    config
}

/// An account with every claim, and with attributes: one of them of a type that is not declared any more.
pub fn account(account_id: &str) -> Account {
    let some = |text: &str| Some(text.to_owned());
    Account {
        account_id: account_id.into(),
        username: account_id.into(),
        email: Some(format!("{account_id}@example.com")),
        email_verified_at: Some(START),
        phone: some("+4915112345678"),
        phone_verified_at: None,
        profile: Profile {
            name: some("Ada Ames"),
            given_name: some("Ada"),
            family_name: some("Ames"),
            middle_name: some("M"),
            nickname: some("adi"),
            profile: some("https://ada.example"),
            picture: some("https://ada.example/me.png"),
            website: some("https://ada.example"),
            gender: some("female"),
            birthdate: some("1990-10-10"),
            zoneinfo: some("Europe/Berlin"),
            locale: some("de"),
            address: Some(Address { locality: some("Ulm"), ..Address::default() }),
        },
        groups: vec!["staff".into()],
        attributes: [
            ("department", json!("Sales")),
            ("floor", json!("third")),
            ("badge", json!("B7")),
            ("gone", json!(1)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
        language: Language::default(),
        state: State::Active,
        created_at: START,
        updated_at: START,
        version: 1,
    }
}
