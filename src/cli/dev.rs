//! `doorward dev`: everything on this machine, without a configuration.

use std::{
    fs::DirBuilder,
    io::{BufRead, IsTerminal, Write},
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::Path,
    process::ExitCode,
};

use anyhow::Context;
use serde::Serialize;
use tokio::net::TcpListener;

use super::{
    Usage,
    args::Dev,
    demo::{self, Person, Program, Secrets},
    large_runtime, open_storage,
    serve::code,
};
use crate::{
    app::App,
    authentication::factor::Registry,
    clock::Clock,
    config::Config,
    face,
    jose::MasterKey,
    random::Random,
    server::{self, Doors, Drain, log},
};

/// Runs until told to stop.
pub fn dev(options: Dev, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    refuse_strangers(&options)?;
    if let Some(file) = file {
        eprintln!("dev takes no configuration; {} is not read.", file.display());
    }
    let runtime = large_runtime()?;
    let ended = runtime.block_on(run(options));
    runtime.shutdown_background();
    ended
}

/// Passwords stand in the clear on the screen here: nobody else may get in.
fn refuse_strangers(options: &Dev) -> Result<(), Usage> {
    const VARIABLE: &str = "DOORWARD__LISTENER__ADDRESS";
    let outside = |address: String| {
        Usage(format!(
            "dev listens on loopback addresses only, not on {address}; doorward serve is for others"
        ))
    };
    if let Some(address) = options.address.filter(|address| !address.is_loopback()) {
        return Err(outside(address.to_string()));
    }
    let variable = std::env::var(VARIABLE)
        .ok()
        .filter(|address| !address.parse().is_ok_and(|address: SocketAddr| address.ip().is_loopback()));
    variable.map_or(Ok(()), |address| Err(outside(address)))
}

async fn bind(options: &Dev, port: u16) -> Result<Vec<TcpListener>, server::Error> {
    match options.address {
        Some(address) => Ok(vec![server::bind((address, port).into()).await?]),
        None => server::bind_loopback(port).await,
    }
}

fn port(doors: &[TcpListener]) -> u16 {
    doors.first().and_then(|door| door.local_addr().ok()).map_or(0, |address| address.port())
}

async fn run(options: Dev) -> anyhow::Result<ExitCode> {
    let drain = server::drain_on_signals()?;
    let public = bind(&options, options.port).await?;
    let application = bind(&options, options.relying_party_port).await?;

    let mut config = Config::dev(&options.data, port(&public));
    config.oauth.scopes = vec![demo::SCOPE.to_owned()];
    config.listener.drain_timeout = std::time::Duration::from_secs(5);
    if options.json || !std::io::stderr().is_terminal() {
        config.log.access = false;
    }
    config.log.level = std::env::var("DOORWARD__LOG__LEVEL").unwrap_or_else(|_| "warn,doorward=info".into());
    let without_faces = offer_faces(&mut config, &options).err();
    log::begin(&config.log);
    config.check()?;

    let random = Random::system();
    let secrets = furnish(&options.data, &config, &random)?;
    let origin = format!("http://localhost:{}", port(&application));
    let doors = Doors::around(public, &config).await?;
    let (database, vault) = open_storage(&config, &random).await?;
    let app = Box::pin(App::assemble(config, Clock::system(), random, database, vault)).await?;
    let registry = Registry::new(&app.config, &app.vault);
    let (accounts, clients) = demo::settle(&app, &registry, &secrets, &origin).await?;
    let admin = app.links().issue(&app.config.issuer).await?;

    let service = server::service(&app, Some(origin.clone()), &drain)?;
    demonstrate(application, &app, &secrets, origin.clone(), &drain)?;
    let started = Started {
        issuer: app.config.issuer.clone(),
        mail: format!("{}/dev/mail", app.config.issuer),
        relying_party: origin,
        admin,
        accounts,
        clients,
    };
    if options.json {
        println!("{}", serde_json::to_string(&started)?);
        std::io::stdout().flush()?;
    } else {
        print!("{}", started.screen(&secrets, &app.clock, &options.data));
        std::io::stdout().flush()?;
        if let Some(error) = without_faces {
            eprintln!("Faces are off: {error}.");
        }
        repeat_codes(secrets, app.clock.clone());
    }
    Ok(code(server::serve(app, doors, service, drain).await?))
}

/// Faces are offered where their models are; a folder that was named is to have them. Else why not.
fn offer_faces(config: &mut Config, options: &Dev) -> Result<(), face::model::ModelError> {
    config.face.models.clone_from(&options.models);
    config.liveness.order.clone_from(&options.challenge);
    config.face.enabled = false;
    if options.models.is_none() {
        face::engine::check(&face::Settings::from_config(config))?;
    }
    config.face.enabled = true;
    config.policy.enrol_at_sign_in.push("face".to_owned());
    Ok(())
}

