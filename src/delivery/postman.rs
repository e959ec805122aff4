//! The background job that empties the outbox.
//!
//! Several nodes may run one each: a message is claimed by one statement with a lease, so one of them sends it. What
//! fails is tried again with growing waits; when the server comes back, what waits for it goes at once. Mails and text
//! messages wait in queues of their own: whoever carries the ones does not hold up the others.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use futures_util::FutureExt;
use tokio::task::JoinSet;

use super::{
    Bell, Channel, Error, Letter, Texter, Written,
    hush::hush,
    look,
    mail::{CONNECTIONS, Mailer, TIME_LIMIT},
    render,
    retry::{self, shorten},
    unseal,
};
use crate::{
    clock::{Clock, Timestamp},
    jose::seal::Vault,
    random::Random,
    storage::{self, Database, outbox},
    text::Text,
};

/// How often it looks without being called.
const POLL: Duration = Duration::from_secs(5);
/// How many messages one round of a channel takes.
const ROUND: i64 = 32;
/// For how long a claimed message is this node's: longer than a send can take.
const LEASE: Duration = TIME_LIMIT.saturating_mul(2);
/// The first wait after a failure; each next one is four times as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_mins(30);
/// The longest wait of what somebody is waiting for (a code), and between two looks at a server that is away.
const LONGEST_WAIT_FOR_CODES: Duration = Duration::from_secs(30);
/// How old a message may get that waits for a server that is away.
const LONGEST_OUTAGE: Duration = Duration::from_hours(72);
const NEVER: i64 = i64::MAX;

/// What a [`Postman`] is made of.
#[allow(missing_docs)] // each is described on its type
pub struct Parts {
    pub database: Database,
    pub vault: Vault,
    pub clock: Clock,
    pub random: Random,
    pub text: Arc<Text>,
    pub mailer: Mailer,
    /// None while there are no text messages.
    pub texter: Option<Texter>,
    pub bell: Bell,
    /// How often a mail is tried again that nobody waits for.
    pub retries: u32,
}

/// Sends what is due.
pub struct Postman {
    parts: Parts,
    /// When the mail server, being away, is looked for; [`NEVER`] while it is there.
    look_at: AtomicI64,
}

enum Outcome {
    Sent,
    /// It was for nobody.
    Withheld,
    Retry(String),
    /// Its server is away, which counts for no try.
    Away(String),
    GivenUp(String),
}

