//! The pages of the console about services that are told what happens.

use serde::Serialize;

use super::{AdminFrame, View};
use crate::clock::Timestamp;

/// All of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminWebhooks {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Whether they may change them.
    pub may_change: bool,
    /// The webhooks.
    pub webhooks: Vec<WebhookLine>,
    /// What was typed for a new one.
    pub form: WebhookForm,
    /// The kinds of events there are.
    pub kinds: Vec<&'static str>,
}

/// A webhook in the list.
#[derive(Clone, Debug, Serialize)]
pub struct WebhookLine {
    /// Its identifier.
    pub id: String,
    /// Where it listens.
    pub url: String,
    /// What it is called here.
    pub description: String,
    /// Whether it is told what happens.
    pub active: bool,
    /// Deliveries on their way.
    pub waiting: i64,
    /// Those given up.
    pub dead: i64,
}

/// What is said of a webhook.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WebhookForm {
    /// Where it listens.
    pub url: String,
    /// What it is called here.
    pub description: String,
    /// What it hears of, one a line.
    pub events: String,
}

/// One of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminWebhook {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Its identifier.
    pub id: String,
    /// Which state of it this is, against lost updates.
    pub version: i64,
    /// Whether they may change it.
    pub may_change: bool,
    /// Whether it is told what happens.
    pub active: bool,
    /// What is said of it.
    pub form: WebhookForm,
    /// The kinds of events there are.
    pub kinds: Vec<&'static str>,
    /// A secret that was just drawn.
    pub secret: Option<String>,
    /// Until when the secret before signs, too.
    pub old_until: Option<Timestamp>,
    /// Deliveries on their way.
    pub waiting: i64,
    /// Those given up.
    pub dead: i64,
    /// The newest deliveries: first those given up, then those that wait, then those that arrived.
    pub tries: Vec<WebhookTry>,
}

/// A delivery.
#[derive(Clone, Debug, Serialize)]
pub struct WebhookTry {
    /// Its identifier.
    pub id: String,
    /// What it tells.
    pub event: String,
    /// When that happened.
    pub at: Timestamp,
    /// `dead`, `waiting` or `delivered`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, if it failed before.
    pub next_at: Option<Timestamp>,
    /// The status that the receiver answered last.
    pub status: Option<i64>,
    /// Why the last try failed; may be empty.
    pub error: String,
}

impl View for AdminWebhooks {
    fn template(&self) -> String {
        "admin/webhooks.html".into()
    }
}

impl View for AdminWebhook {
    fn template(&self) -> String {
        "admin/webhook.html".into()
    }
}
