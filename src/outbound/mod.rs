//! Every call that Doorward makes by HTTP, behind one guard against being sent somewhere by somebody else.
//!
//! A name is resolved once, by the guard, and the connection goes exactly there; private and loopback addresses are
//! refused in all their forms unless the operator allows them; no redirect is followed and no proxy of the environment
//! used; https only, except where allowed; the whole call, its body included, has a limit of time and of size. What
//! is called and what the answer means is the caller's.

mod guard;
#[cfg(test)]
mod tests;

use std::{
    error::Error as _,
    sync::{Arc, OnceLock},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use self::guard::{Guard, Lookup, Refused};
use crate::config;

/// Why there is no client: what to change in the configuration.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// We do not call there.
    #[error("{0}")]
    Refused(String),
    /// There was no answer: no address, no connection, no trust, or what came was no HTTP.
    #[error("{0}")]
    Unreachable(String),
    /// It took too long.
    #[error("no answer within {} ms", .0.as_millis())]
    TooSlow(Duration),
    /// The answer is larger than we take.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
}

/// A call to make.
#[derive(Clone, Debug)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where.
    pub url: Url,
    /// With which headers.
    pub headers: HeaderMap,
    /// With which body.
    pub body: Vec<u8>,
}

/// What was answered. The status may be known where the body was too slow or too large to be read.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status; a redirect is one like any other.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Result<Bytes, Error>,
}

/// Makes calls. Clones share everything.
#[derive(Clone)]
pub struct Client {
    http: Arc<OnceLock<Result<reqwest::Client, String>>>,
    authorities: Vec<reqwest::Certificate>,
    guard: Guard,
    timeout: Duration,
    max_response: usize,
}

impl Client {
    /// A client as `config` says. Connects to nothing yet; what it takes to connect is made at the first call, since most
    /// installations never make one.
    ///
    /// # Errors
    /// When a file of certificates cannot be read or used.
    pub fn new(config: &config::Outbound) -> Result<Self, Unusable> {
        let system: Lookup = Arc::new(|name| {
            Box::pin(async move {
                let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                Ok(found.map(|address| address.ip()).collect())
            })
        });
        Self::resolving(config, system)
    }

    fn resolving(config: &config::Outbound, lookup: Lookup) -> Result<Self, Unusable> {
        let client = Self {
            http: Arc::default(),
            authorities: authorities(config)?,
            guard: Guard::new(&config.allow, lookup),
            timeout: config.timeout,
            max_response: usize::try_from(config.max_response).unwrap_or(usize::MAX),
        };
        if !client.authorities.is_empty() {
            client.http().map_err(|error| Unusable(format!("outbound: {error}")))?;
        }
        Ok(client)
    }

    fn http(&self) -> Result<&reqwest::Client, String> {
        let make = || {
            // One provider for the whole process; somebody else may have installed it.
            let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
            let mut builder = reqwest::Client::builder()
                .user_agent("Doorward")
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .no_proxy()
                // A connection that is kept would outlive the judgement on its address.
                .pool_max_idle_per_host(0)
                .dns_resolver(Arc::new(self.guard.clone()));
            if !self.authorities.is_empty() {
                builder = builder.tls_certs_merge(self.authorities.clone());
            }
            builder.build().map_err(|error| told(&error))
        };
        self.http.get_or_init(make).as_ref().map_err(Clone::clone)
    }

    /// Makes one call.
    pub async fn call(&self, call: Call) -> Result<Answer, Error> {
        let Call { method, url, headers, body } = call;
        self.guard.admit(&url).map_err(|Refused(why)| Error::Refused(why))?;
        let deadline = Instant::now() + self.timeout;
        let sending =
            self.http().map_err(Error::Unreachable)?.request(method, url).headers(headers).body(body).send();
        let response =
            timeout_at(deadline, sending).await.map_err(|_| Error::TooSlow(self.timeout))?.map_err(judge)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = timeout_at(deadline, self.read(response))
            .await
            .unwrap_or_else(|_| Err(Error::TooSlow(self.timeout)));
        Ok(Answer { status, headers, body })
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Bytes, Error> {
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(judge)? {
            if body.len().saturating_add(chunk.len()) > self.max_response {
                return Err(Error::TooLarge(self.max_response));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

/// The certificates that are trusted beside the usual ones.
fn authorities(config: &config::Outbound) -> Result<Vec<reqwest::Certificate>, Unusable> {
    let Some(file) = &config.extra_ca_file else { return Ok(Vec::new()) };
    let unusable = |error: &dyn std::fmt::Display| {
        Unusable(format!("outbound.extra_ca_file {}: {error}", file.display()))
    };
    let pem = std::fs::read(file).map_err(|error| unusable(&error))?;
    let authorities = reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| unusable(&error))?;
    if authorities.is_empty() {
        return Err(unusable(&"holds no certificate"));
    }
    Ok(authorities)
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Client")
    }
}

/// The guard's own word where it spoke, else what happened.
fn judge(error: reqwest::Error) -> Error {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(Refused(why)) = inner.downcast_ref() {
            return Error::Refused(why.clone());
        }
        cause = inner.source();
    }
    Error::Unreachable(told(&error.without_url()))
}

/// An error with its causes; never with the URL, which may hold a secret.
fn told(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
