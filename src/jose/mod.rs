//! Keys and what is done with them: sealing, signing, verifying, encrypting. Knows nothing of OAuth.
//!
//! Owns every use of jsonwebtoken and josekit and every private key. The rules of RFC 8725 (JWT best current practices) hold here,
//! so that no endpoint can forget one: the algorithm belongs to the key, never to the token; the signature comes
//! before any claim; types are explicit; time is an argument. What a claim means is left to the callers.

pub mod algorithm;
pub mod data_key;
pub mod encrypt;
pub mod encryption;
mod json;
pub mod jwks;
pub mod keyring;
pub mod notary;
pub mod proof;
mod rotation;
pub mod seal;
pub mod sign;
mod snapshot;
#[cfg(any(test, feature = "fuzzing"))]
pub mod targets;
pub mod verify;

pub use algorithm::{Algorithm, VerifyAlgorithm};
pub use data_key::DataKey;
pub use encryption::{ContentEncryption, KeyManagement, Pair, Purpose};
pub use jwks::JwkSet;
pub use keyring::{Keyring, Settings};
pub use seal::{About, MasterKey, Vault};
pub use verify::{Audience, Expect, Refusal, Verified};
