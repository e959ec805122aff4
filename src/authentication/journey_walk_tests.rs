//! Random walks of [`Journey::next`] beside a model that was written from the design's words, not from the code: no
//! walk reaches an answer without its proofs, and every step is one the person can take.

use std::{collections::BTreeSet, time::Duration};

use serde_json::Value;

use super::{
    assurance::{self, Proof},
    errand::Errand,
    factor::Character,
    journey::{
        Demand, End, Guessed, Heading, Journey, Known, Nameless, Offered, Permission, Purpose, Step, Who,
    },
    policy::{Chain, Policy, Rules},
};
use crate::{clock::Timestamp, random::Random};

const KINDS: [&str; 8] = [
    "password",
    "email_code",
    "totp",
    "passkey",
    "recovery_code",
    "image_passcode",
    "registered_device",
    "face",
];
/// What can be enrolled.
const ENROLS: [&str; 6] = ["totp", "passkey", "recovery_code", "image_passcode", "registered_device", "face"];
/// What names the account by itself.
const NAMELESS: [&str; 2] = ["passkey", "registered_device"];
/// Whom an unknown name is taken for, among the people of a walk.
const NOBODY: usize = 3;
const STARTED: i64 = 1_000_000_000;

/// SplitMix64: quick, and good enough to stumble about.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).unwrap()).unwrap()
    }

    /// Once in `bound` times.
    fn once_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Some of `items`, in any order.
    fn some(&mut self, items: &[&str]) -> Vec<String> {
        let mut some: Vec<String> = Vec::new();
        for item in items {
            if self.once_in(2) {
                some.insert(self.below(some.len() + 1), (*item).to_owned());
            }
        }
        some
    }
}

/// An account, or what an unknown name is taken for.
#[derive(Clone, Debug)]
struct Person {
    /// `None` for an unknown name.
    id: Option<String>,
    enrolled: Vec<String>,
    shut: Vec<String>,
    enrols: Vec<String>,
    demands: Vec<String>,
    replaced: Vec<String>,
    offers: Vec<String>,
    frozen: bool,
    reset: bool,
    details: bool,
    phone: bool,
    guessed: Guessed,
}

/// What happened, as the model keeps it: nothing of it is read from the journey.
#[derive(Debug)]
struct Model {
    levels: Vec<(String, Vec<Chain>)>,
    default_level: String,
    demand: Demand,
    purpose: Purpose,
    people: Vec<Person>,
    who: Option<usize>,
    /// Kind, when, and whether it came with the session.
    proofs: Vec<(String, i64, bool)>,
    bound: Vec<String>,
    permission: Permission,
    chosen: Option<String>,
    capable: Vec<String>,
    offered: Offered,
    told: bool,
    cancelled: bool,
}

/// A requirement in the model: chains by preference, the kinds that serve it, what a device stands in for, and whether it
/// must be met.
struct Need {
    tiers: Vec<Vec<Chain>>,
    have: BTreeSet<String>,
    replaced: Vec<String>,
    must: bool,
}

/// What is held; with a password it is two factors.
fn held(kind: &str) -> bool {
    matches!(kind, "totp" | "recovery_code" | "registered_device")
}

/// A device that checks its holder: two factors at once.
fn alone(kind: &str) -> bool {
    kind == "passkey"
}

impl Need {
    fn serves(&self, at: usize, link: &[String], have: &dyn Fn(&String) -> bool) -> bool {
        link.iter().any(have) || (at > 0 && link.iter().any(|kind| self.replaced.contains(kind)))
    }

    fn meets(&self, chain: &Chain, have: &dyn Fn(&String) -> bool) -> bool {
        chain.iter().enumerate().all(|(at, link)| self.serves(at, link, have))
    }

    fn first_open<'a>(&self, chain: &'a Chain) -> Option<&'a Vec<String>> {
        let have = |kind: &String| self.have.contains(kind);
        chain.iter().enumerate().find(|(at, link)| !self.serves(*at, link, &have)).map(|(_, link)| link)
    }

    fn shown(&self, chain: &Chain) -> usize {
        chain.iter().filter(|link| link.iter().any(|kind| self.have.contains(kind))).count()
    }
}

/// What an open need leads to.
enum Way {
    Met,
    /// These chains can be met with what is enrolled.
    Ask(Vec<Chain>),
    /// These could be with one more factor.
    Enrol(Vec<Chain>),
    None,
}

impl Model {
    fn person(&self) -> &Person {
        &self.people[self.who.unwrap()]
    }

    /// "A proof counts if it was made in this journey, or (unless prompt=login) came with the session and
    /// journey.started_at - proof.at <= max_age."
    fn counted(&self) -> Vec<&(String, i64, bool)> {
        let young = |at: i64| match self.demand.max_age {
            Some(max_age) => STARTED - at <= i64::try_from(max_age.as_millis()).unwrap(),
            None => true,
        };
        self.proofs.iter().filter(|(_, at, came)| !came || (!self.demand.fresh && young(*at))).collect()
    }

    fn counted_kinds(&self) -> BTreeSet<String> {
        self.counted().into_iter().map(|(kind, ..)| kind.clone()).collect()
    }

    fn here(&self) -> BTreeSet<String> {
        self.proofs.iter().filter(|(.., came)| !came).map(|(kind, ..)| kind.clone()).collect()
    }

    fn has(&self, kind: &str) -> bool {
        self.person().enrolled.iter().any(|other| other == kind)
    }

