//! The settings of the policy as fields of a form, described once: what each holds, and how that is written and read.
//!
//! Tables are lines: `name = level`, and `level = chain` for each chain of a level. Values are judged where all of them are,
//! by [`Policies::draft`](super::Policies::draft); here only what cannot be read is refused.

use serde_json::{Map, Value, json};

use super::words;

/// What a setting holds, and so how it is written in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A length of time.
    Length,
    /// A whole number.
    Number,
    /// A text, or nothing.
    Maybe,
    /// Yes or no.
    Switch,
    /// One of these.
    Choice(&'static [&'static str]),
    /// One of the levels.
    Level,
    /// Texts, one a line.
    Lines,
    /// `name = level`, one a line.
    Map,
    /// `level = chain`, one a line; the lines of a level are its chains.
    Levels,
    /// `name = level; …`, one a line.
    Conditions,
}

/// Where a setting stands in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The levels.
    Levels,
    /// Who needs which.
    Demands,
    /// What is set up and offered on the way, and remembered devices.
    Offers,
    /// People who make their own accounts.
    Registration,
    /// Passwords.
    Password,
    /// Sessions.
    Session,
    /// Tokens.
    Token,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Levels,
        Self::Demands,
        Self::Offers,
        Self::Registration,
        Self::Password,
        Self::Session,
        Self::Token,
    ];

    /// The ending of the key of its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Levels => "levels",
            Self::Demands => "demands",
            Self::Offers => "offers",
            Self::Registration => "registration",
            Self::Password => "password",
            Self::Session => "session",
            Self::Token => "token",
        }
    }
}

/// A setting in the form.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub setting: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Where it stands.
    pub group: Group,
}

const fn field(setting: &'static str, kind: Kind, group: Group) -> Field {
    Field { setting, kind, group }
}

/// All of them.
#[rustfmt::skip] // a line each
pub const FIELDS: &[Field] = &[
    field("policy.levels", Kind::Levels, Group::Levels),
    field("policy.default_level", Kind::Level, Group::Levels),
    field("policy.clients", Kind::Map, Group::Demands),
    field("policy.groups", Kind::Map, Group::Demands),
    field("policy.accounts", Kind::Map, Group::Demands),
    field("policy.conditions", Kind::Conditions, Group::Demands),
    field("policy.enrol_at_sign_in", Kind::Lines, Group::Offers),
    field("policy.confirmation_counts", Kind::Switch, Group::Offers),
    field("policy.offer_at_sign_in", Kind::Lines, Group::Offers),
    field("policy.offer_again", Kind::Length, Group::Offers),
    field("remembered_device.lifetime", Kind::Length, Group::Offers),
    field("remembered_device.replaces", Kind::Lines, Group::Offers),
    field("remembered_device.clients", Kind::Lines, Group::Offers),
    field("registration.mode", Kind::Choice(&["off", "invitation", "on"]), Group::Registration),
    field("registration.require", Kind::Lines, Group::Registration),
    field("registration.terms_version", Kind::Maybe, Group::Registration),
    field("registration.terms_uri", Kind::Maybe, Group::Registration),
    field("registration.offer", Kind::Lines, Group::Registration),
    field("registration.invitation_lifetime", Kind::Length, Group::Registration),
    field("password.min_length", Kind::Number, Group::Password),
    field("password.min_length_single", Kind::Number, Group::Password),
    field("password.min_score", Kind::Number, Group::Password),
    field("password.history", Kind::Number, Group::Password),
    field("session.idle", Kind::Length, Group::Session),
    field("session.absolute", Kind::Length, Group::Session),
    field("session.remember", Kind::Length, Group::Session),
    field("session.accounts", Kind::Number, Group::Session),
    field("token.code_lifetime", Kind::Length, Group::Token),
    field("token.access_lifetime", Kind::Length, Group::Token),
    field("token.id_lifetime", Kind::Length, Group::Token),
    field("token.refresh_idle", Kind::Length, Group::Token),
    field("token.refresh_absolute", Kind::Length, Group::Token),
    field("token.refresh_reuse_grace", Kind::Length, Group::Token),
];

