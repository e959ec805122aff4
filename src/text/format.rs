//! The filters: how moments, codes, names and links are written.

use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use minijinja::{AutoEscape, Environment, Error, State, value::Value};
use time::OffsetDateTime;
use url::Url;

use super::{
    escape,
    language::direction,
    translate::{fault, language_of, lookup},
};

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_filter("datetime", datetime);
    environment.add_filter("time", time);
    environment.add_filter("group", group);
    environment.add_filter("strong", strong);
    environment.add_filter("ltr", ltr);
    environment.add_filter("link", link);
    environment.add_filter("drawing", drawing);
}

/// A day and a time, in words; the page's script turns it into the reader's own zone.
pub(super) fn datetime(state: &State, milliseconds: i64) -> Result<Value, Error> {
    let at = moment(milliseconds)?;
    let none = HashMap::new();
    let month = lookup(state, &format!("month-{}", u8::from(at.month())), &none)
        .ok_or_else(|| fault("a month has no name".into()))?;
    let arguments = HashMap::from([
        ("day".into(), FluentValue::from(at.day())),
        ("month".into(), FluentValue::from(month)),
        ("year".into(), FluentValue::from(at.year().to_string())),
        ("clock".into(), FluentValue::from(clock(at))),
    ]);
    let text =
        lookup(state, "date-and-time", &arguments).ok_or_else(|| fault("no text for a date".into()))?;
    Ok(element(state, at, "", text))
}

/// A time of day.
pub(super) fn time(state: &State, milliseconds: i64) -> Result<Value, Error> {
    let at = moment(milliseconds)?;
    let arguments = HashMap::from([("clock".into(), FluentValue::from(clock(at)))]);
    let text = lookup(state, "time-of-day", &arguments).ok_or_else(|| fault("no text for a time".into()))?;
    Ok(element(state, at, " data-clock", text))
}

fn moment(milliseconds: i64) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::from_unix_timestamp(milliseconds.div_euclid(1000))
        .map_err(|error| fault(format!("no such moment: {error}")))
}

fn clock(at: OffsetDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn element(state: &State, at: OffsetDateTime, attribute: &str, text: String) -> Value {
    if !matches!(state.auto_escape(), AutoEscape::Html) {
        return Value::from(text);
    }
    let (date, hour, minute, second) = (at.date(), at.hour(), at.minute(), at.second());
    let text = escape(&text);
    Value::from_safe_string(format!(
        "<time datetime=\"{date}T{hour:02}:{minute:02}:{second:02}Z\"{attribute}>{text}</time>"
    ))
}

/// `123456` becomes `123 456`: three digits are what people keep in mind at once. A code of another kind stays as it is.
///
/// Between words that are read from right to left, a plain space would show the groups the other way round; a no-break
/// space, which separates the parts of one number (UAX 9, class CS), does not.
fn group(state: &State, code: &str) -> String {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code.to_owned();
    }
    let characters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = characters.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    groups.join(if language_of(state, direction) == "rtl" { "\u{a0}" } else { " " })
}

/// A name that somebody chose, made to stand out and kept from turning its neighbours around.
fn strong(state: &State, name: &str) -> Value {
    marked(state, name, ("<strong><bdi>", "</bdi></strong>"))
}

/// An address, link or code: left to right in every language.
fn ltr(state: &State, text: &str) -> Value {
    marked(state, text, ("<bdi dir=\"ltr\">", "</bdi>"))
}

fn marked(state: &State, text: &str, (before, after): (&str, &str)) -> Value {
    match state.auto_escape() {
        AutoEscape::Html => Value::from_safe_string(format!("{before}{}{after}", escape(text))),
        _ => Value::from(text),
    }
}

/// A link that somebody registered; one that would run a script, or leave for another host unseen, leads nowhere.
fn link(address: &str) -> String {
    let local = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    let known = Url::parse(address).is_ok_and(|url| {
        !matches!(url.scheme(), "javascript" | "data" | "vbscript" | "blob" | "file" | "about")
    });
    if local || known { address.to_owned() } else { "#".to_owned() }
}

/// An SVG that we drew ourselves (a QR code), without its XML declaration. Anything else is shown as the text it is.
fn drawing(state: &State, svg: &str) -> Value {
    let start = svg
        .find("<svg")
        .filter(|at| svg.get(..*at).is_some_and(|head| head.is_empty() || head.starts_with("<?xml")));
    let body = start.and_then(|at| svg.get(at..)).unwrap_or(svg);
    let lower = body.to_ascii_lowercase();
    let plain =
        !["<script", "<foreignobject", "href", "javascript:", " on"].iter().any(|bad| lower.contains(bad));
    match (start, state.auto_escape()) {
        (Some(_), AutoEscape::Html) if plain => Value::from_safe_string(body.to_owned()),
        _ => Value::from(svg),
    }
}
