//! A one-time code that is a path: six dots of a grid of sixteen, sent by mail and connected on the page, or typed.
//!
//! It is an e-mailed code in another dress, with the same life and limits, and shows the same: control of an address at that
//! moment. RFC 8176 has no value for it, so its `amr` is our own `dot_grid`.

mod pattern;

use serde_json::json;

use self::pattern::{LENGTH, Pattern, SIDE};
use super::{
    Bound, Challenge, Channel, Character, Factor, Manner, Message, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
    email_code::Address,
    sent_code::{Codes, FIELD, Sent, Settings, WRONG, shown},
};
use crate::{config::Config, jose::seal::Vault};

/// The factor.
pub struct DotGrid(Codes);

const MISSING: Reason = Reason { key: "error-dot-grid-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-dot-grid-format", field: FIELD };

impl DotGrid {
    /// The factor as configured; its key is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        Self(Codes::new(Settings {
            lifetime: config.dot_grid.lifetime,
            tries: config.dot_grid.tries,
            key: vault.subkey("dot_grid"),
        }))
    }
}

fn path(submission: &Submission) -> Result<String, Reason> {
    let typed = submission.field(FIELD);
    match Pattern::read(typed) {
        Some(pattern) => Ok(pattern.to_string()),
        None if typed.trim().is_empty() => Err(MISSING),
        None => Err(MALFORMED),
    }
}

impl Factor for DotGrid {
    type Credential = Address;
    type Secret = Sent;

    fn manner(&self) -> Manner {
        Manner {
            kind: "dot_grid",
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
        path(submission).map(drop)
    }

    fn implied(&self, person: &Person) -> Option<Address> {
        person.email.clone().map(Address)
    }

    fn challenge(&self, bound: &[Bound<Address>], scene: &Scene) -> Challenge<Sent> {
        let address = bound.first().map_or("", |bound| bound.credential.0.as_str());
        // An unknown account draws a path as well, and sends it to nobody.
        let pattern = Pattern::draw(&scene.random);
        let (code, minutes) = (pattern.to_string(), self.0.settings.minutes());
        let send = bound.first().map(|bound| Message {
            channel: Channel::Mail,
            to: bound.credential.0.clone(),
            template: "dot_grid",
            context: json!({ "code": code, "picture": pattern.picture(), "minutes": minutes }),
            lives: self.0.settings.lifetime,
        });
        Challenge {
            secret: self.0.seal(address, &code, scene),
            page: json!({
                "sent_to": shown(address, scene), "minutes": minutes, "side": SIDE, "length": LENGTH,
            }),
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
        let judged = path(submission).and_then(|path| self.0.judge(sent, address, &path, scene));
        match (judged, bound.first()) {
            (Err(reason), _) => Verdict::Refused(reason),
            (Ok(()), None) => Verdict::Refused(WRONG),
            (Ok(()), Some(bound)) => Verdict::Verified(Verified {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: None,
                amended: None,
                amr: vec!["dot_grid".to_owned()],
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
