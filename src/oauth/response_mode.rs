//! `response_mode`: how an authorization response travels (OAuth 2.0 Multiple Response Type Encoding Practices 2.1,
//! OAuth 2.0 Form Post Response Mode), in the open or as a signed JWT (JARM 2.3).

use serde::{Deserialize, Serialize};

/// The modes that are understood, for `response_modes_supported`.
pub const SUPPORTED: [&str; 7] =
    ["query", "fragment", "form_post", "jwt", "query.jwt", "fragment.jwt", "form_post.jwt"];

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

/// The mode called exactly `name`, and whether its parameters come in a JWT. Where `name` leaves the mode open (`jwt`) it is
/// the `usual` one of the response type.
pub fn parse(name: &str, usual: ResponseMode) -> Option<(ResponseMode, bool)> {
    Some(match name {
        "query" => (ResponseMode::Query, false),
        "fragment" => (ResponseMode::Fragment, false),
        "form_post" => (ResponseMode::FormPost, false),
        "jwt" => (usual, true),
        "query.jwt" => (ResponseMode::Query, true),
        "fragment.jwt" => (ResponseMode::Fragment, true),
        "form_post.jwt" => (ResponseMode::FormPost, true),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_supported_mode_is_understood_and_nothing_else() {
        assert!(SUPPORTED.iter().all(|name| parse(name, ResponseMode::Query).is_some()));
        assert_eq!(parse("jwt", ResponseMode::Fragment), Some((ResponseMode::Fragment, true)));
        for name in ["", "Query", "web_message", "JWT", "query.", ".jwt", "form_post.jwt.jwt"] {
            assert_eq!(parse(name, ResponseMode::Query), None);
        }
    }
}
