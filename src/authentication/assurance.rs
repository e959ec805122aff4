//! What proofs are worth: truthful `amr`, and when several of them are more than one factor.
//!
//! Two things known are not two factors, and control of an address is none at all (NIST SP 800-63B-4 sections 2 and
//! 3.1.3.1). What one is counts beside something held only (3.2.3), and not beside what is kept for recovery. All this
//! whatever a policy calls the level.

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

/// Held, but for recovery: a biometric never stands beside it.
const RECOVERY: &str = "recovery_code";
const PASSWORD: &str = "password";
/// Parts of a level's name that say it is more than one factor …
const SEVERAL_FACTORS: [&str; 5] = ["aal2", "mfa", "2fa", "two-factor", "multi-factor"];
/// … and that it is more than one step.
const SEVERAL_STEPS: [&str; 2] = ["two-step", "2-step"];
/// … and that a key in hardware was shown, as AAL3 and the `phrh` of OpenID Connect EAP ACR Values 1.0 want.
const HARDWARE: &str = "aal3";
const HARDWARE_END: &str = "phrh";
/// How a name ends that says phishing resistant (the same specification): what only a passkey is.
const PHISHING_RESISTANT_END: &str = "phr";
const PASSKEY: &str = "passkey";

/// The `amr` claim for these proofs: what was used, and `mfa` if it was more than one kind of thing.
pub fn amr<'a>(proofs: impl IntoIterator<Item = &'a Proof> + Clone) -> Vec<String> {
    let mut values: BTreeSet<String> =
        proofs.clone().into_iter().flat_map(|proof| proof.amr.clone()).collect();
    let shown = proofs.into_iter().map(|proof| (proof.kind.as_str(), proof.characters.as_slice()));
    if is_multi_factor(shown) {
        values.insert("mfa".to_owned());
    }
    values.into_iter().collect()
}

/// Whether these factors, each with what it shows, are more than one kind of thing together.
pub fn is_multi_factor<'a>(shown: impl IntoIterator<Item = (&'a str, &'a [Character])>) -> bool {
    kinds_of_thing(shown).len() > 1
}

/// The kinds of thing that were shown: an address is none, what is known twice is known, and what one is counts beside a
/// device that one has.
fn kinds_of_thing<'a>(shown: impl IntoIterator<Item = (&'a str, &'a [Character])>) -> BTreeSet<Character> {
    let mut things = BTreeSet::new();
    let mut device = false;
    for (kind, characters) in shown {
        device |= kind != RECOVERY && characters.contains(&Character::Possession);
        things.extend(characters.iter().copied());
    }
    things.remove(&Character::Address);
    if !device {
        things.remove(&Character::Inherence);
    }
    things
}

/// What a factor is worth by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Something one is: nothing by itself, and no proof to change factors with.
    Inherence,
    /// Control of an address.
    Address,
    /// One more thing known.
    Knowledge,
    /// Something held: strong beside a password.
    Strong,
    /// More than one factor in one.
    MultiFactor,
}

/// What a factor of these characters is worth by itself.
pub fn strength(characters: &[Character]) -> Strength {
    if is_multi_factor([("", characters)]) {
        Strength::MultiFactor
    } else if characters.contains(&Character::Possession) {
        Strength::Strong
    } else if characters.contains(&Character::Knowledge) {
        Strength::Knowledge
    } else if characters.contains(&Character::Address) {
        Strength::Address
    } else {
        Strength::Inherence
    }
}

/// What the name of a level claims about it and `way` (factors that together satisfy it) does not keep; or why these
/// factors are no sign-in at all.
pub fn flaw(level: &str, way: &[&str], worth: &Worth) -> Option<String> {
    let fault = unkept(level, way, worth).or_else(|| no_sign_in(way, worth));
    fault.map(|fault| format!("policy level {level:?}{fault}"))
}

/// What of `way` alone is no sign-in at all, where a remembered device stands in for the rest of a chain of the level. Its name
/// claims nothing then: no token says that the level was reached.
pub fn flaw_beside_device(level: &str, way: &[&str], worth: &Worth) -> Option<String> {
    let fault = no_sign_in(way, worth)?;
    Some(format!(
        "policy level {level:?} on a device that remembered_device lets stand in for the rest{fault}"
    ))
}

