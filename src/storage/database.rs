//! One database type over SQLite and PostgreSQL, one SQL text for both.
//!
//! Owns connections, transactions and the little query builder. Reads take a [`Reader`]; writes are closures given to
//! [`Database::write`], so that `BEGIN` is nowhere public and nobody can answer before COMMIT.

mod flag;
mod readers;
mod schema;
pub(super) mod sqlite;
mod wire;

use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use sqlx::{Arguments, Encode, FromRow, Type};
use sqlx_core::any::{Any, AnyArguments, AnyRow};
use sqlx_postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow, Postgres};
use tokio::task::coop::consume_budget;

pub use self::flag::Flag;
use self::{
    readers::{Held, Readers},
    sqlite::{Sqlite, Use},
    wire::Wire,
};
use super::writer::Writer;

/// How long one piece of work may hold a write.
pub(super) const WORK_LIMIT: Duration = Duration::from_secs(1);

/// What went wrong below. Callers answer 503 to [`Error::Unavailable`] and 500 to the rest.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, is busy, or the commit did not happen.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A row that must be unique exists already.
    #[error("that already exists")]
    Duplicate,
    /// The storage address, the schema or a row is not what this program expects.
    #[error("{0}")]
    Faulty(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Duplicate,
            sqlx::Error::Database(inner) if inner.code().is_some_and(|code| passes(&code)) => {
                Self::Unavailable(error.to_string())
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error.to_string()),
            _ => Self::Faulty(error.to_string()),
        }
    }
}

/// Whether the same statement may succeed later, by its SQLSTATE: connection, resources, operator, serialisation, deadlock.
fn passes(code: &str) -> bool {
    ["08", "53", "57", "40001", "40P01"].iter().any(|class| code.starts_with(class))
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        if let sqlx::migrate::MigrateError::VersionMissing(version) = error {
            return Self::Faulty(format!(
                "its schema ({version}) is newer than this program; nothing was touched"
            ));
        }
        Self::Faulty(format!("the schema cannot be brought up to date: {error}"))
    }
}

/// How connections are made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Reading connections; on PostgreSQL as many again for writing.
    pub pool_size: u32,
    /// How long a caller waits for a connection.
    pub acquire_timeout: Duration,
    /// How long PostgreSQL may work on one statement; one that says nothing for a second more is given up.
    pub statement_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pool_size: 8,
            acquire_timeout: Duration::from_secs(2),
            statement_timeout: Duration::from_secs(2),
        }
    }
}

/// A database of either kind. Clones share it.
#[derive(Clone)]
pub struct Database(Backend);

#[derive(Clone)]
enum Backend {
    Sqlite { path: Arc<Path>, readers: Readers, writer: Writer },
    // Two pools: a reader held while its holder waits for a write cannot starve that write.
    Postgres { readers: PgPool, writers: PgPool, statement_timeout: Duration },
}

impl Database {
    /// Opens `sqlite://path` (made when missing) or `postgres://…`, without touching its schema.
    ///
    /// # Errors
    /// [`Error::Faulty`] for another address or a SQLite file that does not honour WAL and `synchronous=FULL`;
    /// [`Error::Unavailable`] when it cannot be reached.
    pub async fn open(address: &str, settings: &Settings) -> Result<Self, Error> {
        if let Some(path) = address.strip_prefix("sqlite://") {
            Self::open_sqlite(Path::new(path), settings)
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Self::open_postgres(address, settings).await
        } else {
            Err(Error::Faulty("storage must begin with sqlite:// or postgres://".into()))
        }
    }

    fn open_sqlite(path: &Path, settings: &Settings) -> Result<Self, Error> {
        make_private(path)
            .map_err(|error| Error::Unavailable(format!("{} cannot be opened: {error}", path.display())))?;
        let connection = Sqlite::open(path, Use::Write)?;
        let (mode, sync) = connection.safety()?;
        if mode != "wal" || sync != 2 {
            return Err(Error::Faulty(format!(
                "the SQLite file does not keep commits safely (journal_mode={mode}, synchronous={sync}; need wal and 2)"
            )));
        }
        let path: Arc<Path> = path.into();
        let readers = Readers::new(Arc::clone(&path), settings.pool_size, settings.acquire_timeout);
        Ok(Self(Backend::Sqlite { path, readers, writer: Writer::start(connection)? }))
    }

    async fn open_postgres(address: &str, settings: &Settings) -> Result<Self, Error> {
        let timeout = settings.statement_timeout.as_millis().to_string();
        let options = PgConnectOptions::from_str(address)
            .map_err(|_| Error::Faulty("the postgres:// address cannot be read".into()))?
            .application_name("doorward")
            .options([("statement_timeout", timeout.as_str()), ("synchronous_commit", "on")]);
        let pool = || {
            PgPoolOptions::new().max_connections(settings.pool_size).acquire_timeout(settings.acquire_timeout)
        };
        let writers = pool().connect_with(options.clone()).await?;
        let readers = pool().connect_lazy_with(options.options([("default_transaction_read_only", "on")]));
        Ok(Self(Backend::Postgres { readers, writers, statement_timeout: settings.statement_timeout }))
    }

