use serde_json::{Value, json};

use super::*;
use crate::{
    jose::{
        Algorithm,
        algorithm::{Generated, generate},
        sign::SigningKey,
    },
    oauth::testing::{ISSUER, START, World, form},
    on_both,
    storage::testing::sqlite,
};

fn basic(text: &str) -> String {
    format!("Basic {}", STANDARD.encode(text))
}

fn code_of(outcome: Result<Arc<KnownClient>, OAuthError>) -> (u16, &'static str) {
    match outcome {
        Ok(_) => (200, ""),
        Err(error) => (error.status, error.code),
    }
}

async fn world() -> (World, impl Drop) {
    let (database, scratch) = sqlite().await;
    let world = World::new(database).await;
    world.client("shop", |_| {}).await;
    world.client("poster", |m| m.token_endpoint_auth_method = "client_secret_post".into()).await;
    world.client("app", |m| m.token_endpoint_auth_method = "none".into()).await;
    world.client("signer", |m| m.token_endpoint_auth_method = "private_key_jwt".into()).await;
    (world, scratch)
}

#[tokio::test]
async fn each_method_is_accepted_where_it_is_registered_and_nowhere_else() {
    let (world, _scratch) = world().await;
    let ok = (200, "");
    let no = (401, "invalid_client");
    let bad = (400, "invalid_request");
    let shop = basic("shop:shop-secret");
    #[allow(clippy::type_complexity)] // a table
    let table: Vec<(&str, Option<String>, Vec<(&str, &str)>, (u16, &str))> = vec![
        ("basic", Some(shop.clone()), vec![], ok),
        ("basic, scheme in any case", Some(shop.replace("Basic", "bASIC")), vec![], ok),
        ("basic and the same client_id", Some(shop.clone()), vec![("client_id", "shop")], ok),
        ("basic and another client_id", Some(shop.clone()), vec![("client_id", "app")], bad),
        ("post by a basic client", None, vec![("client_id", "shop"), ("client_secret", "shop-secret")], ok),
        ("basic by a post client", Some(basic("poster:poster-secret")), vec![], ok),
        ("wrong secret", Some(basic("shop:wrong")), vec![], no),
        ("another client's secret", Some(basic("shop:poster-secret")), vec![], no),
        ("unknown client", Some(basic("nobody:shop-secret")), vec![], no),
        ("unknown client by post", None, vec![("client_id", "nobody"), ("client_secret", "x")], no),
        ("no client", None, vec![], no),
        ("a secret without a client", None, vec![("client_secret", "shop-secret")], no),
        ("no secret", None, vec![("client_id", "shop")], no),
        ("empty secret", None, vec![("client_id", "shop"), ("client_secret", "")], no),
        ("empty basic secret", Some(basic("shop:")), vec![], no),
        ("public", None, vec![("client_id", "app")], ok),
        ("public with an empty basic secret", Some(basic("app:")), vec![], ok),
        ("public with a secret", None, vec![("client_id", "app"), ("client_secret", "app-secret")], no),
        ("secret of a key client", Some(basic("signer:signer-secret")), vec![], no),
        ("name of a key client", None, vec![("client_id", "signer")], no),
        ("two proofs", Some(shop.clone()), vec![("client_secret", "shop-secret")], bad),
        (
            "basic and assertion",
            Some(shop.clone()),
            vec![("client_assertion_type", ASSERTION_TYPE), ("client_assertion", "a.b.c")],
            bad,
        ),
        (
            "post and assertion",
            None,
            vec![
                ("client_id", "shop"),
                ("client_secret", "shop-secret"),
                ("client_assertion_type", ASSERTION_TYPE),
                ("client_assertion", "a.b.c"),
            ],
            bad,
        ),
        ("assertion without type", None, vec![("client_assertion", "a.b.c")], bad),
        ("type without assertion", None, vec![("client_assertion_type", ASSERTION_TYPE)], bad),
        ("other type", None, vec![("client_assertion_type", "x"), ("client_assertion", "a.b.c")], no),
        ("bearer", Some("Bearer abc".into()), vec![], no),
        ("no base64", Some("Basic !!!!".into()), vec![], no),
        ("base64url", Some("Basic _-__".into()), vec![], no),
        ("loose base64", Some(format!("{shop}=")), vec![], no),
        ("no colon", Some(basic("shop")), vec![], no),
        ("no credentials", Some("Basic".into()), vec![], no),
    ];
    for (name, authorization, pairs, expected) in table {
        let outcome = authenticate(&world.provider, authorization.as_deref(), &form(&pairs), START).await;
        assert_eq!(code_of(outcome), expected, "{name}");
    }
}

