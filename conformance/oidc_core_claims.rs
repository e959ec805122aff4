//! OpenID Connect Core 1.0, sections 2, 3.1.3 and 5: ID tokens, userinfo, scopes and the `claims` parameter.

use aws_lc_rs::digest::{SHA256, SHA512, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use doorward::administration::{account::Draft, account_change::Change};
use serde_json::{Value, json};

use crate::world::{ISSUER, ONE_STEP, START, World, claims};

fn names(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn oidc_core_2_the_id_token_says_what_it_must_and_nothing_of_the_profile() {
    let world = World::new().await;
    let alice = world.account_id("alice").await;
    let code =
        world.code("shop", &[("scope", "openid profile email address phone groups"), ("nonce", "n-0")]).await;
    world.advance(7);
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let (header, mut claims) = world.verified(tokens["id_token"].as_str().unwrap()).await;
    assert_eq!((header["alg"].as_str(), header["kid"].is_string()), (Some("RS256"), true));
    let members = claims.as_object_mut().unwrap();
    assert!(members.remove("sid").unwrap().is_string());
    let half = |token: &Value| {
        let hash = digest(&SHA256, token.as_str().unwrap().as_bytes());
        URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16])
    };
    let now = START.seconds();
    assert_eq!(
        claims,
        json!({
            "iss": ISSUER, "sub": alice, "aud": "shop", "iat": now + 7, "exp": now + 7 + 3_600, "auth_time": now,
            "nonce": "n-0", "acr": ONE_STEP, "amr": ["pwd"], "at_hash": half(&tokens["access_token"]),
        }),
        "no azp, no name"
    );
}

#[tokio::test]
async fn oidc_core_3_1_2_1_a_nonce_comes_back_as_it_was_and_none_is_invented() {
    let world = World::new().await;
    for nonce in ["n", &"x".repeat(43), &"y".repeat(384), "a b+c%20\"ü😀"] {
        let code = world.code("shop", &[("nonce", nonce)]).await;
        let tokens = world.redeem("shop", &code, &[]).await.tokens();
        assert_eq!(claims(&tokens["id_token"])["nonce"], nonce);
    }
    assert_eq!(claims(&world.tokens("shop", "openid").await["id_token"]).get("nonce"), None);
}

#[tokio::test]
async fn oidc_core_2_each_client_gets_its_algorithm() {
    let world = World::new().await;
    for (client_id, alg, hash, length) in [
        ("shop", "RS256", &SHA256, 16),
        ("elliptic", "ES256", &SHA256, 16),
        ("edwards", "EdDSA", &SHA512, 32),
    ] {
        let tokens = world.tokens(client_id, "openid").await;
        let (header, claims) = world.verified(tokens["id_token"].as_str().unwrap()).await;
        assert_eq!(header["alg"], alg);
        let whole = digest(hash, tokens["access_token"].as_str().unwrap().as_bytes());
        assert_eq!(claims["at_hash"], URL_SAFE_NO_PAD.encode(&whole.as_ref()[..length]), "{alg}");
    }
}

#[tokio::test]
async fn oidc_core_5_4_each_scope_gives_its_claims() {
    let world = World::new().await;
    let profile = [
        "birthdate",
        "family_name",
        "gender",
        "given_name",
        "locale",
        "middle_name",
        "name",
        "nickname",
        "picture",
        "preferred_username",
        "profile",
        "updated_at",
        "website",
        "zoneinfo",
    ];
    for (scope, expected) in [
        ("openid", &[][..]),
        ("openid profile", &profile[..]),
        ("openid email", &["email", "email_verified"]),
        ("openid address", &["address"]),
        ("openid phone", &["phone_number", "phone_number_verified"]),
        ("openid groups", &["groups"]),
        ("offline_access openid", &[]),
    ] {
        let tokens = world.tokens("shop", scope).await;
        let told = world.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
        let mut expected: Vec<&str> = expected.to_vec();
        expected.push("sub");
        expected.sort_unstable();
        let mut given = names(&told);
        given.sort_unstable();
        assert_eq!(given, expected, "{scope}");
        assert_eq!(told["sub"], claims(&tokens["id_token"])["sub"]);
    }
}

#[tokio::test]
async fn oidc_core_5_1_claims_have_their_types_and_what_is_unknown_is_left_out() {
    let world = World::new().await;
    let scope = "openid profile email address phone groups";
    let tokens = world.tokens("shop", scope).await;
    let told = world.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
    assert!(told["updated_at"].is_i64() && told["email_verified"].is_boolean());
    assert_eq!(told["phone_number_verified"], false);
    assert_eq!(told["address"], json!({"locality": "Berlin", "country": "Germany"}));
    assert_eq!((&told["groups"], &told["birthdate"]), (&json!(["staff", "editors"]), &json!("1990-04-12")));

    let answer = world.browser().authorize("shop", &[("scope", scope)], "bob").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let told = world.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
    let mut given = names(&told);
    given.sort_unstable();
    assert_eq!(given, ["email", "email_verified", "preferred_username", "sub", "updated_at"]);
    assert!(told.as_object().unwrap().values().all(|value| !value.is_null() && value != ""));
}

