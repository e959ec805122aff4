//! A one-time code that is a path: six dots of a grid of sixteen, sent by mail or text message and connected on the page,
//! or typed.
//!
//! It is a sent code in another dress, with the same life and limits, and shows the same: control of an address or a number
//! at that moment. RFC 8176 has no value for it, so its `amr` is our own `dot_grid`. Mail is the usual way; whoever has proved
//! a number may have it sent there instead.

mod pattern;

use serde::{Deserialize, Serialize};
use serde_json::json;

use self::pattern::{LENGTH, Pattern, SIDE};
use super::{
    Bound, Challenge, Channel, Character, Factor, Manner, Message, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
    sent_code::{Codes, FIELD, Sent, Settings, WRONG, shown},
    sms_code::mask,
};
use crate::{
    config::{self, Config},
    jose::seal::Vault,
};

/// The factor.
pub struct DotGrid {
    codes: Codes,
    sms: config::Sms,
}

/// Where paths can be sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reach {
    mail: Option<String>,
    phone: Option<String>,
}

impl Reach {
    fn by(&self, route: Channel) -> Option<&str> {
        match route {
            Channel::Mail => self.mail.as_deref(),
            Channel::Sms => self.phone.as_deref(),
        }
    }

    fn usual(&self) -> Channel {
        if self.mail.is_none() && self.phone.is_some() { Channel::Sms } else { Channel::Mail }
    }
}

/// What was sent, and which way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Posted {
    route: Channel,
    sent: Sent,
}

const MISSING: Reason = Reason { key: "error-dot-grid-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-dot-grid-format", field: FIELD };

impl DotGrid {
    /// The factor as configured; its key is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        let codes = Codes::new(Settings {
            lifetime: config.dot_grid.lifetime,
            tries: config.dot_grid.tries,
            key: vault.subkey("dot_grid"),
        });
        Self { codes, sms: config.sms.clone() }
    }

    fn ask(&self, route: Channel, reach: &Reach, scene: &Scene) -> Challenge<Posted> {
        let address = reach.by(route).unwrap_or_default();
        // An unknown account draws a path as well, and sends it to nobody.
        let pattern = Pattern::draw(&scene.random);
        let (code, minutes) = (pattern.to_string(), self.codes.settings.minutes());
        let send = (!address.is_empty()).then(|| Message {
            channel: route,
            to: address.to_owned(),
            template: "dot_grid",
            context: json!({ "code": code, "picture": pattern.picture(), "minutes": minutes }),
            lives: self.codes.settings.lifetime,
        });
        let sent_to = match route {
            Channel::Mail => shown(address, scene),
            Channel::Sms => (scene.proved && !address.is_empty()).then(|| mask(address)),
        };
        let other = [Channel::Mail, Channel::Sms]
            .into_iter()
            .find(|other| *other != route && scene.proved && reach.by(*other).is_some());
        Challenge {
            secret: Posted { route, sent: self.codes.seal(address, &code, scene) },
            page: json!({
                "sent_to": sent_to, "minutes": minutes, "side": SIDE, "length": LENGTH,
                "route": route.kind(), "other": other.map(Channel::kind),
            }),
            send: send.into_iter().collect(),
        }
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
    type Credential = Reach;
    type Secret = Posted;

    fn manner(&self) -> Manner {
        Manner {
            kind: "dot_grid",
            characters: &[Character::Address],
            hashes: false,
            sends: true,
            tries: Some(self.codes.settings.tries),
            lives: Some(self.codes.settings.lifetime),
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

    fn implied(&self, person: &Person) -> Option<Reach> {
        let served = |number: &String| self.sms.is_on() && self.sms.serves(number);
        let reach = Reach { mail: person.email.clone(), phone: person.phone.clone().filter(served) };
        (reach.mail.is_some() || reach.phone.is_some()).then_some(reach)
    }

    fn challenge(&self, bound: &[Bound<Reach>], scene: &Scene) -> Challenge<Posted> {
        let nowhere = Reach::default();
        let reach = bound.first().map_or(&nowhere, |bound| &bound.credential);
        self.ask(reach.usual(), reach, scene)
    }

    fn challenge_by(
        &self,
        route: Channel,
        bound: &[Bound<Reach>],
        scene: &Scene,
    ) -> Option<Challenge<Posted>> {
        let reach = &bound.first()?.credential;
        reach.by(route)?;
        Some(self.ask(route, reach, scene))
    }

    fn verify(
        &self,
        bound: &[Bound<Reach>],
        posted: &Posted,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Reach> {
        let reach = bound.first().map(|bound| &bound.credential);
        let address = reach.and_then(|reach| reach.by(posted.route)).unwrap_or_default();
        let judged = path(submission).and_then(|path| self.codes.judge(&posted.sent, address, &path, scene));
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

    fn offer(&self, _: &Person, _: &[Bound<Reach>], _: &Scene) -> Option<Challenge<Posted>> {
        None
    }

    fn enrol(
        &self,
        _: &Person,
        _: &Posted,
        _: &Submission,
        _: &Scene,
    ) -> Result<Round<Reach, Posted>, Reason> {
        Err(MISSING)
    }
}

#[cfg(test)]
mod tests;
