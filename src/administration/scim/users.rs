//! Making, showing, changing and removing accounts as SCIM asks for it, by the functions that every other door uses. A request is one
//! write: all that it asks for is done, or none.

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{
    Directory, Meta, Resource,
    condition::Condition,
    declared,
    fault::Fault,
    patch, reading,
    schema::{DECLARED_USER, ResourceType},
    user::{self, Said},
};
use crate::{
    administration::{
        Error,
        account::{Draft, NewPassword, taken},
        account_change::{Change, same_address},
    },
    authentication::{
        factor::{Record, password::NotSet},
        guide::{Judged, Notice},
    },
    clock::Timestamp,
    jose::seal::Vault,
    storage::{
        self, Write,
        account::{Account, Attributes, State},
        account_group::{self, Group},
        audit::Event,
        scim_user::{self, ScimUser},
    },
};

/// How often a change is tried again that does not say which version it means, when another was faster.
const TRIES: u32 = 3;

/// An account with what belongs to its document.
struct Loaded {
    account: Account,
    kept: Option<ScimUser>,
    groups: Vec<Group>,
}

/// What becomes of an account and of what is kept beside it, ready to be stored.
struct Update {
    account: Account,
    kept: ScimUser,
    addresses: Vec<String>,
    event: Event,
    notice: Option<Notice>,
    vault: Vault,
    now: Timestamp,
}

impl Update {
    async fn write(self, write: &mut Write) -> Result<(), Error> {
        let Self { account, kept, addresses, event, notice, vault, now } = self;
        if !storage::account::update(write, &account, now).await.map_err(taken)? {
            return Err(Error::Raced);
        }
        scim_user::put(write, &account.account_id, &kept, &addresses).await?;
        storage::audit::insert(write, &event).await?;
        if let Some(notice) = notice {
            notice.write(write, &vault).await?;
        }
        Ok(())
    }
}

/// What a request makes of an account.
enum Wish {
    /// A document in place of the one before.
    Whole(Map<String, Value>),
    /// Changes of that.
    Edits(Vec<patch::Operation>),
}

impl Wish {
    /// The document that comes of it.
    fn of(&self, before: &Map<String, Value>) -> Result<Map<String, Value>, Fault> {
        match self {
            // What it says takes the place of what was (RFC 7644 section 3.5.1), the same address as before too.
            Self::Whole(document) => Ok(document.clone()),
            Self::Edits(operations) => {
                let mut document = patch::apply(ResourceType::User, before, operations)?;
                if patch::aimed_at(ResourceType::User, operations, "emails").is_empty() {
                    user::follow_name(before, &mut document);
                }
                Ok(document)
            }
        }
    }

    /// Whether the request itself says this address, which may be the one that the account had.
    fn says(&self, address: &str) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Edits(operations) => patch::aimed_at(ResourceType::User, operations, "emails")
                .into_iter()
                .any(|(op, value)| op != patch::Op::Remove && holds(value, address)),
        }
    }
}

/// Whether an address stands anywhere in a value.
fn holds(value: &Value, address: &str) -> bool {
    match value {
        Value::String(text) => same_address(Some(text), Some(address)),
        Value::Array(list) => list.iter().any(|one| holds(one, address)),
        Value::Object(fields) => fields.values().any(|one| holds(one, address)),
        _ => false,
    }
}

impl Directory {
    async fn loaded(&self, id: &str) -> Result<Loaded, Fault> {
        let mut reader = self.accounts.database.read().await?;
        let account = storage::account::find(&mut reader, id).await?;
        let account = account.ok_or_else(|| Fault::missing(format!("User {id}")))?;
        Ok(Loaded {
            account,
            kept: scim_user::find(&mut reader, id).await?,
            groups: account_group::of_account(&mut reader, id).await?,
        })
    }

    fn shown(&self, loaded: &Loaded) -> Resource {
        self.dressed_user(&loaded.account, loaded.kept.as_ref(), &loaded.groups)
    }

    /// An account as it is shown.
    pub(super) fn dressed_user(
        &self,
        account: &Account,
        kept: Option<&ScimUser>,
        groups: &[Group],
    ) -> Resource {
        let meta = Meta {
            resource: ResourceType::User,
            id: &account.account_id,
            created: account.created_at,
            modified: account.updated_at,
            tag: format!("W/\"{}\"", account.version),
        };
        self.dressed(meta, self.document(account, kept, groups))
    }

