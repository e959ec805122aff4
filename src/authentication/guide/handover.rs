//! "Continue on your phone": a step before the camera that another device answers for the browser of the journey.
//!
//! Owns who may do so. The browser gives out a link that works once; the device that opens it shows a number; the browser
//! names that number, at one try, while it stands at the step; then the device has one attempt at this one step, and nothing
//! else of the journey. What it is meant to hold against: docs/decisions/0030-a-step-on-another-device.md. The attempt itself
//! is `attempt`'s, which takes the device for the browser that it stands in for.

use std::{sync::Arc, time::Duration};

use data_encoding::BASE64URL_NOPAD;

use super::{Error, Guide, Travel, attempt::GRACE};
use crate::{
    authentication::{
        factor::normalise_code,
        journey::{Heading, Journey},
        visitor::{StandIn, Visitor},
    },
    clock::Timestamp,
    face::live::LONGEST,
    storage::{
        self,
        audit::Event,
        handover::{Claim, Handover},
    },
};

/// For how long the link can be opened and the numbers compared.
const LIVES: Duration = Duration::from_mins(5);
/// How long the device may take from then on to open its camera.
const TO_BEGIN: Duration = Duration::from_mins(3);
/// How many links one journey gives out.
const MOST: i64 = 5;
/// The least of the numbers, and how many there are: they have two digits.
const NUMBERS: (u32, u32) = (10, 90);

/// How far a handover has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The link waits for a device.
    Open,
    /// A device opened it and shows its number.
    Claimed,
    /// The number was named; the device may open its camera.
    Confirmed,
    /// The attempt is under way.
    Begun,
    /// It is over.
    Over(Ending),
}

/// How a handover ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The step is done.
    Passed,
    /// The attempt failed, or broke off.
    Failed,
    /// Whoever holds the device refused.
    Declined,
    /// Another number was named than the device shows.
    Mismatched,
    /// The browser took it back.
    Withdrawn,
    /// Its time ran out.
    Lapsed,
}

impl Ending {
    /// Its name in the database, in the log and in the locales.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Declined => "declined",
            Self::Mismatched => "mismatched",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }

    fn named(name: &str) -> Self {
        let known = [Self::Passed, Self::Declined, Self::Mismatched, Self::Withdrawn];
        known.into_iter().find(|ending| ending.name() == name).unwrap_or(Self::Failed)
    }
}

impl Stage {
    fn of(row: &Handover, now: Timestamp) -> Self {
        if let Some(outcome) = &row.outcome {
            return Self::Over(Ending::named(outcome));
        }
        if row.expires_at <= now {
            return Self::Over(Ending::Lapsed);
        }
        match (row.begun_at, row.confirmed_at, &row.phone_hash) {
            (Some(_), ..) => Self::Begun,
            (None, Some(_), _) => Self::Confirmed,
            (None, None, Some(_)) => Self::Claimed,
            (None, None, None) => Self::Open,
        }
    }
}

/// What the other device is shown: never whose journey it is.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The handover.
    pub row: Handover,
    /// How far it has got.
    pub stage: Stage,
    /// For whom the journey is made.
    pub heading: Arc<Heading>,
    /// Whether the step sets a factor up.
    pub enrolling: bool,
    /// The account, for whoever shares out places before the camera.
    pub account_id: Option<String>,
}

impl Guide {
    /// The browser of a journey wants its present step, which is answered before a camera, answered by another device. The
    /// link of an earlier wish is dead. `false` if the step is no such one, or the journey has had too many links.
    pub async fn hand_over(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
    ) -> Result<(Travel, bool), Error> {
        let travel = Box::pin(self.load(visitor, journey_id)).await?;
        if !self.waits_for_camera(&travel, kind)? {
            return Ok((travel, false));
        }
        let handover_id = self.random.token();
        let row = Handover {
            journey_id: journey_id.to_owned(),
            kind: kind.to_owned(),
            token_hash: self.handover_hash(&self.handover_token(visitor, &handover_id)),
            handover_id,
            asker: visitor.label(),
            session_id: None,
            rounds: 1,
            expires_at: self.clock.now().after(LIVES),
            phone_hash: None,
            phone: None,
            number: None,
            confirmed_at: None,
            begun_at: None,
            outcome: None,
        };
        let given: bool = self
            .database
            .write(move |write| Box::pin(async move { storage::handover::put(write, &row, MOST).await }))
            .await?;
        if given {
            return Ok((travel, true));
        }
        Ok((self.problem(visitor, travel, "error-handover-often", "", None).await?, false))
    }

