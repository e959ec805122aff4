//! Text messages on their way out: a call to a gateway, whose shape the operator writes as templates, or a file.
//!
//! What goes over the line is the gateway's language, so it is configuration; whom we may call is `outbound`'s.

use std::path::PathBuf;

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, value::Value};
use url::Url;

use super::{Error, keep};
use crate::{
    config::{self, SmsMethod, SmsTransport},
    outbound::{Call, Client},
    secret::Secret,
};

/// Why texts cannot be sent: what to change in the configuration.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

/// Sends text messages.
pub struct Texter {
    way: Way,
    limits: config::Sms,
}

enum Way {
    Gateway(Box<Gateway>),
    File(PathBuf),
    Capture,
}

/// Characters of an answer that are read: more than are kept of an error, so that what is hushed in it is not cut in two.
const LONGEST_ANSWER: usize = 2_000;
const URL: &str = "url";
const BODY: &str = "body";

impl Texter {
    /// A texter as `config` says; none if there are no text messages. Connects to nothing yet.
    pub fn new(config: &config::Sms, outbound: &config::Outbound) -> Result<Option<Self>, Unusable> {
        let way = match config.transport {
            SmsTransport::Off => return Ok(None),
            SmsTransport::Gateway => Way::Gateway(Box::new(Gateway::new(config, outbound)?)),
            SmsTransport::File => {
                std::fs::create_dir_all(&config.directory).map_err(|error| {
                    Unusable(format!("sms.directory {}: {error}", config.directory.display()))
                })?;
                Way::File(config.directory.clone())
            }
            SmsTransport::Capture => Way::Capture,
        };
        Ok(Some(Self { way, limits: config.clone() }))
    }

    /// Whether texts stay readable in the database instead of leaving.
    pub fn captures(&self) -> bool {
        matches!(self.way, Way::Capture)
    }

    /// How often one is tried again.
    pub(super) fn retries(&self) -> u32 {
        self.limits.retries
    }

    /// Sends one text to one number.
    pub async fn send(&self, message_id: &str, to: &str, text: &str) -> Result<(), Error> {
        if !is_number(to) {
            return Err(Error::Never("the recipient is no phone number".into()));
        }
        // Asked again here: the setting may have been narrowed since the number was taken.
        if !self.limits.serves(to) {
            return Err(Error::Never("the number is outside sms.calling_codes".into()));
        }
        match &self.way {
            Way::Gateway(gateway) => gateway.send(message_id, to, text).await,
            // The number stands in the first line, as the head of a message does; the text after an empty one.
            Way::File(directory) => {
                keep(directory, message_id, "txt", format!("To: {to}\n\n{text}").as_bytes())
                    .await
                    .map_err(|error| Error::Later(error.to_string()))
            }
            Way::Capture => Ok(()),
        }
    }
}

impl std::fmt::Debug for Texter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Texter")
    }
}

/// A number of E.164: a plus sign and 7 to 15 digits. What is no number has no business in a URL or a header.
fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The gateway and how it is spoken to.
struct Gateway {
    client: Client,
    method: Method,
    templates: Environment<'static>,
    headers: Vec<(HeaderName, String)>,
    /// Where the configuration leads; what a message says changes nothing about that.
    home: url::Origin,
    from: String,
    user: String,
    secret: Option<Secret>,
}

impl Gateway {
    fn new(config: &config::Sms, outbound: &config::Outbound) -> Result<Self, Unusable> {
        let fault = |setting: &str, why: &dyn std::fmt::Display| Unusable(format!("sms.{setting}: {why:#}"));
        let mut templates = engine();
        let mut add = |name: &str, source: &str| {
            templates
                .add_template_owned(name.to_owned(), source.to_owned())
                .map_err(|error| fault(name, &error))
        };
        add(URL, config.url.as_deref().unwrap_or_default())?;
        add(BODY, config.body.as_deref().unwrap_or_default())?;
        let mut headers = Vec::new();
        for (name, template) in &config.headers {
            let header = name.parse().map_err(|error| fault(&format!("headers.{name}"), &error))?;
            let template_name = format!("headers.{name}");
            add(&template_name, template)?;
            headers.push((header, template_name));
        }
        let client = Client::new(outbound).map_err(|error| Unusable(error.to_string()))?;
        let method = match config.method {
            SmsMethod::Post => Method::POST,
            SmsMethod::Put => Method::PUT,
            SmsMethod::Get => Method::GET,
        };
        let mut gateway = Self {
            client,
            method,
            templates,
            headers,
            home: url::Origin::new_opaque(),
            from: config.from.clone().unwrap_or_default(),
            user: config.user.clone().unwrap_or_default(),
            secret: config.secret.clone(),
        };
        // Said once for trial, so that a slip is found now and not when the first person waits for a code.
        let trial = gateway.call("0", "+15005550006", "trial").map_err(Unusable)?;
        gateway.home = trial.url.origin();
        Ok(gateway)
    }

    async fn send(&self, message_id: &str, to: &str, text: &str) -> Result<(), Error> {
        let call = self.call(message_id, to, text).map_err(Error::Never)?;
        if call.url.origin() != self.home {
            return Err(Error::Never("sms.url leads elsewhere with this message in it".into()));
        }
        let answer = self.client.call(call).await.map_err(|error| Error::Later(error.to_string()))?;
        judge(answer.status, || {
            let body = answer.body.unwrap_or_default();
            String::from_utf8_lossy(&body).chars().take(LONGEST_ANSWER).collect()
        })
    }

    fn call(&self, message_id: &str, to: &str, text: &str) -> Result<Call, String> {
        let values = context! {
            to, text, message_id, from => self.from.as_str(), user => self.user.as_str(),
            secret => self.secret.as_ref().map_or("", Secret::expose),
        };
        let url = self.render(URL, &values)?;
        let url = Url::parse(&url).map_err(|error| format!("sms.url: {error}"))?;
        let mut headers = HeaderMap::new();
        for (name, template) in &self.headers {
            let value = self.render(template, &values)?;
            let mut value: HeaderValue =
                value.parse().map_err(|_| format!("sms.{template} is no header value"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let body = self.render(BODY, &values)?.into_bytes();
        Ok(Call { method: self.method.clone(), url, headers, body })
    }

    fn render(&self, template: &str, values: &Value) -> Result<String, String> {
        let rendered = self.templates.get_template(template).and_then(|found| found.render(values));
        rendered.map_err(|error| format!("sms.{template}: {error:#}"))
    }
}

/// What the gateway's status means; `said` is for the log.
fn judge(status: StatusCode, said: impl FnOnce() -> String) -> Result<(), Error> {
    let told = |said: String| format!("the gateway answered {}: {said}", status.as_u16());
    match status {
        status if status.is_success() => Ok(()),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Err(Error::Later(told(said()))),
        status if status.is_client_error() => Err(Error::Never(told(said()))),
        _ => Err(Error::Later(told(said()))),
    }
}

/// An engine that escapes nothing by itself: what has to be escaped, and how, depends on the gateway.
fn engine() -> Environment<'static> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    engine.add_filter("json", |text: &str| serde_json::Value::from(text).to_string());
    engine.add_filter("form", |text: &str| -> String {
        form_urlencoded::byte_serialize(text.as_bytes()).collect()
    });
    engine.add_filter("base64", |text: &str| STANDARD.encode(text));
    engine
}
