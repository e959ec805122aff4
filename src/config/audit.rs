//! The section about the audit log.

use std::time::Duration;

use super::section::section;

section! {
    /// The log of what happened.
    Audit {
        /// How long it is kept. What is older goes, and a signed statement stays in its place; 0s keeps everything.
        retention: Duration = "400d";
    }
}
