//! Invitations: links by which one person may make an account, where not everybody may.
//!
//! The link opens a page; the invitation is spent when the account is made, in that very write. It goes to an address by mail, or
//! is handed over by whoever made it. Its secret is kept as a digest. What it opens, and when an address counts as proved, is the
//! registration's ([`crate::authentication::guide`]): the link proves nothing.

use std::time::Duration;

use serde_json::json;

use super::{
    Error,
    account::{LONGEST_GROUP, MOST_GROUPS},
    actor::{About, Actor},
};
use crate::{
    authentication::registration::{Standing, address_fault},
    clock::{Clock, Timestamp},
    config::{Config, RegistrationMode},
    delivery::{self, Channel, Letter},
    jose::seal::Vault,
    random::Random,
    storage::{
        self, Database,
        audit::Event,
        invitation::{self, Invitation, Record},
    },
};

/// The template of the mail.
const TEMPLATE: &str = "invitation";
/// How long the mail of one invitation waits until it is sent once more.
const WAIT: Duration = Duration::from_mins(1);

/// Everything invitations need.
#[derive(Clone)]
pub struct Invitations {
    /// Where their digests are kept.
    pub database: Database,
    /// Digests their secrets, and seals their mails.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who invites.
    pub actor: Actor,
}

/// How people are invited.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Where the link leads.
    pub issuer: String,
    /// Names this service in the mail.
    pub host: String,
    /// Whether anybody could use an invitation.
    pub open: bool,
    /// How long one works.
    pub lifetime: Duration,
    /// The languages that are offered.
    pub languages: Vec<String>,
    /// The one of a mail of which nothing else is said.
    pub language: String,
}

impl Terms {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        Self {
            issuer: config.issuer.clone(),
            host: config.host(),
            open: config.registration.mode != RegistrationMode::Off,
            lifetime: config.registration.invitation_lifetime,
            languages: config.locale.offered.clone(),
            language: config.locale.default.clone(),
        }
    }
}

/// Whom to invite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What the invitation gives.
    pub gives: Invitation,
    /// The language of the mail, one that is offered.
    pub language: Option<String>,
    /// Whether it goes to its address by mail.
    pub mail: bool,
}

/// An invitation that was made.
#[derive(Clone, Debug)]
pub struct Issued {
    /// What is known of it.
    pub record: Record,
    /// The link, for its person only, where no mail holds it.
    pub link: Option<String>,
}

