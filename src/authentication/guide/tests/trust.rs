//! Remembered devices, offers, freezing, and what a stranger sees of an account.

use super::*;
use crate::authentication::{guide::OfferAnswer, policy::Remembered};

fn remembering(setup: &mut Setup) {
    setup.rules.administrators = vec!["admins".into()];
    setup.rules.remembered = Remembered {
        lifetime: Duration::from_hours(24 * 30),
        replaces: vec!["totp".into(), "email_code".into()],
        clients: vec!["shop".into()],
        administrators: false,
    };
}

fn of_shop() -> Demand {
    Demand { client_id: "shop".into(), ..Demand::default() }
}

/// Signs in with an app's code and "don't ask again on this device", then lets the session end.
async fn remembered(world: &World, person: &Person) -> Visitor {
    let mut browser = world.browser();
    let id = world.begin(&browser, of_shop()).await.journey_id;
    world.identify(&browser, &id, &person.email).await;
    world.password(&browser, &id, PASSWORD).await;
    let mut answer = typed("code", &world.totp(person));
    answer.fields.insert("trust".into(), "1".into());
    let travel = world.respond(&browser, &id, "totp", answer).await;
    assert_eq!(world.finish(&mut browser, travel).await.acr, "two");
    browser.session = None;
    browser
}

/// What comes after the password, for a demand.
async fn after_password(world: &World, browser: &Visitor, person: &Person, demand: Demand) -> Travel {
    let id = world.begin(browser, demand).await.journey_id;
    world.identify(browser, &id, &person.email).await;
    world.password(browser, &id, PASSWORD).await
}

on_both!(a_remembered_device_stands_in_for_the_second_factor_and_the_token_says_so, |db| async move {
    let world = World::with(db, remembering).await;
    let alice = world.person("alice", true).await;
    let mut browser = remembered(&world, &alice).await;
    let travel = after_password(&world, &browser, &alice, of_shop()).await;
    assert_eq!(travel.step, Step::Permission);
    let done = world.finish(&mut browser, travel).await;
    assert_eq!((done.acr.as_str(), done.amr), ("one", vec!["pwd".to_owned()]));
    browser.session = None;

    let asked_for = Demand { levels: vec!["two".into()], ..of_shop() };
    let others = world.browser();
    for (browser, demand, why) in [
        (&browser, asked_for, "the client asks for the level itself"),
        (&browser, Demand { client_id: "bank".into(), ..Demand::default() }, "another client"),
        (&others, of_shop(), "another browser"),
    ] {
        let travel = after_password(&world, browser, &alice, demand).await;
        assert_eq!(asked(&travel), "totp", "{why}");
    }
    let bob = world.person("bob", true).await;
    assert_eq!(asked(&after_password(&world, &browser, &bob, of_shop()).await), "totp", "another person");
    world.clock.advance(Duration::from_hours(24 * 30));
    assert_eq!(asked(&after_password(&world, &browser, &alice, of_shop()).await), "totp", "lapsed");
});

on_both!(a_forgotten_device_is_asked_again, |db| async move {
    let world = World::with(db, remembering).await;
    let alice = world.person("alice", true).await;
    let browser = remembered(&world, &alice).await;
    let account_id = alice.account_id.clone();
    world
        .write(move |write| {
            Box::pin(async move { storage::remembered_device::forget_all(write, &account_id).await })
        })
        .await;
    assert_eq!(asked(&after_password(&world, &browser, &alice, of_shop()).await), "totp");
});

on_both!(a_device_is_not_remembered_where_it_may_not_be, |db| async move {
    let world = World::with(db, |setup| {
        remembering(setup);
        setup.rules.remembered.clients.clear();
    })
    .await;
    let alice = world.person("alice", true).await;
    let browser = remembered(&world, &alice).await;
    assert_eq!(asked(&after_password(&world, &browser, &alice, of_shop()).await), "totp");
});

on_both!(a_level_of_ones_own_is_demanded_whatever_the_client, |db| async move {
    let world = World::with(db, |setup| {
        setup.default_level = "one";
        setup.rules.accounts.insert("alice".into(), "aal2".into());
    })
    .await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", true).await);
    let browser = world.browser();
    assert_eq!(asked(&after_password(&world, &browser, &alice, Demand::default()).await), "totp");
    assert_eq!(after_password(&world, &browser, &bob, Demand::default()).await.step, Step::Permission);
});

on_both!(the_most_wanted_level_within_reach_is_followed, |db| async move {
    let world = World::with(db, |setup| setup.default_level = "one").await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", false).await);
    let wish = || Demand { levels: vec!["aal2".into(), "one".into()], ..Demand::default() };
    let browser = world.browser();
    assert_eq!(asked(&after_password(&world, &browser, &alice, wish()).await), "totp");
    assert_eq!(after_password(&world, &browser, &bob, wish()).await.step, Step::Permission, "no app to ask");
});

