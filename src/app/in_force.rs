//! The configuration as it counts now: what was written, under what the admin side has set since. Every node looks for a newer
//! version of that twice a second.

use std::sync::{Arc, PoisonError};

use super::{App, Error};
use crate::{
    administration::policy::{self, Version},
    authentication::{guide, policy_of},
    config::Config,
    oauth,
    storage::{self, Database},
};

/// What counts, and by which version.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The newest version that this node goes by; 0 is the configuration as it was written.
    pub version: i64,
    /// The whole.
    pub config: Config,
}

impl InForce {
    fn of(written: &Config, version: &Version) -> Result<Self, Error> {
        let number = version.number;
        let config = written.with_settings(&version.settings).map_err(|faults| {
            let faults: Vec<String> = faults.0.iter().map(ToString::to_string).collect();
            Error::Policy(blamed(number, faults))
        })?;
        Ok(Self { version: number, config })
    }

    /// These faults, with the way out where the version is to blame.
    pub(super) fn blamed(&self, faults: Vec<String>) -> Error {
        Error::Policy(blamed(self.version, faults))
    }
}

/// What was written is at odds with what was set over it: that is said, rather than one of both left out unseen.
fn blamed(version: i64, mut faults: Vec<String>) -> Vec<String> {
    if version > 0 {
        faults.push(format!(
            "this is the configuration under version {version} of the policy, which the admin side has set; \
             `doorward policy restore 0` returns to the configuration alone"
        ));
    }
    faults
}

/// What counts for a node with this configuration.
pub(super) async fn read(database: &Database, written: &Config) -> Result<InForce, Error> {
    let newest = policy::newest(database).await.map_err(unread)?;
    InForce::of(written, &newest)
}

fn unread(error: crate::administration::Error) -> Error {
    match error {
        crate::administration::Error::Storage(error) => Error::Storage(error),
        error => Error::Policy(vec![error.to_string()]),
    }
}

impl App {
    /// The configuration as it counts now.
    pub fn in_force(&self) -> Arc<InForce> {
        Arc::clone(&self.in_force.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Goes by the newest version of the policy, if it does not yet.
    ///
    /// # Errors
    /// A version that cannot count here: then the one before it goes on to.
    pub async fn follow_policy(&self) -> Result<(), Error> {
        let newest = storage::policy_version::newest(&mut self.database.read().await?).await?;
        if newest <= self.in_force().version {
            return Ok(());
        }
        let in_force = read(&self.database, &self.config).await?;
        let config = &in_force.config;
        let registry = self.guide.registry();
        let policy = policy_of(config, registry).map_err(|faults| in_force.blamed(faults))?;
        // Held to the end: of two that go by different versions at once, the older must not be the last.
        let mut current = self.in_force.write().unwrap_or_else(PoisonError::into_inner);
        if in_force.version <= current.version {
            return Ok(());
        }
        // Keys first: no token may outlive the keys that verify it.
        self.keyring.expect(config.key_memory());
        registry.password().govern(config);
        self.guide.govern(policy, guide::Settings::from_config(config));
        self.provider.govern(oauth::Governed::from_config(config));
        tracing::info!(version = in_force.version, "goes by a new version of the policy");
        *current = Arc::new(in_force);
        Ok(())
    }
}
