//! Sends what the outbox holds.
//!
//! Owns mail from the row written beside its cause to the mail server's answer. A mail is put into the outbox in the
//! caller's own write, so that a code and its mail exist both or neither; the [`Postman`] sends it afterwards and no
//! page waits for that. What a mail says is in `templates/mail/`.

pub mod mail;
mod postman;

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;

pub use self::{
    mail::Mailer,
    postman::{Parts, Postman},
};
use crate::{
    clock::Timestamp,
    jose::seal::{About, Vault},
    storage::{self, Database, Write, outbox},
    text::{self, Text},
};

/// A mail to one recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// An e-mail address.
    pub to: String,
    /// A template below `templates/mail/`, without its ending.
    pub template: String,
    /// What the template names.
    pub context: Value,
    /// The language to write it in.
    pub locale: String,
}

/// Tells the postman that there is something to do. Rung after the write that put it there. Clones ring the same.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Wakes the postman, or keeps it from falling asleep.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    async fn rung(&self) {
        self.0.notified().await;
    }
}

const KIND: &str = "mail";
/// More waiting than this means that nothing leaves; what needs mail is refused then instead of piling up.
const FULL: i64 = 10_000;

/// Puts a mail into the outbox, in the caller's write. `message_id` becomes its Message-ID.
///
/// # Errors
/// [`storage::Error::Unavailable`] while the outbox is full.
pub async fn enqueue(
    write: &mut Write,
    vault: &Vault,
    message_id: &str,
    mail: &Mail,
    now: Timestamp,
    expires_at: Option<Timestamp>,
) -> Result<(), storage::Error> {
    if outbox::waiting(write).await? >= FULL {
        return Err(storage::Error::Unavailable("too many mails wait to be sent".into()));
    }
    let faulty = |error: &dyn std::fmt::Display| storage::Error::Faulty(error.to_string());
    let payload = serde_json::to_vec(mail).map_err(|error| faulty(&error))?;
    let sealed = vault.seal(about(message_id), &payload).map_err(|error| faulty(&error))?;
    outbox::insert(write, message_id, KIND, &sealed, now, expires_at).await
}

/// A mail as `/dev/mail` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// Its identifier.
    pub message_id: String,
    /// When it was written.
    pub at: Timestamp,
    /// Whom it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The plain form.
    pub text: String,
    /// The HTML form.
    pub html: String,
    /// The code in it, if there is one.
    pub code: Option<String>,
}

/// The newest mails, those not yet sent included. For development: elsewhere a mail is erased once it was sent.
pub async fn captured(
    database: &Database,
    vault: &Vault,
    text: &Text,
    limit: i64,
) -> Result<Vec<Caught>, storage::Error> {
    let rows = outbox::newest(&mut database.read().await?, KIND, limit).await?;
    let mut mails = Vec::with_capacity(rows.len());
    for row in rows {
        let faulty = |error: String| storage::Error::Faulty(format!("mail {}: {error}", row.message_id));
        let mail = unseal(vault, &row).map_err(faulty)?;
        let text::Mail { subject, text, html } =
            render(text, &mail).map_err(|error| faulty(error.to_string()))?;
        let code = mail.context.get("code").and_then(Value::as_str).map(str::to_owned);
        mails.push(Caught {
            message_id: row.message_id,
            at: row.created_at,
            to: mail.to,
            subject,
            text,
            html,
            code,
        });
    }
    Ok(mails)
}

/// Keeps the outbox from growing: forgets what was settled longer than a week ago.
pub async fn sweep(write: &mut Write, now: Timestamp) -> Result<u64, storage::Error> {
    const KEPT: Duration = Duration::from_hours(7 * 24);
    const AT_ONCE: i64 = 500;
    outbox::sweep(write, now.before(KEPT), AT_ONCE).await
}

fn about(message_id: &str) -> About<'_> {
    About { table: "outbox", row: message_id, account: "" }
}

fn unseal(vault: &Vault, row: &outbox::Message) -> Result<Mail, String> {
    let sealed = row.payload_sealed.as_deref().unwrap_or_default();
    let payload = vault.open(about(&row.message_id), sealed).map_err(|error| error.to_string())?;
    serde_json::from_slice(&payload).map_err(|error| error.to_string())
}

fn render(text: &Text, mail: &Mail) -> Result<text::Mail, text::Error> {
    let mut view = mail.context.clone();
    if let Some(fields) = view.as_object_mut() {
        fields.insert("lang".to_owned(), mail.locale.clone().into());
        fields.insert("dir".to_owned(), text::direction(&mail.locale).into());
    }
    text.mail(&mail.template, view)
}

#[cfg(test)]
mod tests;
