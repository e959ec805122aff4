//! Mail on its way out: SMTP (RFC 5321), files, or nowhere in development. The only place that names lettre.

use std::{
    future::Future,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, ContentTypeErr, HeaderName, HeaderValue},
    },
    transport::smtp::{
        AsyncSmtpTransportBuilder, PoolConfig, authentication::Credentials, extension::ClientId,
    },
};

use super::{Error, keep, look::LOGO};
use crate::{
    clock::Timestamp,
    config::{self, MailSecurity, MailTransport},
    text,
};

/// How long one mail may take in any case; a server that says nothing for so long has not taken it.
pub const TIME_LIMIT: Duration = Duration::from_mins(1);
/// How long a connection may take to be made.
const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Connections to the mail server, and so mails sent at the same time.
pub const CONNECTIONS: u32 = 4;

/// Why there is no mailer: what to change in the configuration.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

/// Whether mail can be sent from there: an address, with a name before it or without.
pub fn check_sender(from: &str) -> Result<(), Unusable> {
    mailbox(from).map(drop)
}

fn mailbox(from: &str) -> Result<Mailbox, Unusable> {
    from.parse().map_err(|error| Unusable(format!("mail.from is not an e-mail address ({from}): {error}")))
}

enum Way {
    Smtp(Smtp),
    File(PathBuf),
    Capture,
}

/// Sends mails.
pub struct Mailer {
    way: Way,
    from: Mailbox,
    host: String,
    /// How long one mail may take.
    pub(super) limit: Duration,
}

impl Mailer {
    /// A mailer as `config` says; `host` is the issuer's, `from` the sender. Connects to nothing yet.
    pub fn new(config: &config::Mail, host: &str, from: &str) -> Result<Self, Unusable> {
        let from = mailbox(from)?;
        let way = match config.transport {
            MailTransport::Smtp => Way::Smtp(Smtp::new(config, host)?),
            MailTransport::File => {
                std::fs::create_dir_all(&config.directory).map_err(|error| {
                    Unusable(format!("mail.directory {}: {error}", config.directory.display()))
                })?;
                Way::File(config.directory.clone())
            }
            MailTransport::Capture => Way::Capture,
        };
        Ok(Self { way, from, host: host.to_owned(), limit: TIME_LIMIT })
    }

    /// Whether mails stay readable in the database instead of leaving.
    pub fn captures(&self) -> bool {
        matches!(self.way, Way::Capture)
    }

    /// Sends one mail to one recipient.
    pub async fn send(
        &self,
        message_id: &str,
        to: &str,
        mail: text::Mail,
        now: Timestamp,
    ) -> Result<(), Error> {
        let message = self.compose(message_id, to, mail, now)?;
        match &self.way {
            Way::Smtp(smtp) => {
                smtp.within(self.limit, |pool| async move { pool.send(message).await.map(|_| ()) }).await
            }
            Way::File(directory) => keep(directory, message_id, "eml", &message.formatted())
                .await
                .map_err(|error| Error::Later(error.to_string())),
            Way::Capture => Ok(()),
        }
    }

    /// Whether the mail server answers. What keeps no connection always does.
    pub async fn reachable(&self) -> bool {
        match &self.way {
            Way::Smtp(smtp) => smtp
                .within(CONNECT_LIMIT, |pool| async move { pool.test_connection().await })
                .await
                .unwrap_or(false),
            Way::File(_) | Way::Capture => true,
        }
    }

    fn compose(
        &self,
        message_id: &str,
        to: &str,
        mail: text::Mail,
        now: Timestamp,
    ) -> Result<Message, Error> {
        let never = |error: &dyn std::fmt::Display| Error::Never(error.to_string());
        // Parsing is what stops header injection: no address has a line break or a second recipient in it.
        let to: Address = to.parse().map_err(|error| never(&error))?;
        let subject: String = mail.subject.chars().filter(|character| !character.is_control()).collect();
        let written = UNIX_EPOCH + Duration::from_secs(u64::try_from(now.seconds()).unwrap_or(0));
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, ascii(&to).unwrap_or(to)))
            .subject(subject)
            .date(written)
            .message_id(Some(format!("<{message_id}@{}>", self.host)))
            // RFC 3834 section 5: no robot answers this.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .multipart(content(mail).map_err(|error| never(&error))?)
            .map_err(|error| never(&error))
    }
}

