//! RFC 7644 and RFC 7643: provisioning by SCIM 2.0.

use axum::http::Method;
use doorward::{
    administration::client,
    config::Config,
    secret::Secret,
    storage::{self, client::Metadata},
};
use serde_json::{Value, json};

use crate::world::{Answer, FORM, ISSUER, PASSWORD, World, basic, merged};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const SECRET: &str = "provisioner-secret-0123456789abcdefghijk";

/// A service account that provisions.
struct Provisioner {
    world: World,
    token: String,
}

async fn register(world: &World, client_id: &str, scope: &str, audience: &str) {
    let metadata = Metadata {
        grant_types: vec!["client_credentials".into()],
        scope: scope.into(),
        access_token_audience: vec![audience.into()],
        ..Metadata::default()
    };
    let secret = Some(Secret::new(SECRET.to_owned()));
    let draft = client::Draft {
        client_id: client_id.into(),
        client_secret: secret,
        metadata,
        ..client::Draft::default()
    };
    world.app.clients().put(draft, "cli").await.unwrap();
}

async fn token(world: &World, client_id: &str) -> String {
    let proof = basic(client_id, SECRET);
    let headers = [("content-type", FORM), ("authorization", proof.as_str())];
    let body = merged(&[], &[("grant_type", "client_credentials")]);
    let answer = world.send(Method::POST, "/token", &headers, &body).await;
    answer.tokens()["access_token"].as_str().unwrap().to_owned()
}

async fn provisioner() -> Provisioner {
    with(|_| {}).await
}

async fn with(adjust: impl FnOnce(&mut Config)) -> Provisioner {
    let world = World::with(adjust).await;
    register(&world, "directory", "admin.scim.read admin.scim.write", &format!("{ISSUER}/scim/v2")).await;
    let token = token(&world, "directory").await;
    Provisioner { world, token }
}

impl Provisioner {
    async fn send(&self, method: Method, path: &str, more: &[(&str, &str)], body: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", bearer.as_str())];
        if !body.is_empty() {
            headers.push(("content-type", "application/scim+json"));
        }
        headers.extend_from_slice(more);
        self.world.send(method, &format!("/scim/v2{path}"), &headers, body).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], "").await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, &[], &body.to_string()).await
    }

    async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, &[], &body.to_string()).await
    }

    async fn patch(&self, path: &str, operations: Value) -> Answer {
        let body = json!({ "schemas": [PATCH], "Operations": operations });
        self.send(Method::PATCH, path, &[], &body.to_string()).await
    }

    async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[], "").await
    }

    /// A user who was made; their identifier.
    async fn user(&self, name: &str) -> String {
        let body = json!({ "schemas": [USER], "userName": name, "emails": [{ "value": format!("{name}@example.com") }] });
        identifier(&self.post("/Users", body).await)
    }

    async fn group(&self, name: &str, members: &[&str]) -> String {
        let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
        identifier(
            &self
                .post("/Groups", json!({ "schemas": [GROUP], "displayName": name, "members": members }))
                .await,
        )
    }

    /// The user names that a filter finds.
    async fn found(&self, filter: &str) -> String {
        let query = merged(&[], &[("filter", filter)]);
        let answer = self.get(&format!("/Users?{query}")).await;
        assert_eq!(answer.status, 200, "{filter}: {}", answer.body);
        names(&answer)
    }

    async fn kinds(&self, account_id: &str) -> Vec<String> {
        let mut reader = self.world.app.database.read().await.unwrap();
        let events = storage::audit::of_account(&mut reader, account_id, 100).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}

fn identifier(made: &Answer) -> String {
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_str().unwrap().to_owned()
}

fn names(list: &Answer) -> String {
    let list = list.json();
    let names = list["Resources"].as_array().unwrap().iter();
    names.map(|one| one["userName"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>().join(" ")
}

/// Status and `scimType` of an answer that must be an error of section 3.12.
fn fault(answer: &Answer) -> (u16, String) {
    assert_eq!(answer.header("content-type"), "application/scim+json", "{}", answer.body);
    let body = answer.json();
    assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]), "{body}");
    assert_eq!(body["status"], answer.status.to_string(), "{body}");
    assert!(body["detail"].as_str().is_some_and(|detail| detail.len() < 2_000), "{body}");
    (answer.status, body["scimType"].as_str().unwrap_or_default().to_owned())
}

fn refused(status: u16, scim_type: &str) -> (u16, String) {
    (status, scim_type.to_owned())
}

fn barbara() -> Value {
    json!({
        "schemas": [USER, ENTERPRISE], "userName": "bjensen", "externalId": "701984",
        "name": { "givenName": "Barbara", "familyName": "Jensen" }, "displayName": "Babs Jensen",
        "emails": [{ "value": "bjensen@example.com", "type": "work", "primary": true }, { "value": "babs@home.example", "type": "home" }],
        "phoneNumbers": [{ "value": "tel:+1-201-555-0123", "type": "mobile" }], "title": "Tour Guide", "locale": "en-US",
        ENTERPRISE: { "employeeNumber": "7", "department": "Tours" },
    })
}

#[tokio::test]
async fn section_2_only_service_accounts_that_may_provision_come_in() {
    let one = provisioner().await;
    let world = &one.world;
    register(world, "reader", "admin.scim.read", &format!("{ISSUER}/scim/v2")).await;
    register(world, "both", "admin.scim.read admin.scim.write", &format!("{ISSUER}/api/v1")).await;
    register(world, "elsewhere", "admin.scim.read", "https://api.example").await;
    register(world, "another", "admin.accounts.read", &format!("{ISSUER}/scim/v2")).await;
    let ask = async |authorization: &str, method: Method, body: &str| {
        let headers = [("authorization", authorization), ("content-type", "application/scim+json")];
        world.send(method, "/scim/v2/Users", &headers, body).await
    };
    let body = json!({ "schemas": [USER], "userName": "x" }).to_string();
    for (client, read, write) in [
        ("directory", 200, 201),
        ("reader", 200, 403),
        ("both", 200, 409),
        ("elsewhere", 401, 401),
        ("another", 403, 403),
    ] {
        let bearer = format!("Bearer {}", token(world, client).await);
        for proof in [bearer, basic(client, SECRET)] {
            let answer = ask(&proof, Method::GET, "").await;
            assert_eq!(answer.status, read, "{client}: {}", answer.body);
            let answer = ask(&proof, Method::POST, &body).await;
            // By its second proof it makes the same once more.
            assert!(
                answer.status == write || (write == 201 && answer.status == 409),
                "{client}: {}",
                answer.body
            );
            if answer.status >= 400 {
                fault(&answer);
            }
        }
    }
    let (wrong, other) = (basic("directory", "wrong"), basic("machine", "wrong"));
    for proof in ["", "Bearer", "Bearer x", "Basic x", "Negotiate x", wrong.as_str(), other.as_str()] {
        let answer = ask(proof, Method::GET, "").await;
        assert_eq!(fault(&answer).0, 401, "{proof}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{proof}");
    }
    // A token for provisioning is none for the API.
    let bearer = format!("Bearer {}", one.token);
    let answer = world.send(Method::GET, "/api/v1/me", &[("authorization", &bearer)], "").await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    let answer =
        world.send(Method::GET, "/api/v1/me", &[("authorization", &basic("both", SECRET))], "").await;
    assert_eq!(answer.status, 401, "a secret opens nothing else");
}

