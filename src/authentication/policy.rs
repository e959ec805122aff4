//! What levels of assurance there are, and which one each client, group and account needs.
//!
//! A level (an `acr` value) is a list of chains, any one of which satisfies it; a chain is a list of links in the
//! order they are asked for; a link is a list of factors, any one of which serves. [`super::assurance`] says what a chain
//! is worth; [`Policy::flaws`] refuses levels that claim more, or that nobody could reach.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{
    assurance,
    condition::{self, Circumstances},
    factor::Character,
};
use crate::{config::Condition, storage::account::name_key};

/// Factors of which any one serves.
pub type Link = Vec<String>;
/// Links that are all needed, in order.
pub type Chain = Vec<Link>;
/// What a success of each factor shows, by kind.
pub type Worth = BTreeMap<String, Vec<Character>>;

/// What an operator decides.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The levels with their chains, from the weakest to the strongest.
    pub levels: Vec<(String, Vec<Chain>)>,
    /// The level where nothing else is said.
    pub default_level: String,
    /// Levels demanded by client.
    pub clients: BTreeMap<String, String>,
    /// Levels demanded of the members of a group, whatever the client.
    pub groups: BTreeMap<String, String>,
    /// Levels demanded of an account, by user name however it is spelt, whatever the client.
    pub accounts: BTreeMap<String, String>,
    /// Levels demanded at some times or from some networks, beside all of these.
    pub conditions: Vec<Condition>,
    /// Groups whose members administer.
    pub administrators: Vec<String>,
    /// The level that whoever has a role on the admin side needs.
    pub administrator_level: String,
    /// Whether the confirmation that ends an enrolment proves the new factor at once; never for administrators.
    pub confirmation_counts: bool,
    /// Remembered devices.
    pub remembered: Remembered,
}

/// What a remembered device stands in for.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// For how long; zero remembers none.
    pub lifetime: Duration,
    /// The second factors that it replaces.
    pub replaces: Vec<String>,
    /// The clients for which it does; `*` is all of them.
    pub clients: Vec<String>,
    /// Whether administrators may have their devices remembered.
    pub administrators: bool,
}

/// The levels of this installation.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    rules: Rules,
    worth: Worth,
}

