//! Stores a step of a journey together with everything that belongs to it, in one write.

use std::{sync::Arc, time::Duration};

use super::{
    Error, Guide, Travel, about_journey, faulty, notice::Notice, outgoing::Outgoing, register::Joining,
};
use crate::{
    authentication::{
        journey::Ongoing,
        password_history::{self, Retiring},
        registration::Terms,
        throttle::{Counter, clear_factor, clear_factors},
        visitor::Visitor,
    },
    clock::Timestamp,
    jose::seal::Vault,
    storage::{
        self, Write, account::Account, audit::Event, authenticator::Authenticator, data_key::DataKeyRow,
        journey::JourneyRow, throttle,
    },
};

/// Codes that are sent in a journey prolong it to this from its beginning, and no further; its lifetime may be longer by itself.
pub(crate) const LONGEST: Duration = Duration::from_hours(2);

/// What a step changes beside the facts.
#[derive(Default)]
pub(super) struct Change {
    /// Whether the account is as it was when this request looked at it: what was written since is taken back by this change.
    pub(super) as_seen: bool,
    /// A try to spend; none is left of a full counter, and then nothing is written.
    pub(super) attempt: Option<Counter>,
    /// A try to give back, that the attempt took which this step ends without a judgement.
    pub(super) give_back: Option<(Counter, Ongoing)>,
    /// An account to make.
    pub(super) joining: Option<Box<Joining>>,
    /// A use of an authenticator.
    pub(super) spend: Option<Spend>,
    /// An authenticator to bind.
    pub(super) bind: Option<Box<Bind>>,
    /// What ends because of it.
    pub(super) ends: Option<Ends>,
    /// Counters that return to zero.
    pub(super) clear: Vec<String>,
    /// A factor that failed too often in a row.
    pub(super) disable: Option<(String, String)>,
    /// What to send, and the counters it counts on.
    pub(super) outgoing: Vec<Outgoing>,
    /// What the account's owner is told.
    pub(super) notices: Vec<Notice>,
    /// An offer that was declined, and until when.
    pub(super) declined: Option<(String, String, Option<Timestamp>)>,
    /// What a new account was asked for.
    pub(super) told: Option<Told>,
    /// What happened.
    pub(super) events: Vec<Event>,
    /// Until when what was sent here can be answered: the journey lives as long.
    pub(super) answerable: Option<Timestamp>,
}

/// An account with what its person told of themselves, and the terms that they accepted.
pub(super) struct Told {
    pub(super) account: Arc<Account>,
    pub(super) terms: Option<Terms>,
}

/// A new authenticator.
pub(super) struct Bind {
    pub(super) row: Authenticator,
    /// Whether it takes the place of what the account holds of this kind.
    pub(super) replaces: bool,
    /// The key it is sealed under, if it has one of its own.
    pub(super) key: Option<DataKeyRow>,
    /// How the password that it takes the place of is remembered.
    pub(super) retiring: Option<Retiring>,
}

/// What a new password ends: the devices that stood in for a second factor, and perhaps more.
pub(super) struct Ends {
    pub(super) account_id: String,
    /// Every session but this one (none if it is empty), what was granted in them, and what is proved in other journeys.
    pub(super) sessions_but: Option<String>,
    /// Where an operator began a reset: it is used up, and every factor of these kinds goes, with its failures.
    pub(super) reset: Option<Vec<String>>,
}

/// One use of one authenticator.
pub(super) struct Spend {
    pub(super) authenticator_id: String,
    pub(super) version: i64,
    pub(super) high_water: Option<i64>,
    pub(super) amended: Option<Vec<u8>>,
}

/// Why a write did not happen.
pub(super) enum Missed {
    Raced,
    Replayed,
    /// The counter has no try left.
    Exhausted,
    /// The invitation makes no account (any more).
    Uninvited,
    Storage(storage::Error),
    Faulty(String),
}

impl From<storage::Error> for Missed {
    fn from(error: storage::Error) -> Self {
        Self::Storage(error)
    }
}

impl From<password_history::Error> for Missed {
    fn from(error: password_history::Error) -> Self {
        match error {
            password_history::Error::Storage(error) => Self::Storage(error),
            sealed @ password_history::Error::Sealed(_) => Self::Faulty(sealed.to_string()),
        }
    }
}

