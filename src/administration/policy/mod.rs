//! The policy as the admin side sets it: versions over the configuration, each with who made it, when and why.
//!
//! A version is all that is set; what it does not name is as configured, and what the configuration keeps to itself
//! (`admin.fixed_settings`) is never set. It counts only after it was held to all that a configuration is held to at the start,
//! and if somebody who owns the installation can still sign in. Decision 0050.

pub mod difference;
pub mod field;
pub mod words;

use std::{net::IpAddr, sync::Arc};

use serde_json::{Value, json};

use super::{
    Error,
    actor::{About, Actor},
    role::Role,
};
use crate::{
    authentication::{
        factor::Registry,
        guide::{self, Guide},
        journey::Demand,
        policy::Policy,
        policy_of,
    },
    clock::{Clock, Timestamp},
    config::{Config, governed::Settings},
    random::Random,
    storage::{
        self, Database, account_role,
        policy_version::{self, PolicyVersion},
    },
};
use difference::Change;

/// Most characters of a reason.
const LONGEST_REASON: usize = 500;
/// Most bytes of all that a version sets.
const LARGEST: usize = 200_000;

/// Everything setting the policy needs.
#[derive(Clone)]
pub struct Policies {
    /// Where versions are kept.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who sets it.
    pub actor: Actor,
    /// The configuration as it was written.
    pub written: Arc<Config>,
    /// The factors there are.
    pub registry: Registry,
    /// Plays sign-ins through, to see whether owners get in; whoever holds the machine needs none.
    pub guide: Option<Arc<Guide>>,
}

/// A version of the policy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Version {
    /// Counts from 1; 0 is the configuration alone.
    pub number: i64,
    /// What it sets over the configuration.
    pub settings: Settings,
    /// Why.
    pub reason: String,
    /// The version that it returned to.
    pub restores: Option<i64>,
    /// Whose account made it …
    pub account_id: Option<String>,
    /// … or which service; whoever holds the machine, if neither.
    pub client_id: Option<String>,
    /// When; never for version 0.
    pub created_at: Option<Timestamp>,
}

impl TryFrom<PolicyVersion> for Version {
    type Error = Error;

    fn try_from(row: PolicyVersion) -> Result<Self, Error> {
        let settings = serde_json::from_str(&row.settings).map_err(|error| {
            Error::Faulty(format!("version {} of the policy cannot be read: {error}", row.version))
        })?;
        Ok(Self {
            number: row.version,
            settings,
            reason: row.reason,
            restores: row.restores,
            account_id: row.account_id,
            client_id: row.client_id,
            created_at: Some(row.created_at),
        })
    }
}

/// A policy that was held to everything, and counts for nobody yet.
pub struct Draft {
    /// What it sets over the configuration, as it would be kept.
    pub settings: Settings,
    /// The configuration under it.
    pub config: Config,
    /// The levels.
    pub policy: Policy,
}

impl Draft {
    /// A guide that goes by it, for playing a sign-in through at `clock`'s time.
    pub fn guide(&self, guide: &Guide, clock: Clock) -> Guide {
        guide.under(self.policy.clone(), guide::Settings::from_config(&self.config), clock)
    }
}

/// The newest version.
pub async fn newest(database: &Database) -> Result<Version, Error> {
    let mut reader = database.read().await?;
    let number = policy_version::newest(&mut reader).await?;
    let row = policy_version::find(&mut reader, number).await?;
    row.map_or_else(|| Ok(Version::default()), Version::try_from)
}

