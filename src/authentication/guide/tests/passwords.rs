//! Changing a password: with current proofs only, never to one of the last, and what ends with the old one.

use super::*;
use crate::storage::remembered_device::RememberedDevice;

const NEW: &str = "zebra lamp 9 quartz";

impl World {
    /// A journey of somebody who is signed in, at the page for the new password.
    async fn new_password_page(&self, visitor: &Visitor, person: &Person, current: &str) -> Travel {
        let purpose = Purpose::Change { enrol: Some("password".into()) };
        let demand = Demand { fresh: true, account_id: Some(person.account_id.clone()), ..Demand::default() };
        let id = self.open(visitor, purpose, demand).await.journey_id;
        let mut travel = self.load(visitor, &id).await;
        if travel.step == Step::Identify {
            travel = self.identify(visitor, &id, &person.email).await;
        }
        if asked(&travel) == "password" {
            travel = self.password(visitor, &id, current).await;
        }
        match asked(&travel) {
            "totp" => {
                self.clock.advance(Duration::from_secs(30));
                self.code(visitor, &id, "totp", &self.totp(person)).await
            }
            "email_code" => self.code(visitor, &id, "email_code", &self.mailed_code(person).await).await,
            _ => travel,
        }
    }

    async fn set(&self, visitor: &Visitor, travel: &Travel, plain: &str, end_others: bool) -> Travel {
        let mut form = typed("password", plain);
        if end_others {
            form.fields.insert("end_others".into(), "1".into());
        }
        self.confirm(visitor, &travel.journey_id, "password", form).await
    }

    async fn passwords(&self, person: &Person) -> usize {
        let mut reader = self.database.read().await.unwrap();
        let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
        rows.iter().filter(|row| row.kind == "password").count()
    }

    pub(super) async fn devices(&self, person: &Person) -> usize {
        let mut reader = self.database.read().await.unwrap();
        let now = self.clock.now();
        storage::remembered_device::of_account(&mut reader, &person.account_id, now).await.unwrap().len()
    }

    pub(super) async fn remember(&self, person: &Person) {
        let row = RememberedDevice {
            device_id: self.random.token(),
            account_id: person.account_id.clone(),
            browser_hash: self.random.bytes::<32>().to_vec(),
            label: String::new(),
            address: String::new(),
            created_at: self.clock.now(),
            expires_at: self.clock.now().after(Duration::from_hours(24)),
        };
        self.write(move |write| {
            Box::pin(async move { storage::remembered_device::insert(write, &row).await })
        })
        .await;
    }
}

fn enrol_password() -> Step {
    Step::Enrol { kind: "password".into(), others: Vec::new() }
}

on_both!(a_password_is_changed_with_current_proofs_and_its_owner_is_told, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    world.remember(&alice).await;
    let travel = world.new_password_page(&browser, &alice, PASSWORD).await;
    assert_eq!(travel.step, enrol_password());
    assert_eq!(travel.journey.pending.as_ref().unwrap().page["end_others"], true);
    let refused = world.set(&browser, &travel, PASSWORD, false).await;
    assert_eq!(problem(&refused), "error-password-former");
    assert_eq!(refused.journey.pending.as_ref().unwrap().page["end_others"], false, "as it was left");
    let refused = world.set(&browser, &travel, "alice@example.org1", true).await;
    assert_eq!(problem(&refused), "error-password-obvious");
    let travel = world.set(&browser, &travel, NEW, false).await;
    assert_eq!(travel.step, Step::Permission);
    assert_eq!(world.passwords(&alice).await, 1);
    assert_eq!(world.devices(&alice).await, 0, "no device stands in for anything any more");
    assert_eq!(world.events(&alice, "factor.replaced").await.len(), 1);
    let mails = world.mails().await;
    let told = mails.iter().find(|mail| mail.context["event"] == "password-changed").unwrap();
    assert_eq!(told.to, alice.email);
    let done = world.finish(&mut browser, travel).await;
    assert!(!done.amr.is_empty());

    let other = world.browser();
    let id = world.named(&other, "alice").await;
    assert_eq!(problem(&world.password(&other, &id, PASSWORD).await), "error-password-wrong");
    assert_eq!(asked(&world.password(&other, &id, NEW).await), "totp");
});

on_both!(the_other_sessions_end_if_their_owner_wants, |db| async move {
    let world = World::new(db).await;
    for (name, end_others, left) in [("bob", false, 2), ("alice", true, 1)] {
        let person = world.person(name, true).await;
        let (mut here, mut there) = (world.browser(), world.browser());
        world.sign_in(&mut there, &person, Demand::default()).await;
        let stays = world.sign_in(&mut here, &person, Demand::default()).await.session_id;
        let travel = world.new_password_page(&here, &person, PASSWORD).await;
        let travel = world.set(&here, &travel, NEW, end_others).await;
        assert_eq!(travel.step, Step::Permission);
        let sessions = world.sessions(&person).await;
        assert_eq!(sessions.len(), left);
        assert!(sessions.iter().any(|session| session.session_id == stays), "this one goes on");
        world.finish(&mut here, travel).await;
    }
});

on_both!(a_password_alone_does_not_change_itself, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let purpose = Purpose::Change { enrol: Some("password".into()) };
    let id = world.open(&browser, purpose, Demand::default()).await.journey_id;
    world.identify(&browser, &id, "alice").await;
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!(asked(&travel), "totp");
    let travel = world.set(&browser, &travel, NEW, true).await;
    assert_eq!((travel.step, world.events(&alice, "factor.replaced").await.len()), (verify("totp", &[]), 0));
});

on_both!(the_last_passwords_are_not_taken_again, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let words = ["amber", "birch", "cedar", "delta", "ember"].map(|word| format!("{word} lamp 9 quartz"));
    let mut had = vec![PASSWORD.to_owned()];
    for word in &words {
        let travel = world.new_password_page(&browser, &alice, had.last().unwrap()).await;
        assert_eq!(travel.step, enrol_password(), "{word}");
        for former in &had {
            let refused = world.set(&browser, &travel, former, false).await;
            assert_eq!(problem(&refused), "error-password-former", "{former} before {word}");
        }
        assert_eq!(problem(&world.set(&browser, &travel, word, false).await), "", "{word}");
        had.push(word.clone());
    }
    // Five are remembered, the present one among them; the sixth is free again.
    let travel = world.new_password_page(&browser, &alice, had.last().unwrap()).await;
    assert_eq!(problem(&world.set(&browser, &travel, &had[1], false).await), "error-password-former");
    assert_eq!(problem(&world.set(&browser, &travel, PASSWORD, false).await), "");
});

on_both!(of_two_changes_at_once_one_password_is_left, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browsers = [world.browser(), world.browser()];
    for browser in &mut browsers {
        world.sign_in(browser, &alice, Demand::default()).await;
    }
    let first = world.new_password_page(&browsers[0], &alice, PASSWORD).await;
    let second = world.new_password_page(&browsers[1], &alice, PASSWORD).await;
    let (one, other) = futures_util::future::join(
        world.set(&browsers[0], &first, NEW, false),
        world.set(&browsers[1], &second, "another lamp 7 violin", false),
    )
    .await;
    assert_eq!((problem(&one), problem(&other)), ("", ""));
    assert_eq!(world.passwords(&alice).await, 1);
});
