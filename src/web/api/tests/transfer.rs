//! Accounts and the log in whole files, by the API.

use super::*;
use crate::{
    administration::audit::verify::{Findings, Known, end_of, verify},
    config::RegistrationMode,
    on_both,
};

const NDJSON: &str = "application/x-ndjson";
const GOOD: &str = concat!(
    "{\"username\":\"ada\",\"email\":\"ada@example.org\",\"password_hash\":\"{SSHA}kotVi0JlrqAWO6WNMeGX2OuLHIDHeI8x\"}\n",
    "{\"username\":\"bob\",\"state\":\"disabled\"}\n"
);
const FIREBASE: &str = r#"{"signer_key":"jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==","salt_separator":"Bw==","rounds":8,"mem_cost":14}"#;

async fn send(world: &World, token: &str, query: &str, kind: &str, file: &str) -> Answer {
    let request = Request::post(format!("/api/v1/imports{query}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", kind);
    world.send(request, Body::from(file.to_owned())).await
}

/// How often an event of this kind was recorded, by this actor each time.
async fn told(world: &World, owner: &Person, kind: &str, actor: &str) -> usize {
    let path = format!("/api/v1/audit?kind={kind}");
    let page = world.by(owner, "GET", &path, &json!({})).await.json();
    let events = page["items"].as_array().unwrap();
    assert!(events.iter().all(|event| event["detail"]["actor"] == actor), "{page}");
    events.len()
}

on_both!(a_file_comes_in_whole_with_its_faults_named_and_goes_out_again, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let token = world.token_for("robot", "admin.accounts.write").await;
    let here = async |name: &str| world.site.accounts().find(name).await.is_ok();

    let tried = send(&world, &token, "?dry_run=true", NDJSON, GOOD).await;
    assert_eq!(
        (tried.status, tried.json()),
        (
            200,
            json!({ "outcome": "dry_run", "accounts": 2, "passwords": { "one salted SHA": 1 }, "without_password": 1,
                "totp": 0, "disabled": 1, "faults": [], "more_faults": 0 })
        )
    );
    assert!(!here("ada").await, "looking brings nothing in");
    let bad = format!("{GOOD}{{\"username\":\"eve\",\"email\":\"nowhere\"}}\n{{\"username\":\"ADA\"}}\n");
    let tried = send(&world, &token, "?dry_run=true", NDJSON, &bad).await.json();
    assert_eq!((&tried["outcome"], &tried["faults"][1]["at"]), (&json!("refused"), &json!(4)), "{tried}");
    let refused = send(&world, &token, "", NDJSON, &bad).await;
    assert_eq!((refused.status, refused.header("content-type")), (422, "application/problem+json"));
    let faults = refused.json()["faults"].clone();
    assert!(faults[0].as_str().unwrap().starts_with("line 3: "), "{faults}");
    assert_eq!(faults[1], "line 4: ada is in line 1, too");
    assert!(!here("ada").await && !here("bob").await, "all or none");
    let broken = send(&world, &token, "?format=keycloak", "application/json", "{\"realm\":1}").await;
    assert_eq!((broken.status, &broken.json()["faults"]), (422, &json!(["there is no list of users in it"])));

    let done = send(&world, &token, "?vouch_for_addresses=true", NDJSON, GOOD).await;
    assert_eq!((done.status, &done.json()["outcome"]), (201, &json!("imported")), "{}", done.text);
    let ada = world.site.accounts().find("ada").await.unwrap();
    assert!(ada.email_verified_at.is_some() && here("bob").await);
    assert_eq!(send(&world, &token, "", NDJSON, GOOD).await.status, 422, "they are here already");
    assert_eq!(told(&world, &owner, "accounts.imported", "robot").await, 1);

    for (query, kind, file) in [
        ("", "text/csv; charset=utf-8", "username,groups\ncarol,staff;night\n"),
        (
            "?format=django",
            NDJSON,
            "{\"model\":\"auth.user\",\"fields\":{\"username\":\"dan\",\"password\":\"\"}}\n",
        ),
        ("?format=keycloak", "application/json", "{\"users\":[{\"username\":\"erin\"}]}"),
    ] {
        let done = send(&world, &token, query, kind, file).await;
        assert_eq!((done.status, &done.json()["accounts"]), (201, &json!(1)), "{query}: {}", done.text);
    }
    let firebase = Request::post("/api/v1/imports?format=firebase")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json");
    let users = "{\"users\":[{\"localId\":\"f1\",\"email\":\"fay@example.org\"}]}";
    let without = send(&world, &token, "?format=firebase", "application/json", users).await;
    assert_eq!(without.status, 400, "{}", without.text);
    let with = world.send(firebase.header("firebase-parameters", FIREBASE), Body::from(users)).await;
    assert_eq!(with.status, 201, "{}", with.text);

    let path = "/api/v1/exports/accounts";
    let out = world.with_token(&token, "GET", path, &json!({})).await;
    assert_eq!((out.status, out.header("content-type")), (200, NDJSON));
    assert!(out.header("content-disposition").contains("accounts.ndjson"));
    assert!(out.text.lines().count() == 7 && !out.text.contains("SSHA"), "{}", out.text);
    let table = world.with_token(&token, "GET", &format!("{path}?format=csv"), &json!({})).await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.text.starts_with("account_id,username,") && table.text.lines().count() == 8);
    assert_eq!(world.with_token(&token, "GET", &format!("{path}?format=xml"), &json!({})).await.status, 400);
    assert_eq!(told(&world, &owner, "accounts.exported", "robot").await, 2);

    // What went out comes in elsewhere.
    let (other, _scratch) = storage::testing::sqlite().await;
    let other = World::new(other).await;
    let token = other.token_for("robot", "admin.accounts.write").await;
    for (query, kind, file) in [("?dry_run=true", "text/csv", &table.text), ("", NDJSON, &out.text)] {
        let again = send(&other, &token, query, kind, file).await;
        assert_eq!(again.json()["accounts"], 7, "{}", again.text);
    }
});

