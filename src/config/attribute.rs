//! What accounts can say of their people beside the standard claims: each attribute with its type, its claim, and the scopes that
//! release it.
//!
//! Owns the declaration, and which names it leaves to the protocol. Which values an account may have is `administration`'s;
//! when they are released, `oauth`'s.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::{
    check::is_scope,
    section::section,
    setting::{Setting, choice},
    value::{Value, quote},
    words::Words,
};

choice! {
    /// What the values of an attribute are.
    AttributeType {
        /// A line of text.
        Text = "string",
        /// A number.
        Number = "number",
        /// True or false.
        Truth = "boolean",
        /// Lines of text.
        List = "list",
        /// Any JSON.
        Json = "json",
    }
}

choice! {
    /// Who may change the values of an attribute.
    AttributeEditor {
        /// Its person, on the page of their profile; admins and imports too.
        Person = "person",
        /// Admins; imports too.
        Admin = "admin",
        /// Imports alone: the values are those of another system.
        Import = "import",
    }
}

section! {
    /// What accounts say of their people beside the standard claims of OpenID Connect Core 5.1.
    Profile {
        /// Attributes, by their names (a-z, 0-9 and _): the type of their values ("string", "number", "boolean", "list" of strings,
        /// or "json"), what people read (`label`, one text or one for each language), who may change them (`edit`: "person",
        /// "admin" or "import"), the claim they become (their name, if not said), the scopes that release it (none, if not said),
        /// and whether it always stands in the ID token (`id_token`), not only where other claims do:
        /// department = { type = "string", label = { en = "Department", de = "Abteilung" }, edit = "admin", claim = "department", scopes = ["employment"], id_token = false }
        attributes: Attributes = {};
    }
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What it is called in the API, in files, and in the configuration.
    pub name: String,
    /// What its values are.
    pub kind: AttributeType,
    /// What people read.
    pub label: Words,
    /// Who may change its values.
    pub editor: AttributeEditor,
    /// The claim that it becomes.
    pub claim: String,
    /// The scopes that release it, each by itself.
    pub scopes: Vec<String>,
    /// Whether it stands in the ID token even where other claims do not.
    pub id_token: bool,
}

/// All of them, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(pub Vec<Attribute>);

/// Most attributes, which all have a field in one form, and most scopes of one.
const MOST: usize = 40;
const MOST_SCOPES: usize = 10;
/// Longest name, and longest claim.
const LONGEST_NAME: usize = 64;
const LONGEST_CLAIM: usize = 100;

/// Claims that mean something already: those of OpenID Connect Core 2 and 5.1, of RFC 7519, 7662, 7800, 8693, 9068, 9396 and of the
/// logout specifications.
const RESERVED: &[&str] = &[
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "azp",
    "sid",
    "at_hash",
    "c_hash",
    "s_hash",
    "sub_jwk",
    "sub_id",
    "cnf",
    "act",
    "may_act",
    "events",
    "toe",
    "txn",
    "client_id",
    "scope",
    "active",
    "username",
    "token_type",
    "token_introspection",
    "authorization_details",
    "entitlements",
    "_claim_names",
    "_claim_sources",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "address",
    "groups",
];
/// How claims of our own begin, and scopes of the admin side.
const OWN_CLAIMS: &str = "doorward_";
const OWN_SCOPES: &str = "admin.";
/// Scopes that release nothing about a person beside who they are.
const NOT_RELEASING: [&str; 2] = ["openid", "offline_access"];

/// Whether a claim is spoken for.
pub fn is_reserved(claim: &str) -> bool {
    RESERVED.contains(&claim) || claim.starts_with(OWN_CLAIMS)
}

impl AttributeType {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::Truth => "boolean",
            Self::List => "list",
            Self::Json => "json",
        }
    }

    /// Whether a value is of this type and says something.
    pub fn fits(self, value: &Json) -> bool {
        let text = |value: &Json| value.as_str().is_some_and(|text| !text.is_empty());
        match self {
            Self::Text => text(value),
            Self::Number => value.is_number(),
            Self::Truth => value.is_boolean(),
            Self::List => value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(text)),
            Self::Json => match value {
                Json::Null => false,
                Json::Object(members) => !members.is_empty(),
                Json::Array(items) => !items.is_empty(),
                _ => true,
            },
        }
    }
}

impl AttributeEditor {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Admin => "admin",
            Self::Import => "import",
        }
    }
}

impl Attributes {
    /// The one of this name.
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.0.iter().find(|attribute| attribute.name == name)
    }

    /// One after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Attribute> {
        self.0.iter()
    }

    /// The scopes that release any; one may come more than once.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|attribute| &attribute.scopes).map(String::as_str)
    }
}