impl Policy {
    /// Checks and takes over what the configuration says. `worth` names the factors there are.
    ///
    /// # Errors
    /// Every fault in words: an unknown factor, an empty chain, a level that does not exist.
    pub fn new(mut rules: Rules, worth: Worth) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        rules.accounts = by_name_key(&rules.accounts, &mut faults);
        for (name, chains) in &rules.levels {
            if chains.is_empty() {
                faults.push(format!("policy level {name:?} has no chain: nobody could meet it"));
            }
            for chain in chains {
                faults.extend(chain_faults(name, chain, &worth));
            }
        }
        let named = [&rules.clients, &rules.groups, &rules.accounts].into_iter().flat_map(BTreeMap::values);
        let at_times = rules.conditions.iter().map(|condition| &condition.level);
        for name in std::iter::once(&rules.default_level).chain(named).chain(at_times) {
            if !rules.levels.iter().any(|(level, _)| level == name) {
                faults.push(format!("policy names the level {name:?}, which is not among its levels"));
            }
        }
        for kind in rules.remembered.replaces.iter().filter(|kind| !worth.contains_key(*kind)) {
            faults.push(format!("remembered_device.replaces names the factor {kind:?}; {}", known(&worth)));
        }
        if faults.is_empty() { Ok(Self { rules, worth }) } else { Err(faults) }
    }

    /// What else speaks against it: a name that claims more than its chains are worth, a factor that proves nothing alone or
    /// beside a remembered device, a level that nobody could reach. `enrols` are the factors that can be enrolled, `on_the_way` those that can be
    /// enrolled during a sign-in.
    pub fn flaws(&self, enrols: &[&str], on_the_way: &[String]) -> Vec<String> {
        let mut flaws = Vec::new();
        for (name, chains) in &self.rules.levels {
            for chain in chains {
                for way in ways(chain) {
                    flaws.extend(assurance::flaw(name, &way, &self.worth));
                }
                for way in self.beside_device(chain).iter().flat_map(ways) {
                    flaws.extend(assurance::flaw_beside_device(name, &way, &self.worth));
                }
            }
        }
        let administrators = &self.rules.administrator_level;
        if self.knows(administrators) && !self.is_multi_factor(administrators) {
            flaws.push(format!(
                "policy.administrator_level names {administrators:?}, which can be reached with one factor"
            ));
        }
        let demanded = [&self.rules.clients, &self.rules.groups, &self.rules.accounts];
        let needed: BTreeSet<&String> = std::iter::once(&self.rules.default_level)
            .chain(demanded.into_iter().flat_map(BTreeMap::values))
            .chain(self.rules.conditions.iter().map(|condition| &condition.level))
            .collect();
        for (name, chains) in &self.rules.levels {
            // What an account has from the beginning (a password, and what goes to its address), and what it can add.
            let addressed = |shows: &Vec<Character>| shows.iter().all(|one| *one == Character::Address);
            let given = |kind: &str| {
                kind == "password" || (self.worth.get(kind).is_some_and(addressed) && !enrols.contains(&kind))
            };
            let later = |kind: &String| enrols.contains(&kind.as_str());
            let soon = |kind: &String| on_the_way.contains(kind) && later(kind);
            let within = |could: &dyn Fn(&String) -> bool| {
                chains
                    .iter()
                    .any(|chain| chain.iter().all(|link| link.iter().any(|kind| given(kind) || could(kind))))
            };
            if !within(&later) {
                flaws.push(format!("policy level {name:?} needs a factor that nobody can enrol"));
            } else if needed.contains(name) && !within(&soon) {
                flaws.push(format!(
                    "policy level {name:?} is demanded, and whoever lacks its factors is locked out: name them in \
                     policy.enrol_at_sign_in"
                ));
            }
        }
        flaws
    }

    /// The names of all levels, from the weakest: `acr_values_supported`.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.rules.levels.iter().map(|(name, _)| name.as_str())
    }

    /// The level a client needs at least.
    pub fn minimum(&self, client_id: &str) -> &str {
        self.rules.clients.get(client_id).unwrap_or(&self.rules.default_level)
    }

    /// The levels demanded of an account itself, by its name and its groups.
    pub fn demands(&self, username: &str, groups: &[String]) -> Vec<String> {
        let own = self.rules.accounts.get(&name_key(username));
        let of_groups = groups.iter().filter_map(|group| self.rules.groups.get(group));
        own.into_iter().chain(of_groups).cloned().collect()
    }

    /// The levels that conditions add for such a sign-in. They take nothing away.
    pub fn conditioned(&self, circumstances: &Circumstances<'_>) -> Vec<String> {
        let holding = self.rules.conditions.iter().filter(|one| condition::holds(one, circumstances));
        holding.map(|condition| condition.level.clone()).collect()
    }

    /// The levels that conditions may add, at whatever time, for somebody of these groups.
    pub fn at_times(&self, groups: &[String]) -> Vec<String> {
        let theirs = self.rules.conditions.iter().filter(|one| condition::concerns(&one.groups, groups));
        theirs.map(|condition| condition.level.clone()).collect()
    }

    /// Whether somebody of these groups administers.
    pub fn administers(&self, groups: &[String]) -> bool {
        groups.iter().any(|group| self.rules.administrators.contains(group))
    }

    /// The level that whoever has a role on the admin side needs: the one that is named, else the strongest that is more
    /// than one factor whatever way it is reached.
    pub fn administrator_level(&self) -> Option<&str> {
        let named = self.names().find(|name| *name == self.rules.administrator_level);
        named.or_else(|| self.names().rev().find(|name| self.is_multi_factor(name)))
    }

    fn is_multi_factor(&self, level: &str) -> bool {
        let chains = self.chains(level);
        let several = |way: Vec<&str>| {
            let shown = way.iter().filter_map(|kind| Some((*kind, self.worth.get(*kind)?.as_slice())));
            assurance::is_multi_factor(shown)
        };
        !chains.is_empty() && chains.iter().flat_map(ways).all(several)
    }

    /// What a remembered device of somebody in these groups replaces for a client; nothing where it is not allowed.
    pub fn replaced(&self, client_id: &str, groups: &[String]) -> &[String] {
        let remembered = &self.rules.remembered;
        let client = remembered.clients.iter().any(|client| client == "*" || client == client_id);
        let person = remembered.administrators || !self.administers(groups);
        if client && person && !remembered.lifetime.is_zero() { &remembered.replaces } else { &[] }
    }

    /// What is left of a chain where a remembered device stands in for all that it may; none where that is nothing. The first
    /// link is always asked for.
    fn beside_device(&self, chain: &Chain) -> Option<Chain> {
        let remembered = &self.rules.remembered;
        if remembered.lifetime.is_zero() || remembered.clients.is_empty() {
            return None;
        }
        let replaced = |link: &Link| link.iter().any(|kind| remembered.replaces.contains(kind));
        let asked = chain.iter().enumerate().filter(|(at, link)| *at == 0 || !replaced(link));
        let left: Chain = asked.map(|(_, link)| link.clone()).collect();
        (left.len() < chain.len()).then_some(left)
    }

    /// How long a device is remembered.
    pub fn remembers_for(&self) -> Duration {
        self.rules.remembered.lifetime
    }

    /// The level where nothing else is said.
    pub fn default_level(&self) -> &str {
        &self.rules.default_level
    }

    /// Whether there is such a level.
    pub fn knows(&self, level: &str) -> bool {
        self.rules.levels.iter().any(|(name, _)| name == level)
    }

    /// The chains of a level; none for an unknown one.
    pub fn chains(&self, level: &str) -> &[Chain] {
        self.rules.levels.iter().find(|(name, _)| name == level).map_or(&[], |(_, chains)| chains.as_slice())
    }

    /// What the factors are worth.
    pub fn worth(&self) -> &Worth {
        &self.worth
    }

    /// Whether the confirmation that ends an enrolment proves the new factor at once, for somebody of these groups.
    pub fn confirmation_counts(&self, groups: &[String]) -> bool {
        self.rules.confirmation_counts && !self.administers(groups)
    }

    /// Whether these factors satisfy `level`.
    pub fn satisfied(&self, level: &str, done: &BTreeSet<String>) -> bool {
        self.chains(level).iter().any(|chain| satisfied(chain, done))
    }
}

