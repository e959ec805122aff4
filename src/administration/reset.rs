//! A reset: how an operator helps somebody who lost every second factor.
//!
//! The operator begins it and sees no secret. It opens after a wait, of which every address of the account is told, with a link
//! that stops it. Then its owner chooses a new password by a mailed code ([`crate::authentication::guide`]) and enrols anew.

use std::time::Duration;

use serde_json::json;

use super::{
    Error,
    actor::{About, Actor},
};
use crate::{
    authentication::language,
    clock::{Clock, Timestamp},
    config::Config,
    delivery::{self, Channel, Letter},
    jose::seal::Vault,
    random::Random,
    storage::{
        self, Database,
        account::{Account, State},
        account_reset::{self, AccountReset},
        audit::Event,
        one_time_link,
    },
};

/// Everything resets need.
#[derive(Clone)]
pub struct Resets {
    /// Where they are kept.
    pub database: Database,
    /// Seals messages, digests links.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who begins them.
    pub actor: Actor,
}

/// How a reset goes.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Where the link that stops it leads.
    pub issuer: String,
    /// Names this service in messages.
    pub host: String,
    /// How long it can only be stopped.
    pub wait: Duration,
    /// How long it then stands open.
    pub open: Duration,
    /// Whether text messages leave.
    pub texts: bool,
    /// The languages that are offered.
    pub languages: Vec<String>,
    /// The one for people of whom none of these is known.
    pub language: String,
}

impl Terms {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        Self {
            issuer: config.issuer.clone(),
            host: config.host(),
            wait: config.recovery.reset_wait,
            open: config.recovery.reset_open,
            texts: config.sms.is_on(),
            languages: config.locale.offered.clone(),
            language: config.locale.default.clone(),
        }
    }
}

fn purpose(account_id: &str, reset_id: &str) -> String {
    format!("stop-reset/{account_id}/{reset_id}")
}

