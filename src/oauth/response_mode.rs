//! `response_mode`: how an authorization response travels (OAuth 2.0 Multiple Response Type Encoding Practices 2.1,
//! OAuth 2.0 Form Post Response Mode).

use serde::{Deserialize, Serialize};

/// The modes that are understood, for `response_modes_supported`.
pub const SUPPORTED: [&str; 3] = ["query", "fragment", "form_post"];

/// How the answer travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    /// In the query of the redirect URI: the default for `code`.
    #[default]
    Query,
    /// In its fragment.
    Fragment,
    /// In a form that the browser posts.
    FormPost,
}

impl ResponseMode {
    /// The mode called exactly `name`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "query" => Some(Self::Query),
            "fragment" => Some(Self::Fragment),
            "form_post" => Some(Self::FormPost),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_supported_mode_is_understood_and_nothing_else() {
        assert!(SUPPORTED.iter().all(|name| ResponseMode::parse(name).is_some()));
        for name in ["", "Query", "web_message", "jwt", "form_post.jwt"] {
            assert_eq!(ResponseMode::parse(name), None);
        }
    }
}
