//! Policy x what was shown x what is asked -> answer, complete: every combination beside an oracle of a few lines for each
//! rule, and the rows of `docs/policy.md`, which are read from there so that they stay true.
//!
//! The oracle knows no chains: what a level needs stands in it once more, by hand.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use super::{
    assurance::{self, Proof},
    errand::Errand,
    factor::{Character, Registry, testing},
    journey::{Demand, End, Guessed, Heading, Journey, Known, Permission, Purpose, Step},
    policy::{Chain, Policy, Rules},
};
use crate::{clock::Timestamp, config::SmsTransport};

const STARTED: Timestamp = Timestamp::from_seconds(1_800_000_000);

/// The levels of `docs/policy.md`, from the weakest.
fn policy() -> Policy {
    let level =
        |name: &str, chains: Value| (name.to_owned(), serde_json::from_value::<Vec<Chain>>(chains).unwrap());
    let second = ["totp", "passkey", "email_code", "dot_grid", "sms_code", "recovery_code"];
    let rules = Rules {
        levels: vec![
            level("password", json!([[["password"]]])),
            level("image", json!([[["password"], ["image_passcode"]]])),
            level("two-step", json!([[["passkey"]], [["password"], second]])),
            level("aal2", json!([[["passkey"]], [["password"], ["totp", "passkey", "recovery_code"]]])),
            level("passkey", json!([[["passkey"]]])),
            level("face", json!([[["password"], ["totp", "passkey"], ["face"]]])),
        ],
        default_level: "two-step".into(),
        ..Rules::default()
    };
    Policy::new(rules, worth()).unwrap()
}

fn worth() -> BTreeMap<String, Vec<Character>> {
    let mut config = testing::config();
    config.sms.transport = SmsTransport::Capture;
    let mut worth = Registry::new(&config, &testing::vault()).worth();
    worth.insert("face".into(), vec![Character::Inherence]);
    worth
}

/// What tokens say of a factor; see `docs/assurance.md`.
fn amr_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "password" => &["pwd"],
        "totp" => &["otp"],
        "passkey" => &["swk", "user"],
        "email_code" => &["email"],
        "sms_code" => &["sms"],
        "image_passcode" => &["image"],
        "pointer_pattern" => &["pattern"],
        "dot_grid" => &["dot_grid"],
        "recovery_code" => &["recovery_code"],
        "face" => &["face"],
        _ => panic!("no factor {kind}"),
    }
}

/// A factor shown `age` before the journey began, or in it.
fn proof(kind: &str, age: Option<Duration>, worth: &BTreeMap<String, Vec<Character>>) -> Proof {
    Proof {
        kind: kind.into(),
        at: STARTED.before(age.unwrap_or_default()),
        amr: amr_of(kind).iter().map(ToString::to_string).collect(),
        characters: worth[kind].clone(),
        inherited: age.is_some(),
    }
}

/// One question to the policy.
struct Asked {
    minimum: String,
    demand: Demand,
    proofs: Vec<Proof>,
    holds: Vec<String>,
    enrols: Vec<String>,
    replaced: Vec<String>,
}

impl Asked {
    fn answer(self, policy: &Policy) -> (Step, Journey) {
        let demand = Demand { minimum: Some(self.minimum), ..self.demand };
        let mut journey = Journey::new(Purpose::SignIn, Errand::none(), Heading::default(), demand, STARTED);
        journey.identify("alice", Some("alice-id".into()), self.proofs);
        journey.permission = Permission::NotNeeded;
        let step = journey.next(&Known {
            policy,
            enrolled: &self.holds,
            shut: &[],
            enrols: &self.enrols,
            demands: &[],
            replaced: &self.replaced,
            offers: &[],
            details: false,
            phone: false,
            frozen: false,
            reset: false,
            password: Guessed::Little,
        });
        (step, journey)
    }
}

fn owned(kinds: &[&str]) -> Vec<String> {
    kinds.iter().map(ToString::to_string).collect()
}