impl Resets {
    /// Begins a reset of `account` and tells all its proved addresses.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it has no proved e-mail address, to which the code could go, may not sign in, or is frozen.
    pub async fn start(&self, account: &Account, terms: &Terms) -> Result<AccountReset, Error> {
        let email = self.usable(account).await?;
        let now = self.clock.now();
        let opens_at = now.after(terms.wait);
        let reset = AccountReset {
            account_id: account.account_id.clone(),
            reset_id: self.random.identifier(now),
            started_at: now,
            opens_at,
            closes_at: opens_at.after(terms.open),
        };
        let secret = self.random.token();
        let letters: Vec<(String, Letter)> = letters(account, email, terms, &reset, &secret)
            .into_iter()
            .map(|letter| (self.random.identifier(now), letter))
            .collect();
        let about = About::account(&reset.account_id);
        let detail = json!({ "reset": reset.reset_id });
        let event = self.actor.event(&self.random, now, "account.reset_started", about, detail);
        let (stored, vault, digest) = (reset.clone(), self.vault.clone(), self.digest(&secret));
        self.database
            .write(move |write| {
                Box::pin(async move {
                    account_reset::start(write, &stored).await?;
                    let purpose = purpose(&stored.account_id, &stored.reset_id);
                    one_time_link::insert(write, &digest, &purpose, now, stored.closes_at).await?;
                    for (message_id, letter) in &letters {
                        let until = Some(stored.closes_at);
                        delivery::enqueue(write, &vault, message_id, letter, now, until).await?;
                    }
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        Ok(reset)
    }

    /// The address that the code will go to, of an account that could use a reset.
    async fn usable(&self, account: &Account) -> Result<String, Error> {
        let name = &account.username;
        let email = account.email.clone().filter(|_| account.email_verified_at.is_some());
        let Some(email) = email.filter(|_| account.state == State::Active) else {
            return Err(Error::Invalid(vec![format!(
                "{name} is disabled or has no proved e-mail address: nobody could use the reset"
            )]));
        };
        let mut reader = self.database.read().await?;
        if storage::factor_freeze::is_frozen(&mut reader, &account.account_id).await? {
            return Err(Error::Invalid(vec![format!("{name} is frozen: see `doorward account unfreeze`")]));
        }
        Ok(email)
    }

    /// Whether such a link still stops a reset; opening it changes nothing.
    pub async fn knows_link(
        &self,
        account_id: &str,
        reset_id: &str,
        secret: &str,
    ) -> Result<bool, storage::Error> {
        let mut reader = self.database.read().await?;
        let (digest, purpose) = (self.digest(secret), purpose(account_id, reset_id));
        one_time_link::is_live(&mut reader, &digest, &purpose, self.clock.now()).await
    }

    /// Stops the reset that the link was made for; `true` once.
    pub async fn stop(&self, account_id: &str, reset_id: &str, secret: &str) -> Result<bool, storage::Error> {
        let (digest, purpose) = (self.digest(secret), purpose(account_id, reset_id));
        let now = self.clock.now();
        let reset = AccountReset {
            account_id: account_id.to_owned(),
            reset_id: reset_id.to_owned(),
            started_at: now,
            opens_at: now,
            closes_at: now,
        };
        let event = self.event("account.reset_stopped", &reset, now);
        self.database
            .write(move |write| {
                Box::pin(async move {
                    if !one_time_link::redeem(write, &digest, &purpose, now).await? {
                        return Ok(false);
                    }
                    if account_reset::cancel(write, &reset.account_id, &reset.reset_id).await? {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok(true)
                })
            })
            .await
    }

    fn digest(&self, secret: &str) -> Vec<u8> {
        self.vault.digest("one_time_link", secret.as_bytes())
    }

    fn event(&self, kind: &str, reset: &AccountReset, now: Timestamp) -> Event {
        Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: kind.to_owned(),
            account_id: Some(reset.account_id.clone()),
            client_id: None,
            address: None,
            detail: json!({ "reset": reset.reset_id }).to_string(),
        }
    }
}

/// What its person is told by each of their proved addresses, `email` among them.
fn letters(
    account: &Account,
    email: String,
    terms: &Terms,
    reset: &AccountReset,
    secret: &str,
) -> Vec<Letter> {
    let phone = account.phone.clone().filter(|_| terms.texts && account.phone_verified_at.is_some());
    let locale = language::last_known(account, &terms.languages).unwrap_or(&terms.language);
    let context = json!({
        "host": terms.host,
        "stop_uri": format!("{}/reset/{}/{}?token={secret}", terms.issuer, reset.account_id, reset.reset_id),
        "opens_at": reset.opens_at.milliseconds(), "closes_at": reset.closes_at.milliseconds(),
    });
    let ways = std::iter::once((Channel::Mail, email)).chain(phone.map(|phone| (Channel::Sms, phone)));
    ways.map(|(channel, to)| Letter {
        channel,
        to,
        template: "reset".into(),
        context: context.clone(),
        locale: locale.to_owned(),
        client_id: String::new(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{
        administration::account::{Accounts, Draft},
        jose::MasterKey,
        storage::testing,
        text::Text,
    };

    async fn resets() -> (Resets, Accounts, Terms, impl Drop) {
        let (database, scratch) = testing::sqlite().await;
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let random = Random::seeded(3);
        let (accounts, resets) = (
            Accounts {
                database: database.clone(),
                vault: vault.clone(),
                clock: clock.clone(),
                random: random.clone(),
                actor: Actor::default(),
                declared: std::sync::Arc::default(),
                sender: std::sync::Arc::default(),
            },
            Resets { database, vault, clock, random, actor: Actor::default() },
        );
        let config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        let wait = Duration::from_hours(24);
        let open = Duration::from_hours(48);
        let terms = Terms { wait, open, texts: true, ..Terms::from_config(&config) };
        (resets, accounts, terms, scratch)
    }

    fn draft(name: &str, email_verified: bool) -> Draft {
        let email = Some(format!("{name}@example.org"));
        Draft { username: name.into(), email, email_verified, ..Draft::default() }
    }

    #[tokio::test]
    async fn a_reset_is_told_and_stopped_once_by_its_link() {
        let (resets, accounts, terms, _scratch) = resets().await;
        let alice = accounts.create(draft("alice", true)).await.unwrap();
        let reset = resets.start(&alice, &terms).await.unwrap();
        assert_eq!(reset.opens_at, resets.clock.now().after(terms.wait));
        let mails = delivery::captured(&resets.database, &resets.vault, &Text::new(), 10).await.unwrap();
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "alice@example.org"));
        let (subject, text) = (&mails[0].subject, &mails[0].text);
        assert_eq!(subject, "Your account is about to be reset");
        assert!(
            text.contains("It opens on 16 January 2027") && text.contains("It closes on 18 January 2027"),
            "{text}"
        );
        let link = text.lines().find(|line| line.starts_with("https://")).unwrap();
        let (path, secret) = link.split_once("?token=").unwrap();
        let ids: Vec<&str> = path.rsplit('/').take(2).collect();
        assert_eq!(ids, [reset.reset_id.as_str(), alice.account_id.as_str()]);
        let known = |secret: String| {
            let (resets, reset) = (resets.clone(), reset.clone());
            async move { resets.knows_link(&reset.account_id, &reset.reset_id, &secret).await.unwrap() }
        };
        assert!(known(secret.to_owned()).await && !known("another".to_owned()).await);
        assert!(!resets.stop(&alice.account_id, "another", secret).await.unwrap());
        assert!(!resets.stop("another", &reset.reset_id, secret).await.unwrap());
        assert!(resets.stop(&alice.account_id, &reset.reset_id, secret).await.unwrap());
        assert!(!resets.stop(&alice.account_id, &reset.reset_id, secret).await.unwrap(), "once");
        let mut reader = resets.database.read().await.unwrap();
        let now = resets.clock.now();
        assert!(account_reset::find(&mut reader, &alice.account_id, now).await.unwrap().is_none());
        let events = storage::audit::of_account(&mut reader, &alice.account_id, 10).await.unwrap();
        let mut kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["account.created", "account.reset_started", "account.reset_stopped"]);
        assert!(events.iter().all(|event| serde_json::from_str::<Value>(&event.detail).is_ok()));
    }

    #[tokio::test]
    async fn what_nobody_could_use_is_not_begun() {
        let (resets, accounts, terms, _scratch) = resets().await;
        let bob = accounts.create(draft("bob", false)).await.unwrap();
        assert!(matches!(resets.start(&bob, &terms).await, Err(Error::Invalid(_))), "no proved address");
        accounts.create(draft("carol", true)).await.unwrap();
        accounts.set_state("carol", State::Disabled).await.unwrap();
        let carol = accounts.find("carol").await.unwrap();
        assert!(matches!(resets.start(&carol, &terms).await, Err(Error::Invalid(_))), "disabled");
    }
}
