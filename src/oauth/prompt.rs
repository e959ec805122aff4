//! `prompt` (OpenID Connect Core 3.1.2.1): what the person must, or must not, be shown.

use serde::{Deserialize, Serialize};

/// The values that are understood, for `prompt_values_supported`.
pub const SUPPORTED: [&str; 4] = ["none", "login", "consent", "select_account"];

/// What the client asked for; all false when it said nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// Show nothing; answer with an error instead.
    pub none: bool,
    /// Authenticate anew.
    pub login: bool,
    /// Ask for permission even if it was given before.
    pub consent: bool,
    /// Let the person choose the account.
    pub select_account: bool,
}

/// Why a prompt is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Initiating User Registration 1.0 section 4.1.1: a value that is not supported.
    #[error("prompt holds a value that is not supported")]
    Unknown,
    /// `none` with another value.
    #[error("prompt=none cannot be combined with other values")]
    NoneWithOthers,
}

impl Prompt {
    /// Reads the parameter.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let mut prompt = Self::default();
        for value in text.split(' ').filter(|value| !value.is_empty()) {
            match value {
                "none" => prompt.none = true,
                "login" => prompt.login = true,
                "consent" => prompt.consent = true,
                "select_account" => prompt.select_account = true,
                _ => return Err(Refused::Unknown),
            }
        }
        if prompt.none && (prompt.login || prompt.consent || prompt.select_account) {
            return Err(Refused::NoneWithOthers);
        }
        Ok(prompt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_stands_alone() {
        assert!(Prompt::parse("none").unwrap().none);
        for text in ["none login", "consent none", "select_account none"] {
            assert_eq!(Prompt::parse(text), Err(Refused::NoneWithOthers), "{text}");
        }
    }

    #[test]
    fn the_other_values_combine_and_letter_case_counts() {
        let prompt = Prompt::parse("login consent select_account").unwrap();
        assert!(prompt.login && prompt.consent && prompt.select_account && !prompt.none);
        assert_eq!(Prompt::parse(""), Ok(Prompt::default()));
        for text in ["Login", "create", "none,login", "login\tconsent"] {
            assert_eq!(Prompt::parse(text), Err(Refused::Unknown), "{text}");
        }
    }
}
