//! What a connection is doing, so that one which only waits, or dawdles over a head, can be closed.
//!
//! hyper's own header timeout sets and drops a timer for every request and cannot tell waiting from dawdling. Here
//! a request costs two stores, and the connection's task looks now and then.

use std::{
    sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    time::Duration,
};

use tokio::time::Instant;

/// One connection's doings.
pub(super) struct Activity {
    opened: Instant,
    /// Milliseconds from `opened` to the last change between waiting, reading a head and answering.
    since: AtomicU64,
    /// Part of a head has come. Never set on HTTP/2, where pings arrive on idle connections too.
    reading: AtomicBool,
    watches_heads: bool,
    in_flight: AtomicU32,
}

/// What the connection's task should do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A head has not come whole in its time.
    Dawdling,
    /// Nothing was asked for long enough.
    Idle,
    LookAgain(Instant),
}

impl Activity {
    /// A connection just opened: its first head is awaited.
    pub(super) fn new(watches_heads: bool) -> Self {
        Self {
            opened: Instant::now(),
            since: AtomicU64::new(0),
            reading: AtomicBool::new(true),
            watches_heads,
            in_flight: AtomicU32::new(0),
        }
    }

    fn mark(&self) {
        let elapsed = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.since.store(elapsed, Ordering::Relaxed);
    }

    /// Bytes came.
    pub(super) fn read(&self) {
        if self.watches_heads
            && self.in_flight.load(Ordering::Relaxed) == 0
            && !self.reading.swap(true, Ordering::Relaxed)
        {
            self.mark();
        }
    }

    /// A piece of a long answer is on its way.
    pub(super) fn goes_on(&self) {
        self.mark();
    }

    /// A request is being answered until the guard is dropped.
    pub(super) fn begin(&self) -> Busy<'_> {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        Busy(self)
    }

    /// Whether the connection has used up its time; `head` for a head, `idle` between requests.
    pub(super) fn verdict(&self, now: Instant, head: Duration, idle: Duration) -> Verdict {
        if self.in_flight.load(Ordering::Relaxed) > 0 {
            return Verdict::LookAgain(now + head.min(idle));
        }
        let reading = self.reading.load(Ordering::Relaxed);
        let allowed = if reading { head } else { idle };
        let deadline = self.opened + Duration::from_millis(self.since.load(Ordering::Relaxed)) + allowed;
        match deadline <= now {
            true if reading => Verdict::Dawdling,
            true => Verdict::Idle,
            // An idle connection may begin a head before its own deadline: look at least that often.
            false => Verdict::LookAgain(deadline.min(now + head)),
        }
    }
}

/// See [`Activity::begin`].
pub(super) struct Busy<'a>(&'a Activity);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.reading.store(false, Ordering::Relaxed);
        self.0.mark();
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: Duration = Duration::from_secs(10);
    const IDLE: Duration = Duration::from_secs(75);

    #[test]
    fn a_head_has_its_time_and_waiting_has_another() {
        let activity = Activity::new(true);
        let after = |span: Duration| activity.verdict(Instant::now() + span, HEAD, IDLE);
        assert!(matches!(after(HEAD / 2), Verdict::LookAgain(_)));
        assert_eq!(after(HEAD), Verdict::Dawdling);

        let busy = activity.begin();
        assert!(matches!(after(IDLE * 2), Verdict::LookAgain(_)), "a request in flight is not idle");
        drop(busy);
        assert!(matches!(after(HEAD * 2), Verdict::LookAgain(_)), "waiting is no dawdling");
        assert_eq!(after(IDLE), Verdict::Idle);

        activity.read();
        assert_eq!(after(HEAD), Verdict::Dawdling, "the second head has no more time than the first");
    }
}