#[tokio::test]
async fn what_cannot_be_a_file_of_accounts_is_refused_and_only_some_come_at_a_time() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::with(database, |config| config.admin.max_import = 1_000).await;
    let token = world.token_for("robot", "admin.accounts.write").await;
    for (query, kind, status) in [
        ("", "application/json", 400),
        ("?format=xml", NDJSON, 400),
        ("?nonsense=1", NDJSON, 400),
        ("?dry_run=perhaps", NDJSON, 400),
        ("", "text/plain", 415),
        ("", "", 415),
        ("?format=keycloak", "text/csv", 415),
        ("?format=csv", "application/json", 415),
        ("?format=ndjson", "multipart/form-data; boundary=x", 415),
    ] {
        let answer = send(&world, &token, query, kind, "{}").await;
        assert_eq!(answer.status, status, "{query} {kind}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let large = send(&world, &token, "", NDJSON, &"\n".repeat(1_001)).await;
    assert_eq!((large.status, large.json()["code"].as_str()), (413, Some("too_large")));
    assert_eq!(send(&world, &token, "", NDJSON, &"\n".repeat(1_000)).await.status, 201, "no accounts");

    let places = world.site.imports.clone();
    let held: Vec<_> = std::iter::from_fn(|| places.clone().try_acquire_owned().ok()).collect();
    let busy = send(&world, &token, "", NDJSON, GOOD).await;
    assert_eq!((busy.status, busy.header("retry-after")), (503, "5"), "{}", busy.text);
    drop(held);
    assert_eq!(send(&world, &token, "", NDJSON, GOOD).await.status, 201);
    assert_eq!(places.available_permits(), crate::web::api::import::AT_A_TIME, "places are given back");
}

on_both!(the_log_that_is_given_out_is_one_that_can_be_checked_elsewhere, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let token = world.token_for("robot", "admin.audit.read").await;
    let chain = async |query: &str| {
        let path = format!("/api/v1/audit/chain{query}");
        world.with_token(&token, "GET", &path, &json!({})).await
    };
    let signer = world.with_token(&token, "GET", "/api/v1/audit/signer", &json!({})).await.json();
    let fingerprint = signer["fingerprint"].as_str().unwrap().to_owned();
    let check = |text: &str, earlier: Option<(i64, String)>| -> Findings {
        verify(text.as_bytes(), Known { signer: Some(fingerprint.clone()), earlier }).unwrap()
    };

    let whole = chain("").await;
    assert_eq!((whole.status, whole.header("content-type")), (200, NDJSON), "{}", whole.text);
    assert!(whole.header("content-disposition").contains("audit.ndjson"));
    let found = check(&whole.text, None);
    assert_eq!((found.problems, found.issuer.as_str()), (vec![], ORIGIN));
    assert!(whole.text.contains(signer["public_key"].as_str().unwrap()));
    let (first, last) = found.span.unwrap();
    assert_eq!((first, u64::try_from(last).unwrap()), (1, found.entries));
    assert_eq!(told(&world, &owner, "audit.exported", "robot").await, 1);
    let forged = whole.text.replacen("client.created", "client.deleted", 1);
    assert_ne!(forged, whole.text);
    assert!(!check(&forged, None).holds());

    // More than a page of it goes out in pieces, and what follows goes on where the file ended.
    let names: Vec<String> = (0..600).map(|n| format!("{{\"username\":\"person-{n}\"}}")).collect();
    let writer = world.token_for("writer", "admin.accounts.write").await;
    assert_eq!(send(&world, &writer, "", NDJSON, &names.join("\n")).await.status, 201);
    let end = end_of(whole.text.as_bytes()).unwrap();
    let rest = chain(&format!("?after={}", end.0)).await.text;
    let found = check(&rest, Some(end));
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!((found.retired, found.span.unwrap().0), (last, last + 1));
    assert!(found.entries > 600, "{}", found.entries);
    assert_eq!(check(&chain("?since=2020-01-01T00:00:00Z").await.text, None).retired, 0);
    for query in ["?since=yesterday", "?after=x", "?kind=session.begun", "?limit=5"] {
        assert_eq!(chain(query).await.status, 400, "{query}");
    }
    // What is searched for is told of, too.
    let path = "/api/v1/audit/export?kind=client.created&limit=1";
    let lines = world.with_token(&token, "GET", path, &json!({})).await;
    assert!(lines.text.lines().count() == 1 && !lines.header("x-next-cursor").is_empty(), "{}", lines.text);
    assert_eq!(told(&world, &owner, "audit.exported", "robot").await, 4);
});

