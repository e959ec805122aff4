use serde_json::json;

use super::*;

const ALL: [&str; 5] = ["password", "totp", "email_code", "passkey", "image_passcode"];

fn worth() -> Worth {
    use Character::{Activation, Address, Knowledge, Possession};
    [
        ("password", vec![Knowledge]),
        ("image_passcode", vec![Knowledge]),
        ("totp", vec![Possession]),
        ("email_code", vec![Address]),
        ("passkey", vec![Possession, Activation]),
    ]
    .map(|(kind, characters)| (kind.to_owned(), characters))
    .into()
}

fn rules(levels: serde_json::Value) -> Rules {
    let levels: BTreeMap<String, Vec<Chain>> = serde_json::from_value(levels).unwrap();
    Rules { levels: levels.into_iter().collect(), default_level: "two".into(), ..Rules::default() }
}

fn policy(levels: serde_json::Value) -> Result<Policy, Vec<String>> {
    Policy::new(rules(levels), worth())
}

fn done(kinds: &[&str]) -> BTreeSet<String> {
    kinds.iter().map(ToString::to_string).collect()
}

#[test]
fn a_level_is_met_by_any_of_its_chains() {
    let policy = policy(json!({
        "two": [[["passkey"]], [["password"], ["totp", "email_code"]]], "one": [[["password"]]]
    }))
    .unwrap();
    assert!(policy.satisfied("two", &done(&["email_code", "password"])));
    assert!(policy.satisfied("two", &done(&["passkey"])));
    assert!(!policy.satisfied("two", &done(&["password"])));
    assert!(!policy.satisfied("two", &done(&["totp", "email_code"])));
    assert!(!policy.satisfied("nonsense", &done(&["password"])));
}

#[test]
fn a_policy_that_cannot_work_is_refused_with_every_reason() {
    let mut rules = rules(json!({"one": [[["password"], ["totpp"]], []], "none": []}));
    rules.groups.insert("staff".into(), "three".into());
    rules.remembered.replaces.push("smoke".into());
    let faults = Policy::new(rules, worth()).unwrap_err();
    assert_eq!(faults.len(), 6, "{faults:?}");
    for part in ["totpp", "\"two\"", "\"three\"", "smoke", "no chain", "empty chain"] {
        assert!(faults.iter().any(|fault| fault.contains(part)), "{part}");
    }
}

#[test]
fn what_an_account_needs_holds_for_every_spelling_of_its_name() {
    let levels = || json!({"two": [[["password"], ["totp"]]], "one": [[["password"]]]});
    let mut rules = rules(levels());
    rules.accounts.insert("Alice".into(), "two".into());
    let policy = Policy::new(rules.clone(), worth()).unwrap();
    for name in ["alice", "ALICE", "\u{ff21}lice"] {
        assert_eq!(policy.demands(name, &[]), ["two"], "{name}");
    }
    assert!(policy.demands("alicia", &[]).is_empty());
    rules.accounts.insert("alice".into(), "one".into());
    let faults = Policy::new(rules, worth()).unwrap_err();
    assert!(faults.len() == 1 && faults[0].contains("spelt otherwise"), "{faults:?}");
}

#[test]
fn a_level_that_locks_out_or_claims_too_much_is_refused() {
    let flaws = |levels, enrols: &[&str], on_the_way: &[&str]| {
        let on_the_way: Vec<String> = on_the_way.iter().map(ToString::to_string).collect();
        policy(levels).unwrap().flaws(enrols, &on_the_way)
    };
    let sound = json!({"two": [[["password"], ["totp", "email_code"]]], "aal2": [[["password"], ["totp"]]]});
    assert!(flaws(sound.clone(), &["totp"], &[]).is_empty());
    assert_eq!(flaws(sound, &[], &[]).len(), 1, "aal2 needs what nobody can enrol");
    let strict = json!({"two": [[["password"], ["totp"]]]});
    assert!(flaws(strict.clone(), &["totp"], &["totp"]).is_empty());
    assert!(flaws(strict, &["totp"], &[])[0].contains("locked out"));
    let weak = json!({"two": [[["password"]]], "aal2": [[["password"], ["totp", "email_code"]]]});
    assert!(flaws(weak, &["totp"], &[])[0].contains("claims aal2"));
    let alone = json!({"two": [[["password"]], [["image_passcode"]]]});
    assert!(flaws(alone, &["image_passcode"], &[])[0].contains("adds to a password"));
}

