//! "Forgot your password?": a mailed code in the same browser, the second factor all the same, and nothing that a stranger can
//! learn or do.

use std::collections::BTreeSet;

use super::*;
use crate::{
    authentication::{guide::hex, throttle::Counter},
    storage::account_reset::{self, AccountReset},
};

const NEW: &str = "zebra lamp 9 quartz";

fn enrol_password() -> Step {
    Step::Enrol { kind: "password".into(), others: Vec::new() }
}

impl World {
    /// A recovery begun beside a sign-in as `name`; its id, and the step it is at.
    async fn forgot(&self, visitor: &Visitor, name: &str) -> (String, Travel) {
        let beside = self.named(visitor, name).await;
        let travel =
            Box::pin(self.guide.recover(visitor, &beside, Errand::of("recover", &beside))).await.unwrap();
        (travel.journey_id.clone(), travel)
    }

    async fn recovery_mails(&self) -> Vec<Letter> {
        self.mails().await.into_iter().filter(|mail| mail.template == "recover").collect()
    }

    async fn recovery_code(&self, person: &Person) -> String {
        let mails = self.recovery_mails().await;
        let newest = mails.iter().find(|mail| mail.to == person.email).unwrap();
        newest.context["code"].as_str().unwrap().to_owned()
    }

    async fn choose_password(&self, visitor: &Visitor, id: &str, plain: &str) -> Travel {
        self.confirm(visitor, id, "password", typed("password", plain)).await
    }

    /// All the way to the page for the new password, without a second factor.
    async fn at_new_password(&self, visitor: &Visitor, person: &Person) -> (String, Travel) {
        let (id, travel) = self.forgot(visitor, &person.email).await;
        assert_eq!(travel.step, verify("email_code", &[]));
        let code = self.recovery_code(person).await;
        let travel = self.code(visitor, &id, "email_code", &code).await;
        (id, travel)
    }

    async fn reset(&self, person: &Person, wait: Duration) {
        let now = self.clock.now();
        let row = AccountReset {
            account_id: person.account_id.clone(),
            reset_id: self.random.identifier(now),
            started_at: now,
            opens_at: now.after(wait),
            closes_at: now.after(wait + Duration::from_hours(24)),
        };
        self.write(move |write| Box::pin(async move { account_reset::start(write, &row).await })).await;
    }
}

on_both!(a_mailed_code_and_a_new_password_end_every_session, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    let mut thief = world.browser();
    world.sign_in(&mut thief, &bob, Demand::default()).await;
    world.remember(&bob).await;
    let browser = world.browser();
    let (id, travel) = world.at_new_password(&browser, &bob).await;
    assert_eq!(travel.step, enrol_password());
    let refused = world.choose_password(&browser, &id, PASSWORD).await;
    assert_eq!(problem(&refused), "error-password-former");
    assert_eq!(world.sessions(&bob).await.len(), 1, "nothing ends before a password is taken");
    let travel = world.choose_password(&browser, &id, NEW).await;
    assert_eq!(travel.step, Step::Permission);
    assert_eq!((world.sessions(&bob).await.len(), world.devices(&bob).await), (0, 0));
    let told = world.mails().await.into_iter().find(|mail| mail.context["event"] == "recovered").unwrap();
    assert_eq!(told.to, bob.email);
    assert!(told.context["not_me_uri"].is_string());
    assert_eq!(world.events(&bob, "account.recovered").await.len(), 1);

    let refused = world.try_finish(&browser, travel).await;
    assert!(matches!(refused, Err(Error::Faulty(_))), "a recovery signs nobody in");
    assert!(world.sessions(&bob).await.is_empty());
    let other = world.browser();
    let id = world.named(&other, "bob").await;
    assert_eq!(problem(&world.password(&other, &id, PASSWORD).await), "error-password-wrong");
    assert_eq!(asked(&world.password(&other, &id, NEW).await), "email_code");
});

