//! Imports, and the chain of the audit log.

use super::*;
use crate::{
    on_both,
    storage::{account_import, audit, audit_chain, authenticator},
};

async fn import(db: &Database, import_id: &'static str, names: &[&str]) {
    let accounts: Vec<_> = names.iter().map(|name| account(name)).collect();
    let rows: Vec<_> = names.iter().map(|name| password(name)).collect();
    commit(db, move |tx| {
        Box::pin(async move {
            assert!(account_import::grow(tx, import_id, 1, NOW).await?);
            account_import::insert(tx, import_id, &accounts, &rows, "password").await
        })
    })
    .await
    .unwrap();
}

fn password(account_id: &str) -> authenticator::Authenticator {
    authenticator::Authenticator {
        authenticator_id: format!("password of {account_id}"),
        account_id: account_id.into(),
        kind: "password".into(),
        handle_hash: None,
        name: String::new(),
        state: "active".into(),
        credential_sealed: vec![1],
        high_water: None,
        version: 1,
        created_at: NOW,
        last_used_at: None,
    }
}

on_both!(accounts_on_their_way_in_are_let_in_together_or_not_at_all, |db| async move {
    for id in ["i1", "i2"] {
        written!(db, |tx| account_import::begin(tx, id, NOW)).unwrap();
    }
    import(&db, "i1", &["alice", "bob", "carol"]).await;
    import(&db, "i2", &["dave", "eve"]).await;
    let state = |account: Option<account::Account>| account.map(|account| account.state);
    assert_eq!(state(seen!(db, |r| account::find(r, "alice"))), Some(account::State::Disabled));
    let found = seen!(db, |r| account::find_by_name(r, "BOB@example.org")).unwrap();
    assert_eq!(found.groups, ["staff", "night shift"]);
    assert_eq!(seen!(db, |r| authenticator::of_account(r, "bob")).len(), 1);
    let again = written!(db, |tx| authenticator::insert_sole(
        tx,
        &authenticator::Authenticator { authenticator_id: "new".into(), ..password("bob") }
    ));
    again.unwrap();
    assert_eq!(seen!(db, |r| authenticator::of_account(r, "bob")).len(), 1, "the only one of its kind");

    assert!(written!(db, |tx| account_import::decide(tx, "i1", NOW)).unwrap());
    assert!(!written!(db, |tx| account_import::decide(tx, "i1", NOW)).unwrap(), "once");
    assert!(!written!(db, |tx| account_import::abandon(tx, "i1", NOW)).unwrap(), "what was decided stays");
    assert!(!written!(db, |tx| account_import::grow(tx, "i1", 1, NOW)).unwrap());
    for settled in [2, 1, 0] {
        assert_eq!(written!(db, |tx| account_import::settle(tx, "i1", 2, at(1))).unwrap().len(), settled);
    }
    for name in ["alice", "bob", "carol"] {
        assert_eq!(state(seen!(db, |r| account::find(r, name))), Some(account::State::Active));
    }
    assert!(written!(db, |tx| account_import::end(tx, "i1")).unwrap());
    assert!(!written!(db, |tx| account_import::end(tx, "i1")).unwrap());

    assert!(written!(db, |tx| account_import::abandon(tx, "i2", NOW)).unwrap());
    assert!(
        !written!(db, |tx| account_import::decide(tx, "i2", NOW)).unwrap(),
        "what was abandoned stays so"
    );
    assert_eq!(written!(db, |tx| account_import::undo(tx, "i2", 10, at(1))).unwrap(), 2);
    assert_eq!(state(seen!(db, |r| account::find(r, "dave"))), None);
    assert_eq!(seen!(db, |r| account::count(r)), 3);
    let open = seen!(db, |r| account_import::open(r));
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].state.as_str(), open[0].accounts, open[0].touched_at), ("undoing", 1, at(1)));
});

