//! RFC 9449: DPoP, at the token endpoint and at userinfo.

use axum::http::Method;
use doorward::{
    administration::client,
    jose::{Algorithm, algorithm::generate},
    storage::client::Metadata,
};
use serde_json::{Value, json};

use crate::{
    dpop::{Key, hash, nonce, post},
    world::{CHALLENGE, FORM, ISSUER, VERIFIER, World, basic, claims, merged, redirect_uri, secret_of},
};

/// The fields of a public client that redeems a code.
fn redeem(code: &str) -> [(&str, &str); 5] {
    [
        ("grant_type", "authorization_code"),
        ("client_id", "app"),
        ("code", code),
        ("redirect_uri", "https://app.example/cb"),
        ("code_verifier", VERIFIER),
    ]
}

fn refresh(token: &str) -> [(&str, &str); 3] {
    [("grant_type", "refresh_token"), ("client_id", "app"), ("refresh_token", token)]
}

/// What a public client gets that shows a key.
async fn bound(world: &World, key: &Key) -> Value {
    let code = world.code("app", &[("scope", "openid offline_access")]).await;
    key.token(world, &redeem(&code)).await.tokens()
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

#[tokio::test]
async fn rfc9449_5_a_token_asked_for_with_a_proof_is_bound_to_its_key() {
    let world = World::new().await;
    let key = Key::new();
    let tokens = bound(&world, &key).await;
    assert_eq!(tokens["token_type"], "DPoP");
    assert_eq!(claims(&tokens["access_token"])["cnf"], json!({ "jkt": key.jkt() }));
    let told = world.introspect(text(&tokens, "access_token")).await;
    assert_eq!((&told["token_type"], &told["cnf"]["jkt"]), (&json!("DPoP"), &json!(key.jkt())));
    let answer = key.userinfo(&world, text(&tokens, "access_token"), json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["sub"], claims(&tokens["access_token"])["sub"]);
    // Without a proof everything is as before.
    let plain = world.tokens("app", "openid").await;
    assert_eq!(plain["token_type"], "Bearer");
    assert_eq!(claims(&plain["access_token"]).get("cnf"), None);
}

#[tokio::test]
async fn rfc9449_7_2_a_bound_token_opens_the_api_in_its_holders_hands_only() {
    let world = World::new().await;
    let metadata = Metadata {
        grant_types: vec!["client_credentials".into()],
        scope: "admin.clients.read".into(),
        access_token_audience: vec![format!("{ISSUER}/api/v1")],
        ..Metadata::default()
    };
    let draft = client::Draft { client_id: "robot".into(), metadata, ..client::Draft::default() };
    let secret = world.app.clients().create(draft, "cli").await.unwrap().secret.unwrap();
    let (key, other, authorization) = (Key::new(), Key::new(), basic("robot", &secret));
    let proof = key.proof(&world, "POST", "/token", json!({})).await;
    let headers = [("authorization", authorization.as_str()), ("dpop", proof.as_str())];
    let tokens = post(&world, &headers, &[("grant_type", "client_credentials")]).await.tokens();
    let token = text(&tokens, "access_token");
    let path = "/api/v1/me";
    let ask = async |scheme: &str, proof: Option<&str>| {
        let authorization = format!("{scheme} {token}");
        let mut headers = vec![("authorization", authorization.as_str())];
        headers.extend(proof.map(|proof| ("dpop", proof)));
        world.send(Method::GET, path, &headers, "").await
    };
    let made = async |key: &Key, claims: Value| {
        let mut all = json!({ "ath": hash(token) });
        for (name, value) in claims.as_object().unwrap() {
            all[name] = value.clone();
        }
        key.proof(&world, "GET", path, json!({ "claims": all })).await
    };
    let good = made(&key, json!({})).await;
    let answer = ask("DPoP", Some(&good)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(!answer.header("dpop-nonce").is_empty());
    // Without its proof, with that of another, with one for elsewhere, and with one that was spent.
    let thief = made(&other, json!({})).await;
    let elsewhere = made(&key, json!({ "htu": format!("{ISSUER}/userinfo") })).await;
    let cases = [
        ("Bearer", None),
        ("DPoP", None),
        ("DPoP", Some(&thief)),
        ("DPoP", Some(&elsewhere)),
        ("DPoP", Some(&good)),
    ];
    for (scheme, proof) in cases {
        let answer = ask(scheme, proof.map(String::as_str)).await;
        assert_eq!(answer.status, 401, "{scheme} {proof:?}: {}", answer.body);
        assert!(answer.header("www-authenticate").starts_with("DPoP error="), "{scheme} {proof:?}");
    }
    let stale = made(&key, json!({ "nonce": "old" })).await;
    let answer = ask("DPoP", Some(&stale)).await;
    assert!(
        answer.header("www-authenticate").contains("use_dpop_nonce")
            && !answer.header("dpop-nonce").is_empty()
    );
    // A token that is bound to nothing is none for this scheme.
    let headers = [("authorization", authorization.as_str())];
    let bare = post(&world, &headers, &[("grant_type", "client_credentials")]).await.tokens();
    let bare = format!("DPoP {}", text(&bare, "access_token"));
    let fresh = made(&key, json!({})).await;
    let answer =
        world.send(Method::GET, path, &[("authorization", bare.as_str()), ("dpop", &fresh)], "").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn rfc9449_6_opaque_tokens_are_bound_too() {
    let world = World::new().await;
    let key = Key::new();
    let code = world.code("opaque", &[]).await;
    let proof = key.proof(&world, "POST", "/token", json!({})).await;
    let (authorization, redirect) = (basic("opaque", &secret_of("opaque")), redirect_uri("opaque"));
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", &redirect),
        ("code_verifier", VERIFIER),
    ];
    let tokens = post(&world, &[("dpop", &proof), ("authorization", &authorization)], &fields).await.tokens();
    let token = text(&tokens, "access_token");
    assert_eq!(world.introspect(token).await["cnf"]["jkt"], key.jkt());
    assert_eq!(world.userinfo(token).await.refusal(), (401, "invalid_token".into()));
    assert_eq!(key.userinfo(&world, token, json!({})).await.status, 200);
    assert_eq!(Key::new().userinfo(&world, token, json!({})).await.refusal(), (401, "invalid_token".into()));
}

#[tokio::test]
async fn rfc9449_4_3_every_check_of_a_proof() {
    let world = World::new().await;
    let key = Key::new();
    let code = world.code("app", &[]).await;
    let now = world.clock.now().seconds();
    let private = {
        let mut jwk = key.jwk();
        jwk["d"] = json!("AAAA");
        jwk
    };
    let table: Vec<(&str, Value)> = vec![
        ("no typ", json!({"header": {"typ": null}})),
        ("another typ", json!({"header": {"typ": "JWT"}})),
        ("no alg", json!({"header": {"alg": null}})),
        ("none", json!({"header": {"alg": "none"}})),
        ("RS256", json!({"header": {"alg": "RS256"}})),
        ("HS256", json!({"header": {"alg": "HS256"}})),
        ("no jwk", json!({"header": {"jwk": null}})),
        ("a private key", json!({"header": {"jwk": private}})),
        ("another key", json!({"header": {"jwk": Key::new().jwk()}})),
        ("crit", json!({"header": {"crit": ["exp"]}})),
        ("no jti", json!({"claims": {"jti": null}})),
        ("empty jti", json!({"claims": {"jti": ""}})),
        ("endless jti", json!({"claims": {"jti": "x".repeat(256)}})),
        ("no htm", json!({"claims": {"htm": null}})),
        ("another htm", json!({"claims": {"htm": "GET"}})),
        ("htm in lower case", json!({"claims": {"htm": "post"}})),
        ("no htu", json!({"claims": {"htu": null}})),
        ("another htu", json!({"claims": {"htu": "https://id.example.org/userinfo"}})),
        ("another host", json!({"claims": {"htu": "https://evil.example/token"}})),
        ("no iat", json!({"claims": {"iat": null}})),
        ("iat a text", json!({"claims": {"iat": "now"}})),
        ("an hour ago", json!({"claims": {"iat": now - 3_600}})),
        ("in an hour", json!({"claims": {"iat": now + 3_600}})),
    ];
    for (name, changes) in table {
        let proof = key.proof(&world, "POST", "/token", changes).await;
        let answer = post(&world, &[("dpop", &proof)], &redeem(&code)).await;
        assert_eq!(answer.refusal(), (400, "invalid_dpop_proof".into()), "{name}");
        assert!(!answer.header("dpop-nonce").is_empty(), "{name}");
    }
    for proof in ["", "x", "a.b.c", "..", &"x".repeat(20_000)] {
        let answer = post(&world, &[("dpop", proof)], &redeem(&code)).await;
        assert_eq!(answer.refusal(), (400, "invalid_dpop_proof".into()), "{}", proof.len());
    }
    // None of these used up the code; what is merely unusual is accepted.
    for changes in [
        json!({"claims": {"htu": "HTTPS://ID.example.org:443/token?x=y#z", "iat": now - 10, "extra": [1]}}),
        json!({"claims": {"iat": now + 10, "nbf": now, "exp": now + 60}, "header": {"kid": "x"}}),
    ] {
        let code = world.code("app", &[]).await;
        let proof = key.proof(&world, "POST", "/token", changes.clone()).await;
        let answer = post(&world, &[("dpop", &proof)], &redeem(&code)).await;
        assert_eq!(answer.status, 200, "{changes}: {}", answer.body);
    }
    assert_eq!(key.token(&world, &redeem(&code)).await.status, 200);
}

#[tokio::test]
async fn rfc9449_4_3_1_there_is_one_header() {
    let world = World::new().await;
    let key = Key::new();
    let code = world.code("app", &[]).await;
    let one = key.proof(&world, "POST", "/token", json!({})).await;
    let two = key.proof(&world, "POST", "/token", json!({})).await;
    let answer = post(&world, &[("dpop", &one), ("dpop", &two)], &redeem(&code)).await;
    assert_eq!(answer.refusal(), (400, "invalid_dpop_proof".into()));
    let joined = format!("{one}, {two}");
    let answer = post(&world, &[("dpop", &joined)], &redeem(&code)).await;
    assert_eq!(answer.refusal(), (400, "invalid_dpop_proof".into()));
}

#[tokio::test]
async fn rfc9449_8_a_proof_needs_the_nonce_of_the_server() {
    let world = World::new().await;
    let key = Key::new();
    let code = world.code("app", &[]).await;
    for wrong in [Value::Null, json!(""), json!("x"), json!(7)] {
        let proof = key.proof(&world, "POST", "/token", json!({"claims": {"nonce": wrong}})).await;
        let answer = post(&world, &[("dpop", &proof)], &redeem(&code)).await;
        assert_eq!(answer.refusal(), (400, "use_dpop_nonce".into()), "{wrong}");
        assert_eq!(answer.header("dpop-nonce"), nonce(&world).await);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("access-control-expose-headers").contains("DPoP-Nonce"));
    }
    // A nonce grows old: accepted while it is the last but one, and no longer.
    let old = nonce(&world).await;
    world.advance(300);
    assert_ne!(nonce(&world).await, old);
    let code = world.code("app", &[]).await;
    let proof = key.proof(&world, "POST", "/token", json!({"claims": {"nonce": old}})).await;
    let answer = post(&world, &[("dpop", &proof)], &redeem(&code)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("dpop-nonce"), nonce(&world).await, "the next one comes with a success, too");
    world.advance(300);
    let code = world.code("app", &[]).await;
    let proof = key.proof(&world, "POST", "/token", json!({"claims": {"nonce": old}})).await;
    assert_eq!(post(&world, &[("dpop", &proof)], &redeem(&code)).await.refusal().1, "use_dpop_nonce");
    // Where the operator wants none, none is given; then a proof must be young.
    let world = World::with(|config| config.oauth.dpop_nonce = false).await;
    assert_eq!(nonce(&world).await, "");
    let code = world.code("app", &[]).await;
    let now = world.clock.now().seconds();
    for (apart, status) in [(-61, 400), (61, 400), (-60, 200)] {
        let proof =
            key.proof(&world, "POST", "/token", json!({"claims": {"nonce": null, "iat": now + apart}})).await;
        assert_eq!(post(&world, &[("dpop", &proof)], &redeem(&code)).await.status, status, "{apart}");
    }
}

#[tokio::test]
async fn rfc9449_11_1_a_proof_counts_once_and_a_second_use_spends_nothing() {
    let world = World::new().await;
    let key = Key::new();
    let first = world.code("app", &[("scope", "openid")]).await;
    let second = world.code("app", &[("scope", "openid")]).await;
    let proof = key.proof(&world, "POST", "/token", json!({})).await;
    let tokens = post(&world, &[("dpop", &proof)], &redeem(&first)).await.tokens();
    let again = post(&world, &[("dpop", &proof)], &redeem(&second)).await;
    assert_eq!(again.refusal(), (400, "invalid_dpop_proof".into()));
    assert_eq!(key.token(&world, &redeem(&second)).await.status, 200, "the code was not used up");
    // At a resource as well.
    let token = text(&tokens, "access_token");
    let jti = json!({"claims": {"jti": "one"}});
    assert_eq!(key.userinfo(&world, token, jti.clone()).await.status, 200);
    let replayed = key.userinfo(&world, token, jti).await;
    assert_eq!(replayed.refusal(), (401, "invalid_dpop_proof".into()));
    assert!(replayed.header("www-authenticate").starts_with("DPoP error=\"invalid_dpop_proof\""));
}

#[tokio::test]
async fn rfc9449_11_1_of_many_at_the_same_moment_one_counts() {
    let world = World::new().await;
    let key = Key::new();
    let tokens = bound(&world, &key).await;
    let token = text(&tokens, "access_token");
    let proof = key.proof(&world, "GET", "/userinfo", json!({"claims": {"ath": hash(token)}})).await;
    let authorization = format!("DPoP {token}");
    let headers = [("authorization", authorization.as_str()), ("dpop", proof.as_str())];
    let all = (0..64).map(|_| world.send(Method::GET, "/userinfo", &headers, ""));
    let answers = futures_util::future::join_all(all).await;
    let (served, late): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(served.len(), 1);
    assert!(late.iter().all(|answer| answer.refusal() == (401, "invalid_dpop_proof".into())), "{late:?}");
}

#[tokio::test]
async fn rfc9449_5_a_public_clients_refresh_token_is_bound_and_a_confidential_ones_is_not() {
    let world = World::new().await;
    let key = Key::new();
    let tokens = bound(&world, &key).await;
    let token = text(&tokens, "refresh_token");
    // A thief has the token and no key: nothing is rotated, nobody is signed out.
    for answer in [post(&world, &[], &refresh(token)).await, Key::new().token(&world, &refresh(token)).await]
    {
        assert_eq!(answer.refusal(), (400, "invalid_grant".into()));
    }
    let renewed = key.token(&world, &refresh(token)).await.tokens();
    assert_eq!(claims(&renewed["access_token"])["cnf"]["jkt"], key.jkt());
    let successor = text(&renewed, "refresh_token");
    assert_eq!(Key::new().token(&world, &refresh(successor)).await.status, 400, "its successors are, too");
    assert_eq!(key.token(&world, &refresh(successor)).await.status, 200);
    // A confidential client proves itself, and may change its key.
    let tokens = world.tokens("poster", "openid offline_access").await;
    let (secret, other) = (secret_of("poster"), Key::new());
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", "poster"),
        ("client_secret", secret.as_str()),
        ("refresh_token", text(&tokens, "refresh_token")),
    ];
    let renewed = other.token(&world, &fields).await.tokens();
    assert_eq!(claims(&renewed["access_token"])["cnf"]["jkt"], other.jkt());
    let mut fields = fields;
    let next = text(&renewed, "refresh_token").to_owned();
    fields[3].1 = &next;
    assert_eq!(post(&world, &[], &fields).await.tokens()["token_type"], "Bearer");
}