    /// `"sqlite"` or `"postgres"`, for `doctor` and the log.
    pub fn kind(&self) -> &'static str {
        match &self.0 {
            Backend::Sqlite { .. } => "sqlite",
            Backend::Postgres { .. } => "postgres",
        }
    }

    /// A connection that only reads.
    pub async fn read(&self) -> Result<Reader, Error> {
        Ok(match &self.0 {
            Backend::Sqlite { readers, .. } => Reader(Source::Sqlite(readers.take().await?)),
            Backend::Postgres { readers, statement_timeout, .. } => {
                // On the heap: every request would carry the state of it, on SQLite too.
                let acquired = Box::pin(Wire::acquire(readers, *statement_timeout));
                Reader(Source::Postgres(acquired.await?))
            }
        })
    }

    /// Runs `work` once, in a transaction, and answers only after COMMIT. An error rolls this work alone back; a
    /// refusal whose writes must stay (a try is counted, a replay revokes its family) is an `Ok` value.
    ///
    /// `work` awaits nothing but its own queries and has one second, which SQLite is held to between statements. A caller
    /// that goes away cancels nothing. After a statement failed nothing is kept, even if `work` passes over the error:
    /// PostgreSQL would not, and both agree.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        match &self.0 {
            Backend::Sqlite { writer, .. } => writer.write(work).await,
            Backend::Postgres { writers, statement_timeout, .. } => {
                let (pool, statement_timeout) = (writers.clone(), *statement_timeout);
                tokio::spawn(async move {
                    let mut wire = Wire::acquire(&pool, statement_timeout).await?;
                    wire.begin().await?;
                    let mut write = Write::new(Sink::Postgres(wire));
                    let outcome = tokio::time::timeout(WORK_LIMIT * 2, work(&mut write))
                        .await
                        .map_err(|_| Error::Unavailable("a write took too long".into()))?;
                    let outcome = write.judge(outcome)?;
                    if let Sink::Postgres(mut wire) = write.sink {
                        wire.commit().await?;
                    }
                    Ok(outcome)
                })
                .await
                .unwrap_or_else(|_| Err(Error::Faulty("a write panicked".into()).into()))
            }
        }
    }

    /// Whether whoever writes is there. Of PostgreSQL only a write would tell.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when nobody is.
    pub fn has_writer(&self) -> Result<(), Error> {
        match &self.0 {
            Backend::Sqlite { writer, .. } if writer.has_ended() => {
                Err(Error::Unavailable("nobody writes to the database any more".into()))
            }
            _ => Ok(()),
        }
    }

    /// Ends whoever writes to a SQLite file, and nobody else.
    #[cfg(test)]
    pub(super) async fn lose_writer(&self) {
        if let Backend::Sqlite { writer, .. } = &self.0 {
            writer.close().await;
        }
    }

    /// Closes every connection; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match &self.0 {
            Backend::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Backend::Postgres { readers, writers, .. } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }
}

/// Makes the file, for nobody else to read; its write-ahead log takes the same mode.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Something queries run on. On SQLite a statement runs on the thread that asks; whoever runs many of them gives way to others.
pub trait Connection: Send {
    /// Begins a statement.
    fn query(&mut self, sql: &'static str) -> Query<'_>;
}

/// A connection that only reads, back to its pool when dropped.
pub struct Reader(Source);

enum Source {
    Sqlite(Held),
    Postgres(Wire),
}

impl Connection for Reader {
    fn query(&mut self, sql: &'static str) -> Query<'_> {
        match &mut self.0 {
            Source::Sqlite(held) => {
                let (connection, failed) = held.parts();
                let bound = Bound::Sqlite(connection, sql, AnyArguments::default());
                Query { failed: Some(failed), ..Query::new(bound) }
            }
            Source::Postgres(wire) => Query::new(Bound::Postgres(wire, sql, PgArguments::default())),
        }
    }
}

/// An open transaction; only [`Database::write`] makes one.
pub struct Write {
    pub(super) sink: Sink,
    /// A statement failed in the present piece of work.
    failed: bool,
}

pub(super) enum Sink {
    Sqlite(Sqlite),
    Postgres(Wire),
}

impl Write {
    pub(super) fn new(sink: Sink) -> Self {
        Self { sink, failed: false }
    }

    /// Runs what marks where work begins and ends; on PostgreSQL the transaction itself does.
    pub(super) fn run(&self, sql: &str) -> Result<(), Error> {
        match &self.sink {
            Sink::Sqlite(connection) => connection.run(sql),
            Sink::Postgres(_) => Ok(()),
        }
    }

    /// Whether SQLite has a transaction open.
    pub(super) fn is_in_transaction(&self) -> bool {
        matches!(&self.sink, Sink::Sqlite(connection) if connection.is_in_transaction())
    }