impl Attribute {
    fn read(name: &str, value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else {
            return Err(format!(
                "{} is {}, not a table as {{ type = \"string\", scopes = [\"employment\"] }}",
                quote(name),
                value.quoted()
            ));
        };
        let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !first || name.len() > LONGEST_NAME || !name.bytes().all(plain) {
            return Err(format!(
                "{} is no name: it begins with a letter and has at most {LONGEST_NAME} of a-z, 0-9 and _",
                quote(name)
            ));
        }
        let mut read = Self {
            name: name.to_owned(),
            kind: AttributeType::Text,
            label: Words::everywhere(name),
            editor: AttributeEditor::Admin,
            claim: name.to_owned(),
            scopes: Vec::new(),
            id_token: false,
        };
        for (key, value, _) in entries {
            let outcome = match key.as_str() {
                "type" => AttributeType::from_value(value).map(|kind| read.kind = kind),
                "label" => Words::from_value(value).map(|label| read.label = label),
                "edit" => AttributeEditor::from_value(value).map(|editor| read.editor = editor),
                "claim" => String::from_value(value).map(|claim| read.claim = claim),
                "scopes" => Vec::from_value(value).map(|scopes| read.scopes = scopes),
                "id_token" => bool::from_value(value).map(|always| read.id_token = always),
                _ => Err("there are type, label, edit, claim, scopes and id_token".to_owned()),
            };
            outcome.map_err(|why| format!("{}.{key}: {why}", quote(name)))?;
        }
        claim_fault(&read.claim).map_or(Ok(()), |why| Err(format!("{}.claim: {why}", quote(name))))?;
        scopes_fault(&read.scopes).map_or(Ok(read), |why| Err(format!("{}.scopes: {why}", quote(name))))
    }

    fn line(&self) -> String {
        let mut parts = vec![format!("type = {}", quote(self.kind.name()))];
        parts.extend(self.label.to_toml().map(|label| format!("label = {label}")));
        parts.push(format!("edit = {}", quote(self.editor.name())));
        parts.push(format!("claim = {}", quote(&self.claim)));
        parts.push(format!("scopes = {}", self.scopes.to_toml().unwrap_or_default()));
        parts.push(format!("id_token = {}", self.id_token));
        format!("{} = {{ {} }}\n", quote(&self.name), parts.join(", "))
    }
}

fn claim_fault(claim: &str) -> Option<String> {
    if is_reserved(claim) {
        return Some(format!("{} is a claim of the protocol or of OpenID Connect", quote(claim)));
    }
    // A scope's characters are those that stand in JSON and in URIs as they are.
    (!is_scope(claim) || claim.len() > LONGEST_CLAIM).then(|| {
        format!(
            "a claim has 1 to {LONGEST_CLAIM} printable characters of ASCII, without quotes, spaces and \\"
        )
    })
}

fn scopes_fault(scopes: &[String]) -> Option<String> {
    if scopes.len() > MOST_SCOPES {
        return Some(format!("there are at most {MOST_SCOPES}"));
    }
    let fault = |scope: &String| {
        if NOT_RELEASING.contains(&scope.as_str()) {
            return Some(format!("{} asks for nothing that an account says", quote(scope)));
        }
        if scope.starts_with(OWN_SCOPES) {
            return Some(format!("{} belongs to the admin side", quote(scope)));
        }
        (!is_scope(scope) || scope.len() > LONGEST_CLAIM).then(|| {
            format!(
                "{} is no scope: printable ASCII without space, quote and backslash (RFC 6749 section 3.3)",
                quote(scope)
            )
        })
    };
    scopes.iter().find_map(fault)
}

impl Setting for Attributes {
    const TABLE: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else {
            return Err(format!("{} is not a table of attributes", value.quoted()));
        };
        if entries.len() > MOST {
            return Err(format!("there are {} attributes; {MOST} are the most", entries.len()));
        }
        let read = entries.iter().map(|(name, value, _)| Attribute::read(name, value));
        let read = read.collect::<Result<Vec<_>, _>>()?;
        let mut claims = HashSet::new();
        match read.iter().find(|attribute| !claims.insert(attribute.claim.as_str())) {
            Some(twice) => Err(format!(
                "{}.claim: {} is another attribute's already",
                quote(&twice.name),
                quote(&twice.claim)
            )),
            None => Ok(Self(read)),
        }
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::parse(text)?)
    }

    fn to_toml(&self) -> Option<String> {
        Some(self.0.iter().map(Attribute::line).collect())
    }
}

#[cfg(test)]
#[path = "attribute_tests.rs"]
mod tests;