impl From<Missed> for Error {
    fn from(missed: Missed) -> Self {
        match missed {
            Missed::Raced | Missed::Replayed | Missed::Exhausted | Missed::Uninvited => Self::Raced,
            Missed::Storage(error) => Self::Storage(error),
            Missed::Faulty(detail) => Self::Faulty(detail),
        }
    }
}

impl Guide {
    /// Stores a journey for the first time.
    pub(super) async fn store(&self, visitor: &Visitor, mut travel: Travel) -> Result<Travel, Error> {
        let mut change = Change::default();
        self.settle(visitor, &mut travel, &mut change)?;
        let row = JourneyRow {
            journey_id: travel.journey_id.clone(),
            browser_hash: self.browser_hash(visitor),
            facts_sealed: Vec::new(),
            version: 1,
            created_at: travel.journey.started_at,
            expires_at: travel.journey.started_at.after(self.settings().journey_lifetime),
            ended_at: None,
            account_id: travel.journey.proved_account().map(str::to_owned),
        };
        let per_browser = i64::from(self.settings().journeys_per_browser);
        travel.version = Some(row.version);
        self.write(travel, change, move |write, facts_sealed| {
            Box::pin(async move {
                storage::journey::insert(write, &JourneyRow { facts_sealed, ..row }, per_browser).await?;
                Ok(())
            })
        })
        .await
        .map_err(Error::from)
    }

    /// Stores the next state of a journey, if nobody else advanced it.
    pub(super) async fn save(&self, mut travel: Travel, change: Change) -> Result<Travel, Missed> {
        let Some(version) = travel.version else {
            return Err(Missed::Faulty("a journey was never stored".into()));
        };
        let journey_id = travel.journey_id.clone();
        let account_id = travel.journey.proved_account().map(str::to_owned);
        travel.version = Some(version.saturating_add(1));
        self.write(travel, change, move |write, facts_sealed| {
            Box::pin(async move {
                let account_id = account_id.as_deref();
                let advanced =
                    storage::journey::advance(write, &journey_id, version, &facts_sealed, account_id, None)
                        .await?;
                if advanced { Ok(()) } else { Err(Missed::Raced) }
            })
        })
        .await
    }

    /// Until when the code counts that is sent with this step. By its factor and not by its message, which says something else
    /// to whoever has an account already: how long a journey lives must tell nobody of that.
    fn answerable(&self, travel: &Travel, change: &Change, now: Timestamp) -> Option<Timestamp> {
        let pending = travel.journey.pending.as_ref()?;
        let lives = self.registry.get(&pending.kind)?.manner().lives?;
        change.outgoing.iter().any(|outgoing| outgoing.challenge).then(|| now.after(lives))
    }

    async fn write<F>(&self, travel: Travel, change: Change, put: F) -> Result<Travel, Missed>
    where
        F: for<'t> FnOnce(&'t mut Write, Vec<u8>) -> futures_util::future::BoxFuture<'t, Result<(), Missed>>
            + Send
            + 'static,
    {
        let now = self.clock.now();
        let vault = self.vault.clone();
        let until = change.answerable.max(self.answerable(&travel, &change, now));
        let until = until.map(|until| until.min(travel.journey.started_at.after(LONGEST)));
        let sends = !change.outgoing.is_empty() || !change.notices.is_empty();
        let saved = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let mut travel = travel;
                    change.write(write, &vault, &mut travel, now).await?;
                    let facts = serde_json::to_vec(&travel.journey).map_err(missed)?;
                    let sealed = vault.seal(about_journey(&travel.journey_id), &facts).map_err(missed)?;
                    put(write, sealed).await?;
                    if let Some(until) = until {
                        storage::journey::prolong(write, &travel.journey_id, until).await?;
                    }
                    Ok::<_, Missed>(travel)
                })
            })
            .await?;
        if sends {
            self.mail_waits();
        }
        Ok(saved)
    }
}

