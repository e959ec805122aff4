//! A few threads that do heavy work, and no more than they can.
//!
//! Owns how many there are, how much may wait, and when a thread ends because nobody wants anything of it. What a thread
//! keeps between two jobs (networks) goes when it ends. The thread that was busy last is asked first, so that the others,
//! which are seldom needed, end.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

/// What the pool may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Threads, at most.
    pub(super) threads: usize,
    /// Jobs that wait, at most.
    pub(super) waiting: usize,
    /// How long a thread that has nothing to do stays.
    pub(super) idle: Duration,
}

/// Why a job is not taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// As many wait as may.
    Full,
    /// The system gives no thread.
    NoThread,
}

/// The pool. When it is dropped, threads end once they have done what was given to them.
pub(super) struct Pool<J> {
    shared: Arc<Shared<J>>,
}

struct Shared<J> {
    bounds: Bounds,
    begin: Box<dyn Fn() -> Box<dyn FnMut(J)> + Send + Sync>,
    ended: Box<dyn Fn() + Send + Sync>,
    state: Mutex<State<J>>,
}

struct State<J> {
    threads: usize,
    waiting: VecDeque<J>,
    /// Those who have nothing to do, the last busy one last.
    idle: Vec<(usize, Sender<J>)>,
    /// The name of the next thread.
    next: usize,
    /// Nobody gives jobs any more.
    closed: bool,
}

impl<J: Send + 'static> Pool<J> {
    /// A pool without threads. Each thread calls `begin` first, and does its jobs with what it got; `ended` is called after one
    /// has ended for want of work.
    pub(super) fn new(
        bounds: Bounds,
        begin: impl Fn() -> Box<dyn FnMut(J)> + Send + Sync + 'static,
        ended: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let state = State { threads: 0, waiting: [].into(), idle: Vec::new(), next: 0, closed: false };
        let shared =
            Shared { bounds, begin: Box::new(begin), ended: Box::new(ended), state: Mutex::new(state) };
        Self { shared: Arc::new(shared) }
    }

    /// Has a job done, at once or after those that wait.
    pub(super) fn give(&self, mut job: J) -> Result<(), NotTaken> {
        let mut state = self.shared.state();
        while let Some((_, idle)) = state.idle.pop() {
            match idle.send(job) {
                Ok(()) => return Ok(()),
                Err(mpsc::SendError(back)) => job = back,
            }
        }
        if state.threads < self.shared.bounds.threads {
            let (shared, name) = (self.shared.clone(), state.next);
            let spawned = thread::Builder::new()
                .name(format!("face-{name}"))
                .spawn(move || shared.work(name, job))
                .map_err(|_| NotTaken::NoThread)?;
            drop(spawned);
            state.threads += 1;
            state.next += 1;
            return Ok(());
        }
        if state.waiting.len() >= self.shared.bounds.waiting {
            return Err(NotTaken::Full);
        }
        state.waiting.push_back(job);
        Ok(())
    }

    /// How many threads there are, and how many jobs wait.
    pub(super) fn load(&self) -> (usize, usize) {
        let state = self.shared.state();
        (state.threads, state.waiting.len())
    }
}

impl<J> Drop for Pool<J> {
    fn drop(&mut self) {
        // Without their senders, those who wait for a job end.
        let mut state = self.shared.state();
        state.closed = true;
        state.idle.clear();
    }
}

