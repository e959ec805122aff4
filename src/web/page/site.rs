//! The pages outside of a journey: the front door, errors, signing out.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Client, SignedIn, View};

/// The front door.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Home {
    /// Our issuer identifier.
    pub issuer: String,
    /// Where the demo relying party is, in development mode.
    pub relying_party: Option<String>,
}

/// An end of the road, with a way on.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorPage {
    /// A key of `locales/*/errors.ftl`.
    pub title_key: String,
    /// Another: what happened and what to do.
    pub message_key: String,
    /// What the message names.
    pub args: BTreeMap<String, Value>,
    /// To quote to whoever helps.
    pub error_id: String,
    /// For the makers of the client.
    pub details: Option<ErrorDetails>,
    /// The way on.
    pub action: Option<Action>,
}

/// What RFC 6749 section 4.1.2.1 calls it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ErrorDetails {
    /// The code.
    pub error: String,
    /// The description.
    pub error_description: String,
    /// Who asked.
    pub client_id: Option<String>,
}

/// A button that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    /// Where.
    pub href: String,
    /// A key of `locales/*/errors.ftl`: `action-start-again`, `action-try-again`, `action-home`, `action-account`.
    pub label_key: String,
}

impl Default for ErrorPage {
    fn default() -> Self {
        Self {
            title_key: "error-page-title".into(),
            message_key: "error-page-message".into(),
            args: BTreeMap::new(),
            error_id: String::new(),
            details: None,
            action: None,
        }
    }
}

/// Do you want to sign out? (OpenID Connect RP-Initiated Logout 1.0 section 2)
#[derive(Clone, Debug, Default, Serialize)]
pub struct LogoutConfirm {
    /// The token against forged posts.
    pub csrf: String,
    /// The request, sealed.
    pub request: String,
    /// Who asks.
    pub client: Option<Client>,
    /// Who is signed in.
    pub identity: Option<String>,
}

/// You are signed out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LogoutDone {
    /// A registered address to go back to.
    pub return_uri: Option<String>,
    /// Whose it is.
    pub client: Option<Client>,
    /// The token against forged posts, for signing out the others.
    pub csrf: String,
    /// Who else is still signed in in this browser.
    pub others: Vec<SignedIn>,
}

/// You are signed out here; clients are being told in frames, then it goes on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LogoutFrames {
    /// Their addresses.
    pub frames: Vec<String>,
    /// Where it goes on.
    pub on: String,
}

/// An answer to the client that travels as a form (OAuth 2.0 Form Post Response Mode).
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormPost {
    /// The client's redirect URI.
    pub action: String,
    /// What it carries.
    pub fields: Vec<FormField>,
}

/// One hidden field.
#[derive(Clone, Debug, Serialize)]
pub struct FormField {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl View for FormPost {
    fn template(&self) -> String {
        "form_post.html".into()
    }
}

impl View for Home {
    fn template(&self) -> String {
        "home.html".into()
    }
}

impl View for ErrorPage {
    fn template(&self) -> String {
        "error.html".into()
    }
}

impl View for LogoutConfirm {
    fn template(&self) -> String {
        "logout/confirm.html".into()
    }
}

impl View for LogoutFrames {
    fn template(&self) -> String {
        "logout/frames.html".into()
    }
}

impl View for LogoutDone {
    fn template(&self) -> String {
        "logout/done.html".into()
    }
}
