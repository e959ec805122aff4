//! Hashes that come in fields instead of one text: Keycloak's credentials and Firebase's accounts. Both become one text.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::Deserialize;
use serde_json::Value;

use super::{Fault, ForeignHash};

/// A credential of type `password` as Keycloak exports it: two JSON documents as texts, or the flat fields of old versions.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Keycloak {
    secret_data: Option<String>,
    credential_data: Option<String>,
    hashed_salted_value: Option<String>,
    salt: Option<String>,
    hash_iterations: Option<u32>,
    algorithm: Option<String>,
}

#[derive(Deserialize)]
struct SecretData {
    value: String,
    salt: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CredentialData {
    hash_iterations: u32,
    algorithm: String,
    #[serde(default)]
    additional_parameters: Value,
}

impl Keycloak {
    /// The hash of it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn hash(self) -> Result<ForeignHash, Fault> {
        let (secret, credential) = match (self.secret_data, self.credential_data) {
            (Some(secret), Some(credential)) => (
                serde_json::from_str(&secret).map_err(|_| Fault::Malformed("secretData cannot be read"))?,
                serde_json::from_str(&credential)
                    .map_err(|_| Fault::Malformed("credentialData cannot be read"))?,
            ),
            _ => (
                SecretData {
                    value: self.hashed_salted_value.ok_or(Fault::Malformed("secretData is missing"))?,
                    salt: self.salt,
                },
                CredentialData {
                    hash_iterations: self
                        .hash_iterations
                        .ok_or(Fault::Malformed("hashIterations are missing"))?,
                    algorithm: self.algorithm.ok_or(Fault::Malformed("the algorithm is missing"))?,
                    additional_parameters: Value::Null,
                },
            ),
        };
        let SecretData { value, salt } = secret;
        let salt = salt.unwrap_or_default();
        let CredentialData { hash_iterations: passes, algorithm, additional_parameters: more } = credential;
        let text = match algorithm.as_str() {
            "pbkdf2" => format!("$pbkdf2${passes}${salt}${value}"),
            "pbkdf2-sha256" | "pbkdf2-sha512" => format!("${algorithm}${passes}${salt}${value}"),
            "argon2" => {
                let variant = first(&more, "type").unwrap_or("id");
                let version = match first(&more, "version") {
                    Some("1.0") => 16,
                    _ => 19,
                };
                let memory = first(&more, "memory").unwrap_or_default();
                let lanes = first(&more, "parallelism").unwrap_or("1");
                format!("$argon2{variant}$v={version}$m={memory},t={passes},p={lanes}${salt}${value}")
            }
            _ => return Err(Fault::Unknown(if algorithm.len() <= 24 { algorithm } else { String::new() })),
        };
        ForeignHash::new(&text)
    }
}

/// A parameter: Keycloak keeps a list of texts for each.
fn first<'v>(parameters: &'v Value, name: &str) -> Option<&'v str> {
    let value = parameters.get(name)?;
    value.get(0).unwrap_or(value).as_str()
}

/// How a Firebase project hashes (the console shows it as `hash_config`).
#[derive(Clone, Deserialize)]
pub struct Firebase {
    /// base64.
    #[serde(alias = "base64_signer_key")]
    pub(super) signer_key: String,
    /// base64.
    #[serde(alias = "base64_salt_separator")]
    pub(super) salt_separator: String,
    /// scrypt's r.
    pub(super) rounds: u32,
    /// The exponent of scrypt's N.
    pub(super) mem_cost: u32,
}

impl Firebase {
    /// The hash of an account.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn hash(&self, password_hash: &str, salt: &str) -> Result<ForeignHash, Fault> {
        let Self { signer_key, salt_separator, rounds, mem_cost } = self;
        // The export writes base64url.
        let plain = |text: &str| text.trim().replace('-', "+").replace('_', "/");
        ForeignHash::new(&format!(
            "$firebase-scrypt$ln={mem_cost},r={rounds}${}${}${}${}",
            plain(salt),
            plain(salt_separator),
            plain(signer_key),
            plain(password_hash)
        ))
    }

    /// Whether its parameters can be used at all, before any account was read.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), Fault> {
        let key = super::grammar::base64_length(&self.signer_key.replace('-', "+").replace('_', "/"))?;
        self.hash(&STANDARD_NO_PAD.encode(vec![0; key]), "AAAA").map(drop)
    }
}
