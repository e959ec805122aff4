//! Pages beside a recovery: the link of its mail, its end, and the end of a reset.

use serde::Serialize;

use super::View;

/// The link of the mail was opened; nothing happened yet.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecoverLink {
    /// The journey's id.
    pub journey: String,
    /// The token against forged posts.
    pub csrf: String,
    /// The code; empty if the link holds none.
    pub code: String,
    /// It was opened in another browser than the one that asked.
    pub elsewhere: bool,
}

/// The password is changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Recovered {
    /// The sign-in that waits.
    pub waits: Option<String>,
}

/// Stop a reset? Asks before it acts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StopReset {
    /// The token against forged posts.
    pub csrf: String,
    /// Whose account.
    pub account: String,
    /// Which reset.
    pub reset: String,
    /// The secret of the link.
    pub token: String,
    /// It is done.
    pub done: bool,
}

impl View for RecoverLink {
    fn template(&self) -> String {
        "recover/link.html".into()
    }
}

impl View for Recovered {
    fn template(&self) -> String {
        "recover/done.html".into()
    }
}

impl View for StopReset {
    fn template(&self) -> String {
        "recover/stop_reset.html".into()
    }
}
