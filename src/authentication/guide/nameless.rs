//! An answer that names its account by itself (a discoverable credential, WebAuthn Level 3 section 1.1), given where a name
//! is asked for.
//!
//! It counts on no counter: who answers holds a key, and whoever merely knows a handle must not use up its owner's tries.

use super::{Error, Guide, Travel, chooser, faulty, respond::Wishes, save::Change};
use crate::{
    authentication::{
        factor::{Reason, Submission, Verdict},
        journey::{Pending, Step, Who},
        visitor::Visitor,
    },
    storage::{
        self,
        account::{Account, State},
    },
};

/// There is no such authenticator (any more): its holder may as well forget it.
const UNKNOWN: Reason = Reason { key: "error-credential-unknown", field: "" };
/// Nothing is said about it: it or its account is disabled, which may pass, or the answer cannot be read.
const UNUSABLE: Reason = Reason { key: "error-credential-unusable", field: "" };

impl Travel {
    /// The kind of factor that would name the account at this step.
    pub fn nameless(&self) -> Option<&Pending> {
        self.journey.pending.as_ref().filter(|_| self.step == Step::Identify)
    }
}

impl Guide {
    /// Puts the question that needs no name, if there is a factor that has one.
    pub(super) fn ask_nameless(&self, travel: &mut Travel) -> Result<(), Error> {
        let now = self.clock.now();
        let scene = self.scene(&travel.journey, now);
        for kind in self.registry.kinds() {
            let Some(factor) = self.registry.get(kind) else { continue };
            if let Some(challenge) = factor.nameless(&scene).map_err(faulty)? {
                travel.journey.pending = Some(Pending {
                    kind: kind.to_owned(),
                    enrolling: false,
                    secret: challenge.secret,
                    page: challenge.page,
                    name: None,
                    asked_at: now,
                    tries: 0,
                    sends: 0,
                    resend_at: None,
                    send_refused_until: None,
                });
                break;
            }
        }
        Ok(())
    }

    /// Judges an answer of the factor `kind` to a question that was put before any name.
    pub(super) async fn respond_nameless(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        kind: &str,
        submission: Submission,
    ) -> Result<Travel, Error> {
        let Some(factor) = self.registry.get(kind) else { return Ok(travel) };
        // A question is answered once, whatever the answer.
        let Some(pending) = travel.journey.pending.take().filter(|pending| pending.kind == kind) else {
            return Ok(travel);
        };
        travel.journey.problem = None;
        travel.journey.notice = None;
        let refused = |reason| (reason, Change::default());
        let (reason, change) = 'refused: {
            if let Err(reason) = factor.screen(&submission) {
                break 'refused refused(reason);
            }
            let Some(handle) = factor.handle(&submission) else { break 'refused refused(UNUSABLE) };
            let mut reader = self.database.read().await?;
            let digest = self.vault.digest("handle", &handle);
            let row = storage::authenticator::find_by_handle(&mut reader, &digest).await?;
            let Some(row) = row.filter(|row| row.kind == kind) else { break 'refused refused(UNKNOWN) };
            let account = storage::account::find(&mut reader, &row.account_id).await?;
            drop(reader);
            let usable = |account: &Account| account.state == State::Active && row.state == "active";
            let Some(account) = account.filter(usable) else { break 'refused refused(UNUSABLE) };
            let scene = self.scene(&travel.journey, self.clock.now());
            let bound = vec![self.unseal(&row)?];
            match factor.verify(&bound, &pending.secret, &submission, &scene).map_err(faulty)? {
                Verdict::Verified(verified) => {
                    let sessions = self.live_sessions(visitor).await?;
                    let own = chooser::of_account(Some(&account.account_id), &sessions);
                    travel.session = own.map(|live| live.session.clone());
                    let inherited = match &travel.session {
                        Some(session) if session.account_id == account.account_id => self.inherited(session),
                        _ => Vec::new(),
                    };
                    let wishes = Wishes::of(&submission);
                    travel.journey.identify(&account.username, Some(account.account_id.clone()), inherited);
                    self.heed(&mut travel, &wishes, kind);
                    travel.survey.owner.clone_from(&account.account_id);
                    travel.account = Some(account);
                    let counter = self.settings.limits.factor(&travel.survey.owner, kind);
                    return self.accept(visitor, travel, kind, verified, &counter).await;
                }
                Verdict::Refused(reason) => {
                    let mut change = Change::default();
                    let mut event = self.event("factor.refused", visitor, &travel, kind);
                    event.account_id = Some(row.account_id);
                    change.events.push(event);
                    (reason, change)
                }
            }
        };
        travel.journey.who = Who::Unknown;
        self.refuse(visitor, travel, reason, change).await
    }
}