#[tokio::test]
async fn section_3_1_bodies_are_scim_json() {
    let one = provisioner().await;
    let body = json!({ "schemas": [USER], "userName": "x" }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""] {
        let bearer = format!("Bearer {}", one.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        let answer = one.world.send(Method::POST, "/scim/v2/Users", &headers, &body).await;
        assert_eq!(fault(&answer).0, 415, "{kind}");
    }
    let answer = one.get("/Users").await;
    assert_eq!(answer.header("content-type"), "application/scim+json");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn section_3_3_a_resource_is_made_and_what_is_the_servers_is_passed_over() {
    let one = provisioner().await;
    let mut body = barbara();
    body["id"] = json!("forged");
    body["meta"] = json!({ "resourceType": "Group" });
    body["groups"] = json!([{ "value": "admins" }]);
    body["password"] = json!("a long and quite unusual passphrase");
    let made = one.post("/Users", body).await;
    let id = identifier(&made);
    let shown = made.json();
    let location = format!("{ISSUER}/scim/v2/Users/{id}");
    assert_eq!(
        (made.header("location"), shown["meta"]["location"].as_str()),
        (location.as_str(), Some(location.as_str()))
    );
    assert_eq!(made.header("etag"), shown["meta"]["version"].as_str().unwrap());
    assert_eq!(shown["meta"]["resourceType"], "User");
    assert_ne!(id, "forged");
    assert!(shown.get("password").is_none() && shown.get("groups").is_none(), "{shown}");
    assert_eq!(shown["schemas"], json!([USER, ENTERPRISE]));
    for name in ["userName", "externalId", "name", "displayName", "emails", "title", "locale", ENTERPRISE] {
        assert_eq!(shown[name], barbara()[name], "{name}");
    }
    assert_eq!(shown["active"], true);
    assert_eq!(one.get(&format!("/Users/{id}")).await.json(), shown);

    for (body, scim_type) in [
        (barbara(), "uniqueness"),
        (json!({ "schemas": [USER], "userName": "BJENSEN" }), "uniqueness"),
        (json!({ "schemas": [USER], "userName": "bjensen@example.com" }), "uniqueness"),
    ] {
        assert_eq!(fault(&one.post("/Users", body.clone()).await), refused(409, scim_type), "{body}");
    }
    for body in [
        json!({ "schemas": [USER] }),
        json!({ "schemas": [USER], "userName": "" }),
        json!({ "schemas": [USER], "userName": "x\u{430}dmin" }),
        json!({ "schemas": [USER], "userName": "victim@example.com", "emails": [{ "value": "me@example.com" }] }),
        json!({ "schemas": [USER], "userName": "x", "emails": [{ "value": "no address" }] }),
        json!({ "schemas": [USER], "userName": "x", "password": "short" }),
    ] {
        assert_eq!(fault(&one.post("/Users", body.clone()).await), refused(400, "invalidValue"), "{body}");
    }
    // RFC 7643 section 8.7.1: no part of an address is required, and section 2.5: nothing is no value.
    let empty = json!({ "schemas": [USER], "userName": "x", "emails": [{}, {}] });
    let made = one.post("/Users", empty).await;
    assert_eq!((made.status, &made.json()["emails"]), (201, &json!(null)), "{}", made.body);
    assert_eq!(one.kinds(&id).await, ["account.created"]);
}

#[tokio::test]
async fn section_3_4_1_what_there_is_not_is_404_as_3_12_has_it() {
    let one = provisioner().await;
    for path in [
        "/Users/nobody",
        "/Groups/nothing",
        "/Nothing",
        "",
        "/",
        "/Users/a/b",
        "/Schemas/x",
        "/ResourceTypes/x",
    ] {
        assert_eq!(fault(&one.get(path).await), refused(404, ""), "{path}");
    }
    assert_eq!(fault(&one.delete("/Users").await).0, 405);
    assert_eq!(fault(&one.post("/Schemas", json!({})).await).0, 405);
}

#[tokio::test]
async fn section_3_4_2_lists_are_filtered_sorted_and_paged() {
    let one = provisioner().await;
    one.post("/Users", barbara()).await;
    for name in ["carol", "dave", "erin"] {
        one.user(name).await;
    }
    let all = one.get("/Users").await.json();
    assert_eq!(all["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]));
    assert_eq!(
        (&all["totalResults"], &all["startIndex"], &all["itemsPerPage"]),
        (&json!(6), &json!(1), &json!(6))
    );
    let department = format!("{ENTERPRISE}:department eq \"tours\"");
    for (filter, found) in [
        ("userName eq \"BJENSEN\"", "bjensen"),
        ("externalId eq \"701984\"", "bjensen"),
        ("emails.value eq \"babs@HOME.example\"", "bjensen"),
        ("emails[type eq \"work\" and value co \"@example.com\"]", "bjensen"),
        ("userName sw \"c\" or name.familyName eq \"jensen\"", "bjensen carol"),
        (department.as_str(), "bjensen"),
        ("groups.display eq \"editors\"", "alice"),
        ("not (userName pr)", ""),
        ("userName eq \"nobody\"", ""),
        ("meta.created gt \"2020-01-01T00:00:00Z\" and active eq true and userName ew \"e\"", "alice dave"),
    ] {
        let mut sorted: Vec<String> = one.found(filter).await.split_whitespace().map(str::to_owned).collect();
        sorted.sort();
        assert_eq!(sorted.join(" "), found, "{filter}");
    }
    for filter in [
        "",
        "nope eq \"x\"",
        "userName is \"x\"",
        "password eq \"x\"",
        "userName eq \"x\" and",
        "(userName pr",
    ] {
        let query = merged(&[("filter", "x")], &[("filter", filter)]);
        let answer =
            one.get(&format!("/Users?{}", if filter.is_empty() { "filter=" } else { query.as_str() })).await;
        assert_eq!(fault(&answer), refused(400, "invalidFilter"), "{filter}");
    }
    let sorted = async |query: &str| names(&one.get(&format!("/Users?{query}")).await);
    assert_eq!(sorted("sortBy=userName").await, "alice bjensen bob carol dave erin");
    assert_eq!(sorted("sortBy=userName&sortOrder=descending&count=2&startIndex=2").await, "dave carol");
    assert_eq!(sorted("sortBy=title&count=1").await, "bjensen", "whoever lacks it comes last");
    assert_eq!(fault(&one.get("/Users?sortBy=nope").await), refused(400, "invalidValue"));
    // Section 3.4.2.4: less than 1 is 1, less than 0 is 0, and nothing lies beyond the end.
    for (query, items, start) in [
        ("startIndex=0&count=2", 2, 1),
        ("startIndex=-5&count=2", 2, 1),
        ("count=0", 0, 1),
        ("count=-1", 0, 1),
        ("startIndex=6", 1, 6),
        ("startIndex=7", 0, 7),
        ("startIndex=9223372036854775807&count=9223372036854775807", 0, i64::MAX),
    ] {
        let page = one.get(&format!("/Users?{query}")).await.json();
        assert_eq!(page["totalResults"], 6, "{query}");
        assert_eq!(page["Resources"].as_array().unwrap().len(), items, "{query}");
        assert_eq!(
            (page["itemsPerPage"].as_u64(), page["startIndex"].as_i64()),
            (Some(items as u64), Some(start)),
            "{query}"
        );
    }
    assert_eq!(fault(&one.get("/Users?count=many").await), refused(400, "invalidValue"));
    let first = one.get("/Users?count=4").await;
    let second = one.get("/Users?count=4&startIndex=5").await;
    assert_eq!(format!("{} {}", names(&first), names(&second)).split(' ').count(), 6);
    // Section 3.4.3.
    let search = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName sw \"c\"",
        "attributes": ["userName"], "startIndex": 1, "count": 10,
    });
    let answer = one.post("/Users/.search", search).await;
    assert_eq!((answer.status, names(&answer)), (200, "carol".into()), "{}", answer.body);
    assert!(answer.json()["Resources"][0].get("emails").is_none());
    assert_eq!(
        fault(&one.post("/Users/.search", json!({ "filter": "x" })).await),
        refused(400, "invalidSyntax")
    );
}

#[tokio::test]
async fn section_3_5_1_put_replaces_what_the_client_may_write() {
    let one = provisioner().await;
    let id = identifier(&one.post("/Users", barbara()).await);
    let path = format!("/Users/{id}");
    let body = json!({
        "schemas": [USER], "id": "other", "userName": "babs", "emails": [{ "value": "bjensen@example.com" }], "groups": [],
        "meta": { "created": "1970-01-01T00:00:00Z" },
    });
    let before = one.get(&path).await.json();
    let after = one.put(&path, body).await;
    assert_eq!(after.status, 200, "{}", after.body);
    let after = after.json();
    assert_eq!(
        (&after["id"], &after["userName"], &after["meta"]["created"]),
        (&json!(id), &json!("babs"), &before["meta"]["created"])
    );
    for gone in ["title", "displayName", "externalId", "phoneNumbers", ENTERPRISE] {
        assert!(after.get(gone).is_none(), "{gone}: {after}");
    }
    assert_eq!(after["schemas"], json!([USER]));
    assert_eq!(one.kinds(&id).await.iter().filter(|kind| *kind == "account.changed").count(), 1);
    assert_eq!(fault(&one.put("/Users/nobody", barbara()).await), refused(404, ""));
    assert_eq!(
        fault(&one.put(&path, json!({ "schemas": [GROUP], "userName": "x" })).await),
        refused(400, "invalidSyntax")
    );
    let taken = json!({ "schemas": [USER], "userName": "alice" });
    assert_eq!(fault(&one.put(&path, taken).await), refused(409, "uniqueness"));
}

#[tokio::test]
async fn section_3_5_2_patch_is_whole_or_nothing() {
    let one = provisioner().await;
    let id = identifier(&one.post("/Users", barbara()).await);
    let path = format!("/Users/{id}");
    let after = one
        .patch(
            &path,
            json!([
                { "op": "replace", "path": "emails[type eq \"work\"].value", "value": "new@example.com" },
                { "op": "add", "value": { "nickName": "B" } },
                { "op": "remove", "path": "title" },
            ]),
        )
        .await;
    assert_eq!(after.status, 200, "{}", after.body);
    let shown = after.json();
    assert_eq!((&shown["emails"][0]["value"], &shown["nickName"]), (&json!("new@example.com"), &json!("B")));
    assert!(shown.get("title").is_none());
    // The last operation cannot be done, so that none is; among them one that the database would refuse.
    for (last, told) in [
        (
            json!({ "op": "replace", "path": "emails[type eq \"x\"].value", "value": "y" }),
            refused(400, "noTarget"),
        ),
        (json!({ "op": "replace", "path": "nope", "value": "y" }), refused(400, "invalidPath")),
        (json!({ "op": "replace", "path": "id", "value": "y" }), refused(400, "mutability")),
        (json!({ "op": "replace", "path": "userName", "value": "alice" }), refused(409, "uniqueness")),
        (json!({ "op": "replace", "path": "password", "value": "short" }), refused(400, "invalidValue")),
        (json!({ "op": "remove" }), refused(400, "noTarget")),
    ] {
        let answer =
            one.patch(&path, json!([{ "op": "replace", "path": "active", "value": false }, last])).await;
        assert_eq!(fault(&answer), told, "{}", answer.body);
        assert_eq!(one.get(&path).await.json(), shown);
    }
    // What changes nothing is no change.
    let same = one.patch(&path, json!([{ "op": "replace", "path": "nickName", "value": "B" }])).await;
    assert_eq!((same.header("etag"), same.json()), (after.header("etag"), shown));
}

#[tokio::test]
async fn section_3_6_what_was_deleted_is_gone() {
    let one = provisioner().await;
    let id = one.user("carol").await;
    let path = format!("/Users/{id}");
    assert_eq!(one.delete(&path).await.status, 204);
    for answer in [one.get(&path).await, one.delete(&path).await, one.put(&path, barbara()).await] {
        assert_eq!(fault(&answer), refused(404, ""));
    }
    assert_eq!(one.found("userName eq \"carol\"").await, "");
    // The name is free again.
    assert_ne!(one.user("carol").await, id);
    assert!(one.kinds(&id).await.contains(&"account.deleted".to_owned()));
}

#[tokio::test]
async fn section_3_7_a_bulk_does_each_change_as_if_it_came_alone() {
    let one = provisioner().await;
    let carol = one.user("carol").await;
    let bulk = async |more: Value| {
        let mut body = json!({ "schemas": [BULK] });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one.post("/Bulk", body).await
    };
    let user = |name: &str| json!({ "schemas": [USER], "userName": name });
    // The group comes first, and waits for its members.
    let answer = bulk(json!({ "Operations": [
        { "method": "POST", "path": "/Groups", "bulkId": "g", "data": { "schemas": [GROUP], "displayName": "crew", "members": [
            { "value": "bulkId:u1" }, { "value": "bulkId:u2" }, { "value": carol } ] } },
        { "method": "POST", "path": "/Users", "bulkId": "u1", "data": user("u1") },
        { "method": "post", "path": "/Users", "bulkId": "u2", "data": user("u2") },
        { "method": "PATCH", "path": "/Users/bulkId:u1", "data": { "schemas": [PATCH], "Operations": [{ "op": "add", "path": "title", "value": "T" }] } },
        { "method": "DELETE", "path": format!("/Users/{carol}"), "version": "W/\"999\"" },
        { "method": "DELETE", "path": "/Users/nobody" },
        { "method": "POST", "path": "/Users", "bulkId": "u3", "data": user("alice") },
    ] })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let operations = answer.json()["Operations"].as_array().unwrap().clone();
    let told: Vec<_> = operations.iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(told, ["201", "201", "201", "200", "412", "404", "409"], "{}", answer.body);
    assert_eq!((&operations[0]["bulkId"], &operations[0]["method"]), (&json!("g"), &json!("POST")));
    assert_eq!(operations[6]["response"]["scimType"], "uniqueness");
    // A change that failed says where its resource is; what was not made is nowhere.
    assert_eq!(operations[4]["location"], format!("{ISSUER}/scim/v2/Users/{carol}"));
    assert_eq!(operations[5]["location"], format!("{ISSUER}/scim/v2/Users/nobody"));
    assert_eq!(operations[6].get("location"), None);
    let group =
        operations[0]["location"].as_str().unwrap().strip_prefix(&format!("{ISSUER}/scim/v2")).unwrap();
    let group = one.get(group).await.json();
    assert_eq!(group["members"].as_array().unwrap().len(), 3, "{group}");
    assert_eq!(one.found("title eq \"T\"").await, "u1");

    // A path that names the root, too, is the same path.
    let answer = bulk(json!({ "Operations": [
        { "method": "DELETE", "path": format!("/scim/v2/Users/{carol}") },
        { "method": "DELETE", "path": "/scim/v2/Users/nobody" },
    ] }))
    .await
    .json();
    for (at, id) in [carol.as_str(), "nobody"].into_iter().enumerate() {
        assert_eq!(answer["Operations"][at]["location"], format!("{ISSUER}/scim/v2/Users/{id}"), "{answer}");
    }

    // After so many failures the rest is not begun.
    let answer = bulk(json!({ "failOnErrors": 1, "Operations": [
        { "method": "POST", "path": "/Users", "bulkId": "a", "data": user("first") },
        { "method": "DELETE", "path": "/Users/nobody" },
        { "method": "POST", "path": "/Users", "bulkId": "b", "data": user("never") },
    ] }))
    .await
    .json();
    assert_eq!(answer["Operations"].as_array().unwrap().len(), 2, "{answer}");
    assert_eq!(one.found("userName eq \"first\" or userName eq \"never\"").await, "first");

    // Section 3.7.1: circles, and references to what was not made.
    let manages = |name: &str, other: &str| json!({ "schemas": [USER, ENTERPRISE], "userName": name, ENTERPRISE: { "manager": { "value": format!("bulkId:{other}") } } });
    let answer = bulk(json!({ "Operations": [
        { "method": "POST", "path": "/Users", "bulkId": "p", "data": manages("p", "q") },
        { "method": "POST", "path": "/Users", "bulkId": "q", "data": manages("q", "p") },
        { "method": "POST", "path": "/Users", "bulkId": "r", "data": manages("r", "r") },
        { "method": "POST", "path": "/Users", "bulkId": "s", "data": manages("s", "unheard of") },
        { "method": "POST", "path": "/Users", "bulkId": "t", "data": { "schemas": [USER] } },
        { "method": "POST", "path": "/Users", "bulkId": "v", "data": manages("v", "t") },
        { "method": "POST", "path": "/Users", "data": user("w") },
        { "method": "PUT", "path": "/Users", "bulkId": "x", "data": user("x") },
        { "method": "GET", "path": "/Users" },
        { "method": "POST", "path": "/Bulk", "bulkId": "y" },
        { "method": "DELETE", "path": "/Users/../Groups/x" },
    ] }))
    .await
    .json();
    let told: Vec<_> = answer["Operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        told,
        ["409", "409", "409", "409", "400", "409", "400", "400", "400", "400", "400"],
        "{answer}"
    );

    for body in [
        json!({ "Operations": [] }),
        json!({ "schemas": [BULK] }),
        json!({ "schemas": [BULK], "Operations": [{ "method": "POST" }] }),
        json!({ "schemas": [BULK], "Operations": [
            { "method": "POST", "path": "/Users", "bulkId": "a", "data": {} }, { "method": "POST", "path": "/Users", "bulkId": "a", "data": {} } ] }),
    ] {
        assert_eq!(fault(&one.post("/Bulk", body.clone()).await), refused(400, "invalidSyntax"), "{body}");
    }
    // Section 3.7.4: the limits are those that are told.
    let config = one.get("/ServiceProviderConfig").await.json();
    let most = config["bulk"]["maxOperations"].as_u64().unwrap();
    let many: Vec<Value> = (0..=most).map(|_| json!({ "method": "DELETE", "path": "/Users/x" })).collect();
    assert_eq!(fault(&bulk(json!({ "Operations": many })).await), refused(413, ""));
    let large = "x".repeat(config["bulk"]["maxPayloadSize"].as_u64().unwrap() as usize);
    assert_eq!(fault(&bulk(json!({ "Operations": [], "x": large })).await), refused(413, ""));
}

#[tokio::test]
async fn section_3_9_only_what_is_asked_for_is_shown() {
    let one = provisioner().await;
    let id = identifier(&one.post("/Users", barbara()).await);
    let shown = one.get(&format!("/Users/{id}?attributes=userName,emails.value")).await.json();
    let mut members: Vec<_> = shown.as_object().unwrap().keys().cloned().collect();
    members.sort();
    assert_eq!(members, ["emails", "id", "schemas", "userName"]);
    assert_eq!(shown["emails"][1], json!({ "value": "babs@home.example" }));
    let shown = one.get(&format!("/Users/{id}?excludedAttributes=emails,id,meta")).await.json();
    assert!(shown.get("emails").is_none() && shown.get("meta").is_none() && shown["id"] == id.as_str());
    let list = one.get("/Users?attributes=displayName&filter=userName%20eq%20%22bjensen%22").await.json();
    assert_eq!(list["Resources"][0]["displayName"], "Babs Jensen");
    assert!(list["Resources"][0].get("userName").is_none());
    for query in ["attributes=nope", "attributes=id&excludedAttributes=name", "excludedAttributes=a.b.c"] {
        assert_eq!(
            fault(&one.get(&format!("/Users/{id}?{query}")).await),
            refused(400, "invalidValue"),
            "{query}"
        );
    }
    let put = one
        .send(Method::PUT, &format!("/Users/{id}?attributes=title"), &[], &barbara().to_string())
        .await
        .json();
    assert!(put.get("userName").is_none() && put["title"] == "Tour Guide", "{put}");
}

#[tokio::test]
async fn section_3_11_me_leads_nowhere() {
    assert_eq!(fault(&provisioner().await.get("/Me").await), refused(501, ""));
}

#[tokio::test]
async fn section_3_14_a_version_is_meant_or_known() {
    let one = provisioner().await;
    let id = one.user("carol").await;
    let group = one.group("crew", &[&id]).await;
    for path in [format!("/Users/{id}"), format!("/Groups/{group}")] {
        let first = one.get(&path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        assert_eq!(first.json()["meta"]["version"], tag.as_str());
        let known = one.send(Method::GET, &path, &[("if-none-match", &tag)], "").await;
        assert_eq!((known.status, known.body.as_str(), known.header("etag")), (304, "", tag.as_str()));
        let patch = json!({ "schemas": [PATCH], "Operations": [{ "op": "replace", "path": "externalId", "value": "1" }] });
        let by = async |tags: &str| {
            one.send(Method::PATCH, &path, &[("if-match", tags)], &patch.to_string()).await
        };
        assert_eq!(fault(&by("W/\"0\"").await), refused(412, ""));
        assert!(by(&format!("W/\"0\", {tag}")).await.status < 300);
        assert_eq!(fault(&by(&tag).await), refused(412, ""), "it is another version now");
        assert_eq!(one.send(Method::GET, &path, &[("if-none-match", &tag)], "").await.status, 200);
        assert_eq!(
            fault(&one.send(Method::DELETE, &path, &[("if-match", &tag)], "").await),
            refused(412, "")
        );
        assert!(by("*").await.status < 300);
    }
    // Who is in a group is a part of its version, also when an account goes without a word to it.
    let path = format!("/Groups/{group}");
    let before = one.get(&path).await.header("etag").to_owned();
    one.delete(&format!("/Users/{id}")).await;
    assert_ne!(one.get(&path).await.header("etag"), before);
}

#[tokio::test]
async fn section_4_the_server_says_what_it_can_do_to_everybody() {
    let one = provisioner().await;
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/ResourceTypes/User"] {
        let answer = one.world.get(&format!("/scim/v2{path}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/scim+json"), "{path}");
    }
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
        assert_eq!(fault(&one.get(&format!("{path}?filter=id%20pr")).await), refused(403, ""), "{path}");
    }
    let config = one.get("/ServiceProviderConfig").await.json();
    for feature in ["patch", "bulk", "filter", "changePassword", "sort", "etag"] {
        assert_eq!(config[feature]["supported"], true, "{feature}");
    }
    let types = one.get("/ResourceTypes").await.json();
    for kind in types["Resources"].as_array().unwrap() {
        let endpoint = kind["endpoint"].as_str().unwrap();
        assert_eq!(one.get(endpoint).await.status, 200, "{endpoint}");
        let schema = kind["schema"].as_str().unwrap();
        assert_eq!(one.get(&format!("/Schemas/{schema}")).await.json()["id"], schema);
    }
    let schemas = one.get("/Schemas").await.json();
    assert_eq!(schemas["totalResults"], 3);
    let user = &schemas["Resources"][0];
    let password =
        user["attributes"].as_array().unwrap().iter().find(|one| one["name"] == "password").unwrap();
    assert_eq!((&password["mutability"], &password["returned"]), (&json!("writeOnly"), &json!("never")));
}

#[tokio::test]
async fn rfc7643_4_1_1_whoever_is_not_active_is_out_at_once() {
    let one = provisioner().await;
    let world = &one.world;
    let id = world.account_id("alice").await;
    let tokens = world.tokens("shop", "openid email offline_access").await;
    let (access, refresh) =
        (tokens["access_token"].as_str().unwrap(), tokens["refresh_token"].as_str().unwrap());
    assert_eq!(world.userinfo(access).await.status, 200);
    let off = one
        .patch(&format!("/Users/{id}"), json!([{ "op": "replace", "path": "active", "value": false }]))
        .await;
    assert_eq!((off.status, &off.json()["active"]), (200, &json!(false)), "{}", off.body);
    assert_eq!(world.userinfo(access).await.status, 401);
    assert_eq!(world.refresh("shop", refresh, &[]).await.status, 400);
    assert!(one.kinds(&id).await.contains(&"account.disabled".to_owned()));
    // To replace somebody without a word about it does not let them in again.
    let shown = one.get(&format!("/Users/{id}")).await.json();
    let body = json!({ "schemas": [USER], "userName": "alice", "emails": shown["emails"] });
    assert_eq!(one.put(&format!("/Users/{id}"), body).await.json()["active"], false);
    let on =
        one.patch(&format!("/Users/{id}"), json!([{ "op": "replace", "value": { "active": true } }])).await;
    assert_eq!(on.json()["active"], true);
    assert_eq!(world.userinfo(access).await.status, 401, "what ended does not come back");
    assert_eq!(
        fault(&one.post("/Users", json!({ "schemas": [USER], "userName": "x", "active": "no" })).await).0,
        400
    );
    let born = one.post("/Users", json!({ "schemas": [USER], "userName": "x", "active": false })).await;
    assert_eq!(born.json()["active"], false, "{}", born.body);
}

#[tokio::test]
async fn rfc7643_4_1_1_a_password_is_taken_and_never_told() {
    let one = provisioner().await;
    let world = &one.world;
    let id = world.account_id("alice").await;
    let tokens = world.tokens("shop", "openid offline_access").await;
    let path = format!("/Users/{id}");
    for weak in ["short", "alice@example.org", "password1234567", "aaaaaaaaaaaaaaaaaaaa"] {
        let answer = one.patch(&path, json!([{ "op": "replace", "path": "password", "value": weak }])).await;
        assert_eq!(fault(&answer), refused(400, "invalidValue"), "{weak}");
        assert!(!answer.body.contains(weak), "{}", answer.body);
    }
    let set = one
        .patch(
            &path,
            json!([{ "op": "replace", "path": "password", "value": "nine unusual walnut ferries" }]),
        )
        .await;
    assert_eq!(set.status, 200, "{}", set.body);
    assert!(!set.body.contains("walnut"));
    assert!(!one.get(&format!("{path}?attributes=password")).await.body.contains("walnut"));
    assert_eq!(world.refresh("shop", tokens["refresh_token"].as_str().unwrap(), &[]).await.status, 400);
    let mut browser = world.browser();
    let page = browser.open(&crate::world::ask("shop", &[])).await;
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let old = browser.submit(&page, "login-form", &[("password", PASSWORD)]).await;
    assert!(old.location().is_empty(), "it is theirs no longer: {}", old.location());
    let new = browser.submit(&old, "login-form", &[("password", "nine unusual walnut ferries")]).await;
    assert!(new.location().starts_with("https://shop.example/cb"), "{} {}", new.status, new.body);
    let mut reader = world.app.database.read().await.unwrap();
    let kept = storage::scim_user::find(&mut reader, &id).await.unwrap();
    assert!(kept.is_none_or(|kept| !kept.document.contains("walnut")));
}

#[tokio::test]
async fn an_address_counts_as_proved_only_where_the_operator_says_so() {
    for vouches in [false, true] {
        let one = with(|config| config.scim.vouches_for_email = vouches).await;
        let id = identifier(&one.post("/Users", barbara()).await);
        let verified = async || one.world.app.accounts().find(&id).await.unwrap().email_verified_at.is_some();
        assert_eq!(verified().await, vouches);
        one.patch(
            &format!("/Users/{id}"),
            json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "n@example.com" }]),
        )
        .await;
        assert_eq!(verified().await, vouches, "another address");
        // One that was proved stays so while it is the same, and not beyond.
        let alice = one.world.account_id("alice").await;
        let path = format!("/Users/{alice}");
        one.patch(&path, json!([{ "op": "add", "path": "title", "value": "Dr" }])).await;
        assert!(one.world.app.accounts().find("alice").await.unwrap().email_verified_at.is_some());
        one.patch(
            &path,
            json!([{ "op": "replace", "path": "emails", "value": [{ "value": "x@example.com" }] }]),
        )
        .await;
        assert_eq!(
            one.world.app.accounts().find("alice").await.unwrap().email_verified_at.is_some(),
            vouches
        );
    }
}

