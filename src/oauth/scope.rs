//! Scopes: RFC 6749 section 3.3, with those of OpenID Connect Core 5.4 and 11.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Asks for OpenID Connect at all.
pub const OPENID: &str = "openid";
/// Asks for a refresh token that outlives the session (OpenID Connect Core 11).
pub const OFFLINE_ACCESS: &str = "offline_access";
/// The scopes every installation knows.
pub const STANDARD: [&str; 7] = [OPENID, "profile", "email", "address", "phone", "groups", OFFLINE_ACCESS];

const MOST_CHARACTERS: usize = 2_000;
const MOST_SCOPES: usize = 100;

/// A set of scopes in the order they were named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Scopes(Vec<String>);

/// Why a text is no list of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// A character outside `%x21 / %x23-5B / %x5D-7E`.
    #[error("scope holds a character that RFC 6749 section 3.3 forbids")]
    Character,
    /// More than anybody needs.
    #[error("scope is too long")]
    TooLong,
}

impl Scopes {
    /// Reads scopes from strangers. Each counts once; more than one space between them is forgiven.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if text.len() > MOST_CHARACTERS {
            return Err(Malformed::TooLong);
        }
        if !text.bytes().all(|byte| byte == b' ' || is_scope_character(byte)) {
            return Err(Malformed::Character);
        }
        let scopes = Self::from(text.to_owned());
        if scopes.0.len() > MOST_SCOPES { Err(Malformed::TooLong) } else { Ok(scopes) }
    }

    /// Whether `scope` is among them.
    pub fn contains(&self, scope: &str) -> bool {
        self.0.iter().any(|own| own == scope)
    }

    /// Whether all of them are among `others`.
    pub fn is_subset_of(&self, others: &Self) -> bool {
        self.0.iter().all(|own| others.contains(own))
    }

    /// Those that `keep` wants.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|own| keep(own)).cloned().collect())
    }

    /// These and `others`, each once.
    #[must_use]
    pub fn union(&self, others: &Self) -> Self {
        self.iter().chain(others.iter()).collect()
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// RFC 6749 section 3.3: a character of a scope token.
fn is_scope_character(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E)
}

impl<'a> FromIterator<&'a str> for Scopes {
    fn from_iter<I: IntoIterator<Item = &'a str>>(scopes: I) -> Self {
        let mut unique: Vec<String> = Vec::new();
        for scope in scopes {
            if !unique.iter().any(|own| own == scope) {
                unique.push(scope.to_owned());
            }
        }
        Self(unique)
    }
}

/// Scopes of our own making (the database, a client's registration).
impl From<String> for Scopes {
    fn from(text: String) -> Self {
        text.split(' ').filter(|scope| !scope.is_empty()).collect()
    }
}

impl From<&str> for Scopes {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<Scopes> for String {
    fn from(scopes: Scopes) -> Self {
        scopes.to_string()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scopes_keep_their_order_and_count_once() {
        let scopes = Scopes::parse("email openid  email profile ").unwrap();
        assert_eq!(scopes.to_string(), "email openid profile");
        assert!(Scopes::from("openid").is_subset_of(&scopes));
        assert!(!Scopes::from("openid phone").is_subset_of(&scopes));
        assert_eq!(serde_json::to_string(&scopes).unwrap(), "\"email openid profile\"");
        assert_eq!(scopes.union(&Scopes::from("phone email")).to_string(), "email openid profile phone");
    }

    #[test]
    fn what_the_clause_forbids_is_refused() {
        for text in ["a\"b", "a\\b", "a\tb", "a\nb", "é", "a\u{7f}", "a\0"] {
            assert_eq!(Scopes::parse(text), Err(Malformed::Character), "{text:?}");
        }
        assert_eq!(Scopes::parse(&"a".repeat(2_001)), Err(Malformed::TooLong));
        let many: Vec<String> = (0..101).map(|n| n.to_string()).collect();
        assert_eq!(Scopes::parse(&many.join(" ")), Err(Malformed::TooLong));
        assert!(Scopes::parse("   ").unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn parsing_is_total_and_what_it_accepts_reads_back(text in ".{0,80}") {
            if let Ok(scopes) = Scopes::parse(&text) {
                prop_assert_eq!(Scopes::parse(&scopes.to_string()).unwrap(), scopes);
            }
        }

        #[test]
        fn every_token_of_the_grammar_is_accepted(tokens in prop::collection::vec("[!#-\\[\\]-~]{1,12}", 1..10)) {
            let scopes = Scopes::parse(&tokens.join(" ")).unwrap();
            prop_assert!(tokens.iter().all(|token| scopes.contains(token)));
        }
    }
}
