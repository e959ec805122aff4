//! The public keys of clients: registered by value, or found at a `jwks_uri` (OpenID Connect Registration 2).
//!
//! A set that was fetched is kept for a while, and fetched anew for a key that it lacks (OpenID Connect Core 10.1.1),
//! but not more often than every [`AGAIN`]: nobody can make us call a client as often as they please.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use tokio::sync::Mutex;

use super::{KnownClient, fetch::Fetcher};
use crate::{
    clock::{Clock, Timestamp},
    jose::{JwkSet, KeyManagement},
};

/// For this long a set is used without asking.
const FRESH: Duration = Duration::from_mins(10);
/// For this long it is used when the client does not answer.
const STALE: Duration = Duration::from_hours(24);
/// Between two fetches of one set.
const AGAIN: Duration = Duration::from_secs(30);
const MOST_SETS: u64 = 10_000;

/// Finds keys.
pub struct ClientKeys {
    clock: Clock,
    sets: Cache<String, Arc<Mutex<Fetched>>>,
}

#[derive(Default)]
struct Fetched {
    set: Option<(Timestamp, Arc<JwkSet>)>,
    tried_at: Option<Timestamp>,
}

impl ClientKeys {
    /// Nothing fetched yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, sets: Cache::builder().max_capacity(MOST_SETS).build() }
    }

    /// The keys of a client, fetched anew if need be to find the one called `kid`.
    ///
    /// # Errors
    /// Why there are none, for the log.
    pub async fn find(
        &self,
        fetcher: &Fetcher,
        known: &KnownClient,
        kid: Option<&str>,
    ) -> Result<Arc<JwkSet>, String> {
        self.find_with(fetcher, known, |set| has(set, kid)).await
    }

    /// The same, to find one that can be encrypted to so.
    ///
    /// # Errors
    /// As [`ClientKeys::find`].
    pub async fn find_to_encrypt(
        &self,
        fetcher: &Fetcher,
        known: &KnownClient,
        algorithm: KeyManagement,
    ) -> Result<Arc<JwkSet>, String> {
        self.find_with(fetcher, known, |set| set.encryption_key(algorithm).is_some()).await
    }

    async fn find_with(
        &self,
        fetcher: &Fetcher,
        known: &KnownClient,
        suffices: impl Fn(&JwkSet) -> bool,
    ) -> Result<Arc<JwkSet>, String> {
        if let Some(set) = &known.keys {
            return Ok(set.clone());
        }
        let uri = known.client.metadata.jwks_uri.as_ref().ok_or("the client has no usable key")?;
        let fetched = self.sets.get_with_by_ref(uri, async { Arc::default() }).await;
        // Held while it is fetched: who needs it meanwhile waits for that one answer.
        let mut fetched = fetched.lock().await;
        let now = self.clock.now();
        let younger_than = |limit: Duration| {
            let set = fetched.set.as_ref().filter(|(at, _)| now.since(*at) < limit);
            set.map(|(_, set)| set.clone())
        };
        if let Some(set) = younger_than(FRESH).filter(|set| suffices(set)) {
            return Ok(set);
        }
        let old = younger_than(STALE);
        if fetched.tried_at.is_some_and(|tried_at| now.since(tried_at) < AGAIN) {
            return old.ok_or_else(|| "jwks_uri did not answer a moment ago".to_owned());
        }
        fetched.tried_at = Some(now);
        let read = fetcher.get(uri, "application/jwk-set+json, application/json").await;
        match read.and_then(|text| JwkSet::parse(&text).map_err(|error| format!("{uri}: {error}"))) {
            Ok(set) => {
                let set = Arc::new(set);
                fetched.set = Some((now, set.clone()));
                Ok(set)
            }
            Err(error) => {
                tracing::warn!(client_id = known.client.client_id, %error, "the keys of a client were not fetched");
                old.ok_or(error)
            }
        }
    }
}

/// Whether a set can hold the key that is called for: by that name, or by none.
fn has(set: &JwkSet, kid: Option<&str>) -> bool {
    kid.is_none_or(|kid| set.keys().iter().any(|key| key.kid().is_none_or(|own| own == kid)))
}
