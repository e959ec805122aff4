//! What the admin side may set over the configuration, and what comes of it.
//!
//! Owns which settings those are and how their values are written as JSON. What guards the admin side itself is not among them:
//! whoever gets in there could lower its own door. Who may set them, and the record of it, is `administration`'s.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{
    Config,
    fault::{Fault, Faults, nearest},
    section::Section,
    value::Value,
};

/// The settings that the admin side may set, in the order in which they are shown.
pub const SETTINGS: [&str; 33] = [
    "policy.levels",
    "policy.default_level",
    "policy.clients",
    "policy.groups",
    "policy.accounts",
    "policy.conditions",
    "policy.enrol_at_sign_in",
    "policy.confirmation_counts",
    "policy.offer_at_sign_in",
    "policy.offer_again",
    "remembered_device.lifetime",
    "remembered_device.replaces",
    "remembered_device.clients",
    "registration.mode",
    "registration.require",
    "registration.terms_version",
    "registration.terms_uri",
    "registration.offer",
    "registration.invitation_lifetime",
    "password.min_length",
    "password.min_length_single",
    "password.min_score",
    "password.history",
    "session.idle",
    "session.absolute",
    "session.remember",
    "session.accounts",
    "token.code_lifetime",
    "token.access_lifetime",
    "token.id_lifetime",
    "token.refresh_idle",
    "token.refresh_absolute",
    "token.refresh_reuse_grace",
];

/// Settings by their names, with their values as JSON: a text, a number or a truth as TOML has it, lists and tables, `null` for
/// what is not set. Levels and conditions are lists, since their order means something.
pub type Settings = BTreeMap<String, Json>;

/// Lists of tables, each with what names an entry.
const LISTS: [(&str, &str); 2] = [("policy.levels", "acr"), ("policy.conditions", "name")];

/// Whether `name` is the setting, or its section.
pub fn within(setting: &str, name: &str) -> bool {
    setting == name || setting.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}

impl Config {
    /// Whether the configuration keeps this setting to itself.
    pub fn is_fixed(&self, setting: &str) -> bool {
        self.admin.fixed_settings.iter().any(|name| within(setting, name))
    }

    /// What the settings are that the admin side may set.
    pub fn governed(&self) -> Settings {
        // What the default names and is off here counts for nothing, and could not be set.
        let mut own = self.clone();
        own.policy.levels = self.levels();
        let mut shown: BTreeMap<String, String> = own.show("").into_iter().collect();
        let value = |setting: &str| {
            (setting.to_owned(), shown.remove(setting).map_or(Json::Null, |toml| to_json(setting, &toml)))
        };
        SETTINGS.map(value).into()
    }

    /// This configuration with `settings` laid over it, checked as a whole; what is fixed stays as it is.
    ///
    /// # Errors
    /// Every fault.
    pub fn with_settings(&self, settings: &Settings) -> Result<Self, Faults> {
        let mut laid = self.clone();
        let mut faults = Vec::new();
        for (setting, json) in settings {
            if !SETTINGS.contains(&setting.as_str()) {
                let meant = nearest(setting, SETTINGS).map(|it| format!("; did you mean {it}?"));
                faults.push(format!("{setting} is not a setting of the policy{}", meant.unwrap_or_default()));
            } else if !self.is_fixed(setting) {
                let read = from_json(setting, json)
                    .and_then(|value| laid.set(setting, value.as_ref()).unwrap_or(Ok(())));
                faults.extend(read.err().map(|why| format!("{setting}: {why}")));
            }
        }
        // What did not hold before is somebody else's fault.
        let before: Vec<_> = self.broken().collect();
        let broken = laid.broken().filter(|fault| !before.contains(fault));
        faults.extend(broken.map(|(setting, why)| format!("{setting} {why}")));
        Faults(faults.into_iter().map(|fault| Fault::new(None, fault)).collect()).or(laid)
    }

    /// Of `settings`, those whose values differ from what is written here, as they are read: what a version has to keep.
    pub fn beyond(&self, laid: &Self) -> Settings {
        let own = self.governed();
        laid.governed().into_iter().filter(|(setting, value)| own.get(setting) != Some(value)).collect()
    }
}