    fn level(&self, name: &str) -> Vec<Chain> {
        self.levels
            .iter()
            .find(|(level, _)| level == name)
            .map(|(_, chains)| chains.clone())
            .unwrap_or_default()
    }

    /// The chains of the highest level that the account can reach.
    fn highest(&self) -> Option<Vec<Chain>> {
        let has = |chain: &Chain| chain.iter().all(|link| link.iter().any(|kind| self.has(kind)));
        self.levels.iter().rev().find(|(_, chains)| chains.iter().any(has)).map(|(_, chains)| chains.clone())
    }

    /// Whether `shown` is as strong as the account can get, so that it may change what it proves itself with.
    fn may_change(&self, shown: &BTreeSet<String>) -> bool {
        let person = self.person();
        let both = |test: &dyn Fn(&str) -> bool| person.enrolled.iter().any(|k| test(k) && shown.contains(k));
        let by_itself = both(&alone);
        let with_password = both(&|kind| kind == "password") && both(&held);
        let could = self.has("passkey") || (self.has("password") && person.enrolled.iter().any(|k| held(k)));
        let lost = person.shut.iter().any(|kind| held(kind) || alone(kind));
        let mailed =
            !could && !lost && both(&|kind| kind == "password") && both(&|kind| kind == "email_code");
        let level = self.highest().is_none_or(|chains| {
            chains.iter().any(|chain| chain.iter().all(|link| link.iter().any(|kind| shown.contains(kind))))
        });
        !person.frozen && (by_itself || with_password || mailed) && level
    }

    fn can_change(&self) -> bool {
        self.may_change(&self.person().enrolled.iter().cloned().collect())
    }

    /// Whether `shown` suffices to choose a new password without the old one: "the mailed code replaces the password only".
    /// Whatever is held, or two factors at once, is shown beside it, and of the highest level that the account would reach with
    /// its password every link that mail alone does not serve.
    fn may_recover(&self, shown: &BTreeSet<String>) -> bool {
        let person = self.person();
        if person.frozen || !shown.contains("email_code") {
            return false;
        }
        if person.reset {
            return true;
        }
        let strong = |kind: &String| held(kind) || alone(kind);
        let lost = person.shut.iter().any(strong);
        let has_strong = person.enrolled.iter().any(strong);
        let strong_shown = person.enrolled.iter().any(|kind| strong(kind) && shown.contains(kind));
        if (has_strong && !strong_shown) || (!has_strong && lost) {
            return false;
        }
        // A face counts for nothing here.
        let has = |kind: &String| kind != "face" && (kind == "password" || self.has(kind));
        let reach =
            |chains: &Vec<Chain>| chains.iter().any(|chain| chain.iter().all(|link| link.iter().any(has)));
        let highest = self.levels.iter().rev().map(|(_, chains)| chains).find(|chains| reach(chains));
        let served = |link: &Vec<String>| {
            let beside = |kind: &&String| !["email_code", "password", "face"].contains(&kind.as_str());
            let by_other = link.iter().filter(beside).any(|kind| shown.contains(kind));
            let password = link.iter().any(|kind| kind == "password");
            let mail_alone = !link.iter().filter(beside).any(|kind| self.has(kind));
            let mail = link.iter().any(|kind| kind == "email_code") && mail_alone;
            by_other || password || mail
        };
        highest.is_none_or(|chains| chains.iter().any(|chain| chain.iter().all(served)))
    }

    /// Judges a question on the way to a new password: mail first, then what else the account has, never the password.
    fn judge_recovering(&self, step: &Step) -> Result<(), String> {
        let ask = self.demand.interactive;
        let here = self.here();
        let person = self.person();
        let everything: BTreeSet<String> = person.enrolled.iter().cloned().chain(here.clone()).collect();
        let could = (self.has("email_code") || here.contains("email_code"))
            && (!here.contains("email_code") || self.may_recover(&everything));
        if !could {
            return same(step, &Step::End(End::Unmet));
        }
        if !ask {
            return same(step, &Step::End(End::NeedsPerson));
        }
        if !here.contains("email_code") {
            return same(step, &Step::Verify { kind: "email_code".into(), others: Vec::new() });
        }
        let Step::Verify { kind, others } = step else { return Err("expected a question".into()) };
        for kind in std::iter::once(kind).chain(others) {
            if !self.has(kind) || here.contains(kind) || kind == "password" {
                return Err(format!("{kind} does not help to recover"));
            }
        }
        Ok(())
    }

    /// What may be asked for on the way to a change.
    fn serves_change(&self, kind: &str) -> bool {
        let of_level =
            self.highest().is_some_and(|chains| chains.iter().flatten().flatten().any(|other| other == kind));
        let could = self.has("passkey")
            || (self.has("password") && self.person().enrolled.iter().any(|kind| held(kind)));
        of_level || kind == "password" || held(kind) || alone(kind) || (kind == "email_code" && !could)
    }

    /// Whether it ends with somebody signed in.
    fn signs_in(&self) -> bool {
        matches!(self.purpose, Purpose::SignIn | Purpose::Register)
    }

