//! Image passcodes: a file of the person's own is the secret, and exactly that file signs in.
//!
//! It is a secret that is shared, whatever it looks like: it counts as something known and is never a second kind of proof
//! beside a password. Nothing of the picture is kept: Argon2id, keyed, over a keyed digest of the file. One that is given
//! to sign in is not even looked at as a picture, so only its owner, at enrolment, can make us decode one.

mod known;
mod picture;

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use self::known::Known;
use self::picture::{Bounds, Facts, Unfit};
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
    slow_hash::{Cost, SlowHash},
};
use crate::{config::Config, jose::seal::Vault};

/// How image passcodes are treated.
#[derive(Clone)]
pub struct Settings {
    /// The cost of hashing; older hashes are renewed at the next sign-in.
    pub cost: Cost,
    /// Most bytes of a file.
    pub max_bytes: u32,
    /// Most pixels of a picture, in millions.
    pub max_megapixels: u32,
    /// SHA-256 of files that this deployment's people know (its logo), in hexadecimal, beside those that everybody knows.
    pub well_known: Vec<String>,
    /// Kept outside the database.
    pub pepper: Zeroizing<Vec<u8>>,
}

/// The factor.
pub struct ImagePasscode {
    settings: Settings,
    vault: Vault,
    known: Known,
    /// A large picture takes much memory while it is looked at: one at a time.
    looking: Mutex<()>,
}

/// The first giving, while the second is awaited.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Given {
    first: Option<SlowHash>,
}

const FIELD: &str = "image";
const MISSING: Reason = Reason { key: "error-image-empty", field: FIELD };
const WRONG: Reason = Reason { key: "error-image-wrong", field: FIELD };
const DIFFERENT: Reason = Reason { key: "error-image-different", field: FIELD };
const LARGE: Reason = Reason { key: "error-image-large", field: FIELD };
const KNOWN: Reason = Reason { key: "error-image-known", field: FIELD };
const NOT_KEPT: Reason = Reason { key: "error-image-not-kept", field: "" };

impl ImagePasscode {
    /// The factor as configured; its keys are the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        let section = &config.image_passcode;
        let settings = Settings {
            cost: Cost::from_config(config),
            max_bytes: section.max_bytes,
            max_megapixels: section.max_megapixels,
            well_known: section.all_well_known().cloned().collect(),
            pepper: Zeroizing::new(vault.subkey("image_passcode").to_vec()),
        };
        Self::new(settings, vault.clone())
    }

    /// The factor with these settings.
    pub fn new(settings: Settings, vault: Vault) -> Self {
        let known = Known::new(&settings.well_known);
        Self { settings, vault, known, looking: Mutex::new(()) }
    }

    /// What stands for the file: every byte of it counts, and without our key it cannot be computed.
    fn digest(&self, file: &[u8]) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.vault.digest("image_passcode", file))
    }

    fn hash(&self, file: &[u8], scene: &Scene) -> Option<SlowHash> {
        let Settings { cost, ref pepper, .. } = self.settings;
        SlowHash::new(&self.digest(file), scene.random.bytes(), cost, pepper)
            .inspect_err(|error| tracing::error!(%error, "an image could not be hashed"))
            .ok()
    }

    /// Whether this file was hashed. Without a record the work is the same.
    fn same(&self, file: &[u8], kept: Option<&SlowHash>, scene: &Scene) -> bool {
        let Settings { cost, ref pepper, .. } = self.settings;
        let digest = self.digest(file);
        let outcome = if let Some(kept) = kept {
            kept.matches(&digest, pepper)
        } else {
            let mut salt = [0; 16];
            salt.iter_mut().zip(scene.decoy_key).for_each(|(to, from)| *to = from);
            SlowHash::new(&digest, salt, cost, pepper).map(|_| false)
        };
        outcome.unwrap_or_else(|error| {
            tracing::error!(%error, "an image could not be hashed");
            false
        })
    }

    fn is_large(&self, file: &[u8]) -> bool {
        file.len() > self.settings.max_bytes as usize
    }

    /// What speaks against taking this file as a passcode.
    fn examine(&self, file: &[u8]) -> Result<Facts, Reason> {
        if self.is_large(file) {
            return Err(LARGE);
        }
        if self.known.holds(file) {
            return Err(KNOWN);
        }
        let _alone = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let bounds = Bounds { megapixels: self.settings.max_megapixels };
        picture::examine(file, &bounds).map_err(|unfit| Reason { key: unfit.key(), field: FIELD })
    }

    /// The first giving, or with what was read of it the second.
    fn round(&self, first: Option<SlowHash>, facts: Option<&Facts>) -> Challenge<Given> {
        let Settings { max_bytes, .. } = self.settings;
        let page = json!({
            "max_bytes": max_bytes,
            "max_mb": max_bytes / 1_000_000,
            "again": first.is_some(),
            "format": facts.map(|facts| facts.format),
            "width": facts.map(|facts| facts.width),
            "height": facts.map(|facts| facts.height),
        });
        Challenge { secret: Given { first }, page, send: Vec::new() }
    }
}

