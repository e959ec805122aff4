//! What proofs are worth: truthful `amr`, and when several of them are more than one factor.
//!
//! Two things known are not two factors, and control of an address is none at all (NIST SP 800-63B-4 sections 2 and
//! 3.1.3.1), whatever a policy calls the level.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::factor::Character;
use crate::clock::Timestamp;

/// One factor that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Which factor.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Its values of RFC 8176.
    pub amr: Vec<String>,
    /// What it showed.
    pub characters: Vec<Character>,
    /// Came with the session instead of being made in this journey.
    #[serde(default)]
    pub inherited: bool,
}

/// The `amr` claim for these proofs: what was used, and `mfa` if it was more than one kind of thing.
pub fn amr<'a>(proofs: impl IntoIterator<Item = &'a Proof>) -> Vec<String> {
    let mut values = BTreeSet::new();
    let mut characters = BTreeSet::new();
    for proof in proofs {
        values.extend(proof.amr.iter().cloned());
        characters.extend(proof.characters.iter().copied());
    }
    characters.remove(&Character::Address);
    if characters.len() > 1 {
        values.insert("mfa".to_owned());
    }
    values.into_iter().collect()
}

/// When the person proved themselves, counting from the oldest of these proofs: `auth_time` never looks fresher than it is.
pub fn auth_time<'a>(proofs: impl IntoIterator<Item = &'a Proof>) -> Option<Timestamp> {
    proofs.into_iter().map(|proof| proof.at).min()
}

/// The proofs of a session after a journey: of each factor the newest.
pub fn merged(proofs: &[Proof]) -> Vec<Proof> {
    let mut merged: Vec<Proof> = Vec::new();
    for proof in proofs {
        match merged.iter_mut().find(|other| other.kind == proof.kind) {
            Some(other) if other.at < proof.at => *other = proof.clone(),
            Some(_) => {}
            None => merged.push(proof.clone()),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(kind: &str, at: i64, characters: &[Character]) -> Proof {
        Proof {
            kind: kind.into(),
            at: Timestamp(at),
            amr: vec![kind.into()],
            characters: characters.to_vec(),
            inherited: false,
        }
    }

    #[test]
    fn only_different_things_are_several_factors() {
        let password = proof("pwd", 1, &[Character::Knowledge]);
        let pattern = proof("pattern", 2, &[Character::Knowledge]);
        let mailed = proof("mail", 3, &[Character::Address]);
        let totp = proof("otp", 4, &[Character::Possession]);
        assert_eq!(amr([&password, &pattern]), ["pattern", "pwd"]);
        assert_eq!(amr([&password, &mailed]), ["mail", "pwd"]);
        assert_eq!(amr([&password, &totp]), ["mfa", "otp", "pwd"]);
        assert_eq!(auth_time([&totp, &password]), Some(Timestamp(1)));
        assert_eq!(auth_time([]), None);
    }

    #[test]
    fn a_session_keeps_the_newest_of_each() {
        let merged = merged(&[proof("pwd", 1, &[]), proof("otp", 1, &[]), proof("pwd", 9, &[])]);
        assert_eq!(
            merged.iter().map(|proof| (proof.kind.as_str(), proof.at.0)).collect::<Vec<_>>(),
            [("pwd", 9), ("otp", 1)]
        );
    }
}