on_both!(whoever_has_a_second_factor_shows_it, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, travel) = world.at_new_password(&browser, &alice).await;
    assert_eq!(travel.step, verify("totp", &[]));
    // No way around it: not by the page of the new password, not by another way, not by mail again.
    for travel in [
        world.choose_password(&browser, &id, NEW).await,
        world.choose(&browser, &id, "email_code").await,
        world.choose(&browser, &id, "password").await,
        world.password(&browser, &id, PASSWORD).await,
        world.code(&browser, &id, "email_code", &world.recovery_code(&alice).await).await,
        world.respond(&browser, &id, "totp", Submission::default()).await,
        world.resend(&browser, &id).await,
    ] {
        assert_eq!(travel.step, verify("totp", &[]));
    }
    let subject = Limits::default().factor(&alice.account_id, "totp").subject;
    world.code(&browser, &id, "totp", &other_than(&world.totp(&alice))).await;
    assert_eq!(world.count(&subject).await, 1, "guesses count where they do at sign-in");
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    assert_eq!(travel.step, enrol_password());
    assert_eq!(world.choose_password(&browser, &id, NEW).await.step, Step::Permission);
});

on_both!(the_link_and_the_code_belong_to_the_browser_that_asked, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    let (asking, other) = (world.browser(), world.browser());
    let (id, _) = world.forgot(&asking, "bob").await;
    let mail = world.recovery_mails().await.remove(0);
    let code = world.recovery_code(&bob).await;
    let link = format!("https://id.example.org/login/{id}/link?code={code}");
    assert_eq!(mail.context["link"], link);
    let answer = Box::pin(world.guide.respond(&other, &id, "email_code", typed("code", &code))).await;
    assert!(matches!(answer, Err(Error::OtherBrowser)));
    let travel = world.load(&asking, &id).await;
    assert_eq!(travel.step, verify("email_code", &[]), "opening it changes nothing");
    // A code of one recovery is worth nothing in another.
    let (own, _) = world.forgot(&other, "bob").await;
    assert_eq!(world.code(&other, &own, "email_code", &code).await.step, verify("email_code", &[]));
    assert_eq!(world.code(&asking, &id, "email_code", &code).await.step, enrol_password());
});

on_both!(of_two_tabs_with_one_code_one_password_is_chosen, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    let browser = world.browser();
    let (id, _) = world.forgot(&browser, "bob").await;
    let code = world.recovery_code(&bob).await;
    let answers = futures_util::future::join_all(
        (0..8).map(|_| Box::pin(world.guide.respond(&browser, &id, "email_code", typed("code", &code)))),
    )
    .await;
    assert!(answers.iter().any(Result::is_ok));
    assert_eq!(world.load(&browser, &id).await.step, enrol_password());
    let words = ["amber", "birch", "cedar", "delta"].map(|word| format!("{word} lamp 9 quartz"));
    let answers = futures_util::future::join_all(
        words
            .iter()
            .map(|word| Box::pin(world.guide.confirm(&browser, &id, "password", typed("password", word)))),
    )
    .await;
    let taken = answers.iter().flatten().filter(|travel| travel.step == Step::Permission).count();
    assert!(taken >= 1);
    assert_eq!(world.events(&bob, "account.recovered").await.len(), 1);
});

on_both!(recovering_needs_no_more_tries_than_signing_in_and_locks_nobody_out, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    for _ in 0..12 {
        let stranger = world.browser();
        let (id, _) = world.forgot(&stranger, "bob").await;
        for _ in 0..6 {
            let travel = world.code(&stranger, &id, "email_code", "271828").await;
            assert_eq!(travel.step, verify("email_code", &[]));
        }
    }
    assert!(world.recovery_mails().await.len() <= 5, "no more mail than anybody causes in an hour");
    let limits = Limits::default();
    assert_eq!(world.count(&limits.factor(&bob.account_id, "email_code").subject).await, 0);
    let mut owner = world.browser();
    world.clock.advance(Duration::from_hours(1));
    world.sign_in(&mut owner, &bob, Demand::default()).await;
});

