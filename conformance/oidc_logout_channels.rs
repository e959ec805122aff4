//! OpenID Connect Back-Channel Logout 1.0 and Front-Channel Logout 1.0.

use doorward::oauth::back_channel_logout;
use serde_json::{Value, json};

use crate::{
    papers::{Papers, reaching_out},
    rfc7516::{opened, public_keys},
    world::{ISSUER, World, claims, merged},
};

/// What the background does every second.
async fn tell(world: &World) {
    back_channel_logout::tell(&world.app.provider).await.unwrap();
    world.app.courier.clone().tick().await.unwrap();
}

/// The logout token of a form.
fn logout_token(form: &str) -> String {
    let fields: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let [(name, token)] = fields.as_slice() else { panic!("one parameter: {fields:?}") };
    assert_eq!(name, "logout_token");
    token.clone()
}

/// A browser of Alice, signed in to `shop`, signs out; the ID token's claims.
async fn sign_out(world: &World) -> Value {
    let mut browser = world.browser();
    let answer = browser.authorize("shop", &[], "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let token = tokens["id_token"].as_str().unwrap();
    // One that is encrypted is the client's to open.
    let hint = if token.split('.').count() == 5 { opened(token).1 } else { token.to_owned() };
    browser.open(&format!("/logout?{}", merged(&[], &[("id_token_hint", &hint)]))).await;
    claims(&json!(hint))
}

#[tokio::test]
async fn back_channel_2_4_a_client_is_told_once_with_a_token_of_its_own_kind() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let uri = papers.put("/out", 200, "");
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(uri)).await;
    let id = sign_out(&world).await;
    tell(&world).await;
    tell(&world).await;
    let heard = papers.heard();
    assert_eq!(heard.len(), 1);
    let (method, path, form) = &heard[0];
    assert_eq!((method.as_str(), path.as_str()), ("POST", "/out"));
    let token = logout_token(form);
    let (header, told) = world.verified(&token).await;
    assert_eq!(header["typ"], "logout+jwt");
    assert_eq!((&told["iss"], &told["aud"]), (&json!(ISSUER), &json!("shop")));
    assert_eq!((&told["sub"], &told["sid"]), (&id["sub"], &id["sid"]));
    assert_eq!(told["events"], json!({"http://schemas.openid.net/event/backchannel-logout": {}}));
    assert!(told["jti"].is_string() && told["iat"].is_i64() && told["exp"].is_i64());
    assert_eq!(told.get("nonce"), None);
    // J9: it opens nothing here.
    assert_eq!(world.userinfo(&token).await.status, 401);
}

#[tokio::test]
async fn back_channel_2_4_a_logout_token_is_encrypted_as_id_tokens_are() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let (uri, jwks_uri) = (papers.put("/out", 200, ""), papers.put("/jwks", 200, public_keys().to_string()));
    for (alg, enc) in [("RSA-OAEP", None), ("ECDH-ES+A256KW", Some("A256GCM"))] {
        world
            .client("shop", |metadata| {
                metadata.backchannel_logout_uri = Some(uri.clone());
                match enc {
                    None => metadata.jwks = Some(public_keys()),
                    Some(_) => metadata.jwks_uri = Some(jwks_uri.clone()),
                }
                metadata.id_token_signed_response_alg = "ES256".into();
                metadata.id_token_encrypted_response_alg = Some(alg.into());
                metadata.id_token_encrypted_response_enc = enc.map(str::to_owned);
            })
            .await;
        let id = sign_out(&world).await;
        tell(&world).await;
        let (_, path, form) = papers.heard().pop().unwrap();
        assert_eq!(path, "/out");
        let (header, inner) = opened(&logout_token(&form));
        assert_eq!((&header["alg"], &header["enc"]), (&json!(alg), &json!(enc.unwrap_or("A128CBC-HS256"))));
        assert_eq!((&header["cty"], &header["iss"]), (&json!("JWT"), &json!(ISSUER)));
        // RFC 8725 section 3.11: the type is that of the inner one.
        let (header, told) = world.verified(&inner).await;
        assert_eq!((&header["typ"], &header["alg"]), (&json!("logout+jwt"), &json!("ES256")));
        assert_eq!((&told["iss"], &told["aud"]), (&json!(ISSUER), &json!("shop")));
        assert_eq!((&told["sub"], &told["sid"]), (&id["sub"], &id["sid"]));
    }
}

#[tokio::test]
async fn back_channel_2_6_a_logout_token_waits_for_the_key_and_never_leaves_in_the_clear() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let (uri, jwks_uri) = (papers.put("/out", 200, ""), papers.put("/jwks", 503, ""));
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(uri.clone())).await;
    sign_out(&world).await;
    // What counts is what is registered when the token leaves.
    world
        .client("shop", |metadata| {
            metadata.backchannel_logout_uri = Some(uri.clone());
            metadata.jwks_uri = Some(jwks_uri);
            metadata.id_token_encrypted_response_alg = Some("ECDH-ES".into());
        })
        .await;
    let told = || -> Vec<String> {
        let heard = papers.heard().into_iter().filter(|(_, path, _)| path == "/out");
        heard.map(|(_, _, form)| logout_token(&form)).collect()
    };
    tell(&world).await;
    let signing: Value = serde_json::from_str(World::public_key()).unwrap();
    papers.put("/jwks", 200, json!({ "keys": [signing] }).to_string());
    world.advance(60);
    tell(&world).await;
    assert_eq!(papers.heard().len(), 2, "its keys were asked for");
    assert_eq!(told(), Vec::<String>::new(), "a key that signs is not encrypted to");
    papers.put("/jwks", 200, public_keys().to_string());
    world.advance(60);
    tell(&world).await;
    assert_eq!(told().len(), 1);
    world.verified(&opened(&told()[0]).1).await;
    world.advance(3_600);
    tell(&world).await;
    assert_eq!(told().len(), 1);
}

