//! The command line: one file per command. A command says what it did on standard output and what went wrong on
//! standard error, a line each.

pub mod account;
mod admin;
pub mod args;
mod attribute;
mod audit;
mod brand;
pub mod client;
pub mod clients_d;
pub mod config;
pub mod demo;
pub mod dev;
pub mod doctor;
mod face;
pub mod face_evaluate;
mod face_memory;
pub mod init;
mod invitation;
pub mod key;
mod migrate;
mod output;
mod policy;
mod prompt;
pub mod serve;
mod transfer;
mod webhook;

use std::{
    future::Future,
    io,
    ops::Deref,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use args::{Arguments, Command};

use crate::{
    administration::{self, desk::Desk},
    app,
    authentication::factor::Registry,
    clock::Clock,
    config::{Config, Faults, setting::Setting},
    jose::{self, Keyring, MasterKey, Vault},
    random::Random,
    server,
    storage::Database,
    system::turns,
};

/// How long reaching what a command works with may take: whoever starts it hears within 5 seconds.
const PATIENCE: Duration = Duration::from_millis(4_500);
/// The configuration file that is taken without being named.
const USUAL_FILE: &str = "doorward.toml";

/// What was asked for makes no sense: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// The length of time that an option says.
fn length(option: &str, text: &str) -> Result<Duration, Usage> {
    <Duration as Setting>::from_text(text).map_err(|why| Usage(format!("{option}: {why}")))
}

/// Runs one command.
pub fn run(arguments: Arguments) -> ExitCode {
    let file = arguments.config.or_else(|| Path::new(USUAL_FILE).exists().then(|| PathBuf::from(USUAL_FILE)));
    match arguments.command {
        Command::Config(what) => match what {
            args::Config::Check => config::check(file.as_deref(), factors),
            args::Config::Reference => config::reference(),
            args::Config::Dump => config::dump(file.as_deref(), factors),
        },
        Command::Init(init) => {
            let file = file.unwrap_or_else(|| USUAL_FILE.into());
            init::init(&file, init.issuer.as_deref(), &Random::system())
        }
        command => match perform(command, file.as_deref()) {
            Ok(code) => code,
            Err(error) => fail(&error),
        },
    }
}

fn perform(command: Command, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    match command {
        Command::Dev(options) => dev::dev(options, file),
        Command::Serve => serve::serve(settings(file)?),
        Command::Face(command) => face::run(command, file),
        Command::Audit(args::Audit::Verify(what)) => audit::check(what),
        command => {
            let config = settings(file)?;
            server::log::begin_quietly();
            small_runtime()?.block_on(brief(command, config))
        }
    }
}

/// The commands that end by themselves.
async fn brief(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Doctor => return doctor::doctor(&config).await,
        Command::Migrate => migrate::migrate(&config).await?,
        Command::Key(args::Key::List(output)) => {
            let opened = Opened::new(config).await?;
            key::show(&opened.database, output).await?;
        }
        Command::Key(args::Key::Rotate) => {
            let opened = Opened::new(config).await?;
            print!("{}", key::rotate(&opened.keyring().await?, &opened.clock, &opened.random).await?);
        }
        Command::Key(args::Key::Revoke { kid, sure }) => {
            prompt::confirm(sure, &format!("Revoke the key {kid}; what it signed is refused at once"))?;
            let opened = Opened::new(config).await?;
            println!("{}", key::revoke(&opened, &kid).await?);
        }
        Command::Client(command) => return client::run(command, &Opened::new(config).await?).await,
        Command::Account(command) => account::run(command, &Opened::new(config).await?).await?,
        Command::Webhook(command) => webhook::run(command, &Opened::new(config).await?).await?,
        Command::Audit(args::Audit::Export(what)) => audit::export(&Opened::new(config).await?, what).await?,
        Command::Audit(args::Audit::Signer) => audit::signer(&Opened::new(config).await?)?,
        Command::Brand(command) => brand::run(command, &Opened::new(config).await?).await?,
        Command::Policy(command) => policy::run(command, &Opened::new(config).await?).await?,
        Command::Admin(args::Admin::Link) => admin::link(&Opened::new(config).await?).await?,
        Command::Dev(_)
        | Command::Serve
        | Command::Face(_)
        | Command::Audit(_)
        | Command::Init(_)
        | Command::Config(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what went wrong and chooses the exit code.
fn fail(error: &anyhow::Error) -> ExitCode {
    let is_usage = error.is::<Usage>()
        || error.is::<Faults>()
        || error.downcast_ref::<app::Error>().is_some_and(app::Error::is_configuration)
        || matches!(error.downcast_ref(), Some(administration::Error::Invalid(_)));
    if is_usage {
        eprintln!("{error:#}");
        return ExitCode::from(config::FAULTY);
    }
    // Whoever reads no further, as `head` does, does not want to hear of it.
    let unread = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    if !error.downcast_ref::<io::Error>().is_some_and(unread) {
        eprintln!("doorward: {error:#}");
    }
    ExitCode::FAILURE
}

fn settings(file: Option<&Path>) -> Result<Config, Faults> {
    config::load(file, factors)
}

/// The factors that this program knows, with this configuration.
fn factors(config: &Config) -> Vec<&'static str> {
    let random = Random::system();
    let vault = Vault::new(&MasterKey::generate(&random), random);
    Registry::new(config, &vault).kinds()
}

fn small_runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// For serving.
fn large_runtime() -> std::io::Result<tokio::runtime::Runtime> {
    turns::wait_for_one();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// `work`, if it is done in time.
async fn in_time<T, E: Into<anyhow::Error>>(work: impl Future<Output = Result<T, E>>) -> anyhow::Result<T> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(outcome) => outcome.map_err(Into::into),
        Err(_) => anyhow::bail!("storage: the database does not answer"),
    }
}

/// Opens the database and its vault. What does not answer in time is told; bringing the schema up to date takes the time it takes,
/// and is told if it takes long.
async fn open_storage(config: &Config, random: &Random) -> anyhow::Result<(Database, Vault)> {
    let (database, vault) = in_time(Box::pin(app::reach_storage(config, random))).await?;
    {
        let work = app::prepare_storage(&database, &vault);
        tokio::pin!(work);
        tokio::select! {
            prepared = &mut work => prepared?,
            () = tokio::time::sleep(PATIENCE) => {
                eprintln!("This takes a while.");
                work.await?;
            }
        }
    }
    Ok((database, vault))
}

/// What a brief command works with: a desk of its own, whose `config` is what was written, and the configuration as it counts.
pub struct Opened {
    /// What was written, under what the admin side has set.
    pub in_force: Config,
    desk: Desk,
}

impl Opened {
    /// Opens the database and its vault.
    pub async fn new(written: Config) -> anyhow::Result<Self> {
        let random = Random::system();
        let (database, vault) = open_storage(&written, &random).await?;
        let newest = administration::policy::newest(&database).await?;
        // A version that cannot count stops no command: one of them returns to what can.
        let in_force = written.with_settings(&newest.settings).unwrap_or_else(|faults| {
            eprintln!("version {} of the policy cannot count and is left out:\n{faults}", newest.number);
            written.clone()
        });
        let registry = Registry::new(&written, &vault);
        registry.password().govern(&in_force);
        let desk = Desk {
            config: Arc::new(written),
            clock: Clock::system(),
            random,
            database,
            vault,
            registry,
            seen: Arc::default(),
            serving: None,
        };
        Ok(Self { in_force, desk })
    }

    async fn keyring(&self) -> anyhow::Result<Arc<Keyring>> {
        let settings = jose::Settings::from_config(&self.in_force);
        Ok(Keyring::open(&self.database, &self.vault, &self.clock, settings).await?)
    }
}

impl Deref for Opened {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}
