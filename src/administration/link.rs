//! One-time links: how an operator gets in before there is an account to sign in with.
//!
//! The link opens a page that asks; only its button spends the secret, so that nothing which fetches addresses can.

use std::time::Duration;

use crate::{
    clock::Clock,
    jose::seal::Vault,
    random::Random,
    storage::{self, Database, one_time_link},
};

/// What the links open.
const PURPOSE: &str = "admin";
/// How long one works.
pub const LIFETIME: Duration = Duration::from_mins(15);

/// Everything the links need.
#[derive(Clone)]
pub struct Links {
    /// Where their digests are kept.
    pub database: Database,
    /// Digests their secrets.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
}

impl Links {
    /// A new link below `issuer`.
    pub async fn issue(&self, issuer: &str) -> Result<String, storage::Error> {
        let secret = self.random.token();
        let digest = self.digest(&secret);
        let now = self.clock.now();
        let stored: Result<(), storage::Error> = self
            .database
            .write(move |db| {
                Box::pin(async move {
                    one_time_link::insert(db, &digest, PURPOSE, now, now.after(LIFETIME)).await
                })
            })
            .await;
        stored.map(|()| format!("{issuer}/setup?token={secret}"))
    }

    /// Uses a link up: `true` once, while it lives.
    pub async fn redeem(&self, secret: &str) -> Result<bool, storage::Error> {
        let digest = self.digest(secret);
        let now = self.clock.now();
        self.database
            .write(move |db| Box::pin(async move { one_time_link::redeem(db, &digest, PURPOSE, now).await }))
            .await
    }

    fn digest(&self, secret: &str) -> Vec<u8> {
        self.vault.digest("one_time_link", secret.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Timestamp, jose::MasterKey, storage::testing};

    #[tokio::test]
    async fn a_link_opens_once_and_lapses() {
        let (database, _scratch) = testing::sqlite().await;
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let links = Links { database, vault, clock: clock.clone(), random: Random::seeded(3) };
        let link = links.issue("https://id.example.org").await.unwrap();
        let secret = link.strip_prefix("https://id.example.org/setup?token=").unwrap();
        assert_eq!(secret.len(), 43);
        assert!(!links.redeem("another").await.unwrap());
        assert!(links.redeem(secret).await.unwrap());
        assert!(!links.redeem(secret).await.unwrap());

        let link = links.issue("https://id.example.org").await.unwrap();
        clock.advance(LIFETIME);
        assert!(!links.redeem(link.rsplit('=').next().unwrap()).await.unwrap());
    }
}
