//! The section about codes that are a path over a grid of dots.

use std::time::Duration;

use super::section::section;

section! {
    /// Codes that are connected on a grid of dots, sent by mail, or by text message where [sms] is on and the person has proved
    /// a number and chooses it. Waits and limits of sending are those of email_code, and those of [sms].
    DotGrid {
        /// How long a code is good for (NIST SP 800-63B-4 section 3.1.3.2: at most 10 minutes).
        lifetime: Duration = "10m";
        /// Wrong tries after which a code is dead.
        tries: u32 = 5;
    }
}
