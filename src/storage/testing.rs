//! Databases for tests: a migrated one each, of either kind. No program has this module.
//!
//! `on_both!` makes one test for SQLite and one for PostgreSQL. Without `DOORWARD_TEST_POSTGRES` (`scripts/test` sets
//! it) the second is reported as ignored, which `build.rs` decides when the tests are built.

#![allow(clippy::expect_used, clippy::panic)] // a test that cannot begin has failed

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::Connection as _;

use super::{Connection, Database, Error, Settings, Write};

/// A directory that goes when this is dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty directory of its own.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("doorward-{}", unique()));
        std::fs::create_dir(&path).expect("a scratch directory can be made");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A migrated SQLite database; it lasts as long as the directory beside it.
pub async fn sqlite() -> (Database, Scratch) {
    let scratch = Scratch::new();
    let address = format!("sqlite://{}", scratch.path().join("doorward.db").display());
    (opened(&address).await, scratch)
}

/// A migrated PostgreSQL database: a fresh schema on the test server, left there when the test ends.
///
/// # Panics
/// Without `DOORWARD_TEST_POSTGRES`; put `#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES")]` on
/// the test.
pub async fn postgres() -> Database {
    opened(&postgres_address().await).await
}

/// The address of a fresh, empty schema on the test server, for tests that open it more than once (two nodes).
pub async fn postgres_address() -> String {
    let server = std::env::var("DOORWARD_TEST_POSTGRES").expect("DOORWARD_TEST_POSTGRES is set");
    let schema = format!("test_{}", unique().replace('-', "_"));
    let mut connection =
        sqlx_postgres::PgConnection::connect(&server).await.expect("the test server answers");
    let statement = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    sqlx::query(statement).execute(&mut connection).await.expect("a schema can be made");
    let separator = if server.contains('?') { '&' } else { '?' };
    format!("{server}{separator}options[search_path]={schema}")
}

async fn opened(address: &str) -> Database {
    let database = Database::open(address, &Settings::default()).await.expect("the database opens");
    database.migrate().await.expect("the schema is made");
    database
}

/// Takes a table away, so that whatever needs it fails.
pub async fn drop_table(db: &mut Write, table: &str) -> Result<u64, Error> {
    db.query(&*format!("DROP TABLE {table}").leak()).execute().await
}

/// How many rows a table has.
pub async fn count(db: &mut impl Connection, table: &str) -> Result<i64, Error> {
    db.query(&*format!("SELECT COUNT(*) FROM {table}").leak()).fetch_count().await
}

/// How many refresh tokens of a grant are live.
pub async fn live_tokens(db: &mut impl Connection, grant_id: &str) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM refresh_token WHERE grant_id = $1 AND state = 'live'")
        .bind(grant_id)
        .fetch_count()
        .await
}

/// Distinct within and between test processes that run at the same time, also on a server that outlives them.
fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let random = crate::random::Random::system().below(u32::MAX);
    format!("{}-{}-{random:x}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// `on_both!(name, |db| async move { … })`: the test `name::sqlite` and the test `name::postgres`. `db` is a migrated
/// [`Database`](crate::storage::Database) of its own.
#[macro_export]
macro_rules! on_both {
    ($(#[$attribute:meta])* $name:ident, |$db:ident| $body:expr) => {
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let ($db, _scratch) = $crate::storage::testing::sqlite().await;
                $body.await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
            async fn postgres() {
                let $db = $crate::storage::testing::postgres().await;
                $body.await
            }
        }
    };
}
