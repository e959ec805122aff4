//! What comes next: the one place where the order of a journey's steps is written. Pure and total.

use std::collections::BTreeSet;

use super::{
    enrolment,
    journey::{End, Guessed, Journey, Known, Offered, Permission, Purpose, Step, Who},
    policy::{self, Chain, Policy},
};

const PASSWORD: &str = "password";
const MAILED: &str = "email_code";
/// What a new account begins with: one of these.
const FIRST: [&str; 2] = ["passkey", PASSWORD];

/// Something to be met, with the factors whose proofs count for it.
struct Requirement {
    /// Chains of which any one does, the most wanted first; those of one entry are wanted alike.
    tiers: Vec<Vec<Chain>>,
    /// Whether failing it ends the journey unmet.
    mandatory: bool,
    /// What was shown.
    done: BTreeSet<String>,
    /// What a remembered device stands in for here.
    replaced: Vec<String>,
}

enum Open {
    Nothing,
    Impossible,
    Step(Step),
}

impl Journey {
    /// What comes next.
    pub fn next(&self, known: &Known) -> Step {
        if self.cancelled || self.permission == Permission::Refused {
            return Step::End(End::Cancelled);
        }
        let Who::Named { account_id } = &self.who else {
            return self.person(Step::Identify);
        };
        if let Some(step) = self.begins(known) {
            return self.person(step);
        }
        for requirement in self.requirements(known) {
            match self.open(&requirement, known) {
                Open::Nothing => {}
                // What was asked for without need is not worth an error (OpenID Connect Core 5.5.1.1).
                Open::Impossible if !requirement.mandatory => {}
                Open::Step(_) if !requirement.mandatory && !self.demand.interactive => {}
                Open::Impossible => return self.unmet(known),
                Open::Step(step) => return self.person(step),
            }
        }
        if account_id.is_none()
            || self.demand.account_id.as_ref().is_some_and(|only| Some(only) != account_id.as_ref())
        {
            return Step::End(End::NeedsPerson);
        }
        if let Some(kind) = self.enrols() {
            return self.person(Step::Enrol { kind: kind.to_owned(), others: Vec::new() });
        }
        if self.signs_in() && known.details && !self.told {
            return self.person(Step::Details);
        }
        if self.signs_in() && known.phone {
            return self.person(Step::Phone);
        }
        if let Some(kind) = self.offers(known) {
            return Step::Offer { kind };
        }
        match self.permission {
            Permission::Unknown => Step::Permission,
            Permission::Ask if self.demand.interactive => Step::Permission,
            Permission::Ask => Step::End(End::NeedsPermission),
            Permission::NotNeeded | Permission::Given => Step::End(End::Done),
            Permission::Refused => Step::End(End::Cancelled),
        }
    }

    /// The level that was reached, without what a remembered device stood in for: of those asked for the most wanted, else the
    /// one that is needed, else the highest of all.
    pub fn acr<'a>(&'a self, policy: &'a Policy) -> Option<&'a str> {
        let done = self.done();
        let asked = self.demand.levels.iter().map(String::as_str);
        let mut wanted = asked.chain(self.minimum(policy)).chain(policy.names().rev());
        wanted.find(|level| policy.satisfied(level, &done))
    }

    /// Whether a remembered device was needed to get here: then what it replaced was not shown.
    #[cfg(test)]
    pub fn rests_on_device(&self, policy: &Policy) -> bool {
        let done = self.done();
        self.minimum(policy).is_some_and(|level| !policy.satisfied(level, &done))
    }

    /// The level that is needed in any case. Nobody signs in with nothing because nothing was asked.
    fn minimum<'a>(&'a self, policy: &'a Policy) -> Option<&'a str> {
        match self.purpose {
            Purpose::SignIn | Purpose::Register => {
                Some(self.demand.minimum.as_deref().unwrap_or(policy.default_level()))
            }
            Purpose::Change { .. } | Purpose::Recover => self.demand.minimum.as_deref(),
        }
    }

