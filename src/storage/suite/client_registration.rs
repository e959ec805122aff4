//! What registration, pushed requests, pairwise subjects and the end of sessions keep.

use super::*;
use crate::{
    on_both,
    storage::{
        account_deletion,
        client_registration::{self, InitialToken},
        farewell, outbox, pairwise_subject, pushed_request, session_client,
    },
};

on_both!(an_initial_access_token_is_spent_as_often_as_it_says, |db| async move {
    let row = InitialToken { note: "for Ann".into(), uses_left: 2, created_at: NOW, expires_at: at(10) };
    written!(db, |tx| client_registration::insert_initial(tx, &[1], &row)).unwrap();
    assert!(!written!(db, |tx| client_registration::spend_initial(tx, &[2], at(1))).unwrap());
    assert!(
        !written!(db, |tx| client_registration::spend_initial(tx, &[1], at(10))).unwrap(),
        "it has ended"
    );
    assert!(seen!(db, |r| client_registration::has_initial(r, &[1], at(9))));
    assert!(!seen!(db, |r| client_registration::has_initial(r, &[1], at(10))));
    let spent = race!(db, 5, |tx, _number| client_registration::spend_initial(tx, &[1], at(1)));
    assert_eq!(spent.into_iter().filter(|spent| *spent).count(), 2);
    assert!(!seen!(db, |r| client_registration::has_initial(r, &[1], at(1))));
    assert_eq!(written!(db, |tx| client_registration::sweep_initial(tx, at(9), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| client_registration::sweep_initial(tx, at(10), 10)).unwrap(), 1);
});

on_both!(a_client_is_managed_by_one_token_which_goes_with_it, |db| async move {
    furnish(&db).await;
    assert_eq!(seen!(db, |r| client_registration::find_access(r, "shop")), None);
    for token in [[1], [2]] {
        written!(db, |tx| client_registration::put_access(tx, "shop", &token)).unwrap();
        assert_eq!(seen!(db, |r| client_registration::find_access(r, "shop")), Some(token.to_vec()));
    }
    assert_eq!(seen!(db, |r| client_registration::count(r)), 1);
    written!(db, |tx| client::delete(tx, "shop", None)).unwrap();
    assert_eq!(seen!(db, |r| client_registration::count(r)), 0);
});

on_both!(a_pairwise_subject_leads_to_the_account_that_had_it_first, |db| async move {
    furnish(&db).await;
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    for account_id in ["alice", "alice", "bob"] {
        written!(db, |tx| pairwise_subject::put(tx, "s", account_id)).unwrap();
    }
    assert_eq!(seen!(db, |r| pairwise_subject::find(r, "s")).as_deref(), Some("alice"));
    assert_eq!(seen!(db, |r| pairwise_subject::find(r, "t")), None);
});

on_both!(a_pushed_request_is_its_clients_until_it_is_answered_or_lapses, |db| async move {
    furnish(&db).await;
    written!(db, |tx| pushed_request::insert(tx, &[1], "shop", b"sealed", at(10))).unwrap();
    let find = async |client_id: &'static str, now| {
        seen!(db, |r| pushed_request::find_live(r, &[1], client_id, now))
    };
    assert_eq!(find("shop", at(9)).await.as_deref(), Some(&b"sealed"[..]));
    assert_eq!(find("other", at(9)).await, None);
    assert_eq!(find("shop", at(10)).await, None);
    let spent = race!(db, 4, |tx, _number| pushed_request::spend(tx, &[1], at(20)));
    assert_eq!(spent.into_iter().filter(|spent| *spent).count(), 1);
    assert_eq!(find("shop", at(9)).await, None);
    for number in [2, 3] {
        written!(db, |tx| pushed_request::insert(tx, &[number], "shop", b"sealed", at(5))).unwrap();
    }
    assert_eq!(written!(db, |tx| pushed_request::sweep(tx, at(10), 2)).unwrap(), 2, "so many at once");
    assert_eq!(written!(db, |tx| pushed_request::sweep(tx, at(10), 2)).unwrap(), 1);
});

on_both!(the_clients_of_an_ended_session_are_told_once, |db| async move {
    furnish(&db).await;
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    for _ in 0..2 {
        written!(db, |tx| session_client::put(tx, "s1", "shop")).unwrap();
    }
    assert_eq!(seen!(db, |r| session_client::of_session(r, "s1")), ["shop"]);
    assert!(!written!(db, |tx| session_client::tell(tx, "s1", at(1))).unwrap(), "it lives");
    assert!(seen!(db, |r| session_client::untold(r, 9)).is_empty());
    written!(db, |tx| session::end(tx, "alice", "s1", at(1))).unwrap();
    assert_eq!(seen!(db, |r| session_client::untold(r, 9)), [("s1".to_owned(), "alice".to_owned())]);
    let told = race!(db, 4, |tx, _number| session_client::tell(tx, "s1", at(2)));
    assert_eq!(told.into_iter().filter(|told| *told).count(), 1);
    assert!(seen!(db, |r| session_client::untold(r, 9)).is_empty());
});

