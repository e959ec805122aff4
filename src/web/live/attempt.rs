//! One attempt: begun with the guide, watched frame by frame, and its outcome given back.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;

use super::{
    Seat,
    message::{Message, Over},
};
use crate::{
    authentication::{
        guide::{self, Begun, Outcome, Travel},
        visitor::Visitor,
    },
    face::{
        Purpose,
        live::{Failure, Said},
        sight::{Unseen, Watch},
    },
    web::{metrics, site::Site},
};

/// Who wants to be seen, and where.
#[derive(Clone)]
pub(super) struct Attempt {
    pub(super) site: Arc<Site>,
    /// Once it has begun on another device: whom that device stands in for.
    pub(super) visitor: Visitor,
    pub(super) seat: Seat,
    pub(super) journey: String,
    pub(super) kind: String,
    /// The account whose face it is.
    pub(super) owner: Option<String>,
    /// Without turning the head.
    pub(super) still: bool,
}

/// The attempt that is under way.
pub(super) struct Running {
    nonce: [u8; 16],
    watch: Box<dyn Watch>,
    /// Frames that were passed over because too many waited, less those that were not.
    passed_over: u32,
}

/// So many more frames passed over than seen are no attempt: it is nobody's fault but ours.
const MOST_PASSED_OVER: u32 = 10;

/// What a frame led to.
pub(super) enum Step {
    /// Tell the page, and go on.
    Tell(Message),
    /// Nothing to tell.
    Silent,
    /// The attempt has an outcome.
    End(Outcome),
    /// It cannot go on, by no fault of the person's.
    Stop,
}

impl Attempt {
    /// Begins. Otherwise what to tell the page.
    pub(super) async fn begin(&mut self) -> Result<Running, Message> {
        if let Seat::Lent { handover } = &self.seat {
            match self.site.guide.lend(&self.visitor, handover).await {
                Ok(Some(stand_in)) => self.visitor = stand_in,
                Ok(None) => return Err(Message::over(Over::Refused, self.seat.back())),
                Err(error) => return Err(self.failed(error)),
            }
        }
        let begun = self.begin_here().await;
        if begun.is_err() {
            self.give_back(false).await;
        }
        begun
    }

    async fn begin_here(&self) -> Result<Running, Message> {
        let guide = &self.site.guide;
        let begin = || Box::pin(guide.begin_attempt(&self.visitor, &self.journey, &self.kind, self.still));
        let begun = match begin().await {
            // How the one before ended was written meanwhile.
            Err(guide::Error::Raced) => begin().await,
            begun => begun,
        };
        match begun {
            Ok(Begun::Attempt(attempt)) => {
                metrics::face_attempt("begun");
                let nonce = attempt.challenge.nonce;
                let purpose = if attempt.enrolling { Purpose::Enrol } else { Purpose::Verify };
                let watch = self.site.sight.watch(attempt.challenge, purpose);
                Ok(Running { nonce, watch, passed_over: 0 })
            }
            Ok(Begun::Refused(_)) => {
                metrics::face_attempt("not_begun");
                Err(Message::over(Over::Refused, self.seat.back()))
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Ends, and says how.
    pub(super) async fn end(&self, running: Running, outcome: Outcome) -> Message {
        let Running { nonce, watch, .. } = running;
        drop(watch); // what it remembers of the frames goes first
        let seen = matches!(outcome, Outcome::Seen(_));
        let failure = if let Outcome::Failed(failure) = &outcome { Some(*failure) } else { None };
        // What broke off says nothing of its failure on a page.
        let broken_off = failure.is_some_and(Failure::is_broken_off);
        let passed = |travel: &Travel| !broken_off && travel.journey.problem.is_none();
        let failure = failure.map(Failure::code).unwrap_or_default();
        let observed = self.site.guide.observe(&self.visitor, &self.journey, &self.kind, nonce, outcome);
        let observed = Box::pin(observed).await;
        self.give_back(observed.as_ref().is_ok_and(&passed)).await;
        match observed {
            Ok(travel) => {
                let passed = passed(&travel);
                tracing::info!(factor = %self.kind, passed, failure, "an attempt before the camera ended");
                metrics::face_attempt(match (passed, seen) {
                    (true, _) => "passed",
                    (false, true) => "another_person",
                    (false, false) if broken_off => "broken_off",
                    (false, false) => "not_followed",
                });
                Message::over(if passed { Over::Next } else { Over::Refused }, self.seat.back())
            }
            Err(error) => self.failed(error),
        }
    }

    fn failed(&self, error: guide::Error) -> Message {
        let how = match error {
            guide::Error::Busy(_) => Over::Busy,
            guide::Error::Raced
            | guide::Error::Gone
            | guide::Error::Lapsed(_)
            | guide::Error::OtherBrowser => Over::Refused,
            guide::Error::Storage(_) | guide::Error::Faulty(_) => {
                tracing::error!(%error, "an attempt before the camera failed");
                Over::Busy
            }
        };
        Message::over(how, self.seat.back())
    }

    /// Another device's one attempt is over. If that cannot be written, it lapses by itself.
    pub(super) async fn give_back(&self, passed: bool) {
        let Seat::Lent { handover } = &self.seat else { return };
        if let Err(error) = self.site.guide.end_handover(handover, passed).await {
            tracing::error!(%error, "the end of a handover could not be written");
        }
    }
}

/// Looks at one frame.
pub(super) async fn look(running: &mut Running, picture: Bytes, came: Duration) -> Step {
    let seen = running.watch.frame(picture, came).await;
    let passed_over = running.passed_over;
    running.passed_over = match &seen {
        Err(Unseen::Busy) => passed_over.saturating_add(1),
        _ => passed_over.saturating_sub(1),
    };
    match seen {
        Ok(Said::Hint { hint, done, of }) => Step::Tell(Message::hint(hint, done, of)),
        Ok(Said::Seen(observation)) => Step::End(Outcome::Seen(observation)),
        Ok(Said::Failed(failure)) => Step::End(Outcome::Failed(failure)),
        Err(Unseen::Busy) if running.passed_over >= MOST_PASSED_OVER => Step::Stop,
        Err(Unseen::Busy) => Step::Silent,
        // No page of ours sends such a thing.
        Err(Unseen::Unreadable) => Step::End(Outcome::Failed(Failure::NotAlive)),
        Err(Unseen::Unusable) => Step::Stop,
    }
}
