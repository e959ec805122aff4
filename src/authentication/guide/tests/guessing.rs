//! Guessing: bounded for the stranger, and no way to lock the owner out (NIST SP 800-63B-4 section 3.2.2).

use super::*;

const UNKNOWN: &str = "password/alice-id/unknown";

/// So many wrong passwords from browsers nobody has seen, as fast as the windows allow; how many were judged.
async fn guess(world: &World, name: &str, subject: &str, times: i64) {
    while world.count(subject).await < times {
        let stranger = world.browser();
        let id = world.named(&stranger, name).await;
        for _ in 0..10 {
            world.password(&stranger, &id, WRONG).await;
        }
        world.clock.advance(Duration::from_mins(15));
    }
}

#[test]
fn the_limits_are_those_of_the_design() {
    let limits = Limits::default();
    assert_eq!((limits.tries_per_window, limits.disable_after), (10, 100));
    assert_eq!(limits.window, Duration::from_mins(15));
}

on_both!(ten_tries_a_window_are_shared_by_spellings_and_browsers, |db| async move {
    let world = World::new(db).await;
    world.person("alice", true).await;
    let spellings = ["alice", "ALICE", " alice@example.org", "Alice@Example.ORG", "\u{ff41}lice"];
    let mut judged = 0;
    for round in 0..3 {
        for spelling in spellings {
            let browser = world.browser();
            let id = world.begin(&browser, Demand::default()).await.journey_id;
            let travel = world.identify(&browser, &id, spelling).await;
            assert_eq!(travel.journey.account_id(), Some("alice-id"), "{spelling}");
            let travel = world.password(&browser, &id, WRONG).await;
            judged += u32::from(problem(&travel) == "error-password-wrong");
            if round == 2 {
                // Refused without being judged, the right one like a wrong one, and it is said until when.
                let travel = world.password(&browser, &id, PASSWORD).await;
                assert_eq!((asked(&travel), problem(&travel)), ("password", "error-too-many-tries"));
                assert_eq!(travel.journey.problem.unwrap().at, Some(START.after(Duration::from_mins(15))));
            }
        }
    }
    assert_eq!(judged, 10);
    assert_eq!(world.count(UNKNOWN).await, 10, "refusals count nothing");
    world.clock.advance(Duration::from_mins(15));
    let (_, travel) = world.second_step(&world.browser(), "alice").await;
    assert_eq!(asked(&travel), "totp");
    assert_eq!(world.count(UNKNOWN).await, 0, "success returns the count to zero");
});

on_both!(sixty_four_guesses_at_once_are_judged_ten_times, |db| async move {
    let world = Arc::new(World::new(db).await);
    let alice = world.person("alice", true).await;
    let mut guesses = Vec::new();
    for _ in 0..64 {
        let browser = world.browser();
        let id = world.named(&browser, "alice").await;
        let world = world.clone();
        guesses.push(tokio::spawn(async move { world.password(&browser, &id, WRONG).await }));
    }
    for guess in guesses {
        guess.await.unwrap();
    }
    assert_eq!(world.events(&alice, "factor.refused").await.len(), 10);
    assert_eq!(world.count(UNKNOWN).await, 10);
});

on_both!(after_a_hundred_failures_a_strange_device_needs_a_mailed_code_first, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut home = world.browser();
    world.sign_in(&mut home, &alice, Demand::default()).await;
    home.session = None;
    guess(&world, "alice", UNKNOWN, 100).await;
    assert_eq!(world.count(UNKNOWN).await, 100);
    world.clock.advance(Duration::from_hours(24 * 30));
    // The right password on a strange device is not judged, by no order of posts.
    let away = world.browser();
    let id = world.begin(&away, Demand::default()).await.journey_id;
    let travel = world.identify(&away, &id, "alice").await;
    assert_eq!(travel.step, verify("email_code", &[]));
    world.choose(&away, &id, "password").await;
    let travel = world.password(&away, &id, PASSWORD).await;
    assert_eq!((travel.step, travel.journey.proofs.len()), (verify("email_code", &[]), 0));
    // Its owner at home has their own count.
    let (_, travel) = world.second_step(&home, "alice").await;
    assert_eq!(asked(&travel), "totp");
    assert_eq!(world.count(UNKNOWN).await, 100, "which proves nothing about the strangers");
    // And away goes on by mail. The mailed code stands in for nothing: the second factor is asked as ever.
    let travel = world.code(&away, &id, "email_code", &world.mailed_code(&alice).await).await;
    assert_eq!(travel.step, verify("password", &[]));
    let travel = world.password(&away, &id, WRONG).await;
    assert_eq!(problem(&travel), "error-password-wrong");
    let travel = world.password(&away, &id, PASSWORD).await;
    // With a level of two steps the mailed code is the second.
    assert_eq!(travel.step, Step::Permission);
    assert_eq!(world.count(UNKNOWN).await, 0);
    assert_eq!(asked(&world.second_step(&world.browser(), "alice").await.1), "totp");
});

on_both!(the_mailed_code_that_unlocks_a_password_is_no_authenticator_app, |db| async move {
    let world = World::with(db, |setup| {
        setup.default_level = "aal2";
        setup.settings.limits.disable_after = 10;
    })
    .await;
    let alice = world.person("alice", true).await;
    guess(&world, "alice", UNKNOWN, 10).await;
    let away = world.browser();
    let id = world.named(&away, "alice").await;
    world.code(&away, &id, "email_code", &world.mailed_code(&alice).await).await;
    // In this journey guesses count apart, ten in all.
    for _ in 0..10 {
        world.password(&away, &id, WRONG).await;
    }
    let travel = world.password(&away, &id, PASSWORD).await;
    assert_eq!((asked(&travel), problem(&travel)), ("password", "error-too-many-tries"));
    let id = world.named(&away, "alice").await;
    world.code(&away, &id, "email_code", &world.mailed_code(&alice).await).await;
    let travel = world.password(&away, &id, PASSWORD).await;
    assert_eq!(travel.step, verify("totp", &[]));
});

