//! The relying party: the options of both ceremonies, and the judgement of their answers.
//!
//! `webauthn-rs` checks type, challenge, rpIdHash, the flags, the algorithm and the signature, and requires user
//! verification. Checked here, because it does not: `crossOrigin` of an assertion, the origin byte by byte, and that the
//! answer is a public-key credential of one id.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use url::Url;
use webauthn_rs::prelude::{
    CreationChallengeResponse, CredentialID, DiscoverableAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, RequestChallengeResponse, Uuid, Webauthn,
    WebauthnBuilder,
};

use super::CredentialRecord;
use crate::config::Config;

/// The longest credential id (WebAuthn Level 3 section 4).
const LONGEST_ID: usize = 1023;

/// Who asks for passkeys.
pub(super) struct RelyingParty {
    /// The domain that they are made for.
    pub(super) id: String,
    /// Where they may be used, as a browser writes it.
    origins: Vec<String>,
    webauthn: Webauthn,
}

/// What a use of a passkey said beside the proof.
pub(super) struct Used {
    /// The signature counter; none where the authenticator does not count.
    pub(super) counter: Option<i64>,
    /// Whether the credential is copied now.
    pub(super) backup_state: bool,
}

/// The client data, as far as it is judged here (WebAuthn Level 3 section 5.8.1).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

impl RelyingParty {
    /// None where the issuer has no name that passkeys could be made for.
    pub(super) fn from_config(config: &Config) -> Option<Self> {
        let id = config.rp_id()?;
        let issuer = Url::parse(&config.issuer).ok()?;
        let related: Vec<Url> =
            config.passkey.related_origins.iter().filter_map(|origin| Url::parse(origin).ok()).collect();
        let name = config.passkey.rp_name.as_deref().unwrap_or(&id);
        let mut builder =
            WebauthnBuilder::new(&id, &issuer).ok()?.rp_name(name).timeout(config.passkey.timeout);
        for origin in &related {
            builder = builder.append_allowed_origin(origin);
        }
        let webauthn = builder.build().ok()?;
        let origins = std::iter::once(&issuer).chain(&related);
        let origins = origins.map(|url| url.origin().ascii_serialization()).collect();
        Some(Self { id, origins, webauthn })
    }

    /// The options of `navigator.credentials.create`, and what its answer is checked against.
    pub(super) fn creation(
        &self,
        user_id: Uuid,
        username: &str,
        held: Vec<CredentialID>,
    ) -> Option<(Value, PasskeyRegistration)> {
        let (CreationChallengeResponse { public_key }, state) =
            self.webauthn.start_passkey_registration(user_id, username, username, Some(held)).ok()?;
        let mut options = serde_json::to_value(public_key).ok()?;
        // The crate discourages discoverable credentials; without one nobody can sign in by it alone.
        *options.pointer_mut("/authenticatorSelection/residentKey")? = "preferred".into();
        Some((options, state))
    }

    /// The options of `navigator.credentials.get`, and what its answer is checked against. Without any credentials it is
    /// the person who picks one.
    pub(super) fn request<'a>(
        &self,
        records: impl Iterator<Item = &'a CredentialRecord>,
    ) -> Option<(Value, DiscoverableAuthentication)> {
        let (RequestChallengeResponse { public_key, .. }, state) =
            self.webauthn.start_discoverable_authentication().ok()?;
        let mut options = serde_json::to_value(public_key).ok()?;
        let fields = options.as_object_mut()?;
        fields.remove("extensions");
        fields.insert(
            "allowCredentials".into(),
            json!(records.map(CredentialRecord::descriptor).collect::<Vec<_>>()),
        );
        Some((options, state))
    }

    /// The record of a new credential; none if anything about it is wrong.
    pub(super) fn register(
        &self,
        text: &str,
        state: &PasskeyRegistration,
        user_id: Uuid,
    ) -> Option<CredentialRecord> {
        let answer: RegisterPublicKeyCredential = read(text)?;
        self.accepts(&answer.response.client_data_json).then_some(())?;
        let passkey = self.webauthn.finish_passkey_registration(&answer, state).ok()?;
        let sound = answer.type_ == "public-key"
            && answer.raw_id == *passkey.cred_id()
            && passkey.cred_id().len() <= LONGEST_ID;
        sound.then(|| CredentialRecord::new(user_id, passkey, &answer))
    }

    /// The answer of an authenticator, if it was given where it may be; not yet that it is right.
    pub(super) fn assertion(&self, text: &str) -> Option<PublicKeyCredential> {
        let answer: PublicKeyCredential = read(text)?;
        let sound = answer.type_ == "public-key" && self.accepts(&answer.response.client_data_json);
        sound.then_some(answer)
    }

    /// Verifies the use of `record`, the counter of which stood at `high_water`.
    pub(super) fn authenticate(
        &self,
        answer: &PublicKeyCredential,
        state: &DiscoverableAuthentication,
        record: &CredentialRecord,
        high_water: Option<i64>,
    ) -> Option<Used> {
        let passkey = record.counted(high_water);
        let result =
            self.webauthn.finish_discoverable_authentication_v2(answer, state.clone(), &passkey).ok()?;
        Some(Used {
            counter: (result.counter() > 0).then(|| i64::from(result.counter())),
            backup_state: result.backup_state(),
        })
    }

    fn accepts(&self, client_data: &[u8]) -> bool {
        serde_json::from_slice::<ClientData>(client_data).is_ok_and(|data| {
            !data.cross_origin && data.top_origin.is_none() && self.origins.contains(&data.origin)
        })
    }
}

/// The id of the credential that an answer claims to come from.
pub(super) fn credential_id(text: &str) -> Option<CredentialID> {
    read::<PublicKeyCredential>(text).map(|answer| answer.raw_id)
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}
