//! `throttle`, `outbox`, `one_time_link`, `installation`, `audit_event`.

use super::*;
use crate::{
    on_both,
    storage::{
        audit, installation, one_time_link, outbox,
        throttle::{self, Limit},
    },
};

const THREE_A_SECOND: Limit = Limit { per_window: 3, window: 1000, in_a_row: 100, free: 0 };

on_both!(a_window_leaves_so_many_tries_and_then_begins_anew, |db| async move {
    let steps = [
        (0, Some((0, 1, 1))),
        (10, Some((0, 2, 2))),
        (999, Some((0, 3, 3))),
        (999, None),
        // The window is over exactly after its length; refused tries were not counted.
        (1000, Some((1000, 1, 4))),
        (1999, Some((1000, 2, 5))),
        (5000, Some((5000, 1, 6))),
    ];
    for (time, expected) in steps {
        let count = written!(db, |tx| throttle::spend(tx, "alice/totp", THREE_A_SECOND, at(time))).unwrap();
        let counted = count.map(|c| (c.window_started_at.0 - NOW.0, c.window_count, c.row_count));
        assert_eq!(counted, expected, "at {time}");
    }
    let stands = seen!(db, |r| throttle::find(r, "alice/totp")).unwrap();
    assert_eq!((stands.window_started_at, stands.window_count, stands.row_count), (at(5000), 1, 6));
    assert!(seen!(db, |r| throttle::find(r, "bob/totp")).is_none());
    let asked: Vec<String> = (0..20).map(|n| format!("nobody/{n}")).chain(["alice/totp".into()]).collect();
    let all = seen!(db, |r| throttle::find_all(r, &asked));
    assert_eq!(all.into_iter().collect::<Vec<_>>(), [("alice/totp".to_owned(), stands)]);
    assert!(seen!(db, |r| throttle::find_all(r, &[])).is_empty());
});

on_both!(failures_in_a_row_are_limited_whatever_the_time_until_a_success, |db| async move {
    let limit = Limit { per_window: 10, window: 10, in_a_row: 3, free: 0 };
    for (time, left) in [(0, true), (1000, true), (2000, true), (3000, false), (9_000_000, false)] {
        let count = written!(db, |tx| throttle::spend(tx, "s", limit, at(time))).unwrap();
        assert_eq!(count.is_some(), left, "at {time}");
    }
    written!(db, |tx| throttle::clear(tx, "s")).unwrap();
    written!(db, |tx| throttle::clear(tx, "s")).unwrap();
    assert!(seen!(db, |r| throttle::find(r, "s")).is_none());
    let count = written!(db, |tx| throttle::spend(tx, "s", limit, at(4000))).unwrap().unwrap();
    assert_eq!((count.window_count, count.row_count), (1, 1));
});

on_both!(after_so_many_free_tries_each_one_waits, |db| async move {
    let limit = Limit { per_window: 1, window: 30, in_a_row: 8, free: 3 };
    let steps = [
        (0, true),
        (1, true),
        (2, true),
        (31, false),
        (32, true),
        (61, false),
        (62, true),
        (500, true),
        (529, false),
        (530, true),
        (600, true),
        (9_000, false),
    ];
    for (time, left) in steps {
        let count = written!(db, |tx| throttle::spend(tx, "s", limit, at(time))).unwrap();
        assert_eq!(count.is_some(), left, "at {time}");
    }
    written!(db, |tx| throttle::clear(tx, "s")).unwrap();
    let answers = race!(db, 64, |tx, _n| throttle::spend(tx, "s", limit, at(9_001)));
    assert_eq!(answers.into_iter().flatten().count(), 3);
});

on_both!(a_limit_of_nothing_allows_nothing, |db| async move {
    for limit in [Limit { per_window: 0, ..THREE_A_SECOND }, Limit { in_a_row: 0, ..THREE_A_SECOND }] {
        assert_eq!(written!(db, |tx| throttle::spend(tx, "s", limit, NOW)).unwrap(), None);
    }
});