on_both!(strangers_cannot_use_up_the_mails_of_the_owner, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    guess(&world, "alice", UNKNOWN, 10).await;
    world.clock.advance(Duration::from_hours(1));
    let stranger = world.browser();
    for _ in 0..10 {
        let id = world.named(&stranger, "alice").await;
        for _ in 0..10 {
            world.password(&stranger, &id, WRONG).await;
        }
        world.choose(&stranger, &id, "email_code").await;
    }
    assert_eq!(world.codes_to(&alice).await.len(), 5, "five an hour reach the address");
    // Behind the right password the owner's own codes are counted apart.
    world.clock.advance(Duration::from_mins(15));
    let away = world.browser();
    let (id, travel) = world.second_step(&away, "alice").await;
    assert_eq!(travel.journey.pending.unwrap().send_refused_until, None);
    let travel = world.code(&away, &id, "email_code", &world.mailed_code(&alice).await).await;
    assert_eq!(travel.step, Step::Permission);
});

on_both!(a_second_factor_is_disabled_at_a_hundred_behind_the_right_password_only, |db| async move {
    let world = World::with(db, |setup| setup.settings.limits.tries_per_window = 1_000).await;
    let alice = world.person("alice", true).await;
    // Without the password nothing counts, however often it is posted.
    let stranger = world.browser();
    let id = world.named(&stranger, "alice").await;
    for _ in 0..5 {
        world.code(&stranger, &id, "totp", "000000").await;
    }
    assert_eq!(world.count("factor/alice-id/totp").await, 0);
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let wrong = other_than(&world.totp(&alice));
    for failed in 1..=99 {
        let travel = world.code(&browser, &id, "totp", &wrong).await;
        assert_eq!((asked(&travel), problem(&travel)), ("totp", "error-totp-wrong"), "{failed}");
    }
    // A success in between would return it to zero; a hundredth failure disables.
    let travel = world.code(&browser, &id, "totp", &wrong).await;
    assert_eq!(travel.step, verify("email_code", &[]), "the other way is left");
    assert_eq!(world.events(&alice, "factor.disabled").await.len(), 1);
    let notices = world.mails().await.into_iter().filter(|mail| mail.template == "notice").count();
    assert_eq!(notices, 1, "its owner is told");
    world.clock.advance(Duration::from_hours(24 * 365));
    let (id, travel) = world.second_step(&browser, "alice").await;
    assert_eq!(travel.step, verify("email_code", &[]));
    world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
    assert_eq!(travel.step, Step::Permission);
    // Whoever has the password and the mailbox does not get to replace it by one of their own.
    let demand = Demand { minimum: Some("aal2".into()), fresh: true, ..Demand::default() };
    let change = Purpose::Change { enrol: Some("totp".into()) };
    for (purpose, demand) in [(Purpose::SignIn, demand), (change, Demand::default())] {
        let id = world.open(&browser, purpose, demand).await.journey_id;
        world.identify(&browser, &id, "alice").await;
        let mut travel = world.password(&browser, &id, PASSWORD).await;
        if asked(&travel) == "email_code" {
            travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
        }
        assert_eq!(travel.step, Step::End(End::Unmet));
    }
});

on_both!(a_success_returns_the_count_of_a_second_factor_to_zero, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    for tries in 1..=9 {
        world.code(&browser, &id, "totp", &other_than(&world.totp(&alice))).await;
        assert_eq!(world.count("factor/alice-id/totp").await, tries);
    }
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    assert_eq!((travel.step, world.count("factor/alice-id/totp").await), (Step::Permission, 0));
    // Ten a window here as well.
    let (id, _) = world.second_step(&browser, "alice").await;
    for _ in 0..10 {
        world.code(&browser, &id, "totp", &other_than(&world.totp(&alice))).await;
    }
    world.clock.advance(Duration::from_mins(1));
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    assert_eq!((asked(&travel), problem(&travel)), ("totp", "error-too-many-tries"));
});

on_both!(a_clock_set_back_revives_nothing, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let code = world.totp(&alice);
    let travel = world.code(&browser, &id, "totp", &code).await;
    world.finish(&mut browser, travel).await;
    let session = world.sessions(&alice).await.remove(0);
    let now = world.clock.now();
    world
        .write(move |write| {
            Box::pin(async move {
                storage::session::end(write, &session.account_id, &session.session_id, now).await
            })
        })
        .await;
    let stranger = world.browser();
    let guessed = world.named(&stranger, "alice").await;
    for _ in 0..10 {
        world.password(&stranger, &guessed, WRONG).await;
    }
    for behind in [Duration::from_secs(30), Duration::from_hours(1)] {
        let node = world.behind(behind);
        assert!(matches!(node.guide.load(&browser, &id).await, Err(Error::Gone)), "the journey");
        assert_eq!(node.begin(&browser, Demand::default()).await.step, Step::Identify, "the session");
        let travel = node.password(&stranger, &guessed, PASSWORD).await;
        assert_eq!(problem(&travel), "error-too-many-tries", "the tries");
        // The device is known by now: its own count lets the password through, and the codes are as used as before.
        let (id, travel) = node.second_step(&Visitor { session: None, ..browser.clone() }, "alice").await;
        assert_eq!(asked(&travel), "totp");
        for code in [code.clone(), node.totp(&alice)] {
            assert_eq!(asked(&node.code(&browser, &id, "totp", &code).await), "totp", "the step");
        }
    }
});
