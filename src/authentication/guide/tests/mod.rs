//! The guide on both databases: what strangers, stale pages, two tabs and robots get out of it.

mod binding;
mod codes;
mod enrolment;
mod faces;
mod forgotten;
mod guessing;
mod imported;
mod languages;
mod parity;
mod passkeys;
mod passwords;
mod recovery;
mod registered_devices;
mod registration;
mod sessions;
mod texts;
mod trust;

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{Authenticated, Error, Finished, Guide, Opening, Parts, Settings, Travel};
use crate::{
    authentication::{
        errand::Errand,
        factor::{self, Record, Submission, registry, totp},
        journey::{Demand, End, Heading, Permission, Purpose, Step},
        lane::Lane,
        policy::{Chain, Policy, Rules},
        throttle::Limits,
        visitor::Visitor,
    },
    clock::{Clock, Timestamp},
    delivery::Letter,
    jose::seal::{About, MasterKey, Vault},
    on_both,
    random::Random,
    storage::{
        self, Database, Write,
        account::{self, Account, Language, Profile, State},
        audit::Event,
        authenticator::{self, Authenticator},
        session::SessionRow,
    },
};

const START: Timestamp = Timestamp::from_seconds(1_800_000_000);
const PASSWORD: &str = "correct horse battery";
const WRONG: &str = "incorrect horse battery";

/// What a test may set otherwise.
struct Setup {
    settings: Settings,
    levels: Vec<(&'static str, Value)>,
    default_level: &'static str,
    confirmation_counts: bool,
    rules: Rules,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            settings: Settings {
                issuer: "https://id.example.org".into(),
                host: "id.example.org".into(),
                languages: crate::text::languages(),
                journey_lifetime: Duration::from_hours(1),
                journeys_per_browser: 20,
                session_idle: Duration::from_hours(1),
                session_absolute: Duration::from_hours(24),
                session_remember: Duration::from_hours(24 * 30),
                accounts_per_browser: 5,
                limits: Limits::default(),
                enrol_at_sign_in: vec!["totp".into()],
                offer_at_sign_in: Vec::new(),
                offer_again: Duration::from_hours(24 * 14),
                registration: registration::rules(),
                resend_waits: vec![Duration::from_secs(30), Duration::from_mins(1)],
            },
            levels: vec![
                ("one", json!([[["password"]]])),
                ("two", json!([[["password"], ["totp", "email_code"]]])),
                ("aal2", json!([[["password"], ["totp"]]])),
            ],
            default_level: "two",
            confirmation_counts: true,
            rules: Rules::default(),
        }
    }
}

/// A guide, and the clock that only the test moves.
struct World {
    database: Database,
    vault: Vault,
    clock: Clock,
    random: Random,
    guide: Arc<Guide>,
}

/// Somebody with an account.
struct Person {
    account_id: String,
    email: String,
    seed: totp::Seed,
}

