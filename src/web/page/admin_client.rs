//! The pages of the console about clients.

use serde::Serialize;

use super::{AdminFrame, View};
use crate::clock::Timestamp;

/// All clients, or those that were searched for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminClients {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// What was searched for.
    pub q: String,
    /// Whether another may be registered.
    pub may_change: bool,
    /// They.
    pub clients: Vec<ClientLine>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A client in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ClientLine {
    /// Its `client_id`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It keeps no secret.
    pub public: bool,
    /// It is refused everything.
    pub disabled: bool,
    /// When it was last given tokens.
    pub last_used_at: Option<Timestamp>,
    /// Nobody has used it for long.
    pub unused: bool,
}

/// The wizard: which kind of application, then what that needs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminClientNew {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The kinds to choose from; none once one is chosen.
    pub kinds: Vec<&'static str>,
    /// The kind that was chosen.
    pub chosen: &'static str,
    /// Whether people are sent back to it.
    pub returns: bool,
    /// Its name, as typed.
    pub name: String,
    /// Where people are sent back to, as typed.
    pub redirect_uris: String,
}

/// A client.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminClient {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Its `client_id`.
    pub id: String,
    /// Its name.
    pub client_name: String,
    /// The version that its form changes.
    pub version: i64,
    /// It is refused everything.
    pub disabled: bool,
    /// It keeps no secret.
    pub public: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last given tokens.
    pub last_used_at: Option<Timestamp>,
    /// Whether it may be changed by who looks.
    pub may_change: bool,
    /// It has secrets that can be replaced.
    pub has_secret: bool,
    /// A secret that was drawn just now.
    pub secret: Option<String>,
    /// What it asked for in vain.
    pub problems: Vec<ClientTrouble>,
    /// How it is used from a program.
    pub snippets: Vec<Snippet>,
    /// Its fields, by where they stand.
    pub groups: Vec<FieldGroup>,
}

/// Something that a client asked for in vain.
#[derive(Clone, Debug, Serialize)]
pub struct ClientTrouble {
    /// What.
    pub about: String,
    /// With which value.
    pub value: String,
    /// How often.
    pub times: i64,
    /// When for the last time.
    pub at: Timestamp,
}

/// How a client is used with a library.
#[derive(Clone, Debug, Serialize)]
pub struct Snippet {
    /// The library.
    pub library: &'static str,
    /// The code.
    pub code: String,
}

/// Fields of one heading.
#[derive(Clone, Debug, Serialize)]
pub struct FieldGroup {
    /// The ending of the key of the heading.
    pub heading: &'static str,
    /// They.
    pub fields: Vec<FieldView>,
}

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    /// Its name in the protocol.
    pub field: &'static str,
    /// How it is written: `line`, `lines`, `choice`, `choices` or `switch`.
    pub kind: &'static str,
    /// What it holds.
    pub value: String,
    /// What can be chosen.
    pub options: Vec<FieldOption>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct FieldOption {
    /// The value.
    pub value: &'static str,
    /// It is.
    pub on: bool,
}

impl View for AdminClients {
    fn template(&self) -> String {
        "admin/clients.html".into()
    }
}

impl View for AdminClientNew {
    fn template(&self) -> String {
        "admin/client_new.html".into()
    }
}

impl View for AdminClient {
    fn template(&self) -> String {
        "admin/client.html".into()
    }
}
