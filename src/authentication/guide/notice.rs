//! Telling an account's owner by mail that its security changed, with a way to say "this was not me".

use super::{Error, Guide, Travel, outgoing::compose};
use crate::{
    authentication::{
        ending::end_everything,
        factor::{Channel, Message, Person},
        journey::Heading,
        visitor::Visitor,
    },
    clock::Timestamp,
    delivery::{self, Letter},
    jose::seal::Vault,
    random::Random,
    storage::{self, Write, account::Account, audit::Event},
};

/// How long a notice of a change is worth sending.
const LIVES: std::time::Duration = std::time::Duration::from_hours(24);
/// How long its link works.
const LINK_LIVES: std::time::Duration = std::time::Duration::from_hours(24 * 7);
/// The same of a link that somebody asked for who is signed in.
const ASKED_LIVES: std::time::Duration = std::time::Duration::from_mins(30);
/// Stands in the address where no one authenticator is meant.
const NONE: &str = "-";

/// A mail with its link. Whoever makes the change writes it in the same write.
#[derive(Clone, Debug)]
pub struct Notice {
    message_id: String,
    letter: Letter,
    link_hash: Vec<u8>,
    purpose: String,
    at: Timestamp,
}

impl Notice {
    /// One of what was done to `account_id` by somebody who has no browser here. `issuer` is where its link leads, which is put
    /// into the context of `letter`.
    pub fn from_afar(
        (vault, random, now): (&Vault, &Random, Timestamp),
        issuer: &str,
        account_id: &str,
        mut letter: Letter,
    ) -> Self {
        let secret = random.token();
        if let Some(fields) = letter.context.as_object_mut() {
            let uri = format!("{issuer}/not-me/{account_id}/{NONE}?token={secret}");
            fields.insert("not_me_uri".into(), uri.into());
        }
        Self {
            message_id: random.identifier(now),
            letter,
            link_hash: vault.digest("one_time_link", secret.as_bytes()),
            purpose: purpose(account_id, NONE),
            at: now,
        }
    }

    /// Puts the mail into the outbox and makes its link work.
    pub async fn write(&self, write: &mut Write, vault: &Vault) -> Result<(), storage::Error> {
        let Self { message_id, letter, link_hash, purpose, at } = self;
        delivery::enqueue(write, vault, message_id, letter, *at, Some(at.after(LIVES))).await?;
        storage::one_time_link::insert(write, link_hash, purpose, *at, at.after(LINK_LIVES)).await
    }
}

/// What such a link is for.
fn purpose(account_id: &str, authenticator_id: &str) -> String {
    format!("freeze/{account_id}/{authenticator_id}")
}

impl Guide {
    /// The notice of an `event` (`factor-added`, …) about a factor; none if there is no proved address. `authenticator_id` is
    /// the one that stops working if its owner says that it was somebody else.
    pub fn notice(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        event: &str,
        kind: &str,
        authenticator_id: Option<&str>,
    ) -> Option<Notice> {
        let person = travel.survey.person.as_ref()?;
        let locale = self.language_of_owner(visitor, travel);
        self.notice_to(visitor, &travel.journey.heading, (person, locale), event, (kind, authenticator_id))
    }

    /// The same where no journey is under way.
    pub(super) fn notice_to(
        &self,
        visitor: &Visitor,
        heading: &Heading,
        (person, locale): (&Person, String),
        event: &str,
        (kind, authenticator_id): (&str, Option<&str>),
    ) -> Option<Notice> {
        let to = person.email.clone()?;
        let now = self.clock.now();
        let secret = self.random.token();
        let authenticator_id = authenticator_id.unwrap_or(NONE);
        let uri = format!(
            "{}/not-me/{}/{authenticator_id}?token={secret}",
            self.settings().issuer,
            person.account_id
        );
        let context = serde_json::json!({ "event": event, "factor": kind, "not_me_uri": uri });
        let message = Message { channel: Channel::Mail, to, template: "notice", context, lives: LIVES };
        Some(Notice {
            message_id: self.random.identifier(now),
            letter: compose(heading, visitor, &self.settings().host, message, (locale, String::new()), now),
            link_hash: self.vault.digest("one_time_link", secret.as_bytes()),
            purpose: purpose(&person.account_id, authenticator_id),
            at: now,
        })
    }

