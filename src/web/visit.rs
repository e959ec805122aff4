//! What is known of a request before any handler sees it: who asks, under which id it is logged, and its nonce.

use std::{net::IpAddr, sync::Arc};

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use data_encoding::HEXLOWER;

use super::proxy::Client;
use crate::random::Random;

/// A request extension, made by [`super::frame`]; cheap to make, since most requests need little of it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The address of the browser or client, behind any trusted proxies.
    pub client: IpAddr,
    /// Whether it came by https, as far as we or a trusted proxy know.
    pub https: bool,
    /// Under which id the request is logged.
    pub request_id: RequestId,
    /// For the scripts of this answer.
    pub nonce: Nonce,
}

/// The id of a request: a trusted proxy's, or drawn.
#[derive(Clone, Debug)]
pub enum RequestId {
    /// By us.
    Drawn([u8; 8]),
    /// By a trusted proxy, in `x-request-id`.
    Given(Arc<str>),
}

/// The nonce of a Content-Security-Policy (CSP 3 section 2.3.1): 128 bits, new for every answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nonce([[u8; 8]; 2]);

impl Visit {
    /// Of a request from `client`; `headers` are its own.
    pub fn new(client: Client, headers: &HeaderMap, random: &Random) -> Self {
        // One draw for both.
        let mut drawn = [[0; 8]; 3];
        random.fill(drawn.as_flattened_mut());
        let [id, nonce @ ..] = drawn;
        let given = headers.get("x-request-id").filter(|_| client.by_proxy).and_then(usable_id);
        let request_id = given.map_or(RequestId::Drawn(id), RequestId::Given);
        Self { client: client.address, https: client.https, request_id, nonce: Nonce(nonce) }
    }
}

/// An id that can do no harm in a log line.
fn usable_id(value: &HeaderValue) -> Option<Arc<str>> {
    let text = value.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (!text.is_empty() && text.len() <= 64 && text.bytes().all(plain)).then(|| text.into())
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Drawn(bytes) => formatter.write_str(&HEXLOWER.encode(bytes)),
            Self::Given(text) => formatter.write_str(text),
        }
    }
}

impl std::fmt::Display for Nonce {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&STANDARD_NO_PAD.encode(self.0.as_flattened()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(by_proxy: bool, id: &'static str) -> Visit {
        let client = Client { address: IpAddr::from([192, 0, 2, 1]), https: true, by_proxy };
        let headers = HeaderMap::from_iter([(
            axum::http::HeaderName::from_static("x-request-id"),
            HeaderValue::from_static(id),
        )]);
        Visit::new(client, &headers, &Random::seeded(1))
    }

    #[test]
    fn only_a_trusted_proxy_names_the_request() {
        assert_eq!(visit(true, "abc-1").request_id.to_string(), "abc-1");
        assert_eq!(visit(false, "abc-1").request_id.to_string().len(), 16);
        assert_eq!(visit(true, "a\tb").request_id.to_string().len(), 16);
    }

    #[test]
    fn a_nonce_has_128_bits() {
        assert_eq!(visit(true, "a").nonce.to_string().len(), 22);
    }
}
