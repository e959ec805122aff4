//! More people than can be looked at: who waits, who is told to come back, and that nobody pays for it.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_every_place_taken_is_told_when_to_come_back() {
    let (served, visitor, id) = Served::before_camera().await;
    let taken: Vec<_> = (0..ROOM).map(|n| served.site.places.take(&n.to_string(), None)).collect();
    let own = Some(visitor.browser.as_str());
    assert_eq!(served.open(&served.path(&visitor, &id), own, Some(ORIGIN)).await.err(), Some(503));
    let form = format!("csrf={}", served.token(&visitor, &id));
    let path = format!("/login/{id}/face/frame");
    let (status, answer) = served.post(&path, &visitor.browser, FORM, form.as_bytes()).await;
    assert!(status == 503 && answer.contains("retry-after: 5"), "{answer}");
    assert!(served.challenges.lock().unwrap().is_empty(), "no try was spent");
    drop(taken);
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_frames_are_always_passed_over_is_told_that_it_is_busy() {
    let (served, visitor, id) = Served::before_camera().await;
    let mut socket = served.begin(&visitor, &id).await;
    assert_eq!(served.pass_over(&mut socket).await["over"]["how"], "busy");
    assert_eq!(closed(&mut socket).await, Some(1013));
    let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
    assert!(travel.journey.problem.is_none(), "nobody is blamed");
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_pays_for_an_attempt_that_was_passed_over() {
    let (served, visitor, id) = Served::enrolled().await;
    // More often than an account may fail without a wait, over the socket and by upload.
    for _ in 0..4 {
        let mut socket = served.begin(&visitor, &id).await;
        let end = served.pass_over(&mut socket).await;
        assert_eq!(end["over"]["how"], "busy");
    }
    let (path, token) = (format!("/login/{id}/face/frame"), served.token(&visitor, &id));
    for _ in 0..4 {
        let (_, answer) = served.post(&path, &visitor.browser, FORM, &form(&token, "")).await;
        let attempt = answer.split("\"attempt\":\"").nth(1).unwrap().split('"').next().unwrap();
        let next = format!("{path}?attempt={attempt}");
        for number in 1..=10 {
            let (status, answer) = served.post(&next, &visitor.browser, FILE, &upload(&token, b"b")).await;
            assert_eq!(status, if number < 10 { 204 } else { 200 }, "{answer}");
            assert_eq!(answer.contains(r#""how":"busy""#), number == 10, "{answer}");
        }
    }
    for _ in 0..4 {
        assert_eq!(served.show(&visitor, &id, b"2").await["over"]["how"], "refused");
    }
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next", "it is the fifth try");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_shows_nothing_does_not_keep_the_place_and_one_account_has_two() {
    let served = Served::new().await;
    served.account("alice").await;
    let mut journeys = Vec::new();
    for _ in 0..3 {
        // Of several letters the newest has the code.
        served.site.clock.advance(Duration::from_secs(1));
        let visitor = served.browser();
        let id = served.to_camera(&visitor, "alice").await;
        journeys.push((visitor, id));
    }
    let mut open = Vec::new();
    for (visitor, id) in &journeys {
        let own = Some(visitor.browser.as_str());
        open.push(served.open(&served.path(visitor, id), own, Some(ORIGIN)).await);
    }
    let last = open.remove(2);
    assert_eq!(last.err(), Some(503), "two are before the camera already");
    let mut first = open.remove(0).unwrap();
    assert_eq!(hear(&mut first).await["begun"]["seconds"], 30);
    assert_eq!(hear(&mut first).await["over"]["how"], "refused");
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    tokio::time::sleep(QUIET).await;
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
}
