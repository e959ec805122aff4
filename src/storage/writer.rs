//! The one writer of a SQLite file: group commit.
//!
//! Whoever waits at that moment is taken together; each caller's work is a savepoint, all share one COMMIT and are
//! answered after it. The slower the disk, the more it gains. It has a thread of its own, since SQLite works on the thread that
//! asks and a commit waits for the disk.

use std::{collections::VecDeque, iter, panic::AssertUnwindSafe, thread};

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

/// One caller's work.
trait Work: Send {
    /// Runs it; says whether to keep its writes, and how to answer.
    fn run(self: Box<Self>, write: &mut Write) -> BoxFuture<'_, (bool, Answer)>;
    /// Tells the caller why it never ran.
    fn refuse(self: Box<Self>, reason: String);
}

/// Whose work shares a commit.
type Batch = VecDeque<Box<dyn Work>>;

/// What the writer is asked.
enum Request {
    Work(Box<dyn Work>),
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

    /// Whether there is nobody any more who would write.
    pub(super) fn has_ended(&self) -> bool {
        self.queue.is_closed()
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (caller, receiver) = oneshot::channel();
        let gone = || E::from(Error::Unavailable("the database is closed".into()));
        self.queue.send(Request::Work(Box::new(Called { work, caller }))).await.map_err(|_| gone())?;
        receiver.await.map_err(|_| gone())?
    }
}

/// Work, and who waits for what it comes to.
struct Called<F, T, E> {
    work: F,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Called<F, T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
{
    fn run(self: Box<Self>, write: &mut Write) -> BoxFuture<'_, (bool, Answer)> {
        let Self { work, caller } = *self;
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
                let _ = caller.send(outcome);
            });
            (keep, answer)
        })
    }

    fn refuse(self: Box<Self>, reason: String) {
        let _ = self.caller.send(Err(Error::Unavailable(reason).into()));
    }
}

async fn run(mut write: Write, mut waiting: mpsc::Receiver<Request>) {
    while let Some(first) = waiting.recv().await {
        for _ in 0..YIELDS {
            thread::yield_now();
        }
        let (mut batch, mut closing) = (VecDeque::new(), Vec::new());
        let others = iter::from_fn(|| waiting.try_recv().ok());
        for request in iter::once(first).chain(others).take(BATCH) {
            match request {
                Request::Work(work) => batch.push_back(work),
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
            if let Err(reason) = committed {
                batch.into_iter().for_each(|work| work.refuse(reason.clone()));
            }
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

/// Takes out of the batch what ran, and leaves what did not.
async fn commit(write: &mut Write, batch: &mut Batch, answers: &mut Vec<Answer>) -> Result<(), Error> {
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
async fn run_alone(write: &mut Write, batch: &mut Batch, answers: &mut Vec<Answer>) -> Result<(), Error> {
    let Some(work) = batch.pop_front() else { return write.run("ROLLBACK") };
    let (keep, answer) = work.run(write).await;
    answers.push(answer);
    write.run(if keep { "COMMIT" } else { "ROLLBACK" })
}

async fn run_batch(write: &mut Write, batch: &mut Batch, answers: &mut Vec<Answer>) -> Result<(), Error> {
    write.run("SAVEPOINT work")?;
    while let Some(work) = batch.pop_front() {
        let (keep, answer) = work.run(write).await;
        answers.push(answer);
        // The savepoint stands: empty again for the next, or for COMMIT, which takes it with it.
        if !keep {
            write.run("ROLLBACK TO work")?;
        } else if !batch.is_empty() {
            write.run("RELEASE work")?;
            write.run("SAVEPOINT work")?;
        }
    }
    write.run("COMMIT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{database::sqlite::Use, testing::Scratch};

    async fn nothing(writer: &Writer) -> Result<(), Error> {
        writer.write(|_| Box::pin(async { Ok(()) })).await
    }

    #[tokio::test]
    async fn why_nothing_could_be_begun_is_told_to_whoever_waits() {
        let scratch = Scratch::new();
        let open = || Sqlite::open(&scratch.path().join("doorward.db"), Use::Write).unwrap();
        let (other, writer) = (open(), Writer::start(open()).unwrap());
        other.run("BEGIN IMMEDIATE").unwrap();
        let told = futures_util::future::join(nothing(&writer), nothing(&writer)).await;
        for refused in [told.0, told.1] {
            let Err(Error::Unavailable(reason)) = refused else { panic!("{refused:?}") };
            assert!(reason.contains("locked"), "{reason}");
        }
        other.run("ROLLBACK").unwrap();
        nothing(&writer).await.unwrap();
    }

    #[tokio::test]
    async fn a_writer_that_has_ended_is_known() {
        let scratch = Scratch::new();
        let connection = Sqlite::open(&scratch.path().join("doorward.db"), Use::Write).unwrap();
        let writer = Writer::start(connection).unwrap();
        nothing(&writer).await.unwrap();
        assert!(!writer.has_ended());
        writer.close().await;
        assert!(writer.has_ended());
        assert!(matches!(nothing(&writer).await, Err(Error::Unavailable(_))));
    }
}
