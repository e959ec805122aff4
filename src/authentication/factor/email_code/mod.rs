//! Six digits sent to the proved e-mail address.
//!
//! Shows control of an address at that moment and nothing more: NIST SP 800-63B-4 section 3.1.3.1 does not take
//! e-mail for an authenticator, so its character is [`Character::Address`] and its `amr` value is our own `email`,
//! named after RFC 8176's `sms`. The `otp` of that list means RFC 4226 and RFC 6238 and would claim a device.

use std::time::Duration;

use aws_lc_rs::hmac;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Bound, Challenge, Channel, Character, Factor, Manner, Message, Person, Reason, Round, Scene, Submission,
    Verdict, Verified, code::normalise,
};
use crate::{clock::Timestamp, config::Config, jose::seal::Vault, secret::equal};

/// How codes are treated.
#[derive(Clone)]
pub struct Settings {
    /// How long a code is good for (NIST SP 800-63B-4 section 3.1.3.2: at most ten minutes).
    pub lifetime: Duration,
    /// How many answers one code takes.
    pub tries: u32,
    /// Keys the digests of codes.
    pub key: [u8; 32],
}

/// The factor.
pub struct EmailCode {
    settings: Settings,
    key: hmac::Key,
}

/// The address that codes go to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(pub String);

/// What the journey keeps: a million codes are quickly tried, so the digest is keyed and the code itself is nowhere.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sent {
    salt: String,
    digest: String,
    expires_at: Timestamp,
}

const DIGITS: usize = 6;
const FIELD: &str = "code";
const MISSING: Reason = Reason { key: "error-code-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-code-format", field: FIELD };
const EXPIRED: Reason = Reason { key: "error-code-expired", field: FIELD };
const WRONG: Reason = Reason { key: "error-code-wrong", field: FIELD };

impl EmailCode {
    /// The factor as configured; its key is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        Self::new(Settings {
            lifetime: config.email_code.lifetime,
            tries: config.email_code.tries,
            key: vault.subkey("email_code"),
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &settings.key);
        Self { settings, key }
    }

    /// Bound to its salt and to the address it went to; lengths first, so that nothing can be cut otherwise.
    fn digest(&self, salt: &str, address: &str, code: &str) -> String {
        let mut context = hmac::Context::with_key(&self.key);
        for part in [salt, address, code] {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        data_encoding::HEXLOWER.encode(context.sign().as_ref())
    }
}

impl Factor for EmailCode {
    type Credential = Address;
    type Secret = Sent;

    fn manner(&self) -> Manner {
        Manner {
            kind: "email_code",
            characters: &[Character::Address],
            hashes: false,
            sends: true,
            tries: Some(self.settings.tries),
            lives: Some(self.settings.lifetime),
            enrols: false,
            several: false,
            nameless: false,
        }
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        let typed = submission.field(FIELD);
        match normalise(typed, DIGITS) {
            Some(_) => Ok(()),
            None if typed.trim().is_empty() => Err(MISSING),
            None => Err(MALFORMED),
        }
    }

    fn implied(&self, person: &Person) -> Option<Address> {
        person.email.clone().map(Address)
    }

    fn challenge(&self, bound: &[Bound<Address>], scene: &Scene) -> Challenge<Sent> {
        let address = bound.first().map_or("", |bound| bound.credential.0.as_str());
        // An unknown account draws a code as well, and sends it to nobody.
        let code = scene.random.digits(DIGITS);
        let salt = data_encoding::HEXLOWER.encode(&scene.random.bytes::<16>());
        // Before anything is proved only what was typed is shown: with a user name typed the page names no address,
        // whether the account exists or not.
        let shown = if scene.proved && !address.is_empty() { address } else { scene.identifier.trim() };
        Challenge {
            secret: Sent {
                digest: self.digest(&salt, address, &code),
                salt,
                expires_at: scene.now.after(self.settings.lifetime),
            },
            page: json!({ "sent_to": mask(shown), "minutes": self.settings.lifetime.as_secs() / 60 }),
            send: bound
                .first()
                .map(|bound| Message {
                    channel: Channel::Mail,
                    to: bound.credential.0.clone(),
                    template: "code",
                    context: json!({ "code": code, "minutes": self.settings.lifetime.as_secs() / 60 }),
                    lives: self.settings.lifetime,
                })
                .into_iter()
                .collect(),
        }
    }

    fn verify(
        &self,
        bound: &[Bound<Address>],
        sent: &Sent,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Address> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let code = normalise(submission.field(FIELD), DIGITS).unwrap_or_default();
        let address = bound.first().map_or("", |bound| bound.credential.0.as_str());
        let right = equal(self.digest(&sent.salt, address, &code).as_bytes(), sent.digest.as_bytes());
        match bound.first() {
            _ if scene.now >= sent.expires_at => Verdict::Refused(EXPIRED),
            Some(bound) if right => Verdict::Verified(Verified {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: None,
                amended: None,
                amr: vec!["email".to_owned()],
                characters: vec![Character::Address],
            }),
            _ => Verdict::Refused(WRONG),
        }
    }

    fn offer(&self, _: &Person, _: &[Bound<Address>], _: &Scene) -> Option<Challenge<Sent>> {
        None
    }

    fn enrol(&self, _: &Person, _: &Sent, _: &Submission, _: &Scene) -> Result<Round<Address, Sent>, Reason> {
        Err(MISSING)
    }
}

/// `a•••@example.org`; nothing for what is no address.
fn mask(address: &str) -> Option<String> {
    const LONGEST: usize = 254;
    let odd = |character: char| character.is_whitespace() || character.is_control();
    let (local, domain) = address.rsplit_once('@')?;
    let first = local.chars().next()?;
    (address.len() <= LONGEST && !domain.is_empty() && !address.contains(odd))
        .then(|| format!("{first}•••@{domain}"))
}

#[cfg(test)]
mod tests;
