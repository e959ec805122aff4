//! Codes: each once, for so long, so many tries, so many mails.

use super::*;

on_both!(of_64_posts_of_one_totp_code_in_one_journey_one_counts, |db| async move {
    let world = Arc::new(World::with(db, |setup| setup.settings.limits.tries_per_window = 1_000).await);
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let code = world.totp(&alice);
    let posts: Vec<_> = (0..64)
        .map(|_| {
            let (world, browser, id, code) = (world.clone(), browser.clone(), id.clone(), code.clone());
            tokio::spawn(
                async move { world.guide.respond(&browser, &id, "totp", typed("code", &code)).await },
            )
        })
        .collect();
    for post in posts {
        match post.await.unwrap() {
            Ok(_) | Err(Error::Raced) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    let proved = world.events(&alice, "factor.verified").await;
    let proved = proved.iter().filter(|event| event.detail.contains("totp")).count();
    assert_eq!(proved, 1);
    assert_eq!(world.load(&browser, &id).await.step, Step::Permission);
});

on_both!(of_64_journeys_with_one_totp_code_one_goes_on, |db| async move {
    let world = Arc::new(World::with(db, |setup| setup.settings.limits.tries_per_window = 1_000).await);
    let alice = world.person("alice", true).await;
    let mut journeys = Vec::new();
    for _ in 0..64 {
        let browser = world.browser();
        let (id, travel) = world.second_step(&browser, "alice").await;
        assert_eq!(asked(&travel), "totp");
        journeys.push((browser, id));
    }
    let code = world.totp(&alice);
    let posts: Vec<_> = journeys
        .into_iter()
        .map(|(browser, id)| {
            let (world, code) = (world.clone(), code.clone());
            tokio::spawn(async move { world.code(&browser, &id, "totp", &code).await })
        })
        .collect();
    let mut on = 0;
    for post in posts {
        let travel = post.await.unwrap();
        if travel.step == Step::Permission {
            on += 1;
        } else {
            assert_eq!(asked(&travel), "totp");
            assert_ne!(problem(&travel), "");
        }
    }
    assert_eq!(on, 1);
    // Nor later, in the same window, nor a step that is older than the one used.
    let (browser, earlier) = (world.browser(), alice.seed.code(totp::step(world.clock.now()) - 1).unwrap());
    let (id, _) = world.second_step(&browser, "alice").await;
    for used in [code, earlier] {
        assert_eq!(asked(&world.code(&browser, &id, "totp", &used).await), "totp");
    }
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.code(&browser, &id, "totp", &world.totp(&alice)).await.step, Step::Permission);
});

on_both!(two_devices_sign_in_with_one_password_at_the_same_time, |db| async move {
    let world = Arc::new(World::with(db, |setup| setup.settings.limits.tries_per_window = 1_000).await);
    world.person("alice", true).await;
    let mut posts = Vec::new();
    for _ in 0..16 {
        let browser = world.browser();
        let id = world.named(&browser, "alice").await;
        let world = world.clone();
        posts.push(tokio::spawn(async move { world.password(&browser, &id, PASSWORD).await }));
    }
    for post in posts {
        assert_eq!(asked(&post.await.unwrap()), "totp", "the right password is right on every device");
    }
});

on_both!(a_mailed_code_takes_five_tries_and_a_new_one_kills_it, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let (id, travel) = world.second_step(&browser, "alice").await;
    assert_eq!(asked(&travel), "email_code");
    let first = world.mailed_code(&alice).await;
    // What cannot be a code costs no try.
    for typo in ["", "12345", "abcdef"] {
        assert_eq!(asked(&world.code(&browser, &id, "email_code", typo).await), "email_code");
    }
    for _ in 0..5 {
        let travel = world.code(&browser, &id, "email_code", &other_than(&first)).await;
        assert_eq!(problem(&travel), "error-code-wrong");
    }
    let travel = world.code(&browser, &id, "email_code", &first).await;
    assert_eq!(
        (asked(&travel), problem(&travel)),
        ("email_code", "error-code-spent"),
        "the right one is late"
    );
    assert_eq!(world.count("factor/alice-id/email_code").await, 5, "wrong tries count on the account");
    // Not at once: the wait is said.
    let travel = world.resend(&browser, &id).await;
    let said = travel.journey.problem.unwrap();
    assert_eq!(said.at, Some(START.after(Duration::from_secs(30))));
    assert_eq!(world.codes_to(&alice).await.len(), 1);
    world.clock.advance(Duration::from_secs(30));
    world.resend(&browser, &id).await;
    assert_eq!(world.codes_to(&alice).await.len(), 2);
    let second = world.mailed_code(&alice).await;
    assert_ne!(first, second);
    let travel = world.code(&browser, &id, "email_code", &first).await;
    assert_eq!(problem(&travel), "error-code-wrong", "a new code kills the old");
    // The second wait is longer.
    world.clock.advance(Duration::from_secs(30));
    world.resend(&browser, &id).await;
    assert_eq!(world.codes_to(&alice).await.len(), 2);
    let travel = world.code(&browser, &id, "email_code", &second).await;
    assert_eq!(travel.step, Step::Permission);
    assert_eq!(world.count("factor/alice-id/email_code").await, 0, "success returns the count to zero");
});

on_both!(what_was_said_of_one_step_is_not_said_at_another, |db| async move {
    let world = World::new(db).await;
    world.person("alice", true).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    for other in ["totp", ""] {
        world.choose(&browser, &id, "email_code").await;
        world.clock.advance(Duration::from_mins(1));
        let travel = world.resend(&browser, &id).await;
        assert_eq!(travel.journey.notice.as_deref(), Some("notice-code-sent"));
        let travel = match other {
            "" => world.restart(&browser, &id).await,
            other => world.choose(&browser, &id, other).await,
        };
        assert_eq!((travel.journey.notice, travel.journey.problem), (None, None), "{other}");
    }
});