    /// Judges the beginning of a new account: "e-mail first, verified by code; then how to sign in: passkey first, password".
    /// Nothing where that is done.
    fn judge_beginning(&self, step: &Step) -> Option<Result<(), String>> {
        if self.purpose != Purpose::Register {
            return None;
        }
        let ask = self.demand.interactive;
        let question = |wanted: &dyn Fn() -> Result<(), String>| {
            Some(if ask { wanted() } else { same(step, &Step::End(End::NeedsPerson)) })
        };
        if !self.here().contains("email_code") {
            return question(&|| same(step, &Step::Verify { kind: "email_code".into(), others: Vec::new() }));
        }
        if self.person().id.is_none() {
            return Some(same(step, &Step::End(End::NeedsPerson)));
        }
        if self.has("password") || self.has("passkey") {
            return None;
        }
        let able = self.capable.iter().any(|kind| kind == "passkey");
        let usual = if able { ["passkey", "password"] } else { ["password", "passkey"] };
        let turned = self.chosen.as_deref() == Some(usual[1]);
        let [first, other] = if turned { [usual[1], usual[0]] } else { usual };
        question(&|| same(step, &Step::Enrol { kind: first.into(), others: vec![other.into()] }))
    }

    fn minimum(&self) -> Option<String> {
        let signs_in = self.signs_in();
        self.demand.minimum.clone().or_else(|| signs_in.then(|| self.default_level.clone()))
    }

    /// The factor that is to be bound.
    fn enrols(&self) -> Option<String> {
        let kind = match (&self.purpose, &self.offered) {
            (Purpose::Change { enrol }, _) => enrol.clone(),
            (Purpose::SignIn | Purpose::Register, Offered::Taken(kind)) => Some(kind.clone()),
            (Purpose::Recover, _) => Some("password".into()),
            _ => None,
        };
        kind.filter(|kind| !self.bound.contains(kind))
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        if self.purpose == Purpose::Recover {
            return needs;
        }
        let have = self.counted_kinds();
        let replaced = self.person().replaced.clone();
        if !self.demand.levels.is_empty() {
            let tiers = self.demand.levels.iter().map(|level| self.level(level)).collect();
            let must = self.demand.essential;
            needs.push(Need { tiers, have: have.clone(), replaced: Vec::new(), must });
        }
        let demands =
            if self.signs_in() && !have.is_empty() { self.person().demands.clone() } else { Vec::new() };
        for level in self.minimum().into_iter().chain(demands) {
            let (tiers, replaced) = (vec![self.level(&level)], replaced.clone());
            needs.push(Need { tiers, have: have.clone(), replaced, must: true });
        }
        needs
    }

    fn way(&self, need: &Need) -> Way {
        let have = |kind: &String| need.have.contains(kind);
        let now = |kind: &String| have(kind) || self.has(kind);
        let later = |kind: &String| now(kind) || self.person().enrols.contains(kind);
        for tier in &need.tiers {
            if tier.iter().any(|chain| need.meets(chain, &have)) {
                return Way::Met;
            }
            let chains: Vec<Chain> = tier.iter().filter(|chain| need.meets(chain, &now)).cloned().collect();
            if !chains.is_empty() {
                return Way::Ask(chains);
            }
        }
        let all = need.tiers.iter().flatten();
        let chains: Vec<Chain> = all.filter(|chain| need.meets(chain, &later)).cloned().collect();
        if chains.is_empty() || !self.can_change() { Way::None } else { Way::Enrol(chains) }
    }

    /// Judges a step.
    fn judge(&self, step: &Step) -> Result<(), String> {
        let expect = |end: End| (*step == Step::End(end)).then_some(()).ok_or(format!("expected {end:?}"));
        if self.cancelled || self.permission == Permission::Refused {
            return expect(End::Cancelled);
        }
        let ask = self.demand.interactive;
        if self.who.is_none() {
            return if ask { same(step, &Step::Identify) } else { expect(End::NeedsPerson) };
        }
        if let Some(judged) = self.judge_beginning(step) {
            return judged;
        }
        for need in self.needs() {
            match self.way(&need) {
                Way::Met => {}
                _ if !need.must && !ask => {}
                Way::None if !need.must => {}
                Way::None => return self.judge_unmet(step),
                _ if !ask => return expect(End::NeedsPerson),
                Way::Ask(chains) => return self.judge_asking(&need, &chains, step),
                Way::Enrol(chains) => return self.judge_enrolling(&need, &chains, step),
            }
        }
        if self.purpose == Purpose::Recover && self.bound.is_empty() && !self.may_recover(&self.here()) {
            return self.judge_recovering(step);
        }
        let changes =
            matches!(self.purpose, Purpose::Change { .. }) || (self.signs_in() && self.enrols().is_some());
        if changes && self.bound.is_empty() && !self.may_change(&self.here()) {
            if !self.can_change() {
                return self.judge_unmet(step);
            }
            return if ask { self.judge_proofs(step) } else { expect(End::NeedsPerson) };
        }
        let person = self.person();
        if person.id.is_none()
            || self.demand.account_id.as_ref().is_some_and(|id| person.id.as_ref() != Some(id))
        {
            return expect(End::NeedsPerson);
        }
        if let Some(kind) = self.enrols() {
            return if ask {
                same(step, &Step::Enrol { kind, others: Vec::new() })
            } else {
                expect(End::NeedsPerson)
            };
        }
        if self.signs_in() && ((person.details && !self.told) || person.phone) {
            let asked = if person.details && !self.told { Step::Details } else { Step::Phone };
            return same(step, if ask { &asked } else { &Step::End(End::NeedsPerson) });
        }
        if let Some(kind) = self.offers() {
            return same(step, &Step::Offer { kind });
        }
        match self.permission {
            Permission::Unknown => same(step, &Step::Permission),
            Permission::Ask if ask => same(step, &Step::Permission),
            Permission::Ask => expect(End::NeedsPermission),
            Permission::NotNeeded | Permission::Given => expect(End::Done),
            Permission::Refused => unreachable!(),
        }
    }

