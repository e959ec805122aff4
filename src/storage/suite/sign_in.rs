//! `journey`, `session`, `known_device`.

use super::*;
use crate::{
    on_both,
    storage::{account_at_browser, journey},
};

fn journey(journey_id: &str, created_at: Timestamp) -> journey::JourneyRow {
    journey::JourneyRow {
        journey_id: journey_id.into(),
        browser_hash: vec![9; 32],
        facts_sealed: vec![1],
        version: 0,
        created_at,
        expires_at: at(1000),
        ended_at: None,
        account_id: None,
    }
}

on_both!(a_journey_is_found_until_it_lapses, |db| async move {
    written!(db, |tx| journey::insert(tx, &journey("j1", NOW), 20)).unwrap();
    let found = seen!(db, |r| journey::find(r, "j1", at(999))).unwrap();
    assert_eq!((found.browser_hash, found.facts_sealed, found.version), (vec![9; 32], vec![1], 0));
    assert!(seen!(db, |r| journey::find(r, "j1", at(1000))).is_none(), "at its very end it is over");
    assert!(seen!(db, |r| journey::find(r, "j2", NOW)).is_none());
    assert!(matches!(written!(db, |tx| journey::insert(tx, &journey("j1", NOW), 20)), Err(Error::Duplicate)));
});

on_both!(a_browser_has_so_many_journeys_and_the_oldest_goes, |db| async move {
    let mut elsewhere = journey("other", at(-9));
    elsewhere.browser_hash = vec![8; 32];
    written!(db, |tx| journey::insert(tx, &elsewhere, 3)).unwrap();
    for (number, name) in ["d", "c", "b", "a"].into_iter().enumerate() {
        let row = journey(name, at(i64::try_from(number).unwrap()));
        written!(db, |tx| journey::insert(tx, &row, 3)).unwrap();
    }
    for (name, there) in [("d", false), ("c", true), ("b", true), ("a", true), ("other", true)] {
        assert_eq!(seen!(db, |r| journey::find(r, name, NOW)).is_some(), there, "{name}");
    }
});

on_both!(a_new_journey_stays_even_when_all_began_at_one_moment, |db| async move {
    for name in ["z", "y", "a"] {
        written!(db, |tx| journey::insert(tx, &journey(name, NOW), 2)).unwrap();
        assert!(seen!(db, |r| journey::find(r, name, NOW)).is_some(), "{name}");
    }
    assert!(seen!(db, |r| journey::find(r, "y", NOW)).is_none());
});

on_both!(of_64_posts_one_advances_a_journey, |db| async move {
    written!(db, |tx| journey::insert(tx, &journey("j1", NOW), 20)).unwrap();
    let answers = race!(db, 64, |tx, number| journey::advance(tx, "j1", 0, &[number], None, None));
    let winner = u8::try_from(answers.iter().position(|advanced| *advanced).unwrap()).unwrap();
    assert_eq!(answers.iter().filter(|advanced| **advanced).count(), 1);
    let row = seen!(db, |r| journey::find(r, "j1", NOW)).unwrap();
    assert_eq!((row.facts_sealed, row.version), (vec![winner], 1));
});

on_both!(a_journey_that_ended_goes_no_further, |db| async move {
    written!(db, |tx| journey::insert(tx, &journey("j1", NOW), 20)).unwrap();
    assert!(written!(db, |tx| journey::advance(tx, "j1", 0, &[2], None, Some(at(5)))).unwrap());
    assert!(!written!(db, |tx| journey::advance(tx, "j1", 1, &[3], None, None)).unwrap());
    let row = seen!(db, |r| journey::find(r, "j1", at(6))).unwrap();
    assert_eq!((row.facts_sealed, row.ended_at), (vec![2], Some(at(5))));
});

on_both!(a_journey_is_prolonged_and_never_cut_and_is_found_once_it_has_lapsed, |db| async move {
    for name in ["j1", "j2"] {
        written!(db, |tx| journey::insert(tx, &journey(name, NOW), 20)).unwrap();
    }
    written!(db, |tx| journey::prolong(tx, "j1", at(900))).unwrap();
    assert!(seen!(db, |r| journey::find(r, "j1", at(999))).is_some());
    written!(db, |tx| journey::prolong(tx, "j1", at(2000))).unwrap();
    assert!(seen!(db, |r| journey::find(r, "j1", at(1999))).is_some());
    assert!(seen!(db, |r| journey::find_lapsed(r, "j1", at(1999))).is_none());
    assert!(seen!(db, |r| journey::find_lapsed(r, "j1", at(2000))).is_some());
    assert!(seen!(db, |r| journey::find(r, "j2", at(1000))).is_none(), "of another nothing changed");
    assert!(written!(db, |tx| journey::advance(tx, "j2", 0, &[2], None, Some(at(5)))).unwrap());
    assert!(seen!(db, |r| journey::find_lapsed(r, "j2", at(1000))).is_none(), "it came to its end");
});