#[tokio::test]
async fn back_channel_2_4_of_a_client_that_is_gone_nobody_knows_how_it_would_be_told() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let uri = papers.put("/out", 200, "");
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(uri)).await;
    sign_out(&world).await;
    assert_eq!(back_channel_logout::tell(&world.app.provider).await.unwrap(), 1);
    world.app.clients().delete("shop", None).await.unwrap();
    for _ in 0..2 {
        world.app.courier.clone().tick().await.unwrap();
        world.advance(60);
    }
    assert!(papers.heard().is_empty());
}

#[tokio::test]
async fn back_channel_2_5_one_client_that_fails_delays_nobody_and_is_told_again() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let (broken, fine) = (papers.put("/broken", 503, ""), papers.put("/fine", 204, ""));
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(broken)).await;
    world.client("other", |metadata| metadata.backchannel_logout_uri = Some(fine)).await;
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    browser.get(&crate::world::ask("other", &[])).await;
    let account_id = world.account_id("alice").await;
    let sessions = world.app.provider.clone();
    // An operator ends it: nobody's browser is there.
    let now = world.clock.now();
    sessions
        .database
        .write::<_, doorward::storage::Error, _>(move |write| {
            Box::pin(async move {
                doorward::storage::session::end_others(write, &account_id, "", "", now).await.map(drop)
            })
        })
        .await
        .unwrap();
    tell(&world).await;
    let paths = |papers: &Papers| -> Vec<String> {
        let mut paths: Vec<_> = papers.heard().into_iter().map(|(_, path, _)| path).collect();
        paths.sort();
        paths
    };
    assert_eq!(paths(&papers), ["/broken", "/fine"]);
    let first = logout_token(&papers.heard().iter().find(|heard| heard.1 == "/broken").unwrap().2);
    papers.put("/broken", 200, "");
    world.advance(10);
    tell(&world).await;
    assert_eq!(paths(&papers), ["/broken", "/broken", "/fine"]);
    let last = papers.heard().last().unwrap().2.clone();
    let (_, again) = world.verified(&logout_token(&last)).await;
    let (_, before) = world.verified(&first).await;
    assert_eq!(again["jti"], before["jti"], "the same notice");
    assert!(again["iat"].as_i64() > before["iat"].as_i64(), "freshly signed");
    world.advance(3_600);
    tell(&world).await;
    assert_eq!(papers.heard().len(), 3);
}

#[tokio::test]
async fn back_channel_2_5_a_session_that_goes_with_its_account_is_told_too() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let uri = papers.put("/out", 200, "");
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(uri)).await;
    let answer = world.browser().authorize("shop", &[], "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let id = claims(&tokens["id_token"]);
    tell(&world).await;
    assert!(papers.heard().is_empty(), "it lives");
    world.app.accounts().delete("alice", None).await.unwrap();
    tell(&world).await;
    tell(&world).await;
    let heard = papers.heard();
    assert_eq!(heard.len(), 1);
    let (_, told) = world.verified(&logout_token(&heard[0].2)).await;
    assert_eq!((&told["sub"], &told["sid"]), (&id["sub"], &id["sid"]));
}

#[tokio::test]
async fn back_channel_2_8_a_refusal_is_not_repeated_and_nobody_inside_is_called() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let uri = papers.put("/out", 400, "");
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(uri)).await;
    sign_out(&world).await;
    for _ in 0..3 {
        tell(&world).await;
        world.advance(600);
    }
    assert_eq!(papers.heard().len(), 1);

    let world = World::new().await;
    let uri = papers.put("/inside", 200, "");
    world.client("shop", |metadata| metadata.backchannel_logout_uri = Some(uri)).await;
    sign_out(&world).await;
    tell(&world).await;
    assert_eq!(papers.heard().len(), 1, "the guard does not allow this machine");
}

#[tokio::test]
async fn front_channel_2_the_browser_loads_each_clients_page_with_issuer_and_session() {
    let world = World::new().await;
    world
        .client("shop", |metadata| {
            metadata.frontchannel_logout_uri = Some("https://shop.example/out?a=b".into())
        })
        .await;
    let mut browser = world.browser();
    let answer = browser.authorize("shop", &[], "alice").await;
    let code = answer.response().get("code").unwrap().to_owned();
    let tokens = world.redeem("shop", &code, &[]).await.tokens();
    let hint = tokens["id_token"].as_str().unwrap();
    let fields =
        [("id_token_hint", hint), ("post_logout_redirect_uri", "https://shop.example/bye"), ("state", "s")];
    let page = browser.open(&format!("/logout?{}", merged(&[], &fields))).await;
    assert_eq!(page.status, 200);
    let sid = claims(&tokens["id_token"])["sid"].as_str().unwrap().to_owned();
    let frame = format!("https://shop.example/out?a=b&iss=https%3A%2F%2Fid.example.org&sid={sid}");
    let body = crate::browser::unescaped(&page.body);
    assert!(body.contains(&format!("src=\"{frame}\"")), "{body}");
    assert!(body.contains("url=https://shop.example/bye?state=s"), "it goes on without a script: {body}");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-src https://shop.example;"), "{policy}");
    assert!(browser.get(&crate::world::ask("shop", &[("prompt", "none")])).await.error() == "login_required");
}