on_both!(what_costs_nothing_is_refused_at_the_limit_and_spends_nothing, |db| async move {
    let limit = Limit { per_window: 1, window: 1000, in_a_row: i64::MAX, free: 0 };
    for (time, cost, expected) in [
        (0, 0, Some((0, 0))),
        (1, 0, Some((0, 0))),
        (2, 1, Some((1, 1))),
        (3, 0, None),
        (4, 1, None),
        (1000, 0, Some((0, 1))),
        (1001, 1, Some((1, 2))),
    ] {
        let count = written!(db, |tx| throttle::charge(tx, "day", limit, cost, at(time))).unwrap();
        assert_eq!(count.map(|c| (c.window_count, c.row_count)), expected, "at {time}");
    }
});

on_both!(of_64_tries_at_once_the_limit_succeeds, |db| async move {
    let limit = Limit { per_window: 5, window: 1000, in_a_row: 100, free: 0 };
    let answers = race!(db, 64, |tx, _n| throttle::spend(tx, "s", limit, NOW));
    let mut counts: Vec<_> = answers.into_iter().flatten().map(|count| count.row_count).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2, 3, 4, 5]);
});

on_both!(a_try_that_nobody_judged_is_given_back_and_no_other_is, |db| async move {
    let limit = Limit { per_window: 1, window: 30, in_a_row: 8, free: 2 };
    let counted = |c: throttle::Count| (c.window_started_at.0 - NOW.0, c.window_count, c.row_count);
    let stands = async || seen!(db, |r| throttle::find(r, "s")).map(counted);
    let spend =
        async |time: i64| written!(db, |tx| throttle::spend(tx, "s", limit, at(time))).unwrap().map(counted);
    let give_back = async |spent: i64, window: i64| {
        written!(db, |tx| throttle::give_back(tx, "s", spent, Some(at(window)))).unwrap();
    };
    give_back(1, 0).await;
    assert_eq!(stands().await, None, "nothing was spent");
    for (time, expected) in [(0, Some((0, 1, 1))), (1, Some((1, 1, 2))), (2, None), (31, Some((31, 1, 3)))] {
        assert_eq!(spend(time).await, expected, "at {time}");
    }
    // The last one, so that nobody waits for another.
    give_back(3, 31).await;
    assert_eq!(stands().await, Some((31, 0, 2)));
    assert_eq!(spend(32).await, Some((31, 1, 3)));
    // One of an earlier window: those who came after it wait as they did.
    give_back(2, 1).await;
    assert_eq!(stands().await, Some((31, 1, 2)));
    assert_eq!(spend(33).await, None);
    written!(db, |tx| throttle::give_back(tx, "s", 2, None)).unwrap();
    assert_eq!(stands().await, Some((31, 1, 1)), "its window is not known");
    // What a success forgot is not given back to whoever tries next.
    written!(db, |tx| throttle::clear(tx, "s")).unwrap();
    assert_eq!(spend(40).await, Some((40, 1, 1)));
    give_back(3, 31).await;
    assert_eq!(stands().await, Some((40, 1, 1)));
    give_back(1, 40).await;
    give_back(0, 40).await;
    assert_eq!(stands().await, Some((40, 0, 0)), "never below nothing");
});

on_both!(untouched_counts_are_swept_in_portions, |db| async move {
    for (subject, time) in [("a", 0), ("b", 1), ("c", 2)] {
        written!(db, |tx| throttle::spend(tx, subject, THREE_A_SECOND, at(time))).unwrap();
    }
    assert_eq!(written!(db, |tx| throttle::sweep(tx, at(1), 1)).unwrap(), 1);
    assert_eq!(written!(db, |tx| throttle::sweep(tx, at(1), 5)).unwrap(), 1);
    assert!(seen!(db, |r| throttle::find(r, "c")).is_some());
});

