//! A sign-in under way: its facts, and the one place where the order of its steps is written.
//!
//! [`Journey`] holds facts only; [`Journey::next`] is pure and total and says what they lead to. Whoever changes a
//! fact asks `next` again, so no path can skip a step. Storage, time and factors are the guide's.

use std::{collections::BTreeSet, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    assurance::Proof,
    enrolment,
    policy::{self, Chain, Policy},
};
use crate::clock::Timestamp;

/// Why the journey is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To change what an account proves itself with; with `enrol`, a factor is bound at its end.
    Change {
        /// The factor to bind.
        enrol: Option<String>,
    },
}

/// What the journey has to reach.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demand {
    /// Levels asked for, the most wanted first.
    pub levels: Vec<String>,
    /// Whether failing all of `levels` ends the journey unmet (an essential `acr`, OpenID Connect Core 5.5.1.1).
    pub essential: bool,
    /// The level that the policy wants in any case.
    pub minimum: Option<String>,
    /// No proof may be older when the journey begins (`max_age`).
    pub max_age: Option<Duration>,
    /// Proofs of the session do not count (`prompt=login`).
    pub fresh: bool,
    /// Whether a page may be shown (not with `prompt=none`).
    pub interactive: bool,
    /// The person names an account anew (`prompt=select_account`).
    pub choose_account: bool,
    /// What to put into the identifier field.
    pub login_hint: Option<String>,
    /// Only this account will do (`id_token_hint`).
    pub account_id: Option<String>,
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            levels: Vec::new(),
            essential: false,
            minimum: None,
            max_age: None,
            fresh: false,
            interactive: true,
            choose_account: false,
            login_hint: None,
            account_id: None,
        }
    }
}

/// Who the pages say is asking.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Heading {
    /// The client's name.
    pub name: String,
    /// The host it returns to.
    pub host: String,
    /// Whether an operator vouches for the name.
    pub verified: bool,
    /// Its privacy policy.
    pub policy_uri: Option<String>,
    /// Its terms.
    pub tos_uri: Option<String>,
}

/// Who the person says they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Nobody yet.
    Unknown,
    /// The person of an account, or of none: an unknown name leads through the same steps and never to their end.
    Named {
        /// The account, if there is one that may sign in.
        account_id: Option<String>,
    },
}

/// Whether the owner of the errand may go ahead. The owner sets it once the account is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// The owner has not looked yet.
    Unknown,
    /// Nothing to ask.
    NotNeeded,
    /// The person must be asked.
    Ask,
    /// The person allowed it.
    Given,
    /// The person refused.
    Refused,
}

/// A challenge that waits for its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// The factor that asked.
    pub kind: String,
    /// Whether it is being enrolled instead of verified.
    pub enrolling: bool,
    /// What the factor keeps until the answer.
    pub secret: Value,
    /// What the page shows.
    pub page: Value,
    /// The name typed so far for a factor that is being enrolled.
    #[serde(default)]
    pub name: Option<String>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// How many answers were tried.
    pub tries: u32,
    /// How many messages were sent for this step, this one included.
    pub sends: u32,
    /// When another may be sent.
    pub resend_at: Option<Timestamp>,
    /// Until when sends were refused, if this one was.
    pub send_refused_until: Option<Timestamp>,
}

/// What the page says went wrong, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A key of the locales.
    pub key: String,
    /// The field it is about; empty for the whole form.
    pub field: String,
    /// A moment the text names ("try again at").
    pub at: Option<Timestamp>,
}

/// The facts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Journey {
    /// Why.
    pub purpose: Purpose,
    /// Since when.
    pub started_at: Timestamp,
    /// What its owner needs to go on at the end; opaque here.
    pub errand: Value,
    /// Who is asking, for the pages.
    pub heading: Heading,
    /// What it has to reach.
    pub demand: Demand,
    /// What was typed as a name.
    pub typed: String,
    /// Who the person says they are.
    pub who: Who,
    /// What was shown.
    pub proofs: Vec<Proof>,
    /// What was bound in this journey.
    pub bound: Vec<String>,
    /// Whether the owner may go ahead.
    pub permission: Permission,
    /// The factor the person chose where there are several.
    pub chosen: Option<String>,
    /// "Keep me signed in".
    pub remember: bool,
    /// The person gave up.
    pub cancelled: bool,
    /// The challenge that waits.
    pub pending: Option<Pending>,
    /// What the next page says went wrong.
    pub problem: Option<Problem>,
    /// What the next page says went well, a key of the locales.
    pub notice: Option<String>,
}

