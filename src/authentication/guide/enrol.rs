//! An answer within an enrolment: the factor judges it, and asks again or is bound.

use super::{
    Error, Guide, Travel, faulty,
    new_password::{PASSWORD, ends_others, keep_tick},
    save::{Bind, Change},
    settle::Asked,
};
use crate::{
    authentication::{
        assurance::Proof,
        factor::{Challenge, Character, Enrolment, Reason, Record, Round, Submission},
        journey::{Pending, Problem, Purpose, Step},
        visitor::Visitor,
    },
    clock::Timestamp,
    storage::{self, authenticator::Authenticator},
};

/// Answers to one round; guessing what was shown gains nothing, so this only bounds the work.
pub(super) const TRIES: u32 = 20;
/// The field by which a person asks for another message within an enrolment.
const AGAIN: &str = "again";
/// The field in which a person names what is enrolled, and as much of it as is shown again after a wrong answer.
const NAME: &str = "name";
const LONGEST_NAME: usize = 64;
/// What would name two accounts (WebAuthn Level 3 section 7.1 step 26).
const TAKEN: Reason = Reason { key: "error-credential-taken", field: "" };

impl Guide {
    /// Judges an answer within the enrolment of the factor `kind`. An answer to another step than the present one changes
    /// nothing.
    pub async fn confirm(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        kind: &str,
        mut submission: Submission,
    ) -> Result<Travel, Error> {
        submission.observed = None; // only `observe` brings one
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        let present = matches!(&travel.step, Step::Enrol { kind: asked, .. } if asked == kind);
        let Some(factor) = self.registry.get(kind).filter(|_| present) else { return Ok(travel) };
        let Some(person) = travel.survey.person.clone() else { return Ok(travel) };
        let Some(pending) = travel.journey.pending.as_mut() else { return Ok(travel) };
        travel.journey.problem = None;
        travel.journey.notice = None;
        pending.tries = pending.tries.saturating_add(1);
        if pending.tries > TRIES {
            travel.journey.pending = None;
            return Box::pin(self.settle_and_save(visitor, travel, Change::default())).await;
        }
        let name = submission.fields.get(NAME);
        pending.name = name.map(|name| name.chars().take(LONGEST_NAME).collect());
        keep_tick(&mut pending.page, &submission);
        let pending = pending.clone();
        let now = self.clock.now();
        let manner = factor.manner();
        let again = !submission.field(AGAIN).is_empty();
        if let Some(problem) = stale(&pending, manner.tries, manner.lives, again, now) {
            travel.journey.problem = Some(problem);
            return Box::pin(self.settle_and_save(visitor, travel, Change::default())).await;
        }
        let scene = self.scene(&travel.journey, now);
        let secret =
            if kind == PASSWORD { self.circumstances(&travel).await? } else { pending.secret.clone() };
        let judge = factor.clone();
        let outcome =
            self.judge(manner.hashes, move || judge.enrol(&person, &secret, &submission, &scene)).await?;
        self.after_round(visitor, travel, &pending, outcome.map_err(faulty)?, now).await
    }

    /// What a round came to: bound, another round, or the same once more.
    pub(super) async fn after_round(
        &self,
        visitor: &Visitor,
        travel: Travel,
        pending: &Pending,
        outcome: Result<Round<Record, serde_json::Value>, Reason>,
        now: Timestamp,
    ) -> Result<Travel, Error> {
        match outcome {
            Ok(Round::Done(enrolment)) => self.bind(visitor, travel, pending, enrolment, now).await,
            Ok(Round::Again(challenge)) => self.once_more(visitor, travel, pending, challenge).await,
            Err(reason) => self.refuse(visitor, travel, reason, Change::default()).await,
        }
    }

    /// The next round. A message that may not leave leaves the round as it was.
    async fn once_more(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        before: &Pending,
        challenge: Challenge<serde_json::Value>,
    ) -> Result<Travel, Error> {
        let mut change = Change::default();
        let sends = before.sends.saturating_add(1);
        let asked = Asked { kind: &before.kind, enrolling: true, sends, challenge };
        self.pose(visitor, &mut travel, &mut change, asked);
        if let Some(next) = travel.journey.pending.as_mut() {
            next.name.clone_from(&before.name);
        }
        for outgoing in &mut change.outgoing {
            outgoing.instead = Some(before.clone());
        }
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }

    /// Takes the new authenticator into use, in the write that advances the journey.
    async fn bind(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        pending: &Pending,
        enrolment: Enrolment<Record>,
        now: Timestamp,
    ) -> Result<Travel, Error> {
        let kind = pending.kind.as_str();
        let handle_hash = enrolment.handle.as_ref().map(|handle| self.vault.digest("handle", handle));
        if let Some(digest) = &handle_hash
            && storage::authenticator::find_by_handle(&mut self.database.read().await?, digest)
                .await?
                .is_some()
        {
            return self.refuse(visitor, travel, TAKEN, Change::default()).await;
        }
        let bind = self.new_authenticator(&travel.survey.owner, kind, &enrolment, handle_hash, now)?;
        let (bound, replaces) = (bind.row.authenticator_id.clone(), bind.replaces);
        let mut change = Change { bind: Some(Box::new(bind)), ..Change::default() };
        if kind == PASSWORD {
            self.replace_password(&travel, &mut change, ends_others(&pending.page));
        }
        let held = replaces && travel.survey.held.iter().any(|held| held == kind);
        let (event, news) = what_happened(&travel.journey.purpose, held, kind);
        let mut event = self.event(event, visitor, &travel, kind);
        event.detail =
            serde_json::json!({ "factor": kind, "browser": visitor.label(), "authenticator": bound })
                .to_string();
        change.events.push(event);
        // Who has just made an account knows how.
        if travel.journey.purpose != Purpose::Register {
            self.notify(visitor, &travel, &mut change, news, (kind, Some(&bound)));
        }
        travel.journey.bound.push(kind.to_owned());
        travel.journey.pending = None;
        travel.journey.chosen = None;
        self.count_confirmation(&mut travel, kind, enrolment, now);
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }

    /// What is to be kept of an enrolment.
    fn new_authenticator(
        &self,
        owner: &str,
        kind: &str,
        enrolment: &Enrolment<Record>,
        handle_hash: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<Bind, Error> {
        let authenticator_id = self.random.identifier(now);
        let (credential_sealed, key) =
            self.seal_new(kind, &authenticator_id, owner, &enrolment.credential, now)?;
        let row = Authenticator {
            credential_sealed,
            handle_hash,
            authenticator_id,
            account_id: owner.to_owned(),
            kind: kind.to_owned(),
            name: enrolment.name.clone(),
            state: "active".into(),
            high_water: enrolment.high_water,
            version: 1,
            created_at: now,
            last_used_at: None,
        };
        let replaces = self.registry.get(kind).is_some_and(|factor| !factor.manner().several);
        Ok(Bind { row, replaces, key, retiring: None })
    }

    /// Lets the confirmation of a new authenticator count as a proof, where the policy does.
    fn count_confirmation(
        &self,
        travel: &mut Travel,
        kind: &str,
        enrolment: Enrolment<Record>,
        now: Timestamp,
    ) {
        let Enrolment { mut amr, mut characters, .. } = enrolment;
        if travel.journey.purpose == Purpose::Register && kind == PASSWORD {
            // Whoever makes an account has just chosen it: to ask for it at once would show nothing more.
            (amr, characters) = (vec!["pwd".to_owned()], vec![Character::Knowledge]);
        }
        let groups = travel.account.as_ref().map(|account| account.groups.clone()).unwrap_or_default();
        // A confirmation that showed nothing (recovery codes were looked at) is no proof.
        let counts = self.policy().confirmation_counts(&groups) && !travel.survey.administers;
        if counts && !characters.is_empty() {
            travel.journey.prove(Proof { kind: kind.to_owned(), at: now, amr, characters, inherited: false });
        }
    }
}

/// What the log and the mail say of a new authenticator; `held`: of one that takes the place of another.
fn what_happened(purpose: &Purpose, held: bool, kind: &str) -> (&'static str, &'static str) {
    match (held, kind) {
        _ if *purpose == Purpose::Recover => ("account.recovered", "recovered"),
        (true, PASSWORD) => ("factor.replaced", "password-changed"),
        (true, _) => ("factor.replaced", "factor-replaced"),
        (false, _) => ("factor.added", "factor-added"),
    }
}

/// What stands against an answer to a round that sent a code: it lapsed, it was guessed at too often, or another is asked
/// for too soon.
fn stale(
    pending: &Pending,
    tries: Option<u32>,
    lives: Option<std::time::Duration>,
    again: bool,
    now: Timestamp,
) -> Option<Problem> {
    if pending.sends == 0 {
        return None;
    }
    let problem = |key: &str, field: &str, at| Problem { key: key.into(), field: field.into(), at };
    if again {
        let too_soon = pending.resend_at.filter(|resend_at| *resend_at > now);
        return too_soon.map(|resend_at| problem("error-resend-wait", "", Some(resend_at)));
    }
    if lives.is_some_and(|lives| pending.asked_at.after(lives) <= now) {
        return Some(problem("error-code-expired", "code", None));
    }
    tries.is_some_and(|tries| pending.tries > tries).then(|| problem("error-code-spent", "code", None))
}