    /// An offer is made once, to somebody who typed a password or is new, of what they lack and their browser can do, and only if
    /// nothing more would have to be shown.
    fn offers(&self) -> Option<String> {
        let here = self.here();
        let new = self.purpose == Purpose::Register;
        let typed = here.contains("password") && self.bound.is_empty();
        let welcome = self.signs_in()
            && self.demand.interactive
            && self.offered == Offered::Open
            && self.permission == Permission::Unknown
            && (new || typed)
            && self.may_change(&here);
        let wanted = |kind: &&String| !self.has(kind) && !here.contains(*kind) && self.capable.contains(kind);
        self.person().offers.iter().find(wanted).filter(|_| welcome).cloned()
    }

    /// Told only to who has proved something, where there is a password to ask for first.
    fn judge_unmet(&self, step: &Step) -> Result<(), String> {
        if !self.counted_kinds().is_empty() || !self.has("password") {
            return same(step, &Step::End(End::Unmet));
        }
        if !self.demand.interactive {
            return same(step, &Step::End(End::NeedsPerson));
        }
        let chain: Chain = vec![vec!["password".into()]];
        let need = Need { tiers: Vec::new(), have: BTreeSet::new(), replaced: Vec::new(), must: true };
        self.judge_asking(&need, &[chain], step)
    }

    /// Judges the question asked for an open need whose `chains` are within reach: everything enrolled that one of them wants
    /// next is offered, what leads furthest first, what was used last before that.
    fn judge_asking(&self, need: &Need, chains: &[Chain], step: &Step) -> Result<(), String> {
        let Step::Verify { kind, others } = step else { return Err("expected a question".into()) };
        let mut ranked: Vec<(usize, &String)> = Vec::new();
        for kind in &self.person().enrolled {
            let wants = |chain: &&Chain| need.first_open(chain).is_some_and(|link| link.contains(kind));
            if let Some(shown) = chains.iter().filter(wants).map(|chain| need.shown(chain)).max() {
                ranked.push((shown, kind));
            }
        }
        let furthest = ranked.iter().map(|(shown, _)| *shown).max();
        let mut expected: BTreeSet<String> = ranked.iter().map(|(_, kind)| (*kind).clone()).collect();
        if self.counted_kinds().is_empty() && self.has("password") {
            expected.insert("password".into());
        }
        let unlocks = self.person().guessed != Guessed::Little
            && expected.contains("password")
            && self.has("email_code")
            && !self.here().contains("email_code");
        if unlocks {
            expected.insert("email_code".into());
            if self.person().guessed == Guessed::TooMuch {
                expected.remove("password");
            }
        }
        let options: BTreeSet<String> = std::iter::once(kind).chain(others).cloned().collect();
        if options != expected || options.len() != others.len() + 1 {
            return Err(format!("expected a choice of {expected:?}"));
        }
        if let Some(chosen) = self.chosen.as_ref().filter(|chosen| options.contains(*chosen)) {
            return (kind == chosen).then_some(()).ok_or("the choice is not followed".into());
        }
        let first = ranked.iter().find(|(shown, _)| Some(*shown) == furthest).map(|(_, kind)| *kind);
        (unlocks || first == Some(kind)).then_some(()).ok_or(format!("expected {first:?} first"))
    }

    /// Judges the way to a factor that is lacking: first what is held of the chain, then the proofs, then the enrolment.
    fn judge_enrolling(&self, need: &Need, chains: &[Chain], step: &Step) -> Result<(), String> {
        let first_links: Vec<&Vec<String>> =
            chains.iter().filter_map(|chain| need.first_open(chain)).collect();
        let next = |kind: &String| first_links.iter().any(|link| link.contains(kind));
        let ensure = |holds: bool, what: &str| holds.then_some(()).ok_or(what.to_owned());
        match step {
            Step::Enrol { kind, others } => {
                ensure(self.person().id.is_some(), "enrols for nobody")?;
                ensure(self.may_change(&self.here()), "enrols without the proofs made here")?;
                let options: Vec<&String> = std::iter::once(kind).chain(others).collect();
                let possible = |kind: &&String| self.person().enrols.contains(kind) && !self.has(kind);
                ensure(options.iter().all(|kind| next(kind) && possible(kind)), "enrols what is not wanted")
            }
            Step::Verify { kind, others } => {
                let here = self.here();
                for kind in std::iter::once(kind).chain(others) {
                    ensure(self.has(kind) || kind == "email_code", "asks for what is not enrolled")?;
                    let for_need = next(kind) && !need.have.contains(kind);
                    let for_change = !here.contains(kind) && self.serves_change(kind);
                    let unlocks = kind == "email_code" && self.person().guessed != Guessed::Little;
                    let begins = kind == "password" && self.counted_kinds().is_empty();
                    ensure(for_need || for_change || unlocks || begins, "asks for what is not next")?;
                }
                let done = self.may_change(&here);
                let held = first_links.iter().any(|link| link.iter().any(|kind| self.has(kind)));
                ensure(!done || held, "asks though everything was shown")
            }
            _ => Err("expected a question".into()),
        }
    }

