//! The console as a browser meets it.

mod attribute;
mod brand;
mod client_test;
mod invitations;
mod policy;
mod transfer;
mod webhooks;

use axum::{body::Body, http::Request};

use crate::{
    administration::role::Role,
    on_both, storage,
    web::api::{
        rules::{Asks, RULES},
        tests::{Answer, ONE, Person, TWO, World},
    },
};

/// What stands on a page where something went wrong.
const FAULT: &str = "role=\"alert\"";

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

async fn ask(world: &World, person: Option<&Person>, method: &str, path: &str, body: String) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    if let Some(person) = person {
        request = request.header("cookie", person.cookies());
    }
    world.send(request, Body::from(body)).await
}

async fn page(world: &World, person: &Person, path: &str) -> Answer {
    ask(world, Some(person), "GET", path, String::new()).await
}

async fn post(world: &World, person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = world.console_csrf(person, &person.account);
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend(fields);
    ask(world, Some(person), "POST", path, encoded(&all)).await
}

/// The rules of the console.
fn rules() -> impl Iterator<Item = (&'static str, &'static str, Asks)> {
    RULES.iter().copied().filter(|(_, path, _)| path.starts_with("/admin"))
}

fn dummy(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "nothing" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn every_route_of_the_console_has_a_rule() {
    let source = include_str!("mod.rs");
    let mut routes = Vec::new();
    for line in source.lines().filter(|line| line.contains(".route(\"/admin")) {
        let path = line.split('"').nth(1).unwrap();
        for (method, call) in [("GET", "get("), ("POST", "post(")] {
            if line.contains(call) {
                routes.push((method, path));
            }
        }
    }
    let mut expected: Vec<_> = rules().map(|(method, path, _)| (method, path)).collect();
    routes.sort_unstable();
    expected.sort_unstable();
    assert_eq!(routes, expected);
    assert!(routes.len() > 20);
}

#[tokio::test]
async fn each_role_sees_and_does_what_the_table_says() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let people: Vec<(Role, Person)> = {
        let mut people = Vec::new();
        for role in Role::ALL {
            people.push((role, world.person(role.name(), Some(role), TWO).await));
        }
        people
    };
    let plain = world.person("plain", None, TWO).await;
    let weak = world.person("weak", Some(Role::Owner), ONE).await;
    world.add_password(&weak.account).await;
    for (method, path, asks) in rules() {
        let Asks::For(permission) = asks else { panic!("{path} asks for nothing") };
        let at = dummy(path);
        let send = async |person: &Person| match method {
            "GET" => page(&world, person, &at).await,
            _ => post(&world, person, &at, &[]).await,
        };
        for (role, person) in &people {
            let answer = send(person).await;
            let may = permission.roles().contains(role);
            let told = format!("{role:?} {method} {path}: {} {}", answer.status, answer.text);
            assert_eq!(answer.status != 403, may, "{told}");
            assert!(answer.status < 500, "{told}");
            // All accounts are given out as a file; everything else is a page.
            let page = answer.header("content-type").starts_with("text/html");
            assert!(answer.status != 200 || page || path == "/admin/transfer/export", "{told}");
        }
        assert_eq!(send(&plain).await.status, 403, "{method} {path}");
        // Whoever must prove more is led there.
        let answer = send(&weak).await;
        assert_eq!(answer.status, 303, "{method} {path}");
        assert!(answer.header("location").starts_with("/login/"), "{method} {path}");
        let answer = ask(&world, None, method, &at, String::new()).await;
        assert!(answer.status == 303 && answer.header("location").starts_with("/login/"), "{method} {path}");
    }
}

#[tokio::test]
async fn a_form_of_another_page_is_not_believed() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let other = world.person("other", Some(Role::Owner), TWO).await;
    let id = owner.account.account_id.as_str();
    for (_, path, _) in rules().filter(|(method, _, _)| *method == "POST") {
        let at = path
            .replace("{account_id}", &other.account.account_id)
            .replace("{client_id}", "nothing")
            .replace("{version}", "0");
        let renamed = world.console_csrf(&owner, &owner.account).replacen(id, &other.account.account_id, 1);
        for csrf in [
            String::new(),
            renamed,
            world.csrf(&owner, &format!("account/{id}")),
            world.console_csrf(&other, &owner.account),
        ] {
            let fields = [("csrf", csrf.as_str()), ("act", "disable"), ("kind", "web"), ("typed", "other")];
            let answer = ask(&world, Some(&owner), "POST", &at, encoded(&fields)).await;
            assert_eq!(answer.status, 403, "{path}: {}", answer.text);
        }
    }
    let roles = world.site.roles().list().await.unwrap();
    assert_eq!(roles.len(), 2);
    assert!(
        roles.iter().any(|one| one.account_id == id) && world.site.clients().list().await.unwrap().is_empty()
    );
}