#[tokio::test]
async fn basic_is_read_encoded_and_as_it_stands() {
    let (world, _scratch) = world().await;
    let hash = |secret: &str| world.provider.vault.digest(SECRET_DIGEST, secret.as_bytes());
    let (spaced, percent) = (hash("a b+c/ü:%"), hash("100%25"));
    world
        .provider
        .database
        .write::<_, storage::Error, _>(move |db| {
            Box::pin(async move {
                storage::client_secret::insert(db, "shop", &spaced, START, None).await?;
                storage::client_secret::insert(db, "shop", &percent, START, Some(START.after(LEEWAY))).await
            })
        })
        .await
        .unwrap();
    for credentials in ["shop:a+b%2Bc%2F%C3%BC%3A%25", "sh%6Fp:a b+c/ü:%", "shop:100%25", "shop:100%2525"] {
        let outcome = authenticate(&world.provider, Some(&basic(credentials)), &form(&[]), START).await;
        let expected = if credentials.starts_with("sh%6Fp") { (401, "invalid_client") } else { (200, "") };
        assert_eq!(code_of(outcome), expected, "{credentials}");
    }
    let late = START.after(LEEWAY);
    world.clock.advance(LEEWAY);
    let outcome = authenticate(&world.provider, Some(&basic("shop:100%25")), &form(&[]), late).await;
    assert_eq!(code_of(outcome), (401, "invalid_client"), "a secret that lapsed");
    let outcome = authenticate(&world.provider, Some(&basic("shop:shop-secret")), &form(&[]), late).await;
    assert_eq!(code_of(outcome), (200, ""), "the other one still holds");
}

#[tokio::test]
async fn a_disabled_client_is_as_unknown_as_any() {
    let (world, _scratch) = world().await;
    world.set_disabled("shop", true).await;
    let refused =
        authenticate(&world.provider, Some(&basic("shop:shop-secret")), &form(&[]), START).await.unwrap_err();
    let unknown = authenticate(&world.provider, Some(&basic("nobody:shop-secret")), &form(&[]), START)
        .await
        .unwrap_err();
    assert_eq!(refused, unknown);
}

/// A client with one key, and assertions of every kind.
struct Signer {
    world: World,
    key: SigningKey,
    other: SigningKey,
}

impl Signer {
    async fn new(world: World) -> Self {
        let made = generate(Algorithm::ES256, 2048).unwrap();
        let public: Value = serde_json::from_str(&made.public_jwk).unwrap();
        for client_id in ["robot", "twin"] {
            let jwks = json!({ "keys": [public.clone()] });
            world
                .client(client_id, |m| {
                    m.token_endpoint_auth_method = "private_key_jwt".into();
                    m.jwks = Some(jwks);
                })
                .await;
        }
        world.client("keyless", |m| m.token_endpoint_auth_method = "private_key_jwt".into()).await;
        world.client("shop", |_| {}).await;
        let key =
            |made: &Generated| SigningKey::from_pkcs8(&made.kid, Algorithm::ES256, &made.private).unwrap();
        let other = generate(Algorithm::ES256, 2048).unwrap();
        Self { world, key: key(&made), other: key(&other) }
    }

    async fn show(&self, assertion: &str, client_id: Option<&str>) -> (u16, &'static str) {
        let mut pairs = vec![("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion)];
        pairs.extend(client_id.map(|client_id| ("client_id", client_id)));
        code_of(authenticate(&self.world.provider, None, &form(&pairs), self.world.clock.now()).await)
    }

    async fn show_claims(&self, claims: &Value) -> (u16, &'static str) {
        self.show(&self.key.sign("JWT", claims).unwrap(), None).await
    }
}

fn claims(changes: Value) -> Value {
    let now = START.seconds();
    let jti = crate::random::Random::system().token();
    let mut claims =
        json!({"iss": "robot", "sub": "robot", "aud": ISSUER, "jti": jti, "iat": now, "exp": now + 60});
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value.clone();
        }
    }
    claims
}

on_both!(an_assertion_counts_once, |db| async move {
    let signer = Arc::new(Signer::new(World::new(db).await).await);
    let assertion = signer.key.sign("JWT", &claims(json!({}))).unwrap();
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (signer, assertion) = (Arc::clone(&signer), assertion.clone());
            tokio::spawn(async move { signer.show(&assertion, Some("robot")).await })
        })
        .collect();
    let mut accepted = 0;
    for task in tasks {
        accepted += usize::from(task.await.unwrap() == (200, ""));
    }
    assert_eq!(accepted, 1);
});

