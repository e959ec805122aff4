//! The examples of RFC 7644 section 3.5.2, the spellings of the two widespread clients, and what cannot be done.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn alice() -> Value {
    json!({
        "userName": "alice", "active": true, "name": { "givenName": "Alice", "familyName": "S" },
        "emails": [
            { "value": "a@work.example", "type": "work", "primary": true },
            { "value": "a@home.example", "type": "home" },
        ],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "D", "manager": { "value": "m" } },
    })
}

fn patched(resource: ResourceType, document: &Value, operations: Value) -> Result<Value, Fault> {
    let body = json!({ "schemas": [MESSAGE], "Operations": operations });
    let operations = read(resource, &body)?;
    apply(resource, document.as_object().unwrap(), &operations).map(Value::Object)
}

fn user(operations: Value) -> Result<Value, Fault> {
    patched(ResourceType::User, &alice(), operations)
}

const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

#[test]
fn operations_do_what_the_clause_says() {
    let cases = [
        (json!([{ "op": "add", "path": "title", "value": "Dr" }]), "/title", json!("Dr")),
        (json!([{ "op": "Replace", "path": "DISPLAYNAME", "value": "A" }]), "/displayName", json!("A")),
        (json!([{ "op": "add", "value": { "title": "Dr", "nickName": "Ali" } }]), "/nickName", json!("Ali")),
        (
            json!([{ "op": "replace", "value": { "name": { "givenName": "B" } } }]),
            "/name",
            json!({ "givenName": "B", "familyName": "S" }),
        ),
        (
            json!([{ "op": "replace", "path": "name.familyName", "value": "X" }]),
            "/name/familyName",
            json!("X"),
        ),
        (json!([{ "op": "remove", "path": "name.familyName" }]), "/name", json!({ "givenName": "Alice" })),
        (json!([{ "op": "remove", "path": "name" }]), "/name", Value::Null),
        (json!([{ "op": "remove", "path": "emails[type eq \"home\"]" }]), "/emails/1", Value::Null),
        (json!([{ "op": "remove", "path": "emails[value pr]" }]), "/emails", Value::Null),
        (
            json!([{ "op": "remove", "path": "emails[type eq \"work\"].value" }]),
            "/emails",
            json!([{ "value": "a@home.example", "type": "home" }]),
        ),
        (json!([{ "op": "remove", "path": "emails.value" }]), "/emails", Value::Null),
        (
            json!([{ "op": "remove", "path": "emails[type eq \"home\"].type" }]),
            "/emails/1",
            json!({ "value": "a@home.example" }),
        ),
        (json!([{ "op": "remove", "path": "emails[type eq \"other\"]" }]), "/emails/1/type", json!("home")),
        (
            json!([{ "op": "replace", "path": "emails[type eq \"home\"].value", "value": "n@home.example" }]),
            "/emails/1/value",
            json!("n@home.example"),
        ),
        (
            json!([{ "op": "replace", "path": "emails[type eq \"home\"]", "value": { "value": "n@x.example" } }]),
            "/emails/1",
            json!({ "value": "n@x.example" }),
        ),
        (
            json!([{ "op": "add", "path": "emails[type eq \"home\"]", "value": { "display": "H" } }]),
            "/emails/1",
            json!({ "value": "a@home.example", "type": "home", "display": "H" }),
        ),
        (
            json!([{ "op": "add", "path": "emails", "value": [{ "value": "c@x.example", "primary": true }] }]),
            "/emails/0/primary",
            json!(false),
        ),
        (
            json!([{ "op": "add", "path": "emails", "value": [{ "value": "a@home.example", "type": "home" }] }]),
            "/emails/2",
            Value::Null,
        ),
        (
            json!([{ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": true }]),
            "/emails/0/primary",
            json!(false),
        ),
        (
            json!([{ "op": "replace", "path": "emails", "value": [{ "value": "z@x.example" }] }]),
            "/emails",
            json!([{ "value": "z@x.example" }]),
        ),
        (json!([{ "op": "replace", "path": "title", "value": null }]), "/title", Value::Null),
        (
            json!([{ "op": "add", "path": "title", "value": "Dr" }, { "op": "remove", "path": "title" }]),
            "/title",
            Value::Null,
        ),
    ];
    for (operations, pointer, wanted) in cases {
        let after = user(operations.clone()).unwrap_or_else(|fault| panic!("{operations}: {fault:?}"));
        assert_eq!(after.pointer(pointer).cloned().unwrap_or_default(), wanted, "{operations}");
    }
}

#[test]
fn the_spellings_of_widespread_clients_are_understood() {
    let department = format!("{EXTENSION}:department");
    let manager = format!("{EXTENSION}:manager");
    let cases = [
        (
            json!([{ "op": "Replace", "path": "active", "value": "False" }]),
            "/active".to_owned(),
            json!(false),
        ),
        (json!([{ "op": "replace", "value": { "active": false } }]), "/active".into(), json!(false)),
        (
            json!([{ "op": "Add", "path": department, "value": "Sales" }]),
            format!("/{EXTENSION}/department"),
            json!("Sales"),
        ),
        (
            json!([{ "op": "Add", "path": manager, "value": "m2" }]),
            format!("/{EXTENSION}/manager/value"),
            json!("m2"),
        ),
        (
            json!([{ "op": "Add", "path": manager, "value": [{ "$ref": "../Users/m2", "value": "m2" }] }]),
            format!("/{EXTENSION}/manager/value"),
            json!("m2"),
        ),
        (
            json!([{ "op": "Add", "path": "nickName", "value": [{ "value": "Babs" }] }]),
            "/nickName".into(),
            json!("Babs"),
        ),
        (
            json!([{ "op": "Replace", "path": "displayName", "value": [{ "$ref": null, "value": "B" }] }]),
            "/displayName".into(),
            json!("B"),
        ),
        (
            json!([{ "op": "Replace", "path": "emails[type eq \"work\"].value", "value": [{ "value": "n@x.example" }] }]),
            "/emails/0/value".into(),
            json!("n@x.example"),
        ),
        (
            json!([{ "op": "replace", "value": { department.as_str(): "X", "name.familyName": "Y" } }]),
            "/name/familyName".into(),
            json!("Y"),
        ),
        (
            json!([{ "op": "replace", "value": { EXTENSION: { "department": "X" } } }]),
            format!("/{EXTENSION}/manager/value"),
            json!("m"),
        ),
        (
            json!([{ "op": "replace", "value": { "id": "x", "schemas": [], "displayName": "A" } }]),
            "/displayName".into(),
            json!("A"),
        ),
        (
            json!([{ "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+4930" }]),
            "/phoneNumbers/0".into(),
            json!({ "type": "mobile", "value": "+4930" }),
        ),
        (
            json!([
                { "op": "add", "path": "roles[primary eq \"True\"].display", "value": "Chief" },
                { "op": "add", "path": "roles[primary eq \"True\"].value", "value": "chief" },
            ]),
            "/roles".into(),
            json!([{ "primary": true, "display": "Chief", "value": "chief" }]),
        ),
        (
            json!([{ "op": "add", "value": { "emails[type eq \"work\"].value": "n@x.example" } }]),
            "/emails/0/value".into(),
            json!("n@x.example"),
        ),
    ];
    for (operations, pointer, wanted) in cases {
        let after = user(operations.clone()).unwrap_or_else(|fault| panic!("{operations}: {fault:?}"));
        assert_eq!(after.pointer(&pointer).cloned().unwrap_or_default(), wanted, "{operations} {after}");
    }
    let team =
        json!({ "displayName": "team", "members": [{ "value": "a" }, { "value": "b" }, { "value": "c" }] });
    for (operations, left) in [
        (
            json!([{ "op": "Remove", "path": "members", "value": [{ "value": "a" }, { "value": "z" }] }]),
            "b c",
        ),
        (json!([{ "op": "remove", "path": "members[value eq \"b\"]" }]), "a c"),
        (
            json!([{ "op": "Add", "path": "members", "value": [{ "value": "d" }, { "value": "a", "display": "A" }] }]),
            "a b c d",
        ),
        (json!([{ "op": "add", "value": { "members": [{ "value": "e" }] } }]), "a b c e"),
        (json!([{ "op": "replace", "path": "members", "value": [{ "value": "z" }] }]), "z"),
        (json!([{ "op": "remove", "path": "members" }]), ""),
        (json!([{ "op": "replace", "path": "members", "value": [] }]), ""),
        (json!([{ "op": "replace", "value": { "id": "g1", "displayName": "crew" } }]), "a b c"),
    ] {
        let after = patched(ResourceType::Group, &team, operations.clone()).unwrap();
        let members = after["members"].as_array().cloned().unwrap_or_default();
        let members: Vec<_> = members.iter().map(|member| member["value"].as_str().unwrap()).collect();
        assert_eq!(members.join(" "), left, "{operations}");
    }
}

#[test]
fn what_cannot_be_done_leaves_everything_as_it_was() {
    let bomb: Vec<Value> = (0..501).map(|_| json!({ "op": "add", "path": "title", "value": "x" })).collect();
    let grows: Vec<Value> = (0..101)
        .map(|n| json!({ "op": "add", "path": "roles", "value": [{ "value": n.to_string() }] }))
        .collect();
    for (operations, status, scim_type) in [
        (json!([]), 400, Some("invalidSyntax")),
        (json!({}), 400, Some("invalidSyntax")),
        (json!(["x"]), 400, Some("invalidSyntax")),
        (json!([{ "op": "move", "path": "title" }]), 400, Some("invalidSyntax")),
        (json!([{ "path": "title", "value": "x" }]), 400, Some("invalidSyntax")),
        (json!([{ "op": "add", "path": "title" }]), 400, Some("invalidSyntax")),
        (json!([{ "op": "replace", "value": "x" }]), 400, Some("invalidSyntax")),
        (json!([{ "op": "add", "path": "title", "value": "x" }, { "op": "remove" }]), 400, Some("noTarget")),
        (
            json!([{ "op": "replace", "path": "emails[type eq \"other\"].value", "value": "x" }]),
            400,
            Some("noTarget"),
        ),
        (
            json!([{ "op": "add", "path": "emails[type sw \"o\"].value", "value": "x" }]),
            400,
            Some("noTarget"),
        ),
        (json!([{ "op": "add", "path": "nope", "value": "x" }]), 400, Some("invalidPath")),
        (json!([{ "op": "add", "path": 1, "value": "x" }]), 400, Some("invalidPath")),
        (json!([{ "op": "add", "value": { "nope": "x" } }]), 400, Some("invalidPath")),
        (json!([{ "op": "add", "path": "emails[nope eq \"x\"]", "value": {} }]), 400, Some("invalidFilter")),
        (json!([{ "op": "replace", "path": "id", "value": "x" }]), 400, Some("mutability")),
        (json!([{ "op": "replace", "path": "meta.version", "value": "x" }]), 400, Some("mutability")),
        (
            json!([{ "op": "add", "path": "groups", "value": [{ "value": "admins" }] }]),
            400,
            Some("mutability"),
        ),
        (json!([{ "op": "remove", "path": "userName" }]), 400, Some("mutability")),
        (json!([{ "op": "replace", "path": "userName", "value": null }]), 400, Some("mutability")),
        (json!([{ "op": "replace", "path": "active", "value": "perhaps" }]), 400, Some("invalidValue")),
        (json!([{ "op": "replace", "path": "title", "value": ["a", "b"] }]), 400, Some("invalidValue")),
        (json!([{ "op": "add", "path": "emails", "value": [{ "nope": "x" }] }]), 400, Some("invalidSyntax")),
        (Value::Array(bomb), 413, None),
        (Value::Array(grows), 400, Some("invalidValue")),
    ] {
        let fault = user(operations.clone()).expect_err(&operations.to_string());
        assert_eq!((fault.status, fault.scim_type), (status, scim_type), "{operations}: {}", fault.detail);
    }
    let team = json!({ "displayName": "team", "members": [{ "value": "a" }] });
    for operations in [
        json!([{ "op": "replace", "path": "members[value eq \"a\"].value", "value": "b" }]),
        json!([{ "op": "remove", "path": "members[value eq \"a\"].value" }]),
        json!([{ "op": "replace", "path": "members[value eq \"a\"]", "value": { "value": "b" } }]),
        json!([{ "op": "remove", "path": "displayName" }]),
    ] {
        let fault = patched(ResourceType::Group, &team, operations).unwrap_err();
        assert_eq!(fault.scim_type, Some("mutability"), "{}", fault.detail);
    }
}

#[test]
fn many_operations_on_many_members_take_no_time() {
    let members: Vec<Value> = (0..20_000).map(|n| json!({ "value": format!("m{n}") })).collect();
    let team = json!({ "displayName": "team", "members": members });
    let operations: Vec<Value> =
        (0..500).map(|n| json!({ "op": "remove", "path": format!("members[value eq \"m{n}\"]") })).collect();
    let after = patched(ResourceType::Group, &team, Value::Array(operations)).unwrap();
    assert_eq!(after["members"].as_array().unwrap().len(), 19_500);
}

proptest! {
    #[test]
    fn what_is_replaced_twice_is_what_was_replaced_once(path in "(title|nickName|name\\.givenName|displayName)", text in "[ -~]{1,40}") {
        let once = json!({ "op": "replace", "path": path, "value": text });
        prop_assert_eq!(user(json!([once.clone()])).unwrap(), user(json!([once.clone(), once])).unwrap());
    }
}
