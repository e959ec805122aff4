//! What it takes to change what an account proves itself with, and to recover it: the functions that say so.

use std::collections::BTreeSet;

use super::{
    assurance::{Strength, strength},
    factor::Character,
    policy::{Chain, Link, Policy},
};

/// The proofs, all made in the same journey, that enrolling, replacing or removing a factor needs: of each entry any one
/// chain. `None` when the account cannot give enough.
///
/// They are the strongest that the account can give. What is more than one factor by itself does alone; else it is the
/// password with a factor that is held (a registered device is no more than that: nobody has to unlock it). For the first
/// such factor it is a code to an address that was verified before (NIST SP 800-63B-4 section 4.1.2). Enrolling never rests
/// on a password alone, and a factor that is `shut` (disabled after too many failures) is not replaced by weaker proofs: its
/// owner needs help. A face is none of these proofs.
///
/// Beyond that the highest level of the policy that the account reaches must be shown, so that no weaker proofs enrol what
/// counts for it; only there a face may be wanted, on top of the rest.
pub fn proofs_for(policy: &Policy, enrolled: &[String], shut: &[String]) -> Option<Vec<Vec<Chain>>> {
    let worth = |kind: &String| policy.worth().get(kind).map_or(Strength::Address, |shows| strength(shows));
    let of = |wanted: Strength| -> Vec<String> {
        enrolled.iter().filter(|kind| worth(kind) == wanted).cloned().collect()
    };
    let password = enrolled.iter().any(|kind| kind == "password");
    let (alone, held, mailed) = (of(Strength::MultiFactor), of(Strength::Strong), of(Strength::Address));
    let mut base: Vec<Chain> = Vec::new();
    if !alone.is_empty() {
        base.push(vec![alone]);
    }
    if password && !held.is_empty() {
        base.push(vec![vec!["password".to_owned()], held]);
    }
    if base.is_empty() {
        let lost = shut.iter().any(|kind| worth(kind) >= Strength::Strong);
        if !password || mailed.is_empty() || lost {
            return None;
        }
        base.push(vec![vec!["password".to_owned()], mailed]);
    }
    let has: BTreeSet<String> = enrolled.iter().cloned().collect();
    let highest = policy.names().rev().find(|level| policy.satisfied(level, &has));
    let reached = highest.map(|level| policy.chains(level).to_vec());
    Some(std::iter::once(base).chain(reached).collect())
}

/// What travels to the mailbox: none of it is worth anything beside a mailed code.
const MAILED: [&str; 2] = ["email_code", "dot_grid"];