impl Change {
    /// Writes it; the first of it that may not happen prevents the rest. What is rare is on the heap, so that every write does not
    /// carry the state of it.
    async fn write(
        self,
        write: &mut Write,
        vault: &Vault,
        travel: &mut Travel,
        now: Timestamp,
    ) -> Result<(), Missed> {
        if let Some(counter) = &self.attempt {
            spend_attempt(write, counter, travel, now).await?;
        }
        if let Some((counter, ongoing)) = &self.give_back {
            throttle::give_back(write, &counter.subject, ongoing.in_a_row, ongoing.window).await?;
        }
        if let Some(joining) = self.joining {
            Box::pin(joining.write(write, now)).await?;
        }
        if let Some(spend) = &self.spend {
            spend.write(write, now).await?;
        }
        if let Some(bind) = &self.bind {
            Box::pin(bind.write(write, vault, now)).await?;
        }
        if let Some(ends) = &self.ends {
            Box::pin(ends.write(write, &travel.journey_id, now)).await?;
        }
        for subject in &self.clear {
            throttle::clear(write, subject).await?;
        }
        if let Some((account_id, kind)) = &self.disable {
            storage::authenticator::disable_kind(write, account_id, kind).await?;
        }
        for outgoing in self.outgoing {
            Box::pin(outgoing.write(write, vault, travel, now)).await?;
        }
        for notice in &self.notices {
            Box::pin(notice.write(write, vault)).await?;
        }
        if let Some((account_id, kind, until)) = &self.declined {
            storage::declined_offer::put(write, account_id, kind, *until).await?;
        }
        if let Some(told) = &self.told {
            Box::pin(told.write(write, now)).await?;
        }
        for event in &self.events {
            storage::audit::insert(write, event).await?;
        }
        Ok(())
    }
}

/// Spends a try, and tells the journey how many failures in a row it would make.
async fn spend_attempt(
    write: &mut Write,
    counter: &Counter,
    travel: &mut Travel,
    now: Timestamp,
) -> Result<(), Missed> {
    let count = throttle::charge(write, &counter.subject, counter.limit, counter.cost, now).await?;
    let count = count.ok_or(Missed::Exhausted)?;
    travel.in_a_row = count.row_count;
    let ongoing = travel.journey.pending.as_mut().and_then(|pending| pending.attempt.as_mut());
    if let Some(ongoing) = ongoing {
        ongoing.in_a_row = count.row_count;
        ongoing.window = Some(count.window_started_at);
    }
    Ok(())
}

impl Spend {
    async fn write(&self, write: &mut Write, now: Timestamp) -> Result<(), Missed> {
        let Self { authenticator_id, version, high_water, amended } = self;
        let (version, high_water, amended) = (*version, *high_water, amended.as_deref());
        let spent =
            storage::authenticator::spend(write, authenticator_id, version, high_water, amended, now).await?;
        if spent { Ok(()) } else { Err(Missed::Replayed) }
    }
}

impl Bind {
    async fn write(&self, write: &mut Write, vault: &Vault, now: Timestamp) -> Result<(), Missed> {
        let Self { row, replaces, key, retiring } = self;
        storage::account::hold(write, &row.account_id).await?;
        if let Some(retiring) = retiring {
            password_history::retire(write, vault, &row.account_id, retiring, now).await?;
        }
        if *replaces {
            storage::authenticator::insert_sole(write, row).await?;
        } else {
            storage::authenticator::insert(write, row).await?;
        }
        if let Some(key) = key {
            storage::data_key::insert(write, key).await?;
        }
        Ok(clear_factor(write, &row.account_id, &row.kind).await?)
    }
}

impl Ends {
    /// `journey_id` is the journey that goes on.
    async fn write(&self, write: &mut Write, journey_id: &str, now: Timestamp) -> Result<(), Missed> {
        let Self { account_id, sessions_but, reset } = self;
        if let Some(kinds) = reset {
            if !storage::account_reset::use_up(write, account_id, now).await? {
                return Err(Missed::Replayed);
            }
            for kind in kinds {
                storage::authenticator::delete_kind(write, account_id, kind).await?;
            }
            let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
            clear_factors(write, account_id, &kinds).await?;
        }
        storage::remembered_device::forget_all(write, account_id).await?;
        if let Some(keep) = sessions_but {
            storage::session::end_others(write, account_id, keep, journey_id, now).await?;
            storage::grant::revoke_others(write, account_id, keep, now).await?;
        }
        Ok(())
    }
}

impl Told {
    async fn write(&self, write: &mut Write, now: Timestamp) -> Result<(), Missed> {
        let Self { account, terms } = self;
        if !storage::account::update(write, account, now).await? {
            return Err(Missed::Raced);
        }
        let terms = terms.as_ref().map(|terms| (terms.version.as_str(), terms.uri.as_str()));
        storage::registration::tell(write, &account.account_id, terms, now).await?;
        Ok(())
    }
}

fn missed(error: impl std::fmt::Display) -> Missed {
    let Error::Faulty(detail) = faulty(error) else { return Missed::Raced };
    Missed::Faulty(detail)
}
