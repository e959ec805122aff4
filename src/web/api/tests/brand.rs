//! Looks, by the API.

use super::*;
use crate::on_both;

/// A PNG of 40 pixels to a side, all of one colour.
pub fn png() -> Vec<u8> {
    let file = "iVBORw0KGgoAAAANSUhEUgAAACgAAAAoCAIAAAADnC86AAAAMElEQVR42u3NMQ0AAAgDsFnAHCf+ZWCChKdJ/6amX0QsFovFYrFYLBaLxWKxWCy+szawz33WDvSTAAAAAElFTkSuQmCC";
    data_encoding::BASE64.decode(file.as_bytes()).unwrap()
}

/// A request that names a version.
async fn naming(world: &World, token: &str, request: (&str, &str, &str), kind: &str, body: Body) -> Answer {
    let (method, path, version) = request;
    let mut request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", kind);
    if !version.is_empty() {
        request = request.header("if-match", version);
    }
    world.send(request, body).await
}

on_both!(a_look_is_replaced_by_version_with_its_logo_and_the_log_says_by_whom, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    world.service("shop", "orders", "https://api.example", "api").await;
    let scopes = "admin.brands.read admin.brands.write admin.clients.read admin.clients.write";
    let token = world.token_for("robot", scopes).await;
    let ask = async |method: &str, path: &str, version: &str, body: Value| {
        naming(&world, &token, (method, path, version), "application/json", Body::from(body.to_string()))
            .await
    };
    for path in ["brand", "clients/shop/brand"] {
        let nothing = ask("GET", path, "", json!({})).await;
        assert_eq!((nothing.status, nothing.header("etag")), (200, "\"0\""), "{}", nothing.text);
        assert_eq!((&nothing.json()["name"], &nothing.json()["variables"]), (&Value::Null, &json!({})));

        let draft = json!({
            "name": "Acme", "accent": "#115E56",
            "variables": { "paper": "#ffffff", "round": ".25rem" }, "variables_dark": { "ink": "#ffffff" },
        });
        assert_eq!(ask("PUT", path, "", draft.clone()).await.status, 428);
        let set = ask("PUT", path, "\"0\"", draft.clone()).await;
        assert_eq!(set.status, 200, "{}", set.text);
        let (version, shown) = (set.header("etag").to_owned(), set.json());
        assert_eq!(shown["accent"], "#115e56");
        assert_eq!(shown["variables"], json!({ "paper": "#ffffff", "round": "0.25rem" }));
        assert!(shown["accent_dark"].is_string() && shown["logo"].is_null(), "{shown}");
        assert_eq!(ask("PUT", path, "\"0\"", draft).await.status, 412);
        assert_eq!(ask("GET", path, "", json!({})).await.header("etag"), version);

        // The logo beside it, and what was said stays.
        let logo = async |method: &str, version: &str, kind: &str, file: Vec<u8>| {
            naming(&world, &token, (method, &format!("{path}/logo"), version), kind, Body::from(file)).await
        };
        assert_eq!(logo("PUT", "\"0\"", "image/png", png()).await.status, 412);
        let drawn = logo("PUT", &version, "image/png", png()).await;
        assert_eq!((drawn.status, &drawn.json()["name"]), (200, &json!("Acme")), "{}", drawn.text);
        let place = drawn.json()["logo"].as_str().unwrap().to_owned();
        let seen = world.send(Request::get(&place), Body::empty()).await;
        assert_eq!((seen.status, seen.header("content-type")), (200, "image/png"));
        let version = drawn.header("etag").to_owned();
        for (kind, file, status) in [
            ("image/svg+xml", b"<svg/>".to_vec(), 415),
            ("application/json", b"{}".to_vec(), 415),
            ("image/png", b"<svg/>".to_vec(), 422),
            ("image/webp", vec![0; 2_000_001], 413),
        ] {
            assert_eq!(logo("PUT", &version, kind, file).await.status, status, "{kind}");
        }
        let renamed = ask("PUT", path, &version, json!({ "name": "Other" })).await;
        assert!(renamed.json()["logo"].is_string() && renamed.json()["accent"].is_null(), "{}", renamed.text);
        let bare = logo("DELETE", renamed.header("etag"), "image/png", Vec::new()).await;
        assert_eq!(
            (bare.status, &bare.json()["logo"], &bare.json()["name"]),
            (200, &Value::Null, &json!("Other"))
        );
    }
    let all = ask("GET", "brands", "", json!({})).await.json();
    let owners: Vec<_> = all.as_array().unwrap().iter().map(|look| look["client_id"].clone()).collect();
    assert_eq!(owners, [Value::Null, json!("shop")], "{all}");
    for path in ["brand", "clients/shop/brand"] {
        assert_eq!(ask("DELETE", path, "\"0\"", json!({})).await.status, 412);
        for _ in 0..2 {
            assert_eq!(ask("DELETE", path, "*", json!({})).await.status, 204);
        }
    }
    assert_eq!(ask("GET", "brands", "", json!({})).await.json(), json!([]));
    for (kind, times) in [("brand.changed", 8), ("brand.removed", 2)] {
        let page = world.by(&owner, "GET", &format!("/api/v1/audit?kind={kind}"), &json!({})).await.json();
        let events = page["items"].as_array().unwrap();
        assert_eq!(events.len(), times, "{page}");
        assert!(events.iter().all(|event| event["detail"]["actor"] == "robot"), "{page}");
        assert!(events.iter().all(|event| event["detail"]["before"] != event["detail"]["after"]), "{page}");
    }
});

