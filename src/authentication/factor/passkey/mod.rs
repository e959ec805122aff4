//! Passkeys (WebAuthn Level 3): a key pair on the person's device or in their password manager, used after the device
//! has checked its holder.
//!
//! `webauthn-rs` runs the ceremonies; [`relying_party`] checks what it leaves out. The key names its account by itself
//! where it is discoverable, so this factor is asked beside the name, too. Its own chance: the crate draws challenges
//! from the operating system.

mod record;
mod relying_party;
#[cfg(test)]
pub mod soft_authenticator;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration, Uuid};

pub use self::record::CredentialRecord;
use self::relying_party::RelyingParty;
use super::{
    Bound, Challenge, Character, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission,
    Verdict, Verified, naming,
};
use crate::{config::Config, jose::seal::Vault};

/// The factor. Without a relying party (the issuer is a bare network address) it is never offered.
pub struct Passkey {
    relying_party: Option<RelyingParty>,
    vault: Vault,
}

/// A ceremony under way, between its challenge and its answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ceremony {
    /// A credential is made.
    Registration(Box<PasskeyRegistration>),
    /// A credential is used.
    Authentication {
        /// What the answer is checked against.
        state: Box<DiscoverableAuthentication>,
        /// The challenge named the account's credentials, so that one that names no user may answer.
        listed: bool,
    },
    /// Passkeys cannot be used here.
    None,
}

/// How many an account may hold.
const MOST: usize = 20;
const FIELD: &str = "credential";
const USUAL_NAME: &str = "Passkey";
const CHARACTERS: &[Character] = &[Character::Possession, Character::Activation];
const MISSING: Reason = Reason { key: "error-passkey-empty", field: "" };
const REFUSED: Reason = Reason { key: "error-passkey-refused", field: "" };
const NOT_MADE: Reason = Reason { key: "error-passkey-not-made", field: "" };
const UNKNOWN: Reason = Reason { key: "error-credential-unknown", field: "" };

impl Passkey {
    /// The factor as configured.
    pub fn from_config(config: &Config, vault: &Vault) -> Self {
        Self { relying_party: RelyingParty::from_config(config), vault: vault.clone() }
    }

    /// `user.id`: the same for every passkey of an account, and nothing that tells anybody anything (WebAuthn Level 3
    /// section 14.6.1).
    fn user_id(&self, account_id: &str) -> Uuid {
        let mut bytes = [0; 16];
        let digest = self.vault.digest("passkey-user", account_id.as_bytes());
        bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        Uuid::from_bytes(bytes)
    }

    fn ask(&self, listed: Option<&[Bound<CredentialRecord>]>) -> Challenge<Ceremony> {
        let records = listed.unwrap_or_default().iter().map(|bound| &bound.credential);
        let asked = self.relying_party.as_ref().and_then(|party| party.request(records));
        let Some((options, state)) = asked else { return asking(Ceremony::None, &Value::Null) };
        asking(Ceremony::Authentication { state: Box::new(state), listed: listed.is_some() }, &options)
    }

    /// WebAuthn Level 3 section 7.2.
    fn judge(
        &self,
        bound: &[Bound<CredentialRecord>],
        ceremony: &Ceremony,
        submission: &Submission,
    ) -> Result<Verified<CredentialRecord>, Reason> {
        self.screen(submission)?;
        let (Some(party), Ceremony::Authentication { state, listed }) = (&self.relying_party, ceremony)
        else {
            return Err(REFUSED);
        };
        let answer = party.assertion(submission.field(FIELD)).ok_or(REFUSED)?;
        let bound =
            bound.iter().find(|bound| bound.credential.id() == answer.get_credential_id()).ok_or(UNKNOWN)?;
        let record = &bound.credential;
        match answer.get_user_unique_id() {
            Some(user) if record.is_of(user) => {}
            None if *listed => {}
            _ => return Err(REFUSED),
        }
        let used = party.authenticate(&answer, state, record, bound.high_water).ok_or(REFUSED)?;
        Ok(Verified {
            authenticator_id: bound.authenticator_id.clone(),
            version: bound.version,
            high_water: used.counter,
            amended: (used.backup_state != record.backup_state())
                .then(|| record.with_backup_state(used.backup_state)),
            amr: amr(record),
            characters: CHARACTERS.to_vec(),
        })
    }
}

