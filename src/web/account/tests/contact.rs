//! Another address: proofs first, then the code, then the claim, and word to the old one.

use super::*;
use crate::on_both;

async fn ask(world: &World, person: &mut Person, address: &str) -> String {
    let begun = world.post(person, "/account/profile/email", &[("email", address)]).await;
    world.prove(person, &begun).await
}

const CONFIRM: &str = "/account/profile/email/confirm";

on_both!(a_new_address_counts_once_its_code_came_back, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    let began = alice.clone();
    assert_eq!(ask(&world, &mut alice, "liddell@example.com").await, "/account/profile/email");
    assert_ne!(alice.session, began.session, "fresh proofs, a new secret");
    let account = world.account(&alice).await.unwrap();
    assert_eq!(account.email.as_deref(), Some("alice@example.org"), "unproved is no claim");
    let page = world.page(&alice, "/account/profile/email").await;
    assert!(page.contains("liddell@example.com") && page.contains("id=\"code\""));
    let code = world.code_to("liddell@example.com", "confirm").await;
    let wrong = world.post(&alice, CONFIRM, &[("code", other_than(&code))]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("That code did not work"));
    let right = world.post(&alice, CONFIRM, &[("code", &code)]).await;
    assert_eq!(right.location(), "/account/profile?notice=email-changed");
    let account = world.account(&alice).await.unwrap();
    assert_eq!(account.email.as_deref(), Some("liddell@example.com"));
    assert_eq!(account.email_verified_at, Some(world.clock.now()));
    let told = world.told().await;
    for address in ["alice@example.org", "liddell@example.com"] {
        assert!(told.contains(&(address.to_owned(), "email-changed".to_owned())), "{told:?}");
    }
    let mut reader = world.site.database.read().await.unwrap();
    assert!(storage::account::find_by_name(&mut reader, "Liddell@Example.com").await.unwrap().is_some());
    assert!(storage::account::find_by_name(&mut reader, "alice@example.org").await.unwrap().is_none());
    drop(reader);
    let again = world.post(&alice, CONFIRM, &[("code", &code)]).await;
    assert_eq!(again.location(), "/account/profile", "a code counts once");
});

on_both!(without_fresh_proofs_no_code_leaves, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    let begun = world.post(&alice, "/account/profile/email", &[("email", "m@example.com")]).await;
    assert!(begun.location().ends_with("/password"), "{}", begun.header("location"));
    assert!(world.mails().await.iter().all(|mail| mail.to != "m@example.com"));
    let early = world.post(&alice, CONFIRM, &[("code", "000000")]).await;
    assert_eq!(early.location(), "/account/profile");
    for bad in [
        "m@example.com\nBcc: x@example.com",
        "m@example.com, x@example.com",
        "m@",
        "<m@example.com>",
        "ｍ@example.com",
    ] {
        let answer = world.post(&alice, "/account/profile/email", &[("email", bad)]).await;
        assert_eq!(answer.status, 422, "{bad:?}");
        let page = answer.text();
        assert!(page.contains("<p id=\"email-error\"><a href=\"#email\">"), "{page}");
        assert!(
            page.contains(" aria-invalid=\"true\" aria-describedby=\"email-error email-hint\""),
            "{page}"
        );
        assert!(bad != "m@" || page.contains(" value=\"m@\""), "what was typed is kept");
    }
    let same = world.post(&alice, "/account/profile/email", &[("email", "alice@example.org")]).await;
    assert!(same.status == 422 && same.text().contains("href=\"#email\""));
});

on_both!(a_code_takes_five_answers_and_ten_minutes, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    ask(&world, &mut alice, "new@example.com").await;
    let code = world.code_to("new@example.com", "confirm").await;
    for _ in 0..5 {
        let wrong = world.post(&alice, CONFIRM, &[("code", other_than(&code))]).await;
        assert!(wrong.text().contains("That code did not work"));
    }
    let late = world.post(&alice, CONFIRM, &[("code", &code)]).await;
    assert!(late.text().contains("no longer works after too many tries"));
    ask(&world, &mut alice, "new@example.com").await;
    let code = world.code_to("new@example.com", "confirm").await;
    world.clock.advance(std::time::Duration::from_mins(10));
    let lapsed = world.post(&alice, CONFIRM, &[("code", &code)]).await;
    let told = world.page(&alice, lapsed.location()).await;
    assert!(told.contains("That code has expired. Ask for a new one"), "{told}");
    assert!(!told.contains("href=\"/account/profile/email\""), "{told}");
    assert_eq!(world.account(&alice).await.unwrap().email.as_deref(), Some("alice@example.org"));
});

on_both!(an_address_that_is_taken_stays_whose_it_is, |db| async move {
    let world = World::new(db).await;
    let (mut alice, bob) = (world.person("alice").await, world.person("bob").await);
    // Spelt otherwise, it is the same name.
    ask(&world, &mut alice, "BOB@example.org").await;
    let code = world.code_to("BOB@example.org", "confirm").await;
    let taken = world.post(&alice, CONFIRM, &[("code", &code)]).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("belongs to another account"));
    assert_eq!(world.account(&alice).await.unwrap().email.as_deref(), Some("alice@example.org"));
    assert_eq!(world.account(&bob).await.unwrap().email.as_deref(), Some("bob@example.org"));
    assert!(world.told().await.is_empty(), "nothing changed, nobody is told");
});

