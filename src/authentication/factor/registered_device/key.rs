//! The public half of a device's key: read strictly, named by its digest, and what a signature is checked with.
//!
//! WebCrypto gives a public key as a `SubjectPublicKeyInfo`. In DER there is one way to write a P-256 key with an uncompressed
//! point (RFC 5480 section 2), and nothing else is taken: one key has one name.

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey, UnparsedPublicKey},
};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// What stands before the point: id-ecPublicKey, secp256r1, a bit string of 65 bytes.
pub(super) const HEAD: [u8; 26] = *b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
/// `04`, x and y (SEC 1 section 2.3.3).
const POINT: usize = 65;
/// A SHA-256.
const ID: usize = 32;

/// A public key that is a point of P-256.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceKey {
    spki: Vec<u8>,
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[device key]")
    }
}

impl DeviceKey {
    /// From base64url without padding; none if it is anything but a point of the curve in its one form.
    pub fn read(text: &str) -> Option<Self> {
        let spki = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let point =
            spki.strip_prefix(&HEAD).filter(|point| point.len() == POINT && point.starts_with(&[4]))?;
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).ok()?;
        Some(Self { spki })
    }

    /// What the key is named by: the SHA-256 of its one form.
    pub fn id(&self) -> String {
        BASE64URL_NOPAD.encode(digest(&SHA256, &self.spki).as_ref())
    }

    /// Whether `signature`, r and s of 32 bytes each (what WebCrypto makes), is this key's over `message`.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let point = self.spki.get(HEAD.len()..).unwrap_or_default();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
    }
}

impl TryFrom<String> for DeviceKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or("not a public key of P-256")
    }
}

impl From<DeviceKey> for String {
    fn from(key: DeviceKey) -> Self {
        BASE64URL_NOPAD.encode(&key.spki)
    }
}

/// The digest in the name of a key; none if it is no such name.
pub fn digest_of(id: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(id.as_bytes()).ok().filter(|bytes| bytes.len() == ID)
}