impl Invitations {
    /// A new invitation. Its mail, if it goes by mail, is written with it.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault; [`Error::Exists`] when the address is an account's.
    pub async fn issue(&self, wanted: Wanted, terms: &Terms) -> Result<Issued, Error> {
        let gives = checked(&wanted, terms)?;
        if let Some(email) = &gives.email {
            let holder = storage::registration::holder(&mut self.database.read().await?, email).await?;
            if Standing::of(email, holder.as_ref()) == Standing::Held {
                return Err(Error::Exists("an account with that address".into()));
            }
        }
        let now = self.clock.now();
        let (link, digest) = self.secret(&terms.issuer);
        let record = Record {
            invitation_id: self.random.identifier(now),
            gives,
            language: wanted.language,
            created_at: now,
            sent_at: wanted.mail.then_some(now),
            expires_at: now.after(terms.lifetime),
            ..Record::default()
        };
        let letter = wanted.mail.then(|| self.letter(&record, &link, terms)).flatten();
        // The log outlives the account, of which no event of before it is: the address stands with the invitation alone.
        let detail = json!({
            "invitation": record.invitation_id, "groups": record.gives.groups, "mail": wanted.mail,
        });
        let event = self.actor.event(&self.random, now, "account.invited", About::default(), detail);
        let (stored, vault) = (record.clone(), self.vault.clone());
        self.database
            .write(move |write| {
                Box::pin(async move {
                    invitation::insert(write, &digest, &stored).await?;
                    if let Some((message_id, letter)) = &letter {
                        let until = Some(stored.expires_at);
                        delivery::enqueue(write, &vault, message_id, letter, now, until).await?;
                    }
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        Ok(Issued { record, link: (!wanted.mail).then_some(link) })
    }

    /// Sends an invitation once more, with a new link and a new term; the link before opens nothing any more.
    ///
    /// # Errors
    /// [`Error::Missing`]; [`Error::Invalid`] when it was used, names no address, or was sent within the last minute.
    pub async fn send(&self, invitation_id: &str, terms: &Terms) -> Result<Record, Error> {
        let before = self.find(invitation_id).await?;
        let refused = |why: &str| Err(Error::Invalid(vec![why.to_owned()]));
        if !terms.open {
            return refused(CLOSED);
        }
        if before.gives.email.is_none() {
            return refused("the invitation names no address to send it to");
        }
        let now = self.clock.now();
        let (link, digest) = self.secret(&terms.issuer);
        let times = (now, now.after(terms.lifetime), now.before(WAIT));
        let record = Record { sent_at: Some(now), expires_at: times.1, ..before };
        let letter = self.letter(&record, &link, terms);
        let event = self.event("account.invitation_sent", &record, now);
        let (id, vault) = (record.invitation_id.clone(), self.vault.clone());
        let sent: Option<Record> = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let sent = invitation::renew(write, &id, &digest, times).await?;
                    if let (Some(record), Some((message_id, letter))) = (&sent, &letter) {
                        let until = Some(record.expires_at);
                        delivery::enqueue(write, &vault, message_id, letter, now, until).await?;
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(sent)
                })
            })
            .await?;
        match sent {
            Some(record) => Ok(record),
            None => refused("the invitation was used, or sent less than a minute ago"),
        }
    }

    /// Takes back an invitation that was not used.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none that could be used.
    pub async fn revoke(&self, invitation_id: &str) -> Result<(), Error> {
        let record = self.find(invitation_id).await?;
        let event = self.event("account.invitation_revoked", &record, self.clock.now());
        let id = record.invitation_id.clone();
        let revoked: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let revoked = invitation::revoke(write, &id).await?;
                    if revoked {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(revoked)
                })
            })
            .await?;
        if revoked { Ok(()) } else { Err(missing(invitation_id)) }
    }

    /// The invitation of this name, whatever became of it.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub async fn find(&self, invitation_id: &str) -> Result<Record, Error> {
        let found = invitation::find(&mut self.database.read().await?, invitation_id).await?;
        found.ok_or_else(|| missing(invitation_id))
    }

    /// A page of invitations, the newest first, those before `before`; [`invitation::NEWEST`] is before all.
    pub async fn list(&self, before: &str, limit: usize) -> Result<Vec<Record>, storage::Error> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        invitation::list(&mut self.database.read().await?, before, most).await
    }

    /// A new link, and the digest of its secret.
    fn secret(&self, issuer: &str) -> (String, Vec<u8>) {
        let secret = self.random.token();
        let digest = self.vault.digest("invitation", secret.as_bytes());
        (format!("{issuer}/register?invitation={secret}"), digest)
    }

    /// The mail, which says of nobody else that they exist.
    fn letter(&self, record: &Record, link: &str, terms: &Terms) -> Option<(String, Letter)> {
        let letter = Letter {
            channel: Channel::Mail,
            to: record.gives.email.clone()?,
            template: TEMPLATE.into(),
            context: json!({
                "host": terms.host, "link": link, "expires_at": record.expires_at.milliseconds(),
            }),
            locale: record.language.clone().unwrap_or_else(|| terms.language.clone()),
            client_id: String::new(),
        };
        Some((self.random.identifier(self.clock.now()), letter))
    }

    fn event(&self, kind: &str, record: &Record, now: Timestamp) -> Event {
        let detail = json!({ "invitation": record.invitation_id });
        self.actor.event(&self.random, now, kind, About::default(), detail)
    }
}

const CLOSED: &str = "registration.mode is \"off\": nobody could use the invitation";

fn missing(invitation_id: &str) -> Error {
    Error::Missing(format!("invitation {invitation_id} that was not used"))
}

