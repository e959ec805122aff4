//! The guide takes a person through a journey: it loads the facts, lets a factor judge, stores the outcome, and asks
//! [`Journey::next`] what comes then.
//!
//! A try is spent by a committed statement before a factor sees the answer; what a success uses up (a TOTP step, an
//! authenticator's version) is spent in the very write that advances the journey. So two tabs, two nodes or a
//! thousand robots get no more out of it than one.

mod attempt;
mod chooser;
mod conclusion;
mod contact;
mod enrol;
mod error;
mod finish;
mod handover;
mod hashing;
mod identify;
mod keep;
mod language;
mod leaving;
mod nameless;
mod new_password;
mod notice;
mod number;
mod offer;
mod outgoing;
mod recover;
mod register;
mod rehearse;
mod respond;
mod room;
mod save;
mod settings;
mod settle;
mod sight;
mod spare;
mod survey;
#[cfg(test)]
mod tests;
mod withdraw;

use std::sync::{Arc, PoisonError, RwLock};

pub use attempt::{Attempt, Begun, Outcome};
pub use chooser::Live;
pub use contact::{Confirmed, Contact, ContactMessage};
pub use error::Error;
pub use finish::{Authenticated, Finished, SessionCookie};
pub use handover::{Asked, Ending, Stage};
pub use hashing::Judged;
pub use leaving::{Departure, Permit};
pub use notice::Notice;
pub use offer::OfferAnswer;
pub use rehearse::{Question, Rehearsal};
pub(crate) use save::LONGEST as LONGEST_JOURNEY;
pub use settings::Settings;
pub(super) use survey::hex;

use super::{
    assurance::Proof,
    errand::Errand,
    factor::{Scene, registry::Registry},
    journey::{Demand, End, Heading, Journey, Permission, Purpose, Step},
    lane::Lane,
    policy::Policy,
    visitor::Visitor,
};
use crate::{
    clock::{Clock, Timestamp},
    jose::seal::{About, Vault},
    random::Random,
    storage::{self, Database, account::Account, journey::JourneyRow, session::SessionRow},
};

/// What begins a journey.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Why.
    pub purpose: Purpose,
    /// What its owner needs at its end.
    pub errand: Errand,
    /// Who is asking.
    pub heading: Heading,
    /// What to reach.
    pub demand: Demand,
}

/// A journey at one of its steps.
#[derive(Clone, Debug)]
pub struct Travel {
    /// Stands in the URL.
    pub journey_id: String,
    /// The facts.
    pub journey: Box<Journey>,
    /// What comes next.
    pub step: Step,
    /// The account, if there is one.
    pub account: Option<Arc<Account>>,
    /// The live session of the account in this browser, else the one in use there, whoever's it is.
    pub session: Option<Arc<SessionRow>>,
    /// Which state of the stored journey this is; none while nothing is stored.
    version: Option<i64>,
    survey: Arc<survey::Survey>,
    /// How many failures in a row the try would make that was spent last.
    in_a_row: i64,
}

impl Travel {
    /// What else would do at this step.
    pub fn others(&self) -> &[String] {
        match &self.step {
            Step::Verify { others, .. } | Step::Enrol { others, .. } => others,
            _ => &[],
        }
    }

    /// When the account is to be erased, if its person wants that.
    pub fn leaves_at(&self) -> Option<Timestamp> {
        self.survey.leaves_at
    }

    /// Whether the journey is stored, so that a page can refer to it.
    pub fn is_stored(&self) -> bool {
        self.version.is_some()
    }
}

/// What the operator decided, as it stands now.
struct Orders {
    policy: Arc<Policy>,
    settings: Arc<Settings>,
}

/// Takes people through journeys.
pub struct Guide {
    database: Database,
    vault: Vault,
    clock: Clock,
    random: Random,
    registry: Registry,
    lane: Lane,
    orders: RwLock<Orders>,
    /// Called when something was put into the outbox.
    posted: Arc<dyn Fn() + Send + Sync>,
}

/// What a [`Guide`] is made of.
#[allow(missing_docs)] // each is described on its type
pub struct Parts {
    pub database: Database,
    pub vault: Vault,
    pub clock: Clock,
    pub random: Random,
    pub registry: Registry,
    pub policy: Policy,
    pub lane: Lane,
    pub settings: Settings,
    pub posted: Arc<dyn Fn() + Send + Sync>,
}

impl Guide {
    /// Puts it together.
    pub fn new(parts: Parts) -> Self {
        let Parts { database, vault, clock, random, registry, policy, lane, settings, posted } = parts;
        let orders = RwLock::new(Orders { policy: Arc::new(policy), settings: Arc::new(settings) });
        Self { database, vault, clock, random, registry, lane, orders, posted }
    }

    /// The levels, as they are now.
    pub fn policy(&self) -> Arc<Policy> {
        Arc::clone(&self.orders.read().unwrap_or_else(PoisonError::into_inner).policy)
    }

