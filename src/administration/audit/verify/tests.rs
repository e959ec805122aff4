use std::time::Duration;

use super::*;
use crate::{
    administration::{
        actor::Actor,
        audit::{Beginning, Keeper},
    },
    clock::Clock,
    jose::{MasterKey, Vault},
    on_both,
    random::Random,
    storage::{self, Database, audit, audit_chain},
};

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn keeper(database: &Database) -> Keeper {
    let random = Random::seeded(3);
    let vault = Vault::new(&MasterKey::generate(&random), random.clone());
    Keeper::new(database.clone(), &vault, Clock::fixed(NOW), random, "https://id.example.org".into()).unwrap()
}

fn happened(number: i64, account: &str) -> Event {
    Event {
        event_id: format!("event-{number:04}"),
        happened_at: Timestamp(NOW.0 + number),
        kind: "factor.added".into(),
        account_id: Some(account.into()),
        client_id: None,
        address: Some(format!("192.0.2.{number}")),
        detail: format!(r#"{{"factor":"totp","number":{number}}}"#),
    }
}

async fn tell(database: &Database, events: Vec<Event>) {
    let told: Result<(), storage::Error> = database
        .write(move |write| {
            Box::pin(async move {
                for event in &events {
                    audit::insert(write, event).await?;
                }
                Ok(())
            })
        })
        .await;
    told.unwrap();
}

async fn exported(keeper: &Keeper) -> Vec<String> {
    exported_from(keeper, Beginning::default()).await
}

async fn exported_from(keeper: &Keeper, beginning: Beginning) -> Vec<String> {
    let mut out = Vec::new();
    let exporting = keeper.export(&Actor::default(), beginning).await.unwrap();
    exporting.write_to(&mut out).await.unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

fn checked(lines: &[String]) -> Findings {
    verify(lines.join("\n").as_bytes(), Known::default()).unwrap()
}

fn problems(lines: &[String]) -> String {
    checked(lines).problems.join("; ")
}

/// The line of an entry.
fn at(lines: &[String], sequence: i64) -> usize {
    lines
        .iter()
        .position(|line| {
            line.contains("\"type\":\"event\"") && line.contains(&format!("\"sequence\":{sequence},"))
        })
        .unwrap()
}

on_both!(a_log_that_nobody_touched_holds_and_one_altered_missing_or_moved_entry_is_named, |db| async move {
    let keeper = keeper(&db);
    for minute in 0..3 {
        tell(&db, (1..=10).map(|number| happened(minute * 10 + number, "alice")).collect()).await;
        keeper.tick().await.unwrap();
        keeper.clock.advance(Duration::from_secs(61));
    }
    let lines = exported(&keeper).await;
    let found = checked(&lines);
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!((found.entries, found.span, found.retired), (31, Some((1, 31)), 0));
    assert_eq!(
        (found.checkpoints, found.signed_through),
        (4, 31),
        "one for each minute and one for the file"
    );
    assert_eq!(
        (found.issuer.as_str(), found.signer.as_str()),
        ("https://id.example.org", keeper.fingerprint())
    );

    for (what, with) in [
        ("192.0.2.15\"", "192.0.2.16\""),
        ("\"factor\":\"totp\",\"number\":15", "\"factor\":\"totp\",\"number\":51"),
        ("\"event_id\":\"event-0015\"", "\"event_id\":\"event-0051\""),
        ("\"kind\":\"factor.added\"", "\"kind\":\"factor.removed\""),
        ("\"account_id\":\"alice\"", "\"account_id\":\"mallory\""),
        ("\"client_id\":null", "\"client_id\":\"shop\""),
    ] {
        let mut lines = lines.clone();
        let place = at(&lines, 15);
        assert!(lines[place].contains(what), "{what}: {}", lines[place]);
        lines[place] = lines[place].replacen(what, with, 1);
        assert_eq!(problems(&lines), "entry 15 was altered", "{what}");
    }
    let mut cut = lines.clone();
    cut.remove(at(&cut, 15));
    assert_eq!(problems(&cut), "entry 15 is missing");
    cut.remove(at(&cut, 16));
    assert_eq!(problems(&cut), "entries 15 to 16 are missing");
    let mut swapped = lines.clone();
    let place = at(&swapped, 15);
    swapped.swap(place, place + 1);
    assert_eq!(problems(&swapped), "entry 15 is missing; entry 15 stands out of order, after entry 16");
    let mut short = lines.clone();
    short.truncate(at(&short, 20));
    assert!(problems(&short).contains("the file is cut after entry 19"), "{}", problems(&short));
    let mut shorter = lines.clone();
    let place = at(&shorter, 31);
    shorter.drain(place..place + 2);
    assert!(problems(&shorter).starts_with("entry 31 is missing"), "{}", problems(&shorter));
});

/// In the database itself: of ten entries the seventh is rewritten, and every link from there on made anew.
async fn forge_seventh(db: &Database) {
    let entries = audit_chain::page(&mut db.read().await.unwrap(), 0, 100).await.unwrap();
    let mut link = entries[5].link.clone();
    for mut entry in entries.into_iter().skip(6) {
        if entry.sequence == 7 {
            entry.event.address = Some("198.51.100.1".into());
        }
        let salt = entry.salt.clone().unwrap();
        let content = chain::content(&salt, entry.event.address.as_deref(), &entry.event.detail).to_vec();
        link = chain::link(&link, entry.sequence, &entry.event, &content).to_vec();
        let (link, address) = (link.clone(), entry.event.address.clone());
        let done: Result<u64, storage::Error> = db
            .write(move |write| {
                Box::pin(async move {
                    storage::Connection::query(
                        write,
                        "UPDATE audit_event SET address = $2, content = $3, link = $4 WHERE event_id = $1",
                    )
                    .bind(entry.event.event_id)
                    .bind(address)
                    .bind(content)
                    .bind(link)
                    .execute()
                    .await
                })
            })
            .await;
        assert_eq!(done.unwrap(), 1);
    }
    let head = audit_chain::Head { sequence: 10, link };
    let moved: Result<(), storage::Error> =
        db.write(move |write| Box::pin(async move { audit_chain::advance(write, &head).await })).await;
    moved.unwrap();
}

on_both!(whoever_makes_every_digest_anew_is_found_by_what_was_signed, |db| async move {
    let keeper = keeper(&db);
    for minute in 0..2 {
        tell(&db, (1..=5).map(|number| happened(minute * 5 + number, "alice")).collect()).await;
        keeper.tick().await.unwrap();
        keeper.clock.advance(Duration::from_secs(61));
    }
    forge_seventh(&db).await;
    let found = problems(&exported(&keeper).await);
    assert_eq!(
        found,
        "an entry from 6 to 10 was altered, and everything after it with it: it is not what was signed; \
         entries 11 to 11 are not signed",
        "who saw the chain before does not sign it"
    );
});

on_both!(a_chain_made_anew_is_signed_by_nobody_who_saw_it_and_late_by_who_did_not, |db| async move {
    let watching = keeper(&db);
    for minute in 0..2 {
        tell(&db, (1..=5).map(|number| happened(minute * 5 + number, "alice")).collect()).await;
        watching.tick().await.unwrap();
        watching.clock.advance(Duration::from_secs(61));
    }
    forge_seventh(&db).await;
    let gone: Result<u64, storage::Error> = db
        .write(|write| {
            Box::pin(async move {
                storage::Connection::query(write, "DELETE FROM audit_checkpoint WHERE sequence > 5")
                    .execute()
                    .await
            })
        })
        .await;
    assert_eq!(gone.unwrap(), 1);
    let refused = watching.tick().await.unwrap_err().to_string();
    assert!(refused.contains("entry 10 is not the one that stood there"), "{refused}");
    let statements = audit_chain::checkpoints(&mut db.read().await.unwrap(), 6, 100).await.unwrap();
    assert!(statements.is_empty(), "{statements:?}");

    // Who begins later and knows nothing signs it; that it is late, everybody sees.
    let anew = keeper(&db);
    anew.clock.advance(Duration::from_hours(3));
    let found = checked(&exported(&anew).await);
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!(found.late, ["entries 6 to 11 were first signed 2 hours after they happened"]);
});

on_both!(who_kept_watch_goes_on_after_the_past_was_retired, |db| async move {
    let (keeper, other) = (keeper(&db), keeper(&db));
    tell(&db, vec![happened(1, "alice"), happened(2, "alice")]).await;
    keeper.tick().await.unwrap();
    keeper.clock.advance(Duration::from_mins(2));
    tell(&db, vec![happened(3, "alice")]).await;
    other.clock.advance(Duration::from_mins(2));
    other.tick().await.unwrap();
    other.clock.advance(Duration::from_hours(2));
    assert_eq!(other.retire(Duration::from_hours(1)).await.unwrap(), 3);
    tell(&db, vec![happened(4, "alice")]).await;
    keeper.tick().await.unwrap();
    assert!(checked(&exported(&keeper).await).holds());
});

on_both!(what_was_erased_is_named_and_nothing_else_may_be_empty, |db| async move {
    let keeper = keeper(&db);
    tell(&db, vec![happened(1, "alice"), happened(2, "bob"), happened(3, "alice")]).await;
    keeper.tick().await.unwrap();
    let scrub = |account: &'static str| {
        let db = db.clone();
        async move {
            let gone: Result<u64, storage::Error> =
                db.write(move |write| Box::pin(async move { audit::scrub(write, account, 100).await })).await;
            gone.unwrap()
        }
    };
    assert_eq!(scrub("alice").await, 2);
    let unsaid = exported(&keeper).await;
    assert!(!unsaid.iter().any(|line| line.contains("192.0.2.1\"") || line.contains("192.0.2.3\"")));
    assert_eq!(
        problems(&unsaid),
        "2 entries of account alice are empty, and nothing says that it was erased"
    );
    let erased =
        Event { kind: "account.erased".into(), address: None, detail: "{}".into(), ..happened(4, "alice") };
    tell(&db, vec![erased]).await;
    let lines = exported(&keeper).await;
    let found = checked(&lines);
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!(found.erased.into_iter().collect::<Vec<_>>(), [("alice".to_owned(), 2)]);
    // An entry that was emptied in the file alone.
    let mut emptied = lines.clone();
    let place = at(&emptied, 2);
    let mut entry: Value = serde_json::from_str(&emptied[place]).unwrap();
    for (name, value) in [("address", Value::Null), ("salt", Value::Null), ("detail", serde_json::json!({}))]
    {
        entry[name] = value;
    }
    emptied[place] = entry.to_string();
    assert_eq!(problems(&emptied), "1 entries of account bob are empty, and nothing says that it was erased");
});

on_both!(what_was_retired_has_a_signed_statement_in_its_place, |db| async move {
    let keeper = keeper(&db);
    for day in 0..4 {
        tell(&db, (1..=5).map(|number| happened(day * 5 + number, "alice")).collect()).await;
        keeper.tick().await.unwrap();
        keeper.clock.advance(Duration::from_hours(24));
    }
    let first = exported(&keeper).await;
    assert!(checked(&first).holds());
    assert_eq!(keeper.retire(Duration::from_hours(60)).await.unwrap(), 10);
    assert_eq!(keeper.retire(Duration::from_hours(60)).await.unwrap(), 0);
    let lines = exported(&keeper).await;
    let found = checked(&lines);
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!((found.retired, found.span), (10, Some((11, 22))));

    let end = end_of(first.join("\n").as_bytes()).unwrap();
    let with = |earlier: (i64, String)| {
        let known = Known { earlier: Some(earlier), ..Known::default() };
        verify(lines.join("\n").as_bytes(), known).unwrap().problems.join("; ")
    };
    assert_eq!(with(end.clone()), "");
    assert_eq!(with((end.0, "00".repeat(32))), "up to entry 21 the log is not the one of the earlier file");
    assert_eq!(with((40, end.1.clone())), "the earlier file went on to entry 40, which is missing here");
    assert!(with((3, end.1)).contains("was retired"));

    let mut bare = lines.clone();
    let mut start: Value = serde_json::from_str(&bare[0]).unwrap();
    start["checkpoint"] = Value::Null;
    bare[0] = start.to_string();
    assert!(
        problems(&bare).starts_with("entries 1 to 10 are missing, and no signed statement stands for them")
    );
    let known = Known { signer: Some("somebody".into()), ..Known::default() };
    let found = verify(lines.join("\n").as_bytes(), known).unwrap();
    assert_eq!(found.problems.len(), 1, "{found:?}");
    assert!(found.problems[0].contains("not by somebody"));
});

on_both!(a_file_that_goes_on_where_another_ended_holds_with_it, |db| async move {
    let keeper = keeper(&db);
    let more = async |first: i64| {
        tell(&db, (first..first + 5).map(|number| happened(number, "alice")).collect()).await;
        keeper.clock.advance(Duration::from_mins(5));
        keeper.tick().await.unwrap();
    };
    more(1).await;
    let whole = exported(&keeper).await;
    let end = end_of(whole.join("\n").as_bytes()).unwrap();
    assert_eq!(end.0, 6);
    more(11).await;
    let middle = keeper.clock.now();
    more(21).await;
    let check = |lines: &[String]| {
        let known = Known { earlier: Some(end.clone()), ..Known::default() };
        verify(lines.join("\n").as_bytes(), known).unwrap()
    };
    // From the last entry of the other; from one that no statement is about; from a moment; from what is not there yet.
    for (after, since, span) in [
        (Some(6), None, Some((7, 17))),
        (Some(8), None, Some((7, 18))),
        (Some(6), Some(middle), Some((12, 19))),
        (None, Some(NOW), Some((1, 20))),
        (Some(1_000), None, Some((21, 21))),
    ] {
        let found = check(&exported_from(&keeper, Beginning { after, since }).await);
        assert_eq!(found.span, span, "{after:?} {since:?}");
        assert_eq!(found.retired, span.map_or(0, |(first, _)| first - 1));
        let beyond = span.is_some_and(|(first, _)| first > 7);
        assert_eq!(found.problems.len(), usize::from(beyond), "{:?}", found.problems);
        assert!(
            !beyond || found.problems[0].contains("where the earlier file ended"),
            "{:?}",
            found.problems
        );
    }
});

on_both!(two_keepers_make_one_chain, |db| async move {
    let (one, other) = (keeper(&db), keeper(&db));
    tell(&db, (1..=450).map(|number| happened(number, "alice")).collect()).await;
    let (a, b) = tokio::join!(one.link_all(), other.link_all());
    // Who came second may find nothing left; neither may break anything.
    a.unwrap();
    b.unwrap();
    assert!(!audit_chain::waits(&mut db.read().await.unwrap()).await.unwrap());
    let found = checked(&exported(&one).await);
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!(found.entries, 451);
});

#[test]
fn no_file_can_break_the_check() {
    for text in ["", "{}", "[1]", "{\"type\":\"end\",\"sequence\":1,\"link\":\"\",\"entries\":0}", "\u{0}"] {
        assert!(verify(text.as_bytes(), Known::default()).is_err(), "{text}");
    }
    let start = r#"{"type":"start","version":1,"issuer":"x","public_key":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","after":0,"checkpoint":null}"#;
    for more in [
        "nonsense",
        start,
        r#"{"type":"checkpoint","sequence":-1,"statement":"a.b.c"}"#,
        r#"{"type":"event","sequence":9223372036854775807,"event_id":"","at":-9223372036854775808,"kind":"","account_id":null,"client_id":null,"address":null,"detail":[],"salt":"zz","content":"","link":"q"}"#,
    ] {
        let found = verify(format!("{start}\n{more}\n").as_bytes(), Known::default()).unwrap();
        assert!(!found.holds(), "{more}");
    }
}