on_both!(people_and_developers_are_invited_and_the_log_says_by_whom, |db| async move {
    let world = World::with(db, |config| {
        config.registration.mode = RegistrationMode::Invitation;
        config.client_registration.mode = crate::config::ClientRegistrationMode::Token;
    })
    .await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let token = world.token_for("robot", "admin.accounts.write admin.clients.write").await;
    let ask = async |path: &str, body: Value| world.with_token(&token, "POST", path, &body).await;

    let body = json!({ "email": "ada@example.org", "groups": ["staff"] });
    let made = ask("/api/v1/invitations", body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let link = made.json()["link"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&format!("{ORIGIN}/register?invitation=")), "{link}");
    assert_eq!(ask("/api/v1/invitations", json!({ "email": "nowhere" })).await.status, 422);
    assert_eq!(told(&world, &owner, "account.invited", "robot").await, 1);

    let path = "/api/v1/initial-access-tokens";
    let made = ask(path, json!({ "note": "for Bob", "lifetime": 3600 })).await;
    assert_eq!((made.status, &made.json()["uses"]), (201, &json!(1)), "{}", made.text);
    for body in [json!({ "uses": 0 }), json!({ "lifetime": 0 }), json!({ "note": "a\nb" })] {
        assert_eq!(ask(path, body.clone()).await.status, 422, "{body}");
    }
    assert_eq!(told(&world, &owner, "client.invited", "robot").await, 1);
    let initial = made.json()["initial_access_token"].as_str().unwrap().to_owned();
    let register = async || {
        let request = Request::post("/register")
            .header("authorization", format!("Bearer {initial}"))
            .header("content-type", "application/json");
        let body = json!({ "redirect_uris": ["https://bob.example/cb"] });
        world.send(request, Body::from(body.to_string())).await.status
    };
    assert_eq!((register().await, register().await), (201, 401), "once");
});

#[tokio::test]
async fn nobody_is_invited_where_nobody_could_come() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let token = world.token_for("robot", "admin.accounts.write").await;
    let refused = world.with_token(&token, "POST", "/api/v1/invitations", &json!({})).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
}
