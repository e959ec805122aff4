//! What is kept of a passkey (WebAuthn Level 3 section 4, "Credential Record"). Its counter is the authenticator's
//! high-water mark; nothing of an attestation is kept, since none is asked for.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AttestationFormat, AttestationMetadata, Credential, ParsedAttestation, ParsedAttestationData, Passkey,
    RegisterPublicKeyCredential, Uuid,
};

/// The record.
#[derive(Clone, Serialize, Deserialize)]
pub struct CredentialRecord {
    /// The `user.id` that it was made for.
    user_id: Uuid,
    credential: Credential,
}

impl std::fmt::Debug for CredentialRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[credential]")
    }
}

impl CredentialRecord {
    /// Of a credential that `answer` made. How it can be reached is a hint for browsers, which the crate keeps only where
    /// somebody attests it.
    pub(super) fn new(user_id: Uuid, passkey: Passkey, answer: &RegisterPublicKeyCredential) -> Self {
        let mut credential = Credential::from(passkey);
        credential.transports.clone_from(&answer.response.transports);
        credential.attestation =
            ParsedAttestation { data: ParsedAttestationData::None, metadata: AttestationMetadata::None };
        credential.attestation_format = AttestationFormat::None;
        Self { user_id, credential }
    }

    /// The credential id.
    pub(super) fn id(&self) -> &[u8] {
        &self.credential.cred_id
    }

    /// Whether a `userHandle` is that of the account it was made for.
    pub(super) fn is_of(&self, user_handle: &[u8]) -> bool {
        self.user_id.as_bytes() == user_handle
    }

    /// The signature counter at its registration; none where the authenticator does not count.
    pub(super) fn counter(&self) -> Option<i64> {
        (self.credential.counter > 0).then(|| i64::from(self.credential.counter))
    }

    /// Whether it may be copied to other devices.
    pub(super) fn backup_eligible(&self) -> bool {
        self.credential.backup_eligible
    }

    /// Whether it was copied.
    pub(super) fn backup_state(&self) -> bool {
        self.credential.backup_state
    }

    pub(super) fn with_backup_state(&self, backup_state: bool) -> Self {
        let mut amended = self.clone();
        amended.credential.backup_state = backup_state;
        amended
    }

    /// For the verification of its next use, which must count further than `high_water`.
    pub(super) fn counted(&self, high_water: Option<i64>) -> Passkey {
        let mut credential = self.credential.clone();
        credential.counter = high_water.map_or(0, |mark| u32::try_from(mark).unwrap_or(u32::MAX));
        Passkey::from(credential)
    }

    /// As the list of a challenge names it.
    pub(super) fn descriptor(&self) -> Value {
        let mut transports = json!(self.credential.transports.as_deref().unwrap_or_default());
        if let Some(known) = transports.as_array_mut() {
            known.retain(|transport| transport != "unknown");
        }
        json!({ "type": "public-key", "id": BASE64URL_NOPAD.encode(self.id()), "transports": transports })
    }

    /// For the account page, and for the script that tells the browser which passkeys are still good.
    pub(super) fn describe(&self, rp_id: &str) -> Value {
        json!({
            "backup": match (self.backup_eligible(), self.backup_state()) {
                (false, _) => "bound",
                (true, false) => "eligible",
                (true, true) => "synced",
            },
            "rp_id": rp_id,
            "user_id": BASE64URL_NOPAD.encode(self.user_id.as_bytes()),
            "credential_id": BASE64URL_NOPAD.encode(self.id()),
        })
    }
}
