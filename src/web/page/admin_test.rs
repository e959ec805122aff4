//! The page of the console that shows what a client was given when it was tried out.

use serde::Serialize;

use super::{AdminFrame, View};
use crate::clock::Timestamp;

/// What came of trying a client out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminClientTest {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Which client; empty if nothing came of it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why it was refused.
    pub refused: Option<TestRefusal>,
    /// What was granted.
    pub scope: String,
    /// Whether there was a refresh token.
    pub refresh: bool,
    /// The tokens.
    pub tokens: Vec<TestToken>,
}

/// A refusal, as the client would be told.
#[derive(Clone, Debug, Serialize)]
pub struct TestRefusal {
    /// The code of the error.
    pub code: String,
    /// Its description.
    pub description: String,
}

/// A token without its signature.
#[derive(Clone, Debug, Serialize)]
pub struct TestToken {
    /// `id_token` or `access_token`.
    pub name: &'static str,
    /// Its header as JSON; empty for an opaque one.
    pub header: String,
    /// Its claims as JSON; empty for an opaque one.
    pub claims: String,
    /// What was held against it.
    pub checks: Vec<TestCheck>,
    /// Until when it would have been good.
    pub expires_at: Option<Timestamp>,
}

/// Something that was held against a token.
#[derive(Clone, Debug, Serialize)]
pub struct TestCheck {
    /// What: `verified`, `nonce` or `at_hash`.
    pub name: &'static str,
    /// Whether it stood.
    pub good: bool,
}

impl View for AdminClientTest {
    fn template(&self) -> String {
        "admin/client_test.html".into()
    }
}
