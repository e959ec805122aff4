//! Provisioning on both databases. What RFC 7644 asks for, clause by clause, is in `conformance/rfc7644.rs`.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use crate::{
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
