//! Erasing accounts whose people wanted that, once their time to think it over has passed.
//!
//! In pieces that nobody waits behind: first what the audit log tells of the person goes, then the account with all that
//! is its own, in one write that any of several nodes may make. What is left is that an identifier existed; it is random,
//! and nobody gets it again.

use super::account::Accounts;
use crate::{
    clock::Timestamp,
    storage::{self, Database, Error, audit::Event},
};

/// Accounts that one round looks at, and events that one write cleans.
const ACCOUNTS: i64 = 50;
const EVENTS: i64 = 500;

impl Accounts {
    /// Erases every account whose day has come; how many.
    pub async fn erase_due(&self) -> Result<u64, Error> {
        let now = self.clock.now();
        let mut erased = 0_u64;
        loop {
            let due = storage::account_deletion::due(&mut self.database.read().await?, now, ACCOUNTS).await?;
            if due.is_empty() {
                return Ok(erased);
            }
            for account_id in due {
                erased = erased.saturating_add(u64::from(self.erase(account_id, now).await?));
            }
        }
    }

    async fn erase(&self, account_id: String, now: Timestamp) -> Result<bool, Error> {
        scrub(&self.database, &account_id).await?;
        let event = Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: "account.erased".into(),
            account_id: Some(account_id.clone()),
            client_id: None,
            address: None,
            detail: "{}".into(),
        };
        self.database
            .write(move |write| {
                Box::pin(async move {
                    let erased = storage::account_deletion::erase(write, &account_id, now).await?;
                    if erased {
                        // What was written since the log was cleaned; more than a moment's worth there is not.
                        storage::audit::scrub(write, &account_id, EVENTS).await?;
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok(erased)
                })
            })
            .await
    }
}

async fn scrub(database: &Database, account_id: &str) -> Result<(), Error> {
    loop {
        let account_id = account_id.to_owned();
        let cleaned: u64 = database
            .write(move |write| {
                Box::pin(async move { storage::audit::scrub(write, &account_id, EVENTS).await })
            })
            .await?;
        if i64::try_from(cleaned).unwrap_or(i64::MAX) < EVENTS {
            return Ok(());
        }
    }
}
