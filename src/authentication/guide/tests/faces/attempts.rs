//! Attempts before the camera: nothing else passes it, what was seen counts once, and how many attempts there are.

use super::*;
use crate::face::live::Failure;

on_both!(no_form_passes_the_camera, |db| async move {
    let (world, _, other, id) = World::before_camera(db).await;
    let nonce = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    let mut smuggled = form(&[("observed", "1"), ("frame", "x"), ("agree", "1"), ("done", "3")]);
    smuggled.files.insert("frame".into(), vec![0xff, 0xd8, 0xff]);
    smuggled.observed = Some(Observation::for_test(nonce, frames(1)));
    for submission in [smuggled, Submission::default()] {
        let travel = world.respond(&other, &id, FACE, submission).await;
        assert_eq!((asked(&travel), problem(&travel)), (FACE, "error-camera-needed"));
    }
    assert_eq!(world.count("factor/alice-id/face").await, 1, "a form spends no try");
});

on_both!(what_was_seen_counts_for_the_newest_attempt_and_once, |db| async move {
    let (world, _, other, id) = World::before_camera(db).await;
    let older = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    let newer = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    assert_ne!(older, newer);
    // Neither what an older attempt saw, nor under the newer one's name, nor for another browser's journey.
    for (named, followed) in [(older, older), (newer, older), ([7; 16], newer), ([7; 16], [7; 16])] {
        let outcome = world.observe(&other, &id, named, seen(followed, 1)).await;
        assert!(matches!(outcome, Err(Error::Raced)), "{named:?}");
    }
    let failed = world.observe(&other, &id, older, Outcome::Failed(Failure::NotAlive)).await;
    assert!(matches!(failed, Err(Error::Raced)), "an older failure does not end the newer attempt");
    let stranger = world.browser();
    let outcome = world.observe(&stranger, &id, newer, seen(newer, 1)).await;
    assert!(matches!(outcome, Err(Error::OtherBrowser)));
    let travel = world.observe(&other, &id, newer, seen(newer, 2)).await.unwrap();
    assert_eq!(problem(&travel), "error-camera-refused");
    let outcome = world.observe(&other, &id, newer, seen(newer, 1)).await;
    assert!(matches!(outcome, Err(Error::Raced)), "it was judged");

    let late = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    world.clock.advance(Duration::from_mins(3));
    let outcome = world.observe(&other, &id, late, seen(late, 1)).await;
    assert!(matches!(outcome, Err(Error::Raced)), "an attempt lapses");

    let left = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    world.restart(&other, &id).await;
    let outcome = world.observe(&other, &id, left, seen(left, 1)).await;
    assert!(matches!(outcome, Err(Error::Raced)), "another step is at hand");
});

on_both!(of_many_attempts_at_once_five_are_evaluated_and_one_is_alive, |db| async move {
    let (world, alice, _) = World::with_face(db).await;
    let world = Arc::new(world);
    let mut journeys = Vec::new();
    for _ in 0..8 {
        let other = world.browser();
        let (id, _) = world.to_face(&other, &alice).await;
        journeys.push((other, id));
    }
    let runs: Vec<_> = (0..64)
        .map(|number| {
            let world = world.clone();
            let (visitor, id) = journeys[number % journeys.len()].clone();
            tokio::spawn(async move { (id.clone(), world.attempt(&visitor, &id).await) })
        })
        .collect();
    let mut begun = Vec::new();
    for run in runs {
        let (id, outcome) = run.await.unwrap();
        begun.extend(outcome.ok().map(|attempt| (id, attempt.challenge.nonce)));
    }
    assert!((1..=5).contains(&begun.len()), "{}", begun.len());
    assert_eq!(world.count("factor/alice-id/face").await, i64::try_from(begun.len()).unwrap());
    let mut alive = 0;
    for (visitor, id) in &journeys {
        for (_, nonce) in begun.iter().filter(|(of, _)| of == id) {
            alive += usize::from(world.observe(visitor, id, *nonce, seen(*nonce, 2)).await.is_ok());
        }
    }
    let ids: std::collections::BTreeSet<_> = begun.iter().map(|(id, _)| id).collect();
    assert_eq!(alive, ids.len(), "of each journey the newest attempt");
});

on_both!(after_five_failures_each_attempt_waits_and_after_a_hundred_the_face_is_disabled, |db| async move {
    let (world, alice, other, id) = World::before_camera(db).await;
    for _ in 0..5 {
        world.look(&other, &id, 2).await;
    }
    assert_eq!(world.attempt(&other, &id).await.unwrap_err(), "error-too-many-tries");
    let travel = world.load(&other, &id).await;
    assert_eq!(travel.journey.problem.unwrap().at, Some(world.clock.now().after(Duration::from_secs(30))));
    world.clock.advance(Duration::from_secs(30));
    world.look(&other, &id, 2).await;
    assert!(world.attempt(&other, &id).await.is_err());
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.look(&other, &id, 1).await.step, Step::Permission, "the right one gets in");

    let (id, _) = world.to_face(&other, &alice).await;
    for number in 1..=99 {
        let travel = world.look(&other, &id, 2).await;
        assert_eq!(asked(&travel), FACE, "{number}");
        world.clock.advance(Duration::from_secs(30));
    }
    let last = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    assert_eq!(world.count("factor/alice-id/face").await, 100);
    assert_eq!(asked(&world.load(&other, &id).await), FACE, "the last attempt is judged like all others");
    let (elsewhere, second) = (world.browser(), world.browser());
    let (_, travel) = world.to_face(&elsewhere, &alice).await;
    assert_eq!(travel.step, Step::End(End::Unmet), "and there is none beside it");
    world.observe(&other, &id, last, seen(last, 2)).await.unwrap();
    assert_eq!(world.face_row(&alice).await.unwrap().state, "disabled");
    assert_eq!(world.events(&alice, "factor.disabled").await.len(), 1);
    assert!(world.mails().await.iter().any(|mail| mail.context["event"] == "factor-disabled"));
    let (_, travel) = world.to_face(&second, &alice).await;
    assert_eq!(travel.step, Step::End(End::Unmet), "not replaced on the way by weaker proofs");
});