/// What is known besides the facts of the journey: the policy, and what the account can show.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The levels.
    pub policy: &'a Policy,
    /// Factors the account can use now, last used first. For an unknown account: what a known one would have.
    pub enrolled: &'a [String],
    /// Factors the account holds but cannot use: failed too often, or disabled.
    pub shut: &'a [String],
    /// Factors that can be enrolled on the way.
    pub enrols: &'a [String],
    /// Whether guessing has used up the password on devices like this one.
    pub password: Guessed,
}

/// How far guessing has used up a password. Its owner goes on by a mailed code, so that nobody is locked out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guessed {
    /// It may be tried.
    #[default]
    Little,
    /// For a while it may not; a mailed code is offered instead.
    Much,
    /// Too many in a row: a mailed code must come first.
    TooMuch,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask who the person is.
    Identify,
    /// Ask for a factor.
    Verify {
        /// Which.
        kind: String,
        /// What would do instead.
        others: Vec<String>,
    },
    /// Lead through binding a factor.
    Enrol {
        /// Which.
        kind: String,
        /// What would do instead.
        others: Vec<String>,
    },
    /// The owner of the errand asks its permission.
    Permission,
    /// It is over.
    End(End),
}

/// How a journey ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The demand is met and permission stands.
    Done,
    /// The person gave up or refused.
    Cancelled,
    /// A person is needed and may not be asked, or is the wrong one (`login_required`).
    NeedsPerson,
    /// Permission is needed and may not be asked for (`consent_required`).
    NeedsPermission,
    /// The demand cannot be met (`unmet_authentication_requirements`).
    Unmet,
}

impl Journey {
    /// A journey that has just begun.
    pub fn new(purpose: Purpose, errand: Value, heading: Heading, demand: Demand, now: Timestamp) -> Self {
        Self {
            purpose,
            started_at: now,
            errand,
            heading,
            typed: demand.login_hint.clone().unwrap_or_default(),
            demand,
            who: Who::Unknown,
            proofs: Vec::new(),
            bound: Vec::new(),
            permission: Permission::Unknown,
            chosen: None,
            remember: false,
            cancelled: false,
            pending: None,
            problem: None,
            notice: None,
        }
    }

    /// The account the person named, if there is one.
    pub fn account_id(&self) -> Option<&str> {
        match &self.who {
            Who::Named { account_id } => account_id.as_deref(),
            Who::Unknown => None,
        }
    }

    /// The person names an account; whatever another name had led to is void.
    pub fn identify(&mut self, typed: &str, account_id: Option<String>, inherited: Vec<Proof>) {
        typed.clone_into(&mut self.typed);
        self.who = Who::Named { account_id };
        self.proofs = inherited;
        self.bound.clear();
        self.permission = Permission::Unknown;
        self.chosen = None;
        self.pending = None;
    }

    /// "Not you?": back to the first step.
    pub fn restart(&mut self) {
        self.identify("", None, Vec::new());
        self.who = Who::Unknown;
        self.remember = false;
    }

    /// The person showed a factor.
    pub fn prove(&mut self, proof: Proof) {
        self.proofs.retain(|other| other.kind != proof.kind);
        self.proofs.push(proof);
        self.chosen = None;
        self.pending = None;
    }

    /// Whether a proof counts for this demand (OpenID Connect Core 3.1.2.1). Facts decide, not how long a step took:
    /// what was made in this journey counts, and what came with the session is measured at its beginning.
    pub fn counts(&self, proof: &Proof) -> bool {
        if !proof.inherited {
            return true;
        }
        !self.demand.fresh
            && self.demand.max_age.is_none_or(|max_age| self.started_at.since(proof.at) <= max_age)
    }

    /// The factors whose proofs count.
    pub fn done(&self) -> BTreeSet<String> {
        self.proofs.iter().filter(|proof| self.counts(proof)).map(|proof| proof.kind.clone()).collect()
    }