on_both!(lapsed_journeys_are_swept_in_portions, |db| async move {
    for (name, ends) in [("j1", 10), ("j2", 20), ("j3", 30)] {
        let mut row = journey(name, NOW);
        row.expires_at = at(ends);
        written!(db, |tx| journey::insert(tx, &row, 20)).unwrap();
    }
    assert_eq!(written!(db, |tx| journey::sweep(tx, at(20), 1)).unwrap(), 1);
    assert_eq!(written!(db, |tx| journey::sweep(tx, at(20), 10)).unwrap(), 1);
    assert!(seen!(db, |r| journey::find(r, "j3", NOW)).is_some());
});

on_both!(what_was_proved_of_an_account_ends_but_in_one_journey, |db| async move {
    let (alice, bob) = (Some("alice"), Some("bob"));
    for (name, of) in [("j1", alice), ("j2", None), ("j3", bob), ("j4", None), ("j5", alice)] {
        let row = journey::JourneyRow { account_id: of.map(str::to_owned), ..journey(name, NOW) };
        written!(db, |tx| journey::insert(tx, &row, 20)).unwrap();
    }
    assert!(written!(db, |tx| journey::advance(tx, "j2", 0, &[2], Some("alice"), None)).unwrap());
    assert_eq!(written!(db, |tx| journey::end_of_account(tx, "alice", "j5")).unwrap(), 2);
    for (name, there) in [("j1", false), ("j2", false), ("j3", true), ("j4", true), ("j5", true)] {
        assert_eq!(seen!(db, |r| journey::find(r, name, NOW)).is_some(), there, "{name}");
    }
    // Started over, it holds nothing of her any more.
    assert!(written!(db, |tx| journey::advance(tx, "j5", 0, &[2], None, None)).unwrap());
    assert_eq!(written!(db, |tx| journey::end_of_account(tx, "alice", "")).unwrap(), 0);
});

on_both!(a_session_lives_between_its_limits, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    let found = seen!(db, |r| session::find_live(r, &[1; 32], at(499))).unwrap();
    assert_eq!((found.session_id.as_str(), found.remembered, found.ended_at), ("s1", true, None));
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], at(500))).is_none(), "idle");
    assert!(seen!(db, |r| session::is_live(r, "s1", at(499))));
    assert!(seen!(db, |r| session::find_live_by_id(r, "s1", at(499))).is_some());
    assert!(seen!(db, |r| session::find_live_by_id(r, "s1", at(500))).is_none());
    assert!(seen!(db, |r| session::find_live_by_id(r, "s9", NOW)).is_none());
    assert!(!seen!(db, |r| session::is_live(r, "s1", at(500))));

    let used = session::SessionRow {
        proofs: "[7]".into(),
        last_seen_at: at(400),
        idle_until: at(5000),
        ..session("s1", 1)
    };
    let late = session::SessionRow { proofs: "[9]".into(), secret_hash: vec![9; 32], ..used.clone() };
    written!(db, |tx| session::touch(tx, &used)).unwrap();
    let found = seen!(db, |r| session::find_live(r, &[1; 32], at(999))).unwrap();
    assert_eq!((found.proofs.as_str(), found.last_seen_at), ("[7]", at(400)));
    written!(db, |tx| session::touch(tx, &late)).unwrap();
    let found = seen!(db, |r| session::find_live(r, &[1; 32], at(999))).unwrap();
    assert_eq!(found.proofs, "[7]", "proofs of before a renewal take no place of new ones");
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], at(999))).is_some());
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], at(1000))).is_none(), "the absolute limit");
    assert!(!seen!(db, |r| session::is_live(r, "s1", at(1000))));
    assert!(seen!(db, |r| session::find_live(r, &[2; 32], NOW)).is_none());
    assert!(matches!(written!(db, |tx| session::insert(tx, &session("s2", 1))), Err(Error::Duplicate)));
});

on_both!(a_session_is_renewed_once_for_each_secret, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    let answers = race!(db, 64, |tx, number| {
        let mut row = session("s1", 100 + number);
        row.proofs = format!("[{number}]");
        row.remembered = false;
        row.authenticated_at = at(7);
        async move { session::renew(tx, &[1; 32], &row).await }
    });
    assert_eq!(answers.iter().filter(|renewed| **renewed).count(), 1);
    let winner = answers.iter().position(|renewed| *renewed).unwrap();
    let secret = [100 + u8::try_from(winner).unwrap(); 32];
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], NOW)).is_none(), "the old secret is dead");
    let row = seen!(db, |r| session::find_live(r, &secret, NOW)).unwrap();
    assert_eq!((row.proofs, row.remembered, row.authenticated_at), (format!("[{winner}]"), false, at(7)));
});

