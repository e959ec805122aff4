//! The keys as one node holds them in memory between two looks at the database, ready for use.
//!
//! One snapshot holds the signing keys and the published set together: a node never signs with a key that it does not publish.

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    algorithm::Algorithm,
    encrypt::DecryptionKey,
    encryption::Purpose,
    json,
    jwks::VerificationKey,
    keyring::{Error, Key, PROPAGATION, State, about},
    seal::Vault,
    sign::SigningKey,
    verify::LEEWAY,
};
use crate::{
    clock::Timestamp,
    storage::signing_key::{Mark, SigningKeyRow},
};

/// No token is good for longer (config: 24 hours), whatever was set when it was signed. So long others may verify what a retired key
/// signed (OpenID Connect Core 10.1.1), and so long it is published; ID tokens come back to us as hints for longer.
pub(super) const LONGEST_TOKEN: Duration = Duration::from_hours(24);

#[derive(Default)]
pub(super) struct Snapshot {
    marks: Vec<Mark>,
    pub(super) keys: Vec<Key>,
    pub(super) signers: BTreeMap<Algorithm, SigningKey>,
    pub(super) verifiers: Vec<VerificationKey>,
    pub(super) openers: Vec<DecryptionKey>,
    pub(super) jwks: Bytes,
    /// When one of the published keys is to be published no longer, the first of them.
    good_until: Option<Timestamp>,
}

impl Snapshot {
    /// What these rows are good for at `now`.
    pub(super) fn build(rows: &[SigningKeyRow], vault: &Vault, now: Timestamp) -> Result<Self, Error> {
        let mut snapshot = Self {
            marks: rows
                .iter()
                .map(|row| Mark {
                    key_id: row.key_id.clone(),
                    state: row.state.clone(),
                    retired_at: row.retired_at,
                })
                .collect(),
            ..Self::default()
        };
        let mut published: Vec<(State, Purpose, Value)> = Vec::new();
        for row in rows {
            let Some(key) = Key::read(row)? else { continue };
            let damaged = || Error::Damaged(key.kid.clone());
            let jwk = json::object(row.public_jwk.as_bytes()).ok_or_else(damaged)?;
            let private = || {
                let opened = vault.open(about(&key.kid), &row.private_sealed);
                opened.map_err(|source| Error::Sealed { kid: key.kid.clone(), source })
            };
            match key.purpose {
                Purpose::Sign(algorithm) => {
                    if key.state != State::Retired {
                        // A next key is opened too: better to hear now than at the switch that it does not open.
                        let signer = SigningKey::from_pkcs8(&key.kid, algorithm, &private()?)?;
                        if key.state == State::Active {
                            snapshot.signers.insert(algorithm, signer);
                        }
                    }
                    let verifier = VerificationKey::from_members(&jwk).ok().flatten().ok_or_else(damaged)?;
                    snapshot.verifiers.push(verifier);
                }
                Purpose::Decrypt(pair) => {
                    snapshot.openers.push(DecryptionKey::from_pkcs8(&key.kid, pair, &private()?)?);
                }
            }
            let until = published_until(&key);
            if until.is_none_or(|until| now < until) {
                published.push((key.state, key.purpose, Value::Object(jwk)));
                snapshot.good_until = snapshot.good_until.into_iter().chain(until).min();
            }
            snapshot.keys.push(key);
        }
        // Careless clients take the first key that fits: let it be one that signs.
        published.sort_by_key(|(state, purpose, _)| (*state, *purpose));
        let keys: Vec<Value> = published.into_iter().map(|(_, _, jwk)| jwk).collect();
        snapshot.jwks = Bytes::from(json!({ "keys": keys }).to_string());
        Ok(snapshot)
    }

    /// Whether it still is what keys with these marks are good for.
    pub(super) fn is_of(&self, marks: &[Mark], now: Timestamp) -> bool {
        self.marks == marks && self.good_until.is_none_or(|until| now < until)
    }
}

/// When a key is published no longer; nothing while that has no end.
fn published_until(key: &Key) -> Option<Timestamp> {
    let retired_at = key.retired_at.filter(|_| key.state == State::Retired)?;
    Some(match key.purpose {
        Purpose::Sign(_) => retired_at.after(LONGEST_TOKEN).after(PROPAGATION).after(LEEWAY),
        // Nobody is to begin to encrypt to a key that has an end.
        Purpose::Decrypt(_) => retired_at,
    })
}