on_both!(every_name_is_led_through_the_same_recovery, |db| async move {
    let world = World::new(db).await;
    world.person("a-known", true).await;
    world.person("a-simple", false).await;
    world.somebody("a-unproved", true, false).await;
    let disabled = world.person("a-disabled", false).await;
    world.disable(&disabled).await;
    let mut answers: Vec<Vec<String>> = Vec::new();
    for name in ["a-nobody", "a-known", "a-simple", "a-unproved", "a-disabled"] {
        let name = format!("{name}@example.org");
        let began = world.clock.now();
        let browser = world.browser();
        let mut seen = Vec::new();
        let mut note = |travel: &Travel| {
            let page = travel.journey.pending.as_ref().map(|pending| {
                let since = |at: Option<Timestamp>| at.map(|at| at.0 - began.0);
                let waits = (since(pending.resend_at), since(pending.send_refused_until));
                format!("{} {:?} {} {waits:?}", pending.page, pending.tries, pending.sends)
            });
            let told = (problem(travel).to_owned(), travel.journey.notice.clone());
            seen.push(format!("{:?} {page:?} {told:?}", travel.step).replace(&name, "NAME"));
        };
        let (id, travel) = world.forgot(&browser, &name).await;
        note(&travel);
        for _ in 0..6 {
            note(&world.code(&browser, &id, "email_code", "271828").await);
        }
        for _ in 0..7 {
            note(&world.resend(&browser, &id).await);
            world.clock.advance(Duration::from_mins(1));
        }
        note(&world.choose_password(&browser, &id, NEW).await);
        note(&world.choose(&browser, &id, "totp").await);
        answers.push(seen);
        world.clock.advance(Duration::from_hours(2));
    }
    for other in &answers[1..] {
        assert_eq!(other, &answers[0]);
    }
    let to: Vec<String> = world.recovery_mails().await.into_iter().map(|mail| mail.to).collect();
    assert!(to.iter().all(|to| to.starts_with("a-known") || to.starts_with("a-simple")), "{to:?}");
});

// What is written takes time: as much of it for a name that nobody has as for any other.
on_both!(as_much_is_written_for_every_name, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("mail", json!([[["email_code"], ["password"]]]))];
        setup.default_level = "mail";
    })
    .await;
    world.person("a-known", false).await;
    world.somebody("a-unproved", false, false).await;
    let disabled = world.person("a-disabled", false).await;
    world.disable(&disabled).await;
    let mut known = BTreeSet::new();
    for (way, letters) in [("sign in", 1), ("recover", 2), ("register", 1)] {
        let mut written = Vec::new();
        for name in ["a-nobody", "a-known", "a-unproved", "a-disabled"] {
            let name = format!("{name}@example.org");
            let browser = world.browser();
            let travel = if way == "recover" {
                world.forgot(&browser, &name).await.1
            } else {
                let purpose = if way == "register" { Purpose::Register } else { Purpose::SignIn };
                let id = world.open(&browser, purpose, Demand::default()).await.journey_id;
                world.identify(&browser, &id, &name).await
            };
            assert_eq!(asked(&travel), "email_code", "{way}: {name}");
            let mut reader = world.database.read().await.unwrap();
            let rows = storage::outbox::newest(&mut reader, "mail", 1_000).await.unwrap();
            let new = rows.into_iter().filter(|row| known.insert(row.message_id.clone()));
            let sizes: Vec<_> = new.map(|row| (row.payload_sealed.unwrap().len(), row.attempts)).collect();
            assert_eq!(sizes.len(), letters, "{way}: {name}");
            written.push(sizes);
            world.clock.advance(Duration::from_secs(1));
        }
        assert!(written.iter().all(|sizes| *sizes == written[0]), "{way}: {written:?}");
    }
    let mails = world.mails().await;
    let told = mails.iter().filter(|mail| mail.to.starts_with("a-nobody")).map(|mail| mail.template.as_str());
    assert_eq!(told.collect::<Vec<_>>(), ["register"]);
    assert!(mails.iter().all(|mail| !mail.to.is_empty()));
});