/// The proofs that choosing a new password needs when the old one is forgotten: of each entry any one chain. `None` when the
/// account cannot give enough.
///
/// A mailed code takes the place of the password and of nothing else (NIST SP 800-63B-4 section 4.2, OWASP ASVS 6.4.3): who has
/// something that is held must show it (a recovery code is), and of the highest level that the account reaches every other
/// link. A link that only mail could serve is served by the one code. What is `shut` is replaced by nothing weaker.
///
/// A face is not asked for here, neither in place of something nor on top: the level is the highest that the account reaches
/// without it.
pub fn proofs_for_recovery(policy: &Policy, enrolled: &[String], shut: &[String]) -> Option<Vec<Vec<Chain>>> {
    let biometric = |kind: &String| {
        let shows = policy.worth().get(kind).map_or(&[][..], Vec::as_slice);
        !shows.is_empty() && shows.iter().all(|character| *character == Character::Inherence)
    };
    let enrolled: Vec<String> = enrolled.iter().filter(|kind| !biometric(kind)).cloned().collect();
    let worth = |kind: &String| policy.worth().get(kind).map_or(Strength::Address, |shows| strength(shows));
    let strong: Vec<String> =
        enrolled.iter().filter(|kind| worth(kind) >= Strength::Strong).cloned().collect();
    let code = || vec!["email_code".to_owned()];
    let mut proofs: Vec<Vec<Chain>> = Vec::new();
    if !strong.is_empty() {
        proofs.push(vec![vec![code(), strong]]);
    } else if shut.iter().any(|kind| worth(kind) >= Strength::Strong) {
        return None;
    }
    let mut has: BTreeSet<String> = enrolled.iter().cloned().collect();
    has.insert("password".to_owned());
    let instead = |link: &Link| -> Link {
        if link.iter().any(|kind| kind == "password") {
            let replaced =
                |kind: &String| if kind == "password" { "email_code".to_owned() } else { kind.clone() };
            return link.iter().map(replaced).collect();
        }
        let other: Link = link.iter().filter(|kind| !MAILED.contains(&kind.as_str())).cloned().collect();
        if other.iter().any(|kind| has.contains(kind)) { other } else { link.clone() }
    };
    let highest = policy.names().rev().find(|level| policy.satisfied(level, &has));
    proofs.extend(highest.map(|level| {
        let without =
            |link: &Link| -> Link { link.iter().filter(|kind| !biometric(kind)).cloned().collect() };
        let chains = policy.chains(level).iter().map(|chain| chain.iter().map(without).collect::<Chain>());
        let chains = chains.filter(|chain| chain.iter().all(|link| !link.is_empty()));
        chains.map(|chain| chain.iter().map(instead).collect()).collect::<Vec<Chain>>()
    }));
    Some(proofs)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::authentication::{
        factor::Character::{Activation, Address, Inherence, Knowledge, Possession},
        policy::Rules,
    };

    fn policy() -> Policy {
        let worth = [
            ("password", vec![Knowledge]),
            ("image_passcode", vec![Knowledge]),
            ("email_code", vec![Address]),
            ("sms_code", vec![Address]),
            ("totp", vec![Possession]),
            ("recovery_code", vec![Possession]),
            ("registered_device", vec![Possession]),
            ("passkey", vec![Possession, Activation]),
            ("face", vec![Inherence]),
        ]
        .map(|(kind, characters)| (kind.to_owned(), characters));
        let level = |name: &str, chains| (name.to_owned(), serde_json::from_value(chains).unwrap());
        let rules = Rules {
            levels: vec![
                level("device", json!([[["registered_device"]]])),
                level("one", json!([[["password"]]])),
                level("two", json!([[["passkey"]], [["password"], ["totp", "email_code", "sms_code"]]])),
                level(
                    "aal2",
                    json!([[["passkey"]], [["password"], ["totp", "recovery_code", "registered_device"]]]),
                ),
                level(
                    "face",
                    json!([[["registered_device"], ["face"]], [["password"], ["totp", "passkey"], ["face"]]]),
                ),
            ],
            default_level: "two".into(),
            ..Rules::default()
        };
        Policy::new(rules, worth.into()).unwrap()
    }

    /// Whether an account that holds `enrolled` may change something after showing `shown`.
    fn may(enrolled: &[&str], shut: &[&str], shown: &[&str]) -> bool {
        let owned = |kinds: &[&str]| kinds.iter().map(ToString::to_string).collect::<Vec<_>>();
        let shown = owned(shown).into_iter().collect();
        proofs_for(&policy(), &owned(enrolled), &owned(shut)).is_some_and(|needs| {
            needs
                .iter()
                .all(|chains| chains.iter().any(|chain| super::super::policy::satisfied(chain, &shown)))
        })
    }

    #[test]
    fn a_password_alone_changes_nothing() {
        assert!(!may(&["password"], &[], &["password"]));
        assert!(!may(&["email_code"], &[], &["email_code"]));
        assert!(!may(&["password", "image_passcode"], &[], &["password", "image_passcode"]));
    }

    #[test]
    fn weaker_proofs_change_nothing_beside_a_stronger_factor() {
        let cases: [(&[&str], &[&str], bool); 12] = [
            (&["password", "email_code"], &["password", "email_code"], true),
            (&["password", "email_code"], &["password"], false),
            (&["password", "email_code", "sms_code"], &["password", "sms_code"], true),
            (&["password", "email_code", "totp"], &["password", "email_code"], false),
            (&["password", "email_code", "totp"], &["password", "totp"], true),
            (&["password", "email_code", "totp"], &["totp", "email_code"], false),
            (&["password", "email_code", "recovery_code"], &["password", "recovery_code"], true),
            (&["password", "passkey"], &["passkey"], true),
            (&["passkey"], &["passkey"], true),
            (&["password", "passkey", "totp"], &["password", "totp"], true),
            (&["password", "totp", "face"], &["password", "totp"], false),
            (&["password", "totp", "face"], &["password", "totp", "face"], true),
        ];
        for (enrolled, shown, expected) in cases {
            assert_eq!(may(enrolled, &[], shown), expected, "{enrolled:?} {shown:?}");
        }
    }

    #[test]
    fn a_device_that_nobody_unlocks_changes_nothing_without_the_password() {
        let cases: [(&[&str], &[&str], bool); 5] = [
            (&["registered_device"], &["registered_device"], false),
            (&["password", "registered_device"], &["registered_device"], false),
            (&["password", "registered_device"], &["password", "registered_device"], true),
            (&["password", "email_code", "registered_device"], &["password", "email_code"], false),
            (&["password", "email_code", "registered_device"], &["registered_device", "email_code"], false),
        ];
        for (enrolled, shown, expected) in cases {
            assert_eq!(may(enrolled, &[], shown), expected, "{enrolled:?} {shown:?}");
        }
        let lost = &["registered_device"];
        assert!(
            !may(&["password", "email_code"], lost, &["password", "email_code"]),
            "it is not replaced by less"
        );
    }

    #[test]
    fn a_face_is_no_proof_for_a_change_and_may_be_wanted_on_top() {
        let cases: [(&[&str], &[&str], bool); 7] = [
            (&["password", "face"], &["password", "face"], false),
            (&["password", "email_code", "face"], &["password", "face"], false),
            (&["password", "email_code", "face"], &["email_code", "face"], false),
            (&["password", "email_code", "face"], &["password", "email_code"], true),
            (&["password", "registered_device", "face"], &["registered_device", "face"], false),
            (&["password", "registered_device", "face"], &["password", "registered_device"], false),
            (&["password", "registered_device", "face"], &["password", "registered_device", "face"], true),
        ];
        for (enrolled, shown, expected) in cases {
            assert_eq!(may(enrolled, &[], shown), expected, "{enrolled:?} {shown:?}");
        }
        assert!(may(&["password", "totp"], &["face"], &["password", "totp"]), "bound anew by another factor");
    }

    #[test]
    fn a_disabled_factor_is_not_replaced_by_a_mailed_code() {
        assert!(!may(&["password", "email_code"], &["totp"], &["password", "email_code"]));
        assert!(may(&["password", "email_code", "sms_code"], &["email_code"], &["password", "sms_code"]));
        assert!(may(&["password", "passkey"], &["totp"], &["passkey"]));
    }

    /// Whether an account that holds `enrolled` gets a new password after showing `shown`.
    fn recovers(enrolled: &[&str], shut: &[&str], shown: &[&str]) -> bool {
        let owned = |kinds: &[&str]| kinds.iter().map(ToString::to_string).collect::<Vec<_>>();
        let shown = owned(shown).into_iter().collect();
        proofs_for_recovery(&policy(), &owned(enrolled), &owned(shut)).is_some_and(|needs| {
            needs
                .iter()
                .all(|chains| chains.iter().any(|chain| super::super::policy::satisfied(chain, &shown)))
        })
    }

    #[test]
    fn a_mailed_code_takes_the_place_of_the_password_only() {
        let cases: [(&[&str], &[&str], bool); 15] = [
            (&["password", "email_code"], &["email_code"], true),
            (&["email_code"], &["email_code"], true),
            (&["password", "email_code", "totp"], &["email_code"], false),
            (&["password", "email_code", "totp"], &["email_code", "totp"], true),
            (&["password", "email_code", "totp"], &["totp"], false),
            (&["password", "email_code", "totp", "recovery_code"], &["email_code", "recovery_code"], true),
            (&["password", "email_code", "sms_code"], &["email_code"], false),
            (&["password", "email_code", "sms_code"], &["email_code", "sms_code"], true),
            (&["password", "email_code", "passkey"], &["email_code"], false),
            (&["password", "email_code", "passkey"], &["email_code", "passkey"], true),
            (&["email_code", "passkey"], &["email_code"], false),
            (&["password", "email_code", "totp", "face"], &["email_code"], false),
            (&["password", "email_code", "totp", "face"], &["email_code", "totp"], true),
            (&["password", "email_code", "image_passcode"], &["email_code"], true),
            (&["email_code", "totp"], &["email_code"], false),
        ];
        for (enrolled, shown, expected) in cases {
            assert_eq!(recovers(enrolled, &[], shown), expected, "{enrolled:?} {shown:?}");
        }
    }

    #[test]
    fn a_face_takes_the_place_of_nothing_in_a_recovery_and_suffices_for_nothing() {
        let cases: [(&[&str], &[&str], bool); 8] = [
            (&["password", "email_code", "totp", "face"], &["email_code", "face"], false),
            (&["password", "email_code", "totp", "face"], &["totp", "face"], false),
            (&["password", "email_code", "totp", "face"], &["face"], false),
            (&["password", "email_code", "passkey", "face"], &["email_code", "face"], false),
            (&["password", "email_code", "registered_device", "face"], &["email_code", "face"], false),
            (&["password", "email_code", "registered_device", "face"], &["registered_device", "face"], false),
            (
                &["password", "email_code", "registered_device", "face"],
                &["email_code", "registered_device"],
                true,
            ),
            (&["password", "email_code", "face"], &["face"], false),
        ];
        for (enrolled, shown, expected) in cases {
            assert_eq!(recovers(enrolled, &[], shown), expected, "{enrolled:?} {shown:?}");
        }
        let all = ["password", "email_code", "totp", "passkey", "registered_device", "face"];
        // Of every account: what is asked for with a face is what is asked for without, and a face is in none of it.
        for held in 0..1_u32 << (all.len() - 1) {
            let without: Vec<String> = (0..all.len() - 1)
                .filter(|number| held >> number & 1 == 1)
                .map(|number| all[number].to_owned())
                .collect();
            let with = [without.clone(), vec!["face".to_owned()]].concat();
            let needs = proofs_for_recovery(&policy(), &with, &[]);
            assert_eq!(needs, proofs_for_recovery(&policy(), &without, &[]), "{with:?}");
            assert!(
                needs.iter().flatten().flatten().flatten().flatten().all(|kind| kind != "face"),
                "{with:?}"
            );
        }
        // Nor does one that failed too often stand in the way.
        assert!(recovers(&["password", "email_code"], &["face"], &["email_code"]));
    }

    #[test]
    fn a_second_factor_that_failed_too_often_is_not_replaced_by_mail() {
        assert!(!recovers(&["password", "email_code"], &["totp"], &["email_code"]));
        assert!(recovers(
            &["password", "email_code", "recovery_code"],
            &["totp"],
            &["email_code", "recovery_code"]
        ));
    }
}
