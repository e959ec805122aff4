//! What proofs are worth: truthful `amr`, and when several of them are more than one factor.
//!
//! Two things known are not two factors, and control of an address is none at all (NIST SP 800-63B-4 sections 2 and
//! 3.1.3.1), whatever a policy calls the level.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{factor::Character, policy::Worth};
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
    if is_multi_factor(&characters) {
        values.insert("mfa".to_owned());
    }
    values.into_iter().collect()
}

/// Whether these are more than one kind of thing. An address is none, and what is known twice is known.
pub fn is_multi_factor(characters: &BTreeSet<Character>) -> bool {
    characters.iter().filter(|character| **character != Character::Address).count() > 1
}

/// What a factor is worth by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Control of an address.
    Address,
    /// One more thing known.
    Knowledge,
    /// Something held, or something one is: strong beside a password.
    Strong,
    /// More than one factor in one.
    MultiFactor,
}

/// What a factor of these characters is worth by itself.
pub fn strength(characters: &[Character]) -> Strength {
    let characters: BTreeSet<Character> = characters.iter().copied().collect();
    if is_multi_factor(&characters) {
        Strength::MultiFactor
    } else if characters.contains(&Character::Possession) || characters.contains(&Character::Inherence) {
        Strength::Strong
    } else if characters.contains(&Character::Knowledge) {
        Strength::Knowledge
    } else {
        Strength::Address
    }
}

/// What the name of a level claims about it and `way` (factors that together satisfy it) does not keep; or why these
/// factors are no sign-in at all.
pub fn flaw(level: &str, way: &[&str], worth: &Worth) -> Option<String> {
    let shown: BTreeSet<Character> =
        way.iter().filter_map(|kind| worth.get(*kind)).flatten().copied().collect();
    let named = way.join(" + ");
    let claims = ["aal2", "aal3", "mfa"].iter().find(|claim| level.to_ascii_lowercase().contains(**claim));
    if let Some(claim) = claims.filter(|_| !is_multi_factor(&shown)) {
        return Some(format!(
            "policy level {level:?} claims {claim}, but {named} is not two factors (NIST SP 800-63B-4 section 2.2)"
        ));
    }
    if shown.iter().all(|character| *character == Character::Inherence) {
        return Some(format!(
            "policy level {level:?}: {named} alone is no sign-in, a biometric counts only beside something else \
             (NIST SP 800-63B-4 section 3.2.3)"
        ));
    }
    let secrets = way.contains(&"password");
    if !secrets && shown.iter().all(|c| matches!(c, Character::Knowledge | Character::Address)) {
        return Some(format!(
            "policy level {level:?}: {named} alone is no sign-in, it only adds to a password"
        ));
    }
    None
}

/// When the person proved themselves, counting from the oldest of these proofs: `auth_time` never looks fresher than it is.
pub fn auth_time<'a>(proofs: impl IntoIterator<Item = &'a Proof>) -> Option<Timestamp> {
    proofs.into_iter().map(|proof| proof.at).min()
}

/// A factor as a token tells of it: which, what it is worth by name, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which factor.
    pub kind: String,
    /// Its values of RFC 8176.
    pub amr: Vec<String>,
    /// When, in seconds since 1970 (a NumericDate, as `auth_time`).
    pub at: i64,
}

/// These proofs one by one, the oldest first: the first is as old as [`auth_time`].
pub fn shown<'a>(proofs: impl IntoIterator<Item = &'a Proof>) -> Vec<Shown> {
    let mut proofs: Vec<&Proof> = proofs.into_iter().collect();
    proofs.sort_by_key(|proof| proof.at);
    let shown =
        |proof: &Proof| Shown { kind: proof.kind.clone(), amr: proof.amr.clone(), at: proof.at.seconds() };
    proofs.into_iter().map(shown).collect()
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
        let late = proof("otp", 9_000, &[Character::Possession]);
        let told: Vec<_> =
            shown([&late, &password]).into_iter().map(|shown| (shown.kind, shown.at)).collect();
        assert_eq!(told, [("pwd".to_owned(), 0), ("otp".to_owned(), 9)], "oldest first, in seconds");
        assert_eq!(auth_time([]), None);
    }

    #[test]
    fn names_claim_no_more_than_their_chains_are_worth() {
        use Character::{Activation, Address, Inherence, Knowledge, Possession};
        let worth: Worth = [
            ("password", vec![Knowledge]),
            ("pattern", vec![Knowledge]),
            ("email_code", vec![Address]),
            ("totp", vec![Possession]),
            ("passkey", vec![Possession, Activation]),
            ("face", vec![Inherence]),
        ]
        .map(|(kind, characters)| (kind.to_owned(), characters))
        .into();
        let cases: [(&str, &[&str], Option<&str>); 11] = [
            ("urn:x:aal2", &["password", "totp"], None),
            ("urn:x:aal2", &["passkey"], None),
            ("urn:x:AAL2", &["password", "email_code"], Some("not two factors")),
            ("urn:x:mfa", &["password", "pattern"], Some("not two factors")),
            ("urn:x:aal2", &["password", "face"], None),
            ("urn:x:face", &["face"], Some("biometric")),
            ("urn:x:any", &["email_code"], Some("adds to a password")),
            ("urn:x:any", &["pattern", "email_code"], Some("adds to a password")),
            ("urn:x:any", &["password"], None),
            ("urn:x:two-step", &["password", "email_code"], None),
            ("urn:x:any", &["totp"], None),
        ];
        for (level, way, expected) in cases {
            let flaw = flaw(level, way, &worth);
            assert_eq!(flaw.is_some(), expected.is_some(), "{level} {way:?}: {flaw:?}");
            assert!(expected.is_none_or(|part| flaw.unwrap().contains(part)), "{level} {way:?}");
        }
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
