use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::authentication::{
    errand::Errand,
    factor::Character,
    journey::{Demand, End, Guessed, Heading, Journey, Known, Permission, Purpose, Step, Who},
    policy::{Policy, Rules},
};

fn hours(text: &str) -> Option<Hours> {
    Some(text.parse().unwrap())
}

fn moment(text: &str) -> Timestamp {
    Timestamp::from_rfc3339(text).unwrap()
}

fn from(address: &str, at: &str, client_id: &str, groups: &[&str], condition: &Condition) -> bool {
    let groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
    let address = address.parse().unwrap();
    holds(condition, &Circumstances { client_id, groups: &groups, address, at: moment(at) })
}

#[test]
fn networks_days_hours_clients_and_groups_must_all_hold() {
    let office = Condition {
        inside: vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
        outside: vec!["10.9.0.0/16".parse().unwrap()],
        clients: vec!["till".into()],
        groups: vec!["staff".into()],
        ..Condition::default()
    };
    let at = "2026-03-03T14:05:00Z";
    let of = |address: &str, client: &str, groups: &[&str]| from(address, at, client, groups, &office);
    assert!(of("10.1.2.3", "till", &["staff"]) && of("2001:db8::7", "till", &["x", "staff"]));
    assert!(of("::ffff:10.1.2.3", "till", &["staff"]), "IPv4 in the clothes of IPv6");
    for (address, client, groups) in [
        ("10.9.2.3", "till", &["staff"]),
        ("192.0.2.1", "till", &["staff"]),
        ("10.1.2.3", "shop", &["staff"]),
        ("10.1.2.3", "till", &["x"]),
    ] {
        assert!(!of(address, client, groups), "{address} {client} {groups:?}");
    }
}

#[test]
fn a_night_belongs_to_the_day_that_it_begins_on() {
    let night = Condition { days: vec![Day::Fri], hours: hours("22:00-06:00"), ..Condition::default() };
    let of = |at: &str| from("192.0.2.1", at, "", &[], &night);
    // 6 March 2026 is a Friday.
    assert!(of("2026-03-06T22:00:00Z") && of("2026-03-07T05:59:59Z"));
    assert!(!of("2026-03-06T21:59:59Z") && !of("2026-03-07T06:00:00Z"));
    assert!(!of("2026-03-06T03:00:00Z"), "that night began on Thursday");
    assert!(!of("2026-03-07T23:00:00Z"));
    let there = Condition { days: vec![Day::Sat], hours: hours("00:00-23:59+01:00"), ..Condition::default() };
    assert!(from("192.0.2.1", "2026-03-06T23:30:00Z", "", &[], &there), "Saturday has begun there");
}

const LEVELS: [&str; 3] = ["one", "two", "three"];

fn policy(conditions: Vec<Condition>) -> Policy {
    let chain = |kinds: &[&str]| kinds.iter().map(|kind| vec![(*kind).to_owned()]).collect::<Vec<_>>();
    let levels = vec![
        ("one".into(), vec![chain(&["password"])]),
        ("two".into(), vec![chain(&["password", "totp"]), chain(&["passkey"])]),
        ("three".into(), vec![chain(&["password", "totp", "face"])]),
    ];
    let rules = Rules { levels, default_level: "one".into(), conditions, ..Rules::default() };
    let worth: BTreeMap<_, _> = [
        ("password", vec![Character::Knowledge]),
        ("totp", vec![Character::Possession]),
        ("passkey", vec![Character::Possession, Character::Knowledge]),
        ("face", vec![Character::Inherence]),
    ]
    .map(|(kind, shows)| (kind.to_owned(), shows))
    .into();
    Policy::new(rules, worth).unwrap()
}

fn network() -> impl Strategy<Value = ipnet::IpNet> {
    (any::<[u8; 4]>(), 0..=32_u8)
        .prop_map(|(octets, length)| ipnet::Ipv4Net::new(octets.into(), length).unwrap().trunc().into())
}

prop_compose! {
    fn condition()(
        level in 0..3_usize,
        inside in proptest::collection::vec(network(), 0..3),
        outside in proptest::collection::vec(network(), 0..3),
        days in proptest::collection::vec(0..7_usize, 0..4),
        hours in proptest::option::of((0..DAY, 0..DAY, -840..841_i16)),
        clients in proptest::collection::vec("[ab]", 0..2),
        groups in proptest::collection::vec("[gh]", 0..2),
    ) -> Condition {
        Condition {
            name: "x".into(),
            level: LEVELS[level].into(),
            inside,
            outside,
            days: days.into_iter().map(|day| Day::ALL[day]).collect(),
            hours: hours.filter(|(from, to, _)| from != to).map(|(from, to, offset)| Hours { from, to, offset }),
            clients,
            groups,
        }
    }
}

