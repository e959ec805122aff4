//! Values of settings as a person writes and reads them: a level is `passkey | password + totp / passkey`, a condition is
//! `level; outside 10.0.0.0/8; hours 22:00-06:00`, and a list is its items.

use serde_json::{Map, Value, json};

/// What a condition may name beside its level: a list of words, but for `hours`.
const PARTS: [&str; 6] = ["clients", "days", "groups", "hours", "inside", "outside"];

/// A value on one line.
pub fn value(setting: &str, value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(chains) if setting == "policy.levels" && chains.iter().all(Value::is_array) => {
            level(chains)
        }
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if setting == "policy.conditions" => condition(fields),
        Value::Object(fields) if fields.is_empty() => "nothing".to_owned(),
        other => other.to_string(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The chains of a level.
fn level(chains: &[Value]) -> String {
    chains.iter().map(chain).collect::<Vec<_>>().join(" | ")
}

/// A chain: its links, and of each what may serve.
pub fn chain(chain: &Value) -> String {
    let link = |link: &Value| match link {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" / "),
        kind => text(kind),
    };
    chain.as_array().map(|links| links.iter().map(link).collect::<Vec<_>>().join(" + ")).unwrap_or_default()
}

/// A condition without its name.
pub fn condition(fields: &Map<String, Value>) -> String {
    let level = fields.get("level").map(text).unwrap_or_default();
    let part = |part: &&str| {
        let value = fields.get(*part)?;
        let words = match value {
            Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
            other => text(other),
        };
        Some(format!("; {part} {words}"))
    };
    level + &PARTS.iter().filter_map(part).collect::<String>()
}

/// Reads a chain.
pub fn read_chain(written: &str) -> Value {
    let link = |link: &str| -> Value { link.split('/').map(|kind| json!(kind.trim())).collect() };
    written.split('+').map(link).collect()
}

/// Reads a condition without its name.
///
/// # Errors
/// What it says that no condition can.
pub fn read_condition(written: &str) -> Result<Map<String, Value>, String> {
    let mut parts = written.split(';').map(str::trim);
    let mut fields = Map::from_iter([("level".to_owned(), json!(parts.next().unwrap_or_default()))]);
    for part in parts.filter(|part| !part.is_empty()) {
        let (name, said) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        if !PARTS.contains(&name) {
            return Err(format!("{name:?} is none of {}", PARTS.join(", ")));
        }
        let value = if name == "hours" {
            json!(said.split_whitespace().collect::<String>())
        } else {
            said.split([' ', ',', '\t']).filter(|word| !word.is_empty()).collect()
        };
        if fields.insert(name.to_owned(), value).is_some() {
            return Err(format!("{name} stands there twice"));
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_words_is_read_from_them() {
        let chains = json!([["password"], ["totp", "passkey"]]);
        assert_eq!(chain(&chains), "password + totp / passkey");
        assert_eq!(read_chain("password + totp / passkey"), chains);
        assert_eq!(read_chain("passkey"), json!([["passkey"]]));
        let away = json!({ "level": "strong", "outside": ["10.0.0.0/8", "::1/128"], "hours": "22:00-06:00+01:00", "days": ["mon"] });
        let written = condition(away.as_object().unwrap());
        assert_eq!(written, "strong; days mon; hours 22:00-06:00+01:00; outside 10.0.0.0/8 ::1/128");
        assert_eq!(Value::Object(read_condition(&written).unwrap()), away);
        assert!(read_condition("strong; outsid 10.0.0.0/8").unwrap_err().contains("outsid"));
        assert!(read_condition("strong; days mon; days tue").unwrap_err().contains("twice"));
    }
}
