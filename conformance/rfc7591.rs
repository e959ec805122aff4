//! RFC 7591, RFC 7592 and OpenID Connect Registration 1.0: clients that register themselves.

use std::time::Duration;

use axum::http::Method;
use doorward::{
    clock::Timestamp,
    config::{ClientRegistrationMode, Config},
    storage::{
        audit::{Event, Place},
        audit_search,
    },
};
use serde_json::{Value, json};

use crate::{
    papers::{Papers, reaching_out},
    world::{Answer, CHALLENGE, ISSUER, VERIFIER, World, basic},
};

fn open(config: &mut Config) {
    config.client_registration.mode = ClientRegistrationMode::Open;
    config.client_registration.per_network_per_hour = 1_000;
}

const CB: &str = "https://new.example/cb";

async fn send(world: &World, method: Method, path: &str, token: Option<&str>, body: &Value) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
    world.send(method, path, &headers, &body.to_string()).await
}

async fn register(world: &World, token: Option<&str>, body: &Value) -> Answer {
    send(world, Method::POST, "/register", token, body).await
}

/// A client that was registered, and the path and token that manage it.
async fn registered(world: &World, body: &Value) -> (Value, String, String) {
    let answer = register(world, None, body).await;
    assert_eq!((answer.status, answer.header("cache-control")), (201, "no-store"), "{}", answer.body);
    let made = answer.json();
    let path = made["registration_client_uri"].as_str().unwrap().strip_prefix(ISSUER).unwrap().to_owned();
    let token = made["registration_access_token"].as_str().unwrap().to_owned();
    (made, path, token)
}

