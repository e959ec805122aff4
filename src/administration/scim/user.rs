//! An account as a document, and a document as an account.
//!
//! What has a place in an account is there and nowhere else: its name, the primary address, number, picture and place, and the
//! other claims. The rest is kept beside it as the client wrote it. Where the account was changed meanwhile by another door, the
//! account is right.

use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::{
    fault::Fault,
    schema::{DECLARED_USER, ENTERPRISE_USER},
};
use crate::storage::{
    account::{Account, Address, Profile, State, name_key},
    account_group::Group,
    scim_user::ScimUser,
};

/// The most bytes that are kept beside an account.
const LARGEST: usize = 32_768;

/// What a document says.
pub(super) struct Said {
    pub username: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub profile: Profile,
    /// Nothing leaves it as it is.
    pub active: Option<bool>,
    pub password: Option<Zeroizing<String>>,
    pub kept: ScimUser,
    /// Every address in it.
    pub addresses: Vec<String>,
    /// What it says of the attributes that the configuration declares.
    pub declared: Map<String, Value>,
}

/// Attributes of one text, and the claim that each is.
type Claim = (&'static str, fn(&mut Profile) -> &mut Option<String>);
const CLAIMS: [Claim; 5] = [
    ("displayName", |profile| &mut profile.name),
    ("nickName", |profile| &mut profile.nickname),
    ("profileUrl", |profile| &mut profile.profile),
    ("locale", |profile| &mut profile.locale),
    ("timezone", |profile| &mut profile.zoneinfo),
];
const NAMES: [Claim; 3] = [
    ("familyName", |profile| &mut profile.family_name),
    ("givenName", |profile| &mut profile.given_name),
    ("middleName", |profile| &mut profile.middle_name),
];
type Part = (&'static str, fn(&mut Address) -> &mut Option<String>);
const PARTS: [Part; 6] = [
    ("formatted", |address| &mut address.formatted),
    ("streetAddress", |address| &mut address.street_address),
    ("locality", |address| &mut address.locality),
    ("region", |address| &mut address.region),
    ("postalCode", |address| &mut address.postal_code),
    ("country", |address| &mut address.country),
];

fn text(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).map(str::to_owned).filter(|text| !text.is_empty())
}

/// What an account and what is kept beside it look like, but for what only the server says.
pub(super) fn document(
    account: &Account,
    kept: Option<&ScimUser>,
    groups: &[Group],
    base: &str,
) -> Map<String, Value> {
    let kept_document = kept.and_then(|kept| serde_json::from_str(&kept.document).ok());
    let mut document: Map<String, Value> = kept_document.unwrap_or_default();
    let mut profile = account.profile.clone();
    document.insert("userName".into(), account.username.clone().into());
    if let Some(external_id) = kept.and_then(|kept| kept.external_id.clone()) {
        document.insert("externalId".into(), external_id.into());
    }
    document.insert("active".into(), (account.state == State::Active).into());
    for (name, claim) in CLAIMS {
        tell(&mut document, name, claim(&mut profile).take());
    }
    let mut name = match document.remove("name") {
        Some(Value::Object(name)) => name,
        _ => Map::new(),
    };
    for (part, claim) in NAMES {
        tell(&mut name, part, claim(&mut profile).take());
    }
    if !name.is_empty() {
        document.insert("name".into(), name.into());
    }
    let email = account.email.clone();
    settle(&mut document, "emails", &["work"], email, |value| Some(name_key(value)));
    settle(&mut document, "phoneNumbers", &["mobile"], account.phone.clone(), e164);
    settle(&mut document, "photos", &[], profile.picture.take(), https);
    settle_address(&mut document, profile.address.take());
    if !groups.is_empty() {
        let listed = groups.iter().map(|group| {
            let id = &group.group_id;
            json!({ "value": id, "$ref": format!("{base}/Groups/{id}"), "display": group.name, "type": "direct" })
        });
        document.insert("groups".into(), listed.collect());
    }
    document
}

fn tell(fields: &mut Map<String, Value>, name: &str, value: Option<String>) {
    match value {
        Some(value) => fields.insert(name.to_owned(), value.into()),
        None => fields.remove(name),
    };
}

/// Which of several values stands for all: the primary one, else one of the types, else the first.
fn main(list: &[Value], types: &[&str]) -> Option<usize> {
    main_among(list, types, |_| true)
}

/// The same among those that hold a value; one without stands for nothing.
fn main_value(list: &[Value], types: &[&str]) -> Option<usize> {
    main_among(list, types, |value| value.get("value").is_some_and(Value::is_string))
}

fn main_among(list: &[Value], types: &[&str], counts: fn(&Value) -> bool) -> Option<usize> {
    let find = |fits: &dyn Fn(&Value) -> bool| list.iter().position(|value| counts(value) && fits(value));
    let is_of = |value: &Value, wanted: &str| {
        value.get("type").and_then(Value::as_str).is_some_and(|of| of.eq_ignore_ascii_case(wanted))
    };
    let primary = find(&|value| value.get("primary") == Some(&Value::Bool(true)));
    let typed = || types.iter().find_map(|wanted| find(&|value| is_of(value, wanted)));
    primary.or_else(typed).or_else(|| find(&|_| true))
}

fn list_of(document: &Map<String, Value>, name: &str) -> Vec<Value> {
    document.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// Makes the list of an attribute say what the account does. `key` compares, and knows what an account can hold.
fn settle(
    document: &mut Map<String, Value>,
    name: &str,
    types: &[&str],
    own: Option<String>,
    key: fn(&str) -> Option<String>,
) {
    let mut list = list_of(document, name);
    let key_of = |value: &Value| value.get("value").and_then(Value::as_str).and_then(key);
    let at = main_value(&list, types);
    match own {
        None => {
            // It was taken from the account by another door. What no account can hold was never there.
            if let Some(at) = at.filter(|at| list.get(*at).and_then(key_of).is_some()) {
                list.remove(at);
            }
        }
        Some(own) => {
            let wanted = key(&own);
            let same = list.iter().position(|value| key_of(value) == wanted && wanted.is_some());
            match (at, same) {
                (Some(at), Some(same)) if at == same => put(&mut list, at, "value", own.into()),
                (_, Some(same)) => {
                    for at in 0..list.len() {
                        put(&mut list, at, "primary", (at == same).into());
                    }
                    put(&mut list, same, "value", own.into());
                }
                (Some(at), None) if list.get(at).and_then(key_of).is_some() => {
                    put(&mut list, at, "value", own.into())
                }
                (_, None) => {
                    for at in 0..list.len() {
                        put(&mut list, at, "primary", false.into());
                    }
                    list.insert(0, json!({ "value": own, "primary": true }));
                }
            }
        }
    }
    store(document, name, list);
}

fn put(list: &mut [Value], at: usize, name: &str, value: Value) {
    if let Some(fields) = list.get_mut(at).and_then(Value::as_object_mut) {
        fields.insert(name.to_owned(), value);
    }
}

fn store(document: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if list.is_empty() {
        document.remove(name);
    } else {
        document.insert(name.to_owned(), list.into());
    }
}

fn settle_address(document: &mut Map<String, Value>, own: Option<Address>) {
    let mut list = list_of(document, "addresses");
    let at = main(&list, &[]);
    let known = at.and_then(|at| list.get(at)).and_then(Value::as_object).map(address);
    if own.is_none() && known.as_ref().is_some_and(|known| *known != Address::default()) {
        if let Some(at) = at {
            list.remove(at);
        }
    } else if let Some(mut own) = own.filter(|own| Some(own) != known.as_ref()) {
        let at = at.unwrap_or_else(|| {
            list.insert(0, json!({ "primary": true }));
            0
        });
        if let Some(fields) = list.get_mut(at).and_then(Value::as_object_mut) {
            for (name, part) in PARTS {
                tell(fields, name, part(&mut own).take());
            }
        }
    }
    store(document, "addresses", list);
}

fn address(fields: &Map<String, Value>) -> Address {
    let mut address = Address::default();
    for (name, part) in PARTS {
        *part(&mut address) = text(fields, name);
    }
    address
}

/// Lets the address go with the user name that it was: for changes that rename and say nothing of addresses.
pub(super) fn follow_name(before: &Map<String, Value>, after: &mut Map<String, Value>) {
    let (Some(old), Some(new)) = (text(before, "userName"), text(after, "userName")) else { return };
    let mut list = list_of(after, "emails");
    let Some(at) = main_value(&list, &["work"]) else { return };
    let address = list.get(at).and_then(|value| value.get("value")).and_then(Value::as_str);
    if new != old && new.contains('@') && address.map(name_key) == Some(name_key(&old)) {
        put(&mut list, at, "value", new.into());
        store(after, "emails", list);
    }
}

/// What a document says. `before` is the account, if there is one: some of its claims have no place in a document.
///
/// # Errors
/// `invalidValue` for what no account can be.
pub(super) fn said(document: &Map<String, Value>, before: Option<&Account>) -> Result<Said, Fault> {
    let username = text(document, "userName").ok_or_else(|| Fault::value("userName is missing"))?;
    let chosen = |name: &str, types: &[&str]| -> Option<String> {
        let list = list_of(document, name);
        main_value(&list, types).and_then(|at| list.get(at)?.get("value")?.as_str().map(str::to_owned))
    };
    // A user name that is an address is the address, where no other is said.
    let own = Some(username.clone()).filter(|name| name.contains('@'));
    let email = chosen("emails", &["work"]).or(own);
    let mut profile = before.map(|before| before.profile.clone()).unwrap_or_default();
    for (name, claim) in CLAIMS {
        *claim(&mut profile) = text(document, name);
    }
    let name = document.get("name").and_then(Value::as_object);
    for (part, claim) in NAMES {
        *claim(&mut profile) = name.and_then(|name| text(name, part));
    }
    if profile.name.is_none() {
        profile.name = name.and_then(|name| text(name, "formatted"));
    }
    profile.picture = chosen("photos", &[]).as_deref().and_then(https);
    let places = list_of(document, "addresses");
    let place = main(&places, &[]).and_then(|at| places.get(at)).and_then(Value::as_object).map(address);
    profile.address = place.filter(|place| *place != Address::default());
    let addresses: Vec<String> = list_of(document, "emails")
        .iter()
        .filter_map(|one| one.get("value")?.as_str().map(str::to_owned))
        .collect();
    Ok(Said {
        phone: chosen("phoneNumbers", &["mobile"]).as_deref().and_then(e164),
        active: document.get("active").and_then(Value::as_bool),
        password: text(document, "password").map(Zeroizing::new),
        declared: document.get(DECLARED_USER).and_then(Value::as_object).cloned().unwrap_or_default(),
        kept: ScimUser { external_id: text(document, "externalId"), document: rest(document)? },
        username,
        email,
        profile,
        addresses,
    })
}

/// What has no place in an account.
fn rest(document: &Map<String, Value>) -> Result<String, Fault> {
    let mut rest = document.clone();
    let own = ["userName", "externalId", "active", "password", "groups", "id", "meta", "schemas"];
    for name in own.into_iter().chain([DECLARED_USER]).chain(CLAIMS.iter().map(|(name, _)| *name)) {
        rest.remove(name);
    }
    if let Some(name) = rest.get_mut("name").and_then(Value::as_object_mut) {
        for (part, _) in NAMES {
            name.remove(part);
        }
    }
    for name in ["name", ENTERPRISE_USER] {
        if rest.get(name).and_then(Value::as_object).is_some_and(Map::is_empty) {
            rest.remove(name);
        }
    }
    let text = Value::Object(rest).to_string();
    if text.len() > LARGEST {
        return Err(Fault::value(format!("the resource has more than {LARGEST} bytes")));
    }
    Ok(text)
}

/// A number as E.164 has it, however it is grouped (RFC 3966).
fn e164(text: &str) -> Option<String> {
    let text = text.trim();
    let bare: String = text
        .strip_prefix("tel:")
        .unwrap_or(text)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')'))
        .collect();
    let digits = bare.strip_prefix('+')?;
    let is_number = (7..=15).contains(&digits.len())
        && digits.bytes().all(|c| c.is_ascii_digit())
        && !digits.starts_with('0');
    is_number.then_some(bare)
}

fn https(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| text.starts_with("https://"))
}

#[cfg(test)]
mod tests;
