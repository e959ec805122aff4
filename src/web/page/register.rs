//! The pages of a registration that a sign-in does not have.

use serde::Serialize;

use super::{Flow, View};

/// Which address?
#[derive(Clone, Debug, Default, Serialize)]
pub struct Register {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// What was typed before, or hinted.
    pub typed: String,
}

/// What a new account is asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Details {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The claims, in order.
    pub claims: Vec<Claim>,
    /// The terms to accept.
    pub terms: Option<Terms>,
}

/// A standard claim that is asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// `name`, `given_name`, `family_name`, `nickname`, `birthdate` or `locale`.
    pub name: String,
    /// What was typed before.
    pub value: String,
}

/// Terms.
#[derive(Clone, Debug, Serialize)]
pub struct Terms {
    /// Which.
    pub version: String,
    /// Where they stand.
    pub uri: String,
}

/// Which number, and which code was sent there?
#[derive(Clone, Debug, Default, Serialize)]
pub struct Number {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The number that a code was sent to.
    pub waiting: Option<String>,
}

impl View for Register {
    fn template(&self) -> String {
        "register/address.html".into()
    }
}

impl View for Details {
    fn template(&self) -> String {
        "register/details.html".into()
    }
}

impl View for Number {
    fn template(&self) -> String {
        "register/number.html".into()
    }
}
