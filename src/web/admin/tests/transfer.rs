//! Files of accounts, in and out.

use super::*;

const GOOD: &str =
    "{\"username\":\"ada\",\"email\":\"ada@example.org\",\"email_verified\":true}\n{\"username\":\"bob\"}\n";

async fn upload(world: &World, person: &Person, fields: &[(&str, &str)], file: &str) -> Answer {
    let csrf = world.console_csrf(person, &person.account);
    let mut body = String::new();
    for (name, value) in fields.iter().chain(&[("csrf", csrf.as_str())]) {
        body += &format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{file}\r\n--x--\r\n"
    );
    let request = Request::post("/admin/transfer/import")
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("cookie", person.cookies());
    world.send(request, Body::from(body)).await
}

on_both!(a_file_is_looked_at_brought_in_whole_and_given_out_again, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let try_it = async |act: &str, file: &str| {
        upload(&world, &admin, &[("format", "ndjson"), ("act", act)], file).await
    };
    let here = async |name: &str| world.site.accounts().find(name).await.is_ok();

    let looked = try_it("examine", GOOD).await;
    assert!(
        looked.text.contains("id=\"import-accounts\">2<") && !looked.text.contains(FAULT),
        "{}",
        looked.text
    );
    assert!(!here("ada").await, "looking brings nothing in");
    let bad = format!("{GOOD}{{\"username\":\"eve\",\"email\":\"nowhere\"}}\n{{\"username\":\"ADA\"}}\n");
    for act in ["examine", "import"] {
        let refused = try_it(act, &bad).await;
        assert!(
            refused.text.contains("id=\"import-faults\"") && refused.text.contains("<li>3: "),
            "{}",
            refused.text
        );
        assert!(refused.text.contains("<li>4: "), "a name that stands there twice: {}", refused.text);
        assert!(!here("ada").await && !here("bob").await, "all or none");
    }
    let done = try_it("import", GOOD).await;
    assert!(done.status == 200 && here("ada").await && here("bob").await, "{}", done.text);
    assert!(try_it("import", GOOD).await.text.contains("is the name or address of an account already"));
    assert!(try_it("import", "").await.text.contains(FAULT), "no file");
    let firebase =
        upload(&world, &admin, &[("format", "firebase"), ("act", "examine")], "{\"users\":[]}").await;
    assert!(firebase.text.contains("id=\"parameters-error\""), "{}", firebase.text);

    let out = post(&world, &admin, "/admin/transfer/export", &[("format", "ndjson")]).await;
    assert_eq!((out.status, out.header("content-type")), (200, "application/x-ndjson"));
    assert!(out.header("content-disposition").contains("accounts.ndjson"));
    assert!(out.text.lines().count() == 3 && out.text.contains("ada@example.org"), "{}", out.text);
    let table = post(&world, &admin, "/admin/transfer/export", &[("format", "csv")]).await.text;
    assert!(table.starts_with("account_id,") || table.contains("username"), "{table}");
    let mut reader = world.site.database.read().await.unwrap();
    let from =
        storage::audit::Place { happened_at: crate::clock::Timestamp(i64::MAX), event_id: String::new() };
    for (kind, times) in [("accounts.imported", 1), ("accounts.exported", 2)] {
        let filter = storage::audit_search::Filter {
            kind: Some(kind.into()),
            ..storage::audit_search::Filter::default()
        };
        let events = storage::audit_search::page(&mut reader, &filter, &from, 9).await.unwrap();
        assert_eq!(events.len(), times, "{kind}");
        assert!(events.iter().all(|event| event.detail.contains(&admin.account.account_id)), "{events:?}");
    }
});

#[tokio::test]
async fn a_file_without_its_token_is_not_believed() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{}\r\n--x--\r\n";
    let request = Request::post("/admin/transfer/import")
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("cookie", admin.cookies());
    assert_eq!(world.send(request, Body::from(body)).await.status, 403);
    assert_eq!(upload(&world, &support, &[("format", "ndjson"), ("act", "import")], GOOD).await.status, 403);
}