    /// All that a client may read and write of an account.
    fn document(&self, account: &Account, kept: Option<&ScimUser>, groups: &[Group]) -> Map<String, Value> {
        let mut document = user::document(account, kept, groups, &self.base);
        let said = declared::shown(&self.accounts.declared, &account.attributes);
        if !said.is_empty() {
            document.insert(DECLARED_USER.into(), said.into());
        }
        document
    }

    /// One account.
    ///
    /// # Errors
    /// 404.
    pub async fn user(&self, id: &str) -> Result<Resource, Fault> {
        Ok(self.shown(&self.loaded(id).await?))
    }

    /// Makes an account.
    ///
    /// # Errors
    /// What is wrong with the body; `uniqueness` when the name or address is somebody's.
    pub async fn create_user(&self, body: &Value) -> Result<Resource, Fault> {
        let said = user::said(&reading::resource(ResourceType::User, body)?, None)?;
        let mut authenticators = Vec::new();
        if let Some(plain) = &said.password {
            let record = self.hashed(plain.clone(), &said, None).await?;
            authenticators.extend(record.map(|record| ("password".to_owned(), String::new(), record)));
        }
        let Said { username, email, phone, profile, active, kept, addresses, declared, .. } = said;
        let attributes = declared::wanted(&self.accounts.declared, &Attributes::new(), declared, true)?;
        let draft = Draft {
            username,
            email_verified: self.vouches && email.is_some(),
            email,
            phone,
            profile,
            attributes,
            authenticators,
            ..Draft::default()
        };
        let prepared = self.accounts.prepare(draft)?;
        let id = prepared.account_id().to_owned();
        let switch = (active == Some(false)).then(|| self.accounts.switch(&id, State::Disabled));
        let account_id = id.clone();
        self.accounts
            .database
            .write(move |write| {
                Box::pin(async move {
                    prepared.write(write).await.map_err(taken)?;
                    scim_user::put(write, &account_id, &kept, &addresses).await?;
                    match switch {
                        Some(switch) => switch.write(write).await,
                        None => Ok(()),
                    }
                })
            })
            .await?;
        self.user(&id).await
    }

    /// Replaces what the client may write of an account. Whether it may sign in stays as it is when nothing is said of it.
    ///
    /// # Errors
    /// As of making one; 404, 412, 403 for who administers.
    pub async fn replace_user(
        &self,
        id: &str,
        condition: &Condition,
        body: &Value,
    ) -> Result<Resource, Fault> {
        self.changed(id, condition, &Wish::Whole(reading::resource(ResourceType::User, body)?)).await
    }

    /// Does the operations of a PATCH.
    ///
    /// # Errors
    /// As of replacing; what an operation cannot do.
    pub async fn patch_user(&self, id: &str, condition: &Condition, body: &Value) -> Result<Resource, Fault> {
        self.changed(id, condition, &Wish::Edits(patch::read(ResourceType::User, body)?)).await
    }

    /// Removes an account.
    ///
    /// # Errors
    /// 404, 412, 403 for who administers, 409 for the last owner.
    pub async fn delete_user(&self, id: &str, condition: &Condition) -> Result<(), Fault> {
        let loaded = self.loaded(id).await?;
        self.reach(id).await?;
        self.shown(&loaded).meets(condition)?;
        let version = (!condition.is_any()).then_some(loaded.account.version);
        Ok(self.accounts.delete(id, version).await?)
    }

    async fn reach(&self, id: &str) -> Result<(), Fault> {
        let beyond = self.beyond(&mut self.accounts.database.read().await?).await?;
        if beyond.contains(id) { Err(Fault::beyond()) } else { Ok(()) }
    }

    async fn changed(&self, id: &str, condition: &Condition, wish: &Wish) -> Result<Resource, Fault> {
        let mut tries = 0_u32;
        loop {
            let loaded = self.loaded(id).await?;
            self.reach(id).await?;
            self.shown(&loaded).meets(condition)?;
            let before = self.document(&loaded.account, loaded.kept.as_ref(), &[]);
            let said = user::said(&wish.of(&before)?, Some(&loaded.account))?;
            let (declared, old) = (&self.accounts.declared, &loaded.account.attributes);
            let whole = matches!(wish, Wish::Whole(_));
            let attributes = declared::wanted(declared, old, said.declared.clone(), whole)?;
            // The address that comes this way is vouched for, and not one that the request says nothing of.
            let comes = said.email.as_deref().is_some_and(|email| {
                wish.says(email) || !same_address(Some(email), loaded.account.email.as_deref())
            });
            tries = tries.saturating_add(1);
            match self.written(loaded, said, attributes, comes && self.vouches).await {
                Err(fault) if fault == Fault::changed() && condition.is_any() && tries < TRIES => {}
                Err(fault) => return Err(fault),
                Ok(()) => return self.user(id).await,
            }
        }
    }

