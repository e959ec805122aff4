//! The services of one process, put together once.

pub mod diagnosis;
mod in_force;

use std::{
    ops::Deref,
    sync::{Arc, Mutex, RwLock},
};

pub use in_force::InForce;

use crate::{
    administration::{
        desk::{Desk, Serving},
        webhook::herald::Herald,
    },
    authentication::{
        factor::Registry,
        guide::{self, Guide},
        lane::Lane,
        policy::Policy,
        policy_of,
    },
    clock::{Clock, Timestamp},
    config::Config,
    delivery::{self, Bell, Courier, CourierParts, Mailer, Postman, Texter},
    face::{
        self, Engine, Sight,
        embed::Facts,
        model::ModelError,
        sight::{Blind, Eyes},
    },
    jose::{
        MasterKey, Vault,
        keyring::{self, Keyring},
        seal::MasterKeyError,
    },
    oauth::{self, Provider},
    outbound,
    random::Random,
    storage::{self, Database},
    text::Text,
};

/// The services. Handlers and jobs share one. Time, chance, what the operator wrote, the database with its vault and the services of
/// the admin side are had as if they were its own: see [`Desk`]. `config` is what was written, [`App::in_force`] what counts.
pub struct App {
    /// The configuration as it counts now.
    in_force: RwLock<Arc<InForce>>,
    /// What this process stands on, as it was found last.
    findings: Mutex<Option<(Timestamp, Arc<Vec<diagnosis::Found>>)>>,
    /// What the admin side stands on.
    pub desk: Desk,
    /// Signs and verifies.
    pub keyring: Arc<Keyring>,
    /// Finds out who the person is.
    pub guide: Arc<Guide>,
    /// Answers relying parties.
    pub provider: Arc<Provider>,
    /// Sends what the outbox holds.
    pub postman: Arc<Postman>,
    /// Tells clients of sessions that ended.
    pub courier: Arc<Courier>,
    /// Looks at frames of faces.
    pub sight: Arc<dyn Sight>,
    /// Tells other services what happens.
    pub herald: Arc<Herald>,
}

