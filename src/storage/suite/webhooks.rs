//! Receivers, and what is on its way to them.

use super::*;
use crate::{
    on_both,
    storage::{webhook, webhook_delivery},
};

fn hook(webhook_id: &str) -> webhook::Webhook {
    webhook::Webhook {
        webhook_id: webhook_id.into(),
        url: "https://shop.example/hooks".into(),
        description: "shop".into(),
        kinds: r#"["account.*"]"#.into(),
        state: "active".into(),
        secret_sealed: vec![1],
        old_secret_sealed: None,
        old_until: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

fn delivery(sequence: i64, account_id: Option<&str>) -> webhook_delivery::Delivery {
    webhook_delivery::Delivery {
        delivery_id: format!("d{sequence}"),
        webhook_id: "w1".into(),
        sequence,
        event_id: format!("e{sequence}"),
        kind: "account.changed".into(),
        account_id: account_id.map(str::to_owned),
        state: "waiting".into(),
        happened_at: NOW,
        attempts: 0,
        next_attempt_at: NOW,
        settled_at: None,
        last_status: None,
        last_error: None,
    }
}

on_both!(a_receiver_is_kept_changed_once_a_version_and_goes_with_its_deliveries, |db| async move {
    written!(db, |tx| webhook::insert(tx, &hook("w1"))).unwrap();
    written!(db, |tx| webhook::insert(tx, &hook("w2"))).unwrap();
    assert_eq!(seen!(db, |r| webhook::list(r)).len(), 2);
    let changed =
        webhook::Webhook { url: "https://other.example/".into(), old_until: Some(at(5)), ..hook("w1") };
    assert!(written!(db, |tx| webhook::update(tx, &changed, at(1))).unwrap());
    let stale = webhook::Webhook { url: "https://stale.example/".into(), ..hook("w1") };
    assert!(!written!(db, |tx| webhook::update(tx, &stale, at(1))).unwrap(), "somebody was first");
    let now = seen!(db, |r| webhook::find(r, "w1")).unwrap();
    assert_eq!((now.url.as_str(), now.version, now.old_until), ("https://other.example/", 2, Some(at(5))));
    assert!(written!(db, |tx| webhook::disable(tx, "w1", at(2))).unwrap());
    assert!(!written!(db, |tx| webhook::disable(tx, "w1", at(2))).unwrap());
    assert_eq!(seen!(db, |r| webhook::find(r, "w1")).unwrap().state, "disabled");

    written!(db, |tx| webhook_delivery::insert(tx, &[delivery(1, None)])).unwrap();
    assert!(!written!(db, |tx| webhook::delete(tx, "w1", Some(2))).unwrap(), "an old version");
    assert!(written!(db, |tx| webhook::delete(tx, "w2", Some(1))).unwrap());
    assert!(written!(db, |tx| webhook::delete(tx, "w1", None)).unwrap());
    assert!(!written!(db, |tx| webhook::delete(tx, "w1", None)).unwrap());
    assert_eq!(seen!(db, |r| webhook_delivery::count(r, "w1", "waiting")), 0);
});

on_both!(deliveries_of_one_account_wait_for_one_another_and_are_claimed_once, |db| async move {
    written!(db, |tx| webhook::insert(tx, &hook("w1"))).unwrap();
    let rows = [
        delivery(1, Some("alice")),
        delivery(2, Some("alice")),
        delivery(3, Some("bob")),
        delivery(4, None),
        delivery(5, None),
    ];
    written!(db, |tx| webhook_delivery::insert(tx, &rows)).unwrap();
    let due = seen!(db, |r| webhook_delivery::due(r, "w1", NOW, 10));
    assert_eq!(due, ["d1", "d3", "d4", "d5"], "alice's second waits for her first");
    assert_eq!(seen!(db, |r| webhook_delivery::due(r, "w1", NOW, 2)), ["d1", "d3"]);
    assert!(seen!(db, |r| webhook_delivery::due(r, "w2", NOW, 10)).is_empty());

    let claims = race!(db, 8, |tx, number| {
        let _ = number;
        webhook_delivery::claim(tx, "d1", NOW, at(100))
    });
    let claimed: Vec<_> = claims.into_iter().flatten().collect();
    assert_eq!((claimed.len(), claimed[0].attempts), (1, 1));
    assert!(
        !seen!(db, |r| webhook_delivery::due(r, "w1", NOW, 10)).contains(&"d2".to_owned()),
        "leased is not done"
    );

    written!(db, |tx| webhook_delivery::failed(tx, "d1", Some(500), "it answered 500", Some(at(50)), NOW))
        .unwrap();
    assert_eq!(seen!(db, |r| webhook_delivery::due(r, "w1", at(49), 10)), ["d3", "d4", "d5"]);
    assert_eq!(seen!(db, |r| webhook_delivery::due(r, "w1", at(50), 10)), ["d3", "d4", "d5", "d1"]);
    written!(db, |tx| webhook_delivery::failed(tx, "d1", None, "no answer", None, at(60))).unwrap();
    let dead = seen!(db, |r| webhook_delivery::page(r, "w1", "dead", i64::MAX, 10));
    assert_eq!(dead.len(), 1);
    assert_eq!(
        (dead[0].last_status, dead[0].last_error.as_deref(), dead[0].settled_at),
        (None, Some("no answer"), Some(at(60)))
    );
    assert!(
        seen!(db, |r| webhook_delivery::due(r, "w1", at(60), 10)).contains(&"d2".to_owned()),
        "one that was given up holds nothing up"
    );

    written!(db, |tx| webhook_delivery::delivered(tx, "d3", 204, at(61))).unwrap();
    assert_eq!(seen!(db, |r| webhook_delivery::count(r, "w1", "delivered")), 1);
    assert!(!written!(db, |tx| webhook_delivery::replay(tx, "w1", "d2", at(62))).unwrap(), "it waits anyway");
    assert!(!written!(db, |tx| webhook_delivery::replay(tx, "w2", "d3", at(62))).unwrap(), "another's");
    assert!(written!(db, |tx| webhook_delivery::replay(tx, "w1", "d3", at(62))).unwrap());
    assert_eq!(written!(db, |tx| webhook_delivery::replay_dead(tx, "w1", 10, at(62))).unwrap(), 1);
    let due = seen!(db, |r| webhook_delivery::due(r, "w1", at(62), 10));
    assert!(
        due.contains(&"d1".to_owned()) && !due.contains(&"d2".to_owned()),
        "the order holds again: {due:?}"
    );

    written!(db, |tx| webhook_delivery::delivered(tx, "d1", 200, at(70))).unwrap();
    assert_eq!(written!(db, |tx| webhook_delivery::sweep(tx, at(69), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| webhook_delivery::sweep(tx, at(70), 10)).unwrap(), 1);
    let twice = written!(db, |tx| webhook_delivery::insert(tx, &[delivery(2, Some("alice"))]));
    assert!(matches!(twice, Err(Error::Duplicate)), "an event is told once");
});

on_both!(how_far_receivers_were_told_moves_on, |db| async move {
    assert_eq!(seen!(db, |r| webhook_delivery::told(r)).unwrap().sequence, 0);
    assert_eq!(written!(db, |tx| webhook_delivery::hold(tx)).unwrap().unwrap().sequence, 0);
    written!(db, |tx| webhook_delivery::advance(tx, 7)).unwrap();
    assert_eq!(seen!(db, |r| webhook_delivery::told(r)).unwrap().sequence, 7);
});