impl World {
    async fn new(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    async fn with(database: Database, adjust: impl FnOnce(&mut Setup)) -> Self {
        let (clock, random) = (Clock::fixed(START), Random::seeded(7));
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let mut setup = Setup::default();
        adjust(&mut setup);
        let guide = guide(&database, &vault, &clock, &random, setup);
        Self { database, vault, clock, random, guide }
    }

    /// The same database seen from a node whose clock is `span` behind.
    fn behind(&self, span: Duration) -> Self {
        let clock = Clock::fixed(self.clock.now().before(span));
        let guide = guide(&self.database, &self.vault, &clock, &self.random, Setup::default());
        Self {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock,
            random: self.random.clone(),
            guide,
        }
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t> FnOnce(&'t mut Write) -> futures_util::future::BoxFuture<'t, Result<T, storage::Error>>
        + Send
        + 'static,
    ) -> T {
        self.database.write(work).await.unwrap()
    }

    /// An account with a password, a proved address, and perhaps an authenticator app.
    async fn person(&self, name: &str, with_totp: bool) -> Person {
        self.somebody(name, with_totp, true).await
    }

    async fn somebody(&self, name: &str, with_totp: bool, proved_address: bool) -> Person {
        let email = format!("{name}@example.org");
        let account = Account {
            account_id: format!("{name}-id"),
            username: name.into(),
            email: Some(email.clone()),
            email_verified_at: proved_address.then_some(Timestamp(1)),
            phone: None,
            phone_verified_at: None,
            profile: Profile::default(),
            groups: Vec::new(),
            attributes: storage::account::Attributes::new(),
            language: Language::default(),
            state: State::Active,
            created_at: Timestamp(1),
            updated_at: Timestamp(1),
            version: 1,
        };
        let account_id = account.account_id.clone();
        let seed = totp::Seed::new(&self.random.bytes());
        let password = self.guide.registry().password().set(PASSWORD, true, &[], &self.random).unwrap();
        let mut rows = vec![self.authenticator(&account_id, "password", &Record::of(&password).unwrap())];
        if with_totp {
            rows.push(self.authenticator(&account_id, "totp", &Record::of(&seed).unwrap()));
        }
        self.write(move |write| {
            Box::pin(async move {
                account::insert(write, &account).await?;
                for row in rows {
                    authenticator::insert(write, &row).await?;
                }
                Ok(())
            })
        })
        .await;
        Person { account_id, email, seed }
    }

    fn authenticator(&self, account_id: &str, kind: &str, record: &Record) -> Authenticator {
        let authenticator_id = format!("{account_id}-{kind}");
        let about = About { table: "authenticator", row: &authenticator_id, account: account_id };
        Authenticator {
            credential_sealed: self.vault.seal(about, record.bytes()).unwrap(),
            authenticator_id,
            account_id: account_id.into(),
            kind: kind.into(),
            handle_hash: None,
            name: String::new(),
            state: "active".into(),
            high_water: None,
            version: 1,
            created_at: Timestamp(1),
            last_used_at: None,
        }
    }

    async fn disable(&self, person: &Person) {
        let (account_id, now) = (person.account_id.clone(), self.clock.now());
        self.write(move |write| {
            Box::pin(async move {
                account::set_state(write, &account_id, State::Disabled, now).await?;
                Ok(())
            })
        })
        .await;
    }

    /// A browser nobody has seen, at an address of its own.
    fn browser(&self) -> Visitor {
        Visitor {
            browser: self.random.token(),
            session: None,
            others: Vec::new(),
            address: self.random.bytes::<4>().into(),
            user_agent: "Mozilla/5.0 (X11; Linux) Firefox/150.0".into(),
            language: "en".into(),
            stands_in: None,
        }
    }

    async fn begin(&self, visitor: &Visitor, demand: Demand) -> Travel {
        self.open(visitor, Purpose::SignIn, demand).await
    }

    async fn open(&self, visitor: &Visitor, purpose: Purpose, demand: Demand) -> Travel {
        let opening = Opening { purpose, errand: Errand::none(), heading: Heading::default(), demand };
        Box::pin(self.guide.begin(visitor, opening)).await.unwrap()
    }

    async fn load(&self, visitor: &Visitor, id: &str) -> Travel {
        Box::pin(self.guide.load(visitor, id)).await.unwrap()
    }

    async fn identify(&self, visitor: &Visitor, id: &str, name: &str) -> Travel {
        Box::pin(self.guide.identify(visitor, id, &typed("username", name))).await.unwrap()
    }

    async fn password(&self, visitor: &Visitor, id: &str, password: &str) -> Travel {
        self.respond(visitor, id, "password", typed("password", password)).await
    }

    async fn code(&self, visitor: &Visitor, id: &str, kind: &str, code: &str) -> Travel {
        self.respond(visitor, id, kind, typed("code", code)).await
    }

    // Boxed: a test of many steps would not fit the stack of its thread.

    async fn respond(&self, visitor: &Visitor, id: &str, kind: &str, submission: Submission) -> Travel {
        Box::pin(self.guide.respond(visitor, id, kind, submission)).await.unwrap()
    }

    async fn confirm(&self, visitor: &Visitor, id: &str, kind: &str, submission: Submission) -> Travel {
        Box::pin(self.guide.confirm(visitor, id, kind, submission)).await.unwrap()
    }

    async fn choose(&self, visitor: &Visitor, id: &str, kind: &str) -> Travel {
        Box::pin(self.guide.choose(visitor, id, kind)).await.unwrap()
    }

    async fn resend(&self, visitor: &Visitor, id: &str) -> Travel {
        Box::pin(self.guide.resend(visitor, id, None)).await.unwrap()
    }

    async fn restart(&self, visitor: &Visitor, id: &str) -> Travel {
        Box::pin(self.guide.restart(visitor, id)).await.unwrap()
    }

    async fn permit(&self, visitor: &Visitor, travel: Travel, permission: Permission) -> Travel {
        Box::pin(self.guide.permit(visitor, travel, permission)).await.unwrap()
    }

    /// A journey of `name`, at the password step.
    async fn named(&self, visitor: &Visitor, name: &str) -> String {
        let id = self.begin(visitor, Demand::default()).await.journey_id;
        self.identify(visitor, &id, name).await;
        id
    }

    /// A journey of `name` behind the right password.
    async fn second_step(&self, visitor: &Visitor, name: &str) -> (String, Travel) {
        let id = self.named(visitor, name).await;
        let travel = self.password(visitor, &id, PASSWORD).await;
        (id, travel)
    }

    /// The code of an authenticator app, now.
    fn totp(&self, person: &Person) -> String {
        person.seed.code(totp::step(self.clock.now())).unwrap()
    }

    /// The mails written so far, the newest first.
    async fn mails(&self) -> Vec<Letter> {
        let rows =
            storage::outbox::newest(&mut self.database.read().await.unwrap(), "mail", 1_000).await.unwrap();
        rows.iter()
            .map(|row| {
                let about = About { table: "outbox", row: &row.message_id, account: "" };
                let plain = self.vault.open(about, row.payload_sealed.as_deref().unwrap()).unwrap();
                serde_json::from_slice::<Letter>(&plain).unwrap()
            })
            .filter(|letter| !letter.is_for_nobody())
            .collect()
    }

    async fn codes_to(&self, person: &Person) -> Vec<String> {
        let mails = self.mails().await;
        let codes = mails.iter().filter(|mail| mail.to == person.email && mail.template == "code");
        codes.map(|mail| mail.context["code"].as_str().unwrap().to_owned()).collect()
    }

    async fn mailed_code(&self, person: &Person) -> String {
        self.codes_to(person).await.remove(0)
    }

    async fn events(&self, person: &Person, kind: &str) -> Vec<Event> {
        let mut reader = self.database.read().await.unwrap();
        let events = storage::audit::of_account(&mut reader, &person.account_id, 10_000).await.unwrap();
        events.into_iter().filter(|event| event.kind == kind).collect()
    }

    async fn sessions(&self, person: &Person) -> Vec<SessionRow> {
        let mut reader = self.database.read().await.unwrap();
        storage::session::of_account(&mut reader, &person.account_id, self.clock.now()).await.unwrap()
    }

    async fn count(&self, subject: &str) -> i64 {
        let mut reader = self.database.read().await.unwrap();
        let count = storage::throttle::find(&mut reader, subject).await.unwrap();
        count.map_or(0, |count| count.row_count)
    }

    async fn try_finish(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
    ) -> Result<Finished<Authenticated>, Error> {
        if travel.step == Step::Permission {
            travel = Box::pin(self.guide.permit(visitor, travel, Permission::NotNeeded)).await?;
        }
        Box::pin(
            self.guide.finish(visitor, travel, |_, authenticated| Box::pin(async move { Ok(authenticated) })),
        )
        .await
    }

    async fn finish(&self, visitor: &mut Visitor, travel: Travel) -> Authenticated {
        let finished = self.try_finish(visitor, travel).await.unwrap();
        if let Some(cookie) = finished.session {
            visitor.session = Some(cookie.secret);
        }
        finished.value
    }

    /// The whole way to level two, by app if the person has one, else by mail; `extra` are fields of the password form.
    async fn sign_in(&self, visitor: &mut Visitor, person: &Person, demand: Demand) -> Authenticated {
        self.sign_in_with(visitor, person, demand, &[]).await
    }

    async fn sign_in_with(
        &self,
        visitor: &mut Visitor,
        person: &Person,
        demand: Demand,
        extra: &[&str],
    ) -> Authenticated {
        let mut travel = self.begin(visitor, demand).await;
        let id = travel.journey_id.clone();
        if travel.step == Step::Identify {
            travel = self.identify(visitor, &id, &person.email).await;
        }
        while let Step::Verify { kind, .. } = &travel.step {
            travel = match kind.as_str() {
                "password" => {
                    let mut form = typed("password", PASSWORD);
                    form.fields.extend(extra.iter().map(|name| ((*name).to_owned(), "1".to_owned())));
                    self.respond(visitor, &id, "password", form).await
                }
                "totp" => {
                    self.clock.advance(Duration::from_secs(30));
                    self.code(visitor, &id, "totp", &self.totp(person)).await
                }
                _ => self.code(visitor, &id, "email_code", &self.mailed_code(person).await).await,
            };
            assert_eq!(problem(&travel), "");
        }
        self.finish(visitor, travel).await
    }
}

fn guide(database: &Database, vault: &Vault, clock: &Clock, random: &Random, setup: Setup) -> Arc<Guide> {
    guide_of(database, vault, clock, random, setup, true)
}

/// The same with faces, or without.
fn guide_of(
    database: &Database,
    vault: &Vault,
    clock: &Clock,
    random: &Random,
    setup: Setup,
    faces: bool,
) -> Arc<Guide> {
    let mut config = factor::testing::config();
    config.sms.transport = crate::config::SmsTransport::Capture;
    config.face.enabled = faces;
    let registry = registry::Registry::new(&config, vault);
    let levels = setup
        .levels
        .into_iter()
        .map(|(name, chains)| (name.to_owned(), serde_json::from_value::<Vec<Chain>>(chains).unwrap()));
    let rules = Rules {
        levels: levels.collect(),
        default_level: setup.default_level.into(),
        confirmation_counts: setup.confirmation_counts,
        ..setup.rules
    };
    let policy = Policy::new(rules, registry.worth());
    Arc::new(Guide::new(Parts {
        database: database.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        random: random.clone(),
        registry,
        policy: policy.unwrap(),
        lane: Lane::new(2, 1_000),
        settings: setup.settings,
        posted: Arc::new(|| {}),
    }))
}

fn typed(field: &str, value: &str) -> Submission {
    Submission::of([(field.to_owned(), value.to_owned())])
}

fn problem(travel: &Travel) -> &str {
    travel.journey.problem.as_ref().map_or("", |problem| problem.key.as_str())
}

/// What the page of `kind` is given: its question beside the name, else that of the step.
fn shown<'a>(travel: &'a Travel, kind: &str) -> &'a Value {
    let beside = travel.nameless().iter().find(|asked| asked.kind == kind).map(|asked| &asked.page);
    beside.or_else(|| travel.journey.pending.as_ref().map(|pending| &pending.page)).unwrap()
}

/// The kind that a step asks for.
fn asked(travel: &Travel) -> &str {
    match &travel.step {
        Step::Verify { kind, .. } => kind,
        _ => "",
    }
}

fn verify(kind: &str, others: &[&str]) -> Step {
    Step::Verify { kind: kind.into(), others: others.iter().map(ToString::to_string).collect() }
}

fn enrol_totp() -> Step {
    Step::Enrol { kind: "totp".into(), others: Vec::new() }
}

/// A code that is not this one.
fn other_than(code: &str) -> String {
    if code == "000000" { "000001".into() } else { "000000".into() }
}
