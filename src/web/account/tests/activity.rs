//! What happened, and "this was not me".

use super::*;
use crate::on_both;

on_both!(what_is_told_is_ones_own_of_ninety_days, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    alice.session = None;
    let begun = world.get(&alice, "/account/activity").await;
    world.prove(&mut alice, &begun).await;
    let page = world.page(&alice, "/account/activity").await;
    assert!(
        page.contains("Signed in<") && page.contains("127.0.0.1") && page.contains("From the last 90 days.")
    );
    assert!(
        !page.contains("factor.verified") && !page.contains("Something changed"),
        "no proof of its own line"
    );
    world.clock.advance(std::time::Duration::from_hours(24 * 91));
    alice.session = Some(world.session(&alice.account_id, &alice.browser, "later").await);
    assert!(world.page(&alice, "/account/activity").await.contains("Nothing has happened."));
});

on_both!(this_was_not_me_asks_and_then_freezes, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    let totp = world.add_totp(&alice).await;
    let event = storage::audit::Event {
        event_id: "e1".into(),
        happened_at: START,
        kind: "factor.added".into(),
        account_id: Some(alice.account_id.clone()),
        client_id: None,
        address: None,
        detail: serde_json::json!({ "factor": "totp", "authenticator": totp }).to_string(),
    };
    world.write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await })).await;
    let answer = world.post(&alice, "/account/activity/not-me", &[("event", "e1")]).await;
    let link = answer.location().to_owned();
    assert!(link.starts_with(&format!("/not-me/alice-id/{totp}?token=")), "{link}");
    assert!(world.page(&alice, &link).await.contains("Was this not you?"));
    assert!(world.is_live("alice-s").await, "so far nothing happened");
    let (path, token) = link.split_once("?token=").unwrap();
    let csrf = world.site.csrf.token(&alice.browser, "not-me");
    let done = world.raw(&alice, path, &encoded(&[("csrf", &csrf), ("token", token)]), "same-origin").await;
    assert_eq!(done.location(), "/not-me/done");
    assert!(!world.is_live("alice-s").await);
    let mut reader = world.site.database.read().await.unwrap();
    assert!(storage::factor_freeze::is_frozen(&mut reader, &alice.account_id).await.unwrap());
    let rows = storage::authenticator::of_account(&mut reader, &alice.account_id).await.unwrap();
    assert!(rows.iter().any(|row| row.authenticator_id == totp && row.state == "disabled"));
});
