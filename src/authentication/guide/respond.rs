//! An answer to a factor: the try is spent, the factor judges, the outcome is stored.

use super::{
    Error, Guide, Travel, faulty,
    register::{INVITATION, MAILED},
    save::{Change, Missed, Spend},
    survey::hex,
};
use crate::{
    authentication::{
        assurance::Proof,
        factor::{Reason, Record, Submission, Verdict, Verified},
        journey::{Problem, Purpose, Step},
        lane,
        throttle::{Counter, Pace},
        visitor::Visitor,
    },
    clock::Timestamp,
    storage::{audit::Event, throttle},
};

/// It is answered before the camera, never by a form.
const NEEDS_CAMERA: Reason = Reason { key: "error-camera-needed", field: "" };
/// It is not the person, or nobody who follows what is asked; which of the two nobody is told.
pub(super) const UNSEEN: Reason = Reason { key: "error-camera-refused", field: "" };
/// It was right, and came too late; whatever the factor, the person tries once more.
const OVERTAKEN: Reason = Reason { key: "error-unknown", field: "" };

/// What a person may tick beside an answer, and what the browser says about itself there.
pub(super) struct Wishes {
    remember: bool,
    trust: bool,
    capable: Vec<String>,
    holds: Vec<String>,
}

impl Wishes {
    pub(super) fn of(submission: &Submission) -> Self {
        let ticked = |field| !submission.field(field).is_empty();
        let kinds =
            |field| submission.field(field).split_ascii_whitespace().take(8).map(str::to_owned).collect();
        Self {
            remember: ticked("remember"),
            trust: ticked("trust"),
            capable: kinds("capable"),
            holds: kinds("holds"),
        }
    }
}

impl Guide {
    /// Takes the wishes over that came with a right answer.
    pub(super) fn heed(&self, travel: &mut Travel, wishes: &Wishes, kind: &str) {
        let journey = &mut travel.journey;
        journey.remember |= wishes.remember && !self.settings().session_remember.is_zero();
        journey.trust |= wishes.trust && travel.survey.replaceable.iter().any(|other| other == kind);
        let known = |kinds: &[String]| {
            kinds.iter().filter(|kind| self.registry.get(kind).is_some()).cloned().collect::<Vec<_>>()
        };
        journey.capable.extend(known(&wishes.capable));
        journey.holds.extend(known(&wishes.holds));
    }

    /// Judges an answer to the factor `kind`. An answer to another step than the present one changes nothing.
    pub async fn respond(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
        mut submission: Submission,
    ) -> Result<Travel, Error> {
        submission.observed = None; // only `observe` brings one
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        if travel.step == Step::Identify {
            return Box::pin(self.respond_nameless(visitor, travel, kind, &submission)).await;
        }
        let present = matches!(&travel.step, Step::Verify { kind: asked, .. } if asked == kind);
        let Some(factor) = self.registry.get(kind).filter(|_| present) else { return Ok(travel) };
        let Some(pending) = travel.journey.pending.clone() else { return Ok(travel) };
        let manner = factor.manner();
        travel.journey.problem = None;
        travel.journey.notice = None;
        if manner.observes {
            return self.refuse(visitor, travel, NEEDS_CAMERA, Change::default()).await;
        }
        if let Err(reason) = factor.screen(&submission) {
            return self.refuse(visitor, travel, reason, Change::default()).await;
        }
        if manner.lives.is_some_and(|lives| pending.asked_at.after(lives) <= self.clock.now()) {
            return self.problem(visitor, travel, "error-code-expired", "code", None).await;
        }
        if manner.tries.is_some_and(|tries| pending.tries >= tries) {
            return self.problem(visitor, travel, "error-code-spent", "code", None).await;
        }
        let counter = self.counter(visitor, &travel, kind);
        let mut travel = match self.spend_try(&travel, &counter).await? {
            Some(spent) => spent,
            None => {
                let until = self.refused_until(&counter).await?;
                return self.problem(visitor, travel, "error-too-many-tries", "", until).await;
            }
        };
        let scene = self.scene(&travel.journey, self.clock.now());
        let bound = travel.survey.bound(kind).to_vec();
        let wishes = Wishes::of(&submission);
        let (judge, secret) = (factor.clone(), pending.secret);
        let verdict =
            self.judge(manner.hashes, move || judge.verify(&bound, &secret, &submission, &scene)).await?;
        match verdict.map_err(faulty)? {
            Verdict::Verified(verified) => {
                self.heed(&mut travel, &wishes, kind);
                self.accept(visitor, travel, kind, verified, &counter).await
            }
            Verdict::Refused(reason) => {
                let change = self.refusal(visitor, &travel, kind, travel.in_a_row, &counter);
                self.refuse(visitor, travel, reason, change).await
            }
        }
    }

