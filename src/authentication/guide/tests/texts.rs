//! Codes by text message, from the number's enrolment on.

use super::*;
use crate::delivery::Channel;

const NUMBER: &str = "+4915123456789";

async fn world(db: Database) -> World {
    World::with(db, |setup| {
        setup.levels = vec![
            ("one", json!([[["password"]]])),
            ("two", json!([[["password"], ["totp", "email_code", "sms_code"]]])),
        ];
    })
    .await
}

/// The texts written so far, the newest first: number and code.
pub(super) async fn texts(world: &World) -> Vec<(String, String)> {
    let mut reader = world.database.read().await.unwrap();
    let rows = storage::outbox::newest(&mut reader, Channel::Sms.kind(), 1_000).await.unwrap();
    rows.iter()
        .map(|row| {
            let about = About { table: "outbox", row: &row.message_id, account: "" };
            let plain = world.vault.open(about, row.payload_sealed.as_deref().unwrap()).unwrap();
            let letter: Letter = serde_json::from_slice(&plain).unwrap();
            assert_eq!(letter.template, "code");
            (letter.to, letter.context["code"].as_str().unwrap().to_owned())
        })
        .filter(|(to, _)| !to.is_empty())
        .collect()
}

/// A journey of `person` that is about to bind a number, its proofs given.
async fn enrolling(world: &World, browser: &Visitor, person: &Person) -> String {
    let purpose = Purpose::Change { enrol: Some("sms_code".into()) };
    let id = world.open(browser, purpose, Demand::default()).await.journey_id;
    world.identify(browser, &id, &person.email).await;
    world.password(browser, &id, PASSWORD).await;
    let travel = world.code(browser, &id, "email_code", &world.mailed_code(person).await).await;
    assert!(matches!(travel.step, Step::Enrol { .. }), "{:?}", travel.step);
    id
}

on_both!(a_number_is_bound_by_the_code_that_reached_it_and_then_signs_in, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let id = enrolling(&world, &browser, &alice).await;
    let travel = world.confirm(&browser, &id, "sms_code", typed("phone", "0151 23456789")).await;
    assert_eq!(problem(&travel), "error-phone-format");
    assert!(texts(&world).await.is_empty());
    world.confirm(&browser, &id, "sms_code", typed("phone", "+49 151 23456789")).await;
    let (to, code) = texts(&world).await.remove(0);
    assert_eq!(to, NUMBER);
    // Not at once, and then the old code is dead.
    let travel = world.confirm(&browser, &id, "sms_code", typed("again", "1")).await;
    assert_eq!(problem(&travel), "error-resend-wait");
    world.clock.advance(Duration::from_secs(30));
    world.confirm(&browser, &id, "sms_code", typed("again", "1")).await;
    let (_, second) = texts(&world).await.remove(0);
    assert_eq!(texts(&world).await.len(), 2);
    if code != second {
        let travel = world.confirm(&browser, &id, "sms_code", typed("code", &code)).await;
        assert_eq!(problem(&travel), "error-code-wrong");
    }
    let travel = world.confirm(&browser, &id, "sms_code", typed("code", &second)).await;
    assert!(!matches!(travel.step, Step::Enrol { .. }), "{:?}", travel.step);
    assert_eq!(world.events(&alice, "factor.added").await.len(), 1);

    let (_, travel) = world.second_step(&world.browser(), "alice").await;
    assert_eq!(asked(&travel), "sms_code");
    assert_eq!(texts(&world).await.len(), 3);
});

on_both!(a_code_of_an_enrolment_is_guessed_at_five_times, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let id = enrolling(&world, &browser, &alice).await;
    world.confirm(&browser, &id, "sms_code", typed("phone", NUMBER)).await;
    let (_, code) = texts(&world).await.remove(0);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        let travel = world.confirm(&browser, &id, "sms_code", typed("code", wrong)).await;
        assert_eq!(problem(&travel), "error-code-wrong");
    }
    let travel = world.confirm(&browser, &id, "sms_code", typed("code", &code)).await;
    assert_eq!(problem(&travel), "error-code-spent", "the right one is late");
    assert!(world.events(&alice, "factor.added").await.is_empty());
});

