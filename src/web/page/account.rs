//! How a person signs in, and what they say where that was changed by somebody else.

use serde::Serialize;

use super::{Fault, View};
use crate::clock::Timestamp;

/// What every page of the account console shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Console {
    /// The token against forged posts.
    pub csrf: String,
    /// Which page this is, for the navigation.
    pub here: &'static str,
    /// Their name, or else their user name.
    pub name: String,
    /// What went wrong.
    pub error: Option<Fault>,
    /// What went well: a key of `locales/*/account.ftl`.
    pub notice: Option<String>,
}

/// How you sign in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// Their user name.
    pub username: String,
    /// Ways to sign in.
    pub factors: Vec<Authenticator>,
    /// Kinds of factor that can be added.
    pub addable: Vec<String>,
    /// Whether ways to sign in may not be changed.
    pub frozen: bool,
    /// Something changed just now, and other places are signed in: offers to sign those out.
    pub offers_end: bool,
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
    /// It could go if there was another beside it.
    pub needed: bool,
    /// A new one can take its place.
    pub replaceable: bool,
    /// It can be used; not after too many failures.
    pub usable: bool,
    /// What its factor tells about it, for `factor/<kind>/detail.html`; null without one.
    pub detail: serde_json::Value,
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