on_both!(a_due_message_is_claimed_by_one_node_until_its_lease_ends, |db| async move {
    written!(db, |tx| outbox::insert(tx, "m1", "mail", &[1], NOW, Some(at(900)))).unwrap();
    assert!(matches!(
        written!(db, |tx| outbox::insert(tx, "m1", "mail", &[1], NOW, None)),
        Err(Error::Duplicate)
    ));
    assert!(seen!(db, |r| outbox::due(r, "mail", at(-1), 10)).is_empty());
    assert_eq!(seen!(db, |r| outbox::due(r, "mail", NOW, 10)), ["m1"]);
    let claims = race!(db, 64, |tx, _n| outbox::claim(tx, "m1", NOW, at(100)));
    let mut claimed: Vec<_> = claims.into_iter().flatten().collect();
    let message = claimed.pop().unwrap();
    assert!(claimed.is_empty(), "one node");
    assert_eq!((message.payload_sealed, message.attempts), (Some(vec![1]), 1));
    assert_eq!((message.expires_at, message.next_attempt_at), (Some(at(900)), at(100)));
    assert!(seen!(db, |r| outbox::due(r, "mail", at(99), 10)).is_empty());
    assert!(written!(db, |tx| outbox::claim(tx, "m1", at(99), at(200))).unwrap().is_none());
    let again = written!(db, |tx| outbox::claim(tx, "m1", at(100), at(200))).unwrap().unwrap();
    assert_eq!(again.attempts, 2, "the node that had it is gone");
    assert!(written!(db, |tx| outbox::claim(tx, "m9", NOW, at(1))).unwrap().is_none());
});

on_both!(messages_end_sent_retried_or_given_up, |db| async move {
    for (name, time) in [("m3", 0), ("m1", 1), ("m2", 2), ("m4", 3)] {
        written!(db, |tx| outbox::insert(tx, name, "mail", &[1], at(time), None)).unwrap();
    }
    assert_eq!(seen!(db, |r| outbox::due(r, "mail", at(9), 3)), ["m3", "m1", "m2"], "oldest first");
    assert!(seen!(db, |r| outbox::due(r, "sms", at(9), 3)).is_empty(), "each kind has a queue of its own");
    assert_eq!(seen!(db, |r| outbox::waiting(r)), 4);
    written!(db, |tx| outbox::sent(tx, "m1", at(10), false)).unwrap();
    written!(db, |tx| outbox::sent(tx, "m2", at(10), true)).unwrap();
    written!(db, |tx| outbox::retry(tx, "m3", true, at(50), "greylisted")).unwrap();
    written!(db, |tx| outbox::give_up(tx, "m4", at(11), "no such mailbox")).unwrap();
    assert_eq!(seen!(db, |r| outbox::waiting(r)), 1);
    assert!(seen!(db, |r| outbox::due(r, "mail", at(49), 10)).is_empty());
    let waits = seen!(db, |r| outbox::find(r, "m3")).unwrap();
    assert_eq!((waits.last_error.as_deref(), waits.next_attempt_at), (Some("greylisted"), at(50)));
    let again = written!(db, |tx| outbox::claim(tx, "m3", at(50), at(60))).unwrap().unwrap();
    assert_eq!(again.last_error, None, "what is being tried has not failed");
    for settled in ["m1", "m2", "m4"] {
        assert!(
            written!(db, |tx| outbox::claim(tx, settled, at(99), at(100))).unwrap().is_none(),
            "{settled}"
        );
    }
    let newest = seen!(db, |r| outbox::newest(r, "mail", 10));
    let kept: Vec<_> = newest.iter().map(|m| (m.message_id.as_str(), m.sent_at, m.failed_at)).collect();
    assert_eq!(kept, [("m2", Some(at(10)), None), ("m3", None, None)], "the others' content is erased");
    assert!(seen!(db, |r| outbox::newest(r, "sms", 10)).is_empty());
    assert_eq!(written!(db, |tx| outbox::sweep(tx, at(10), 10)).unwrap(), 2);
    assert_eq!(written!(db, |tx| outbox::sweep(tx, at(11), 10)).unwrap(), 1);
    assert_eq!(seen!(db, |r| outbox::waiting(r)), 1);
});

