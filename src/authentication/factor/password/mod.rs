//! Passwords (NIST SP 800-63B-4 section 3.1.1).
//!
//! Any Unicode, compared as typed after NFC, never trimmed or cut. An unknown account costs the same work as a known
//! one. What makes a new password acceptable is here too, for registration, the command line and the account page.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{
    Bound, Challenge, Character, Factor, Manner, Person, Reason, Round, Scene, Submission, Verdict, Verified,
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
    /// Kept outside the database.
    pub pepper: Zeroizing<Vec<u8>>,
}

/// The factor.
pub struct Password {
    settings: Settings,
    #[cfg(test)]
    hashed: std::sync::atomic::AtomicU32,
}

/// Nothing to remember between the question and the answer.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Nothing {}

/// Why a new password is not taken; each is shown to the person (NIST SP 800-63B-4 section 3.1.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than this many characters.
    #[error("it has fewer than {0} characters")]
    TooShort(u32),
    /// More than this many characters.
    #[error("it has more than {0} characters")]
    TooLong(u32),
    /// Hardly more than the name, the address or the host.
    #[error("it is hardly more than a name that belongs to the account or to this service")]
    Obvious,
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
            pepper: Zeroizing::new(vault.pepper().to_vec()),
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            #[cfg(test)]
            hashed: std::sync::atomic::AtomicU32::new(0),
        }
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
        Ok(SlowHash::new(
            normalise(plain).as_bytes(),
            random.bytes(),
            self.settings.cost,
            &self.settings.pepper,
        )?)
    }

    /// What speaks against a new password.
    pub fn weaknesses(&self, plain: &str, alone: bool, context: &[&str]) -> Vec<Weakness> {
        let Settings { min_length, min_length_single, max_length, .. } = self.settings;
        if self.endless(plain) {
            return vec![Weakness::TooLong(max_length)];
        }
        let plain = normalise(plain);
        let length = u32::try_from(plain.chars().count()).unwrap_or(u32::MAX);
        let least = if alone { min_length_single.max(min_length) } else { min_length };
        let mut weaknesses = Vec::new();
        if length < least {
            weaknesses.push(Weakness::TooShort(least));
        }
        if length > max_length {
            weaknesses.push(Weakness::TooLong(max_length));
        }
        if obvious(&plain, context) {
            weaknesses.push(Weakness::Obvious);
        }
        weaknesses
    }

    /// Whether it is too long to even be normalised; looks at its length only.
    fn endless(&self, plain: &str) -> bool {
        plain.len() > BYTES_PER_CODE_POINT * self.settings.max_length as usize
    }

    fn attempt(&self, plain: &str, bound: Option<&SlowHash>, scene: &Scene) -> bool {
        #[cfg(test)]
        self.hashed.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let pepper = &self.settings.pepper;
        let outcome = if let Some(credential) = bound {
            credential.matches(plain.as_bytes(), pepper)
        } else {
            let mut salt = [0; 16];
            salt.iter_mut().zip(scene.decoy_key).for_each(|(to, from)| *to = from);
            SlowHash::new(plain.as_bytes(), salt, self.settings.cost, pepper).map(|_| false)
        };
        outcome.unwrap_or_else(|error| {
            tracing::error!(%error, "a password could not be hashed");
            false
        })
    }
}

impl Factor for Password {
    type Credential = SlowHash;
    type Secret = Nothing;

    fn manner(&self) -> Manner {
        Manner {
            kind: "password",
            characters: &[Character::Knowledge],
            hashes: true,
            sends: false,
            tries: None,
            lives: None,
            enrols: false,
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

    fn challenge(&self, _: &[Bound<SlowHash>], _: &Scene) -> Challenge<Nothing> {
        Challenge { secret: Nothing {}, page: serde_json::json!({}), send: Vec::new() }
    }

    fn verify(
        &self,
        bound: &[Bound<SlowHash>],
        _: &Nothing,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<SlowHash> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let plain = normalise(submission.field(FIELD));
        let bound = bound.first();
        let right = self.attempt(&plain, bound.map(|bound| &bound.credential), scene);
        let Some(bound) = bound.filter(|_| right) else {
            return Verdict::Refused(WRONG);
        };
        let Settings { cost, ref pepper, .. } = self.settings;
        let outdated = bound.credential.cost() != cost;
        Verdict::Verified(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: None,
            amended: outdated
                .then(|| SlowHash::new(plain.as_bytes(), scene.random.bytes(), cost, pepper).ok())
                .flatten(),
            amr: vec!["pwd".to_owned()],
            characters: vec![Character::Knowledge],
        })
    }

    fn offer(&self, _: &Person, _: &[Bound<SlowHash>], _: &Scene) -> Option<Challenge<Nothing>> {
        None
    }

    fn enrol(
        &self,
        _: &Person,
        _: &Nothing,
        _: &Submission,
        _: &Scene,
    ) -> Result<Round<SlowHash, Nothing>, Reason> {
        Err(MISSING)
    }
}

/// NFC (NIST SP 800-63B-4 section 3.1.1.2), so that the same characters from two keyboards are the same password.
fn normalise(plain: &str) -> Zeroizing<String> {
    // Three times as long is the most that NFC makes of UTF-8 (UAX 15 section 5.1): nothing is left in a moved buffer.
    let mut normal = Zeroizing::new(String::with_capacity(plain.len().saturating_mul(3)));
    normal.extend(plain.nfc());
    normal
}

/// Whether little remains once the context is taken out.
fn obvious(plain: &str, context: &[&str]) -> bool {
    const SHORTEST_WORD: usize = 3;
    const LEAST_REST: usize = 4;
    let mut rest = plain.to_lowercase();
    let mut words: Vec<String> = context
        .iter()
        .flat_map(|name| name.split(|character: char| !character.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let found = words.iter().any(|word| rest.contains(word));
    for word in &words {
        rest = rest.replace(word, "");
    }
    found && rest.chars().filter(|character| character.is_alphabetic()).count() < LEAST_REST
}

#[cfg(test)]
mod tests;
