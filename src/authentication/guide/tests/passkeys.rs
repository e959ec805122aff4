//! Passkeys: the account is named by the key, or typed; nobody else's key serves, and no answer serves twice.

use super::*;
use crate::authentication::factor::{
    Person as Subject, Round, Scene,
    passkey::soft_authenticator::{BE, BS, SoftAuthenticator, UP, UV},
};

async fn world(db: Database) -> World {
    World::with(db, |setup| {
        setup.levels.push(("key", json!([[["passkey"]], [["password"], ["totp", "passkey"]]])));
        setup.levels.push(("after", json!([[["password"], ["totp", "passkey"]]])));
        setup.default_level = "key";
    })
    .await
}

/// A passkey bound to `person` as an enrolment binds it.
async fn bound(world: &World, person: &Person, id: &str) -> SoftAuthenticator {
    let mut device = SoftAuthenticator::new(id.as_bytes());
    let factor = world.guide.registry().get("passkey").unwrap();
    let subject = Subject {
        account_id: person.account_id.clone(),
        username: person.email.clone(),
        email: None,
        phone: None,
    };
    let scene = Scene {
        now: world.clock.now(),
        random: world.random.clone(),
        decoy_key: [0; 32],
        host: String::new(),
        identifier: String::new(),
        proved: true,
    };
    let asked = factor.offer(&subject, &[], &scene).unwrap().unwrap();
    let made = typed("credential", &device.create(asked.page["options"].as_str().unwrap()));
    let Ok(Round::Done(enrolment)) = factor.enrol(&subject, &asked.secret, &made, &scene).unwrap() else {
        panic!("the registration is sound")
    };
    let row = Authenticator {
        handle_hash: Some(world.vault.digest("handle", &enrolment.handle.unwrap())),
        high_water: enrolment.high_water,
        ..world.authenticator(&person.account_id, "passkey", &enrolment.credential)
    };
    world.write(move |write| Box::pin(async move { authenticator::insert(write, &row).await })).await;
    device
}

fn options(travel: &Travel) -> &str {
    shown(travel, "passkey")["options"].as_str().unwrap()
}

fn listed(travel: &Travel) -> usize {
    let options: Value = serde_json::from_str(options(travel)).unwrap();
    options["allowCredentials"].as_array().unwrap().len()
}

fn answer(device: &SoftAuthenticator, travel: &Travel) -> Submission {
    typed("credential", &device.get(options(travel)))
}

on_both!(a_passkey_signs_in_without_a_name, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice, "alice's key").await;
    let mut browser = world.browser();
    let travel = world.begin(&browser, Demand::default()).await;
    assert_eq!(travel.step, Step::Identify);
    let beside: Vec<_> = travel.nameless().iter().map(|asked| asked.kind.as_str()).collect();
    assert_eq!(beside, ["passkey", "registered_device"]);
    assert_eq!(listed(&travel), 0);
    let again = world.load(&browser, &travel.journey_id).await;
    assert_eq!(options(&again), options(&travel), "the same challenge after a reload");
    let travel = world.respond(&browser, &travel.journey_id, "passkey", answer(&device, &travel)).await;
    assert_eq!(travel.step, Step::Permission);
    let done = world.finish(&mut browser, travel).await;
    assert_eq!(done.account.account_id, "alice-id");
    assert_eq!(
        (done.acr.as_str(), done.amr.as_slice()),
        ("key", ["mfa", "pop", "user"].map(String::from).as_slice())
    );
    assert_eq!(world.events(&alice, "factor.verified").await.len(), 1);
});

on_both!(a_name_may_be_typed_first_and_tells_nothing, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice, "alice's key").await;
    let browser = world.browser();
    let mut seen = Vec::new();
    for name in ["alice", "nobody"] {
        let id = world.begin(&browser, Demand::default()).await.journey_id;
        world.identify(&browser, &id, name).await;
        let travel = world.choose(&browser, &id, "passkey").await;
        assert_eq!((asked(&travel), listed(&travel)), ("passkey", 0));
        let mut wrong = SoftAuthenticator::new(b"somebody's key");
        wrong.user_handle.clone_from(&device.user_handle);
        let travel = world.respond(&browser, &id, "passkey", answer(&wrong, &travel)).await;
        seen.push((asked(&travel).to_owned(), problem(&travel).to_owned(), listed(&travel)));
        let travel = world.respond(&browser, &id, "passkey", answer(&device, &travel)).await;
        assert_eq!(travel.step == Step::Permission, name == "alice", "{name}");
    }
    assert_eq!(seen[0], seen[1]);
});