    /// The factors shown in this journey.
    pub fn done_here(&self) -> BTreeSet<String> {
        self.proofs.iter().filter(|proof| !proof.inherited).map(|proof| proof.kind.clone()).collect()
    }

    /// The level that was reached: of those asked for the most wanted, else the policy's.
    pub fn acr<'a>(&'a self, policy: &'a Policy) -> Option<&'a str> {
        let done = self.done();
        let asked = self.demand.levels.iter().map(String::as_str);
        asked.chain(self.minimum(policy)).find(|level| policy.satisfied(level, &done).is_some())
    }

    /// The level that is needed in any case. Nobody signs in with nothing because nothing was asked.
    fn minimum<'a>(&'a self, policy: &'a Policy) -> Option<&'a str> {
        match self.purpose {
            Purpose::SignIn => Some(self.demand.minimum.as_deref().unwrap_or(policy.default_level())),
            Purpose::Change { .. } => self.demand.minimum.as_deref(),
        }
    }

    /// What comes next. Pure and total.
    pub fn next(&self, known: &Known) -> Step {
        if self.cancelled || self.permission == Permission::Refused {
            return Step::End(End::Cancelled);
        }
        let Who::Named { account_id } = &self.who else {
            return self.person(Step::Identify);
        };
        let change = enrolment::proofs_for(known.enrolled, known.shut);
        let mut requirements = self.requirements(known);
        // What was bound here had its proofs, and stands among what the account holds by now.
        if self.purpose != Purpose::SignIn && self.bound.is_empty() {
            let chains = change.iter().collect();
            requirements.push(Requirement { chains, mandatory: true, done: self.done_here() });
        }
        for requirement in &requirements {
            match self.open(requirement, known) {
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
        if let Purpose::Change { enrol: Some(kind) } = &self.purpose
            && !self.bound.contains(kind)
        {
            return self.person(Step::Enrol { kind: kind.clone(), others: Vec::new() });
        }
        match self.permission {
            Permission::Unknown => Step::Permission,
            Permission::Ask if self.demand.interactive => Step::Permission,
            Permission::Ask => Step::End(End::NeedsPermission),
            Permission::NotNeeded | Permission::Given => Step::End(End::Done),
            Permission::Refused => Step::End(End::Cancelled),
        }
    }

    /// A step that needs a person ends the journey where none may be asked.
    fn person(&self, step: Step) -> Step {
        if self.demand.interactive { step } else { Step::End(End::NeedsPerson) }
    }

    /// The end of what cannot be met. It is told to who has proved something: to a stranger every name, whatever its
    /// account can show, leads to the same question.
    fn unmet(&self, known: &Known) -> Step {
        let password: Chain = vec![vec!["password".to_owned()]];
        let done = self.done();
        if done.is_empty()
            && known.enrolled.iter().any(|kind| kind == "password")
            && let Open::Step(step) = self.verify(&password, &done, known)
        {
            return self.person(step);
        }
        Step::End(End::Unmet)
    }

    /// What has to be met, in order.
    fn requirements<'a>(&self, known: &'a Known) -> Vec<Requirement<'a>> {
        let of = |level: &str| known.policy.chains(level).iter();
        let mut requirements = Vec::new();
        if !self.demand.levels.is_empty() {
            requirements.push(Requirement {
                chains: self.demand.levels.iter().flat_map(|level| of(level)).collect(),
                mandatory: self.demand.essential,
                done: self.done(),
            });
        }
        if let Some(minimum) = self.minimum(known.policy) {
            let chains = of(minimum).collect();
            requirements.push(Requirement { chains, mandatory: true, done: self.done() });
        }
        requirements
    }

