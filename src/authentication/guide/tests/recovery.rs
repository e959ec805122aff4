//! Recovery codes: each once, told of, replaced as a whole, and no longer asked for when all are used.

use super::*;

fn shown(travel: &Travel) -> Vec<String> {
    let page = &travel.journey.pending.as_ref().unwrap().page;
    serde_json::from_value(page["codes"].clone()).unwrap()
}

async fn with_codes(db: Database) -> World {
    World::with(db, |setup| {
        setup.levels = vec![("two", json!([[["password"], ["totp", "email_code", "recovery_code"]]]))];
        setup.settings.enrol_at_sign_in = vec!["recovery_code".into()];
    })
    .await
}

/// Binds new codes from the account page, with `kind` as the second proof.
async fn make(world: &World, person: &Person, kind: &str, code: &str) -> Vec<String> {
    let browser = world.browser();
    let purpose = Purpose::Change { enrol: Some("recovery_code".into()) };
    let id = world.open(&browser, purpose, Demand::default()).await.journey_id;
    world.identify(&browser, &id, &person.email).await;
    world.password(&browser, &id, PASSWORD).await;
    let code = if kind == "email_code" { world.mailed_code(person).await } else { code.to_owned() };
    let travel = world.code(&browser, &id, kind, &code).await;
    let codes = shown(&travel);
    let before = world.rows(person, "recovery_code").await;
    let travel = world.confirm(&browser, &id, "recovery_code", typed("name", "x")).await;
    assert_eq!(shown(&travel), codes, "nothing is bound before they are saved");
    assert_eq!(world.rows(person, "recovery_code").await, before);
    let travel = world.confirm(&browser, &id, "recovery_code", typed("saved", "1")).await;
    assert_eq!(travel.step, Step::Permission);
    codes
}

impl World {
    async fn rows(&self, person: &Person, kind: &str) -> Vec<String> {
        let mut reader = self.database.read().await.unwrap();
        let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
        rows.into_iter().filter(|row| row.kind == kind).map(|row| row.authenticator_id).collect()
    }

    async fn notices(&self, event: &str) -> usize {
        self.mails().await.iter().filter(|mail| mail.context["event"] == event).count()
    }
}

on_both!(a_recovery_code_signs_in_once_and_its_owner_is_told, |db| async move {
    let world = with_codes(db).await;
    let alice = world.person("alice", false).await;
    let codes = make(&world, &alice, "email_code", "").await;
    let mut browser = world.browser();
    let (id, travel) = world.second_step(&browser, "alice").await;
    assert_eq!(travel.step, verify("recovery_code", &["email_code"]));
    let travel = world.code(&browser, &id, "recovery_code", &codes[2].to_lowercase()).await;
    let done = world.finish(&mut browser, travel).await;
    assert_eq!(done.amr, ["mfa", "pwd", "recovery_code"]);
    assert_eq!(world.notices("factor-used").await, 1);
    let other = world.browser();
    let (id, _) = world.second_step(&other, "alice").await;
    let travel = world.code(&other, &id, "recovery_code", &codes[2]).await;
    assert_eq!(travel.step, verify("recovery_code", &["email_code"]), "it is struck out");
    assert_eq!(world.code(&other, &id, "recovery_code", &codes[3]).await.step, Step::Permission);
});

on_both!(of_many_sign_ins_with_one_code_at_a_time_one_succeeds, |db| async move {
    let world = with_codes(db).await;
    let alice = world.person("alice", false).await;
    let codes = make(&world, &alice, "email_code", "").await;
    let mut steps = Vec::new();
    for _ in 0..6 {
        let browser = world.browser();
        let (id, _) = world.second_step(&browser, "alice").await;
        steps.push((browser, id));
    }
    let answers = futures_util::future::join_all(
        steps.iter().map(|(browser, id)| world.code(browser, id, "recovery_code", &codes[0])),
    )
    .await;
    let through = answers.iter().filter(|travel| travel.step == Step::Permission).count();
    assert_eq!(through, 1);
});

on_both!(new_codes_end_the_old_ones, |db| async move {
    let world = with_codes(db).await;
    let alice = world.person("alice", false).await;
    let old = make(&world, &alice, "email_code", "").await;
    let new = make(&world, &alice, "recovery_code", &old[0]).await;
    assert_eq!(world.rows(&alice, "recovery_code").await.len(), 1);
    assert_eq!(world.notices("factor-replaced").await, 1);
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let travel = world.code(&browser, &id, "recovery_code", &old[1]).await;
    assert_eq!(asked(&travel), "recovery_code");
    assert_eq!(world.code(&browser, &id, "recovery_code", &new[0]).await.step, Step::Permission);
});

on_both!(codes_that_are_used_up_are_not_asked_for, |db| async move {
    let world = with_codes(db).await;
    let alice = world.person("alice", false).await;
    let codes = make(&world, &alice, "email_code", "").await;
    for code in &codes {
        let browser = world.browser();
        let (id, _) = world.second_step(&browser, "alice").await;
        assert_eq!(world.code(&browser, &id, "recovery_code", code).await.step, Step::Permission);
    }
    let (_, travel) = world.second_step(&world.browser(), "alice").await;
    assert_eq!(travel.step, verify("email_code", &[]));
});

on_both!(codes_bound_at_sign_in_must_be_used_to_prove_anything, |db| async move {
    let world = World::with(db, |setup| {
        setup.levels = vec![("strong", json!([[["password"], ["recovery_code"]]]))];
        setup.default_level = "strong";
        setup.settings.enrol_at_sign_in = vec!["recovery_code".into()];
    })
    .await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let travel = world.code(&browser, &id, "email_code", &world.mailed_code(&alice).await).await;
    let codes = shown(&travel);
    let travel = world.confirm(&browser, &id, "recovery_code", typed("saved", "1")).await;
    assert_eq!(travel.step, verify("recovery_code", &[]));
    assert_eq!(world.code(&browser, &id, "recovery_code", &codes[0]).await.step, Step::Permission);
});
