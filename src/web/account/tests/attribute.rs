//! What accounts say beside the standard claims, as their people meet it.

use serde_json::json;

use super::{
    profile::{PAYLOADS, unharmed},
    *,
};
use crate::{config::setting::Setting, on_both};

const DECLARED: &str = r#"{ nickname_at_work = { edit = "person", label = "Nickname at work" }, department = { label = "Department" },
    languages = { type = "list", edit = "person" }, desk = { type = "number", edit = "person" }, badge = { type = "json", edit = "person" },
    on_call = { type = "boolean", edit = "person" }, cost_centre = { edit = "import" } }"#;

async fn world(database: Database) -> World {
    let declared = Setting::from_text(&DECLARED.replace('\n', " ")).unwrap();
    World::with(database, |config| config.profile.attributes = declared).await
}

on_both!(a_person_sets_what_is_theirs_and_sees_what_is_not, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice").await;
    let mut account = world.account(&alice).await.unwrap();
    account.attributes =
        serde_json::from_value(json!({ "department": "R&D", "cost_centre": "<0815>" })).unwrap();
    let kept = account.clone();
    assert!(
        world
            .write(move |tx| Box::pin(async move { storage::account::update(tx, &kept, START).await }))
            .await
    );
    let shown = world.page(&alice, "/account/profile").await;
    assert!(
        shown.contains("R&amp;D") && shown.contains("&lt;0815&gt;") && shown.contains("Nickname at work")
    );
    assert!(!shown.contains("name=\"attribute-department\""), "others set it");

    let fields = [
        ("attribute-nickname_at_work", "Al"),
        ("attribute-languages", "English\r\nFrench"),
        ("attribute-desk", "7"),
        ("attribute-badge", "{\"no\": 1}"),
        ("attribute-on_call", "true"),
        ("attribute-department", "Boss"),
        ("attribute-cost_centre", ""),
        ("groups", "admins"),
    ];
    let saved = world.post(&alice, "/account/profile", &fields).await;
    assert_eq!(saved.location(), "/account/profile?notice=profile-saved");
    let after = world.account(&alice).await.unwrap();
    assert_eq!(
        json!(after.attributes),
        json!({
            "department": "R&D", "cost_centre": "<0815>", "nickname_at_work": "Al", "languages": ["English", "French"],
            "desk": 7, "badge": { "no": 1 }, "on_call": true
        })
    );
    assert!(after.groups.is_empty());
    let mut reader = world.site.database.read().await.unwrap();
    let events = storage::audit::of_account(&mut reader, &alice.account_id, 5).await.unwrap();
    let told = &events.iter().find(|event| event.kind == "profile.changed").unwrap().detail;
    assert!(
        told.contains("nickname_at_work") && !told.contains("\"Al\"") && !told.contains("department"),
        "{told}"
    );
    let export =
        crate::administration::export::of_account(&world.site.database, &after, START).await.unwrap();
    assert_eq!(export["account"]["attributes"], json!(after.attributes));
});

on_both!(what_a_person_types_into_an_attribute_is_a_value_or_named, |db| async move {
    let world = world(db).await;
    let alice = world.person("alice").await;
    let (long, deep) = ("x".repeat(300), format!("{}{}", "[".repeat(20), "]".repeat(20)));
    let many: String = (0..101).map(|n| format!("{n}\n")).collect();
    for (field, typed, key) in [
        ("desk", "seven", "Enter a number, like 7 or 2.5"),
        ("badge", "{", "Enter JSON"),
        ("on_call", "perhaps", "Choose one of the answers"),
        ("nickname_at_work", "a\u{202e}b", "Leave out the characters that nobody can see"),
        ("languages", long.as_str(), "Make this shorter"),
        ("languages", many.as_str(), "That is too much. Leave some of it out"),
        ("badge", deep.as_str(), "That is too much. Leave some of it out"),
    ] {
        let name = format!("attribute-{field}");
        let answer = world.post(&alice, "/account/profile", &[(name.as_str(), typed)]).await;
        let text = answer.text();
        assert!(answer.status == 422 && text.contains(key), "{field} {typed}: {text}");
        assert!(text.contains(&format!("id=\"{name}-error\"")) || text.contains("aria-invalid"), "{text}");
    }
    for payload in PAYLOADS {
        let fields = [
            ("attribute-nickname_at_work", payload),
            ("attribute-languages", payload),
            ("attribute-desk", payload),
        ];
        let refused = world.post(&alice, "/account/profile", &fields).await;
        assert_eq!(refused.status, 422, "{payload}");
        unharmed(&refused.text(), payload);
        let answer = world.post(&alice, "/account/profile", &fields[..2]).await;
        assert_eq!(answer.location(), "/account/profile?notice=profile-saved", "{payload}");
        unharmed(&world.page(&alice, "/account/profile").await, payload);
    }
});
