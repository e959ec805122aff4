//! The browser, the tab and the order that a post belongs to.

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

on_both!(a_journey_is_refused_to_every_other_browser_on_every_path, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    // The attacker begins, or the victim does: whoever did not begin it gets nothing and changes nothing.
    let (owner, stranger) = (world.browser(), world.browser());
    let (id, before) = world.second_step(&owner, "alice").await;
    let guide = &world.guide;
    let code = world.totp(&alice);
    let answers = [
        guide.load(&stranger, &id).await,
        guide.identify(&stranger, &id, &typed("username", "alice")).await,
        guide.respond(&stranger, &id, "totp", typed("code", &code)).await,
        guide.confirm(&stranger, &id, "totp", typed("code", &code)).await,
        guide.choose(&stranger, &id, "email_code").await,
        guide.resend(&stranger, &id, None).await,
        guide.restart(&stranger, &id).await,
        guide.cancel(&stranger, &id).await,
    ];
    for answer in answers {
        assert!(matches!(answer, Err(Error::OtherBrowser)), "{answer:?}");
    }
    let after = world.load(&owner, &id).await;
    assert_eq!((after.step, after.version), (before.step, before.version));
    assert_eq!(world.count("factor/alice-id/totp").await, 0, "no try was spent");
    assert!(matches!(guide.load(&owner, "no-such-journey").await, Err(Error::Gone)));
});

on_both!(a_session_cookie_is_worth_nothing_in_another_browser, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut owner = world.browser();
    world.sign_in(&mut owner, &alice, Demand::default()).await;
    assert_eq!(world.begin(&owner, Demand::default()).await.step, Step::Permission);
    let thief = Visitor { session: owner.session.clone(), ..world.browser() };
    assert_eq!(world.begin(&thief, Demand::default()).await.step, Step::Identify);
    assert!(world.guide.live_session(&thief).await.unwrap().is_none());
});

on_both!(a_post_to_another_step_than_the_present_one_changes_nothing, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let code = world.totp(&alice);
    let begun = world.begin(&browser, Demand::default()).await;
    let id = begun.journey_id.clone();
    // Ahead of the name: answers, confirmations, permission.
    for (kind, field, value) in [("password", "password", PASSWORD), ("totp", "code", &*code), ("", "", "")] {
        let travel = world.respond(&browser, &id, kind, typed(field, value)).await;
        assert_eq!((travel.step, travel.version), (Step::Identify, begun.version));
        let travel = world.confirm(&browser, &id, kind, typed(field, value)).await;
        assert_eq!((travel.step, travel.version), (Step::Identify, begun.version));
    }
    let ahead = world.permit(&browser, begun, Permission::Given).await;
    assert_eq!((ahead.step, ahead.journey.permission), (Step::Identify, Permission::Unknown));
    world.identify(&browser, &id, "").await;
    let asked = world.identify(&browser, &id, "alice").await;
    assert_eq!(asked.step, verify("password", &[]));
    // Ahead of the password: the code, its enrolment, an empty post, a way that is not offered.
    let code = world.totp(&alice);
    for submission in [typed("code", &code), typed("password", PASSWORD), Submission::default()] {
        let travel = world.respond(&browser, &id, "totp", submission.clone()).await;
        assert_eq!((travel.step, travel.version), (verify("password", &[]), asked.version));
        let travel = world.confirm(&browser, &id, "totp", submission).await;
        assert_eq!((travel.step, travel.version), (verify("password", &[]), asked.version));
    }
    world.choose(&browser, &id, "totp").await;
    world.respond(&browser, &id, "password", Submission::default()).await;
    assert_eq!(world.load(&browser, &id).await.step, verify("password", &[]));
    // Behind it: the page of the password once more, from the history.
    let second = world.password(&browser, &id, PASSWORD).await;
    assert_eq!(asked_kinds(&second), ["totp", "email_code"]);
    for stale in [PASSWORD, WRONG] {
        let travel = world.password(&browser, &id, stale).await;
        assert_eq!((&travel.step, travel.version), (&second.step, second.version));
    }
    let renamed = world.identify(&browser, &id, "bob").await;
    assert_eq!(renamed.journey.account_id(), Some("alice-id"), "a name is taken at its step only");
    assert_eq!(world.count("factor/alice-id/totp").await, 0);
    assert_eq!(world.count("password/alice-id/unknown").await, 0);
});