/// The data directory with its master key, made at the first start.
fn furnish(data: &Path, config: &Config, random: &Random) -> anyhow::Result<Secrets> {
    DirBuilder::new().recursive(true).mode(0o700).create(data).with_context(|| data.display().to_string())?;
    let (key, database) = (&config.master_key_file, data.join("doorward.db"));
    if !key.exists() {
        // A new key beside an old database would only be refused later, with a stranger explanation.
        anyhow::ensure!(
            !database.exists(),
            "{} is gone, and {} cannot be read without it; remove {} to start afresh",
            key.display(),
            database.display(),
            data.display()
        );
        MasterKey::generate(random).write_new(key)?;
    }
    Secrets::settle(&data.join("dev.json"), random)
}

/// Starts the demo application beside the provider.
#[cfg(feature = "demo")]
fn demonstrate(
    doors: Vec<TcpListener>,
    app: &App,
    secrets: &Secrets,
    origin: String,
    drain: &Drain,
) -> anyhow::Result<()> {
    let application = crate::demo::router(crate::demo::Settings {
        issuer: app.config.issuer.clone(),
        client_id: demo::APPLICATION.to_owned(),
        client_secret: Some(crate::secret::Secret::new(secrets.application_secret.as_str())),
        origin,
    })?;
    for door in doors {
        let (application, drain) = (application.clone(), drain.clone());
        tokio::spawn(async move {
            if let Err(error) =
                crate::demo::serve(door, application, async move { drain.started().await }).await
            {
                tracing::error!(%error, "the demo application ended");
            }
        });
    }
    Ok(())
}

/// Nothing to start: this program was built without it.
#[cfg(not(feature = "demo"))]
#[allow(clippy::unnecessary_wraps)] // the other one can fail
fn demonstrate(_: Vec<TcpListener>, _: &App, _: &Secrets, _: String, _: &Drain) -> anyhow::Result<()> {
    tracing::warn!("built without the demo application");
    Ok(())
}

/// What there is, for scripts.
#[derive(Serialize)]
struct Started {
    issuer: String,
    relying_party: String,
    mail: String,
    admin: String,
    accounts: Vec<Person>,
    clients: Vec<Program>,
}

impl Started {
    /// The same for people, on one screen.
    fn screen(&self, secrets: &Secrets, clock: &Clock, data: &Path) -> String {
        let mut lines = vec![
            String::new(),
            "  Doorward is ready, for trying out: only this machine can reach it.".to_owned(),
            String::new(),
            format!("  Demo application  {}   <- start here: \"Sign in\"", self.relying_party),
            format!("  Provider          {}", self.issuer),
            format!("  Caught mail       {}", self.mail),
            format!("  Administration    {}", self.admin),
            "                    (makes an owner: once, within an hour; again: start again)".to_owned(),
            String::new(),
            "  Accounts          password              second step".to_owned(),
        ];
        for person in &self.accounts {
            let second = if person.totp_secret.is_some() {
                format!("authenticator code {}", now(secrets, clock))
            } else {
                "code by mail, see \"Caught mail\"".to_owned()
            };
            lines.push(format!("    {:<14}  {:<20}  {second}", person.username, person.password));
            if let Some(secret) = &person.totp_secret {
                lines.push(format!("    {:<14}  {:<20}  app secret {secret}", "", ""));
            }
        }
        lines.extend([String::new(), "  Clients           secret".to_owned()]);
        for client in &self.clients {
            let secret = client.client_secret.as_deref().unwrap_or("(none: public, with PKCE)");
            lines.push(format!("    {:<14}  {secret}", client.client_id));
            lines.extend(client.redirect_uris.iter().map(|uri| format!("    {:<14}  {uri}", "")));
        }
        let more =
            if std::io::stdin().is_terminal() { " Enter shows the present authenticator code." } else { "" };
        lines.extend([
            String::new(),
            format!("  Data is kept in {}; remove it to start afresh. Ctrl-C stops.{more}", data.display()),
            String::new(),
        ]);
        lines.join("\n") + "\n"
    }
}

fn now(secrets: &Secrets, clock: &Clock) -> String {
    secrets.totp(clock.now().seconds()).map_or_else(String::new, |(code, left)| {
        let (first, second) = code.split_at(3);
        format!("{first} {second} (for {left} s)")
    })
}

/// Codes change every thirty seconds, so the one on the screen is soon old: Enter shows the next.
fn repeat_codes(secrets: Secrets, clock: Clock) {
    if std::io::stdin().is_terminal() {
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines() {
                if line.is_err() {
                    return;
                }
                println!("  alice: {}", now(&secrets, &clock));
            }
        });
    }
}
