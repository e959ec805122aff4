//! Documents from outside: names brought into their usual letter case, values checked against the schema. What is the server's to
//! write is passed over (RFC 7644 section 3.3), nothing is told from no value (RFC 7643 section 2.5), and what nobody knows is refused.

use serde_json::{Map, Value};

use super::{
    declared,
    fault::Fault,
    schema::{Attribute, Kind, Mutability, Place, ResourceType, find, in_declared},
};

/// The most characters of a text, values of an attribute, and members of a group.
const LONGEST: usize = 1024;
const MOST_VALUES: usize = 100;
pub(super) const MOST_MEMBERS: usize = 100_000;

/// A resource as a client sends it.
///
/// # Errors
/// `invalidSyntax` and `invalidValue`, naming the attribute.
pub fn resource(resource: ResourceType, body: &Value) -> Result<Map<String, Value>, Fault> {
    let fields = body.as_object().ok_or_else(|| Fault::syntax("the body must be an object"))?;
    says(fields, resource.schema())?;
    let mut read = Map::new();
    for (name, value) in fields {
        if name.eq_ignore_ascii_case("schemas") {
            continue;
        }
        if let Some((schema, attributes)) = resource.extension()
            && name.eq_ignore_ascii_case(schema)
        {
            let within = extension(schema, attributes, value)?;
            if let Some(within) = within {
                put(&mut read, schema, within)?;
            }
            continue;
        }
        if let (ResourceType::User, Some(name)) = (resource, in_declared(name)) {
            declared::read(&mut read, name, value)?;
            continue;
        }
        let place = Place::find(resource, name).filter(|place| place.within.is_none());
        let place = place.ok_or_else(|| unknown(name))?;
        if place.attribute.mutability == Mutability::ReadOnly {
            continue;
        }
        let Some(value) = self::value(place.attribute, value)? else { continue };
        match place.extension {
            None => put(&mut read, place.attribute.name, value)?,
            Some(schema) => {
                let extension = read.entry(schema).or_insert_with(|| Value::Object(Map::new()));
                if let Some(fields) = extension.as_object_mut() {
                    put(fields, place.attribute.name, value)?;
                }
            }
        }
    }
    Ok(read)
}

/// Checks that `schemas` names this one.
pub(super) fn says(fields: &Map<String, Value>, schema: &str) -> Result<(), Fault> {
    let said = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("schemas"));
    let named = said.and_then(|(_, value)| value.as_array()).is_some_and(|list| {
        list.iter().filter_map(Value::as_str).any(|one| one.eq_ignore_ascii_case(schema))
    });
    if named { Ok(()) } else { Err(Fault::syntax(format!("schemas must name {schema}"))) }
}

fn unknown(name: &str) -> Fault {
    let short: String = name.chars().take(80).collect();
    Fault::syntax(format!("{short}: there is no such attribute here"))
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Value) -> Result<(), Fault> {
    match fields.insert(name.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err(Fault::syntax(format!("{name} stands there twice"))),
    }
}

/// The attributes of an extension.
pub(super) fn extension(
    schema: &str,
    attributes: &'static [Attribute],
    value: &Value,
) -> Result<Option<Value>, Fault> {
    if value.is_null() {
        return Ok(None);
    }
    let fields = value.as_object().ok_or_else(|| Fault::syntax(format!("{schema} must be an object")))?;
    within(attributes, fields, schema)
}

/// What one attribute is to hold; nothing for null, an empty list, and an object without anything in it.
///
/// # Errors
/// `invalidValue`, naming the attribute.
pub fn value(attribute: &'static Attribute, value: &Value) -> Result<Option<Value>, Fault> {
    if value.is_null() {
        return Ok(None);
    }
    if !attribute.several {
        return single(attribute, value);
    }
    let alone = std::slice::from_ref(value);
    let given = value.as_array().map_or(alone, Vec::as_slice);
    let most = if attribute.name == "members" { MOST_MEMBERS } else { MOST_VALUES };
    if given.len() > most {
        return Err(Fault::value(format!("{}: at most {most} values", attribute.name)));
    }
    let mut list = Vec::with_capacity(given.len());
    for value in given {
        list.extend(single(attribute, value)?);
    }
    let primaries = list.iter().filter(|value| value.get("primary") == Some(&Value::Bool(true))).count();
    if primaries > 1 {
        return Err(Fault::value(format!("{}: only one of them can be primary", attribute.name)));
    }
    Ok(Some(Value::Array(list)).filter(|list| list.as_array().is_some_and(|list| !list.is_empty())))
}