impl Factor for Passkey {
    type Credential = CredentialRecord;
    type Secret = Ceremony;

    fn manner(&self) -> Manner {
        let usable = self.relying_party.is_some();
        Manner {
            kind: "passkey",
            characters: CHARACTERS,
            hashes: false,
            sends: false,
            tries: None,
            lives: None,
            enrols: usable,
            several: true,
            nameless: usable,
            observes: false,
            own_key: false,
            pace: None,
        }
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        if submission.field(FIELD).is_empty() { Err(MISSING) } else { Ok(()) }
    }

    fn challenge(&self, bound: &[Bound<CredentialRecord>], scene: &Scene) -> Challenge<Ceremony> {
        self.ask(scene.proved.then_some(bound))
    }

    fn verify(
        &self,
        bound: &[Bound<CredentialRecord>],
        ceremony: &Ceremony,
        submission: &Submission,
        _: &Scene,
    ) -> Verdict<CredentialRecord> {
        self.judge(bound, ceremony, submission).map_or_else(Verdict::Refused, Verdict::Verified)
    }

    fn nameless(&self, _: &Scene) -> Option<Challenge<Ceremony>> {
        self.relying_party.as_ref().map(|_| self.ask(None))
    }

    fn handle(&self, submission: &Submission) -> Option<Vec<u8>> {
        relying_party::credential_id(submission.field(FIELD))
    }

    fn offer(
        &self,
        person: &Person,
        bound: &[Bound<CredentialRecord>],
        _: &Scene,
    ) -> Option<Challenge<Ceremony>> {
        if bound.len() >= MOST {
            return None;
        }
        let held = bound.iter().map(|bound| bound.credential.id().to_vec()).collect();
        let user_id = self.user_id(&person.account_id);
        let (options, state) = self.relying_party.as_ref()?.creation(user_id, &person.username, held)?;
        Some(asking(Ceremony::Registration(Box::new(state)), &options))
    }

    /// WebAuthn Level 3 section 7.1.
    fn enrol(
        &self,
        person: &Person,
        ceremony: &Ceremony,
        submission: &Submission,
        _: &Scene,
    ) -> Result<Round<CredentialRecord, Ceremony>, Reason> {
        self.screen(submission)?;
        let (Some(party), Ceremony::Registration(state)) = (&self.relying_party, ceremony) else {
            return Err(NOT_MADE);
        };
        let user_id = self.user_id(&person.account_id);
        let record = party.register(submission.field(FIELD), state, user_id).ok_or(NOT_MADE)?;
        Ok(Round::Done(Enrolment {
            name: naming::name(submission.field("name"), USUAL_NAME),
            handle: Some(record.id().to_vec()),
            high_water: record.counter(),
            amr: amr(&record),
            characters: CHARACTERS.to_vec(),
            credential: record,
        }))
    }

    fn describe(&self, record: &CredentialRecord) -> Value {
        let rp_id = self.relying_party.as_ref().map(|party| party.id.as_str());
        record.describe(rp_id.unwrap_or_default())
    }
}

/// The page gets the options as text, for its script.
fn asking(secret: Ceremony, options: &Value) -> Challenge<Ceremony> {
    let options = if options.is_null() { String::new() } else { options.to_string() };
    Challenge { secret, page: json!({ "options": options }), send: Vec::new() }
}

/// RFC 8176 section 2. A key that its provider may copy is kept by software; of another nobody showed us that it is in
/// hardware (no attestation is asked for), so only that it was held. And that the device checked its holder.
fn amr(record: &CredentialRecord) -> Vec<String> {
    let key = if record.backup_eligible() { "swk" } else { "pop" };
    vec![key.to_owned(), "user".to_owned()]
}

#[cfg(test)]
mod tests;
