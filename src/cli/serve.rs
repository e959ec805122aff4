//! `doorward serve`: the provider, for good.

use std::process::ExitCode;

use anyhow::Context;

use super::{Usage, clients_d, large_runtime, open_storage};
use crate::{
    administration::role::Role,
    app::App,
    clock::Clock,
    config::Config,
    random::Random,
    server::{self, Doors, Ending, log},
    storage,
};

/// Serves until told to stop.
pub fn serve(config: Config) -> anyhow::Result<ExitCode> {
    log::begin(&config.log);
    let runtime = large_runtime()?;
    let ended = runtime.block_on(run(config));
    // What still blocks (a hash, a name being looked up) is not waited for.
    runtime.shutdown_background();
    ended
}

async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let drain = server::drain_on_signals()?;
    // Before the database: a second start beside a running server touches nothing.
    let doors = Doors::open(&config).await?;
    let random = Random::system();
    let (database, vault) = open_storage(&config, &random).await?;
    let app = Box::pin(App::assemble(config, Clock::system(), random, database, vault)).await?;
    if let Some(directory) = &app.config.client.directory {
        match clients_d::sync(&app.clients(), directory, clients_d::Manner::default()).await {
            Ok(changes) => {
                let applied = changes.iter().filter(|(_, change)| *change != clients_d::Change::None).count();
                tracing::info!(files = changes.len(), applied, "clients are as their files say");
            }
            Err(clients_d::Error::Faults(faults)) => return Err(Usage(faults.join("\n")).into()),
            Err(error) => return Err(error).context("client.directory"),
        }
    }
    let service = server::service(&app, None, &drain)?;
    welcome(&app).await?;
    let address = doors.addresses().first().map(ToString::to_string).unwrap_or_default();
    if let Some(address) = doors.admin_address() {
        tracing::info!(address = address.to_string(), "the admin side is served here, and nowhere else");
    }
    tracing::info!(issuer = app.config.issuer, address, storage = app.database.kind(), "ready");
    Ok(code(server::serve(app, doors, service, drain).await?))
}

/// The exit code for how it ended.
pub(super) fn code(ending: Ending) -> ExitCode {
    match ending {
        Ending::Drained => ExitCode::SUCCESS,
        Ending::TimedOut | Ending::Halted => ExitCode::FAILURE,
    }
}

/// Where nobody administers yet, the way in.
async fn welcome(app: &App) -> anyhow::Result<()> {
    let mut reader = app.database.read().await?;
    if !storage::account_role::of_role(&mut reader, Role::Owner.name()).await?.is_empty() {
        return Ok(());
    }
    drop(reader);
    let link = app.links().issue(&app.config.issuer).await?;
    println!(
        "Nobody owns this installation yet. To become its owner, within an hour and once:\n\n    {link}\n"
    );
    println!("A new link: doorward admin link.");
    Ok(())
}
