//! Trying a client out, and what nobody can make of it.

use super::*;
use crate::{
    administration::client::Draft,
    storage::{audit_search, client::Metadata},
};

const ORIGIN: &str = "https://id.example.org";

async fn client(world: &World, client_id: &str, adjust: impl FnOnce(&mut Metadata)) {
    let mut metadata = Metadata {
        redirect_uris: vec!["https://shop.example/cb".into()],
        scope: "openid email offline_access".into(),
        grant_types: vec!["authorization_code".into(), "refresh_token".into()],
        skip_consent: true,
        ..Metadata::default()
    };
    adjust(&mut metadata);
    let draft = Draft { client_id: client_id.into(), metadata, ..Draft::default() };
    world.site.clients().create(draft, "console").await.unwrap();
}

/// Begins a test; where the browser goes next.
async fn begin(world: &World, person: &Person, client_id: &str) -> String {
    let answer = post(world, person, &format!("/admin/clients/{client_id}/test"), &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_owned()
}

/// Through the front door; where the answer leads, below our origin.
async fn through(world: &World, person: &Person, path: &str) -> String {
    let answer = page(world, person, path).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer
        .header("location")
        .strip_prefix(ORIGIN)
        .unwrap_or_else(|| panic!("{}", answer.header("location")))
        .to_owned()
}

on_both!(a_client_is_tried_out_and_nothing_of_it_lives_on, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    client(&world, "shop", |_| {}).await;
    let there = begin(&world, &admin, "shop").await;
    assert!(
        there.starts_with("/authorize?client_id=shop&request_uri=urn%3Adoorward%3Aclient-test%3A"),
        "{there}"
    );
    assert!(!there.contains("redirect_uri=") && !there.contains("verifier"));
    let back = through(&world, &admin, &there).await;
    assert!(back.starts_with("/admin/test?code="), "{back}");
    let shown = page(&world, &admin, &back).await;
    assert_eq!((shown.status, shown.header("cache-control")), (200, "no-store"), "{}", shown.text);
    for part in ["token-id_token", "token-access_token", "&quot;iss&quot;", "&quot;acr&quot;", "RS256"] {
        assert!(shown.text.contains(part), "{part}: {}", shown.text);
    }
    assert!(!shown.text.contains("class=\"bad\""), "every check stood: {}", shown.text);
    // A signature would make a token of what is shown.
    assert!(!shown.text.contains("eyJ"), "{}", shown.text);

    let again = page(&world, &admin, &back).await;
    assert!(again.text.contains("invalid_grant") && !again.text.contains("token-id_token"), "{}", again.text);
    let mut reader = world.site.database.read().await.unwrap();
    let live: Vec<(i64,)> = crate::storage::Connection::query(
        &mut reader,
        "SELECT COUNT(*) FROM authorization_grant WHERE revoked_at IS NULL",
    )
    .fetch_all()
    .await
    .unwrap();
    assert_eq!(live, [(0,)]);
    let filter = audit_search::Filter { client_id: Some("shop".into()), ..audit_search::Filter::default() };
    let from =
        storage::audit::Place { happened_at: crate::clock::Timestamp(i64::MAX), event_id: String::new() };
    let events = audit_search::page(&mut reader, &filter, &from, 20).await.unwrap();
    let told: Vec<&str> =
        events.iter().map(|event| event.kind.as_str()).filter(|kind| kind.contains("test")).collect();
    assert_eq!(told.len(), 3, "{events:?}");
    assert!(
        events
            .iter()
            .filter(|event| event.kind == "client.tested")
            .all(|event| !event.detail.contains("eyJ"))
    );
});

#[tokio::test]
async fn the_consoles_address_is_nobody_elses_to_come_back_to() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let other = world.person("other", Some(Role::Owner), TWO).await;
    client(&world, "shop", |_| {}).await;
    // Asked for by an address.
    let uri = format!("{ORIGIN}/admin/test");
    let query = encoded(&[
        ("client_id", "shop"),
        ("redirect_uri", &uri),
        ("response_type", "code"),
        ("scope", "openid"),
    ]);
    assert_eq!(page(&world, &admin, &format!("/authorize?{query}")).await.status, 400);
    // A reference that was made for another browser, or is made up.
    let there = begin(&world, &admin, "shop").await;
    assert_eq!(page(&world, &other, &there).await.status, 400);
    assert_eq!(page(&world, &admin, &format!("{there}x")).await.status, 400);
    // Where it is opened rightly, what comes back is worth nothing to anybody else.
    let back = through(&world, &admin, &there).await;
    let stolen = page(&world, &other, &back).await;
    assert!(stolen.text.contains(FAULT) && !stolen.text.contains("token-id_token"), "{}", stolen.text);
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let redeemed = encoded(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &uri),
        ("client_id", "shop"),
    ]);
    assert!([400, 401].contains(&ask(&world, None, "POST", "/token", redeemed).await.status));
    assert!(page(&world, &admin, &back).await.text.contains("token-id_token"), "its owner still has it");
    // And it opens one answer.
    assert_eq!(page(&world, &admin, &there).await.status, 400);
    for query in ["", "?state=x&code=y", "?error=access_denied"] {
        assert!(page(&world, &admin, &format!("/admin/test{query}")).await.text.contains(FAULT), "{query}");
    }
}

#[tokio::test]
async fn what_cannot_be_tried_out_is_said_so() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    client(&world, "robot", |metadata| metadata.grant_types = vec!["client_credentials".into()]).await;
    let told = post(&world, &admin, "/admin/clients/robot/test", &[]).await;
    assert!(told.status == 200 && told.text.contains(FAULT), "{}", told.text);
    client(&world, "off", |_| {}).await;
    let off = world.site.clients().find("off").await.unwrap();
    world.site.clients().set_disabled(&off, true).await.unwrap();
    assert!(post(&world, &admin, "/admin/clients/off/test", &[]).await.text.contains(FAULT));
    // A client that must push, sign its requests or bind its tokens is tried out like any other.
    client(&world, "strict", |metadata| {
        metadata.require_pushed_authorization_requests = true;
        metadata.require_signed_request_object = true;
        metadata.jwks_uri = Some("https://shop.example/jwks".into());
        metadata.dpop_bound_access_tokens = true;
        metadata.access_token_format = "opaque".into();
    })
    .await;
    let there = begin(&world, &admin, "strict").await;
    let back = through(&world, &admin, &there).await;
    assert!(page(&world, &admin, &back).await.text.contains("token-access_token"));
}
