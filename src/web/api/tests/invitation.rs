//! Invitations, by the API.

use super::*;
use crate::{config::RegistrationMode, on_both};

async fn world(database: Database) -> World {
    World::with(database, |config| config.registration.mode = RegistrationMode::Invitation).await
}

on_both!(somebody_is_invited_by_mail_or_by_a_link_that_is_told_once, |db| async move {
    let world = world(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let body = json!({ "email": "new@example.org", "groups": ["staff"], "mail": true, "language": "de" });
    let made = world.by(&admin, "POST", "/api/v1/invitations", &body).await;
    assert_eq!((made.status, &made.json()["link"]), (201, &json!(null)), "{}", made.text);
    let path = made.header("location").strip_prefix(ORIGIN).unwrap_or(made.header("location")).to_owned();
    let shown = world.by(&admin, "GET", &path, &json!({})).await.json();
    assert_eq!((&shown["email"], &shown["groups"]), (&json!("new@example.org"), &json!(["staff"])));
    assert!(
        shown["sent_at"].is_string() && shown["used_at"].is_null() && shown.get("link").is_none(),
        "{shown}"
    );

    world.clock.advance(std::time::Duration::from_secs(1));
    let made = world.by(&admin, "POST", "/api/v1/invitations", &json!({})).await.json();
    let link = made["link"].as_str().unwrap();
    assert!(
        link.starts_with(&format!("{ORIGIN}/register?invitation=")) && made["sent_at"].is_null(),
        "{made}"
    );
    let other = format!("/api/v1/invitations/{}", made["invitation_id"].as_str().unwrap());
    let listed = world.by(&admin, "GET", "/api/v1/invitations?limit=1", &json!({})).await.json();
    assert_eq!(listed["items"][0]["invitation_id"], made["invitation_id"], "the newest first");
    let next = format!("/api/v1/invitations?cursor={}", listed["next"].as_str().unwrap());
    let second = world.by(&admin, "GET", &next, &json!({})).await.json();
    assert_eq!((second["items"].as_array().unwrap().len(), &second["items"][0]), (1, &shown));
    assert!(!second.to_string().contains("register?invitation"));

    for (path, status) in [(&path, 422), (&other, 422)] {
        let again = world.by(&admin, "POST", &format!("{path}/send"), &json!({})).await;
        assert_eq!(again.status, status, "just sent, or without an address: {}", again.text);
    }
    world.clock.advance(std::time::Duration::from_mins(2));
    let again = world.by(&admin, "POST", &format!("{path}/send"), &json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text);
    assert_ne!(again.json()["expires_at"], shown["expires_at"]);
    assert_eq!(world.by(&admin, "DELETE", &path, &json!({})).await.status, 204);
    for (method, path) in [("GET", path.clone()), ("DELETE", path.clone()), ("POST", format!("{path}/send"))]
    {
        assert_eq!(world.by(&admin, method, &path, &json!({})).await.status, 404, "{method} {path}");
    }
    for (body, status) in [
        (json!({ "mail": true }), 422),
        (json!({ "email": "no address" }), 422),
        (json!({ "email": "a@example.org", "language": "tlh", "mail": true }), 422),
        (json!({ "groups": [""] }), 422),
        (json!({ "role": "owner" }), 422),
        (json!({ "email": "admin@example.org", "mail": true }), 409),
    ] {
        let refused = world.by(&admin, "POST", "/api/v1/invitations", &body).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text);
    }
    let audit = world.by(&admin, "GET", "/api/v1/audit?kind=account.invited", &json!({})).await.json();
    assert_eq!(audit["items"][0]["detail"]["actor"], admin.account.account_id.as_str(), "{audit}");
    assert!(!audit.to_string().contains("register?"), "{audit}");
    assert!(
        !audit.to_string().contains("@example.org"),
        "an address outlives its account in the log: {audit}"
    );
});

on_both!(nobody_is_invited_where_nobody_may_register, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let refused = world.by(&admin, "POST", "/api/v1/invitations", &json!({})).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let policy = json!({ "settings": { "registration.mode": "invitation" }, "reason": "people are invited" });
    let set = world.by(&admin, "PUT", "/api/v1/policy", &policy).await;
    assert_eq!(set.status, 200, "{}", set.text);
    let made = world.by(&admin, "POST", "/api/v1/invitations", &json!({})).await;
    assert_eq!(made.status, 201, "what the admin side set counts: {}", made.text);
});