fn asked_kinds(travel: &Travel) -> Vec<&str> {
    std::iter::once(asked(travel)).chain(travel.others().iter().map(String::as_str)).collect()
}

on_both!(not_you_forgets_what_was_proved_and_allowed, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    world.person("bob", true).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    let travel = world.permit(&browser, travel, Permission::Given).await;
    assert_eq!(travel.step, Step::End(End::Done));
    let travel = world.restart(&browser, &id).await;
    assert_eq!(travel.step, Step::Identify);
    assert!(travel.journey.proofs.is_empty());
    for name in ["alice", "bob"] {
        let travel = world.identify(&browser, &id, name).await;
        assert_eq!(
            (&travel.step, travel.journey.permission),
            (&verify("password", &[]), Permission::Unknown)
        );
        world.restart(&browser, &id).await;
    }
});

on_both!(two_tabs_for_two_clients_go_side_by_side, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    let opening = |client: &str| Opening {
        purpose: Purpose::SignIn,
        errand: Errand::of("client", &client),
        heading: Heading::default(),
        demand: Demand::default(),
    };
    let one = world.guide.begin(&browser, opening("one")).await.unwrap().journey_id;
    let two = world.guide.begin(&browser, opening("two")).await.unwrap().journey_id;
    world.identify(&browser, &one, "alice").await;
    world.identify(&browser, &two, "alice").await;
    world.password(&browser, &two, PASSWORD).await;
    assert_eq!(
        world.load(&browser, &one).await.step,
        verify("password", &[]),
        "the other tab is where it was"
    );
    world.password(&browser, &one, PASSWORD).await;
    let travel = world.code(&browser, &two, "totp", &world.totp(&alice)).await;
    assert_eq!(travel.journey.errand.read("client"), Some("two".to_owned()));
    let first = world.finish(&mut browser, travel).await;
    // The first tab is now signed in by the second one's session, in the account it named, to its own client.
    let travel = world.load(&browser, &one).await;
    assert_eq!(
        (&travel.step, travel.journey.errand.read("client")),
        (&Step::Permission, Some("one".to_owned()))
    );
    let second = world.finish(&mut browser, travel).await;
    assert_eq!(first.session_id, second.session_id);
    assert_eq!(world.sessions(&alice).await.len(), 1);
});

on_both!(a_journey_lapses_and_the_21st_of_a_browser_ends_the_first, |db| async move {
    let world = World::new(db).await;
    world.person("alice", true).await;
    let (browser, other) = (world.browser(), world.browser());
    let kept = world.named(&other, "alice").await;
    let mut ids = Vec::new();
    for _ in 0..21 {
        ids.push(world.named(&browser, "alice").await);
        world.clock.advance(Duration::from_millis(1));
    }
    assert!(matches!(world.guide.load(&browser, &ids[0]).await, Err(Error::Gone)));
    for id in &ids[1..] {
        assert_eq!(asked(&world.load(&browser, id).await), "password");
    }
    assert_eq!(asked(&world.load(&other, &kept).await), "password", "of another browser none goes");
    world.clock.advance(Duration::from_hours(1));
    for (browser, id) in [(&browser, &ids[20]), (&other, &kept)] {
        assert!(matches!(world.guide.load(browser, id).await, Err(Error::Gone)));
        let late = world.guide.respond(browser, id, "password", typed("password", PASSWORD)).await;
        assert!(matches!(late, Err(Error::Gone)));
    }
});

