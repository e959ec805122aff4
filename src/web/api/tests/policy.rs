//! Setting the policy, and who sees it.

use super::*;
use crate::on_both;

const AAL2: &str = "urn:doorward:acr:aal2";

/// A request that names a version.
async fn naming(world: &World, person: &Person, request: (&str, &str, &str), body: &Value) -> Answer {
    let (method, path, version) = request;
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("cookie", person.cookies())
        .header("sec-fetch-site", "same-origin")
        .header("x-csrf-token", world.console_csrf(person, &person.account));
    let request = if version.is_empty() { request } else { request.header("if-match", version) };
    world.send(with_body(request), body_of(method, body)).await
}

on_both!(a_policy_is_set_by_version_and_every_node_goes_by_it, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    // Another node, over the same database.
    let (config, app) = (Config::clone(&world.site.config), &world.site.app);
    let other =
        App::assemble(config, app.clock.clone(), app.random.clone(), app.database.clone(), app.vault.clone());
    let other = other.await.unwrap();

    let path = "/api/v1/policy";
    let shown = world.by(&admin, "GET", path, &json!({})).await;
    assert_eq!((shown.header("etag"), &shown.json()["version"]), ("\"0\"", &json!(0)));
    assert_eq!(
        shown.json()["settings"]["session.idle"],
        json!({ "value": "1h", "set": false, "configured": "1h", "fixed": false })
    );
    let body = json!({ "reason": "stricter", "settings": {
        "policy.default_level": AAL2, "token.id_lifetime": "5m", "registration.mode": "on", "password.min_length": 12,
        "session.accounts": 2 } });
    assert_eq!(naming(&world, &admin, ("PUT", path, ""), &body).await.status, 428);
    let set = naming(&world, &admin, ("PUT", path, "\"0\""), &body).await;
    assert_eq!((set.status, set.header("etag")), (200, "\"1\""), "{}", set.text);
    assert_eq!(set.json()["default_level"], AAL2);
    assert_eq!(set.json()["settings"]["token.id_lifetime"]["set"], true);
    assert_eq!(naming(&world, &admin, ("PUT", path, "\"0\""), &body).await.status, 412);

    // Here at once, there with the next look.
    let metadata = |app: &App| serde_json::from_slice::<Value>(&app.provider.metadata()).unwrap();
    let creates = |app: &App| metadata(app)["prompt_values_supported"].to_string().contains("create");
    assert!(creates(app) && !creates(&other));
    assert_eq!(other.guide.policy().default_level(), "urn:doorward:acr:two-step");
    other.follow_policy().await.unwrap();
    for app in [&world.site.app, &other] {
        assert_eq!(app.guide.policy().default_level(), AAL2);
        assert_eq!(app.provider.governed().id_lifetime.as_secs(), 300);
        assert_eq!(app.guide.settings().accounts_per_browser, 2);
        assert_eq!(app.guide.registry().password().settings().min_length, 12);
        assert!(creates(app) && app.in_force().config.registration.is_on());
        assert_eq!(app.in_force().version, 1);
    }
    // So does a node that starts now.
    let (config, app) = (Config::clone(&world.site.config), &world.site.app);
    let third =
        App::assemble(config, app.clock.clone(), app.random.clone(), app.database.clone(), app.vault.clone());
    assert_eq!(third.await.unwrap().guide.policy().default_level(), AAL2);

    let bad = json!({ "reason": "x", "settings": { "policy.default_level": "none", "session.idle": "1y" } });
    let refused = naming(&world, &admin, ("PUT", path, "\"1\""), &bad).await;
    assert_eq!(refused.status, 422);
    assert!(refused.json()["faults"].as_array().unwrap().len() >= 2, "{}", refused.text);

    let difference =
        world.by(&admin, "GET", "/api/v1/policy/versions/1/difference?from=0", &json!({})).await.json();
    assert_eq!((&difference["from"], &difference["to"]), (&json!(0), &json!(1)));
    let words: Vec<&str> =
        difference["changes"].as_array().unwrap().iter().map(|one| one["words"].as_str().unwrap()).collect();
    assert!(words.contains(&"token.id_lifetime changes from 1h to 5m"), "{words:?}");
    let restore = "/api/v1/policy/versions/0/restore";
    assert_eq!(
        naming(&world, &admin, ("POST", restore, "\"0\""), &json!({ "reason": "undo" })).await.status,
        412
    );
    let restored = naming(&world, &admin, ("POST", restore, "\"1\""), &json!({ "reason": "undo" })).await;
    assert_eq!((restored.status, restored.header("etag")), (200, "\"2\""), "{}", restored.text);
    assert_eq!((&restored.json()["restores"], &restored.json()["settings"]), (&json!(0), &json!({})));
    assert_eq!(world.site.guide.policy().default_level(), "urn:doorward:acr:two-step");
    let listed = world.by(&admin, "GET", "/api/v1/policy/versions?limit=1", &json!({})).await.json();
    assert_eq!((&listed["items"][0]["version"], &listed["items"][0]["reason"]), (&json!(2), &json!("undo")));
    let next = listed["next"].as_str().unwrap();
    let rest =
        world.by(&admin, "GET", &format!("/api/v1/policy/versions?cursor={next}"), &json!({})).await.json();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["items"][0]["version"]), (1, &json!(1)));
    assert_eq!(rest["items"][0]["account_id"], admin.account.account_id);
});

