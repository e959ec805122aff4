//! The page of the console about what a sign-in must prove.

use serde::Serialize;

use super::{AdminFrame, FieldOption, View};
use crate::clock::Timestamp;

/// The levels, and what would be asked of somebody.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminPolicy {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The levels, from the weakest to the strongest.
    pub levels: Vec<PolicyLevel>,
    /// The version that counts.
    pub newest: PolicyVersionLine,
    /// Whether they may set it.
    pub may_change: bool,
    /// Who is asked about, as typed.
    pub account: String,
    /// At which client, as typed.
    pub client: String,
    /// Which levels are asked for, as typed.
    pub acr: String,
    /// From which address, as typed.
    pub address: String,
    /// How a sign-in would go.
    pub played: Option<PlayedSignIn>,
}

/// A version, with the name of who made it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PolicyVersionLine {
    /// Its number; 0 is the configuration alone.
    pub number: i64,
    /// When it was made.
    pub at: Option<Timestamp>,
    /// Who made it; empty for whoever holds the machine.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The version that it returned to.
    pub restores: Option<i64>,
}

/// The form that sets the policy.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminPolicyEdit {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The version that the form was made from.
    pub version: i64,
    /// All that can be set.
    pub groups: Vec<PolicyGroup>,
    /// Why, as typed.
    pub reason: String,
    /// Whether what would change was looked at.
    pub reviewed: bool,
    /// What would change.
    pub changes: Vec<PolicyChange>,
    /// Who is asked about, as typed.
    pub account: String,
    /// At which client, as typed.
    pub client: String,
    /// Which levels are asked for, as typed.
    pub acr: String,
    /// From which address, as typed.
    pub address: String,
    /// How a sign-in would go under the draft.
    pub played: Option<PlayedSignIn>,
}

/// Fields that stand together.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyGroup {
    /// The ending of the key of its heading.
    pub heading: &'static str,
    /// The fields.
    pub fields: Vec<PolicyField>,
}

/// A setting in the form.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyField {
    /// Its name.
    pub setting: &'static str,
    /// The ending of the key of its label.
    pub label: String,
    /// How it is written: `line`, `lines`, `switch` or `choice`.
    pub kind: &'static str,
    /// What its lines are: `levels`, `map`, `conditions` or `list`; empty for one that has none.
    pub table: &'static str,
    /// How many lines it shows.
    pub rows: usize,
    /// What can be chosen.
    pub options: Vec<FieldOption>,
    /// What is written in it.
    pub value: String,
    /// Whether the version that counts sets it.
    pub set: bool,
    /// Whether the configuration keeps it to itself.
    pub fixed: bool,
    /// Whether the draft changes it.
    pub changed: bool,
}

/// A setting, or an entry of one, that differs.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyChange {
    /// Which setting.
    pub setting: String,
    /// The ending of the key of its label.
    pub label: String,
    /// Which of its entries, where it has some.
    pub entry: Option<String>,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// The history.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminPolicyHistory {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The versions, the newest first.
    pub versions: Vec<PolicyVersionLine>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A version and what differs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminPolicyVersion {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The version.
    pub line: PolicyVersionLine,
    /// The version that it is compared with.
    pub compared: i64,
    /// What differs between the two.
    pub changes: Vec<PolicyChange>,
    /// The version that counts.
    pub newest: i64,
    /// What returning to it would change.
    pub ahead: Vec<PolicyChange>,
    /// Whether they may return to it, and it would change something.
    pub may_restore: bool,
    /// Why, as typed.
    pub reason: String,
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

impl View for AdminPolicyEdit {
    fn template(&self) -> String {
        "admin/policy_edit.html".into()
    }
}

impl View for AdminPolicyHistory {
    fn template(&self) -> String {
        "admin/policy_history.html".into()
    }
}

impl View for AdminPolicyVersion {
    fn template(&self) -> String {
        "admin/policy_version.html".into()
    }
}
