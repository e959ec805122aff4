//! Six digits sent by text message to a number that was proved when it was bound.
//!
//! The telephone network is a *restricted* authenticator (NIST SP 800-63B-4 section 3.1.3.3): the page that binds a number
//! says so and names other ways. It shows control of a number at that moment; whoever has it moved to a card of their own
//! controls it too, so here its character is [`Character::Address`] and it lifts nothing to AAL2. `amr` is `sms` (RFC 8176).

mod number;

pub(super) use number::mask;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Bound, Challenge, Channel, Character, Enrolment, Factor, Manner, Message, Person, Reason, Round, Scene,
    Submission, Verdict, Verified,
    sent_code::{Codes, DIGITS, Sent, Settings, WRONG, digits},
};
use crate::{
    config::{self, Config},
    jose::seal::Vault,
};

/// The factor.
pub struct SmsCode {
    codes: Codes,
    sms: config::Sms,
}

/// The number that codes go to, in E.164.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub String);

/// What was asked last.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// The number.
    Number,
    /// The code that was sent to it.
    Code {
        /// Where it went; empty for nobody.
        number: String,
        /// What to check it by.
        sent: Sent,
    },
}

/// The fields by which a person asks for another code, or takes the number back.
const AGAIN: &str = "again";
const CHANGE: &str = "change";
const UNSERVED: Reason = Reason { key: "error-phone-country", field: number::FIELD };

impl SmsCode {
    /// The factor as configured; its key is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        let settings = Settings {
            lifetime: config.sms_code.lifetime,
            tries: config.sms_code.tries,
            key: vault.subkey("sms_code"),
        };
        Self { codes: Codes::new(settings), sms: config.sms.clone() }
    }

    /// Asks for the number; `prefilled` is one that the account has proved already.
    fn ask_number(prefilled: &str) -> Challenge<Asked> {
        let page = json!({ "round": "number", "phone": prefilled, "sent_to": null, "minutes": 0 });
        Challenge { secret: Asked::Number, page, send: Vec::new() }
    }

    /// Sends a code to `number`, or to nobody. `shown` is what the page may tell of it.
    fn ask_code(&self, number: &str, shown: Option<String>, scene: &Scene) -> Challenge<Asked> {
        let code = scene.random.digits(DIGITS);
        let minutes = self.codes.settings.minutes();
        let send = (!number.is_empty()).then(|| Message {
            channel: Channel::Sms,
            to: number.to_owned(),
            template: "code",
            context: json!({ "code": code, "minutes": minutes }),
            lives: self.codes.settings.lifetime,
        });
        Challenge {
            secret: Asked::Code { number: number.to_owned(), sent: self.codes.seal(number, &code, scene) },
            page: json!({ "round": "code", "phone": "", "sent_to": shown, "minutes": minutes }),
            send: send.into_iter().collect(),
        }
    }

    fn judge(
        &self,
        asked: &Asked,
        number: &str,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<(), Reason> {
        let code = digits(submission)?;
        match asked {
            Asked::Code { sent, .. } => self.codes.judge(sent, number, &code, scene),
            Asked::Number => Err(WRONG),
        }
    }
}

impl Factor for SmsCode {
    type Credential = Number;
    type Secret = Asked;

    fn manner(&self) -> Manner {
        Manner {
            kind: "sms_code",
            characters: &[Character::Address],
            hashes: false,
            sends: true,
            tries: Some(self.codes.settings.tries),
            lives: Some(self.codes.settings.lifetime),
            enrols: true,
            several: false,
            nameless: false,
            observes: false,
            own_key: false,
            pace: None,
        }
    }

    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        digits(submission).map(drop)
    }

    fn phone(&self, number: &Number) -> Option<String> {
        Some(number.0.clone())
    }

    fn challenge(&self, bound: &[Bound<Number>], scene: &Scene) -> Challenge<Asked> {
        let number = bound.first().map_or("", |bound| bound.credential.0.as_str());
        // Before anything is proved the page would tell that the account exists, and a bit of its number.
        let shown = (scene.proved && !number.is_empty()).then(|| mask(number));
        self.ask_code(number, shown, scene)
    }

    fn verify(
        &self,
        bound: &[Bound<Number>],
        asked: &Asked,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Number> {
        let number = bound.first().map_or("", |bound| bound.credential.0.as_str());
        match (self.judge(asked, number, submission, scene), bound.first()) {
            (Err(reason), _) => Verdict::Refused(reason),
            (Ok(()), None) => Verdict::Refused(WRONG),
            (Ok(()), Some(bound)) => Verdict::Verified(Verified {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: None,
                amended: None,
                amr: vec!["sms".to_owned()],
                characters: vec![Character::Address],
            }),
        }
    }

    fn offer(&self, person: &Person, bound: &[Bound<Number>], _: &Scene) -> Option<Challenge<Asked>> {
        bound.is_empty().then(|| Self::ask_number(person.phone.as_deref().unwrap_or_default()))
    }

    fn enrol(
        &self,
        person: &Person,
        asked: &Asked,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<Number, Asked>, Reason> {
        let pressed = |field: &str| !submission.field(field).is_empty();
        let send = |number: &str| Round::Again(self.ask_code(number, Some(mask(number)), scene));
        match asked {
            Asked::Number => {
                let number = number::read(submission.field(number::FIELD))?;
                if self.sms.serves(&number) { Ok(send(&number)) } else { Err(UNSERVED) }
            }
            Asked::Code { number, .. } if pressed(AGAIN) => Ok(send(number)),
            Asked::Code { .. } if pressed(CHANGE) => {
                Ok(Round::Again(Self::ask_number(person.phone.as_deref().unwrap_or_default())))
            }
            Asked::Code { number, .. } => {
                self.judge(asked, number, submission, scene)?;
                Ok(Round::Done(Enrolment {
                    credential: Number(number.clone()),
                    name: mask(number),
                    handle: None,
                    high_water: None,
                    amr: vec!["sms".to_owned()],
                    characters: vec![Character::Address],
                }))
            }
        }
    }
}

#[cfg(test)]
mod tests;