impl Factor for ImagePasscode {
    type Credential = SlowHash;
    type Secret = Given;

    fn manner(&self) -> Manner {
        Manner {
            kind: "image_passcode",
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

    fn largest_file(&self) -> Option<usize> {
        Some(self.settings.max_bytes as usize)
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        match submission.file(FIELD) {
            None => Err(MISSING),
            // Cannot be right, but is told nothing else than a wrong one.
            Some(file) if self.is_large(file) => Err(WRONG),
            Some(_) => Ok(()),
        }
    }

    fn challenge(&self, _: &[Bound<SlowHash>], _: &Scene) -> Challenge<Given> {
        self.round(None, None)
    }

    fn verify(
        &self,
        bound: &[Bound<SlowHash>],
        _: &Given,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<SlowHash> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let file = submission.file(FIELD).unwrap_or_default();
        let bound = bound.first();
        let right = self.same(file, bound.map(|bound| &bound.credential), scene);
        let Some(bound) = bound.filter(|_| right) else { return Verdict::Refused(WRONG) };
        let outdated = bound.credential.cost() != self.settings.cost;
        Verdict::Verified(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: None,
            amended: outdated.then(|| self.hash(file, scene)).flatten(),
            amr: vec!["image".to_owned()],
            characters: vec![Character::Knowledge],
        })
    }

    fn offer(&self, _: &Person, _: &[Bound<SlowHash>], _: &Scene) -> Option<Challenge<Given>> {
        Some(self.round(None, None))
    }

    /// The file is given twice: phones and clipboards change pictures on the way without saying so, and a file that does
    /// not come out the same twice would lock its owner out.
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
        let file = submission.file(FIELD).ok_or(MISSING)?;
        let Some(first) = &given.first else {
            let facts = self.examine(file)?;
            let first = self.hash(file, scene).ok_or(NOT_KEPT)?;
            return Ok(Round::Again(self.round(Some(first), Some(&facts))));
        };
        if self.is_large(file) || !self.same(file, Some(first), scene) {
            return Err(DIFFERENT);
        }
        Ok(Round::Done(Enrolment {
            credential: first.clone(),
            name: String::new(),
            handle: None,
            high_water: None,
            amr: vec!["image".to_owned()],
            characters: vec![Character::Knowledge],
        }))
    }
}

impl Unfit {
    /// The reason in words, as a key of the locales.
    fn key(self) -> &'static str {
        match self {
            Self::Format => "error-image-format",
            Self::Broken => "error-image-broken",
            Self::Small => "error-image-small",
            Self::Huge => "error-image-huge",
            Self::Uniform => "error-image-uniform",
        }
    }
}

#[cfg(test)]
mod tests;