    /// The journey in its own browser, and its handover at the present step with how far that has got.
    pub async fn handover(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
    ) -> Result<(Travel, Option<(Handover, Stage)>), Error> {
        let travel = Box::pin(self.load(visitor, journey_id)).await?;
        if !self.waits_for_camera(&travel, kind)? {
            return Ok((travel, None));
        }
        let row = storage::handover::of_journey(&mut self.database.read().await?, journey_id).await?;
        let row = row.filter(|row| row.kind == kind);
        let now = self.clock.now();
        Ok((
            travel,
            row.map(|row| {
                let stage = Stage::of(&row, now);
                (row, stage)
            }),
        ))
    }

    /// The address that the other device opens. It is stored nowhere: the browser that asked can have it made again.
    pub fn handover_link(&self, visitor: &Visitor, row: &Handover) -> String {
        format!("{}/phone?token={}", self.settings().issuer, self.handover_token(visitor, &row.handover_id))
    }

    /// The browser names the number that the device shows. One that is wrong ends the handover.
    pub async fn confirm_handover(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
        typed: &str,
    ) -> Result<(), Error> {
        let (travel, found) = self.handover(visitor, journey_id, kind).await?;
        let Some((row, Stage::Claimed)) = found else { return Ok(()) };
        let number = normalise_code(typed, 2).and_then(|digits| digits.parse::<i64>().ok());
        let (id, number, now) = (row.handover_id, number.unwrap_or_default(), self.clock.now());
        let session_id = travel.session.as_ref().map(|session| session.session_id.clone());
        let event = self.handover_refused(visitor, &travel.journey, kind, Ending::Mismatched);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    let until = now.after(TO_BEGIN);
                    let same =
                        storage::handover::confirm(write, &id, number, session_id.as_deref(), now, until)
                            .await?;
                    if !same && storage::handover::mismatch(write, &id, Ending::Mismatched.name()).await? {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    /// The browser takes the handover back: the device is not the person's, or they go on without it.
    pub async fn withdraw_handover(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
    ) -> Result<(), Error> {
        let (travel, found) = self.handover(visitor, journey_id, kind).await?;
        let Some((row, stage)) = found else { return Ok(()) };
        let event = self.handover_refused(visitor, &travel.journey, kind, Ending::Withdrawn);
        let told = (stage != Stage::Open).then_some(event);
        self.stop_handover(row.handover_id, Ending::Withdrawn, told).await
    }

    /// What a link asks of the device that opened it, while nobody has taken it.
    pub async fn handover_offered(&self, token: &str) -> Result<Option<Asked>, Error> {
        let (hash, now) = (self.handover_hash(token), self.clock.now());
        let row = storage::handover::unclaimed(&mut self.database.read().await?, &hash, now).await?;
        match row {
            Some(row) => Ok(self.asked(row).await?.map(|(asked, _)| asked)),
            None => Ok(None),
        }
    }

    /// The device takes the link: from now on it works nowhere else, and leads this one to the same again. The handover's
    /// identifier, for its address.
    pub async fn claim_handover(&self, phone: &Visitor, token: &str) -> Result<Option<String>, Error> {
        let (hash, now) = (self.handover_hash(token), self.clock.now());
        let (least, count) = NUMBERS;
        let number = i64::from(least + self.random.below(count));
        let claim = Claim { phone_hash: self.browser_hash(phone), phone: phone.label(), number };
        let row: Option<Handover> = self
            .database
            .write(move |write| {
                Box::pin(async move { storage::handover::claim(write, &hash, &claim, now).await })
            })
            .await?;
        Ok(row.map(|row| row.handover_id))
    }

    /// Whoever opened the link refuses; `false` if it does not work (any more).
    pub async fn decline_handover(&self, phone: &Visitor, token: &str) -> Result<bool, Error> {
        let (hash, now) = (self.handover_hash(token), self.clock.now());
        let row = storage::handover::unclaimed(&mut self.database.read().await?, &hash, now).await?;
        match row {
            Some(row) => self.declined(phone, row).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Whoever holds the device that took the link refuses after all.
    pub async fn leave_handover(&self, phone: &Visitor, handover_id: &str) -> Result<(), Error> {
        match self.handover_here(phone, handover_id).await? {
            Some(asked) => self.declined(phone, asked.row).await,
            None => Ok(()),
        }
    }

    /// The handover that this device took.
    pub async fn handover_here(&self, phone: &Visitor, handover_id: &str) -> Result<Option<Asked>, Error> {
        Ok(self.taken_here(phone, handover_id).await?.map(|(asked, _)| asked))
    }

    /// Takes the one attempt of the device that was confirmed: who it is in the attempt. None if it has none.
    pub async fn lend(&self, phone: &Visitor, handover_id: &str) -> Result<Option<Visitor>, Error> {
        let Some((_, browser_hash)) = self.taken_here(phone, handover_id).await? else { return Ok(None) };
        let (id, phone_hash, now) = (handover_id.to_owned(), self.browser_hash(phone), self.clock.now());
        let until = now.after(LONGEST + GRACE);
        let row: Option<Handover> = self
            .database
            .write(move |write| {
                Box::pin(async move { storage::handover::begin(write, &id, &phone_hash, now, until).await })
            })
            .await?;
        Ok(row.map(|Handover { session_id, .. }| Visitor {
            session: None,
            others: Vec::new(),
            stands_in: Some(StandIn { browser_hash, session_id }),
            ..phone.clone()
        }))
    }

    /// The attempt is over.
    pub async fn end_handover(&self, handover_id: &str, passed: bool) -> Result<(), Error> {
        let outcome = if passed { Ending::Passed } else { Ending::Failed };
        let id = handover_id.to_owned();
        self.database
            .write(move |write| {
                Box::pin(async move {
                    storage::handover::end(write, &id, outcome.name()).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    /// The handover with this identifier and the digest of its journey's browser, if this device took it.
    async fn taken_here(
        &self,
        phone: &Visitor,
        handover_id: &str,
    ) -> Result<Option<(Asked, Vec<u8>)>, Error> {
        let row = storage::handover::find(&mut self.database.read().await?, handover_id).await?;
        let hash = self.browser_hash(phone);
        let own =
            |row: &Handover| row.phone_hash.as_ref().is_some_and(|taken| crate::secret::equal(taken, &hash));
        match row.filter(own) {
            Some(row) => self.asked(row).await,
            None => Ok(None),
        }
    }

    /// What a device may know of the journey behind a handover; nothing of one that is over.
    async fn asked(&self, row: Handover) -> Result<Option<(Asked, Vec<u8>)>, Error> {
        let stage = Stage::of(&row, self.clock.now());
        let found = match self.row(&row.journey_id).await {
            Ok(journey) => journey,
            Err(Error::Gone) => return Ok(None),
            Err(error) => return Err(error),
        };
        // A journey that came to its end meanwhile has nothing more to tell; that it ended well the handover says.
        let browser_hash = found.browser_hash.clone();
        let (heading, enrolling, account_id) = match self.unsealed(found) {
            Ok((_, journey)) => {
                let account_id = journey.account_id().map(str::to_owned);
                let enrolling = journey.pending.is_some_and(|pending| pending.enrolling);
                (journey.heading, enrolling, account_id)
            }
            Err(Error::Gone) => (Arc::default(), false, None),
            Err(error) => return Err(error),
        };
        Ok(Some((Asked { row, stage, heading, enrolling, account_id }, browser_hash)))
    }

    async fn declined(&self, phone: &Visitor, row: Handover) -> Result<(), Error> {
        let event = match self.row(&row.journey_id).await.and_then(|found| self.unsealed(found)) {
            Ok((_, journey)) => Some(self.handover_refused(phone, &journey, &row.kind, Ending::Declined)),
            Err(Error::Gone) => None,
            Err(error) => return Err(error),
        };
        self.stop_handover(row.handover_id, Ending::Declined, event).await
    }

    async fn stop_handover(&self, id: String, how: Ending, event: Option<Event>) -> Result<(), Error> {
        self.database
            .write(move |write| {
                Box::pin(async move {
                    let stopped = storage::handover::stop(write, &id, how.name()).await?;
                    if let Some(event) = event.filter(|_| stopped) {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    /// For the log, and for the person: a device was not let.
    fn handover_refused(&self, visitor: &Visitor, journey: &Journey, kind: &str, how: Ending) -> Event {
        let now = self.clock.now();
        Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: "factor.refused".to_owned(),
            account_id: journey.account_id().map(str::to_owned),
            client_id: None,
            address: Some(visitor.address.to_string()),
            detail: serde_json::json!({
                "factor": kind, "browser": visitor.label(), "failure": format!("handover_{}", how.name()),
            })
            .to_string(),
        }
    }

    /// The secret of a link: whoever has the browser's own secret, and our key, can make it; the database cannot.
    fn handover_token(&self, visitor: &Visitor, handover_id: &str) -> String {
        let secret = format!("{handover_id} {}", visitor.browser);
        BASE64URL_NOPAD.encode(&self.vault.digest("handover_token", secret.as_bytes()))
    }

    fn handover_hash(&self, token: &str) -> Vec<u8> {
        self.vault.digest("handover", token.as_bytes())
    }
}
