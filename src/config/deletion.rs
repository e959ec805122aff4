//! The section about people who want their account erased.

use std::time::Duration;

use super::section::section;

section! {
    /// Accounts whose people want them erased.
    Deletion {
        /// How long that can be taken back, by signing in. Then the account and all that is its own goes for good.
        grace: Duration = "14d";
    }
}
