//! A pooled connection to PostgreSQL whose server may fall silent, and whose tables another node may change.
//!
//! `statement_timeout` is the server's to keep. A server behind a network that swallows packets keeps nothing, and TCP takes a
//! quarter of an hour to notice: so it is kept here, too, a second longer, for everything that is asked, and a connection that does
//! not answer is let go together with its place in the pool.

use std::time::Duration;

use sqlx::{Connection as _, FromRow, pool::PoolConnection};
use sqlx_core::transaction::TransactionManager as _;
use sqlx_postgres::{PgArguments, PgDatabaseError, PgPool, PgRow, PgTransactionManager, Postgres};
use tokio::{
    runtime::Handle,
    time::{error::Elapsed, timeout},
};

use super::Error;

/// How much later than the server we give up.
const GRACE: Duration = Duration::from_secs(1);

/// What a question came to: no answer in time, or the driver's.
type Answer<T> = Result<Result<T, sqlx::Error>, Elapsed>;

/// A connection, back to its pool when dropped unless it is lost.
pub(in crate::storage) struct Wire {
    connection: PoolConnection<Postgres>,
    /// How long the server may take over anything.
    limit: Duration,
    /// Nothing more can be asked on it.
    lost: bool,
}

/// Runs a statement; outside a transaction once more if its table has changed since it was prepared.
macro_rules! run {
    ($wire:ident, $values:ident, |$given:ident, $connection:ident| $statement:expr) => {{
        let began = PgTransactionManager::get_transaction_depth(&$wire.connection) > 0;
        let mut spare = (!began).then(|| $values.clone());
        let mut $given = $values;
        loop {
            let $connection = &mut *$wire.connection;
            let answer = timeout($wire.limit, $statement).await;
            match spare.take() {
                Some(values) if is_outdated(&answer) => {
                    $wire.forget().await?;
                    $given = values;
                }
                _ => break $wire.heard(answer),
            }
        }
    }};
}

impl Wire {
    /// Takes a connection out of `pool`, whose server keeps this limit.
    pub(super) async fn acquire(pool: &PgPool, statement_timeout: Duration) -> Result<Self, Error> {
        let connection = pool.acquire().await?;
        Ok(Self { connection, limit: statement_timeout.saturating_add(GRACE), lost: false })
    }

    /// Begins a transaction; dropped before [`Wire::commit`], it is rolled back.
    pub(super) async fn begin(&mut self) -> Result<(), Error> {
        let answer = timeout(self.limit, PgTransactionManager::begin(&mut self.connection, None)).await;
        self.heard(answer)
    }

    /// Commits it. Without an answer nobody knows whether it was.
    pub(super) async fn commit(&mut self) -> Result<(), Error> {
        let answer = timeout(self.limit, PgTransactionManager::commit(&mut self.connection)).await;
        self.heard(answer)
    }

    /// Runs a statement; the number of rows it changed.
    pub(super) async fn execute(&mut self, sql: &'static str, values: PgArguments) -> Result<u64, Error> {
        run!(self, values, |given, connection| sqlx::query_with(sql, given).execute(connection))
            .map(|done| done.rows_affected())
    }

    /// Runs a statement; its first row, if any.
    pub(super) async fn fetch_optional<R>(
        &mut self,
        sql: &'static str,
        values: PgArguments,
    ) -> Result<Option<R>, Error>
    where
        R: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        run!(self, values, |given, connection| sqlx::query_as_with(sql, given).fetch_optional(connection))
    }

    /// Runs a statement; all its rows.
    pub(super) async fn fetch_all<R>(
        &mut self,
        sql: &'static str,
        values: PgArguments,
    ) -> Result<Vec<R>, Error>
    where
        R: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        run!(self, values, |given, connection| sqlx::query_as_with(sql, given).fetch_all(connection))
    }

    /// Forgets the statements that were prepared.
    async fn forget(&mut self) -> Result<(), Error> {
        let answer = timeout(self.limit, self.connection.clear_cached_statements()).await;
        self.heard(answer)
    }

    fn heard<T>(&mut self, answer: Answer<T>) -> Result<T, Error> {
        // What is outdated once is outdated until the connection has another.
        self.lost |= answer.is_err() || is_outdated(&answer) || is_demoted(&answer);
        match answer {
            Err(_) => Err(Error::Unavailable("PostgreSQL does not answer".into())),
            Ok(Err(error)) if self.lost => Err(Error::Unavailable(error.to_string())),
            Ok(outcome) => outcome.map_err(Error::from),
        }
    }
}

/// Whether a table has other columns than when the statement was prepared on this connection: another node has brought the schema
/// up to date. The server says so in its own language, but names the place in its source.
fn is_outdated<T>(answer: &Answer<T>) -> bool {
    let Ok(Err(sqlx::Error::Database(error))) = answer else { return false };
    error
        .try_downcast_ref::<PgDatabaseError>()
        .is_some_and(|error| error.code() == "0A000" && error.routine() == Some("RevalidateCachedQuery"))
}

/// Whether the server takes no writes: it was the primary when the connection was made, and follows another now.
fn is_demoted<T>(answer: &Answer<T>) -> bool {
    let Ok(Err(sqlx::Error::Database(error))) = answer else { return false };
    error.code().is_some_and(|code| code == "25006")
}

impl Drop for Wire {
    fn drop(&mut self) {
        if !self.lost {
            // Sent with whatever is asked next: the question whether the connection is in order.
            PgTransactionManager::start_rollback(&mut self.connection);
        }
        let returning = self.connection.return_to_pool();
        // Dropped before it has begun, it closes the connection and leaves its place to another.
        if self.lost {
            return;
        }
        let limit = self.limit;
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                if timeout(limit, returning).await.is_err() {
                    tracing::warn!("a connection to PostgreSQL fell silent and was closed");
                }
            });
        }
    }
}
