//! An attempt before the camera. Its start is one write (a try is spent, a challenge drawn, the older one dies); what was
//! seen is another, and gives the try back if this server could not look on. In between it lives with the connection that
//! brings the frames, and nothing of them is stored.

use std::{sync::Arc, time::Duration};

use super::{
    Error, Guide, Travel,
    enrol::TRIES,
    faulty,
    respond::UNSEEN,
    save::{Change, Missed},
};
use crate::{
    authentication::{
        factor::{Reason, Submission, Verdict},
        journey::{Journey, Ongoing, Pending, Step},
        visitor::Visitor,
    },
    clock::Timestamp,
    face::{
        Challenge, Observation,
        live::{Failure, LONGEST},
    },
};

/// What an attempt may take beyond its own limit, to begin and to be judged.
pub(super) const GRACE: Duration = Duration::from_secs(10);
const TOO_LATE: Reason = Reason { key: "error-camera-time", field: "" };

/// An attempt that may begin.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What the person is asked to do.
    pub challenge: Challenge,
    /// Whether the factor is being enrolled instead of verified.
    pub enrolling: bool,
}

/// What came of asking for one.
#[derive(Debug)]
pub enum Begun {
    /// It may begin.
    Attempt(Attempt),
    /// It may not: another step is at hand, or the tries are used up.
    Refused(Box<Travel>),
}

/// How an attempt ended.
#[derive(Debug)]
pub enum Outcome {
    /// Somebody followed the challenge; whether it is the right one, the factor judges.
    Seen(Observation),
    /// Nobody did.
    Failed(Failure),
}

fn is_alive(ongoing: &Ongoing, now: Timestamp) -> bool {
    ongoing.begun_at.after(LONGEST + GRACE) > now
}

impl Guide {
    /// Whether an attempt at the factor `kind` is under way: the last that is allowed is judged, too.
    pub(super) fn is_before_camera(&self, journey: &Journey, kind: &str) -> bool {
        let pending = journey.pending.as_ref().filter(|pending| pending.kind == kind);
        let ongoing = pending.and_then(|pending| pending.attempt.as_ref());
        ongoing.is_some_and(|ongoing| is_alive(ongoing, self.clock.now()))
    }

    /// Whether the journey waits for this factor before a camera, which may be opened: not where consent comes
    /// first.
    pub fn waits_for_camera(&self, travel: &Travel, kind: &str) -> Result<bool, Error> {
        let asked = asks(&travel.step, kind).is_some();
        let factor = self.registry.get(kind).filter(|factor| asked && factor.manner().observes);
        let (Some(factor), Some(pending)) = (factor, travel.journey.pending.as_ref()) else {
            return Ok(false);
        };
        let scene = self.scene(&travel.journey, self.clock.now());
        Ok(factor.look(&pending.secret, &scene, false).map_err(faulty)?.is_some())
    }