    /// Judges a question asked for the proofs of a change.
    fn judge_proofs(&self, step: &Step) -> Result<(), String> {
        let Step::Verify { kind, others } = step else { return Err("expected a question".into()) };
        let here = self.here();
        for kind in std::iter::once(kind).chain(others) {
            let unlocks = kind == "email_code" && self.person().guessed != Guessed::Little;
            if !self.has(kind) || here.contains(kind) || !(self.serves_change(kind) || unlocks) {
                return Err(format!("{kind} does not help"));
            }
        }
        Ok(())
    }

    /// What is said about the person at the end.
    fn judge_claims(&self, journey: &Journey, policy: &Policy) -> Result<(), String> {
        let counted = self.counted_kinds();
        let asked: Vec<String> = self.demand.levels.iter().cloned().chain(self.minimum()).collect();
        let meets = |chain: &Chain| chain.iter().all(|link| link.iter().any(|kind| counted.contains(kind)));
        let reached = |level: &&String| self.level(level).iter().any(meets);
        let highest = self.levels.iter().rev().map(|(level, _)| level);
        let expected = asked.iter().chain(highest).find(reached).cloned();
        if journey.acr(policy).map(str::to_owned) != expected {
            return Err(format!("acr {:?}, expected {expected:?}", journey.acr(policy)));
        }
        let replaced = !self.person().replaced.is_empty();
        if self.signs_in() && journey.acr(policy).is_none() && !replaced {
            return Err("signed in at no level".into());
        }
        // A device stands in for second factors only: something was shown, and not less than the level's first link.
        if self.signs_in() {
            let first = self.minimum().map(|level| self.level(&level)).unwrap_or_default();
            if !first.iter().any(|chain| chain[0].iter().any(|kind| counted.contains(kind))) {
                return Err("nothing was shown".into());
            }
        }
        let proofs: Vec<&Proof> = journey.proofs.iter().filter(|proof| journey.counts(proof)).collect();
        let mut amr: BTreeSet<String> = counted.iter().map(|kind| format!("amr-{kind}")).collect();
        // "A biometric counts only beside something physical": a device, not a sheet of codes.
        let device = ["totp", "passkey", "registered_device"].iter().any(|kind| counted.contains(*kind));
        let characters: BTreeSet<Character> = counted
            .iter()
            .flat_map(|kind| characters(kind))
            .filter(|character| *character != Character::Address)
            .filter(|character| device || *character != Character::Inherence)
            .collect();
        if characters.len() >= 2 {
            amr.insert("mfa".into());
        }
        if assurance::amr(proofs.iter().copied()) != amr.into_iter().collect::<Vec<_>>() {
            return Err(format!("amr {:?}", assurance::amr(proofs)));
        }
        let oldest = self.counted().iter().map(|(_, at, _)| *at).min();
        if assurance::auth_time(proofs).map(Timestamp::milliseconds) != oldest || oldest.is_none() {
            return Err("auth_time".into());
        }
        Ok(())
    }
}

fn same(step: &Step, expected: &Step) -> Result<(), String> {
    (step == expected).then_some(()).ok_or(format!("expected {expected:?}"))
}

fn characters(kind: &str) -> Vec<Character> {
    match kind {
        "password" | "image_passcode" => vec![Character::Knowledge],
        "email_code" => vec![Character::Address],
        "totp" | "recovery_code" | "registered_device" => vec![Character::Possession],
        "face" => vec![Character::Inherence],
        _ => vec![Character::Possession, Character::Activation],
    }
}

fn proof(kind: &str, at: i64) -> Proof {
    Proof {
        kind: kind.into(),
        at: Timestamp(at),
        amr: vec![format!("amr-{kind}")],
        characters: characters(kind),
        inherited: false,
    }
}

/// Levels; in half of the walks every chain begins with the password.
fn levels(dice: &mut Dice) -> Vec<(String, Vec<Chain>)> {
    let usual = dice.once_in(2);
    let mut levels = Vec::new();
    for name in 0..=dice.below(3) {
        let mut chains: Vec<Chain> = Vec::new();
        for _ in 0..=dice.below(3) {
            let mut left: Vec<&str> = KINDS.to_vec();
            let mut chain: Chain = Vec::new();
            if usual {
                chain.push(vec![left.remove(0).to_owned()]);
            }
            for _ in 0..=dice.below(2) {
                let mut link = vec![left.remove(dice.below(left.len())).to_owned()];
                if left.len() > 1 && dice.once_in(2) {
                    link.push(left.remove(dice.below(left.len())).to_owned());
                }
                if left.is_empty() || (usual && dice.once_in(4)) {
                    break;
                }
                chain.push(link);
            }
            if chain.is_empty() {
                chain.push(vec![(*dice.pick(&KINDS)).to_owned()]);
            }
            chains.push(chain);
        }
        levels.push((format!("level-{name}"), chains));
    }
    levels
}

fn somebody(dice: &mut Dice, id: usize, levels: &[(String, Vec<Chain>)]) -> Person {
    let mut enrolled = dice.some(&KINDS);
    if !dice.once_in(6) && !enrolled.iter().any(|kind| kind == "password") {
        enrolled.push("password".into());
    }
    let mut shut = if dice.once_in(4) { dice.some(&KINDS) } else { Vec::new() };
    shut.retain(|kind| !enrolled.contains(kind));
    let mut enrols = dice.some(&ENROLS);
    enrols.retain(|kind| !shut.contains(kind));
    let demands = if dice.once_in(4) { vec![dice.pick(levels).0.clone()] } else { Vec::new() };
    let replaced = if dice.once_in(4) { dice.some(&["totp", "email_code"]) } else { Vec::new() };
    Person {
        id: Some(format!("account-{id}")),
        enrolled,
        shut,
        enrols,
        demands,
        replaced,
        offers: if dice.once_in(2) { dice.some(&["passkey", "totp"]) } else { Vec::new() },
        frozen: dice.once_in(8),
        reset: dice.once_in(8),
        details: dice.once_in(8),
        phone: dice.once_in(8),
        guessed: guessed(dice),
    }
}

