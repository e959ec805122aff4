//! Who may call what: every route of the document and of SCIM against every role and every scope.

use super::*;
use crate::{
    administration::role::Permission,
    web::{
        api::{
            document::document,
            rules::{Asks, RULES, find},
        },
        scim,
    },
};

/// Every operation of the document, and every route of SCIM, which describes itself otherwise.
fn routes() -> Vec<(String, String)> {
    let mut routes = operations();
    let scim = RULES.iter().filter(|(_, path, _)| scim::is_below(path));
    routes.extend(scim.map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())));
    assert!(routes.len() > operations().len() + 15);
    routes
}

/// Every operation of the document.
fn operations() -> Vec<(String, String)> {
    let paths = document()["paths"].as_object().unwrap();
    let mut operations = Vec::new();
    for (path, item) in paths {
        for method in ["get", "put", "post", "patch", "delete"] {
            if item.get(method).is_some() {
                operations.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    assert!(operations.len() > 30, "{}", operations.len());
    operations
}

fn asks(method: &str, path: &str) -> Asks {
    find(&method.parse().unwrap(), path).unwrap_or_else(|| panic!("{method} {path} has no rule"))
}

/// An address that names nothing there is.
fn dummy(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "nothing" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn every_route_has_a_rule_and_every_rule_has_a_route() {
    let operations = operations();
    for (method, path) in &operations {
        asks(method, path);
    }
    for (method, path, _) in RULES.iter().filter(|(_, path, _)| path.starts_with("/api/")) {
        let there = operations.iter().any(|(other, at)| other == method && at == path);
        assert!(there, "{method} {path} is no route");
    }
    let mut unique: Vec<_> = RULES.iter().map(|(method, path, _)| (method, path)).collect();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), RULES.len(), "a route has two rules");
}

#[test]
fn every_operation_of_the_document_is_described() {
    assert!(document()["openapi"].as_str().unwrap().starts_with("3.1."));
    let mut ids = Vec::new();
    for (method, path) in operations() {
        let operation = &document()["paths"][&path][method.to_lowercase()];
        assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{method} {path}");
        assert!(operation["responses"]["default"].is_object(), "{method} {path}");
        assert!(operation["security"].is_array(), "{method} {path}");
        ids.push(operation["operationId"].as_str().unwrap().to_owned());
    }
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    // What is referred to is there.
    let text = document().to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document()["components"]["schemas"][name].is_object(), "{name}");
    }
}

/// Refused because of who asks.
fn refused(answer: &Answer) -> bool {
    [401, 403].contains(&answer.status)
}

#[tokio::test]
async fn each_role_may_what_the_table_says_and_nothing_else() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    // Owners enough, so that none of the routes ends the last one.
    world.person("spare", Some(Role::Owner), TWO).await;
    for role in Role::ALL {
        let person = world.person(role.name(), Some(role), TWO).await;
        for (method, path) in routes() {
            let answer = world.by(&person, &method, &dummy(&path), &json!({})).await;
            let may = match asks(&method, &path) {
                Asks::Nothing | Asks::Anything => true,
                Asks::For(permission) => permission.roles().contains(&role),
            };
            let told = format!("{role:?} {method} {path}: {} {}", answer.status, answer.text);
            assert_eq!(!refused(&answer), may, "{told}");
            assert!(answer.status < 500 || path == "/scim/v2/Me", "{told}");
            assert!(!may || answer.status != 405, "{told}");
            if answer.status >= 400 && scim::is_below(&path) {
                assert_eq!(answer.header("content-type"), "application/scim+json", "{told}");
                assert_eq!(answer.json()["status"], answer.status.to_string(), "{told}");
            } else if answer.status >= 400 {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{told}");
                assert_eq!(answer.json()["status"], answer.status, "{told}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_does_not_administer_reaches_nothing() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let plain = world.person("plain", None, TWO).await;
    let weak = world.person("weak", Some(Role::Owner), ONE).await;
    let mut stale = world.person("stale", Some(Role::Owner), TWO).await;
    let forged = world.person("forged", Some(Role::Owner), TWO).await;
    stale.session.push('x');
    for (method, path) in routes() {
        if asks(&method, &path) == Asks::Nothing {
            continue;
        }
        let at = dummy(&path);
        for person in [&plain, &weak, &stale] {
            let answer = world.by(person, &method, &at, &json!({})).await;
            assert!(refused(&answer), "{} {method} {path}: {}", person.account.username, answer.status);
        }
        let bare = Request::builder().method(method.as_str()).uri(&at);
        let answer = world.send(with_body(bare), body_of(&method, &json!({}))).await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"), "{method} {path}");
        // A session alone writes nothing: browsers send it by themselves.
        if method != "GET" {
            let cookies = format!(
                "__Host-doorward-browser={}; __Host-doorward-session={}",
                forged.browser, forged.session
            );
            let request = Request::builder().method(method.as_str()).uri(&at).header("cookie", cookies);
            let answer = world.send(with_body(request), body_of(&method, &json!({}))).await;
            assert_eq!(answer.status, 403, "{method} {path}");
        }
    }
    let answer = world.by(&weak, "GET", "/api/v1/me", &json!({})).await;
    assert!(answer.header("www-authenticate").contains("insufficient_user_authentication"));
    assert!(answer.header("www-authenticate").contains("acr_values=\"urn:doorward:acr:aal2\""));
}

#[tokio::test]
async fn a_session_writes_with_the_token_of_its_own_console_alone() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let other = world.account("other", Some(Role::Administrator)).await;
    for (csrf, status) in [
        (world.console_csrf(&owner, &other), 403),
        (world.csrf(&owner, "admin"), 403),
        (world.console_csrf(&owner, &owner.account), 201),
    ] {
        let request = Request::post("/api/v1/accounts")
            .header("cookie", owner.cookies())
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", csrf);
        let answer = world.send(with_body(request), body_of("POST", &json!({ "username": "ann" }))).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
}

#[tokio::test]
async fn proofs_that_are_too_old_do_not_count() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    assert_eq!(world.by(&owner, "GET", "/api/v1/me", &json!({})).await.status, 200);
    world.clock.advance(world.site.config.admin.proof_age + std::time::Duration::from_secs(1));
    assert_eq!(world.by(&owner, "GET", "/api/v1/me", &json!({})).await.status, 401);
}

#[tokio::test]
async fn each_scope_opens_its_routes_and_no_other() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    for (number, permission) in Permission::ALL.iter().enumerate() {
        let token = world.token_for(&format!("service-{number}"), permission.scope()).await;
        for (method, path) in routes() {
            let answer = world.with_token(&token, &method, &dummy(&path), &json!({})).await;
            let may = match asks(&method, &path) {
                Asks::Nothing | Asks::Anything => true,
                Asks::For(needed) => needed == *permission,
            };
            let told = format!("{} {method} {path}: {} {}", permission.scope(), answer.status, answer.text);
            assert_eq!(!refused(&answer), may, "{told}");
            assert!(answer.status < 500 || path == "/scim/v2/Me", "{told}");
        }
    }
}
