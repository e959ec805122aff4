//! An answer that names its account by itself (a discoverable credential, WebAuthn Level 3 section 1.1), given where a name
//! is asked for.
//!
//! Several factors may ask side by side, and each question is answered once, whatever the answer; what is right puts an end
//! to all of them. It counts on no counter: who answers holds a key, and whoever merely knows a handle must not use up its
//! owner's tries.

use std::sync::Arc;

use super::{Error, Guide, Travel, chooser, faulty, respond::Wishes, save::Change};
use crate::{
    authentication::{
        factor::{Challenge, Reason, Record, Submission, Verdict, Verified},
        journey::{Nameless, Step, Who},
        visitor::Visitor,
    },
    storage::{
        self,
        account::{Account, State},
        audit::Event,
    },
};

/// Nothing is said about it: it or its account is disabled, which may pass, or the answer cannot be read.
const UNUSABLE: Reason = Reason { key: "error-credential-unusable", field: "" };

/// An answer that is right.
struct Named {
    account: Account,
    verified: Verified<Record>,
}

/// One that is not.
struct Refusal {
    reason: Reason,
    /// The account that it claims to be of, if it was judged.
    claimed: Option<String>,
}

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

    /// Takes an answer of the factor `kind` to a question that was put before any name.
    pub(super) async fn respond_nameless(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        kind: &str,
        submission: &Submission,
    ) -> Result<Travel, Error> {
        // A question is answered once, whatever the answer.
        let Some(asked) = travel.journey.take_nameless(kind) else { return Ok(travel) };
        travel.journey.problem = None;
        travel.journey.notice = None;
        match self.judge_nameless(&travel, &asked, submission).await? {
            Ok(Named { account, verified }) => {
                self.turn_to(visitor, &mut travel, account).await?;
                self.heed(&mut travel, &Wishes::of(submission), kind);
                let counter = self.factor_counter(&travel.survey.owner, kind);
                self.accept(visitor, travel, kind, verified, &counter).await
            }
            Err(Refusal { reason, claimed }) => {
                let mut change = Change::default();
                if claimed.is_some() {
                    let event = self.event("factor.refused", visitor, &travel, kind);
                    change.events.push(Event { account_id: claimed, ..event });
                }
                travel.journey.who = Who::Unknown;
                self.refuse(visitor, travel, reason, change).await
            }
        }
    }

    /// Finds the account that an answer names, and judges whether it is right.
    async fn judge_nameless(
        &self,
        travel: &Travel,
        asked: &Nameless,
        submission: &Submission,
    ) -> Result<Result<Named, Refusal>, Error> {
        let refused = |reason| Ok(Err(Refusal { reason, claimed: None }));
        let Some(factor) = self.registry.get(&asked.kind) else { return refused(UNUSABLE) };
        if let Err(reason) = factor.screen(submission) {
            return refused(reason);
        }
        let Some(handle) = factor.handle(submission) else { return refused(UNUSABLE) };
        let mut reader = self.database.read().await?;
        let digest = self.vault.digest("handle", &handle);
        let row = storage::authenticator::find_by_handle(&mut reader, &digest).await?;
        let Some(row) = row.filter(|row| row.kind == asked.kind) else { return refused(factor.unknown()) };
        let account = storage::account::find(&mut reader, &row.account_id).await?;
        let keys = self.keys_of(&mut reader, &row.account_id, std::slice::from_ref(&row)).await?;
        drop(reader);
        let usable = |account: &Account| account.state == State::Active && row.state == "active";
        let Some(account) = account.filter(usable) else { return refused(UNUSABLE) };
        let Some(bound) = self.unseal(&row, &keys)? else { return refused(UNUSABLE) };
        let scene = self.scene(&travel.journey, self.clock.now());
        let verdict = factor.verify(&[bound], &asked.secret, submission, &scene).map_err(faulty)?;
        Ok(match verdict {
            Verdict::Verified(verified) => Ok(Named { account, verified }),
            Verdict::Refused(reason) => Err(Refusal { reason, claimed: Some(row.account_id) }),
        })
    }

    /// The journey is that of `account` from now on, with what its session in this browser had proved.
    async fn turn_to(&self, visitor: &Visitor, travel: &mut Travel, account: Account) -> Result<(), Error> {
        let sessions = self.live_sessions(visitor).await?;
        let own = chooser::of_account(Some(&account.account_id), &sessions);
        travel.session = own.map(|live| live.session.clone());
        let inherited = match &travel.session {
            Some(session) if session.account_id == account.account_id => self.inherited(session),
            _ => Vec::new(),
        };
        travel.journey.identify(&account.username, Some(account.account_id.clone()), inherited);
        Arc::make_mut(&mut travel.survey).owner.clone_from(&account.account_id);
        travel.account = Some(Arc::new(account));
        Ok(())
    }
}
