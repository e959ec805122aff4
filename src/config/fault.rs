//! What is wrong with a configuration: every fault, where it stands, and what was probably meant.

use std::fmt;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of the configuration file.
    Line(String, usize),
    /// An environment variable.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(file, line) => write!(formatter, "{file}:{line}"),
            Self::Variable(name) => formatter.write_str(name),
        }
    }
}

/// One thing that is wrong; shows as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it was written; nowhere when a setting is missing or has its default.
    pub origin: Option<Origin>,
    /// What is wrong; opens with the setting's name and never holds a secret.
    pub message: String,
}

impl Fault {
    /// A fault, and where what caused it was written.
    pub fn new(origin: Option<Origin>, message: impl Into<String>) -> Self {
        Self { origin, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Some(origin) => write!(formatter, "{origin}: {}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

/// Everything that is wrong with a configuration, one line each. Never empty when it is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// `value` if there is nothing wrong.
    pub(super) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.0.iter().enumerate() {
            if number > 0 {
                formatter.write_str("\n")?;
            }
            fault.fmt(formatter)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// The candidate that `word` was probably meant to be.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (likeness(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// How alike two dotted names are; the same last part in another section counts for much.
fn likeness(word: &str, candidate: &str) -> f64 {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let whole = strsim::normalized_damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase());
    whole.max(strsim::normalized_damerau_levenshtein(&last(word), &last(candidate)) * 0.9)
}
