//! The section about the admin side.

use std::time::Duration;

use super::section::section;

section! {
    /// The admin side: the console below /admin and the API below /api/v1.
    Admin {
        /// How old the proofs of a sign-in may be there; then they are asked for again.
        proof_age: Duration = "12h";
        /// Requests that one caller of the API may make in a minute.
        requests_per_minute: u32 = 600;
    }
}