    /// The notice of an `event` that is no factor's, to the proved address of `account`; `name` is what it is about.
    pub fn tell(&self, visitor: &Visitor, account: &Account, event: &str, name: &str) -> Option<Notice> {
        let to = account.email.clone().filter(|_| account.email_verified_at.is_some())?;
        Some(self.tell_at(visitor, account, to, event, name))
    }

    /// The same, to an address that the caller answers for.
    pub fn tell_at(
        &self,
        visitor: &Visitor,
        account: &Account,
        to: String,
        event: &str,
        name: &str,
    ) -> Notice {
        let now = self.clock.now();
        let secret = self.random.token();
        let account_id = &account.account_id;
        let uri = format!("{}/not-me/{account_id}/{NONE}?token={secret}", self.settings().issuer);
        let context = serde_json::json!({
            "event": event, "name": name, "not_me_uri": uri, "host": self.settings().host, "browser": visitor.label(),
            "address": visitor.address.to_string(), "at": now.milliseconds(),
        });
        let letter = Letter {
            channel: Channel::Mail,
            to,
            template: "change".to_owned(),
            context,
            locale: self.language_of(visitor, account),
            client_id: String::new(),
        };
        Notice {
            message_id: self.random.identifier(now),
            letter,
            link_hash: self.vault.digest("one_time_link", secret.as_bytes()),
            purpose: purpose(account_id, NONE),
            at: now,
        }
    }

    /// For somebody who is signed in and says so: the way to "this was not me", which asks before it acts. `about` is the
    /// authenticator that is then disabled with it, if it is one of this account's.
    pub async fn link_to_freeze(&self, account_id: &str, about: Option<&str>) -> Result<String, Error> {
        let now = self.clock.now();
        let secret = self.random.token();
        let about = about.unwrap_or(NONE);
        let digest = self.vault.digest("one_time_link", secret.as_bytes());
        let purpose = purpose(account_id, about);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    let until = now.after(ASKED_LIVES);
                    storage::one_time_link::insert(write, &digest, &purpose, now, until).await
                })
            })
            .await?;
        Ok(format!("/not-me/{account_id}/{about}?token={secret}"))
    }

    /// Whether such a link still works; opening it changes nothing.
    pub async fn knows_link(&self, account_id: &str, about: &str, secret: &str) -> Result<bool, Error> {
        let digest = self.vault.digest("one_time_link", secret.as_bytes());
        let mut reader = self.database.read().await?;
        let purpose = purpose(account_id, about);
        Ok(storage::one_time_link::is_live(&mut reader, &digest, &purpose, self.clock.now()).await?)
    }

    /// "This was not me": in one write the account's factors are frozen, the factor in question is disabled, an erasure is taken
    /// back, and all that goes on in the account's name ends ([`end_everything`]). `false` if the link does not work (any more).
    pub async fn freeze(
        &self,
        visitor: &Visitor,
        account_id: &str,
        about: &str,
        secret: &str,
    ) -> Result<bool, Error> {
        let digest = self.vault.digest("one_time_link", secret.as_bytes());
        let now = self.clock.now();
        let (account_id, about) = (account_id.to_owned(), about.to_owned());
        let event = Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: "account.factors_frozen".into(),
            account_id: Some(account_id.clone()),
            client_id: None,
            address: Some(visitor.address.to_string()),
            detail: serde_json::json!({ "authenticator": about, "browser": visitor.label() }).to_string(),
        };
        self.database
            .write(move |write| {
                Box::pin(async move {
                    let purpose = purpose(&account_id, &about);
                    if !storage::one_time_link::redeem(write, &digest, &purpose, now).await? {
                        return Ok::<_, Error>(false);
                    }
                    storage::factor_freeze::freeze(write, &account_id, now).await?;
                    storage::authenticator::disable(write, &account_id, &about).await?;
                    storage::account_deletion::cancel(write, &account_id, now).await?;
                    end_everything(write, &account_id, now).await?;
                    storage::audit::insert(write, &event).await?;
                    Ok(true)
                })
            })
            .await
    }
}
