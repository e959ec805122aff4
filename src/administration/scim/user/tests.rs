//! Accounts as documents and back.

use serde_json::json;

use super::{
    super::{
        reading,
        schema::{CORE_USER, ResourceType},
    },
    *,
};
use crate::{clock::Timestamp, storage::account::Language};

fn account(said: Said) -> (Account, ScimUser) {
    let account = Account {
        account_id: "a1".into(),
        username: said.username,
        email: said.email,
        email_verified_at: None,
        phone: said.phone,
        phone_verified_at: None,
        profile: said.profile,
        groups: Vec::new(),
        attributes: crate::storage::account::Attributes::new(),
        language: Language::default(),
        state: if said.active == Some(false) { State::Disabled } else { State::Active },
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
        version: 1,
    };
    (account, said.kept)
}

fn read(mut body: Value) -> Said {
    body["schemas"] = json!([CORE_USER]);
    said(&reading::resource(ResourceType::User, &body).unwrap(), None).unwrap()
}

fn full() -> Value {
    json!({
        "userName": "bjensen", "externalId": "701984", "displayName": "Babs Jensen", "nickName": "Babs",
        "name": { "formatted": "Ms. Barbara J Jensen", "familyName": "Jensen", "givenName": "Barbara", "honorificPrefix": "Ms." },
        "emails": [{ "value": "b@home.example", "type": "home" }, { "value": "b@work.example", "type": "work" }],
        "phoneNumbers": [{ "value": "555-555-8377", "type": "fax" }, { "value": "tel:+1 (201) 555-0123", "type": "mobile" }],
        "photos": [{ "value": "https://photos.example/1.png", "type": "photo" }],
        "addresses": [{ "type": "work", "streetAddress": "100 Road", "country": "USA", "primary": true }],
        "title": "Guide", "locale": "en-US", "timezone": "America/Denver", "profileUrl": "https://example.org/babs", "active": false,
        "roles": [{ "value": "owner" }],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "Tours", "manager": { "value": "m1" } },
    })
}

#[test]
fn a_resource_comes_back_as_it_was_sent() {
    let (account, kept) = account(read(full()));
    assert_eq!(account.email.as_deref(), Some("b@work.example"));
    assert_eq!(account.phone.as_deref(), Some("+12015550123"));
    assert_eq!(account.profile.name.as_deref(), Some("Babs Jensen"));
    assert_eq!(account.profile.picture.as_deref(), Some("https://photos.example/1.png"));
    assert_eq!(account.profile.address.as_ref().unwrap().country.as_deref(), Some("USA"));
    assert!(account.groups.is_empty() && account.state == State::Disabled);
    let mut shown = Value::Object(document(&account, Some(&kept), &[], "https://x"));
    // How a number is grouped is the one thing that an account does not keep.
    assert_eq!(shown["phoneNumbers"][1]["value"], "+12015550123");
    shown["phoneNumbers"][1]["value"] = json!("tel:+1 (201) 555-0123");
    assert_eq!(shown, full());
    for own in ["userName", "displayName", "active", "password", "externalId", "Barbara\"", "groups"] {
        assert!(!kept.document.contains(&format!("\"{own}")), "{own}: {}", kept.document);
    }
}

#[test]
fn what_another_door_changed_is_right() {
    let (mut account, kept) = account(read(full()));
    account.email = Some("new@work.example".into());
    account.phone = None;
    account.profile.picture = None;
    account.profile.name = None;
    account.profile.address = Some(Address { country: Some("Wales".into()), ..Address::default() });
    let shown = Value::Object(document(&account, Some(&kept), &[], "https://x"));
    assert_eq!(shown["emails"][1], json!({ "value": "new@work.example", "type": "work" }));
    assert_eq!(shown["phoneNumbers"], json!([{ "value": "555-555-8377", "type": "fax" }]));
    assert!(shown.get("photos").is_none() && shown.get("displayName").is_none());
    assert_eq!(shown["addresses"], json!([{ "type": "work", "country": "Wales", "primary": true }]));
    account.email = Some("B@Home.example".into());
    let shown = Value::Object(document(&account, Some(&kept), &[], "https://x"));
    assert_eq!(shown["emails"][0], json!({ "value": "B@Home.example", "type": "home", "primary": true }));
    account.email = None;
    let shown = Value::Object(document(&account, Some(&kept), &[], "https://x"));
    assert_eq!(shown["emails"], json!([{ "value": "b@home.example", "type": "home" }]));
}

#[test]
fn an_entry_without_a_value_stands_for_nothing_and_is_kept() {
    let emails = json!([{ "type": "work", "display": "W", "primary": true }, { "value": "b@home.example" }]);
    let said = read(json!({ "userName": "b", "emails": emails, "photos": [{ "type": "photo" }] }));
    assert_eq!((said.email.as_deref(), &said.profile.picture), (Some("b@home.example"), &None));
    assert_eq!(said.addresses, ["b@home.example"]);
    let (mut account, kept) = account(said);
    let shown = Value::Object(document(&account, Some(&kept), &[], "https://x"));
    assert_eq!((&shown["emails"], &shown["photos"]), (&emails, &json!([{ "type": "photo" }])));
    account.email = None;
    let shown = Value::Object(document(&account, Some(&kept), &[], "https://x"));
    assert_eq!(shown["emails"], json!([{ "type": "work", "display": "W", "primary": true }]));
}

#[test]
fn an_account_that_never_was_provisioned_is_shown() {
    let (mut account, _) = account(read(json!({ "userName": "alice@example.org" })));
    assert_eq!(account.email.as_deref(), Some("alice@example.org"), "a user name that is an address");
    account.profile.website = Some("https://alice.example".into());
    let groups = [Group {
        group_id: "g1".into(),
        name: "staff".into(),
        external_id: None,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
        version: 1,
    }];
    let shown = document(&account, None, &groups, "https://x");
    assert_eq!(
        Value::Object(shown.clone()),
        json!({
            "userName": "alice@example.org", "active": true,
            "emails": [{ "value": "alice@example.org", "primary": true }],
            "groups": [{ "value": "g1", "$ref": "https://x/Groups/g1", "display": "staff", "type": "direct" }],
        })
    );
    let said = said(&shown, Some(&account)).unwrap();
    assert_eq!(
        said.profile.website.as_deref(),
        Some("https://alice.example"),
        "what SCIM has no word for stays"
    );
    assert!(super::said(&Map::new(), None).is_err());
}

#[test]
fn numbers_are_those_of_e164() {
    for (text, number) in [
        ("+49 170 1234567", Some("+491701234567")),
        ("tel:+1-201-555-0123", Some("+12015550123")),
        ("201-555-0123", None),
        ("+1", None),
        ("+0123456789", None),
        ("+49 170 12x34567", None),
        ("", None),
    ] {
        assert_eq!(e164(text).as_deref(), number, "{text}");
    }
}