    /// What a wrong answer changes: the log has it, and after too many in a row the factor is disabled. What counts before
    /// anything was proved, where anybody may try, disables nothing.
    pub(super) fn refusal(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        kind: &str,
        in_a_row: i64,
        counter: &Counter,
    ) -> Change {
        let mut change = Change::default();
        change.events.push(self.event("factor.refused", visitor, travel, kind));
        let own = counter.subject == self.factor_counter(&travel.survey.owner, kind).subject;
        if own && in_a_row >= counter.limit.in_a_row {
            change.disable = Some((travel.survey.owner.clone(), kind.to_owned()));
            change.events.push(self.event("factor.disabled", visitor, travel, kind));
            self.notify(visitor, travel, &mut change, "factor-disabled", (kind, None));
        }
        change
    }

    /// Runs `work` in the hashing lane if it is slow on purpose, else at once.
    pub(super) async fn judge<T: Send + 'static>(
        &self,
        hashes: bool,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        if !hashes {
            return Ok(work());
        }
        self.lane.run(work).await.map_err(|busy| match busy {
            lane::Error::Busy { retry_after } => Error::Busy(retry_after),
            lane::Error::Lost => faulty("a hash was lost"),
        })
    }

    pub(super) async fn accept(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        kind: &str,
        verified: Verified<Record>,
        counter: &Counter,
    ) -> Result<Travel, Error> {
        let before = travel.clone();
        let mut change = Change { as_seen: true, ..Change::default() };
        if travel.journey.purpose == Purpose::Register && travel.account.is_none() && kind == MAILED {
            change.joining = Box::pin(self.join(visitor, &mut travel)).await?;
            if change.joining.is_none() {
                return self.refuse(visitor, before, INVITATION, Change::default()).await;
            }
        }
        let Verified { authenticator_id, version, high_water, amended, amr, characters } = verified;
        change.clear.push(counter.subject.clone());
        if kind == "password" && travel.journey.done_here().contains("email_code") {
            change.clear.push(self.settings().limits.password_unknown(&travel.survey.owner).subject);
        }
        // Whoever recovers by it holds the address, whatever was guessed behind the password.
        if kind == MAILED && travel.journey.purpose == Purpose::Recover {
            change.clear.push(self.factor_counter(&travel.survey.owner, kind).subject);
        }
        if !authenticator_id.is_empty() {
            let amended = match amended {
                Some(credential) => {
                    Some(self.seal_again(kind, &authenticator_id, &travel.survey.owner, &credential).await?)
                }
                None => None,
            };
            change.spend = Some(Spend { authenticator_id, version, high_water, amended });
        }
        change.events.push(self.event("factor.verified", visitor, &travel, kind));
        let factor = self.registry.get(kind);
        let manner = factor.as_ref().map(|factor| factor.manner());
        let observes = manner.as_ref().is_some_and(|manner| manner.observes);
        let sends = manner.is_some_and(|manner| manner.sends);
        if factor.is_some_and(|factor| factor.tells_of_use()) {
            self.notify(visitor, &travel, &mut change, "factor-used", (kind, None));
        }
        let at = self.clock.now();
        travel.journey.prove(Proof { kind: kind.to_owned(), at, amr, characters, inherited: false });
        match Box::pin(self.settle_and_try_save(visitor, travel, change)).await {
            // Renewed or removed meanwhile: what was compared is no longer there.
            Err(Missed::Replayed) if observes => {
                self.refuse(visitor, before, UNSEEN, Change::default()).await
            }
            // Used or taken back meanwhile.
            Err(Missed::Uninvited) => self.refuse(visitor, before, INVITATION, Change::default()).await,
            // Somebody was faster with the same code, or replaced what it was compared with: right, but not once more.
            Err(Missed::Replayed) => {
                // The question had its answer. Another is put, but for one that would send something anew.
                let mut before = before;
                before.journey.pending = before.journey.pending.filter(|_| sends);
                self.refuse(visitor, before, OVERTAKEN, Change::default()).await
            }
            saved => saved.map_err(Error::from),
        }
    }

    /// Spends a try on the account's counter and on the challenge, durably and at once, before anything is judged. `None` is a
    /// refusal.
    async fn spend_try(&self, travel: &Travel, counter: &Counter) -> Result<Option<Travel>, Error> {
        let mut spent = travel.clone();
        if let Some(pending) = spent.journey.pending.as_mut() {
            pending.tries = pending.tries.saturating_add(1);
        }
        let change = Change { attempt: Some(counter.clone()), ..Change::default() };
        match Box::pin(self.save(spent, change)).await {
            Ok(spent) => Ok(Some(spent)),
            Err(Missed::Exhausted) => Ok(None),
            Err(missed) => Err(missed.into()),
        }
    }

    /// The counter an answer counts on.
    pub(super) fn counter(&self, visitor: &Visitor, travel: &Travel, kind: &str) -> Counter {
        let owner = &travel.survey.owner;
        match (&travel.survey.password_counter, kind) {
            (Some(counter), "password") => counter.clone(),
            // Behind any proof, a password or not, it is its owner who tries, as far as anybody can tell.
            _ if !travel.journey.done().is_empty() => self.factor_counter(owner, kind),
            _ => {
                let device = travel.survey.known_device.then(|| hex(&self.browser_hash(visitor)));
                let unlock = self.settings().limits.unlock(owner, kind, device.as_deref());
                match self.pace(kind) {
                    Some(pace) => pace.on(unlock),
                    None => unlock,
                }
            }
        }
    }

    /// The counter of a factor behind a correct first one.
    pub(super) fn factor_counter(&self, owner: &str, kind: &str) -> Counter {
        let counter = self.settings().limits.factor(owner, kind);
        match self.pace(kind) {
            Some(pace) => pace.on(counter),
            None => counter,
        }
    }

    fn pace(&self, kind: &str) -> Option<Pace> {
        self.registry.get(kind).and_then(|factor| factor.manner().pace)
    }

    pub(super) async fn refused_until(&self, counter: &Counter) -> Result<Option<Timestamp>, Error> {
        let count = throttle::find(&mut self.database.read().await?, &counter.subject).await?;
        let until =
            count.map(|count| Timestamp(count.window_started_at.0.saturating_add(counter.limit.window)));
        Ok(until.filter(|until| *until > self.clock.now()))
    }

    pub(super) async fn refuse(
        &self,
        visitor: &Visitor,
        travel: Travel,
        reason: Reason,
        change: Change,
    ) -> Result<Travel, Error> {
        let mut travel = travel;
        travel.journey.problem =
            Some(Problem { key: reason.key.into(), field: reason.field.into(), at: None });
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }

    pub(super) async fn problem(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        key: &str,
        field: &str,
        at: Option<Timestamp>,
    ) -> Result<Travel, Error> {
        travel.journey.problem = Some(Problem { key: key.into(), field: field.into(), at });
        Box::pin(self.settle_and_save(visitor, travel, Change::default())).await
    }

    /// Tells the account's owner by mail that its security changed.
    pub(super) fn notify(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        change: &mut Change,
        event: &str,
        (kind, authenticator_id): (&str, Option<&str>),
    ) {
        change.notices.extend(self.notice(visitor, travel, event, kind, authenticator_id));
    }

    /// Wakes whoever sends mail.
    pub fn mail_waits(&self) {
        (self.posted)();
    }

    pub(super) fn event(&self, kind: &str, visitor: &Visitor, travel: &Travel, factor: &str) -> Event {
        let now = self.clock.now();
        Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: kind.to_owned(),
            account_id: travel.account.as_ref().map(|account| account.account_id.clone()),
            client_id: None,
            address: Some(visitor.address.to_string()),
            detail: serde_json::json!({ "factor": factor, "browser": visitor.label() }).to_string(),
        }
    }
}
