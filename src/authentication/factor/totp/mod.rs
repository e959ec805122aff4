//! Codes of authenticator apps: TOTP (RFC 6238) with SHA-1, six digits and thirty seconds, which is all that every app
//! can do.
//!
//! A step is used once: it becomes the authenticator's high-water mark in the statement that advances the journey.

mod enrolment;
mod imported;

pub use self::imported::{Hmac, NotTaken};
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use totp_rs::Builder;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified, code::normalise, naming,
};
use crate::{clock::Timestamp, config::Config, jose::seal::Vault, secret::equal};

/// How codes are treated.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What apps show as the issuer; without it the host.
    pub issuer_name: Option<String>,
    /// How many steps a clock may be off (RFC 6238 section 5.2 recommends one).
    pub skew_steps: u32,
}

/// The factor.
pub struct Totp {
    settings: Settings,
}

/// The shared key, in base32 as apps take it.
#[derive(Clone, Serialize, Deserialize, ZeroizeOnDrop)]
pub struct Seed {
    secret: String,
    /// Ours are of the usual one; an imported seed may be of another.
    #[serde(default, skip_serializing_if = "Hmac::is_usual")]
    #[zeroize(skip)]
    algorithm: Hmac,
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[seed]")
    }
}

impl Seed {
    /// A key of 160 bits, the length of SHA-1's output (RFC 4226 section 4, R6).
    pub fn new(bytes: &[u8; 20]) -> Self {
        Self { secret: BASE32_NOPAD.encode(bytes), algorithm: Hmac::default() }
    }

    /// In base32, for an app.
    pub fn base32(&self) -> &str {
        &self.secret
    }

    /// The code of one step.
    pub fn code(&self, step: i64) -> Option<String> {
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(self.secret.as_bytes()).ok()?);
        let totp = Builder::new()
            .with_algorithm(self.algorithm.algorithm())
            .with_digits(6)
            .with_step_duration(STEP.unsigned_abs())
            .with_secret(bytes.to_vec())
            // Its check is of the length alone, which an imported seed may fall short of.
            .build_noncompliant();
        Some(totp.generate(u64::try_from(step).ok()?.checked_mul(STEP.unsigned_abs())?).to_string())
    }
}

/// Remembered while a challenge or an enrolment waits for its answer; a challenge has nothing to remember.
#[derive(Debug, Serialize, Deserialize)]
pub struct Offered {
    seed: Option<Seed>,
}

/// Seconds of one step.
const STEP: i64 = 30;
const DIGITS: usize = 6;
const FIELD: &str = "code";
const USUAL_NAME: &str = "Authenticator app";
const MISSING: Reason = Reason { key: "error-code-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-code-format", field: FIELD };
const WRONG: Reason = Reason { key: "error-totp-wrong", field: FIELD };

/// The step that a moment lies in (RFC 6238 section 4.2).
pub fn step(now: Timestamp) -> i64 {
    now.seconds().div_euclid(STEP)
}

impl Totp {
    /// The factor as configured.
    pub fn from_config(config: &Config, _: &Vault) -> Self {
        Self::new(Settings {
            issuer_name: config.totp.issuer_name.clone(),
            skew_steps: config.totp.skew_steps,
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// The oldest step within the window whose code this is and that was not used yet. Every step is computed, found
    /// or not.
    fn accepted(&self, seed: &Seed, code: &str, high_water: Option<i64>, now: Timestamp) -> Option<i64> {
        let (here, skew) = (step(now), i64::from(self.settings.skew_steps));
        let mut found = None;
        for step in here.saturating_sub(skew)..=here.saturating_add(skew) {
            let computed = seed.code(step).unwrap_or_default();
            let matches = equal(computed.as_bytes(), code.as_bytes());
            let unused = high_water.is_none_or(|used| used < step);
            if matches && unused && found.is_none() {
                found = Some(step);
            }
        }
        found
    }
}

impl Factor for Totp {
    type Credential = Seed;
    type Secret = Offered;

    fn manner(&self) -> Manner {
        Manner {
            kind: "totp",
            characters: &[Character::Possession],
            hashes: false,
            sends: false,
            tries: None,
            lives: None,
            enrols: true,
            several: true,
            nameless: false,
            observes: false,
            own_key: false,
            pace: None,
        }
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        let typed = submission.field(FIELD);
        match normalise(typed, DIGITS) {
            Some(_) => Ok(()),
            None if typed.trim().is_empty() => Err(MISSING),
            None => Err(MALFORMED),
        }
    }

    fn challenge(&self, _: &[Bound<Seed>], _: &Scene) -> Challenge<Offered> {
        Challenge { secret: Offered { seed: None }, page: json!({}), send: Vec::new() }
    }

    fn verify(
        &self,
        bound: &[Bound<Seed>],
        _: &Offered,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Seed> {
        if let Err(reason) = self.screen(submission) {
            return Verdict::Refused(reason);
        }
        let code = normalise(submission.field(FIELD), DIGITS).unwrap_or_default();
        if bound.is_empty() {
            let mut bytes = [0; 20];
            bytes.iter_mut().zip(scene.decoy_key).for_each(|(to, from)| *to = from);
            self.accepted(&Seed::new(&bytes), &code, None, scene.now);
        }
        let accepted = bound.iter().find_map(|bound| {
            let step = self.accepted(&bound.credential, &code, bound.high_water, scene.now)?;
            Some((bound, step))
        });
        accepted.map_or(Verdict::Refused(WRONG), |(bound, step)| {
            Verdict::Verified(Verified {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: Some(step),
                amended: None,
                amr: vec!["otp".to_owned()],
                characters: vec![Character::Possession],
            })
        })
    }

    fn offer(&self, person: &Person, _: &[Bound<Seed>], scene: &Scene) -> Option<Challenge<Offered>> {
        let seed = Seed::new(&scene.random.bytes());
        let issuer = self.settings.issuer_name.as_deref().unwrap_or(&scene.host);
        let page = enrolment::page(&seed, issuer, &person.username)?;
        Some(Challenge { secret: Offered { seed: Some(seed) }, page, send: Vec::new() })
    }

    fn enrol(
        &self,
        _: &Person,
        offered: &Offered,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<Seed, Offered>, Reason> {
        self.screen(submission)?;
        let code = normalise(submission.field(FIELD), DIGITS).unwrap_or_default();
        let seed = offered.seed.clone().ok_or(WRONG)?;
        let step = self.accepted(&seed, &code, None, scene.now).ok_or(WRONG)?;
        Ok(Round::Done(Enrolment {
            credential: seed,
            name: naming::name(submission.field("name"), USUAL_NAME),
            handle: None,
            high_water: Some(step),
            amr: vec!["otp".to_owned()],
            characters: vec![Character::Possession],
        }))
    }
}

#[cfg(test)]
mod tests;
