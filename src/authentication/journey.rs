//! A sign-in under way: its facts.
//!
//! [`Journey`] holds facts only; [`Journey::next`](super::next) is pure and total and says what they lead to. Whoever
//! changes a fact asks `next` again, so no path can skip a step. Storage, time and factors are the guide's.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{assurance::Proof, errand::Errand, policy::Policy};
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
    /// To make an account and sign in to it.
    Register,
    /// To choose a new password with a mailed code in place of the one that was forgotten. It signs nobody in.
    Recover,
}

/// What the journey has to reach.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demand {
    /// Levels asked for, the most wanted first.
    pub levels: Vec<String>,
    /// Whether failing all of `levels` ends the journey unmet (an essential `acr`, OpenID Connect Core 5.5.1.1).
    pub essential: bool,
    /// For whom, in the policy's terms: a client, or nobody (the account page).
    pub client_id: String,
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
    /// The secret of the invitation that a registration rests on.
    #[serde(default)]
    pub invitation: Option<String>,
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            levels: Vec::new(),
            essential: false,
            client_id: String::new(),
            minimum: None,
            max_age: None,
            fresh: false,
            interactive: true,
            choose_account: false,
            login_hint: None,
            account_id: None,
            invitation: None,
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
    /// The host where it describes itself, if nobody registered it.
    #[serde(default)]
    pub document: Option<String>,
    /// Its privacy policy.
    pub policy_uri: Option<String>,
    /// Its terms.
    pub tos_uri: Option<String>,
    /// Where a sign-in with it can be begun again.
    #[serde(default)]
    pub again: Option<String>,
    /// Where its picture is, here.
    #[serde(default)]
    pub logo: Option<String>,
    /// The language of ours that it asks for.
    #[serde(default)]
    pub language: Option<String>,
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

/// What became of the offer to enrol another factor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    /// No answer yet.
    #[default]
    Open,
    /// Not now, or not at all.
    Declined,
    /// The person wants this one.
    Taken(String),
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
    /// The attempt before the camera that is under way; a new one takes its place.
    #[serde(default)]
    pub attempt: Option<Ongoing>,
}

/// An attempt before the camera.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ongoing {
    /// Of its challenge: only what was seen of that one counts.
    pub nonce: [u8; 16],
    /// When it began.
    pub begun_at: Timestamp,
    /// How many failures in a row it would make; counted when it began.
    pub in_a_row: i64,
    /// When the window began that it was counted in.
    #[serde(default)]
    pub window: Option<Timestamp>,
}

/// A question of a factor that names the account by itself, put where a name is asked for. It is answered once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Nameless {
    /// The factor that asked.
    pub kind: String,
    /// What the factor keeps until the answer.
    pub secret: Value,
    /// What the page shows.
    pub page: Value,
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
    pub errand: Errand,
    /// Who is asking, for the pages.
    pub heading: Arc<Heading>,
    /// What it has to reach.
    pub demand: Arc<Demand>,
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
    /// The language that the person picked on the way.
    #[serde(default)]
    pub language: Option<String>,
    /// "Keep me signed in".
    pub remember: bool,
    /// "Don't ask again on this device".
    #[serde(default)]
    pub trust: bool,
    /// What the browser says it can take into use, by kind of factor; worth an offer, never a proof.
    #[serde(default)]
    pub capable: Vec<String>,
    /// What the browser says it holds, by kind of factor; worth being asked for first, never a proof.
    #[serde(default)]
    pub holds: Vec<String>,
    /// How the person answered an offer.
    #[serde(default)]
    pub offered: Offered,
    /// Whether everything that a new account is asked for was told here.
    #[serde(default)]
    pub told: bool,
    /// What was typed of it so far, to be shown again.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    /// The person gave up.
    pub cancelled: bool,
    /// The challenge that waits.
    pub pending: Option<Pending>,
    /// What can be answered instead of a name, until there is one.
    #[serde(default)]
    pub nameless: Vec<Nameless>,
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
    /// Levels demanded of the account itself, whatever the client.
    pub demands: &'a [String],
    /// Second factors that this device, remembered by the account, stands in for.
    pub replaced: &'a [String],
    /// Factors to offer after the proofs.
    pub offers: &'a [String],
    /// Whether what the account proves itself with may not be changed: its owner said that somebody else did.
    pub frozen: bool,
    /// Whether an operator began a reset of the account, and its waiting time is over: second factors are not asked for.
    pub reset: bool,
    /// Whether the person has yet to tell what a new account is asked for, or to accept new terms.
    pub details: bool,
    /// Whether the person has yet to prove a number that a new account is asked for.
    pub phone: bool,
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
    /// Offer to bind a factor that nothing demands.
    Offer {
        /// Which.
        kind: String,
    },
    /// Ask what a new account is asked for.
    Details,
    /// Ask for a number, and for the code that was sent there.
    Phone,
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
    pub fn new(
        purpose: Purpose,
        errand: Errand,
        heading: impl Into<Arc<Heading>>,
        demand: Demand,
        now: Timestamp,
    ) -> Self {
        Self {
            purpose,
            started_at: now,
            errand,
            heading: heading.into(),
            typed: demand.login_hint.clone().unwrap_or_default(),
            demand: Arc::new(demand),
            who: Who::Unknown,
            proofs: Vec::new(),
            bound: Vec::new(),
            permission: Permission::Unknown,
            chosen: None,
            language: None,
            remember: false,
            trust: false,
            capable: Vec::new(),
            holds: Vec::new(),
            offered: Offered::Open,
            told: false,
            details: BTreeMap::new(),
            cancelled: false,
            pending: None,
            nameless: Vec::new(),
            problem: None,
            notice: None,
        }
    }

    /// Whether it ends with somebody signed in, at the level that is needed.
    pub fn signs_in(&self) -> bool {
        matches!(self.purpose, Purpose::SignIn | Purpose::Register)
    }

    /// The account the person named, if there is one.
    pub fn account_id(&self) -> Option<&str> {
        match &self.who {
            Who::Named { account_id } => account_id.as_deref(),
            Who::Unknown => None,
        }
    }

    /// The account of which something was proved here; what came with a session ends with that one.
    pub fn proved_account(&self) -> Option<&str> {
        self.account_id().filter(|_| self.proofs.iter().any(|proof| !proof.inherited))
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
        self.nameless.clear();
        self.trust = false;
        self.offered = Offered::Open;
        self.told = false;
        self.details.clear();
    }

    /// "Not you?": back to the first step.
    pub fn restart(&mut self) {
        self.identify("", None, Vec::new());
        self.who = Who::Unknown;
        self.remember = false;
    }

    /// Takes away the question that this factor put where a name is asked for: it is answered once.
    pub fn take_nameless(&mut self, kind: &str) -> Option<Nameless> {
        let at = self.nameless.iter().position(|asked| asked.kind == kind)?;
        Some(self.nameless.remove(at))
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

    /// Whether something was shown that a stranger cannot show: what comes now is behind it.
    pub fn is_past_first(&self) -> bool {
        self.done().contains("password")
            || (matches!(self.purpose, Purpose::Recover | Purpose::Register)
                && self.done_here().contains("email_code"))
    }

    /// The factors shown in this journey.
    pub fn done_here(&self) -> BTreeSet<String> {
        self.proofs.iter().filter(|proof| !proof.inherited).map(|proof| proof.kind.clone()).collect()
    }
}