    /// Begins an attempt at the factor `kind`, which stands at the present step and is answered before the camera.
    pub async fn begin_attempt(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
        still: bool,
    ) -> Result<Begun, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        let refused = |travel| Ok(Begun::Refused(Box::new(travel)));
        let Some(enrolling) = asks(&travel.step, kind) else { return refused(travel) };
        let factor = self.registry.get(kind).filter(|factor| factor.manner().observes);
        let (now, scene) = (self.clock.now(), self.scene(&travel.journey, self.clock.now()));
        let (Some(factor), Some(pending)) = (factor, travel.journey.pending.as_mut()) else {
            return refused(travel);
        };
        let looks = factor.look(&pending.secret, &scene, still).map_err(faulty)?;
        let Some(challenge) = looks else { return refused(travel) };
        let before = (pending.tries, pending.attempt.clone());
        pending.tries = pending.tries.saturating_add(1);
        let nonce = challenge.nonce;
        pending.attempt = Some(Ongoing { nonce, begun_at: now, in_a_row: 0, window: None });
        let worn_out = enrolling && pending.tries > TRIES;
        if worn_out {
            travel.journey.pending = None;
            let travel = Box::pin(self.settle_and_save(visitor, travel, Change::default())).await?;
            return refused(travel);
        }
        travel.journey.problem = None;
        travel.journey.notice = None;
        // Whoever enrols guesses nothing: only the rounds are counted.
        let counter = (!enrolling).then(|| self.counter(visitor, &travel, kind));
        let refusable = travel.clone();
        let mut change = Change { attempt: counter.clone(), ..Change::default() };
        if counter.is_some() && before.1.is_some() {
            // It was a try, and nobody has told how it ended.
            let mut event = self.event("factor.refused", visitor, &travel, kind);
            event.detail = detail(visitor, kind, Failure::Left);
            change.events.push(event);
        }
        match Box::pin(self.save(travel, change)).await {
            Ok(_) => Ok(Begun::Attempt(Attempt { challenge, enrolling })),
            Err(Missed::Exhausted) => {
                // What is under way in another tab goes on.
                let mut travel = refusable;
                if let Some(pending) = travel.journey.pending.as_mut() {
                    (pending.tries, pending.attempt) = before;
                }
                let until = match &counter {
                    Some(counter) => self.refused_until(counter).await?,
                    None => None,
                };
                refused(self.problem(visitor, travel, "error-too-many-tries", "", until).await?)
            }
            Err(missed) => Err(missed.into()),
        }
    }

    /// Takes what came of the attempt with this nonce. It is judged once, and only while no other attempt has begun.
    ///
    /// # Errors
    /// [`Error::Raced`] when it is not the attempt under way (any more).
    pub async fn observe(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
        nonce: [u8; 16],
        outcome: Outcome,
    ) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        let enrolling = asks(&travel.step, kind).ok_or(Error::Raced)?;
        let now = self.clock.now();
        let pending = travel.journey.pending.as_mut().filter(|p| p.kind == kind && p.enrolling == enrolling);
        let Some(pending) = pending else { return Err(Error::Raced) };
        let ongoing = pending
            .attempt
            .take()
            .filter(|ongoing| crate::secret::equal(&ongoing.nonce, &nonce) && is_alive(ongoing, now));
        let Some(ongoing) = ongoing else { return Err(Error::Raced) };
        let pending = pending.clone();
        travel.journey.problem = None;
        travel.journey.notice = None;
        match outcome {
            Outcome::Seen(observation) if observation.nonce() == nonce => {
                Box::pin(self.judge_seen(visitor, travel, &pending, &ongoing, observation)).await
            }
            Outcome::Seen(_) => Err(Error::Raced),
            Outcome::Failed(failure) => {
                Box::pin(self.note_failure(visitor, travel, &pending, ongoing, failure)).await
            }
        }
    }

    /// Lets the factor judge what was seen.
    async fn judge_seen(
        &self,
        visitor: &Visitor,
        travel: Travel,
        pending: &Pending,
        ongoing: &Ongoing,
        observation: Observation,
    ) -> Result<Travel, Error> {
        let kind = pending.kind.as_str();
        let Some(factor) = self.registry.get(kind) else { return Err(Error::Raced) };
        let now = self.clock.now();
        let (scene, seen) = (self.scene(&travel.journey, now), Submission::seen(observation));
        if pending.enrolling {
            let Some(person) = travel.survey.person.clone() else { return Err(Error::Raced) };
            let round = factor.enrol(&person, &pending.secret, &seen, &scene).map_err(faulty)?;
            return self.after_round(visitor, travel, pending, round, now).await;
        }
        let counter = self.counter(visitor, &travel, kind);
        let bound = travel.survey.bound(kind).to_vec();
        match factor.verify(&bound, &pending.secret, &seen, &scene).map_err(faulty)? {
            Verdict::Verified(verified) => self.accept(visitor, travel, kind, verified, &counter).await,
            Verdict::Refused(reason) => {
                let change = self.refusal(visitor, &travel, kind, ongoing.in_a_row, &counter);
                self.refuse(visitor, travel, reason, change).await
            }
        }
    }

    /// Nothing was seen that could be judged.
    async fn note_failure(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        pending: &Pending,
        ongoing: Ongoing,
        failure: Failure,
    ) -> Result<Travel, Error> {
        // Nobody pays for what this server could not do. Nothing was judged, and the write that ends the attempt happens once.
        let stopped = failure == Failure::Stopped;
        if let Some(pending) = travel.journey.pending.as_mut().filter(|_| stopped) {
            pending.tries = pending.tries.saturating_sub(1);
        }
        let mut change = Change::default();
        if !pending.enrolling {
            let kind = pending.kind.as_str();
            let counter = self.counter(visitor, &travel, kind);
            let in_a_row = if stopped { 0 } else { ongoing.in_a_row };
            change = self.refusal(visitor, &travel, kind, in_a_row, &counter);
            if let Some(event) = change.events.first_mut() {
                event.detail = detail(visitor, kind, failure);
            }
            if stopped {
                // What comes next is settled by the count as it will be: the last try that is allowed shuts nothing, either.
                change.as_seen = true;
                if let Some(sight) = Arc::make_mut(&mut travel.survey).sight.as_mut() {
                    Arc::make_mut(sight).give_back(&counter.subject);
                }
                change.give_back = Some((counter, ongoing));
            }
        }
        if failure.is_broken_off() {
            // Nobody waits for a word.
            return Box::pin(self.settle_and_save(visitor, travel, change)).await;
        }
        let reason = if failure == Failure::TimedOut { TOO_LATE } else { UNSEEN };
        self.refuse(visitor, travel, reason, change).await
    }
}

/// Whether a step enrols the factor `kind` instead of verifying it; none if it asks for another.
fn asks(step: &Step, kind: &str) -> Option<bool> {
    match step {
        Step::Verify { kind: asked, .. } if asked == kind => Some(false),
        Step::Enrol { kind: asked, .. } if asked == kind => Some(true),
        _ => None,
    }
}

/// What the log says of an attempt that failed.
fn detail(visitor: &Visitor, kind: &str, failure: Failure) -> String {
    serde_json::json!({ "factor": kind, "browser": visitor.label(), "failure": failure.code() }).to_string()
}
