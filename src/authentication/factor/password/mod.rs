//! Passwords (NIST SP 800-63B-4 section 3.1.1).
//!
//! Any Unicode, compared as typed after NFC, never trimmed or cut. An unknown account costs the same work as a known
//! one. What makes a new password acceptable is here too ([`strength`]), for every place where one is set.

mod breached;
mod common;
pub mod foreign;
mod kept;
mod strength;

use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use self::breached::Breached;
pub use self::{
    kept::PasswordHash,
    strength::{Pattern, Weakness},
};
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
    slow_hash::{Cost, SlowHash},
};
use crate::{config::Config, jose::seal::Vault, random::Random};

/// How passwords are treated.
#[derive(Clone)]
pub struct Settings {
    /// The cost of hashing; older hashes are renewed at the next sign-in.
    pub cost: Cost,
    /// Fewest code points beside another factor.
    pub min_length: u32,
    /// Fewest code points of a password that stands alone.
    pub min_length_single: u32,
    /// Most code points.
    pub max_length: u32,
    /// Whether the policy lets somebody in with a password alone.
    pub alone: bool,
    /// The least strength of a new one by the estimate of zxcvbn, 0 to 4.
    pub min_score: u8,
    /// How many of an account's last passwords, the present one among them, are not taken again.
    pub history: u32,
    /// A list of stolen passwords.
    breached: Option<Breached>,
    /// Kept outside the database.
    pub pepper: Zeroizing<Vec<u8>>,
}

/// The factor.
pub struct Password {
    settings: RwLock<Arc<Settings>>,
    #[cfg(test)]
    hashed: std::sync::atomic::AtomicU32,
}

/// Whether the list of stolen passwords at `path` can be searched.
///
/// # Errors
/// When it cannot be read, or holds something else.
pub fn breached_passwords(path: &std::path::Path) -> std::io::Result<()> {
    Breached::new(path).holds("").map(drop)
}

impl Settings {
    /// Fewest code points of a new password that stands alone, or beside another factor.
    pub(super) fn least(&self, alone: bool) -> u32 {
        if alone { self.min_length_single.max(self.min_length) } else { self.min_length }
    }
}

/// What a new password is held against. Whoever asks for one fills it in when the answer comes; nothing of it is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Circumstances {
    /// Names that somebody who knows the person would try first.
    pub names: Vec<String>,
    /// The passwords that the account had.
    pub former: Vec<PasswordHash>,
}

/// Why no password was set.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It is not good enough.
    #[error("the password is not taken: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Weak(Vec<Weakness>),
    /// It could not be hashed (out of memory).
    #[error("the password cannot be hashed: {0}")]
    Hash(#[from] argon2::Error),
}

const FIELD: &str = "password";
/// What every installation's passwords would begin with.
const PRODUCT: &str = "doorward";
const NEW: Reason = Reason { key: "error-password-new", field: FIELD };
const MISSING: Reason = Reason { key: "error-password-empty", field: FIELD };
const WRONG: Reason = Reason { key: "error-password-wrong", field: FIELD };
/// NFC joins at most four code points into one, each of at most four bytes.
const BYTES_PER_CODE_POINT: usize = 16;

impl Password {
    /// The factor as configured; the pepper is the vault's.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        Self::new(Settings {
            cost: Cost::from_config(config),
            min_length: config.password.min_length,
            min_length_single: config.password.min_length_single,
            max_length: config.password.max_length,
            alone: config.policy.lets_a_password_stand_alone(),
            min_score: u8::try_from(config.password.min_score).unwrap_or(u8::MAX),
            history: config.password.history,
            breached: config.password.breached_file.as_deref().map(Breached::new),
            pepper: Zeroizing::new(vault.pepper().to_vec()),
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: RwLock::new(Arc::new(settings)),
            #[cfg(test)]
            hashed: std::sync::atomic::AtomicU32::new(0),
        }
    }

    /// How it is set.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Goes by what the configuration says now of how good a password must be.
    pub fn govern(&self, config: &Config) {
        let settings = Settings {
            min_length: config.password.min_length,
            min_length_single: config.password.min_length_single,
            max_length: config.password.max_length,
            alone: config.policy.lets_a_password_stand_alone(),
            min_score: u8::try_from(config.password.min_score).unwrap_or(u8::MAX),
            history: config.password.history,
            ..(*self.settings()).clone()
        };
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// Checks and hashes a new password. `alone`: no second factor will stand beside it. `context`: the names that
    /// somebody who knows the person would try first (user name, address, host, product).
    ///
    /// # Errors
    /// Every weakness at once.
    pub fn set(
        &self,
        plain: &str,
        alone: bool,
        context: &[&str],
        random: &Random,
    ) -> Result<SlowHash, NotSet> {
        let weaknesses = self.weaknesses(plain, alone, context);
        if !weaknesses.is_empty() {
            return Err(NotSet::Weak(weaknesses));
        }
        Ok(self.hash(plain, random)?)
    }

    /// The same for an account that had passwords before: none of them is taken again.
    ///
    /// # Errors
    /// Every weakness at once, or that it was used.
    pub fn replace(
        &self,
        plain: &str,
        context: &[&str],
        former: &[PasswordHash],
        random: &Random,
    ) -> Result<SlowHash, NotSet> {
        let weaknesses = self.weaknesses(plain, self.settings().alone, context);
        if !weaknesses.is_empty() {
            return Err(NotSet::Weak(weaknesses));
        }
        if self.was_used(plain, former)? {
            return Err(NotSet::Weak(vec![Weakness::Former]));
        }
        Ok(self.hash(plain, random)?)
    }

    fn hash(&self, plain: &str, random: &Random) -> Result<SlowHash, argon2::Error> {
        let settings = self.settings();
        let Settings { cost, ref pepper, .. } = *settings;
        SlowHash::new(normalise(plain).as_bytes(), random.bytes(), cost, pepper)
    }

    /// Whether it is too long to even be normalised; looks at its length only.
    fn endless(&self, plain: &str) -> bool {
        plain.len() > BYTES_PER_CODE_POINT * self.settings().max_length as usize
    }

    /// `plain` as it was typed, `normal` in NFC. Costs one of our own hashes at least, whatever is kept: an imported hash that
    /// does not match would else be told from an unknown account, and one that does is replaced at that same cost.
    fn attempt(&self, plain: &str, normal: &str, bound: Option<&PasswordHash>, scene: &Scene) -> bool {
        #[cfg(test)]
        self.hashed.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let settings = self.settings();
        let pepper = &settings.pepper;
        let outcome = match bound {
            Some(PasswordHash::Own(credential)) => credential.matches(normal.as_bytes(), pepper),
            Some(PasswordHash::Foreign(credential)) if credential.fits(plain, normal) => return true,
            _ => {
                let mut salt = [0; 16];
                salt.iter_mut().zip(scene.decoy_key).for_each(|(to, from)| *to = from);
                SlowHash::new(normal.as_bytes(), salt, settings.cost, pepper).map(|_| false)
            }
        };
        outcome.unwrap_or_else(|error| {
            tracing::error!(%error, "a password could not be hashed");
            false
        })
    }
}

