//! Our own record: what [`super::export`] writes, and secrets that only an import carries. One JSON object a line.

use serde::Deserialize;

use super::arrival::{Arrival, Reading};
use crate::{
    authentication::factor::{
        password::foreign::{ForeignHash, Keycloak},
        totp::Seed,
    },
    config::Attributes as Declared,
    storage::account::{Attributes, Profile, State},
};

/// An account. Every field may be left out but a user name or an address.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) account_id: Option<String>,
    pub(super) username: Option<String>,
    pub(super) email: Option<String>,
    pub(super) email_verified: bool,
    pub(super) phone: Option<String>,
    pub(super) phone_verified: bool,
    pub(super) state: Option<State>,
    pub(super) groups: Vec<String>,
    pub(super) claims: Profile,
    pub(super) attributes: Attributes,
    pub(super) created_at: Option<String>,
    pub(super) password_hash: Option<Hash>,
    pub(super) totp: Vec<TotpSeed>,
}

/// A password hash in any of the texts, or as the fields that Keycloak keeps.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Hash {
    Text(String),
    Keycloak(Box<Keycloak>),
}

/// An authenticator app.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TotpSeed {
    /// base32.
    pub(super) secret: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) algorithm: String,
    #[serde(default = "six")]
    pub(super) digits: u32,
    #[serde(default = "thirty")]
    pub(super) period: u32,
}

fn six() -> u32 {
    6
}

fn thirty() -> u32 {
    30
}

impl Entry {
    /// The account that one line describes.
    pub(super) fn of_line(line: &[u8], declared: &Declared) -> Result<Arrival, Vec<String>> {
        let entry: Self = serde_json::from_slice(line).map_err(|error| {
            // The message may quote a value of the line; where the fault is says enough beside what was expected.
            vec![match error.classify() {
                serde_json::error::Category::Data => redacted(&error),
                _ => format!("this is not a JSON object (column {})", error.column()),
            }]
        })?;
        entry.arrival(declared)
    }

    pub(super) fn arrival(self, declared: &Declared) -> Result<Arrival, Vec<String>> {
        let mut reading = Reading::default();
        let arrival = &mut reading.arrival;
        arrival.account_id = self.account_id;
        arrival.phone_verified = self.phone_verified;
        arrival.disabled = self.state == Some(State::Disabled);
        let draft = &mut arrival.draft;
        draft.username = self.username.unwrap_or_default();
        draft.email = self.email;
        draft.email_verified = self.email_verified;
        draft.phone = self.phone.filter(|phone| !phone.is_empty());
        draft.groups = self.groups;
        draft.profile = self.claims;
        reading.attributes(declared, self.attributes);
        if let Some(at) = self.created_at {
            reading.created("created_at", &at);
        }
        match self.password_hash {
            None => {}
            Some(Hash::Text(text)) => reading.password(ForeignHash::new(&text)),
            Some(Hash::Keycloak(fields)) => reading.password(fields.hash()),
        }
        for TotpSeed { secret, name, algorithm, digits, period } in self.totp {
            reading.totp(Seed::import(&secret, &algorithm, digits, period), &name);
        }
        reading.done()
    }
}

/// What serde says of a wrong value, without the value.
fn redacted(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!("column {}", error.column());
    if text.starts_with("unknown field") || text.starts_with("duplicate field") {
        let end = text.find(", expected").or_else(|| text.find(" at line")).unwrap_or(text.len());
        return text.get(..end).unwrap_or_default().to_owned();
    }
    match text.rsplit_once("expected ") {
        Some((_, expected)) => {
            let expected = expected.split(" at line").next().unwrap_or_default();
            format!("{place}: expected {expected}")
        }
        None => format!("{place}: the value has not the form of its field"),
    }
}
