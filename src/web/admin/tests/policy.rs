//! Setting the policy by forms.

use super::*;

/// The form as it stands, with some fields changed.
async fn form(world: &World, person: &Person, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let shown = page(world, person, "/admin/policy/edit").await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let mut fields = form_values(&shown.text, "policy-form");
    fields.retain(|(name, _)| name != "csrf");
    for (name, value) in changes {
        match fields.iter_mut().find(|(own, _)| own == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

async fn send(world: &World, person: &Person, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    post(world, person, path, &fields).await
}

on_both!(a_policy_is_looked_at_set_and_undone, |db| async move {
    let world =
        World::with(db, |config| config.admin.fixed_settings = vec!["token.id_lifetime".into()]).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let auditor = world.person("auditor", Some(Role::Auditor), TWO).await;
    let edit = "/admin/policy/edit";
    // The form as it is shown sets nothing.
    let same = form(&world, &admin, &[("act", "save"), ("reason", "nothing")]).await;
    assert!(!same.iter().any(|(name, _)| name == "token.id_lifetime"), "it is fixed");
    assert_eq!(send(&world, &admin, edit, &same).await.header("location"), "/admin/policy?notice=saved");
    assert_eq!(world.site.in_force().version, 0);

    let wanted = [
        ("session.idle", "30m"),
        ("policy.clients", "shop = urn:doorward:acr:aal2"),
        ("policy.conditions", "away = urn:doorward:acr:aal2; outside 10.0.0.0/8"),
    ];
    let mut fields = form(&world, &admin, &wanted).await;
    fields.push(("act".into(), "review".into()));
    let looked = send(&world, &admin, edit, &fields).await;
    assert!(
        looked.text.contains("<del><bdi>1h</bdi></del>") && looked.text.contains("<ins><bdi>30m</bdi></ins>"),
        "{}",
        looked.text
    );
    assert!(looked.text.contains("outside 10.0.0.0/8"), "{}", looked.text);
    assert_eq!(world.site.in_force().version, 0, "looking sets nothing");
    let play = [("act", "play"), ("account", "admin"), ("address", "192.0.2.1")];
    let played =
        send(&world, &admin, edit, &form(&world, &admin, &[&wanted[..], &play[..]].concat()).await).await;
    assert!(played.text.contains("id=\"played\"") && !played.text.contains(FAULT), "{}", played.text);

    let save =
        form(&world, &admin, &[&wanted[..], &[("act", "save"), ("reason", "for the audit")]].concat()).await;
    let unexplained = form(&world, &admin, &[&wanted[..], &[("act", "save")]].concat()).await;
    let refused = send(&world, &admin, edit, &unexplained).await;
    assert!(refused.text.contains(FAULT) && refused.text.contains("reason: say why"), "{}", refused.text);
    assert_eq!(send(&world, &admin, edit, &save).await.status, 303);
    assert_eq!(
        (world.site.in_force().version, world.site.guide.settings().session_idle.as_secs()),
        (1, 1_800)
    );
    assert!(send(&world, &admin, edit, &save).await.text.contains(FAULT), "it was read before");
    let wrong = form(
        &world,
        &admin,
        &[("session.idle", "2d"), ("policy.clients", "shop"), ("act", "save"), ("reason", "x")],
    )
    .await;
    let told = send(&world, &admin, edit, &wrong).await.text;
    assert!(told.contains("policy.clients: &quot;shop&quot;"), "{told}");
    assert!(told.contains("value=\"2d\""), "what was typed stands: {told}");

    let history = page(&world, &auditor, "/admin/policy/history").await.text;
    assert!(history.contains("for the audit") && history.contains("/admin/policy/history/1"), "{history}");
    let version = page(&world, &auditor, "/admin/policy/history/1").await.text;
    assert!(version.contains("<del><bdi>1h</bdi></del>") && !version.contains("restore-form"), "{version}");
    assert_eq!(page(&world, &auditor, "/admin/policy/history/7").await.status, 404);
    assert_eq!(page(&world, &auditor, edit).await.status, 403);
    let before = page(&world, &admin, "/admin/policy/history/0").await.text;
    assert!(before.contains("restore-form"), "{before}");
    let restore = [("version", "1"), ("reason", "back"), ("act", "restore")];
    let stale =
        post(&world, &admin, "/admin/policy/history/0", &[("version", "0"), ("reason", "back")]).await;
    assert!(stale.text.contains(FAULT));
    assert_eq!(post(&world, &admin, "/admin/policy/history/0", &restore).await.status, 303);
    assert_eq!(
        (world.site.in_force().version, world.site.guide.settings().session_idle.as_secs()),
        (2, 3_600)
    );
});
