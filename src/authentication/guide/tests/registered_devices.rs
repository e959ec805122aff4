//! Registered devices: the account is named by the key of a browser, which is one step and no more; several factors ask
//! beside the name at the same time.

use super::*;
use crate::authentication::{
    factor::{
        Person as Subject, Round, Scene,
        passkey::soft_authenticator::SoftAuthenticator,
        registered_device::soft_device::{SoftDevice, question},
    },
    guide::OfferAnswer,
};

const KIND: &str = "registered_device";

async fn world(db: Database) -> World {
    World::with(db, |setup| {
        setup.levels = vec![
            ("device", json!([[["registered_device"]], [["password"]]])),
            ("two", json!([[["password"], ["totp", "email_code", "registered_device"]]])),
            ("next", json!([[["registered_device"], ["totp"]], [["password"], ["totp"]]])),
            ("aal2", json!([[["password"], ["totp", "registered_device"]]])),
        ];
        setup.default_level = "device";
    })
    .await
}

fn scene(world: &World) -> Scene {
    Scene {
        now: world.clock.now(),
        random: world.random.clone(),
        decoy_key: [0; 32],
        host: String::new(),
        identifier: String::new(),
        proved: true,
    }
}

fn subject(person: &Person) -> Subject {
    Subject {
        account_id: person.account_id.clone(),
        username: person.email.clone(),
        email: None,
        phone: None,
    }
}

/// A device bound to `person` as an enrolment binds it.
async fn bound(world: &World, person: &Person) -> SoftDevice {
    let device = SoftDevice::fresh();
    let (factor, subject, scene) = (world.guide.registry().get(KIND).unwrap(), subject(person), scene(world));
    let asked = factor.offer(&subject, &[], &scene).unwrap().unwrap();
    let made = factor.enrol(&subject, &asked.secret, &device.bind(&asked.page), &scene).unwrap();
    let Ok(Round::Done(enrolment)) = made else { panic!("the key is sound") };
    let row = Authenticator {
        handle_hash: Some(world.vault.digest("handle", &enrolment.handle.unwrap())),
        ..world.authenticator(&person.account_id, KIND, &enrolment.credential)
    };
    world.write(move |write| Box::pin(async move { authenticator::insert(write, &row).await })).await;
    device
}

fn prove(device: &SoftDevice, travel: &Travel) -> Submission {
    device.prove(shown(travel, KIND))
}

fn kinds(travel: &Travel) -> Vec<&str> {
    travel.nameless().iter().map(|asked| asked.kind.as_str()).collect()
}

/// What somebody without a name gets for this answer.
async fn named_by(world: &World, browser: &Visitor, device: &SoftDevice, demand: Demand) -> Travel {
    let travel = world.begin(browser, demand).await;
    world.respond(browser, &travel.journey_id, KIND, prove(device, &travel)).await
}

on_both!(one_press_on_a_known_device_signs_in_and_is_one_factor, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice).await;
    let mut browser = world.browser();
    let travel = world.begin(&browser, Demand::default()).await;
    assert_eq!(kinds(&travel), ["passkey", KIND]);
    let again = world.load(&browser, &travel.journey_id).await;
    assert_eq!(shown(&again, KIND), shown(&travel, KIND), "the same question after a reload");
    let travel = world.respond(&browser, &travel.journey_id, KIND, prove(&device, &travel)).await;
    assert_eq!(travel.step, Step::Permission);
    assert!(travel.journey.nameless.is_empty());
    let done = world.finish(&mut browser, travel).await;
    assert_eq!(done.account.account_id, "alice-id");
    assert_eq!((done.acr.as_str(), done.amr), ("device", vec!["swk".to_owned()]));
    assert_eq!(world.events(&alice, "factor.verified").await.len(), 1);
});

on_both!(the_chain_goes_on_from_the_device_with_its_next_link, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", true).await;
    let device = bound(&world, &alice).await;
    for (minimum, expected) in [("next", "totp"), ("aal2", "password"), ("two", "password")] {
        let demand = Demand { minimum: Some(minimum.into()), ..Demand::default() };
        let travel = named_by(&world, &world.browser(), &device, demand).await;
        assert_eq!(asked(&travel), expected, "{minimum}");
        assert_eq!(travel.journey.typed, "alice");
    }
    let mut browser = world.browser();
    let demand = Demand { minimum: Some("aal2".into()), ..Demand::default() };
    let travel = named_by(&world, &browser, &device, demand).await;
    let travel = world.password(&browser, &travel.journey_id, PASSWORD).await;
    assert_eq!(travel.step, Step::Permission);
    let done = world.finish(&mut browser, travel).await;
    assert_eq!((done.acr.as_str(), done.amr.join(" ")), ("aal2", "mfa pwd swk".to_owned()));
});