on_both!(a_look_that_people_could_not_read_is_refused_pair_by_pair, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let put = async |body: Value| world.by(&admin, "PUT", "/api/v1/brand", &body).await;
    let faint = put(json!({
        "accent": "#ffcc00", "variables": { "ink": "#999999", "edge": "#eeeeee" }, "variables_dark": { "sheet": "#888888" },
    }))
    .await;
    assert_eq!(faint.status, 422, "{}", faint.text);
    let faults = faint.json()["faults"].as_array().unwrap().clone();
    let about = |start: &str, says: &str| {
        let found = faults.iter().filter_map(Value::as_str).find(|fault| fault.starts_with(start));
        assert!(found.is_some_and(|fault| fault.contains(says)), "{start}: {faults:?}");
    };
    about("accent: accent #ffcc00 on paper #f4f2ee has a contrast of 1.35:1", "1.4.3");
    about("variables.ink: ink #999999 on ", "4.5:1");
    about("variables.edge: edge #eeeeee on ", "3:1 (WCAG 2.2, 1.4.11)");
    about("variables_dark.sheet: ", " on sheet #888888");
    assert_eq!(faults.len(), 4, "{faults:?}");
    for body in [
        json!({ "variables": { "paper": "#000;}body{display:none}" } }),
        json!({ "variables": { "paper": "url(//evil.example/x)" } }),
        json!({ "variables": { "accent": "#115e56" } }),
        json!({ "variables": { "--paper": "#ffffff" } }),
        json!({ "variables": { "paper": 7 } }),
        json!({ "variables": { "paper": null } }),
        json!({ "variables": { "paper": "x".repeat(200_000) } }),
        json!({ "variables_dark": { "round": "1rem" } }),
        json!({ "variables": { "round": "calc(1rem)" } }),
        json!({ "accent": "\u{ff03}115e56" }),
        json!({ "accent_dark": "#9cc0ff" }),
        json!({ "style": "x" }),
        json!({ "logo": "https://evil.example/logo.png" }),
    ] {
        let refused = put(body.clone()).await;
        assert!(refused.status == 422 && refused.text.len() < 2_000, "{body}: {}", refused.text);
    }
    assert_eq!(put(json!({ "name": "x".repeat(1_000_000) })).await.status, 413);
    assert_eq!(put(json!({ "name": "a\u{0}b" })).await.status, 400);
    let shown = world.by(&admin, "GET", "/api/v1/brand", &json!({})).await;
    assert_eq!(shown.header("etag"), "\"0\"", "nothing of it was kept");
    for (method, path) in [("GET", "brand"), ("PUT", "brand"), ("DELETE", "brand"), ("DELETE", "brand/logo")]
    {
        let missing = world.by(&admin, method, &format!("/api/v1/clients/nobody/{path}"), &json!({})).await;
        assert_eq!(missing.status, 404, "{method} {path}: {}", missing.text);
    }
});

on_both!(a_change_is_seen_at_once_where_it_was_made, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let page = async || world.send(Request::get("/").header("accept", "text/html"), Body::empty()).await.text;
    assert!(!page().await.contains("/brand/"));
    let body = json!({ "name": "Acme & Sons", "variables": { "sheet": "#fffdf5" } });
    assert_eq!(world.by(&admin, "PUT", "/api/v1/brand", &body).await.status, 200);
    let shown = page().await;
    assert!(shown.contains("<span>Acme &amp; Sons</span>"), "{shown}");
    let (_, rest) = shown.split_once("href=\"/brand/").unwrap();
    let address = format!("/brand/{}", rest.split('"').next().unwrap());
    let style = world.send(Request::get(&address), Body::empty()).await;
    assert!(style.status == 200 && style.text.contains("--sheet:#fffdf5"), "{}", style.text);
    assert!(style.header("content-type").starts_with("text/css"));
});
