//! Sends what the outbox holds.
//!
//! Owns mails, text messages and the calls that tell clients of a logout from the row written beside their cause to the answer of the mail server or gateway. A
//! message is put into the outbox in the caller's own write, so that a code and its message exist both or neither; the
//! [`Postman`] sends it afterwards and no page waits for that. What it says is in `templates/mail/` and `templates/sms/`.

mod courier;
mod hush;
mod look;
pub mod mail;
mod postman;
mod retry;
pub mod sms;

use std::{path::Path, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;

pub use self::{
    courier::{Courier, Envelope, Notice, Parts as CourierParts, enqueue as enqueue_notice},
    look::Look,
    mail::Mailer,
    postman::{Parts, Postman},
    retry::shorten,
    sms::Texter,
};
use crate::{
    clock::Timestamp,
    jose::seal::{About, Vault},
    storage::{self, Database, Write, outbox},
    text::{self, Text},
};

/// How a message travels; the kind of its row in the outbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By e-mail.
    #[default]
    Mail,
    /// By text message to a phone.
    Sms,
}

impl Channel {
    const ALL: [Self; 2] = [Self::Mail, Self::Sms];

    /// Its name in the outbox.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }

    /// The channel of this name.
    pub fn of(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.kind() == kind)
    }
}

/// A message to one recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// How it travels.
    #[serde(skip)]
    pub channel: Channel,
    /// An e-mail address, or a phone number (E.164). Nobody, if it is empty: see [`Letter::is_for_nobody`].
    pub to: String,
    /// A template below `templates/mail/` or `templates/sms/`, without its ending.
    pub template: String,
    /// What the template names.
    pub context: Value,
    /// The language to write it in.
    pub locale: String,
    /// The client whose look it has; empty where it speaks for the installation.
    #[serde(default)]
    pub client_id: String,
}

impl Letter {
    /// Whether it is written only so that who has no account costs what others do; the postman throws it away.
    pub fn is_for_nobody(&self) -> bool {
        self.to.is_empty()
    }
}

/// Why a message was not sent.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server is not there, or says nothing: no fault of the message.
    #[error("{0}")]
    Away(String),
    /// Not now.
    #[error("{0}")]
    Later(String),
    /// Never.
    #[error("{0}")]
    Never(String),
}

/// Tells the postman that there is something to do. Rung after the write that put it there. Clones ring the same.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Wires>);

/// The postman listens for each channel by itself.
#[derive(Debug, Default)]
struct Wires {
    mail: Notify,
    sms: Notify,
}

impl Bell {
    /// Wakes the postman, or keeps it from falling asleep.
    pub fn ring(&self) {
        self.0.mail.notify_one();
        self.0.sms.notify_one();
    }

    async fn rung(&self, channel: Channel) {
        match channel {
            Channel::Mail => self.0.mail.notified().await,
            Channel::Sms => self.0.sms.notified().await,
        }
    }
}

/// More waiting than this means that nothing leaves; what needs a message is refused then instead of piling up.
const FULL: i64 = 10_000;

/// What is stored of a message is a multiple of so many bytes: whom it is for and what it says does not show in how long it is.
const FRAME: usize = 1024;

/// Puts a message into the outbox, in the caller's write. `message_id` becomes the Message-ID of a mail.
///
/// # Errors
/// [`storage::Error::Unavailable`] while the outbox is full.
pub async fn enqueue(
    write: &mut Write,
    vault: &Vault,
    message_id: &str,
    letter: &Letter,
    now: Timestamp,
    expires_at: Option<Timestamp>,
) -> Result<(), storage::Error> {
    if outbox::waiting_letters(write).await? >= FULL {
        return Err(storage::Error::Unavailable("too many messages wait to be sent".into()));
    }
    let faulty = |error: &dyn std::fmt::Display| storage::Error::Faulty(error.to_string());
    let mut payload = serde_json::to_vec(letter).map_err(|error| faulty(&error))?;
    // White space behind JSON says nothing.
    payload.resize(payload.len().next_multiple_of(FRAME), b' ');
    let sealed = vault.seal(about(message_id), &payload).map_err(|error| faulty(&error))?;
    outbox::insert(write, message_id, letter.channel.kind(), &sealed, now, expires_at).await
}

