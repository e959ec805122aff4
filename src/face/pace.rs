//! How many frames of a second are looked at, by when they came.

use std::time::Duration;

/// Admits so many frames a second on average, no two of them nearer than half of their usual distance, and none that came
/// while another was in work (the generic cell rate algorithm of ITU-T I.371, with one period of jitter allowed).
#[derive(Debug)]
pub struct Pace {
    period: Duration,
    due: Duration,
    last: Option<Duration>,
    busy_until: Duration,
}

impl Pace {
    /// So many a second.
    pub fn new(frames_per_second: u32) -> Self {
        let period = Duration::from_secs(1) / frames_per_second.max(1);
        Self { period, due: Duration::ZERO, last: None, busy_until: Duration::ZERO }
    }

    /// Whether the frame that came at `at` is looked at.
    pub fn admits(&mut self, at: Duration) -> bool {
        let near = self.last.is_some_and(|last| at < last + self.period / 2);
        if near || at < self.busy_until || at + self.period < self.due {
            return false;
        }
        self.last = Some(at);
        self.due = self.due.max(at) + self.period;
        true
    }

    /// The last one was in work until `until`.
    pub fn worked(&mut self, until: Duration) {
        self.busy_until = until;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the frames that come every `interval` milliseconds for ten seconds, a little early or late, are looked
    /// at when each takes `work`.
    fn admitted(interval: u64, work: u64) -> usize {
        let mut pace = Pace::new(10);
        let arrivals = (0..10_000 / interval)
            .map(|n| Duration::from_millis(n * interval + [0, 9, 4, 12][n as usize % 4]));
        arrivals
            .filter(|at| {
                let admitted = pace.admits(*at);
                if admitted {
                    pace.worked(*at + Duration::from_millis(work));
                }
                admitted
            })
            .count()
    }

    #[test]
    fn at_most_ten_frames_a_second_are_looked_at() {
        for interval in [10, 33, 40, 67, 83, 100] {
            let count = admitted(interval, 40);
            assert!((95..=102).contains(&count), "{interval}: {count}");
        }
        assert_eq!(admitted(125, 40), 80);
    }

    #[test]
    fn what_comes_while_a_frame_is_in_work_is_dropped() {
        assert!((38..=50).contains(&admitted(33, 200)), "{}", admitted(33, 200));
        let mut pace = Pace::new(10);
        assert!(pace.admits(Duration::ZERO));
        pace.worked(Duration::from_millis(400));
        assert!(!pace.admits(Duration::from_millis(300)));
        assert!(pace.admits(Duration::from_millis(401)));
        assert!(
            pace.admits(Duration::from_millis(470)) ^ pace.admits(Duration::from_millis(500)),
            "no catching up"
        );
    }
}