on_both!(a_frozen_account_is_not_recovered, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    let (account_id, now) = (bob.account_id.clone(), world.clock.now());
    world
        .write(move |write| {
            Box::pin(async move { storage::factor_freeze::freeze(write, &account_id, now).await })
        })
        .await;
    let (_, travel) = world.at_new_password(&world.browser(), &bob).await;
    assert_eq!(travel.step, Step::End(End::Unmet));
});

on_both!(a_reset_stands_in_for_what_was_lost_after_its_wait_and_once, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    world.reset(&alice, Duration::from_hours(24)).await;
    let browser = world.browser();
    let (_, travel) = world.at_new_password(&browser, &alice).await;
    assert_eq!(travel.step, verify("totp", &[]), "it is not open yet");
    world.clock.advance(Duration::from_hours(24));
    let (first, travel) = world.at_new_password(&browser, &alice).await;
    assert_eq!(travel.step, enrol_password());
    // Of two mails of one moment neither is the newer.
    world.clock.advance(Duration::from_secs(1));
    let other = world.browser();
    let (second, travel) = world.at_new_password(&other, &alice).await;
    assert_eq!(travel.step, enrol_password());
    assert_eq!(world.choose_password(&browser, &first, NEW).await.step, Step::Permission);
    let mut reader = world.database.read().await.unwrap();
    let rows = authenticator::of_account(&mut reader, &alice.account_id).await.unwrap();
    drop(reader);
    assert_eq!(rows.iter().map(|row| row.kind.as_str()).collect::<Vec<_>>(), ["password"]);
    // Used up, and what was proved in the other recovery ended with it.
    assert!(matches!(world.guide.load(&other, &second).await, Err(Error::Gone)));
    let owner = world.browser();
    let id = world.named(&owner, "alice").await;
    assert_eq!(asked(&world.password(&owner, &id, NEW).await), "email_code");
});

on_both!(a_reset_takes_what_is_switched_off_too_and_forgets_every_guess, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut home = world.browser();
    world.sign_in(&mut home, &alice, Demand::default()).await;
    // Of a factor that there was here, and may be again.
    let retired = world.authenticator(&alice.account_id, "retired", &Record::of(&alice.seed).unwrap());
    let (limits, owner) = (Limits::default(), alice.account_id.as_str());
    let device = hex(&world.guide.browser_hash(&home));
    let counters = ["totp", "passkey", "retired"].map(|kind| {
        [
            limits.factor(owner, kind),
            limits.unlock(owner, kind, None),
            limits.unlock(owner, kind, Some(device.as_str())),
        ]
    });
    let counters: Vec<Counter> = counters.into_iter().flatten().collect();
    let (guessed, now) = (counters.clone(), world.clock.now());
    world
        .write(move |write| {
            Box::pin(async move {
                authenticator::insert(write, &retired).await?;
                for Counter { subject, limit, .. } in &guessed {
                    storage::throttle::spend(write, subject, *limit, now).await?;
                }
                Ok(())
            })
        })
        .await;
    for counter in &counters {
        assert_eq!(world.count(&counter.subject).await, 1, "{}", counter.subject);
    }
    world.reset(&alice, Duration::ZERO).await;
    let browser = world.browser();
    let (id, travel) = world.at_new_password(&browser, &alice).await;
    assert_eq!(travel.step, enrol_password());
    assert_eq!(world.choose_password(&browser, &id, NEW).await.step, Step::Permission);
    for counter in &counters {
        assert_eq!(world.count(&counter.subject).await, 0, "{}", counter.subject);
    }
    let mut reader = world.database.read().await.unwrap();
    let rows = authenticator::of_account(&mut reader, owner).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.kind.as_str()).collect::<Vec<_>>(), ["password"]);
});

