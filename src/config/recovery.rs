//! The section about getting back into an account.

use std::time::Duration;

use super::section::section;

section! {
    /// Getting back into an account. Its owner chooses a new password with a mailed code and the second factors; for whoever
    /// lost those an operator begins a reset (`doorward account reset`).
    Recovery {
        /// How long the owner can stop a reset before it opens.
        reset_wait: Duration = "24h";
        /// How long it then stands open.
        reset_open: Duration = "7d";
    }
}
