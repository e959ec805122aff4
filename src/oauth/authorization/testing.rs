//! A provider for tests: SQLite, a clock that stands still, one person with a password, and two clients. No other code
//! uses this module.

#![allow(clippy::expect_used, clippy::panic)] // a test that cannot begin has failed

use std::{sync::Arc, time::Duration};

use super::{AuthorizationResponse, Continue, Error, Raw, begin, resume};
use crate::{
    authentication::{
        factor::{Submission, registry},
        guide::{self, Guide},
        policy::{Policy, Rules},
        throttle::Limits,
        visitor::Visitor,
    },
    clock::{Clock, Timestamp},
    config::Config,
    jose::{About, MasterKey, Vault, keyring},
    oauth::{Governed, Parts, Provider, Settings},
    random::Random,
    storage::{
        Database, Error as StorageError,
        account::{Account, Language, Profile, State, insert},
        authenticator::{self, Authenticator},
        client::{self, Client, Metadata},
        testing::{Scratch, sqlite},
    },
};

/// The issuer.
pub const ISSUER: &str = "https://id.example.org";
/// The redirect URI of both clients.
pub const CALLBACK: &str = "https://rp.example/cb";
/// Where both clients return to after sign-out.
pub const SIGNED_OUT: &str = "https://rp.example/bye";
/// The person's password.
pub const PASSWORD: &str = "a long enough passphrase";
/// The level that a password reaches.
pub const LEVEL: &str = "urn:doorward:acr:password";
/// A level that nobody in these tests can reach.
pub const HIGH: &str = "urn:doorward:acr:aal2";

/// Everything a test needs.
pub struct World {
    /// The provider.
    pub provider: Provider,
    /// Its clock.
    pub clock: Clock,
    _scratch: Scratch,
}

impl World {
    /// Made anew: client `shop` asks for consent, client `house` is first-party; alice and bob have passwords.
    pub async fn new() -> Self {
        let (database, scratch) = sqlite().await;
        let (clock, random) = (Clock::fixed(Timestamp::from_seconds(1_800_000_000)), Random::seeded(11));
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let config = Config { issuer: ISSUER.into(), ..Config::default() };
        let algorithms = keyring::Settings {
            algorithms: vec![crate::jose::Algorithm::ES256],
            encryption: vec![],
            ..keyring::Settings::from_config(&config)
        };
        let keyring = keyring::Keyring::open(&database, &vault, &clock, algorithms).await.expect("keys");
        let guide = a_guide(&database, &vault, &clock, &random);
        for name in ["alice", "bob"] {
            add_person(&database, &vault, &guide, &random, name).await;
        }
        add_clients(&database).await;
        let fetcher = crate::oauth::fetch::Fetcher::new(
            crate::outbound::Client::new(&config.outbound).expect("a client"),
        );
        let provider = Provider::new(Parts {
            fetcher,
            settings: Settings::new(ISSUER),
            governed: Governed::default(),
            guide: Arc::new(guide),
            clock: clock.clone(),
            database,
            vault,
            keyring,
            random,
        });
        Self { provider, clock, _scratch: scratch }
    }

    /// Somebody without cookies.
    pub fn stranger(&self) -> Visitor {
        Visitor {
            browser: self.provider.random.token(),
            session: None,
            others: Vec::new(),
            address: [192, 0, 2, 1].into(),
            user_agent: "Firefox (Linux)".into(),
            language: "en".into(),
            stands_in: None,
        }
    }

    /// A good request of `client_id`, with some parameters changed or added.
    pub async fn authorize(
        &self,
        visitor: &Visitor,
        client_id: &str,
        changes: &[(&str, &str)],
    ) -> Result<Continue, Error> {
        let good = [
            ("client_id", client_id),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid email"),
            ("state", "s"),
            ("nonce", "n"),
        ];
        let kept = good.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let raw: Raw = kept.chain(changes).copied().collect();
        begin(&self.provider, visitor, &raw).await
    }

    /// Types a name and the password, and takes the session's cookie.
    pub async fn sign_in(&self, visitor: &mut Visitor, journey_id: &str, name: &str) -> Continue {
        let guide = &self.provider.guide;
        let typed = |field: &str, value: &str| Submission::of([(field.to_owned(), value.to_owned())]);
        guide.identify(visitor, journey_id, &typed("username", name)).await.expect("a name");
        let travel = guide
            .respond(visitor, journey_id, "password", typed("password", PASSWORD))
            .await
            .expect("a password");
        let next = resume(&self.provider, visitor, travel).await.expect("somewhere to go");
        take_cookie(visitor, &next);
        next
    }

    /// The whole way of a new browser through the first-party client.
    pub async fn signed_in(&self, name: &str) -> Visitor {
        let mut visitor = self.stranger();
        let page = page(self.authorize(&visitor, "house", &[]).await.expect("a journey"));
        self.sign_in(&mut visitor, journey_of(&page), name).await;
        assert!(visitor.session.is_some());
        visitor
    }
}

