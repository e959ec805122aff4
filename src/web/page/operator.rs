//! The pages for whoever develops against this: the mail that was caught.

use serde::Serialize;

use super::View;
use crate::clock::Timestamp;

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