/// A message as `/dev/mail` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// Its identifier.
    pub message_id: String,
    /// How it would have travelled.
    pub channel: Channel,
    /// When it was written.
    pub at: Timestamp,
    /// Whom it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The plain form.
    pub text: String,
    /// The HTML form of a mail.
    pub html: Option<String>,
    /// The code in it, if there is one.
    pub code: Option<String>,
}

/// The newest messages, those not yet sent included. For development: elsewhere one is erased once it was sent.
pub async fn captured(
    database: &Database,
    vault: &Vault,
    text: &Text,
    limit: i64,
) -> Result<Vec<Caught>, storage::Error> {
    let mut reader = database.read().await?;
    let mut caught = Vec::new();
    for channel in Channel::ALL {
        for row in outbox::newest(&mut reader, channel.kind(), limit).await? {
            let fault =
                |error: String| storage::Error::Faulty(format!("message {}: {error}", row.message_id));
            let letter = unseal(vault, &row).map_err(fault)?;
            if letter.is_for_nobody() {
                continue;
            }
            let dress = look::of(database, &letter).await;
            let written = render(text, &letter, dress).map_err(|error| fault(error.to_string()))?;
            let code = letter.context.get("code").and_then(Value::as_str).map(str::to_owned);
            let (subject, text, html) = match written {
                Written::Mail(mail) => {
                    let html = shown(mail.html, mail.logo.as_deref());
                    (mail.subject, mail.text, Some(html))
                }
                Written::Sms(text) => (text.lines().next().unwrap_or_default().to_owned(), text, None),
            };
            let (message_id, at) = (row.message_id, row.created_at);
            caught.push(Caught { message_id, channel, at, to: letter.to, subject, text, html, code });
        }
    }
    caught.sort_by(|one, other| (other.at, &other.message_id).cmp(&(one.at, &one.message_id)));
    caught.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(caught)
}

fn about(message_id: &str) -> About<'_> {
    About { table: "outbox", row: message_id, account: "" }
}

fn unseal(vault: &Vault, row: &outbox::Message) -> Result<Letter, String> {
    let channel = Channel::of(&row.kind).ok_or_else(|| format!("nobody sends a {}", row.kind))?;
    let sealed = row.payload_sealed.as_deref().unwrap_or_default();
    let payload = vault.open(about(&row.message_id), sealed).map_err(|error| error.to_string())?;
    let letter: Letter = serde_json::from_slice(&payload).map_err(|error| error.to_string())?;
    Ok(Letter { channel, ..letter })
}

/// Writes a message into a file of its own, named after it, so that a second try replaces the first; never seen half-written.
async fn keep(directory: &Path, message_id: &str, ending: &str, content: &[u8]) -> std::io::Result<()> {
    let named = |ending: &str| directory.join(format!("{message_id}.{ending}"));
    tokio::fs::write(named("partial"), content).await?;
    tokio::fs::rename(named("partial"), named(ending)).await
}

/// A message put into words.
enum Written {
    Mail(text::Mail),
    Sms(String),
}

/// The HTML form with its logo in it, for a browser.
fn shown(html: String, logo: Option<&[u8]>) -> String {
    let Some(logo) = logo else { return html };
    let picture = data_encoding::BASE64.encode(logo);
    html.replace(&format!("cid:{}", look::LOGO), &format!("data:image/png;base64,{picture}"))
}

fn render(text: &Text, letter: &Letter, dress: look::Dress) -> Result<Written, text::Error> {
    let mut view = letter.context.clone();
    if let Some(fields) = view.as_object_mut() {
        fields.insert("look".to_owned(), serde_json::to_value(&dress.look).unwrap_or_default());
        fields.insert("lang".to_owned(), letter.locale.clone().into());
        fields.insert("dir".to_owned(), text::direction(&letter.locale).into());
    }
    match letter.channel {
        Channel::Mail => {
            let mut mail = text.mail(&letter.template, view)?;
            mail.logo = dress.logo.filter(|_| mail.html.contains(look::LOGO));
            Ok(Written::Mail(mail))
        }
        Channel::Sms => {
            one_line(&mut view);
            text.sms(&letter.template, view).map(Written::Sms)
        }
    }
}

/// A text message is plain and its last line is read by phones: no name that somebody chose begins a line in it.
fn one_line(view: &mut Value) {
    for value in view.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()) {
        if let Value::String(text) = value {
            *text = text.split(char::is_control).collect::<Vec<_>>().join(" ");
        }
    }
}

#[cfg(test)]
mod sms_tests;
#[cfg(test)]
mod tests;
