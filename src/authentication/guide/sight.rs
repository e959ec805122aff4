//! What the tables say of the account of a journey at this browser, read at once: a survey is made from it, and made again
//! within a request without reading again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Guide, keep::Keys, survey::hex};
use crate::{
    authentication::visitor::Visitor,
    clock::Timestamp,
    storage::{
        self, Connection, account::Account, account_at_browser::AccountAtBrowser,
        authenticator::Authenticator, registration::Registration, throttle::Count,
    },
};

/// Whom to look at.
pub(super) enum Whom {
    /// An account that has just been read.
    Account(Box<Account>),
    /// What stands in for one that is not there. The same is read of it, so that no time tells one from the other.
    Nobody(String),
}

/// What was read.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// Whose counters these are: an account, or the stand-in of an unknown name.
    pub(super) owner: String,
    pub(super) account: Option<Account>,
    pub(super) rows: Vec<Authenticator>,
    /// The keys of its own that some of them are sealed under.
    pub(super) keys: Keys,
    pub(super) here: AccountAtBrowser,
    pub(super) registration: Option<Registration>,
    /// Factors that are not to be offered now.
    pub(super) declined: Vec<String>,
    /// What was counted of its factors, and of its password wherever it may be typed, by subject.
    pub(super) counts: BTreeMap<String, Count>,
}

impl Guide {
    /// Reads what there is of somebody beside the account itself.
    pub(super) async fn look(
        &self,
        reader: &mut impl Connection,
        visitor: &Visitor,
        journey_id: &str,
        whom: Whom,
    ) -> Result<Sight, Error> {
        let (owner, account) = match whom {
            Whom::Account(account) => (account.account_id.clone(), Some(*account)),
            Whom::Nobody(owner) => (owner, None),
        };
        let (id, now) = (owner.as_str(), self.clock.now());
        let rows = storage::authenticator::of_account(reader, id).await?;
        let keys = self.keys_of(reader, id, &rows).await?;
        let browser_hash = self.browser_hash(visitor);
        let here = storage::account_at_browser::find(reader, id, &browser_hash, now).await?;
        let registration =
            if here.registered { storage::registration::find(reader, id).await? } else { None };
        let declined =
            if here.declined { storage::declined_offer::kinds(reader, id, now).await? } else { Vec::new() };
        let limits = self.settings().limits;
        let mut subjects: Vec<String> =
            self.registry.kinds().into_iter().map(|kind| self.factor_counter(id, kind).subject).collect();
        subjects.extend([
            limits.password_mailed(id, journey_id).subject,
            limits.password_known(id, &hex(&browser_hash)).subject,
            limits.password_unknown(id).subject,
        ]);
        let counts = storage::throttle::find_all(reader, &subjects).await?;
        Ok(Sight { owner, account, rows, keys, here, registration, declined, counts })
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
