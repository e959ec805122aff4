//! Time as an argument: the one place that reads the system's clock.
//!
//! Owns [`Timestamp`] and [`Clock`]. Everything else is handed a clock or a moment, so that a test decides what time
//! it is and no answer depends on when a line happened to run.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Stored as BIGINT.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `seconds` after the epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Whole seconds since the epoch, rounded down: the NumericDate of RFC 7519 section 2.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Milliseconds since the epoch.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// As RFC 3339 writes it, to the second and in UTC.
    pub fn to_rfc3339(self) -> String {
        time::OffsetDateTime::from_unix_timestamp(self.seconds())
            .ok()
            .and_then(|moment| moment.format(&time::format_description::well_known::Rfc3339).ok())
            .unwrap_or_else(|| self.seconds().to_string())
    }

    /// As RFC 3339 writes it, to the millisecond and in UTC.
    pub fn to_rfc3339_exactly(self) -> String {
        time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.milliseconds()) * 1_000_000)
            .ok()
            .and_then(|moment| moment.format(&time::format_description::well_known::Rfc3339).ok())
            .unwrap_or_default()
    }

    /// Reads a moment of RFC 3339.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let moment =
            time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
        Some(Self::from_seconds(moment.unix_timestamp()))
    }

    /// This moment moved later; saturates instead of overflowing.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// This moment moved earlier; saturates instead of overflowing.
    #[must_use]
    pub fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long ago `earlier` was; zero if it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// Where the time comes from: the system, or a test.
#[derive(Clone, Debug, Default)]
pub struct Clock(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still at `at` until [`Clock::advance`] moves it. Clones share it.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Source::Fixed(Arc::new(AtomicI64::new(at.0))))
    }

    /// Now.
    #[allow(clippy::disallowed_methods)] // the one place
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => {
                let since =
                    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Source::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock forward; does nothing to the system's.
    pub fn advance(&self, span: Duration) {
        if let Source::Fixed(at) = &self.0 {
            at.fetch_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::fixed(Timestamp::from_seconds(1_000));
        let twin = clock.clone();
        assert_eq!(clock.now().seconds(), 1_000);
        clock.advance(Duration::from_millis(1_500));
        assert_eq!(twin.now().seconds(), 1_001);
        assert_eq!(twin.now().since(Timestamp::from_seconds(1_000)), Duration::from_millis(1_500));
        assert_eq!(Timestamp::from_seconds(1).since(Timestamp::from_seconds(2)), Duration::ZERO);
    }
}