on_both!(a_draft_is_played_through_and_a_condition_asks_for_more, |db| async move {
    let world = World::new(db).await;
    let auditor = world.person("auditor", Some(Role::Auditor), TWO).await;
    let alice = world.account("alice", None).await;
    world.add_password(&alice).await;
    let ask = async |from: &str, at: &str| {
        let away = json!([{ "name": "night away", "level": AAL2, "outside": ["10.0.0.0/8"], "hours": "22:00-06:00" }]);
        let body = json!({ "account_id": alice.account_id, "address": from, "at": at,
            "settings": { "policy.conditions": away } });
        let answer = world.by(&auditor, "POST", "/api/v1/policy/simulation", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let needs = answer.json()["needs"].clone();
        needs.as_array().unwrap().contains(&json!({ "acr": AAL2, "by": "condition" }))
    };
    assert!(ask("192.0.2.1", "2027-01-15T23:00:00Z").await);
    assert!(
        !ask("10.1.2.3", "2027-01-15T23:00:00Z").await && !ask("192.0.2.1", "2027-01-15T12:00:00Z").await
    );
    let wrong = json!({ "account_id": alice.account_id, "settings": { "policy.default_level": "none" } });
    assert_eq!(world.by(&auditor, "POST", "/api/v1/policy/simulation", &wrong).await.status, 422);
    let path = format!("/api/v1/policy/simulation?account_id={}&address=nowhere", alice.account_id);
    assert_eq!(world.by(&auditor, "GET", &path, &json!({})).await.status, 422);
    assert_eq!(world.site.in_force().version, 0, "nothing was written");
});

on_both!(whoever_would_lock_every_owner_out_is_told_so, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    world.add_password(&owner.account).await;
    // The owner can add a TOTP on the way in; if that could no longer be, they would be shut out.
    let body = json!({ "reason": "x", "settings": { "policy.enrol_at_sign_in": ["image_passcode"], "policy.conditions": [] } });
    let refused = world.by(&owner, "PUT", "/api/v1/policy", &body).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("no owner could sign in"), "{}", refused.text);
    assert_eq!(world.site.in_force().version, 0);
});

#[tokio::test]
async fn a_node_whose_configuration_is_at_odds_with_what_was_set_does_not_start_and_says_what_to_do() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let body = json!({ "reason": "x", "settings": { "session.idle": "20h" } });
    assert_eq!(world.by(&admin, "PUT", "/api/v1/policy", &body).await.status, 200);
    let (mut config, app) = (Config::clone(&world.site.config), &world.site.app);
    config.session.absolute = std::time::Duration::from_hours(2);
    let node = |config: Config| {
        App::assemble(config, app.clock.clone(), app.random.clone(), app.database.clone(), app.vault.clone())
    };
    let Err(refused) = node(config.clone()).await else { panic!("it started") };
    let told = refused.to_string();
    assert!(
        told.contains("session.idle must not be longer") && told.contains("doorward policy restore 0"),
        "{told}"
    );
    // What the configuration keeps to itself is not at odds with anything.
    config.session.idle = std::time::Duration::from_mins(30);
    config.admin.fixed_settings = vec!["session".into()];
    assert_eq!(node(config).await.unwrap().guide.settings().session_idle.as_secs(), 1_800);
}