on_both!(the_clients_of_sessions_that_go_with_their_account_are_noted, |db| async move {
    furnish(&db).await;
    for (name, secret) in [("s1", 1), ("s2", 2), ("s3", 3)] {
        written!(db, |tx| session::insert(tx, &session(name, secret))).unwrap();
        written!(db, |tx| session_client::put(tx, name, "shop")).unwrap();
    }
    for (name, told) in [("s2", false), ("s3", true)] {
        written!(db, |tx| session::end(tx, "alice", name, at(1))).unwrap();
        if told {
            assert!(written!(db, |tx| session_client::tell(tx, name, at(2))).unwrap());
        }
    }
    let version = seen!(db, |r| account::find(r, "alice")).unwrap().version;
    assert!(!written!(db, |tx| account::delete(tx, "alice", Some(version + 1), NOW)).unwrap());
    assert!(seen!(db, |r| farewell::waiting(r, 9)).is_empty(), "nothing went");
    written!(db, |tx| farewell::keep(tx, "alice", NOW)).unwrap();
    assert!(
        written!(db, |tx| account::delete(tx, "alice", Some(version), NOW)).unwrap(),
        "noted twice, it counts once"
    );
    let of = |session_id: &str| farewell::Farewell {
        session_id: session_id.into(),
        client_id: "shop".into(),
        account_id: "alice".into(),
    };
    assert_eq!(seen!(db, |r| farewell::waiting(r, 9)), [of("s1"), of("s2")]);
    assert_eq!(seen!(db, |r| farewell::waiting(r, 1)), [of("s1")]);
    let taken = race!(db, 4, |tx, _number| farewell::take(tx, "s1", "shop"));
    assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
    written!(db, |tx| client::delete(tx, "shop", None)).unwrap();
    assert!(seen!(db, |r| farewell::waiting(r, 9)).is_empty(), "a client that is gone is told nothing");
});

on_both!(a_session_that_lapsed_by_age_ends_quietly_with_its_account_too, |db| async move {
    furnish(&db).await;
    // Of the four, all but s1 have lapsed by then; s4 was ended before, and nobody was told.
    for (name, secret, idle, absolute) in [("s1", 1, 9, 9), ("s2", 2, 8, 9), ("s3", 3, 9, 8), ("s4", 4, 8, 8)]
    {
        let row = session::SessionRow {
            idle_until: at(idle),
            absolute_until: at(absolute),
            ..session(name, secret)
        };
        written!(db, |tx| session::insert(tx, &row)).unwrap();
        written!(db, |tx| session_client::put(tx, name, "shop")).unwrap();
    }
    written!(db, |tx| session::end(tx, "alice", "s4", at(1))).unwrap();
    assert!(written!(db, |tx| account::delete(tx, "alice", None, at(8))).unwrap());
    let told: Vec<_> =
        seen!(db, |r| farewell::waiting(r, 9)).into_iter().map(|farewell| farewell.session_id).collect();
    assert_eq!(told, ["s1", "s4"]);
});

on_both!(an_account_that_is_erased_leaves_word_for_its_clients, |db| async move {
    furnish(&db).await;
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    written!(db, |tx| session_client::put(tx, "s1", "shop")).unwrap();
    written!(db, |tx| account_deletion::request(tx, "alice", NOW, at(10))).unwrap();
    assert!(!written!(db, |tx| account_deletion::erase(tx, "alice", at(9))).unwrap());
    assert!(seen!(db, |r| farewell::waiting(r, 9)).is_empty(), "not yet");
    assert!(written!(db, |tx| account_deletion::erase(tx, "alice", at(10))).unwrap());
    assert_eq!(seen!(db, |r| farewell::waiting(r, 9)).len(), 1);
});

on_both!(calls_to_clients_are_not_the_postmans, |db| async move {
    written!(db, |tx| outbox::insert(tx, "m1", "mail", &[1], NOW, None)).unwrap();
    written!(db, |tx| outbox::insert(tx, "m2", outbox::LOGOUT, &[1], NOW, None)).unwrap();
    for (name, time) in [("m5", 1), ("m4", 1), ("m3", 2), ("m6", 3)] {
        written!(db, |tx| outbox::insert(tx, name, outbox::LOGOUT, &[1], at(time), None)).unwrap();
    }
    assert_eq!(seen!(db, |r| outbox::due(r, "mail", at(9), 9)), ["m1"]);
    assert_eq!((seen!(db, |r| outbox::waiting_letters(r)), seen!(db, |r| outbox::waiting(r))), (1, 6));
    let due = async |now, after: (Timestamp, &'static str), limit| {
        let found = seen!(db, |r| outbox::due_logouts(r, now, after, limit));
        found.into_iter().map(|message| message.message_id).collect::<Vec<_>>()
    };
    let start = (Timestamp(i64::MIN), "");
    assert_eq!(due(NOW, start, 9).await, ["m2"]);
    assert_eq!(due(at(2), start, 3).await, ["m2", "m4", "m5"], "oldest first");
    assert_eq!(due(at(2), (at(1), "m4"), 9).await, ["m5", "m3"], "and on from there");
    assert!(due(at(2), (at(2), "m3"), 9).await.is_empty());
});
