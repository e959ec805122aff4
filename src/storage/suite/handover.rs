//! `handover`.

use super::*;
use crate::{
    on_both,
    storage::{
        handover::{self, Claim, Handover},
        journey,
    },
};

fn handover(handover_id: &str, token: u8) -> Handover {
    Handover {
        journey_id: "j1".into(),
        handover_id: handover_id.into(),
        kind: "face".into(),
        token_hash: vec![token; 32],
        asker: "Firefox (Linux)".into(),
        session_id: None,
        rounds: 1,
        expires_at: at(300),
        phone_hash: None,
        phone: None,
        number: None,
        confirmed_at: None,
        begun_at: None,
        outcome: None,
    }
}

fn phone(number: u8) -> Claim {
    Claim { phone_hash: vec![number; 32], phone: "Chrome (Android)".into(), number: 40 + i64::from(number) }
}

/// A journey, and the handover `h1` of it with the token 1.
async fn given(db: &Database) {
    let journey = journey::JourneyRow {
        journey_id: "j1".into(),
        browser_hash: vec![9; 32],
        facts_sealed: vec![1],
        version: 0,
        created_at: NOW,
        expires_at: at(1000),
        ended_at: None,
        account_id: None,
    };
    written!(db, |tx| journey::insert(tx, &journey, 20)).unwrap();
    assert!(written!(db, |tx| handover::put(tx, &handover("h1", 1), 3)).unwrap());
}

on_both!(of_64_devices_one_takes_the_link, |db| async move {
    given(&db).await;
    assert_eq!(seen!(db, |r| handover::unclaimed(r, &[1; 32], at(299))).unwrap(), handover("h1", 1));
    assert_eq!(seen!(db, |r| handover::unclaimed(r, &[1; 32], at(300))), None, "it lapsed");
    assert_eq!(seen!(db, |r| handover::unclaimed(r, &[2; 32], NOW)), None);
    assert_eq!(written!(db, |tx| handover::claim(tx, &[1; 32], &phone(1), at(300))).unwrap(), None);
    let claims = race!(db, 64, |tx, number| handover::claim(tx, &[1; 32], &phone(number), at(1)));
    let taken: Vec<_> = claims.into_iter().flatten().collect();
    let [row] = taken.as_slice() else { panic!("{taken:?}") };
    assert_eq!(row.phone.as_deref(), Some("Chrome (Android)"));
    assert_eq!(seen!(db, |r| handover::find(r, "h1")).as_ref(), Some(row));
    assert_eq!(seen!(db, |r| handover::of_journey(r, "j1")).as_ref(), Some(row));
    assert_eq!(seen!(db, |r| handover::unclaimed(r, &[1; 32], at(1))), None);
    let again = Claim { phone_hash: row.phone_hash.clone().unwrap(), number: 7, ..phone(1) };
    let twice = again.clone();
    let same = written!(db, |tx| handover::claim(tx, &[1; 32], &twice, at(2))).unwrap();
    assert_eq!(same.as_ref(), Some(row), "with the number that it shows already");
    let lapsed = written!(db, |tx| handover::claim(tx, &[1; 32], &again, at(300))).unwrap();
    assert_eq!(lapsed, None);
});

