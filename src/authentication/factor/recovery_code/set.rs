//! What is kept of the codes: Argon2id hashes under one salt, so that one slow hash judges an answer against all of them.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::{
    authentication::factor::slow_hash::{self, Cost, hash},
    secret::equal,
};

/// The stored record. Struck out is what was used.
#[derive(Clone, Serialize, Deserialize)]
pub struct CodeSet {
    algorithm: String,
    version: u32,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
    hashes: Vec<Option<String>>,
}

impl std::fmt::Debug for CodeSet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "[{} of {} codes]", self.left(), self.of())
    }
}

impl CodeSet {
    /// Hashes `codes`.
    pub(super) fn new<'a>(
        codes: impl IntoIterator<Item = &'a str>,
        salt: [u8; 16],
        cost: Cost,
        pepper: &[u8],
    ) -> Result<Self, slow_hash::Failed> {
        let hashes = codes.into_iter().map(|code| {
            Ok(Some(STANDARD_NO_PAD.encode(hash(code.as_bytes(), &salt, cost, pepper)?.as_slice())))
        });
        Ok(Self {
            algorithm: slow_hash::ALGORITHM.to_owned(),
            version: slow_hash::VERSION.into(),
            m: cost.memory_kib,
            t: cost.iterations,
            p: cost.parallelism,
            salt: STANDARD_NO_PAD.encode(salt),
            hashes: hashes.collect::<Result<_, slow_hash::Failed>>()?,
        })
    }

    /// Which code this is, if it is one that was not used. Each is compared, found or not.
    pub(super) fn find(&self, code: &str, pepper: &[u8]) -> Result<Option<usize>, slow_hash::Failed> {
        let salt = STANDARD_NO_PAD.decode(&self.salt).unwrap_or_default();
        let cost = Cost { memory_kib: self.m, iterations: self.t, parallelism: self.p };
        let computed = hash(code.as_bytes(), &salt, cost, pepper)?;
        let understood =
            self.algorithm == slow_hash::ALGORITHM && self.version == u32::from(slow_hash::VERSION);
        let mut found = None;
        for (index, stored) in self.hashes.iter().enumerate() {
            let stored = stored.as_ref().and_then(|stored| STANDARD_NO_PAD.decode(stored).ok());
            if stored.is_some_and(|stored| equal(&stored, computed.as_slice())) && understood {
                found = Some(index);
            }
        }
        Ok(found)
    }

    /// The set with this one struck out.
    pub(super) fn without(&self, index: usize) -> Self {
        let mut set = self.clone();
        if let Some(hash) = set.hashes.get_mut(index) {
            *hash = None;
        }
        set
    }

    /// How many can still be used.
    pub(super) fn left(&self) -> usize {
        self.hashes.iter().flatten().count()
    }

    /// How many were made.
    pub(super) fn of(&self) -> usize {
        self.hashes.len()
    }
}
