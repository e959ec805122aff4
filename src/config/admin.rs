//! The section about the admin side.

use std::{net::SocketAddr, time::Duration};

use super::section::section;

section! {
    /// The admin side: the console below /admin and the API below /api/v1.
    Admin {
        /// How old the proofs of a sign-in may be there; then they are asked for again.
        proof_age: Duration = "12h";
        /// Requests that one caller of the API may make in a minute.
        requests_per_minute: u32 = 600;
        /// Largest file of accounts that the API imports, in bytes. While it is read it lies in the directory for temporary
        /// files (TMPDIR), which must have the room, for two at a time.
        max_import: u32 = 2000000000;
        /// Address and port of the admin side. With it, listener.address serves neither the console nor the API nor the first
        /// owner's link, and this one serves them beside everything else, under the same name: TLS, trusted proxies and limits
        /// are those of [listener]. Without it everything is served at listener.address.
        listen: Option<SocketAddr>, such as "10.0.0.5:8443";
        /// Settings of the policy that the admin side must leave as they are written here: their names, or those of their
        /// sections. Without this it may set what `doorward policy show` lists.
        fixed_settings: Vec<String> = [], such as ["session", "policy.levels"];
    }
}