impl Field {
    /// A value as it is written in a form.
    pub fn written(&self, value: &Value) -> String {
        let lines = |lines: Vec<String>| lines.join("\n");
        let named =
            |item: &Value, key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        match self.kind {
            Kind::Lines => lines(items.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
            Kind::Map => {
                let entries = value.as_object().into_iter().flatten();
                lines(
                    entries
                        .map(|(name, level)| format!("{name} = {}", level.as_str().unwrap_or_default()))
                        .collect(),
                )
            }
            Kind::Levels => {
                let level = |item: &Value| -> Vec<String> {
                    let chains = item.get("chains").and_then(Value::as_array).cloned().unwrap_or_default();
                    chains
                        .iter()
                        .map(|chain| format!("{} = {}", named(item, "acr"), words::chain(chain)))
                        .collect()
                };
                lines(items.iter().flat_map(level).collect())
            }
            Kind::Conditions => {
                let condition = |item: &Value| {
                    Some(format!("{} = {}", named(item, "name"), words::condition(item.as_object()?)))
                };
                lines(items.iter().filter_map(condition).collect())
            }
            _ => match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            },
        }
    }

    /// The value that was written; a switch that was not sent is off.
    ///
    /// # Errors
    /// The line that cannot be read, and why.
    pub fn read(&self, written: Option<&str>) -> Result<Value, String> {
        let text = written.unwrap_or_default().trim();
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let refused = |line: &str, why: &str| format!("{}: {line:?}: {why}", self.setting);
        let halves = |line: &str| {
            let (name, said) = line.split_once('=').ok_or_else(|| refused(line, "name = … is expected"))?;
            Ok::<_, String>((name.trim().to_owned(), said.trim().to_owned()))
        };
        Ok(match self.kind {
            Kind::Switch => json!(written.is_some()),
            Kind::Number => text.parse::<u32>().map_or_else(|_| json!(text), |number| json!(number)),
            Kind::Maybe if text.is_empty() => Value::Null,
            Kind::Length | Kind::Maybe | Kind::Choice(_) | Kind::Level => json!(text),
            Kind::Lines => lines().collect(),
            Kind::Map => {
                let mut table = Map::new();
                for line in lines() {
                    let (name, level) = halves(line)?;
                    if table.insert(name, json!(level)).is_some() {
                        return Err(refused(line, "its name stands there twice"));
                    }
                }
                Value::Object(table)
            }
            Kind::Levels => {
                let mut levels: Vec<(String, Vec<Value>)> = Vec::new();
                for line in lines() {
                    let (acr, chain) = halves(line)?;
                    let chain = words::read_chain(&chain);
                    match levels.iter_mut().find(|(known, _)| *known == acr) {
                        Some((_, chains)) => chains.push(chain),
                        None => levels.push((acr, vec![chain])),
                    }
                }
                levels.into_iter().map(|(acr, chains)| json!({ "acr": acr, "chains": chains })).collect()
            }
            Kind::Conditions => {
                let mut conditions = Vec::new();
                for line in lines() {
                    let (name, said) = halves(line)?;
                    let mut condition = words::read_condition(&said).map_err(|why| refused(line, &why))?;
                    condition.insert("name".into(), json!(name));
                    conditions.push(Value::Object(condition));
                }
                Value::Array(conditions)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, governed::SETTINGS};

    #[test]
    fn every_setting_has_a_field() {
        let fields: Vec<&str> = FIELDS.iter().map(|field| field.setting).collect();
        assert_eq!(fields, SETTINGS);
    }

    #[test]
    fn what_a_form_shows_is_what_it_reads() {
        let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        config.policy.clients.insert("shop".into(), "urn:doorward:acr:aal2".into());
        let conditions = json!([
            { "name": "away from the office", "level": "urn:doorward:acr:aal2", "outside": ["10.0.0.0/8"] },
            { "name": "night", "level": "urn:doorward:acr:aal2", "days": ["fri", "sat"], "hours": "22:00-06:00+01:00" },
        ]);
        let settings = [("policy.conditions".to_owned(), conditions)].into();
        let shown = config.with_settings(&settings).unwrap().governed();
        for field in FIELDS {
            let value = &shown[field.setting];
            let written = field.written(value);
            let sent = Some(written.as_str()).filter(|_| field.kind != Kind::Switch || *value == json!(true));
            assert_eq!(&field.read(sent).unwrap(), value, "{}: {written}", field.setting);
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_quoted() {
        let field = |setting: &str| FIELDS.iter().find(|field| field.setting == setting).unwrap();
        let told = field("policy.clients").read(Some("shop: strong")).unwrap_err();
        assert!(told.contains("\"shop: strong\""), "{told}");
        assert!(field("policy.clients").read(Some("a = x\na = y")).unwrap_err().contains("twice"));
        assert!(field("policy.conditions").read(Some("n = x; at night")).unwrap_err().contains("is none of"));
        assert_eq!(field("password.history").read(Some("many")).unwrap(), json!("many"));
        assert_eq!(field("policy.confirmation_counts").read(None).unwrap(), json!(false));
    }
}