on_both!(as_a_second_step_the_passkeys_of_the_account_are_listed, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let bob = world.person("bob", false).await;
    let mut device = bound(&world, &alice, "alice's key").await;
    let others = bound(&world, &bob, "bob's key").await;
    device.user_handle = None;
    let mut browser = world.browser();
    let demand = Demand { minimum: Some("after".into()), ..Demand::default() };
    let id = world.begin(&browser, demand).await.journey_id;
    assert_eq!(asked(&world.identify(&browser, &id, "alice").await), "password");
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!((asked(&travel), listed(&travel)), ("passkey", 1));
    let travel = world.respond(&browser, &id, "passkey", answer(&others, &travel)).await;
    assert_eq!((asked(&travel), problem(&travel)), ("passkey", "error-credential-unknown"));
    let travel = world.respond(&browser, &id, "passkey", answer(&device, &travel)).await;
    assert_eq!(travel.step, Step::Permission);
    assert_eq!(world.finish(&mut browser, travel).await.amr, ["mfa", "pop", "pwd", "user"]);
});

on_both!(what_is_unknown_is_told_apart_from_what_is_disabled, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let bob = world.person("bob", false).await;
    let (of_alice, of_bob) =
        (bound(&world, &alice, "alice's key").await, bound(&world, &bob, "bob's key").await);
    let mut stranger = SoftAuthenticator::new(b"never enrolled");
    stranger.user_handle = Some(vec![7; 16]);
    // Known, and used at a wrong address: its holder must not be told to forget it.
    let carol = world.person("carol", false).await;
    let mut astray = bound(&world, &carol, "carol's key").await;
    astray.origin = "https://old.example.org".into();
    world.disable(&alice).await;
    let account_id = bob.account_id.clone();
    world
        .write(move |write| {
            Box::pin(async move { authenticator::disable_kind(write, &account_id, "passkey").await })
        })
        .await;
    for (device, reason) in [
        (&stranger, "error-credential-unknown"),
        (&of_alice, "error-credential-unusable"),
        (&of_bob, "error-credential-unusable"),
        (&astray, "error-passkey-refused"),
    ] {
        let browser = world.browser();
        let before = world.begin(&browser, Demand::default()).await;
        let travel = world.respond(&browser, &before.journey_id, "passkey", answer(device, &before)).await;
        assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, reason));
        assert_ne!(options(&travel), options(&before), "a challenge is answered once");
    }
});

on_both!(an_answer_serves_in_its_own_journey_and_once, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice, "alice's key").await;
    let (browser, other) = (world.browser(), world.browser());
    let first = world.begin(&browser, Demand::default()).await;
    let second = world.begin(&other, Demand::default()).await;
    let given = answer(&device, &first);
    let travel = world.respond(&other, &second.journey_id, "passkey", given.clone()).await;
    assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, "error-passkey-refused"));
    // After one wrong answer the right one to the same challenge is too late.
    let travel = world.respond(&browser, &first.journey_id, "passkey", typed("credential", "{}")).await;
    assert_eq!(travel.step, Step::Identify);
    let travel = world.respond(&browser, &first.journey_id, "passkey", given).await;
    assert_eq!((&travel.step, problem(&travel)), (&Step::Identify, "error-passkey-refused"));
    let given = answer(&device, &travel);
    let travel = world.respond(&browser, &first.journey_id, "passkey", given.clone()).await;
    assert_eq!(travel.step, Step::Permission);
    let travel = world.restart(&browser, &first.journey_id).await;
    assert_eq!(travel.step, Step::Identify);
    let travel = world.respond(&browser, &first.journey_id, "passkey", given).await;
    assert_eq!(travel.step, Step::Identify, "what signed in does not sign in again");
});