/// What an unknown name is taken for.
fn nobody_known(dice: &mut Dice) -> Person {
    Person {
        id: None,
        enrolled: KINDS.map(str::to_owned).to_vec(),
        shut: Vec::new(),
        enrols: Vec::new(),
        demands: Vec::new(),
        replaced: Vec::new(),
        offers: Vec::new(),
        frozen: false,
        reset: false,
        details: false,
        phone: false,
        guessed: guessed(dice),
    }
}

fn guessed(dice: &mut Dice) -> Guessed {
    *dice.pick(&[Guessed::Little, Guessed::Little, Guessed::Little, Guessed::Much, Guessed::TooMuch])
}

fn demand(dice: &mut Dice, levels: &[(String, Vec<Chain>)]) -> Demand {
    let level = |dice: &mut Dice| match dice.below(12) {
        0 => "no-such-level".to_owned(),
        _ => dice.pick(levels).0.clone(),
    };
    Demand {
        levels: (0..dice.below(3)).map(|_| level(dice)).collect(),
        essential: dice.once_in(2),
        minimum: (!dice.once_in(3)).then(|| level(dice)),
        max_age: match dice.below(3) {
            0 => Some(Duration::from_millis(u64::try_from(dice.below(100_000)).unwrap())),
            1 => Some(Duration::ZERO),
            _ => None,
        },
        fresh: dice.once_in(4),
        interactive: !dice.once_in(5),
        choose_account: dice.once_in(4),
        client_id: String::new(),
        invitation: None,
        login_hint: None,
        account_id: dice.once_in(4).then(|| format!("account-{}", dice.below(3))),
    }
}

/// What was seen on the way, so that a walk which never gets anywhere is noticed.
#[derive(Default)]
struct Seen {
    done: usize,
    enrolled: usize,
    recovered: usize,
    /// Accounts that were made, and those of them that were in at the end.
    joined: usize,
    registered: usize,
    offered: usize,
    replaced: usize,
    /// Named by a key, and the chain went on from it.
    nameless: usize,
    ends: BTreeSet<String>,
}

