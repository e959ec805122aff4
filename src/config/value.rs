//! A value as it was written: TOML with its order and its lines kept.
//!
//! `toml::Value` forgets both; the order of assurance levels means something, and a fault names its line.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// One TOML value; tables keep the order in which they were written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number without a fraction.
    Whole(i64),
    /// `true` or `false`.
    Truth(bool),
    /// An array.
    List(Vec<Value>),
    /// A table: each key with its value and the byte at which the key stands.
    Table(Vec<(String, Value, usize)>),
    /// What no setting takes (a fraction, a date, a number beyond 64 bits), as it was written.
    Other(String),
}

impl Value {
    /// Reads one TOML value, such as `["a", "b"]`.
    pub fn parse(text: &str) -> Result<Self, String> {
        DeValue::parse(text)
            .map(|value| Self::from(value.get_ref()))
            .map_err(|error| error.message().to_owned())
    }

    /// Reads a TOML document; all its faults, each with the byte at which it stands.
    pub fn parse_document(text: &str) -> (Self, Vec<(String, usize)>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let faults = errors
            .iter()
            .map(|error| (error.message().replace('\n', ", "), error.span().map_or(0, |span| span.start)))
            .collect();
        (Self::from(table.get_ref()), faults)
    }

    /// The value as one line of TOML, to be quoted in a fault.
    pub fn quoted(&self) -> String {
        match self {
            Self::Text(text) => quote(text),
            Self::Whole(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::quoted).collect::<Vec<_>>().join(", "))
            }
            Self::Table(_) => "a table".to_owned(),
            Self::Other(text) => text.clone(),
        }
    }
}

/// `text` as a TOML string.
pub fn quote(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

impl From<&DeTable<'_>> for Value {
    fn from(table: &DeTable<'_>) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), Self::from(value.get_ref()), key.span().start))
            .collect();
        entries.sort_by_key(|(_, _, at)| *at);
        Self::Table(entries)
    }
}

impl From<&DeValue<'_>> for Value {
    fn from(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| Self::Other(number.as_str().to_owned()), Self::Whole),
            DeValue::Float(number) => Self::Other(number.as_str().to_owned()),
            DeValue::Boolean(truth) => Self::Truth(*truth),
            DeValue::Datetime(moment) => Self::Other(moment.to_string()),
            DeValue::Array(items) => Self::List(items.iter().map(Spanned::get_ref).map(Self::from).collect()),
            DeValue::Table(table) => Self::from(table),
        }
    }
}