#[test]
fn what_a_remembered_device_leaves_of_a_chain_is_still_a_sign_in() {
    let device = |replaces: &str| Remembered {
        lifetime: Duration::from_hours(1),
        replaces: vec![replaces.into()],
        clients: vec!["*".into()],
        administrators: false,
    };
    let flaws = |chain: serde_json::Value, remembered: Remembered| {
        let rules = Rules { remembered, ..rules(json!({ "two": [chain] })) };
        let mut worth = worth();
        worth.insert("face".into(), vec![Character::Inherence]);
        let enrols = ["totp", "image_passcode", "passkey", "face"];
        Policy::new(rules, worth).unwrap().flaws(&enrols, &enrols.map(str::to_owned))
    };
    for first in ["face", "image_passcode", "email_code"] {
        let chain = json!([[first], ["totp"]]);
        let found = flaws(chain.clone(), device("totp"));
        assert!(found.len() == 1 && found[0].contains("remembered_device"), "{first}: {found:?}");
        for unharmed in [
            device("image_passcode"),
            Remembered { lifetime: Duration::ZERO, ..device("totp") },
            Remembered { clients: Vec::new(), ..device("totp") },
        ] {
            assert_eq!(flaws(chain.clone(), unharmed), Vec::<String>::new(), "{first}: nothing is dropped");
        }
    }
    for chain in [
        json!([["password"], ["totp", "email_code"]]),
        json!([["passkey"], ["totp"]]),
        json!([["password"], ["totp"], ["face"]]),
        json!([["totp"], ["face"]]),
    ] {
        assert_eq!(flaws(chain.clone(), device("totp")), Vec::<String>::new(), "{chain}");
    }
    let found = flaws(json!([["image_passcode"], ["totp", "passkey"], ["face"]]), device("passkey"));
    assert!(found.len() == 1 && found[0].contains("image_passcode + face"), "{found:?}");
}

#[test]
fn every_way_through_a_chain_is_looked_at() {
    let chain: Chain =
        serde_json::from_value(json!([["password"], ["totp", "email_code"], ["passkey"]])).unwrap();
    assert_eq!(
        ways(&chain),
        [vec!["password", "totp", "passkey"], vec!["password", "email_code", "passkey"]]
    );
    assert_eq!(ALL.len(), worth().len());
}

#[test]
fn clients_groups_and_accounts_demand_and_administrators_are_not_remembered() {
    let mut rules = rules(json!({"two": [[["password"]]], "three": [[["password"], ["totp"]]]}));
    rules.clients.insert("bank".into(), "three".into());
    rules.groups.insert("staff".into(), "three".into());
    rules.accounts.insert("alice".into(), "two".into());
    rules.administrators.push("admins".into());
    rules.confirmation_counts = true;
    rules.remembered = Remembered {
        lifetime: Duration::from_hours(1),
        replaces: vec!["totp".into()],
        clients: vec!["shop".into()],
        administrators: false,
    };
    let policy = Policy::new(rules, worth()).unwrap();
    let groups = |name: &str| vec![name.to_owned()];
    assert_eq!((policy.minimum("bank"), policy.minimum("shop")), ("three", "two"));
    assert_eq!(policy.demands("alice", &groups("staff")), ["two", "three"]);
    assert!(policy.demands("bob", &[]).is_empty());
    assert_eq!(policy.replaced("shop", &groups("staff")), ["totp"]);
    assert!(policy.replaced("shop", &groups("admins")).is_empty());
    assert!(policy.replaced("bank", &[]).is_empty());
    assert!(policy.confirmation_counts(&groups("staff")) && !policy.confirmation_counts(&groups("admins")));
}