on_both!(an_account_cannot_make_us_text_one_number_after_the_other, |db| async move {
    let world = World::with(db, |setup| {
        setup.settings.limits.texts.per_account = 3;
        setup.levels = vec![("two", json!([[["password"], ["email_code", "sms_code"]]]))];
    })
    .await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let id = enrolling(&world, &browser, &alice).await;
    for number in ["+447400123451", "+447400123452", "+447400123453", "+447400123454", "+447400123455"] {
        world.confirm(&browser, &id, "sms_code", typed("phone", number)).await;
        world.confirm(&browser, &id, "sms_code", typed("change", "1")).await;
    }
    let mut sent: Vec<String> = texts(&world).await.into_iter().map(|(to, _)| to).collect();
    sent.sort();
    assert_eq!(sent, ["+447400123451", "+447400123452", "+447400123453"]);
    let travel = world.confirm(&browser, &id, "sms_code", typed("phone", "+447400123456")).await;
    assert_eq!(
        travel.journey.pending.unwrap().send_refused_until,
        Some(START.after(Duration::from_hours(1))),
        "and it says until when"
    );
});

on_both!(the_limits_of_a_number_and_of_a_day_hold_for_everybody, |db| async move {
    let world = World::with(db, |setup| {
        setup.settings.limits.texts.per_day = 2;
        setup.levels = vec![("two", json!([[["password"], ["email_code", "sms_code"]]]))];
    })
    .await;
    for (name, number, left) in
        [("a", "+447400123451", 1), ("b", "+447400123452", 2), ("c", "+447400123453", 2)]
    {
        let person = world.person(name, false).await;
        let browser = world.browser();
        let id = enrolling(&world, &browser, &person).await;
        let travel = world.confirm(&browser, &id, "sms_code", typed("phone", number)).await;
        assert_eq!(texts(&world).await.len(), left);
        let refused = travel.journey.pending.unwrap().send_refused_until;
        assert_eq!(refused, (name == "c").then(|| START.after(Duration::from_hours(24))));
    }
});

on_both!(a_day_that_is_used_up_is_told_to_a_name_that_nobody_has_as_to_any_other, |db| async move {
    let world = World::with(db, |setup| {
        setup.settings.limits.texts.per_day = 1;
        setup.levels = vec![("two", json!([[["sms_code"], ["password"]]]))];
    })
    .await;
    for (name, number) in [("alice", "+447400123451"), ("bob", "+447400123452")] {
        let person = world.person(name, false).await;
        let number = Record::of(&factor::sms_code::Number(number.into())).unwrap();
        let row = world.authenticator(&person.account_id, "sms_code", &number);
        world.write(move |write| Box::pin(async move { authenticator::insert(write, &row).await })).await;
    }
    let refused = async |name: &str| {
        let browser = world.browser();
        let id = world.begin(&browser, Demand::default()).await.journey_id;
        let travel = world.identify(&browser, &id, name).await;
        assert_eq!(asked(&travel), "sms_code", "{name}");
        travel.journey.pending.unwrap().send_refused_until
    };
    assert_eq!(refused("nobody").await, None);
    assert_eq!(refused("alice").await, None, "what goes nowhere takes nothing of the day");
    let tomorrow = Some(START.after(Duration::from_hours(24)));
    for name in ["bob", "nobody", "bob", "nobody"] {
        assert_eq!(refused(name).await, tomorrow, "{name}");
    }
    assert_eq!((texts(&world).await.len(), world.count("text/day").await), (1, 1));
});

/// What was texted last: template, number and code.
async fn last_text(world: &World) -> Option<(String, String, String)> {
    let mut reader = world.database.read().await.unwrap();
    let rows = storage::outbox::newest(&mut reader, Channel::Sms.kind(), 1).await.unwrap();
    rows.first().map(|row| {
        let about = About { table: "outbox", row: &row.message_id, account: "" };
        let plain = world.vault.open(about, row.payload_sealed.as_deref().unwrap()).unwrap();
        let letter: Letter = serde_json::from_slice(&plain).unwrap();
        (letter.template, letter.to, letter.context["code"].as_str().unwrap().to_owned())
    })
}

