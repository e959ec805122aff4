//! What every delivery does after a failure: how long it waits, and what it keeps of the reason.

use std::time::Duration;

use crate::random::Random;

/// Characters that are kept of an error.
const ERROR_LENGTH: usize = 300;

/// The wait after the try number `attempts`: `first`, four times as long after each next one, at most `longest`; shortened
/// by chance by up to a half, so that a crowd does not come back at once.
pub(super) fn wait(attempts: i64, first: Duration, longest: Duration, random: &Random) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 10)).unwrap_or(0) * 2;
    let whole = first.saturating_mul(1 << doublings).min(longest);
    let half = u32::try_from(whole.as_millis() / 2).unwrap_or(0);
    whole.saturating_sub(Duration::from_millis(u64::from(random.below(half))))
}

/// An error as it is kept: one line, and not a long one.
pub fn shorten(error: &str) -> String {
    error.chars().filter(|character| !character.is_control()).take(ERROR_LENGTH).collect()
}