/// Why the services cannot be put together. Each is one line for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The master key cannot be read.
    #[error("master_key_file: {0}")]
    MasterKey(#[from] MasterKeyError),
    /// It is another one than this database was sealed with.
    #[error("the master key is not the one this database was sealed with; nothing was touched")]
    OtherMasterKey,
    /// The database.
    #[error("storage: {0}")]
    Storage(#[from] storage::Error),
    /// The keys.
    #[error("keys: {0}")]
    Keys(#[from] keyring::Error),
    /// The policy cannot work.
    #[error("{}", .0.join("\n"))]
    Policy(Vec<String>),
    /// Mail cannot be sent as configured.
    #[error("mail: {0}")]
    Mail(#[from] delivery::mail::Unusable),
    /// Text messages cannot be sent as configured.
    #[error("{0}")]
    Sms(#[from] delivery::sms::Unusable),
    /// Other services cannot be called as configured.
    #[error("{0}")]
    Outbound(#[from] outbound::Unusable),
    /// Faces cannot be seen as configured.
    #[error("face: {0}")]
    Face(#[from] ModelError),
}

impl Error {
    /// Whether it is what the configuration says: then another start ends the same way.
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Policy(_) | Self::Mail(_) | Self::Sms(_) | Self::Outbound(_))
    }
}

/// The name under which the master key's check value is kept.
const CHECK_VALUE: &str = "master_key_check";

/// How the configuration wants connections made.
pub fn storage_settings(config: &Config) -> storage::Settings {
    storage::Settings {
        pool_size: config.database.pool_size,
        acquire_timeout: config.database.acquire_timeout,
        statement_timeout: config.database.statement_timeout,
    }
}

/// Whether `vault` is the one that `database` was sealed with; nothing if no vault was yet. Changes nothing.
pub async fn knows(database: &Database, vault: &Vault) -> Result<Option<bool>, storage::Error> {
    let theirs = storage::installation::find(&mut database.read().await?, CHECK_VALUE).await?;
    Ok(theirs.map(|theirs| theirs == vault.check_value()))
}

/// Opens the database and the vault that belong together. The schema may be an older one, or none: see [`prepare_storage`].
///
/// # Errors
/// A wrong or missing master key is noticed before anything is written to a database that exists.
pub async fn reach_storage(config: &Config, random: &Random) -> Result<(Database, Vault), Error> {
    let master = MasterKey::read(&config.master_key_file)?;
    let vault = Vault::new(&master, random.clone());
    let database = Database::open(config.storage.expose(), &storage_settings(config)).await?;
    let schema = storage::diagnosis::schema(&database).await?;
    // A database without a schema knows no key: then there is nothing that a wrong one could harm.
    if schema.present.is_some_and(|present| present > 0) && knows(&database, &vault).await? == Some(false) {
        return Err(Error::OtherMasterKey);
    }
    Ok((database, vault))
}

/// Brings the schema up to date, which takes the time it takes, and notes the master key's check value.
///
/// # Errors
/// [`Error::OtherMasterKey`] if another vault was first.
pub async fn prepare_storage(database: &Database, vault: &Vault) -> Result<(), Error> {
    let schema = storage::diagnosis::schema(database).await?;
    if let Some(present) = schema.present.filter(|present| *present < schema.known) {
        let known = schema.known;
        tracing::info!(present, known, "bringing the schema up to date; this may take a while");
    }
    database.migrate().await?;
    let ours = vault.check_value();
    let check = ours.clone();
    let settled: String = database
        .write(move |write| {
            Box::pin(async move { storage::installation::settle(write, CHECK_VALUE, &check).await })
        })
        .await?;
    if settled == ours { Ok(()) } else { Err(Error::OtherMasterKey) }
}

impl App {
    /// Puts the services together.
    pub async fn open(config: Config, clock: Clock, random: Random) -> Result<Arc<Self>, Error> {
        let (database, vault) = reach_storage(&config, &random).await?;
        prepare_storage(&database, &vault).await?;
        Self::assemble(config, clock, random, database, vault).await
    }

    /// The same, over a database that is open already.
    pub async fn assemble(
        config: Config,
        clock: Clock,
        random: Random,
        database: Database,
        vault: Vault,
    ) -> Result<Arc<Self>, Error> {
        let (sight, facts) = eyes(&config)?;
        let registry = Registry::knowing(&config, &vault, facts.as_ref());
        Box::pin(Self::assemble_with(config, clock, random, database, vault, registry, sight)).await
    }

    /// The same, with factors and eyes of the caller's own.
    pub async fn assemble_with(
        config: Config,
        clock: Clock,
        random: Random,
        database: Database,
        vault: Vault,
        registry: Registry,
        sight: Arc<dyn Sight>,
    ) -> Result<Arc<Self>, Error> {
        let in_force = in_force::read(&database, &config).await?;
        let counts = &in_force.config;
        registry.password().govern(counts);
        let policy = policy_of(counts, &registry).map_err(|faults| in_force.blamed(faults))?;
        let (config, seen) = (Arc::new(config), Arc::default());
        let mut desk = Desk { config, clock, random, database, vault, registry, seen, serving: None };
        let settings = keyring::Settings::from_config(counts);
        let keyring = Keyring::open(&desk.database, &desk.vault, &desk.clock, settings).await?;
        let bell = Bell::default();
        let postman = postman(&desk, counts, bell.clone())?;
        let guide = guide(&desk, counts, policy, bell);
        let outbound = outbound::Client::new(&counts.outbound)?;
        let provider = provider(&desk, counts, &keyring, &guide, &outbound);
        let courier = courier(&desk, &keyring, &provider, &outbound);
        desk.serving = Some(Serving { guide: guide.clone(), directory: provider.clients.clone() });
        let herald = Herald::new(desk.webhooks(), outbound);
        Ok(Arc::new(Self {
            in_force: RwLock::new(Arc::new(in_force)),
            findings: Mutex::new(None),
            desk,
            keyring,
            guide,
            provider,
            postman,
            courier,
            sight,
            herald,
        }))
    }
}

impl Deref for App {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

fn postman(desk: &Desk, config: &Config, bell: Bell) -> Result<Arc<Postman>, Error> {
    let mailer = Mailer::new(&config.mail, &config.host(), &config.mail_from())?;
    Ok(Postman::new(delivery::Parts {
        database: desk.database.clone(),
        vault: desk.vault.clone(),
        clock: desk.clock.clone(),
        random: desk.random.clone(),
        text: Arc::new(Text::new()),
        mailer,
        texter: Texter::new(&config.sms, &config.outbound)?,
        bell,
        retries: config.mail.retries,
    }))
}

fn guide(desk: &Desk, config: &Config, policy: Policy, bell: Bell) -> Arc<Guide> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let lanes = config.password.lanes.map_or(cores, |lanes| usize::try_from(lanes).unwrap_or(cores));
    let queue = usize::try_from(config.password.queue).unwrap_or(usize::MAX);
    Arc::new(Guide::new(guide::Parts {
        database: desk.database.clone(),
        vault: desk.vault.clone(),
        clock: desk.clock.clone(),
        random: desk.random.clone(),
        registry: desk.registry.clone(),
        policy,
        lane: Lane::new(lanes, queue),
        settings: guide::Settings::from_config(config),
        posted: Arc::new(move || bell.ring()),
    }))
}

fn provider(
    desk: &Desk,
    config: &Config,
    keyring: &Arc<Keyring>,
    guide: &Arc<Guide>,
    outbound: &outbound::Client,
) -> Arc<Provider> {
    Arc::new(Provider::new(oauth::Parts {
        database: desk.database.clone(),
        vault: desk.vault.clone(),
        keyring: keyring.clone(),
        clock: desk.clock.clone(),
        random: desk.random.clone(),
        settings: oauth::Settings::from_config(config, config.locale.offered.clone()),
        governed: oauth::Governed::from_config(config),
        guide: guide.clone(),
        fetcher: oauth::fetch::Fetcher::new(outbound.clone()),
    }))
}

fn courier(
    desk: &Desk,
    keyring: &Arc<Keyring>,
    provider: &Arc<Provider>,
    outbound: &outbound::Client,
) -> Arc<Courier> {
    Courier::new(CourierParts {
        database: desk.database.clone(),
        vault: desk.vault.clone(),
        clock: desk.clock.clone(),
        random: desk.random.clone(),
        keyring: keyring.clone(),
        outbound: outbound.clone(),
        envelope: oauth::back_channel_logout::envelope(provider),
        issuer: desk.config.issuer.clone(),
    })
}

/// Looks at every model before anybody comes; they enter memory with the first frame.
fn eyes(config: &Config) -> Result<(Arc<dyn Sight>, Option<Facts>), Error> {
    if !config.face.enabled {
        return Ok((Arc::new(Blind), None));
    }
    let engine = Engine::open(face::Settings::from_config(config))?;
    let facts = engine.facts().clone();
    Ok((Arc::new(Eyes::new(engine, face::Rules::from_config(config))), Some(facts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{diagnosis::schema, testing::Scratch};

    #[tokio::test]
    async fn a_database_is_reached_before_its_schema_is_touched() {
        let (scratch, random) = (Scratch::new(), Random::seeded(1));
        let config = Config::dev(scratch.path(), 8080);
        MasterKey::generate(&random).write_new(&config.master_key_file).unwrap();
        let (database, vault) = reach_storage(&config, &random).await.unwrap();
        assert_eq!(schema(&database).await.unwrap().present, None);
        prepare_storage(&database, &vault).await.unwrap();
        let found = schema(&database).await.unwrap();
        assert_eq!(found.present, Some(found.known));

        let other = Vault::new(&MasterKey::generate(&Random::seeded(2)), random.clone());
        assert!(matches!(prepare_storage(&database, &other).await, Err(Error::OtherMasterKey)));
        // What cannot be read is not taken for a database that knows no key.
        database
            .write::<_, storage::Error, _>(|write| {
                Box::pin(async move { storage::testing::drop_table(write, "installation").await })
            })
            .await
            .unwrap();
        assert!(matches!(reach_storage(&config, &random).await, Err(Error::Storage(_))));
    }
}
