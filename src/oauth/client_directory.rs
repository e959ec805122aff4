//! The registered clients, kept in memory for less than a second.
//!
//! A time limit rather than invalidation, because another node or the command line may have changed the record.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;

use crate::{
    clock::Clock,
    jose::JwkSet,
    storage::{Database, Error, client, client_secret},
};

/// Longer identifiers name no client; nothing is looked up for them.
const LONGEST_CLIENT_ID: usize = 255;
/// The read behind an entry takes part of the one second within which a change must be seen.
const LONGEST_LIFE: Duration = Duration::from_millis(900);

/// A client with the digests of the secrets it may show.
#[derive(Clone, Debug)]
pub struct KnownClient {
    /// Its record.
    pub client: client::Client,
    /// Digests of its valid secrets, newest first.
    pub secrets: Vec<Vec<u8>>,
    /// Its keys, when it registered usable ones by value.
    pub keys: Option<Arc<JwkSet>>,
}

/// Finds clients.
#[derive(Clone)]
pub struct ClientDirectory {
    database: Database,
    clock: Clock,
    cache: Cache<String, Arc<KnownClient>>,
}

enum Miss {
    Unknown,
    Storage(Error),
}

impl ClientDirectory {
    /// A directory whose answers are at most `life` old, and never older than a second.
    pub fn new(database: Database, clock: Clock, life: Duration) -> Self {
        let cache = Cache::builder().max_capacity(10_000).time_to_live(life.min(LONGEST_LIFE)).build();
        Self { database, clock, cache }
    }

    /// The client, unless it is unknown or disabled. Unknown ones are not remembered: guesses fill no memory.
    pub async fn find(&self, client_id: &str) -> Result<Option<Arc<KnownClient>>, Error> {
        if client_id.is_empty() || client_id.len() > LONGEST_CLIENT_ID || client_id.contains('\0') {
            return Ok(None);
        }
        if let Some(known) = self.cache.get(client_id).await {
            return Ok(Some(known));
        }
        // On the heap, so that every request does not carry the state of a read that one in thousands needs.
        match Box::pin(self.cache.try_get_with_by_ref(client_id, self.load(client_id))).await {
            Ok(known) => Ok(Some(known)),
            Err(miss) => match &*miss {
                Miss::Unknown => Ok(None),
                Miss::Storage(Error::Unavailable(why)) => Err(Error::Unavailable(why.clone())),
                Miss::Storage(other) => Err(Error::Faulty(other.to_string())),
            },
        }
    }

    /// Forgets what is remembered of a client that this process has just changed.
    pub async fn forget(&self, client_id: &str) {
        self.cache.invalidate(client_id).await;
    }

    async fn load(&self, client_id: &str) -> Result<Arc<KnownClient>, Miss> {
        let mut reader = self.database.read().await.map_err(Miss::Storage)?;
        let client = client::find(&mut reader, client_id).await.map_err(Miss::Storage)?;
        let client = client.filter(|client| !client.disabled).ok_or(Miss::Unknown)?;
        let secrets =
            client_secret::valid(&mut reader, client_id, self.clock.now()).await.map_err(Miss::Storage)?;
        let keys =
            client.metadata.jwks.as_ref().and_then(|jwks| JwkSet::parse(jwks.to_string().as_bytes()).ok());
        let keys = keys.map(Arc::new);
        Ok(Arc::new(KnownClient { client, secrets, keys }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Timestamp, storage::Settings};

    fn a_client(client_id: &str) -> client::Client {
        client::Client {
            client_id: client_id.into(),
            metadata: client::Metadata::default(),
            source: "cli".into(),
            disabled: false,
            created_at: Timestamp(1),
            updated_at: Timestamp(1),
            version: 1,
        }
    }

    #[tokio::test]
    async fn a_change_by_another_process_is_seen_within_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite://{}/clients.db", folder.path().display());
        let database = Database::open(&address, &Settings::default()).await.unwrap();
        database.migrate().await.unwrap();
        let directory = ClientDirectory::new(database.clone(), Clock::system(), Duration::from_mins(1));
        assert!(directory.find("shop").await.unwrap().is_none());
        database
            .write::<_, Error, _>(|db| {
                Box::pin(async move {
                    client::insert(db, &a_client("shop")).await?;
                    client_secret::insert(db, "shop", b"digest", Timestamp(1), None).await
                })
            })
            .await
            .unwrap();
        let known = directory.find("shop").await.unwrap().expect("a new client is seen at once");
        assert_eq!(known.secrets, [b"digest".to_vec()]);

        let other = Database::open(&address, &Settings::default()).await.unwrap();
        other
            .write::<_, Error, _>(|db| {
                Box::pin(async move {
                    client::update(db, &client::Client { disabled: true, ..a_client("shop") }, Timestamp(2))
                        .await
                })
            })
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(directory.find("shop").await.unwrap().is_none(), "disabled clients are unknown");
        assert!(directory.find(&"x".repeat(256)).await.unwrap().is_none());
    }
}
