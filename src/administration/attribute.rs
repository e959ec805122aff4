//! What accounts say beside the standard claims: values held to what the configuration declares of them (`[profile.attributes]`).
//!
//! Owns which values can stand and whose hand may write them, and how a value is written as text in forms, tables and commands.
//! Declarations are the configuration's, and when values are released is `oauth`'s. What was stored under an older declaration
//! stays until it is changed.

use std::{collections::HashSet, fmt};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::{Error, profile::is_plain};
use crate::{
    config::{AttributeEditor, AttributeType, Attributes as Declared},
    storage::account::Attributes,
};

/// Longest text, most lines of a list and longest one, in characters; longest JSON, and all of an account together, in bytes.
pub const LONGEST_TEXT: usize = 500;
const MOST_LINES: usize = 100;
const LONGEST_LINE: usize = 200;
const LONGEST_JSON: usize = 4_096;
const LARGEST: usize = 16_384;
/// How deep JSON may be.
const DEEPEST: u32 = 8;

/// Whose hand writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The account's own person.
    Person,
    /// An admin.
    Admin,
    /// An import of accounts.
    Import,
}

impl Hand {
    /// Whether it may write what this is the editor of.
    pub fn may(self, editor: AttributeEditor) -> bool {
        match self {
            Self::Person => editor == AttributeEditor::Person,
            Self::Admin => editor != AttributeEditor::Import,
            Self::Import => true,
        }
    }
}

/// Why a value cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No such attribute is declared.
    Unknown,
    /// Others write it: who.
    Beyond(AttributeEditor),
    /// It is of another type.
    Type(AttributeType),
    /// It is too long.
    Long,
    /// It holds characters that nobody sees.
    Characters,
    /// A list has too many lines.
    Many,
    /// JSON is too deep.
    Deep,
    /// All of an account together are too large.
    TooMuch,
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whose value it is: the attribute's name.
    pub name: String,
    /// Why.
    pub why: Why,
}

impl Fault {
    /// What to tell the account's person: a key of the locales.
    pub fn key(&self) -> &'static str {
        match self.why {
            Why::Type(AttributeType::Number) => "error-attribute-number",
            Why::Type(AttributeType::Json) => "error-attribute-json",
            Why::Unknown | Why::Beyond(_) | Why::Type(_) => "error-attribute-type",
            Why::Long => "error-profile-long",
            Why::Characters => "error-profile-characters",
            Why::Many | Why::Deep | Why::TooMuch => "error-attribute-much",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "attributes.{} ", self.name)?;
        match self.why {
            Why::Unknown => out.write_str("is not declared in [profile.attributes]"),
            Why::Beyond(AttributeEditor::Import) => out.write_str("is set by imports alone"),
            Why::Beyond(editor) => write!(out, "is set by others (edit = \"{}\")", editor.name()),
            Why::Type(AttributeType::List) => out.write_str("is no list of strings"),
            Why::Type(AttributeType::Json) => out.write_str("is no JSON"),
            Why::Type(kind) => write!(out, "is no {}", kind.name()),
            Why::Long => out.write_str("is too long"),
            Why::Characters => out.write_str("holds control characters, or others that nobody sees"),
            Why::Many => write!(out, "has more than {MOST_LINES} entries"),
            Why::Deep => write!(out, "is deeper than {DEEPEST}"),
            Why::TooMuch => {
                write!(out, "is too much: the attributes of an account have {LARGEST} bytes at most")
            }
        }
    }
}

impl From<Vec<Fault>> for Error {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Invalid(faults.iter().map(ToString::to_string).collect())
    }
}

/// The attributes that an account may have, if `hand` writes `wanted` where `before` stood. What stays as it was is not judged.
///
/// # Errors
/// Every fault.
pub fn checked(
    declared: &Declared,
    before: &Attributes,
    wanted: Attributes,
    hand: Hand,
) -> Result<Attributes, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut kept = Attributes::new();
    for (name, before) in before.iter().filter(|(name, _)| wanted.get(*name).is_none_or(Value::is_null)) {
        // What is declared no more may be tidied away, but not by a form that does not show it.
        let why = match declared.get(name) {
            Some(attribute) if !hand.may(attribute.editor) => Some(Why::Beyond(attribute.editor)),
            None if hand == Hand::Person => Some(Why::Unknown),
            _ => None,
        };
        if let Some(why) = why {
            faults.push(Fault { name: name.clone(), why });
            kept.insert(name.clone(), before.clone());
        }
    }
    for (name, value) in wanted {
        if value.is_null() || before.get(&name) == Some(&value) {
            if !value.is_null() {
                kept.insert(name, value);
            }
            continue;
        }
        let stands = match declared.get(&name) {
            None => Err(Why::Unknown),
            Some(attribute) if !hand.may(attribute.editor) => Err(Why::Beyond(attribute.editor)),
            Some(attribute) => stands(attribute.kind, value),
        };
        match stands {
            Ok(Some(value)) => drop(kept.insert(name, value)),
            Ok(None) => {}
            Err(why) => faults.push(Fault { name, why }),
        }
    }
    let size = |(name, value): (&String, &Value)| name.len().saturating_add(value.to_string().len());
    if kept.iter().map(size).sum::<usize>() > LARGEST {
        let largest = kept.iter().max_by_key(|entry| size(*entry));
        faults.extend(largest.map(|(name, _)| Fault { name: name.clone(), why: Why::TooMuch }));
    }
    if faults.is_empty() { Ok(kept) } else { Err(faults) }
}

