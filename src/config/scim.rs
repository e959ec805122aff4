//! The section about provisioning by SCIM.

use super::section::section;

section! {
    /// Provisioning by SCIM 2.0, below /scim/v2.
    Scim {
        /// Whether the e-mail addresses that come this way count as proved. Say so only if whoever provisions has proved them: by a
        /// proved address somebody can choose a new password.
        vouches_for_email: bool = false;
        /// Requests that one client may make in a minute.
        requests_per_minute: u32 = 3000;
    }
}