/// A sign-in that needs nothing more than permission.
async fn parked(world: &World, browser: &Visitor, person: &Person) -> Travel {
    let (id, _) = world.second_step(browser, &person.email).await;
    let travel = world.code(browser, &id, "email_code", &world.mailed_code(person).await).await;
    assert_eq!(travel.step, Step::Permission);
    world.clock.advance(Duration::from_secs(1));
    travel
}

on_both!(what_was_proved_before_a_recovery_is_worth_nothing_after_it, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    let thief = world.browser();
    let travel = parked(&world, &thief, &bob).await;
    let unproved = world.named(&thief, "bob").await;
    let browser = world.browser();
    let (id, _) = world.at_new_password(&browser, &bob).await;
    assert_eq!(
        world.choose_password(&browser, &id, NEW).await.step,
        Step::Permission,
        "its own journey goes on"
    );
    assert!(matches!(world.guide.load(&thief, &travel.journey_id).await, Err(Error::Gone)));
    assert!(
        matches!(world.try_finish(&thief, travel).await, Err(Error::Gone)),
        "nor with what was loaded before"
    );
    assert!(world.sessions(&bob).await.is_empty());
    assert_eq!(asked(&world.load(&thief, &unproved).await), "password");
});

on_both!(this_was_not_me_ends_what_was_proved_in_journeys, |db| async move {
    let world = World::new(db).await;
    let (bob, alice) = (world.person("bob", false).await, world.person("alice", false).await);
    let (thief, other) = (world.browser(), world.browser());
    let travel = parked(&world, &thief, &bob).await;
    let theirs = parked(&world, &other, &alice).await;
    let link = world.guide.link_to_freeze(&bob.account_id, None).await.unwrap();
    let secret = link.rsplit_once("token=").unwrap().1;
    assert!(world.guide.freeze(&world.browser(), &bob.account_id, "-", secret).await.unwrap());
    assert!(matches!(world.guide.load(&thief, &travel.journey_id).await, Err(Error::Gone)));
    assert_eq!(
        world.load(&other, &theirs.journey_id).await.step,
        Step::Permission,
        "another account's goes on"
    );
});

on_both!(strangers_who_guess_at_a_recovery_do_not_hinder_a_device_that_is_known, |db| async move {
    let world = World::new(db).await;
    let bob = world.person("bob", false).await;
    let mut home = world.browser();
    world.sign_in(&mut home, &bob, Demand::default()).await;
    home.session = None;
    let mut said = Vec::new();
    for _ in 0..3 {
        world.clock.advance(Duration::from_secs(1));
        let stranger = world.browser();
        let (id, _) = world.forgot(&stranger, "bob").await;
        let wrong = other_than(&world.recovery_code(&bob).await);
        for _ in 0..5 {
            said.push(problem(&world.code(&stranger, &id, "email_code", &wrong).await).to_owned());
        }
    }
    assert_eq!(said.iter().filter(|said| *said == "error-too-many-tries").count(), 5);
    world.clock.advance(Duration::from_secs(1));
    let (_, travel) = world.at_new_password(&home, &bob).await;
    assert_eq!(travel.step, enrol_password());
});

on_both!(recovering_gives_back_the_mailed_code_that_guessing_used_up, |db| async move {
    let world = World::with(db, |setup| setup.settings.limits.disable_after = 3).await;
    let bob = world.person("bob", false).await;
    let mut home = world.browser();
    world.sign_in(&mut home, &bob, Demand::default()).await;
    home.session = None;
    world.clock.advance(Duration::from_secs(1));
    let thief = world.browser();
    let (id, _) = world.second_step(&thief, "bob").await;
    let wrong = other_than(&world.mailed_code(&bob).await);
    for _ in 0..3 {
        world.code(&thief, &id, "email_code", &wrong).await;
    }
    let subject = Limits::default().factor(&bob.account_id, "email_code").subject;
    assert_eq!(world.count(&subject).await, 3);
    world.clock.advance(Duration::from_secs(1));
    let (_, travel) = world.at_new_password(&home, &bob).await;
    assert_eq!((travel.step, world.count(&subject).await), (enrol_password(), 0));
});
