use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use crate::{
    jose::{Algorithm, Audience, Expect},
    oauth::{
        introspection, revocation,
        testing::{CHALLENGE, ISSUER, REDIRECT_URI, START, VERIFIER, World, form},
        userinfo,
    },
    on_both,
    storage::{self, grant::Grant, testing::sqlite},
};

type Pairs<'a> = Vec<(&'a str, &'a str)>;

fn code_request<'a>(client_id: &'a str, code: &'a str) -> Pairs<'a> {
    let secret = if client_id == "shop" { "shop-secret" } else { "other-secret" };
    vec![
        ("grant_type", "authorization_code"),
        ("client_id", client_id),
        ("client_secret", secret),
        ("code", code),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", VERIFIER),
    ]
}

/// `pairs` with one parameter set, or left out for an empty value.
fn with<'a>(pairs: &Pairs<'a>, name: &'a str, value: &'a str) -> Pairs<'a> {
    let mut pairs: Pairs<'a> = pairs.iter().filter(|(own, _)| *own != name).copied().collect();
    if !value.is_empty() {
        pairs.push((name, value));
    }
    pairs
}

async fn shop_and_other(database: storage::Database) -> World {
    let world = World::new(database).await;
    for client_id in ["shop", "other"] {
        world.client(client_id, |_| {}).await;
    }
    world
}

async fn is_active(world: &World, token: &str) -> bool {
    let pairs = [("client_id", "shop"), ("client_secret", "shop-secret"), ("token", token)];
    let answer = introspection::answer(&world.provider, None, &form(&pairs)).await.unwrap();
    serde_json::from_str::<Value>(&answer).unwrap()["active"].as_bool().unwrap()
}

/// The claims of an answer that is not signed.
fn plain(answer: userinfo::Userinfo) -> serde_json::Map<String, Value> {
    match answer {
        userinfo::Userinfo::Plain(claims) => claims,
        userinfo::Userinfo::Jwt(jwt) => panic!("a JWT: {jwt}"),
    }
}

#[tokio::test]
async fn the_tokens_say_what_was_granted_and_proved() {
    let (database, _scratch) = sqlite().await;
    let world = shop_and_other(database).await;
    let code = world.code("shop", "openid email offline_access", |_, _| {}).await;
    let answer = world.redeem("shop", &code).await.unwrap();
    assert_eq!((answer.token_type, answer.expires_in), ("Bearer", 600));
    assert_eq!(answer.scope, "openid email offline_access");
    assert_eq!(answer.refresh_token.as_ref().unwrap().len(), 43);

    let now = START.seconds();
    let mut access = World::claims(&answer.access_token);
    let (jti, gid) = (access["jti"].take(), access["gid"].take());
    assert_eq!((jti.as_str().unwrap().len(), gid.as_str().unwrap().len()), (22, 43));
    assert_eq!(
        access,
        json!({
            "iss": ISSUER, "sub": "a1", "aud": ISSUER, "client_id": "shop", "exp": now + 600, "iat": now,
            "jti": null, "gid": null, "scope": "openid email offline_access", "auth_time": now - 90,
            "acr": "urn:doorward:acr:aal2", "amr": ["pwd", "otp"],
        })
    );
    let expect = Expect::access_token(ISSUER, Audience::Contains(ISSUER));
    world.provider.keyring.verify_own(&answer.access_token, &expect, START).unwrap();

    let id_token = answer.id_token.unwrap();
    assert_eq!(
        World::claims(&id_token),
        json!({
            "iss": ISSUER, "sub": "a1", "aud": "shop", "exp": now + 3600, "iat": now, "auth_time": now - 90,
            "nonce": "n-0S6_WzA2Mj", "acr": "urn:doorward:acr:aal2", "amr": ["pwd", "otp"], "sid": "s1",
            "at_hash": Algorithm::ES256.half_hash(&answer.access_token),
        })
    );
    world.provider.keyring.verify_own(&id_token, &Expect::id_token_hint(ISSUER), START).unwrap();
    assert!(
        world.provider.keyring.verify_own(&id_token, &expect, START).is_err(),
        "an ID token opens nothing"
    );
    assert!(!is_active(&world, &id_token).await);
}

