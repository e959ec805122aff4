//! Taking everything along, leaving, and thinking again.

use std::time::Duration;

use super::*;
use crate::{authentication::factor::totp, on_both};

on_both!(everything_is_taken_along_behind_fresh_proofs, |db| async move {
    let world = World::new(db).await;
    let (mut alice, mallory) = (world.person("alice").await, world.person("mallory").await);
    world.grant(&alice, "shop").await;
    world.add_totp(&mallory).await;
    let (row, now) =
        (world.authenticator(&alice.account_id, "face", &Record::new(b"template".to_vec())), START);
    world
        .write(move |write| Box::pin(async move { storage::authenticator::insert(write, &row).await }))
        .await;
    let begun = world.post(&alice, "/account/privacy/export", &[]).await;
    let ready = world.prove(&mut alice, &begun).await;
    let (path, secret) = ready.split_once("?export=").unwrap();
    assert_eq!(path, "/account/privacy");
    let link = format!("/account/privacy/export?token={secret}");
    assert!(world.page(&alice, &ready).await.contains(&link));
    let file = world.get(&alice, &link).await;
    assert_eq!((file.status, file.header("content-type")), (200, "application/json"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    let text = file.text();
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["account"]["sub"], "alice-id");
    assert_eq!(all["allowed_apps"][0]["client_id"], "shop");
    assert!(
        all["sessions"].as_array().unwrap().len() == 1 && !all["activity"].as_array().unwrap().is_empty()
    );
    let ways = all["ways_to_sign_in"].as_array().unwrap();
    let face = ways.iter().find(|way| way["kind"] == "face").unwrap();
    assert_eq!(face["kept_since"], "2027-01-15T08:00:00Z", "{now:?}");
    for secret in ["credential", "sealed", "argon2", "secret_hash", "template", "mallory"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert_eq!(world.get(&mallory, &link).await.status, 410, "another account's leave");
    assert_eq!(world.get(&alice, "/account/privacy/export?token=x").await.status, 410);
    assert!(!world.page(&mallory, &ready).await.contains("export-fetch"));
    world.clock.advance(Duration::from_mins(10));
    assert_eq!(world.get(&alice, &link).await.status, 410, "ten minutes later");
    assert!(world.events(&alice).await.contains(&"account.exported".to_owned()));
});

async fn leave(world: &World, person: &mut Person) {
    let begun = world.post(person, "/account/privacy/delete", &[("sure", "1")]).await;
    assert_eq!(world.prove(person, &begun).await, "/account/leaving");
}

on_both!(who_leaves_is_signed_out_everywhere_and_asked_when_they_come_back, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    let grant = world.grant(&alice, "shop").await;
    world.session(&alice.account_id, "elsewhere", "alice-2").await;
    let unsure = world.post(&alice, "/account/privacy/delete", &[]).await;
    assert_eq!(unsure.status, 422);
    assert!(unsure.text().contains("required aria-invalid=\"true\" aria-describedby=\"sure-error\""));
    leave(&world, &mut alice).await;
    assert!(
        !world.is_live("alice-s").await
            && !world.is_live("alice-2").await
            && !world.grant_stands(&grant).await
    );
    assert_eq!(world.told().await, [("alice@example.org".to_owned(), "account-leaving".to_owned())]);
    assert!(world.page(&alice, "/account/leaving").await.contains("within 14 days"));

    alice.session = None;
    world.clock.advance(Duration::from_hours(24));
    let back = world.get(&alice, "/account").await;
    let asked = world.prove(&mut alice, &back).await;
    assert!(asked.ends_with("/stay"), "{asked}");
    assert_eq!(alice.session, None, "no session before they have said that it stays");
    assert!(world.page(&alice, &asked).await.contains("Keep your account?"));
    let forged = world.raw(&alice, &asked, &encoded(&[("stay", "1")]), "same-origin").await;
    assert_eq!(forged.status, 403);
    let kept = world.post(&alice, &asked, &[("stay", "1")]).await;
    keep_cookies(&mut alice, &kept);
    assert_eq!(kept.location(), "/account");
    assert!(world.page(&alice, "/account").await.contains("Ways to sign in"));
    world.clock.advance(Duration::from_hours(24 * 20));
    assert_eq!(world.site.accounts().erase_due().await.unwrap(), 0, "it stays");
});

on_both!(who_does_not_come_back_is_erased_on_the_day_and_nobody_gets_their_identifier, |db| async move {
    let world = World::new(db).await;
    let (mut alice, bob) = (world.person("alice").await, world.person("bob").await);
    leave(&world, &mut alice).await;
    alice.session = None;
    // To come back and let it be deleted changes nothing.
    let back = world.get(&alice, "/account").await;
    let asked = world.prove(&mut alice, &back).await;
    let left = world.post(&alice, &asked, &[("leave", "1")]).await;
    assert_eq!(left.status, 303);
    world.clock.advance(Duration::from_hours(24 * 14 - 1));
    assert_eq!(world.site.accounts().erase_due().await.unwrap(), 0);
    world.clock.advance(Duration::from_hours(1));
    let (one, other) = (world.site.accounts(), world.site.accounts());
    let (one, other) = tokio::join!(one.erase_due(), other.erase_due());
    assert_eq!(one.unwrap() + other.unwrap(), 1, "of two nodes one");
    assert!(world.account(&alice).await.is_none() && world.account(&bob).await.is_some());
    let mut reader = world.site.database.read().await.unwrap();
    let events = storage::audit::of_account(&mut reader, &alice.account_id, 100).await.unwrap();
    assert!(events.iter().any(|event| event.kind == "account.erased"));
    assert!(events.iter().all(|event| event.address.is_none() && event.detail == "{}"), "{events:?}");
    assert!(storage::account::find_by_name(&mut reader, "alice").await.unwrap().is_none());
    drop(reader);
    let draft = crate::administration::account::Draft { username: "alice".into(), ..Default::default() };
    let new = world.site.accounts().create(draft).await.unwrap();
    assert_ne!(new.account_id, alice.account_id);
});

on_both!(the_owner_stops_an_erasure_that_a_thief_began, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    leave(&world, &mut alice).await;
    let mail = world.mails().await.into_iter().find(|mail| mail.template == "change").unwrap();
    let link = mail.context["not_me_uri"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
    let (path, token) = link.split_once("?token=").unwrap();
    let csrf = world.site.csrf.token(&alice.browser, "not-me");
    let stopped =
        world.raw(&alice, path, &encoded(&[("csrf", &csrf), ("token", token)]), "same-origin").await;
    assert_eq!(stopped.location(), "/not-me/done");
    world.clock.advance(Duration::from_hours(24 * 30));
    assert_eq!(world.site.accounts().erase_due().await.unwrap(), 0);
    assert!(world.account(&alice).await.is_some());
});

/// An app that gives the codes which whoever administers needs.
async fn app(world: &World, person: &Person) -> totp::Seed {
    let seed = totp::Seed::new(&world.site.random.bytes());
    let row = world.authenticator(&person.account_id, "totp", &Record::of(&seed).unwrap());
    world
        .write(move |write| Box::pin(async move { storage::authenticator::insert(write, &row).await }))
        .await;
    seed
}

/// Gives the password and a code of the app; where it leads.
async fn prove_by_app(world: &World, person: &mut Person, first: &Answer, seed: &totp::Seed) -> String {
    let path = first.location().to_owned();
    let asked = world.post(person, &path, &[("password", PASSWORD)]).await.location().to_owned();
    assert!(asked.ends_with("/totp"), "{asked}");
    let code = seed.code(totp::step(world.clock.now())).unwrap();
    let answer = world.post(person, &asked, &[("code", &code)]).await;
    keep_cookies(person, &answer);
    answer.location().to_owned()
}

on_both!(the_last_owner_stays_until_there_is_another, |db| async move {
    let world = World::new(db).await;
    let (mut olga, mut otto) = (world.person("olga").await, world.person("otto").await);
    let owner = async |person: &Person| {
        let account_id = person.account_id.clone();
        world
            .write(move |write| {
                Box::pin(async move { storage::account_role::put(write, &account_id, "owner", START).await })
            })
            .await;
    };
    const LAST: &str = "/account/privacy?error=leave-last-owner";
    let seeds = [app(&world, &olga).await, app(&world, &otto).await];
    owner(&olga).await;
    let sure = [("sure", "1")];
    let refused = world.post(&olga, "/account/privacy/delete", &sure).await;
    assert_eq!(refused.location(), LAST, "before anybody proves anything for nothing");
    assert!(world.page(&olga, LAST).await.contains("Make somebody else an owner first"));
    owner(&otto).await;
    // Both are on their way when there are two of them; the first to arrive goes.
    let (first, second) = (
        world.post(&olga, "/account/privacy/delete", &sure).await,
        world.post(&otto, "/account/privacy/delete", &sure).await,
    );
    let arrived = [
        prove_by_app(&world, &mut olga, &first, &seeds[0]).await,
        prove_by_app(&world, &mut otto, &second, &seeds[1]).await,
    ];
    assert_eq!(arrived, ["/account/leaving".to_owned(), LAST.to_owned()]);
    assert!(world.page(&otto, LAST).await.contains("Make somebody else an owner first"));
    world.clock.advance(Duration::from_hours(24 * 14));
    assert_eq!(world.site.accounts().erase_due().await.unwrap(), 1);
    assert!(world.account(&olga).await.is_none() && world.account(&otto).await.is_some());
});
