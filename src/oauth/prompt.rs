//! `prompt` (OpenID Connect Core 3.1.2.1): what the person must, or must not, be shown.

use serde::{Deserialize, Serialize};

/// The values that are understood wherever there are accounts.
const ALWAYS: [&str; 4] = ["none", "login", "consent", "select_account"];
/// The one of Initiating User Registration via OpenID Connect 1.0, where everybody may make an account.
const CREATE: &str = "create";

/// `prompt_values_supported`.
pub fn supported(registers: bool) -> Vec<&'static str> {
    ALWAYS.into_iter().chain(registers.then_some(CREATE)).collect()
}

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
    /// Let the person make an account.
    #[serde(default)]
    pub create: bool,
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
    /// Reads the parameter. Where nobody may make an account, `create` is as unknown as any other word.
    pub fn parse(text: &str, registers: bool) -> Result<Self, Refused> {
        let mut prompt = Self::default();
        for value in text.split(' ').filter(|value| !value.is_empty()) {
            match value {
                "none" => prompt.none = true,
                "login" => prompt.login = true,
                "consent" => prompt.consent = true,
                "select_account" => prompt.select_account = true,
                CREATE if registers => prompt.create = true,
                _ => return Err(Refused::Unknown),
            }
        }
        if prompt.none && (prompt.login || prompt.consent || prompt.select_account || prompt.create) {
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
        assert!(Prompt::parse("none", true).unwrap().none);
        for text in ["none login", "consent none", "select_account none", "none create"] {
            assert_eq!(Prompt::parse(text, true), Err(Refused::NoneWithOthers), "{text}");
        }
    }

    #[test]
    fn the_other_values_combine_and_letter_case_counts() {
        let prompt = Prompt::parse("login consent select_account", false).unwrap();
        assert!(prompt.login && prompt.consent && prompt.select_account && !prompt.none);
        assert_eq!(Prompt::parse("", false), Ok(Prompt::default()));
        for text in ["Login", "create", "none,login", "login\tconsent"] {
            assert_eq!(Prompt::parse(text, false), Err(Refused::Unknown), "{text}");
        }
    }

    #[test]
    fn an_account_is_made_only_where_everybody_may() {
        assert!(Prompt::parse("create", true).unwrap().create);
        assert_eq!(Prompt::parse("create", false), Err(Refused::Unknown));
        assert!(supported(true).contains(&"create") && !supported(false).contains(&"create"));
    }
}