    /// What is still open of a requirement.
    fn open(&self, Requirement { chains, done, .. }: &Requirement, known: &Known) -> Open {
        if chains.iter().any(|chain| policy::satisfied(chain, done).is_some()) {
            return Open::Nothing;
        }
        let has = |kind: &String| done.contains(kind) || known.enrolled.contains(kind);
        let could = |kind: &String| has(kind) || known.enrols.contains(kind);
        let within_reach = |chain: &&&Chain| chain.iter().all(|link| link.iter().any(has));
        let after_enrolment = |chain: &&&Chain| {
            chain.iter().all(|link| link.iter().any(could))
                && enrolment::proofs_for(known.enrolled, known.shut).is_some()
        };
        let reachable: Vec<&Chain> = chains.iter().filter(within_reach).copied().collect();
        if let Some(chain) = self.best(&reachable, done) {
            return self.verify(chain, done, known);
        }
        let enrollable: Vec<&Chain> = chains.iter().filter(after_enrolment).copied().collect();
        match self.best(&enrollable, done) {
            Some(chain) => self.enrol(chain, done, known),
            None => Open::Impossible,
        }
    }

    /// The chain to follow: the one the person chose, else the one that is furthest, else the first.
    fn best<'a>(&self, candidates: &[&'a Chain], done: &BTreeSet<String>) -> Option<&'a Chain> {
        let worth = |chain: &Chain| {
            let open = first_open(chain, done);
            let chosen =
                open.is_some_and(|link| self.chosen.as_ref().is_some_and(|kind| link.contains(kind)));
            let met = chain.iter().filter(|link| link.iter().any(|kind| done.contains(kind))).count();
            (chosen, met)
        };
        // `max_by_key` keeps the last of equals; reversed, that is the first.
        candidates.iter().rev().copied().max_by_key(|chain| worth(chain))
    }

    /// The first open link of a chain whose factors are all enrolled.
    fn verify(&self, chain: &Chain, done: &BTreeSet<String>, known: &Known) -> Open {
        let Some(link) = first_open(chain, done) else { return Open::Nothing };
        let mut options: Vec<String> =
            known.enrolled.iter().filter(|kind| link.contains(kind)).cloned().collect();
        let mailed = "email_code".to_owned();
        let asks_password = options.iter().any(|kind| kind == "password");
        if asks_password && known.enrolled.contains(&mailed) && !self.done_here().contains(&mailed) {
            match known.password {
                Guessed::Little => {}
                Guessed::Much if options.contains(&mailed) => {}
                Guessed::Much => options.push(mailed),
                Guessed::TooMuch => options = vec![mailed],
            }
        }
        Open::Step(self.offer(options, |kind, others| Step::Verify { kind, others }))
    }

    /// The next step of a chain that has a factor to be enrolled.
    fn enrol(&self, chain: &Chain, done: &BTreeSet<String>, known: &Known) -> Open {
        let Some(link) = first_open(chain, done) else { return Open::Nothing };
        let enrolled: Vec<String> =
            known.enrolled.iter().filter(|kind| link.contains(kind)).cloned().collect();
        if !enrolled.is_empty() {
            return self.verify(chain, done, known);
        }
        let Some(proofs) = enrolment::proofs_for(known.enrolled, known.shut) else { return Open::Impossible };
        let here = self.done_here();
        if first_open(&proofs, &here).is_some() {
            return self.verify(&proofs, &here, known);
        }
        let options = known.enrols.iter().filter(|kind| link.contains(kind)).cloned().collect();
        Open::Step(self.offer(options, |kind, others| Step::Enrol { kind, others }))
    }

    /// Offers the chosen of `options`, else the first, and the rest beside it.
    fn offer(&self, mut options: Vec<String>, step: impl Fn(String, Vec<String>) -> Step) -> Step {
        let at = self
            .chosen
            .as_ref()
            .and_then(|chosen| options.iter().position(|kind| kind == chosen))
            .unwrap_or(0);
        if at >= options.len() {
            return Step::End(End::Unmet);
        }
        let kind = options.remove(at);
        step(kind, options)
    }
}

/// Something to be met by any of `chains`, with the factors whose proofs count for it.
struct Requirement<'a> {
    chains: Vec<&'a Chain>,
    mandatory: bool,
    done: BTreeSet<String>,
}

enum Open {
    Nothing,
    Impossible,
    Step(Step),
}

/// The first link of `chain` that nothing in `done` serves.
fn first_open<'a>(chain: &'a Chain, done: &BTreeSet<String>) -> Option<&'a policy::Link> {
    chain.iter().find(|link| !link.iter().any(|kind| done.contains(kind)))
}
