//! What an import would do, and what stands in its way.

use std::{
    collections::{BTreeMap, BTreeSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use super::super::Arrival;

/// Faults that are told one by one; more are counted.
const MOST_FAULTS: usize = 1000;
/// Names of which a second reading finds both places.
const MOST_REPEATED: usize = 10_000;
const SHARDS: usize = 256;

/// What one pass over a file found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Accounts without a fault of their own.
    pub accounts: u64,
    /// How many passwords come in which scheme.
    pub schemes: BTreeMap<&'static str, u64>,
    /// How many accounts come without a password.
    pub without_password: u64,
    /// How many authenticator apps come.
    pub seeds: u64,
    /// How many may not sign in.
    pub disabled: u64,
    /// Line or record, and what is wrong with it.
    pub faults: Vec<(u64, String)>,
    /// Faults that are not in the list.
    pub more_faults: u64,
}

impl Report {
    /// Whether all of it can be imported.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty() && self.more_faults == 0
    }

    pub(super) fn count(&mut self, arrival: &Arrival) {
        self.accounts += 1;
        self.seeds += arrival.seeds as u64;
        self.disabled += u64::from(arrival.disabled);
        match arrival.scheme {
            Some(scheme) => *self.schemes.entry(scheme).or_default() += 1,
            None => self.without_password += 1,
        }
    }

    pub(super) fn fault(&mut self, number: u64, faults: Vec<String>) {
        for fault in faults {
            if self.faults.len() < MOST_FAULTS {
                self.faults.push((number, fault));
            } else {
                self.more_faults += 1;
            }
        }
    }
}

/// The names of a file by their hashes: eight bytes each, so that millions fit, and what looks repeated is looked at again.
pub(super) struct Names(Vec<Vec<u64>>);

impl Default for Names {
    fn default() -> Self {
        Self(vec![Vec::new(); SHARDS])
    }
}

impl Names {
    pub(super) fn add(&mut self, name: &str) {
        let hash = hash(name);
        if let Some(shard) = self.0.get_mut(shard(hash)) {
            shard.push(hash);
        }
    }

    /// Those that are there more than once, if any.
    pub(super) fn repeated(self) -> Option<Repeated> {
        let mut found = BTreeSet::new();
        for mut shard in self.0 {
            shard.sort_unstable();
            let twice = shard.windows(2).filter_map(|pair| match pair {
                [a, b] if a == b => Some(*a),
                _ => None,
            });
            found.extend(twice.take(MOST_REPEATED.saturating_sub(found.len())));
        }
        (!found.is_empty()).then_some(Repeated(found))
    }
}

/// Hashes of names that are there more than once.
pub(super) struct Repeated(BTreeSet<u64>);

impl Repeated {
    pub(super) fn holds(&self, name: &str) -> bool {
        self.0.contains(&hash(name))
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

fn shard(hash: u64) -> usize {
    usize::try_from(hash >> 56).unwrap_or(0)
}