#[tokio::test]
async fn attacks_on_client_assertions_fail() {
    let (database, _scratch) = sqlite().await;
    let signer = Signer::new(World::new(database).await).await;
    let no = (401, "invalid_client");
    let now = START.seconds();
    let token_endpoint = format!("{ISSUER}/token");
    assert_eq!(signer.show_claims(&claims(json!({}))).await, (200, ""), "the honest one");
    let table = [
        ("aud in an array", json!({"aud": [ISSUER]})),
        ("two audiences", json!({"aud": [ISSUER, "https://other.example"]})),
        ("aud of the token endpoint", json!({"aud": token_endpoint})),
        ("aud of another server", json!({"aud": "https://other.example"})),
        ("aud with a slash more", json!({"aud": format!("{ISSUER}/")})),
        ("no aud", json!({"aud": null})),
        ("no exp", json!({"exp": null})),
        ("exp as text", json!({"exp": (now + 60).to_string()})),
        ("expired", json!({"exp": now - 61})),
        ("lives for years", json!({"exp": now + 86_400 * 365})),
        ("from the future", json!({"iat": now + 600})),
        ("not yet valid", json!({"nbf": now + 600})),
        ("no jti", json!({"jti": null})),
        ("empty jti", json!({"jti": ""})),
        ("endless jti", json!({"jti": "x".repeat(256)})),
        ("jti of another type", json!({"jti": 7})),
        ("no sub", json!({"sub": null})),
        ("no iss", json!({"iss": null})),
        ("iss is another client", json!({"iss": "shop"})),
        ("sub is another client", json!({"sub": "twin"})),
        ("unknown client", json!({"iss": "nobody", "sub": "nobody"})),
        ("client without keys", json!({"iss": "keyless", "sub": "keyless"})),
        ("client with a secret", json!({"iss": "shop", "sub": "shop"})),
    ];
    for (name, changes) in table {
        assert_eq!(signer.show_claims(&claims(changes)).await, no, "{name}");
    }

    let honest = signer.key.sign("JWT", &claims(json!({}))).unwrap();
    let (header, rest) = honest.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    let with_header = |text: &str| format!("{}.{payload}.{signature}", encode(text));
    let shapes = [
        ("none", with_header(r#"{"alg":"none"}"#)),
        ("none without signature", format!("{}.{payload}.", encode(r#"{"alg":"none"}"#))),
        ("None", with_header(r#"{"alg":"nOnE"}"#)),
        ("HS256", with_header(r#"{"alg":"HS256"}"#)),
        ("another alg", with_header(r#"{"alg":"ES384"}"#)),
        ("embedded key", with_header(r#"{"alg":"ES256","jwk":{}}"#)),
        ("fetched key", with_header(r#"{"alg":"ES256","jku":"https://evil.example"}"#)),
        ("critical", with_header(r#"{"alg":"ES256","crit":["b64"],"b64":false}"#)),
        ("no signature", format!("{header}.{payload}.")),
        ("two parts", format!("{header}.{payload}")),
        ("padded", format!("{honest}=")),
        ("nothing", "..".into()),
        ("text", "assertion".into()),
        ("oversized", format!("{header}.{}.{signature}", "A".repeat(20_000))),
        ("another key", signer.other.sign("JWT", &claims(json!({}))).unwrap()),
        ("an access token's type", signer.key.sign("at+jwt", &claims(json!({}))).unwrap()),
        ("a logout token's type", signer.key.sign("logout+jwt", &claims(json!({}))).unwrap()),
    ];
    for (name, assertion) in shapes {
        assert_eq!(signer.show(&assertion, None).await, no, "{name}");
    }

    assert_eq!(signer.show(&honest, Some("twin")).await, no, "client_id of another");
    assert_eq!(signer.show(&honest, Some("robot")).await, (200, ""), "the refused ones spent nothing");
    assert_eq!(signer.show(&honest, None).await, no, "a second time");
    let twin = claims(json!({"iss": "twin", "sub": "twin", "jti": "shared"}));
    let robot = claims(json!({"jti": "shared"}));
    assert_eq!(signer.show_claims(&twin).await, (200, ""));
    assert_eq!(signer.show_claims(&robot).await, (200, ""), "each client has its own jti");
}

#[tokio::test]
async fn the_token_endpoint_is_an_audience_only_by_setting() {
    let (database, _scratch) = sqlite().await;
    let world =
        World::with(database, |s| s.assertion_audience = AssertionAudience::IssuerOrTokenEndpoint).await;
    let signer = Signer::new(world).await;
    let token_endpoint = format!("{ISSUER}/token");
    assert_eq!(signer.show_claims(&claims(json!({"aud": token_endpoint}))).await, (200, ""));
    assert_eq!(signer.show_claims(&claims(json!({}))).await, (200, ""));
    let both = claims(json!({"aud": [ISSUER, token_endpoint]}));
    assert_eq!(signer.show_claims(&both).await, (401, "invalid_client"));
}