    /// What one piece of work came to: success only if each of its statements succeeded. Ready for the next piece.
    pub(super) fn judge<T, E: From<Error>>(&mut self, outcome: Result<T, E>) -> Result<T, E> {
        let failed = std::mem::take(&mut self.failed);
        outcome.and_then(|value| {
            if failed {
                Err(Error::Faulty("a failed statement was passed over".into()).into())
            } else {
                Ok(value)
            }
        })
    }
}

impl Connection for Write {
    fn query(&mut self, sql: &'static str) -> Query<'_> {
        let bound = match &mut self.sink {
            Sink::Sqlite(connection) => Bound::Sqlite(connection, sql, AnyArguments::default()),
            Sink::Postgres(wire) => Bound::Postgres(wire, sql, PgArguments::default()),
        };
        // SQLite may have ended the transaction by itself; what came now would be kept at once.
        let fault = self.failed.then(|| "a statement before it failed".to_owned());
        Query { fault, failed: Some(&mut self.failed), ..Query::new(bound) }
    }
}

/// A value that both databases can bind.
pub trait Parameter<'t>: Encode<'t, Any> + Type<Any> + Encode<'t, Postgres> + Type<Postgres> {}
impl<'t, T> Parameter<'t> for T where T: Encode<'t, Any> + Type<Any> + Encode<'t, Postgres> + Type<Postgres> {}

/// A row that both databases can decode; `#[derive(FromRow)]` on a struct is enough.
pub trait Record: for<'r> FromRow<'r, AnyRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Record for T where T: for<'r> FromRow<'r, AnyRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// One statement with its values.
pub struct Query<'c> {
    bound: Bound<'c>,
    fault: Option<String>,
    failed: Option<&'c mut bool>,
}

enum Bound<'c> {
    Sqlite(&'c mut Sqlite, &'static str, AnyArguments),
    Postgres(&'c mut Wire, &'static str, PgArguments),
}

impl<'c> Query<'c> {
    fn new(bound: Bound<'c>) -> Self {
        Self { bound, fault: None, failed: None }
    }

    /// Binds the next placeholder. A value that does not encode fails the statement when it runs.
    #[must_use]
    pub fn bind<'t>(mut self, value: impl Parameter<'t>) -> Self {
        let outcome = match &mut self.bound {
            Bound::Sqlite(_, _, arguments) => arguments.add(value),
            Bound::Postgres(_, _, arguments) => arguments.add(value),
        };
        if let Err(error) = outcome {
            self.fault = Some(error.to_string());
        }
        self
    }

    /// Runs it; the number of rows it changed.
    pub async fn execute(self) -> Result<u64, Error> {
        let (bound, run) = self.ready()?;
        run.end(match bound {
            Bound::Sqlite(connection, sql, values) => {
                consume_budget().await;
                connection.execute(sql, &values)
            }
            Bound::Postgres(wire, sql, values) => wire.execute(sql, values).await,
        })
    }

    /// Runs it; the first row, if any.
    pub async fn fetch_optional<R: Record>(self) -> Result<Option<R>, Error> {
        let (bound, run) = self.ready()?;
        run.end(match bound {
            Bound::Sqlite(connection, sql, values) => {
                consume_budget().await;
                connection.fetch(sql, &values, 1).map(|rows| rows.into_iter().next())
            }
            Bound::Postgres(wire, sql, values) => wire.fetch_optional(sql, values).await,
        })
    }

    /// Runs it; all rows.
    pub async fn fetch_all<R: Record>(self) -> Result<Vec<R>, Error> {
        let (bound, run) = self.ready()?;
        run.end(match bound {
            Bound::Sqlite(connection, sql, values) => {
                consume_budget().await;
                connection.fetch(sql, &values, usize::MAX)
            }
            Bound::Postgres(wire, sql, values) => wire.fetch_all(sql, values).await,
        })
    }

    /// Runs it; the one number it must give.
    pub async fn fetch_count(self) -> Result<i64, Error> {
        let row: Option<(i64,)> = self.fetch_optional().await?;
        Ok(row.map_or(0, |(count,)| count))
    }

    fn ready(self) -> Result<(Bound<'c>, Run<'c>), Error> {
        let run = Run { failed: self.failed };
        match self.fault {
            Some(fault) => Err(run.fail(Error::Faulty(fault))),
            None => Ok((self.bound, run)),
        }
    }
}

/// A statement under way; its failure is remembered by the transaction, or by the connection, that it belongs to.
struct Run<'c> {
    failed: Option<&'c mut bool>,
}

impl Run<'_> {
    fn end<T>(self, outcome: Result<T, Error>) -> Result<T, Error> {
        outcome.map_err(|error| self.fail(error))
    }

    fn fail(self, error: Error) -> Error {
        if let Some(failed) = self.failed {
            *failed = true;
        }
        error
    }
}