on_both!(a_sent_code_keeps_its_journey_alive_and_for_two_hours_at_most, |db| async move {
    let world = World::with(db, |setup| {
        let limits = &mut setup.settings.limits;
        (limits.sends_per_address, limits.sends_per_network) = (1_000, 1_000);
    })
    .await;
    let alice = world.person("alice", false).await;
    let (browser, other, stranger) = (world.browser(), world.browser(), world.browser());
    let (id, nobodys) = (world.named(&browser, "alice").await, world.named(&stranger, "nobody").await);
    let (resent, _) = world.second_step(&other, "alice").await;
    world.clock.advance(Duration::from_mins(55));
    // It would lapse in five minutes, and the code in ten.
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!(asked(&travel), "email_code");
    let code = world.mailed_code(&alice).await;
    world.resend(&other, &resent).await;
    world.clock.advance(Duration::from_mins(9));
    assert_eq!(world.code(&browser, &id, "email_code", &code).await.step, Step::Permission);
    assert!(
        matches!(world.guide.load(&stranger, &nobodys).await, Err(Error::Gone)),
        "where no code was sent"
    );
    for _ in 0..6 {
        world.resend(&other, &resent).await;
        world.clock.advance(Duration::from_mins(9));
    }
    world.resend(&other, &resent).await;
    world.clock.advance(Duration::from_mins(1));
    assert_eq!(asked(&world.load(&other, &resent).await), "email_code", "an hour and fifty-nine minutes");
    world.clock.advance(Duration::from_mins(1));
    assert!(matches!(world.guide.load(&other, &resent).await, Err(Error::Gone)));
});

on_both!(a_journey_that_lapsed_tells_its_browser_where_it_can_be_begun_again, |db| async move {
    let world = World::new(db).await;
    let (browser, other) = (world.browser(), world.browser());
    let again = "https://shop.example/start";
    let opening = Opening {
        purpose: Purpose::SignIn,
        errand: Errand::none(),
        heading: Heading { again: Some(again.into()), ..Heading::default() },
        demand: Demand::default(),
    };
    let id = Box::pin(world.guide.begin(&browser, opening)).await.unwrap().journey_id;
    assert!(matches!(world.guide.load(&other, &id).await, Err(Error::OtherBrowser)));
    world.clock.advance(Duration::from_hours(1));
    let lapsed = world.guide.load(&browser, &id).await;
    assert!(matches!(&lapsed, Err(Error::Lapsed(to)) if to == again), "{lapsed:?}");
    assert!(
        matches!(world.guide.load(&other, &id).await, Err(Error::Gone)),
        "another browser learns nothing"
    );
});

on_both!(a_journey_ends_once_whatever_the_number_of_posts, |db| async move {
    let world = Arc::new(World::new(db).await);
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    let travel = world.permit(&browser, travel, Permission::Given).await;
    let worked = Arc::new(AtomicU32::new(0));
    let posts: Vec<_> = (0..64)
        .map(|_| {
            let (world, browser, travel) = (world.clone(), browser.clone(), travel.clone());
            let worked = worked.clone();
            tokio::spawn(async move {
                let finished = world.guide.finish(&browser, travel, move |_, _| {
                    Box::pin(async move {
                        worked.fetch_add(1, Ordering::SeqCst);
                        Ok(())
                    })
                });
                finished.await.map(|_| ())
            })
        })
        .collect();
    let mut won = 0;
    for post in posts {
        match post.await.unwrap() {
            Ok(()) => won += 1,
            Err(error) => assert!(matches!(error, Error::Gone), "{error:?}"),
        }
    }
    assert_eq!((won, worked.load(Ordering::SeqCst)), (1, 1));
    assert_eq!(world.sessions(&alice).await.len(), 1);
    assert!(matches!(world.guide.load(&browser, &id).await, Err(Error::Gone)), "it is over");
});

on_both!(no_journey_is_finished_before_its_end, |db| async move {
    let world = World::new(db).await;
    world.person("alice", true).await;
    let browser = world.browser();
    let (_, travel) = world.second_step(&browser, "alice").await;
    assert!(matches!(world.try_finish(&browser, travel.clone()).await, Err(Error::Faulty(_))));
    let forged = Travel { step: Step::End(End::Done), account: None, ..travel.clone() };
    assert!(matches!(world.try_finish(&browser, forged).await, Err(Error::Faulty(_))));
    let mut forged = Travel { step: Step::End(End::Done), ..travel };
    forged.journey.proofs.clear();
    assert!(matches!(world.try_finish(&browser, forged).await, Err(Error::Faulty(_))));
});
