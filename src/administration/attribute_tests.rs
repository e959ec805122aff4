use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::config::setting::Setting;

fn declared() -> Declared {
    let text = "{ department = {}, level = { type = \"number\" }, on_call = { type = \"boolean\", edit = \"person\" }, \
                tools = { type = \"list\", edit = \"person\" }, desk = { type = \"json\" }, cost_centre = { edit = \"import\" } }";
    Declared::from_text(text).unwrap()
}

fn attributes(value: Value) -> Attributes {
    serde_json::from_value(value).unwrap()
}

fn told(before: Value, wanted: Value, hand: Hand) -> Result<Value, Vec<String>> {
    checked(&declared(), &attributes(before), attributes(wanted), hand)
        .map(|kept| json!(kept))
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

#[test]
fn values_of_every_type_stand_as_they_are_meant() {
    let wanted = json!({
        "department": " Sa\u{308}les ", "level": 7.5, "on_call": false, "tools": ["saw", " saw ", "", "axe"],
        "desk": { "floor": 3, "view": ["sea", null] }, "cost_centre": "0815"
    });
    let kept = json!({
        "department": "Säles", "level": 7.5, "on_call": false, "tools": ["saw", "axe"],
        "desk": { "floor": 3, "view": ["sea", null] }, "cost_centre": "0815"
    });
    assert_eq!(told(json!({}), wanted, Hand::Import), Ok(kept));
    let empty = json!({ "department": " ", "tools": [""], "level": null });
    assert_eq!(told(json!({}), empty, Hand::Import), Ok(json!({})));
}

#[test]
fn what_cannot_stand_is_named_with_the_attribute() {
    let deep = format!("{}1{}", "[".repeat(8), "]".repeat(8));
    let many: Vec<String> = (0..101).map(|n| n.to_string()).collect();
    let rows = [
        (json!({ "departement": "x" }), "attributes.departement is not declared in [profile.attributes]"),
        (json!({ "department": 7 }), "attributes.department is no string"),
        (json!({ "level": "7" }), "attributes.level is no number"),
        (json!({ "on_call": "true" }), "attributes.on_call is no boolean"),
        (json!({ "tools": "saw" }), "attributes.tools is no list of strings"),
        (json!({ "tools": ["saw", 7] }), "attributes.tools is no list of strings"),
        (json!({ "tools": many }), "attributes.tools has more than 100 entries"),
        (json!({ "tools": ["x".repeat(201)] }), "attributes.tools is too long"),
        (json!({ "department": "x".repeat(501) }), "attributes.department is too long"),
        (json!({ "department": "x".repeat(1_000_000) }), "attributes.department is too long"),
        (
            json!({ "department": "x\u{202e}y" }),
            "attributes.department holds control characters, or others that nobody sees",
        ),
        (
            json!({ "desk": { "a\u{0}": 1 } }),
            "attributes.desk holds control characters, or others that nobody sees",
        ),
        (
            json!({ "desk": ["\u{200b}"] }),
            "attributes.desk holds control characters, or others that nobody sees",
        ),
        (
            json!({ "desk": serde_json::from_str::<Value>(&deep).unwrap() }),
            "attributes.desk is deeper than 8",
        ),
        (json!({ "desk": "x".repeat(4_096) }), "attributes.desk is too long"),
        (json!({ "cost_centre": "1" }), "attributes.cost_centre is set by imports alone"),
    ];
    for (wanted, fault) in rows {
        assert_eq!(told(json!({}), wanted, Hand::Admin), Err(vec![fault.to_owned()]));
    }
    let both = told(json!({}), json!({ "level": "x", "tools": 1 }), Hand::Admin).unwrap_err();
    assert_eq!(both.len(), 2, "all at once");
}

#[test]
fn each_hand_writes_what_is_its_own() {
    let before = json!({ "department": "Sales", "on_call": true, "cost_centre": "1", "gone": "x" });
    let changed = |name: &str, value: Value, hand| {
        let mut wanted = before.clone();
        wanted[name] = value;
        told(before.clone(), wanted, hand).is_ok()
    };
    for (name, value) in [("department", json!("IT")), ("on_call", json!(false)), ("cost_centre", json!("2"))]
    {
        let person = name == "on_call";
        assert_eq!(changed(name, value.clone(), Hand::Person), person, "{name}");
        assert_eq!(changed(name, value.clone(), Hand::Admin), name != "cost_centre", "{name}");
        assert!(changed(name, value, Hand::Import), "{name}");
        assert_eq!(changed(name, Value::Null, Hand::Person), person, "{name}");
        assert_eq!(changed(name, Value::Null, Hand::Admin), name != "cost_centre", "{name}");
    }
    // What no declaration speaks of stays as it is, or goes.
    assert!(changed("gone", Value::Null, Hand::Admin) && !changed("gone", Value::Null, Hand::Person));
    assert!(!changed("gone", json!("y"), Hand::Import));
    assert_eq!(told(before.clone(), before.clone(), Hand::Person), Ok(before));
}

#[test]
fn an_account_has_so_much_of_them_and_no_more() {
    let text: String = (0..40).map(|n| format!("a{n} = {{}}, ")).collect();
    let declared = Declared::from_text(&format!("{{ {} }}", text.trim_end_matches(", "))).unwrap();
    let wanted = |length: usize| (0..40).map(|n| (format!("a{n}"), "x".repeat(length).into())).collect();
    assert!(checked(&declared, &Attributes::new(), wanted(400), Hand::Admin).is_ok());
    let faults = checked(&declared, &Attributes::new(), wanted(410), Hand::Admin).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.why).collect::<Vec<_>>(), [Why::TooMuch]);
}