on_both!(a_path_of_dots_goes_to_the_proved_number_if_its_owner_chooses_that, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![
            ("one", json!([[["password"]]])),
            ("two", json!([[["password"], ["email_code", "dot_grid", "sms_code"]]])),
        ];
        setup.settings.limits.texts.per_number = 4;
    })
    .await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let id = enrolling(&world, &browser, &alice).await;
    world.confirm(&browser, &id, "sms_code", typed("phone", NUMBER)).await;
    let (_, _, code) = last_text(&world).await.unwrap();
    world.confirm(&browser, &id, "sms_code", typed("code", &code)).await;

    let browser = world.browser();
    let by = async |id: &str| Box::pin(world.guide.resend(&browser, id, Some(Channel::Sms))).await.unwrap();
    let (id, _) = world.second_step(&browser, "alice").await;
    let travel = world.choose(&browser, &id, "dot_grid").await;
    let page = |travel: &Travel| travel.journey.pending.as_ref().unwrap().page.clone();
    assert_eq!((&page(&travel)["route"], &page(&travel)["other"]), (&json!("mail"), &json!("sms")));
    let mailed = world.mails().await.into_iter().find(|mail| mail.template == "dot_grid").unwrap();
    let travel = by(&id).await;
    assert_eq!(problem(&travel), "error-resend-wait", "another way is no way around the wait");
    assert_eq!(last_text(&world).await.unwrap().0, "code");
    world.clock.advance(Duration::from_secs(30));
    let travel = by(&id).await;
    assert_eq!((&page(&travel)["route"], &page(&travel)["other"]), (&json!("sms"), &json!("mail")));
    let (template, to, path) = last_text(&world).await.unwrap();
    assert_eq!((template.as_str(), to.as_str()), ("dot_grid", NUMBER));
    let travel = world.code(&browser, &id, "dot_grid", mailed.context["code"].as_str().unwrap()).await;
    assert_eq!(problem(&travel), "error-code-wrong", "the mailed path died");
    // Texts have their own limit on this way too; what may not leave leaves the question as it was.
    for _ in 0..2 {
        world.clock.advance(Duration::from_mins(2));
        by(&id).await;
    }
    let refused = by(&id).await;
    assert!(
        refused.journey.pending.as_ref().unwrap().send_refused_until.is_some()
            || !problem(&refused).is_empty()
    );
    let (_, _, last) = last_text(&world).await.unwrap();
    assert_ne!(last, path);
    let travel = world.code(&browser, &id, "dot_grid", &last).await;
    assert_eq!((problem(&travel), &travel.step), ("", &Step::Permission));
});

on_both!(nobody_chooses_a_way_before_anything_was_proved, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("two", json!([[["dot_grid"], ["password"]]]))];
    })
    .await;
    let alice = world.person("alice", false).await;
    let phone = "+4915123456789".to_owned();
    let account_id = alice.account_id.clone();
    world
        .write(move |write| {
            Box::pin(async move {
                let mut account = account::find(write, &account_id).await?.unwrap();
                (account.phone, account.phone_verified_at) = (Some(phone), Some(Timestamp(1)));
                account::update(write, &account, START).await.map(drop)
            })
        })
        .await;
    let browser = world.browser();
    let id = world.begin(&browser, Demand::default()).await.journey_id;
    let travel = world.identify(&browser, &id, "alice").await;
    assert_eq!(asked(&travel), "dot_grid");
    world.clock.advance(Duration::from_secs(30));
    let travel = Box::pin(world.guide.resend(&browser, &id, Some(Channel::Sms))).await.unwrap();
    let page = travel.journey.pending.as_ref().unwrap().page.clone();
    assert_eq!((&page["route"], &page["other"]), (&json!("mail"), &Value::Null));
    assert!(last_text(&world).await.is_none());
});

on_both!(a_number_that_codes_must_go_to_is_not_given_up, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("two", json!([[["password"], ["dot_grid"]]]))];
    })
    .await;
    let person = world.somebody("alice", false, false).await;
    let mut reader = world.database.read().await.unwrap();
    let found = account::find(&mut reader, &person.account_id).await.unwrap().unwrap();
    let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
    let numbered =
        Account { phone: Some(NUMBER.into()), phone_verified_at: Some(Timestamp(1)), ..found.clone() };
    assert!(!world.guide.can_spare_number(&mut reader, &numbered, &rows).await.unwrap());
    let mailed = Account { email_verified_at: Some(Timestamp(1)), ..numbered };
    assert!(world.guide.can_spare_number(&mut reader, &mailed, &rows).await.unwrap());
    assert!(world.guide.can_spare_number(&mut reader, &found, &rows).await.unwrap(), "nothing to lose");
});
