//! What levels of assurance there are, and which one each client needs.
//!
//! A level (an `acr` value) is a list of chains, any one of which satisfies it; a chain is a list of links in the
//! order they are asked for; a link is a list of factors, any one of which serves. Nothing here counts characters:
//! [`super::assurance`] says what a chain is worth, and refuses names that claim more.

use std::collections::{BTreeMap, BTreeSet};

/// Factors of which any one serves.
pub type Link = Vec<String>;
/// Links that are all needed, in order.
pub type Chain = Vec<Link>;

/// The levels of this installation.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    levels: Vec<(String, Vec<Chain>)>,
    default_level: String,
    clients: BTreeMap<String, String>,
    confirmation_counts: bool,
}

impl Policy {
    /// Checks and takes over what the configuration says: levels from the weakest to the strongest. `kinds` are the factors
    /// there are.
    ///
    /// # Errors
    /// Every fault in words: an unknown factor, an empty chain, a level that does not exist or that nobody could meet.
    pub fn new(
        levels: Vec<(String, Vec<Chain>)>,
        default_level: String,
        clients: BTreeMap<String, String>,
        confirmation_counts: bool,
        kinds: &[&str],
    ) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        for (name, chains) in &levels {
            if chains.is_empty() {
                faults.push(format!("policy level {name:?} has no chain: nobody could meet it"));
            }
            for chain in chains {
                faults.extend(chain_faults(name, chain, kinds));
            }
        }
        for name in std::iter::once(&default_level).chain(clients.values()) {
            if !levels.iter().any(|(level, _)| level == name) {
                faults.push(format!("policy names the level {name:?}, which is not among its levels"));
            }
        }
        if faults.is_empty() {
            Ok(Self { levels, default_level, clients, confirmation_counts })
        } else {
            Err(faults)
        }
    }

    /// The names of all levels, from the weakest: `acr_values_supported`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.levels.iter().map(|(name, _)| name.as_str())
    }

    /// The level a client needs at least.
    pub fn minimum(&self, client_id: &str) -> &str {
        self.clients.get(client_id).unwrap_or(&self.default_level)
    }

    /// The level where nothing else is said.
    pub fn default_level(&self) -> &str {
        &self.default_level
    }

    /// Whether there is such a level.
    pub fn knows(&self, level: &str) -> bool {
        self.levels.iter().any(|(name, _)| name == level)
    }

    /// The chains of a level; none for an unknown one.
    pub fn chains(&self, level: &str) -> &[Chain] {
        self.levels.iter().find(|(name, _)| name == level).map_or(&[], |(_, chains)| chains.as_slice())
    }

    /// Whether the confirmation that ends an enrolment proves the new factor at once.
    pub fn confirmation_counts(&self) -> bool {
        self.confirmation_counts
    }

    /// The factors by which `done` satisfies `level`, in order; `None` when it does not.
    pub fn satisfied<'a>(&'a self, level: &str, done: &BTreeSet<String>) -> Option<Vec<&'a str>> {
        self.chains(level).iter().find_map(|chain| satisfied(chain, done))
    }
}

/// The factors of `done` that serve each link of `chain`; `None` when a link has none.
pub fn satisfied<'a>(chain: &'a Chain, done: &BTreeSet<String>) -> Option<Vec<&'a str>> {
    chain.iter().map(|link| link.iter().find(|kind| done.contains(*kind)).map(String::as_str)).collect()
}

fn chain_faults(name: &str, chain: &Chain, kinds: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    if chain.is_empty() || chain.iter().any(Vec::is_empty) {
        faults.push(format!("policy level {name:?} has an empty chain or link: anybody would meet it"));
    }
    let mut seen = BTreeSet::new();
    for kind in chain.iter().flatten() {
        if !kinds.contains(&kind.as_str()) {
            faults.push(format!(
                "policy level {name:?} names the factor {kind:?}; there are {}",
                kinds.join(", ")
            ));
        }
        if !seen.insert(kind) {
            faults.push(format!("policy level {name:?} asks for {kind:?} twice in one chain"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str) -> Vec<(String, Vec<Chain>)> {
        serde_json::from_str::<BTreeMap<_, _>>(text).unwrap().into_iter().collect()
    }

    fn policy(text: &str) -> Result<Policy, Vec<String>> {
        Policy::new(levels(text), "two".into(), BTreeMap::new(), true, &["password", "totp", "email_code"])
    }

    #[test]
    fn a_level_is_met_by_any_of_its_chains() {
        let policy =
            policy(r#"{"two": [[["password"], ["totp", "email_code"]]], "one": [[["password"]]]}"#).unwrap();
        let done = |kinds: &[&str]| kinds.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
        assert_eq!(
            policy.satisfied("two", &done(&["email_code", "password"])),
            Some(vec!["password", "email_code"])
        );
        assert_eq!(policy.satisfied("two", &done(&["password"])), None);
        assert_eq!(policy.satisfied("two", &done(&["totp", "email_code"])), None);
        assert_eq!(policy.satisfied("nonsense", &done(&["password"])), None);
    }

    #[test]
    fn a_policy_that_cannot_work_is_refused_with_every_reason() {
        let faults = policy(r#"{"one": [[["password"], ["totpp"]], []], "none": []}"#).unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains("totpp")));
        assert!(faults.iter().any(|fault| fault.contains("\"two\"")));
    }
}
