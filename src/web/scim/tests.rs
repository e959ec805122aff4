//! Provisioning on both databases. What RFC 7644 asks for, clause by clause, is in `conformance/rfc7644.rs`.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use crate::{
    administration::account::Draft,
    config::setting::Setting,
    on_both, storage,
    web::api::tests::{Answer, World},
};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

async fn call(world: &World, token: &str, method: &str, path: &str, body: Value) -> Answer {
    world.with_token(token, method, &format!("/scim/v2{path}"), &body).await
}

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_default()
}

on_both!(accounts_and_groups_are_provisioned_found_changed_and_removed, |db| async move {
    let world = World::new(db.clone()).await;
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let mut ids = Vec::new();
    for (name, title) in [("carol", "Dr"), ("dave", "Mr")] {
        let body = json!({
            "schemas": [USER], "userName": name, "externalId": format!("x-{name}"), "title": title,
            "emails": [{ "value": format!("{name}@work.example"), "type": "work" }, { "value": format!("{name}@home.example") }],
        });
        let made = call(&world, &token, "POST", "/Users", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        ids.push(read(&made)["id"].as_str().unwrap().to_owned());
    }
    let group = json!({ "schemas": [GROUP], "displayName": "crew", "members": [{ "value": ids[0] }, { "value": ids[1] }] });
    let made = call(&world, &token, "POST", "/Groups", group).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let group = format!("/Groups/{}", read(&made)["id"].as_str().unwrap());
    for (filter, found) in [
        ("userName eq \"CAROL\"", "carol"),
        ("userName sw \"da\"", "dave"),
        ("externalId eq \"x-dave\"", "dave"),
        ("emails.value eq \"Carol@Home.example\"", "carol"),
        ("title eq \"dr\"", "carol"),
        ("groups.display eq \"crew\"", "carol dave"),
    ] {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("filter", filter)
            .append_pair("sortBy", "userName")
            .finish();
        let list = read(&call(&world, &token, "GET", &format!("/Users?{query}"), json!({})).await);
        let names = list["Resources"].as_array().unwrap().iter().map(|one| one["userName"].as_str().unwrap());
        assert_eq!(names.collect::<Vec<_>>().join(" "), found, "{filter}: {list}");
    }
    let patch = |operations: Value| json!({ "schemas": [PATCH], "Operations": operations });
    let renamed = patch(json!([{ "op": "Replace", "path": "displayName", "value": "ship" }]));
    assert_eq!(call(&world, &token, "PATCH", &group, renamed).await.status, 204);
    let gone = patch(json!([{ "op": "Remove", "path": "members", "value": [{ "value": ids[0] }] }]));
    assert_eq!(call(&world, &token, "PATCH", &group, gone).await.status, 204);
    let mut reader = db.read().await.unwrap();
    let groups = async |reader: &mut storage::Reader, id: &str| {
        storage::account::find(reader, id).await.unwrap().unwrap().groups
    };
    assert_eq!(groups(&mut reader, &ids[0]).await, Vec::<String>::new());
    assert_eq!(groups(&mut reader, &ids[1]).await, ["ship"]);
    drop(reader);
    let off = patch(
        json!([{ "op": "Replace", "path": "active", "value": "False" }, { "op": "remove", "path": "title" }]),
    );
    let off = call(&world, &token, "PATCH", &format!("/Users/{}", ids[1]), off).await;
    assert_eq!((off.status, &read(&off)["active"]), (200, &json!(false)), "{}", off.text);
    let taken = patch(json!([{ "op": "Replace", "path": "userName", "value": "Dave" }]));
    let taken = call(&world, &token, "PATCH", &format!("/Users/{}", ids[0]), taken).await;
    assert_eq!((taken.status, &read(&taken)["scimType"]), (409, &json!("uniqueness")), "{}", taken.text);
    assert_eq!(call(&world, &token, "DELETE", &group, json!({})).await.status, 204);
    for id in &ids {
        assert_eq!(call(&world, &token, "DELETE", &format!("/Users/{id}"), json!({})).await.status, 204);
    }
    let left = read(&call(&world, &token, "GET", "/Users?count=0", json!({})).await);
    assert_eq!(left["totalResults"], 0, "{left}");
});

on_both!(of_many_who_join_a_group_at_once_all_are_in_it, |db| async move {
    let world = std::sync::Arc::new(World::new(db.clone()).await);
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let made =
        call(&world, &token, "POST", "/Groups", json!({ "schemas": [GROUP], "displayName": "crew" })).await;
    let group = format!("/Groups/{}", read(&made)["id"].as_str().unwrap());
    let mut ids = Vec::new();
    for n in 0..6 {
        let body = json!({ "schemas": [USER], "userName": format!("u{n}") });
        let made = call(&world, &token, "POST", "/Users", body).await;
        ids.push(read(&made)["id"].as_str().unwrap().to_owned());
    }
    let mut runs = Vec::new();
    for id in ids {
        let (world, token, group) = (world.clone(), token.clone(), group.clone());
        runs.push(tokio::spawn(async move {
            let operations = json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }]);
            let body = json!({ "schemas": [PATCH], "Operations": operations }).to_string();
            // No version is meant, so whoever was slower does it again.
            let request = Request::patch(format!("/scim/v2{group}"))
                .header("authorization", format!("Bearer {token}"))
                .header("content-type", "application/scim+json");
            world.send(request, Body::from(body)).await.status
        }));
    }
    for run in runs {
        assert_eq!(run.await.unwrap(), 204);
    }
    let shown = read(&call(&world, &token, "GET", &group, json!({})).await);
    assert_eq!(shown["members"].as_array().unwrap().len(), 6, "{shown}");
});

