//! The pages of the console that answer for security: keys, and what happened.

use serde::Serialize;

use super::{AdminFrame, View};
use crate::clock::Timestamp;

/// The keys.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminKeys {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Whether they may be replaced by who looks.
    pub may_change: bool,
    /// They, those in use first.
    pub keys: Vec<AdminKey>,
}

/// A key.
#[derive(Clone, Debug, Serialize)]
pub struct AdminKey {
    /// Its `kid`.
    pub kid: String,
    /// Its `alg`.
    pub algorithm: String,
    /// `next`, `active` or `retired`.
    pub state: String,
    /// Since when it is what it is.
    pub since: Timestamp,
    /// Until when it is kept, once it is retired.
    pub verifies_until: Option<Timestamp>,
    /// Somebody asked that it stop, and its successor is not ready.
    pub asked: bool,
    /// Whether requests are encrypted to it; else it signs.
    pub encrypts: bool,
}

/// What happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminAudit {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// What was searched for.
    pub filter: AuditFilter,
    /// What happened, newest first.
    pub events: Vec<AdminEvent>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// What was searched for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditFilter {
    /// What happened.
    pub event: String,
    /// Whose account.
    pub account: String,
    /// Which client.
    pub client: String,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct AdminEvent {
    /// What.
    pub event: String,
    /// When.
    pub at: Timestamp,
    /// Whose account; may be empty.
    pub account: String,
    /// Which client; may be empty.
    pub client: String,
    /// From where; may be empty.
    pub address: String,
    /// The rest.
    pub detail: String,
}

impl View for AdminKeys {
    fn template(&self) -> String {
        "admin/keys.html".into()
    }
}

impl View for AdminAudit {
    fn template(&self) -> String {
        "admin/audit.html".into()
    }
}
