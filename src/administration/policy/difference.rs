//! What differs between two states of the settings: setting by setting, and entry by entry where a setting has entries.

use serde_json::Value;

use super::words;
use crate::config::governed::Settings;

/// A setting, or an entry of one, that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Which setting.
    pub setting: String,
    /// Which of its entries, where it has some: a level, a client, a condition.
    pub entry: Option<String>,
    /// What it was; nothing where it was not.
    pub before: Option<Value>,
    /// What it is; nothing where it is no longer.
    pub after: Option<Value>,
}

impl Change {
    /// The setting with its entry.
    pub fn name(&self) -> String {
        match &self.entry {
            Some(entry) => format!("{}.{entry:?}", self.setting),
            None => self.setting.clone(),
        }
    }

    /// The change as a sentence.
    pub fn words(&self) -> String {
        let shown = |value: &Value| words::value(&self.setting, value);
        let name = self.name();
        match (&self.before, &self.after) {
            (None, Some(after)) => format!("{name} is added: {}", shown(after)),
            (Some(before), None) => format!("{name} is removed; it was {}", shown(before)),
            (Some(before), Some(after)) => {
                format!("{name} changes from {} to {}", shown(before), shown(after))
            }
            (None, None) => name,
        }
    }
}

/// What it takes to come from `before` to `after`.
pub fn between(before: &Settings, after: &Settings) -> Vec<Change> {
    let mut changes = Vec::new();
    for setting in crate::config::governed::SETTINGS {
        let (was, is) =
            (before.get(setting).unwrap_or(&Value::Null), after.get(setting).unwrap_or(&Value::Null));
        if was == is {
            continue;
        }
        match (entries(was), entries(is)) {
            (Some(was), Some(is)) => of_entries(setting, &was, &is, &mut changes),
            _ => changes.push(Change {
                setting: setting.to_owned(),
                entry: None,
                before: Some(was.clone()).filter(|value| !value.is_null()),
                after: Some(is.clone()).filter(|value| !value.is_null()),
            }),
        }
    }
    changes
}

fn of_entries(setting: &str, was: &[(String, Value)], is: &[(String, Value)], changes: &mut Vec<Change>) {
    let begun = changes.len();
    let find = |list: &[(String, Value)], name: &str| {
        list.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    };
    let names =
        was.iter().chain(is.iter().filter(|(name, _)| find(was, name).is_none())).map(|(name, _)| name);
    for name in names {
        let (before, after) = (find(was, name), find(is, name));
        if before != after {
            changes.push(Change { setting: setting.to_owned(), entry: Some(name.clone()), before, after });
        }
    }
    if changes.len() == begun {
        // The same entries in another order.
        let order = |list: &[(String, Value)]| {
            Some(list.iter().map(|(name, _)| Value::from(name.as_str())).collect())
        };
        changes.push(Change {
            setting: setting.to_owned(),
            entry: None,
            before: order(was),
            after: order(is),
        });
    }
}

/// The entries of a table, or of a list whose entries have names.
fn entries(value: &Value) -> Option<Vec<(String, Value)>> {
    match value {
        Value::Object(fields) => {
            Some(fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        Value::Array(items) => {
            let named = |item: &Value| {
                let fields = item.as_object()?;
                let name = fields.get("acr").or_else(|| fields.get("name"))?.as_str()?.to_owned();
                Some((name, fields.get("chains").cloned().unwrap_or_else(|| item.clone())))
            };
            items.iter().map(named).collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn words(before: Value, after: Value) -> Vec<String> {
        let settings = |json| serde_json::from_value::<Settings>(json).unwrap();
        between(&settings(before), &settings(after)).iter().map(Change::words).collect()
    }

    #[test]
    fn a_difference_is_told_entry_by_entry() {
        let level = |acr: &str, chains: Value| json!({ "acr": acr, "chains": chains });
        let before = json!({
            "policy.levels": [level("a", json!([[["password"]]])), level("b", json!([[["passkey"]]]))],
            "policy.clients": { "shop": "a", "till": "a" },
            "session.idle": "1h",
            "registration.terms_version": null,
            "policy.offer_at_sign_in": ["passkey"],
            "policy.confirmation_counts": true,
        });
        let after = json!({
            "policy.levels": [level("a", json!([[["password"]]])), level("b", json!([[["passkey"]], [["password"], ["totp", "passkey"]]]))],
            "policy.clients": { "shop": "b", "door": "b" },
            "session.idle": "30m",
            "registration.terms_version": "3",
            "policy.offer_at_sign_in": [],
            "policy.confirmation_counts": true,
        });
        assert_eq!(
            words(before.clone(), after),
            [
                "policy.levels.\"b\" changes from passkey to passkey | password + totp / passkey",
                "policy.clients.\"shop\" changes from a to b",
                "policy.clients.\"till\" is removed; it was a",
                "policy.clients.\"door\" is added: b",
                "policy.offer_at_sign_in changes from passkey to nothing",
                "registration.terms_version is added: 3",
                "session.idle changes from 1h to 30m",
            ]
        );
        assert!(words(before.clone(), before).is_empty());
    }

    #[test]
    fn the_order_of_levels_is_told_and_a_condition_is_one_line() {
        let level = |acr: &str| json!({ "acr": acr, "chains": [[["passkey"]]] });
        let told = words(
            json!({ "policy.levels": [level("a"), level("b")] }),
            json!({ "policy.levels": [level("b"), level("a")] }),
        );
        assert_eq!(told, ["policy.levels changes from a, b to b, a"]);
        let away =
            json!([{ "name": "away", "level": "b", "outside": ["10.0.0.0/8"], "hours": "22:00-06:00" }]);
        let told = words(json!({ "policy.conditions": [] }), json!({ "policy.conditions": away }));
        assert_eq!(told, ["policy.conditions.\"away\" is added: b; hours 22:00-06:00; outside 10.0.0.0/8"]);
    }
}