on_both!(an_import_is_taken_from_whoever_is_silent_and_by_one_alone, |db| async move {
    for (id, decided) in [("i1", false), ("i2", true)] {
        written!(db, |tx| account_import::begin(tx, id, NOW)).unwrap();
        if decided {
            assert!(written!(db, |tx| account_import::decide(tx, id, NOW)).unwrap());
        }
        assert!(!written!(db, |tx| account_import::take(tx, id, NOW, at(5))).unwrap(), "not silent");
        let taken = race!(db, 8, |tx, number| {
            let _ = number;
            account_import::take(tx, id, at(1), at(5))
        });
        assert_eq!(taken.iter().filter(|taken| **taken).count(), 1);
    }
    let states: Vec<_> =
        seen!(db, |r| account_import::open(r)).into_iter().map(|import| import.state).collect();
    assert_eq!(states, ["undoing", "settling"]);
});

on_both!(many_names_and_identifiers_are_looked_up_at_once, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    let mut names: Vec<String> = (0..200).map(|n| format!("nobody-{n}")).collect();
    assert!(seen!(db, |r| account_import::taken(r, &names)).is_empty());
    names.insert(3, "alice".into());
    names.insert(150, "bob@example.org".into());
    let mut taken = seen!(db, |r| account_import::taken(r, &names));
    taken.sort();
    assert_eq!(taken, ["alice", "bob@example.org"]);
    assert_eq!(seen!(db, |r| account_import::known(r, &["x".into(), "bob".into()])), ["bob"]);
    assert!(seen!(db, |r| account_import::known(r, &[])).is_empty());
});

fn event(number: i64) -> audit::Event {
    audit::Event {
        event_id: format!("e{number}"),
        happened_at: at(number),
        kind: "session.begun".into(),
        account_id: Some("alice".into()),
        client_id: None,
        address: (number % 2 == 0).then(|| "192.0.2.1".into()),
        detail: r#"{"by":"operator"}"#.into(),
    }
}

fn entry(number: i64) -> audit_chain::Entry {
    audit_chain::Entry {
        event: event(number),
        sequence: number,
        salt: Some(vec![1; 32]),
        content: vec![2; 32],
        link: vec![3; 32],
    }
}

fn checkpoint(sequence: i64, made_at: Timestamp) -> audit_chain::Checkpoint {
    audit_chain::Checkpoint { sequence, made_at, statement: format!("a.b.{sequence}") }
}

