//! `response_type`: what an authorization response carries (OAuth 2.0 Multiple Response Type Encoding Practices 3 and 5).
//!
//! Anything but `code` puts tokens into the browser. RFC 9700 section 2.1.2 advises against it, so it exists behind one
//! switch (`oauth.front_channel_tokens`).

use serde::{Deserialize, Serialize};

/// Through the token endpoint alone.
pub const CODE: [&str; 1] = ["code"];
/// With the switch, all six that OpenID Connect Core 3 knows.
pub const ALL: [&str; 6] =
    ["code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"];

/// What is asked for. `code` by default, as a request of an older journey means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseType {
    /// An authorization code.
    pub code: bool,
    /// An access token.
    pub token: bool,
    /// An ID token.
    pub id_token: bool,
}

impl Default for ResponseType {
    fn default() -> Self {
        Self { code: true, token: false, id_token: false }
    }
}

impl ResponseType {
    /// Reads one of the six; the order of its words does not count (RFC 6749 section 3.1.1).
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        let has = |word: &str| words.contains(&word);
        let read = Self { code: has("code"), token: has("token"), id_token: has("id_token") };
        let counted = [read.code, read.token, read.id_token].into_iter().filter(|there| *there).count();
        // A word twice or an unknown one makes the numbers differ; `token` alone is no OpenID Connect.
        (counted == words.len() && (read.code || read.id_token)).then_some(read)
    }

    /// The same in the order of [`ALL`].
    pub fn name(self) -> &'static str {
        match (self.code, self.id_token, self.token) {
            (true, false, false) => "code",
            (true, true, false) => "code id_token",
            (true, false, true) => "code token",
            (true, true, true) => "code id_token token",
            (false, _, true) => "id_token token",
            (false, _, false) => "id_token",
        }
    }

    /// Whether any token comes back through the browser.
    pub fn is_front_channel(self) -> bool {
        self.token || self.id_token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_are_read_in_any_order_and_nothing_else() {
        for name in ALL {
            assert_eq!(ResponseType::parse(name).unwrap().name(), name);
        }
        assert_eq!(ResponseType::parse("token code id_token").unwrap().name(), "code id_token token");
        assert_eq!(ResponseType::parse("token id_token").unwrap().name(), "id_token token");
        for name in
            ["", "token", "none", "Code", "code code", "code  token", "code none", "code,token", " code"]
        {
            assert_eq!(ResponseType::parse(name), None, "{name:?}");
        }
        assert_eq!(ResponseType::default().name(), "code");
    }
}
