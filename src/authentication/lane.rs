//! The bounded lane for hashing: as many at a time as there are workers, a bounded number waiting, the rest told to
//! come back. A flood of sign-ins costs memory and latency up to a limit and never the whole machine.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use tokio::sync::{Semaphore, oneshot};

use super::crew::Crew;

/// How long somebody waits who finds the lane full: about what a full queue takes to empty.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Why work was not done.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The queue is full.
    #[error("too many are waiting")]
    Busy {
        /// When to try again.
        retry_after: Duration,
    },
    /// The work panicked, or the program is ending.
    #[error("the work was lost")]
    Lost,
}

/// A lane; clones share it.
#[derive(Clone, Debug)]
pub struct Lane {
    /// One for each place, at work or waiting.
    places: Arc<Semaphore>,
    crew: Crew,
}

impl Lane {
    /// A lane where `workers` work at the same time and `queue` more may wait.
    pub fn new(workers: usize, queue: usize) -> Self {
        let workers = workers.max(1);
        Self {
            places: Arc::new(Semaphore::new(workers.saturating_add(queue).min(Semaphore::MAX_PERMITS))),
            crew: Crew::new(workers),
        }
    }

    /// Does `work` on a thread of the lane when its turn comes.
    ///
    /// A caller that goes away while waiting frees its place at once; one that goes away later leaves the work to
    /// end, and its place is taken until then.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place =
            self.places.clone().try_acquire_owned().map_err(|_| Error::Busy { retry_after: RETRY_AFTER })?;
        let (answer, outcome) = oneshot::channel();
        let handed = self.crew.hand(move || {
            let outcome = catch_unwind(AssertUnwindSafe(work));
            drop(place);
            if let Ok(outcome) = outcome {
                // Whoever asked may have gone.
                let _ = answer.send(outcome);
            }
        });
        // Held until the answer comes: a caller that goes away drops it.
        let _handed = handed.map_err(|_| Error::Lost)?;
        outcome.await.map_err(|_| Error::Lost)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    };

    use super::*;

    /// Starts work that lasts until the sender is used or dropped.
    fn hold(lane: &Lane) -> (tokio::task::JoinHandle<Result<(), Error>>, mpsc::Sender<()>) {
        let (release, held) = mpsc::channel();
        let lane = lane.clone();
        let task = tokio::spawn(async move { lane.run(move || held.recv().unwrap_or(())).await });
        (task, release)
    }

    async fn until(lane: &Lane, free: usize) {
        while lane.places.available_permits() != free {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn more_than_the_lane_holds_are_told_to_come_back() {
        let lane = Lane::new(1, 2);
        let held: Vec<_> = (0..3).map(|_| hold(&lane)).collect();
        until(&lane, 0).await;
        assert_eq!(lane.run(|| ()).await, Err(Error::Busy { retry_after: RETRY_AFTER }));
        for (task, release) in held {
            drop(release);
            assert_eq!(task.await.unwrap(), Ok(()));
        }
        assert_eq!(lane.run(|| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn one_who_leaves_while_waiting_frees_the_place() {
        let lane = Lane::new(1, 1);
        let (working, release) = hold(&lane);
        until(&lane, 1).await;
        let (waiting, _release) = hold(&lane);
        until(&lane, 0).await;
        waiting.abort();
        until(&lane, 1).await;
        let (next, free) = hold(&lane);
        drop((release, free));
        assert_eq!((working.await.unwrap(), next.await.unwrap()), (Ok(()), Ok(())));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn never_more_work_at_a_time_than_there_are_workers() {
        let lane = Lane::new(2, 100);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let tasks: Vec<_> = (0..40)
            .map(|_| {
                let (lane, now, most) = (lane.clone(), now.clone(), most.clone());
                tokio::spawn(async move {
                    lane.run(move || {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(1));
                        now.fetch_sub(1, Ordering::SeqCst);
                    })
                    .await
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_and_frees_the_place() {
        let lane = Lane::new(1, 0);
        assert_eq!(lane.run(|| panic!("expected")).await, Err::<(), _>(Error::Lost));
        assert_eq!(lane.run(|| 1).await, Ok(1));
    }
}
