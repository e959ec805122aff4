//! Recovery codes: look-up secrets that a person keeps on paper for the day when nothing else is at hand (NIST SP
//! 800-63B-4 section 3.1.2).
//!
//! They are shown once and kept hashed; a code that was used is struck out in the statement that advances the journey, so
//! that no two sign-ins share one.

mod codes;
mod set;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use self::{
    codes::{draw, normalise, shown},
    set::CodeSet,
};
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified, slow_hash::Cost,
};
use crate::{config::Config, jose::seal::Vault};

/// How recovery codes are treated.
#[derive(Clone)]
pub struct Settings {
    /// The cost of hashing.
    pub cost: Cost,
    /// How many are made.
    pub count: u32,
    /// At how many the account page advises new ones.
    pub warn_at: u32,
    /// Kept outside the database.
    pub pepper: Zeroizing<Vec<u8>>,
}

/// The factor.
pub struct RecoveryCode {
    settings: Settings,
}

/// The codes while they are shown; a challenge has nothing to remember.
#[derive(Default, Serialize, Deserialize, ZeroizeOnDrop)]
pub struct Offered {
    codes: Vec<String>,
}

impl std::fmt::Debug for Offered {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[codes]")
    }
}

const FIELD: &str = "code";
const MISSING: Reason = Reason { key: "error-code-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-recovery-format", field: FIELD };
const WRONG: Reason = Reason { key: "error-recovery-wrong", field: FIELD };
const UNSAVED: Reason = Reason { key: "error-recovery-unsaved", field: "saved" };
const NOT_MADE: Reason = Reason { key: "error-recovery-not-made", field: "" };

impl RecoveryCode {
    /// The factor as configured; the pepper is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        Self::new(Settings {
            cost: Cost::from_config(config),
            count: config.recovery_code.count,
            warn_at: config.recovery_code.warn_at,
            pepper: Zeroizing::new(vault.subkey("recovery_code").to_vec()),
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// Which of the codes this is. Without a set the work is the same.
    fn look_up(&self, code: &str, set: Option<&CodeSet>, scene: &Scene) -> Option<usize> {
        let pepper = &self.settings.pepper;
        let found = match set {
            Some(set) => set.find(code, pepper),
            None => {
                let mut salt = [0; 16];
                salt.iter_mut().zip(scene.decoy_key).for_each(|(to, from)| *to = from);
                CodeSet::new([code], salt, self.settings.cost, pepper).map(|_| None)
            }
        };
        found.unwrap_or_else(|error| {
            tracing::error!(%error, "a recovery code could not be hashed");
            None
        })
    }
}

impl Factor for RecoveryCode {
    type Credential = CodeSet;
    type Secret = Offered;

    fn manner(&self) -> Manner {
        Manner {
            kind: "recovery_code",
            characters: &[Character::Possession],
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
        let typed = submission.field(FIELD);
        match normalise(typed) {
            Some(_) => Ok(()),
            None if typed.trim().is_empty() => Err(MISSING),
            None => Err(MALFORMED),
        }
    }

    fn challenge(&self, _: &[Bound<CodeSet>], _: &Scene) -> Challenge<Offered> {
        Challenge { secret: Offered::default(), page: json!({}), send: Vec::new() }
    }

    fn verify(
        &self,
        bound: &[Bound<CodeSet>],
        _: &Offered,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<CodeSet> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let code = normalise(submission.field(FIELD)).unwrap_or_default();
        let bound = bound.first();
        let found = self.look_up(&code, bound.map(|bound| &bound.credential), scene);
        let Some((bound, index)) = bound.zip(found) else { return Verdict::Refused(WRONG) };
        Verdict::Verified(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: None,
            amended: Some(bound.credential.without(index)),
            amr: vec!["recovery_code".to_owned()],
            characters: vec![Character::Possession],
        })
    }

    fn offer(&self, person: &Person, _: &[Bound<CodeSet>], scene: &Scene) -> Option<Challenge<Offered>> {
        let codes: Vec<String> = (0..self.settings.count).map(|_| draw(&scene.random)).collect();
        let page = json!({
            "codes": codes.iter().map(|code| shown(code)).collect::<Vec<_>>(),
            "host": scene.host,
            "username": person.username,
        });
        Some(Challenge { secret: Offered { codes }, page, send: Vec::new() })
    }

    /// That the codes were shown proves nothing yet: a sign-in that needs one asks for one.
    fn enrol(
        &self,
        _: &Person,
        offered: &Offered,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<CodeSet, Offered>, Reason> {
        if submission.field("saved").is_empty() {
            return Err(UNSAVED);
        }
        let codes = offered.codes.iter().map(String::as_str);
        let Settings { cost, ref pepper, .. } = self.settings;
        let set = CodeSet::new(codes, scene.random.bytes(), cost, pepper).map_err(|error| {
            tracing::error!(%error, "recovery codes could not be hashed");
            NOT_MADE
        })?;
        Ok(Round::Done(Enrolment {
            credential: set,
            name: String::new(),
            handle: None,
            high_water: None,
            amr: Vec::new(),
            characters: Vec::new(),
        }))
    }

    fn describe(&self, set: &CodeSet) -> Value {
        json!({ "left": set.left(), "of": set.of(), "low": set.left() <= self.settings.warn_at as usize })
    }

    fn used_up(&self, set: &CodeSet) -> bool {
        set.left() == 0
    }

    fn tells_of_use(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