#[tokio::test]
async fn oidc_core_5_5_single_claims_come_where_they_are_asked_for() {
    let world = World::new().await;
    let wish = r#"{"userinfo":{"name":{"essential":true}},"id_token":{"email":null,"nickname":{"essential":true},"auth_time":null}}"#;
    let code = world.code("shop", &[("claims", wish)]).await;
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let told = world.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
    assert_eq!((told["name"].as_str(), names(&told).len()), (Some("Alice Maria Sommer"), 2));
    let id_token = claims(&tokens["id_token"]);
    assert_eq!(
        (id_token["email"].as_str(), id_token["nickname"].as_str()),
        (Some("alice@example.org"), Some("Ali"))
    );
    assert_eq!(id_token.get("name"), None);
}

#[tokio::test]
async fn oidc_core_5_5_1_the_sub_that_is_asked_for_is_the_only_one() {
    let world = World::new().await;
    let wish = |sub: &str| format!(r#"{{"id_token":{{"sub":{{"value":"{sub}"}}}}}}"#);
    let (alice, bob) = (wish(&world.account_id("alice").await), wish(&world.account_id("bob").await));
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let none = |claims| crate::world::ask("shop", &[("prompt", "none"), ("claims", claims)]);
    assert!(browser.get(&none(&alice)).await.response().get("code").is_some());
    assert_eq!(browser.get(&none(&bob)).await.error(), "login_required");
}

#[tokio::test]
async fn oidc_core_5_4_a_client_may_be_registered_for_claims_in_the_id_token() {
    let world = World::new().await;
    let tokens = world.tokens("full", "openid email").await;
    let id_token = claims(&tokens["id_token"]);
    assert_eq!((id_token["email"].as_str(), id_token.get("name")), (Some("alice@example.org"), None));
}

#[tokio::test]
async fn oidc_core_3_1_2_4_what_the_person_leaves_out_is_not_given() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.open(&crate::world::ask("asks", &[("scope", "openid email phone")])).await;
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let page = browser.submit(&page, "login-form", &[("password", crate::world::PASSWORD)]).await;
    let answer = browser.submit(&page, "consent-form", &[("scope", "email"), ("consent-allow", "1")]).await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("asks", &code, &[]).await.tokens();
    assert_eq!(tokens["scope"], "openid email");
    let told = world.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
    assert_eq!((told.get("phone_number"), told["email"].as_str()), (None, Some("alice@example.org")));
}

#[tokio::test]
async fn oidc_core_5_5_what_the_person_leaves_out_is_not_given_by_its_name_either() {
    let world = World::new().await;
    let wish =
        r#"{"userinfo":{"phone_number":{"essential":true},"email":null},"id_token":{"phone_number":null}}"#;
    let mut browser = world.browser();
    let page = browser.open(&crate::world::ask("asks", &[("claims", wish)])).await;
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let page = browser.submit(&page, "login-form", &[("password", crate::world::PASSWORD)]).await;
    for scope in ["email", "phone"] {
        assert!(page.body.contains(&format!("name=\"scope\" value=\"{scope}\"")), "{}", page.body);
    }
    let answer = browser.submit(&page, "consent-form", &[("scope", "email"), ("consent-allow", "1")]).await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("asks", &code, &[]).await.tokens();
    assert_eq!((&tokens["scope"], claims(&tokens["id_token"]).get("phone_number")), (&json!("openid"), None));
    let told = world.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
    assert_eq!(names(&told), ["email", "sub"]);
    let again = browser.open(&crate::world::ask("asks", &[("claims", wish)])).await;
    assert!(again.address.starts_with("/consent/"), "the number was not allowed: {}", again.address);
}

#[tokio::test]
async fn oidc_core_5_7_the_sub_is_the_same_at_every_client() {
    let world = World::new().await;
    let (shop, other) = (world.tokens("shop", "openid").await, world.tokens("other", "openid").await);
    assert_eq!(claims(&shop["id_token"])["sub"], claims(&other["id_token"])["sub"]);
    assert_eq!(claims(&shop["id_token"])["sub"], world.account_id("alice").await);
}

#[tokio::test]
async fn oidc_core_5_7_a_sub_outlives_the_names_of_its_person_and_never_goes_to_another() {
    let world = World::new().await;
    let first = world.tokens("shop", "openid").await;
    let sub = claims(&first["id_token"])["sub"].clone();
    let accounts = world.app.accounts();
    let alice = accounts.find("alice").await.unwrap();
    let change =
        Change { username: "maria".into(), email: Some("maria@example.org".into()), ..Change::of(&alice) };
    accounts.change(&alice, change).await.unwrap();
    let answer = world.browser().authorize("shop", &[], "maria").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let renamed = world.redeem("shop", &code, &[]).await.tokens();
    assert_eq!(claims(&renamed["id_token"])["sub"], sub);
    // Whoever takes the names over is somebody else, whom no old token opens.
    accounts.delete("maria", None).await.unwrap();
    let draft =
        Draft { username: "maria".into(), email: Some("maria@example.org".into()), ..Draft::default() };
    assert_ne!(json!(accounts.create(draft).await.unwrap().account_id), sub);
    for tokens in [&first, &renamed] {
        let answer = world.userinfo(tokens["access_token"].as_str().unwrap()).await;
        assert_eq!(answer.refusal(), (401, "invalid_token".into()));
    }
}
