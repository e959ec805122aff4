//! Clients, by the API.

use super::*;
use crate::on_both;

on_both!(a_client_is_made_found_changed_and_removed, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let body = json!({ "client_id": "shop", "client_name": "The Shop", "redirect_uris": ["https://shop.example/cb"] });
    let made = world.by(&admin, "POST", "/api/v1/clients", &body).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text);
    assert_eq!(made.json()["client_secret"].as_str().unwrap().len(), 43);
    let again = world.by(&admin, "POST", "/api/v1/clients", &body).await;
    assert_eq!((again.status, again.json()["code"].as_str()), (409, Some("exists")));

    let shown = world.by(&admin, "GET", "/api/v1/clients/shop", &json!({})).await;
    assert!(shown.json().get("client_secret").is_none() && shown.json()["source"] == "api", "{}", shown.text);
    assert_eq!(shown.json()["redirect_uris"], json!(["https://shop.example/cb"]));

    let path = "/api/v1/clients/shop";
    let patch = json!({ "client_name": "Shop", "policy_uri": "https://shop.example/privacy" });
    let changed = world.by(&admin, "PATCH", path, &patch).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text);
    let undone = world.by(&admin, "PATCH", path, &json!({ "policy_uri": null })).await;
    assert!(undone.json().get("policy_uri").is_none() && undone.json()["client_name"] == "Shop");
    for (patch, code) in
        [(json!({ "nonsense": 1 }), 422), (json!({ "redirect_uris": ["http://x.example/"] }), 422)]
    {
        let refused = world.by(&admin, "PATCH", path, &patch).await;
        assert_eq!(refused.status, code, "{}", refused.text);
        assert!(
            refused.json()["faults"].as_array().is_some_and(|faults| !faults.is_empty()),
            "{}",
            refused.text
        );
    }

    assert_eq!(
        world.by(&admin, "POST", &format!("{path}/disable"), &json!({})).await.json()["disabled"],
        true
    );
    assert_eq!(
        world.by(&admin, "POST", &format!("{path}/enable"), &json!({})).await.json()["disabled"],
        false
    );
    let secret = world.by(&admin, "POST", &format!("{path}/secrets"), &json!({ "keep_old": 60 })).await;
    assert_eq!(secret.status, 201, "{}", secret.text);
    assert_eq!(world.by(&admin, "DELETE", &format!("{path}/secrets/old"), &json!({})).await.status, 204);
    assert_eq!(world.by(&admin, "DELETE", path, &json!({})).await.status, 204);
    assert_eq!(world.by(&admin, "GET", path, &json!({})).await.status, 404);
});

on_both!(a_change_of_an_old_version_is_refused, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let body = json!({ "client_id": "shop", "redirect_uris": ["https://shop.example/cb"] });
    world.by(&admin, "POST", "/api/v1/clients", &body).await;
    let token = world.token_for("robot", "admin.clients.write").await;
    let change = async |version: Option<&str>, name: &str| {
        let mut request =
            Request::patch("/api/v1/clients/shop").header("authorization", format!("Bearer {token}"));
        if let Some(version) = version {
            request = request.header("if-match", version);
        }
        world.send(with_body(request), Body::from(json!({ "client_name": name }).to_string())).await.status
    };
    assert_eq!(change(None, "A").await, 428);
    assert_eq!(change(Some("\"1\""), "A").await, 200);
    assert_eq!(change(Some("\"1\""), "B").await, 412);
    assert_eq!(change(Some("\"2\""), "B").await, 200);
});

on_both!(a_list_goes_on_where_it_ended_and_its_cursor_opens_no_other, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    for number in 0..5 {
        let body = json!({ "client_id": format!("app-{number}"), "redirect_uris": ["https://a.example/"] });
        world.by(&admin, "POST", "/api/v1/clients", &body).await;
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let cursor = if next.is_empty() { String::new() } else { format!("&cursor={next}") };
        let page = world
            .by(&admin, "GET", &format!("/api/v1/clients?q=app&limit=2{cursor}"), &json!({}))
            .await
            .json();
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["client_id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(more) => more.clone_into(&mut next),
            None => break,
        }
    }
    assert_eq!(seen, ["app-0", "app-1", "app-2", "app-3", "app-4"]);
    for path in [
        format!("/api/v1/clients?q=other&cursor={next}"),
        format!("/api/v1/accounts?q=app&cursor={next}"),
        "/api/v1/clients?cursor=AAAA".into(),
        "/api/v1/clients?limit=x".into(),
        "/api/v1/clients?nonsense=1".into(),
    ] {
        assert_eq!(world.by(&admin, "GET", &path, &json!({})).await.status, 400, "{path}");
    }
});

on_both!(nobody_hands_out_more_than_they_have, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let body = |id: &str, scope: &str| {
        json!({
            "client_id": id, "grant_types": ["client_credentials"], "scope": scope,
            "access_token_audience": [format!("{ORIGIN}/api/v1")],
        })
    };
    let mighty = "admin.clients.read admin.roles.write";
    assert_eq!(world.by(&admin, "POST", "/api/v1/clients", &body("a", mighty)).await.status, 403);
    assert_eq!(world.by(&admin, "POST", "/api/v1/clients", &body("a", "admin.nonsense")).await.status, 403);
    assert_eq!(
        world.by(&admin, "POST", "/api/v1/clients", &body("a", "admin.clients.read")).await.status,
        201
    );
    let more = json!({ "scope": mighty });
    assert_eq!(world.by(&admin, "PATCH", "/api/v1/clients/a", &more).await.status, 403);
    assert_eq!(world.by(&owner, "POST", "/api/v1/clients", &body("b", mighty)).await.status, 201);
    // Whoever could give it a new secret could be it.
    let path = "/api/v1/clients/b";
    assert_eq!(world.by(&admin, "POST", &format!("{path}/secrets"), &json!({})).await.status, 403);
    assert_eq!(world.by(&admin, "PATCH", path, &json!({ "client_name": "B" })).await.status, 403);
    assert_eq!(world.by(&owner, "POST", &format!("{path}/secrets"), &json!({})).await.status, 201);
    let own =
        json!({ "client_id": "c", "client_secret": "x".repeat(40), "redirect_uris": ["https://a.example/"] });
    assert_eq!(world.by(&owner, "POST", "/api/v1/clients", &own).await.status, 422, "secrets are drawn");
});
