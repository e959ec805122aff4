//! A person's own page.

use serde::Serialize;

use super::{Fault, View};
use crate::clock::Timestamp;

/// Who you are here, how you sign in, where you are signed in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// The token against forged posts.
    pub csrf: String,
    /// Their name, or else their user name.
    pub name: String,
    /// Their user name.
    pub username: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// It was proved.
    pub email_verified: bool,
    /// Ways to sign in.
    pub factors: Vec<Authenticator>,
    /// Kinds of factor that can be added.
    pub addable: Vec<String>,
    /// Devices that stand in for a second factor.
    pub devices: Vec<Device>,
    /// Whether ways to sign in may not be changed.
    pub frozen: bool,
    /// Where they are signed in, this one first.
    pub sessions: Vec<Session>,
    /// What went wrong.
    pub error: Option<Fault>,
    /// What went well: a key of `locales/*/account.ftl`.
    pub notice: Option<String>,
}

/// One way to sign in.
#[derive(Clone, Debug, Serialize)]
pub struct Authenticator {
    /// Its row.
    pub id: String,
    /// The factor's kind.
    pub kind: String,
    /// What its owner calls it; may be empty.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// It may go.
    pub removable: bool,
    /// A new one can take its place.
    pub replaceable: bool,
    /// It can be used; not after too many failures.
    pub usable: bool,
    /// What its factor tells about it, for `factor/<kind>/detail.html`; null without one.
    pub detail: serde_json::Value,
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

/// "This was not me": asks before it acts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NotMe {
    /// The token against forged posts.
    pub csrf: String,
    /// Whose account.
    pub account: String,
    /// The authenticator in question.
    pub about: String,
    /// The secret of the link.
    pub token: String,
    /// It is done.
    pub done: bool,
}

impl View for NotMe {
    fn template(&self) -> String {
        "account/not_me.html".into()
    }
}

impl View for Account {
    fn template(&self) -> String {
        "account/index.html".into()
    }
}
