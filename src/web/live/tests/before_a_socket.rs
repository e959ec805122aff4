//! Over a socket: who may open one, what may be sent, and how it ends.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_face_is_enrolled_and_compared_over_the_socket() {
    let (served, visitor, id) = Served::before_camera().await;
    let mut socket = served.begin(&visitor, &id).await;
    socket.send(Packet::Binary("n".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["hint"], json!({ "key": "no-face", "done": 0, "of": 3 }));
    tokio::time::sleep(Duration::from_millis(500)).await; // longer than an idle connection may wait
    socket.send(Packet::Binary("1".into())).await.unwrap();
    let over = json!({ "over": { "how": "next", "to": format!("/login/{id}/identifier") } });
    assert_eq!(hear(&mut socket).await, over);
    assert_eq!(closed(&mut socket).await, Some(1000));
    assert_eq!(served.faces().await.len(), 1);
    assert!(served.is_through(&visitor, &id).await);

    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    for frame in [b"2", b"f", b"x"] {
        assert_eq!(served.show(&visitor, &id, frame).await["over"]["how"], "refused");
        assert!(!served.is_through(&visitor, &id).await);
    }
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
    assert!(served.is_through(&visitor, &id).await);
    let challenges = served.challenges.lock().unwrap();
    let nonces: std::collections::BTreeSet<_> = challenges.iter().map(|challenge| challenge.nonce).collect();
    assert_eq!(nonces.len(), challenges.len(), "each attempt is asked something of its own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_our_own_page_in_the_browser_of_the_journey_opens_a_camera() {
    let (served, visitor, id) = Served::before_camera().await;
    let other = served.browser();
    let path = served.path(&visitor, &id);
    let own = Some(visitor.browser.as_str());
    let foreign = served.path(&other, &id);
    let plain = format!("/login/{id}/face/live");
    for (what, path, cookie, origin, status) in [
        ("another site", &path, own, Some("https://evil.example"), 403),
        ("a sandbox", &path, own, Some("null"), 403),
        ("a program", &path, own, None, 403),
        ("no cookie", &path, None, Some(ORIGIN), 403),
        ("another browser with our token", &path, Some(other.browser.as_str()), Some(ORIGIN), 403),
        ("another browser with its own", &foreign, Some(other.browser.as_str()), Some(ORIGIN), 403),
        ("no token", &plain, own, Some(ORIGIN), 403),
    ] {
        assert_eq!(served.open(path, cookie, origin).await.err(), Some(status), "{what}");
    }
    let token = served.token(&visitor, &id);
    for kind in ["totp", "password", "nothing"] {
        let path = format!("/login/{id}/{kind}/live?csrf={token}");
        assert_eq!(served.open(&path, own, Some(ORIGIN)).await.err(), Some(409), "{kind}");
    }
    let unknown = served.token(&visitor, "unknown");
    let path = format!("/login/unknown/face/live?csrf={unknown}");
    assert_eq!(served.open(&path, own, Some(ORIGIN)).await.err(), Some(410));
    assert!(served.challenges.lock().unwrap().is_empty(), "nobody was watched");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_camera_opens_before_consent() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let (id, _) = served.to_face(&visitor, "alice").await;
    let mut socket =
        served.open(&served.path(&visitor, &id), Some(&visitor.browser), Some(ORIGIN)).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "refused");
    assert!(served.challenges.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_looks_gets_ready_while_the_page_is_read_and_not_before_consent() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let (id, travel) = served.to_face(&visitor, "alice").await;
    let page = format!("/login/{id}/enrol/face");
    let (status, _) = served.get(&page, &visitor.browser).await;
    assert_eq!((status, served.prepared.load(Ordering::SeqCst)), (200, 0));
    served.agree(&visitor, &id, &travel).await;
    let (status, _) = served.get(&page, &visitor.browser).await;
    assert_eq!((status, served.prepared.load(Ordering::SeqCst)), (200, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_page_of_ours_sends_ends_the_attempt() {
    let (served, visitor, id) = Served::enrolled().await;

    let mut socket = served.begin(&visitor, &id).await;
    socket.send(Packet::Text(r#"{"over":{"how":"next"},"seen":true}"#.into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "refused");
    assert_eq!(closed(&mut socket).await, Some(1003));

    let mut socket = served.begin(&visitor, &id).await;
    let _ = socket.send(Packet::Binary(vec![b'1'; LARGEST_FRAME + 1].into())).await;
    closed(&mut socket).await;
    assert!(!served.is_through(&visitor, &id).await, "a frame of more than 2 MiB is not looked at");

    let mut socket = served.begin(&visitor, &id).await;
    for _ in 0..400 {
        if socket.send(Packet::Binary("n".into())).await.is_err() {
            break;
        }
    }
    assert_eq!(closed(&mut socket).await.unwrap_or(1008), 1008, "a flood");
    assert!(!served.is_through(&visitor, &id).await);
    // Each of them was a try, and the wait has begun with the fifth.
    served.show(&visitor, &id, b"f").await;
    served.show(&visitor, &id, b"f").await;
    let mut socket =
        served.open(&served.path(&visitor, &id), Some(&visitor.browser), Some(ORIGIN)).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_while_a_frame_is_looked_at_is_dropped() {
    let (served, visitor, id) = Served::before_camera().await;
    let mut socket = served.begin(&visitor, &id).await;
    socket.send(Packet::Binary("slow".into())).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    for _ in 0..10 {
        socket.send(Packet::Binary("f".into())).await.unwrap();
    }
    assert_eq!(hear(&mut socket).await["hint"]["key"], "hold-still");
    assert_eq!(served.looked.load(Ordering::SeqCst), 1, "an old frame is not looked at later");
    socket.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_connection_takes_the_place_of_the_first() {
    let (served, visitor, id) = Served::before_camera().await;
    let mut first = served.begin(&visitor, &id).await;
    let mut second = served.begin(&visitor, &id).await;
    assert_eq!(closed(&mut first).await, Some(1001));
    second.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut second).await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_is_in_the_log_and_is_told_nothing() {
    let (served, visitor, id) = Served::enrolled().await;
    drop(served.begin(&visitor, &id).await);
    let left = async || {
        let mut reader = served.site.database.read().await.unwrap();
        let account = storage::account::find_by_name(&mut reader, "alice").await.unwrap().unwrap();
        let events = storage::audit::of_account(&mut reader, &account.account_id, 100).await.unwrap();
        events.iter().filter(|it| it.kind == "factor.refused" && it.detail.contains(r#""left""#)).count()
    };
    let written = tokio::time::timeout(Duration::from_secs(5), async {
        while left().await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    written.await.expect("it is in the log");
    let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
    assert!(travel.journey.problem.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attempt_is_waited_for_when_the_service_ends() {
    let (served, visitor, id) = Served::before_camera().await;
    let mut socket = served.begin(&visitor, &id).await;
    served.trigger.drain();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!served.ending.is_finished(), "somebody is before the camera");
    socket.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "next");
    closed(&mut socket).await;
    drop(socket);
    let ending = tokio::time::timeout(Duration::from_secs(5), served.ending).await.unwrap().unwrap();
    assert_eq!(ending, Ending::Drained);
}
