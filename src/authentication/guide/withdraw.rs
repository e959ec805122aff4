//! Withdrawing consent: what rests on it is erased in one write, without another journey. Only the account it belongs to can.

use super::{Error, Guide, survey::person_of};
use crate::{
    authentication::{journey::Heading, visitor::Visitor},
    storage::{self, audit::Event, authenticator::Authenticator},
};

impl Guide {
    /// Erases an authenticator of the account that is signed in here, with its key. `false` if it has no such authenticator,
    /// or one that rests on no consent and is removed like any other.
    pub async fn withdraw(&self, visitor: &Visitor, authenticator_id: &str) -> Result<bool, Error> {
        let Some((_, account)) = self.live_session(visitor).await? else { return Ok(false) };
        let account_id = account.account_id.clone();
        let mut reader = self.database.read().await?;
        let rows = storage::authenticator::of_account(&mut reader, &account_id).await?;
        let keys = storage::data_key::of_account(&mut reader, &account_id).await?;
        drop(reader);
        // What is stored tells it: the factor may be switched off.
        let consented = |row: &Authenticator| {
            let factor = self.registry.get(&row.kind);
            keys.iter().any(|key| key.authenticator_id == row.authenticator_id)
                || factor.is_some_and(|factor| factor.manner().own_key)
        };
        let found = rows.into_iter().find(|row| row.authenticator_id == authenticator_id);
        let Some(row) = found.filter(consented) else { return Ok(false) };
        let now = self.clock.now();
        let event = Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: "factor.consent_withdrawn".into(),
            account_id: Some(account_id.clone()),
            client_id: None,
            address: Some(visitor.address.to_string()),
            detail: serde_json::json!({ "factor": row.kind, "browser": visitor.label() }).to_string(),
        };
        let (person, heading) = (person_of(&account), Heading::default());
        let locale = self.language_of(visitor, &account);
        let about = (row.kind.as_str(), None);
        let notice = self.notice_to(visitor, &heading, (&person, locale), "consent-withdrawn", about);
        let vault = self.vault.clone();
        let erased = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    storage::data_key::destroy(write, &account_id, &row.authenticator_id).await?;
                    if !storage::authenticator::delete(write, &account_id, &row.authenticator_id).await? {
                        return Ok::<_, Error>(false);
                    }
                    if let Some(notice) = &notice {
                        notice.write(write, &vault).await?;
                    }
                    storage::audit::insert(write, &event).await?;
                    Ok(true)
                })
            })
            .await?;
        if erased {
            self.mail_waits();
        }
        Ok(erased)
    }
}
