//! Webhooks by forms.

use super::*;

on_both!(a_webhook_is_made_changed_tried_and_removed, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let auditor = world.person("auditor", Some(Role::Auditor), TWO).await;
    let list = "/admin/webhooks";
    let wrong = [("url", "ftp://crm.example/"), ("events", "account.*\nmail.*")];
    let refused = post(&world, &admin, list, &wrong).await;
    assert!(refused.text.contains(FAULT) && refused.text.contains("is no kind of event"), "{}", refused.text);
    assert!(refused.text.contains("value=\"ftp://crm.example/\""), "what was typed stands: {}", refused.text);
    let right = [("url", "https://crm.example/hooks"), ("description", "CRM"), ("events", "account.*")];
    let made = post(&world, &admin, list, &right).await;
    assert!(made.status == 200 && made.text.contains("id=\"webhook-secret\""), "{}", made.text);
    let hook = world.site.webhooks().list().await.unwrap().pop().unwrap();
    let path = format!("{list}/{}", hook.webhook_id);
    let shown = page(&world, &admin, &path).await.text;
    assert!(!shown.contains("id=\"webhook-secret\""), "a secret is shown once");
    assert!(page(&world, &auditor, list).await.text.contains("CRM"));
    assert!(!page(&world, &auditor, &path).await.text.contains("webhook-form"));

    let mut fields = form_values(&shown, "webhook-form");
    for (name, value) in &mut fields {
        if name == "description" {
            *value = "Sales".into();
        }
    }
    fields.retain(|(name, _)| name != "csrf");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(post(&world, &admin, &path, &fields).await.status, 303);
    assert_eq!(world.site.webhooks().find(&hook.webhook_id).await.unwrap().description, "Sales");
    assert!(post(&world, &admin, &path, &fields).await.text.contains(FAULT), "it was read before");

    let act = format!("{path}/act");
    let acts = async |what: &str| post(&world, &admin, &act, &[("act", what)]).await;
    assert!(acts("secret").await.text.contains("id=\"webhook-secret\""));
    // A test goes the way of all events, to this receiver alone and whatever it wants to hear of.
    let deaf =
        crate::administration::webhook::Draft { url: "https://deaf.example/".into(), ..Default::default() };
    let (deaf, _) = world.site.webhooks().create(deaf).await.unwrap();
    assert_eq!(acts("test").await.header("location"), format!("{path}?notice=done"));
    world.site.audit().unwrap().tick().await.unwrap();
    world.site.webhooks().feed().await.unwrap();
    let kinds = async |id: &str| -> Vec<String> {
        let waiting = world.site.webhooks().deliveries(id, "waiting", i64::MAX, 9).await.unwrap();
        waiting.into_iter().map(|delivery| delivery.kind).filter(|kind| kind.starts_with("webhook")).collect()
    };
    assert_eq!(kinds(&hook.webhook_id).await, ["webhook.test"]);
    assert!(kinds(&deaf.webhook_id).await.is_empty());
    assert!(page(&world, &admin, &path).await.text.contains("webhook.test"));
    for (what, state) in [("disable", "disabled"), ("enable", "active")] {
        assert_eq!(acts(what).await.status, 303);
        assert_eq!(world.site.webhooks().find(&hook.webhook_id).await.unwrap().state, state);
    }
    assert_eq!(acts("replay").await.status, 303);
    assert_eq!(acts("nothing").await.status, 404);
    let delete = format!("{path}/delete");
    assert!(
        post(&world, &admin, &delete, &[("typed", "Sales")]).await.text.contains(FAULT),
        "it is to be typed"
    );
    let typed = [("typed", hook.webhook_id.as_str())];
    assert_eq!(post(&world, &admin, &delete, &typed).await.header("location"), "/admin/webhooks?notice=done");
    assert_eq!(page(&world, &admin, &path).await.status, 404);
});
