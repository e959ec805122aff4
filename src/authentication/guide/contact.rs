//! A new address of an account: a code goes there, and only when it comes back the address becomes the account's, in one
//! write with the word to the old one. Until then it is nobody's claim.
//!
//! The proofs that such a change needs are a journey's; its owner calls [`Guide::contact_change`] when it is done.

use super::{
    Error, Guide, Notice, Travel,
    room::{Losses, make_room},
    survey::hex,
};
use crate::{
    authentication::{
        factor::{Channel, normalise_code},
        throttle::Counter,
        visitor::Visitor,
    },
    clock::Timestamp,
    delivery::{self, Letter},
    jose::seal::Vault,
    storage::{self, Write, account::Account, audit::Event, contact_change::ContactChange, throttle},
};

/// How long a code is good for (NIST SP 800-63B-4 section 3.1.3.2: at most ten minutes).
pub(super) const LIVES: std::time::Duration = std::time::Duration::from_mins(10);
/// How many answers one code takes.
const TRIES: i64 = 5;
const DIGITS: usize = 6;

/// Which of the addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// The e-mail address.
    Email,
    /// The phone number.
    Phone,
}

impl Contact {
    /// Its name in the database.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

/// A code that is to leave, with the limits it must pass and the row that remembers it.
#[derive(Debug)]
pub struct ContactMessage {
    row: ContactChange,
    counters: Vec<Counter>,
    message_id: String,
    letter: Letter,
}

/// What came of a code that was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The address is the account's.
    Changed,
    /// The code is another one.
    Wrong,
    /// There is no code to give back (any more).
    Over,
    /// The address is somebody else's.
    Taken,
    /// Nothing about this account may be changed.
    Frozen,
}

impl ContactMessage {
    /// Sends the code, in the caller's write; `false`, and nothing happened, if too many left already.
    pub async fn write(&self, write: &mut Write, vault: &Vault) -> Result<bool, storage::Error> {
        let now = self.row.created_at;
        for counter in &self.counters {
            let Counter { subject, limit, cost } = counter;
            if throttle::charge(write, subject, *limit, *cost, now).await?.is_none() {
                return Ok(false);
            }
        }
        storage::contact_change::put(write, &self.row).await?;
        let until = Some(self.row.expires_at);
        delivery::enqueue(write, vault, &self.message_id, &self.letter, now, until).await?;
        Ok(true)
    }
}

/// A new address that was proved, and what is written with it.
struct Taking {
    contact: Contact,
    change: ContactChange,
    notices: Vec<Notice>,
    event: Event,
    losses: Losses,
    now: Timestamp,
}

impl Taking {
    /// # Errors
    /// [`storage::Error::Duplicate`] when the address is somebody else's.
    async fn write(self, write: &mut Write, vault: &Vault) -> Result<Confirmed, storage::Error> {
        let Self { contact, change, notices, event, losses, now } = self;
        let owner = change.account_id.as_str();
        // Whatever else changes the account at this moment, it does so before or after.
        storage::account::hold(write, owner).await?;
        if storage::factor_freeze::is_frozen(write, owner).await? {
            return Ok(Confirmed::Frozen);
        }
        if !storage::contact_change::settle(write, owner, &change.kind, &change.code_hash).await? {
            return Ok(Confirmed::Over);
        }
        let Some(mut account) = storage::account::find(write, owner).await? else {
            return Ok(Confirmed::Over);
        };
        if contact == Contact::Email {
            make_room(write, &change.address, Some(owner), losses, now).await?;
        }
        take(&mut account, contact, &change.address, now);
        if !storage::account::update(write, &account, now).await? {
            return Err(storage::Error::Faulty("a held account changed".into()));
        }
        if contact == Contact::Email {
            // Codes to the old address proved something there.
            storage::journey::end_of_account(write, owner, "").await?;
        }
        for notice in &notices {
            notice.write(write, vault).await?;
        }
        storage::audit::insert(write, &event).await?;
        Ok(Confirmed::Changed)
    }
}

impl Guide {
    /// Whether codes can go to addresses of this kind here.
    pub fn reaches(&self, contact: Contact) -> bool {
        contact == Contact::Email || self.registry.get("sms_code").is_some()
    }

