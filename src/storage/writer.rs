//! The one writer of a SQLite file: group commit.
//!
//! Whoever waits at that moment is taken together; each caller's work is a savepoint, all share one COMMIT and are
//! answered after it. The slower the disk, the more it gains. It has a thread of its own, since SQLite works on the thread that
//! asks and a commit waits for the disk.

use std::{iter, panic::AssertUnwindSafe, thread};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
};

use super::database::{Error, Sink, WORK_LIMIT, Write, sqlite::Sqlite};

/// The most pieces of work that share a commit.
const BATCH: usize = 64;
/// How many times the writer lets others go first before it takes whoever waits: often they are about to write something too, and a
/// commit costs most of what a write does. On a free core this takes a microsecond; where every core hashes, a turn of theirs
/// (docs/decisions/0076).
const YIELDS: usize = 2;
/// How many may wait; more callers wait to be let in.
const QUEUE: usize = 1024;

/// Tells one caller how the commit ended.
type Answer = Box<dyn FnOnce(Result<(), String>) + Send>;
/// Runs one caller's work; says whether to keep its writes, and how to answer.
type Work = Box<dyn for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, (bool, Answer)> + Send>;

/// What the writer is asked.
enum Request {
    Work(Work),
    /// To close its connection, say so, and take nothing more.
    Close(oneshot::Sender<()>),
}

#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Request>,
}

impl Writer {
    /// Takes over `connection`. Within a runtime, whose clock ends work that takes too long.
    pub(super) fn start(connection: Sqlite) -> Result<Self, Error> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let runtime = Handle::current();
        thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || runtime.block_on(run(Write::new(Sink::Sqlite(connection)), waiting)))
            .map_err(|error| Error::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { queue })
    }

    /// Ends the work that is queued and closes the connection.
    pub(super) async fn close(&self) {
        let (sender, receiver) = oneshot::channel();
        if self.queue.send(Request::Close(sender)).await.is_ok() {
            let _ = receiver.await;
        }
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
        self.queue.send(Request::Work(boxed)).await.map_err(|_| gone())?;
        receiver.await.map_err(|_| gone())?
    }
}

async fn run(mut write: Write, mut waiting: mpsc::Receiver<Request>) {
    while let Some(first) = waiting.recv().await {
        for _ in 0..YIELDS {
            thread::yield_now();
        }
        let (mut batch, mut closing) = (Vec::new(), Vec::new());
        let others = iter::from_fn(|| waiting.try_recv().ok());
        for request in iter::once(first).chain(others).take(BATCH) {
            match request {
                Request::Work(work) => batch.push(work),
                Request::Close(sender) => closing.push(sender),
            }
        }
        if !batch.is_empty() {
            let mut answers = Vec::with_capacity(batch.len());
            let committed = commit(&mut write, &mut batch, &mut answers).await;
            let committed = committed.map_err(|error| error.to_string());
            for answer in answers {
                answer(committed.clone());
            }
            // Work that never ran (BEGIN failed) is dropped: its callers learn that nothing was written.
        }
        if !closing.is_empty() {
            if let Sink::Sqlite(connection) = write.sink {
                connection.close();
            }
            // Whoever is still in the queue learns that the database is closed before the closing ends.
            drop(waiting);
            for closed in closing {
                let _ = closed.send(());
            }
            return;
        }
    }
}

async fn commit(write: &mut Write, batch: &mut Vec<Work>, answers: &mut Vec<Answer>) -> Result<(), Error> {
    let outcome = match write.run("BEGIN IMMEDIATE") {
        Ok(()) if batch.len() == 1 => run_alone(write, batch, answers).await,
        Ok(()) => run_batch(write, batch, answers).await,
        failed => failed,
    };
    if outcome.is_err() && write.is_in_transaction() {
        // One that was left open must not poison what follows.
        let _ = write.run("ROLLBACK");
    }
    outcome
}

/// The transaction is the work's own, and needs no savepoint.
async fn run_alone(write: &mut Write, batch: &mut Vec<Work>, answers: &mut Vec<Answer>) -> Result<(), Error> {
    let Some(work) = batch.pop() else { return write.run("ROLLBACK") };
    let (keep, answer) = work(write).await;
    answers.push(answer);
    write.run(if keep { "COMMIT" } else { "ROLLBACK" })
}

async fn run_batch(write: &mut Write, batch: &mut Vec<Work>, answers: &mut Vec<Answer>) -> Result<(), Error> {
    let last = batch.len().saturating_sub(1);
    write.run("SAVEPOINT work")?;
    for (at, work) in batch.drain(..).enumerate() {
        let (keep, answer) = work(write).await;
        answers.push(answer);
        // The savepoint stands: empty again for the next, or for COMMIT, which takes it with it.
        if !keep {
            write.run("ROLLBACK TO work")?;
        } else if at < last {
            write.run("RELEASE work")?;
            write.run("SAVEPOINT work")?;
        }
    }
    write.run("COMMIT")
}
