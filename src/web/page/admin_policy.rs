//! The page of the console about what a sign-in must prove.

use serde::Serialize;

use super::{AdminFrame, View};

/// The levels, and what would be asked of somebody.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminPolicy {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The levels, from the weakest to the strongest.
    pub levels: Vec<PolicyLevel>,
    /// Who is asked about, as typed.
    pub account: String,
    /// At which client, as typed.
    pub client: String,
    /// Which levels are asked for, as typed.
    pub acr: String,
    /// How a sign-in would go.
    pub played: Option<PlayedSignIn>,
}

/// A level.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyLevel {
    /// Its `acr` value.
    pub acr: String,
    /// The chains that reach it.
    pub chains: Vec<Vec<Vec<String>>>,
    /// It is the one where nothing else is said.
    pub usual: bool,
    /// It is the one that administering needs.
    pub administers: bool,
}

/// How a sign-in would go.
#[derive(Clone, Debug, Serialize)]
pub struct PlayedSignIn {
    /// What would be asked.
    pub questions: Vec<PlayedQuestion>,
    /// Whether it would end well.
    pub succeeds: bool,
    /// The level that would be reached.
    pub acr: String,
    /// The levels that are needed, and who needs them.
    pub needs: Vec<(String, &'static str)>,
}

/// A question that would be put.
#[derive(Clone, Debug, Serialize)]
pub struct PlayedQuestion {
    /// Which factor.
    pub kind: String,
    /// What would do instead.
    pub others: Vec<String>,
    /// It would be set up first.
    pub enrols: bool,
}

impl View for AdminPolicy {
    fn template(&self) -> String {
        "admin/policy.html".into()
    }
}