/// A value as the reader of settings takes it; `None` for `null`.
fn from_json(setting: &str, json: &Json) -> Result<Option<Value>, String> {
    let named = LISTS.iter().find(|(list, _)| *list == setting);
    match (named, json) {
        (Some((_, key)), Json::Array(entries)) => {
            let entry = |entry: &Json| {
                entry_from_json(setting, key, entry)
                    .ok_or_else(|| format!("{entry} is no entry of it: {{\"{key}\": …}} is expected"))
            };
            let mut table: Vec<(String, Value, usize)> = Vec::new();
            for item in entries {
                let (name, value) = entry(item)?;
                if table.iter().any(|(other, _, _)| *other == name) {
                    return Err(format!("{name:?} stands there twice"));
                }
                table.push((name, value, 0));
            }
            Ok(Some(Value::Table(table)))
        }
        (Some(_), _) => Err("a list is expected".to_owned()),
        (None, json) => Ok(plain(json)),
    }
}

fn entry_from_json(setting: &str, key: &str, entry: &Json) -> Option<(String, Value)> {
    let mut fields = entry.as_object()?.clone();
    let name = fields.remove(key)?.as_str()?.to_owned();
    // A level is its chains; a condition is what else it says.
    if setting == "policy.levels" {
        let chains = fields.remove("chains")?;
        return fields.is_empty().then(|| plain(&chains)).flatten().map(|chains| (name, chains));
    }
    fields.retain(|_, value| !value.is_null());
    plain(&Json::Object(fields)).map(|value| (name, value))
}

fn plain(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(truth) => Value::Truth(*truth),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Other(number.to_string()), Value::Whole)
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => {
            Value::List(items.iter().map(|item| plain(item).unwrap_or(Value::Other("null".into()))).collect())
        }
        Json::Object(fields) => {
            let field = |(name, value): (&String, &Json)| Some((name.clone(), plain(value)?, 0));
            Value::Table(fields.iter().filter_map(field).collect())
        }
    })
}

/// The value that `toml` is; a table is given by its lines.
fn to_json(setting: &str, toml: &str) -> Json {
    let value = Value::parse(toml).unwrap_or_else(|_| Value::parse_document(toml).0);
    match (LISTS.iter().find(|(list, _)| *list == setting), value) {
        (Some((_, key)), Value::Table(entries)) => {
            let entry = |(name, value, _): (String, Value, usize)| {
                let mut fields = Map::from_iter([((*key).to_owned(), json!(name))]);
                match json_of(value) {
                    Json::Object(rest) => fields.extend(rest),
                    chains => drop(fields.insert("chains".into(), with_lists(chains))),
                }
                Json::Object(fields)
            };
            entries.into_iter().map(entry).collect()
        }
        (_, value) => json_of(value),
    }
}

/// Chains in which each link is a list.
fn with_lists(chains: Json) -> Json {
    let link = |link: Json| if link.is_array() { link } else { json!([link]) };
    let list = |json: Json| if let Json::Array(items) = json { items } else { Vec::new() };
    list(chains).into_iter().map(|chain| list(chain).into_iter().map(link).collect::<Json>()).collect()
}