#[test]
fn a_value_goes_through_text_and_back() {
    let values = [
        (AttributeType::Text, json!("a;b")),
        (AttributeType::Number, json!(-3)),
        (AttributeType::Number, json!(2.5e-9)),
        (AttributeType::Truth, json!(true)),
        (AttributeType::List, json!(["a", "b c"])),
        (AttributeType::List, json!(["a;b", "[c"])),
        (AttributeType::List, json!(["[c"])),
        (AttributeType::Json, json!({ "a": [1, "x\ny"] })),
        (AttributeType::Json, json!("text")),
    ];
    for (kind, value) in values {
        for place in [Place::Form, Place::Cell] {
            let text = written(kind, &value, place);
            assert_eq!(read(kind, &text, place), Ok(Some(value.clone())), "{text}");
        }
    }
    assert_eq!(written(AttributeType::List, &json!(["a", "b c"]), Place::Cell), "a;b c");
    assert_eq!(read(AttributeType::List, " a ;; b ", Place::Cell), Ok(Some(json!(["a", "b"]))));
    assert_eq!(read(AttributeType::List, "a\r\n\r\nb", Place::Form), Ok(Some(json!(["a", "b"]))));
    assert_eq!(read(AttributeType::Truth, " YES ", Place::Cell), Ok(Some(json!(true))));
    for kind in [AttributeType::Text, AttributeType::Number, AttributeType::List, AttributeType::Json] {
        assert_eq!(read(kind, " \r\n", Place::Form), Ok(None));
    }
    for (kind, text) in [
        (AttributeType::Number, "seven"),
        (AttributeType::Number, "1e999"),
        (AttributeType::Number, "\"7\""),
        (AttributeType::Number, "NaN"),
        (AttributeType::Truth, "perhaps"),
        (AttributeType::Json, "{a: 1}"),
    ] {
        assert_eq!(read(kind, text, Place::Form), Err(Why::Type(kind)), "{text}");
    }
    assert_eq!(read(AttributeType::Text, &"x".repeat(20_000), Place::Form), Err(Why::Long));
}

proptest! {
    #[test]
    fn reading_and_checking_are_total(text in ".{0,80}", deep in 0_usize..2_000) {
        let kinds = [AttributeType::Text, AttributeType::Number, AttributeType::Truth, AttributeType::List, AttributeType::Json];
        let nested = format!("{}{text}{}", "[".repeat(deep), "]".repeat(deep));
        for kind in kinds {
            for text in [&text, &nested] {
                for place in [Place::Form, Place::Cell] {
                    if let Ok(Some(value)) = read(kind, text, place)
                        && let Ok(Some(kept)) = stands(kind, value)
                    {
                        prop_assert!(kind.fits(&kept) || kind == AttributeType::Json);
                        prop_assert_eq!(stands(kind, kept.clone()), Ok(Some(kept)), "once kept, it stays");
                    }
                }
            }
        }
    }
}
