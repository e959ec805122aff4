use serde_json::json;

use super::*;

#[test]
fn attributes_are_read_and_written_back() {
    let text = r#"{ badge = {}, on_call = { type = "boolean", label = { en = "On call", de = "Bereitschaft" }, edit = "person",
        claim = "https://example.org/on-call", scopes = ["employment", "profile"], id_token = true } }"#;
    let read = Attributes::from_text(&text.replace('\n', " ")).unwrap();
    let badge = read.get("badge").unwrap();
    assert_eq!(
        (badge.kind, badge.editor, badge.claim.as_str()),
        (AttributeType::Text, AttributeEditor::Admin, "badge")
    );
    assert_eq!((badge.label.in_language("de"), badge.scopes.len(), badge.id_token), ("badge", 0, false));
    let duty = read.get("on_call").unwrap();
    assert_eq!((duty.label.in_language("de"), duty.id_token), ("Bereitschaft", true));
    assert_eq!(read.scopes().collect::<Vec<_>>(), ["employment", "profile"]);
    let (again, faults) = Value::parse_document(&read.to_toml().unwrap());
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(Attributes::from_value(&again).unwrap(), read);
}

#[test]
fn every_slip_is_named_with_its_place() {
    for (text, why) in [
        ("7", "7 is not a table of attributes"),
        (
            r#"{ badge = "x" }"#,
            r#""badge" is "x", not a table as { type = "string", scopes = ["employment"] }"#,
        ),
        (
            "{ Badge = {} }",
            r#""Badge" is no name: it begins with a letter and has at most 64 of a-z, 0-9 and _"#,
        ),
        (
            "{ '1st' = {} }",
            r#""1st" is no name: it begins with a letter and has at most 64 of a-z, 0-9 and _"#,
        ),
        (
            r#"{ badge = { kind = "string" } }"#,
            r#""badge".kind: there are type, label, edit, claim, scopes and id_token"#,
        ),
        (
            r#"{ badge = { type = "text" } }"#,
            r#""badge".type: "text" is not one of string, number, boolean, list, json"#,
        ),
        (
            r#"{ badge = { edit = "admins" } }"#,
            r#""badge".edit: "admins" is not one of person, admin, import; did you mean admin?"#,
        ),
        (
            r#"{ badge = { claim = "" } }"#,
            r#""badge".claim: a claim has 1 to 100 printable characters of ASCII, without quotes, spaces and \"#,
        ),
        (
            r#"{ badge = { scopes = ["openid"] } }"#,
            r#""badge".scopes: "openid" asks for nothing that an account says"#,
        ),
        (r#"{ badge = { scopes = ["admin.x"] } }"#, r#""badge".scopes: "admin.x" belongs to the admin side"#),
        (
            r#"{ badge = { scopes = ["a b"] } }"#,
            r#""badge".scopes: "a b" is no scope: printable ASCII without space, quote and backslash (RFC 6749 section 3.3)"#,
        ),
        (
            r#"{ a = { claim = "x" }, b = { claim = "x" } }"#,
            r#""b".claim: "x" is another attribute's already"#,
        ),
        (r#"{ a = { id_token = 1 } }"#, r#""a".id_token: 1 is neither true nor false"#),
    ] {
        assert_eq!(Attributes::from_text(text).unwrap_err(), why);
    }
    let many: Vec<String> = (0..41).map(|n| format!("a{n} = {{}}")).collect();
    let refused = Attributes::from_text(&format!("{{ {} }}", many.join(", "))).unwrap_err();
    assert_eq!(refused, "there are 41 attributes; 40 are the most");
}

#[test]
fn what_the_protocol_says_no_attribute_says() {
    for claim in [
        "iss",
        "sub",
        "aud",
        "exp",
        "nonce",
        "acr",
        "sid",
        "at_hash",
        "cnf",
        "act",
        "groups",
        "email",
        "doorward_x",
    ] {
        let by_claim =
            Attributes::from_text(&format!("{{ badge = {{ claim = \"{claim}\" }} }}")).unwrap_err();
        assert_eq!(
            by_claim,
            format!("\"badge\".claim: \"{claim}\" is a claim of the protocol or of OpenID Connect")
        );
        let by_name = Attributes::from_text(&format!("{{ {claim} = {{}} }}")).unwrap_err();
        assert_eq!(
            by_name,
            format!("\"{claim}\".claim: \"{claim}\" is a claim of the protocol or of OpenID Connect")
        );
    }
}

#[test]
fn a_value_fits_its_type_and_says_something() {
    let values = [json!("x"), json!(7.5), json!(false), json!(["a", "b"]), json!({ "a": 1 })];
    let kinds = [
        AttributeType::Text,
        AttributeType::Number,
        AttributeType::Truth,
        AttributeType::List,
        AttributeType::Json,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        for (other, value) in values.iter().enumerate() {
            let fits = at == other || kind == AttributeType::Json;
            assert_eq!(kind.fits(value), fits, "{kind:?} {value}");
        }
        for empty in [json!(null), json!(""), json!([]), json!({})] {
            let text_of_json = kind == AttributeType::Json && empty == json!("");
            assert_eq!(kind.fits(&empty), text_of_json, "{kind:?} {empty}");
        }
    }
    assert!(!AttributeType::List.fits(&json!(["a", ""])) && !AttributeType::List.fits(&json!(["a", 1])));
}
