//! Binding an authenticator app on the way, and what it takes.

use super::*;
use crate::authentication::factor::totp::Seed;

/// The seed that an enrolment page shows.
fn offered(travel: &Travel) -> Seed {
    let groups = travel.journey.pending.as_ref().unwrap().page["secret_groups"].as_array().unwrap().clone();
    let text: String = groups.iter().map(|group| group.as_str().unwrap()).collect();
    let bytes = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).unwrap();
    Seed::new(&bytes.try_into().unwrap())
}

fn code_of(world: &World, seed: &Seed) -> String {
    seed.code(totp::step(world.clock.now())).unwrap()
}

/// From the name to the page that enrols.
async fn to_enrolment(world: &World, visitor: &Visitor, person: &Person) -> (String, Travel) {
    let (id, travel) = world.second_step(visitor, &person.email).await;
    assert_eq!(travel.step, verify("email_code", &["dot_grid"]), "a code to the proved address comes first");
    let travel = world.confirm(visitor, &id, "totp", typed("code", "000000")).await;
    assert_eq!(asked(&travel), "email_code", "no enrolment on a password alone");
    let travel = world.code(visitor, &id, "email_code", &world.mailed_code(person).await).await;
    assert_eq!(travel.step, enrol_totp());
    (id, travel)
}

on_both!(an_app_bound_at_sign_in_counts_at_once, |db| async move {
    let world = World::with(db, |setup| setup.default_level = "aal2").await;
    let alice = world.person("alice", false).await;
    let mut browser = world.browser();
    let (id, travel) = to_enrolment(&world, &browser, &alice).await;
    let seed = offered(&travel);
    let code = code_of(&world, &seed);
    for wrong in ["", &*other_than(&code)] {
        let travel = world.confirm(&browser, &id, "totp", typed("code", wrong)).await;
        assert_eq!(travel.step, enrol_totp());
        assert_eq!(offered(&travel).base32(), seed.base32(), "the same key after a wrong code and a reload");
    }
    let travel = world.confirm(&browser, &id, "totp", typed("code", &code)).await;
    assert_eq!(travel.step, Step::Permission);
    let done = world.finish(&mut browser, travel).await;
    assert_eq!(done.acr, "aal2");
    assert_eq!(done.amr, ["email", "mfa", "otp", "pwd"]);
    let notices = world.mails().await.into_iter().filter(|mail| mail.template == "notice").count();
    assert_eq!(notices, 1);
    // From now on it is asked for, and the code that confirmed it is used up.
    let other = world.browser();
    let (id, travel) = world.second_step(&other, "alice").await;
    assert_eq!(travel.step, verify("totp", &[]));
    assert_eq!(asked(&world.code(&other, &id, "totp", &code).await), "totp");
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.code(&other, &id, "totp", &code_of(&world, &seed)).await.step, Step::Permission);
});

on_both!(of_two_enrolments_at_the_same_time_one_is_left, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    let (one, other) = (world.browser(), world.browser());
    let to_codes = async |browser: &Visitor| {
        let purpose = Purpose::Change { enrol: Some("recovery_code".into()) };
        let id = world.open(browser, purpose, Demand::default()).await.journey_id;
        world.identify(browser, &id, &alice.email).await;
        world.password(browser, &id, PASSWORD).await;
        let travel = world.code(browser, &id, "email_code", &world.mailed_code(&alice).await).await;
        assert!(matches!(travel.step, Step::Enrol { .. }), "{:?}", travel.step);
        id
    };
    let id = to_codes(&one).await;
    world.clock.advance(Duration::from_secs(1)); // the later mail is the newest
    let other_id = to_codes(&other).await;
    let (first, second) = tokio::join!(
        world.confirm(&one, &id, "recovery_code", typed("saved", "1")),
        world.confirm(&other, &other_id, "recovery_code", typed("saved", "1")),
    );
    assert_eq!((problem(&first), problem(&second)), ("", ""));
    let mut reader = world.database.read().await.unwrap();
    let rows = authenticator::of_account(&mut reader, &alice.account_id).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.kind == "recovery_code").count(), 1);
});

on_both!(a_wrong_code_keeps_the_name_typed_for_the_app, |db| async move {
    let world = World::with(db, |setup| setup.default_level = "aal2").await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let (id, travel) = to_enrolment(&world, &browser, &alice).await;
    let code = code_of(&world, &offered(&travel));
    let name_of = |travel: &Travel| travel.journey.pending.as_ref().unwrap().name.clone();
    assert_eq!(name_of(&travel), None);
    let mut submission = typed("code", &other_than(&code));
    submission.fields.insert("name".into(), "Tasche <b>".into());
    world.confirm(&browser, &id, "totp", submission.clone()).await;
    let shown = world.guide.load(&browser, &id).await.unwrap();
    assert_eq!(name_of(&shown).as_deref(), Some("Tasche <b>"));
    submission.fields.insert("name".into(), "ä".repeat(10_000));
    let travel = world.confirm(&browser, &id, "totp", submission).await;
    assert_eq!(name_of(&travel), Some("ä".repeat(64)));
    let travel = world.confirm(&browser, &id, "totp", typed("code", &code)).await;
    assert_eq!(travel.step, Step::Permission);
});

