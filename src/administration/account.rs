//! Making and looking after accounts.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::json;

use super::{
    Error,
    actor::{About as Whose, Actor},
    attribute::{self, Hand},
    claims,
    notice::Sender,
    role::Role,
    roles::keep_an_owner,
};
use crate::{
    authentication::{
        ending::end_everything,
        factor::{Reason, Record},
        password_history::{self, Retiring},
        throttle::clear_factor,
    },
    clock::{Clock, Timestamp},
    config::Attributes as Declared,
    jose::seal::{About, Vault},
    random::Random,
    storage::{
        self, Database, Write,
        account::{Account, Attributes, Language, Profile, State, name_key},
        audit::Event,
        authenticator::Authenticator,
        name::name_fault,
    },
};

/// Everything looking after accounts needs.
#[derive(Clone)]
pub struct Accounts {
    /// Where they are kept.
    pub database: Database,
    /// Seals their credentials.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who looks after them.
    pub actor: Actor,
    /// What they may say beside the standard claims.
    pub declared: Arc<Declared>,
    /// Who writes to their owners.
    pub sender: Arc<Sender>,
}

/// An account as its operator describes it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What its person signs in with; the e-mail address when empty.
    pub username: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether the operator vouches for the address.
    pub email_verified: bool,
    /// E.164.
    pub phone: Option<String>,
    /// The other standard claims.
    pub profile: Profile,
    /// Groups.
    pub groups: Vec<String>,
    /// What else is said of its person.
    pub attributes: Attributes,
    /// What it can prove itself with from the start: factor, name, record.
    pub authenticators: Vec<(String, String, Record)>,
    /// What its person administers as.
    pub role: Option<Role>,
}

/// An account that is checked and ready to be stored.
pub struct Prepared {
    account: Account,
    rows: Vec<Authenticator>,
    role: Option<Role>,
    event: Event,
}

impl Prepared {
    /// The identifier that it will have.
    pub(super) fn account_id(&self) -> &str {
        &self.account.account_id
    }

    /// Stores it.
    ///
    /// # Errors
    /// [`storage::Error::Duplicate`] when a name or address is somebody's already; [`taken`] says so in words.
    pub async fn write(self, write: &mut Write) -> Result<Account, storage::Error> {
        let Self { account, rows, role, event } = self;
        storage::account::insert(write, &account).await?;
        for row in &rows {
            storage::authenticator::insert(write, row).await?;
        }
        if let Some(role) = role {
            let now = account.created_at;
            storage::account_role::put(write, &account.account_id, role.name(), now).await?;
        }
        storage::audit::insert(write, &event).await?;
        Ok(account)
    }
}

/// What a refusal to store an account means.
pub fn taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Duplicate => Error::Exists("an account with that user name or e-mail address".into()),
        error => Error::Storage(error),
    }
}

impl From<Reason> for Error {
    fn from(reason: Reason) -> Self {
        Self::Invalid(vec![format!("{}: {}", reason.field, reason.key)])
    }
}

impl Accounts {
    /// Makes an account.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault; [`Error::Exists`] when a name or address is somebody's already.
    pub async fn create(&self, draft: Draft) -> Result<Account, Error> {
        let prepared = self.prepare(draft)?;
        self.database
            .write(move |write| Box::pin(async move { prepared.write(write).await }))
            .await
            .map_err(taken)
    }

