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

/// The sector of a client: the host of its `sector_identifier_uri`, else of its redirect URIs, which share one. None where an
/// answer goes anywhere but to that host: behind a scheme of one's own anybody may write its name (RFC 8252 section 7.1), and what
/// listens on this computer is every app's.
pub fn sector(metadata: &Metadata) -> Option<String> {
    let host = |uri: &String| Some(Url::parse(uri).ok()?.host_str()?.to_owned());
    if let Some(uri) = &metadata.sector_identifier_uri {
        return host(uri);
    }
    let all_https = metadata.redirect_uris.iter().all(|uri| uri.starts_with("https://"));
    metadata.redirect_uris.first().filter(|_| all_https).and_then(host)
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

/// A client without one is its own.
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
        // No subject holds this one, and PostgreSQL would not even look for it.
        if subject.contains('\0') {
            return Ok(String::new());
        }
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
    use crate::{jose::MasterKey, oauth::testing::World, on_both, random::Random};

    on_both!(nobody_is_behind_a_subject_that_no_database_can_look_for, |db| async move {
        let world = World::new(db).await;
        for (client_id, subject_type) in [("open", "public"), ("own", "pairwise")] {
            world.client(client_id, |metadata| metadata.subject_type = subject_type.into()).await;
            let known = world.provider.clients.find(client_id).await.unwrap().unwrap();
            for subject in ["\0", "a1\0"] {
                let found = world.provider.account_behind(&known.client, subject.into()).await;
                assert_eq!(found.unwrap(), "", "{client_id}");
            }
        }
    });

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

    #[test]
    fn whose_answers_do_not_go_to_a_host_alone_is_in_no_hosts_sector() {
        let of = |uris: &[&str]| {
            let redirect_uris = uris.iter().map(|uri| (*uri).to_owned()).collect();
            sector(&Metadata { redirect_uris, ..Metadata::default() })
        };
        let web = "https://shop.example/cb";
        assert_eq!(of(&[web, "https://shop.example/other"]).as_deref(), Some("shop.example"));
        for uri in ["com.evil.app://shop.example/cb", "http://127.0.0.1/cb", "http://localhost:8000/cb"] {
            assert_eq!(of(&[uri]), None, "{uri}");
            assert_eq!(of(&[web, uri]), None, "{uri} beside {web}");
        }
    }
}
