//! The schema: bringing it up to date, beside whoever else does so at the same moment.

use std::path::Path;

use sqlx::{
    ConnectOptions as _, Connection as _,
    migrate::{MigrateError, Migrator},
};
use sqlx_postgres::{PgConnectOptions, PgPoolOptions};
use sqlx_sqlite::{SqliteConnectOptions, SqliteConnection};

use super::{Backend, Database, Error, sqlite::KEPT_BY_ALL};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

impl Database {
    /// Brings the schema up to date. A schema newer than this program is refused.
    pub async fn migrate(&self) -> Result<(), Error> {
        match &self.0 {
            Backend::Sqlite { path, .. } => {
                let mut own = migrating(path).connect().await?;
                let outcome = alternating(&mut own).await;
                let closed = own.close().await;
                outcome?;
                closed?;
            }
            Backend::Postgres { writers, .. } => {
                // A large table may take a while, and so may another node that is doing the same.
                let options = PgConnectOptions::clone(&writers.connect_options());
                let options = options.options([("statement_timeout", "0")]);
                let patient = PgPoolOptions::new().max_connections(1).connect_with(options).await?;
                POSTGRES.run(&patient).await?;
                patient.close().await;
            }
        }
        Ok(())
    }

    /// The newest schema that this program brings.
    pub(in crate::storage) fn newest_schema(&self) -> i64 {
        let migrator = match &self.0 {
            Backend::Sqlite { .. } => &SQLITE,
            Backend::Postgres { .. } => &POSTGRES,
        };
        migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
    }
}

/// The connection of migrations, which are sqlx's.
fn migrating(path: &Path) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new().filename(path);
    KEPT_BY_ALL.into_iter().fold(options, |options, (name, value)| options.pragma(name, value))
}

/// SQLite has no lock for this. Each migration is a transaction, and of two programs that begin the same one the second fails: it
/// reads anew what is left to do for as long as the other one gets on.
async fn alternating(connection: &mut SqliteConnection) -> Result<(), MigrateError> {
    let mut done = applied(connection).await;
    loop {
        let Err(error) = SQLITE.run(&mut *connection).await else { return Ok(()) };
        let meanwhile = applied(connection).await;
        if meanwhile <= done {
            return Err(error);
        }
        done = meanwhile;
    }
}

/// How many migrations are in the file; none where there is no list of them.
async fn applied(connection: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM _sqlx_migrations").fetch_one(connection).await.unwrap_or(0)
}
