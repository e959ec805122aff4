//! The section about codes sent by text message.

use std::time::Duration;

use super::section::section;

section! {
    /// Six-digit codes sent by text message; there are none while sms.transport is "off". Waits before another one are those of
    /// email_code, and limits those of [sms].
    SmsCode {
        /// How long a code is good for (NIST SP 800-63B-4 section 3.1.3.2: at most 10 minutes).
        lifetime: Duration = "10m";
        /// Wrong tries after which a code is dead.
        tries: u32 = 5;
    }
}