    /// The message that asks the person of this journey to prove `address`, in the language of its pages; none where it has no
    /// account.
    pub fn contact_change(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        contact: Contact,
        address: &str,
    ) -> Option<ContactMessage> {
        let account = travel.account.as_ref()?;
        let now = self.clock.now();
        let code = self.random.digits(DIGITS);
        let subject = hex(&self.vault.digest("address", storage::account::name_key(address).as_bytes()));
        let (limits, network) = (self.settings().limits, visitor.network());
        let (channel, template, counters) = match contact {
            Contact::Email => (Channel::Mail, "confirm", limits.sends(&subject, &network, None, true)),
            Contact::Phone => {
                (Channel::Sms, "code", limits.texts(&subject, &account.account_id, &network, true, true))
            }
        };
        let context = serde_json::json!({
            "code": code, "minutes": LIVES.as_secs() / 60, "client": self.settings().host, "host": self.settings().host,
            "browser": visitor.label(), "address": visitor.address.to_string(), "at": now.milliseconds(),
        });
        Some(ContactMessage {
            row: ContactChange {
                account_id: account.account_id.clone(),
                kind: contact.kind().into(),
                address: address.to_owned(),
                code_hash: self.contact_hash(&account.account_id, address, &code),
                tries: 0,
                created_at: now,
                expires_at: now.after(LIVES),
            },
            counters,
            message_id: self.random.identifier(now),
            letter: Letter {
                channel,
                to: address.to_owned(),
                template: template.into(),
                context,
                locale: self.language(visitor, travel),
                client_id: travel.journey.demand.client_id.clone(),
            },
        })
    }

    /// Takes the code that was sent to a new address. A try is spent whatever it is, and kept; the change itself, the
    /// account's name in the one space of names, the end of the code and the word to the old address are one write.
    pub async fn confirm_contact(
        &self,
        visitor: &Visitor,
        account_id: &str,
        contact: Contact,
        typed: &str,
    ) -> Result<Confirmed, Error> {
        let now = self.clock.now();
        let owner = account_id.to_owned();
        let change: Option<ContactChange> = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    storage::contact_change::spend_try(write, &owner, contact.kind(), TRIES, now).await
                })
            })
            .await?;
        let Some(change) = change else { return Ok(Confirmed::Over) };
        let code = normalise_code(typed, DIGITS).unwrap_or_default();
        let given = self.contact_hash(account_id, &change.address, &code);
        if !crate::secret::equal(&given, &change.code_hash) {
            return Ok(Confirmed::Wrong);
        }
        let Some(account) = storage::account::find(&mut self.database.read().await?, account_id).await?
        else {
            return Ok(Confirmed::Over);
        };
        let [displaced, given_up] = Losses::KINDS.map(|kind| self.happened(visitor, account_id, kind));
        let taking = Taking {
            contact,
            notices: self.contact_notices(visitor, &account, contact, &change.address),
            event: self.happened(visitor, account_id, &format!("{}.changed", contact.kind())),
            losses: Losses { displaced, given_up },
            change,
            now,
        };
        let vault = self.vault.clone();
        let changed = self
            .database
            .write(move |write| Box::pin(async move { taking.write(write, &vault).await }))
            .await;
        match changed {
            Ok(confirmed) => {
                self.mail_waits();
                Ok(confirmed)
            }
            // The one space of names has it already; whoever gave the code reads that mailbox and may know.
            Err(storage::Error::Duplicate) => Ok(Confirmed::Taken),
            Err(error) => Err(error.into()),
        }
    }

    /// The old address is told, and the new one.
    fn contact_notices(
        &self,
        visitor: &Visitor,
        account: &Account,
        contact: Contact,
        address: &str,
    ) -> Vec<Notice> {
        let event = format!("{}-changed", contact.kind());
        let mut notices: Vec<_> = self.tell(visitor, account, &event, address).into_iter().collect();
        if contact == Contact::Email {
            let to = address.to_owned();
            notices.push(self.tell_at(visitor, account, to, &event, address));
        }
        notices
    }

    fn contact_hash(&self, account_id: &str, address: &str, code: &str) -> Vec<u8> {
        // Lengths first, so that nothing can be cut otherwise.
        let mut text = Vec::new();
        for part in [account_id, address, code] {
            text.extend_from_slice(&(part.len() as u64).to_be_bytes());
            text.extend_from_slice(part.as_bytes());
        }
        self.vault.digest("contact_change", &text)
    }
}

/// The account with its new, proved address. A user name that was the old address goes with it.
fn take(account: &mut Account, contact: Contact, address: &str, now: Timestamp) {
    match contact {
        Contact::Email => {
            let named = account.email.as_deref().map(storage::account::name_key)
                == Some(storage::account::name_key(&account.username));
            if named {
                address.clone_into(&mut account.username);
            }
            account.email = Some(address.to_owned());
            account.email_verified_at = Some(now);
        }
        Contact::Phone => {
            account.phone = Some(address.to_owned());
            account.phone_verified_at = Some(now);
        }
    }
}
