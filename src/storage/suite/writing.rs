//! What [`Database::write`] and [`Database::read`] promise.

use std::time::Duration;

use super::*;
use crate::{
    on_both,
    storage::{
        Connection, Settings, client_secret, diagnosis, installation, spent,
        testing::{self, Scratch},
    },
};

async fn put(tx: &mut Write, name: &str) -> Result<(), Error> {
    installation::settle(tx, name, "x").await.map(drop)
}

async fn there(db: &Database, name: &str) -> bool {
    seen!(db, |r| installation::find(r, name)).is_some()
}

/// Keeps the writer of a SQLite file busy, so that what is queued meanwhile shares one commit.
fn occupy(db: &Database) -> tokio::task::JoinHandle<Result<(), Error>> {
    let db = db.clone();
    tokio::spawn(async move {
        commit(&db, |_| {
            Box::pin(async {
                tokio::time::sleep(Duration::from_millis(150)).await;
                Ok(())
            })
        })
        .await
    })
}

on_both!(work_that_fails_is_rolled_back_alone, |db| async move {
    let busy = occupy(&db);
    tokio::time::sleep(Duration::from_millis(30)).await;
    let runs: Vec<_> = (0..40)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                commit(&db, move |tx| {
                    Box::pin(async move {
                        put(tx, &format!("n{number}")).await?;
                        if number % 2 == 0 { Ok(number) } else { Err(Error::Faulty(format!("no {number}"))) }
                    })
                })
                .await
            })
        })
        .collect();
    busy.await.unwrap().unwrap();
    for (number, run) in runs.into_iter().enumerate() {
        match run.await.unwrap() {
            Ok(answer) => assert_eq!((answer, number % 2), (number, 0)),
            Err(error) => assert_eq!(error.to_string(), format!("no {number}")),
        }
        assert_eq!(there(&db, &format!("n{number}")).await, number % 2 == 0, "{number}");
    }
});

on_both!(a_panic_answers_an_error_and_the_next_write_works, |db| async move {
    let panicked = commit::<()>(&db, |tx| {
        Box::pin(async move {
            put(tx, "lost").await?;
            panic!("inside the work");
        })
    });
    assert!(matches!(panicked.await, Err(Error::Faulty(_))));
    let at_once = commit::<()>(&db, |_| panic!("before the work"));
    assert!(matches!(at_once.await, Err(Error::Faulty(_))));
    written!(db, |tx| put(tx, "kept")).unwrap();
    assert!(there(&db, "kept").await && !there(&db, "lost").await);
});

on_both!(slow_work_is_ended_and_the_next_write_works, |db| async move {
    let slow = commit(&db, |tx| {
        Box::pin(async move {
            put(tx, "lost").await?;
            tokio::time::sleep(Duration::from_mins(1)).await;
            Ok(())
        })
    });
    assert!(matches!(slow.await, Err(Error::Unavailable(_))));
    written!(db, |tx| put(tx, "kept")).unwrap();
    assert!(there(&db, "kept").await && !there(&db, "lost").await);
});