mod complete {
    use super::*;

    const KINDS: [&str; 5] = ["password", "totp", "email_code", "passkey", "face"];
    const PW: u8 = 1;
    const TOTP: u8 = 2;
    const MAIL: u8 = 4;
    const PK: u8 = 8;
    const FACE: u8 = 16;
    const LEVELS: [&str; 5] = ["password", "two-step", "aal2", "passkey", "face"];
    const UNKNOWN: &str = "unheard-of";
    const MAX_AGE: Duration = Duration::from_hours(1);

    /// Everything that is varied.
    struct Case<'a> {
        minimum: &'a str,
        /// Shown here, shown young enough before, shown too long ago.
        here: u8,
        fresh: u8,
        stale: u8,
        asked: &'a [&'a str],
        essential: bool,
        interactive: bool,
        device: bool,
        /// Holds all factors, or only what it ever showed.
        all: bool,
    }

    #[derive(Debug, PartialEq)]
    enum Answer {
        Done,
        /// These are asked for, in this order.
        Ask(Vec<&'static str>),
        /// Led to enrolling what is lacking.
        Lead,
        NeedsPerson,
        Unmet,
    }

    enum Way {
        Met,
        Ask(Vec<&'static str>),
        Lead,
        Impossible,
    }

    fn any(set: u8, of: u8) -> bool {
        set & of != 0
    }

    /// What each level needs. A remembered device stands in for the app and the mailed code as second factor.
    fn met(level: &str, shown: u8, device: bool) -> bool {
        let (password, passkey) = (any(shown, PW), any(shown, PK));
        match level {
            "password" => password,
            "two-step" => passkey || (password && (device || any(shown, TOTP | MAIL))),
            "aal2" => passkey || (password && (device || any(shown, TOTP))),
            "passkey" => passkey,
            "face" => password && (device || any(shown, TOTP | PK)) && any(shown, FACE),
            _ => false,
        }
    }

    /// What is asked for next on the way to a level that is not met: what leads furthest first, else as it is held.
    fn question(level: &str, shown: u8, holds: u8, device: bool) -> Vec<&'static str> {
        // How much of its way each factor follows on, and which those are.
        let mut ways: Vec<(u32, u8)> = Vec::new();
        let second = match level {
            "two-step" => TOTP | PK | MAIL,
            _ => TOTP | PK,
        };
        let then = if level == "face" { FACE } else { 0 };
        if matches!(level, "two-step" | "aal2" | "passkey") {
            ways.push((0, PK));
        }
        if level == "password" {
            ways.push((0, PW));
        }
        if matches!(level, "two-step" | "aal2" | "face") {
            let progress = [PW, second, then].iter().filter(|link| any(shown, **link)).count();
            let next = if !any(shown, PW) {
                PW
            } else if !device && !any(shown, second) {
                second
            } else {
                then
            };
            ways.push((u32::try_from(progress).unwrap(), next));
        }
        let mut found: Vec<(u32, &str)> = Vec::new();
        for (bit, kind) in KINDS.iter().enumerate() {
            let wanted = ways.iter().filter(|(_, next)| any(*next, 1 << bit)).map(|(progress, _)| *progress);
            if let Some(progress) = wanted.max().filter(|_| any(holds, 1 << bit)) {
                found.push((progress, kind));
            }
        }
        found.sort_by_key(|(progress, _)| std::cmp::Reverse(*progress));
        found.into_iter().map(|(_, kind)| kind).collect()
    }

    impl Case<'_> {
        fn shown(&self) -> u8 {
            self.here | self.fresh
        }

        fn holds(&self) -> u8 {
            if self.all { 31 } else { self.here | self.fresh | self.stale }
        }

        /// Which questions lead to a level with what is held. A way that is out of reach is not begun.
        fn within(&self, level: &str, device: bool) -> Option<Vec<&'static str>> {
            let could = self.shown() | self.holds();
            let mut kinds =
                met(level, could, device).then(|| question(level, self.shown(), self.holds(), device))?;
            // Whoever has proved nothing may begin with the password.
            if self.shown() == 0 && any(self.holds(), PW) && !kinds.contains(&"password") {
                kinds.push("password");
            }
            Some(kinds)
        }

        fn way(&self, levels: &[&str], device: bool) -> Way {
            for level in levels {
                if met(level, self.shown(), device) {
                    return Way::Met;
                }
                if let Some(question) = self.within(level, device) {
                    return Way::Ask(question);
                }
            }
            let later = self.shown() | self.holds() | TOTP | PK;
            let holds = self.holds();
            let proofs = any(holds, PK) || (any(holds, PW) && any(holds, TOTP | MAIL | FACE));
            if proofs && levels.iter().any(|level| met(level, later, device)) {
                Way::Lead
            } else {
                Way::Impossible
            }
        }

        fn expected(&self) -> Answer {
            let needs = [(self.asked, self.essential, false), (&[self.minimum], true, self.device)];
            for (levels, must, device) in needs.into_iter().filter(|(levels, ..)| !levels.is_empty()) {
                let way = self.way(levels, device);
                // What is only wished for is no reason to fail, and none to ask where nobody may be asked.
                if !must && (matches!(way, Way::Impossible) || !self.interactive) {
                    continue;
                }
                match way {
                    Way::Met => {}
                    // Told to a stranger only after the password, whatever the account holds.
                    Way::Impossible if self.shown() == 0 && any(self.holds(), PW) => {
                        return if self.interactive {
                            Answer::Ask(vec!["password"])
                        } else {
                            Answer::NeedsPerson
                        };
                    }
                    Way::Impossible => return Answer::Unmet,
                    _ if !self.interactive => return Answer::NeedsPerson,
                    Way::Ask(kinds) => return Answer::Ask(kinds),
                    Way::Lead => return Answer::Lead,
                }
            }
            Answer::Done
        }

        /// The level that tokens name: of those asked for the most wanted that was reached, else what was needed, else the
        /// highest. A device counts for none.
        fn acr(&self) -> Option<&str> {
            let asked = self.asked.iter().copied();
            let mut wanted = asked.chain([self.minimum]).chain(LEVELS.iter().rev().copied());
            wanted.find(|level| met(level, self.shown(), false))
        }

        /// Of this account only the passkey, or the password with something that is held or mailed, proves enough.
        fn proved_here(&self) -> bool {
            let second = if any(self.holds(), PK | TOTP) { TOTP | FACE } else { MAIL | FACE };
            any(self.here, PK) || (any(self.here, PW) && any(self.here, second))
        }

        fn age(&self, bit: u8) -> Option<Duration> {
            let turn = u64::from(bit.trailing_zeros());
            if any(self.here, bit) {
                None
            } else if any(self.fresh, bit) {
                Some(Duration::from_mins(10 + turn))
            } else {
                Some(MAX_AGE + Duration::from_mins(1 + turn))
            }
        }

        fn asked(&self, worth: &BTreeMap<String, Vec<Character>>) -> Asked {
            let bits = || KINDS.iter().enumerate().map(|(at, kind)| (1_u8 << at, *kind));
            let ever = self.here | self.fresh | self.stale;
            Asked {
                minimum: self.minimum.into(),
                demand: Demand {
                    levels: owned(self.asked),
                    essential: self.essential,
                    interactive: self.interactive,
                    max_age: Some(MAX_AGE),
                    ..Demand::default()
                },
                proofs: bits()
                    .filter(|(bit, _)| any(ever, *bit))
                    .map(|(bit, kind)| proof(kind, self.age(bit), worth))
                    .collect(),
                holds: bits()
                    .filter(|(bit, _)| any(self.holds(), *bit))
                    .map(|(_, kind)| kind.to_owned())
                    .collect(),
                enrols: owned(&["totp", "passkey"]),
                replaced: if self.device { owned(&["totp", "email_code"]) } else { Vec::new() },
            }
        }

        fn check(&self, policy: &Policy, worth: &BTreeMap<String, Vec<Character>>) -> Answer {
            let expected = self.expected();
            let (step, journey) = self.asked(worth).answer(policy);
            let same = match (&step, &expected) {
                (Step::End(End::Done), Answer::Done) => {
                    self.check_claims(&journey, policy);
                    true
                }
                (Step::Verify { kind, others }, Answer::Ask(kinds)) => {
                    std::iter::once(kind).chain(others).eq(kinds.iter())
                }
                (Step::Verify { .. }, Answer::Lead) => true,
                (Step::Enrol { kind, others }, Answer::Lead) => {
                    let options: Vec<_> = std::iter::once(kind).chain(others).collect();
                    let lacking = |kind: &str| {
                        let bit = if kind == "totp" { TOTP } else { PK };
                        matches!(kind, "totp" | "passkey") && !any(self.holds(), bit)
                    };
                    self.proved_here() && options.iter().all(|kind| lacking(kind))
                }
                (Step::End(End::NeedsPerson), Answer::NeedsPerson)
                | (Step::End(End::Unmet), Answer::Unmet) => true,
                _ => false,
            };
            assert!(same, "{step:?} instead of {expected:?}: {}", self.told());
            expected
        }

        fn check_claims(&self, journey: &Journey, policy: &Policy) {
            assert_eq!(journey.acr(policy), self.acr(), "{}", self.told());
            let counted: Vec<&Proof> = journey.proofs.iter().filter(|proof| journey.counts(proof)).collect();
            let bits = || KINDS.iter().enumerate().filter(|(at, _)| any(self.shown(), 1 << at));
            let mut amr: Vec<&str> = bits().flat_map(|(_, kind)| amr_of(kind)).copied().collect();
            let held = any(self.shown(), TOTP) && any(self.shown(), PW | FACE);
            if any(self.shown(), PK) || held {
                amr.push("mfa");
            }
            let mut said = assurance::amr(counted.iter().copied());
            if self.shown() & (PW | FACE | TOTP | PK) == PW | FACE {
                said.retain(|value| value != "mfa"); // what a face adds to a password is told by `assurance`
            }
            amr.sort_unstable();
            assert_eq!(said, amr, "{}", self.told());
            let times: Vec<Timestamp> =
                bits().map(|(at, _)| STARTED.before(self.age(1 << at).unwrap_or_default())).collect();
            assert_eq!(assurance::auth_time(counted.iter().copied()), times.iter().min().copied());
            let factors = assurance::shown(counted.iter().copied());
            let mut told: Vec<(i64, &str)> = factors.iter().map(|shown| (shown.at, &*shown.kind)).collect();
            let mut times: Vec<(i64, &str)> =
                bits().zip(times).map(|((_, kind), at)| (at.seconds(), *kind)).collect();
            assert!(told.is_sorted_by_key(|(at, _)| *at), "oldest first");
            told.sort_unstable();
            times.sort_unstable();
            assert_eq!(told, times, "{}", self.told());
        }

        fn told(&self) -> String {
            let Self { minimum, here, fresh, stale, asked, essential, interactive, device, all } = self;
            format!(
                "minimum {minimum}, here {here:05b}, fresh {fresh:05b}, stale {stale:05b} (face passkey mail totp password), \
                 asked {asked:?}, essential {essential}, interactive {interactive}, device {device}, all {all}"
            )
        }
    }

    /// Nothing; each level and an unknown one; each two in order of preference, and an unknown one before a known.
    fn wishes() -> Vec<(Vec<&'static str>, bool)> {
        let mut wishes = vec![(Vec::new(), false)];
        for essential in [false, true] {
            for one in LEVELS.into_iter().chain([UNKNOWN]) {
                wishes.push((vec![one], essential));
                for other in LEVELS.into_iter().filter(|other| *other != one) {
                    wishes.push((vec![one, other], essential));
                }
            }
        }
        wishes
    }

    /// Every case of one level that the policy demands. What was shown here or before, young enough or not, comes in all 4^5
    /// mixtures where `mixed`; else what was shown too long ago is nothing, or everything that was not shown otherwise.
    fn walk(minimum: &str, mixed: bool) {
        let (policy, worth, wishes) = (policy(), worth(), wishes());
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut cases, mut skipped) = (0, 0);
        for number in 0..4_u32.pow(5) {
            let states: Vec<u32> = (0..5).map(|at| number >> (2 * at) & 3).collect();
            if !mixed && states.contains(&0) && states.contains(&3) {
                continue;
            }
            let of = |state: u32| {
                (0..5).filter(|at| number >> (2 * at) & 3 == state).fold(0, |set, at| set | 1 << at)
            };
            for (asked, essential) in &wishes {
                for flags in 0..8_u8 {
                    let case = Case {
                        minimum,
                        here: of(1),
                        fresh: of(2),
                        stale: of(3),
                        asked,
                        essential: *essential,
                        interactive: flags & 1 == 0,
                        device: flags & 2 != 0,
                        all: flags & 4 != 0,
                    };
                    // Whether a face makes up for something held when a factor is bound is for `enrolment` to say.
                    cases += 1;
                    if case.holds() == PW | FACE {
                        skipped += 1;
                        continue;
                    }
                    let answer = match case.check(&policy, &worth) {
                        Answer::Done => "done",
                        Answer::Ask(_) => "ask",
                        Answer::Lead => "lead",
                        Answer::NeedsPerson => "needs a person",
                        Answer::Unmet => "unmet",
                    };
                    *seen.entry(answer).or_default() += 1;
                }
            }
        }
        let mixtures = if mixed { 1_024 } else { 243 + 243 - 32 };
        assert_eq!((cases, seen.values().sum::<usize>()), (mixtures * wishes.len() * 8, cases - skipped));
        assert!(skipped * 100 < cases, "{skipped} of {cases}");
        assert!(seen.len() == 5 && seen.values().all(|count| *count > 500), "{seen:?}");
    }

    #[test]
    fn where_the_policy_demands_a_password() {
        walk("password", false);
    }

    #[test]
    fn where_the_policy_demands_two_steps() {
        walk("two-step", true);
    }

    #[test]
    fn where_the_policy_demands_two_factors() {
        walk("aal2", false);
    }

    #[test]
    fn where_the_policy_demands_a_passkey() {
        walk("passkey", false);
    }

    #[test]
    fn where_the_policy_demands_a_face_beside_two_factors() {
        walk("face", false);
    }
}