on_both!(an_app_behind_a_device_is_disabled_after_as_many_failures_as_behind_a_password, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("next", json!([[["registered_device"], ["totp"]]]))];
        setup.default_level = "next";
        (setup.settings.limits.tries_per_window, setup.settings.limits.disable_after) = (1_000, 10);
    })
    .await;
    let alice = world.person("alice", true).await;
    let device = bound(&world, &alice).await;
    let browser = world.browser();
    let travel = named_by(&world, &browser, &device, Demand::default()).await;
    assert_eq!(asked(&travel), "totp");
    let wrong = other_than(&world.totp(&alice));
    for failed in 1..=10 {
        assert_eq!(world.events(&alice, "factor.disabled").await.len(), 0, "{failed}");
        world.code(&browser, &travel.journey_id, "totp", &wrong).await;
    }
    assert_eq!(world.events(&alice, "factor.disabled").await.len(), 1);
});

on_both!(each_question_beside_the_name_is_answered_once_and_lets_the_others_stand, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice).await;
    let (browser, other) = (world.browser(), world.browser());
    let first = world.begin(&browser, Demand::default()).await;
    let id = first.journey_id.clone();
    let elsewhere = world.begin(&other, Demand::default()).await;
    let given = prove(&device, &first);
    let travel = world.respond(&other, &elsewhere.journey_id, KIND, given.clone()).await;
    assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, "error-registered-device-refused"));

    // A wrong answer to one takes the place of that one only.
    let wrong = SoftDevice::fresh().form(&device.id(), &[1; 64]);
    let travel = world.respond(&browser, &id, KIND, wrong).await;
    assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, "error-registered-device-refused"));
    assert_eq!(kinds(&travel), ["passkey", KIND]);
    assert_eq!(shown(&travel, "passkey"), shown(&first, "passkey"));
    assert_ne!(shown(&travel, KIND), shown(&first, KIND));
    let travel = world.respond(&browser, &id, KIND, given).await;
    assert_eq!(
        (&travel.step, problem(&travel)),
        (&Step::Identify, "error-registered-device-refused"),
        "too late"
    );
    let before = travel;
    let stranger = SoftAuthenticator::new(b"never enrolled");
    let credential = stranger.get(shown(&before, "passkey")["options"].as_str().unwrap());
    let travel = world.respond(&browser, &id, "passkey", typed("credential", &credential)).await;
    assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, "error-credential-unknown"));
    assert_ne!(shown(&travel, "passkey"), shown(&before, "passkey"));
    assert_eq!(shown(&travel, KIND), shown(&before, KIND), "the device's question stands");
    let travel = world.respond(&browser, &id, "totp", typed("code", "000000")).await;
    assert_eq!((&travel.step, kinds(&travel)), (&Step::Identify, vec!["passkey", KIND]), "no such question");

    let given = prove(&device, &before);
    let travel = world.respond(&browser, &id, KIND, given.clone()).await;
    assert_eq!(travel.step, Step::Permission);
    let travel = world.restart(&browser, &id).await;
    assert_eq!((&travel.step, kinds(&travel)), (&Step::Identify, vec!["passkey", KIND]));
    let travel = world.respond(&browser, &id, KIND, given).await;
    assert_eq!(travel.step, Step::Identify, "what signed in does not sign in again");
    let travel = world.identify(&browser, &id, "alice").await;
    assert!(travel.journey.nameless.is_empty() && travel.nameless().is_empty(), "a name is an answer to all");
});