fn single(attribute: &'static Attribute, value: &Value) -> Result<Option<Value>, Fault> {
    let name = attribute.name;
    match (attribute.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::Complex, Value::Object(fields)) => within(attribute.within, fields, name),
        // A value alone stands for the part that is called so.
        (Kind::Complex, Value::String(_)) if find(attribute.within, "value").is_some() => {
            let fields = Map::from_iter([("value".to_owned(), value.clone())]);
            within(attribute.within, &fields, name)
        }
        (Kind::Boolean, Value::Bool(_)) => Ok(Some(value.clone())),
        // One widespread client writes "True".
        (Kind::Boolean, Value::String(text)) if text.eq_ignore_ascii_case("true") => {
            Ok(Some(Value::Bool(true)))
        }
        (Kind::Boolean, Value::String(text)) if text.eq_ignore_ascii_case("false") => {
            Ok(Some(Value::Bool(false)))
        }
        (Kind::String | Kind::Reference | Kind::DateTime, Value::String(text)) => {
            let lines = matches!(name, "formatted" | "streetAddress");
            let unseen = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\r'));
            // A password has rules of its own.
            if attribute.mutability != Mutability::WriteOnly && text.chars().any(unseen) {
                return Err(Fault::value(format!("{name} holds control characters")));
            }
            if text.chars().count() > LONGEST {
                return Err(Fault::value(format!("{name} has more than {LONGEST} characters")));
            }
            Ok(Some(value.clone()))
        }
        (kind, _) => {
            let wanted = match kind {
                Kind::Complex => "an object",
                Kind::Boolean => "true or false",
                Kind::DateTime => "a moment of RFC 3339",
                Kind::String | Kind::Reference => "a text",
            };
            Err(Fault::value(format!("{name} must be {wanted}")))
        }
    }
}

fn within(
    attributes: &'static [Attribute],
    fields: &Map<String, Value>,
    of: &str,
) -> Result<Option<Value>, Fault> {
    let mut read = Map::new();
    for (name, value) in fields {
        let attribute = find(attributes, name).ok_or_else(|| unknown(&format!("{of}.{name}")))?;
        if attribute.mutability == Mutability::ReadOnly {
            continue;
        }
        if let Some(value) = self::value(attribute, value)? {
            put(&mut read, attribute.name, value)?;
        }
    }
    if let Some(missing) = attributes.iter().find(|one| one.required && !read.contains_key(one.name)) {
        return Err(Fault::value(format!("{of}.{} is missing", missing.name)));
    }
    Ok(Some(Value::Object(read)).filter(|read| read.as_object().is_some_and(|read| !read.is_empty())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        super::schema::{CORE_GROUP, CORE_USER},
        *,
    };

    fn read(mut body: Value) -> Result<Value, Fault> {
        body["schemas"] = json!([CORE_USER]);
        resource(ResourceType::User, &body).map(Value::Object)
    }

    #[test]
    fn a_document_is_brought_into_its_usual_form() {
        let body = json!({
            "USERNAME": "alice", "id": "forged", "meta": { "version": "9" }, "groups": [{ "value": "admins" }],
            "Active": "False", "title": null, "photos": [], "name": {}, "emails": { "Value": "a@b.example", "PRIMARY": "TRUE" },
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "Manager": "m1", "department": null },
        });
        assert_eq!(
            read(body).unwrap(),
            json!({
                "userName": "alice", "active": false, "emails": [{ "value": "a@b.example", "primary": true }],
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "m1" } },
            })
        );
        assert_eq!(
            read(json!({ "urn:ietf:params:scim:schemas:core:2.0:User:userName": "a" })).unwrap()["userName"],
            "a"
        );
    }

    #[test]
    fn only_a_member_must_have_a_value() {
        let body =
            json!({ "emails": [{ "type": "work" }], "roles": [{ "display": "D", "primary": "True" }] });
        assert_eq!(
            read(body).unwrap(),
            json!({ "emails": [{ "type": "work" }], "roles": [{ "display": "D", "primary": true }] })
        );
        let group = json!({ "schemas": [CORE_GROUP], "displayName": "g", "members": [{ "display": "a" }] });
        let fault = resource(ResourceType::Group, &group).unwrap_err();
        assert!(fault.detail.contains("members.value"), "{}", fault.detail);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let many: Vec<Value> = (0..101).map(|n| json!({ "value": n.to_string() })).collect();
        for (body, scim_type, named) in [
            (json!({ "nope": 1 }), "invalidSyntax", "nope"),
            (json!({ "userName": "a", "USERname": "b" }), "invalidSyntax", "userName"),
            (json!({ "name": { "nope": 1 } }), "invalidSyntax", "name.nope"),
            (json!({ "name.givenName": "x" }), "invalidSyntax", "name.givenName"),
            (json!({ "urn:x:y": {} }), "invalidSyntax", "urn:x:y"),
            (json!({ "__proto__": {} }), "invalidSyntax", "__proto__"),
            (json!({ "userName": 1 }), "invalidValue", "userName"),
            (json!({ "userName": ["a"] }), "invalidValue", "userName"),
            (json!({ "active": "perhaps" }), "invalidValue", "active"),
            (json!({ "name": "Alice" }), "invalidValue", "name"),
            (json!({ "emails": [[{ "value": "a" }]] }), "invalidValue", "emails"),
            (
                json!({ "emails": [{ "value": "a", "primary": true }, { "value": "b", "primary": true }] }),
                "invalidValue",
                "primary",
            ),
            (json!({ "displayName": "a\u{0}b" }), "invalidValue", "displayName"),
            (json!({ "title": "x".repeat(1025) }), "invalidValue", "title"),
            (json!({ "roles": many }), "invalidValue", "roles"),
        ] {
            let fault = read(body.clone()).expect_err(&body.to_string());
            assert_eq!((fault.status, fault.scim_type), (400, Some(scim_type)), "{body}");
            assert!(fault.detail.contains(named) && fault.detail.len() < 300, "{}", fault.detail);
        }
        for body in
            [json!([]), json!(null), json!({}), json!({ "schemas": CORE_USER }), json!({ "schemas": ["x"] })]
        {
            assert!(resource(ResourceType::User, &body).is_err(), "{body}");
        }
    }
}