    /// The factors.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// What it is set to now.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.orders.read().unwrap_or_else(PoisonError::into_inner).settings)
    }

    /// Goes by these from now on. Whoever is on the way is asked what they demand at the next step.
    pub fn govern(&self, policy: Policy, settings: Settings) {
        let orders = Orders { policy: Arc::new(policy), settings: Arc::new(settings) };
        *self.orders.write().unwrap_or_else(PoisonError::into_inner) = orders;
    }

    /// A guide to the same people that goes by these, for playing a sign-in through.
    #[must_use]
    pub fn under(&self, policy: Policy, settings: Settings, clock: Clock) -> Self {
        Self::new(Parts {
            database: self.database.clone(),
            vault: self.vault.clone(),
            clock,
            random: self.random.clone(),
            registry: self.registry.clone(),
            policy,
            lane: self.lane.clone(),
            settings,
            posted: Arc::new(|| ()),
        })
    }

    /// Begins a journey. The proofs of the browser's session are taken in; it is stored once a page needs it.
    pub async fn begin(&self, visitor: &Visitor, opening: Opening) -> Result<Travel, Error> {
        let now = self.clock.now();
        let Opening { purpose, errand, heading, demand } = opening;
        let mut journey = Box::new(Journey::new(purpose, errand, heading, demand, now));
        let sessions = self.live_sessions(visitor).await?;
        if let Some(Live { session, account, .. }) = chooser::of_demand(&journey.demand, &sessions)
            && !journey.demand.choose_account
            && journey.purpose != Purpose::Register
        {
            let account_id = account.account_id.clone();
            journey.identify(&account.username, Some(account_id), self.inherited(session));
        }
        let journey_id = self.random.token();
        let session = chooser::of_account(journey.account_id(), &sessions).map(|live| live.session.clone());
        let travel = Box::pin(self.arrive(visitor, journey_id, journey, None, session)).await?;
        match travel.step {
            Step::Permission | Step::End(_) => Ok(travel),
            _ => Box::pin(self.store(visitor, travel)).await,
        }
    }

    /// Loads a journey of this browser.
    pub async fn load(&self, visitor: &Visitor, journey_id: &str) -> Result<Travel, Error> {
        let (row, mut journey) = self.open(visitor, journey_id).await?;
        let sessions = self.live_sessions(visitor).await?;
        let session = chooser::of_account(journey.account_id(), &sessions).map(|live| live.session.clone());
        self.inherit(&mut journey, session.as_deref());
        let travel =
            Box::pin(self.arrive(visitor, journey_id.to_owned(), journey, Some(row.version), session))
                .await?;
        // What the account can do may have changed since the last step; then there is a new question to store.
        if travel.needs_asking(&self.registry.nameless()) {
            Box::pin(self.settle_and_save(visitor, travel, save::Change::default())).await
        } else {
            Ok(travel)
        }
    }

    /// The facts of a journey of this browser as they were stored.
    async fn open(&self, visitor: &Visitor, journey_id: &str) -> Result<(JourneyRow, Box<Journey>), Error> {
        let row = match self.row(journey_id).await {
            Err(Error::Gone) => return Err(self.lapsed(visitor, journey_id).await?),
            row => row?,
        };
        if !crate::secret::equal(&row.browser_hash, &self.browser_hash(visitor)) {
            return Err(Error::OtherBrowser);
        }
        self.unsealed(row)
    }

    /// What is told of a journey that is not there (any more): where it lapsed in this browser, its client may have said where a
    /// sign-in is begun again.
    async fn lapsed(&self, visitor: &Visitor, journey_id: &str) -> Result<Error, Error> {
        let now = self.clock.now();
        let found = storage::journey::find_lapsed(&mut self.database.read().await?, journey_id, now).await?;
        let own = |row: &JourneyRow| crate::secret::equal(&row.browser_hash, &self.browser_hash(visitor));
        let Some(row) = found.filter(own) else { return Ok(Error::Gone) };
        let (_, journey) = self.unsealed(row)?;
        Ok(journey.heading.again.clone().map_or(Error::Gone, Error::Lapsed))
    }

    async fn row(&self, journey_id: &str) -> Result<JourneyRow, Error> {
        let now = self.clock.now();
        let row = storage::journey::find(&mut self.database.read().await?, journey_id, now).await?;
        row.ok_or(Error::Gone)
    }

    fn unsealed(&self, row: JourneyRow) -> Result<(JourneyRow, Box<Journey>), Error> {
        if row.ended_at.is_some() {
            return Err(Error::Gone);
        }
        let plain = self.vault.open(about_journey(&row.journey_id), &row.facts_sealed).map_err(faulty)?;
        let journey = serde_json::from_slice(&plain).map_err(faulty)?;
        Ok((row, journey))
    }

    /// "Try another way": the person picks one of the factors that would do.
    pub async fn choose(&self, visitor: &Visitor, journey_id: &str, kind: &str) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        if travel.others().iter().any(|other| other == kind) {
            travel.journey.chosen = Some(kind.to_owned());
            travel.journey.pending = None;
            travel.journey.problem = None;
            travel.journey.notice = None;
            return Box::pin(self.settle_and_save(visitor, travel, save::Change::default())).await;
        }
        Ok(travel)
    }

    /// "Not you?": back to the first step, with nothing kept but the errand.
    pub async fn restart(&self, visitor: &Visitor, journey_id: &str) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        travel.journey.restart();
        travel.journey.problem = None;
        travel.journey.notice = None;
        Box::pin(self.settle_and_save(visitor, travel, save::Change::default())).await
    }

    /// "Cancel".
    pub async fn cancel(&self, visitor: &Visitor, journey_id: &str) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        travel.journey.cancelled = true;
        travel.step = Step::End(End::Cancelled);
        Ok(travel)
    }

    /// The owner of the errand, or the person through it, settles the permission.
    pub async fn permit(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        permission: Permission,
    ) -> Result<Travel, Error> {
        // Permission comes after the proofs; an answer posted ahead of its question is none.
        if travel.step != Step::Permission {
            return Ok(travel);
        }
        travel.journey.permission = permission;
        if travel.is_stored() {
            let mut change = save::Change::default();
            self.settle(visitor, &mut travel, &mut change)?;
            // What ends the journey stores its end; only a person who has one more question to answer comes back to it.
            if matches!(travel.step, Step::End(_)) && travel.leaves_at().is_none() {
                return Ok(travel);
            }
            return Ok(Box::pin(self.save(travel, change)).await?);
        }
        travel.step = travel.journey.next(&travel.survey.known(&self.policy()));
        if permission == Permission::Ask && travel.step == Step::Permission {
            return Box::pin(self.store(visitor, travel)).await;
        }
        Ok(travel)
    }

    /// The live session that is in use in this browser, and its account.
    pub async fn live_session(&self, visitor: &Visitor) -> Result<Option<(SessionRow, Account)>, Error> {
        match &visitor.session {
            Some(secret) => self.session_of(visitor, secret).await,
            None => Ok(None),
        }
    }

    /// Surveys the account and asks what comes next, without changing anything.
    async fn arrive(
        &self,
        visitor: &Visitor,
        journey_id: String,
        mut journey: Box<Journey>,
        version: Option<i64>,
        session: Option<Arc<SessionRow>>,
    ) -> Result<Travel, Error> {
        let (account, survey) = self.survey(visitor, &journey_id, &mut journey, None).await?;
        let step = journey.next(&survey.known(&self.policy()));
        Ok(Travel { journey_id, journey, step, account, session, version, survey, in_a_row: 0 })
    }

    fn scene(&self, journey: &Journey, now: Timestamp) -> Scene {
        let key = self.vault.digest("decoy", storage::account::name_key(&journey.typed).as_bytes());
        let mut decoy_key = [0; 32];
        for (to, from) in decoy_key.iter_mut().zip(key) {
            *to = from;
        }
        Scene {
            now,
            random: self.random.clone(),
            decoy_key,
            host: self.settings().host.clone(),
            identifier: journey.typed.clone(),
            proved: !journey.done().is_empty(),
        }
    }

    /// The proofs that come with a session. "Keep me signed in" keeps the password only: what makes a sign-in more
    /// than single-factor lapses as it does for everybody, with its time and when nobody was there (NIST SP 800-63B-4 section
    /// 2.2.3).
    pub fn inherited(&self, session: &SessionRow) -> Vec<Proof> {
        let mut proofs: Vec<Proof> = serde_json::from_str(&session.proofs).unwrap_or_default();
        let (now, settings) = (self.clock.now(), self.settings());
        let left_alone = now.since(session.last_seen_at) >= settings.session_idle;
        proofs.retain(|proof| {
            let young = now.since(proof.at) <= settings.session_absolute;
            proof.kind == "password" || (young && !left_alone)
        });
        for proof in &mut proofs {
            proof.inherited = true;
        }
        proofs
    }

    /// What came with the session stands and falls with it: signed out in another tab, it proves nothing here.
    fn inherit(&self, journey: &mut Journey, session: Option<&SessionRow>) {
        journey.proofs.retain(|proof| !proof.inherited);
        let Some(session) = session.filter(|session| journey.account_id() == Some(&session.account_id))
        else {
            return;
        };
        for proof in self.inherited(session) {
            if !journey.proofs.iter().any(|other| other.kind == proof.kind) {
                journey.proofs.push(proof);
            }
        }
    }

    fn browser_hash(&self, visitor: &Visitor) -> Vec<u8> {
        if let Some(stand_in) = &visitor.stands_in {
            return stand_in.browser_hash.clone();
        }
        self.vault.digest("browser", visitor.browser.as_bytes())
    }

    fn session_hash(&self, secret: &str) -> Vec<u8> {
        self.vault.digest("session", secret.as_bytes())
    }
}

fn about_journey(journey_id: &str) -> About<'_> {
    About { table: "journey", row: journey_id, account: "" }
}

fn faulty(error: impl std::fmt::Display) -> Error {
    Error::Faulty(error.to_string())
}
