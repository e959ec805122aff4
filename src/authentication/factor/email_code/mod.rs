//! Six digits sent to the proved e-mail address.
//!
//! Shows control of an address at that moment and nothing more: NIST SP 800-63B-4 section 3.1.3.1 does not take
//! e-mail for an authenticator, so its character is [`Character::Address`] and its `amr` value is our own `email`,
//! named after RFC 8176's `sms`. The `otp` of that list means RFC 4226 and RFC 6238 and would claim a device.

use serde::{Deserialize, Serialize};
use serde_json::json;

pub use super::sent_code::{Sent, Settings};
use super::{
    Bound, Challenge, Channel, Character, Factor, Manner, Message, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
    sent_code::{Codes, DIGITS, MISSING, WRONG, digits, shown},
};
use crate::{config::Config, jose::seal::Vault};

/// The factor.
pub struct EmailCode(Codes);

/// The address that codes go to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(pub String);

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
        Self(Codes::new(settings))
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
            tries: Some(self.0.settings.tries),
            lives: Some(self.0.settings.lifetime),
            enrols: false,
            several: false,
            nameless: false,
            observes: false,
            own_key: false,
            pace: None,
        }
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        digits(submission).map(drop)
    }

    fn implied(&self, person: &Person) -> Option<Address> {
        person.email.clone().map(Address)
    }

    fn challenge(&self, bound: &[Bound<Address>], scene: &Scene) -> Challenge<Sent> {
        let address = bound.first().map_or("", |bound| bound.credential.0.as_str());
        // An unknown account draws a code as well, and sends it to nobody.
        let code = scene.random.digits(DIGITS);
        let minutes = self.0.settings.minutes();
        let send = bound.first().map(|bound| Message {
            channel: Channel::Mail,
            to: bound.credential.0.clone(),
            template: "code",
            context: json!({ "code": code, "minutes": minutes }),
            lives: self.0.settings.lifetime,
        });
        Challenge {
            secret: self.0.seal(address, &code, scene),
            page: json!({ "sent_to": shown(address, scene), "minutes": minutes }),
            send: send.into_iter().collect(),
        }
    }

    fn verify(
        &self,
        bound: &[Bound<Address>],
        sent: &Sent,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Address> {
        let address = bound.first().map_or("", |bound| bound.credential.0.as_str());
        let judged = digits(submission).and_then(|code| self.0.judge(sent, address, &code, scene));
        match (judged, bound.first()) {
            (Err(reason), _) => Verdict::Refused(reason),
            (Ok(()), None) => Verdict::Refused(WRONG),
            (Ok(()), Some(bound)) => Verdict::Verified(Verified {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: None,
                amended: None,
                amr: vec!["email".to_owned()],
                characters: vec![Character::Address],
            }),
        }
    }

    fn offer(&self, _: &Person, _: &[Bound<Address>], _: &Scene) -> Option<Challenge<Sent>> {
        None
    }

    fn enrol(&self, _: &Person, _: &Sent, _: &Submission, _: &Scene) -> Result<Round<Address, Sent>, Reason> {
        Err(MISSING)
    }
}

#[cfg(test)]
mod tests;
