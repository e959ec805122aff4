//! A step that is continued on another device, before the camera of that one.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_device_answers_the_step_before_its_own_camera() {
    let (served, visitor, id) = Served::enrolled().await;
    let (phone, stranger) = (served.browser(), served.browser());
    let (own, token) = (visitor.browser.as_str(), served.token(&visitor, &id));
    let here = format!("/login/{id}/face/phone");

    assert_eq!(served.get(&here, own).await.0, 303, "nothing was handed over");
    assert_eq!(served.post(&here, own, FORM, b"").await.0, 403, "no token");
    let (status, answer) = served.post(&here, own, FORM, &form(&token, "")).await;
    assert_eq!((status, location(&answer)), (303, here.as_str()));
    let (status, page) = served.get(&here, own).await;
    assert!(status == 200 && page.contains("<svg") && page.contains("data-watch=\"open\""), "{page}");
    assert_eq!(served.get(&here, &stranger.browser).await.0, 403);
    let found = Box::pin(served.site.guide.handover(&visitor, &id, "face")).await.unwrap();
    let link = served.site.guide.handover_link(&visitor, &found.1.unwrap().0);
    let path = link.strip_prefix(ORIGIN).unwrap();
    let secret = path.strip_prefix("/phone?token=").unwrap();

    // Opening it takes nothing.
    for _ in 0..2 {
        let (status, page) = served.get(path, &phone.browser).await;
        assert!(status == 200 && page.contains("Firefox") && !page.contains("alice"), "{page}");
    }
    assert_eq!(served.get("/phone?token=x", &phone.browser).await.0, 410);
    let csrf = served.token(&phone, "phone");
    let take = form(&csrf, &format!("token={secret}&answer=take"));
    assert_eq!(served.post("/phone", &stranger.browser, FORM, &take).await.0, 403, "without its token");
    let (status, answer) = served.post("/phone", &phone.browser, FORM, &take).await;
    assert_eq!(status, 303, "{answer}");
    let away = location(&answer).to_owned();
    let handover = away.strip_prefix("/phone/").unwrap();
    let (status, again) = served.post("/phone", &phone.browser, FORM, &take).await;
    assert_eq!((status, location(&again)), (303, away.as_str()), "the first answer may have got lost");
    let other = form(&served.token(&stranger, "phone"), &format!("token={secret}&answer=take"));
    assert_eq!(served.post("/phone", &stranger.browser, FORM, &other).await.0, 410, "it is taken");
    let (_, page) = served.get(&away, &phone.browser).await;
    let number = page.split("id=\"handover-number\"").nth(1).unwrap();
    let number = number.split('>').nth(1).unwrap().split('<').next().unwrap();
    assert!(!page.contains("id=\"face\""), "no camera yet: {page}");
    assert_eq!(served.get(&away, &stranger.browser).await.0, 410);

    let live = |who: &Visitor| format!("{away}/live?csrf={}", served.token(who, handover));
    let open = async |who: &Visitor| served.open(&live(who), Some(&who.browser), Some(ORIGIN)).await;
    assert_eq!(open(&phone).await.err(), Some(409), "nobody has confirmed it");
    let (_, page) = served.get(&here, own).await;
    assert!(page.contains("name=\"number\"") && !page.contains(&format!(">{number}<")), "{page}");
    let named = form(&token, &format!("number={number}"));
    let (status, _) = served.post(&format!("{here}/number"), own, FORM, &named).await;
    assert_eq!(status, 303);
    let (_, page) = served.get(&away, &phone.browser).await;
    assert!(page.contains(&format!("data-live=\"/phone/{handover}/live\"")), "{page}");
    assert!(page.contains("permissions-policy: camera=(self)"), "{page}");
    for nobody in [&stranger, &visitor] {
        assert_eq!(open(nobody).await.err(), Some(409));
    }
    let mut socket = open(&phone).await.unwrap();
    assert_eq!(hear(&mut socket).await["begun"]["seconds"], 30);
    socket.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await, json!({ "over": { "how": "next", "to": away } }));
    assert_eq!(open(&phone).await.err(), Some(409), "one attempt");
    let (_, page) = served.get(&away, &phone.browser).await;
    assert!(page.contains("<h1>Done</h1>"), "{page}");
    let onward = format!("/login/{id}/identifier");
    let (status, answer) = served.get(&here, own).await;
    assert_eq!((status, location(&answer)), (303, onward.as_str()));
    assert!(served.is_through(&visitor, &id).await);
    assert_eq!(served.get(&onward, &phone.browser).await.0, 403, "the journey is not the device's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_leaves_in_the_middle_has_used_its_attempt() {
    let (served, visitor, id) = Served::before_camera().await;
    let phone = served.browser();
    let guide = &served.site.guide;
    Box::pin(guide.hand_over(&visitor, &id, "face")).await.unwrap();
    let found = Box::pin(guide.handover(&visitor, &id, "face")).await.unwrap();
    let link = guide.handover_link(&visitor, &found.1.unwrap().0);
    let handover = guide.claim_handover(&phone, link.split_once("token=").unwrap().1).await.unwrap().unwrap();
    let number = guide.handover_here(&phone, &handover).await.unwrap().unwrap().row.number.unwrap();
    Box::pin(guide.confirm_handover(&visitor, &id, "face", &number.to_string())).await.unwrap();
    let path = format!("/phone/{handover}/live?csrf={}", served.token(&phone, &handover));
    let mut socket = served.open(&path, Some(&phone.browser), Some(ORIGIN)).await.unwrap();
    hear(&mut socket).await;
    drop(socket);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (_, page) = served.get(&format!("/phone/{handover}"), &phone.browser).await;
    assert!(page.contains("That did not work"), "{page}");
    let form = form(&served.token(&phone, &handover), "");
    assert_eq!(served.post(&format!("/phone/{handover}/frame"), &phone.browser, FORM, &form).await.0, 409);
    let (_, page) = served.get(&format!("/login/{id}/face/phone"), &visitor.browser).await;
    assert!(page.contains("It did not work on your phone"), "{page}");
    assert_eq!(
        served.show(&visitor, &id, b"1").await["over"]["how"],
        "next",
        "the browser goes on by itself"
    );
}
