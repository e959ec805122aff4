//! The one writer of a SQLite file: group commit.
//!
//! Whoever waits at that moment is taken together; each caller's work is a savepoint, all share one COMMIT and are
//! answered after it. The slower the disk, the more it gains. Statements that only mark where work begins and ends go to
//! SQLite in pairs: the way to its thread costs more than they do.

use std::panic::AssertUnwindSafe;

use futures_util::{FutureExt, future::BoxFuture};
use sqlx::Connection as _;
use sqlx_sqlite::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use super::database::{Error, Sink, WORK_LIMIT, Write};

/// The most pieces of work that share a commit.
const BATCH: usize = 64;
/// How many may wait; more callers wait to be let in.
const QUEUE: usize = 1024;

/// Tells one caller how the commit ended.
type Answer = Box<dyn FnOnce(Result<(), String>) + Send>;
/// Runs one caller's work; says whether to keep its writes, and how to answer.
type Work = Box<dyn for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, (bool, Answer)> + Send>;

#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Work>,
    pool: SqlitePool,
}

impl Writer {
    /// Takes over `pool`, whose single connection is the writer's.
    pub(super) fn start(pool: SqlitePool) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(pool.clone(), waiting));
        Self { queue, pool }
    }

    /// The writer's own connection, for migrations before any work is queued.
    pub(super) fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let boxed: Work = Box::new(move |write| {
            Box::pin(async move {
                // A panic may come from the closure itself or from the future that it makes.
                let limited = async { tokio::time::timeout(WORK_LIMIT, work(write)).await };
                let ended = AssertUnwindSafe(limited).catch_unwind().await;
                let outcome = write.judge(match ended {
                    Ok(Ok(outcome)) => outcome,
                    Ok(Err(_)) => Err(Error::Unavailable("a write took too long".into()).into()),
                    Err(_) => Err(Error::Faulty("a write panicked".into()).into()),
                });
                let keep = outcome.is_ok();
                let answer: Answer = Box::new(move |committed| {
                    let outcome = match (outcome, committed) {
                        (Ok(_), Err(reason)) => Err(Error::Unavailable(reason).into()),
                        (outcome, _) => outcome,
                    };
                    // A caller that went away no longer wants to know.
                    let _ = sender.send(outcome);
                });
                (keep, answer)
            })
        });
        let gone = || E::from(Error::Unavailable("the database is closed".into()));
        self.queue.send(boxed).await.map_err(|_| gone())?;
        receiver.await.map_err(|_| gone())?
    }
}

async fn run(pool: SqlitePool, mut waiting: mpsc::Receiver<Work>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let mut answers = Vec::with_capacity(batch.len());
        let committed = commit(&pool, &mut batch, &mut answers).await.map_err(|error| error.to_string());
        for answer in answers {
            answer(committed.clone());
        }
        // Work that never ran (no connection, BEGIN failed) is dropped: its callers learn that nothing was written.
        batch.clear();
    }
}

async fn commit(
    pool: &SqlitePool,
    batch: &mut Vec<Work>,
    answers: &mut Vec<Answer>,
) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    if let Err(error) = sqlx::query("BEGIN IMMEDIATE; SAVEPOINT work").execute(&mut *connection).await {
        // A transaction left open by a failure before must not poison what follows.
        let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        return Err(error);
    }
    let mut write = Write::new(Sink::Sqlite(connection));
    let outcome = run_batch(&mut write, batch, answers).await;
    let Sink::Sqlite(mut connection) = write.sink else { return outcome };
    let outcome = match outcome {
        Ok(()) => sqlx::query("COMMIT").execute(&mut *connection).await.map(drop),
        failed => failed,
    };
    if outcome.is_err() {
        let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        if connection.ping().await.is_err() {
            connection.close_on_drop();
        }
    }
    outcome
}

async fn run_batch(
    write: &mut Write,
    batch: &mut Vec<Work>,
    answers: &mut Vec<Answer>,
) -> Result<(), sqlx::Error> {
    let last = batch.len().saturating_sub(1);
    for (at, work) in batch.drain(..).enumerate() {
        let (keep, answer) = work(write).await;
        answers.push(answer);
        // The savepoint stands: empty again for the next, or for COMMIT, which takes it with it.
        if !keep {
            savepoint(write, "ROLLBACK TO work").await?;
        } else if at < last {
            savepoint(write, "RELEASE work; SAVEPOINT work").await?;
        }
    }
    Ok(())
}

async fn savepoint(write: &mut Write, sql: &'static str) -> Result<(), sqlx::Error> {
    match &mut write.sink {
        Sink::Sqlite(connection) => sqlx::query(sql).execute(&mut **connection).await.map(drop),
        Sink::Postgres(_) => Ok(()),
    }
}
