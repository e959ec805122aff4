//! Whether an account can do without one of its authenticators.

use std::collections::BTreeSet;

use super::{Error, Guide, faulty, keep::Keys, survey::person_of};
use crate::{
    authentication::enrolment,
    storage::{Connection, account::Account, authenticator::Authenticator},
};

impl Guide {
    /// Whether `account`, which holds `rows`, could still sign in as it must, and change how it does, without one of them.
    /// What it cannot do anyway does not hold it back.
    pub async fn can_spare(
        &self,
        db: &mut impl Connection,
        account: &Account,
        rows: &[Authenticator],
        authenticator_id: &str,
    ) -> Result<bool, Error> {
        let keys = self.keys_of(db, &account.account_id, rows).await?;
        let without: Vec<_> = rows.iter().filter(|row| row.authenticator_id != authenticator_id).collect();
        let before = self.abilities(account, &rows.iter().collect::<Vec<_>>(), &keys)?;
        let after = self.abilities(account, &without, &keys)?;
        Ok(nothing_lost(before, after))
    }

    /// The same of its phone number, by which codes may go.
    pub async fn can_spare_number(
        &self,
        db: &mut impl Connection,
        account: &Account,
        rows: &[Authenticator],
    ) -> Result<bool, Error> {
        let keys = self.keys_of(db, &account.account_id, rows).await?;
        let rows: Vec<_> = rows.iter().collect();
        let bare = Account { phone: None, phone_verified_at: None, ..account.clone() };
        let before = self.abilities(account, &rows, &keys)?;
        let after = self.abilities(&bare, &rows, &keys)?;
        Ok(nothing_lost(before, after))
    }

    /// Which levels it must and can reach with these, and whether they are proof enough to change anything.
    fn abilities(&self, account: &Account, rows: &[&Authenticator], keys: &Keys) -> Result<Vec<bool>, Error> {
        let person = person_of(account);
        let mut usable = BTreeSet::new();
        for kind in self.registry.kinds() {
            let Some(factor) = self.registry.get(kind) else { continue };
            if factor.implied(&person).map_err(faulty)?.is_some() {
                usable.insert(kind.to_owned());
            }
            for row in rows.iter().filter(|row| row.kind == kind && row.state == "active") {
                let Some(bound) = self.unseal(row, keys)? else { continue };
                if !factor.used_up(&bound.credential).map_err(faulty)? {
                    usable.insert(kind.to_owned());
                }
            }
        }
        let shut: BTreeSet<_> =
            rows.iter().map(|row| &row.kind).filter(|kind| !usable.contains(*kind)).cloned().collect();
        let list = |kinds: &BTreeSet<String>| kinds.iter().cloned().collect::<Vec<_>>();
        let policy = self.policy();
        let demanded = policy.demands(&account.username, &account.groups);
        let at_times = policy.at_times(&account.groups);
        let levels = std::iter::once(policy.minimum("").to_owned()).chain(demanded).chain(at_times);
        let mut abilities: Vec<bool> = levels.map(|level| policy.satisfied(&level, &usable)).collect();
        abilities.push(enrolment::proofs_for(&policy, &list(&usable), &list(&shut)).is_some());
        Ok(abilities)
    }
}

fn nothing_lost(before: Vec<bool>, after: Vec<bool>) -> bool {
    before.into_iter().zip(after).all(|(before, after)| after || !before)
}