on_both!(a_passkey_is_bound_on_a_journey_of_its_own_and_to_one_account, |db| async move {
    let world = world(db).await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", true).await);
    let mut device = SoftAuthenticator::new(b"one key");
    device.flags = UP | UV | BE | BS;
    device.counter = 3;
    let mut mark = None;
    for (person, bound) in [(&alice, true), (&bob, false)] {
        let mut browser = world.browser();
        world
            .sign_in(&mut browser, person, Demand { minimum: Some("aal2".into()), ..Demand::default() })
            .await;
        let demand = Demand { account_id: Some(person.account_id.clone()), ..Demand::default() };
        let travel = world.open(&browser, Purpose::Change { enrol: Some("passkey".into()) }, demand).await;
        let id = travel.journey_id;
        world.password(&browser, &id, PASSWORD).await;
        world.clock.advance(Duration::from_secs(30));
        let travel = world.code(&browser, &id, "totp", &world.totp(person)).await;
        assert_eq!(travel.step, Step::Enrol { kind: "passkey".into(), others: Vec::new() });
        let mut made = typed("credential", &device.create(options(&travel)));
        made.fields.insert("name".into(), "Laptop".into());
        let travel = world.confirm(&browser, &id, "passkey", made).await;
        assert_eq!(travel.step == Step::Permission, bound);
        assert_eq!(problem(&travel), if bound { "" } else { "error-credential-taken" });
        let mut reader = world.database.read().await.unwrap();
        let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
        let row = rows.into_iter().find(|row| row.kind == "passkey");
        assert_eq!(row.as_ref().map(|row| row.name.as_str()), bound.then_some("Laptop"));
        mark = mark.or(row.and_then(|row| row.high_water));
    }
    assert_eq!(mark, Some(3));
});

on_both!(a_counter_that_comes_again_is_refused, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let mut device = bound(&world, &alice, "alice's key").await;
    for (counter, accepted) in [(0, true), (5, true), (5, false), (4, false), (0, false), (6, true)] {
        device.counter = counter;
        let browser = world.browser();
        let travel = world.begin(&browser, Demand::default()).await;
        let travel = world.respond(&browser, &travel.journey_id, "passkey", answer(&device, &travel)).await;
        assert_eq!(travel.step == Step::Permission, accepted, "{counter}");
    }
});

/// Somebody uses the authenticator meanwhile, and it is kept anew.
async fn renewed(world: &World, person: &Person, kind: &str) {
    let mut reader = world.database.read().await.unwrap();
    let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
    drop(reader);
    let row = rows.into_iter().find(|row| row.kind == kind).unwrap();
    let write = world.write(move |write| {
        Box::pin(async move {
            let (id, kept) = (&row.authenticator_id, Some(row.credential_sealed.as_slice()));
            authenticator::spend(write, id, row.version, None, kept, START).await
        })
    });
    assert!(write.await, "it is used");
}

on_both!(a_right_answer_that_comes_too_late_is_told_of_no_code_and_its_question_is_gone, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice", false).await;
    let device = bound(&world, &alice, "alice's key").await;
    let browser = world.browser();
    for kind in ["password", "passkey"] {
        let id = world.named(&browser, "alice").await;
        let travel = world.choose(&browser, &id, kind).await;
        let question = travel.journey.pending.as_ref().unwrap().page.clone();
        // As its factor judges it, before the other use is written.
        let verified = factor::Verified {
            authenticator_id: format!("alice-id-{kind}"),
            version: 1,
            high_water: None,
            amended: None,
            amr: Vec::new(),
            characters: Vec::new(),
        };
        renewed(&world, &alice, kind).await;
        let counter = world.guide.counter(&browser, &travel, kind);
        let late = Box::pin(world.guide.accept(&browser, travel, kind, verified, &counter)).await.unwrap();
        assert_eq!((asked(&late), problem(&late)), (kind, "error-unknown"));
        assert_eq!(late.journey.problem.as_ref().unwrap().field, "", "{kind}: there may be no such field");
        let again = if kind == "passkey" {
            assert_ne!(options(&late), question["options"], "a challenge is answered once");
            world.respond(&browser, &id, kind, answer(&device, &late)).await
        } else {
            world.password(&browser, &id, PASSWORD).await
        };
        assert_eq!(problem(&again), "", "{kind}");
        assert_ne!(asked(&again), kind);
    }
});