    /// The factor that is to be bound here, if it is not yet.
    fn enrols(&self) -> Option<&str> {
        let kind: &str = match (&self.purpose, &self.offered) {
            (Purpose::Change { enrol: Some(kind) }, _)
            | (Purpose::SignIn | Purpose::Register, Offered::Taken(kind)) => kind,
            (Purpose::Recover, _) => PASSWORD,
            _ => return None,
        };
        (!self.bound.iter().any(|bound| bound == kind)).then_some(kind)
    }

    /// The beginning of a new account: its address is proved, then it gets a first way to sign in.
    fn begins(&self, known: &Known) -> Option<Step> {
        if self.purpose != Purpose::Register {
            return None;
        }
        if !self.done_here().contains(MAILED) {
            return Some(Step::Verify { kind: MAILED.to_owned(), others: Vec::new() });
        }
        if self.account_id().is_none() {
            return Some(Step::End(End::NeedsPerson));
        }
        if FIRST.into_iter().any(|kind| known.enrolled.iter().any(|held| held == kind)) {
            return None;
        }
        // A passkey first, where the browser says that it can make one.
        let mut first = FIRST.map(str::to_owned).to_vec();
        if !self.capable.iter().any(|kind| kind == "passkey") {
            first.reverse();
        }
        Some(self.choice(first, |kind, others| Step::Enrol { kind, others }))
    }

    /// What a recovery has to meet; no client demands anything of it.
    fn recovery(&self, known: &Known) -> Vec<Requirement> {
        let here = self.done_here();
        let need = |chains: Vec<Chain>| Requirement {
            tiers: vec![chains],
            mandatory: true,
            done: here.clone(),
            replaced: Vec::new(),
        };
        let mut requirements = vec![need(vec![vec![vec![MAILED.to_owned()]]])];
        // What else the account has is told to nobody who has not read its mail.
        if here.contains(MAILED) && self.bound.is_empty() {
            let proofs = self.proofs_for_recovery(known).unwrap_or_else(|| vec![Vec::new()]);
            requirements.extend(proofs.into_iter().map(need));
        }
        requirements
    }

    /// What has to be met, in order.
    fn requirements(&self, known: &Known) -> Vec<Requirement> {
        if self.purpose == Purpose::Recover {
            return self.recovery(known);
        }
        let of = |level: &str| known.policy.chains(level).to_vec();
        let (done, here) = (self.done(), self.done_here());
        let mut requirements = Vec::new();
        let mut need = |tiers, mandatory, done: &BTreeSet<String>, replaced: &[String]| {
            requirements.push(Requirement {
                tiers,
                mandatory,
                done: done.clone(),
                replaced: replaced.to_vec(),
            });
        };
        if !self.demand.levels.is_empty() {
            let tiers = self.demand.levels.iter().map(|level| of(level)).collect();
            need(tiers, self.demand.essential, &done, &[]);
        }
        if let Some(minimum) = self.minimum(known.policy) {
            need(vec![of(minimum)], true, &done, known.replaced);
        }
        // What an account's own level is, is told to nobody who has not proved anything.
        if self.signs_in() && !done.is_empty() {
            for level in known.demands {
                need(vec![of(level)], true, &done, known.replaced);
            }
        }
        // What was bound here had its proofs, and stands among what the account holds by now.
        let changes = !self.signs_in() || self.enrols().is_some();
        if changes && self.bound.is_empty() {
            match self.proofs_for_change(known) {
                Some(proofs) => proofs.into_iter().for_each(|chains| need(vec![chains], true, &here, &[])),
                None => need(Vec::new(), true, &here, &[]),
            }
        }
        requirements
    }

    /// See [`enrolment::proofs_for`]; nothing suffices while the account's factors are frozen.
    fn proofs_for_change(&self, known: &Known) -> Option<Vec<Vec<Chain>>> {
        if known.frozen {
            return None;
        }
        enrolment::proofs_for(known.policy, known.enrolled, known.shut)
    }

