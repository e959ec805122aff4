//! Who lives in `doorward dev`: two people and three clients. Their secrets are drawn once and kept, so that a second
//! start knows the same.

use std::{
    fs::OpenOptions,
    io::Write,
    net::{IpAddr, Ipv4Addr},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::Context;
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};

use crate::{
    administration::{self, account, client},
    app::App,
    authentication::factor::{Record, Registry, totp::Seed},
    random::Random,
    secret::Secret,
    storage::{
        account::{Address, Profile},
        client::Metadata,
    },
};

/// The demo application.
pub const APPLICATION: &str = "demo-app";
/// A program that signs in as itself.
pub const MACHINE: &str = "demo-machine";
/// A public client for scripts and single-page apps.
pub const PUBLIC: &str = "demo-public";
/// What the machine may do, and where.
pub const SCOPE: &str = "orders:read";
/// The API that `examples/resource_server.rs` is.
pub const AUDIENCE: &str = "http://localhost:8082";

/// Everything secret in `doorward dev`. In the clear, for everything here is for trying out only.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secrets {
    /// Alice's password.
    pub alice_password: String,
    /// What Alice's authenticator app holds, in base32.
    pub alice_totp: String,
    /// Bob's password.
    pub bob_password: String,
    /// The demo application's.
    pub application_secret: String,
    /// The machine's.
    pub machine_secret: String,
}

impl Secrets {
    /// Those of `file`; drawn and written there, for nobody else to read, the first time.
    pub fn settle(file: &Path, random: &Random) -> anyhow::Result<Self> {
        match std::fs::read(file) {
            Ok(text) => serde_json::from_slice(&text).with_context(|| file.display().to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let drawn = Self {
                    alice_password: password(random),
                    alice_totp: BASE32_NOPAD.encode(&random.bytes::<20>()),
                    bob_password: password(random),
                    application_secret: random.token(),
                    machine_secret: random.token(),
                };
                OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(file)
                    .and_then(|mut open| open.write_all(&serde_json::to_vec_pretty(&drawn)?))
                    .with_context(|| file.display().to_string())?;
                Ok(drawn)
            }
            Err(error) => Err(error).with_context(|| file.display().to_string()),
        }
    }

    /// Alice's code at the moment, and for how many seconds it lasts.
    pub fn totp(&self, seconds: i64) -> Option<(String, i64)> {
        let code = self.seed()?.code(seconds.div_euclid(30))?;
        Some((code, 30 - seconds.rem_euclid(30)))
    }

    fn seed(&self) -> Option<Seed> {
        let bytes = BASE32_NOPAD.decode(self.alice_totp.as_bytes()).ok()?;
        Some(Seed::new(&bytes.try_into().ok()?))
    }
}

/// Four groups of four, easy to type and of 78 bits.
fn password(random: &Random) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let letter = || {
        let drawn = random.below(u32::try_from(LETTERS.len()).unwrap_or(1));
        usize::try_from(drawn).ok().and_then(|at| LETTERS.get(at)).copied().map_or('x', char::from)
    };
    let groups: Vec<String> = (0..4).map(|_| (0..4).map(|_| letter()).collect()).collect();
    groups.join("-")
}

/// A person of the demo.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// User name.
    pub username: &'static str,
    /// Address.
    pub email: &'static str,
    /// Password.
    pub password: String,
    /// The secret of the authenticator app, if there is one.
    pub totp_secret: Option<String>,
}

/// A client of the demo.
#[derive(Clone, Debug, Serialize)]
pub struct Program {
    /// Identifier.
    pub client_id: &'static str,
    /// Secret, unless it is public.
    pub client_secret: Option<String>,
    /// Where people are sent back to.
    pub redirect_uris: Vec<String>,
}

/// Makes whoever is not there yet; tells who is.
pub async fn settle(
    app: &App,
    registry: &Registry,
    secrets: &Secrets,
    origin: &str,
) -> anyhow::Result<(Vec<Person>, Vec<Program>)> {
    let alice = Person {
        username: "alice",
        email: "alice@example.org",
        password: secrets.alice_password.clone(),
        totp_secret: Some(secrets.alice_totp.clone()),
    };
    let bob = Person {
        username: "bob",
        email: "bob@example.org",
        password: secrets.bob_password.clone(),
        totp_secret: None,
    };
    let seed = secrets.seed().context("dev.json: alice_totp is damaged; remove the data directory")?;
    person(app, registry, &alice, about_alice(), Some(&seed)).await?;
    person(app, registry, &bob, about_bob(), None).await?;
    Ok((vec![alice, bob], programs(app, secrets, origin).await?))
}