on_both!(a_device_has_one_attempt_once_its_number_was_named, |db| async move {
    given(&db).await;
    written!(db, |tx| handover::claim(tx, &[1; 32], &phone(2), NOW)).unwrap();
    let begun = written!(db, |tx| handover::begin(tx, "h1", &[2; 32], at(1), at(90))).unwrap();
    assert_eq!(begun, None, "nobody has confirmed it");
    assert!(!written!(db, |tx| handover::confirm(tx, "h1", 41, None, at(1), at(500))).unwrap());
    assert!(!written!(db, |tx| handover::confirm(tx, "h1", 42, None, at(300), at(500))).unwrap(), "lapsed");
    assert!(written!(db, |tx| handover::confirm(tx, "h1", 42, Some("s1"), at(2), at(500))).unwrap());
    assert!(!written!(db, |tx| handover::confirm(tx, "h1", 42, Some("s2"), at(3), at(900))).unwrap(), "once");
    assert!(!written!(db, |tx| handover::mismatch(tx, "h1", "mismatched")).unwrap());
    assert!(!written!(db, |tx| handover::end(tx, "h1", "passed")).unwrap(), "it has not begun");
    assert_eq!(
        written!(db, |tx| handover::begin(tx, "h1", &[3; 32], at(3), at(90))).unwrap(),
        None,
        "another device"
    );
    assert_eq!(
        written!(db, |tx| handover::begin(tx, "h1", &[2; 32], at(500), at(590))).unwrap(),
        None,
        "lapsed"
    );
    let begun = race!(db, 32, |tx, _number| handover::begin(tx, "h1", &[2; 32], at(4), at(90)));
    let begun: Vec<_> = begun.into_iter().flatten().collect();
    let [row] = begun.as_slice() else { panic!("{begun:?}") };
    assert_eq!((row.session_id.as_deref(), row.begun_at, row.expires_at), (Some("s1"), Some(at(4)), at(90)));
    assert!(!written!(db, |tx| handover::stop(tx, "h1", "withdrawn")).unwrap(), "it has begun");
    assert!(written!(db, |tx| handover::end(tx, "h1", "passed")).unwrap());
    assert!(!written!(db, |tx| handover::end(tx, "h1", "failed")).unwrap());
    assert_eq!(seen!(db, |r| handover::find(r, "h1")).unwrap().outcome.as_deref(), Some("passed"));
});

on_both!(what_was_stopped_or_mistaken_goes_no_further, |db| async move {
    given(&db).await;
    assert!(written!(db, |tx| handover::mismatch(tx, "h1", "mismatched")).unwrap());
    assert!(!written!(db, |tx| handover::mismatch(tx, "h1", "mismatched")).unwrap());
    assert_eq!(written!(db, |tx| handover::claim(tx, &[1; 32], &phone(2), NOW)).unwrap(), None);
    assert!(written!(db, |tx| handover::put(tx, &handover("h2", 2), 3)).unwrap());
    written!(db, |tx| handover::claim(tx, &[2; 32], &phone(2), NOW)).unwrap();
    assert!(written!(db, |tx| handover::stop(tx, "h2", "declined")).unwrap());
    assert!(!written!(db, |tx| handover::confirm(tx, "h2", 42, None, at(1), at(500))).unwrap());
});

on_both!(a_new_handover_takes_the_place_of_the_last_so_many_times, |db| async move {
    given(&db).await;
    written!(db, |tx| handover::claim(tx, &[1; 32], &phone(2), NOW)).unwrap();
    written!(db, |tx| handover::confirm(tx, "h1", 42, Some("s1"), at(1), at(500))).unwrap();
    assert!(written!(db, |tx| handover::put(tx, &handover("h2", 2), 3)).unwrap());
    assert_eq!(seen!(db, |r| handover::find(r, "h1")), None, "the older one is dead");
    let row = seen!(db, |r| handover::of_journey(r, "j1")).unwrap();
    assert_eq!(row, Handover { rounds: 2, ..handover("h2", 2) }, "nothing of it is left");
    assert!(written!(db, |tx| handover::put(tx, &handover("h3", 3), 3)).unwrap());
    assert!(!written!(db, |tx| handover::put(tx, &handover("h4", 4), 3)).unwrap());
    assert_eq!(seen!(db, |r| handover::of_journey(r, "j1")).unwrap().handover_id, "h3");
    written!(db, |tx| journey::sweep(tx, at(1000), 10)).unwrap();
    assert_eq!(seen!(db, |r| handover::of_journey(r, "j1")), None, "it goes with its journey");
});
