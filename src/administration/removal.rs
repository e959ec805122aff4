//! Removing accounts and clients: whatever they are by now, or only at the version that they were read at.

use serde_json::json;

use super::{Error, account::Accounts, actor::About, client::Clients, roles::keep_an_owner};
use crate::storage::{self, audit::Event};

impl Accounts {
    /// Removes an account and all that is its own; only at `version`, if that is given.
    ///
    /// # Errors
    /// [`Error::Raced`] if it has another version; [`Error::LastOwner`].
    pub async fn delete(&self, name: &str, version: Option<i64>) -> Result<(), Error> {
        let account_id = self.find(name).await?.account_id;
        let now = self.clock.now();
        let event = self.event("account.deleted", &account_id, now);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    keep_an_owner(write, &account_id).await?;
                    if !storage::account::delete(write, &account_id, version, now).await? {
                        return Err(gone(version, || format!("account {account_id}")));
                    }
                    storage::audit::insert(write, &event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

impl Clients {
    /// Removes a client, and everything granted to it dies; only at `version`, if that is given.
    ///
    /// # Errors
    /// [`Error::Raced`] if it has another version.
    pub async fn delete(&self, client_id: &str, version: Option<i64>) -> Result<(), Error> {
        let (now, about) = (self.clock.now(), About::client(client_id));
        let event = self.actor.event(&self.random, now, "client.deleted", about, json!({}));
        if self.removed(client_id, version, event).await? {
            Ok(())
        } else {
            Err(gone(version, || format!("client {client_id}")))
        }
    }

    /// Removes a client and writes `event`, which tells by whom; `false` if it is not there at that version.
    pub(super) async fn removed(
        &self,
        client_id: &str,
        version: Option<i64>,
        event: Event,
    ) -> Result<bool, storage::Error> {
        let id = client_id.to_owned();
        let removed: bool = self
            .database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move {
                    let removed = storage::client::delete(write, &id, version).await?;
                    if removed {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok(removed)
                })
            })
            .await?;
        self.changed(client_id).await;
        Ok(removed)
    }
}

/// Why nothing was removed.
pub(super) fn gone(version: Option<i64>, what: impl FnOnce() -> String) -> Error {
    version.map_or_else(|| Error::Missing(what()), |_| Error::Raced)
}
