//! Somebody takes their data along, or wants their account erased, or thinks again.

use std::{sync::Arc, time::Duration};

use super::{Error, Guide, Notice, Travel};
use crate::{
    authentication::{ending::end_everything, visitor::Visitor},
    clock::Timestamp,
    jose::seal::Vault,
    storage::{self, Write, account::Account, audit::Event},
};

/// How long after the proofs the data can be fetched.
const EXPORT_LIVES: Duration = Duration::from_mins(10);

/// The leave to fetch what is kept of an account, made at the end of a journey with fresh proofs.
#[derive(Debug)]
pub struct Permit {
    secret: String,
    digest: Vec<u8>,
    purpose: String,
    at: Timestamp,
}

impl Permit {
    /// What is shown to fetch it.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Makes it hold.
    pub async fn write(&self, write: &mut Write) -> Result<(), storage::Error> {
        let until = self.at.after(EXPORT_LIVES);
        storage::one_time_link::insert(write, &self.digest, &self.purpose, self.at, until).await
    }
}

/// What is written when somebody wants their account erased: the day, the end of all that goes on in its name, the word to
/// its owner.
#[derive(Debug)]
pub struct Departure {
    account_id: String,
    at: Timestamp,
    due_at: Timestamp,
    notice: Option<Notice>,
    event: Event,
}

impl Departure {
    /// Whose.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    /// Writes it.
    pub async fn write(&self, write: &mut Write, vault: &Vault) -> Result<(), storage::Error> {
        let Self { account_id, at, due_at, notice, event } = self;
        storage::account_deletion::request(write, account_id, *at, *due_at).await?;
        end_everything(write, account_id, *at).await?;
        if let Some(notice) = notice {
            notice.write(write, vault).await?;
        }
        storage::audit::insert(write, event).await
    }
}

fn purpose(account_id: &str) -> String {
    format!("export/{account_id}")
}

impl Guide {
    /// The leave to fetch what is kept of the account of this journey.
    pub fn permit_export(&self, travel: &Travel) -> Permit {
        let secret = self.random.token();
        Permit {
            digest: self.vault.digest("one_time_link", secret.as_bytes()),
            purpose: purpose(&travel.survey.owner),
            at: self.clock.now(),
            secret,
        }
    }

    /// Whether that leave holds.
    pub async fn may_export(&self, account_id: &str, secret: &str) -> Result<bool, Error> {
        let digest = self.vault.digest("one_time_link", secret.as_bytes());
        let mut reader = self.database.read().await?;
        let now = self.clock.now();
        Ok(storage::one_time_link::is_live(&mut reader, &digest, &purpose(account_id), now).await?)
    }

    /// What erasing `account` after `grace` begins with.
    pub fn departure(&self, visitor: &Visitor, account: &Account, grace: Duration) -> Departure {
        let now = self.clock.now();
        let days = (grace.as_secs() / 86_400).to_string();
        Departure {
            account_id: account.account_id.clone(),
            at: now,
            due_at: now.after(grace),
            notice: self.tell(visitor, account, "account-leaving", &days),
            event: self.happened(visitor, &account.account_id, "account.leaving"),
        }
    }

    /// The person of this journey, all whose proofs are made, says that the account is to stay. It is to be erased
    /// all the same if its day has come.
    pub async fn keep(&self, visitor: &Visitor, travel: &mut Travel) -> Result<(), Error> {
        let Some(account) = &travel.account else { return Ok(()) };
        let (account_id, now) = (account.account_id.clone(), self.clock.now());
        let notice = self.tell(visitor, account, "account-kept", "");
        let event = self.happened(visitor, &account_id, "account.kept");
        let vault = self.vault.clone();
        let leaves_at = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let kept = storage::account_deletion::cancel(write, &account_id, now).await?;
                    if kept {
                        if let Some(notice) = &notice {
                            notice.write(write, &vault).await?;
                        }
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, Error>(storage::account_deletion::find(write, &account_id).await?)
                })
            })
            .await?;
        Arc::make_mut(&mut travel.survey).leaves_at = leaves_at;
        self.mail_waits();
        Ok(())
    }

    /// Something that this visitor did to an account.
    pub(super) fn happened(&self, visitor: &Visitor, account_id: &str, kind: &str) -> Event {
        let now = self.clock.now();
        Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: kind.into(),
            account_id: Some(account_id.to_owned()),
            client_id: None,
            address: Some(visitor.address.to_string()),
            detail: serde_json::json!({ "browser": visitor.label() }).to_string(),
        }
    }
}