on_both!(a_device_that_is_unknown_removed_or_disabled_is_told_apart, |db| async move {
    let world = world(db).await;
    let (alice, bob, carol) = (
        world.person("alice", false).await,
        world.person("bob", false).await,
        world.person("carol", false).await,
    );
    let (of_alice, of_bob, of_carol) =
        (bound(&world, &alice).await, bound(&world, &bob).await, bound(&world, &carol).await);
    let mut astray = bound(&world, &world.person("dora", false).await).await;
    astray.origin = "https://old.example.org".into();
    world.disable(&alice).await;
    let (bobs, carols) = (bob.account_id.clone(), carol.account_id.clone());
    world
        .write(move |write| {
            Box::pin(async move {
                authenticator::disable_kind(write, &bobs, KIND).await?;
                authenticator::delete_kind(write, &carols, KIND).await
            })
        })
        .await;
    for (device, reason) in [
        (&SoftDevice::fresh(), "error-registered-device-unknown"),
        (&of_carol, "error-registered-device-unknown"),
        (&of_alice, "error-credential-unusable"),
        (&of_bob, "error-credential-unusable"),
        (&astray, "error-registered-device-refused"),
    ] {
        let travel = named_by(&world, &world.browser(), device, Demand::default()).await;
        assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, reason));
    }
    let browser = world.browser();
    let travel = world.begin(&browser, Demand::default()).await;
    let travel = world.respond(&browser, &travel.journey_id, KIND, typed("key", "")).await;
    assert_eq!(problem(&travel), "error-registered-device-empty");
});

// Who knows the name of a key, as anybody may who saw it, uses up nobody's tries.
on_both!(only_who_holds_the_key_gets_anywhere_and_nobody_uses_up_its_tries, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("device", json!([[["registered_device"]]]))];
        setup.default_level = "device";
        setup.settings.limits.disable_after = 3;
        setup.settings.limits.tries_per_window = 3;
    })
    .await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice).await;
    let robot = world.browser();
    let id = world.begin(&robot, Demand::default()).await.journey_id;
    for _ in 0..8 {
        let travel = world.respond(&robot, &id, KIND, SoftDevice::fresh().form(&device.id(), &[7; 64])).await;
        assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, "error-registered-device-refused"));
    }
    assert_eq!(world.events(&alice, "factor.refused").await.len(), 8);
    // With the name typed, tries count on a counter that disables nothing.
    let id = world.named(&robot, "alice").await;
    for _ in 0..8 {
        world.respond(&robot, &id, KIND, SoftDevice::fresh().form(&device.id(), &[7; 64])).await;
    }
    let travel = named_by(&world, &world.browser(), &device, Demand::default()).await;
    assert_eq!(travel.step, Step::Permission);
});

on_both!(a_name_may_be_typed_first_and_tells_nothing, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("device", json!([[["password"]], [["registered_device"]]]))];
        setup.default_level = "device";
    })
    .await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice).await;
    let browser = world.browser();
    let mut seen = Vec::new();
    for name in ["alice", "nobody"] {
        let id = world.begin(&browser, Demand::default()).await.journey_id;
        world.identify(&browser, &id, name).await;
        let travel = world.choose(&browser, &id, KIND).await;
        let page = question(shown(&travel, KIND));
        assert_eq!((&page["keys"], &page["names"]), (&Value::Null, &json!([name])));
        let travel = world.respond(&browser, &id, KIND, prove(&SoftDevice::fresh(), &travel)).await;
        seen.push((asked(&travel).to_owned(), problem(&travel).to_owned()));
        let travel = world.respond(&browser, &id, KIND, prove(&device, &travel)).await;
        assert_eq!(travel.step == Step::Permission, name == "alice", "{name}");
    }
    assert_eq!(seen[0], seen[1]);
});

on_both!(as_a_second_step_the_keys_of_the_account_are_listed, |db| async move {
    let world = world(db).await;
    let (alice, bob) = (world.person("alice", false).await, world.person("bob", false).await);
    let (device, others) = (bound(&world, &alice).await, bound(&world, &bob).await);
    let mut browser = world.browser();
    let demand = Demand { minimum: Some("aal2".into()), ..Demand::default() };
    let id = world.begin(&browser, demand).await.journey_id;
    assert_eq!(asked(&world.identify(&browser, &id, "alice").await), "password");
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!((asked(&travel), &question(shown(&travel, KIND))["keys"]), (KIND, &json!([device.id()])));
    let travel = world.respond(&browser, &id, KIND, prove(&others, &travel)).await;
    assert_eq!((asked(&travel), problem(&travel)), (KIND, "error-registered-device-refused"));
    let given = prove(&device, &travel);
    let travel = world.respond(&browser, &id, KIND, given.clone()).await;
    assert_eq!(travel.step, Step::Permission);
    assert_eq!(world.finish(&mut browser, travel).await.amr, ["mfa", "pwd", "swk"]);
    assert!(matches!(world.guide.respond(&browser, &id, KIND, given).await, Err(Error::Gone)));
});