on_both!(when_the_server_is_back_what_failed_is_due_and_what_is_being_tried_is_not, |db| async move {
    for name in ["failed", "claimed", "fresh", "sent", "given_up"] {
        written!(db, |tx| outbox::insert(tx, name, "mail", &[1], NOW, None)).unwrap();
    }
    for name in ["failed", "sent", "given_up"] {
        written!(db, |tx| outbox::retry(tx, name, true, at(300), "away")).unwrap();
    }
    written!(db, |tx| outbox::claim(tx, "claimed", NOW, at(120))).unwrap().unwrap();
    written!(db, |tx| outbox::sent(tx, "sent", at(1), false)).unwrap();
    written!(db, |tx| outbox::give_up(tx, "given_up", at(1), "no")).unwrap();
    assert_eq!(written!(db, |tx| outbox::hurry(tx, "mail", at(2))).unwrap(), 1);
    assert_eq!(seen!(db, |r| outbox::due(r, "mail", at(2), 10)), ["fresh", "failed"]);
    assert!(seen!(db, |r| outbox::find(r, "nothing")).is_none());
});

on_both!(what_somebody_waits_for_goes_before_what_is_older, |db| async move {
    let hour = 3_600_000;
    for (name, time, lives) in [("notice", 0, Some(hour + 1)), ("other", 1, None), ("code", 2, Some(hour))] {
        let until = lives.map(|lives| at(time + lives));
        written!(db, |tx| outbox::insert(tx, name, "mail", &[1], at(time), until)).unwrap();
        let row = seen!(db, |r| outbox::find(r, name)).unwrap();
        assert_eq!(row.is_waited_for(), name == "code", "{name}");
    }
    assert_eq!(seen!(db, |r| outbox::due(r, "mail", at(9), 9)), ["code", "notice", "other"]);
    written!(db, |tx| outbox::claim(tx, "code", at(9), at(10))).unwrap().unwrap();
    written!(db, |tx| outbox::retry(tx, "code", true, at(11), "greylisted")).unwrap();
    assert_eq!(
        seen!(db, |r| outbox::due(r, "mail", at(11), 9)),
        ["notice", "other", "code"],
        "one that failed holds up nobody"
    );
});

on_both!(a_try_that_found_the_server_away_was_none, |db| async move {
    written!(db, |tx| outbox::insert(tx, "m1", "mail", &[1], NOW, None)).unwrap();
    for round in 0..3 {
        let claimed = written!(db, |tx| outbox::claim(tx, "m1", at(round * 10), at(round * 10 + 5)));
        assert_eq!(claimed.unwrap().unwrap().attempts, 1);
        written!(db, |tx| outbox::retry(tx, "m1", false, at(round * 10 + 10), "away")).unwrap();
    }
    let row = seen!(db, |r| outbox::find(r, "m1")).unwrap();
    assert_eq!((row.attempts, row.last_error.as_deref()), (0, Some("away")));
    assert_eq!(row.next_attempt_at, at(30));
    assert_eq!(written!(db, |tx| outbox::hurry(tx, "mail", at(21))).unwrap(), 1);
});

