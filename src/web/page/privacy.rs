//! What is kept of somebody, and erasing it.

use serde::Serialize;

use super::{Console, Flow, View};
use crate::clock::Timestamp;

/// Taking one's data along, and leaving.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Privacy {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// The leave to fetch the data, once the proofs are made.
    pub export: Option<String>,
    /// For how many days an erasure can be taken back.
    pub days: u64,
}

/// "Your account will be erased."
#[derive(Clone, Debug, Default, Serialize)]
pub struct Leaving {
    /// For how many days that can be taken back.
    pub days: u64,
}

/// "Do you want to stay?"
#[derive(Clone, Debug, Default, Serialize)]
pub struct Stay {
    /// What every page of a journey shows.
    #[serde(flatten)]
    pub flow: Flow,
    /// When the account is to be erased.
    pub due_at: Timestamp,
}

impl View for Privacy {
    fn template(&self) -> String {
        "account/privacy.html".into()
    }
}

impl View for Leaving {
    fn template(&self) -> String {
        "account/leaving.html".into()
    }
}

impl View for Stay {
    fn template(&self) -> String {
        "account/stay.html".into()
    }
}