impl Factor for Password {
    type Credential = PasswordHash;
    type Secret = Circumstances;

    fn manner(&self) -> Manner {
        Manner {
            kind: "password",
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
        match submission.field(FIELD) {
            "" => Err(MISSING),
            // Cannot be right, but is told nothing else than a wrong one.
            plain if self.endless(plain) => Err(WRONG),
            _ => Ok(()),
        }
    }

    fn challenge(&self, _: &[Bound<PasswordHash>], _: &Scene) -> Challenge<Circumstances> {
        Challenge { secret: Circumstances::default(), page: json!({}), send: Vec::new() }
    }

    fn verify(
        &self,
        bound: &[Bound<PasswordHash>],
        _: &Circumstances,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<PasswordHash> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let typed = submission.field(FIELD);
        let plain = normalise(typed);
        let bound = bound.first();
        let right = self.attempt(typed, &plain, bound.map(|bound| &bound.credential), scene);
        let Some(bound) = bound.filter(|_| right) else {
            return Verdict::Refused(WRONG);
        };
        let settings = self.settings();
        let Settings { cost, ref pepper, .. } = *settings;
        let outdated = !bound.credential.is_current(cost);
        Verdict::Verified(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: None,
            amended: outdated
                .then(|| SlowHash::new(plain.as_bytes(), scene.random.bytes(), cost, pepper).ok())
                .flatten()
                .map(PasswordHash::Own),
            amr: vec!["pwd".to_owned()],
            characters: vec![Character::Knowledge],
        })
    }

    fn offer(&self, _: &Person, _: &[Bound<PasswordHash>], _: &Scene) -> Option<Challenge<Circumstances>> {
        let settings = self.settings();
        let Settings { alone, max_length, .. } = *settings;
        let least = settings.least(alone);
        let rules = format!("minlength: {least}; maxlength: {max_length}; allowed: unicode;");
        let page = json!({ "least": least, "most": max_length, "rules": rules });
        Some(Challenge { secret: Circumstances::default(), page, send: Vec::new() })
    }

    /// What the owner of the journey filled in is in `circumstances`; a new password proves nothing by itself.
    fn enrol(
        &self,
        person: &Person,
        circumstances: &Circumstances,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<PasswordHash, Circumstances>, Reason> {
        let plain = submission.field(FIELD);
        if plain.is_empty() {
            return Err(NEW);
        }
        let Circumstances { names, former } = circumstances;
        let email = person.email.as_deref().unwrap_or_default();
        let own = [person.username.as_str(), email, &scene.identifier, &scene.host, PRODUCT];
        let context: Vec<&str> = names.iter().map(String::as_str).chain(own).collect();
        let failed = |error: argon2::Error| {
            tracing::error!(%error, "a password could not be hashed");
            Reason::from(Weakness::Unchecked)
        };
        if let Some(weakness) = self.weaknesses(plain, self.settings().alone, &context).first() {
            return Err(Reason::from(*weakness));
        }
        if self.was_used(plain, former).map_err(failed)? {
            return Err(Reason::from(Weakness::Former));
        }
        let credential = self.hash(plain, &scene.random).map_err(failed)?;
        Ok(Round::Done(Enrolment {
            credential: PasswordHash::Own(credential),
            name: String::new(),
            handle: None,
            high_water: None,
            amr: Vec::new(),
            characters: Vec::new(),
        }))
    }
}

/// NFC (NIST SP 800-63B-4 section 3.1.1.2), so that the same characters from two keyboards are the same password.
fn normalise(plain: &str) -> Zeroizing<String> {
    // Three times as long is the most that NFC makes of UTF-8 (UAX 15 section 5.1): nothing is left in a moved buffer.
    let mut normal = Zeroizing::new(String::with_capacity(plain.len().saturating_mul(3)));
    normal.extend(plain.nfc());
    normal
}

#[cfg(test)]
mod tests;
