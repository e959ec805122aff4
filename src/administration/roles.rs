//! Giving and taking the roles of accounts. Somebody always owns the installation.

use serde_json::json;

use super::{
    Error,
    actor::{About, Actor},
    role::Role,
};
use crate::{
    clock::{Clock, Timestamp},
    random::Random,
    storage::{self, Database, Write, account_role},
};

/// Everything giving roles needs.
#[derive(Clone)]
pub struct Roles {
    /// Where they are kept.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who gives them.
    pub actor: Actor,
}

/// Somebody who administers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Whose account.
    pub account_id: String,
    /// Their user name.
    pub username: String,
    /// As what.
    pub role: Role,
    /// Since when.
    pub granted_at: Timestamp,
}

impl Roles {
    /// The role of an account. One that this program does not know is none.
    pub async fn of(&self, account_id: &str) -> Result<Option<Role>, storage::Error> {
        of(&self.database, account_id).await
    }

    /// Everybody who administers, the mightiest first.
    pub async fn list(&self) -> Result<Vec<Holder>, Error> {
        let mut reader = self.database.read().await?;
        let mut holders = Vec::new();
        for role in Role::ALL {
            for row in account_role::of_role(&mut reader, role.name()).await? {
                let account = storage::account::find(&mut reader, &row.account_id).await?;
                let username = account.map(|account| account.username).unwrap_or_default();
                holders.push(Holder {
                    account_id: row.account_id,
                    username,
                    role,
                    granted_at: row.granted_at,
                });
            }
        }
        Ok(holders)
    }

    /// Gives an account a role in place of the one it has, or takes it away.
    ///
    /// # Errors
    /// [`Error::LastOwner`], [`Error::Missing`] for an account there is not.
    pub async fn set(&self, account_id: &str, role: Option<Role>) -> Result<(), Error> {
        let now = self.clock.now();
        let before = self.of(account_id).await?;
        if storage::account::find(&mut self.database.read().await?, account_id).await?.is_none() {
            return Err(Error::Missing(format!("account {account_id}")));
        }
        if before == role {
            return Ok(());
        }
        let detail = json!({ "before": before.map(Role::name), "after": role.map(Role::name) });
        let about = About::account(account_id);
        let event = self.actor.event(&self.random, now, "account.role_changed", about, detail);
        let account_id = account_id.to_owned();
        self.database
            .write(move |write| {
                Box::pin(async move {
                    if role != Some(Role::Owner) {
                        keep_an_owner(write, &account_id).await?;
                    }
                    match role {
                        Some(role) => account_role::put(write, &account_id, role.name(), now).await?,
                        None => {
                            account_role::remove(write, &account_id).await?;
                        }
                    }
                    storage::audit::insert(write, &event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

/// The role of an account.
pub async fn of(database: &Database, account_id: &str) -> Result<Option<Role>, storage::Error> {
    let name = account_role::find(&mut database.read().await?, account_id).await?;
    Ok(name.as_deref().and_then(Role::parse))
}

/// Refuses to lose the last owner who may sign in. Asked in the write that would take `account_id` away; another such write
/// waits for this one.
pub async fn keep_an_owner(write: &mut Write, account_id: &str) -> Result<(), Error> {
    let owner = Role::Owner.name();
    if account_role::find(write, account_id).await?.as_deref() != Some(owner) {
        return Ok(());
    }
    match account_role::others(write, account_id, owner).await? {
        0 => Err(Error::LastOwner),
        _ => Ok(()),
    }
}