on_both!(an_attempt_that_nobody_ended_was_a_try, |db| async move {
    let (world, _, other, id) = World::before_camera(db).await;
    for _ in 0..5 {
        world.attempt(&other, &id).await.unwrap();
    }
    assert!(world.attempt(&other, &id).await.is_err());
});

on_both!(an_attempt_that_this_server_could_not_look_at_is_given_back_once, |db| async move {
    let (world, alice, other, id) = World::before_camera(db).await;
    let begin = async || world.attempt(&other, &id).await.unwrap().challenge.nonce;
    let stop = async |nonce| world.observe(&other, &id, nonce, Outcome::Failed(Failure::Stopped)).await;
    for number in 1..=8 {
        let nonce = begin().await;
        assert_eq!(world.count("factor/alice-id/face").await, 1);
        let travel = stop(nonce).await.unwrap();
        assert_eq!((asked(&travel), problem(&travel)), (FACE, ""), "{number}");
        assert_eq!(world.count("factor/alice-id/face").await, 0);
        assert!(matches!(stop(nonce).await, Err(Error::Raced)), "it has ended");
    }
    assert_eq!(world.events(&alice, "factor.refused").await.len(), 8, "the log has them");

    // What was judged, what another attempt took the place of, and what is left are tries.
    world.look(&other, &id, 2).await;
    let (older, newer) = (begin().await, begin().await);
    assert!(matches!(stop(older).await, Err(Error::Raced)));
    world.observe(&other, &id, newer, seen(newer, 2)).await.unwrap();
    assert!(matches!(stop(newer).await, Err(Error::Raced)));
    let left = begin().await;
    world.observe(&other, &id, left, Outcome::Failed(Failure::Left)).await.unwrap();
    assert_eq!(world.count("factor/alice-id/face").await, 4);
    // The fifth begins the wait, which is over with it.
    let nonce = begin().await;
    stop(nonce).await.unwrap();
    world.look(&other, &id, 2).await;
    assert_eq!(world.attempt(&other, &id).await.unwrap_err(), "error-too-many-tries");
    world.clock.advance(Duration::from_secs(30));
    stop(begin().await).await.unwrap();
    assert_eq!(world.look(&other, &id, 1).await.step, Step::Permission, "nobody waits for our sake");
});

on_both!(the_hundredth_attempt_that_this_server_could_not_look_at_shuts_nothing, |db| async move {
    let (world, alice, other, id) = World::before_camera(db).await;
    let stop = async || {
        let nonce = world.attempt(&other, &id).await.unwrap().challenge.nonce;
        world.observe(&other, &id, nonce, Outcome::Failed(Failure::Stopped)).await.unwrap()
    };
    stop().await;
    world.run("UPDATE throttle SET row_count = 99 WHERE subject = 'factor/alice-id/face'").await;
    world.clock.advance(Duration::from_secs(30));
    let travel = stop().await;
    assert_eq!((asked(&travel), problem(&travel)), (FACE, ""), "the same step goes on");
    assert_eq!(world.count("factor/alice-id/face").await, 99);
    assert_eq!(world.face_row(&alice).await.unwrap().state, "active");
    assert_eq!(world.look(&other, &id, 1).await.step, Step::Permission);
});

on_both!(a_face_is_enrolled_however_often_this_server_could_not_look, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, travel) = world.to_face(&browser, &alice).await;
    world.confirm(&browser, &id, FACE, consent(&travel)).await;
    for number in 0..30 {
        let nonce = world.attempt(&browser, &id).await.unwrap().challenge.nonce;
        let stopped = world.observe(&browser, &id, nonce, Outcome::Failed(Failure::Stopped)).await.unwrap();
        assert_eq!(problem(&stopped), "", "{number}");
    }
    assert_eq!(world.look(&browser, &id, 1).await.step, Step::Permission);
});

on_both!(an_attempt_that_is_left_is_in_the_log_and_the_hundredth_disables_the_face, |db| async move {
    let (world, alice, other, id) = World::before_camera(db).await;
    let leave = async || {
        let nonce = world.attempt(&other, &id).await.unwrap().challenge.nonce;
        world.observe(&other, &id, nonce, Outcome::Failed(Failure::Left)).await.unwrap()
    };
    let failures = async || {
        let events = world.events(&alice, "factor.refused").await;
        let failure = |event: &Event| {
            let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
            detail["failure"].as_str().unwrap_or_default().to_owned()
        };
        events.iter().map(failure).collect::<Vec<_>>()
    };
    let travel = leave().await;
    assert_eq!((asked(&travel), problem(&travel)), (FACE, ""), "nobody waits for a word");
    assert_eq!(failures().await, ["left"]);
    // One that nobody ended is told of when the next begins.
    world.attempt(&other, &id).await.unwrap();
    assert_eq!(failures().await.len(), 1);
    let travel = leave().await;
    assert_eq!((problem(&travel), failures().await.len()), ("", 3));

    world.run("UPDATE throttle SET row_count = 99 WHERE subject = 'factor/alice-id/face'").await;
    world.clock.advance(Duration::from_secs(30));
    leave().await;
    assert_eq!(world.face_row(&alice).await.unwrap().state, "disabled");
    assert_eq!(world.events(&alice, "factor.disabled").await.len(), 1);
    assert!(world.mails().await.iter().any(|mail| mail.context["event"] == "factor-disabled"));
});
