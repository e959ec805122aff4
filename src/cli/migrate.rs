//! `doorward migrate`: the schema, brought up to date before a new version serves.

use super::open_storage;
use crate::{config::Config, random::Random};

/// Opening does it; a wrong master key is noticed first.
pub async fn migrate(config: &Config) -> anyhow::Result<()> {
    let (database, _) = open_storage(config, &Random::system()).await?;
    println!("The schema is up to date ({}).", database.kind());
    database.close().await;
    Ok(())
}
