//! A few threads of their own for work that is slow on purpose. They are hired when there is work and go home when there is
//! none for a while, and with them what they keep for the next piece (the memory of a slow hash).
//!
//! The runtime's own blocking threads would do the work as well, but any of dozens takes the next piece, and each would come
//! to hold that memory. Whoever is done takes the next piece from the queue by itself: to be handed it by a task of the
//! runtime would be to wait for that task's turn, on a machine whose cores are all at slow work.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use crate::system::turns;

/// How long a thread waits for more work.
const PATIENCE: Duration = Duration::from_secs(5);

type Work = Box<dyn FnOnce() + Send>;

/// Threads that share one queue; clones share them.
#[derive(Clone)]
pub(super) struct Crew(Arc<Shared>);

struct Shared {
    /// The most threads there are.
    most: usize,
    state: Mutex<State>,
    more: Condvar,
}

#[derive(Default)]
struct State {
    /// Each with its number, in their order.
    queue: VecDeque<(u64, Work)>,
    /// The number of the next.
    next: u64,
    /// Threads there are, and those of them that wait for work.
    threads: usize,
    waiting: usize,
}

/// Work that was handed over. Dropped before it was begun, the work is withdrawn and dropped too.
#[must_use]
pub(super) struct Handed {
    number: u64,
    shared: Arc<Shared>,
}

impl Drop for Handed {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        let found = state.queue.iter().position(|(number, _)| *number == self.number);
        let withdrawn = found.and_then(|at| state.queue.remove(at));
        drop(state);
        drop(withdrawn);
    }
}

impl Crew {
    /// A crew of `most` threads at most.
    pub(super) fn new(most: usize) -> Self {
        Self(Arc::new(Shared { most, state: Mutex::default(), more: Condvar::new() }))
    }

    /// Has `work` done in its turn. Whoever calls bounds how much is in the queue; `work` does not panic.
    ///
    /// # Errors
    /// The system gives no thread; the work is dropped.
    pub(super) fn hand(&self, work: impl FnOnce() + Send + 'static) -> io::Result<Handed> {
        let mut state = self.0.lock();
        let number = state.next;
        state.next += 1;
        state.queue.push_back((number, Box::new(work)));
        if state.waiting >= state.queue.len() {
            drop(state);
            self.0.more.notify_one();
        } else if state.threads < self.0.most {
            let shared = Arc::clone(&self.0);
            match thread::Builder::new().name("slow work".into()).spawn(move || shared.work()) {
                Ok(_) => state.threads += 1,
                // Those that are at work will come to it.
                Err(_) if state.threads > 0 => {}
                Err(error) => {
                    state.queue.clear();
                    return Err(error);
                }
            }
        }
        Ok(Handed { number, shared: Arc::clone(&self.0) })
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        turns::take_long_ones();
        let mut state = self.lock();
        loop {
            if let Some((_, work)) = state.queue.pop_front() {
                drop(state);
                work();
                state = self.lock();
                continue;
            }
            state.waiting += 1;
            let (next, timeout) = self
                .more
                .wait_timeout_while(state, PATIENCE, |state| state.queue.is_empty())
                .unwrap_or_else(PoisonError::into_inner);
            state = next;
            state.waiting -= 1;
            if timeout.timed_out() && state.queue.is_empty() {
                state.threads -= 1;
                return;
            }
        }
    }
}

impl std::fmt::Debug for Crew {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Crew")
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::mpsc};

    use super::*;

    #[test]
    fn work_one_after_another_is_done_by_one_thread() {
        let crew = Crew::new(4);
        let (said, heard) = mpsc::channel();
        let mut threads = BTreeSet::new();
        for _ in 0..50 {
            let said = said.clone();
            let _handed =
                crew.hand(move || said.send(format!("{:?}", thread::current().id())).unwrap()).unwrap();
            threads.insert(heard.recv().unwrap());
            // It counts as waiting a moment after its answer.
            while crew.0.lock().waiting == 0 {
                thread::yield_now();
            }
        }
        assert_eq!(threads.len(), 1, "{threads:?}");
    }

    #[test]
    fn work_at_the_same_time_is_done_at_the_same_time() {
        let crew = Crew::new(3);
        let meeting = Arc::new(std::sync::Barrier::new(4));
        let meets = || {
            let meeting = Arc::clone(&meeting);
            crew.hand(move || {
                meeting.wait();
            })
        };
        let _handed: Vec<_> = (0..3).map(|_| meets().unwrap()).collect();
        meeting.wait();
    }

    #[test]
    fn more_work_than_threads_is_done_in_turn_and_what_was_withdrawn_is_not() {
        let crew = Crew::new(1);
        let (began, beginning) = mpsc::channel();
        let (release, held) = mpsc::channel::<()>();
        let (said, heard) = mpsc::channel();
        let first = move || {
            began.send(()).unwrap();
            held.recv().unwrap();
        };
        let _first = crew.hand(first).unwrap();
        beginning.recv().unwrap();
        let mut handed: Vec<_> = (0..4)
            .map(|number| {
                let said = said.clone();
                crew.hand(move || said.send(number).unwrap()).unwrap()
            })
            .collect();
        drop((handed.remove(1), said));
        assert_eq!(crew.0.lock().queue.len(), 3, "nothing is left of it");
        release.send(()).unwrap();
        assert_eq!(heard.iter().collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(crew.0.lock().threads, 1);
    }
}
