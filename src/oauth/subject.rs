//! Subject identifiers: the account's own, or one for each sector (OpenID Connect Core 8).
//!
//! A pairwise one is an HMAC over sector and account (8.1, the second method), so it needs no record to be given out. One
//! is kept all the same, made with the grant, because an `id_token_hint` must lead back to the account.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use url::Url;

use super::{OAuthError, Provider};
use crate::{
    jose::Vault,
    storage::{
        self, Write,
        client::{Client, Metadata},
        pairwise_subject,
    },
};

/// What pairwise subjects are digested for.
const DIGEST: &str = "pairwise_subject";

/// The sector of a client: the host of its `sector_identifier_uri`, else of its redirect URIs, which share one.
pub fn sector(metadata: &Metadata) -> Option<String> {
    let uri = metadata.sector_identifier_uri.as_ref().or(metadata.redirect_uris.first())?;
    Some(Url::parse(uri).ok()?.host_str()?.to_owned())
}

/// The subject of an account for a sector.
pub fn pairwise(vault: &Vault, sector: &str, account_id: &str) -> String {
    // Neither a host nor an identifier holds this byte.
    let both = [sector.as_bytes(), &[0], account_id.as_bytes()].concat();
    URL_SAFE_NO_PAD.encode(vault.digest(DIGEST, &both))
}

/// What notes, with a grant, whose the subject is that its client sees.
pub struct Notes {
    vault: Vault,
    sector: String,
}

impl Notes {
    /// For the grants of `client`; none where it sees the account's own identifier.
    pub fn of(provider: &Provider, client: &Client) -> Option<Self> {
        client.is_pairwise().then(|| Self { vault: provider.vault.clone(), sector: sector_of(client) })
    }

    /// Notes it, in the write that makes the grant.
    pub async fn put(&self, write: &mut Write, account_id: &str) -> Result<(), storage::Error> {
        pairwise_subject::put(write, &pairwise(&self.vault, &self.sector, account_id), account_id).await
    }
}

/// Registration sees to it that there is a sector; without one the client is its own.
fn sector_of(client: &Client) -> String {
    sector(&client.metadata).unwrap_or_else(|| client.client_id.clone())
}

impl Provider {
    /// The `sub` that `client` sees of an account.
    pub fn subject(&self, client: &Client, account_id: &str) -> String {
        if !client.is_pairwise() {
            return account_id.to_owned();
        }
        pairwise(&self.vault, &sector_of(client), account_id)
    }

    /// The account behind a `sub` that `client` has seen. The empty text, which fits nobody, for all others: an account's own
    /// identifier, and what another sector sees, would else tell whether two of them are the same person (8.1).
    pub async fn account_behind(&self, client: &Client, subject: String) -> Result<String, OAuthError> {
        if !client.is_pairwise() {
            return Ok(subject);
        }
        let found = pairwise_subject::find(&mut self.database.read().await?, &subject).await?;
        let seen = found.filter(|account_id| self.subject(client, account_id) == subject);
        Ok(seen.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{jose::MasterKey, random::Random};

    #[test]
    fn two_sectors_see_two_subjects_and_one_sector_the_same() {
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let one = pairwise(&vault, "a.example", "alice");
        assert_eq!(one, pairwise(&vault, "a.example", "alice"));
        assert_eq!(one.len(), 43);
        assert_ne!(one, pairwise(&vault, "b.example", "alice"));
        assert_ne!(one, pairwise(&vault, "a.example", "bob"));
        assert_ne!(pairwise(&vault, "a", "bc"), pairwise(&vault, "ab", "c"));
    }

    #[test]
    fn the_sector_document_decides_before_the_redirect_uris() {
        let mut metadata =
            Metadata { redirect_uris: vec!["https://app.example/cb".into()], ..Metadata::default() };
        assert_eq!(sector(&metadata).as_deref(), Some("app.example"));
        metadata.sector_identifier_uri = Some("https://sector.example/uris.json".into());
        assert_eq!(sector(&metadata).as_deref(), Some("sector.example"));
        assert_eq!(sector(&Metadata::default()), None);
    }
}