on_both!(an_app_bound_at_sign_in_is_asked_for_where_its_confirmation_does_not_count, |db| async move {
    let world = World::with(db, |setup| {
        setup.default_level = "aal2";
        setup.confirmation_counts = false;
    })
    .await;
    let alice = world.person("alice", false).await;
    let mut browser = world.browser();
    let (id, travel) = to_enrolment(&world, &browser, &alice).await;
    let seed = offered(&travel);
    let code = code_of(&world, &seed);
    let travel = world.confirm(&browser, &id, "totp", typed("code", &code)).await;
    assert_eq!(travel.step, verify("totp", &[]));
    let travel = world.code(&browser, &id, "totp", &code).await;
    assert_eq!(travel.step, verify("totp", &[]), "the code that confirmed does not prove as well");
    world.clock.advance(Duration::from_secs(30));
    let travel = world.code(&browser, &id, "totp", &code_of(&world, &seed)).await;
    assert_eq!(world.finish(&mut browser, travel).await.acr, "aal2");
});

on_both!(without_a_proved_address_a_level_that_needs_more_is_unmet, |db| async move {
    let world = World::with(db, |setup| setup.default_level = "aal2").await;
    world.somebody("alice", false, false).await;
    let browser = world.browser();
    let id = world.begin(&browser, Demand::default()).await.journey_id;
    let travel = world.identify(&browser, &id, "alice").await;
    assert_eq!(travel.step, verify("password", &[]), "a stranger is told nothing");
    assert_eq!(world.password(&browser, &id, PASSWORD).await.step, Step::End(End::Unmet));
    assert!(world.mails().await.is_empty());
});

on_both!(an_app_is_not_bound_on_the_way_where_that_is_not_set, |db| async move {
    let world = World::with(db, |setup| {
        setup.default_level = "aal2";
        setup.settings.enrol_at_sign_in.clear();
    })
    .await;
    world.person("alice", false).await;
    let (_, travel) = world.second_step(&world.browser(), "alice").await;
    assert_eq!(travel.step, Step::End(End::Unmet));
});

on_both!(a_session_however_young_enrols_nothing, |db| async move {
    let world = World::with(db, |setup| setup.default_level = "one").await;
    let alice = world.person("alice", false).await;
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand { minimum: Some("two".into()), ..Demand::default() }).await;
    // The session has the password and the mailed code; both are asked for again.
    for purpose in [Purpose::SignIn, Purpose::Change { enrol: Some("totp".into()) }] {
        world.clock.advance(Duration::from_secs(1));
        let minimum = (purpose == Purpose::SignIn).then(|| "aal2".to_owned());
        let travel = world.open(&browser, purpose, Demand { minimum, ..Demand::default() }).await;
        let id = travel.journey_id;
        assert_eq!(travel.step, verify("password", &[]));
        let travel = world.password(&browser, &id, PASSWORD).await;
        assert_eq!(travel.step, verify("email_code", &["dot_grid"]));
        let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
        assert_eq!(travel.step, enrol_totp());
    }
});

on_both!(a_second_app_is_bound_beside_the_first_by_the_first, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    let mails = world.mails().await.len();
    let change = Purpose::Change { enrol: Some("totp".into()) };
    let demand = Demand { account_id: Some(alice.account_id.clone()), ..Demand::default() };
    let travel = world.open(&browser, change, demand).await;
    let id = travel.journey_id;
    assert_eq!(travel.step, verify("password", &[]));
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!(travel.step, verify("totp", &[]), "no weaker way is offered");
    world.clock.advance(Duration::from_secs(30));
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    assert_eq!(travel.step, enrol_totp());
    let seed = offered(&travel);
    let code = code_of(&world, &seed);
    let travel = world.confirm(&browser, &id, "totp", typed("code", &code)).await;
    assert_eq!(travel.step, Step::Permission, "what was enough before it was bound is enough after");
    world.finish(&mut browser, travel).await;
    assert_eq!(world.mails().await.len(), mails + 1, "a notice, and no code");
    world.clock.advance(Duration::from_secs(30));
    for seed in [&alice.seed, &seed] {
        let other = world.browser();
        let (id, _) = world.second_step(&other, "alice").await;
        assert_eq!(world.code(&other, &id, "totp", &code_of(&world, seed)).await.step, Step::Permission);
    }
});

on_both!(a_changed_account_is_that_of_the_session_only, |db| async move {
    let world = World::new(db).await;
    let (alice, bob) = (world.person("alice", false).await, world.person("bob", false).await);
    let browser = world.browser();
    let change = Purpose::Change { enrol: Some("totp".into()) };
    let demand = Demand { account_id: Some(alice.account_id.clone()), ..Demand::default() };
    let id = world.open(&browser, change, demand).await.journey_id;
    world.identify(&browser, &id, "bob").await;
    world.password(&browser, &id, PASSWORD).await;
    let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&bob).await).await;
    assert_eq!(travel.step, Step::End(End::NeedsPerson), "nothing is bound to somebody else");
});
