//! What tests of several factors share.

use crate::{
    config::Config,
    jose::{MasterKey, Vault},
    random::Random,
};

/// The defaults, with hashing that costs next to nothing.
pub fn config() -> Config {
    let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
    config.password.memory_kib = 64;
    config.password.iterations = 1;
    config.password.parallelism = 1;
    config
}

/// A vault of a fixed key.
pub fn vault() -> Vault {
    Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2))
}