/// The browser keeps the session's new cookie.
pub fn take_cookie(visitor: &mut Visitor, next: &Continue) {
    if let Continue::Respond(_, Some(cookie)) = next {
        visitor.session = Some(cookie.secret.clone());
    }
}

/// The page that comes next.
pub fn page(next: Continue) -> String {
    match next {
        Continue::Page(path) => path,
        Continue::Respond(answer, _) => panic!("an answer instead of a page: {answer:?}"),
    }
}

/// The answer that comes next.
pub fn response(next: Continue) -> AuthorizationResponse {
    match next {
        Continue::Respond(answer, _) => answer,
        Continue::Page(path) => panic!("the page {path} instead of an answer"),
    }
}

/// The journey of a page.
pub fn journey_of(page: &str) -> &str {
    page.split('/').nth(2).expect("a journey in the path")
}

/// A guide that knows passwords, and a level above them.
pub fn a_guide(database: &Database, vault: &Vault, clock: &Clock, random: &Random) -> Guide {
    use crate::authentication::factor;
    let chain = |kinds: &[&str]| kinds.iter().map(|kind| vec![(*kind).to_owned()]).collect::<Vec<_>>();
    let levels = vec![
        (LEVEL.to_owned(), vec![chain(&["password"])]),
        (HIGH.to_owned(), vec![chain(&["password", "totp"])]),
    ];
    let registry = registry::Registry::new(&factor::testing::config(), vault);
    let rules = Rules { levels, default_level: LEVEL.into(), confirmation_counts: true, ..Rules::default() };
    let policy = Policy::new(rules, registry.worth()).expect("a policy");
    Guide::new(guide::Parts {
        database: database.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        random: random.clone(),
        registry,
        policy,
        lane: crate::authentication::lane::Lane::new(2, 8),
        settings: guide::Settings {
            issuer: "https://id.example.org".into(),
            host: "id.example.org".into(),
            languages: crate::text::languages(),
            journey_lifetime: Duration::from_mins(30),
            journeys_per_browser: 20,
            session_idle: Duration::from_hours(1),
            session_absolute: Duration::from_hours(24),
            session_remember: Duration::ZERO,
            accounts_per_browser: 5,
            limits: Limits::default(),
            enrol_at_sign_in: Vec::new(),
            offer_at_sign_in: Vec::new(),
            offer_again: Duration::ZERO,
            registration: crate::authentication::registration::Rules::default(),
            resend_waits: Vec::new(),
        },
        posted: Arc::new(|| {}),
    })
}

async fn add_person(database: &Database, vault: &Vault, guide: &Guide, random: &Random, name: &str) {
    let credential = guide.registry().password().set(PASSWORD, true, &[], random).expect("a password");
    let now = Timestamp(1);
    let account = Account {
        account_id: format!("{name}-id"),
        username: name.into(),
        email: Some(format!("{name}@example.org")),
        email_verified_at: Some(now),
        phone: None,
        phone_verified_at: None,
        profile: Profile::default(),
        groups: Vec::new(),
        attributes: crate::storage::account::Attributes::new(),
        language: Language::default(),
        state: State::Active,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let row = Authenticator {
        authenticator_id: format!("{name}-password"),
        account_id: account.account_id.clone(),
        kind: "password".into(),
        handle_hash: None,
        name: String::new(),
        state: "active".into(),
        credential_sealed: Vec::new(),
        high_water: None,
        version: 1,
        created_at: now,
        last_used_at: None,
    };
    let about = About { table: "authenticator", row: &row.authenticator_id, account: &row.account_id };
    let plain = serde_json::to_vec(&credential).expect("JSON");
    let row = Authenticator { credential_sealed: vault.seal(about, &plain).expect("sealed"), ..row };
    database
        .write::<_, StorageError, _>(move |write| {
            Box::pin(async move {
                insert(write, &account).await?;
                authenticator::insert(write, &row).await
            })
        })
        .await
        .expect("a person");
}

async fn add_clients(database: &Database) {
    let client = |client_id: &str, skip_consent: bool| Client {
        client_id: client_id.into(),
        metadata: Metadata {
            client_name: client_id.into(),
            redirect_uris: vec![CALLBACK.into()],
            post_logout_redirect_uris: vec![SIGNED_OUT.into()],
            grant_types: vec!["authorization_code".into(), "refresh_token".into()],
            skip_consent,
            ..Metadata::default()
        },
        source: "cli".into(),
        disabled: false,
        created_at: Timestamp(1),
        updated_at: Timestamp(1),
        version: 1,
    };
    let clients = [client("shop", false), client("house", true)];
    database
        .write::<_, StorageError, _>(move |write| {
            Box::pin(async move {
                for client in &clients {
                    client::insert(write, client).await?;
                }
                Ok(())
            })
        })
        .await
        .expect("clients");
}