    /// See [`enrolment::proofs_for_recovery`]; nothing suffices while the account's factors are frozen.
    fn proofs_for_recovery(&self, known: &Known) -> Option<Vec<Vec<Chain>>> {
        if known.frozen {
            return None;
        }
        if known.reset {
            return Some(Vec::new());
        }
        enrolment::proofs_for_recovery(known.policy, known.enrolled, known.shut)
    }

    /// A step that needs a person ends the journey where none may be asked.
    fn person(&self, step: Step) -> Step {
        if self.demand.interactive { step } else { Step::End(End::NeedsPerson) }
    }

    /// The end of what cannot be met. It is told to who has proved something: to a stranger every name, whatever its
    /// account can show, leads to the same question.
    fn unmet(&self, known: &Known) -> Step {
        let password: Chain = vec![vec![PASSWORD.to_owned()]];
        let done = self.done();
        if done.is_empty()
            && self.purpose != Purpose::Recover
            && known.enrolled.iter().any(|kind| kind == PASSWORD)
            && let Open::Step(step) = self.verify(&[&password], &done, &[], known)
        {
            return self.person(step);
        }
        Step::End(End::Unmet)
    }

    /// What is still open of a requirement: of the most wanted chains that the account can meet the next question, else of
    /// those that it could meet with one more factor.
    fn open(&self, requirement: &Requirement, known: &Known) -> Open {
        let Requirement { tiers, done, replaced, .. } = requirement;
        for tier in tiers {
            if tier.iter().any(|chain| first_open(chain, done, replaced).is_none()) {
                return Open::Nothing;
            }
            let has = |kind: &String| done.contains(kind) || known.enrolled.contains(kind);
            let reachable: Vec<&Chain> = tier.iter().filter(|chain| within(chain, replaced, has)).collect();
            if !reachable.is_empty() {
                return self.verify(&reachable, done, replaced, known);
            }
        }
        let could = |kind: &String| {
            done.contains(kind) || known.enrolled.contains(kind) || known.enrols.contains(kind)
        };
        let Some(proofs) = self.proofs_for_change(known) else { return Open::Impossible };
        let enrollable: Vec<&Chain> =
            tiers.iter().flatten().filter(|chain| within(chain, replaced, could)).collect();
        self.enrol(&enrollable, &proofs, requirement, known)
    }

    /// Asks for a factor that one of these chains, all within reach, wants next.
    fn verify(&self, chains: &[&Chain], done: &BTreeSet<String>, replaced: &[String], known: &Known) -> Open {
        let wanted = |kind: &String| {
            let next = |chain: &&&Chain| first_open(chain, done, replaced).is_some_and(|l| l.contains(kind));
            chains.iter().filter(next).map(|chain| met(chain, done)).max()
        };
        // The chain that is furthest first; among those what was used last.
        let mut ranked: Vec<(usize, &String)> =
            known.enrolled.iter().filter_map(|kind| Some((wanted(kind)?, kind))).collect();
        ranked.sort_by_key(|(met, _)| std::cmp::Reverse(*met));
        let mut options: Vec<String> = ranked.into_iter().map(|(_, kind)| kind.clone()).collect();
        // What every name is asked alike, this one may not hold: whoever has proved nothing may begin with the password.
        let password = PASSWORD.to_owned();
        let begins = self.purpose != Purpose::Recover && self.done().is_empty();
        if begins && known.enrolled.contains(&password) && !options.contains(&password) {
            options.push(password);
        }
        let mailed = MAILED.to_owned();
        let asks_password = options.iter().any(|kind| kind == PASSWORD);
        if asks_password && known.enrolled.contains(&mailed) && !self.done_here().contains(&mailed) {
            match known.password {
                Guessed::Little => {}
                Guessed::Much if options.contains(&mailed) => {}
                Guessed::Much => options.push(mailed),
                Guessed::TooMuch => {
                    for option in &mut options {
                        if option == PASSWORD {
                            option.clone_from(&mailed);
                        }
                    }
                    let first = options.iter().position(|kind| *kind == mailed);
                    let mut at = 0..;
                    options.retain(|kind| *kind != mailed || at.next() == Some(0) && first.is_some());
                }
            }
        }
        Open::Step(self.choice(options, |kind, others| Step::Verify { kind, others }))
    }