#[tokio::test]
async fn rfc9449_10_a_code_asked_for_with_dpop_jkt_is_its_holders() {
    let world = World::new().await;
    let key = Key::new();
    let code = world.code("app", &[("dpop_jkt", key.jkt())]).await;
    for answer in [post(&world, &[], &redeem(&code)).await, Key::new().token(&world, &redeem(&code)).await] {
        assert_eq!(answer.refusal(), (400, "invalid_grant".into()));
    }
    assert_eq!(key.token(&world, &redeem(&code)).await.status, 200, "nobody used it up");
    for wrong in ["x", &"A".repeat(44), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4J"] {
        let answer = world.get(&crate::world::ask("app", &[("dpop_jkt", wrong)])).await;
        assert_eq!(answer.error(), "invalid_request", "{wrong}");
    }
}

#[tokio::test]
async fn rfc9449_10_1_a_proof_at_the_pushed_request_binds_the_code_and_counts_once() {
    let world = World::new().await;
    let key = Key::new();
    let push = async |proof: &str, jkt: &str| {
        let fields = [
            ("client_id", "app"),
            ("response_type", "code"),
            ("redirect_uri", "https://app.example/cb"),
            ("scope", "openid"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
            ("dpop_jkt", jkt),
        ];
        world
            .send(Method::POST, "/par", &[("content-type", FORM), ("dpop", proof)], &merged(&[], &fields))
            .await
    };
    let proof = key.proof(&world, "POST", "/par", json!({})).await;
    let pushed = push(&proof, "").await;
    assert_eq!(pushed.status, 201, "{}", pushed.body);
    let uri = pushed.json()["request_uri"].as_str().unwrap().to_owned();
    assert_eq!(push(&proof, "").await.refusal(), (400, "invalid_dpop_proof".into()), "shown before");
    let elsewhere = key.proof(&world, "POST", "/token", json!({})).await;
    assert_eq!(
        push(&elsewhere, "").await.refusal(),
        (400, "invalid_dpop_proof".into()),
        "made for another address"
    );
    let proof = key.proof(&world, "POST", "/par", json!({})).await;
    assert_eq!(
        push(&proof, Key::new().jkt()).await.refusal(),
        (400, "invalid_dpop_proof".into()),
        "two keys"
    );

    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("client_id", "app"), ("request_uri", uri.as_str())])
        .finish();
    let mut browser = world.browser();
    let page = browser.open(&format!("/authorize?{query}")).await;
    let code = browser.sign_in(page, "alice").await.response().get("code").unwrap().to_owned();
    for answer in [post(&world, &[], &redeem(&code)).await, Key::new().token(&world, &redeem(&code)).await] {
        assert_eq!(answer.refusal(), (400, "invalid_grant".into()));
    }
    assert_eq!(key.token(&world, &redeem(&code)).await.status, 200);
}

