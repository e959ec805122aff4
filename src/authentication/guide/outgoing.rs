//! A message that leaves with a step of a journey, and the limits that it must pass.

use super::Travel;
use crate::{
    authentication::{
        factor::Message,
        journey::{Heading, Pending},
        throttle::Counter,
        visitor::Visitor,
    },
    clock::Timestamp,
    delivery::{self, Letter},
    jose::seal::Vault,
    storage::{Error, Write, throttle},
};

/// As many answers as no question takes.
const SPENT: u32 = u32::MAX;

/// A message with the limits it must pass.
pub(super) struct Outgoing {
    pub(super) message_id: String,
    /// Where an unknown name is asked, one for nobody.
    pub(super) letter: Letter,
    pub(super) counters: Vec<Counter>,
    pub(super) expires_at: Timestamp,
    /// Whether the journey's challenge is this message: a refusal is shown there.
    pub(super) challenge: bool,
    /// The challenge that stands on if this one is refused.
    pub(super) instead: Option<Pending>,
}

impl Outgoing {
    /// Puts it into the outbox if every limit lets it; else the journey says until when none leaves.
    pub(super) async fn write(
        self,
        write: &mut Write,
        vault: &Vault,
        travel: &mut Travel,
        now: Timestamp,
    ) -> Result<(), Error> {
        for counter in &self.counters {
            let Counter { subject, limit, cost } = counter;
            if throttle::charge(write, subject, *limit, *cost, now).await?.is_some() {
                continue;
            }
            let since = throttle::find(write, subject).await?.map_or(now, |count| count.window_started_at);
            let until = Timestamp(since.0.saturating_add(limit.window));
            if self.challenge {
                refused(travel, self.instead, until);
            }
            return Ok(());
        }
        delivery::enqueue(write, vault, &self.message_id, &self.letter, now, Some(self.expires_at)).await
    }
}

/// The challenge that this message was may not leave: the one before stands on, if there is one.
fn refused(travel: &mut Travel, before: Option<Pending>, until: Timestamp) {
    travel.journey.notice = None;
    let stands = before.is_some();
    if stands {
        travel.journey.pending = before;
    }
    if let Some(pending) = travel.journey.pending.as_mut() {
        // A code that never left is no question: guessing it would be bounded by nothing that was sent.
        if !stands {
            pending.tries = SPENT;
        }
        pending.send_refused_until = Some(until);
    }
}

/// The message of a factor with what every message of a journey tells: who asked, from where, when. `manner` is its language,
/// and the client whose look it has.
pub(super) fn compose(
    heading: &Heading,
    visitor: &Visitor,
    host: &str,
    message: Message,
    manner: (String, String),
    now: Timestamp,
) -> Letter {
    let mut context = message.context;
    if let Some(fields) = context.as_object_mut() {
        let client = if heading.verified { &heading.name } else { &heading.host };
        for (key, value) in [
            ("client", client.clone().into()),
            ("host", host.into()),
            ("browser", visitor.label().into()),
            ("address", visitor.address.to_string().into()),
            ("at", now.milliseconds().into()),
        ] {
            fields.entry(key).or_insert(value);
        }
    }
    let Message { channel, to, template, .. } = message;
    let (locale, client_id) = manner;
    Letter { channel, to, template: template.to_owned(), context, locale, client_id }
}