#[tokio::test]
async fn rfc7643_4_2_groups_are_those_of_the_claim() {
    let one = provisioner().await;
    let world = &one.world;
    let (alice, bob) = (world.account_id("alice").await, world.account_id("bob").await);
    let token = world.tokens("shop", "openid groups").await["access_token"].as_str().unwrap().to_owned();
    let claim = async || world.userinfo(&token).await.json()["groups"].clone();
    assert_eq!(claim().await, json!(["staff", "editors"]));
    // What admins wrote into accounts are groups as well.
    let listed = one.get("/Groups?filter=displayName%20eq%20%22editors%22").await.json();
    let editors = listed["Resources"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(listed["Resources"][0]["members"][0]["display"], "alice");

    let crew = one.group("crew", &[&alice, &bob]).await;
    assert_eq!(claim().await, json!(["staff", "editors", "crew"]));
    let shown = one.get(&format!("/Users/{alice}")).await.json();
    let names: Vec<_> =
        shown["groups"].as_array().unwrap().iter().map(|one| one["display"].as_str().unwrap()).collect();
    assert_eq!(names, ["crew", "editors", "staff"]);

    let path = format!("/Groups/{crew}");
    let renamed =
        one.patch(&path, json!([{ "op": "replace", "path": "displayName", "value": "ship" }])).await;
    assert_eq!((renamed.status, renamed.body.as_str()), (204, ""));
    assert_eq!(claim().await, json!(["staff", "editors", "ship"]));
    assert_eq!(one.get(&path).await.json()["members"].as_array().unwrap().len(), 2);
    one.patch(&path, json!([{ "op": "remove", "path": format!("members[value eq \"{alice}\"]") }])).await;
    assert_eq!(claim().await, json!(["staff", "editors"]));
    let asked = one.send(Method::PATCH, &format!("{path}?attributes=members"), &[], &json!({
        "schemas": [PATCH], "Operations": [{ "op": "add", "path": "members", "value": [{ "value": alice }] }] }).to_string()).await;
    assert_eq!((asked.status, asked.json()["members"].as_array().unwrap().len()), (200, 2));
    let put = one.put(&path, json!({ "schemas": [GROUP], "displayName": "ship", "externalId": "x", "members": [{ "value": bob }] })).await;
    assert_eq!((put.status, &put.json()["members"][0]["value"]), (200, &json!(bob)));
    assert_eq!(claim().await, json!(["staff", "editors"]));

    let found = async |filter: &str| -> Vec<String> {
        let list = one.get(&format!("/Groups?{}", merged(&[], &[("filter", filter)]))).await;
        assert_eq!(list.status, 200, "{filter}: {}", list.body);
        list.json()["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["displayName"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(found(&format!("members eq \"{bob}\"")).await, ["ship"]);
    assert_eq!(found(&format!("id eq \"{crew}\" and members[value eq \"{bob}\"]")).await, ["ship"]);
    assert_eq!(found("externalId eq \"x\"").await, ["ship"]);
    assert_eq!(found("members.display eq \"bob\"").await, ["ship"]);
    assert_eq!(one.get("/Groups?sortBy=displayName").await.json()["Resources"][0]["displayName"], "editors");
    let light = one.get(&format!("{path}?excludedAttributes=members")).await.json();
    assert!(light.get("members").is_none());

    for (body, told) in [
        (json!({ "schemas": [GROUP], "displayName": "staff" }), refused(409, "uniqueness")),
        (json!({ "schemas": [GROUP] }), refused(400, "invalidValue")),
        (json!({ "schemas": [GROUP], "displayName": " x" }), refused(400, "invalidValue")),
        (json!({ "schemas": [GROUP], "displayName": "x".repeat(101) }), refused(400, "invalidValue")),
        (
            json!({ "schemas": [GROUP], "displayName": "y", "members": [{ "value": "nobody" }] }),
            refused(400, "invalidValue"),
        ),
        (
            json!({ "schemas": [GROUP], "displayName": "y", "members": [{ "value": crew, "type": "Group" }] }),
            refused(400, "invalidValue"),
        ),
    ] {
        assert_eq!(fault(&one.post("/Groups", body.clone()).await), told, "{body}");
    }
    assert_eq!(
        found("displayName eq \"y\"").await,
        Vec::<String>::new(),
        "a group that was refused is not there"
    );
    let rename =
        one.patch(&path, json!([{ "op": "replace", "path": "displayName", "value": "staff" }])).await;
    assert_eq!(fault(&rename), refused(409, "uniqueness"));

    assert_eq!(one.delete(&format!("/Groups/{editors}")).await.status, 204);
    assert_eq!(claim().await, json!(["staff"]));
    let kinds = one.kinds(&alice).await;
    assert!(kinds.iter().filter(|kind| *kind == "account.changed").count() >= 5, "{kinds:?}");
}

