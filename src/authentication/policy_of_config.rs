//! The policy that a configuration says, held to what it must be to work: at the start, and before a change of it counts.

use super::{
    factor::Registry,
    policy::{Policy, Remembered, Rules},
};
use crate::config::Config;

/// What `config` says, for the factors that there are.
///
/// # Errors
/// Every fault in words: what names something that is not there, and what would lock people out.
pub fn policy_of(config: &Config, registry: &Registry) -> Result<Policy, Vec<String>> {
    let said = &config.policy;
    let levels = said.levels_of(&registry.kinds()).0.into_iter();
    let remembered = Remembered {
        lifetime: config.remembered_device.lifetime,
        replaces: config.remembered_device.replaces.clone(),
        clients: config.remembered_device.clients.clone(),
        administrators: config.remembered_device.administrators,
    };
    let rules = Rules {
        levels: levels.map(|level| (level.acr, level.chains)).collect(),
        default_level: said.default_level.clone(),
        clients: said.clients.clone(),
        groups: said.groups.clone(),
        accounts: said.accounts.clone(),
        conditions: said.conditions.0.clone(),
        administrators: said.administrators.clone(),
        administrator_level: said.administrator_level.clone(),
        confirmation_counts: said.confirmation_counts,
        remembered,
    };
    let policy = Policy::new(rules, registry.worth())?;
    let flaws = policy.flaws(&registry.enrols(), &said.enrol_at_sign_in);
    if flaws.is_empty() { Ok(policy) } else { Err(flaws) }
}
