//! The pages of the console about accounts.

use serde::Serialize;

use super::{AdminFrame, AttributeField, View};
use crate::clock::Timestamp;

/// All accounts, or those that were searched for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminAccounts {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// What was searched for.
    pub q: String,
    /// Whether another may be made.
    pub may_change: bool,
    /// They.
    pub accounts: Vec<AccountLine>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// An account in the list.
#[derive(Clone, Debug, Serialize)]
pub struct AccountLine {
    /// Its identifier.
    pub id: String,
    /// Its user name.
    pub username: String,
    /// The name of its person; may be empty.
    pub full_name: String,
    /// Its address; may be empty.
    pub email: String,
    /// It may not sign in.
    pub disabled: bool,
}

/// Makes an account.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminAccountNew {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// What was typed.
    pub form: AccountForm,
}

/// What can be said of an account.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AccountForm {
    /// Its user name.
    pub username: String,
    /// The name of its person.
    pub full_name: String,
    /// Its address.
    pub email: String,
    /// The address was proved, or somebody vouches for it.
    pub email_verified: bool,
    /// Its phone number.
    pub phone: String,
    /// Its groups, one a line.
    pub groups: String,
    /// What else it says.
    pub attributes: Vec<AttributeField>,
}

/// An account.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminAccount {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Its identifier.
    pub id: String,
    /// Its user name.
    pub username: String,
    /// The version that its form changes.
    pub version: i64,
    /// It may not sign in.
    pub disabled: bool,
    /// The role of its person; may be empty.
    pub own_role: &'static str,
    /// The roles that can be given by who looks; none for who may give none.
    pub roles: Vec<&'static str>,
    /// Whether it may be changed by who looks.
    pub may_change: bool,
    /// Whether its person may be helped by who looks.
    pub may_help: bool,
    /// Its ways to sign in may not be changed.
    pub frozen: bool,
    /// When a reset opens.
    pub reset_opens_at: Option<Timestamp>,
    /// When it is to be erased.
    pub leaves_at: Option<Timestamp>,
    /// Ways to sign in.
    pub factors: Vec<AccountFactor>,
    /// The kinds of them of which all can be removed.
    pub removable: Vec<String>,
    /// Where it is signed in.
    pub sessions: Vec<AccountSession>,
    /// What can be changed.
    pub form: AccountForm,
}

/// A way to sign in.
#[derive(Clone, Debug, Serialize)]
pub struct AccountFactor {
    /// The kind of factor.
    pub kind: String,
    /// What its owner calls it.
    pub called: String,
    /// It can be used.
    pub usable: bool,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

/// Where it is signed in.
#[derive(Clone, Debug, Serialize)]
pub struct AccountSession {
    /// Browser and system, as far as they say.
    pub label: String,
    /// The network address.
    pub address: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last seen.
    pub last_seen_at: Timestamp,
}

impl View for AdminAccounts {
    fn template(&self) -> String {
        "admin/accounts.html".into()
    }
}

impl View for AdminAccountNew {
    fn template(&self) -> String {
        "admin/account_new.html".into()
    }
}

impl View for AdminAccount {
    fn template(&self) -> String {
        "admin/account.html".into()
    }
}