/// Somebody who says that an address is theirs and has not proved it.
async fn claims(world: &World, person: &Person, username: &str, email: &str) {
    let mut account = world.account(person).await.unwrap();
    username.clone_into(&mut account.username);
    (account.email, account.email_verified_at) = (Some(email.into()), None);
    world
        .write(move |write| Box::pin(async move { storage::account::update(write, &account, START).await }))
        .await;
}

on_both!(an_address_that_somebody_only_claims_is_whose_who_proves_it, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    let (bob, carol, olga) =
        (world.person("bob").await, world.person("carol").await, world.person("olga").await);
    claims(&world, &bob, "bob", "one@example.com").await;
    claims(&world, &carol, "two@example.com", "two@example.com").await;
    claims(&world, &olga, "three@example.com", "three@example.com").await;
    let owner = olga.account_id.clone();
    world
        .write(move |write| {
            Box::pin(async move { storage::account_role::put(write, &owner, "owner", START).await })
        })
        .await;
    let mut confirmed = Vec::new();
    for address in ["ONE@example.com", "two@example.com", "three@example.com"] {
        ask(&world, &mut alice, address).await;
        let code = world.code_to(address, "confirm").await;
        let status = world.post(&alice, CONFIRM, &[("code", &code)]).await.status;
        if status == 303 {
            alice.email = address.into();
        }
        confirmed.push(status);
    }
    assert_eq!(confirmed, [303, 303, 422], "who administers was vouched for, and loses nothing");
    assert_eq!(world.account(&alice).await.unwrap().email.as_deref(), Some("two@example.com"));
    assert_eq!(world.account(&bob).await.unwrap().email, None, "an account with another name keeps it");
    assert!(world.events(&bob).await.contains(&"email.given_up".to_owned()));
    assert!(world.account(&carol).await.is_none(), "one that was nothing but the claim goes");
    assert!(world.events(&carol).await.contains(&"account.displaced".to_owned()));
    assert!(world.account(&olga).await.is_some());
});

on_both!(of_two_who_want_one_address_one_gets_it, |db| async move {
    let world = World::new(db).await;
    let mut people = vec![world.person("alice").await, world.person("bob").await];
    let mut codes = Vec::new();
    for person in &mut people {
        ask(&world, person, "one@example.com").await;
        codes.push(world.code_to("one@example.com", "confirm").await);
    }
    let (one, other) = ([("code", codes[0].as_str())], [("code", codes[1].as_str())]);
    let (first, second) =
        tokio::join!(world.post(&people[0], CONFIRM, &one), world.post(&people[1], CONFIRM, &other));
    let mut answers = [first.status, second.status];
    answers.sort_unstable();
    assert_eq!(answers, [303, 422]);
    let mut reader = world.site.database.read().await.unwrap();
    let owner = storage::account::find_by_name(&mut reader, "one@example.com").await.unwrap().unwrap();
    assert!(people.iter().any(|person| person.account_id == owner.account_id));
});

on_both!(who_said_that_it_was_somebody_else_has_nothing_changed, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    ask(&world, &mut alice, "thief@example.com").await;
    let code = world.code_to("thief@example.com", "confirm").await;
    let (account_id, now) = (alice.account_id.clone(), world.clock.now());
    world
        .write(move |write| {
            Box::pin(async move { storage::factor_freeze::freeze(write, &account_id, now).await })
        })
        .await;
    assert_eq!(world.post(&alice, CONFIRM, &[("code", &code)]).await.status, 403);
    assert_eq!(world.account(&alice).await.unwrap().email.as_deref(), Some("alice@example.org"));
});

on_both!(a_number_is_proved_by_a_text_and_given_up_by_fresh_proofs, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    let wrong = world.post(&alice, "/account/profile/phone", &[("phone", "12345")]).await;
    assert_eq!(wrong.status, 422);
    let page = wrong.text();
    assert!(page.contains("href=\"#phone\"") && page.contains(" value=\"12345\""), "{page}");
    let begun = world.post(&alice, "/account/profile/phone", &[("phone", "+49 151 23456789")]).await;
    assert_eq!(world.prove(&mut alice, &begun).await, "/account/profile/phone");
    let mut reader = world.site.database.read().await.unwrap();
    let texts = storage::outbox::newest(&mut reader, "sms", 10).await.unwrap();
    drop(reader);
    let about = About { table: "outbox", row: &texts[0].message_id, account: "" };
    let plain = world.site.vault.open(about, texts[0].payload_sealed.as_deref().unwrap()).unwrap();
    let letter: Letter = serde_json::from_slice(&plain).unwrap();
    assert_eq!(letter.to, "+4915123456789");
    assert_eq!(world.account(&alice).await.unwrap().phone, None);
    let code = letter.context["code"].as_str().unwrap();
    let right = world.post(&alice, "/account/profile/phone/confirm", &[("code", code)]).await;
    assert_eq!(right.location(), "/account/profile?notice=phone-changed");
    let account = world.account(&alice).await.unwrap();
    assert_eq!(account.phone.as_deref(), Some("+4915123456789"));
    assert!(account.phone_verified_at.is_some());
    let begun = world.post(&alice, "/account/profile/phone/remove", &[]).await;
    assert!(begun.location().ends_with("/password"), "{}", begun.header("location"));
    assert!(world.account(&alice).await.unwrap().phone.is_some(), "not without fresh proofs");
    assert_eq!(world.prove(&mut alice, &begun).await, "/account/profile?notice=phone-removed");
    let account = world.account(&alice).await.unwrap();
    assert_eq!((account.phone, account.phone_verified_at), (None, None));
    assert!(world.told().await.contains(&("alice@example.org".to_owned(), "phone-removed".to_owned())));
});