#[allow(clippy::unnecessary_unwrap)] // the dice fall after the check
fn walk(seed: u64, log: Option<&mut String>, seen: &mut Seen) -> Result<(), String> {
    let dice = &mut Dice(seed);
    let mut log = log;
    let mut log = |line: &dyn Fn() -> String| {
        if let Some(log) = &mut log {
            **log += &format!("{}\n", line());
        }
    };
    let levels = levels(dice);
    let default_level = dice.pick(&levels).0.clone();
    let counts = dice.once_in(2);
    let rules = Rules {
        levels: levels.clone(),
        default_level: default_level.clone(),
        confirmation_counts: counts,
        ..Rules::default()
    };
    let worth = KINDS.map(|kind| (kind.to_owned(), characters(kind))).into();
    let policy = Policy::new(rules, worth).unwrap();
    let mut people: Vec<Person> = (0..3).map(|id| somebody(dice, id, &levels)).collect();
    people.push(nobody_known(dice));
    let purpose = match dice.below(8) {
        7 => Purpose::Register,
        6 => Purpose::Recover,
        0 => Purpose::Change { enrol: None },
        1 => Purpose::Change { enrol: Some((*dice.pick(&ENROLS)).to_owned()) },
        _ => Purpose::SignIn,
    };
    let demand = demand(dice, &levels);
    let session: Option<(usize, Vec<Proof>)> = (!dice.once_in(3)).then(|| {
        let whose = dice.below(3);
        let kinds: Vec<&str> = people[whose].enrolled.iter().map(String::as_str).collect();
        let mut proofs = Vec::new();
        for kind in dice.some(&kinds) {
            let age = i64::try_from(dice.below(100_000)).unwrap();
            proofs.push(Proof { inherited: true, ..proof(&kind, STARTED - age) });
        }
        (whose, proofs)
    });
    let mut journey =
        Journey::new(purpose.clone(), Errand::none(), Heading::default(), demand.clone(), Timestamp(STARTED));
    let mut model = Model {
        levels,
        default_level,
        demand,
        purpose,
        people,
        who: None,
        proofs: Vec::new(),
        bound: Vec::new(),
        permission: Permission::Unknown,
        chosen: None,
        capable: dice.some(&["passkey", "totp"]),
        offered: Offered::Open,
        told: false,
        cancelled: false,
    };
    journey.capable.clone_from(&model.capable);
    log(&|| format!("{model:?}\nsession {session:?}"));
    let mut now = STARTED;
    let registers = model.purpose == Purpose::Register;
    let mut identify = session.as_ref().map(|(whose, _)| *whose).filter(|_| dice.once_in(2) && !registers);
    let mut named_by: Option<&str> = None;
    for _ in 0..24 {
        if let Some(who) = identify.take() {
            let came =
                session.iter().filter(|(whose, _)| *whose == who).flat_map(|(_, proofs)| proofs.clone());
            let came: Vec<Proof> = came.collect();
            model.who = Some(who);
            model.proofs = came.iter().map(|proof| (proof.kind.clone(), proof.at.0, true)).collect();
            model.bound.clear();
            (model.permission, model.chosen) = (Permission::Unknown, None);
            model.offered = Offered::Open;
            model.told = false;
            if registers {
                // Whatever is typed, it is nobody until the code comes back.
                model.people[NOBODY] = nobody_known(dice);
            }
            journey.identify("name", model.people[who].id.clone(), came);
            log(&|| format!("identify {who}"));
            // A key names the account and is a proof of it, in one.
            if let Some(kind) = named_by.take() {
                prove(&mut journey, &mut model, kind, now);
                log(&|| format!("by {kind}"));
                seen.nameless += 1;
            }
        }
        let person = model.who.map(|who| model.people[who].clone());
        let known = |person: &Option<Person>, journey: &Journey| {
            let nothing = &[][..];
            let some = person.as_ref();
            journey.next(&Known {
                policy: &policy,
                enrolled: some.map_or(nothing, |person| &person.enrolled),
                shut: some.map_or(nothing, |person| &person.shut),
                enrols: some.map_or(nothing, |person| &person.enrols),
                demands: some.map_or(nothing, |person| &person.demands),
                replaced: some.map_or(nothing, |person| &person.replaced),
                offers: some.map_or(nothing, |person| &person.offers),
                frozen: some.is_some_and(|person| person.frozen),
                reset: some.is_some_and(|person| person.reset),
                details: some.is_some_and(|person| person.details),
                phone: some.is_some_and(|person| person.phone),
                password: some.map_or(Guessed::Little, |person| person.guessed),
            })
        };
        let step = known(&person, &journey);
        log(&|| format!("-> {step:?}"));
        model.judge(&step)?;
        ask_nameless(&mut journey, &step)?;
        if dice.once_in(8) && known(&person, &journey) != step {
            return Err("another answer to the same question".into());
        }
        let nobody = person.as_ref().is_some_and(|person| person.id.is_none());
        if let Step::End(end) = &step {
            seen.ends.insert(format!("{end:?}"));
            if *end == End::Done {
                seen.done += 1;
                seen.registered += usize::from(registers);
                seen.replaced += usize::from(journey.rests_on_device(&policy));
                return model.judge_claims(&journey, &policy);
            }
            if !dice.once_in(3) {
                return Ok(());
            }
        }
        now += i64::try_from(dice.below(200_000)).unwrap();
        if let Some(who) = model.who
            && dice.once_in(6)
        {
            // Somebody guesses, an administrator changes the account, a factor is disabled.
            let guessed = guessed(dice);
            model.people[who].guessed = guessed;
            if dice.once_in(2) && model.people[who].id.is_some() {
                let levels = model.levels.clone();
                model.people[who] = Person { guessed, ..somebody(dice, who, &levels) };
            }
            log(&|| format!("now {:?}", model.people[who]));
        }
        let willing = !dice.once_in(4);
        match &step {
            Step::Identify if willing && registers => identify = Some(NOBODY),
            Step::Identify if willing && dice.once_in(3) => {
                let who = dice.below(3);
                let kind = *dice.pick(&NAMELESS);
                answer_nameless(&mut journey, kind)?;
                // A wrong answer, or of a key that the account does not hold, names nobody.
                let holds = model.people[who].enrolled.iter().any(|held| held == kind);
                if holds && !dice.once_in(4) {
                    (identify, named_by) = (Some(who), Some(kind));
                }
            }
            Step::Identify if willing => identify = Some(dice.below(4)),
            Step::Verify { kind, .. } if willing && nobody && registers => {
                // The account is made in the write that takes the proof.
                prove(&mut journey, &mut model, kind, now);
                let new = Person {
                    id: Some("account-new".into()),
                    enrolled: vec![kind.clone()],
                    shut: Vec::new(),
                    demands: Vec::new(),
                    replaced: Vec::new(),
                    frozen: false,
                    ..somebody(dice, NOBODY, &model.levels)
                };
                journey.who = Who::Named { account_id: new.id.clone() };
                model.people[NOBODY] = new;
                seen.joined += 1;
                log(&|| format!("joined {:?}", model.people[NOBODY]));
            }
            Step::Verify { kind, .. } if willing && !nobody => {
                prove(&mut journey, &mut model, kind, now);
                log(&|| format!("proved {kind}"));
            }
            Step::Enrol { kind, .. } if willing => {
                seen.enrolled += 1;
                if model.purpose == Purpose::Recover {
                    same(&step, &Step::Enrol { kind: "password".into(), others: Vec::new() })?;
                    seen.recovered += 1;
                }
                journey.bound.push(kind.clone());
                journey.chosen = None;
                model.bound.push(kind.clone());
                model.chosen = None;
                let who = model.who.unwrap();
                if !model.has(kind) {
                    model.people[who].enrolled.insert(0, kind.clone());
                }
                if counts && (kind != "password" || registers) {
                    prove(&mut journey, &mut model, kind, now);
                }
                log(&|| format!("bound {kind}"));
            }
            Step::Details if willing => {
                (journey.told, model.told) = (true, true);
                log(&|| "told".into());
            }
            Step::Phone if willing => {
                model.people[model.who.unwrap()].phone = false;
                log(&|| "number".into());
            }
            Step::Offer { kind } if willing => {
                seen.offered += 1;
                let answer = if dice.once_in(2) { Offered::Declined } else { Offered::Taken(kind.clone()) };
                journey.offered.clone_from(&answer);
                log(&|| format!("offer {answer:?}"));
                model.offered = answer;
            }
            Step::Permission if willing => {
                let answers =
                    [Permission::NotNeeded, Permission::Given, Permission::Ask, Permission::Refused];
                let likely = if dice.once_in(4) { 4 } else { 3 };
                permit(&mut journey, &mut model, *dice.pick(&answers[..likely]));
                log(&|| format!("permission {:?}", model.permission));
            }
            _ => match dice.below(12) {
                0 => identify = Some(if registers { NOBODY } else { dice.below(4) }),
                1 => {
                    journey.restart();
                    model.who = None;
                    model.proofs.clear();
                    model.bound.clear();
                    (model.permission, model.chosen) = (Permission::Unknown, None);
                    model.offered = Offered::Open;
                    model.told = false;
                    log(&|| "restart".into());
                }
                2 if dice.once_in(2) => {
                    journey.cancelled = true;
                    model.cancelled = true;
                    log(&|| "cancel".into());
                }
                3 => {
                    let answers = [Permission::NotNeeded, Permission::Given, Permission::Ask];
                    permit(&mut journey, &mut model, *dice.pick(&answers));
                    log(&|| format!("permission ahead {:?}", model.permission));
                }
                // Out of order, of a kind the account may not even have, and for a name that nobody has.
                4 | 5 if model.who.is_some() => {
                    let kind = *dice.pick(&KINDS);
                    prove(&mut journey, &mut model, kind, now);
                    log(&|| format!("proved out of order {kind}"));
                }
                6..=8 => {
                    let kind = Some((*dice.pick(&KINDS)).to_owned());
                    journey.chosen.clone_from(&kind);
                    log(&|| format!("chose {kind:?}"));
                    model.chosen = kind;
                }
                _ => log(&|| "nothing".into()),
            },
        }
    }
    Ok(())
}