#[tokio::test]
async fn registration_and_claims_request_shape_the_tokens() {
    let (database, _scratch) = sqlite().await;
    let world = World::new(database).await;
    world
        .client("shop", |m| {
            m.id_token_signed_response_alg = "EdDSA".into();
            m.claims_in_id_token = true;
            m.access_token_audience = vec!["https://api.example".into()];
        })
        .await;
    let code = world.code("shop", "openid email groups", |_, code| code.nonce = None).await;
    let answer = world.redeem("shop", &code).await.unwrap();
    assert!(answer.refresh_token.is_none(), "offline_access was not granted");
    let claims = World::claims(&answer.id_token.unwrap());
    assert_eq!(claims["at_hash"].as_str().unwrap().len(), 43, "SHA-512 for EdDSA");
    assert_eq!((&claims["email"], &claims["email_verified"]), (&json!("a1@example.com"), &json!(true)));
    assert_eq!(claims["groups"], json!(["staff"]));
    assert!(claims.get("nonce").is_none() && claims.get("name").is_none());
    assert_eq!(
        World::claims(&answer.access_token)["aud"],
        json!(["https://api.example", ISSUER]),
        "with openid the token is for userinfo too"
    );

    let code = world.code("shop", "read", |_, _| {}).await;
    let answer = world.redeem("shop", &code).await.unwrap();
    assert!(answer.id_token.is_none(), "no openid, no ID token");
    assert_eq!(World::claims(&answer.access_token)["aud"], "https://api.example");
    let refused = userinfo::answer(&world.provider, &answer.access_token).await.unwrap_err();
    assert_eq!((refused.status, refused.code), (401, "invalid_token"), "meant for another resource server");

    world.client("plain", |_| {}).await;
    let wishes = r#"{"id_token":{"name":{"essential":true},"sub":{}},"userinfo":{"nickname":{}}}"#;
    let code = world.code("plain", "openid", |grant, _| grant.claims = wishes.into()).await;
    let answer = world.redeem("plain", &code).await.unwrap();
    let claims = World::claims(&answer.id_token.unwrap());
    assert_eq!((&claims["name"], &claims["sub"]), (&json!("Ada Ames"), &json!("a1")));
    assert!(claims.get("nickname").is_none());
    let person = userinfo::answer(&world.provider, &answer.access_token).await.unwrap();
    assert_eq!(Value::Object(plain(person)), json!({"sub": "a1", "nickname": "adi"}));
}

