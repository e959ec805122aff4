//! The attributes that the configuration declares (`[profile.attributes]`), as an extension of users. Unlike those of the tables they
//! are known at run time only: a document holds them as they come, and [`wanted`] says what they mean. Whether a value can stand,
//! [`attribute`] judges for every door.

use serde_json::{Map, Value, json};

use super::{fault::Fault, patch::Op, schema::DECLARED_USER};
use crate::{
    administration::{
        Error,
        attribute::{self, Hand, Place, Why},
    },
    config::{AttributeType, Attributes as Declared},
    storage::account::Attributes,
};

/// Longest name that can be declared.
const LONGEST_NAME: usize = 64;

/// A name as it would be declared; nothing if none is.
pub(super) fn name_of(text: &str) -> Option<String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (plain && (1..=LONGEST_NAME).contains(&text.len())).then(|| text.to_ascii_lowercase())
}

fn named(text: &str) -> Result<String, Fault> {
    let short = || text.chars().take(80).collect::<String>();
    name_of(text).ok_or_else(|| Fault::syntax(format!("{}: there is no such attribute here", short())))
}

fn held(document: &mut Map<String, Value>) -> Result<&mut Map<String, Value>, Fault> {
    let whole = document.entry(DECLARED_USER).or_insert_with(|| Value::Object(Map::new()));
    whole.as_object_mut().ok_or_else(|| Fault::internal("an extension that is no object"))
}

fn parts(value: &Value) -> Result<&Map<String, Value>, Fault> {
    value.as_object().ok_or_else(|| Fault::syntax(format!("{DECLARED_USER} must be an object")))
}

/// Reads one of them, or without a name all of them, into a document. A null stays there: it takes the value away.
///
/// # Errors
/// `invalidSyntax`.
pub(super) fn read(document: &mut Map<String, Value>, name: &str, value: &Value) -> Result<(), Fault> {
    if !name.is_empty() {
        return match held(document)?.insert(named(name)?, value.clone()) {
            None => Ok(()),
            Some(_) => Err(Fault::syntax(format!("{name} stands there twice"))),
        };
    }
    if value.is_null() {
        return Ok(());
    }
    parts(value)?.iter().try_for_each(|(name, value)| {
        if name.is_empty() { named(name).map(drop) } else { read(document, name, value) }
    })
}

/// Does an operation to one of them, or without a name to all of them.
///
/// # Errors
/// `invalidSyntax`.
pub(super) fn edit(
    document: &mut Map<String, Value>,
    op: Op,
    name: Option<&str>,
    value: &Value,
) -> Result<(), Fault> {
    let fields = held(document)?;
    match (name, op) {
        (Some(name), _) => set(fields, op, named(name)?, value),
        (None, Op::Remove) => fields.values_mut().for_each(|value| *value = Value::Null),
        (None, _) => {
            for (name, value) in parts(value)? {
                set(fields, op, named(name)?, value);
            }
        }
    }
    Ok(())
}

fn set(fields: &mut Map<String, Value>, op: Op, name: String, value: &Value) {
    let after = match (op, fields.get(&name), value) {
        (Op::Remove, ..) => Value::Null,
        (Op::Add, Some(Value::Array(known)), Value::Array(new)) => known.iter().chain(new).cloned().collect(),
        (Op::Add, Some(Value::Array(known)), Value::String(_)) => {
            known.iter().chain([value]).cloned().collect()
        }
        _ => value.clone(),
    };
    fields.insert(name, after);
}

/// What a document tells of an account.
pub(super) fn shown(declared: &Declared, attributes: &Attributes) -> Map<String, Value> {
    let value = |name: &String, value: &Value| match declared.get(name)?.kind {
        // A schema has no word for any JSON, so it is told as a text.
        AttributeType::Json => {
            Some(Value::String(attribute::written(AttributeType::Json, value, Place::Cell)))
        }
        _ => Some(value.clone()),
    };
    attributes.iter().filter_map(|(name, said)| Some((name.clone(), value(name, said)?))).collect()
}

/// The attributes that an account is to have where `before` stood. What is not named stays as it is. `whole`: what only imports write
/// is passed over, as RFC 7644 section 3.5.1 has it for a resource as a whole.
///
/// # Errors
/// `invalidValue` for a text that is not the JSON that it should be; `mutability` for a change of what only imports write.
pub(super) fn wanted(
    declared: &Declared,
    before: &Attributes,
    said: Map<String, Value>,
    whole: bool,
) -> Result<Attributes, Fault> {
    let mut wanted = before.clone();
    for (name, value) in said {
        let known = declared.get(&name);
        let closed = known.map(|known| known.editor).filter(|editor| !Hand::Admin.may(*editor));
        if whole && closed.is_some() {
            continue;
        }
        let value = match (known.map(|known| known.kind), value) {
            (Some(AttributeType::Json), Value::String(text)) => {
                let read = attribute::read(AttributeType::Json, &text, Place::Cell);
                read.map_err(|why| Error::from(vec![attribute::Fault { name: name.clone(), why }]))?
                    .unwrap_or_default()
            }
            (Some(AttributeType::List), Value::String(text)) => json!([text]),
            (_, value) => value,
        };
        if let Some(editor) = closed
            && before.get(&name) != Some(&value).filter(|value| !value.is_null())
        {
            return Err(Fault::mutability(attribute::Fault { name, why: Why::Beyond(editor) }.to_string()));
        }
        if value.is_null() {
            wanted.remove(&name);
        } else {
            wanted.insert(name, value);
        }
    }
    Ok(wanted)
}

/// The schema as `/Schemas` shows it (RFC 7643 section 7); nothing if no attribute is declared. It tells no more than the
/// provider's metadata: names, and the claims that they become.
pub fn described(declared: &Declared, base: &str) -> Option<Value> {
    let attributes: Vec<Value> = declared
        .iter()
        .map(|one| {
            let (kind, about) = match one.kind {
                AttributeType::Number => ("decimal", ""),
                AttributeType::Truth => ("boolean", ""),
                AttributeType::Json => ("string", ", as JSON"),
                AttributeType::Text | AttributeType::List => ("string", ""),
            };
            json!({
                "name": one.name, "type": kind, "multiValued": one.kind == AttributeType::List,
                "description": format!("The claim {}{about}", one.claim), "required": false, "caseExact": true,
                "mutability": if Hand::Admin.may(one.editor) { "readWrite" } else { "readOnly" },
                "returned": "default", "uniqueness": "none",
            })
        })
        .collect();
    (!attributes.is_empty()).then(|| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": DECLARED_USER, "name": "DeclaredUser", "description": "What this installation says of somebody besides",
            "attributes": attributes,
            "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{DECLARED_USER}") },
        })
    })
}