impl<J> Shared<J> {
    fn state(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(self: Arc<Self>, name: usize, first: J) {
        let mut work = (self.begin)();
        let mut job = Some(first);
        while let Some(present) = job {
            work(present);
            job = self.next(name);
        }
        drop(work);
        (self.ended)();
    }

    /// The next job, or none when there was nothing to do for long. Whoever gets none is no longer counted.
    fn next(&self, name: usize) -> Option<J> {
        let (sender, receiver) = mpsc::channel();
        {
            let mut state = self.state();
            if let Some(job) = state.waiting.pop_front() {
                return Some(job);
            }
            if state.closed {
                state.threads -= 1;
                return None;
            }
            state.idle.push((name, sender));
        }
        match receiver.recv_timeout(self.bounds.idle) {
            Ok(job) => Some(job),
            Err(RecvTimeoutError::Timeout) => {
                let mut state = self.state();
                match state.idle.iter().position(|(idle, _)| *idle == name) {
                    Some(at) => {
                        state.idle.remove(at);
                        state.threads -= 1;
                        None
                    }
                    // Somebody took us for idle meanwhile; the job is on its way.
                    None => receiver.try_recv().ok().or_else(|| {
                        state.threads -= 1;
                        None
                    }),
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.state().threads -= 1;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    type Job = (Receiver<()>, Sender<usize>);

    /// A pool whose jobs wait for a word, then tell how many their thread has done.
    fn pool(threads: usize, waiting: usize, idle: Duration) -> (Pool<Job>, Receiver<()>) {
        let (gone, ended) = channel();
        let gone = Mutex::new(gone);
        let begin = || -> Box<dyn FnMut(Job)> {
            let mut done = 0;
            Box::new(move |(word, tell): Job| {
                let _ = word.recv();
                done += 1;
                let _ = tell.send(done);
            })
        };
        let ended_one = move || gone.lock().unwrap().send(()).unwrap_or_default();
        (Pool::new(Bounds { threads, waiting, idle }, begin, ended_one), ended)
    }

    /// A job, the word that it waits for, and what it tells.
    fn job() -> (Job, Sender<()>, Receiver<usize>) {
        let ((word, waits), (tell, told)) = (channel(), channel());
        ((waits, tell), word, told)
    }

    #[test]
    fn what_is_too_much_is_not_taken() {
        let (pool, _ended) = pool(2, 3, Duration::from_secs(60));
        let jobs: Vec<_> = (0..5)
            .map(|_| {
                let (job, word, told) = job();
                pool.give(job).unwrap();
                (word, told)
            })
            .collect();
        assert_eq!(pool.load(), (2, 3));
        assert_eq!(pool.give(job().0), Err(NotTaken::Full));
        for (word, told) in &jobs {
            word.send(()).unwrap();
            assert!(told.recv_timeout(Duration::from_secs(10)).unwrap() >= 1);
        }
        let (job, word, told) = job();
        pool.give(job).unwrap();
        word.send(()).unwrap();
        assert!(told.recv().unwrap() > 1, "a thread that is there is used again");
        assert_eq!(pool.load(), (2, 0));
    }

    #[test]
    fn threads_end_when_nobody_wants_them_and_come_again() {
        let (pool, ended) = pool(1, 1, Duration::from_millis(20));
        for _ in 0..3 {
            let (job, word, told) = job();
            pool.give(job).unwrap();
            word.send(()).unwrap();
            assert_eq!(told.recv().unwrap(), 1, "a thread of its own, with nothing kept");
            ended.recv_timeout(Duration::from_secs(10)).unwrap();
            assert_eq!(pool.load(), (0, 0));
        }
    }

    #[test]
    fn the_threads_of_a_pool_that_is_gone_end() {
        let (pool, ended) = pool(1, 1, Duration::from_secs(600));
        let (job, word, told) = job();
        pool.give(job).unwrap();
        word.send(()).unwrap();
        told.recv().unwrap();
        drop(pool);
        ended.recv_timeout(Duration::from_secs(10)).unwrap();
    }

    #[test]
    fn no_job_is_lost_while_threads_come_and_go() {
        let (pool, _ended) = pool(2, 1000, Duration::from_micros(50));
        let told: Vec<_> = (0..500)
            .map(|number| {
                let (job, word, told) = job();
                drop(word);
                pool.give(job).unwrap();
                if number % 7 == 0 {
                    thread::sleep(Duration::from_micros(60));
                }
                told
            })
            .collect();
        for told in told {
            told.recv_timeout(Duration::from_secs(10)).unwrap();
        }
    }
}
