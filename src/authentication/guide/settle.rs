//! After a fact changed: what comes next, and the question to ask for it.

use std::sync::Arc;

use super::{
    Error, Guide, Travel, faulty,
    outgoing::{Outgoing, compose},
    save::{Change, Missed},
    survey::hex,
};
use crate::{
    authentication::{
        factor::{Challenge, Channel, Message},
        journey::{End, Pending, Problem, Purpose, Step},
        throttle::Counter,
        visitor::Visitor,
    },
    clock::Timestamp,
};

impl Travel {
    /// Whether the step asks a question that is not yet asked.
    pub(super) fn needs_asking(&self, nameless: &[&str]) -> bool {
        let asks = |kind: &str, enrolling: bool| {
            !self
                .journey
                .pending
                .as_ref()
                .is_some_and(|pending| pending.kind == kind && pending.enrolling == enrolling)
        };
        match &self.step {
            Step::Verify { kind, .. } => asks(kind, false),
            Step::Enrol { kind, .. } => asks(kind, true),
            // Who is new here holds no key that names them.
            Step::Identify if self.journey.purpose == Purpose::Register => false,
            Step::Identify => nameless.iter().any(|kind| !self.asks_nameless(kind)),
            Step::Offer { .. } | Step::Details | Step::Phone | Step::Permission | Step::End(_) => false,
        }
    }
}

/// A question that a factor wants put.
pub(super) struct Asked<'a> {
    pub(super) kind: &'a str,
    pub(super) enrolling: bool,
    /// How many messages this step has sent, this one included.
    pub(super) sends: u32,
    pub(super) challenge: Challenge<serde_json::Value>,
}

impl Guide {
    /// Settles and stores.
    pub(super) async fn settle_and_save(
        &self,
        visitor: &Visitor,
        travel: Travel,
        change: Change,
    ) -> Result<Travel, Error> {
        Box::pin(self.settle_and_try_save(visitor, travel, change)).await.map_err(Error::from)
    }

    pub(super) async fn settle_and_try_save(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        mut change: Change,
    ) -> Result<Travel, Missed> {
        Box::pin(self.look_and_settle(visitor, &mut travel, &mut change)).await.map_err(
            |error| match error {
                Error::Storage(error) => Missed::Storage(error),
                error => Missed::Faulty(error.to_string()),
            },
        )?;
        Box::pin(self.save(travel, change)).await
    }

    /// Settles by what the account is like now, or was a moment ago if `change` says that this will do.
    pub(super) async fn look_and_settle(
        &self,
        visitor: &Visitor,
        travel: &mut Travel,
        change: &mut Change,
    ) -> Result<(), Error> {
        let before = travel.survey.sight.clone().filter(|_| change.as_seen);
        let surveyed = self.survey(visitor, &travel.journey_id, &mut travel.journey, before);
        (travel.account, travel.survey) = Box::pin(surveyed).await?;
        self.enrolled_here(travel);
        self.settle(visitor, travel, change)
    }

    /// What this very write binds is not in the database yet.
    fn enrolled_here(&self, travel: &mut Travel) {
        for kind in &travel.journey.bound {
            if !travel.survey.enrolled.contains(kind) {
                Arc::make_mut(&mut travel.survey).enrolled.insert(0, kind.clone());
            }
        }
    }

    /// Asks `next`, and the factor it names for its question.
    pub(super) fn settle(
        &self,
        visitor: &Visitor,
        travel: &mut Travel,
        change: &mut Change,
    ) -> Result<(), Error> {
        travel.step = travel.journey.next(&travel.survey.known(&self.policy()));
        if !travel.needs_asking(&self.registry.nameless()) {
            if !matches!(travel.step, Step::Identify | Step::Verify { .. } | Step::Enrol { .. }) {
                travel.journey.pending = None;
            }
            return Ok(());
        }
        match travel.step.clone() {
            Step::Verify { kind, .. } => self.ask(visitor, travel, change, &kind, false, 0),
            Step::Enrol { kind, .. } => self.ask(visitor, travel, change, &kind, true, 0),
            Step::Identify => self.ask_nameless(travel),
            Step::Offer { .. } | Step::Details | Step::Phone | Step::Permission | Step::End(_) => Ok(()),
        }
    }

    /// Puts a new question of `kind`; an older one dies.
    pub(super) fn ask(
        &self,
        visitor: &Visitor,
        travel: &mut Travel,
        change: &mut Change,
        kind: &str,
        enrolling: bool,
        sends_before: u32,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let factor = self.registry.get(kind).ok_or_else(|| faulty(format!("no factor {kind}")))?;
        let scene = self.scene(&travel.journey, now);
        let challenge = if enrolling {
            let person = travel.survey.person.as_ref().ok_or_else(|| faulty("nobody to enrol"))?;
            if let Some(challenge) =
                factor.offer(person, travel.survey.bound(kind), &scene).map_err(faulty)?
            {
                challenge
            } else {
                travel.step = Step::End(End::Unmet);
                return Ok(());
            }
        } else {
            factor.challenge(travel.survey.bound(kind), &scene).map_err(faulty)?
        };
        let mut challenge = challenge;
        if enrolling {
            travel.tell_what_ends(kind, &mut challenge.page);
        }
        let sends = sends_before.saturating_add(1);
        self.pose(visitor, travel, change, Asked { kind, enrolling, sends, challenge });
        Ok(())
    }

