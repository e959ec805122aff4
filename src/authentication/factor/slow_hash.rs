//! What is kept of something guessable: a salted, peppered Argon2id hash with its parameters (RFC 9106).

use std::cell::RefCell;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{config::Config, secret::equal, system::memory::in_large_pages};

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// KiB of memory.
    pub memory_kib: u32,
    /// Passes over it.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl Cost {
    /// What the configuration asks.
    pub fn from_config(config: &Config) -> Self {
        Self {
            memory_kib: config.password.memory_kib,
            iterations: config.password.iterations,
            parallelism: config.password.parallelism,
        }
    }
}

/// The stored record; names and encodings are those of a PHC string, so that an export needs no thought.
#[derive(Clone, Serialize, Deserialize)]
pub struct SlowHash {
    algorithm: String,
    version: u32,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
    hash: String,
}

impl std::fmt::Debug for SlowHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[hash]")
    }
}

/// Why there is no hash: out of memory, or a damaged record.
pub(super) type Failed = argon2::Error;

thread_local! {
    /// The memory of the hash before, for the next: to have 19 MiB mapped anew takes a tenth of the time of a hash. It is
    /// given back when the thread ends, which the threads of the lane soon do.
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

const HASH_LEN: usize = 32;
pub(super) const ALGORITHM: &str = "argon2id";
pub(super) const VERSION: Version = Version::V0x13;

impl SlowHash {
    /// Hashes `plain`.
    pub(super) fn new(
        plain: &[u8],
        salt: [u8; 16],
        cost: Cost,
        pepper: &[u8],
    ) -> Result<Self, argon2::Error> {
        let hash = hash(plain, &salt, cost, pepper)?;
        Ok(Self {
            algorithm: ALGORITHM.to_owned(),
            version: u32::from(VERSION),
            m: cost.memory_kib,
            t: cost.iterations,
            p: cost.parallelism,
            salt: STANDARD_NO_PAD.encode(salt),
            hash: STANDARD_NO_PAD.encode(hash.as_slice()),
        })
    }

    /// Whether `plain` is what was hashed, at the cost that it was hashed with.
    pub(super) fn matches(&self, plain: &[u8], pepper: &[u8]) -> Result<bool, argon2::Error> {
        let salt = STANDARD_NO_PAD.decode(&self.salt).unwrap_or_default();
        let stored = STANDARD_NO_PAD.decode(&self.hash).unwrap_or_default();
        let computed = hash(plain, &salt, self.cost(), pepper)?;
        let understood = self.algorithm == ALGORITHM && self.version == u32::from(VERSION);
        Ok(equal(&stored, computed.as_slice()) && understood)
    }

    /// What it was hashed with.
    pub(super) fn cost(&self) -> Cost {
        Cost { memory_kib: self.m, iterations: self.t, parallelism: self.p }
    }
}

/// One hash, for records of other shapes than [`SlowHash`].
pub(super) fn hash(
    plain: &[u8],
    salt: &[u8],
    cost: Cost,
    pepper: &[u8],
) -> Result<Zeroizing<[u8; HASH_LEN]>, argon2::Error> {
    let params = Params::new(cost.memory_kib, cost.iterations, cost.parallelism, Some(HASH_LEN))?;
    let mut output = Zeroizing::new([0; HASH_LEN]);
    let blocks = params.block_count();
    let argon = Argon2::new_with_secret(pepper, Algorithm::Argon2id, VERSION, params)?;
    MEMORY.with_borrow_mut(|memory| {
        memory.truncate(blocks);
        if memory.capacity() < blocks {
            memory.try_reserve_exact(blocks - memory.len()).map_err(|_| argon2::Error::OutOfMemory)?;
            in_large_pages(memory.spare_capacity_mut());
        }
        memory.resize(blocks, Block::default());
        argon.hash_password_into_with_memory(plain, salt, output.as_mut_slice(), memory)
    })?;
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COST: Cost = Cost { memory_kib: 64, iterations: 1, parallelism: 1 };

    #[test]
    fn a_record_knows_its_password_salt_pepper_and_cost() {
        let record = SlowHash::new("hunter2".as_bytes(), [1; 16], COST, b"pepper").unwrap();
        assert!(record.matches("hunter2".as_bytes(), b"pepper").unwrap());
        assert!(!record.matches("hunter3".as_bytes(), b"pepper").unwrap());
        assert!(
            !record.matches("hunter2".as_bytes(), b"salt").unwrap(),
            "without its pepper a copied database is of no use"
        );
        assert_eq!(record.cost(), COST);
        assert_ne!(record.hash, SlowHash::new("hunter2".as_bytes(), [2; 16], COST, b"pepper").unwrap().hash);
        let json = serde_json::to_value(&record).unwrap();
        assert_eq!(json["algorithm"], "argon2id");
        assert_eq!(
            (&json["version"], &json["m"], &json["t"], &json["p"]),
            (&19.into(), &64.into(), &1.into(), &1.into())
        );
        assert_eq!(format!("{record:?}"), "[hash]");
    }

    #[test]
    fn a_damaged_or_foreign_record_matches_nothing() {
        let record = SlowHash::new("hunter2".as_bytes(), [1; 16], COST, b"pepper").unwrap();
        let foreign = SlowHash { algorithm: "argon2i".into(), ..record.clone() };
        assert!(!foreign.matches("hunter2".as_bytes(), b"pepper").unwrap());
        let empty = SlowHash { hash: String::new(), ..record.clone() };
        assert!(!empty.matches("hunter2".as_bytes(), b"pepper").unwrap());
        assert!(SlowHash { salt: String::new(), ..record }.matches("hunter2".as_bytes(), b"pepper").is_err());
    }

    /// RFC 9106 section 5.3, by the parts of the crate that take associated data; shows that it is Argon2id, 0x13,
    /// and that the pepper is the standard's secret value K.
    #[test]
    fn the_algorithm_is_the_one_of_the_standard() {
        let mut params = argon2::ParamsBuilder::new();
        params
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .output_len(32)
            .data(argon2::AssociatedData::new(&[4; 12]).unwrap());
        let argon2 =
            Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, VERSION, params.build().unwrap()).unwrap();
        let mut tag = [0; 32];
        argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
        assert_eq!(
            data_encoding::HEXLOWER.encode(&tag),
            "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
        );
    }
}