#[tokio::test]
async fn attributes_go_where_their_scope_and_the_operator_send_them() {
    let (database, _scratch) = sqlite().await;
    let declared = crate::oauth::testing::employment();
    let world = World::with(database, |settings| {
        settings.attributes = Arc::new(declared.profile.attributes);
    })
    .await;
    for (client_id, open) in [("shop", false), ("other", true)] {
        world
            .client(client_id, |metadata| {
                metadata.scope = "openid email employment".into();
                metadata.claims_in_id_token = open;
            })
            .await;
    }
    let told = async |client_id: &str, scope: &str, claims: &str| {
        let code = world.code(client_id, scope, |grant, _| grant.claims = claims.into()).await;
        let tokens = world.redeem(client_id, &code).await.unwrap();
        let userinfo = plain(userinfo::answer(&world.provider, &tokens.access_token).await.unwrap());
        (World::claims(tokens.id_token.as_deref().unwrap()), Value::Object(userinfo))
    };
    let wish = r#"{"id_token":{"dept":{}}}"#;

    let (id_token, userinfo) = told("shop", "openid employment", "{}").await;
    assert_eq!((&id_token["dept"], &id_token["badge"]), (&Value::Null, &json!("B7")), "a badge always");
    assert_eq!((&userinfo["dept"], &userinfo["badge"]), (&json!("Sales"), &json!("B7")));
    assert_eq!((&userinfo["floor"], &userinfo["gone"]), (&Value::Null, &Value::Null));

    let (id_token, _) = told("shop", "openid employment", wish).await;
    assert_eq!(id_token["dept"], json!("Sales"));
    let (id_token, userinfo) = told("shop", "openid email", wish).await;
    assert_eq!(
        (&id_token["dept"], &id_token["badge"], &userinfo["dept"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    let (id_token, _) = told("other", "openid employment", "{}").await;
    assert_eq!(id_token["dept"], json!("Sales"));

    let machine =
        [("grant_type", "client_credentials"), ("client_id", "shop"), ("client_secret", "shop-secret")];
    assert_eq!(world.token(&machine).await.unwrap().scope, "", "nothing that is about a person");
}

#[tokio::test]
async fn the_time_of_each_factor_is_told_to_who_asks_and_to_nobody_else() {
    let (database, _scratch) = sqlite().await;
    let world = World::new(database).await;
    world.client("shop", |_| {}).await;
    world.client("always", |m| m.factors_in_id_token = true).await;
    let factors = json!([
        {"kind": "password", "amr": ["pwd"], "at": START.seconds() - 90},
        {"kind": "totp", "amr": ["otp"], "at": START.seconds() - 10},
    ]);
    let wishes = r#"{"id_token":{"doorward_factors":{}}}"#;
    let elsewhere = r#"{"userinfo":{"doorward_factors":{}}}"#;
    for (client, asked, told) in
        [("shop", "{}", false), ("shop", elsewhere, false), ("shop", wishes, true), ("always", "{}", true)]
    {
        let code = world.code(client, "openid", |grant, _| grant.claims = asked.into()).await;
        let answer = world.redeem(client, &code).await.unwrap();
        let claims = World::claims(&answer.id_token.unwrap());
        assert_eq!(claims.get("doorward_factors"), told.then_some(&factors), "{client} {asked}");
        let access = World::claims(&answer.access_token);
        assert!(access.get("doorward_factors").is_none(), "not in access tokens");
    }
    // A grant from before this claim says nothing rather than that nothing was shown.
    let old = |grant: &mut Grant| (grant.claims, grant.factors) = (wishes.into(), "[]".into());
    let code = world.code("shop", "openid", |grant, _| old(grant)).await;
    let claims = World::claims(&world.redeem("shop", &code).await.unwrap().id_token.unwrap());
    assert!(claims.get("doorward_factors").is_none());
}

on_both!(a_code_is_bound_to_everything_and_a_wrong_showing_changes_nothing, |db| async move {
    let world = shop_and_other(db).await;
    let challenged = world.code("shop", "openid", |_, _| {}).await;
    let plain = world.code("shop", "openid", |_, code| code.code_challenge = None).await;
    let without_uri = world.code("shop", "openid", |_, code| code.redirect_uri = None).await;
    let right = code_request("shop", &challenged);
    let long = "a".repeat(129);
    let table = [
        ("another client", code_request("other", &challenged)),
        ("wrong verifier", with(&right, "code_verifier", &VERIFIER.to_uppercase())),
        ("the challenge as verifier", with(&right, "code_verifier", CHALLENGE)),
        ("short verifier", with(&right, "code_verifier", "short")),
        ("long verifier", with(&right, "code_verifier", &long)),
        ("no verifier", with(&right, "code_verifier", "")),
        ("a verifier nobody asked for", code_request("shop", &plain)),
        ("other redirect_uri", with(&right, "redirect_uri", "https://rp.example/cb2")),
        ("redirect_uri with a query", with(&right, "redirect_uri", "https://rp.example/cb?a=1")),
        ("no redirect_uri", with(&right, "redirect_uri", "")),
        ("a redirect_uri that was not in the request", code_request("shop", &without_uri)),
        ("unknown code", code_request("shop", "unknown")),
        ("code with a space", with(&right, "code", " ")),
    ]
    .map(|(name, pairs)| {
        (name, pairs.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>())
    });
    let refused = |pairs: &[(String, String)]| {
        let pairs: Vec<(String, String)> = pairs.to_vec();
        let world = &world;
        async move {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            world.token(&pairs).await.unwrap_err()
        }
    };
    for (name, pairs) in &table {
        let error = refused(pairs).await;
        assert_eq!((error.status, error.code), (400, "invalid_grant"), "{name}");
    }
    // None of that spent the code.
    let answer = world.token(&right).await.unwrap();
    assert!(is_active(&world, &answer.access_token).await);
    world.token(&with(&code_request("shop", &plain), "code_verifier", "")).await.unwrap();
    world.token(&with(&code_request("shop", &without_uri), "redirect_uri", "")).await.unwrap();
    // Nor does any of it revoke after the code was used: who holds the code alone signs nobody out.
    for (name, pairs) in &table {
        assert_eq!(refused(pairs).await.code, "invalid_grant", "{name}");
    }
    let mut wrong_secret = with(&right, "client_secret", "guess");
    assert_eq!(world.token(&wrong_secret).await.unwrap_err().code, "invalid_client");
    wrong_secret.clear();
    assert!(is_active(&world, &answer.access_token).await);
    // A second valid use does, also long after.
    world.clock.advance(Duration::from_secs(90));
    assert_eq!(world.token(&right).await.unwrap_err().code, "invalid_grant");
    assert!(!is_active(&world, &answer.access_token).await);
    assert_eq!(
        userinfo::answer(&world.provider, &answer.access_token).await.unwrap_err().code,
        "invalid_token"
    );
});

on_both!(a_code_lapses_and_dies_with_its_account, |db| async move {
    let world = shop_and_other(db).await;
    let late = world.code("shop", "openid", |_, _| {}).await;
    world.clock.advance(Duration::from_mins(1));
    assert_eq!(world.redeem("shop", &late).await.unwrap_err().code, "invalid_grant");
    let code = world.code("shop", "openid", |_, _| {}).await;
    world.disable_account().await;
    assert_eq!(world.redeem("shop", &code).await.unwrap_err().code, "invalid_grant");
});

on_both!(a_race_of_64_on_a_code_has_one_winner_and_revokes, |db| async move {
    let world = Arc::new(shop_and_other(db).await);
    for _ in 0..4 {
        let code = world.code("shop", "openid offline_access", |_, _| {}).await;
        let tasks: Vec<_> = (0..64)
            .map(|_| {
                let (world, code) = (Arc::clone(&world), code.clone());
                tokio::spawn(async move { world.redeem("shop", &code).await })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                Ok(answer) => answers.push(answer),
                Err(error) => assert_eq!(error.code, "invalid_grant", "{error}"),
            }
        }
        assert_eq!(answers.len(), 1);
        let answer = answers.remove(0);
        assert!(!is_active(&world, &answer.access_token).await, "63 valid second uses");
        assert!(world.refresh("shop", &answer.refresh_token.unwrap()).await.is_err());
    }
});

#[tokio::test]
async fn malformed_token_requests_have_exact_answers() {
    let (database, _scratch) = sqlite().await;
    let world = shop_and_other(database).await;
    world.client("app", |m| m.token_endpoint_auth_method = "none".into()).await;
    world.client("codes", |m| m.grant_types = vec!["authorization_code".into()]).await;
    let shop = [("client_id", "shop"), ("client_secret", "shop-secret")];
    let code = [("grant_type", "authorization_code")];
    let refresh = [("grant_type", "refresh_token")];
    let machine = [("grant_type", "client_credentials")];
    let long = "x ".repeat(1_500);
    let request = |parts: &[&[(&'static str, &str)]]| -> Vec<(String, String)> {
        parts.concat().into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
    };
    let table = [
        (request(&[]), 401, "invalid_client", "client authentication failed"),
        (request(&[&shop]), 400, "invalid_request", "grant_type is missing"),
        (request(&[&shop, &[("grant_type", "")]]), 400, "invalid_request", "grant_type is missing"),
        (
            request(&[&shop, &[("grant_type", "password")]]),
            400,
            "unsupported_grant_type",
            "this grant_type is not supported",
        ),
        (
            request(&[&shop, &[("grant_type", "Authorization_Code")]]),
            400,
            "unsupported_grant_type",
            "this grant_type is not supported",
        ),
        (
            request(&[&[("client_id", "codes"), ("client_secret", "codes-secret")], &machine]),
            400,
            "unauthorized_client",
            "the client is not registered for this grant_type",
        ),
        (
            request(&[&[("client_id", "app")], &machine]),
            400,
            "unauthorized_client",
            "client_credentials is for confidential clients only (RFC 6749 section 4.4)",
        ),
        (request(&[&shop, &code]), 400, "invalid_request", "code is missing"),
        (request(&[&shop, &refresh]), 400, "invalid_request", "refresh_token is missing"),
        (
            request(&[&shop, &refresh, &[("refresh_token", "unknown")]]),
            400,
            "invalid_grant",
            "the refresh token is invalid, expired, used or revoked",
        ),
        (
            request(&[&shop, &machine, &[("scope", "read admin")]]),
            400,
            "invalid_scope",
            "a scope was asked for that may not be given",
        ),
        (
            request(&[&shop, &machine, &[("scope", "openid")]]),
            400,
            "invalid_scope",
            "a scope was asked for that may not be given",
        ),
        (
            request(&[&shop, &machine, &[("scope", "offline_access")]]),
            400,
            "invalid_scope",
            "a scope was asked for that may not be given",
        ),
        (
            request(&[&shop, &machine, &[("scope", "re\"ad")]]),
            400,
            "invalid_scope",
            "scope holds a character that RFC 6749 section 3.3 forbids",
        ),
        (request(&[&shop, &machine, &[("scope", &long)]]), 400, "invalid_scope", "scope is too long"),
    ];
    for (pairs, status, code, description) in &table {
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let error = world.token(&pairs).await.unwrap_err();
        assert_eq!(
            (error.status, error.code, error.description.as_str()),
            (*status, *code, *description),
            "{pairs:?}"
        );
    }
}

#[tokio::test]
async fn a_machine_gets_a_token_that_is_stored_nowhere() {
    let (database, _scratch) = sqlite().await;
    let world = shop_and_other(database).await;
    let machine =
        [("grant_type", "client_credentials"), ("client_id", "shop"), ("client_secret", "shop-secret")];
    let answer = world.token(&machine).await.unwrap();
    assert_eq!(answer.scope, "read write", "without being asked, nothing that is about a person");
    assert!(answer.refresh_token.is_none() && answer.id_token.is_none());
    let claims = World::claims(&answer.access_token);
    let now = START.seconds();
    assert_eq!(
        claims,
        json!({"iss": ISSUER, "sub": "shop", "aud": ISSUER, "client_id": "shop", "exp": now + 600, "iat": now,
            "jti": claims["jti"], "scope": "read write"})
    );
    assert!(is_active(&world, &answer.access_token).await);
    let refused = userinfo::answer(&world.provider, &answer.access_token).await.unwrap_err();
    assert_eq!((refused.status, refused.code), (403, "insufficient_scope"));

    let narrow = world.token(&[&machine[..], &[("scope", "read")]].concat()).await.unwrap();
    assert_eq!(narrow.scope, "read");

    // Its revocation is seen here at once.
    let pairs =
        [("client_id", "shop"), ("client_secret", "shop-secret"), ("token", answer.access_token.as_str())];
    revocation::revoke(&world.provider, None, &form(&pairs)).await.unwrap();
    assert!(!is_active(&world, &answer.access_token).await);
    assert!(is_active(&world, &narrow.access_token).await);
}

on_both!(opaque_tokens_are_rows_and_mean_the_same, |db| async move {
    let world = World::new(db).await;
    world.client("shop", |m| m.access_token_format = "opaque".into()).await;
    let code = world.code("shop", "openid email offline_access", |_, _| {}).await;
    let answer = world.redeem("shop", &code).await.unwrap();
    assert_eq!(answer.access_token.len(), 43);
    let person = userinfo::answer(&world.provider, &answer.access_token).await.unwrap();
    assert_eq!(plain(person)["email"], "a1@example.com");
    let next = world.refresh("shop", answer.refresh_token.as_ref().unwrap()).await.unwrap();
    let pairs =
        [("client_id", "shop"), ("client_secret", "shop-secret"), ("token", answer.access_token.as_str())];
    revocation::revoke(&world.provider, None, &form(&pairs)).await.unwrap();
    assert_eq!(userinfo::answer(&world.provider, &answer.access_token).await.unwrap_err().status, 401);
    assert!(is_active(&world, &next.access_token).await, "only that one");
    // Truncated or lengthened, a token is another token.
    for other in [&next.access_token[..42], &format!("{}A", next.access_token)] {
        assert!(!is_active(&world, other).await);
    }
    world.clock.advance(Duration::from_mins(10));
    assert!(!is_active(&world, &next.access_token).await);
    let machine =
        [("grant_type", "client_credentials"), ("client_id", "shop"), ("client_secret", "shop-secret")];
    let answer = world.token(&machine).await.unwrap();
    assert!(is_active(&world, &answer.access_token).await);
});

on_both!(introspection_tells_each_caller_only_what_is_its_business, |db| async move {
    let world = shop_and_other(db).await;
    world.client("api", |m| m.may_introspect = true).await;
    world.client("app", |m| m.token_endpoint_auth_method = "none".into()).await;
    let code = world.code("shop", "openid offline_access", |_, _| {}).await;
    let answer = world.redeem("shop", &code).await.unwrap();
    let refresh_token = answer.refresh_token.unwrap();
    let ask = |caller: &'static str, token: String, hint: &'static str| {
        let world = &world;
        async move {
            let secret = format!("{caller}-secret");
            let pairs = [
                ("client_id", caller),
                ("client_secret", &secret),
                ("token", &token),
                ("token_type_hint", hint),
            ];
            let answer = introspection::answer(&world.provider, None, &form(&pairs)).await.unwrap();
            serde_json::from_str::<Value>(&answer).unwrap()
        }
    };
    let inactive = json!({"active": false});
    let now = START.seconds();
    let gid = World::claims(&answer.access_token)["gid"].clone();
    let jti = World::claims(&answer.access_token)["jti"].clone();
    for caller in ["shop", "api"] {
        for hint in ["", "access_token", "refresh_token", "nonsense"] {
            let mut told = json!({
                "active": true, "iss": ISSUER, "sub": "a1", "client_id": "shop", "scope": "openid offline_access",
                "exp": now + 600, "iat": now, "aud": ISSUER, "jti": jti, "token_type": "Bearer",
                "gid": gid, "auth_time": now - 90, "acr": "urn:doorward:acr:aal2", "amr": ["pwd", "otp"],
            });
            // The scopes do not tell the client of the name.
            if caller == "api" {
                told["username"] = "a1".into();
            }
            assert_eq!(ask(caller, answer.access_token.clone(), hint).await, told);
        }
    }
    assert_eq!(ask("other", answer.access_token.clone(), "").await, inactive);
    let own = ask("shop", refresh_token.clone(), "access_token").await;
    assert_eq!((&own["active"], &own["client_id"]), (&json!(true), &json!("shop")));
    assert!(own.get("token_type").is_none() && own.get("aud").is_none());
    assert_eq!(ask("api", refresh_token.clone(), "").await, inactive, "a refresh token is no access token");
    assert_eq!(ask("other", refresh_token.clone(), "").await, inactive);
    for token in ["x", "a.b.c", &format!("{}x", answer.access_token), "Bearer"] {
        assert_eq!(ask("api", token.to_owned(), "").await, inactive, "{token}");
    }
    world.refresh("shop", &refresh_token).await.unwrap();
    assert_eq!(ask("shop", refresh_token, "").await, inactive, "it was used");

    for (pairs, code, status) in [
        (vec![("token", "x")], "invalid_client", 401),
        (vec![("client_id", "app"), ("token", "x")], "invalid_client", 401),
        (vec![("client_id", "shop"), ("client_secret", "wrong"), ("token", "x")], "invalid_client", 401),
        (vec![("client_id", "shop"), ("client_secret", "shop-secret")], "invalid_request", 400),
    ] {
        let error = introspection::answer(&world.provider, None, &form(&pairs)).await.unwrap_err();
        assert_eq!((error.code, error.status), (code, status), "{pairs:?}");
    }
});

on_both!(revocation_takes_the_family_or_the_one_token, |db| async move {
    let world = shop_and_other(db).await;
    let revoke = |caller: &'static str, token: String| {
        let world = &world;
        async move {
            let secret = format!("{caller}-secret");
            let pairs = [("client_id", caller), ("client_secret", &secret), ("token", &token)];
            revocation::revoke(&world.provider, None, &form(&pairs)).await.map_err(|error| error.code)
        }
    };
    let code = world.code("shop", "openid offline_access", |_, _| {}).await;
    let first = world.redeem("shop", &code).await.unwrap();
    let refresh_token = first.refresh_token.clone().unwrap();
    // Of somebody else: nothing happens.
    assert_eq!(revoke("other", first.access_token.clone()).await, Err("unauthorized_client"));
    assert_eq!(revoke("other", refresh_token.clone()).await, Err("unauthorized_client"));
    assert!(is_active(&world, &first.access_token).await);
    // Unknown, malformed and lapsed ones are as revoked as one can wish.
    for token in ["x", "a.b.c", ".", "\u{1f511}"] {
        assert_eq!(revoke("shop", token.to_owned()).await, Ok(()));
    }
    // One access token, twice; the family goes on.
    for _ in 0..2 {
        assert_eq!(revoke("shop", first.access_token.clone()).await, Ok(()));
    }
    assert!(!is_active(&world, &first.access_token).await);
    let second = world.refresh("shop", &refresh_token).await.unwrap();
    assert!(is_active(&world, &second.access_token).await);
    // A refresh token, even a used one, takes everything with it.
    assert_eq!(revoke("shop", refresh_token).await, Ok(()));
    assert!(!is_active(&world, &second.access_token).await);
    assert!(world.refresh("shop", &second.refresh_token.unwrap()).await.is_err());

    let error = revocation::revoke(&world.provider, None, &form(&[("token", "x")])).await.unwrap_err();
    assert_eq!((error.status, error.code), (401, "invalid_client"));
    let pairs = [("client_id", "shop"), ("client_secret", "shop-secret")];
    let error = revocation::revoke(&world.provider, None, &form(&pairs)).await.unwrap_err();
    assert_eq!((error.status, error.description.as_str()), (400, "token is missing"));
});

on_both!(a_disabled_client_or_account_closes_every_door, |db| async move {
    let world = shop_and_other(db).await;
    world.client("api", |m| m.may_introspect = true).await;
    let code = world.code("shop", "openid offline_access", |_, _| {}).await;
    let answer = world.redeem("shop", &code).await.unwrap();
    assert!(userinfo::answer(&world.provider, &answer.access_token).await.is_ok());
    world.set_disabled("shop", true).await;
    assert_eq!(
        userinfo::answer(&world.provider, &answer.access_token).await.unwrap_err().code,
        "invalid_token"
    );
    assert_eq!(
        world.refresh("shop", answer.refresh_token.as_ref().unwrap()).await.unwrap_err().code,
        "invalid_client"
    );
    let pairs =
        [("client_id", "api"), ("client_secret", "api-secret"), ("token", answer.access_token.as_str())];
    let told = introspection::answer(&world.provider, None, &form(&pairs)).await.unwrap();
    assert_eq!(told, r#"{"active":false}"#);
    world.set_disabled("shop", false).await;
    assert!(userinfo::answer(&world.provider, &answer.access_token).await.is_ok());
});
