//! The configuration: defaults, under a TOML file, under `DOORWARD__SECTION__KEY` variables.
//!
//! Owns every setting's name, meaning, default and limits, and finds all faults at once. Flags are laid over it by
//! whoever has them. Each section is declared once (see [`section`]); the reader, `doorward config reference` and
//! `doorward config dump` are made from that declaration. It knows factors and algorithms by name only.

pub mod admin;
pub mod attribute;
pub mod audit;
pub mod check;
pub mod client_registration;
pub mod condition;
pub mod deletion;
pub mod dot_grid;
pub mod face;
pub mod fault;
pub mod governed;
pub mod image_passcode;
pub mod layers;
pub mod liveness;
pub mod locale;
pub mod outbound;
pub mod pages;
pub mod passkey;
pub mod pointer_pattern;
pub mod policy;
pub mod protocol;
pub mod recovery;
pub mod recovery_code;
pub mod reference;
pub mod registration;
pub mod resource;
pub mod scim;
pub mod section;
pub mod service;
pub mod setting;
pub mod sign_in;
pub mod sms;
pub mod sms_code;
pub mod value;
pub mod words;

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

pub use self::{
    admin::Admin,
    attribute::{Attribute, AttributeEditor, AttributeType, Attributes, Profile},
    audit::Audit,
    client_registration::{ClientRegistration, ClientRegistrationMode},
    condition::{Condition, Conditions, Day, Hours},
    deletion::Deletion,
    dot_grid::DotGrid,
    face::{Face, FaceAntiSpoofing, FaceEmbedder},
    fault::{Fault, Faults, Origin},
    image_passcode::{Digests, ImagePasscode, digests},
    liveness::Liveness,
    locale::Locale,
    outbound::{Outbound, Peer},
    pages::Pages,
    passkey::Passkey,
    pointer_pattern::PointerPattern,
    policy::{Chain, Level, Levels, Link, Policy, RememberedDevice},
    protocol::{AssertionAudience, Client, Journey, Key, OAuth, Session, Token},
    recovery::Recovery,
    recovery_code::RecoveryCode,
    registration::{Registration, RegistrationMode},
    resource::{ResourceServer, Resources},
    scim::Scim,
    service::{Database, Listener, Log, LogFormat, Mail, MailSecurity, MailTransport},
    sign_in::{EmailCode, Password, Throttle, Totp},
    sms::{Sms, SmsMethod, SmsTransport},
    sms_code::SmsCode,
    words::Words,
};
use self::{
    layers::Layers,
    section::{Section, section},
};
use crate::secret::Secret;

section! {
    /// Doorward's configuration. Every setting is also a variable: DOORWARD__SECTION__KEY lies over the file. A secret may
    /// be kept in a file of its own: <name>_file names it. Relative paths start at the working directory. Lengths of
    /// time are a number and ms, s, m, h or d.
    Config {
        /// The provider's name and address: the URL that people and clients reach it by, exactly as they write it, without
        /// a slash at the end. It is the `iss` of every token (OpenID Connect Core section 2) and never changes. Required.
        issuer: String = "", such as "https://id.example.org";
        /// The database: "sqlite://<path>" or "postgres://<user>:<password>@<host>/<name>".
        storage: Secret = "sqlite://./doorward.db";
        /// The key that seals what the database keeps secret; made by `doorward init`. Keep a copy apart from the database:
        /// neither is of use without the other.
        master_key_file: PathBuf = "master.key";
    }
    sections {
        /// `[listener]`
        listener: Listener;
        /// `[log]`
        log: Log;
        /// `[database]`
        database: Database;
        /// `[session]`
        session: Session;
        /// `[journey]`
        journey: Journey;
        /// `[token]`
        token: Token;
        /// `[key]`
        key: Key;
        /// `[client]`
        client: Client;
        /// `[client_registration]`
        client_registration: ClientRegistration;
        /// `[locale]`
        locale: Locale;
        /// `[pages]`
        pages: Pages;
        /// `[oauth]`
        oauth: OAuth;
        /// `[mail]`
        mail: Mail;
        /// `[sms]`
        sms: Sms;
        /// `[outbound]`
        outbound: Outbound;
        /// `[password]`
        password: Password;
        /// `[email_code]`
        email_code: EmailCode;
        /// `[sms_code]`
        sms_code: SmsCode;
        /// `[dot_grid]`
        dot_grid: DotGrid;
        /// `[throttle]`
        throttle: Throttle;
        /// `[totp]`
        totp: Totp;
        /// `[image_passcode]`
        image_passcode: ImagePasscode;
        /// `[pointer_pattern]`
        pointer_pattern: PointerPattern;
        /// `[recovery_code]`
        recovery_code: RecoveryCode;
        /// `[recovery]`
        recovery: Recovery;
        /// `[registration]`
        registration: Registration;
        /// `[profile]`
        profile: Profile;
        /// `[passkey]`
        passkey: Passkey;
        /// `[face]`
        face: Face;
        /// `[face_embedder]`
        face_embedder: FaceEmbedder;
        /// `[face_anti_spoofing]`
        face_anti_spoofing: FaceAntiSpoofing;
        /// `[liveness]`
        liveness: Liveness;
        /// `[policy]`
        policy: Policy;
        /// `[remembered_device]`
        remembered_device: RememberedDevice;
        /// `[deletion]`
        deletion: Deletion;
        /// `[admin]`
        admin: Admin;
        /// `[scim]`
        scim: Scim;
        /// `[audit]`
        audit: Audit;
    }
    beside {
        /// Whether this is `doorward dev`: loopback only, the routes under /dev, cookies for plain HTTP.
        dev: bool;
    }
}