/// Where a journey stands for somebody who holds everything and has shown `done`.
fn stands(policy: &Policy, done: &BTreeSet<String>, demands: &[String]) -> Step {
    let demand = Demand { minimum: Some("one".into()), interactive: true, ..Demand::default() };
    let now = Timestamp::from_seconds(1_000);
    let mut journey = Journey::new(Purpose::SignIn, Errand::none(), Heading::default(), demand, now);
    journey.who = Who::Named { account_id: Some("a".into()) };
    journey.permission = Permission::NotNeeded;
    for kind in done {
        journey.prove(crate::authentication::assurance::Proof {
            kind: kind.clone(),
            at: now,
            amr: vec![],
            characters: policy.worth()[kind].clone(),
            inherited: false,
        });
    }
    let enrolled: Vec<String> = policy.worth().keys().cloned().collect();
    journey.next(&Known {
        policy,
        enrolled: &enrolled,
        shut: &[],
        enrols: &[],
        demands,
        replaced: &[],
        offers: &[],
        frozen: false,
        reset: false,
        details: false,
        phone: false,
        password: Guessed::Little,
    })
}

proptest! {
    #[test]
    fn a_condition_never_lets_in_with_less_than_without_it(
        conditions in proptest::collection::vec(condition(), 0..5),
        address in any::<[u8; 4]>(),
        seconds in 0..4_000_000_000_i64,
        client_id in "[abc]",
        groups in proptest::collection::vec("[ghi]", 0..3),
        done in proptest::collection::btree_set(proptest::sample::select(vec!["password", "totp", "passkey", "face"]), 0..4),
    ) {
        let done: BTreeSet<String> = done.into_iter().map(str::to_owned).collect();
        let (bare, with) = (policy(Vec::new()), policy(conditions.clone()));
        let circumstances = Circumstances {
            client_id: &client_id, groups: &groups, address: address.into(), at: Timestamp::from_seconds(seconds),
        };
        let demanded = with.conditioned(&circumstances);
        // Whoever is let in shows what is demanded without conditions, and each level that one adds.
        if stands(&with, &done, &demanded) == Step::End(End::Done) {
            prop_assert_eq!(stands(&bare, &done, &[]), Step::End(End::Done));
            for level in &demanded {
                prop_assert!(with.satisfied(level, &done));
            }
        }
        // Each is demanded exactly while it holds.
        let holding: Vec<&str> =
            conditions.iter().filter(|one| holds(one, &circumstances)).map(|one| one.level.as_str()).collect();
        prop_assert_eq!(demanded.iter().map(String::as_str).collect::<Vec<_>>(), holding);
        // And one more never takes anything away.
        let mut more = conditions.clone();
        more.push(Condition { level: "three".into(), ..Condition::default() });
        let extended = policy(more).conditioned(&circumstances);
        prop_assert!(demanded.iter().all(|level| extended.contains(level)));
    }

    #[test]
    fn a_stretch_and_what_it_leaves_out_are_the_whole_day(
        from in 0..DAY, to in 0..DAY, offset in -840..841_i16, seconds in -4_000_000_000..4_000_000_000_i64,
    ) {
        prop_assume!(from != to);
        let at = Timestamp::from_seconds(seconds);
        let stretch = within(&[], Some(Hours { from, to, offset }), at);
        let rest = within(&[], Some(Hours { from: to, to: from, offset }), at);
        prop_assert!(stretch != rest);
        // A moment is on one day of the week, whatever the hours.
        let days = Day::ALL.into_iter().filter(|day| within(&[*day], Some(Hours { from, to, offset }), at)).count();
        prop_assert_eq!(days, usize::from(stretch));
    }

    #[test]
    fn inside_and_outside_are_opposites(network in network(), address in any::<[u8; 4]>()) {
        let inside = Condition { inside: vec![network], ..Condition::default() };
        let outside = Condition { outside: vec![network], ..Condition::default() };
        let circumstances =
            Circumstances { client_id: "", groups: &[], address: address.into(), at: Timestamp::default() };
        prop_assert!(holds(&inside, &circumstances) != holds(&outside, &circumstances));
    }
}
