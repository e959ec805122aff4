//! What clients publish and we read: key sets, request objects, sector documents, logos. Always through the guard of
//! `outbound`; what the bytes mean is the caller's.

use std::fmt::Display;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use url::Url;

use crate::outbound;

/// Reads documents.
pub struct Fetcher {
    client: outbound::Client,
}

impl Fetcher {
    /// One that calls by `client`.
    pub fn new(client: outbound::Client) -> Self {
        Self { client }
    }

    /// The document at `url`, its fragment left out.
    ///
    /// # Errors
    /// Why there is none, for the log: whoever named the URL must not learn what answers there.
    pub async fn get(&self, url: &str, accept: &'static str) -> Result<Bytes, String> {
        let told = |error: &dyn Display| format!("{url}: {error}");
        let mut target = Url::parse(url).map_err(|error| told(&error))?;
        target.set_fragment(None);
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        let call = outbound::Call { method: Method::GET, url: target, headers, body: Vec::new() };
        let answer = self.client.call(call).await.map_err(|error| told(&error))?;
        if answer.status != StatusCode::OK {
            return Err(told(&format_args!("answered {}", answer.status)));
        }
        answer.body.map_err(|error| told(&error))
    }
}