#[tokio::test]
async fn groups_of_many_are_changed_in_pieces_and_completely() {
    let one = provisioner().await;
    let operations: Vec<Value> = (0..450)
        .map(|n| json!({ "method": "POST", "path": "/Users", "bulkId": format!("u{n}"), "data": { "schemas": [USER], "userName": format!("u{n}") } }))
        .collect();
    let made = one.post("/Bulk", json!({ "schemas": [BULK], "Operations": operations })).await.json();
    let ids: Vec<String> = made["Operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["location"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let group = one.group("many", &ids).await;
    let path = format!("/Groups/{group}");
    let size = async || one.get(&path).await.json()["members"].as_array().map_or(0, Vec::len);
    let in_group = async |name: &str| {
        let list = one.get(&format!("/Users?count=1&filter=groups.display%20eq%20%22{name}%22")).await.json();
        list["totalResults"].as_u64().unwrap()
    };
    assert_eq!((size().await, in_group("many").await), (450, 450));
    one.patch(&path, json!([{ "op": "replace", "value": { "displayName": "lots" } }])).await;
    assert_eq!((size().await, in_group("many").await, in_group("lots").await), (450, 0, 450));
    let claimed = one.world.app.accounts().find("u449").await.unwrap().groups;
    assert_eq!(claimed, ["lots"]);
    one.patch(&path, json!([{ "op": "remove", "path": "members" }])).await;
    assert_eq!((size().await, in_group("lots").await), (0, 0));
    assert!(one.world.app.accounts().find("u449").await.unwrap().groups.is_empty());
}

#[tokio::test]
async fn nobody_is_reached_who_stands_above_and_the_last_owner_stays() {
    let one = provisioner().await;
    let world = &one.world;
    let alice = world.account_id("alice").await;
    world.app.roles().set(&alice, Some(doorward::administration::role::Role::Owner)).await.unwrap();
    let path = format!("/Users/{alice}");
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    let group = json!({ "schemas": [GROUP], "displayName": "admins", "members": [{ "value": alice }] });
    for answer in [
        one.patch(&path, off).await,
        one.patch(
            &path,
            json!([{ "op": "replace", "path": "password", "value": "nine unusual walnut ferries" }]),
        )
        .await,
        one.put(&path, json!({ "schemas": [USER], "userName": "alice" })).await,
        one.delete(&path).await,
        one.post("/Groups", group).await,
    ] {
        assert_eq!(fault(&answer), refused(403, ""));
    }
    assert_eq!(one.get(&path).await.status, 200, "whoever may read sees them");
    let staff = one.get("/Groups?filter=displayName%20eq%20%22staff%22").await.json();
    let staff = format!("/Groups/{}", staff["Resources"][0]["id"].as_str().unwrap());
    assert_eq!(fault(&one.delete(&staff).await), refused(403, ""));
    assert_eq!(
        fault(&one.patch(&staff, json!([{ "op": "remove", "path": "members" }])).await),
        refused(403, "")
    );
    // `roles` in a resource is a word, and gives nobody a role here.
    let made = one
        .post("/Users", json!({ "schemas": [USER], "userName": "mallory", "roles": [{ "value": "owner" }] }))
        .await;
    let id = identifier(&made);
    assert_eq!(world.app.roles().of(&id).await.unwrap(), None);
}

/// What Microsoft Entra sends, in the order and with the spellings that its documentation shows.
#[tokio::test]
async fn a_cycle_of_microsoft_entra() {
    let one = provisioner().await;
    let none = one.get("/Users?filter=externalId+eq+%22jyoung%22").await;
    assert_eq!(
        (none.status, &none.json()["totalResults"], &none.json()["Resources"]),
        (200, &json!(0), &json!([]))
    );
    let made = one.post("/Users", json!({
        "schemas": [USER, ENTERPRISE], "externalId": "jyoung", "userName": "jyoung@testuser.com", "active": true, "addresses": null,
        "displayName": "Joy Young", "emails": [{ "type": "work", "value": "jyoung@Contoso.com", "primary": true }],
        "meta": { "resourceType": "User" }, "name": { "familyName": "Young", "givenName": "Joy" }, "phoneNumbers": null,
        "preferredLanguage": null, "title": null, ENTERPRISE: { "department": null, "manager": null },
    })).await;
    // A user name that is an address and another address beside it: told in words that name the way out.
    assert_eq!(fault(&made), refused(400, "invalidValue"));
    assert!(made.body.contains("must be the account's own e-mail address"), "{}", made.body);
    let made = one.post("/Users", json!({
        "schemas": [USER, ENTERPRISE], "externalId": "jyoung", "userName": "jyoung@contoso.com", "active": true, "addresses": null,
        "displayName": "Joy Young", "emails": [{ "type": "work", "value": "jyoung@Contoso.com", "primary": true }],
        "meta": { "resourceType": "User" }, "name": { "familyName": "Young", "givenName": "Joy" }, "phoneNumbers": null,
    })).await;
    let id = identifier(&made);
    let path = format!("/Users/{id}");
    assert_eq!(one.get(&path).await.json()["externalId"], "jyoung");
    assert_eq!(one.found("externalId eq \"jyoung\"").await, "jyoung@contoso.com");
    let patched = one.patch(&path, json!([
        { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "jyoung@contoso.com" },
        { "op": "Add", "path": "name.formatted", "value": "Joy M Young" },
        { "op": "Replace", "path": "displayName", "value": "Joy M" },
        { "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+1 425 5550100" },
        { "op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Sales" },
        { "op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "22ddb3b2" },
    ])).await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    let shown = patched.json();
    assert_eq!(
        (&shown["displayName"], &shown["name"]["formatted"]),
        (&json!("Joy M"), &json!("Joy M Young"))
    );
    assert_eq!(shown[ENTERPRISE], json!({ "department": "Sales", "manager": { "value": "22ddb3b2" } }));
    assert_eq!(one.world.app.accounts().find(&id).await.unwrap().phone.as_deref(), Some("+14255550100"));

    let empty = one.get("/Groups?excludedAttributes=members&filter=displayName+eq+%22Group1%22").await.json();
    assert_eq!(empty["totalResults"], 0);
    let group = one.post("/Groups", json!({
        "schemas": [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"], "externalId": "8aa1a0c0",
        "displayName": "Group1", "meta": { "resourceType": "Group" },
    })).await;
    let group = format!("/Groups/{}", identifier(&group));
    assert_eq!(one.get(&format!("{group}?excludedAttributes=members")).await.json()["displayName"], "Group1");
    let renamed =
        one.patch(&group, json!([{ "op": "Replace", "path": "displayName", "value": "Group 1" }])).await;
    assert_eq!(renamed.status, 204, "{}", renamed.body);
    let added = one
        .patch(&group, json!([{ "op": "Add", "path": "members", "value": [{ "$ref": null, "value": id }] }]))
        .await;
    assert_eq!(
        (added.status, one.get(&group).await.json()["members"][0]["value"].as_str()),
        (204, Some(id.as_str())),
        "{}",
        added.body
    );
    let query = merged(
        &[],
        &[("filter", &format!("id eq \"{}\" and members eq \"{id}\"", group.rsplit('/').next().unwrap()))],
    );
    assert_eq!(one.get(&format!("/Groups?attributes=id&{query}")).await.json()["totalResults"], 1);
    let removed = one
        .patch(
            &group,
            json!([{ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": id }] }]),
        )
        .await;
    assert_eq!(
        (removed.status, one.get(&group).await.json().get("members").is_none()),
        (204, true),
        "{}",
        removed.body
    );
    assert_eq!(one.delete(&group).await.status, 204);

    let off = one.patch(&path, json!([{ "op": "Replace", "path": "active", "value": "False" }])).await;
    assert_eq!((off.status, &off.json()["active"]), (200, &json!(false)));
    assert_eq!(one.delete(&path).await.status, 204);
    // Its test of the connection.
    assert_eq!(one.get("/Users?filter=userName+eq+%22non-existent-user%22").await.json()["totalResults"], 0);
}

/// What Okta sends, in the order that its documentation shows; by the name and the secret of the client.
#[tokio::test]
async fn a_cycle_of_okta() {
    let mut one = provisioner().await;
    // Okta's header is made of the name and the secret; ours puts Bearer before, so both doors are tried here.
    let proof = basic("directory", SECRET);
    let headers = [("authorization", proof.as_str())];
    let test = one.world.send(Method::GET, "/scim/v2/Users?startIndex=1&count=2", &headers, "").await;
    assert_eq!((test.status, &test.json()["itemsPerPage"]), (200, &json!(2)), "{}", test.body);
    one.token = token(&one.world, "directory").await;
    let none = one
        .get("/Users?filter=userName%20eq%20%22test.user%40okta.local%22&startIndex=1&count=100")
        .await
        .json();
    assert_eq!((&none["totalResults"], &none["startIndex"]), (&json!(0), &json!(1)));
    let body = json!({
        "schemas": [USER], "userName": "test.user@okta.local", "name": { "givenName": "Test", "familyName": "User" },
        "emails": [{ "primary": true, "value": "test.user@okta.local", "type": "work" }], "displayName": "Test User",
        "locale": "en-US", "externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq and some more", "active": true,
    });
    let id = identifier(&one.post("/Users", body).await);
    let path = format!("/Users/{id}");
    let shown = one.get(&path).await.json();
    let mut put = shown.clone();
    put["name"]["familyName"] = json!("Renamed");
    put["groups"] = json!([]);
    let after = one.put(&path, put).await;
    assert_eq!(
        (after.status, &after.json()["name"]["familyName"]),
        (200, &json!("Renamed")),
        "{}",
        after.body
    );
    let off = one.patch(&path, json!([{ "op": "replace", "value": { "active": false } }])).await;
    assert_eq!((off.status, &off.json()["active"]), (200, &json!(false)), "{}", off.body);
    let on = one.patch(&path, json!([{ "op": "replace", "value": { "active": true } }])).await;
    assert_eq!(on.json()["active"], true);
    let new = one
        .patch(&path, json!([{ "op": "replace", "value": { "password": "another unusual walnut ferry" } }]))
        .await;
    assert_eq!(new.status, 200, "{}", new.body);

    let group = json!({ "schemas": [GROUP], "displayName": "Test SCIMv2", "members": [] });
    let made = one.post("/Groups", group).await;
    let group = format!("/Groups/{}", identifier(&made));
    let members = one.patch(&group, json!([{ "op": "add", "path": "members", "value": [{ "value": id, "display": "test.user@okta.local" }] }])).await;
    assert_eq!(members.status, 204, "{}", members.body);
    let name = made.json()["id"].clone();
    let renamed = one
        .patch(&group, json!([{ "op": "replace", "value": { "id": name, "displayName": "Test SCIMv3" } }]))
        .await;
    assert_eq!(renamed.status, 204, "{}", renamed.body);
    let gone =
        one.patch(&group, json!([{ "op": "remove", "path": format!("members[value eq \"{id}\"]") }])).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    let all = one.get("/Groups?startIndex=1&count=100").await.json();
    assert!(
        all["Resources"].as_array().unwrap().iter().any(|one| one["displayName"] == "Test SCIMv3"),
        "{all}"
    );
    assert_eq!(one.delete(&group).await.status, 204);
    assert_eq!(fault(&one.get(&group).await), refused(404, ""));
}

#[tokio::test]
async fn hostile_input_is_refused_and_harms_nobody() {
    let one = provisioner().await;
    let id = one.user("carol").await;
    let path = format!("/Users/{id}");
    let before = one.get(&path).await.json();
    let filter = |text: &str| format!("/Users?{}", merged(&[], &[("filter", text)]));
    let deep = format!("{}userName pr{}", "(".repeat(2_000), ")".repeat(2_000));
    let nots = format!("{}userName pr{}", "not (".repeat(500), ")".repeat(500));
    for text in [
        deep.clone(),
        nots,
        format!("userName eq \"{}\"", "x".repeat(1_000_000)),
        "userName eq \"\\ud800\"".into(),
        "userName eq \"x\" or 1 eq 1".into(),
        "userName eq \"'; DROP TABLE account; --\" or x".into(),
        "emails[".repeat(100),
        "\u{0}".into(),
        "userName eq \"\u{202e}".into(),
        vec!["userName pr"; 200].join(" and "),
    ] {
        let search =
            json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": text });
        let mut answers = vec![one.post("/Users/.search", search).await];
        // What is longer than that fits into no head of a request.
        if text.len() < 10_000 {
            answers.push(one.get(&filter(&text)).await);
        }
        for answer in answers {
            let told = fault(&answer);
            let nul = text == "\u{0}" && told.0 == 400;
            assert!(nul || told == refused(400, "invalidFilter"), "{told:?} {:.60}", text);
            assert!(answer.body.len() < 500);
        }
    }
    for text in
        ["userName eq \"' OR '1'='1\"", "userName co \"%\"", "userName sw \"_\"", "userName ew \"\\\\\""]
    {
        assert_eq!(one.found(text).await, "", "{text}");
    }
    let twice = format!("{{\"schemas\":[\"{USER}\"],\"userName\":\"x\",\"userName\":\"y\"}}");
    let cases = format!("{{\"schemas\":[\"{USER}\"],\"userName\":\"x\",\"USERNAME\":\"y\"}}");
    let nested = format!(
        "{{\"schemas\":[\"{USER}\"],\"userName\":\"x\",\"name\":{}{}}}",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    let half = "{\"schemas\":[".to_owned();
    for body in [twice, cases, nested, half, "null".into(), "[]".into(), "\"x\"".into(), "\u{feff}{}".into()]
    {
        assert_eq!(
            fault(&one.send(Method::POST, "/Users", &[], &body).await),
            refused(400, "invalidSyntax"),
            "{:.80}",
            body
        );
    }
    let large = json!({ "schemas": [USER], "userName": "x", "title": "x".repeat(1_100_000) });
    assert_eq!(fault(&one.post("/Users", large).await), refused(413, ""));
    let wide: Vec<Value> = (0..99).map(|n| json!({ "value": format!("{n}{}", "x".repeat(1_000)) })).collect();
    assert_eq!(
        fault(&one.post("/Users", json!({ "schemas": [USER], "userName": "x", "roles": wide })).await),
        refused(400, "invalidValue")
    );
    let many = |n: usize, one: Value| Value::Array(vec![one; n]);
    for (operations, status) in [
        (many(10_000, json!({ "op": "add", "path": "title", "value": "x" })), 413),
        (
            many(
                500,
                json!({ "op": "add", "path": "roles", "value": [{ "value": "x" }, { "value": "x".repeat(1_000) }] }),
            ),
            200,
        ),
        (json!([{ "op": "replace", "path": "/userName", "value": "root" }]), 400),
        (json!([{ "op": "replace", "path": "userName\u{0}", "value": "root" }]), 400),
        (json!([{ "op": "replace", "path": "__proto__.active", "value": true }]), 400),
        (json!([{ "op": "replace", "path": format!("emails[{deep}].value"), "value": "x" }]), 400),
        (json!([{ "op": "replace", "path": "emails[value eq \"x\"] ; active", "value": true }]), 400),
        (json!([{ "op": "add", "path": "groups[value eq \"admins\"]", "value": {} }]), 400),
        (
            json!([{ "op": "add", "value": { "meta": { "version": "0" }, "id": "0", "groups": [{ "value": "admins" }] } }]),
            200,
        ),
        (json!([{ "op": { "a": 1 }, "path": "title", "value": "x" }]), 400),
    ] {
        let answer = one.patch(&path, operations).await;
        assert_eq!(answer.status, status, "{:.300}", answer.body);
    }
    let now = one.get(&path).await.json();
    assert_eq!(
        (&now["id"], &now["userName"], &now["groups"]),
        (&before["id"], &before["userName"], &Value::Null)
    );
    let bulk =
        json!({ "schemas": [BULK], "Operations": many(10_000, json!({ "method": "DELETE", "path": path })) });
    assert_eq!(fault(&one.post("/Bulk", bulk).await), refused(413, ""));
    assert_eq!(one.get(&path).await.status, 200);
    for path in
        ["/Users/%00", "/Users/..%2f..%2fapi", "/Users/%ff", "/Users/a%27%20OR%201=1", "/Groups/%2e%2e"]
    {
        let status = one.get(path).await.status;
        assert!((400..500).contains(&status), "{path}: {status}");
    }
}

#[tokio::test]
async fn a_client_that_asks_too_often_waits() {
    let one = with(|config| config.scim.requests_per_minute = 8).await;
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(one.get("/Users?count=0").await);
    }
    assert_eq!(answers[0].status, 200);
    assert_eq!((fault(&answers[3]).0, answers[3].header("retry-after")), (429, "1"));
}