/// The value as it is kept, if it can stand; nothing if it says nothing.
fn stands(kind: AttributeType, value: Value) -> Result<Option<Value>, Why> {
    let value = match (kind, value) {
        (AttributeType::Text, Value::String(text)) => line(&text, LONGEST_TEXT)?.map(Value::String),
        (AttributeType::Number, Value::Number(number)) => Some(Value::Number(number)),
        (AttributeType::Truth, Value::Bool(truth)) => Some(Value::Bool(truth)),
        (AttributeType::List, Value::Array(items)) => lines(items)?,
        (AttributeType::Json, value) => json(value)?,
        _ => return Err(Why::Type(kind)),
    };
    Ok(value)
}

fn line(text: &str, most: usize) -> Result<Option<String>, Why> {
    // More is not even looked at.
    if text.len() > most.saturating_mul(8) {
        return Err(Why::Long);
    }
    let text: String = text.trim().nfc().collect();
    if text.chars().count() > most {
        return Err(Why::Long);
    }
    if is_plain(&text) { Ok(Some(text).filter(|text| !text.is_empty())) } else { Err(Why::Characters) }
}

fn lines(items: Vec<Value>) -> Result<Option<Value>, Why> {
    if items.len() > MOST_LINES {
        return Err(Why::Many);
    }
    let (mut seen, mut kept) = (HashSet::new(), Vec::new());
    for item in items {
        let text = item.as_str().ok_or(Why::Type(AttributeType::List))?;
        kept.extend(line(text, LONGEST_LINE)?.filter(|text| seen.insert(text.clone())).map(Value::String));
    }
    Ok((!kept.is_empty()).then_some(Value::Array(kept)))
}

fn json(value: Value) -> Result<Option<Value>, Why> {
    fn visit(value: &Value, left: u32) -> Result<(), Why> {
        let Some(within) = left.checked_sub(1) else { return Err(Why::Deep) };
        let seen = |text: &str| text.split(['\n', '\t']).all(is_plain);
        match value {
            Value::String(text) if !seen(text) => Err(Why::Characters),
            Value::Array(items) => items.iter().try_for_each(|item| visit(item, within)),
            Value::Object(members) => members.iter().try_for_each(|(name, member)| {
                if seen(name) { visit(member, within) } else { Err(Why::Characters) }
            }),
            _ => Ok(()),
        }
    }
    visit(&value, DEEPEST)?;
    if value.to_string().len() > LONGEST_JSON { Err(Why::Long) } else { Ok(Some(value)) }
}

/// Where a value stands as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a form: a list has a line for each entry.
    Form,
    /// In a cell of a table, or on a command line: the entries of a list are parted by semicolons.
    Cell,
}

/// What a text says of an attribute of this type; nothing, if it is empty.
///
/// # Errors
/// [`Why::Type`], [`Why::Long`].
pub fn read(kind: AttributeType, text: &str, place: Place) -> Result<Option<Value>, Why> {
    if text.len() > LARGEST {
        return Err(Why::Long);
    }
    let (text, wrong) = (text.trim(), Why::Type(kind));
    if text.is_empty() {
        return Ok(None);
    }
    let list = |separator: char| {
        let items = text.split(separator).map(str::trim).filter(|item| !item.is_empty());
        Value::Array(items.map(Value::from).collect())
    };
    let json = || serde_json::from_str::<Value>(text).map_err(|_| wrong);
    let value = match kind {
        AttributeType::Text => Value::from(text),
        AttributeType::Number => {
            json().and_then(|value| if value.is_number() { Ok(value) } else { Err(wrong) })?
        }
        AttributeType::Truth => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Value::Bool(true),
            "false" | "no" | "0" => Value::Bool(false),
            _ => return Err(wrong),
        },
        AttributeType::List if place == Place::Form => list('\n'),
        AttributeType::List if text.starts_with('[') => json()?,
        AttributeType::List => list(';'),
        AttributeType::Json => json()?,
    };
    Ok(Some(value))
}

/// A value as text, which [`read`] takes for the same value.
pub fn written(kind: AttributeType, value: &Value, place: Place) -> String {
    let entries = value.as_array().map(|items| items.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    match (kind, entries) {
        (AttributeType::Text, _) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        (AttributeType::List, Some(entries)) if place == Place::Form => entries.join("\n"),
        (AttributeType::List, Some(entries))
            if !entries.iter().any(|entry| entry.contains(';') || entry.starts_with('[')) =>
        {
            entries.join(";")
        }
        (AttributeType::Json, _) if place == Place::Form => format!("{value:#}"),
        _ => value.to_string(),
    }
}

#[cfg(test)]
#[path = "attribute_tests.rs"]
mod tests;