on_both!(a_mailed_code_lapses_after_ten_minutes_and_belongs_to_one_journey, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    let (browser, other) = (world.browser(), world.browser());
    let (id, _) = world.second_step(&browser, "alice").await;
    let code = world.mailed_code(&alice).await;
    let (elsewhere, _) = world.second_step(&other, "alice").await;
    let travel = world.code(&other, &elsewhere, "email_code", &code).await;
    assert_eq!(problem(&travel), "error-code-wrong", "a code is good in the journey it was made for");
    world.clock.advance(Duration::from_secs(599));
    let reloaded = world.load(&browser, &id).await;
    assert_eq!(reloaded.journey.pending.unwrap().sends, 1, "a reload sends nothing");
    world.clock.advance(Duration::from_secs(1));
    let travel = world.code(&browser, &id, "email_code", &code).await;
    assert_eq!((asked(&travel), problem(&travel)), ("email_code", "error-code-expired"));
    assert_eq!(world.count("factor/alice-id/email_code").await, 1, "what is too late costs no try");
});

on_both!(mails_are_limited_and_a_refused_one_says_when_and_kills_nothing, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    for sent in 2..=5 {
        world.clock.advance(Duration::from_mins(1));
        let travel = world.resend(&browser, &id).await;
        assert_eq!(travel.journey.notice.as_deref(), Some("notice-code-sent"));
        assert_eq!(world.codes_to(&alice).await.len(), sent);
    }
    world.clock.advance(Duration::from_mins(1));
    let travel = world.resend(&browser, &id).await;
    let until = Some(START.after(Duration::from_hours(1)));
    assert_eq!(travel.journey.pending.as_ref().unwrap().send_refused_until, until);
    assert_eq!(travel.journey.notice, None, "nothing was sent, and nothing else is said");
    assert_eq!(world.codes_to(&alice).await.len(), 5);
    // The limit is the address's: another browser, another network, another journey share it.
    let elsewhere = world.browser();
    let (_, travel) = world.second_step(&elsewhere, "ALICE@example.org").await;
    assert_eq!(travel.journey.pending.as_ref().unwrap().send_refused_until, until);
    assert_eq!(world.codes_to(&alice).await.len(), 5);
    // The code that did leave is still good.
    let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
    assert_eq!(travel.step, Step::Permission);
    // A device that signed in has its own allowance.
    let mut known = browser;
    world.finish(&mut known, travel).await;
    known.session = None;
    let (_, travel) = world.second_step(&known, "alice").await;
    assert_eq!(travel.journey.pending.unwrap().send_refused_until, None);
    assert_eq!(world.codes_to(&alice).await.len(), 6);
    // And after the hour there are mails again.
    world.clock.advance(Duration::from_hours(1));
    let (_, travel) = world.second_step(&world.browser(), "alice").await;
    assert_eq!(travel.journey.pending.unwrap().send_refused_until, None);
});

on_both!(one_network_causes_so_many_mails, |db| async move {
    let world = World::with(db, |setup| setup.settings.limits.sends_per_network = 3).await;
    let address = world.browser().address;
    for name in ["a", "b", "c", "d"] {
        let person = world.person(name, false).await;
        let (_, travel) = world.second_step(&Visitor { address, ..world.browser() }, name).await;
        let refused = travel.journey.pending.unwrap().send_refused_until.is_some();
        assert_eq!((refused, world.codes_to(&person).await.len()), (name == "d", usize::from(name != "d")));
        let (_, travel) = world.second_step(&world.browser(), name).await;
        assert_eq!(travel.journey.pending.unwrap().send_refused_until, None, "another network");
    }
});

on_both!(a_code_that_never_left_is_not_guessed_at, |db| async move {
    let world = World::with(db, |setup| setup.settings.limits.sends_per_address = 1).await;
    let alice = world.person("alice", false).await;
    world.second_step(&world.browser(), "alice").await;
    world.clock.advance(Duration::from_mins(1));
    let browser = world.browser();
    let (id, travel) = world.second_step(&browser, "alice").await;
    assert!(travel.journey.pending.unwrap().send_refused_until.is_some());
    for _ in 0..2 {
        let travel = world.code(&browser, &id, "email_code", "271828").await;
        assert_eq!((asked(&travel), problem(&travel)), ("email_code", "error-code-spent"));
        assert!(travel.journey.pending.unwrap().send_refused_until.is_some(), "and it says until when");
        world.clock.advance(Duration::from_secs(30));
        world.resend(&browser, &id).await;
    }
    assert_eq!(world.count("factor/alice-id/email_code").await, 0, "no try was spent");
    assert_eq!(world.codes_to(&alice).await.len(), 1);
    world.clock.advance(Duration::from_mins(58) + Duration::from_secs(1));
    world.resend(&browser, &id).await;
    let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
    assert_eq!(travel.step, Step::Permission);
});

on_both!(a_network_that_has_no_mail_left_takes_none_of_the_address, |db| async move {
    let world = World::with(db, |setup| {
        setup.settings.limits.sends_per_network = 1;
        setup.settings.limits.sends_per_address = 2;
    })
    .await;
    let alice = world.person("alice", false).await;
    let address = world.browser().address;
    for _ in 0..4 {
        world.second_step(&Visitor { address, ..world.browser() }, "alice").await;
    }
    assert_eq!(world.codes_to(&alice).await.len(), 1);
    let (_, travel) = world.second_step(&world.browser(), "alice").await;
    assert_eq!(travel.journey.pending.unwrap().send_refused_until, None);
});
