//! The pages for whoever runs this, and for whoever develops against it.

use serde::Serialize;

use super::View;
use crate::clock::Timestamp;

/// What is here, to read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Admin {
    /// Our issuer identifier.
    pub issuer: String,
    /// `SQLite` or `PostgreSQL`.
    pub storage: String,
    /// How many accounts there are.
    pub accounts: u64,
    /// The clients.
    pub clients: Vec<AdminClient>,
    /// The signing keys.
    pub keys: Vec<AdminKey>,
}

/// A client in the list.
#[derive(Clone, Debug, Serialize)]
pub struct AdminClient {
    /// Its `client_id`.
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// It keeps no secret (RFC 6749 section 2.1).
    pub public: bool,
}

/// A key in the list.
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
}

/// Confirms a one-time link, so that a mail scanner that follows it spends nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Setup {
    /// The token against forged posts.
    pub csrf: String,
    /// The link's secret, if the address itself holds it.
    pub token: String,
}

/// The mails and text messages caught in development mode.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CaughtMails {
    /// The newest first.
    pub messages: Vec<MailSummary>,
}

/// One of them in the list.
#[derive(Clone, Debug, Serialize)]
pub struct MailSummary {
    /// For its address.
    pub id: String,
    /// Recipient.
    pub to: String,
    /// Subject, or the first line.
    pub subject: String,
    /// It is a text message.
    pub sms: bool,
    /// When it was sent.
    pub at: Timestamp,
}

/// One of them in full.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CaughtMail {
    /// Recipient.
    pub to: String,
    /// Sender of a mail.
    pub from: Option<String>,
    /// Subject, or the first line.
    pub subject: String,
    /// When it was sent.
    pub at: Timestamp,
    /// The plain form.
    pub text: String,
    /// The HTML form of a mail, shown in a frame that runs nothing.
    pub html: Option<String>,
    /// The code in it.
    pub code: Option<String>,
}

impl View for Admin {
    fn template(&self) -> String {
        "admin/index.html".into()
    }
}

impl View for Setup {
    fn template(&self) -> String {
        "admin/setup.html".into()
    }
}

impl View for CaughtMails {
    fn template(&self) -> String {
        "dev/mail.html".into()
    }
}

impl View for CaughtMail {
    fn template(&self) -> String {
        "dev/message.html".into()
    }
}
