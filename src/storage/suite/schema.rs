//! The two schemas are one, every statement finds an index on both, and every query is tested.

use std::{collections::BTreeSet, fs, path::Path};

use super::*;
use crate::{
    on_both,
    storage::{Connection, Reader, Settings, testing},
};

/// Source files of storage, by the name of their module.
fn modules() -> Vec<(String, String)> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage")).unwrap();
    let mut modules: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())
        })
        .filter(|(name, _)| {
            !["bulk", "database", "mod", "suite", "testing", "writer"].contains(&name.as_str())
        })
        .collect();
    modules.sort();
    modules
}

#[test]
fn every_query_is_tested() {
    let suite: String = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/suite"))
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let mut untested = Vec::new();
    for (module, source) in modules() {
        for line in source.lines() {
            let Some(rest) = line.strip_prefix("pub async fn ") else { continue };
            let name = rest.split(['(', '<']).next().unwrap();
            // `authorization_code` goes by the short name `code`.
            let module = module.strip_prefix("authorization_").unwrap_or(&module);
            // A module may bring tests on both databases of its own.
            let own = source.split_once("#[cfg(test)]").map_or("", |(_, tests)| tests);
            let own = own.contains("on_both!(") && own.contains(&format!(" {name}("));
            if !own && !suite.contains(&format!("{module}::{name}(")) {
                untested.push(format!("{module}::{name}"));
            }
        }
    }
    assert!(untested.is_empty(), "no test on both databases names {untested:?}");
}

/// Every statement in the source of storage, with the module it stands in.
fn statements() -> Vec<(String, &'static str)> {
    let mut statements = Vec::new();
    for (module, source) in modules() {
        for rest in source.split("query(").skip(1) {
            let Some(literal) = rest.trim_start().strip_prefix('"') else { continue };
            // A backslash at the end of a line swallows the indentation of the next; our SQL holds no other.
            let literal = literal.split('"').next().unwrap();
            let sql = literal.split("\\\n").map(str::trim_start).collect::<String>();
            statements.push((module.clone(), &*sql.leak()));
        }
    }
    assert!(statements.len() > 60, "the source is read as it is written: {}", statements.len());
    statements
}

/// Statements that walk a whole table on purpose, and why that is no harm.
const WALKS: [(&str, &str); 15] = [
    ("SELECT COUNT(*) FROM account_group", "a provisioning client asks"),
    ("SELECT kind, COUNT(*) FROM authenticator", "an operator asks"),
    ("SELECT COUNT(*) FROM client", "an operator asks"),
    ("SELECT client_id, last_used_at FROM client_use", "an operator asks for all of it"),
    ("SELECT * FROM webhook ORDER BY webhook_id", "a handful of receivers, all wanted"),
    ("SELECT * FROM account_import", "a handful of imports that are not complete"),
    (
        "SELECT owner, brand_id, name, accent, accent_dark, variables, logo_type FROM brand",
        "a cache is filled, with all of it",
    ),
    ("SELECT COUNT(*) FROM account", "an operator asks"),
    ("SELECT COUNT(*) FROM registration_access_token", "a limit, over an index of what registered itself"),
    ("SELECT * FROM client ORDER BY client_id", "a cache is filled, with all of it"),
    ("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL", "walks an index of what waits"),
    ("SELECT * FROM outbox WHERE kind = $1", "caught mail, in development"),
    ("SELECT * FROM signing_key ORDER BY key_id", "a handful of keys, all wanted"),
    ("SELECT key_id, state, retired_at FROM signing_key", "a handful of keys, all wanted"),
    ("DELETE FROM signing_key WHERE state = 'retired'", "a handful of keys"),
];

fn walks(sql: &str) -> bool {
    WALKS.iter().any(|(start, _)| sql.starts_with(start))
}

async fn lines(reader: &mut Reader, sql: String) -> Vec<String> {
    let rows: Vec<(String,)> = reader.query(&*sql.leak()).fetch_all().await.unwrap();
    rows.into_iter().map(|(line,)| line).collect()
}

#[tokio::test]
async fn sqlite_answers_every_statement_from_an_index() {
    let (db, _scratch) = testing::sqlite().await;
    let mut reader = db.read().await.unwrap();
    for (module, sql) in statements() {
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let placeholders = (1..).take_while(|number| sql.contains(&format!("${number}")));
        let query = placeholders.fold(reader.query(&*explain.leak()), |query, _| query.bind(0_i64));
        let rows: Vec<(i64, i64, i64, String)> = query.fetch_all().await.unwrap();
        // A constant row is no table: a statement of nothing but statements.
        let scans: Vec<_> = rows
            .into_iter()
            .map(|row| row.3)
            .filter(|step| step.starts_with("SCAN ") && step != "SCAN CONSTANT ROW")
            .collect();
        assert_eq!(!scans.is_empty(), walks(sql), "{module}: {sql}\n{scans:?}");
    }
}

#[tokio::test]
#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
async fn postgres_answers_every_statement_from_an_index() {
    let db = testing::postgres().await;
    let mut reader = db.read().await.unwrap();
    // On empty tables a walk is always the cheapest; forbidden, it is taken only where no index would do.
    for setting in ["enable_seqscan = off", "plan_cache_mode = force_generic_plan"] {
        reader.query(&*format!("SET {setting}").leak()).execute().await.unwrap();
    }
    for (number, (module, sql)) in statements().into_iter().enumerate() {
        reader.query(&*format!("PREPARE s{number} AS {sql}").leak()).execute().await.unwrap();
        let values =
            (1..100).take_while(|n| sql.contains(&format!("${n}"))).map(|_| "NULL").collect::<Vec<_>>();
        let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
        let plan = lines(&mut reader, format!("EXPLAIN EXECUTE s{number}{values}")).await;
        let scanned = plan.iter().any(|line| line.contains("Seq Scan"));
        assert!(!scanned || walks(sql), "{module}: {sql}\n{plan:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_begin_at_once_bring_one_file_up_to_date() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite://{}", folder.path().join("doorward.db").display());
        let mut programs = Vec::new();
        for _ in 0..3 {
            programs.push(Database::open(&address, &Settings::default()).await.unwrap());
        }
        let outcomes = futures_util::future::join_all(programs.iter().map(Database::migrate)).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }
}