    /// An account ready to be stored in a write of the caller's.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault.
    pub fn prepare(&self, draft: Draft) -> Result<Prepared, Error> {
        let mut draft = checked(draft)?;
        claims::check(&Profile::default(), &draft.profile)?;
        draft.attributes =
            attribute::checked(&self.declared, &Attributes::new(), draft.attributes, Hand::Admin)?;
        let now = self.clock.now();
        let account_id = self.random.identifier(now);
        let mut rows = Vec::new();
        for (kind, name, record) in draft.authenticators {
            rows.push(self.authenticator(&account_id, kind, name, &record, now)?);
        }
        let mut event = self.event("account.created", &account_id, now);
        if let Some(role) = draft.role {
            let detail = json!({ "role": role.name() });
            event =
                self.actor.event(&self.random, now, "account.created", Whose::account(&account_id), detail);
        }
        let account = Account {
            account_id,
            email_verified_at: draft.email.as_ref().filter(|_| draft.email_verified).map(|_| now),
            username: draft.username,
            email: draft.email,
            phone: draft.phone,
            phone_verified_at: None,
            profile: draft.profile,
            groups: draft.groups,
            attributes: draft.attributes,
            language: Language::default(),
            state: State::Active,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        Ok(Prepared { account, rows, role: draft.role, event })
    }

    /// The account of this identifier, or that signs in as `name`. An identifier comes first, so that nobody takes another's place by
    /// calling themselves so.
    pub async fn find(&self, name: &str) -> Result<Account, Error> {
        let mut reader = self.database.read().await?;
        let found = match storage::account::find(&mut reader, name).await? {
            None => storage::account::find_by_name(&mut reader, name).await?,
            found => found,
        };
        found.ok_or_else(|| Error::Missing(format!("account {name}")))
    }

    /// Lets an account sign in again, or no longer: then all its sessions and grants die in the same write.
    pub async fn set_state(&self, name: &str, state: State) -> Result<Account, Error> {
        let account = self.find(name).await?;
        let switch = self.switch(&account.account_id, state);
        self.database.write(move |write| Box::pin(async move { switch.write(write).await })).await?;
        Ok(account)
    }

    /// Lets an account sign in or not, in a write of the caller's.
    pub(super) fn switch(&self, account_id: &str, state: State) -> Switch {
        let now = self.clock.now();
        let kind = if state == State::Active { "account.enabled" } else { "account.disabled" };
        let event = self.event(kind, account_id, now);
        Switch { account_id: account_id.to_owned(), state, now, event }
    }

    /// Replaces the password, or gives the first one; ends all sessions and grants. Of the account's last passwords
    /// `remembered` are kept, so that their owner does not take them again.
    pub async fn set_password(&self, name: &str, record: &Record, remembered: u32) -> Result<Account, Error> {
        let account = self.find(name).await?;
        let replacement = self.new_password(&account.account_id, record, remembered)?;
        self.database.write(move |write| Box::pin(async move { replacement.write(write).await })).await?;
        Ok(account)
    }

    /// A new password, to be stored in a write of the caller's.
    pub(super) fn new_password(
        &self,
        account_id: &str,
        record: &Record,
        remembered: u32,
    ) -> Result<NewPassword, Error> {
        let now = self.clock.now();
        Ok(NewPassword {
            row: self.authenticator(account_id, "password".into(), String::new(), record, now)?,
            event: self.event("factor.replaced", account_id, now),
            account_id: account_id.to_owned(),
            retiring: Retiring { history_id: self.random.identifier(now), remembered },
            vault: self.vault.clone(),
            now,
        })
    }

    /// Removes every authenticator of one factor, disabled ones too, and forgets its failures. Its owner is told, if there was one.
    pub async fn reset_factor(&self, name: &str, kind: &str) -> Result<u64, Error> {
        let account = self.find(name).await?;
        let now = self.clock.now();
        let about = Whose::account(&account.account_id);
        let event = self.actor.event(&self.random, now, "factor.reset", about, json!({ "factor": kind }));
        let (notice, vault) = (self.tell_of_factor(&account, kind, now), self.vault.clone());
        let (account_id, kind) = (account.account_id, kind.to_owned());
        let removed = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let mut removed = 0_u64;
                    for row in storage::authenticator::of_account(write, &account_id).await? {
                        if row.kind == kind
                            && storage::authenticator::delete(write, &account_id, &row.authenticator_id)
                                .await?
                        {
                            removed = removed.saturating_add(1);
                        }
                    }
                    clear_factor(write, &account_id, &kind).await?;
                    if let Some(notice) = notice.filter(|_| removed > 0) {
                        notice.write(write, &vault).await?;
                    }
                    storage::audit::insert(write, &event).await?;
                    Ok::<_, storage::Error>(removed)
                })
            })
            .await?;
        Ok(removed)
    }

    /// Lets the factors of an account be changed again; `false` if they could be.
    pub async fn unfreeze(&self, name: &str) -> Result<bool, Error> {
        let account = self.find(name).await?;
        let event = self.event("account.factors_released", &account.account_id, self.clock.now());
        let thawed = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let thawed = storage::factor_freeze::thaw(write, &account.account_id).await?;
                    if thawed {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(thawed)
                })
            })
            .await?;
        Ok(thawed)
    }

    pub(super) fn authenticator(
        &self,
        account_id: &str,
        kind: String,
        name: String,
        record: &Record,
        now: Timestamp,
    ) -> Result<Authenticator, Error> {
        let authenticator_id = self.random.identifier(now);
        let about = About { table: "authenticator", row: &authenticator_id, account: account_id };
        let credential_sealed =
            self.vault.seal(about, record.bytes()).map_err(|error| Error::Faulty(error.to_string()))?;
        Ok(Authenticator {
            credential_sealed,
            account_id: account_id.to_owned(),
            kind,
            handle_hash: None,
            name,
            state: "active".into(),
            high_water: None,
            version: 1,
            created_at: now,
            last_used_at: None,
            authenticator_id,
        })
    }

    pub(super) fn event(&self, kind: &str, account_id: &str, now: Timestamp) -> Event {
        self.actor.event(&self.random, now, kind, Whose::account(account_id), json!({}))
    }
}

/// An account that is to be let in, or no longer.
pub(super) struct Switch {
    account_id: String,
    state: State,
    now: Timestamp,
    event: Event,
}

