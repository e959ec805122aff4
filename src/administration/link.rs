//! One-time links: how the first owner gets in, before there is an account to sign in with, and how whoever holds the machine
//! makes another.
//!
//! The link opens a form; only sending it off spends the secret, so that nothing which fetches addresses can.

use std::time::Duration;

use super::{
    Error,
    account::{Accounts, Draft, taken},
    role::Role,
};
use crate::{
    clock::Clock,
    jose::seal::Vault,
    random::Random,
    storage::{self, Database, account::Account, one_time_link},
};

/// What the links open.
const PURPOSE: &str = "admin";
/// How long one works.
pub const LIFETIME: Duration = Duration::from_hours(1);

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

    /// Whether a link still works; asking changes nothing.
    pub async fn is_live(&self, secret: &str) -> Result<bool, storage::Error> {
        let digest = self.digest(secret);
        let mut reader = self.database.read().await?;
        one_time_link::is_live(&mut reader, &digest, PURPOSE, self.clock.now()).await
    }

    /// Uses a link up and makes the owner that it is for, in one write: of two who come with one link, one is made. `None` for
    /// a link that does not work.
    ///
    /// # Errors
    /// Those of [`Accounts::create`]; the link then still works.
    pub async fn make_owner(
        &self,
        accounts: &Accounts,
        secret: &str,
        draft: Draft,
    ) -> Result<Option<Account>, Error> {
        let prepared = accounts.prepare(Draft { role: Some(Role::Owner), ..draft })?;
        let (digest, now) = (self.digest(secret), self.clock.now());
        self.database
            .write(move |write| {
                Box::pin(async move {
                    if !one_time_link::redeem(write, &digest, PURPOSE, now).await? {
                        return Ok(None);
                    }
                    prepared.write(write).await.map(Some)
                })
            })
            .await
            .map_err(taken)
    }

    fn digest(&self, secret: &str) -> Vec<u8> {
        self.vault.digest("one_time_link", secret.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{administration::actor::Actor, clock::Timestamp, jose::MasterKey, storage::testing};

    #[tokio::test]
    async fn a_link_makes_one_owner_and_lapses() {
        let (database, _scratch) = testing::sqlite().await;
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let random = Random::seeded(3);
        let accounts = Accounts {
            database: database.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            random: random.clone(),
            actor: Actor::default(),
            declared: std::sync::Arc::default(),
            sender: std::sync::Arc::default(),
        };
        let links = Links { database: database.clone(), vault, clock: clock.clone(), random };
        let draft = |name: &str| Draft { username: name.into(), ..Draft::default() };
        let link = links.issue("https://id.example.org").await.unwrap();
        let secret = link.strip_prefix("https://id.example.org/setup?token=").unwrap();
        assert_eq!(secret.len(), 43);
        assert!(links.is_live(secret).await.unwrap() && !links.is_live("another").await.unwrap());
        assert_eq!(links.make_owner(&accounts, "another", draft("ann")).await.unwrap(), None);
        accounts.create(draft("bob")).await.unwrap();
        let refused = links.make_owner(&accounts, secret, draft("bob")).await;
        assert!(matches!(refused, Err(Error::Exists(_))) && links.is_live(secret).await.unwrap());
        let ann = links.make_owner(&accounts, secret, draft("ann")).await.unwrap().unwrap();
        let role = crate::administration::roles::of(&database, &ann.account_id).await.unwrap();
        assert_eq!(role, Some(Role::Owner));
        assert_eq!(links.make_owner(&accounts, secret, draft("eve")).await.unwrap(), None, "it works once");

        let link = links.issue("https://id.example.org").await.unwrap();
        clock.advance(LIFETIME);
        let lapsed = link.rsplit('=').next().unwrap();
        assert_eq!(links.make_owner(&accounts, lapsed, draft("eve")).await.unwrap(), None);
        assert!(accounts.find("eve").await.is_err());
    }
}
