//! Accounts as Django, Keycloak and Firebase export them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::arrival::{Arrival, Reading};
pub use crate::authentication::factor::password::foreign::Firebase;
use crate::{
    administration::attribute::{self, Place},
    authentication::factor::{
        password::foreign::{ForeignHash, Keycloak},
        totp::Seed,
    },
    clock::Timestamp,
    config::{AttributeType, Attributes as Declared},
    storage::account::Attributes,
};

/// What one record came to; `None` is no account (a group, a service account).
pub(super) type Outcome = Result<Option<Arrival>, Vec<String>>;

/// What Django's `dumpdata` wrote, record by record: groups before the users that name them.
#[derive(Default)]
pub(super) struct Django {
    groups: HashMap<String, String>,
}

#[derive(Deserialize)]
struct DjangoRecord {
    model: String,
    pk: Option<Value>,
    fields: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DjangoUser {
    username: Option<String>,
    password: Option<String>,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    is_active: Option<bool>,
    date_joined: Option<String>,
    groups: Vec<Value>,
}

impl Django {
    pub(super) fn record(&mut self, value: Value) -> Outcome {
        let record: DjangoRecord = serde_json::from_value(value)
            .map_err(|_| vec!["this is not a record of dumpdata (model, pk, fields)".to_owned()])?;
        if record.model == "auth.group" {
            if let (Some(pk), Some(name)) = (record.pk, record.fields.get("name").and_then(Value::as_str)) {
                self.groups.insert(pk.to_string(), name.to_owned());
            }
            return Ok(None);
        }
        // A project may have a model of its own; what can sign in has a password.
        if record.fields.get("password").is_none() {
            return Ok(None);
        }
        let user: DjangoUser = serde_json::from_value(record.fields)
            .map_err(|error| vec![format!("the fields of the user: {}", plain(&error))])?;
        let mut reading = Reading::default();
        let mut groups = Vec::new();
        for group in user.groups {
            match (self.groups.get(&group.to_string()), group.as_str().or_else(|| group.get(0)?.as_str())) {
                (Some(name), _) => groups.push(name.clone()),
                (None, Some(name)) => groups.push(name.to_owned()),
                (None, None) => {
                    reading.faults.push(format!("group {group} is not in the file: dump auth.group too"));
                }
            }
        }
        let email = user.email.filter(|email| !email.trim().is_empty());
        let username = user.username.unwrap_or_default();
        reading.arrival.disabled = user.is_active == Some(false);
        let draft = &mut reading.arrival.draft;
        // Where the address is the name, some sites leave the field for it empty.
        draft.email = email.or_else(|| username.contains('@').then(|| username.clone()));
        draft.username = username;
        draft.groups = groups;
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        draft.profile.given_name = said(user.first_name);
        draft.profile.family_name = said(user.last_name);
        draft.profile.name = full_name(&draft.profile.given_name, &draft.profile.family_name);
        if let Some(at) = user.date_joined {
            reading.created("date_joined", &with_offset(&at));
        }
        // "!" stands for a password that nothing matches.
        if let Some(hash) = user.password.filter(|hash| !hash.is_empty() && !hash.starts_with('!')) {
            reading.password(ForeignHash::new(&hash));
        }
        reading.done().map(Some)
    }
}

/// A moment of Django's. With `USE_TZ = False` it writes no offset; then the moment is taken for UTC.
fn with_offset(at: &str) -> String {
    let at = at.trim();
    let time = at.split_once('T').map_or("", |(_, time)| time);
    let bare = !time.is_empty() && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    format!("{at}{}", if bare { "Z" } else { "" })
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct KeycloakUser {
    id: Option<String>,
    username: Option<String>,
    email: Option<String>,
    email_verified: bool,
    enabled: Option<bool>,
    first_name: Option<String>,
    last_name: Option<String>,
    created_timestamp: Option<i64>,
    service_account_client_id: Option<String>,
    attributes: HashMap<String, Value>,
    groups: Vec<String>,
    credentials: Vec<Value>,
}

#[derive(Deserialize)]
struct OtpSecret {
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OtpData {
    sub_type: Option<String>,
    digits: u32,
    period: u32,
    algorithm: String,
    secret_encoding: Option<String>,
}

/// A user of Keycloak's export. Its identifier stays, so that clients know the person again; of its attributes come along those
/// that are declared here under the same name.
pub(super) fn keycloak(value: Value, declared: &Declared) -> Outcome {
    let user: KeycloakUser = serde_json::from_value(value)
        .map_err(|error| vec![format!("the fields of the user: {}", plain(&error))])?;
    if user.service_account_client_id.is_some() {
        return Ok(None);
    }
    let mut reading = Reading::default();
    reading.arrival.account_id = user.id;
    reading.arrival.disabled = user.enabled == Some(false);
    reading.arrival.created_at = user.created_timestamp.map(Timestamp);
    let attribute = |name: &str| {
        let value = user.attributes.get(name)?;
        value.get(0).unwrap_or(value).as_str().map(str::to_owned)
    };
    attributes(&mut reading, &user.attributes, declared);
    let draft = &mut reading.arrival.draft;
    draft.username = user.username.unwrap_or_default();
    draft.email = user.email;
    draft.email_verified = user.email_verified;
    draft.phone =
        attribute("phoneNumber").or_else(|| attribute("phone_number")).filter(|phone| !phone.is_empty());
    draft.groups = user.groups.into_iter().map(|path| path.trim_start_matches('/').to_owned()).collect();
    draft.profile.locale = attribute("locale");
    draft.profile.picture = attribute("picture");
    draft.profile.given_name = user.first_name.filter(|name| !name.is_empty());
    draft.profile.family_name = user.last_name.filter(|name| !name.is_empty());
    draft.profile.name = full_name(&draft.profile.given_name, &draft.profile.family_name);
    let mut passwords = 0;
    for credential in user.credentials {
        match credential.get("type").and_then(Value::as_str) {
            Some("password") if passwords == 0 => {
                passwords += 1;
                match serde_json::from_value::<Keycloak>(credential) {
                    Ok(credential) => reading.password(credential.hash()),
                    Err(error) => reading.faults.push(format!("the password: {}", plain(&error))),
                }
            }
            Some("password") => reading.faults.push("there is more than one password".into()),
            Some("otp") => otp(&mut reading, &credential),
            // Passkeys are bound to the other server's name, recovery codes to its way of hashing.
            _ => {}
        }
    }
    reading.done().map(Some)
}

/// There, every value is a list of texts.
fn attributes(reading: &mut Reading, there: &HashMap<String, Value>, declared: &Declared) {
    let mut said = Attributes::new();
    for attribute in declared.iter() {
        let Some(value) = there.get(&attribute.name) else { continue };
        let value = match (attribute.kind, value.get(0).unwrap_or(value)) {
            (AttributeType::List, _) => Ok(Some(value.clone())),
            (kind, Value::String(text)) => attribute::read(kind, text, Place::Cell),
            (_, value) => Ok(Some(value.clone())),
        };
        match value {
            Ok(value) => said.extend(value.map(|value| (attribute.name.clone(), value))),
            Err(why) => {
                let fault = attribute::Fault { name: attribute.name.clone(), why };
                reading.faults.push(fault.to_string());
            }
        }
    }
    reading.attributes(declared, said);
}

fn otp(reading: &mut Reading, credential: &Value) {
    let text = |name: &str| credential.get(name).and_then(Value::as_str).unwrap_or_default();
    let secret: Result<OtpSecret, _> = serde_json::from_str(text("secretData"));
    let data: Result<OtpData, _> = serde_json::from_str(text("credentialData"));
    let (Ok(secret), Ok(data)) = (secret, data) else {
        reading.faults.push("the one-time-password credential cannot be read".into());
        return;
    };
    if data.sub_type.as_deref().is_some_and(|kind| kind != "totp") {
        reading.faults.push("a counter-based one-time password (HOTP) is not taken".into());
        return;
    }
    let seed = if data.secret_encoding.as_deref() == Some("BASE32") {
        Seed::import(&secret.value, &data.algorithm, data.digits, data.period)
    } else {
        // Without an encoding, the characters themselves are the key.
        Seed::import_bytes(secret.value.as_bytes(), &data.algorithm, data.digits, data.period)
    };
    reading.totp(seed, text("userLabel"));
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct FirebaseUser {
    local_id: Option<String>,
    email: Option<String>,
    email_verified: bool,
    display_name: Option<String>,
    photo_url: Option<String>,
    phone_number: Option<String>,
    password_hash: Option<String>,
    salt: Option<String>,
    disabled: bool,
    created_at: Option<Value>,
}

/// A user of `firebase auth:export`. A number there was proved by a code that was sent to it.
pub(super) fn firebase(value: Value, project: &Firebase) -> Outcome {
    let user: FirebaseUser = serde_json::from_value(value)
        .map_err(|error| vec![format!("the fields of the user: {}", plain(&error))])?;
    let mut reading = Reading::default();
    reading.arrival.disabled = user.disabled;
    reading.arrival.phone_verified = user.phone_number.is_some();
    reading.arrival.created_at = user.created_at.and_then(|at| match at {
        Value::String(text) => text.parse().ok().map(Timestamp),
        at => at.as_i64().map(Timestamp),
    });
    let draft = &mut reading.arrival.draft;
    // There are no user names there: who has no address signs in by the number or another service.
    draft.username = match (&user.email, &user.phone_number, &user.local_id) {
        (Some(_), ..) => String::new(),
        (None, Some(phone), _) => phone.clone(),
        (None, None, id) => id.clone().unwrap_or_default(),
    };
    reading.arrival.account_id = user.local_id;
    draft.email = user.email;
    draft.email_verified = user.email_verified;
    draft.phone = user.phone_number;
    draft.profile.name = user.display_name.filter(|name| !name.is_empty());
    draft.profile.picture = user.photo_url;
    match (user.password_hash, user.salt) {
        (Some(hash), Some(salt)) => reading.password(project.hash(&hash, &salt)),
        (Some(_), None) => reading.faults.push("the salt of the password is missing".into()),
        (None, _) => {}
    }
    reading.done().map(Some)
}

fn full_name(given: &Option<String>, family: &Option<String>) -> Option<String> {
    let parts: Vec<&str> = [given, family].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What serde expected, without the value that it found.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once("expected ") {
        Some((_, expected)) => format!("expected {expected}"),
        None => "they have another form".to_owned(),
    }
}