// Until something was proved, on a browser it never signed in from, an account looks like any name.
on_both!(a_stranger_sees_the_same_of_every_name, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels =
            vec![("two", json!([[["totp"], ["password"]], [["password"], ["totp", "email_code"]]]))];
    })
    .await;
    world.person("with-app", true).await;
    world.person("without", false).await;
    world.somebody("unproved", false, false).await;
    let mut seen = Vec::new();
    for name in ["with-app", "without", "unproved", "nobody"] {
        let browser = world.browser();
        let id = world.named(&browser, name).await;
        let travel = world.load(&browser, &id).await;
        let other = world.choose(&browser, &id, "totp").await;
        seen.push((travel.step, other.step));
    }
    assert_eq!(seen[0].0, verify("password", &["totp"]));
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
});

on_both!(an_offer_is_made_to_a_browser_that_can_and_declined_for_a_while, |db| async move {
    let world = World::with(db, |setup| setup.settings.offer_at_sign_in = vec!["totp".into()]).await;
    let alice = world.person("alice", false).await;
    // With a password and a mailed code; `capable` is what the browser says of itself.
    let sign_in = async |browser: &Visitor, capable: &str| {
        world.clock.advance(Duration::from_secs(1)); // so that the newest mail is the one
        let id = world.named(browser, "alice").await;
        let mut answer = typed("password", PASSWORD);
        answer.fields.insert("capable".into(), capable.into());
        world.respond(browser, &id, "password", answer).await;
        let code = world.mailed_code(&alice).await;
        world.code(browser, &id, "email_code", &code).await
    };
    let answer = async |browser: &Visitor, travel: &Travel, answer| {
        Box::pin(world.guide.answer_offer(browser, &travel.journey_id, answer)).await.unwrap()
    };
    let offer = Step::Offer { kind: "totp".into() };
    let mut browser = world.browser();
    assert_eq!(sign_in(&browser, "").await.step, Step::Permission, "a browser that says nothing");
    let travel = sign_in(&browser, "totp").await;
    assert_eq!(travel.step, offer);
    let travel = answer(&browser, &travel, OfferAnswer::Take).await;
    assert_eq!(travel.step, enrol_totp());
    assert!(travel.is_optional());
    let travel = answer(&browser, &travel, OfferAnswer::Later).await;
    assert_eq!(travel.step, Step::Permission, "it can still be left out");
    world.finish(&mut browser, travel).await;

    let browser = world.browser();
    assert_eq!(sign_in(&browser, "totp").await.step, Step::Permission, "not so soon");
    world.clock.advance(Duration::from_hours(24 * 14));
    let travel = sign_in(&browser, "totp").await;
    assert_eq!(travel.step, offer);
    answer(&browser, &travel, OfferAnswer::Never).await;
    world.clock.advance(Duration::from_hours(24 * 400));
    assert_eq!(sign_in(&world.browser(), "totp").await.step, Step::Permission, "never again");
});

/// The link of the newest notice: account, authenticator, secret.
async fn link(world: &World) -> (String, String, String) {
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.template == "notice").unwrap();
    let uri = url::Url::parse(mail.context["not_me_uri"].as_str().unwrap()).unwrap();
    let path: Vec<_> = uri.path_segments().unwrap().map(str::to_owned).collect();
    (path[1].clone(), path[2].clone(), uri.query_pairs().next().unwrap().1.into_owned())
}

on_both!(whoever_says_it_was_not_them_stops_it_once_and_for_all, |db| async move {
    let world = World::with(db, |setup| setup.default_level = "aal2").await;
    let alice = world.person("alice", false).await;
    let mut browser = world.browser();
    let (id, travel) = world.second_step(&browser, "alice").await;
    assert_eq!(asked(&travel), "email_code");
    let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
    let groups = travel.journey.pending.as_ref().unwrap().page["secret_groups"].as_array().unwrap().clone();
    let text: String = groups.iter().map(|group| group.as_str().unwrap()).collect();
    let bytes = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).unwrap();
    let seed = totp::Seed::new(&bytes.try_into().unwrap());
    let code = seed.code(totp::step(world.clock.now())).unwrap();
    let travel = world.confirm(&browser, &id, "totp", typed("code", &code)).await;
    world.finish(&mut browser, travel).await;
    assert_eq!(world.sessions(&alice).await.len(), 1);

    let (account, about, secret) = link(&world).await;
    let stranger = world.browser();
    assert!(world.guide.knows_link(&account, &about, &secret).await.unwrap());
    for (account, about, secret) in
        [("bob-id", &*about, &*secret), (&*account, "-", &*secret), (&*account, &*about, "x")]
    {
        assert!(!world.guide.freeze(&stranger, account, about, secret).await.unwrap());
    }
    assert_eq!(world.sessions(&alice).await.len(), 1, "a wrong link changes nothing");
    assert!(world.guide.freeze(&stranger, &account, &about, &secret).await.unwrap());
    assert!(!world.guide.freeze(&stranger, &account, &about, &secret).await.unwrap(), "once");
    assert!(world.sessions(&alice).await.is_empty());
    assert_eq!(world.events(&alice, "account.factors_frozen").await.len(), 1);
    // The factor is off, and no other can be bound.
    let (_, travel) = world.second_step(&browser, "alice").await;
    assert_eq!(travel.step, Step::End(End::Unmet));
});
