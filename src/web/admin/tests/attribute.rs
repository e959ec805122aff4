//! What accounts say beside the standard claims, in the console.

use super::*;
use crate::config::setting::Setting;

on_both!(an_admin_sets_attributes_in_the_form_of_an_account, |db| async move {
    let declared = "{ department = { label = { de = \"Abteilung\", en = \"Department\" } }, level = { type = \"number\" }, \
                    on_call = { type = \"boolean\" }, cost_centre = { label = \"Cost centre\", edit = \"import\" } }";
    let declared = Setting::from_text(declared).unwrap();
    let world = World::with(db, |config| config.profile.attributes = declared).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let form = page(&world, &admin, "/admin/accounts/new").await.text;
    assert!(form.contains(">Department</label>") && !form.contains("Cost centre"), "{form}");
    let fields = [("username", "ann"), ("attribute-department", "Sales & more"), ("attribute-level", "high")];
    let refused = post(&world, &admin, "/admin/accounts/new", &fields).await;
    assert!(refused.text.contains("attributes.level is no number"), "{}", refused.text);
    assert!(refused.text.contains("value=\"Sales &amp; more\""), "what was typed stands there");
    let fields =
        [("username", "ann"), ("attribute-department", "Sales & more"), ("attribute-cost_centre", "1")];
    let made = post(&world, &admin, "/admin/accounts/new", &fields).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let ann = world.site.accounts().find("ann").await.unwrap();
    assert_eq!(serde_json::json!(ann.attributes), serde_json::json!({ "department": "Sales & more" }));

    let path = format!("/admin/accounts/{}", ann.account_id);
    let save = async |version: &str, more: &[(&str, &str)]| {
        let mut fields = vec![("username", "ann"), ("version", version)];
        fields.extend(more);
        post(&world, &admin, &path, &fields).await
    };
    let saved = save(
        "1",
        &[("attribute-level", "7.5"), ("attribute-on_call", "false"), ("attribute-department", "")],
    )
    .await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let ann = world.site.accounts().find("ann").await.unwrap();
    assert_eq!(serde_json::json!(ann.attributes), serde_json::json!({ "level": 7.5, "on_call": false }));
    let late = save("1", &[("attribute-level", "8")]).await;
    assert!(late.status == 200 && late.text.contains(FAULT), "{}", late.text);
    let bad = save("2", &[("attribute-on_call", "perhaps")]).await;
    assert!(bad.text.contains("attributes.on_call is no boolean"), "{}", bad.text);
    let shown = page(&world, &admin, &path).await.text;
    assert!(shown.contains("<option value=\"false\" selected>"), "{shown}");
});