impl Config {
    /// Reads the defaults, under `file`, under the variables of `env`, and checks the whole.
    pub fn load(file: Option<&Path>, env: impl Iterator<Item = (String, String)>) -> Result<Self, Faults> {
        let mut layers = Layers::collect(&Self::describe(""), file, env);
        if layers.unreadable {
            // Without the file nearly everything is missing, and to say so would bury the reason.
            return Err(Faults(layers.faults));
        }
        let config = Self::read(&mut layers, "");
        // A value that could not be read stands at its default, about which nothing is to be said.
        for (setting, reason) in config.broken().filter(|(setting, _)| !layers.unread.contains(*setting)) {
            let origin = layers.origins.get(setting).cloned();
            layers.faults.push(Fault::new(origin, format!("{setting} {reason}")));
        }
        Faults(layers.faults).or(config)
    }

    /// What `doorward dev` runs with: everything in `data`, loopback only, mail and text messages caught, faces and registration on.
    pub fn dev(data: &Path, port: u16) -> Self {
        let mut config = Self {
            issuer: format!("http://localhost:{port}"),
            storage: Secret::new(format!("sqlite://{}", data.join("doorward.db").display())),
            master_key_file: data.join("master.key"),
            dev: true,
            ..Self::default()
        };
        config.listener.address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        config.mail.transport = MailTransport::Capture;
        config.sms.transport = SmsTransport::Capture;
        // Services to try out live on the same machine.
        config.outbound.allow = vec![
            Peer::Host("localhost".into()),
            Peer::Network(IpAddr::V4(Ipv4Addr::LOCALHOST).into()),
            Peer::Network(IpAddr::V6(Ipv6Addr::LOCALHOST).into()),
        ];
        config.face.enabled = true;
        config.registration.mode = RegistrationMode::On;
        config
    }

    /// Checks again, after a flag was laid over what was loaded.
    pub fn check(&self) -> Result<(), Faults> {
        let faults = self.broken().map(|(setting, reason)| Fault::new(None, format!("{setting} {reason}")));
        Faults(faults.collect()).or(())
    }

    /// The sender of mail: the one given, or no-reply at the issuer's host.
    pub fn mail_from(&self) -> String {
        self.mail.from.clone().unwrap_or_else(|| format!("Doorward <no-reply@{}>", self.host()))
    }

    /// The issuer's host, without the port.
    pub fn host(&self) -> String {
        url::Url::parse(&self.issuer)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// The levels to go by, without what the default names and is off here.
    pub fn levels(&self) -> policy::Levels {
        self.policy.levels_where(|kind| match kind {
            "face" => self.face.enabled,
            "sms_code" => self.sms.is_on(),
            _ => true,
        })
    }

    /// How long the last token that a key has signed is good for.
    pub fn key_overlap(&self) -> Duration {
        self.token.access_lifetime.max(self.token.id_lifetime).max(self.oauth.resources.longest())
    }

    /// How long what a key has signed is shown to us: as long as it is good for, and an ID token as a hint for as long as the
    /// longest session lives (OpenID Connect RP-Initiated Logout 1.0 section 2). So long a key is known here after it has ceased to sign.
    pub fn key_memory(&self) -> Duration {
        self.key_overlap().max(self.session.remember).max(self.session.absolute)
    }
}

/// The variables of this process, those that are not UTF-8 left out.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

#[cfg(test)]
mod tests;