mod documented {
    use super::*;

    const DOCUMENT: &str = include_str!("../../docs/policy.md");

    fn list(cell: &str) -> Vec<&str> {
        cell.split(',').map(str::trim).filter(|item| !matches!(*item, "" | "—")).collect()
    }

    /// `5m` or `now`.
    fn age(word: &str) -> Option<Duration> {
        (word != "now").then(|| Duration::from_mins(word.strip_suffix('m').unwrap().parse().unwrap()))
    }

    /// What a row asks.
    fn question(row: &[&str], worth: &BTreeMap<String, Vec<Character>>) -> Asked {
        let [demands, shown, holds, request, ..] = row else { panic!("{row:?}") };
        let mut demand = Demand::default();
        for wish in request.split(';').map(str::trim).filter(|wish| *wish != "—") {
            match wish.split_once('=') {
                Some(("prompt", "none")) => demand.interactive = false,
                Some(("prompt", "login")) => demand.fresh = true,
                Some(("max_age", seconds)) => {
                    demand.max_age = Some(Duration::from_secs(seconds.parse().unwrap()))
                }
                Some(("acr_values", levels)) => {
                    demand.levels = levels.split(' ').map(str::to_owned).collect()
                }
                Some(("essential acr", levels)) => {
                    demand.levels = levels.split(' ').map(str::to_owned).collect();
                    demand.essential = true;
                }
                _ => panic!("{wish}"),
            }
        }
        let all = [
            "password",
            "totp",
            "passkey",
            "email_code",
            "dot_grid",
            "image_passcode",
            "recovery_code",
            "sms_code",
        ];
        let proof = |shown: &&str| {
            let (kind, when) = shown.split_once(' ').unwrap();
            proof(kind, age(when), worth)
        };
        Asked {
            minimum: demands.trim_end_matches(" + device").into(),
            demand,
            proofs: list(shown).iter().map(proof).collect(),
            holds: if *holds == "all" { owned(&all) } else { owned(&list(holds)) },
            enrols: owned(&["totp", "passkey", "image_passcode"]),
            replaced: if demands.ends_with(" + device") {
                owned(&["totp", "email_code"])
            } else {
                Vec::new()
            },
        }
    }