on_both!(sessions_are_listed_and_ended_by_their_owner, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    for (name, secret, seen_at) in [("s1", 1, 1), ("s2", 2, 3), ("s3", 3, 2)] {
        let mut row = session(name, secret);
        row.last_seen_at = at(seen_at);
        written!(db, |tx| session::insert(tx, &row)).unwrap();
    }
    let names = |rows: Vec<session::SessionRow>| {
        rows.into_iter().map(|row| row.session_id).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(seen!(db, |r| session::of_account(r, "alice", NOW))), "s2 s3 s1");
    assert_eq!(names(seen!(db, |r| session::of_account(r, "alice", at(500)))), "");
    assert!(!written!(db, |tx| session::end(tx, "mallory", "s2", NOW)).unwrap());
    assert!(written!(db, |tx| session::end(tx, "alice", "s2", NOW)).unwrap());
    assert!(!written!(db, |tx| session::end(tx, "alice", "s2", NOW)).unwrap());
    assert!(seen!(db, |r| session::find_live(r, &[2; 32], NOW)).is_none());
    assert!(!seen!(db, |r| session::is_live(r, "s2", NOW)));
    assert!(!written!(db, |tx| session::renew(tx, &[2; 32], &session("s2", 4))).unwrap(), "it stays ended");
    let used = session::SessionRow { idle_until: at(800), ..session("s2", 2) };
    written!(db, |tx| session::touch(tx, &used)).unwrap();
    assert_eq!(written!(db, |tx| session::end_others(tx, "alice", "s3", "", NOW)).unwrap(), 1);
    assert_eq!(names(seen!(db, |r| session::of_account(r, "alice", NOW))), "s3");
    assert_eq!(written!(db, |tx| session::end_others(tx, "alice", "", "", NOW)).unwrap(), 1);
    assert_eq!(names(seen!(db, |r| session::of_account(r, "alice", NOW))), "");
});

on_both!(a_session_takes_its_grants_along_once_it_really_ends, |db| async move {
    furnish(&db).await;
    let kept = grant::Grant { scope: "openid offline_access".into(), ..grant("g2") };
    written!(db, |tx| grant::insert(tx, &kept)).unwrap();
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    assert!(!written!(db, |tx| session::end(tx, "mallory", "s1", at(1))).unwrap());
    assert!(seen!(db, |r| grant::find_live(r, "g1", at(1))).is_some(), "nobody else ends it");
    assert!(written!(db, |tx| session::end(tx, "alice", "s1", at(1))).unwrap());
    assert!(seen!(db, |r| grant::find_live(r, "g1", at(1))).is_none());
    assert!(seen!(db, |r| grant::find_live(r, "g2", at(1))).is_some(), "meant to outlive it");
});

on_both!(lapsed_sessions_are_swept_in_portions, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    for (name, secret) in [("s1", 1), ("s2", 2)] {
        written!(db, |tx| session::insert(tx, &session(name, secret))).unwrap();
    }
    assert_eq!(written!(db, |tx| session::sweep(tx, at(999), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| session::sweep(tx, at(1000), 1)).unwrap(), 1);
    assert_eq!(written!(db, |tx| session::sweep(tx, at(1000), 10)).unwrap(), 1);
});

on_both!(a_device_is_known_to_the_account_that_used_it, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    assert!(!seen!(db, |r| account_at_browser::find(r, "alice", &[9; 32], NOW)).known);
    written!(db, |tx| session::know_device(tx, &[9; 32], "alice", at(1))).unwrap();
    written!(db, |tx| session::know_device(tx, &[9; 32], "alice", at(5))).unwrap();
    assert!(seen!(db, |r| account_at_browser::find(r, "alice", &[9; 32], NOW)).known);
    assert_eq!(seen!(db, |r| session::known_devices(r, "alice")), [vec![9; 32]]);
    assert!(seen!(db, |r| session::known_devices(r, "bob")).is_empty());
    assert!(!seen!(db, |r| account_at_browser::find(r, "bob", &[9; 32], NOW)).known);
    assert!(!seen!(db, |r| account_at_browser::find(r, "alice", &[8; 32], NOW)).known);
    assert_eq!(written!(db, |tx| session::sweep_devices(tx, at(4), 10)).unwrap(), 0, "it was seen since");
    assert_eq!(written!(db, |tx| session::sweep_devices(tx, at(5), 10)).unwrap(), 1);
    assert!(!seen!(db, |r| account_at_browser::find(r, "alice", &[9; 32], NOW)).known);
});
