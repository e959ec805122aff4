//! `doorward doctor`: looks at everything an installation stands on, and changes nothing.

use std::{net::ToSocketAddrs, path::Path, process::ExitCode, time::Duration};

use tokio::{net::TcpStream, time::timeout};

use super::output;
use crate::{
    app,
    authentication::factor::password::breached_passwords,
    clock::{Clock, Timestamp},
    config::{ClientRegistrationMode, Config, MailTransport, SmsTransport},
    delivery::Texter,
    face,
    jose::{MasterKey, Vault},
    random::Random,
    storage::{self, Database, diagnosis},
    web::tls,
};

const PATIENCE: Duration = Duration::from_secs(3);
/// 2025-01-01: no clock that is right shows less.
const BUILT_AFTER: Timestamp = Timestamp::from_seconds(1_735_689_600);

/// What was found.
enum Finding {
    Ok(String),
    Warn(String),
    Fail(String),
}
use Finding::{Fail, Ok as Fine, Warn};

/// Looks, lists what it found, and answers 1 if something is broken.
pub async fn doctor(config: &Config) -> anyhow::Result<ExitCode> {
    let mut findings = vec![("configuration", Fine(format!("sound, for {}", config.issuer)))];
    let key = MasterKey::read(&config.master_key_file);
    findings.push((
        "master key",
        match &key {
            Ok(_) => Fine(config.master_key_file.display().to_string()),
            Err(error) => Fail(error.to_string()),
        },
    ));
    let vault = key.ok().map(|key| Vault::new(&key, Random::system()));
    findings.extend(database(config, vault.as_ref()).await.into_iter().map(|found| ("database", found)));
    findings.push(("clock", clock()));
    findings.extend(door(config).into_iter().map(|found| ("listener", found)));
    findings.push(("mail", mail(config).await));
    findings.extend(sms(config).map(|found| ("sms", found)));
    findings.extend(face(config).map(|found| ("face", found)));
    findings.extend(stolen_passwords(config).map(|found| ("passwords", found)));
    findings.extend(protocol(config).map(|found| ("protocol", found)));
    findings.extend(issuer(config).await.into_iter().map(|found| ("issuer", found)));

    let mut failed = false;
    for (about, finding) in &findings {
        let (mark, text) = match finding {
            Fine(text) => ("ok  ", text),
            Warn(text) => ("warn", text),
            Fail(text) => ("FAIL", text),
        };
        failed |= matches!(finding, Fail(_));
        println!("{mark}  {about:<14} {text}");
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is on and should be off where it can be.
fn protocol(config: &Config) -> impl Iterator<Item = Finding> {
    let front = config.oauth.front_channel_tokens.then(|| {
        Warn(
            "oauth.front_channel_tokens is on: tokens pass through browsers, which RFC 9700 section 2.1.2 advises against"
                .into(),
        )
    });
    let open = (config.client_registration.mode == ClientRegistrationMode::Open)
        .then(|| Warn("client_registration.mode is \"open\": anybody may register a client".into()));
    front.into_iter().chain(open)
}

async fn database(config: &Config, vault: Option<&Vault>) -> Vec<Finding> {
    let address = config.storage.expose();
    if let Some(path) = address.strip_prefix("sqlite://")
        && !Path::new(path).exists()
    {
        // Opening would make one.
        return vec![Warn(format!("{path} is not there yet; serve makes it"))];
    }
    let settings = app::storage_settings(config);
    let database = match timeout(PATIENCE, Database::open(address, &settings)).await {
        Ok(Ok(database)) => database,
        Ok(Err(error)) => return vec![Fail(error.to_string())],
        Err(_) => return vec![Fail("does not answer".into())],
    };
    let mut findings = Vec::new();
    let mut furnished = false;
    match diagnosis::schema(&database).await {
        Err(error) => findings.push(Fail(error.to_string())),
        Ok(schema) => {
            furnished = schema.present.is_some();
            findings.push(match (schema.present, schema.known) {
                (None, _) => Warn("reachable, without a schema yet; serve makes it".into()),
                (Some(present), known) if present > known => {
                    Fail(format!("schema {present} is newer than this program, which knows {known}"))
                }
                (Some(present), known) if present < known => {
                    Warn(format!("schema {present}; serve or migrate brings it to {known}"))
                }
                (Some(present), _) => Fine(format!("{}, schema {present}", database.kind())),
            });
        }
    }
    match diagnosis::manner(&database).await {
        Ok(manner) => findings.push(Fine(manner)),
        Err(error) => findings.push(Fail(error.to_string())),
    }
    if let Some(vault) = vault.filter(|_| furnished) {
        findings.push(match app::knows(&database, vault).await {
            Ok(Some(true)) => Fine("the master key is the one it was sealed with".into()),
            Ok(Some(false)) => Fail("the master key is not the one it was sealed with".into()),
            Ok(None) => Warn("no master key has sealed anything yet".into()),
            Err(error) => Warn(format!("whether the master key fits cannot be seen: {error}")),
        });
    }
    if let Ok(keys) = crate::jose::keyring::list(&database).await
        && !keys.is_empty()
    {
        let active = keys.iter().filter(|key| key.state == crate::jose::keyring::State::Active);
        let names: Vec<_> = active.map(|key| key.purpose.name()).collect();
        findings.push(Fine(format!("keys: {}", names.join(", "))));
    }
    if let Ok(mut reader) = database.read().await
        && let Ok(waiting) = storage::outbox::waiting(&mut reader).await
        && waiting > 100
    {
        findings.push(Warn(format!("{waiting} messages wait to be sent")));
    }
    database.close().await;
    findings
}

fn clock() -> Finding {
    let now = Clock::system().now();
    let shown = output::moment(now);
    if now < BUILT_AFTER { Fail(format!("{shown} cannot be right")) } else { Fine(shown) }
}

/// TLS and what stands before it.
fn door(config: &Config) -> Vec<Finding> {
    let listener = &config.listener;
    let mut findings = Vec::new();
    let https = config.issuer.starts_with("https:");
    match (&listener.tls_certificate_file, &listener.tls_key_file) {
        (Some(certificate), Some(key)) => findings.push(match tls::config(certificate, key) {
            Ok(_) => Fine("certificate and key fit together".into()),
            Err(error) => Fail(error.to_string()),
        }),
        _ if https && listener.trusted_proxies.is_empty() => findings.push(Warn(
            "no TLS here and no listener.trusted_proxies: behind a proxy everybody would share its address"
                .into(),
        )),
        _ if https => findings.push(Fine("TLS ends at a trusted proxy".into())),
        _ => findings
            .push(Warn("plain HTTP on loopback: cookies go without Secure and the __Host- prefix".into())),
    }
    if listener.trusted_proxies.iter().any(|network| network.prefix_len() == 0) {
        findings
            .push(Fail("listener.trusted_proxies trusts everybody: anybody can claim any address".into()));
    }
    let exposed = listener.metrics_address.filter(|address| !address.ip().is_loopback());
    if let Some(address) = exposed {
        findings.push(Warn(format!("/metrics is open on {address}; keep it off the internet")));
    }
    findings
}

async fn mail(config: &Config) -> Finding {
    match config.mail.transport {
        MailTransport::Capture => Fine("caught, not sent".into()),
        MailTransport::File => match std::fs::metadata(&config.mail.directory) {
            Ok(it) if it.is_dir() && !it.permissions().readonly() => {
                Fine(format!("written to {}", config.mail.directory.display()))
            }
            _ => Fail(format!("{} is not a directory to write to", config.mail.directory.display())),
        },
        MailTransport::Smtp => {
            let host = config.mail.host.clone().unwrap_or_default();
            let port = config.mail.port_or_usual();
            match connect(&host, port).await {
                Ok(()) => Fine(format!("{host}:{port} answers")),
                Err(why) => Fail(format!("{host}:{port} does not answer: {why}")),
            }
        }
    }
}

/// Whether the gateway can be spoken to as configured. Nothing is sent: that would cost money.
fn stolen_passwords(config: &Config) -> Option<Finding> {
    let path = config.password.breached_file.as_deref()?;
    Some(match breached_passwords(path) {
        Ok(()) => Fine(format!("held against {}", path.display())),
        Err(error) => Fail(format!("{}: {error}: no new password is taken", path.display())),
    })
}

fn sms(config: &Config) -> Option<Finding> {
    let how = match config.sms.transport {
        SmsTransport::File => format!("written to {}", config.sms.directory.display()),
        _ => "sent by the gateway as configured".into(),
    };
    match Texter::new(&config.sms, &config.outbound) {
        Ok(texter) => texter.map(|_| Fine(how)),
        Err(error) => Some(Fail(error.to_string())),
    }
}

/// Whether the models are there and are the pinned ones, and whether there is something to run them with.
fn face(config: &Config) -> Option<Finding> {
    config.face.enabled.then(|| {
        let settings = face::Settings::from_config(config);
        match face::engine::check(&settings) {
            Ok(_) => Fine(format!("the models are the pinned ones; {} runs them", settings.backend)),
            Err(error) => Fail(error.to_string()),
        }
    })
}

async fn connect(host: &str, port: u16) -> Result<(), String> {
    let named = (host.to_owned(), port);
    let looked_up =
        tokio::task::spawn_blocking(move || named.to_socket_addrs().map(Iterator::collect::<Vec<_>>));
    let addresses = match timeout(PATIENCE, looked_up).await {
        Ok(Ok(found)) => found.map_err(|error| error.to_string())?,
        _ => return Err("its name cannot be looked up".into()),
    };
    match timeout(PATIENCE, TcpStream::connect(addresses.as_slice())).await {
        Ok(outcome) => outcome.map(drop).map_err(|error| error.to_string()),
        Err(_) => Err("no answer in time".into()),
    }
}

/// Whether clients find the provider where its issuer says, and whether its clock is theirs.
#[cfg(feature = "demo")]
async fn issuer(config: &Config) -> Vec<Finding> {
    use openidconnect::AsyncHttpClient;

    let address = format!("{}/.well-known/openid-configuration", config.issuer);
    let fetched = async {
        let client = crate::demo::Http::new().map_err(|error| error.to_string())?;
        let request = http::Request::get(&address).body(Vec::new()).map_err(|error| error.to_string())?;
        client.call(request).await.map_err(|error| error.to_string())
    };
    let answer = match timeout(PATIENCE, fetched).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(why)) => return vec![Warn(format!("cannot be reached from here (is it running?): {why}"))],
        Err(_) => return vec![Warn("does not answer from here".into())],
    };
    if !answer.status().is_success() {
        return vec![Fail(format!("{address} answers {}", answer.status()))];
    }
    let said = serde_json::from_slice::<serde_json::Value>(answer.body()).unwrap_or_default();
    match said.get("issuer").and_then(serde_json::Value::as_str) {
        Some(issuer) if issuer == config.issuer => vec![Fine(format!("answers at {address}"))],
        Some(other) => vec![Fail(format!("{address} is the metadata of {other}"))],
        None => vec![Fail(format!("{address} is not provider metadata"))],
    }
}

/// This program has no HTTP client.
#[cfg(not(feature = "demo"))]
async fn issuer(config: &Config) -> Vec<Finding> {
    vec![Warn(format!(
        "built without an HTTP client: fetch {}/.well-known/openid-configuration yourself",
        config.issuer
    ))]
}
