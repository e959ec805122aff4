//! Registered devices: a P-256 key that a browser made and cannot give away (WebCrypto, kept in IndexedDB), and that signs
//! what we ask.
//!
//! It proves that this browser is here, and no more: nobody has to touch or unlock anything, and whoever copies the
//! browser's whole profile has it. The key names its account by itself, so this factor is asked beside the name, too.

mod key;
mod message;
#[cfg(test)]
pub mod soft_device;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

pub use self::key::DeviceKey;
use self::message::{Message, Purpose};
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified, naming,
};
use crate::{config::Config, jose::seal::Vault};

/// The factor.
pub struct RegisteredDevice {
    issuer: String,
    /// The issuer's origin, as a browser writes it.
    origin: String,
    vault: Vault,
}

/// What is kept of a device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Device {
    key: DeviceKey,
    /// What browsers keep the keys of its account under.
    user: String,
}

/// A question under way, between its challenge and its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    purpose: Purpose,
    nonce: String,
}

/// What a page's script may know of the account.
#[derive(Default)]
struct Hints<'a> {
    /// The names of its keys; none before anything was proved.
    keys: Option<Vec<String>>,
    /// What browsers keep its keys under.
    user: Option<String>,
    /// What it is called.
    names: Vec<&'a str>,
}

/// How many an account may hold.
const MOST: usize = 20;
/// The key itself where one is bound, its name where it is used.
const KEY: &str = "key";
const SIGNATURE: &str = "signature";
const USUAL_NAME: &str = "Registered device";
const CHARACTERS: &[Character] = &[Character::Possession];
const MISSING: Reason = Reason { key: "error-registered-device-empty", field: "" };
const REFUSED: Reason = Reason { key: "error-registered-device-refused", field: "" };
const NOT_MADE: Reason = Reason { key: "error-registered-device-not-made", field: "" };
const UNKNOWN: Reason = Reason { key: "error-registered-device-unknown", field: "" };
/// What a signature is checked with where there is no key: the base point of the curve (SEC 2 section 2.4.2).
const NOBODY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li_hp_m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q";

impl RegisteredDevice {
    /// The factor as configured.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        let origin = Url::parse(&config.issuer).map(|url| url.origin().ascii_serialization());
        Self { issuer: config.issuer.clone(), origin: origin.unwrap_or_default(), vault: vault.clone() }
    }

    /// By which a browser tells the keys of one account from those of others; nothing that tells anybody anything.
    fn user(&self, account_id: &str) -> String {
        let digest = self.vault.digest("registered-device-user", account_id.as_bytes());
        BASE64URL_NOPAD.encode(digest.get(..16).unwrap_or_default())
    }

    /// A question. The page gets it as text, for its script, with what helps that to find the right key.
    fn ask(&self, purpose: Purpose, scene: &Scene, hints: Hints) -> Challenge<Question> {
        let nonce = scene.random.token();
        let Hints { keys, user, names } = hints;
        let question = json!({
            "issuer": self.issuer, "nonce": nonce, "purpose": purpose, "keys": keys, "user": user, "names": names,
        });
        let page = json!({ "question": question.to_string() });
        Challenge { secret: Question { purpose, nonce }, page, send: Vec::new() }
    }

    /// Whether `submission` holds the signature of `key` that answers `question`.
    fn answers(&self, key: &DeviceKey, question: &Question, submission: &Submission) -> bool {
        let Ok(signature) = BASE64URL_NOPAD.decode(submission.field(SIGNATURE).as_bytes()) else {
            return false;
        };
        let message = Message {
            issuer: &self.issuer,
            origin: &self.origin,
            purpose: question.purpose,
            key_id: &key.id(),
            nonce: &question.nonce,
        };
        key.signed(&message.bytes(), &signature)
    }
}

impl Factor for RegisteredDevice {
    type Credential = Device;
    type Secret = Question;

    fn manner(&self) -> Manner {
        Manner {
            kind: "registered_device",
            characters: CHARACTERS,
            hashes: false,
            sends: false,
            tries: None,
            lives: None,
            enrols: true,
            several: true,
            nameless: true,
            observes: false,
            own_key: false,
            pace: None,
        }
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        let empty = [KEY, SIGNATURE].iter().any(|field| submission.field(field).is_empty());
        if empty { Err(MISSING) } else { Ok(()) }
    }

    fn challenge(&self, bound: &[Bound<Device>], scene: &Scene) -> Challenge<Question> {
        let hints = if scene.proved {
            Hints {
                keys: Some(ids(bound)),
                user: bound.first().map(|bound| bound.credential.user.clone()),
                ..Hints::default()
            }
        } else {
            Hints { names: vec![&scene.identifier], ..Hints::default() }
        };
        self.ask(Purpose::Prove, scene, hints)
    }

    fn verify(
        &self,
        bound: &[Bound<Device>],
        question: &Question,
        submission: &Submission,
        _: &Scene,
    ) -> Verdict<Device> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let named = submission.field(KEY);
        let found = bound.iter().find(|bound| bound.credential.key.id() == named);
        let key = found.map(|bound| bound.credential.key.clone()).or_else(|| DeviceKey::read(NOBODY));
        let right = question.purpose == Purpose::Prove
            && key.is_some_and(|key| self.answers(&key, question, submission));
        match found.filter(|_| right) {
            Some(bound) => Verdict::Verified(Verified {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: None,
                amended: None,
                amr: amr(),
                characters: CHARACTERS.to_vec(),
            }),
            None => Verdict::Refused(REFUSED),
        }
    }

    fn nameless(&self, scene: &Scene) -> Option<Challenge<Question>> {
        Some(self.ask(Purpose::Prove, scene, Hints::default()))
    }

    fn handle(&self, submission: &Submission) -> Option<Vec<u8>> {
        key::digest_of(submission.field(KEY))
    }

    fn unknown(&self) -> Reason {
        UNKNOWN
    }

    fn offer(&self, person: &Person, bound: &[Bound<Device>], scene: &Scene) -> Option<Challenge<Question>> {
        if bound.len() >= MOST {
            return None;
        }
        let hints = Hints {
            keys: Some(ids(bound)),
            user: Some(self.user(&person.account_id)),
            names: std::iter::once(&person.username).chain(&person.email).map(String::as_str).collect(),
        };
        Some(self.ask(Purpose::Bind, scene, hints))
    }

    fn enrol(
        &self,
        person: &Person,
        question: &Question,
        submission: &Submission,
        _: &Scene,
    ) -> Result<Round<Device, Question>, Reason> {
        self.screen(submission)?;
        let key = DeviceKey::read(submission.field(KEY)).ok_or(NOT_MADE)?;
        if question.purpose != Purpose::Bind || !self.answers(&key, question, submission) {
            return Err(NOT_MADE);
        }
        Ok(Round::Done(Enrolment {
            name: naming::name(submission.field("name"), USUAL_NAME),
            handle: key::digest_of(&key.id()),
            high_water: None,
            amr: amr(),
            characters: CHARACTERS.to_vec(),
            credential: Device { key, user: self.user(&person.account_id) },
        }))
    }

    fn stays_in_browser(&self) -> bool {
        true
    }

    fn describe(&self, device: &Device) -> Value {
        json!({ "key": device.key.id() })
    }
}

fn ids(bound: &[Bound<Device>]) -> Vec<String> {
    bound.iter().map(|bound| bound.credential.key.id()).collect()
}

/// RFC 8176 section 2: proof of possession of a key that software keeps.
fn amr() -> Vec<String> {
    vec!["swk".to_owned()]
}

#[cfg(test)]
mod tests;