#[tokio::test]
async fn rfc7591_3_2_1_who_registers_is_told_everything_and_can_sign_people_in() {
    let world = World::with(open).await;
    let asked = json!({
        "redirect_uris": [CB], "client_name": "New", "contacts": ["ann@new.example"], "unheard_of": {"a": 1},
        "client_name#de": "Neu", "tos_uri": null, "initiate_login_uri": "https://new.example/start",
    });
    let (made, ..) = registered(&world, &asked).await;
    for (name, value) in [
        ("client_name", json!("New")),
        ("contacts", json!(["ann@new.example"])),
        ("redirect_uris", json!([CB])),
        ("grant_types", json!(["authorization_code"])),
        ("response_types", json!(["code"])),
        ("token_endpoint_auth_method", json!("client_secret_basic")),
        ("id_token_signed_response_alg", json!("RS256")),
        ("initiate_login_uri", json!("https://new.example/start")),
        ("client_secret_expires_at", json!(0)),
    ] {
        assert_eq!(made[name], value, "{name}");
    }
    assert!(made["client_id_issued_at"].is_i64() && made.get("unheard_of").is_none());
    let (id, secret) = (made["client_id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
    let changes = [("redirect_uri", CB), ("code_challenge", CHALLENGE)];
    let mut browser = world.browser();
    let page = browser.open(&crate::world::ask(id, &changes)).await;
    let answer = browser.sign_in(page, "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let proof = basic(id, secret);
    let headers = [("content-type", crate::world::FORM), ("authorization", proof.as_str())];
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CB),
        ("code_verifier", VERIFIER),
    ];
    let tokens = world.send(Method::POST, "/token", &headers, &crate::world::merged(&[], &fields)).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
}

#[tokio::test]
async fn rfc7591_3_2_2_each_fault_has_its_code() {
    let world = World::with(open).await;
    let uris = "invalid_redirect_uri";
    let metadata = "invalid_client_metadata";
    let key: serde_json::Value = serde_json::from_str(crate::world::World::public_key()).unwrap();
    let mut to_encrypt_to = key.clone();
    to_encrypt_to["use"] = json!("enc");
    to_encrypt_to.as_object_mut().unwrap().remove("alg");
    let (signing, encrypting) = (json!({ "keys": [key] }), json!({ "keys": [to_encrypt_to] }));
    for (body, error) in [
        (json!({}), uris),
        (json!({"redirect_uris": []}), uris),
        (json!({"redirect_uris": ["https://new.example/cb#x"]}), uris),
        (json!({"redirect_uris": ["http://new.example/cb"]}), uris),
        (json!({"redirect_uris": ["javascript:alert(1)"]}), uris),
        (json!({"redirect_uris": CB}), metadata),
        (json!({"redirect_uris": [CB], "client_name": 1}), metadata),
        (json!({"redirect_uris": [CB], "token_endpoint_auth_method": "client_secret_jwt"}), metadata),
        (json!({"redirect_uris": [CB], "token_endpoint_auth_method": "private_key_jwt"}), metadata),
        (json!({"redirect_uris": [CB], "grant_types": ["password"]}), metadata),
        (json!({"redirect_uris": [CB], "grant_types": ["client_credentials"]}), metadata),
        (
            json!({"redirect_uris": [CB], "response_types": ["id_token"], "grant_types": ["implicit"]}),
            metadata,
        ),
        (json!({"redirect_uris": [CB], "id_token_signed_response_alg": "none"}), metadata),
        (json!({"redirect_uris": [CB], "id_token_signed_response_alg": "HS256"}), metadata),
        (json!({"redirect_uris": [CB], "userinfo_signed_response_alg": "none"}), metadata),
        (json!({"redirect_uris": [CB], "request_object_signing_alg": "none"}), metadata),
        (json!({"redirect_uris": [CB], "id_token_encrypted_response_alg": "RSA-OAEP"}), metadata),
        (
            json!({"redirect_uris": [CB], "jwks": signing, "id_token_encrypted_response_alg": "ECDH-ES"}),
            metadata,
        ),
        (
            json!({"redirect_uris": [CB], "jwks": encrypting, "id_token_encrypted_response_alg": "RSA1_5"}),
            metadata,
        ),
        (
            json!({"redirect_uris": [CB], "jwks": encrypting, "id_token_encrypted_response_alg": "RSA-OAEP"}),
            metadata,
        ),
        (
            json!({"redirect_uris": [CB], "jwks": encrypting, "userinfo_encrypted_response_alg": "dir"}),
            metadata,
        ),
        (
            json!({"redirect_uris": [CB], "jwks": encrypting, "userinfo_encrypted_response_enc": "A128GCM"}),
            metadata,
        ),
        (
            json!({
                "redirect_uris": [CB], "jwks": encrypting, "authorization_encrypted_response_alg": "ECDH-ES",
                "authorization_encrypted_response_enc": "A192GCM",
            }),
            metadata,
        ),
        (json!({"redirect_uris": [CB], "request_object_encryption_alg": "PBES2-HS256+A128KW"}), metadata),
        (
            json!({"redirect_uris": [CB], "jwks": encrypting, "token_endpoint_auth_method": "private_key_jwt"}),
            metadata,
        ),
        (json!({"redirect_uris": [CB], "subject_type": "other"}), metadata),
        (json!({"redirect_uris": [CB, "https://b.example/cb"], "subject_type": "pairwise"}), metadata),
        (json!({"redirect_uris": [CB], "jwks": {"keys": []}}), metadata),
        (json!({"redirect_uris": [CB], "jwks": {"keys": []}, "jwks_uri": "https://new.example/k"}), metadata),
        (json!({"redirect_uris": [CB], "initiate_login_uri": "http://new.example/start"}), metadata),
        (json!({"redirect_uris": [CB], "logo_uri": "http://new.example/l"}), metadata),
        (json!({"redirect_uris": [CB], "tos_uri": "javascript:x"}), metadata),
        (json!({"redirect_uris": [CB], "backchannel_logout_uri": "http://new.example/out"}), metadata),
        (json!({"redirect_uris": [CB], "frontchannel_logout_uri": "https://evil.example/out"}), metadata),
    ] {
        assert_eq!(register(&world, None, &body).await.refusal(), (400, error.into()), "{body}");
    }
    let form = world.post("/register", &[("redirect_uris", CB)]).await;
    assert_eq!(form.refusal(), (400, "invalid_request".into()));
    let headers = [("content-type", "application/json")];
    for text in ["", "[]", "{", "1", "{}{}"] {
        let answer = world.send(Method::POST, "/register", &headers, text).await;
        assert_eq!(answer.refusal(), (400, "invalid_request".into()), "{text}");
    }
    assert!(world.app.clients().list().await.unwrap().iter().all(|client| client.source != "dynamic"));
}

#[tokio::test]
async fn dcr_nobody_gives_themselves_what_an_operator_vouches_for() {
    let world = World::with(open).await;
    let asked = json!({
        "redirect_uris": [CB], "skip_consent": true, "verified": true, "may_introspect": true, "refresh_always": true,
        "client_id": "shop", "client_secret": "0123456789012345678901234567890123456789", "access_token_audience": ["x"],
        "scope": "openid email orders:write",
    });
    let (made, ..) = registered(&world, &asked).await;
    let id = made["client_id"].as_str().unwrap();
    assert_ne!(id, "shop");
    assert_ne!(made["client_secret"], asked["client_secret"]);
    assert_eq!(made["scope"], "openid email");
    let metadata = world.app.clients().find(id).await.unwrap().metadata;
    assert!(
        !metadata.skip_consent && !metadata.verified && !metadata.may_introspect && !metadata.refresh_always
    );
    assert!(metadata.access_token_audience.is_empty());
}

#[tokio::test]
async fn rfc7591_3_an_initial_access_token_admits_as_often_as_it_says() {
    let world = World::with(|config| config.client_registration.mode = ClientRegistrationMode::Token).await;
    let body = json!({"redirect_uris": [CB]});
    assert_eq!(register(&world, None, &body).await.status, 401);
    assert_eq!(register(&world, Some("made-up"), &body).await.refusal(), (401, "invalid_token".into()));
    let until = world.clock.now().after(Duration::from_secs(600));
    let token = world.app.clients().invite("Ann", 2, until).await.unwrap();
    assert_eq!(register(&world, Some(&token), &json!({})).await.status, 400, "a fault spends nothing");
    for status in [201, 201, 401] {
        assert_eq!(register(&world, Some(&token), &body).await.status, status);
    }
    let token = world.app.clients().invite("Ann", 2, until).await.unwrap();
    world.advance(600);
    assert_eq!(register(&world, Some(&token), &body).await.status, 401);
    let world = World::new().await;
    let answer = register(&world, None, &body).await;
    assert_eq!(answer.refusal(), (400, "access_denied".into()));
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document.get("registration_endpoint"), None);
}