/// Both forms; beside the HTML the picture that it shows (RFC 2387).
fn content(mail: text::Mail) -> Result<MultiPart, ContentTypeErr> {
    let Some(logo) = mail.logo else { return Ok(MultiPart::alternative_plain_html(mail.text, mail.html)) };
    let picture = Attachment::new_inline(LOGO.to_owned()).body(logo, ContentType::parse("image/png")?);
    let html = MultiPart::related().singlepart(SinglePart::html(mail.html)).singlepart(picture);
    Ok(MultiPart::alternative().singlepart(SinglePart::plain(mail.text)).multipart(html))
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Mailer")
    }
}

type Pool = AsyncSmtpTransport<Tokio1Executor>;

/// Connections to the mail server.
struct Smtp {
    builder: AsyncSmtpTransportBuilder,
    pool: Mutex<Pool>,
}

impl Smtp {
    fn new(config: &config::Mail, host: &str) -> Result<Self, Unusable> {
        let server = config.host.as_deref().ok_or_else(|| Unusable("mail.host is missing".into()))?;
        let builder = match config.security {
            MailSecurity::Tls => Pool::relay(server),
            MailSecurity::StartTls => Pool::starttls_relay(server),
            MailSecurity::None => Ok(Pool::builder_dangerous(server)),
        };
        let mut builder = builder
            .map_err(|error| Unusable(format!("mail.host {server}: {error}")))?
            .port(config.port_or_usual())
            .timeout(Some(CONNECT_LIMIT))
            .hello_name(hello(host))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        if let (Some(username), Some(password)) = (&config.username, &config.password) {
            builder = builder.credentials(Credentials::new(username.clone(), password.expose().to_owned()));
        }
        Ok(Self { pool: Mutex::new(builder.clone().build()), builder })
    }

    /// Does `work`, for which lettre sets no limit once it is connected.
    async fn within<T, W>(&self, limit: Duration, work: impl FnOnce(Pool) -> W) -> Result<T, Error>
    where
        W: Future<Output = Result<T, lettre::transport::smtp::Error>>,
    {
        let pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let work = work(pool.clone());
        tokio::pin!(work);
        if let Ok(outcome) = tokio::time::timeout(limit, &mut work).await {
            return outcome.map_err(|error| judge(&error));
        }
        // Dropping the work puts its connection back into the pool with an answer still to come, which would be taken
        // for the next mail's. So the pool goes first.
        *self.pool.lock().unwrap_or_else(PoisonError::into_inner) = self.builder.clone().build();
        let _ = tokio::time::timeout(Duration::from_secs(1), pool.shutdown()).await;
        Err(Error::Away(format!("the mail server said nothing for {} s", limit.as_secs())))
    }
}

/// The name for EHLO (RFC 5321 section 4.1.3): an address stands in brackets.
fn hello(host: &str) -> ClientId {
    match url::Host::parse(host) {
        Ok(url::Host::Ipv4(address)) => ClientId::Ipv4(address),
        Ok(url::Host::Ipv6(address)) => ClientId::Ipv6(address),
        Ok(url::Host::Domain(name)) => ClientId::Domain(name),
        Err(_) => ClientId::Domain("localhost".into()),
    }
}

/// The address with its domain in ASCII (RFC 5891), so that servers without SMTPUTF8 take it.
fn ascii(address: &Address) -> Option<Address> {
    let domain = url::Host::parse(address.domain()).ok()?;
    Address::new(address.user(), domain.to_string()).ok()
}

/// A 4yz is for now, a 5yz for ever (RFC 5321 section 4.2.1). The latter concerns the mail, except where it is about us: authentication (RFC 4954 section 6) is the operator's to
/// mend, and mails can wait for that.
fn judge(error: &lettre::transport::smtp::Error) -> Error {
    const OURS: [u16; 5] = [454, 530, 534, 535, 538];
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    let ours = error.status().is_some_and(|code| OURS.contains(&u16::from(code)));
    match error.status() {
        None => Error::Away(text),
        Some(_) if error.is_permanent() && !ours => Error::Never(text),
        Some(_) => Error::Later(text),
    }
}
