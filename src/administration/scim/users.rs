//! Making, showing, changing and removing accounts as SCIM asks for it, by the functions that every other door uses. A request is one
//! write: all that it asks for is done, or none.

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{
    Directory, Meta, Resource,
    condition::Condition,
    fault::Fault,
    patch, reading,
    schema::ResourceType,
    user::{self, Said},
};
use crate::{
    administration::{
        Error,
        account::{Draft, taken},
        account_change::Change,
    },
    authentication::{
        factor::{Record, password::NotSet},
        guide::Judged,
    },
    storage::{
        self,
        account::{Account, State},
        account_group::{self, Group},
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
        self.dressed(meta, user::document(account, kept, groups, &self.base))
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
        let Said { username, email, phone, profile, active, kept, addresses, .. } = said;
        let draft = Draft {
            username,
            email_verified: self.vouches && email.is_some(),
            email,
            phone,
            profile,
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
        let document = reading::resource(ResourceType::User, body)?;
        self.changed(id, condition, |_| Ok(document.clone())).await
    }

    /// Does the operations of a PATCH.
    ///
    /// # Errors
    /// As of replacing; what an operation cannot do.
    pub async fn patch_user(&self, id: &str, condition: &Condition, body: &Value) -> Result<Resource, Fault> {
        let operations = patch::read(ResourceType::User, body)?;
        self.changed(id, condition, |before| patch::apply(ResourceType::User, before, &operations)).await
    }

    /// Removes an account.
    ///
    /// # Errors
    /// 404, 412, 403 for who administers, 409 for the last owner.
    pub async fn delete_user(&self, id: &str, condition: &Condition) -> Result<(), Fault> {
        let loaded = self.loaded(id).await?;
        self.reach(id).await?;
        self.shown(&loaded).meets(condition)?;
        if condition.is_any() {
            return Ok(self.accounts.delete(id).await?);
        }
        Ok(self.accounts.delete_version(&loaded.account).await?)
    }

    async fn reach(&self, id: &str) -> Result<(), Fault> {
        let beyond = self.beyond(&mut self.accounts.database.read().await?).await?;
        if beyond.contains(id) { Err(Fault::beyond()) } else { Ok(()) }
    }

    async fn changed(
        &self,
        id: &str,
        condition: &Condition,
        change: impl Fn(&Map<String, Value>) -> Result<Map<String, Value>, Fault>,
    ) -> Result<Resource, Fault> {
        let mut tries = 0_u32;
        loop {
            let loaded = self.loaded(id).await?;
            self.reach(id).await?;
            self.shown(&loaded).meets(condition)?;
            let before = user::document(&loaded.account, loaded.kept.as_ref(), &[], &self.base);
            let said = user::said(&change(&before)?, Some(&loaded.account))?;
            tries = tries.saturating_add(1);
            match self.written(loaded, said).await {
                Err(Error::Raced) if condition.is_any() && tries < TRIES => {}
                Err(error) => return Err(error.into()),
                Ok(Err(fault)) => return Err(fault),
                Ok(Ok(())) => return self.user(id).await,
            }
        }
    }

    /// Writes what is another than before.
    async fn written(&self, loaded: Loaded, said: Said) -> Result<Result<(), Fault>, Error> {
        let Loaded { account: before, kept: known, .. } = loaded;
        let id = before.account_id.clone();
        let password = match &said.password {
            None => None,
            Some(plain) => match self.hashed(plain.clone(), &said, Some(&id)).await {
                Err(fault) => return Ok(Err(fault)),
                Ok(None) => None,
                Ok(Some(record)) => {
                    let remembered = self.guide.registry().password().settings().history;
                    Some(self.accounts.new_password(&id, &record, remembered)?)
                }
            },
        };
        let same_address = said.email == before.email;
        let change = Change {
            username: said.username,
            email_verified: self.vouches || (same_address && before.email_verified_at.is_some()),
            email: said.email,
            phone: said.phone,
            profile: said.profile,
            groups: before.groups.clone(),
            attributes: before.attributes.clone(),
        };
        let now = self.accounts.clock.now();
        let mut altered = self.accounts.altered(&before, change, now)?;
        let (kept, addresses) = (said.kept, said.addresses);
        if known.as_ref() != Some(&kept) {
            altered.and("scim");
        }
        let state = said.active.map(|active| if active { State::Active } else { State::Disabled });
        let switch =
            state.filter(|state| *state != before.state).map(|state| self.accounts.switch(&id, state));
        let (notice, vault) = (altered.notice(), self.accounts.vault.clone());
        let tells = notice.is_some();
        let update = (!altered.changed().is_empty()).then(|| {
            let event = altered.event(&self.accounts, now);
            (altered.account().clone(), event)
        });
        if update.is_none() && switch.is_none() && password.is_none() {
            return Ok(Ok(()));
        }
        self.accounts
            .database
            .write(move |write| {
                Box::pin(async move {
                    if let Some((account, event)) = update {
                        if !storage::account::update(write, &account, now).await.map_err(taken)? {
                            return Err(Error::Raced);
                        }
                        scim_user::put(write, &id, &kept, &addresses).await?;
                        storage::audit::insert(write, &event).await?;
                        if let Some(notice) = notice {
                            notice.write(write, &vault).await?;
                        }
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
        Ok(Ok(()))
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
