//! What a person says of themselves, and the proof of an address that is to become theirs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Console, View};

/// The standard claims, as a form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Profile {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// Their user name.
    pub username: String,
    /// What stands in each field, by the name of its claim.
    pub fields: BTreeMap<&'static str, String>,
    /// What else their account says.
    pub attributes: Vec<AttributeField>,
    /// The names of time zones.
    pub zones: Vec<&'static str>,
    /// Where their picture is, if it is one of ours.
    pub picture: Option<String>,
    /// Most bytes of a new one, in megabytes.
    pub max_mb: usize,
    /// Their e-mail address.
    pub email: ProfileContact,
    /// Their phone number; none where no codes can be sent to one.
    pub phone: Option<ProfileContact>,
}

/// A field for what an account says beside the standard claims.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AttributeField {
    /// Its `id` and name.
    pub id: String,
    /// What people read.
    pub label: String,
    /// The type of its values, as the configuration calls it.
    pub kind: &'static str,
    /// What stands in it.
    pub value: String,
    /// Whether who looks may write it.
    pub editable: bool,
    /// Most characters of a text.
    pub longest: usize,
}

/// An address that codes go to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProfileContact {
    /// The present one.
    pub address: Option<String>,
    /// It was proved.
    pub verified: bool,
    /// One that waits for its code.
    pub waiting: Option<String>,
    /// What was typed for a new one, beside what is wrong with it.
    pub typed: String,
}

/// Asks for the code that was sent to a new address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ContactChange {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub console: Console,
    /// `email` or `phone`.
    pub contact: &'static str,
    /// Where the code went.
    pub address: String,
}

impl View for Profile {
    fn template(&self) -> String {
        "account/profile.html".into()
    }
}

impl View for ContactChange {
    fn template(&self) -> String {
        "account/contact.html".into()
    }
}
