//! The pages of the account console beside the ways to sign in: where somebody is signed in, which applications have
//! access, what happened.

use serde::Serialize;

use super::{Client, Console, SignedIn, View};
use crate::clock::Timestamp;

/// Where you are signed in, and on which devices less is asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sessions {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// Devices that stand in for a second factor.
    pub devices: Vec<Device>,
    /// Where they are signed in, this one first.
    pub sessions: Vec<Session>,
}

/// One place where they are signed in.
#[derive(Clone, Debug, Serialize)]
pub struct Session {
    /// Its public id.
    pub id: String,
    /// Browser and system, as far as they say.
    pub label: String,
    /// The network address of the sign-in.
    pub address: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last seen.
    pub last_seen_at: Timestamp,
    /// It is the one asking.
    pub current: bool,
}

/// One device that stands in for a second factor.
#[derive(Clone, Debug, Serialize)]
pub struct Device {
    /// Its row.
    pub id: String,
    /// Browser and system, as far as they said.
    pub label: String,
    /// Where it was remembered.
    pub address: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Who else is signed in in this browser.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Accounts {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// All of them, the one in use first.
    pub accounts: Vec<SignedIn>,
    /// There is room for another.
    pub room: bool,
}

/// Which applications have access.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Apps {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// They, last used first.
    pub apps: Vec<App>,
}

/// One application with access.
#[derive(Clone, Debug, Serialize)]
pub struct App {
    /// Its client.
    pub id: String,
    /// What is known of it.
    pub client: Client,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Since when.
    pub since: Timestamp,
    /// When it last got something.
    pub used_at: Option<Timestamp>,
}

/// What happened in the account.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Activity {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// How far back it goes.
    pub days: u64,
    /// What happened, newest first.
    pub events: Vec<Happening>,
    /// This is not the beginning.
    pub later: bool,
    /// Where the page of what happened before begins.
    pub older: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct Happening {
    /// Its row.
    pub id: String,
    /// What, the ending of a key of `locales/*/activity.ftl`.
    pub kind: String,
    /// The kind of factor it is about; may be empty.
    pub factor: String,
    /// The application it is about; may be empty.
    pub app: String,
    /// When.
    pub at: Timestamp,
    /// From which network address; may be empty.
    pub address: String,
    /// With which browser; may be empty.
    pub browser: String,
    /// Whoever runs the service did it.
    pub by_operator: bool,
}

impl View for Accounts {
    fn template(&self) -> String {
        "account/accounts.html".into()
    }
}

impl View for Sessions {
    fn template(&self) -> String {
        "account/sessions.html".into()
    }
}

impl View for Apps {
    fn template(&self) -> String {
        "account/apps.html".into()
    }
}

impl View for Activity {
    fn template(&self) -> String {
        "account/activity.html".into()
    }
}
