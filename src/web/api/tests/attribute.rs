//! What accounts say beside the standard claims, by the API.

use super::*;
use crate::{config::setting::Setting, on_both};

const DECLARED: &str = r#"{ department = { label = { en = "Department", de = "Abteilung" }, scopes = ["employment"], claim = "dept" },
    tools = { type = "list", edit = "person" }, desk = { type = "json" }, cost_centre = { edit = "import" } }"#;

async fn world(database: Database) -> World {
    let declared = Setting::from_text(&DECLARED.replace('\n', " ")).unwrap();
    World::with(database, |config| config.profile.attributes = declared).await
}

on_both!(attributes_are_set_changed_and_taken_away, |db| async move {
    let world = world(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let body = json!({ "username": "ann", "attributes": { "department": "Sales", "tools": ["saw"], "desk": { "floor": 3 } } });
    let made = world.by(&admin, "POST", "/api/v1/accounts", &body).await;
    assert_eq!((made.status, &made.json()["attributes"]), (201, &body["attributes"]), "{}", made.text);
    let path = format!("/api/v1/accounts/{}", made.json()["account_id"].as_str().unwrap());
    let patch =
        json!({ "attributes": { "department": null, "tools": ["axe", "axe"], "desk": { "view": "sea" } } });
    let changed = world.by(&admin, "PATCH", &path, &patch).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text);
    let kept = json!({ "tools": ["axe"], "desk": { "floor": 3, "view": "sea" } });
    assert_eq!(changed.json()["attributes"], kept);
    assert_eq!(
        world.by(&admin, "PATCH", &path, &json!({ "groups": ["x"] })).await.json()["attributes"],
        kept
    );

    let stale = Request::patch(&path)
        .header("cookie", admin.cookies())
        .header("sec-fetch-site", "same-origin")
        .header("x-csrf-token", world.console_csrf(&admin, &admin.account))
        .header("content-type", "application/json")
        .header("if-match", "\"2\"");
    let late = world.send(stale, Body::from(json!({ "attributes": { "tools": null } }).to_string())).await;
    assert_eq!(late.status, 412, "somebody was faster: {}", late.text);

    for (attributes, fault) in [
        (json!({ "hat": "x" }), "attributes.hat is not declared in [profile.attributes]"),
        (json!({ "department": 7 }), "attributes.department is no string"),
        (json!({ "cost_centre": "1" }), "attributes.cost_centre is set by imports alone"),
        (
            json!({ "department": "<b>\u{202e}" }),
            "attributes.department holds control characters, or others that nobody sees",
        ),
    ] {
        for (method, path) in [("POST", "/api/v1/accounts"), ("PATCH", path.as_str())] {
            let refused =
                world.by(&admin, method, path, &json!({ "username": "bob", "attributes": attributes })).await;
            assert_eq!(
                (refused.status, &refused.json()["faults"]),
                (422, &json!([fault])),
                "{}",
                refused.text
            );
        }
    }
    let refused = world.by(&admin, "PATCH", &path, &json!({ "attributes": 7 })).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert_eq!(world.by(&admin, "GET", &path, &json!({})).await.json()["attributes"], kept);
});

on_both!(what_is_declared_is_told_to_who_sees_accounts, |db| async move {
    let world = world(db).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    let told = world.by(&support, "GET", "/api/v1/attributes", &json!({})).await.json();
    assert_eq!(told.as_array().unwrap().len(), 4);
    assert_eq!(
        told[0],
        json!({
            "name": "department", "type": "string", "label": { "en": "Department", "de": "Abteilung" },
            "edit": "admin", "claim": "dept", "scopes": ["employment"], "id_token": false
        })
    );
    assert_eq!((&told[3]["edit"], &told[3]["label"]), (&json!("import"), &json!({ "": "cost_centre" })));
});
