//! Who does something on the admin side, as the audit log tells it.

use serde_json::{Value, json};

use crate::{clock::Timestamp, random::Random, storage::audit::Event};

/// Who does it. Without an account or a client it is whoever holds the machine, by the command line or by files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The account of whoever is signed in.
    pub account_id: Option<String>,
    /// The service that calls.
    pub client_id: Option<String>,
    /// From where.
    pub address: Option<String>,
    /// Under which id the request is logged.
    pub request_id: Option<String>,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Whose account.
    pub account_id: Option<&'a str>,
    /// Which client.
    pub client_id: Option<&'a str>,
}

impl<'a> About<'a> {
    /// An account.
    pub fn account(account_id: &'a str) -> Self {
        Self { account_id: Some(account_id), client_id: None }
    }

    /// A client.
    pub fn client(client_id: &'a str) -> Self {
        Self { account_id: None, client_id: Some(client_id) }
    }
}

impl Actor {
    /// The event that tells of it. `detail` is an object; who did it is added. Whoever owns the account that it is about reads
    /// the column of the address in their own log, so that of the actor stands in the detail.
    pub fn event(
        &self,
        random: &Random,
        now: Timestamp,
        kind: &str,
        about: About<'_>,
        mut detail: Value,
    ) -> Event {
        if let Some(fields) = detail.as_object_mut() {
            fields.insert("by".into(), json!("operator"));
            let said = [
                ("actor", self.account_id.as_ref().or(self.client_id.as_ref())),
                ("from", self.address.as_ref()),
                ("request", self.request_id.as_ref()),
            ];
            for (name, value) in said {
                if let Some(value) = value {
                    fields.insert(name.into(), json!(value));
                }
            }
        }
        Event {
            event_id: random.identifier(now),
            happened_at: now,
            kind: kind.to_owned(),
            account_id: about.account_id.map(str::to_owned),
            client_id: about.client_id.map(str::to_owned),
            address: None,
            detail: detail.to_string(),
        }
    }
}