on_both!(an_event_gets_its_place_once_and_as_what_it_is, |db| async move {
    for number in [3, 1, 2] {
        written!(db, |tx| audit::insert(tx, &event(number))).unwrap();
    }
    assert!(seen!(db, |r| audit_chain::waits(r)));
    let waiting = seen!(db, |r| audit_chain::unlinked(r, 2));
    assert_eq!(waiting.iter().map(|event| event.event_id.as_str()).collect::<Vec<_>>(), ["e1", "e2"]);
    let head = written!(db, |tx| audit_chain::hold(tx)).unwrap().unwrap();
    assert_eq!((head.sequence, head.link), (0, vec![0; 32]));

    for number in [1, 2] {
        assert!(written!(db, |tx| audit_chain::link(tx, &entry(number))).unwrap());
        assert!(!written!(db, |tx| audit_chain::link(tx, &entry(number))).unwrap(), "it has its place");
    }
    let changed = audit_chain::Entry {
        event: audit::Event { detail: r#"{"by":"mallory"}"#.into(), ..event(3) },
        ..entry(3)
    };
    assert!(!written!(db, |tx| audit_chain::link(tx, &changed)).unwrap(), "it no longer says that");
    written!(db, |tx| audit_chain::advance(tx, &audit_chain::Head { sequence: 2, link: vec![3; 32] }))
        .unwrap();
    assert_eq!(seen!(db, |r| audit_chain::head(r)).unwrap().sequence, 2);

    let page = seen!(db, |r| audit_chain::page(r, 0, 10));
    let places: Vec<_> = page.iter().map(|entry| (entry.sequence, entry.event.event_id.as_str())).collect();
    assert_eq!(places, [(1, "e1"), (2, "e2")]);
    assert_eq!((page[1].event.address.as_deref(), page[1].content.len()), (Some("192.0.2.1"), 32));
    assert_eq!(seen!(db, |r| audit_chain::page(r, 1, 10)).len(), 1);

    assert_eq!(written!(db, |tx| audit::scrub(tx, "alice", 10)).unwrap(), 3);
    let page = seen!(db, |r| audit_chain::page(r, 0, 10));
    assert!(page.iter().all(|entry| entry.salt.is_none() && entry.event.address.is_none()), "{page:?}");
    assert_eq!(page[0].content, [2; 32], "the chain stays");

    assert_eq!(written!(db, |tx| audit_chain::retire(tx, 1, 10)).unwrap(), 1);
    assert_eq!(seen!(db, |r| audit_chain::page(r, 0, 10)).len(), 1);
    assert_eq!(seen!(db, |r| audit_chain::unlinked(r, 10)).len(), 1, "what waits is not retired");
});

on_both!(many_events_are_recorded_at_once, |db| async move {
    let events: Vec<_> = (1..=70).map(event).collect();
    written!(db, |tx| audit::insert_many(tx, &events)).unwrap();
    assert_eq!(seen!(db, |r| audit_chain::unlinked(r, 100)).len(), 70);
    assert_eq!(seen!(db, |r| audit::find(r, "alice", "e70")).unwrap().address.as_deref(), Some("192.0.2.1"));
});

on_both!(statements_are_thinned_to_one_an_hour_and_forgotten_before_the_beginning, |db| async move {
    const HOUR: i64 = 3_600_000;
    // Two in one hour, two in the next, one later.
    let hour = NOW.0 / HOUR * HOUR;
    for (sequence, moment) in
        [(1, hour), (2, hour + 60_000), (3, hour + HOUR), (4, hour + HOUR + 1), (5, hour + 5 * HOUR)]
    {
        written!(db, |tx| audit_chain::insert_checkpoint(tx, &checkpoint(sequence, Timestamp(moment))))
            .unwrap();
    }
    written!(db, |tx| audit_chain::insert_checkpoint(tx, &checkpoint(5, at(9)))).unwrap();
    let places =
        |rows: Vec<audit_chain::Checkpoint>| rows.into_iter().map(|row| row.sequence).collect::<Vec<_>>();
    assert_eq!(places(seen!(db, |r| audit_chain::checkpoints(r, 2, 4))), [2, 3, 4]);
    let newest = seen!(db, |r| audit_chain::checkpoint_at(r, Timestamp(hour + HOUR))).unwrap();
    assert_eq!((newest.sequence, newest.statement.as_str()), (3, "a.b.3"));
    assert!(seen!(db, |r| audit_chain::checkpoint_at(r, Timestamp(hour - 1))).is_none());
    assert_eq!(seen!(db, |r| audit_chain::checkpoint_through(r, 4)).unwrap().sequence, 4);
    assert_eq!(seen!(db, |r| audit_chain::checkpoint_through(r, 99)).unwrap().sequence, 5);
    assert!(seen!(db, |r| audit_chain::checkpoint_through(r, 0)).is_none());
    assert_eq!(written!(db, |tx| audit_chain::thin_checkpoints(tx, Timestamp(hour + HOUR))).unwrap(), 1);
    assert_eq!(places(seen!(db, |r| audit_chain::checkpoints(r, 0, 9))), [2, 3, 4, 5]);
    assert_eq!(written!(db, |tx| audit_chain::thin_checkpoints(tx, Timestamp(hour + 9 * HOUR))).unwrap(), 1);
    assert_eq!(places(seen!(db, |r| audit_chain::checkpoints(r, 0, 9))), [2, 4, 5]);
    assert_eq!(written!(db, |tx| audit_chain::forget_checkpoints(tx, 4)).unwrap(), 1);
    assert_eq!(places(seen!(db, |r| audit_chain::checkpoints(r, 0, 9))), [4, 5]);
});
