//! Filters as people write them, as nobody should, and as chance makes them.

use proptest::prelude::*;
use serde_json::json;

use super::{super::matching::holds, *};

fn read(text: &str) -> Result<Filter, Fault> {
    Filter::parse(text, ResourceType::User)
}

/// As the grammar writes it, fully bracketed.
fn written(filter: &Filter) -> String {
    match filter {
        Filter::And(one, other) => format!("({}) and ({})", written(one), written(other)),
        Filter::Or(one, other) => format!("({}) or ({})", written(one), written(other)),
        Filter::Not(filter) => format!("not ({})", written(filter)),
        Filter::Within(place, filter) => format!("{}[{}]", name(place), written(filter)),
        Filter::Compare(Comparison { place, operator, value }) => {
            let (word, _) = Operator::ALL.iter().find(|(_, one)| one == operator).unwrap();
            if *operator == Operator::Pr {
                format!("{} pr", name(place))
            } else {
                format!("{} {word} {value}", name(place))
            }
        }
    }
}

fn name(place: &Place) -> String {
    let schema = place.extension.map(|schema| format!("{schema}:")).unwrap_or_default();
    let within = place.within.map(|within| format!(".{}", within.name)).unwrap_or_default();
    format!("{schema}{}{within}", place.attribute.name)
}

fn alice() -> Map {
    json!({
        "id": "a1", "userName": "Alice", "displayName": "Alice Maria", "active": true,
        "name": { "givenName": "Alice", "familyName": "Sommer" },
        "emails": [
            { "value": "alice@work.example", "type": "work", "primary": true },
            { "value": "ally@home.example", "type": "home" },
        ],
        "meta": { "created": "2026-01-01T00:00:00Z", "lastModified": "2026-03-01T12:00:00Z" },
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "Sales" },
    })
    .as_object()
    .unwrap()
    .clone()
}

type Map = serde_json::Map<String, Value>;

#[test]
fn each_operator_means_what_table_3_says() {
    for (filter, is) in [
        ("userName eq \"alice\"", true),
        ("USERNAME EQ \"ALICE\"", true),
        ("id eq \"A1\"", false),
        ("userName ne \"bob\"", true),
        ("userName ne \"alice\"", false),
        ("emails ne \"ally@home.example\"", false),
        ("userName co \"LIC\"", true),
        ("userName sw \"al\"", true),
        ("userName ew \"ice\"", true),
        ("userName gt \"aaa\"", true),
        ("userName ge \"alice\"", true),
        ("userName lt \"alice\"", false),
        ("userName le \"alice\"", true),
        ("title pr", false),
        ("emails pr", true),
        ("name pr", true),
        ("title eq null", true),
        ("userName eq null", false),
        ("userName ne null", true),
        ("active eq true", true),
        ("active eq \"True\"", true),
        ("active ne true", false),
        ("meta.lastModified gt \"2026-03-01T12:59:00+01:00\"", true),
        ("meta.lastModified lt \"2026-03-01T13:01:00+01:00\"", true),
        ("meta.created eq \"2026-01-01T01:00:00+01:00\"", true),
        ("emails co \"home\"", true),
        ("emails.type eq \"home\" and emails.value ew \"work.example\"", true),
        ("emails[type eq \"home\" and value ew \"work.example\"]", false),
        ("emails[type eq \"work\"].value eq \"ALICE@work.example\"", true),
        ("emails[type eq \"home\"].value eq \"alice@work.example\"", false),
        ("emails[not (type eq \"work\")]", true),
        ("userName eq \"x\" or userName eq \"alice\" and active eq false", false),
        ("(userName eq \"x\" or userName eq \"alice\") and active eq true", true),
        ("userName eq \"alice\" or userName eq \"x\" and active eq false", true),
        ("not (userName eq \"alice\")", false),
        ("not(title pr)and(active eq true)", true),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"sales\"", true),
        ("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"ali\"", true),
        ("  userName   eq   \"alice\"  ", true),
        ("displayName eq \"Alice \\u004daria\"", true),
    ] {
        let read = read(filter).unwrap_or_else(|fault| panic!("{filter}: {fault:?}"));
        assert_eq!(holds(&read, &alice()), is, "{filter}");
    }
}

