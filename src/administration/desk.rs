//! The desk of the admin side: what its services stand on, and the one place that makes each of them. The process that serves has
//! one, and so has a command that ends by itself.
//!
//! A service acts for whoever holds the machine, unless who asks for it names somebody else in its `actor`.

use std::sync::Arc;

use super::{
    account::Accounts,
    actor::Actor,
    audit::{Keeper, Seen},
    brand::Brands,
    client::Clients,
    invitation::Invitations,
    link::Links,
    notice::Sender,
    policy::Policies,
    reset::Resets,
    roles::Roles,
    webhook::Webhooks,
};
use crate::{
    authentication::{factor::Registry, guide::Guide},
    clock::Clock,
    config::Config,
    jose::{Vault, seal::SealError},
    oauth::ClientDirectory,
    random::Random,
    storage::Database,
};

/// What the services stand on. Clones share it.
#[derive(Clone)]
pub struct Desk {
    /// What the operator wrote. What the admin side may set lies over it: see [`Desk::policies`].
    pub config: Arc<Config>,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Where everything is kept.
    pub database: Database,
    /// Seals and digests.
    pub vault: Vault,
    /// The factors there are.
    pub registry: Registry,
    /// What this process saw of the audit log's chain.
    pub seen: Arc<Seen>,
    /// None where nobody is served.
    pub serving: Option<Serving>,
}

/// What a process has besides that people sign in at.
#[derive(Clone)]
pub struct Serving {
    /// Takes people through sign-ins.
    pub guide: Arc<Guide>,
    /// What is remembered of clients.
    pub directory: ClientDirectory,
}

impl Desk {
    /// Registers clients.
    pub fn clients(&self) -> Clients {
        Clients {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
            algorithms: self.config.key.algorithms.clone(),
            directory: self.serving.as_ref().map(|serving| serving.directory.clone()),
        }
    }

    /// Looks after accounts.
    pub fn accounts(&self) -> Accounts {
        Accounts {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
            declared: Arc::new(self.config.profile.attributes.clone()),
            sender: Arc::new(Sender::from_config(&self.config)),
        }
    }

    /// Gives roles.
    pub fn roles(&self) -> Roles {
        Roles {
            database: self.database.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
        }
    }

    /// Begins and stops resets.
    pub fn resets(&self) -> Resets {
        Resets {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
        }
    }

    /// Hands out invitations.
    pub fn invitations(&self) -> Invitations {
        Invitations {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
        }
    }

    /// Hands out one-time links.
    pub fn links(&self) -> Links {
        Links {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
        }
    }

    /// Sets the policy. Where nobody is served, nobody asks whether owners still get in: whoever holds the machine does.
    pub fn policies(&self) -> Policies {
        Policies {
            database: self.database.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
            written: Arc::clone(&self.config),
            registry: self.registry.clone(),
            guide: self.serving.as_ref().map(|serving| Arc::clone(&serving.guide)),
        }
    }

    /// Looks after how pages look.
    pub fn brands(&self) -> Brands {
        Brands {
            database: self.database.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
        }
    }

    /// Looks after webhooks.
    pub fn webhooks(&self) -> Webhooks {
        Webhooks {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            actor: Actor::default(),
        }
    }

    /// Keeps the chain of the audit log.
    ///
    /// # Errors
    /// See [`Keeper::new`].
    pub fn audit(&self) -> Result<Keeper, SealError> {
        let (database, clock, random) = (self.database.clone(), self.clock.clone(), self.random.clone());
        let keeper = Keeper::new(database, &self.vault, clock, random, self.config.issuer.clone())?;
        Ok(keeper.remembering(Arc::clone(&self.seen)))
    }
}
