//! `t("key", name=value)`: texts from `locales/<language>/*.ftl`.
//!
//! An argument that is markup of ours (`client.name|strong`) makes the answer markup, with every other argument
//! escaped. An integer named `time` or `date` is a moment. `otherwise="key"` stands in for a key without a text, for
//! keys that come from elsewhere (a factor's reason).

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::fluent_bundle::FluentValue;
use minijinja::{
    AutoEscape, Error, ErrorKind, State,
    value::{Kwargs, Value, ValueKind},
};

use super::{FALLBACK, built_in, escape, format};

/// What a text names.
pub(super) type Arguments<'a> = HashMap<Cow<'static, str>, FluentValue<'a>>;

/// A text that names nothing, in one language.
pub fn say(language: &str, key: &str) -> Option<String> {
    find(language, key, &Arguments::new())
}

/// The function behind `t`.
#[allow(clippy::needless_pass_by_value)] // the engine hands arguments over
pub(super) fn translate(state: &State, key: &str, arguments: Kwargs) -> Result<Value, Error> {
    let html = matches!(state.auto_escape(), AutoEscape::Html);
    let mut values = Vec::new();
    let mut otherwise = None;
    for name in arguments.args() {
        let value: Value = arguments.get(name)?;
        if name == "otherwise" {
            otherwise = Some(value.to_string());
            continue;
        }
        let value = match (name, value.as_i64()) {
            ("time", Some(at)) => format::time(state, at)?,
            ("date", Some(at)) => format::datetime(state, at)?,
            _ => value,
        };
        if matches!(value.kind(), ValueKind::Undefined | ValueKind::None) {
            return Err(fault(format!("`{name}` of `{key}` has no value")));
        }
        values.push((name.to_owned(), value));
    }
    let markup = html && values.iter().any(|(_, value)| value.is_safe());
    let arguments = values
        .into_iter()
        .map(|(name, value)| {
            let value = match (value.as_i64(), value.as_str()) {
                (Some(number), _) => FluentValue::from(number),
                (None, Some(text)) if markup && !value.is_safe() => FluentValue::from(escape(text)),
                _ => FluentValue::from(value.to_string()),
            };
            (Cow::Owned(name), value)
        })
        .collect();
    let text = lookup(state, key, &arguments)
        .or_else(|| otherwise.and_then(|other| lookup(state, &other, &arguments)))
        .ok_or_else(|| fault(format!("no text `{key}`, or it lacks an argument")))?;
    Ok(if markup { Value::from_safe_string(text) } else { Value::from(text) })
}

/// A text in the language of what is being rendered.
pub(super) fn lookup(state: &State, key: &str, arguments: &Arguments<'_>) -> Option<String> {
    language_of(state, |language| {
        #[cfg(test)]
        if let Some(said) = super::pseudo::say(language, key, arguments) {
            return said;
        }
        find(language, key, arguments)
    })
}

/// Asks something about the language of what is being rendered.
pub(super) fn language_of<T>(state: &State, ask: impl FnOnce(&str) -> T) -> T {
    let lang = state.lookup("lang");
    ask(lang.as_ref().and_then(Value::as_str).unwrap_or(FALLBACK))
}

/// A text in this very language, or else the fallback's.
pub(super) fn find(language: &str, key: &str, arguments: &Arguments<'_>) -> Option<String> {
    let own = language.parse().ok().and_then(|language| super::own::find(&language, key, arguments));
    own.or_else(|| built_in::find(language, key, arguments))
}

/// An error of ours inside a template.
pub(super) fn fault(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}