/// Puts the questions that need no name, those that are missing, while a name is asked for; once there is one, none stands.
fn ask_nameless(journey: &mut Journey, step: &Step) -> Result<(), String> {
    if *step != Step::Identify {
        let stands = !journey.nameless.is_empty() && journey.who != Who::Unknown;
        return (!stands).then_some(()).ok_or("a question outlived the name".into());
    }
    for kind in NAMELESS {
        if !journey.nameless.iter().any(|asked| asked.kind == kind) {
            let (secret, page) = (Value::Null, Value::Null);
            journey.nameless.push(Nameless { kind: kind.into(), secret, page });
        }
    }
    Ok(())
}

/// Takes the question of `kind`: it is there once, and the others stay.
fn answer_nameless(journey: &mut Journey, kind: &str) -> Result<(), String> {
    let once = journey.take_nameless(kind).is_some() && journey.take_nameless(kind).is_none();
    (once && journey.nameless.len() == NAMELESS.len() - 1)
        .then_some(())
        .ok_or("answered twice, or for others".into())
}

fn prove(journey: &mut Journey, model: &mut Model, kind: &str, now: i64) {
    journey.prove(proof(kind, now));
    model.proofs.retain(|(other, ..)| other != kind);
    model.proofs.push((kind.to_owned(), now, false));
    model.chosen = None;
}

fn permit(journey: &mut Journey, model: &mut Model, permission: Permission) {
    journey.permission = permission;
    model.permission = permission;
}

fn walk_many(seed: u64, walks: u64) {
    std::thread::scope(|scope| {
        for part in 0..2 {
            scope.spawn(move || {
                let mut seen = Seen::default();
                for at in (part..walks).step_by(2) {
                    let seed = seed.wrapping_mul(0x1_0000_0001).wrapping_add(at);
                    if let Err(what) = walk(seed, None, &mut seen) {
                        let mut log = String::new();
                        let _ = walk(seed, Some(&mut log), &mut seen);
                        panic!("walk of seed {seed}: {what}\n{log}");
                    }
                }
                // A walk that gets nowhere shows nothing.
                let walks = usize::try_from(walks / 2).unwrap();
                assert!(seen.done > walks / 20, "{} of {walks} walks were done", seen.done);
                assert!(seen.enrolled > walks / 50, "{} enrolments in {walks} walks", seen.enrolled);
                assert!(seen.recovered > walks / 500, "{} recoveries in {walks} walks", seen.recovered);
                assert!(seen.joined > walks / 100, "{} accounts made in {walks} walks", seen.joined);
                assert!(
                    seen.registered > walks / 1_000,
                    "{} of them got in in {walks} walks",
                    seen.registered
                );
                assert!(seen.offered > walks / 2_000, "{} offers in {walks} walks", seen.offered);
                assert!(seen.nameless > walks / 50, "{} named by a key in {walks} walks", seen.nameless);
                assert!(seen.replaced > walks / 2_000, "{} devices in {walks} walks", seen.replaced);
                // The rarest way to end is met once in some thousand walks.
                assert!(seen.ends.len() == 5 || walks < 10_000, "{:?}", seen.ends);
            });
        }
    });
}

#[test]
fn no_walk_reaches_an_answer_without_its_proofs() {
    walk_many(2, 100_000);
}

#[test]
fn nor_does_a_walk_nobody_took_before() {
    walk_many(u64::from(Random::system().below(u32::MAX)) << 20, 10_000);
}