#[tokio::test]
async fn dcr_the_open_door_has_limits() {
    let world = World::with(|config| {
        open(config);
        config.client_registration.per_network_per_hour = 2;
        config.client_registration.most_clients = 3;
    })
    .await;
    let body = json!({"redirect_uris": [CB]});
    for status in [201, 201, 429] {
        assert_eq!(register(&world, None, &body).await.status, status);
    }
    world.advance(3_601);
    for status in [201, 429] {
        assert_eq!(register(&world, None, &body).await.status, status, "and three at most in all");
    }
}

#[tokio::test]
async fn rfc7592_2_a_client_manages_itself_and_nobody_else() {
    let world = World::with(open).await;
    let (made, path, token) = registered(&world, &json!({"redirect_uris": [CB], "client_name": "New"})).await;
    let (other, _, foreign) = registered(&world, &json!({"redirect_uris": [CB]})).await;
    let id = made["client_id"].as_str().unwrap();
    let shown = send(&world, Method::GET, &path, Some(&token), &json!({})).await;
    assert_eq!((shown.status, shown.json()["client_name"].as_str()), (200, Some("New")));
    for (path, token) in [
        (path.as_str(), None),
        (&path, Some(foreign.as_str())),
        (&path, Some("made-up")),
        ("/register/nobody", Some(&token)),
        ("/register/shop", Some(&token)),
    ] {
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let answer = send(&world, method.clone(), path, token, &json!({"client_id": id})).await;
            assert_eq!(answer.status, 401, "{method} {path} {token:?}");
        }
    }
    let put = async |body: Value| send(&world, Method::PUT, &path, Some(&token), &body).await;
    for body in [
        json!({"redirect_uris": [CB]}),
        json!({"client_id": other["client_id"], "redirect_uris": [CB]}),
        json!({"client_id": id, "redirect_uris": [CB], "client_secret": "another"}),
        json!({"client_id": id, "redirect_uris": [CB], "registration_access_token": token}),
        json!({"client_id": id, "redirect_uris": ["http://new.example/"]}),
    ] {
        assert_eq!(put(body.clone()).await.status, 400, "{body}");
    }
    let uri = "https://new.example/other";
    let changed =
        put(json!({"client_id": id, "redirect_uris": [uri], "client_secret": made["client_secret"]})).await;
    assert_eq!((changed.status, &changed.json()["redirect_uris"]), (200, &json!([uri])));
    assert_eq!(changed.json().get("client_name"), None, "what is left out is gone (section 2.2)");
    assert_eq!(send(&world, Method::DELETE, &path, Some(&token), &json!({})).await.status, 204);
    assert_eq!(send(&world, Method::GET, &path, Some(&token), &json!({})).await.status, 401);
    assert!(world.app.clients().find(id).await.is_err());
}

