//! A few threads of their own for work that is slow on purpose. They are hired when there is work and go home when there is
//! none for a while, and with them what they keep for the next piece (the memory of a slow hash).
//!
//! The runtime's own blocking threads would do the work as well, but any of dozens takes the next piece, and each would come
//! to hold that memory.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// How long a thread waits for more work.
const PATIENCE: Duration = Duration::from_secs(5);

type Work = Box<dyn FnOnce() + Send>;

/// Threads that share one queue; clones share them.
#[derive(Clone, Default)]
pub(super) struct Crew(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    more: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Work>,
    /// Threads there are, and those of them that wait for work.
    threads: usize,
    waiting: usize,
}

impl Crew {
    /// Has `work` done by a thread that waits, else by a new one. Whoever calls bounds how much is under way; `work` does
    /// not panic.
    ///
    /// # Errors
    /// The system gives no thread; the work is dropped.
    pub(super) fn hand(&self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut state = self.0.lock();
        state.queue.push_back(Box::new(work));
        if state.waiting >= state.queue.len() {
            drop(state);
            self.0.more.notify_one();
            return Ok(());
        }
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
        Ok(())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        let mut state = self.lock();
        loop {
            if let Some(work) = state.queue.pop_front() {
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
        let crew = Crew::default();
        let (said, heard) = mpsc::channel();
        let mut threads = BTreeSet::new();
        for _ in 0..50 {
            let said = said.clone();
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
        let crew = Crew::default();
        let meeting = Arc::new(std::sync::Barrier::new(4));
        for _ in 0..3 {
            let meeting = Arc::clone(&meeting);
            crew.hand(move || {
                meeting.wait();
            })
            .unwrap();
        }
        meeting.wait();
    }
}
