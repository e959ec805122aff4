//! Whether what an installation stands on is sound: looked at by `doorward doctor` from outside, and by the console from within.
//!
//! Changes nothing and sends nothing. What only the listener knows (TLS, the address from outside) is the command line's.

use std::{
    net::ToSocketAddrs,
    path::Path,
    sync::{Arc, PoisonError},
    time::Duration,
};

use tokio::{net::TcpStream, time::timeout};

use super::{App, storage_settings};
use crate::{
    authentication::factor::password::breached_passwords,
    clock::{Clock, Timestamp},
    config::{ClientRegistrationMode, Config, MailTransport, SmsTransport},
    delivery::Texter,
    face,
    jose::Vault,
    storage::{
        self, Database,
        diagnosis::{self, manner, schema},
    },
};

/// How long anything may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(3);
/// How long what was found counts, for whoever looks again.
const FRESH: Duration = Duration::from_secs(30);
/// 2025-01-01: no clock that is right shows less.
const BUILT_AFTER: Timestamp = Timestamp::from_seconds(1_735_689_600);

/// Clocks that are no further apart show the same time.
const SAME_TIME: Duration = Duration::from_secs(5);

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Fine(String),
    /// It works, and could be better.
    Warn(String),
    /// It is broken.
    Fail(String),
}
use Finding::{Fail, Fine, Warn};

/// Something that was looked at.
pub type Found = (&'static str, Finding);

impl App {
    /// What this process stands on, as it was at most half a minute ago.
    pub async fn findings(&self) -> Arc<Vec<Found>> {
        let now = self.clock.now();
        let before = self.findings.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, found)) = before
            && now.since(at) < FRESH
        {
            return found;
        }
        let config = &self.config;
        let mut found: Vec<Found> = Vec::new();
        found.extend(
            of_database(&self.database, Some(&self.vault)).await.into_iter().map(|one| ("database", one)),
        );
        found.push(("clock", of_clock(&self.clock)));
        found.push(("mail", of_mail(config).await));
        found.extend(of_sms(config).map(|one| ("sms", one)));
        // The models were held to their digests when this process began; to do it again would read all of them.
        found.extend(
            config
                .face
                .enabled
                .then(|| ("face", Fine("the models were the pinned ones at the start".into()))),
        );
        found.extend(of_stolen_passwords(config).map(|one| ("passwords", one)));
        found.extend(of_protocol(config).map(|one| ("protocol", one)));
        found.extend(self.seen.rewritten().map(|place| {
            let told = format!(
                "entry {place} is not the one that stood there: the log was rewritten, and is not signed"
            );
            ("audit", Fail(told))
        }));
        let found = Arc::new(found);
        *self.findings.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&found)));
        found
    }
}

/// What is on and should be off where it can be.
pub fn of_protocol(config: &Config) -> impl Iterator<Item = Finding> {
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

/// A database that is not open yet. Nothing is made.
pub async fn of_unopened_database(config: &Config, vault: Option<&Vault>) -> Vec<Finding> {
    let address = config.storage.expose();
    if let Some(path) = address.strip_prefix("sqlite://")
        && !Path::new(path).exists()
    {
        // Opening would make one.
        return vec![Warn(format!("{path} is not there yet; serve makes it"))];
    }
    let settings = storage_settings(config);
    let database = match timeout(PATIENCE, Database::open(address, &settings)).await {
        Ok(Ok(database)) => database,
        Ok(Err(error)) => return vec![Fail(error.to_string())],
        Err(_) => return vec![Fail("does not answer".into())],
    };
    let findings = of_database(&database, vault).await;
    database.close().await;
    findings
}

/// A database, and whether the vault is the one it was sealed with.
pub async fn of_database(database: &Database, vault: Option<&Vault>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut furnished = false;
    match schema(database).await {
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
    match manner(database).await {
        Ok(manner) => findings.push(Fine(manner)),
        Err(error) => findings.push(Fail(error.to_string())),
    }
    let before = Clock::system().now();
    if let Ok(Some(theirs)) = diagnosis::clock(database).await {
        findings.extend(apart(before, theirs, Clock::system().now()));
    }
    if let Some(vault) = vault.filter(|_| furnished) {
        findings.push(match super::knows(database, vault).await {
            Ok(Some(true)) => Fine("the master key is the one it was sealed with".into()),
            Ok(Some(false)) => Fail("the master key is not the one it was sealed with".into()),
            Ok(None) => Warn("no master key has sealed anything yet".into()),
            Err(error) => Warn(format!("whether the master key fits cannot be seen: {error}")),
        });
    }
    if let Ok(keys) = crate::jose::keyring::list(database).await
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
    findings
}

/// Whether the clock of the database's machine showed something else than ours before and after it was asked.
fn apart(before: Timestamp, theirs: Timestamp, after: Timestamp) -> Option<Finding> {
    let by = before.since(theirs).max(theirs.since(after));
    (by > SAME_TIME).then(|| {
        Warn(format!(
            "its clock and the one here are {} seconds apart: codes and tokens lapse by the one here",
            by.as_secs()
        ))
    })
}

/// Whether it can be right.
pub fn of_clock(clock: &Clock) -> Finding {
    let now = clock.now();
    let shown = now.to_rfc3339();
    if now < BUILT_AFTER { Fail(format!("{shown} cannot be right")) } else { Fine(shown) }
}

/// Whether mail could leave.
pub async fn of_mail(config: &Config) -> Finding {
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

/// Whether the list of stolen passwords can be searched.
pub fn of_stolen_passwords(config: &Config) -> Option<Finding> {
    let path = config.password.breached_file.as_deref()?;
    Some(match breached_passwords(path) {
        Ok(()) => Fine(format!("held against {}", path.display())),
        Err(error) => Fail(format!("{}: {error}: no new password is taken", path.display())),
    })
}

/// Whether the gateway can be spoken to as configured. Nothing is sent: that would cost money.
pub fn of_sms(config: &Config) -> Option<Finding> {
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
pub fn of_face(config: &Config) -> Option<Finding> {
    config.face.enabled.then(|| {
        let settings = face::Settings::from_config(config);
        match face::engine::check(&settings) {
            Ok(_) => Fine(format!("the models are the pinned ones; {} runs them", settings.backend)),
            Err(error) => Fail(error.to_string()),
        }
    })
}

/// Whether something listens there.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_are_apart_are_told() {
        let at = Timestamp::from_seconds;
        assert_eq!(apart(at(100), at(101), at(102)), None);
        assert_eq!(apart(at(100), at(95), at(102)), None);
        assert_eq!(apart(at(100), at(107), at(102)), None);
        for theirs in [94, 108] {
            let found = apart(at(100), at(theirs), at(102));
            assert!(matches!(&found, Some(Warn(text)) if text.contains("6 seconds")), "{found:?}");
        }
    }
}
