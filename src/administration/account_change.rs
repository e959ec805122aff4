//! Changing what an account says of its person, and ending what it has open: the part of looking after accounts that an
//! operator does again and again.

use serde_json::{Value, json};

use super::{
    Error,
    account::{Accounts, Draft, checked, taken},
    actor::About,
    attribute::{self, Hand},
    claims,
};
use crate::{
    authentication::{ending::end_everything, guide::Notice},
    clock::Timestamp,
    storage::{
        self,
        account::{Account, Attributes, Profile},
        audit::Event,
    },
};

/// What an operator may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What its person signs in with.
    pub username: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether the operator vouches for the address, if it is another one than before.
    pub email_verified: bool,
    /// E.164.
    pub phone: Option<String>,
    /// The other standard claims.
    pub profile: Profile,
    /// Groups.
    pub groups: Vec<String>,
    /// What else is said of its person.
    pub attributes: Attributes,
}

impl Change {
    /// What the account says now.
    pub fn of(account: &Account) -> Self {
        Self {
            username: account.username.clone(),
            email: account.email.clone(),
            email_verified: account.email_verified_at.is_some(),
            phone: account.phone.clone(),
            profile: account.profile.clone(),
            groups: account.groups.clone(),
            attributes: account.attributes.clone(),
        }
    }
}

/// Whether two addresses lead to one mailbox, in whatever letter case. Likeness, by which names are told apart, is not enough: what
/// was proved of an address says nothing of one that looks like it.
pub fn same_address(one: Option<&str>, other: Option<&str>) -> bool {
    let key = |address: &str| address.trim().to_lowercase();
    one.map(key) == other.map(key)
}

/// A change that is checked and ready to be written.
pub(super) struct Altered {
    after: Account,
    changed: Vec<&'static str>,
    detail: Value,
    notice: Option<Notice>,
}

impl Altered {
    /// What is another than before.
    pub(super) fn changed(&self) -> &[&'static str] {
        &self.changed
    }

    /// The account as it is to be.
    pub(super) fn account(&self) -> &Account {
        &self.after
    }

    /// What its owner is to be told, in the same write.
    pub(super) fn notice(&self) -> Option<Notice> {
        self.notice.clone()
    }

    /// Names one thing more that is another than before, which the caller writes.
    pub(super) fn and(&mut self, what: &'static str) {
        self.changed.push(what);
    }

    /// The event that tells of it.
    pub(super) fn event(&self, accounts: &Accounts, now: Timestamp) -> Event {
        let mut detail = self.detail.clone();
        if let Some(fields) = detail.as_object_mut() {
            fields.insert("changed".into(), json!(self.changed));
        }
        let about = About::account(&self.after.account_id);
        accounts.actor.event(&accounts.random, now, "account.changed", about, detail)
    }
}

