//! What all codes that are sent have in common: they are kept as keyed digests, bound to where they went, for a while.

use std::time::Duration;

use aws_lc_rs::hmac;
use serde::{Deserialize, Serialize};

use super::{Reason, Scene, Submission, code::normalise};
use crate::{clock::Timestamp, secret::equal};

/// How codes are treated.
#[derive(Clone)]
pub struct Settings {
    /// How long a code is good for (NIST SP 800-63B-4 section 3.1.3.2: at most ten minutes).
    pub lifetime: Duration,
    /// How many answers one code takes.
    pub tries: u32,
    /// Keys the digests of codes.
    pub key: [u8; 32],
}

impl Settings {
    /// The lifetime as pages and messages tell it.
    pub(super) fn minutes(&self) -> u64 {
        self.lifetime.as_secs() / 60
    }
}

/// What the journey keeps: a million codes are quickly tried, so the digest is keyed and the code itself is nowhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sent {
    salt: String,
    digest: String,
    expires_at: Timestamp,
}

/// Seals codes and judges answers.
pub(super) struct Codes {
    pub(super) settings: Settings,
    key: hmac::Key,
}

pub(super) const DIGITS: usize = 6;
pub(super) const FIELD: &str = "code";
pub(super) const MISSING: Reason = Reason { key: "error-code-empty", field: FIELD };
pub(super) const MALFORMED: Reason = Reason { key: "error-code-format", field: FIELD };
pub(super) const EXPIRED: Reason = Reason { key: "error-code-expired", field: FIELD };
pub(super) const WRONG: Reason = Reason { key: "error-code-wrong", field: FIELD };

impl Codes {
    pub(super) fn new(settings: Settings) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &settings.key);
        Self { settings, key }
    }

    /// What to remember of `code`, which goes to `address`; nobody's is empty.
    pub(super) fn seal(&self, address: &str, code: &str, scene: &Scene) -> Sent {
        let salt = data_encoding::HEXLOWER.encode(&scene.random.bytes::<16>());
        Sent {
            digest: self.digest(&salt, address, code),
            salt,
            expires_at: scene.now.after(self.settings.lifetime),
        }
    }

    /// Whether `code` is what was sent to `address`, and still good.
    pub(super) fn judge(&self, sent: &Sent, address: &str, code: &str, scene: &Scene) -> Result<(), Reason> {
        let right = equal(self.digest(&sent.salt, address, code).as_bytes(), sent.digest.as_bytes());
        if scene.now >= sent.expires_at {
            return Err(EXPIRED);
        }
        // Nobody's code opens nothing, even if it is guessed.
        if right && !address.is_empty() { Ok(()) } else { Err(WRONG) }
    }

    /// Bound to its salt and to the address it went to; lengths first, so that nothing can be cut otherwise.
    fn digest(&self, salt: &str, address: &str, code: &str) -> String {
        let mut context = hmac::Context::with_key(&self.key);
        for part in [salt, address, code] {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        data_encoding::HEXLOWER.encode(context.sign().as_ref())
    }
}

/// The six digits that were typed.
pub(super) fn digits(submission: &Submission) -> Result<String, Reason> {
    let typed = submission.field(FIELD);
    match normalise(typed, DIGITS) {
        Some(code) => Ok(code),
        None if typed.trim().is_empty() => Err(MISSING),
        None => Err(MALFORMED),
    }
}

/// An e-mail address as a page may show it: `a•••@example.org`; nothing for what is no address.
pub(super) fn mask(address: &str) -> Option<String> {
    const LONGEST: usize = 254;
    let odd = |character: char| character.is_whitespace() || character.is_control();
    let (local, domain) = address.rsplit_once('@')?;
    let first = local.chars().next()?;
    (address.len() <= LONGEST && !domain.is_empty() && !address.contains(odd))
        .then(|| format!("{first}•••@{domain}"))
}

/// Where a mailed code went, for the page. Before anything is proved only what was typed is shown: with a user name
/// typed the page names no address, whether the account exists or not.
pub(super) fn shown(address: &str, scene: &Scene) -> Option<String> {
    mask(if scene.proved && !address.is_empty() { address } else { scene.identifier.trim() })
}
