//! What the tables say of the account of a journey at this browser, read at once: a survey is made from it, and made again
//! within a request without reading again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Error, Guide, keep::Keys, survey::hex};
use crate::{
    authentication::visitor::Visitor,
    clock::Timestamp,
    storage::{
        self, Connection, account::Account, account_at_browser::AccountAtBrowser,
        authenticator::Authenticator, throttle::Count,
    },
};

/// What was read.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// Whose counters these are: an account, or the stand-in of an unknown name.
    pub(super) owner: String,
    pub(super) account: Option<Arc<Account>>,
    pub(super) rows: Vec<Authenticator>,
    /// The keys of its own that some of them are sealed under.
    pub(super) keys: Keys,
    pub(super) here: AccountAtBrowser,
    /// What was counted of its factors, and of its password wherever it may be typed, by subject.
    pub(super) counts: BTreeMap<String, Count>,
}

impl Sight {
    /// A try counts no more from the next write on.
    pub(super) fn give_back(&mut self, subject: &str) {
        if let Some(count) = self.counts.get_mut(subject) {
            count.row_count = count.row_count.saturating_sub(1);
        }
    }
}

impl Guide {
    /// Reads what there is of `owner` beside the account itself, which has just been read; without one, `owner` stands in for an
    /// unknown name. The same is read of it, so that no time tells one from the other.
    pub(super) async fn look(
        &self,
        reader: &mut impl Connection,
        visitor: &Visitor,
        journey_id: &str,
        owner: String,
        account: Option<Arc<Account>>,
    ) -> Result<Sight, Error> {
        let (id, now) = (owner.as_str(), self.clock.now());
        let rows = storage::authenticator::of_account(reader, id).await?;
        let keys = self.keys_of(reader, id, &rows).await?;
        let browser_hash = self.browser_hash(visitor);
        let here = storage::account_at_browser::find(reader, id, &browser_hash, now).await?;
        let limits = self.settings().limits;
        let mut subjects: Vec<String> =
            self.registry.kinds().into_iter().map(|kind| self.factor_counter(id, kind).subject).collect();
        subjects.extend([
            limits.password_mailed(id, journey_id).subject,
            limits.password_known(id, &hex(&browser_hash)).subject,
            limits.password_unknown(id).subject,
        ]);
        let counts = storage::throttle::find_all(reader, &subjects).await?;
        Ok(Sight { owner, account, rows, keys, here, counts })
    }

    /// Which of the factors that the account holds have failed too often in a row; the password has rules of its own.
    pub(super) fn exhausted(&self, sight: &Sight, held: &[(Timestamp, String)]) -> BTreeSet<String> {
        let worn = |kind: &String| {
            let counter = self.factor_counter(&sight.owner, kind);
            sight.counts.get(&counter.subject).is_some_and(|count| count.row_count >= counter.limit.in_a_row)
        };
        let kinds = held.iter().map(|(_, kind)| kind).filter(|kind| *kind != "password");
        kinds.filter(|kind| worn(kind)).cloned().collect()
    }
}