#[tokio::test]
async fn rfc7592_2_3_with_a_client_goes_what_was_granted_to_it() {
    let world = World::with(open).await;
    let body = json!({"redirect_uris": [CB], "token_endpoint_auth_method": "none"});
    let (made, path, token) = registered(&world, &body).await;
    let id = made["client_id"].as_str().unwrap();
    let mut codes = Vec::new();
    for _ in 0..2 {
        let mut browser = world.browser();
        let page = browser.open(&crate::world::ask(id, &[("redirect_uri", CB)])).await;
        let answer = browser.sign_in(page, "alice").await;
        codes.push(answer.response().get("code").unwrap().to_owned());
    }
    let redeem = async |code: &str| {
        let fields = [
            ("grant_type", "authorization_code"),
            ("client_id", id),
            ("code", code),
            ("redirect_uri", CB),
            ("code_verifier", VERIFIER),
        ];
        world.post("/token", &fields).await
    };
    let tokens = redeem(&codes[0]).await.tokens();
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(world.userinfo(access_token).await.status, 200);
    assert_eq!(send(&world, Method::DELETE, &path, Some(&token), &json!({})).await.status, 204);
    assert_eq!(world.userinfo(access_token).await.refusal(), (401, "invalid_token".into()));
    assert_eq!(world.introspect(access_token).await, json!({"active": false}));
    assert_eq!(redeem(&codes[1]).await.refusal(), (401, "invalid_client".into()));
    let page = world.get(&crate::world::ask(id, &[("redirect_uri", CB)])).await;
    assert!(page.is_error_page(), "{}", page.location());
}

/// What the audit log says of a client, oldest first.
async fn told_of(world: &World, client_id: &str) -> Vec<Event> {
    let mut reader = world.app.database.read().await.unwrap();
    let filter =
        audit_search::Filter { client_id: Some(client_id.into()), ..audit_search::Filter::default() };
    let from = Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
    let mut events = audit_search::page(&mut reader, &filter, &from, 10).await.unwrap();
    events.reverse();
    events
}

#[tokio::test]
async fn rfc7592_what_a_client_does_to_itself_is_in_the_audit_log() {
    let world = World::with(open).await;
    let body = json!({"redirect_uris": [CB], "client_name": "New"});
    let (made, path, token) = registered(&world, &body).await;
    let id = made["client_id"].as_str().unwrap();
    let put = async |name: &str| {
        world.advance(1);
        let body = json!({"client_id": id, "redirect_uris": [CB], "client_name": name});
        send(&world, Method::PUT, &path, Some(&token), &body).await.status
    };
    assert_eq!((put("Newer").await, put("Newer").await), (200, 200));
    world.advance(1);
    assert_eq!(send(&world, Method::DELETE, &path, Some(&token), &json!({})).await.status, 204);
    let events = told_of(&world, id).await;
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["client.created", "client.changed", "client.deleted"],
        "what changes nothing is not told"
    );
    for event in &events {
        let detail: Value = serde_json::from_str(&event.detail).unwrap();
        assert_eq!((&detail["by"], &detail["source"]), (&json!("client"), &json!("dynamic")));
        assert!(event.address.is_some() && event.account_id.is_none());
        assert!(!event.detail.contains(&token));
    }
    let detail: Value = serde_json::from_str(&events[1].detail).unwrap();
    assert_eq!(
        (&detail["before"], &detail["after"]),
        (&json!({"client_name": "New"}), &json!({"client_name": "Newer"}))
    );
}