impl Postman {
    /// Puts it together.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self { parts, look_at: AtomicI64::new(NEVER) })
    }

    /// Sends until `shutdown`; a round that has begun is ended.
    pub async fn run(self: Arc<Self>, shutdown: impl Future<Output = ()> + Send) {
        let shutdown = shutdown.shared();
        let (mail, sms) = (shutdown.clone(), shutdown);
        tokio::join!(self.serve(Channel::Mail, mail), self.serve(Channel::Sms, sms));
    }

    async fn serve(self: &Arc<Self>, channel: Channel, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        loop {
            let due = self.round(channel).await.unwrap_or_else(|error| {
                tracing::warn!(channel = channel.kind(), %error, "the outbox cannot be read");
                0
            });
            let full = due >= usize::try_from(ROUND).unwrap_or(usize::MAX);
            let wait = if full { Duration::ZERO } else { POLL };
            tokio::select! {
                () = &mut shutdown => return,
                () = self.parts.bell.rung(channel) => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// One round of each channel: sends what is due now. How many were due.
    pub async fn tick(self: Arc<Self>) -> Result<usize, storage::Error> {
        let (mail, sms) = tokio::join!(self.round(Channel::Mail), self.round(Channel::Sms));
        Ok(mail?.saturating_add(sms?))
    }

    /// Sends what is due now, several at a time. How many were due.
    async fn round(self: &Arc<Self>, channel: Channel) -> Result<usize, storage::Error> {
        if channel == Channel::Mail {
            self.hurry().await?;
        }
        let now = self.parts.clock.now();
        let due = outbox::due(&mut self.parts.database.read().await?, channel.kind(), now, ROUND).await?;
        let count = due.len();
        let mut sending = JoinSet::new();
        for message_id in due {
            if sending.len() >= CONNECTIONS as usize {
                sending.join_next().await;
            }
            let postman = Arc::clone(self);
            sending.spawn(async move {
                if let Err(error) = postman.deliver(message_id.clone()).await {
                    // Its lease ends and it is tried again.
                    tracing::error!(%error, message_id, "a message could not be settled");
                }
            });
        }
        while sending.join_next().await.is_some() {}
        Ok(count)
    }

    /// After trouble: asks whether the mail server answers again, and if so lets nothing wait any longer.
    async fn hurry(&self) -> Result<(), storage::Error> {
        let now = self.parts.clock.now();
        if now.milliseconds() < self.look_at.load(Ordering::SeqCst) {
            return Ok(());
        }
        if !self.parts.mailer.reachable().await {
            self.look_again(now);
            return Ok(());
        }
        self.look_at.store(NEVER, Ordering::SeqCst);
        self.parts
            .database
            .write(move |write| {
                Box::pin(async move { outbox::hurry(write, Channel::Mail.kind(), now).await.map(|_| ()) })
            })
            .await
    }

    fn look_again(&self, now: Timestamp) {
        self.look_at.store(now.after(LONGEST_WAIT_FOR_CODES).milliseconds(), Ordering::SeqCst);
    }

    async fn deliver(&self, message_id: String) -> Result<(), storage::Error> {
        let (now, id) = (self.parts.clock.now(), message_id.clone());
        let claimed = self
            .parts
            .database
            .write(move |write| {
                Box::pin(async move { outbox::claim(write, &id, now, now.after(LEASE)).await })
            })
            .await?;
        let Some(message) = claimed else { return Ok(()) };
        let outcome = self.attempt(&message, now).await;
        self.settle(message, outcome).await
    }

    async fn attempt(&self, message: &outbox::Message, now: Timestamp) -> Outcome {
        let letter = match unseal(&self.parts.vault, message) {
            Ok(letter) => letter,
            Err(error) => return Outcome::GivenUp(error),
        };
        if letter.is_for_nobody() {
            return Outcome::Withheld;
        }
        if message.expires_at.is_some_and(|expires_at| expires_at <= now) {
            return Outcome::GivenUp("expired before it could be sent".into());
        }
        let dress = look::of(&self.parts.database, &letter).await;
        let written = match render(&self.parts.text, &letter, dress) {
            Ok(written) => written,
            // Perhaps another version of the program wrote it and will know the template.
            Err(error) => return self.later(message, hush(&error.to_string(), &letter)),
        };
        match self.carry(message, &letter, written).await {
            Ok(()) => Outcome::Sent,
            Err(Error::Never(error)) => Outcome::GivenUp(hush(&error, &letter)),
            Err(Error::Later(error)) => self.later(message, hush(&error, &letter)),
            Err(Error::Away(error)) => self.away(message, hush(&error, &letter), now).await,
        }
    }

    /// No fault of this message: it waits for as long as an outage may last. But a server that answers others and not this one is
    /// not away, and whatever a gateway did may have cost money: such a try counts.
    async fn away(&self, message: &outbox::Message, error: String, now: Timestamp) -> Outcome {
        let known = self.look_at.load(Ordering::SeqCst) != NEVER;
        let is_mail = Channel::of(&message.kind) == Some(Channel::Mail);
        if !is_mail || (!known && self.parts.mailer.reachable().await) {
            return self.later(message, error);
        }
        self.look_again(now);
        if now.since(message.created_at) > LONGEST_OUTAGE {
            Outcome::GivenUp(error)
        } else {
            Outcome::Away(error)
        }
    }

    /// Hands it to whoever carries such messages.
    async fn carry(&self, message: &outbox::Message, letter: &Letter, written: Written) -> Result<(), Error> {
        match written {
            Written::Mail(mail) => {
                self.parts.mailer.send(&message.message_id, &letter.to, mail, message.created_at).await
            }
            Written::Sms(text) => match &self.parts.texter {
                Some(texter) => texter.send(&message.message_id, &letter.to, &text).await,
                // Perhaps another node has a gateway.
                None => Err(Error::Later("sms.transport is \"off\"".into())),
            },
        }
    }

    /// A mail that somebody waits for is tried until it lapses, everything else a number of times: each try of a text may cost money.
    fn later(&self, message: &outbox::Message, error: String) -> Outcome {
        let retries = match (&self.parts.texter, Channel::of(&message.kind)) {
            (Some(texter), Some(Channel::Sms)) => Some(texter.retries()),
            _ => (!message.is_waited_for()).then_some(self.parts.retries),
        };
        match retries {
            Some(retries) if message.attempts > i64::from(retries) => Outcome::GivenUp(error),
            _ => Outcome::Retry(error),
        }
    }

    /// Whether what was sent stays readable, in development.
    fn keeps(&self, message: &outbox::Message) -> bool {
        match Channel::of(&message.kind) {
            Some(Channel::Mail) => self.parts.mailer.captures(),
            Some(Channel::Sms) => self.parts.texter.as_ref().is_some_and(Texter::captures),
            None => false,
        }
    }

    async fn settle(&self, message: outbox::Message, outcome: Outcome) -> Result<(), storage::Error> {
        let now = self.parts.clock.now();
        let keep = matches!(outcome, Outcome::Sent) && self.keeps(&message);
        let longest = if message.is_waited_for() { LONGEST_WAIT_FOR_CODES } else { LONGEST_WAIT };
        let away = matches!(outcome, Outcome::Away(_));
        let wait = if away {
            longest // or until the server is back
        } else {
            retry::wait(message.attempts, FIRST_WAIT, longest, &self.parts.random)
        };
        let (id, kind) = (message.message_id, message.kind);
        let label = match &outcome {
            Outcome::Sent => "sent",
            Outcome::Withheld => "withheld",
            Outcome::Retry(error) | Outcome::Away(error) => {
                tracing::warn!(message_id = id, kind, %error, attempt = message.attempts, "a message was not sent yet");
                "retried"
            }
            Outcome::GivenUp(error) => {
                tracing::error!(message_id = id, kind, %error, "a message was given up");
                "given_up"
            }
        };
        metrics::counter!("doorward_messages_total", "kind" => kind, "outcome" => label).increment(1);
        self.parts
            .database
            .write(move |write| {
                Box::pin(async move {
                    match outcome {
                        Outcome::Sent | Outcome::Withheld => outbox::sent(write, &id, now, keep).await,
                        Outcome::Retry(error) | Outcome::Away(error) => {
                            outbox::retry(write, &id, !away, now.after(wait), &shorten(&error)).await
                        }
                        Outcome::GivenUp(error) => outbox::give_up(write, &id, now, &shorten(&error)).await,
                    }
                })
            })
            .await
    }
}