on_both!(a_browser_that_says_it_holds_none_is_asked_for_something_else_first, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", true).await;
    bound(&world, &alice).await;
    for (holds, first, other) in [("", "totp", KIND), (KIND, KIND, "totp"), ("smoke", "totp", KIND)] {
        let browser = world.browser();
        let demand = Demand { minimum: Some("aal2".into()), ..Demand::default() };
        let id = world.begin(&browser, demand).await.journey_id;
        world.identify(&browser, &id, "alice").await;
        let mut answer = typed("password", PASSWORD);
        answer.fields.insert("holds".into(), holds.into());
        let travel = world.respond(&browser, &id, "password", answer).await;
        assert_eq!(travel.step, verify(first, &[other]), "{holds}");
    }
});

on_both!(a_device_is_offered_after_a_full_sign_in_and_binds_one_account, |db| async move {
    let world = World::with(db, |setup| {
        setup.settings.offer_at_sign_in = vec!["passkey".into(), KIND.into()];
    })
    .await;
    let (alice, bob) = (world.person("alice", false).await, world.person("bob", false).await);
    let device = SoftDevice::fresh();
    for (person, taken) in [(&alice, ""), (&bob, "error-credential-taken")] {
        let mut browser = world.browser();
        let id = world.named(&browser, &person.email).await;
        let mut answer = typed("password", PASSWORD);
        answer.fields.insert("capable".into(), " registered_device".into());
        world.respond(&browser, &id, "password", answer).await;
        let travel = world.code(&browser, &id, "email_code", &world.mailed_code(person).await).await;
        assert_eq!(travel.step, Step::Offer { kind: KIND.into() });
        let travel = Box::pin(world.guide.answer_offer(&browser, &id, OfferAnswer::Take)).await.unwrap();
        assert_eq!(travel.step, Step::Enrol { kind: KIND.into(), others: Vec::new() });
        assert!(travel.is_optional());
        let wrong = SoftDevice::fresh().form(&device.spki(), &[1; 64]);
        let travel = world.confirm(&browser, &id, KIND, wrong).await;
        assert_eq!(problem(&travel), "error-registered-device-not-made");
        let mut made = device.bind(shown(&travel, KIND));
        made.fields.insert("name".into(), "Laptop".into());
        let travel = world.confirm(&browser, &id, KIND, made).await;
        assert_eq!((problem(&travel), travel.step == Step::Permission), (taken, taken.is_empty()));
        let mut reader = world.database.read().await.unwrap();
        let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
        let row = rows.into_iter().find(|row| row.kind == KIND);
        drop(reader);
        assert_eq!(row.map(|row| row.name), taken.is_empty().then(|| "Laptop".to_owned()));
        if taken.is_empty() {
            assert_eq!(world.finish(&mut browser, travel).await.amr, ["email", "mfa", "pwd", "swk"]);
        }
    }
    let notices = world.mails().await.into_iter().filter(|mail| mail.template == "notice").count();
    assert_eq!(notices, 1);
});

on_both!(a_device_changes_nothing_without_the_password, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice).await;
    let mut browser = world.browser();
    let travel = named_by(&world, &browser, &device, Demand::default()).await;
    world.finish(&mut browser, travel).await;
    let demand = Demand { fresh: true, account_id: Some(alice.account_id.clone()), ..Demand::default() };
    let travel = world.open(&browser, Purpose::Change { enrol: Some("totp".into()) }, demand).await;
    let id = travel.journey_id.clone();
    assert_eq!(asked(&travel), "password");
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!(travel.step, verify(KIND, &[]), "and a mailed code does not take its place");
    let travel = world.respond(&browser, &id, KIND, prove(&device, &travel)).await;
    assert_eq!(travel.step, enrol_totp());
});

#[test]
fn a_question_of_an_older_journey_is_read() {
    let demand = Demand::default();
    let journey = crate::authentication::journey::Journey::new(
        Purpose::SignIn,
        Errand::none(),
        Heading::default(),
        demand,
        START,
    );
    let mut stored = serde_json::to_value(&journey).unwrap();
    stored.as_object_mut().unwrap().remove("nameless");
    let read: crate::authentication::journey::Journey = serde_json::from_value(stored).unwrap();
    assert!(read.nameless.is_empty());
}
