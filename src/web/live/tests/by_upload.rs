//! Where sockets are blocked: each frame is a request of its own.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_sockets_are_blocked_frames_are_uploaded() {
    let (served, visitor, id) = Served::before_camera().await;
    let other = served.browser();
    let (path, token) = (format!("/login/{id}/face/frame"), served.token(&visitor, &id));
    let own = visitor.browser.as_str();
    let form = format!("csrf={token}");
    assert_eq!(served.post(&path, own, FORM, b"").await.0, 403, "no token");
    assert_eq!(served.post(&path, &other.browser, FORM, form.as_bytes()).await.0, 403);
    let (status, answer) = served.post(&path, own, FORM, form.as_bytes()).await;
    assert_eq!(status, 200, "{answer}");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let begun: Value = serde_json::from_str(body).unwrap();
    let attempt = begun["begun"]["attempt"].as_str().unwrap().to_owned();
    let next = format!("{path}?attempt={attempt}");
    let frame = upload(&token, b"n");
    assert_eq!(served.post(&path, own, FILE, &frame).await.0, 409, "of no attempt");
    assert_eq!(served.post(&next, &other.browser, FILE, &frame).await.0, 409, "of another browser");
    assert_eq!(served.post(&next, own, FILE, &upload("x", b"n")).await.0, 403, "without its token");
    assert_eq!(served.looked.load(Ordering::SeqCst), 0);
    let large = upload(&token, &vec![b'n'; LARGEST_FRAME + 1]);
    assert_eq!(served.post(&next, own, FILE, &large).await.0, 413);
    let (status, answer) = served.post(&next, own, FILE, &frame).await;
    assert!(status == 200 && answer.contains(r#"{"hint":{"key":"no-face","done":0,"of":3}}"#), "{answer}");
    tokio::time::sleep(Duration::from_millis(250)).await;
    let shown = upload(&token, b"1 and as many bytes as a picture has");
    let (_, answer) = served.post(&next, own, FILE, &shown).await;
    assert!(answer.contains(r#"{"over":{"how":"next""#), "{answer}");
    assert!(served.is_through(&visitor, &id).await);
    assert_eq!(served.post(&next, own, FILE, &shown).await.0, 409, "it is over");
    assert_eq!(served.faces().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attempts_by_upload_that_are_left_keep_nobody_from_the_camera() {
    let (served, visitor, id) = Served::enrolled().await;
    let other = served.browser();
    let others = served.to_camera(&other, "alice").await;
    let begin = async |who: &Visitor, id: &str| {
        let (path, form) = (format!("/login/{id}/face/frame"), form(&served.token(who, id), ""));
        served.post(&path, &who.browser, FORM, &form).await
    };
    // The socket of `show` may still be parting.
    let mut taken = Vec::new();
    while taken.len() < ROOM {
        match served.site.places.take(&taken.len().to_string(), None) {
            Some(place) => taken.push(place),
            None => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
    drop(taken.pop());
    let (status, answer) = begin(&visitor, &id).await;
    assert_eq!(status, 200, "{answer}");
    let first = answer.split("\"attempt\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(begin(&other, &others).await.0, 503, "every place is taken");

    // Who begins again takes over, and from then on the older one is nobody's.
    *served.limit.lock().unwrap() = Duration::from_millis(100);
    let (status, answer) = begin(&visitor, &id).await;
    assert_eq!(status, 200, "{answer}");
    let frame = upload(&served.token(&visitor, &id), b"n");
    let next = format!("/login/{id}/face/frame?attempt={first}");
    assert_eq!(served.post(&next, &visitor.browser, FILE, &frame).await.0, 409);

    // Who never shows a frame is out of time by themselves.
    let began = tokio::time::timeout(Duration::from_secs(10), async {
        while begin(&other, &others).await.0 != 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    began.await.expect("the place of whoever left is free");
    let problem = async || {
        let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
        travel.journey.problem.is_some()
    };
    let told = tokio::time::timeout(Duration::from_secs(5), async {
        while !problem().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    told.await.expect("the journey is told that time was up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_frame_of_an_attempt_is_read_at_a_time_and_one_that_breaks_off_is_accounted_for() {
    let (served, visitor, id) = Served::before_camera().await;
    let (path, token) = (format!("/login/{id}/face/frame"), served.token(&visitor, &id));
    let own = visitor.browser.as_str();
    let (_, answer) = served.post(&path, own, FORM, &form(&token, "")).await;
    let attempt = answer.split("\"attempt\":\"").nth(1).unwrap().split('"').next().unwrap();
    let next = format!("{path}?attempt={attempt}");
    // A frame that never arrives in whole.
    let head = format!(
        "POST {next} HTTP/1.1\r\nhost: id.example.org\r\norigin: {ORIGIN}\r\nuser-agent: Firefox\r\n\
         cookie: __Host-doorward-browser={own}\r\ncontent-type: {FILE}\r\ncontent-length: 1000\r\n\r\n--x\r\n"
    );
    let mut slow = TcpStream::connect(served.address).await.unwrap();
    slow.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(served.post(&next, own, FILE, &upload(&token, b"n")).await.0, 204);
    assert_eq!(served.looked.load(Ordering::SeqCst), 0);
    drop(slow);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(served.post(&next, own, FILE, &upload(&token, b"n")).await.0, 200);

    // The sender of a frame goes away while it is looked at.
    let body = upload(&token, b"slow");
    let length = format!("content-length: {}\r\n\r\n", body.len());
    let head = head.replace("content-length: 1000\r\n\r\n--x\r\n", &length);
    let mut gone = TcpStream::connect(served.address).await.unwrap();
    gone.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(gone);
    let told = tokio::time::timeout(QUIET * 3, async {
        loop {
            let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
            if travel.journey.problem.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    told.await.expect("the attempt ends by the clock");
    assert_eq!(served.post(&next, own, FILE, &upload(&token, b"1")).await.0, 409);
}
