//! Why a step of a journey cannot be taken, apart from an answer that was wrong.

use std::time::Duration;

use crate::storage;

/// Why the guide cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such journey, or no longer.
    #[error("this sign-in has expired")]
    Gone,
    /// It lapsed, and can be begun again there.
    #[error("this sign-in has expired")]
    Lapsed(String),
    /// It belongs to another browser.
    #[error("this sign-in belongs to another browser")]
    OtherBrowser,
    /// Another request advanced it meanwhile.
    #[error("another request was faster")]
    Raced,
    /// Too much work waits; try again after this.
    #[error("busy")]
    Busy(Duration),
    /// The database.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// A record cannot be read, or a factor broke its word.
    #[error("{0}")]
    Faulty(String),
}