    /// The next step of chains that have a factor to be enrolled.
    fn enrol(
        &self,
        chains: &[&Chain],
        proofs: &[Vec<Chain>],
        requirement: &Requirement,
        known: &Known,
    ) -> Open {
        let Requirement { done, replaced, .. } = requirement;
        // The furthest; `max_by_key` keeps the last of equals, so reversed it is the first.
        let Some(best) = chains.iter().rev().max_by_key(|chain| met(chain, done)) else {
            return Open::Impossible;
        };
        let holds = |chain: &Chain| {
            first_open(chain, done, replaced)
                .is_some_and(|link| link.iter().any(|kind| known.enrolled.contains(kind)))
        };
        if holds(best) {
            return self.verify(&[best], done, replaced, known);
        }
        let here = self.done_here();
        for chains in proofs {
            if !chains.iter().any(|chain| policy::satisfied(chain, &here)) {
                let has = |kind: &String| here.contains(kind) || known.enrolled.contains(kind);
                let reachable: Vec<&Chain> = chains.iter().filter(|chain| within(chain, &[], has)).collect();
                return self.verify(&reachable, &here, &[], known);
            }
        }
        let wanted: BTreeSet<&String> = chains
            .iter()
            .filter(|chain| !holds(chain))
            .filter_map(|chain| first_open(chain, done, replaced))
            .flatten()
            .collect();
        let options = known.enrols.iter().filter(|kind| wanted.contains(kind)).cloned().collect();
        Open::Step(self.choice(options, |kind, others| Step::Enrol { kind, others }))
    }

    /// The chosen of `options`, else the first, and the rest beside it.
    fn choice(&self, mut options: Vec<String>, step: impl Fn(String, Vec<String>) -> Step) -> Step {
        let chosen = self.chosen.as_ref();
        let at = chosen.and_then(|chosen| options.iter().position(|kind| kind == chosen)).unwrap_or(0);
        if at >= options.len() {
            return Step::End(End::Unmet);
        }
        let kind = options.remove(at);
        step(kind, options)
    }

    /// What to offer once everything is met: something that nothing demands, to somebody who signed in with a password or is new
    /// here, if the proofs of this journey suffice to bind it.
    fn offers(&self, known: &Known) -> Option<String> {
        let here = self.done_here();
        let new = self.purpose == Purpose::Register;
        let welcome = self.signs_in()
            && self.demand.interactive
            && self.offered == Offered::Open
            && (new || self.bound.is_empty())
            && self.permission == Permission::Unknown
            && (new || here.contains(PASSWORD));
        let kind = known.offers.iter().find(|kind| {
            welcome && self.capable.contains(kind) && !known.enrolled.contains(kind) && !here.contains(*kind)
        })?;
        let proofs = self.proofs_for_change(known)?;
        let proved = |chains: &Vec<Chain>| chains.iter().any(|chain| policy::satisfied(chain, &here));
        proofs.iter().all(proved).then(|| kind.clone())
    }
}

/// The first link of `chain` that nothing serves. What a device stands in for serves any link but the first: something is
/// always shown.
fn first_open<'a>(
    chain: &'a Chain,
    done: &BTreeSet<String>,
    replaced: &[String],
) -> Option<&'a policy::Link> {
    chain.iter().enumerate().find_map(|(at, link)| {
        let served = link.iter().any(|kind| done.contains(kind))
            || (at > 0 && link.iter().any(|k| replaced.contains(k)));
        (!served).then_some(link)
    })
}

/// Whether every link has a factor that `able` takes, or that is replaced.
fn within(chain: &Chain, replaced: &[String], able: impl Fn(&String) -> bool) -> bool {
    chain.iter().enumerate().all(|(at, link)| {
        link.iter().any(&able) || (at > 0 && link.iter().any(|kind| replaced.contains(kind)))
    })
}

/// How many links of it were shown.
fn met(chain: &Chain, done: &BTreeSet<String>) -> usize {
    chain.iter().filter(|link| link.iter().any(|kind| done.contains(kind))).count()
}
