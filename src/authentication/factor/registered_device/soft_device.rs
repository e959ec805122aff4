//! A browser with a key, for tests: it answers as the page's script does, and lies where a test says so.

use aws_lc_rs::{
    rand as chance,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

use super::{
    Submission,
    key::{self, DeviceKey},
    message::{Message, Purpose},
};

/// A key and where the browser that has it is.
pub struct SoftDevice {
    key: EcdsaKeyPair,
    /// Where the browser is.
    pub origin: String,
    /// Whom the page says that it is; none believes it.
    pub issuer: Option<String>,
    /// What it signs for instead.
    pub purpose: Option<Purpose>,
    /// Spoils the signature.
    pub tampers: bool,
}

impl SoftDevice {
    /// At the origin of the tests.
    pub fn fresh() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        Self { key, origin: "https://id.example.org".into(), issuer: None, purpose: None, tampers: false }
    }

    /// The public key as WebCrypto writes it.
    pub fn spki(&self) -> String {
        let spki = [key::HEAD.as_slice(), self.key.public_key().as_ref()].concat();
        BASE64URL_NOPAD.encode(&spki)
    }

    /// Its name.
    pub fn id(&self) -> String {
        DeviceKey::read(&self.spki()).unwrap().id()
    }

    /// The form that binds the key, for a page.
    pub fn bind(&self, page: &Value) -> Submission {
        self.form(&self.spki(), &self.sign(Purpose::Bind, page))
    }

    /// The form that proves it.
    pub fn prove(&self, page: &Value) -> Submission {
        self.form(&self.id(), &self.sign(Purpose::Prove, page))
    }

    /// The signature over a page's question, for whatever it is said to be.
    pub fn sign(&self, purpose: Purpose, page: &Value) -> Vec<u8> {
        let question = question(page);
        let message = Message {
            issuer: self.issuer.as_deref().unwrap_or(question["issuer"].as_str().unwrap()),
            origin: &self.origin,
            purpose: self.purpose.unwrap_or(purpose),
            key_id: &self.id(),
            nonce: question["nonce"].as_str().unwrap(),
        };
        let mut signature = self.sign_bytes(&message.bytes());
        if self.tampers {
            signature[40] ^= 1;
        }
        signature
    }

    /// The signature over anything.
    pub fn sign_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        self.key.sign(&chance::SystemRandom::new(), bytes).unwrap().as_ref().to_vec()
    }

    /// A form with this key and signature.
    pub fn form(&self, key: &str, signature: &[u8]) -> Submission {
        let signature = BASE64URL_NOPAD.encode(signature);
        Submission::of([("key".to_owned(), key.to_owned()), ("signature".to_owned(), signature)])
    }
}

/// What a page asks.
pub fn question(page: &Value) -> Value {
    serde_json::from_str(page["question"].as_str().unwrap()).unwrap()
}