#[tokio::test]
async fn rfc9449_5_2_a_client_may_be_registered_to_bring_a_proof() {
    let world = World::new().await;
    world
        .client("app", |metadata| {
            metadata.token_endpoint_auth_method = "none".into();
            metadata.dpop_bound_access_tokens = true;
        })
        .await;
    let key = Key::new();
    let code = world.code("app", &[]).await;
    let answer = post(&world, &[], &redeem(&code)).await;
    assert_eq!(answer.refusal(), (400, "invalid_dpop_proof".into()));
    assert_eq!(key.token(&world, &redeem(&code)).await.status, 200);
}

#[tokio::test]
async fn rfc9449_7_1_a_bound_token_is_shown_with_its_key_and_its_scheme() {
    let world = World::new().await;
    let key = Key::new();
    let tokens = bound(&world, &key).await;
    let token = text(&tokens, "access_token");
    let downgraded = world.userinfo(token).await;
    assert_eq!(downgraded.refusal(), (401, "invalid_token".into()), "as a bearer token");
    assert!(downgraded.header("www-authenticate").starts_with("DPoP error=\"invalid_token\""));
    let in_form = world
        .send(Method::POST, "/userinfo", &[("content-type", FORM)], &format!("access_token={token}"))
        .await;
    assert_eq!(in_form.refusal(), (401, "invalid_token".into()));
    let authorization = format!("DPoP {token}");
    let bare = world.send(Method::GET, "/userinfo", &[("authorization", &authorization)], "").await;
    assert_eq!(bare.refusal(), (401, "invalid_dpop_proof".into()));
    assert!(bare.header("www-authenticate").contains("algs=\"ES256 ES384 PS256 EdDSA\""));
    for (name, changes, code) in [
        ("no ath", json!({"claims": {"ath": null}}), "invalid_dpop_proof"),
        ("another ath", json!({"claims": {"ath": hash("x")}}), "invalid_dpop_proof"),
        ("another htu", json!({"claims": {"htu": "https://id.example.org/token"}}), "invalid_dpop_proof"),
        ("another htm", json!({"claims": {"htm": "POST"}}), "invalid_dpop_proof"),
        ("no nonce", json!({"claims": {"nonce": null}}), "use_dpop_nonce"),
    ] {
        let answer = key.userinfo(&world, token, changes).await;
        assert_eq!(answer.refusal(), (401, code.into()), "{name}");
        assert!(!answer.header("dpop-nonce").is_empty(), "{name}");
        assert!(answer.header("www-authenticate").starts_with(&format!("DPoP error=\"{code}\"")), "{name}");
    }
    assert_eq!(
        Key::new().userinfo(&world, token, json!({})).await.refusal().1,
        "invalid_token",
        "another key"
    );
    let plain = world.tokens("app", "openid").await;
    let answer = key.userinfo(&world, text(&plain, "access_token"), json!({})).await;
    assert_eq!(answer.refusal(), (401, "invalid_token".into()), "a token that is not bound");
    // The scheme is compared without case (RFC 9110 section 11.1).
    let proof = key.proof(&world, "GET", "/userinfo", json!({"claims": {"ath": hash(token)}})).await;
    let lower = format!("dpop {token}");
    let answer =
        world.send(Method::GET, "/userinfo", &[("authorization", &lower), ("dpop", &proof)], "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn rfc9449_7_2_without_a_token_both_schemes_are_offered() {
    let world = World::new().await;
    let answer = world.get("/userinfo").await;
    let challenges: Vec<_> =
        answer.headers.get_all("www-authenticate").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(challenges, ["Bearer", "DPoP algs=\"ES256 ES384 PS256 EdDSA\""]);
}

#[tokio::test]
async fn rfc9449_5_1_the_metadata_names_the_algorithms() {
    let world = World::new().await;
    let document = world.get("/.well-known/openid-configuration").await.json();
    assert_eq!(document["dpop_signing_alg_values_supported"], json!(["ES256", "ES384", "PS256", "EdDSA"]));
}

#[tokio::test]
async fn rfc9449_4_3_other_signatures_are_no_proof() {
    let world = World::new().await;
    let code = world.code("app", &[]).await;
    // A client's own ID token or assertion is of another type; a proof is no assertion.
    let tokens = world.tokens("app", "openid").await;
    for token in [text(&tokens, "id_token"), text(&tokens, "access_token"), &world.assertion(|_| {})] {
        let answer = post(&world, &[("dpop", token)], &redeem(&code)).await;
        assert_eq!(answer.refusal(), (400, "invalid_dpop_proof".into()));
    }
    let rsa = generate(Algorithm::RS256, 2048).unwrap();
    let claims =
        json!({"jti": "1", "htm": "POST", "htu": "https://id.example.org/token", "iat": 1_800_000_000});
    let jwk: Value = serde_json::from_str(&rsa.public_jwk).unwrap();
    let forged = Key::new().sign(&json!({"typ": "dpop+jwt", "alg": "PS256", "jwk": jwk}), &claims);
    assert_eq!(post(&world, &[("dpop", &forged)], &redeem(&code)).await.refusal().1, "invalid_dpop_proof");
}