fn json_of(value: Value) -> Json {
    match value {
        Value::Text(text) | Value::Other(text) => json!(text),
        Value::Whole(number) => json!(number),
        Value::Truth(truth) => json!(truth),
        Value::List(items) => items.into_iter().map(json_of).collect(),
        Value::Table(entries) => {
            Json::Object(entries.into_iter().map(|(name, value, _)| (name, json_of(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Config {
        let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        config.mail.host = Some("mail.example.org".into());
        config
    }

    fn settings(json: Json) -> Settings {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn every_setting_is_there_and_what_is_shown_can_be_set() {
        let config = base();
        let shown = config.governed();
        assert_eq!(shown.len(), SETTINGS.len());
        for (setting, value) in &shown {
            assert!(config.clone().set(setting, None).is_some(), "{setting}");
            let optional =
                ["registration.terms_version", "registration.terms_uri"].contains(&setting.as_str());
            assert_eq!(value.is_null(), optional, "{setting}");
        }
        let again = config.with_settings(&shown).unwrap();
        assert_eq!(again.governed(), shown);
        assert!(config.beyond(&again).is_empty());
        assert_eq!(
            shown["policy.levels"][0],
            json!({ "acr": "urn:doorward:acr:password", "chains": [[["password"]]] })
        );
        assert!(!shown["policy.levels"].to_string().contains("\"face\""), "which is off");
        assert_eq!(shown["session.idle"], json!("1h"));
        assert_eq!(shown["policy.clients"], json!({}));
        assert_eq!(shown["policy.conditions"], json!([]));
    }

    #[test]
    fn what_is_set_lies_over_the_file_and_only_what_differs_is_kept() {
        let config = base();
        let laid = config
            .with_settings(&settings(json!({
                "session.idle": "90m",
                "session.absolute": "1440m",
                "policy.conditions": [{ "name": "away", "level": "urn:doorward:acr:aal2", "outside": ["10.1.2.3/8"] }],
                "registration.terms_version": "3", "registration.terms_uri": "https://example.org/terms",
            })))
            .unwrap();
        assert_eq!(laid.session.idle.as_secs(), 5_400);
        let kept = config.beyond(&laid);
        assert_eq!(
            kept,
            settings(json!({
                "session.idle": "90m",
                "policy.conditions": [{ "name": "away", "level": "urn:doorward:acr:aal2", "outside": ["10.0.0.0/8"] }],
                "registration.terms_version": "3", "registration.terms_uri": "https://example.org/terms",
            }))
        );
        let back = laid.with_settings(&settings(
            json!({ "registration.terms_version": null, "registration.terms_uri": null }),
        ));
        assert_eq!(back.unwrap().registration.terms_version, None);
    }

    #[test]
    fn every_fault_is_named_and_what_is_fixed_stays() {
        let mut config = base();
        config.admin.fixed_settings = vec!["token".into(), "session.idle".into()];
        let refused = config.with_settings(&settings(json!({
            "session.idl": "1h", "admin.proof_age": "1h", "password.min_length": "eight", "session.absolute": "100d",
            "policy.levels": [{ "acr": "x" }], "policy.default_level": null, "policy.enrol_at_sign_in": [7],
        })));
        let told = refused.unwrap_err().to_string();
        for fault in [
            "session.idl is not a setting of the policy; did you mean session.idle?",
            "admin.proof_age is not a setting of the policy",
            "password.min_length: \"eight\" is not a whole number",
            "session.absolute must not be longer than session.remember",
            "policy.levels: ",
            "policy.default_level: it cannot be without a value",
            "policy.enrol_at_sign_in: 7 is not a text",
        ] {
            assert!(told.contains(fault), "{fault}: {told}");
        }
        let laid = config
            .with_settings(&settings(json!({ "token.id_lifetime": "5m", "session.idle": "5m" })))
            .unwrap();
        assert!(config.beyond(&laid).is_empty());
        assert!(config.is_fixed("token.id_lifetime") && !config.is_fixed("session.absolute"));
        assert!(!within("token.id_lifetime", "tok") && !within("token.id_lifetime", "token.id"));
    }

    #[test]
    fn an_entry_twice_is_refused_and_order_is_kept() {
        let config = base();
        let level = |acr: &str| json!({ "acr": acr, "chains": [[["passkey"]]] });
        let two = config.with_settings(&settings(json!({ "policy.levels": [level("b"), level("b")] })));
        assert!(two.unwrap_err().to_string().contains("stands there twice"));
        let laid = config.with_settings(&settings(
            json!({ "policy.levels": [level("b"), level("a")], "policy.default_level": "a" }),
        ));
        let names: Vec<_> = laid.unwrap().policy.levels.0.into_iter().map(|level| level.acr).collect();
        assert_eq!(names, ["b", "a"]);
    }
}
