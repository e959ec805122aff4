//! Faces: the server looks at live frames, and compares who followed its challenge with the one who enrolled.
//!
//! Owns consent, what is kept of a face, and the verdict. Pixels, models, liveness and the transformed template are
//! [`face`](crate::face)'s; the connection that brings the frames is the web's. A biometric is no secret: it counts only beside
//! something else (NIST SP 800-63B-4 section 3.2.3), which the policy sees to.

mod consent;

use std::time::Duration;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use zeroize::{ZeroizeOnDrop, Zeroizing};

pub use self::consent::Consent;
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified,
};
use crate::{
    authentication::throttle::Pace,
    config::{self, Config},
    face::{self, Observation, Template, embed::Facts},
    jose::seal::Vault,
};

/// How faces are treated.
#[derive(Clone)]
pub struct Settings {
    /// The greatest distance at which two faces are one.
    pub threshold: f32,
    /// Which network made the vectors, in hexadecimal: those of another one cannot be compared.
    pub model: String,
    /// What may be asked before the camera.
    pub liveness: config::Liveness,
    /// Kept outside the database; part of every template's transformation.
    pub key: Zeroizing<[u8; 32]>,
}

/// The factor.
pub struct Face {
    settings: Settings,
}

/// What an account keeps of a face.
#[derive(Serialize, Deserialize, ZeroizeOnDrop)]
pub struct Kept {
    /// The account's part of the transformation; another one whenever the face is set up anew.
    secret: [u8; 32],
    #[zeroize(skip)] // it wipes itself
    template: Template,
    #[zeroize(skip)]
    model: String,
    #[zeroize(skip)]
    consent: Consent,
}

/// Where a sign-in or an enrolment is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The words are before the person; no camera is opened.
    Consent,
    /// The camera, with consent given in this enrolment.
    Enrol(Consent),
    /// The camera, to sign in.
    Verify,
}

/// NIST SP 800-63B-4 section 3.2.3: with presentation attack detection five in a row without a wait, 100 in all.
const PACE: Pace = Pace { free: 5, wait: Duration::from_secs(30), in_a_row: 100 };
/// Fewest frames that a face is enrolled from.
const FEWEST: usize = 5;
const NO_CONSENT: Reason = Reason { key: "error-face-consent", field: "agree" };
const NO_CAMERA: Reason = Reason { key: "error-camera-needed", field: "" };
const REFUSED: Reason = Reason { key: "error-camera-refused", field: "" };
const FEW: Reason = Reason { key: "error-face-few", field: "" };
const NOT_KEPT: Reason = Reason { key: "error-face-not-kept", field: "" };
const OUTDATED: Reason = Reason { key: "error-face-outdated", field: "" };

impl Face {
    /// The factor as configured; its key is the vault's. Without facts there is no camera to compare with.
    pub fn from_config(config: &Config, vault: &Vault, embedder: Option<&Facts>) -> Self {
        Self::new(Settings {
            threshold: embedder.map_or(config.face.threshold, |facts| facts.threshold),
            model: embedder.map(|facts| HEXLOWER.encode(&facts.name)).unwrap_or_default(),
            liveness: config.liveness.clone(),
            key: Zeroizing::new(vault.subkey("face")),
        })
    }

    /// The factor with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    fn is_same(&self, kept: &Kept, seen: &Observation) -> bool {
        let Settings { threshold, ref key, .. } = self.settings;
        kept.template.matches(&kept.secret, key, seen.embeddings(), threshold).unwrap_or_else(|error| {
            tracing::warn!(%error, "a face could not be compared");
            false
        })
    }

    /// The work of a comparison, where there is nothing to compare with.
    fn compare_with_nobody(&self, seen: &Observation, scene: &Scene) {
        let Settings { threshold, ref key, .. } = self.settings;
        let secret = &scene.decoy_key;
        if let Ok(template) = Template::enrol(secret, key, seen.embeddings()) {
            let _ = template.matches(secret, key, seen.embeddings(), threshold);
        }
    }
}

impl Factor for Face {
    type Credential = Kept;
    type Secret = Stage;

    fn manner(&self) -> Manner {
        Manner {
            kind: "face",
            characters: &[Character::Inherence],
            hashes: false,
            sends: false,
            tries: None,
            lives: None,
            enrols: true,
            several: false,
            nameless: false,
            observes: true,
            own_key: true,
            pace: Some(PACE),
        }
    }

    fn look(&self, stage: &Stage, scene: &Scene, still: bool) -> Option<face::Challenge> {
        match stage {
            Stage::Consent => None,
            Stage::Enrol(_) | Stage::Verify => {
                Some(face::Challenge::put(&self.settings.liveness, &scene.random, still))
            }
        }
    }

    fn challenge(&self, _: &[Bound<Kept>], _: &Scene) -> Challenge<Stage> {
        asking(Stage::Verify, json!({}))
    }

    fn verify(
        &self,
        bound: &[Bound<Kept>],
        _: &Stage,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Kept> {
        let Some(seen) = &submission.observed else { return Verdict::Refused(NO_CAMERA) };
        let Some(bound) = bound.first() else {
            self.compare_with_nobody(seen, scene);
            return Verdict::Refused(REFUSED);
        };
        if bound.credential.model != self.settings.model {
            return Verdict::Refused(OUTDATED);
        }
        if !self.is_same(&bound.credential, seen) {
            return Verdict::Refused(REFUSED);
        }
        Verdict::Verified(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: None,
            amended: None,
            amr: vec!["face".to_owned()],
            characters: vec![Character::Inherence],
        })
    }

    fn offer(&self, _: &Person, _: &[Bound<Kept>], _: &Scene) -> Option<Challenge<Stage>> {
        Some(asking(Stage::Consent, json!({ "consent": consent::page() })))
    }

    fn enrol(
        &self,
        _: &Person,
        stage: &Stage,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<Kept, Stage>, Reason> {
        let Stage::Enrol(consent) = stage else {
            let consent = Consent::of(submission, scene.now).ok_or(NO_CONSENT)?;
            return Ok(Round::Again(asking(Stage::Enrol(consent), json!({ "consent": null }))));
        };
        let seen = submission.observed.as_ref().ok_or(NO_CAMERA)?;
        if seen.embeddings().len() < FEWEST {
            return Err(FEW);
        }
        let secret = Zeroizing::new(scene.random.bytes::<32>());
        let template = Template::enrol(&secret, &self.settings.key, seen.embeddings())
            .inspect_err(|error| tracing::warn!(%error, "a face could not be kept"))
            .map_err(|_| NOT_KEPT)?;
        let credential =
            Kept { secret: *secret, template, model: self.settings.model.clone(), consent: consent.clone() };
        Ok(Round::Done(Enrolment {
            credential,
            name: String::new(),
            handle: None,
            high_water: None,
            amr: vec!["face".to_owned()],
            characters: vec![Character::Inherence],
        }))
    }

    /// That there is one, and since when it was agreed to: all that anybody is ever told of it.
    fn describe(&self, kept: &Kept) -> Value {
        let Consent { at, version, .. } = kept.consent;
        json!({ "agreed_at": at, "version": version })
    }
}

fn asking(secret: Stage, page: Value) -> Challenge<Stage> {
    Challenge { secret, page, send: Vec::new() }
}

#[cfg(test)]
mod tests;
