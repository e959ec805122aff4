//! Removing accounts and clients: whatever they are by now, or only as they were read.

use super::{Error, account::Accounts, actor::About, client::Clients, roles::keep_an_owner};
use crate::storage::{self, account::Account, client::Client};

impl Accounts {
    /// Removes an account and all that is its own.
    pub async fn delete(&self, name: &str) -> Result<(), Error> {
        let account = self.find(name).await?;
        self.removed(account.account_id, None).await
    }

    /// Removes an account as it was read.
    ///
    /// # Errors
    /// [`Error::Raced`] if it was changed since; [`Error::LastOwner`].
    pub async fn delete_version(&self, account: &Account) -> Result<(), Error> {
        self.removed(account.account_id.clone(), Some(account.version)).await
    }

    async fn removed(&self, account_id: String, version: Option<i64>) -> Result<(), Error> {
        let event = self.event("account.deleted", &account_id, self.clock.now());
        self.database
            .write(move |write| {
                Box::pin(async move {
                    keep_an_owner(write, &account_id).await?;
                    if let Some(version) = version {
                        if !storage::account::delete_version(write, &account_id, version).await? {
                            return Err(Error::Raced);
                        }
                    } else if !storage::account::delete(write, &account_id).await? {
                        return Err(Error::Missing(format!("account {account_id}")));
                    }
                    storage::audit::insert(write, &event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

impl Clients {
    /// Removes a client; everything granted to it dies.
    pub async fn delete(&self, client_id: &str) -> Result<(), Error> {
        if self.removed(client_id, None).await? {
            Ok(())
        } else {
            Err(Error::Missing(format!("client {client_id}")))
        }
    }

    /// Removes a client as it was read.
    ///
    /// # Errors
    /// [`Error::Raced`] if it was changed since.
    pub async fn delete_version(&self, client: &Client) -> Result<(), Error> {
        let removed = self.removed(&client.client_id, Some(client.version)).await?;
        if removed { Ok(()) } else { Err(Error::Raced) }
    }

    async fn removed(&self, client_id: &str, version: Option<i64>) -> Result<bool, Error> {
        let id = client_id.to_owned();
        let now = self.clock.now();
        let about = About::client(client_id);
        let event = self.actor.event(&self.random, now, "client.deleted", about, serde_json::json!({}));
        let deleted: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let deleted = match version {
                        Some(version) => {
                            storage::client_deletion::delete_version(write, &id, version).await?
                        }
                        None => storage::client::delete(write, &id).await?,
                    };
                    if deleted {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(deleted)
                })
            })
            .await?;
        self.changed(client_id).await;
        Ok(deleted)
    }
}