on_both!(a_caller_that_goes_away_cancels_nothing, |db| async move {
    let busy = occupy(&db);
    tokio::time::sleep(Duration::from_millis(30)).await;
    {
        let write = commit(&db, |tx| Box::pin(put(tx, "kept")));
        assert!(
            tokio::time::timeout(Duration::from_millis(20), write).await.is_err() || db.kind() == "postgres"
        );
    }
    busy.await.unwrap().unwrap();
    for _ in 0..100 {
        if there(&db, "kept").await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the write was lost");
});

on_both!(nobody_sees_a_write_before_it_is_answered, |db| async move {
    let other = db.clone();
    commit(&db, move |tx| {
        Box::pin(async move {
            put(tx, "name").await?;
            assert!(installation::find(tx, "name").await?.is_some(), "the write itself does");
            assert!(installation::find(&mut other.read().await?, "name").await?.is_none());
            Ok(())
        })
    })
    .await
    .unwrap();
    assert!(there(&db, "name").await);
});

on_both!(an_error_passed_over_keeps_nothing, |db| async move {
    let outcome = commit(&db, |tx| {
        Box::pin(async move {
            put(tx, "name").await?;
            for _ in 0..2 {
                let _ = client::insert(tx, &client("shop")).await;
            }
            Ok(())
        })
    });
    assert!(matches!(outcome.await, Err(Error::Faulty(_))));
    assert!(!there(&db, "name").await);
    written!(db, |tx| put(tx, "name")).unwrap();
});

on_both!(a_reader_cannot_write, |db| async move {
    let mut reader = db.read().await.unwrap();
    assert!(reader.query("DELETE FROM installation").execute().await.is_err());
    assert!(reader.query("INSERT INTO installation VALUES ('a', 'b')").execute().await.is_err());
    assert_eq!(installation::find(&mut reader, "a").await.unwrap(), None, "and goes on reading");
});

on_both!(readers_held_do_not_starve_a_write, |db| async move {
    let mut held = Vec::new();
    for _ in 0..Settings::default().pool_size {
        held.push(db.read().await.unwrap());
    }
    written!(db, |tx| put(tx, "name")).unwrap();
    assert!(matches!(db.read().await, Err(Error::Unavailable(_))), "one more reader waits, and not for ever");
});

on_both!(a_closed_database_says_so, |db| async move {
    db.close().await;
    assert!(matches!(db.read().await, Err(Error::Unavailable(_))));
    assert!(matches!(written!(db, |tx| put(tx, "name")), Err(Error::Unavailable(_))));
});

on_both!(a_database_that_closes_lets_nobody_in, |db| async move {
    let held = db.read().await.unwrap();
    let closing = tokio::spawn({
        let db = db.clone();
        async move { db.close().await }
    });
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert!(matches!(db.read().await, Err(Error::Unavailable(_))));
    drop(held);
    closing.await.unwrap();
});

on_both!(migrating_again_changes_nothing, |db| async move {
    written!(db, |tx| put(tx, "name")).unwrap();
    db.migrate().await.unwrap();
    assert!(there(&db, "name").await);
});

/// SQLite answers a group together: one constraint checked at COMMIT fails all of it, and nobody is told otherwise.
#[tokio::test]
async fn a_commit_that_fails_is_told_to_everybody_in_the_group() {
    let (db, _scratch) = testing::sqlite().await;
    let busy = occupy(&db);
    tokio::time::sleep(Duration::from_millis(30)).await;
    let innocent = tokio::spawn({
        let db = db.clone();
        async move { written!(db, |tx| put(tx, "innocent")) }
    });
    let culprit = tokio::spawn({
        let db = db.clone();
        async move {
            commit(&db, |tx| {
                Box::pin(async move {
                    tx.query("PRAGMA defer_foreign_keys = ON").execute().await?;
                    client_secret::insert(tx, "nobody", &[1], NOW, None).await
                })
            })
            .await
        }
    });
    busy.await.unwrap().unwrap();
    assert!(matches!(innocent.await.unwrap(), Err(Error::Unavailable(_))));
    assert!(matches!(culprit.await.unwrap(), Err(Error::Unavailable(_))));
    assert!(!there(&db, "innocent").await);
    written!(db, |tx| put(tx, "next")).unwrap();
    assert!(there(&db, "next").await);
}

/// What was answered is in the files, whatever happens to the process.
#[tokio::test]
async fn an_answered_write_survives_in_a_copy_of_the_files() {
    let (db, scratch) = testing::sqlite().await;
    written!(db, |tx| put(tx, "name")).unwrap();
    let copy = Scratch::new();
    for file in ["doorward.db", "doorward.db-wal"] {
        std::fs::copy(scratch.path().join(file), copy.path().join(file)).unwrap();
    }
    let address = format!("sqlite://{}", copy.path().join("doorward.db").display());
    let reopened = Database::open(&address, &Settings::default()).await.unwrap();
    assert!(there(&reopened, "name").await);
}

/// A node that could only read would be sent people whom it cannot sign in.
#[tokio::test]
async fn a_database_that_nobody_writes_to_is_not_ready() {
    let (db, _scratch) = testing::sqlite().await;
    diagnosis::ping(&db).await.unwrap();
    db.lose_writer().await;
    assert!(!there(&db, "name").await, "it still reads");
    assert!(matches!(diagnosis::ping(&db).await, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn sqlite_keeps_commits_safely_and_for_its_owner_only() {
    let (db, scratch) = testing::sqlite().await;
    let pragmas: &[(&str, &str)] = &[
        ("SELECT CAST(journal_mode AS TEXT) FROM pragma_journal_mode", "wal"),
        ("SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", "2"),
        ("SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys", "1"),
        ("SELECT CAST(secure_delete AS TEXT) FROM pragma_secure_delete", "1"),
    ];
    for &(sql, expected) in pragmas {
        let writer: Option<(String,)> =
            commit(&db, move |tx| Box::pin(async move { tx.query(sql).fetch_optional().await }))
                .await
                .unwrap();
        assert_eq!(writer.unwrap().0, expected, "{sql}");
        let reader: Option<(String,)> = seen!(db, |r| r.query(sql).fetch_optional());
        assert_eq!(reader.unwrap().0, expected, "{sql}");
    }
    let read_only: Option<(i64,)> =
        seen!(db, |r| r.query("SELECT query_only FROM pragma_query_only").fetch_optional());
    assert_eq!(read_only, Some((1,)));
    #[cfg(unix)]
    for file in ["doorward.db", "doorward.db-wal"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(scratch.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn a_storage_address_of_another_kind_is_refused() {
    for address in ["mysql://db", "doorward.db", "", "postgres//x"] {
        assert!(
            matches!(Database::open(address, &Settings::default()).await, Err(Error::Faulty(_))),
            "{address}"
        );
    }
    let nowhere = "sqlite:///nonexistent/directory/doorward.db";
    assert!(matches!(Database::open(nowhere, &Settings::default()).await, Err(Error::Unavailable(_))));
    let nobody = "postgres://nobody@127.0.0.1:1/none";
    assert!(matches!(Database::open(nobody, &Settings::default()).await, Err(Error::Unavailable(_))));
}

/// Two nodes share nothing but the database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
async fn of_two_nodes_one_spends_and_both_see_it() {
    let address = testing::postgres_address().await;
    let one = Database::open(&address, &Settings::default()).await.unwrap();
    let two = Database::open(&address, &Settings::default()).await.unwrap();
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    first.unwrap();
    second.unwrap();
    for round in 0..20 {
        let value = format!("v{round}");
        let (a, b) = (value.clone(), value);
        let spend = |db: Database, value: String| async move {
            written!(db, |tx| spent::spend(tx, "kind", "owner", &value, NOW)).unwrap()
        };
        let (first, second) = tokio::join!(spend(one.clone(), a), spend(two.clone(), b));
        assert!(first ^ second, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
async fn a_server_that_takes_no_writes_any_more_is_left() {
    let address = testing::postgres_address().await;
    let db = Database::open(&address, &Settings { pool_size: 1, ..Settings::default() }).await.unwrap();
    db.migrate().await.unwrap();
    let served = async || {
        let of = "SELECT CAST(pg_backend_pid() AS BIGINT)";
        commit(&db, move |tx| Box::pin(async move { tx.query(of).fetch_count().await })).await.unwrap()
    };
    let before = served().await;
    assert_eq!(served().await, before, "there is one connection");
    let refused = commit(&db, |tx| {
        Box::pin(async move {
            // As a standby answers.
            tx.query("SET TRANSACTION READ ONLY").execute().await?;
            put(tx, "nothing").await
        })
    })
    .await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    assert_ne!(served().await, before, "whoever is the primary is asked for anew");
    written!(db, |tx| put(tx, "something")).unwrap();
}
