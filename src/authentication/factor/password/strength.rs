//! What speaks against a new password (NIST SP 800-63B-4 section 3.1.1.2): its length, that everybody or this very person
//! uses it, that it is quickly guessed, that it was stolen. No rule asks for kinds of characters.

use zxcvbn::feedback::Warning;

use super::{Password, PasswordHash, Settings, common::is_common, normalise};
use crate::authentication::factor::Reason;

/// Why a new password is not taken; each is shown to the person (NIST SP 800-63B-4 section 3.1.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than this many characters.
    #[error("it has fewer than {0} characters")]
    TooShort(u32),
    /// More than this many characters.
    #[error("it has more than {0} characters")]
    TooLong(u32),
    /// Hardly more than the name, the address or the host.
    #[error("it is hardly more than a name that belongs to the account or to this service")]
    Obvious,
    /// Among the most used.
    #[error("it is one of the most used passwords")]
    Common,
    /// Quickly guessed, and by what.
    #[error("it is quickly guessed: {0}")]
    Guessable(Pattern),
    /// In a list of stolen ones.
    #[error("it is in a list of stolen passwords")]
    Stolen,
    /// The list of stolen ones cannot be read.
    #[error("the list of stolen passwords (password.breached_file) cannot be read")]
    Unchecked,
    /// The account had it before.
    #[error("it was used before")]
    Former,
}

/// What makes a password quickly guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Keys that lie side by side.
    Keyboard,
    /// The same again and again.
    Repeat,
    /// As in 6543 or abc.
    Sequence,
    /// A day or a year.
    Date,
    /// Somebody's name.
    Name,
    /// One word, or what many use with little changed.
    Word,
    /// Nothing in particular.
    Other,
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Keyboard => "keys side by side",
            Self::Repeat => "a repetition",
            Self::Sequence => "a sequence",
            Self::Date => "a date",
            Self::Name => "a name",
            Self::Word => "a word, or what many use with little changed",
            Self::Other => "too little in it is unforeseen",
        })
    }
}

impl From<Weakness> for Reason {
    fn from(weakness: Weakness) -> Self {
        let key = match weakness {
            Weakness::TooShort(_) => "error-password-short",
            Weakness::TooLong(_) => "error-password-long",
            Weakness::Obvious => "error-password-obvious",
            Weakness::Common => "error-password-common",
            Weakness::Guessable(Pattern::Keyboard) => "error-password-keyboard",
            Weakness::Guessable(Pattern::Repeat) => "error-password-repeat",
            Weakness::Guessable(Pattern::Sequence) => "error-password-sequence",
            Weakness::Guessable(Pattern::Date) => "error-password-date",
            Weakness::Guessable(Pattern::Name) => "error-password-name",
            Weakness::Guessable(Pattern::Word) => "error-password-word",
            Weakness::Guessable(Pattern::Other) => "error-password-guessable",
            Weakness::Stolen => "error-password-stolen",
            Weakness::Unchecked => "error-password-unchecked",
            Weakness::Former => "error-password-former",
        };
        Self { key, field: super::FIELD }
    }
}

impl Password {
    /// What speaks against a new password.
    pub fn weaknesses(&self, plain: &str, alone: bool, context: &[&str]) -> Vec<Weakness> {
        let settings = self.settings();
        let Settings { max_length, min_score, .. } = *settings;
        if self.endless(plain) {
            return vec![Weakness::TooLong(max_length)];
        }
        let plain = normalise(plain);
        let length = u32::try_from(plain.chars().count()).unwrap_or(u32::MAX);
        let least = settings.least(alone);
        let mut weaknesses = Vec::new();
        if length < least {
            weaknesses.push(Weakness::TooShort(least));
        }
        if length > max_length {
            weaknesses.push(Weakness::TooLong(max_length));
        }
        if obvious(&plain, context) {
            weaknesses.push(Weakness::Obvious);
        }
        if !weaknesses.is_empty() {
            return weaknesses;
        }
        if is_common(&plain) {
            weaknesses.push(Weakness::Common);
        } else if let Some(pattern) = guessable(&plain, context, min_score) {
            weaknesses.push(Weakness::Guessable(pattern));
        }
        match settings.breached.as_ref().map(|breached| breached.holds(&plain)) {
            None | Some(Ok(false)) => {}
            Some(Ok(true)) => weaknesses.push(Weakness::Stolen),
            Some(Err(error)) => {
                tracing::error!(%error, "password.breached_file cannot be read");
                weaknesses.push(Weakness::Unchecked);
            }
        }
        weaknesses
    }

    /// Whether it is one of those that the account had. Costs a hash for each.
    ///
    /// # Errors
    /// When it cannot be hashed (out of memory).
    pub fn was_used(&self, plain: &str, former: &[PasswordHash]) -> Result<bool, argon2::Error> {
        let (normal, settings) = (normalise(plain), self.settings());
        for hash in former {
            if hash.is_of(plain, &normal, &settings.pepper)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What makes it quickly guessed, by the estimate of zxcvbn (0 to 4); it looks at the first 100 characters.
fn guessable(plain: &str, context: &[&str], min_score: u8) -> Option<Pattern> {
    let words = words(context);
    let names: Vec<&str> = words.iter().map(String::as_str).chain(context.iter().copied()).collect();
    let estimate = zxcvbn::zxcvbn(plain, &names);
    if u8::from(estimate.score()) >= min_score {
        return None;
    }
    Some(match estimate.feedback().and_then(|feedback| feedback.warning()) {
        Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => {
            Pattern::Keyboard
        }
        Some(
            Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        ) => Pattern::Repeat,
        Some(Warning::SequencesLikeAbcAreEasyToGuess) => Pattern::Sequence,
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => Pattern::Date,
        Some(
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => Pattern::Name,
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword
            | Warning::AWordByItselfIsEasyToGuess,
        ) => Pattern::Word,
        None => Pattern::Other,
    })
}

/// Whether little remains once the context is taken out.
fn obvious(plain: &str, context: &[&str]) -> bool {
    const LEAST_REST: usize = 4;
    let mut rest = plain.to_lowercase();
    let words = words(context);
    let found = words.iter().any(|word| rest.contains(word));
    for word in &words {
        rest = rest.replace(word, "");
    }
    found && rest.chars().filter(|character| character.is_alphabetic()).count() < LEAST_REST
}

/// The words of the context, the longest first.
fn words(context: &[&str]) -> Vec<String> {
    const SHORTEST_WORD: usize = 3;
    let mut words: Vec<String> = context
        .iter()
        .flat_map(|name| name.split(|character: char| !character.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}
