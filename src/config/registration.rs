//! The section about people who make their own accounts.

use std::time::Duration;

use super::{section::section, setting::choice};

choice! {
    /// Who may make an account of their own.
    RegistrationMode {
        /// Nobody: an operator makes accounts.
        Off = "off",
        /// Whoever holds an invitation.
        Invitation = "invitation",
        /// Everybody.
        On = "on",
    }
}

section! {
    /// People who make their own accounts. Nobody does before an operator says so: who may have an account here is the
    /// operator's decision.
    Registration {
        /// "off", "invitation" (`doorward account invite`) or "on". Only with "on" applications may send people to register
        /// (`prompt=create`, Initiating User Registration via OpenID Connect 1.0).
        mode: RegistrationMode = "off";
        /// What people are asked beside their address: "name", "given_name", "family_name", "nickname", "birthdate", "locale",
        /// and "phone", which they prove by a code (needs [sms]).
        require: Vec<String> = [];
        /// The version of the terms that they accept; it is kept with the time. Who registered under another version is asked
        /// again at the next sign-in. Without it they accept none.
        terms_version: Option<String>, such as "2026-11";
        /// Where those terms stand.
        terms_uri: Option<String>, such as "https://example.org/terms";
        /// Factors that a new account is offered beside those it needs; the first that the browser can take into use.
        offer: Vec<String> = ["passkey", "face"];
        /// How long an invitation works.
        invitation_lifetime: Duration = "7d";
    }
}

impl Registration {
    /// What can be asked for.
    pub const ATTRIBUTES: [&str; 7] =
        ["name", "given_name", "family_name", "nickname", "birthdate", "locale", "phone"];

    /// Whether anybody may.
    pub fn is_on(&self) -> bool {
        self.mode == RegistrationMode::On
    }
}