#[tokio::test]
async fn a_form_in_the_console_of_one_does_not_write_as_another() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let other = world.account("other", Some(Role::Administrator)).await;
    // A tab with the other's console stays open in the owner's browser.
    let csrf = world.console_csrf(&owner, &other);
    for (_, path, _) in rules().filter(|(method, _, _)| *method == "POST") {
        let at = path
            .replace("{account_id}", &other.account_id)
            .replace("{client_id}", "nothing")
            .replace("{version}", "0");
        let fields = [("csrf", csrf.as_str()), ("act", "disable"), ("kind", "web"), ("typed", "other")];
        let answer = ask(&world, Some(&owner), "POST", &at, encoded(&fields)).await;
        assert_eq!(answer.status, 409, "{path}: {}", answer.text);
        assert!(answer.text.contains("owner") && answer.text.contains("Nothing was changed"), "{path}");
    }
    let found = world.site.accounts().find("other").await.unwrap();
    assert_eq!((found.version, found.state), (other.version, other.state));
    assert!(world.site.clients().list().await.unwrap().is_empty());
    let own = post(&world, &owner, "/admin/keys/rotate", &[]).await;
    assert_eq!(own.header("location"), "/admin/keys?notice=done");
}

on_both!(the_wizard_makes_a_client_whose_form_changes_it, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    assert!(page(&world, &admin, "/admin/clients/new").await.text.contains("/admin/clients/new?kind=web"));
    assert!(
        page(&world, &admin, "/admin/clients/new?kind=web").await.text.contains("name=\"redirect_uris\"")
    );
    let wrong = [("kind", "web"), ("name", "Shop"), ("redirect_uris", "http://shop.example/cb")];
    let refused = post(&world, &admin, "/admin/clients/new", &wrong).await;
    assert!(refused.text.contains(FAULT) && refused.text.contains("http://shop.example/cb"));
    let fields = [
        ("kind", "web"),
        ("name", "Shop"),
        ("redirect_uris", "https://shop.example/cb\r\nhttps://shop.example/2"),
    ];
    let made = post(&world, &admin, "/admin/clients/new", &fields).await;
    assert!(made.status == 200 && made.text.contains("id=\"client-secret\""), "{}", made.text);
    let client = world.site.clients().list().await.unwrap().pop().unwrap();
    assert_eq!(client.metadata.redirect_uris, ["https://shop.example/cb", "https://shop.example/2"]);
    assert_eq!(client.source, "console");

    // The form as it is shown changes nothing; with another name it changes the name.
    let path = format!("/admin/clients/{}", client.client_id);
    let shown = page(&world, &admin, &path).await.text;
    assert!(!shown.contains("id=\"client-secret\""), "a secret is shown once");
    let mut fields = form_values(&shown, "fields-form");
    assert!(fields.iter().any(|(name, _)| name == "grant_types.refresh_token"), "{fields:?}");
    let pairs = |fields: &[(String, String)]| -> Vec<(String, String)> {
        fields.iter().filter(|(name, _)| name != "csrf").cloned().collect()
    };
    let send = async |fields: &[(String, String)]| {
        let owned = pairs(fields);
        let fields: Vec<_> = owned.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&world, &admin, &path, &fields).await
    };
    assert_eq!(send(&fields).await.header("location"), format!("{path}?notice=saved"));
    assert_eq!(world.site.clients().find(&client.client_id).await.unwrap(), client);
    for (name, value) in &mut fields {
        if name == "client_name" {
            *value = "Till".into();
        }
    }
    assert_eq!(send(&fields).await.status, 303);
    let changed = world.site.clients().find(&client.client_id).await.unwrap();
    assert_eq!((changed.metadata.client_name.as_str(), changed.version), ("Till", 2));
    assert!(send(&fields).await.text.contains(FAULT), "it was read before");

    let typed = post(&world, &admin, &format!("{path}/delete"), &[("typed", "shop")]).await;
    assert!(typed.text.contains("id=\"typed-error\""), "{}", typed.text);
    let typed = post(&world, &admin, &format!("{path}/delete"), &[("typed", &client.client_id)]).await;
    assert_eq!(typed.header("location"), "/admin/clients?notice=done");
    assert!(world.site.clients().list().await.unwrap().is_empty());
});

/// What a browser would send of a form as it stands.
fn form_values(html: &str, id: &str) -> Vec<(String, String)> {
    let form = html.split(&format!("id=\"{id}\"")).nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        tag.split(&format!(" {name}=\"")).nth(1).map(|rest| plain(rest.split('"').next().unwrap()))
    };
    let mut values = Vec::new();
    for tag in form.split("<input ").skip(1).map(|rest| format!(" {}", rest.split('>').next().unwrap())) {
        let checkbox = tag.contains("type=\"checkbox\"");
        if !checkbox || tag.contains(" checked") {
            values.push((attribute(&tag, "name").unwrap(), attribute(&tag, "value").unwrap_or_default()));
        }
    }
    for part in form.split("<textarea ").skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        let text = plain(rest.split("</textarea>").next().unwrap());
        values.push((attribute(&format!(" {tag}"), "name").unwrap(), text));
    }
    for part in form.split("<select ").skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        let chosen =
            rest.split("</select>").next().unwrap().split("<option ").find(|one| one.contains(" selected"));
        let value = attribute(&format!(" {}", chosen.unwrap_or_default()), "value").unwrap_or_default();
        values.push((attribute(&format!(" {tag}"), "name").unwrap(), value));
    }
    values
}

