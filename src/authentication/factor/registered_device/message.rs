//! What a device signs. It can be written in one way only, so that no signature serves for anything else than what it was
//! asked for: not at another provider or address, not for another purpose, key or question.
//!
//! The domain, then five fields in order, each as one byte that says which, four that count its bytes (big-endian), and the
//! bytes. `static/factor/registered_device.js` writes the same.

use serde::{Deserialize, Serialize};

const DOMAIN: &[u8] = b"doorward registered device v1";

/// What a signature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To bind a new key.
    Bind,
    /// To prove that a bound one is here.
    Prove,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Bind => "bind",
            Self::Prove => "prove",
        }
    }
}

/// Its fields.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// The provider that asks.
    pub issuer: &'a str,
    /// Where the browser says it is.
    pub origin: &'a str,
    /// What for.
    pub purpose: Purpose,
    /// The name of the key, which a key made to fit the signature would not have.
    pub key_id: &'a str,
    /// What was asked.
    pub nonce: &'a str,
}

impl Message<'_> {
    /// The bytes to sign.
    pub fn bytes(&self) -> Vec<u8> {
        let fields = [self.issuer, self.origin, self.purpose.name(), self.key_id, self.nonce];
        let mut bytes = DOMAIN.to_vec();
        for (which, field) in (1_u8..).zip(fields) {
            bytes.push(which);
            bytes.extend(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend(field.as_bytes());
        }
        bytes
    }
}
