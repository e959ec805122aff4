//! Passwords that somebody else than their person sets: held to the same rules, hashed in the same lane.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::{Error, Guide, faulty};
use crate::authentication::{
    factor::{
        Record,
        password::{NotSet, PasswordHash},
    },
    password_history,
};

/// What became of a password that somebody sets for an account.
#[derive(Debug)]
pub enum Judged {
    /// It may be set: its record.
    Taken(Record),
    /// It is the account's already.
    Same,
    /// It is not taken, and why.
    NotSet(NotSet),
}

impl Guide {
    /// Judges a password that is to be set for an account, or for a new one: it is held to what every other one is, and to those
    /// that the account had. `context`: the names that somebody who knows the person would try first.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait for a hash already.
    pub async fn hash_password(
        self: &Arc<Self>,
        plain: Zeroizing<String>,
        context: Vec<String>,
        account_id: Option<&str>,
    ) -> Result<Judged, Error> {
        let remembered = self.registry.password().settings().history;
        let (mut present, mut former) = (Vec::new(), Vec::new());
        if let Some(account_id) = account_id {
            present = self.passwords_of(account_id, 1).await?;
            former = self.passwords_of(account_id, remembered).await?;
        }
        let guide = self.clone();
        let work = move || -> Result<Option<_>, NotSet> {
            let password = guide.registry.password();
            let context: Vec<&str> = context.iter().map(String::as_str).collect();
            // Who sends the same once more, because an answer was lost, ends nothing by it.
            if password.was_used(&plain, &present)? {
                return Ok(None);
            }
            Ok(Some(password.replace(&plain, &context, &former, &guide.random)?))
        };
        match self.judge(true, work).await? {
            Ok(Some(hash)) => Ok(Judged::Taken(Record::of(&PasswordHash::Own(hash)).map_err(faulty)?)),
            Ok(None) => Ok(Judged::Same),
            Err(not_set) => Ok(Judged::NotSet(not_set)),
        }
    }

    /// The last passwords of an account, the present one first.
    async fn passwords_of(&self, account_id: &str, remembered: u32) -> Result<Vec<PasswordHash>, Error> {
        let mut reader = self.database.read().await?;
        let last = password_history::last(&mut reader, &self.vault, account_id, remembered).await;
        last.map_err(faulty)?.into_iter().map(|record| record.read().map_err(faulty)).collect()
    }
}
