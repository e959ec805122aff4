//! Random walks of [`Journey::next`] beside a model that was written from the design's words, not from the code: no
//! walk reaches an answer without its proofs, and every step is one the person can take.

use std::{collections::BTreeSet, time::Duration};

use serde_json::Value;

use super::{
    assurance::{self, Proof},
    factor::Character,
    journey::{Demand, End, Guessed, Heading, Journey, Known, Permission, Purpose, Step},
    policy::{Chain, Policy},
};
use crate::{clock::Timestamp, random::Random};

const KINDS: [&str; 4] = ["password", "email_code", "totp", "passkey"];
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
    cancelled: bool,
}

/// A requirement in the model: chains, the kinds that serve it, and whether it must be met.
struct Need {
    chains: Vec<Chain>,
    have: BTreeSet<String>,
    must: bool,
}

fn strong(kind: &str) -> bool {
    kind != "password" && kind != "email_code"
}

fn meets(chain: &Chain, have: &BTreeSet<String>) -> bool {
    chain.iter().all(|link| link.iter().any(|kind| have.contains(kind)))
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

    /// Which kinds may stand beside the password to enrol: the strong ones held, else a mailed code, unless a strong
    /// one was disabled. None: it cannot be enrolled at all.
    fn beside_password(&self) -> Option<Vec<String>> {
        let held: Vec<String> = self.person().enrolled.iter().filter(|kind| strong(kind)).cloned().collect();
        if !self.has("password") {
            None
        } else if !held.is_empty() {
            Some(held)
        } else if self.person().shut.iter().any(|kind| strong(kind)) || !self.has("email_code") {
            None
        } else {
            Some(vec!["email_code".into()])
        }
    }

    fn may_enrol(&self) -> bool {
        let here = self.here();
        here.contains("password")
            && self.beside_password().is_some_and(|kinds| kinds.iter().any(|kind| here.contains(kind)))
    }

    fn level(&self, name: &str) -> Vec<Chain> {
        self.levels
            .iter()
            .find(|(level, _)| level == name)
            .map(|(_, chains)| chains.clone())
            .unwrap_or_default()
    }

    fn minimum(&self) -> Option<String> {
        let signs_in = self.purpose == Purpose::SignIn;
        self.demand.minimum.clone().or_else(|| signs_in.then(|| self.default_level.clone()))
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        let have = self.counted_kinds();
        if !self.demand.levels.is_empty() {
            let chains = self.demand.levels.iter().flat_map(|level| self.level(level)).collect();
            needs.push(Need { chains, have: have.clone(), must: self.demand.essential });
        }
        if let Some(minimum) = self.minimum() {
            needs.push(Need { chains: self.level(&minimum), have, must: true });
        }
        if self.purpose != Purpose::SignIn && self.bound.is_empty() {
            let chains = self.beside_password().map(|second| vec![vec!["password".to_owned()], second]);
            needs.push(Need { chains: chains.into_iter().collect(), have: self.here(), must: true });
        }
        needs
    }

    /// Whether a chain can be met with what is enrolled, and if not, with what can be enrolled.
    fn reach(&self, chain: &Chain, have: &BTreeSet<String>) -> (bool, bool) {
        let person = self.person();
        let now = |kind: &String| have.contains(kind) || person.enrolled.contains(kind);
        let later = |kind: &String| now(kind) || person.enrols.contains(kind);
        let all = |able: &dyn Fn(&String) -> bool| chain.iter().all(|link| link.iter().any(able));
        (all(&now), self.beside_password().is_some() && all(&later))
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
        for need in self.needs() {
            if need.chains.iter().any(|chain| meets(chain, &need.have)) {
                continue;
            }
            let reach: Vec<_> = need.chains.iter().map(|chain| self.reach(chain, &need.have)).collect();
            if !need.must && !ask {
                continue;
            }
            if reach.iter().any(|(now, later)| *now || *later) {
                return if ask { self.judge_asking(&need, &reach, step) } else { expect(End::NeedsPerson) };
            }
            if !need.must {
                continue;
            }
            // Told only to who has proved something, where there is a password to ask for first.
            if !self.counted_kinds().is_empty() || !self.has("password") {
                return expect(End::Unmet);
            }
            let need =
                Need { chains: vec![vec![vec!["password".into()]]], have: BTreeSet::new(), must: true };
            return if ask {
                self.judge_asking(&need, &[(true, false)], step)
            } else {
                expect(End::NeedsPerson)
            };
        }
        let person = self.person();
        if person.id.is_none()
            || self.demand.account_id.as_ref().is_some_and(|id| person.id.as_ref() != Some(id))
        {
            return expect(End::NeedsPerson);
        }
        if let Purpose::Change { enrol: Some(kind) } = &self.purpose
            && !self.bound.contains(kind)
        {
            if !ask {
                return expect(End::NeedsPerson);
            }
            same(step, &Step::Enrol { kind: kind.clone(), others: Vec::new() })?;
            // Something else may have been bound on the way: then that had the proofs.
            return (self.may_enrol() || !self.bound.is_empty())
                .then_some(())
                .ok_or("enrols unproved".into());
        }
        match self.permission {
            Permission::Unknown => same(step, &Step::Permission),
            Permission::Ask if ask => same(step, &Step::Permission),
            Permission::Ask => expect(End::NeedsPermission),
            Permission::NotNeeded | Permission::Given => expect(End::Done),
            Permission::Refused => unreachable!(),
        }
    }

    /// Judges the question asked for an open need.
    fn judge_asking(&self, need: &Need, reach: &[(bool, bool)], step: &Step) -> Result<(), String> {
        let (kind, others, enrols) = match step {
            Step::Verify { kind, others } => (kind, others, false),
            Step::Enrol { kind, others } => (kind, others, true),
            _ => return Err("expected a question".into()),
        };
        let options: Vec<&String> = std::iter::once(kind).chain(others).collect();
        let without_enrolling = reach.iter().any(|(now, _)| *now);
        // "A chain is a list of links in the order they are asked for."
        let first_links: Vec<&Vec<String>> = (need.chains.iter().zip(reach))
            .filter(|(_, (now, later))| if without_enrolling { *now } else { *later })
            .filter_map(|(chain, _)| {
                chain.iter().find(|link| !link.iter().any(|kind| need.have.contains(kind)))
            })
            .collect();
        let next = |kind: &String| first_links.iter().any(|link| link.contains(kind));
        let ensure = |holds: bool, what: &str| holds.then_some(()).ok_or(what.to_owned());
        let distinct: BTreeSet<_> = options.iter().collect();
        ensure(distinct.len() == options.len(), "an option twice")?;
        if let Some(chosen) = self.chosen.as_ref().filter(|chosen| options.contains(chosen)) {
            ensure(kind == chosen, "the choice is not followed")?;
        }
        if enrols {
            ensure(!without_enrolling, "enrols where it need not")?;
            ensure(self.person().id.is_some(), "enrols for nobody")?;
            ensure(self.may_enrol(), "enrols without the proofs made here")?;
            return ensure(
                options
                    .iter()
                    .all(|kind| next(kind) && self.person().enrols.contains(kind) && !self.has(kind)),
                "enrols what is not wanted or not possible",
            );
        }
        let here = self.here();
        let guessed = self.person().guessed;
        let unlocks = guessed != Guessed::Little && self.has("email_code") && !here.contains("email_code");
        let asks_password = options.iter().any(|kind| *kind == "password");
        if unlocks {
            ensure(guessed != Guessed::TooMuch || !asks_password, "a password after too many guesses")?;
            ensure(!asks_password || options.iter().any(|kind| *kind == "email_code"), "no way out")?;
        }
        for kind in options {
            ensure(self.has(kind), "asks for what is not enrolled")?;
            let for_need = next(kind) && !need.have.contains(kind);
            let second = self.beside_password().unwrap_or_default();
            let for_enrolling = !without_enrolling
                && !here.contains(kind)
                && if here.contains("password") { second.contains(kind) } else { kind == "password" };
            let for_password = kind == "email_code"
                && unlocks
                && (asks_password || guessed == Guessed::TooMuch)
                && (next(&"password".to_owned()) || (!without_enrolling && !here.contains("password")));
            ensure(for_need || for_enrolling || for_password, "asks for what is not next")?;
        }
        Ok(())
    }

    /// What is said about the person at the end.
    fn judge_claims(&self, journey: &Journey, policy: &Policy) -> Result<(), String> {
        let counted = self.counted_kinds();
        let asked: Vec<String> = self.demand.levels.iter().cloned().chain(self.minimum()).collect();
        let reached = |level: &&String| self.level(level).iter().any(|chain| meets(chain, &counted));
        if journey.acr(policy).map(str::to_owned) != asked.iter().find(reached).cloned() {
            return Err(format!("acr {:?}", journey.acr(policy)));
        }
        if self.purpose == Purpose::SignIn && journey.acr(policy).is_none() {
            return Err("signed in at no level".into());
        }
        let proofs: Vec<&Proof> = journey.proofs.iter().filter(|proof| journey.counts(proof)).collect();
        let mut amr: BTreeSet<String> = counted.iter().map(|kind| format!("amr-{kind}")).collect();
        let characters: BTreeSet<Character> = counted
            .iter()
            .flat_map(|kind| characters(kind))
            .filter(|character| *character != Character::Address)
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
        "password" => vec![Character::Knowledge],
        "email_code" => vec![Character::Address],
        "totp" => vec![Character::Possession],
        _ => vec![Character::Possession, Character::Inherence],
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

/// Levels, and whether every chain begins with the password.
fn levels(dice: &mut Dice) -> (Vec<(String, Vec<Chain>)>, bool) {
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
    (levels, usual)
}

fn somebody(dice: &mut Dice, id: usize) -> Person {
    let mut enrolled = dice.some(&KINDS);
    if !dice.once_in(6) && !enrolled.iter().any(|kind| kind == "password") {
        enrolled.push("password".into());
    }
    let mut shut = if dice.once_in(4) { dice.some(&KINDS) } else { Vec::new() };
    shut.retain(|kind| !enrolled.contains(kind));
    let mut enrols = dice.some(&["totp", "passkey"]);
    enrols.retain(|kind| !shut.contains(kind));
    Person { id: Some(format!("account-{id}")), enrolled, shut, enrols, guessed: guessed(dice) }
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
        login_hint: None,
        account_id: dice.once_in(4).then(|| format!("account-{}", dice.below(3))),
    }
}

/// What was seen on the way, so that a walk which never gets anywhere is noticed.
#[derive(Default)]
struct Seen {
    done: usize,
    enrolled: usize,
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
    let (levels, usual) = levels(dice);
    let default_level = dice.pick(&levels).0.clone();
    let counts = dice.once_in(2);
    let policy = Policy::new(levels.clone(), default_level.clone(), [].into(), counts, &KINDS).unwrap();
    let mut people: Vec<Person> = (0..3).map(|id| somebody(dice, id)).collect();
    people.push(Person {
        id: None,
        enrolled: KINDS.map(str::to_owned).to_vec(),
        shut: Vec::new(),
        enrols: Vec::new(),
        guessed: guessed(dice),
    });
    let purpose = match dice.below(6) {
        0 => Purpose::Change { enrol: None },
        1 => Purpose::Change { enrol: Some((*dice.pick(&["totp", "passkey"])).to_owned()) },
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
        Journey::new(purpose.clone(), Value::Null, Heading::default(), demand.clone(), Timestamp(STARTED));
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
        cancelled: false,
    };
    log(&|| format!("{model:?}\nsession {session:?}"));
    let mut now = STARTED;
    let mut identify = session.as_ref().map(|(whose, _)| *whose).filter(|_| dice.once_in(2));
    for _ in 0..24 {
        if let Some(who) = identify.take() {
            let came =
                session.iter().filter(|(whose, _)| *whose == who).flat_map(|(_, proofs)| proofs.clone());
            let came: Vec<Proof> = came.collect();
            model.who = Some(who);
            model.proofs = came.iter().map(|proof| (proof.kind.clone(), proof.at.0, true)).collect();
            model.bound.clear();
            (model.permission, model.chosen) = (Permission::Unknown, None);
            journey.identify("name", model.people[who].id.clone(), came);
            log(&|| format!("identify {who}"));
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
                password: some.map_or(Guessed::Little, |person| person.guessed),
            })
        };
        let step = known(&person, &journey);
        log(&|| format!("-> {step:?}"));
        model.judge(&step)?;
        if dice.once_in(8) && known(&person, &journey) != step {
            return Err("another answer to the same question".into());
        }
        let nobody = person.as_ref().is_some_and(|person| person.id.is_none());
        if usual && nobody && model.proofs.is_empty() {
            // Whoever has a password and a proved address is asked the same as a name nobody has.
            let mut other = somebody(dice, 1);
            other.guessed = model.person().guessed;
            other.enrolled.retain(|kind| strong(kind));
            other.enrolled.insert(0, "password".into());
            other.enrolled.push("email_code".into());
            let mut twin = journey.clone();
            twin.identify("name", other.id.clone(), Vec::new());
            (twin.chosen, twin.permission) = (journey.chosen.clone(), journey.permission);
            let asked = known(&Some(other.clone()), &twin);
            same(&asked, &step).map_err(|what| format!("{other:?} is asked {asked:?}, {what}"))?;
        }
        if let Step::End(end) = &step {
            seen.ends.insert(format!("{end:?}"));
            if *end == End::Done {
                seen.done += 1;
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
                model.people[who] = Person { guessed, ..somebody(dice, who) };
            }
            log(&|| format!("now {:?}", model.people[who]));
        }
        let willing = !dice.once_in(4);
        match &step {
            Step::Identify if willing => identify = Some(dice.below(4)),
            Step::Verify { kind, .. } if willing && !nobody => {
                prove(&mut journey, &mut model, kind, now);
                log(&|| format!("proved {kind}"));
            }
            Step::Enrol { kind, .. } if willing => {
                seen.enrolled += 1;
                journey.bound.push(kind.clone());
                journey.chosen = None;
                model.bound.push(kind.clone());
                model.chosen = None;
                let who = model.who.unwrap();
                if !model.has(kind) {
                    model.people[who].enrolled.insert(0, kind.clone());
                }
                if counts {
                    prove(&mut journey, &mut model, kind, now);
                }
                log(&|| format!("bound {kind}"));
            }
            Step::Permission if willing => {
                let answers =
                    [Permission::NotNeeded, Permission::Given, Permission::Ask, Permission::Refused];
                let likely = if dice.once_in(4) { 4 } else { 3 };
                permit(&mut journey, &mut model, *dice.pick(&answers[..likely]));
                log(&|| format!("permission {:?}", model.permission));
            }
            _ => match dice.below(12) {
                0 => identify = Some(dice.below(4)),
                1 => {
                    journey.restart();
                    model.who = None;
                    model.proofs.clear();
                    model.bound.clear();
                    (model.permission, model.chosen) = (Permission::Unknown, None);
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
                assert_eq!(seen.ends.len(), 5, "{:?}", seen.ends);
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
