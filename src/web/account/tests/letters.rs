//! In which language each kind of message is: that of whoever reads it, also where somebody else caused it.

use std::collections::BTreeSet;

use super::*;
use crate::{
    administration::{
        invitation::{self, Wanted},
        reset::Terms,
    },
    config::RegistrationMode,
    on_both,
    storage::invitation::Invitation,
    web::page::samples::mails,
};

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn authorize(more: &str) -> String {
    format!(
        "/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&response_type=code&scope=openid\
         &code_challenge={CHALLENGE}&code_challenge_method=S256{more}"
    )
}

/// A browser that nobody has signed in with; it speaks English, as all of these do.
fn stranger(world: &World, email: &str) -> Person {
    let browser = world.site.random.token();
    Person { account_id: String::new(), email: email.into(), browser, session: None, parked: Vec::new() }
}

/// Somebody whose profile says that they read German.
async fn german(world: &World, name: &str) -> Person {
    let person = world.person(name).await;
    let mut account = world.account(&person).await.unwrap();
    account.profile.locale = Some("de-AT".into());
    world
        .write(move |write| Box::pin(async move { storage::account::update(write, &account, START).await }))
        .await;
    person
}

/// Types a name at the first page; the page that follows.
async fn name(world: &World, person: &Person, first: &str) -> String {
    let path = world.get(person, first).await.location().to_owned();
    world.post(person, &path, &[("username", &person.email)]).await.location().to_owned()
}

fn journey(path: &str) -> &str {
    path.split('/').nth(2).unwrap()
}

/// An address and a number change, an app and a password go, and the account is left and kept.
async fn change_everything(world: &World, person: &mut Person) {
    let begun = world.post(person, "/account/profile/email", &[("email", "neu@example.com")]).await;
    world.prove(person, &begun).await;
    let code = world.code_to("neu@example.com", "confirm").await;
    let done = world.post(person, "/account/profile/email/confirm", &[("code", &code)]).await;
    assert_eq!(done.location(), "/account/profile?notice=email-changed");
    person.email = "neu@example.com".into();
    let begun = world.post(person, "/account/profile/phone", &[("phone", "+49 151 23456789")]).await;
    assert_eq!(world.prove(person, &begun).await, "/account/profile/phone");

    world.grant(person, "shop").await;
    let gone = world.post(person, "/account/apps/remove", &[("app", "shop")]).await;
    assert!(gone.location().contains("notice="), "{}", gone.location());
    let begun = world.post(person, "/account/factors/add", &[("factor", "password")]).await;
    let path = world.prove(person, &begun).await;
    assert!(path.ends_with("/enrol/password"), "{path}");
    let changed = world.post(person, &path, &[("password", "zebra lamp 9 quartz")]).await;
    assert_eq!(changed.location(), "/account?notice=password-changed");
    keep_cookies(person, &changed);
}

on_both!(every_message_is_in_the_language_of_whoever_reads_it, |db| async move {
    let world = World::with(db, |config| config.registration.mode = RegistrationMode::On).await;
    let mut alice = german(&world, "alice").await;
    change_everything(&world, &mut alice).await;

    // A reset begins without any browser, and a registration with the browser of somebody else.
    let mut bob = german(&world, "bob").await;
    let account = world.account(&bob).await.unwrap();
    let terms = Terms { texts: true, ..Terms::from_config(&world.site.config) };
    world.site.resets().start(&account, &terms).await.unwrap();
    let guest = stranger(&world, &bob.email);
    name(&world, &guest, "/register").await;
    // Whoever invites says in which language.
    let gives = Invitation { email: Some("invited@example.org".into()), groups: Vec::new() };
    let wanted = Wanted { gives, language: Some("de".into()), mail: true };
    let terms = invitation::Terms::from_config(&world.site.config);
    world.site.invitations().issue(wanted, &terms).await.unwrap();

    // The dots of a sign-in, and an account that is left and kept.
    let mut carl = german(&world, "carl").await;
    let browser = stranger(&world, &carl.email);
    let path = name(&world, &browser, &authorize("")).await;
    let path = world.post(&browser, &path, &[("password", PASSWORD)]).await.location().to_owned();
    let choose = format!("/login/{}/choose", journey(&path));
    let grid = world.post(&browser, &choose, &[("factor", "dot_grid")]).await;
    assert!(grid.location().ends_with("/dot_grid"), "{}", grid.location());
    world.clock.advance(std::time::Duration::from_secs(1));
    let begun = world.post(&carl, "/account/privacy/delete", &[("sure", "1")]).await;
    assert_eq!(world.prove(&mut carl, &begun).await, "/account/leaving");
    carl.session = None;
    world.clock.advance(std::time::Duration::from_mins(10));
    let back = world.get(&carl, "/account").await;
    let asked = world.prove(&mut carl, &back).await;
    world.post(&carl, &asked, &[("stay", "1")]).await;

    // Before anything is proved a code is in the language of the page that asks for it (decision 0012).
    let asking = authorize("&ui_locales=de");
    name(&world, &stranger(&world, "new@example.org"), &format!("{asking}&prompt=create")).await;
    bob.session = None;
    let path = name(&world, &bob, &asking).await;
    let recovers = format!("/login/{}/recover", journey(&path));
    assert!(world.post(&bob, &recovers, &[]).await.location().ends_with("/email_code"));

    let letters = world.mails().await;
    let spoken: BTreeSet<_> =
        letters.iter().map(|letter| (letter.template.as_str(), letter.locale.as_str())).collect();
    let all: BTreeSet<_> = mails().into_iter().map(|(template, _)| (template, "de")).collect();
    assert_eq!(spoken, all);
    let events: BTreeSet<_> = letters.iter().filter_map(|letter| letter.context["event"].as_str()).collect();
    for event in ["account-kept", "account-leaving", "app-removed", "email-changed", "password-changed"] {
        assert!(events.contains(event), "{event}: {events:?}");
    }
    let mut reader = world.site.database.read().await.unwrap();
    let texts = storage::outbox::newest(&mut reader, "sms", 100).await.unwrap();
    assert!(!texts.is_empty());
    for row in texts {
        let about = About { table: "outbox", row: &row.message_id, account: "" };
        let plain = world.site.vault.open(about, row.payload_sealed.as_deref().unwrap()).unwrap();
        let letter: Letter = serde_json::from_slice(&plain).unwrap();
        assert_eq!(letter.locale, "de", "{letter:?}");
    }
});
