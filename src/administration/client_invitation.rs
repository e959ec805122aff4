//! Initial access tokens (RFC 7591 section 3): what an operator gives to somebody whose clients may register themselves.

use serde_json::json;

use super::{Error, actor::About, client::Clients};
use crate::{
    clock::Timestamp,
    storage::{
        self,
        client_registration::{self, InitialToken},
    },
};

/// What they are digested for.
pub(super) const INITIAL: &str = "initial_access_token";

impl Clients {
    /// A new initial access token, good for `uses` registrations until `expires_at`.
    pub async fn invite(&self, note: &str, uses: u32, expires_at: Timestamp) -> Result<String, Error> {
        let token = self.random.token();
        let hash = self.vault.digest(INITIAL, token.as_bytes());
        let now = self.clock.now();
        let row =
            InitialToken { note: note.to_owned(), uses_left: i64::from(uses), created_at: now, expires_at };
        let detail = json!({ "note": note, "uses": uses, "expires_at": expires_at.to_rfc3339() });
        let event = self.actor.event(&self.random, now, "client.invited", About::default(), detail);
        let stored: Result<(), storage::Error> = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    client_registration::insert_initial(write, &hash, &row).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await;
        Ok(stored.map(|()| token)?)
    }
}