/// Tables, columns, keys and indexes, a line each, in words that both databases share.
async fn catalogue(db: &Database) -> BTreeSet<String> {
    let queries: [&'static str; 4] = if db.kind() == "sqlite" {
        [
            "SELECT 'column ' || m.name || '.' || p.name || ' ' || CASE p.type WHEN 'INTEGER' THEN 'integer' \
             WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytes' ELSE p.type END || CASE WHEN p.\"notnull\" = 1 \
             THEN ' required' ELSE '' END FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table'",
            "SELECT 'primary key ' || t.name || ' (' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM \
             pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) || ')' FROM sqlite_schema t WHERE t.type = 'table'",
            "SELECT 'reference ' || m.name || '.' || f.\"from\" || ' ' || f.\"table\" || ' ' || lower(f.on_delete) \
             FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
            "SELECT 'index ' || l.name || CASE WHEN l.\"unique\" = 1 THEN ' unique' ELSE '' END || CASE WHEN l.partial = 1 \
             THEN ' partial' ELSE '' END || ' (' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM \
             pragma_index_info(l.name) ORDER BY seqno)) || ')' FROM sqlite_schema m, pragma_index_list(m.name) l \
             WHERE m.type = 'table' AND l.origin = 'c'",
        ]
    } else {
        [
            "SELECT 'column ' || table_name || '.' || column_name || ' ' || CASE data_type WHEN 'bigint' THEN 'integer' \
             WHEN 'boolean' THEN 'integer' WHEN 'text' THEN 'text' WHEN 'bytea' THEN 'bytes' ELSE data_type END || \
             CASE is_nullable WHEN 'NO' THEN ' required' ELSE '' END FROM information_schema.columns \
             WHERE table_schema = current_schema()",
            "SELECT 'primary key ' || c.conrelid::regclass::text || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n) \
             FROM unnest(c.conkey) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid = c.conrelid AND \
             a.attnum = k.attnum) || ')' FROM pg_constraint c WHERE c.contype = 'p' AND \
             c.connamespace = current_schema()::regnamespace",
            "SELECT 'reference ' || c.conrelid::regclass::text || '.' || a.attname || ' ' || c.confrelid::regclass::text || \
             CASE c.confdeltype WHEN 'c' THEN ' cascade' WHEN 'a' THEN ' no action' ELSE ' other' END \
             FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
             WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace",
            "SELECT 'index ' || i.indexrelid::regclass::text || CASE WHEN i.indisunique THEN ' unique' ELSE '' END || \
             CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END || ' (' || (SELECT string_agg(a.attname, ', ' \
             ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid) || ')' FROM pg_index i \
             JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = current_schema()::regnamespace \
             AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)",
        ]
    };
    let mut reader = db.read().await.unwrap();
    let mut found = BTreeSet::new();
    for sql in queries {
        let rows: Vec<(String,)> = reader.query(sql).fetch_all().await.unwrap();
        found.extend(rows.into_iter().map(|(line,)| line).filter(|line| !line.contains("sqlx_migrations")));
    }
    found.retain(|line| !line.contains(" sqlite_"));
    found
}

#[tokio::test]
#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
async fn the_two_schemas_are_one() {
    let (sqlite, _scratch) = testing::sqlite().await;
    let (sqlite, postgres) = (catalogue(&sqlite).await, catalogue(&testing::postgres().await).await);
    for kind in ["column", "primary key", "reference", "index"] {
        assert!(sqlite.iter().filter(|line| line.starts_with(kind)).count() > 5, "{kind}: {sqlite:#?}");
    }
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!((only(&sqlite, &postgres), only(&postgres, &sqlite)), (vec![], vec![]), "SQLite, PostgreSQL");
}

#[tokio::test]
async fn sqlite_holds_every_column_to_its_type() {
    let (db, _scratch) = testing::sqlite().await;
    let sql = "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'";
    let loose: Vec<(String,)> = seen!(db, |r| r.query(sql).fetch_all());
    let loose: Vec<_> =
        loose.into_iter().map(|(name,)| name).filter(|name| !name.starts_with("sqlite_")).collect();
    assert_eq!(loose, ["_sqlx_migrations"]);
}

on_both!(a_damaged_row_is_an_error_and_no_guess, |db| async move {
    furnish(&db).await;
    for sql in ["UPDATE client SET metadata = '{'", "UPDATE account SET profile = '{', state = 'odd'"] {
        commit(&db, move |tx| Box::pin(async move { tx.query(sql).execute().await })).await.unwrap();
    }
    let mut reader = db.read().await.unwrap();
    assert!(matches!(client::find(&mut reader, "shop").await, Err(Error::Faulty(_))));
    assert!(matches!(account::find(&mut reader, "alice").await, Err(Error::Faulty(_))));
    assert!(
        grant::find_live(&mut reader, "g1", NOW).await.unwrap().is_none(),
        "not plainly active is not active"
    );
});
