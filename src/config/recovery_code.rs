//! The section about recovery codes.

use super::section::section;

section! {
    /// Recovery codes: for the day when nothing else is at hand. They are hashed at the cost of passwords.
    RecoveryCode {
        /// How many are made at a time; each works once.
        count: u32 = 10;
        /// At how many the account page advises to make new ones.
        warn_at: u32 = 3;
    }
}