    /// The answer as a row tells it, and what the token says.
    fn told(step: &Step, journey: &Journey, policy: &Policy) -> (String, String) {
        let or = |kind: &str, others: &[String]| {
            std::iter::once(kind).chain(others.iter().map(String::as_str)).collect::<Vec<_>>().join(" or ")
        };
        let answer = match step {
            Step::Verify { kind, others } => format!("asks for {}", or(kind, others)),
            Step::Enrol { kind, others } => format!("enrols {}", or(kind, others)),
            Step::End(End::Done) => "done".into(),
            Step::End(End::NeedsPerson) => "`login_required`".into(),
            Step::End(End::Unmet) => "unmet".into(),
            step => format!("{step:?}"),
        };
        if *step != Step::End(End::Done) {
            return (answer, "—".into());
        }
        let counted: Vec<&Proof> = journey.proofs.iter().filter(|proof| journey.counts(proof)).collect();
        let oldest = STARTED.since(assurance::auth_time(counted.iter().copied()).unwrap()).as_secs() / 60;
        let when = if oldest == 0 { "now".into() } else { format!("{oldest}m") };
        let amr = assurance::amr(counted).join(" ");
        (answer, format!("{}; {amr}; {when}", journey.acr(policy).unwrap_or("no acr")))
    }

