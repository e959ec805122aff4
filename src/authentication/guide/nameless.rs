//! An answer that names its account by itself (a discoverable credential, WebAuthn Level 3 section 1.1), given where a name
//! is asked for.
//!
//! Several factors may ask side by side, and each question is answered once, whatever the answer; what is right puts an end
//! to all of them. It counts on no counter: who answers holds a key, and whoever merely knows a handle must not use up its
//! owner's tries.

use super::{Error, Guide, Travel, chooser, faulty, respond::Wishes, save::Change};
use crate::{
    authentication::{
        factor::{Challenge, Reason, Submission, Verdict},
        journey::{Nameless, Step, Who},
        visitor::Visitor,
    },
    storage::{
        self,
        account::{Account, State},
    },
};

/// Nothing is said about it: it or its account is disabled, which may pass, or the answer cannot be read.
const UNUSABLE: Reason = Reason { key: "error-credential-unusable", field: "" };

impl Travel {
    /// What can be answered at this step instead of a name, in the order in which pages offer it.
    pub fn nameless(&self) -> &[Nameless] {
        if self.step == Step::Identify { &self.journey.nameless } else { &[] }
    }

    /// Whether the factor `kind` has its question there.
    pub(super) fn asks_nameless(&self, kind: &str) -> bool {
        self.journey.nameless.iter().any(|asked| asked.kind == kind)
    }
}

impl Guide {
    /// Puts the question of each factor that needs no name and has none there, and lets the others stand.
    pub(super) fn ask_nameless(&self, travel: &mut Travel) -> Result<(), Error> {
        let scene = self.scene(&travel.journey, self.clock.now());
        let mut asked = Vec::new();
        for kind in self.registry.nameless() {
            if let Some(before) = travel.journey.take_nameless(kind) {
                asked.push(before);
                continue;
            }
            let Some(factor) = self.registry.get(kind) else { continue };
            if let Some(Challenge { secret, page, .. }) = factor.nameless(&scene).map_err(faulty)? {
                asked.push(Nameless { kind: kind.to_owned(), secret, page });
            }
        }
        travel.journey.nameless = asked;
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
        let Some(asked) = travel.journey.take_nameless(kind) else { return Ok(travel) };
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
            let Some(row) = row.filter(|row| row.kind == kind) else {
                break 'refused refused(factor.unknown());
            };
            let account = storage::account::find(&mut reader, &row.account_id).await?;
            let keys = self.keys_of(&mut reader, &row.account_id, std::slice::from_ref(&row)).await?;
            drop(reader);
            let usable = |account: &Account| account.state == State::Active && row.state == "active";
            let Some(account) = account.filter(usable) else { break 'refused refused(UNUSABLE) };
            let scene = self.scene(&travel.journey, self.clock.now());
            let Some(bound) = self.unseal(&row, &keys)? else { break 'refused refused(UNUSABLE) };
            let bound = vec![bound];
            match factor.verify(&bound, &asked.secret, &submission, &scene).map_err(faulty)? {
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
                    let counter = self.factor_counter(&travel.survey.owner, kind);
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