/// Whether each link of `chain` has a factor in `done`.
pub fn satisfied(chain: &Chain, done: &BTreeSet<String>) -> bool {
    chain.iter().all(|link| link.iter().any(|kind| done.contains(kind)))
}

/// Every way to walk a chain: one factor of each link.
fn ways(chain: &Chain) -> Vec<Vec<&str>> {
    chain.iter().fold(vec![Vec::new()], |ways, link| {
        let longer = |way: &Vec<_>, kind| way.iter().copied().chain([kind]).collect();
        ways.iter().flat_map(|way| link.iter().map(move |kind| longer(way, kind.as_str()))).collect()
    })
}

/// The same by the form in which names are compared; two spellings of one name agree.
fn by_name_key(accounts: &BTreeMap<String, String>, faults: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for (name, level) in accounts {
        let before = named.insert(name_key(name), level.clone());
        if before.is_some_and(|before| before != *level) {
            faults.push(format!(
                "policy.accounts demands two levels of one account: {name:?} is the same name spelt otherwise"
            ));
        }
    }
    named
}

fn known(worth: &Worth) -> String {
    format!("there are {}", worth.keys().cloned().collect::<Vec<_>>().join(", "))
}

fn chain_faults(name: &str, chain: &Chain, worth: &Worth) -> Vec<String> {
    let mut faults = Vec::new();
    if chain.is_empty() || chain.iter().any(Vec::is_empty) {
        faults.push(format!("policy level {name:?} has an empty chain or link: anybody would meet it"));
    }
    let mut seen = BTreeSet::new();
    for kind in chain.iter().flatten() {
        if !worth.contains_key(kind) {
            faults.push(format!("policy level {name:?} names the factor {kind:?}; {}", known(worth)));
        }
        if !seen.insert(kind) {
            faults.push(format!("policy level {name:?} asks for {kind:?} twice in one chain"));
        }
    }
    faults
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
