//! The page of the console that brings accounts in and gives them out.

use serde::Serialize;

use super::{AdminFrame, View};

/// The forms, and what came of the last one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminTransfer {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The formats that are understood.
    pub formats: Vec<&'static str>,
    /// The one that was chosen.
    pub format: String,
    /// Whether every address is taken as proved.
    pub vouch: bool,
    /// How a Firebase project hashes, as typed.
    pub parameters: String,
    /// The largest file, in megabytes.
    pub megabytes: usize,
    /// What was found in the file.
    pub report: Option<ImportReport>,
    /// Whether its accounts are here now.
    pub imported: bool,
}

/// What was found in a file.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// Whether nothing is wrong with it.
    pub clean: bool,
    /// Accounts without a fault of their own.
    pub accounts: u64,
    /// Those that may not sign in.
    pub disabled: u64,
    /// Those that come without a password.
    pub without_password: u64,
    /// Authenticator apps that come along.
    pub seeds: u64,
    /// Passwords by how they are hashed.
    pub schemes: Vec<ImportScheme>,
    /// What is wrong, line by line.
    pub faults: Vec<ImportFault>,
    /// Faults that are not in the list.
    pub more: u64,
}

/// A scheme of hashing and how many passwords have it.
#[derive(Clone, Debug, Serialize)]
pub struct ImportScheme {
    /// Its name.
    pub name: &'static str,
    /// How many.
    pub count: u64,
}

/// A fault.
#[derive(Clone, Debug, Serialize)]
pub struct ImportFault {
    /// Its line, or the number of its record.
    pub number: u64,
    /// What is wrong, as the command line says it.
    pub fault: String,
}

impl View for AdminTransfer {
    fn template(&self) -> String {
        "admin/transfer.html".into()
    }
}
