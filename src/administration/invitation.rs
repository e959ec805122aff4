//! Invitations: links by which one person may make an account, where not everybody may.
//!
//! The link opens a page; the invitation is spent when the account is made, in that very write. Its secret is kept as a digest.

use std::time::Duration;

use super::{
    Error,
    actor::{About, Actor},
};
use crate::{
    authentication::registration::address_fault,
    clock::{Clock, Timestamp},
    jose::seal::Vault,
    random::Random,
    storage::{
        self, Database,
        invitation::{self, Invitation},
    },
};

/// Everything invitations need.
#[derive(Clone)]
pub struct Invitations {
    /// Where their digests are kept.
    pub database: Database,
    /// Digests their secrets.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who hands them out.
    pub actor: Actor,
}

/// An invitation to hand out.
#[derive(Clone, Debug)]
pub struct Issued {
    /// For its person only.
    pub link: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

impl Invitations {
    /// A new invitation below `issuer`, which works for `lifetime`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that no account can have, or a group without a name.
    pub async fn issue(
        &self,
        issuer: &str,
        invitation: Invitation,
        lifetime: Duration,
    ) -> Result<Issued, Error> {
        let mut faults = Vec::new();
        if invitation.email.as_deref().is_some_and(|email| address_fault(email).is_some()) {
            faults.push("the e-mail address must look like name@example.com".to_owned());
        }
        if invitation.groups.iter().any(|group| group.trim().is_empty()) {
            faults.push("a group has a name".to_owned());
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let secret = self.random.token();
        let digest = self.vault.digest("invitation", secret.as_bytes());
        let now = self.clock.now();
        let expires_at = now.after(lifetime);
        let detail = serde_json::json!({ "email": invitation.email, "groups": invitation.groups });
        let event = self.actor.event(&self.random, now, "account.invited", About::default(), detail);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    invitation::insert(write, &digest, &invitation, now, expires_at).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        Ok(Issued { link: format!("{issuer}/register?invitation={secret}"), expires_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{jose::MasterKey, storage::testing};

    #[tokio::test]
    async fn a_link_is_kept_as_a_digest_and_names_an_address_that_can_be() {
        let (database, _scratch) = testing::sqlite().await;
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let (random, actor) = (Random::seeded(3), Actor::default());
        let invitations = Invitations { database, vault, clock: clock.clone(), random, actor };
        let for_alice = Invitation { email: Some("alice@example.org".into()), groups: vec!["staff".into()] };
        let lifetime = Duration::from_hours(1);
        let issued = invitations.issue("https://id.example.org", for_alice.clone(), lifetime).await.unwrap();
        let secret = issued.link.strip_prefix("https://id.example.org/register?invitation=").unwrap();
        assert_eq!((secret.len(), issued.expires_at), (43, clock.now().after(lifetime)));
        let mut reader = invitations.database.read().await.unwrap();
        let digest = invitations.vault.digest("invitation", secret.as_bytes());
        assert_eq!(invitation::find_live(&mut reader, &digest, clock.now()).await.unwrap(), Some(for_alice));
        assert!(invitation::find_live(&mut reader, secret.as_bytes(), clock.now()).await.unwrap().is_none());
        for bad in [
            Invitation { email: Some("alice".into()), groups: Vec::new() },
            Invitation { email: None, groups: vec![" ".into()] },
        ] {
            let refused = invitations.issue("https://id.example.org", bad, lifetime).await;
            assert!(matches!(refused, Err(Error::Invalid(_))));
        }
    }
}