impl Switch {
    /// Does it; whoever may not come in any more is out everywhere.
    pub(super) async fn write(self, write: &mut Write) -> Result<(), Error> {
        let Self { account_id, state, now, event } = self;
        if state == State::Disabled {
            keep_an_owner(write, &account_id).await?;
        }
        storage::account::set_state(write, &account_id, state, now).await?;
        if state == State::Disabled {
            end_everything(write, &account_id, now).await?;
        }
        storage::audit::insert(write, &event).await?;
        Ok(())
    }
}

/// A password that is to take the place of the one before, which is remembered.
pub(super) struct NewPassword {
    account_id: String,
    row: Authenticator,
    retiring: Retiring,
    vault: Vault,
    now: Timestamp,
    event: Event,
}

impl NewPassword {
    /// Does it, ends everything that was begun with the one before, and forgets who guessed at that.
    pub(super) async fn write(self, write: &mut Write) -> Result<(), Error> {
        let Self { account_id, row, retiring, vault, now, event } = self;
        storage::account::hold(write, &account_id).await?;
        password_history::retire(write, &vault, &account_id, &retiring, now).await.map_err(|error| {
            match error {
                password_history::Error::Storage(error) => Error::Storage(error),
                sealed @ password_history::Error::Sealed(_) => Error::Faulty(sealed.to_string()),
            }
        })?;
        storage::authenticator::insert_sole(write, &row).await?;
        clear_factor(write, &account_id, &row.kind).await?;
        end_everything(write, &account_id, now).await?;
        storage::audit::insert(write, &event).await?;
        Ok(())
    }
}

/// The most groups of an account, and the most characters of one's name: all of them stand in every token.
pub(super) const MOST_GROUPS: usize = 100;
pub(super) const LONGEST_GROUP: usize = 100;

/// The rules for an account, all faults at once.
pub(super) fn checked(mut draft: Draft) -> Result<Draft, Error> {
    let mut faults = Vec::new();
    draft.username = draft.username.trim().to_owned();
    draft.email = draft.email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
    if draft.username.is_empty() {
        draft.username = draft.email.clone().unwrap_or_default();
    }
    if draft.username.is_empty() {
        faults.push("a user name or an e-mail address is needed".to_owned());
    }
    if draft.username.chars().count() > 254 {
        faults.push("the user name has at most 254 characters".into());
    }
    let names = [Some(&draft.username), draft.email.as_ref()].into_iter().flatten();
    faults.extend(names.filter_map(|name| Some(format!("{name:?} {}", name_fault(name)?))));
    // A user name that looks like an address is taken for one: it must be the account's own.
    let own = draft.email.as_deref().map(name_key) == Some(name_key(&draft.username));
    if draft.username.contains('@') && !own {
        faults.push("a user name with an @ must be the account's own e-mail address".into());
    }
    if draft.email.as_deref().is_some_and(|email| !is_address(email)) {
        faults.push("the e-mail address must look like name@example.com".into());
    }
    let is_e164 = |phone: &str| {
        phone.strip_prefix('+').is_some_and(|digits| {
            (7..=15).contains(&digits.len())
                && digits.chars().all(|c| c.is_ascii_digit())
                && !digits.starts_with('0')
        })
    };
    if draft.phone.as_deref().is_some_and(|phone| !is_e164(phone)) {
        faults.push("the phone number must be in E.164, like +491701234567".into());
    }
    let mut seen = BTreeSet::new();
    draft.groups = draft.groups.iter().map(|name| name.trim().to_owned()).collect();
    draft.groups.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    let no_group = |name: &String| name.chars().count() > LONGEST_GROUP || name.chars().any(char::is_control);
    if draft.groups.len() > MOST_GROUPS || draft.groups.iter().any(no_group) {
        faults.push(format!("groups: at most {MOST_GROUPS}, each of at most {LONGEST_GROUP} characters"));
    }
    if faults.is_empty() { Ok(draft) } else { Err(Error::Invalid(faults)) }
}

/// name@domain without anything that a mail header could trip over; whether it exists, a code sent there tells.
pub fn is_address(text: &str) -> bool {
    let clean = text.len() <= 254
        && !text.chars().any(|c| c.is_control() || c.is_whitespace() || "<>(),;:\"[]\\".contains(c));
    clean
        && text.rsplit_once('@').is_some_and(|(name, domain)| {
            !name.is_empty() && !name.contains('@') && domain.split('.').all(|label| !label.is_empty())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_another_persons_address_as_a_user_name() {
        let draft = Draft {
            username: "victim@example.org".into(),
            email: Some("me@example.org".into()),
            ..Draft::default()
        };
        assert!(checked(draft).is_err());
        let own = Draft { email: Some("me@example.org".into()), ..Draft::default() };
        assert_eq!(checked(own).unwrap().username, "me@example.org");
        assert!(
            checked(Draft { username: "x".into(), phone: Some("0170".into()), ..Draft::default() }).is_err()
        );
        for username in ["\u{430}dmin", "adm\u{200b}in", "\u{202e}nimda"] {
            assert!(checked(Draft { username: username.into(), ..Draft::default() }).is_err(), "{username}");
        }
        assert!(checked(Draft::default()).is_err());
    }
}