#[test]
fn what_means_nothing_is_no_filter() {
    let deep = format!("{}userName pr{}", "(".repeat(17), ")".repeat(17));
    let wide = vec!["userName pr"; 101].join(" or ");
    let large = format!("userName eq \"{}\"", "x".repeat(1_000_000));
    for filter in [
        "",
        " ",
        "userName",
        "userName eq",
        "userName is \"x\"",
        "userName eq x",
        "userName eq \"x",
        "userName eq 'x'",
        "nope eq \"x\"",
        "userName eq \"x\" and",
        "and userName pr",
        "userName pr userName pr",
        "(userName pr",
        "userName pr)",
        "emails[type eq \"x\"",
        "emails[]",
        "emails[value pr].nope eq \"x\"",
        "userName[value eq \"x\"]",
        "name[givenName pr]",
        "emails[emails[value pr]]",
        "emails.value[type pr]",
        "name eq \"x\"",
        "addresses eq \"x\"",
        "active gt true",
        "active co \"t\"",
        "active eq \"maybe\"",
        "active eq 1",
        "userName eq 1",
        "userName eq [1]",
        "userName eq {}",
        "userName gt null",
        "meta.created gt \"yesterday\"",
        "password eq \"x\"",
        "password pr",
        "not userName pr",
        "userName eq \"x\"; DROP TABLE account",
        "userName eq \"x\" -- ",
        "department eq \"x\"",
        "userName\u{a0}pr",
        "\u{0}",
        deep.as_str(),
        wide.as_str(),
        large.as_str(),
    ] {
        let fault = read(filter).expect_err(filter);
        assert_eq!((fault.status, fault.scim_type), (400, Some("invalidFilter")), "{filter}");
        assert!(fault.detail.len() < 200, "{filter}");
    }
    let deep = format!("{}userName pr{}", "(".repeat(15), ")".repeat(15));
    assert!(read(&deep).is_ok());
    assert!(read(&vec!["userName pr"; 100].join(" or ")).is_ok());
}

fn comparisons() -> impl Strategy<Value = String> {
    let names = prop_oneof![
        Just("userName"),
        Just("name.familyName"),
        Just("emails.value"),
        Just("emails"),
        Just("externalId"),
        Just("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value"),
    ];
    let operators =
        prop_oneof![Just("eq"), Just("Ne"), Just("co"), Just("sw"), Just("EW"), Just("gt"), Just("le")];
    let compared = (names, operators, any::<String>())
        .prop_filter("a filter has its limit", |(.., text)| text.len() < 60 && !text.contains('\0'))
        .prop_map(|(name, operator, text)| format!("{name} {operator} {}", Value::String(text)));
    prop_oneof![
        4 => compared.clone(),
        1 => Just("active eq true".to_owned()),
        1 => Just("title pr".to_owned()),
        1 => any::<u16>().prop_map(|n| format!("emails[type eq \"{n}\" or primary eq true]")),
    ]
}

fn filters() -> impl Strategy<Value = String> {
    comparisons().prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or {b}")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_read_can_be_written_and_read_again(text in filters()) {
        let once = read(&text);
        prop_assume!(text.len() <= LONGEST);
        let once = written(&once.unwrap());
        prop_assume!(once.len() <= LONGEST);
        prop_assert_eq!(written(&read(&once).unwrap()), once);
    }

    #[test]
    fn a_filter_and_its_opposite_part_every_resource(text in filters()) {
        prop_assume!(text.len() + 6 <= LONGEST);
        let (is, is_not) = (read(&text).unwrap(), read(&format!("not ({text})")).unwrap());
        prop_assert_ne!(holds(&is, &alice()), holds(&is_not, &alice()));
    }

    #[test]
    fn no_text_brings_the_parser_down(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn nor_does_one_made_of_its_own_parts(
        parts in proptest::collection::vec(prop_oneof![
            Just("("), Just(")"), Just("["), Just("]"), Just("\""), Just("\\"), Just(" "), Just("."), Just("not"), Just(" and "),
            Just(" or "), Just("userName"), Just("emails"), Just(" eq "), Just(" pr"), Just("\"x\""), Just("true"), Just("null"),
            Just(":"), Just("é"),
        ], 0..40)
    ) {
        let _ = read(&parts.concat());
    }
}