const DECLARED: &str = "urn:ietf:params:scim:schemas:extension:doorward:2.0:User";

on_both!(what_the_configuration_declares_is_an_extension_of_users, |db| async move {
    let declared = "{ department = {}, tools = { type = \"list\" }, level = { type = \"number\" }, desk = { type = \"json\" }, \
                    cost_centre = { edit = \"import\" } }";
    let declared = Setting::from_text(declared).unwrap();
    let world = World::with(db.clone(), |config| config.profile.attributes = declared).await;
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let types = read(&call(&world, &token, "GET", "/ResourceTypes/User", json!({})).await);
    assert_eq!(types["schemaExtensions"][1]["schema"], DECLARED, "{types}");
    let types = read(&call(&world, &token, "GET", "/ResourceTypes/Group", json!({})).await);
    assert_eq!(types["schemaExtensions"], json!([]));
    let listed = read(&call(&world, &token, "GET", "/Schemas", json!({})).await);
    assert_eq!((&listed["totalResults"], &listed["Resources"][3]["id"]), (&json!(4), &json!(DECLARED)));
    let schema = read(&call(&world, &token, "GET", &format!("/Schemas/{DECLARED}"), json!({})).await);
    let one = |name: &str| {
        let all = schema["attributes"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name).cloned().unwrap()
    };
    assert_eq!((&one("tools")["multiValued"], &one("level")["type"]), (&json!(true), &json!("decimal")));
    assert_eq!(one("cost_centre")["mutability"], "readOnly");

    let said = json!({ "Department": " Sales ", "tools": ["saw"], "level": 3, "desk": "{\"floor\":2}", "cost_centre": "X" });
    let body = json!({ "schemas": [USER, DECLARED], "userName": "carol", "title": "Dr", DECLARED: said });
    let made = call(&world, &token, "POST", "/Users", body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let mut shown = read(&made);
    assert_eq!(shown["schemas"], json!([USER, DECLARED]));
    let kept = json!({ "department": "Sales", "tools": ["saw"], "level": 3, "desk": "{\"floor\":2}" });
    assert_eq!(shown[DECLARED], kept, "what only imports write is passed over");
    let id = shown["id"].as_str().unwrap().to_owned();
    let path = format!("/Users/{id}");
    let attributes = async || {
        let mut reader = db.read().await.unwrap();
        json!(storage::account::find(&mut reader, &id).await.unwrap().unwrap().attributes)
    };
    assert_eq!(attributes().await["desk"], json!({ "floor": 2 }));
    let beside = storage::scim_user::find(&mut db.read().await.unwrap(), &id).await.unwrap().unwrap();
    assert!(!beside.document.contains("Sales"), "it has one place: {}", beside.document);

    let patch = |operations: Value| json!({ "schemas": [PATCH], "Operations": operations });
    let at = |name: &str| format!("{DECLARED}:{name}");
    for (operations, name, value) in [
        (
            json!([{ "op": "replace", "path": at("department"), "value": "Tours" }]),
            "department",
            json!("Tours"),
        ),
        (json!([{ "op": "add", "path": at("tools"), "value": ["axe"] }]), "tools", json!(["saw", "axe"])),
        (json!([{ "op": "add", "value": { at("level"): 4.5 } }]), "level", json!(4.5)),
        (json!([{ "op": "replace", "value": { DECLARED: { "desk": "[1]" } } }]), "desk", json!([1])),
        (json!([{ "op": "remove", "path": at("Tools") }]), "tools", Value::Null),
        (json!([{ "op": "replace", "path": "title", "value": "Mr" }]), "department", json!("Tours")),
    ] {
        let answer = call(&world, &token, "PATCH", &path, patch(operations.clone())).await;
        assert_eq!(
            (answer.status, &attributes().await[name]),
            (200, &value),
            "{operations}: {}",
            answer.text
        );
    }
    for (name, value, kind) in [
        ("department", json!(7), "invalidValue"),
        ("level", json!("high"), "invalidValue"),
        ("desk", json!("{"), "invalidValue"),
        ("cost_centre", json!("X"), "mutability"),
        ("cost_centre", json!(["X"]), "mutability"),
        ("unheard_of", json!("x"), "invalidValue"),
    ] {
        let operations = json!([{ "op": "replace", "path": at(name), "value": value }]);
        let answer = call(&world, &token, "PATCH", &path, patch(operations)).await;
        assert_eq!((answer.status, &read(&answer)["scimType"]), (400, &json!(kind)), "{}", answer.text);
        assert!(answer.text.contains(&format!("attributes.{name} ")), "{}", answer.text);
    }
    let query = format!("{path}?attributes={DECLARED}:department");
    let picked = read(&call(&world, &token, "GET", &query, json!({})).await);
    assert_eq!((&picked[DECLARED], picked.get("title")), (&json!({ "department": "Tours" }), None));
    let query = format!("{path}?excludedAttributes={DECLARED}");
    assert!(read(&call(&world, &token, "GET", &query, json!({})).await).get(DECLARED).is_none());
    // A whole without a word of them leaves them, and null takes one away.
    let fields = shown.as_object_mut().unwrap();
    fields.remove(DECLARED);
    let put = call(&world, &token, "PUT", &path, shown.clone()).await;
    assert_eq!((put.status, &read(&put)[DECLARED]["department"]), (200, &json!("Tours")), "{}", put.text);
    shown[DECLARED] = json!({ "department": null });
    let put = call(&world, &token, "PUT", &path, shown).await;
    assert_eq!((put.status, attributes().await), (200, json!({ "level": 4.5, "desk": [1] })), "{}", put.text);
});

on_both!(a_name_that_did_not_come_everywhere_is_brought_there_by_the_same_change_again, |db| async move {
    let world = World::new(db.clone()).await;
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let mut ids = Vec::new();
    for name in ["carol", "dave"] {
        let made =
            call(&world, &token, "POST", "/Users", json!({ "schemas": [USER], "userName": name })).await;
        ids.push(read(&made)["id"].as_str().unwrap().to_owned());
    }
    let body = json!({ "schemas": [GROUP], "displayName": "ship", "members": [{ "value": ids[0] }, { "value": ids[1] }] });
    let made = call(&world, &token, "POST", "/Groups", body).await;
    let group = format!("/Groups/{}", read(&made)["id"].as_str().unwrap());
    let groups = async |id: &str| {
        let mut reader = db.read().await.unwrap();
        storage::account::find(&mut reader, id).await.unwrap().unwrap().groups
    };
    let account = storage::account::find(&mut db.read().await.unwrap(), &ids[1]).await.unwrap().unwrap();
    let now = world.site.clock.now();
    let behind: Result<bool, storage::Error> = db
        .write(move |write| {
            Box::pin(async move {
                let old = ["crew".to_owned()];
                storage::account_group::rename_in_account(write, &account, &old, now).await
            })
        })
        .await;
    assert!(behind.unwrap());
    assert_eq!(groups(&ids[1]).await, ["crew"]);
    // Who is written meanwhile stays a member.
    let known =
        json!({ "schemas": [PATCH], "Operations": [{ "op": "add", "path": "nickName", "value": "D" }] });
    let written = call(&world, &token, "PATCH", &format!("/Users/{}", ids[1]), known).await;
    assert_eq!(written.status, 200, "{}", written.text);
    let operations = json!([{ "op": "replace", "path": "displayName", "value": "ship" }]);
    let again = json!({ "schemas": [PATCH], "Operations": operations });
    assert_eq!(call(&world, &token, "PATCH", &group, again).await.status, 204);
    for id in &ids {
        assert_eq!(groups(id).await, ["ship"]);
    }
});

on_both!(an_address_follows_the_user_name_that_it_is, |db| async move {
    let world = World::new(db.clone()).await;
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let made =
        call(&world, &token, "POST", "/Users", json!({ "schemas": [USER], "userName": "a@x.example" })).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("/Users/{}", read(&made)["id"].as_str().unwrap());
    let patch = |operations: Value| json!({ "schemas": [PATCH], "Operations": operations });
    let rename = |name: &str| json!({ "op": "replace", "path": "userName", "value": name });
    let said = |answer: &Answer| {
        let shown = read(answer);
        (answer.status, format!("{} {}", shown["userName"], shown["emails"][0]["value"]).replace('"', ""))
    };
    let renamed = call(&world, &token, "PATCH", &path, patch(json!([rename("b@x.example")]))).await;
    assert_eq!(said(&renamed), (200, "b@x.example b@x.example".into()), "{}", renamed.text);
    let mut whole = read(&renamed);
    whole["userName"] = json!("c@x.example");
    let refused = call(&world, &token, "PUT", &path, whole.clone()).await;
    assert_eq!(refused.status, 400, "it says the address from before: {}", refused.text);
    whole.as_object_mut().unwrap().remove("emails");
    let put = call(&world, &token, "PUT", &path, whole).await;
    assert_eq!(said(&put), (200, "c@x.example c@x.example".into()), "{}", put.text);
    let other = json!({ "op": "replace", "path": "emails", "value": [{ "value": "e@x.example" }] });
    let refused = call(&world, &token, "PATCH", &path, patch(json!([rename("d@x.example"), other]))).await;
    assert_eq!(refused.status, 400, "the request itself says another: {}", refused.text);
    let plain = call(&world, &token, "PATCH", &path, patch(json!([rename("carol")]))).await;
    assert_eq!(said(&plain), (200, "carol c@x.example".into()), "{}", plain.text);
    let other = call(&world, &token, "PATCH", &path, patch(json!([rename("dave")]))).await;
    assert_eq!(said(&other), (200, "dave c@x.example".into()), "{}", other.text);
});

on_both!(only_an_address_that_comes_this_way_is_vouched_for, |db| async move {
    let world = World::with(db.clone(), |config| config.scim.vouches_for_email = true).await;
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let patch = |operations: Value| json!({ "schemas": [PATCH], "Operations": operations });
    let proved = async |name: &str| {
        let mut reader = db.read().await.unwrap();
        storage::account::find_by_name(&mut reader, name).await.unwrap().unwrap().email_verified_at.is_some()
    };
    let address = |text: &str| json!([{ "op": "replace", "path": "emails", "value": [{ "value": text }] }]);
    for (name, method, body) in [
        ("carol", "PATCH", patch(address("CAROL@example.org"))),
        ("dave", "PATCH", patch(address("d@work.example"))),
        (
            "erin",
            "PUT",
            json!({ "schemas": [USER], "userName": "erin", "emails": [{ "value": "erin@example.org" }] }),
        ),
    ] {
        let draft =
            Draft { username: name.into(), email: Some(format!("{name}@example.org")), ..Draft::default() };
        let account = world.site.accounts().create(draft).await.unwrap();
        let path = format!("/Users/{}", account.account_id);
        for title in [
            json!([{ "op": "add", "path": "title", "value": "Dr" }]),
            json!([{ "op": "add", "value": { "nickName": format!("{name}@example.org") } }]),
            json!([{ "op": "add", "path": "emails", "value": [{ "value": "o@home.example", "type": "home" }] }]),
        ] {
            let answer = call(&world, &token, "PATCH", &path, patch(title)).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            assert!(!proved(name).await, "{name}: the address did not come this way: {}", answer.text);
        }
        let answer = call(&world, &token, method, &path, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(proved(name).await, "{name}: {}", answer.text);
    }
});

on_both!(a_password_is_held_to_what_every_other_one_is, |db| async move {
    let world = World::with(db.clone(), |config| config.password.history = 3).await;
    let token = world.token_for("directory", "admin.scim.read admin.scim.write").await;
    let (first, second) = ("zebra lamp 9 quartz", "orange kettle 4 marble");
    let user = |password: &str| json!({ "schemas": [USER], "userName": "carol", "password": password });
    for weak in ["passwordpassword", "short", "carol carol carol carol"] {
        let refused = call(&world, &token, "POST", "/Users", user(weak)).await;
        assert_eq!(
            (refused.status, &read(&refused)["scimType"]),
            (400, &json!("invalidValue")),
            "{}",
            refused.text
        );
    }
    let made = call(&world, &token, "POST", "/Users", user(first)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = read(&made)["id"].as_str().unwrap().to_owned();
    let path = format!("/Users/{id}");
    let kept = async || {
        let mut reader = db.read().await.unwrap();
        let rows = storage::authenticator::of_account(&mut reader, &id).await.unwrap();
        rows.into_iter().find(|row| row.kind == "password").unwrap().authenticator_id
    };
    let patch = |password: &str| json!({ "schemas": [PATCH], "Operations": [{ "op": "replace", "path": "password", "value": password }] });
    let before = kept().await;
    for (method, body) in [("PATCH", patch(first)), ("PUT", user(first))] {
        let same = call(&world, &token, method, &path, body).await;
        assert!(same.status < 300, "{method}: {}", same.text);
        assert_eq!(kept().await, before, "{method}: nothing is set, and nothing ends");
    }
    let changed = call(&world, &token, "PATCH", &path, patch(second)).await;
    assert!(changed.status < 300, "{}", changed.text);
    let after = kept().await;
    assert_ne!(after, before);
    for (method, body) in
        [("PATCH", patch(first)), ("PUT", user(first)), ("PATCH", patch("passwordpassword"))]
    {
        let refused = call(&world, &token, method, &path, body).await;
        assert_eq!(
            (refused.status, &read(&refused)["scimType"]),
            (400, &json!("invalidValue")),
            "{}",
            refused.text
        );
        assert!(!refused.text.contains(first), "it is not told");
    }
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{ "method": "PATCH", "path": path, "data": patch(first) }],
    });
    let answer = read(&call(&world, &token, "POST", "/Bulk", bulk).await);
    assert_eq!(answer["Operations"][0]["status"], "400", "{answer}");
    assert_eq!(kept().await, after);
});