fn plain(text: &str) -> String {
    [("&#x2f;", "/"), ("&quot;", "\""), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

on_both!(an_account_is_made_helped_given_a_role_and_removed, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let fields = [
        ("name", "Alice Liddell"),
        ("email", "alice@example.org"),
        ("email_verified", "1"),
        ("groups", "staff\nnight"),
    ];
    let made = post(&world, &owner, "/admin/accounts/new", &fields).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let alice = world.site.accounts().find("alice@example.org").await.unwrap();
    let path = format!("/admin/accounts/{}", alice.account_id);
    assert_eq!(made.header("location"), format!("{path}?notice=saved"));
    assert_eq!(alice.groups, ["staff", "night"]);
    assert!(page(&world, &owner, "/admin/accounts?q=alice").await.text.contains(&path));
    let again = post(&world, &owner, "/admin/accounts/new", &fields).await;
    assert!(again.text.contains(FAULT), "{}", again.text);
    for act in ["disable", "enable", "end-sessions", "unfreeze", "reset"] {
        let done = post(&world, &owner, &format!("{path}/help"), &[("act", act)]).await;
        assert_eq!(done.header("location"), format!("{path}?notice=done"), "{act}: {}", done.text);
    }
    assert_eq!(post(&world, &owner, &format!("{path}/role"), &[("role", "support")]).await.status, 303);
    let shown = page(&world, &owner, &path).await.text;
    assert!(shown.contains("<option value=\"support\" selected>"), "{shown}");
    let own = format!("/admin/accounts/{}/role", owner.account.account_id);
    assert!(post(&world, &owner, &own, &[("role", "none")]).await.text.contains(FAULT));
    assert_eq!(
        post(&world, &owner, &format!("{path}/delete"), &[("typed", "alice@example.org")]).await.status,
        303
    );
    assert!(world.site.accounts().find("alice@example.org").await.is_err());
    for path in ["/admin", "/admin/keys", "/admin/audit?kind=account.created", "/admin/policy?account=owner"]
    {
        let shown = page(&world, &owner, path).await;
        assert_eq!(shown.status, 200, "{path}: {}", shown.text);
        assert!(!shown.text.contains(FAULT), "{path}");
    }
    assert_eq!(
        post(&world, &owner, "/admin/keys/rotate", &[]).await.header("location"),
        "/admin/keys?notice=done"
    );
});

on_both!(a_tick_for_an_address_does_not_vouch_for_the_next_one, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let alice = world.account("alice", None).await;
    let path = format!("/admin/accounts/{}", alice.account_id);
    // Sends the form as it is shown, with another address and the box as it is wanted, if it is.
    let save = async |email: &str, ticked: Option<bool>| {
        let shown = page(&world, &owner, &path).await.text;
        let mut fields = form_values(&shown, "account-form");
        let tick = ("email_verified".to_owned(), "1".to_owned());
        let ticked = ticked.unwrap_or_else(|| fields.contains(&tick));
        fields.retain(|(name, _)| !["csrf", "email", "email_verified"].contains(&name.as_str()));
        fields.push(("email".to_owned(), email.to_owned()));
        fields.extend(ticked.then_some(tick));
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let saved = post(&world, &owner, &path, &fields).await;
        let account = world.site.accounts().find("alice").await.unwrap();
        assert_eq!(account.email.as_deref().unwrap_or_default(), email);
        (saved.header("location").to_owned(), account.email_verified_at)
    };
    let (plain, told) = (format!("{path}?notice=saved"), format!("{path}?notice=saved-unproved"));
    assert_eq!(save("Alice@example.org", None).await, (plain.clone(), alice.email_verified_at));
    assert_eq!(save("new@example.org", None).await, (told.clone(), None));
    let shown = page(&world, &owner, &told).await.text;
    assert!(shown.contains("tick the box again"), "{shown}");
    assert!(!form_values(&shown, "account-form").iter().any(|(name, _)| name == "email_verified"));
    // Ticked by hand it is meant: for the address that is there, and for one that is typed beside it.
    let (there, proved) = save("new@example.org", Some(true)).await;
    assert!(there == plain && proved.is_some(), "{there}");
    assert_eq!(save("new@example.org", Some(false)).await, (plain.clone(), None));
    let (there, proved) = save("newer@example.org", Some(true)).await;
    assert!(there == plain && proved.is_some(), "{there}");
    assert_eq!(save("", None).await, (plain, None));
});

on_both!(support_sees_an_owner_and_has_no_button_for_them, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    let path = format!("/admin/accounts/{}", owner.account.account_id);
    let shown = page(&world, &support, &path).await.text;
    assert!(!shown.contains("value=\"reset\"") && !shown.contains("id=\"delete-form\""), "{shown}");
    let tried = post(&world, &support, &format!("{path}/help"), &[("act", "reset")]).await;
    assert_eq!((tried.status, tried.header("content-type")), (403, "text/html; charset=utf-8"));
});