async fn person(
    app: &App,
    registry: &Registry,
    person: &Person,
    (profile, phone, groups): (Profile, &str, &[&str]),
    seed: Option<&Seed>,
) -> anyhow::Result<()> {
    let accounts = app.accounts();
    match accounts.find(person.username).await {
        Ok(_) => return Ok(()),
        Err(administration::Error::Missing(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let hash = registry.password().set(&person.password, false, &[], &app.random)?;
    let mut authenticators = vec![("password".to_owned(), String::new(), Record::of(&hash)?)];
    if let Some(seed) = seed {
        authenticators.push(("totp".to_owned(), "Demo authenticator".to_owned(), Record::of(seed)?));
    }
    accounts
        .create(account::Draft {
            username: person.username.to_owned(),
            email: Some(person.email.to_owned()),
            email_verified: true,
            phone: Some(phone.to_owned()),
            profile,
            groups: groups.iter().map(ToString::to_string).collect(),
            authenticators,
            ..account::Draft::default()
        })
        .await?;
    Ok(())
}

async fn programs(app: &App, secrets: &Secrets, origin: &str) -> anyhow::Result<Vec<Program>> {
    let application = Metadata {
        client_name: "Demo application".into(),
        redirect_uris: vec![format!("{origin}/callback")],
        post_logout_redirect_uris: vec![format!("{origin}/signed-out")],
        grant_types: vec!["authorization_code".into(), "refresh_token".into()],
        initiate_login_uri: Some(format!("{origin}/sign-in")),
        client_uri: Some(origin.to_owned()),
        verified: true,
        ..Metadata::default()
    };
    let machine = Metadata {
        client_name: "Demo machine".into(),
        grant_types: vec!["client_credentials".into()],
        scope: SCOPE.into(),
        access_token_audience: vec![AUDIENCE.into()],
        verified: true,
        ..Metadata::default()
    };
    let loopback = [IpAddr::V4(Ipv4Addr::LOCALHOST).to_string(), "localhost".to_owned()];
    let public = Metadata {
        client_name: "Demo script".into(),
        // A native client may use any port of these (RFC 8252 section 7.3).
        redirect_uris: loopback.iter().map(|host| format!("http://{host}/callback")).collect(),
        post_logout_redirect_uris: loopback.iter().map(|host| format!("http://{host}/signed-out")).collect(),
        grant_types: vec!["authorization_code".into(), "refresh_token".into()],
        token_endpoint_auth_method: "none".into(),
        application_type: "native".into(),
        verified: true,
        ..Metadata::default()
    };
    let all = [
        (APPLICATION, Some(&secrets.application_secret), application),
        (MACHINE, Some(&secrets.machine_secret), machine),
        (PUBLIC, None, public),
    ];
    let mut programs = Vec::new();
    for (client_id, secret, metadata) in all {
        let redirect_uris = metadata.redirect_uris.clone();
        let draft = client::Draft {
            client_id: client_id.to_owned(),
            client_secret: secret.map(|secret| Secret::new(secret.as_str())),
            secret_until: None,
            metadata,
        };
        Box::pin(app.clients().put(draft, "dev")).await?;
        programs.push(Program { client_id, client_secret: secret.cloned(), redirect_uris });
    }
    Ok(programs)
}

#[allow(clippy::unnecessary_wraps)] // every claim is optional
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn about_alice() -> (Profile, &'static str, &'static [&'static str]) {
    let profile = Profile {
        name: text("Alice Maria Sommer"),
        given_name: text("Alice"),
        family_name: text("Sommer"),
        middle_name: text("Maria"),
        nickname: text("Ali"),
        profile: text("https://example.org/people/alice"),
        picture: text("https://example.org/people/alice.png"),
        website: text("https://alice.example.org"),
        gender: text("female"),
        birthdate: text("1990-04-12"),
        zoneinfo: text("Europe/Berlin"),
        locale: text("en-DE"),
        address: Some(Address {
            formatted: text("Beispielweg 7\n10115 Berlin\nGermany"),
            street_address: text("Beispielweg 7"),
            locality: text("Berlin"),
            region: text("Berlin"),
            postal_code: text("10115"),
            country: text("Germany"),
        }),
    };
    (profile, "+4930123456", &["staff", "editors"])
}

fn about_bob() -> (Profile, &'static str, &'static [&'static str]) {
    let profile = Profile {
        name: text("Robert James Field"),
        given_name: text("Robert"),
        family_name: text("Field"),
        middle_name: text("James"),
        nickname: text("Bob"),
        profile: text("https://example.org/people/bob"),
        picture: text("https://example.org/people/bob.png"),
        website: text("https://bob.example.org"),
        gender: text("male"),
        birthdate: text("1984-11-02"),
        zoneinfo: text("Europe/London"),
        locale: text("en-GB"),
        address: Some(Address {
            formatted: text("12 Sample Street\nYork\nYO1 7HH\nUnited Kingdom"),
            street_address: text("12 Sample Street"),
            locality: text("York"),
            region: text("North Yorkshire"),
            postal_code: text("YO1 7HH"),
            country: text("United Kingdom"),
        }),
    };
    (profile, "+441904123456", &["staff"])
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn secrets_are_drawn_once_and_kept_privately() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dev.json");
        let first = Secrets::settle(&file, &Random::seeded(1)).unwrap();
        let second = Secrets::settle(&file, &Random::seeded(2)).unwrap();
        assert_eq!(first.alice_password, second.alice_password);
        assert_eq!(first.machine_secret, second.machine_secret);
        assert_ne!(first.alice_password, first.bob_password);
        assert_eq!(first.alice_password.len(), 19);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(first.application_secret.len() >= 32);
    }

    #[test]
    fn the_code_is_the_one_of_the_app() {
        // RFC 6238 appendix B, SHA-1, cut to six digits.
        let secrets = Secrets {
            alice_password: String::new(),
            alice_totp: BASE32_NOPAD.encode(b"12345678901234567890"),
            bob_password: String::new(),
            application_secret: String::new(),
            machine_secret: String::new(),
        };
        assert_eq!(secrets.totp(59), Some(("287082".into(), 1)));
        assert_eq!(secrets.totp(1_111_111_109), Some(("081804".into(), 1)));
    }
}