on_both!(a_link_works_once_for_its_purpose_before_it_lapses, |db| async move {
    written!(db, |tx| one_time_link::insert(tx, &[1], "admin", NOW, at(10))).unwrap();
    assert!(seen!(db, |r| one_time_link::is_live(r, &[1], "admin", at(9))));
    assert!(!seen!(db, |r| one_time_link::is_live(r, &[1], "admin", at(10))));
    assert!(!seen!(db, |r| one_time_link::is_live(r, &[1], "reset", NOW)));
    assert!(!written!(db, |tx| one_time_link::redeem(tx, &[1], "reset", NOW)).unwrap());
    assert!(!written!(db, |tx| one_time_link::redeem(tx, &[1], "admin", at(10))).unwrap());
    let answers = race!(db, 64, |tx, _n| one_time_link::redeem(tx, &[1], "admin", at(9)));
    assert_eq!(answers.iter().filter(|won| **won).count(), 1);
    assert!(!seen!(db, |r| one_time_link::is_live(r, &[1], "admin", NOW)));
    assert_eq!(written!(db, |tx| one_time_link::sweep(tx, at(9), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| one_time_link::sweep(tx, at(10), 10)).unwrap(), 1);
});

on_both!(a_named_value_settles_once_for_all_nodes, |db| async move {
    assert_eq!(seen!(db, |r| installation::find(r, "name")), None);
    let answers = race!(db, 64, |tx, number| {
        let value = number.to_string();
        async move { installation::settle(tx, "name", &value).await }
    });
    let stands = seen!(db, |r| installation::find(r, "name")).unwrap();
    assert!(answers.iter().all(|answer| *answer == stands), "{answers:?}");
});

on_both!(events_are_told_newest_first, |db| async move {
    for (number, account_id) in [(1, Some("alice")), (2, None), (3, Some("alice")), (4, Some("bob"))] {
        let event = audit::Event {
            event_id: format!("e{number}"),
            happened_at: at(number),
            kind: "session.begun".into(),
            account_id: account_id.map(Into::into),
            client_id: None,
            address: Some("192.0.2.1".into()),
            detail: "{}".into(),
        };
        written!(db, |tx| audit::insert(tx, &event)).unwrap();
    }
    let names = |events: Vec<audit::Event>| events.into_iter().map(|e| e.event_id).collect::<Vec<_>>();
    assert_eq!(names(seen!(db, |r| audit::of_account(r, "alice", 10))), ["e3", "e1"]);
    assert_eq!(names(seen!(db, |r| audit::of_account(r, "alice", 1))), ["e3"]);
});

on_both!(events_are_told_in_pages_and_scrubbed_of_their_person, |db| async move {
    let kinds =
        ["session.begun", "factor.verified", "session.used", "factor.added", "grant.made", "session.ended"];
    for (number, kind) in kinds.into_iter().enumerate() {
        for account_id in ["alice", "bob"] {
            let event = audit::Event {
                event_id: format!("{account_id}{number}"),
                // Two at the same moment.
                happened_at: at(i64::try_from(number / 2).unwrap()),
                kind: kind.into(),
                account_id: Some(account_id.into()),
                client_id: None,
                address: Some("192.0.2.1".into()),
                detail: r#"{"browser":"Firefox"}"#.into(),
            };
            written!(db, |tx| audit::insert(tx, &event)).unwrap();
        }
    }
    let first = audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
    let (mut before, mut told) = (first, Vec::new());
    loop {
        let page = seen!(db, |r| audit::page(r, "alice", NOW, &before, 2));
        let Some(last) = page.last() else { break };
        before = audit::Place { happened_at: last.happened_at, event_id: last.event_id.clone() };
        told.extend(page.into_iter().map(|event| event.event_id));
    }
    assert_eq!(told, ["alice5", "alice4", "alice3", "alice0"], "each once, without proofs and repetitions");
    let since = seen!(db, |r| audit::page(
        r,
        "alice",
        at(2),
        &audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() },
        9
    ));
    assert_eq!(since.len(), 2);
    assert!(seen!(db, |r| audit::find(r, "alice", "alice3")).is_some());
    assert!(seen!(db, |r| audit::find(r, "alice", "bob3")).is_none(), "somebody else's");
    assert_eq!(written!(db, |tx| audit::scrub(tx, "alice", 4)).unwrap(), 4);
    assert_eq!(written!(db, |tx| audit::scrub(tx, "alice", 4)).unwrap(), 2);
    assert_eq!(written!(db, |tx| audit::scrub(tx, "alice", 4)).unwrap(), 0);
    let scrubbed = seen!(db, |r| audit::of_account(r, "alice", 10));
    assert!(scrubbed.iter().all(|event| event.address.is_none() && event.detail == "{}"));
    assert!(seen!(db, |r| audit::find(r, "bob", "bob3")).unwrap().address.is_some());
});