/// What the invitation gives, if it can.
fn checked(wanted: &Wanted, terms: &Terms) -> Result<Invitation, Error> {
    let mut faults = Vec::new();
    if !terms.open {
        faults.push(CLOSED.to_owned());
    }
    let email = wanted.gives.email.as_deref().map(str::trim).filter(|email| !email.is_empty());
    if email.is_none() && wanted.mail {
        faults.push("an invitation that is sent by mail names an e-mail address".to_owned());
    }
    if email.is_some_and(|email| address_fault(email).is_some()) {
        faults.push("the e-mail address must look like name@example.com".to_owned());
    }
    let mut groups: Vec<String> = Vec::new();
    for group in wanted.gives.groups.iter().map(|group| group.trim()) {
        if group.is_empty() || group.chars().count() > LONGEST_GROUP || group.chars().any(char::is_control) {
            faults.push(format!("a group has a name of 1 to {LONGEST_GROUP} characters"));
        } else if !groups.iter().any(|own| own == group) {
            groups.push(group.to_owned());
        }
    }
    if groups.len() > MOST_GROUPS {
        faults.push(format!("groups: at most {MOST_GROUPS}"));
    }
    if let Some(language) = &wanted.language
        && !terms.languages.contains(language)
    {
        faults.push(format!("language is one of {}", terms.languages.join(", ")));
    }
    if faults.is_empty() {
        Ok(Invitation { email: email.map(str::to_owned), groups })
    } else {
        Err(Error::Invalid(faults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        administration::account::{Accounts, Draft},
        jose::MasterKey,
        on_both,
        text::Text,
    };

    fn invitations(database: Database) -> (Invitations, Terms) {
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        config.registration.mode = RegistrationMode::Invitation;
        let actor = Actor { account_id: Some("boss".into()), ..Actor::default() };
        let random = Random::seeded(3);
        (Invitations { database, vault, clock, random, actor }, Terms::from_config(&config))
    }

    fn for_alice(mail: bool) -> Wanted {
        let gives = Invitation {
            email: Some(" alice@example.org ".into()),
            groups: vec![" staff ".into(), "staff".into()],
        };
        Wanted { gives, language: mail.then(|| "de".into()), mail }
    }

    impl Invitations {
        async fn opens(&self, link: &str) -> Option<Invitation> {
            let secret = link.strip_prefix("https://id.example.org/register?invitation=").unwrap();
            assert_eq!(secret.len(), 43);
            let digest = self.vault.digest("invitation", secret.as_bytes());
            let mut reader = self.database.read().await.unwrap();
            assert!(
                invitation::find_live(&mut reader, secret.as_bytes(), self.clock.now())
                    .await
                    .unwrap()
                    .is_none()
            );
            invitation::find_live(&mut reader, &digest, self.clock.now()).await.unwrap()
        }

        /// The mails that wait, the newest first.
        async fn letters(&self) -> Vec<delivery::Caught> {
            delivery::captured(&self.database, &self.vault, &Text::new(), 10).await.unwrap()
        }

        /// An account that is there.
        async fn account(&self, email: &str, email_verified: bool) -> String {
            let accounts = Accounts {
                database: self.database.clone(),
                vault: self.vault.clone(),
                clock: self.clock.clone(),
                random: self.random.clone(),
                actor: Actor::default(),
                declared: std::sync::Arc::default(),
                sender: std::sync::Arc::default(),
            };
            let draft = Draft { email: Some(email.into()), email_verified, ..Draft::default() };
            accounts.create(draft).await.unwrap().account_id
        }
    }

    /// The link in a mail.
    fn link_in(mail: &delivery::Caught) -> String {
        mail.text.lines().find(|line| line.starts_with("https://")).unwrap().to_owned()
    }

    on_both!(a_link_is_kept_as_a_digest_and_handed_over_once, |db| async move {
        let (invitations, terms) = invitations(db);
        let issued = invitations.issue(for_alice(false), &terms).await.unwrap();
        let gives = Invitation { email: Some("alice@example.org".into()), groups: vec!["staff".into()] };
        let link = issued.link.unwrap();
        assert_eq!(invitations.opens(&link).await, Some(gives.clone()));
        assert_eq!(issued.record.expires_at, invitations.clock.now().after(terms.lifetime));
        assert_eq!(invitations.find(&issued.record.invitation_id).await.unwrap(), issued.record);
        assert!(invitations.letters().await.is_empty(), "nobody asked for a mail");
        let open = Wanted::default();
        invitations.clock.advance(Duration::from_secs(1));
        assert!(invitations.issue(open.clone(), &terms).await.unwrap().link.is_some());
        let listed = invitations.list(invitation::NEWEST, 10).await.unwrap();
        assert_eq!((listed.len(), &listed[1].gives), (2, &gives), "the newest first");
        invitations.revoke(&issued.record.invitation_id).await.unwrap();
        assert_eq!(invitations.opens(&link).await, None);
        assert!(matches!(invitations.revoke(&issued.record.invitation_id).await, Err(Error::Missing(_))));

        let address = |email: &str| Wanted {
            gives: Invitation { email: Some(email.into()), groups: vec![] },
            ..Wanted::default()
        };
        for bad in [
            address("alice"),
            address("alice@example.org\r\nBcc: eve@example.org"),
            Wanted { gives: Invitation { email: None, groups: vec![" ".into()] }, ..Wanted::default() },
            Wanted { gives: Invitation { email: None, groups: vec!["x".repeat(101)] }, ..Wanted::default() },
            Wanted { mail: true, ..open.clone() },
            Wanted { language: Some("tlh".into()), ..open.clone() },
        ] {
            assert!(matches!(invitations.issue(bad, &terms).await, Err(Error::Invalid(_))));
        }
        let closed = Terms { open: false, ..terms };
        assert!(matches!(invitations.issue(open, &closed).await, Err(Error::Invalid(_))));
    });

    on_both!(a_mail_is_written_with_its_invitation_and_sent_again_with_another_link, |db| async move {
        let (invitations, terms) = invitations(db);
        let issued = invitations.issue(for_alice(true), &terms).await.unwrap();
        let id = issued.record.invitation_id.as_str();
        assert!(issued.link.is_none(), "only the mail holds it");
        let letters = invitations.letters().await;
        let (mail, first) = (&letters[0], link_in(&letters[0]));
        assert_eq!((letters.len(), mail.to.as_str()), (1, "alice@example.org"));
        assert!(mail.subject.starts_with("Sie sind eingeladen"), "{}", mail.subject);
        assert!(mail.html.as_ref().unwrap().contains(&first) && !mail.text.contains("boss"), "{}", mail.text);
        assert!(invitations.opens(&first).await.is_some());

        assert!(matches!(invitations.send(id, &terms).await, Err(Error::Invalid(_))), "it was sent just now");
        assert_eq!(invitations.letters().await.len(), 1);
        invitations.clock.advance(terms.lifetime);
        assert_eq!(invitations.opens(&first).await, None, "it lapsed");
        let sent = invitations.send(id, &terms).await.unwrap();
        let second = link_in(&invitations.letters().await[0]);
        assert!(second != first && invitations.opens(&second).await.is_some());
        assert_eq!(sent.expires_at, invitations.clock.now().after(terms.lifetime));
        assert_eq!(invitations.find(id).await.unwrap(), sent);

        let secret = second.rsplit('=').next().unwrap();
        let (digest, now) =
            (invitations.vault.digest("invitation", secret.as_bytes()), invitations.clock.now());
        let account_id = invitations.account("alice@example.org", true).await;
        let id_of_account = account_id.clone();
        let used: Result<_, storage::Error> = invitations
            .database
            .write(move |tx| {
                Box::pin(async move { invitation::redeem(tx, &digest, &id_of_account, now).await })
            })
            .await;
        assert!(used.unwrap().is_some());
        invitations.clock.advance(WAIT);
        assert!(matches!(invitations.send(id, &terms).await, Err(Error::Invalid(_))), "it was used");
        assert!(matches!(invitations.revoke(id).await, Err(Error::Missing(_))));
        assert!(matches!(invitations.send("nothing", &terms).await, Err(Error::Missing(_))));
        let used = invitations.find(id).await.unwrap();
        assert_eq!((used.account_id.as_deref(), used.used_at), (Some(account_id.as_str()), Some(now)));
    });

    on_both!(who_has_an_account_is_not_invited, |db| async move {
        let (invitations, terms) = invitations(db);
        invitations.account("Alice@example.org", true).await;
        for mail in [true, false] {
            assert!(matches!(invitations.issue(for_alice(mail), &terms).await, Err(Error::Exists(_))));
        }
        assert!(invitations.letters().await.is_empty());
        // What nobody proved makes room for who proves it.
        invitations.account("bob@example.org", false).await;
        let gives = Invitation { email: Some("bob@example.org".into()), groups: vec![] };
        let issued = invitations.issue(Wanted { gives, mail: true, ..Wanted::default() }, &terms).await;
        assert_eq!(issued.unwrap().record.gives.email.as_deref(), Some("bob@example.org"));
    });
}
