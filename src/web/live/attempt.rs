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
    /// Without turning the head.
    pub(super) still: bool,
}

/// The attempt that is under way.
pub(super) struct Running {
    nonce: [u8; 16],
    pub(super) watch: Box<dyn Watch>,
}

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
        let begun = self.site.guide.begin_attempt(&self.visitor, &self.journey, &self.kind, self.still);
        match Box::pin(begun).await {
            Ok(Begun::Attempt(attempt)) => {
                metrics::face_attempt("begun");
                let nonce = attempt.challenge.nonce;
                let purpose = if attempt.enrolling { Purpose::Enrol } else { Purpose::Verify };
                Ok(Running { nonce, watch: self.site.sight.watch(attempt.challenge, purpose) })
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
        let Running { nonce, watch } = running;
        drop(watch); // what it remembers of the frames goes first
        let seen = matches!(outcome, Outcome::Seen(_));
        let failure = if let Outcome::Failed(failure) = &outcome { failure.code() } else { "" };
        let observed = self.site.guide.observe(&self.visitor, &self.journey, &self.kind, nonce, outcome);
        let observed = Box::pin(observed).await;
        self.give_back(observed.as_ref().is_ok_and(passed)).await;
        match observed {
            Ok(travel) => {
                let passed = passed(&travel);
                tracing::info!(factor = %self.kind, passed, failure, "an attempt before the camera ended");
                metrics::face_attempt(match (passed, seen) {
                    (true, _) => "passed",
                    (false, true) => "another_person",
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

fn passed(travel: &Travel) -> bool {
    travel.journey.problem.is_none()
}

/// Looks at one frame.
pub(super) async fn look(watch: &mut dyn Watch, picture: Bytes, came: Duration) -> Step {
    match watch.frame(picture, came).await {
        Ok(Said::Hint { hint, done, of }) => Step::Tell(Message::hint(hint, done, of)),
        Ok(Said::Seen(observation)) => Step::End(Outcome::Seen(observation)),
        Ok(Said::Failed(failure)) => Step::End(Outcome::Failed(failure)),
        Err(Unseen::Busy) => Step::Silent,
        // No page of ours sends such a thing.
        Err(Unseen::Unreadable) => Step::End(Outcome::Failed(Failure::NotAlive)),
        Err(Unseen::Unusable) => Step::Stop,
    }
}