#[tokio::test]
async fn rfc7592_2_2_what_an_operator_gave_a_client_stays_when_it_describes_itself_anew() {
    let world = World::with(open).await;
    let body = json!({"redirect_uris": [CB], "client_name": "New", "scope": "openid email"});
    let (made, path, token) = registered(&world, &body).await;
    let id = made["client_id"].as_str().unwrap();
    let clients = world.app.clients();
    let before = clients.find(id).await.unwrap();
    let mut metadata = before.metadata.clone();
    (metadata.require_pkce, metadata.dpop_bound_access_tokens, metadata.verified) = (true, true, true);
    metadata.access_token_audience = vec!["https://api.example".into()];
    metadata.introspection_signed_response_alg = "ES256".into();
    metadata.grant_types.push("client_credentials".into());
    metadata.scope.push_str(" orders:read");
    clients.change(&before, metadata).await.unwrap();
    let put = async |name: &str, scope: &str| {
        let body = json!({
            "client_id": id, "redirect_uris": [CB], "client_name": name, "scope": scope, "verified": false,
            "grant_types": ["authorization_code", "client_credentials"], "require_pkce": false, "skip_consent": true,
        });
        let answer = send(&world, Method::PUT, &path, Some(&token), &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        clients.find(id).await.unwrap().metadata
    };
    let now = put("New", "openid phone orders:write").await;
    assert!(now.require_pkce && now.dpop_bound_access_tokens && now.verified && !now.skip_consent);
    assert_eq!(now.access_token_audience, ["https://api.example"]);
    assert_eq!(now.introspection_signed_response_alg, "ES256");
    assert_eq!(now.scope, "openid phone orders:read", "what it may say, and what it was given");
    // The word of an operator was for the name that it had.
    let now = put("Trustworthy Bank", "openid").await;
    assert!(now.require_pkce && !now.verified);
    assert_eq!(now.scope, "openid orders:read");
}

#[tokio::test]
async fn oidc_registration_5_a_sector_names_all_redirect_uris_and_shares_its_subjects() {
    let world = World::with(|config| {
        open(config);
        reaching_out(config);
    })
    .await;
    let papers = Papers::new().await;
    let other = "https://other-host.example/cb";
    let sector = papers.put("/sector.json", 200, json!([CB, other]).to_string());
    let pairwise = |uris: Value| json!({"redirect_uris": uris, "subject_type": "pairwise", "sector_identifier_uri": sector});
    assert_eq!(register(&world, None, &pairwise(json!([CB, other]))).await.status, 201);
    let missing = register(&world, None, &pairwise(json!([CB, "https://third.example/cb"]))).await;
    assert_eq!(missing.refusal(), (400, "invalid_client_metadata".into()));
    for (status, text) in [(404, ""), (200, "{}"), (200, "<html>")] {
        papers.put("/sector.json", status, text);
        assert_eq!(
            register(&world, None, &pairwise(json!([CB]))).await.refusal().1,
            "invalid_client_metadata"
        );
    }
    // Nobody makes us call as often as they please.
    let mut refused = 0;
    for _ in 0..30 {
        refused += usize::from(register(&world, None, &pairwise(json!([CB]))).await.status == 429);
    }
    assert!(refused > 0 && papers.heard().len() <= 20, "{refused} of 30");
}

#[tokio::test]
async fn rfc7591_3_2_2_nothing_is_to_be_signed_by_an_algorithm_that_has_no_key_here() {
    let world = World::with(|config| {
        open(config);
        config.key.algorithms = vec!["RS256".into(), "EdDSA".into()];
    })
    .await;
    let (_, path, token) =
        registered(&world, &json!({"redirect_uris": [CB], "id_token_signed_response_alg": "EdDSA"})).await;
    for member in
        ["id_token_signed_response_alg", "userinfo_signed_response_alg", "authorization_signed_response_alg"]
    {
        let refused = (400, "invalid_client_metadata".to_owned());
        let mut body = json!({"redirect_uris": [CB]});
        body[member] = json!("ES256");
        assert_eq!(register(&world, None, &body).await.refusal(), refused, "{member}");
        // Nor later.
        body["client_id"] = json!(path.rsplit('/').next().unwrap());
        let replaced = send(&world, Method::PUT, &path, Some(&token), &body).await;
        assert_eq!(replaced.refusal(), refused, "{member}");
    }
}

#[tokio::test]
async fn oidc_core_8_1_a_pairwise_subject_is_stable_told_everywhere_and_differs_by_sector() {
    let world = World::new().await;
    for client_id in ["shop", "other"] {
        world.client(client_id, |metadata| metadata.subject_type = "pairwise".into()).await;
    }
    let account_id = world.account_id("alice").await;
    let mut subjects = Vec::new();
    for client_id in ["shop", "shop", "other"] {
        let mut browser = world.browser();
        let answer = browser.authorize(client_id, &[("scope", "openid email")], "alice").await;
        let code = answer.response().get("code").unwrap().to_owned();
        let tokens = world.redeem(client_id, &code, &[]).await.tokens();
        let id = crate::world::claims(&tokens["id_token"]);
        let access = crate::world::claims(&tokens["access_token"]);
        let token = tokens["access_token"].as_str().unwrap();
        assert_eq!(id["sub"], access["sub"]);
        assert_eq!(id["sub"], world.userinfo(token).await.json()["sub"]);
        assert_eq!(id["sub"], world.introspect(token).await["sub"]);
        assert!(!tokens.to_string().contains(&account_id));
        // The hint leads back to the person.
        let hint = tokens["id_token"].as_str().unwrap();
        let silent =
            browser.get(&crate::world::ask(client_id, &[("prompt", "none"), ("id_token_hint", hint)])).await;
        assert!(silent.response().get("code").is_some(), "{}", silent.location());
        subjects.push(id["sub"].clone());
    }
    assert_eq!(subjects[0], subjects[1]);
    assert_ne!(subjects[0], subjects[2]);
}

#[tokio::test]
async fn oidc_core_8_1_a_sector_cannot_find_out_whose_the_subjects_of_others_are() {
    let world = World::new().await;
    for client_id in ["shop", "other"] {
        world.client(client_id, |metadata| metadata.subject_type = "pairwise".into()).await;
    }
    let account_id = world.account_id("alice").await;
    let mut browser = world.browser();
    let mut subjects = Vec::new();
    for client_id in ["shop", "other"] {
        let page = browser.open(&crate::world::ask(client_id, &[("scope", "openid")])).await;
        let answer = browser.sign_in(page, "alice").await;
        let code = answer.response().get("code").unwrap().to_owned();
        let tokens = world.redeem(client_id, &code, &[]).await.tokens();
        subjects.push(crate::world::claims(&tokens["id_token"])["sub"].as_str().unwrap().to_owned());
    }
    let asked = |sub: &str| json!({"id_token": {"sub": {"value": sub}}}).to_string();
    let own = asked(&subjects[0]);
    let changes = [("prompt", "none"), ("scope", "openid"), ("claims", own.as_str())];
    let silent = browser.get(&crate::world::ask("shop", &changes)).await;
    assert!(silent.response().get("code").is_some(), "{}", silent.location());
    for foreign in [subjects[1].as_str(), &account_id, "nobody", "\0"] {
        let claims = asked(foreign);
        let changes = [("prompt", "none"), ("scope", "openid"), ("claims", claims.as_str())];
        let silent = browser.get(&crate::world::ask("shop", &changes)).await;
        assert_eq!(silent.error(), "login_required", "{foreign}");
        // With a person before it, it ends there as well.
        let page = browser.open(&crate::world::ask("shop", &changes[1..])).await;
        assert_eq!(browser.sign_in(page, "alice").await.error(), "login_required", "{foreign}");
    }
}

#[tokio::test]
async fn oidc_core_5_3_2_userinfo_is_signed_for_who_registered_so() {
    let world = World::new().await;
    world.client("shop", |metadata| metadata.userinfo_signed_response_alg = Some("ES256".into())).await;
    let tokens = world.tokens("shop", "openid email").await;
    let answer = world.userinfo(tokens["access_token"].as_str().unwrap()).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/jwt"));
    let (header, claims) = world.verified(&answer.body).await;
    assert_eq!(
        (&header["alg"], &claims["iss"], &claims["aud"]),
        (&json!("ES256"), &json!(ISSUER), &json!("shop"))
    );
    assert_eq!(claims["email"], "alice@example.org");
    assert_eq!((claims.get("nonce"), claims.get("exp")), (None, None));
    assert_eq!(world.userinfo(&answer.body).await.status, 401, "it opens nothing");
}
