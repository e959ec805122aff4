//! RFC 8693: token exchange by policy. What must not be had by it is most of this file.

use doorward::{
    clock::Timestamp,
    storage::{
        audit::Place,
        audit_search,
        client::{Exchange, Metadata},
    },
};
use serde_json::{Value, json};

use crate::{
    dpop::Key,
    world::{Answer, World, claims},
};

const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";
const STOCK: &str = "https://stock.example";

fn gateway(metadata: &mut Metadata) {
    metadata.redirect_uris.clear();
    metadata.post_logout_redirect_uris.clear();
    metadata.grant_types = vec![EXCHANGE.into(), "client_credentials".into()];
    metadata.scope = "openid orders:read orders:write".into();
    metadata.token_exchange =
        Some(Exchange { clients: vec!["shop".into()], audience: vec![STOCK.into()], impersonation: false });
}

async fn world() -> World {
    let world = World::new().await;
    world.client("gateway", gateway).await;
    world.client("twin", gateway).await;
    world
}

/// What the shop holds of Alice.
async fn subject(world: &World) -> Value {
    world.tokens("shop", "openid email offline_access orders:read").await
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

async fn exchange(world: &World, client_id: &str, token: &str, changes: &[(&str, &str)]) -> Answer {
    let mut fields =
        vec![("grant_type", EXCHANGE), ("subject_token", token), ("subject_token_type", ACCESS_TOKEN)];
    fields.retain(|(name, _)| !changes.iter().any(|(own, _)| own == name));
    fields.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
    world.post_as(client_id, "/token", &fields).await
}

#[tokio::test]
async fn rfc8693_2_2_a_token_is_given_that_says_who_acts_for_whom() {
    let world = world().await;
    let tokens = subject(&world).await;
    let old = text(&tokens, "access_token");
    let given = exchange(&world, "gateway", old, &[("audience", STOCK)]).await.tokens();
    assert_eq!(given["issued_token_type"], ACCESS_TOKEN);
    assert_eq!(given["token_type"], "Bearer");
    assert_eq!((given.get("refresh_token"), given.get("id_token")), (None, None));
    let (_, new) = world.verified(text(&given, "access_token")).await;
    let before = claims(&tokens["access_token"]);
    assert_eq!((&new["sub"], &new["gid"]), (&before["sub"], &before["gid"]));
    assert_eq!((&new["aud"], &new["client_id"]), (&json!(STOCK), &json!("gateway")));
    assert_eq!(new["act"], json!({ "sub": "gateway" }));
    assert_eq!(new["scope"], "orders:read", "without openid, offline_access, and what is not its own");
    assert!(new["exp"].as_i64() <= before["exp"].as_i64());
    let told = world.introspect(text(&given, "access_token")).await;
    assert_eq!((&told["active"], &told["act"]["sub"]), (&json!(true), &json!("gateway")));
    // It opens nobody's userinfo.
    assert_eq!(world.userinfo(text(&given, "access_token")).await.status, 401);
}

#[tokio::test]
async fn rfc8693_every_exchange_is_in_the_audit_log_and_a_refused_one_is_not() {
    let world = world().await;
    let tokens = subject(&world).await;
    let old = text(&tokens, "access_token");
    exchange(&world, "gateway", old, &[("audience", STOCK)]).await.tokens();
    assert_eq!(exchange(&world, "gateway", old, &[("scope", "orders:write")]).await.status, 400);
    let mut reader = world.app.database.read().await.unwrap();
    let filter =
        audit_search::Filter { kind: Some("token.exchanged".into()), ..audit_search::Filter::default() };
    let from = Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
    let events = audit_search::page(&mut reader, &filter, &from, 10).await.unwrap();
    let [event] = events.as_slice() else { panic!("one event: {events:?}") };
    assert_eq!(event.account_id.as_deref(), Some(&*world.account_id("alice").await));
    assert_eq!(event.client_id.as_deref(), Some("gateway"));
    let detail: Value = serde_json::from_str(&event.detail).unwrap();
    assert_eq!((&detail["from"], &detail["actor"]["sub"]), (&json!("shop"), &json!("gateway")));
    assert_eq!(detail["audience"], json!([STOCK]));
    assert!(!event.detail.contains(old), "no token");
}

#[tokio::test]
async fn rfc8693_4_1_actors_stand_one_in_another_and_none_is_left_out() {
    let world = world().await;
    world
        .client("twin", |metadata| {
            gateway(metadata);
            metadata.token_exchange =
                Some(Exchange { clients: vec!["gateway".into()], audience: Vec::new(), impersonation: true });
        })
        .await;
    let tokens = subject(&world).await;
    let first = exchange(&world, "gateway", text(&tokens, "access_token"), &[]).await.tokens();
    // Who may step into the person's shoes adds no name of its own, and takes none away.
    let second = exchange(&world, "twin", text(&first, "access_token"), &[]).await.tokens();
    assert_eq!(claims(&second["access_token"])["act"], json!({ "sub": "gateway" }));
    // With a token of its own it says who it is.
    let own = world.post_as("twin", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let actor = [("actor_token", text(&own, "access_token")), ("actor_token_type", ACCESS_TOKEN)];
    let third = exchange(&world, "twin", text(&first, "access_token"), &actor).await.tokens();
    assert_eq!(claims(&third["access_token"])["act"], json!({ "sub": "twin", "act": { "sub": "gateway" } }));
}

#[tokio::test]
async fn rfc8693_2_1_a_chain_of_actors_ends_somewhere() {
    let world = world().await;
    let mut token = text(&subject(&world).await, "access_token").to_owned();
    for _ in 0..5 {
        let answer = exchange(&world, "gateway", &token, &[]).await;
        token = text(&answer.tokens(), "access_token").to_owned();
    }
    assert_eq!(exchange(&world, "gateway", &token, &[]).await.refusal(), (400, "invalid_request".into()));
}

#[tokio::test]
async fn rfc8693_2_1_scope_and_audience_are_narrowed_only() {
    let world = world().await;
    let tokens = subject(&world).await;
    let old = text(&tokens, "access_token");
    for (changes, code) in [
        (&[("scope", "orders:write")][..], "invalid_scope"),
        (&[("scope", "orders:read email")], "invalid_scope"),
        (&[("scope", "openid")], "invalid_scope"),
        (&[("scope", "offline_access")], "invalid_scope"),
        (&[("audience", "https://bank.example")], "invalid_target"),
        (&[("audience", STOCK), ("audience", "https://bank.example")], "invalid_target"),
        (&[("resource", "https://bank.example")], "invalid_target"),
        (&[("resource", "no uri")], "invalid_target"),
        (&[("audience", "shop")], "invalid_target"),
    ] {
        let answer = exchange(&world, "gateway", old, changes).await;
        assert_eq!(answer.refusal(), (400, code.into()), "{changes:?}");
    }
    // Without a word it is for whom the old one was for, and a second exchange does not widen it again.
    let given = exchange(&world, "gateway", old, &[("audience", STOCK)]).await.tokens();
    world
        .client("twin", |metadata| {
            gateway(metadata);
            metadata.token_exchange =
                Some(Exchange { clients: vec!["gateway".into()], ..Exchange::default() });
        })
        .await;
    let again =
        exchange(&world, "twin", text(&given, "access_token"), &[("audience", crate::world::ISSUER)]).await;
    assert_eq!(again.refusal(), (400, "invalid_target".into()));
    let same = exchange(&world, "twin", text(&given, "access_token"), &[]).await.tokens();
    assert_eq!(claims(&same["access_token"])["aud"], STOCK);
}

#[tokio::test]
async fn rfc8693_2_2_2_what_is_no_good_token_is_not_exchanged() {
    let world = world().await;
    let tokens = subject(&world).await;
    let old = text(&tokens, "access_token").to_owned();
    let machine = world.post_as("machine", "/token", &[("grant_type", "client_credentials")]).await.tokens();
    let stranger = world.tokens("other", "openid orders:read").await;
    let mut forged = old.clone();
    forged.replace_range(old.len() - 8..old.len() - 6, if old.contains("AA") { "BB" } else { "AA" });
    let (refresh_token, id_token) = (text(&tokens, "refresh_token"), text(&tokens, "id_token"));
    for (name, token) in [
        ("nothing", "x"),
        ("no JWT", "a.b.c"),
        ("forged", &forged),
        ("an ID token", id_token),
        ("a refresh token", refresh_token),
        ("an assertion", &world.assertion(|_| {})),
        ("a machine's", text(&machine, "access_token")),
        ("of a client that the policy does not name", text(&stranger, "access_token")),
    ] {
        let answer = exchange(&world, "gateway", token, &[]).await;
        assert_eq!(answer.refusal(), (400, "invalid_request".into()), "{name}");
    }
    for (changes, name) in [
        (&[("subject_token", "")][..], "missing"),
        (&[("subject_token_type", "")], "no type"),
        (&[("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")], "as an ID token"),
        (&[("subject_token_type", "urn:ietf:params:oauth:token-type:saml2")], "as SAML"),
        (
            &[("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token")],
            "for a refresh token",
        ),
        (&[("requested_token_type", "urn:ietf:params:oauth:token-type:id_token")], "for an ID token"),
        (&[("actor_token", "x"), ("actor_token_type", ACCESS_TOKEN)], "a bad actor"),
        (&[("actor_token_type", ACCESS_TOKEN)], "an actor's type alone"),
        (&[("actor_token", old.as_str())], "an actor without a type"),
        (&[("actor_token", old.as_str()), ("actor_token_type", ACCESS_TOKEN)], "an actor of another client"),
    ] {
        let answer = exchange(&world, "gateway", &old, changes).await;
        assert_eq!(answer.refusal(), (400, "invalid_request".into()), "{name}");
    }
    assert_eq!(exchange(&world, "gateway", &old, &[("subject_token_type", JWT)]).await.status, 200);
    // Expired.
    world.advance(600);
    assert_eq!(exchange(&world, "gateway", &old, &[]).await.refusal(), (400, "invalid_request".into()));
}

#[tokio::test]
async fn rfc8693_5_what_is_taken_back_stays_taken_back() {
    let world = world().await;
    let tokens = subject(&world).await;
    let old = text(&tokens, "access_token");
    let given = exchange(&world, "gateway", old, &[("audience", STOCK)]).await.tokens();
    let new = text(&given, "access_token").to_owned();
    assert_eq!(world.post_as("shop", "/revoke", &[("token", old)]).await.status, 200);
    assert_eq!(exchange(&world, "gateway", old, &[]).await.refusal(), (400, "invalid_request".into()));
    assert_eq!(world.introspect(&new).await["active"], true, "itself it was not revoked");
    assert_eq!(
        world.post_as("shop", "/revoke", &[("token", text(&tokens, "refresh_token"))]).await.status,
        200
    );
    assert_eq!(world.introspect(&new).await, json!({ "active": false }), "its grant is");
    assert_eq!(exchange(&world, "gateway", &new, &[]).await.refusal(), (400, "invalid_request".into()));
}

#[tokio::test]
async fn rfc8693_5_only_who_is_registered_for_it_exchanges() {
    let world = world().await;
    let tokens = subject(&world).await;
    let old = text(&tokens, "access_token");
    for client_id in ["shop", "app", "other", "api"] {
        let answer = exchange(&world, client_id, old, &[]).await;
        assert_eq!(answer.refusal(), (400, "unauthorized_client".into()), "{client_id}");
    }
    let fields = [
        ("grant_type", EXCHANGE),
        ("client_id", "gateway"),
        ("subject_token", old),
        ("subject_token_type", ACCESS_TOKEN),
    ];
    assert_eq!(world.post("/token", &fields).await.refusal(), (401, "invalid_client".into()));
}

#[tokio::test]
async fn rfc9449_7_a_token_bound_to_a_key_is_not_laundered_by_its_own_client() {
    let world = world().await;
    world
        .client("hybrid", |metadata| {
            metadata.token_endpoint_auth_method = "client_secret_post".into();
            metadata.grant_types.push(EXCHANGE.into());
            metadata.token_exchange = Some(Exchange::default());
        })
        .await;
    let (key, secret) = (Key::new(), crate::world::secret_of("hybrid"));
    let code = world.code("hybrid", &[("scope", "orders:read")]).await;
    let proof = [("client_id", "hybrid"), ("client_secret", secret.as_str())];
    let redirect_uri = crate::world::redirect_uri("hybrid");
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", &redirect_uri),
        ("code_verifier", crate::world::VERIFIER),
    ];
    fields.extend(proof);
    let tokens = key.token(&world, &fields).await.tokens();
    let mut fields = vec![
        ("grant_type", EXCHANGE),
        ("subject_token", text(&tokens, "access_token")),
        ("subject_token_type", ACCESS_TOKEN),
    ];
    fields.extend(proof);
    for answer in [world.post("/token", &fields).await, Key::new().token(&world, &fields).await] {
        assert_eq!(answer.refusal(), (400, "invalid_request".into()));
    }
    let given = key.token(&world, &fields).await.tokens();
    assert_eq!(claims(&given["access_token"])["cnf"]["jkt"], key.jkt());
}