    #[test]
    fn the_rows_of_the_document_are_true() {
        let (policy, worth) = (policy(), worth());
        let table = DOCUMENT.split_once("| demands | shown | holds |").unwrap().1;
        let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
        let (mut count, mut wrong) = (0, Vec::new());
        for line in lines {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let (step, journey) = question(&cells, &worth).answer(&policy);
            let (answer, says) = told(&step, &journey, &policy);
            if cells[4..] != [answer.as_str(), &says] {
                wrong.push(format!("{line}\n    {answer} | {says}"));
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count >= 55, "{count} rows were read");
    }

    #[test]
    fn the_levels_of_the_document_are_those_of_its_table() {
        let policy = policy();
        let block = DOCUMENT.split("```text").nth(1).unwrap().split("```").next().unwrap();
        let written: Vec<(&str, Value)> = block
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(name, chains)| (name.trim(), serde_json::from_str(chains).unwrap()))
            .collect();
        assert_eq!(
            written.iter().map(|(name, _)| name.trim_matches('"')).collect::<Vec<_>>(),
            policy.names().collect::<Vec<_>>()
        );
        for (name, chains) in written {
            let in_words: Vec<Value> = policy
                .chains(name.trim_matches('"'))
                .iter()
                .map(|chain| {
                    chain
                        .iter()
                        .map(|link| if let [only] = &link[..] { json!(only) } else { json!(link) })
                        .collect()
                })
                .collect();
            assert_eq!(chains, json!(in_words), "{name}");
        }
    }
}
