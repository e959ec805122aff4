//! The section about clients that register themselves.

use super::{section::section, setting::choice};

choice! {
    /// Who may register a client.
    ClientRegistrationMode {
        /// Nobody.
        Off = "off",
        /// Who shows an initial access token.
        Token = "token",
        /// Anybody, within limits; an initial access token lifts them.
        Open = "open",
    }
}

section! {
    /// Clients that register themselves (RFC 7591, OpenID Connect Registration 1.0) and manage what they registered
    /// (RFC 7592). They are never first-party: people are asked for consent, and their names are not vouched for.
    ClientRegistration {
        /// "off", "token" (who shows one of `doorward client invite`), or "open".
        mode: ClientRegistrationMode = "off";
        /// Registrations tried without a token from one network (IPv4 /32, IPv6 /64) in an hour.
        per_network_per_hour: u32 = 20;
        /// Clients that may have registered themselves; beyond it a token is needed.
        most_clients: u32 = 10000;
    }
}