    /// Writes what is another than before; `proved`: the address is vouched for.
    async fn written(
        &self,
        loaded: Loaded,
        said: Said,
        attributes: Attributes,
        proved: bool,
    ) -> Result<(), Fault> {
        let Loaded { account: before, kept: known, .. } = loaded;
        let password = self.replacement(&before.account_id, &said).await?;
        let state = said.active.map(|active| if active { State::Active } else { State::Disabled });
        let state = state.filter(|state| *state != before.state);
        let switch = state.map(|state| self.accounts.switch(&before.account_id, state));
        let update = self.update(&before, known.as_ref(), said, attributes, proved)?;
        if update.is_none() && switch.is_none() && password.is_none() {
            return Ok(());
        }
        let tells = update.as_ref().is_some_and(|update| update.notice.is_some());
        self.accounts
            .database
            .write(move |write| {
                Box::pin(async move {
                    if let Some(update) = update {
                        update.write(write).await?;
                    }
                    if let Some(password) = password {
                        password.write(write).await?;
                    }
                    match switch {
                        Some(switch) => switch.write(write).await,
                        None => Ok(()),
                    }
                })
            })
            .await?;
        if tells {
            self.guide.mail_waits();
        }
        Ok(())
    }

    /// What becomes of an account and of what is kept beside it; nothing, if they say all of it already. `proved`: the address is
    /// vouched for.
    fn update(
        &self,
        before: &Account,
        known: Option<&ScimUser>,
        said: Said,
        attributes: Attributes,
        proved: bool,
    ) -> Result<Option<Update>, Error> {
        let same = same_address(said.email.as_deref(), before.email.as_deref());
        let change = Change {
            username: said.username,
            email_verified: proved || (same && before.email_verified_at.is_some()),
            email: said.email,
            phone: said.phone,
            profile: said.profile,
            groups: before.groups.clone(),
            attributes,
        };
        let now = self.accounts.clock.now();
        let mut altered = self.accounts.altered(before, change, now)?;
        if known != Some(&said.kept) {
            altered.and("scim");
        }
        Ok((!altered.changed().is_empty()).then(|| Update {
            account: altered.account().clone(),
            kept: said.kept,
            addresses: said.addresses,
            event: altered.event(&self.accounts, now),
            notice: altered.notice(),
            vault: self.accounts.vault.clone(),
            now,
        }))
    }

    /// The password that is to take the place of the account's, where another is said.
    async fn replacement(&self, id: &str, said: &Said) -> Result<Option<NewPassword>, Fault> {
        let Some(plain) = &said.password else { return Ok(None) };
        let Some(record) = self.hashed(plain.clone(), said, Some(id)).await? else { return Ok(None) };
        let remembered = self.guide.registry().password().settings().history;
        Ok(Some(self.accounts.new_password(id, &record, remembered)?))
    }

    /// The record of a password, held to the rules of every other one; nothing, if it is the account's already.
    async fn hashed(
        &self,
        plain: Zeroizing<String>,
        said: &Said,
        account_id: Option<&str>,
    ) -> Result<Option<Record>, Fault> {
        let profile = &said.profile;
        let mut context = vec![said.username.clone(), self.host.clone(), "doorward".to_owned()];
        let names = [
            &said.email,
            &said.phone,
            &profile.name,
            &profile.given_name,
            &profile.family_name,
            &profile.nickname,
        ];
        context.extend(names.into_iter().flatten().cloned());
        match self.guide.hash_password(plain, context, account_id).await? {
            Judged::Taken(record) => Ok(Some(record)),
            Judged::Same => Ok(None),
            Judged::NotSet(weak @ NotSet::Weak(_)) => Err(Fault::value(weak.to_string())),
            Judged::NotSet(error @ NotSet::Hash(_)) => Err(Fault::internal(error)),
        }
    }
}