impl Accounts {
    /// Makes the account say this. It must still be as `before` was read.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault, [`Error::Exists`], [`Error::Raced`].
    pub async fn change(&self, before: &Account, change: Change) -> Result<Account, Error> {
        let now = self.clock.now();
        let altered = self.altered(before, change, now)?;
        if altered.changed.is_empty() {
            return Ok(before.clone());
        }
        let event = altered.event(self, now);
        let (notice, vault) = (altered.notice(), self.vault.clone());
        let after = altered.after;
        let stored = after.clone();
        let current: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let current = storage::account::update(write, &stored, now).await?;
                    if current {
                        storage::audit::insert(write, &event).await?;
                        if let Some(notice) = notice {
                            notice.write(write, &vault).await?;
                        }
                    }
                    Ok(current)
                })
            })
            .await
            .map_err(taken)?;
        if current {
            Ok(Account { updated_at: now, version: after.version.saturating_add(1), ..after })
        } else {
            Err(Error::Raced)
        }
    }

    /// What a change makes of an account, ready to be stored in a write of the caller's.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming every fault.
    pub(super) fn altered(&self, before: &Account, change: Change, now: Timestamp) -> Result<Altered, Error> {
        let draft = checked(Draft {
            username: change.username,
            email: change.email,
            phone: change.phone,
            profile: change.profile,
            groups: change.groups,
            ..Draft::default()
        })?;
        claims::check(&before.profile, &draft.profile)?;
        let attributes =
            attribute::checked(&self.declared, &before.attributes, change.attributes, Hand::Admin)?;
        let same_email = same_address(draft.email.as_deref(), before.email.as_deref());
        let verified =
            change.email_verified.then_some(if same_email { before.email_verified_at } else { None });
        let after = Account {
            email_verified_at: verified.map(|at| at.unwrap_or(now)).filter(|_| draft.email.is_some()),
            phone_verified_at: before.phone_verified_at.filter(|_| draft.phone == before.phone),
            username: draft.username,
            email: draft.email,
            phone: draft.phone,
            profile: draft.profile,
            groups: draft.groups,
            attributes,
            ..before.clone()
        };
        let changed: Vec<&str> = [
            ("username", before.username != after.username),
            ("email", before.email != after.email),
            ("email_verified", before.email_verified_at.is_some() != after.email_verified_at.is_some()),
            ("phone", before.phone != after.phone),
            ("profile", before.profile != after.profile),
            ("groups", before.groups != after.groups),
            ("attributes", before.attributes != after.attributes),
        ]
        .into_iter()
        .filter_map(|(name, changed)| changed.then_some(name))
        .collect();
        let detail = if before.groups == after.groups {
            json!({})
        } else {
            json!({ "before": { "groups": before.groups }, "after": { "groups": after.groups } })
        };
        let gone = after.email.is_none();
        let notice = if same_email { None } else { self.tell_of_address(before, gone, now) };
        Ok(Altered { after, changed, detail, notice })
    }

    /// Ends all that goes on in the name of an account.
    pub async fn end_sessions(&self, account: &Account) -> Result<(), Error> {
        let now = self.clock.now();
        let event = self.event("session.all_ended", &account.account_id, now);
        let account_id = account.account_id.clone();
        self.database
            .write(move |write| {
                Box::pin(async move {
                    end_everything(write, &account_id, now).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await
            .map_err(Error::Storage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        administration::{actor::Actor, notice::Sender, role::Role, roles::Roles},
        clock::Clock,
        delivery,
        jose::{MasterKey, Vault},
        on_both,
        random::Random,
        storage::{Database, account::State},
        text::Text,
    };

    fn services(database: Database) -> (Accounts, Roles) {
        let (clock, random) = (Clock::fixed(Timestamp::from_seconds(1_800_000_000)), Random::seeded(3));
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let actor = Actor { account_id: Some("boss".into()), ..Actor::default() };
        let roles = Roles {
            database: database.clone(),
            clock: clock.clone(),
            random: random.clone(),
            actor: actor.clone(),
        };
        let declared =
            crate::config::setting::Setting::from_text("{ shift = {}, badge = { edit = \"import\" } }");
        let declared = std::sync::Arc::new(declared.unwrap());
        let sender = std::sync::Arc::new(Sender {
            issuer: "https://id.example.org".into(),
            language: "en".into(),
            ..Sender::default()
        });
        (Accounts { database, vault, clock, random, actor, declared, sender }, roles)
    }

    fn draft(name: &str, role: Option<Role>) -> Draft {
        Draft { username: name.into(), email: Some(format!("{name}@example.org")), role, ..Draft::default() }
    }

    on_both!(a_change_is_made_once_and_told_without_what_is_private, |db| async move {
        let (accounts, _) = services(db.clone());
        let alice = accounts.create(draft("alice", None)).await.unwrap();
        let wanted = Change {
            groups: vec![" staff ".into(), "admins".into(), "staff".into()],
            email: Some("new@example.org".into()),
            email_verified: true,
            ..Change::of(&alice)
        };
        let changed = accounts.change(&alice, wanted.clone()).await.unwrap();
        assert_eq!((changed.version, changed.groups.clone()), (2, vec!["staff".to_owned(), "admins".into()]));
        assert!(changed.email_verified_at.is_some());
        assert_eq!(accounts.find("alice").await.unwrap(), changed);
        assert!(matches!(accounts.change(&alice, wanted).await, Err(Error::Raced)), "it was read before");
        let removed = accounts.delete("alice", Some(alice.version)).await;
        assert!(matches!(removed, Err(Error::Raced)), "it was read before");
        let kept = accounts.change(&changed, Change::of(&changed)).await.unwrap();
        assert_eq!(kept.version, 2, "nothing changed");
        let mut reader = db.read().await.unwrap();
        let events = storage::audit::of_account(&mut reader, &alice.account_id, 10).await.unwrap();
        let told = &events.iter().find(|event| event.kind == "account.changed").unwrap().detail;
        assert!(told.contains("\"actor\":\"boss\"") && told.contains("admins"), "{told}");
        assert!(!told.contains("new@example.org"), "{told}");
    });

    on_both!(an_address_in_another_letter_case_stays_proved, |db| async move {
        let (accounts, _) = services(db.clone());
        let alice = accounts.create(Draft { email_verified: true, ..draft("alice", None) }).await.unwrap();
        accounts.clock.advance(std::time::Duration::from_secs(60));
        for verified in [true, false] {
            let before = accounts.find("alice").await.unwrap();
            let email = Some(if verified { "Alice@Example.org" } else { "ALICE@example.org" }.to_owned());
            let change = Change { email: email.clone(), ..Change::of(&before) };
            let after = accounts.change(&before, change).await.unwrap();
            assert_eq!((&after.email, after.email_verified_at), (&email, alice.email_verified_at));
        }
        let mails = delivery::captured(&db, &accounts.vault, &Text::new(), 10).await.unwrap();
        assert!(mails.is_empty(), "the owner reads where they read before");
        assert!(same_address(Some(" A@x.example"), Some("a@X.example")) && same_address(None, None));
        assert!(!same_address(Some("a@x.example"), None));
        // They look alike, and are two mailboxes.
        assert!(!same_address(Some("a@x.example"), Some("\u{430}@x.example")));
    });

    on_both!(no_door_of_an_operator_hands_clients_a_script_as_a_link, |db| async move {
        let (accounts, _) = services(db);
        let profile = Profile { website: Some("javascript:alert(1)".into()), ..Profile::default() };
        let made = accounts.create(Draft { profile: profile.clone(), ..draft("eve", None) }).await;
        assert!(matches!(made, Err(Error::Invalid(_))), "{made:?}");
        let alice = accounts.create(draft("alice", None)).await.unwrap();
        let changed = accounts.change(&alice, Change { profile, ..Change::of(&alice) }).await;
        assert!(matches!(changed, Err(Error::Invalid(_))), "{changed:?}");
    });

    on_both!(ending_sessions_ends_journeys_and_changes_of_address_too, |db| async move {
        let (accounts, _) = services(db.clone());
        let alice = accounts.create(draft("alice", None)).await.unwrap();
        let row = storage::journey::JourneyRow {
            journey_id: "j1".into(),
            browser_hash: vec![9; 32],
            facts_sealed: vec![1],
            version: 1,
            created_at: accounts.clock.now(),
            expires_at: accounts.clock.now().after(std::time::Duration::from_hours(1)),
            ended_at: None,
            account_id: Some(alice.account_id.clone()),
        };
        let change = storage::contact_change::ContactChange {
            account_id: alice.account_id.clone(),
            kind: "email".into(),
            address: "new@example.org".into(),
            code_hash: vec![8; 32],
            tries: 0,
            created_at: row.created_at,
            expires_at: row.expires_at,
        };
        db.write::<_, storage::Error, _>(move |write| {
            Box::pin(async move {
                storage::contact_change::put(write, &change).await?;
                storage::journey::insert(write, &row, 20).await
            })
        })
        .await
        .unwrap();
        accounts.end_sessions(&alice).await.unwrap();
        let (mut reader, now) = (db.read().await.unwrap(), accounts.clock.now());
        assert!(storage::journey::find(&mut reader, "j1", now).await.unwrap().is_none());
        let change = storage::contact_change::find(&mut reader, &alice.account_id, "email", now).await;
        assert_eq!(change.unwrap(), None);
    });

    on_both!(an_owner_is_told_at_the_proved_address_and_can_say_that_it_was_not_them, |db| async move {
        let (accounts, _) = services(db.clone());
        let mails = async || delivery::captured(&db, &accounts.vault, &Text::new(), 10).await.unwrap();
        let unproved = accounts.create(draft("bob", None)).await.unwrap();
        let moved = Change { email: Some("bob@new.example".into()), ..Change::of(&unproved) };
        accounts.change(&unproved, moved).await.unwrap();
        assert!(mails().await.is_empty(), "nobody is known to read there");

        let record = crate::authentication::factor::Record::new(b"totp".to_vec());
        let proved = Draft {
            email_verified: true,
            authenticators: vec![("totp".into(), String::new(), record)],
            ..draft("alice", None)
        };
        let alice = accounts.create(proved).await.unwrap();
        accounts.reset_factor("alice", "passkey").await.unwrap();
        assert!(mails().await.is_empty(), "there was none");
        assert_eq!(accounts.reset_factor("alice", "totp").await.unwrap(), 1);
        let told = mails().await.pop().unwrap();
        assert_eq!(
            (told.to.as_str(), told.subject.as_str()),
            ("alice@example.org", "A way to sign in was removed from your account")
        );
        let link = told.text.lines().find(|line| line.starts_with("https://")).unwrap();
        assert!(
            link.starts_with(&format!("https://id.example.org/not-me/{}/-?token=", alice.account_id)),
            "{link}"
        );
        let secret = link.rsplit('=').next().unwrap();
        let digest = accounts.vault.digest("one_time_link", secret.as_bytes());
        let purpose = format!("freeze/{}/-", alice.account_id);
        let mut reader = db.read().await.unwrap();
        let now = accounts.clock.now();
        assert!(storage::one_time_link::is_live(&mut reader, &digest, &purpose, now).await.unwrap());
        drop(reader);

        accounts.clock.advance(std::time::Duration::from_secs(1));
        let moved = Change { email: Some("mallory@example.net".into()), ..Change::of(&alice) };
        accounts.change(&alice, moved).await.unwrap();
        let all = mails().await;
        assert_eq!(all.len(), 2);
        let told = all.iter().find(|mail| mail.subject.contains("e-mail address")).unwrap();
        assert_eq!(told.to, "alice@example.org", "the old one");
        assert!(told.text.contains("/not-me/") && !told.text.contains("mallory"), "{}", told.text);
    });

    on_both!(what_guessing_used_up_is_whole_again_with_a_new_password_or_a_reset, |db| async move {
        let (accounts, _) = services(db.clone());
        let alice = accounts.create(draft("alice", None)).await.unwrap().account_id;
        let bob = accounts.create(draft("bob", None)).await.unwrap().account_id;
        let device = "09".repeat(32);
        let counters = |id: &str| {
            [
                "password/ID/unknown",
                "password/ID/known/DEVICE",
                "factor/ID/totp",
                "unlock/ID/totp",
                "unlock/ID/totp/known/DEVICE",
            ]
            .map(|subject| subject.replace("ID", id).replace("DEVICE", &device))
        };
        let (hers, his) = (counters(&alice), counters(&bob));
        let all: Vec<String> = hers.iter().chain(&his).cloned().collect();
        let (subjects, ids, now) = (all.clone(), [alice, bob], accounts.clock.now());
        db.write::<_, storage::Error, _>(move |write| {
            Box::pin(async move {
                for id in &ids {
                    storage::session::know_device(write, &[9; 32], id, now).await?;
                }
                let limit = storage::throttle::Limit { per_window: 10, window: 1000, in_a_row: 100, free: 0 };
                for subject in &subjects {
                    storage::throttle::spend(write, subject, limit, now).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
        let left = async || {
            let mut reader = db.read().await.unwrap();
            let counted = storage::throttle::find_all(&mut reader, &all).await.unwrap();
            counted.into_keys().collect::<Vec<String>>()
        };
        let these = |parts: &[&[String]]| {
            let mut these = parts.concat();
            these.sort();
            these
        };
        accounts.reset_factor("alice", "totp").await.unwrap();
        assert_eq!(left().await, these(&[&hers[..2], &his]));
        let record = crate::authentication::factor::Record::new(b"password".to_vec());
        accounts.set_password("alice", &record, 0).await.unwrap();
        assert_eq!(left().await, these(&[&his]), "nobody else's");
        accounts.reset_factor("bob", "password").await.unwrap();
        assert_eq!(left().await, these(&[&his[2..]]));
    });

    on_both!(attributes_are_held_to_what_is_declared, |db| async move {
        let (accounts, _) = services(db.clone());
        let said = |name: &str, value: &str| Attributes::from([(name.to_owned(), value.into())]);
        let with = |attributes| Draft { attributes, ..draft("alice", None) };
        for refused in [said("badge", "B7"), said("unheard_of", "x")] {
            assert!(matches!(accounts.create(with(refused)).await, Err(Error::Invalid(_))));
        }
        let alice = accounts.create(with(said("shift", " night "))).await.unwrap();
        assert_eq!(accounts.find("alice").await.unwrap().attributes, said("shift", "night"));
        let wanted = Change { attributes: said("shift", "day"), ..Change::of(&alice) };
        let changed = accounts.change(&alice, wanted).await.unwrap();
        assert_eq!((changed.version, &changed.attributes), (2, &said("shift", "day")));
        let refused = Change { attributes: said("shift", "d\u{202e}ay"), ..Change::of(&changed) };
        assert!(matches!(accounts.change(&changed, refused).await, Err(Error::Invalid(_))));
        let mut reader = db.read().await.unwrap();
        let events = storage::audit::of_account(&mut reader, &alice.account_id, 10).await.unwrap();
        let told = &events.iter().find(|event| event.kind == "account.changed").unwrap().detail;
        assert!(told.contains("attributes") && !told.contains("day"), "{told}");
    });

    on_both!(nobody_takes_a_place_by_calling_themselves_like_an_identifier, |db| async move {
        let (accounts, _) = services(db.clone());
        let alice = accounts.create(draft("alice", None)).await.unwrap();
        let mallory = Draft { username: alice.account_id.clone(), ..Draft::default() };
        accounts.create(mallory).await.unwrap();
        assert_eq!(accounts.find(&alice.account_id).await.unwrap().username, "alice");
        assert_eq!(accounts.find("alice").await.unwrap().account_id, alice.account_id);
    });

    on_both!(somebody_always_owns_the_installation, |db| async move {
        let (accounts, roles) = services(db.clone());
        let owner = accounts.create(draft("owner", Some(Role::Owner))).await.unwrap();
        let id = owner.account_id.as_str();
        assert!(matches!(roles.set(id, None).await, Err(Error::LastOwner)));
        assert!(matches!(roles.set(id, Some(Role::Auditor)).await, Err(Error::LastOwner)));
        assert!(matches!(accounts.set_state(id, State::Disabled).await, Err(Error::LastOwner)));
        assert!(matches!(accounts.delete(id, None).await, Err(Error::LastOwner)));
        let second = accounts.create(draft("second", None)).await.unwrap();
        roles.set(&second.account_id, Some(Role::Owner)).await.unwrap();
        accounts.set_state(&second.account_id, State::Disabled).await.unwrap();
        assert!(matches!(roles.set(id, None).await, Err(Error::LastOwner)), "the other one cannot sign in");
        accounts.set_state(&second.account_id, State::Active).await.unwrap();
        roles.set(id, None).await.unwrap();
        assert_eq!(roles.of(id).await.unwrap(), None);
        let names: Vec<_> =
            roles.list().await.unwrap().into_iter().map(|one| (one.username, one.role)).collect();
        assert_eq!(names, [("second".to_owned(), Role::Owner)]);
        assert!(matches!(roles.set("nobody", Some(Role::Owner)).await, Err(Error::Missing(_))));
    });
}