impl Policies {
    /// The version of this number.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub async fn find(&self, number: i64) -> Result<Version, Error> {
        if number == 0 {
            return Ok(Version::default());
        }
        let found = policy_version::find(&mut self.database.read().await?, number).await?;
        found.ok_or_else(|| Error::Missing(format!("version {number} of the policy")))?.try_into()
    }

    /// The newest version.
    pub async fn newest(&self) -> Result<Version, Error> {
        newest(&self.database).await
    }

    /// Versions before `before`, the newest first; the configuration alone, which is no change, is not among them.
    pub async fn page(&self, before: i64, limit: i64) -> Result<Vec<Version>, Error> {
        let rows = policy_version::page(&mut self.database.read().await?, before, limit).await?;
        rows.into_iter().map(Version::try_from).collect()
    }

    /// What counts where a version sets these: their values, else those of the configuration.
    pub fn effective(&self, settings: &Settings) -> Settings {
        let mut effective = self.written.governed();
        for (setting, value) in settings {
            if effective.contains_key(setting) && !self.written.is_fixed(setting) {
                effective.insert(setting.clone(), value.clone());
            }
        }
        effective
    }

    /// What differs between two versions, setting by setting and, where one has entries, entry by entry.
    pub fn difference(&self, from: &Version, to: &Version) -> Vec<Change> {
        difference::between(&self.effective(&from.settings), &self.effective(&to.settings))
    }

    /// Holds these settings to everything that a configuration is held to at the start.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault.
    pub fn draft(&self, settings: &Settings) -> Result<Draft, Error> {
        let own = self.written.governed();
        let fixed = settings.iter().filter(|(setting, value)| {
            self.written.is_fixed(setting) && own.get(*setting).is_some_and(|own| own != *value)
        });
        let mut faults: Vec<String> = fixed
            .map(|(setting, _)| format!("{setting} is fixed by the configuration (admin.fixed_settings)"))
            .collect();
        let config = match self.written.with_settings(settings) {
            Ok(config) => config,
            Err(broken) => {
                faults.extend(broken.0.iter().map(ToString::to_string));
                return Err(Error::Invalid(faults));
            }
        };
        if let Err(unknown) = config.check_factors(&self.registry.kinds()) {
            faults.extend(unknown.0.iter().map(ToString::to_string));
        }
        match policy_of(&config, &self.registry) {
            Ok(policy) if faults.is_empty() => {
                let settings = self.written.beyond(&config);
                Ok(Draft { settings, config, policy })
            }
            Ok(_) => Err(Error::Invalid(faults)),
            Err(flaws) => {
                faults.extend(flaws.into_iter().filter(|flaw| !faults.contains(flaw)).collect::<Vec<_>>());
                Err(Error::Invalid(faults))
            }
        }
    }

    /// Makes these settings the policy, in place of version `follows`, asked for from `address`.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault, and who would be locked out; [`Error::Raced`] if another version follows that one
    /// already.
    pub async fn change(
        &self,
        settings: &Settings,
        reason: &str,
        follows: i64,
        address: Option<IpAddr>,
    ) -> Result<Version, Error> {
        self.follow(settings, reason, follows, None, address).await
    }

    /// Returns to what version `number` set.
    ///
    /// # Errors
    /// Those of [`Policies::change`]; [`Error::Missing`] for a version that there is none of.
    pub async fn restore(
        &self,
        number: i64,
        reason: &str,
        follows: i64,
        address: Option<IpAddr>,
    ) -> Result<Version, Error> {
        let mut settings = self.find(number).await?.settings;
        // What was fixed since stays as it is.
        settings.retain(|setting, _| !self.written.is_fixed(setting));
        self.follow(&settings, reason, follows, Some(number), address).await
    }

    async fn follow(
        &self,
        settings: &Settings,
        reason: &str,
        follows: i64,
        restores: Option<i64>,
        address: Option<IpAddr>,
    ) -> Result<Version, Error> {
        let reason = reason.trim();
        let draft = self.draft(settings)?;
        let mut faults = unfit(reason);
        let text =
            serde_json::to_string(&draft.settings).map_err(|error| Error::Faulty(error.to_string()))?;
        if text.len() > LARGEST {
            faults.push(format!("all settings together have more than {LARGEST} bytes"));
        }
        let before = self.newest().await?;
        if before.number != follows {
            return Err(Error::Raced);
        }
        faults.extend(self.locked_out(&draft, address).await?);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let version = Version {
            number: follows.saturating_add(1),
            settings: draft.settings,
            reason: reason.to_owned(),
            restores,
            account_id: self.actor.account_id.clone(),
            client_id: self.actor.client_id.clone(),
            created_at: Some(self.clock.now()),
        };
        let changes = self.difference(&before, &version);
        if changes.is_empty() {
            return Ok(before);
        }
        self.append(version, text, &changes).await
    }

    /// Keeps a version, whose settings are `text`, with the event that tells of its changes.
    async fn append(&self, version: Version, text: String, changes: &[Change]) -> Result<Version, Error> {
        let now = version.created_at.unwrap_or_else(|| self.clock.now());
        let told = detail(&version, changes);
        let event = self.actor.event(&self.random, now, "policy.changed", About::default(), told);
        let row = PolicyVersion {
            version: version.number,
            settings: text,
            reason: version.reason.clone(),
            restores: version.restores,
            account_id: version.account_id.clone(),
            client_id: version.client_id.clone(),
            created_at: now,
        };
        let kept: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let kept = policy_version::append(write, &row).await?;
                    if kept {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(kept)
                })
            })
            .await?;
        if kept { Ok(version) } else { Err(Error::Raced) }
    }

    /// Whether owners who can administer now could no longer: then nobody could undo it.
    async fn locked_out(&self, draft: &Draft, address: Option<IpAddr>) -> Result<Option<String>, Error> {
        let Some(guide) = &self.guide else { return Ok(None) };
        let after = draft.guide(guide, self.clock.clone());
        let from = address.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
        let mut could = false;
        let mut reader = self.database.read().await?;
        let owners = account_role::of_role(&mut reader, Role::Owner.name()).await?;
        drop(reader);
        for owner in owners {
            let account = storage::account::find(&mut self.database.read().await?, &owner.account_id).await?;
            let Some(account) = account.filter(|account| account.state == storage::account::State::Active)
            else {
                continue;
            };
            let demand = |guide: &Guide| Demand {
                minimum: guide.policy().administrator_level().map(str::to_owned),
                ..Demand::default()
            };
            let played = |error: guide::Error| Error::Faulty(error.to_string());
            let can = after.rehearse(&account, demand(&after), from).await.map_err(played)?.succeeds;
            if can {
                return Ok(None);
            }
            could |= guide.rehearse(&account, demand(guide), from).await.map_err(played)?.succeeds;
        }
        Ok(could.then(|| {
            "no owner could sign in to administer any more, from where you are and with what they have: nobody could undo it"
                .to_owned()
        }))
    }
}

/// What is wrong with a reason.
fn unfit(reason: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if reason.is_empty() {
        faults.push("reason: say why, for whoever reads the history".to_owned());
    }
    if reason.chars().count() > LONGEST_REASON || reason.chars().any(char::is_control) {
        faults.push(format!("reason: at most {LONGEST_REASON} characters on one line"));
    }
    faults
}

/// What the audit log tells: each setting that changed, before and after. Nothing in a policy is secret.
fn detail(version: &Version, changes: &[Change]) -> Value {
    let side = |of: fn(&Change) -> &Option<Value>| -> Value {
        let named = changes.iter().map(|change| (change.name(), of(change).clone().unwrap_or_default()));
        Value::Object(named.collect())
    };
    json!({
        "version": version.number,
        "reason": version.reason,
        "restores": version.restores,
        "before": side(|change| &change.before),
        "after": side(|change| &change.after),
    })
}

#[cfg(test)]
mod tests;
