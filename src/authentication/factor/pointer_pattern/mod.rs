//! Pointer patterns: clicks, double clicks and scrolls inside a pad, in an order that only their owner knows.
//!
//! Whatever hand, finger or keyboard made them, what arrives is text, one word an event ([`events`]); it is judged and kept
//! like a password. It counts as something known.

mod events;
mod strength;

use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use self::events::{MOST, Misread, Pattern};
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
    slow_hash::{Cost, SlowHash},
};
use crate::{config::Config, jose::seal::Vault};

/// How patterns are treated.
#[derive(Clone)]
pub struct Settings {
    /// The cost of hashing; older hashes are renewed at the next sign-in.
    pub cost: Cost,
    /// Fewest events of a new pattern.
    pub min_events: u32,
    /// Fewest bits that a new pattern is estimated to have.
    pub min_bits: u32,
    /// Kept outside the database.
    pub pepper: Zeroizing<Vec<u8>>,
}

/// The factor.
pub struct PointerPattern {
    settings: Settings,
}

/// The first giving, while the second is awaited.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Given {
    first: Option<SlowHash>,
}

const FIELD: &str = "pattern";
const MISSING: Reason = Reason { key: "error-pattern-empty", field: FIELD };
const UNREADABLE: Reason = Reason { key: "error-pattern-format", field: FIELD };
const WRONG: Reason = Reason { key: "error-pattern-wrong", field: FIELD };
const DIFFERENT: Reason = Reason { key: "error-pattern-different", field: FIELD };
const SHORT: Reason = Reason { key: "error-pattern-short", field: FIELD };
const LONG: Reason = Reason { key: "error-pattern-long", field: FIELD };
const SIMPLE: Reason = Reason { key: "error-pattern-simple", field: FIELD };
const WEAK: Reason = Reason { key: "error-pattern-weak", field: FIELD };
const NOT_KEPT: Reason = Reason { key: "error-pattern-not-kept", field: "" };

impl PointerPattern {
    /// The factor as configured; the pepper is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        Self::new(Settings {
            cost: Cost::from_config(config),
            min_events: config.pointer_pattern.min_events,
            min_bits: config.pointer_pattern.min_bits,
            pepper: Zeroizing::new(vault.subkey("pointer_pattern").to_vec()),
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    fn hash(&self, pattern: &Pattern, scene: &Scene) -> Option<SlowHash> {
        let Settings { cost, ref pepper, .. } = self.settings;
        SlowHash::new(pattern.canonical().as_bytes(), scene.random.bytes(), cost, pepper)
            .inspect_err(|error| tracing::error!(%error, "a pattern could not be hashed"))
            .ok()
    }

    /// Whether this pattern was hashed. Without a record the work is the same.
    fn same(&self, pattern: &Pattern, kept: Option<&SlowHash>, scene: &Scene) -> bool {
        let Settings { cost, ref pepper, .. } = self.settings;
        let text = pattern.canonical();
        let outcome = if let Some(kept) = kept {
            kept.matches(text.as_bytes(), pepper)
        } else {
            let mut salt = [0; 16];
            salt.iter_mut().zip(scene.decoy_key).for_each(|(to, from)| *to = from);
            SlowHash::new(text.as_bytes(), salt, cost, pepper).map(|_| false)
        };
        outcome.unwrap_or_else(|error| {
            tracing::error!(%error, "a pattern could not be hashed");
            false
        })
    }

    /// What speaks against a new pattern; its bits, if nothing does.
    fn weigh(&self, pattern: &Pattern) -> Result<u32, Reason> {
        let events = pattern.events();
        let bits = strength::bits(events);
        if events.len() < self.settings.min_events as usize {
            Err(SHORT)
        } else if strength::is_simple(events) {
            Err(SIMPLE)
        } else if bits < self.settings.min_bits {
            Err(WEAK)
        } else {
            Ok(bits)
        }
    }

    /// The first giving, or with its bits the second.
    fn round(&self, first: Option<SlowHash>, bits: Option<u32>) -> Challenge<Given> {
        let Settings { min_events, min_bits, .. } = self.settings;
        let page = json!({
            "again": first.is_some(),
            "most": MOST,
            "min_events": min_events,
            "min_bits": min_bits,
            "bits": bits,
        });
        Challenge { secret: Given { first }, page, send: Vec::new() }
    }
}

fn read(submission: &Submission) -> Result<Pattern, Reason> {
    Pattern::read(submission.field(FIELD)).map_err(|misread| match misread {
        Misread::Empty => MISSING,
        Misread::Unknown => UNREADABLE,
        Misread::Long => LONG,
    })
}

impl Factor for PointerPattern {
    type Credential = SlowHash;
    type Secret = Given;

    fn manner(&self) -> Manner {
        Manner {
            kind: "pointer_pattern",
            characters: &[Character::Knowledge],
            hashes: true,
            sends: false,
            tries: None,
            lives: None,
            enrols: true,
            several: false,
            nameless: false,
            observes: false,
            own_key: false,
            pace: None,
        }
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        read(submission).map(|_| ())
    }

    fn challenge(&self, _: &[Bound<SlowHash>], _: &Scene) -> Challenge<Given> {
        Challenge { secret: Given::default(), page: json!({ "most": MOST }), send: Vec::new() }
    }

    fn verify(
        &self,
        bound: &[Bound<SlowHash>],
        _: &Given,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<SlowHash> {
        let pattern = match read(submission) {
            Ok(pattern) => pattern,
            Err(reason) => return Verdict::Refused(reason),
        };
        let bound = bound.first();
        let right = self.same(&pattern, bound.map(|bound| &bound.credential), scene);
        let Some(bound) = bound.filter(|_| right) else { return Verdict::Refused(WRONG) };
        let outdated = bound.credential.cost() != self.settings.cost;
        Verdict::Verified(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: None,
            amended: outdated.then(|| self.hash(&pattern, scene)).flatten(),
            amr: vec!["pattern".to_owned()],
            characters: vec![Character::Knowledge],
        })
    }

    fn offer(&self, _: &Person, _: &[Bound<SlowHash>], _: &Scene) -> Option<Challenge<Given>> {
        Some(self.round(None, None))
    }

    /// It is given twice: a hand learns it by doing it again, and a slip shows before it locks anybody out.
    fn enrol(
        &self,
        _: &Person,
        given: &Given,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<SlowHash, Given>, Reason> {
        if !submission.field("over").is_empty() {
            return Ok(Round::Again(self.round(None, None)));
        }
        let pattern = read(submission)?;
        let Some(first) = &given.first else {
            let bits = self.weigh(&pattern)?;
            let first = self.hash(&pattern, scene).ok_or(NOT_KEPT)?;
            return Ok(Round::Again(self.round(Some(first), Some(bits))));
        };
        if !self.same(&pattern, Some(first), scene) {
            return Err(DIFFERENT);
        }
        Ok(Round::Done(Enrolment {
            credential: first.clone(),
            name: String::new(),
            handle: None,
            high_water: None,
            amr: vec!["pattern".to_owned()],
            characters: vec![Character::Knowledge],
        }))
    }
}

#[cfg(test)]
mod tests;