/// How the name's claim goes on that is not kept.
fn unkept(level: &str, way: &[&str], worth: &Worth) -> Option<String> {
    let things = kinds_of_thing(shown_by(way, worth));
    let (name, named) = (level.to_ascii_lowercase(), way.join(" + "));
    if name.contains(HARDWARE) || name.ends_with(HARDWARE_END) {
        return Some(
            " claims a key in hardware, and no factor shows one: no attestation is asked for (NIST SP 800-63B-4 section 2.3)"
                .to_owned(),
        );
    }
    if name.ends_with(PHISHING_RESISTANT_END) && !way.contains(&PASSKEY) {
        return Some(format!(
            " claims {PHISHING_RESISTANT_END}, but {named} is not phishing resistant, only a passkey is (NIST SP 800-63B-4 \
             section 3.2.5)"
        ));
    }
    let claims = |parts: &[&'static str]| parts.iter().copied().find(|part| name.contains(part));
    if let Some(claim) = claims(&SEVERAL_FACTORS).filter(|_| things.len() < 2) {
        return Some(format!(
            " claims {claim}, but {named} is not two factors (NIST SP 800-63B-4 section 2.2)"
        ));
    }
    if let Some(claim) = claims(&SEVERAL_STEPS).filter(|_| way.len() < 2 && things.len() < 2) {
        return Some(format!(" claims {claim}, but {named} is one step and one factor"));
    }
    None
}

/// How it goes on that these factors are no sign-in at all.
fn no_sign_in(way: &[&str], worth: &Worth) -> Option<String> {
    let (things, named) = (kinds_of_thing(shown_by(way, worth)), way.join(" + "));
    let password = way.contains(&PASSWORD);
    let biometric = shown_by(way, worth).any(|(_, characters)| characters.contains(&Character::Inherence));
    if biometric && !password && !things.contains(&Character::Inherence) {
        return Some(format!(
            ": {named} is no sign-in, a biometric counts only beside something held or a password, \
             and never for recovery (NIST SP 800-63B-4 section 3.2.3)"
        ));
    }
    if !password && things.iter().all(|thing| *thing == Character::Knowledge) {
        return Some(format!(": {named} alone is no sign-in, it only adds to a password"));
    }
    None
}

/// The factors of a way, each with what it shows.
fn shown_by<'a>(way: &'a [&'a str], worth: &'a Worth) -> impl Iterator<Item = (&'a str, &'a [Character])> {
    way.iter().filter_map(move |kind| Some((*kind, worth.get(*kind)?.as_slice())))
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

    fn amr_of(proofs: &[&Proof]) -> Vec<String> {
        amr(proofs.iter().copied())
    }

    #[test]
    fn only_different_things_are_several_factors() {
        let password = proof("pwd", 1, &[Character::Knowledge]);
        let pattern = proof("pattern", 2, &[Character::Knowledge]);
        let mailed = proof("mail", 3, &[Character::Address]);
        let totp = proof("otp", 4, &[Character::Possession]);
        assert_eq!(amr_of(&[&password, &pattern]), ["pattern", "pwd"]);
        assert_eq!(amr_of(&[&password, &mailed]), ["mail", "pwd"]);
        assert_eq!(amr_of(&[&password, &totp]), ["mfa", "otp", "pwd"]);
        assert_eq!(auth_time([&totp, &password]), Some(Timestamp(1)));
        let late = proof("otp", 9_000, &[Character::Possession]);
        let told: Vec<_> =
            shown([&late, &password]).into_iter().map(|shown| (shown.kind, shown.at)).collect();
        assert_eq!(told, [("pwd".to_owned(), 0), ("otp".to_owned(), 9)], "oldest first, in seconds");
        assert_eq!(auth_time([]), None);
    }

    #[test]
    fn what_one_is_counts_beside_something_held_only() {
        use Character::{Activation, Address, Inherence, Knowledge, Possession};
        let face = proof("face", 1, &[Inherence]);
        let cases: [(&str, &[Character], bool); 7] = [
            ("password", &[Knowledge], false),
            ("email_code", &[Address], false),
            ("pattern", &[Knowledge], false),
            ("recovery_code", &[Possession], false),
            ("registered_device", &[Possession], true),
            ("totp", &[Possession], true),
            ("passkey", &[Possession, Activation], true),
        ];
        for (kind, characters, several) in cases {
            let beside = proof(kind, 1, characters);
            assert_eq!(amr_of(&[&beside, &face]).contains(&"mfa".to_owned()), several, "face and {kind}");
        }
        assert_eq!(amr_of(&[&face]), ["face"]);
        let (password, device) =
            (proof("pwd", 1, &[Knowledge]), proof("registered_device", 1, &[Possession]));
        assert_eq!(amr_of(&[&device]), ["registered_device"]);
        assert_eq!(amr_of(&[&password, &device]), ["mfa", "pwd", "registered_device"]);
        let (mailed, printed) = (proof("mail", 1, &[Address]), proof("recovery_code", 1, &[Possession]));
        assert_eq!(amr_of(&[&mailed, &face, &printed]), ["face", "mail", "recovery_code"]);
        assert_eq!(amr_of(&[&password, &face, &printed]), ["face", "mfa", "pwd", "recovery_code"]);
    }

    #[test]
    fn a_factor_is_worth_what_it_shows_by_itself() {
        use Character::{Activation, Address, Inherence, Knowledge, Possession};
        let worth = [
            strength(&[Inherence]),
            strength(&[Address]),
            strength(&[Knowledge]),
            strength(&[Possession]),
            strength(&[Possession, Activation]),
        ];
        assert_eq!(
            worth,
            [
                Strength::Inherence,
                Strength::Address,
                Strength::Knowledge,
                Strength::Strong,
                Strength::MultiFactor
            ]
        );
        assert!(worth.is_sorted());
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
            ("recovery_code", vec![Possession]),
            ("registered_device", vec![Possession]),
            ("face", vec![Inherence]),
        ]
        .map(|(kind, characters)| (kind.to_owned(), characters))
        .into();
        let cases: [(&str, &[&str], Option<&str>); 38] = [
            ("urn:x:aal3", &["passkey"], Some("hardware")),
            ("urn:x:AAL3", &["password", "totp"], Some("hardware")),
            ("urn:x:phrh", &["passkey"], Some("hardware")),
            ("PHRH", &["passkey"], Some("hardware")),
            ("phr", &["passkey"], None),
            ("urn:x:phr", &["password", "passkey"], None),
            ("urn:x:phr", &["password", "totp"], Some("phishing resistant")),
            ("urn:x:phr", &["registered_device", "face"], Some("phishing resistant")),
            ("urn:x:aal2", &["password", "totp"], None),
            ("urn:x:aal2", &["passkey"], None),
            ("urn:x:AAL2", &["password", "email_code"], Some("not two factors")),
            ("urn:x:mfa", &["password", "pattern"], Some("not two factors")),
            ("urn:x:aal2", &["password", "face"], Some("not two factors")),
            ("urn:x:aal2", &["password", "face", "email_code"], Some("not two factors")),
            ("urn:x:aal2", &["recovery_code", "face"], Some("not two factors")),
            ("urn:x:aal2", &["registered_device", "face"], None),
            ("urn:x:aal2", &["totp", "face"], None),
            ("urn:x:aal2", &["password", "totp", "face"], None),
            ("urn:x:aal2", &["registered_device"], Some("not two factors")),
            ("urn:x:mfa", &["registered_device", "email_code"], Some("not two factors")),
            ("urn:x:2FA", &["registered_device"], Some("not two factors")),
            ("urn:x:two-factor", &["registered_device", "totp"], Some("not two factors")),
            ("urn:x:two-step", &["registered_device"], Some("one step")),
            ("urn:x:two-step", &["registered_device", "email_code"], None),
            ("urn:x:two-step", &["passkey"], None),
            ("urn:x:two-step", &["password"], Some("one step")),
            ("urn:x:aal2", &["password", "registered_device"], None),
            ("urn:x:device", &["registered_device"], None),
            ("urn:x:face", &["face"], Some("biometric")),
            ("urn:x:face", &["face", "email_code"], Some("biometric")),
            ("urn:x:face", &["face", "pattern"], Some("biometric")),
            ("urn:x:face", &["recovery_code", "face"], Some("biometric")),
            ("urn:x:face", &["password", "face"], None),
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
