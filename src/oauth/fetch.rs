//! What clients publish and we read: key sets, request objects, sector documents, logos. Always through the guard of
//! `outbound`; what the bytes mean is the caller's.

use std::{fmt::Display, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use moka::future::Cache;
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

/// How long a document is answered from memory.
const RECENT: Duration = Duration::from_secs(10);
/// The most that is kept, in bytes.
const MOST_KEPT: u64 = 4 * 1024 * 1024;

/// Documents that were asked for a moment ago, and those that could not be had: whoever names one again and again, or at once
/// from many places, makes us call once.
pub struct Recent(Cache<String, Result<Bytes, String>>);

impl Default for Recent {
    fn default() -> Self {
        let weigh = |url: &String, read: &Result<Bytes, String>| {
            let content = read.as_ref().map_or_else(String::len, Bytes::len);
            u32::try_from(url.len().saturating_add(content)).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(MOST_KEPT).weigher(weigh).time_to_live(RECENT).build())
    }
}

impl Recent {
    /// The document at `url`, as it was at most ten seconds ago.
    ///
    /// # Errors
    /// As [`Fetcher::get`].
    pub async fn get(&self, fetcher: &Fetcher, url: &str, accept: &'static str) -> Result<Bytes, String> {
        Box::pin(self.0.get_with_by_ref(url, fetcher.get(url, accept))).await
    }
}