    /// Puts this question before the person, and sends what belongs to it.
    pub(super) fn pose(&self, visitor: &Visitor, travel: &mut Travel, change: &mut Change, asked: Asked<'_>) {
        let now = self.clock.now();
        let Asked { kind, enrolling, sends, challenge: Challenge { secret, page, send } } = asked;
        // What is verified seems to send in any case; what is enrolled has nobody to hide.
        let sending = if enrolling {
            !send.is_empty()
        } else {
            self.registry.get(kind).is_some_and(|f| f.manner().sends)
        };
        travel.journey.pending = Some(Pending {
            kind: kind.to_owned(),
            enrolling,
            secret,
            page,
            name: None,
            asked_at: now,
            tries: 0,
            sends: if sending { sends } else { 0 },
            resend_at: sending.then(|| now.after(self.resend_wait(sends))),
            send_refused_until: None,
            attempt: None,
        });
        if sending && send.is_empty() {
            match self.word_to_holder(visitor, travel) {
                Some((message, locale)) => self.post(visitor, travel, change, (message, locale), now),
                None => self.post_to_nobody(visitor, travel, change, kind, now),
            }
        }
        for message in send {
            let locale = self.language(visitor, travel);
            self.post(visitor, travel, change, (message, locale), now);
        }
    }

    fn post(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        change: &mut Change,
        (message, locale): (Message, String),
        now: Timestamp,
    ) {
        let counters = self.send_counters(visitor, travel, message.channel, &message.to, true);
        self.dispatch(visitor, travel, change, (message, locale), counters, now);
    }

    /// Does for an unknown name what is done for known ones, which would else tell themselves by how long the answer takes, or by
    /// the limits: it counts, and a letter as long is sealed and stored, which the postman throws away.
    fn post_to_nobody(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        change: &mut Change,
        kind: &str,
        now: Timestamp,
    ) {
        let factor = self.registry.get(kind);
        let channel = factor.as_ref().map_or(Channel::Mail, |factor| factor.channel());
        let lives = factor.and_then(|factor| factor.manner().lives).unwrap_or_default();
        let context = serde_json::json!({ "code": "000000", "minutes": lives.as_secs() / 60 });
        let message = Message { channel, to: String::new(), template: "code", context, lives };
        let locale = self.language(visitor, travel);
        let counters = self.send_counters(visitor, travel, channel, &travel.journey.typed, false);
        self.dispatch(visitor, travel, change, (message, locale), counters, now);
    }

    fn dispatch(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        change: &mut Change,
        (message, locale): (Message, String),
        counters: Vec<Counter>,
        now: Timestamp,
    ) {
        let client_id = travel.journey.demand.client_id.clone();
        let message = self.for_newcomer(travel, self.for_recovery(travel, message));
        change.outgoing.push(Outgoing {
            message_id: self.random.identifier(now),
            counters,
            expires_at: now.after(message.lives),
            letter: compose(
                &travel.journey.heading,
                visitor,
                &self.settings().host,
                message,
                (locale, client_id),
                now,
            ),
            challenge: true,
            instead: None,
        });
    }

    fn send_counters(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        channel: Channel,
        to: &str,
        leaves: bool,
    ) -> Vec<Counter> {
        let limits = self.settings().limits;
        let address = hex(&self.vault.digest("address", crate::storage::account::name_key(to).as_bytes()));
        let (network, owner) = (visitor.network(), &travel.survey.owner);
        let proved = travel.journey.is_past_first();
        match channel {
            Channel::Mail => {
                let device = travel.survey.known_device.then(|| hex(&self.browser_hash(visitor)));
                limits.sends(&address, &network, device.as_deref(), proved)
            }
            Channel::Sms => limits.texts(&address, owner, &network, proved, leaves),
        }
    }

    fn resend_wait(&self, sends: u32) -> std::time::Duration {
        let settings = self.settings();
        let waits = &settings.resend_waits;
        let index = usize::try_from(sends.saturating_sub(1)).unwrap_or(usize::MAX);
        waits.get(index).or_else(|| waits.last()).copied().unwrap_or_default()
    }

    /// "Send a new code": the old one dies, the wait grows. By `route`, if the person chose one and the factor knows it.
    pub async fn resend(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        route: Option<Channel>,
    ) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        let Some(pending) = travel.journey.pending.clone() else { return Ok(travel) };
        // An enrolment that sends asks its factor for another message: it knows to whom.
        let Some(resend_at) = pending.resend_at.filter(|_| !pending.enrolling) else { return Ok(travel) };
        let mut change = Change::default();
        travel.journey.notice = None;
        if resend_at > self.clock.now() {
            travel.journey.problem =
                Some(Problem { key: "error-resend-wait".into(), field: String::new(), at: Some(resend_at) });
        } else {
            travel.journey.problem = None;
            travel.journey.notice = Some("notice-code-sent".into());
            match self.rerouted(&travel, &pending.kind, route)? {
                Some(challenge) => {
                    let sends = pending.sends.saturating_add(1);
                    let asked = Asked { kind: &pending.kind, enrolling: false, sends, challenge };
                    self.pose(visitor, &mut travel, &mut change, asked);
                }
                None => self.ask(visitor, &mut travel, &mut change, &pending.kind, false, pending.sends)?,
            }
            // A new code that may not leave does not kill the one that did.
            for outgoing in &mut change.outgoing {
                outgoing.instead = Some(pending.clone());
            }
        }
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }

    /// The question with its message on another way. Nobody who has proved nothing chooses: which ways there are would tell
    /// that the account exists.
    fn rerouted(
        &self,
        travel: &Travel,
        kind: &str,
        route: Option<Channel>,
    ) -> Result<Option<Challenge<serde_json::Value>>, Error> {
        let scene = self.scene(&travel.journey, self.clock.now());
        match (self.registry.get(kind), route.filter(|_| scene.proved)) {
            (Some(factor), Some(route)) => {
                factor.challenge_by(route, travel.survey.bound(kind), &scene).map_err(faulty)
            }
            _ => Ok(None),
        }
    }
}
