//! The key that vouches for records of this installation for as long as it exists: one pair, derived from the master key.
//!
//! Keys that sign tokens are retired after weeks; a record must be checked after years, without this installation. So its key
//! never rotates while the master key stays, and whoever keeps its fingerprint needs nothing else. Statements are JWS in
//! compact form (RFC 7515) with EdDSA (RFC 8037).

use aws_lc_rs::{
    digest,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::seal::{SealError, Vault};

/// The type of its statements (RFC 8725 section 3.11).
const TYPE: &str = "audit-checkpoint+jwt";

/// Signs.
pub struct Notary {
    pair: Ed25519KeyPair,
    fingerprint: String,
}

impl Notary {
    /// The notary of the installation that this vault belongs to.
    ///
    /// # Errors
    /// When no pair can be made of the key, which cannot happen with Ed25519.
    pub fn new(vault: &Vault) -> Result<Self, SealError> {
        let seed = Zeroizing::new(vault.subkey("notary"));
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(|_| SealError::Broken)?;
        let fingerprint = fingerprint(pair.public_key().as_ref());
        Ok(Self { pair, fingerprint })
    }

    /// The public key, base64url.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref())
    }

    /// The thumbprint of the public key (RFC 7638).
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The signed form of a statement.
    pub fn sign(&self, statement: &Value) -> String {
        let header = json!({ "alg": "EdDSA", "kid": self.fingerprint, "typ": TYPE });
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(&header), encode(statement));
        let signature = self.pair.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

/// A public key to check statements with.
pub struct Witness {
    key: Vec<u8>,
    fingerprint: String,
}

impl Witness {
    /// Of a public key in base64url; `None` if it is none.
    pub fn new(public_key: &str) -> Option<Self> {
        let key = URL_SAFE_NO_PAD.decode(public_key).ok().filter(|key| key.len() == 32)?;
        Some(Self { fingerprint: fingerprint(&key), key })
    }

    /// The thumbprint of the key (RFC 7638).
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What was signed, if it was signed with this key.
    pub fn read(&self, statement: &str) -> Option<Value> {
        let (signed, signature) = statement.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        UnparsedPublicKey::new(&ED25519, &self.key).verify(signed.as_bytes(), &signature).ok()?;
        let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        // The algorithm is the key's, whatever the header says; the type keeps other statements of the key out.
        (header.get("typ")? == TYPE).then_some(())?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }
}

fn fingerprint(public_key: &[u8]) -> String {
    let jwk = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, URL_SAFE_NO_PAD.encode(public_key));
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, jwk.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{jose::MasterKey, random::Random};

    fn notary(seed: u64) -> Notary {
        Notary::new(&Vault::new(&MasterKey::generate(&Random::seeded(seed)), Random::seeded(9))).unwrap()
    }

    #[test]
    fn what_it_signs_is_known_by_its_key_alone() {
        let statement = json!({ "sequence": 7 });
        let signed = notary(1).sign(&statement);
        assert_eq!(notary(1).sign(&statement), signed, "the same master key is the same notary");
        let witness = Witness::new(&notary(1).public_key()).unwrap();
        assert_eq!(witness.read(&signed), Some(statement));
        assert_eq!(witness.fingerprint(), notary(1).fingerprint());
        assert_eq!(Witness::new(&notary(2).public_key()).unwrap().read(&signed), None);
        for at in 0..signed.len() {
            let mut damaged = signed.clone().into_bytes();
            damaged[at] = if damaged[at] == b'A' { b'B' } else { b'A' };
            let damaged = String::from_utf8(damaged).unwrap();
            // The last character of each part has bits that mean nothing; a decoder that is strict refuses them as well.
            assert_eq!(witness.read(&damaged), None, "{at}");
            assert_eq!(witness.read(&signed[..at]), None, "cut at {at}");
        }
        assert!(Witness::new("short").is_none());
    }

    /// RFC 8037 appendix A.3.
    #[test]
    fn the_fingerprint_is_the_thumbprint_of_the_standard() {
        let key = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        assert_eq!(fingerprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
