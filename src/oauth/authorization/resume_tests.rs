//! The endpoint from request to code, with OpenID Connect Core 3.1.2 beside it.

use std::time::Duration;

use super::*;
use crate::oauth::authorization::{
    Raw, begin,
    testing::{CALLBACK, HIGH, ISSUER, World, journey_of, page, response, take_cookie},
};

async fn code_row(world: &World, code: &str) -> Option<AuthorizationCode> {
    let digest = world.provider.vault.digest("authorization_code", code.as_bytes());
    authorization_code::find(&mut world.provider.database.read().await.unwrap(), &digest).await.unwrap()
}

fn error_of(next: Continue) -> String {
    let answer = response(next);
    assert_eq!((answer.parameter("state"), answer.parameter("iss")), (Some("s"), Some(ISSUER)));
    assert_eq!(answer.parameter("code"), None);
    answer.parameter("error").unwrap().to_owned()
}

#[tokio::test]
async fn a_person_signs_in_allows_and_the_client_gets_a_code() {
    let world = World::new().await;
    let mut visitor = world.stranger();
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let changes = [("code_challenge", challenge), ("code_challenge_method", "S256")];
    let first = page(world.authorize(&visitor, "shop", &changes).await.unwrap());
    assert!(first.starts_with("/login/") && first.ends_with("/identifier"), "{first}");
    let journey_id = journey_of(&first);
    let consent = page(world.sign_in(&mut visitor, journey_id, "alice").await);
    assert_eq!(consent, format!("/consent/{journey_id}"));
    let (_, question) = ask(&world.provider, &visitor, journey_id).await.unwrap();
    assert_eq!(question.unwrap().redirect_host, "rp.example");

    let next =
        answer(&world.provider, &visitor, journey_id, "alice-id", Some(&["email".into()])).await.unwrap();
    take_cookie(&mut visitor, &next);
    let answer = response(next);
    assert_eq!(answer.redirect_uri, CALLBACK);
    assert_eq!((answer.parameter("state"), answer.parameter("iss")), (Some("s"), Some(ISSUER)));
    let code = answer.parameter("code").unwrap();
    assert_eq!(code.len(), 43);
    let row = code_row(&world, code).await.unwrap();
    assert_eq!((row.client_id.as_str(), row.nonce.as_deref()), ("shop", Some("n")));
    assert_eq!(
        (row.redirect_uri.as_deref(), row.code_challenge.as_deref()),
        (Some(CALLBACK), Some(challenge))
    );
    assert_eq!(row.expires_at, world.clock.now().after(Duration::from_mins(1)));
    let mut reader = world.provider.database.read().await.unwrap();
    let made = grant::find_live(&mut reader, &row.grant_id, world.clock.now()).await.unwrap().unwrap();
    assert_eq!((made.account_id.as_str(), made.scope.as_str()), ("alice-id", "openid email"));
    assert_eq!((made.amr.as_str(), made.auth_time), (r#"["pwd"]"#, world.clock.now()));
    drop(reader);

    // Core 3.1.2.3: the same person is asked for nothing the second time, and prompt=none succeeds.
    for prompt in ["", "none"] {
        let again = world.authorize(&visitor, "shop", &[("prompt", prompt)]).await.unwrap();
        assert!(response(again).parameter("code").is_some(), "{prompt}");
    }
    let more =
        world.authorize(&visitor, "shop", &[("scope", "openid phone"), ("prompt", "none")]).await.unwrap();
    assert_eq!(error_of(more), "consent_required");
    let asked = world.authorize(&visitor, "shop", &[("prompt", "consent")]).await.unwrap();
    assert!(page(asked).starts_with("/consent/"));
}

#[tokio::test]
async fn what_the_person_unticks_is_not_in_the_grant() {
    let world = World::new().await;
    let mut visitor = world.stranger();
    let first = page(world.authorize(&visitor, "shop", &[("scope", "openid email phone")]).await.unwrap());
    world.sign_in(&mut visitor, journey_of(&first), "alice").await;
    let ticked = ["phone".to_owned(), "address".to_owned()];
    let next =
        answer(&world.provider, &visitor, journey_of(&first), "alice-id", Some(&ticked)).await.unwrap();
    let row = code_row(&world, response(next).parameter("code").unwrap()).await.unwrap();
    let mut reader = world.provider.database.read().await.unwrap();
    let made = grant::find_live(&mut reader, &row.grant_id, world.clock.now()).await.unwrap().unwrap();
    assert_eq!(made.scope, "openid phone");
}

#[tokio::test]
async fn a_page_that_asked_one_account_answers_nothing_for_another() {
    let world = World::new().await;
    let mut visitor = world.stranger();
    let first = page(world.authorize(&visitor, "shop", &[]).await.unwrap());
    let consent = page(world.sign_in(&mut visitor, journey_of(&first), "alice").await);
    let nothing: &[String] = &[];
    for (asked, ticked) in [("bob-id", Some(nothing)), ("", Some(nothing)), ("bob-id", None)] {
        let next = answer(&world.provider, &visitor, journey_of(&first), asked, ticked).await.unwrap();
        assert_eq!(page(next), consent, "{asked}");
        let (_, question) = ask(&world.provider, &visitor, journey_of(&first)).await.unwrap();
        assert!(question.is_some(), "{asked}: it is still asked");
    }
    let next = answer(&world.provider, &visitor, journey_of(&first), "alice-id", Some(&[])).await.unwrap();
    assert!(response(next).parameter("code").is_some());
}

#[tokio::test]
async fn refusing_and_cancelling_answer_access_denied_once() {
    let world = World::new().await;
    let mut visitor = world.stranger();
    let first = page(world.authorize(&visitor, "shop", &[]).await.unwrap());
    world.sign_in(&mut visitor, journey_of(&first), "alice").await;
    let refused = answer(&world.provider, &visitor, journey_of(&first), "alice-id", None).await.unwrap();
    assert_eq!(error_of(refused), "access_denied");
    let again = answer(&world.provider, &visitor, journey_of(&first), "alice-id", Some(&[])).await;
    assert!(matches!(again, Err(Error::Journey(guide::Error::Gone))), "{again:?}");

    let second = page(world.authorize(&visitor, "shop", &[("prompt", "login")]).await.unwrap());
    let travel = world.provider.guide.cancel(&visitor, journey_of(&second)).await.unwrap();
    assert_eq!(error_of(resume(&world.provider, &visitor, travel).await.unwrap()), "access_denied");
}

#[tokio::test]
async fn consent_cannot_be_given_before_it_is_asked_for() {
    let world = World::new().await;
    let visitor = world.stranger();
    let first = page(world.authorize(&visitor, "shop", &[]).await.unwrap());
    let next = answer(&world.provider, &visitor, journey_of(&first), "alice-id", Some(&["email".into()]))
        .await
        .unwrap();
    assert_eq!(page(next), first, "back to the step that is due");
    let (_, question) = ask(&world.provider, &visitor, journey_of(&first)).await.unwrap();
    assert_eq!(question, None);
    let other = world.stranger();
    let stolen = answer(&world.provider, &other, journey_of(&first), "alice-id", Some(&[])).await;
    assert!(matches!(stolen, Err(Error::Journey(guide::Error::OtherBrowser))));
}

#[tokio::test]
async fn prompt_none_shows_nothing() {
    let world = World::new().await;
    let stranger = world.stranger();
    let next = world.authorize(&stranger, "house", &[("prompt", "none")]).await.unwrap();
    assert_eq!(error_of(next), "login_required");
    let visitor = world.signed_in("alice").await;
    let silent = world.authorize(&visitor, "house", &[("prompt", "none")]).await.unwrap();
    assert!(response(silent).parameter("code").is_some());
    let asking = world.authorize(&visitor, "shop", &[("prompt", "none")]).await.unwrap();
    assert_eq!(error_of(asking), "consent_required");
}

#[tokio::test]
async fn prompt_login_and_max_age_ask_for_the_password_again() {
    let world = World::new().await;
    let visitor = world.signed_in("alice").await;
    world.clock.advance(Duration::from_secs(2));
    for again in [("prompt", "login"), ("max_age", "1"), ("max_age", "0")] {
        let next = world.authorize(&visitor, "house", &[again]).await.unwrap();
        assert!(page(next).ends_with("/password"), "{again:?}");
    }
    let old = world.authorize(&visitor, "house", &[("max_age", "1"), ("prompt", "none")]).await.unwrap();
    assert_eq!(error_of(old), "login_required");
    let young = world.authorize(&visitor, "house", &[("max_age", "10000")]).await.unwrap();
    let row = code_row(&world, response(young).parameter("code").unwrap()).await.unwrap();
    let mut reader = world.provider.database.read().await.unwrap();
    let made = grant::find_live(&mut reader, &row.grant_id, world.clock.now()).await.unwrap().unwrap();
    assert_eq!(made.auth_time.seconds(), 1_800_000_000, "single sign-on keeps auth_time");
    let chosen = world.authorize(&visitor, "house", &[("prompt", "select_account")]).await.unwrap();
    assert!(page(chosen).ends_with("/identifier"));
}

#[tokio::test]
async fn a_hint_of_another_person_is_never_a_silent_switch() {
    let world = World::new().await;
    let mut visitor = world.signed_in("alice").await;
    let hint = |subject: &str| {
        let claims = serde_json::json!({"iss": ISSUER, "aud": "house", "sub": subject, "iat": 1, "exp": 2});
        world.provider.keyring.sign(crate::jose::Algorithm::ES256, "JWT", &claims).unwrap()
    };
    let (alice, bob) = (hint("alice-id"), hint("bob-id"));
    let same =
        world.authorize(&visitor, "house", &[("id_token_hint", &alice), ("prompt", "none")]).await.unwrap();
    assert!(response(same).parameter("code").is_some(), "an expired hint names a person all the same");
    let other =
        world.authorize(&visitor, "house", &[("id_token_hint", &bob), ("prompt", "none")]).await.unwrap();
    assert_eq!(error_of(other), "login_required");
    let shown = page(world.authorize(&visitor, "house", &[("id_token_hint", &bob)]).await.unwrap());
    assert!(shown.ends_with("/identifier"));
    assert_eq!(error_of(world.sign_in(&mut visitor, journey_of(&shown), "alice").await), "login_required");
    let wrong = world.authorize(&visitor, "shop", &[("id_token_hint", &alice)]).await.unwrap();
    assert_eq!(error_of(wrong), "invalid_request", "the hint of another client");
}

#[tokio::test]
async fn an_essential_level_out_of_reach_is_said_to_be_so() {
    let world = World::new().await;
    let mut visitor = world.stranger();
    let claims = format!(r#"{{"id_token":{{"acr":{{"essential":true,"values":["{HIGH}"]}}}}}}"#);
    let first = page(world.authorize(&visitor, "house", &[("claims", &claims)]).await.unwrap());
    let next = world.sign_in(&mut visitor, journey_of(&first), "alice").await;
    assert_eq!(error_of(next), "unmet_authentication_requirements");
    let voluntary = world.signed_in("alice").await;
    let next = world.authorize(&voluntary, "house", &[("acr_values", HIGH)]).await.unwrap();
    assert!(response(next).parameter("code").is_some(), "voluntary levels are not a condition");
}

#[tokio::test]
async fn nobody_unknown_is_answered_by_redirect() {
    let world = World::new().await;
    let visitor = world.stranger();
    for changes in [
        &[("client_id", "nobody")][..],
        &[("client_id", "")],
        &[("client_id", "shop"), ("client_id", "shop")],
        &[("redirect_uri", "https://evil.example/")],
        &[("redirect_uri", "")],
    ] {
        let refused = world.authorize(&visitor, "shop", changes).await;
        assert!(matches!(refused, Err(Error::Page(_))), "{changes:?}: {refused:?}");
    }
    let nothing = begin(&world.provider, &visitor, &Raw::default()).await;
    assert!(matches!(nothing, Err(Error::Page(_))));
}

#[tokio::test]
async fn a_client_that_was_disabled_meanwhile_gets_nothing() {
    let world = World::new().await;
    let mut visitor = world.stranger();
    let first = page(world.authorize(&visitor, "shop", &[]).await.unwrap());
    world.sign_in(&mut visitor, journey_of(&first), "alice").await;
    let known = world.provider.clients.find("shop").await.unwrap().unwrap();
    let disabled = Client { disabled: true, ..known.client.clone() };
    world
        .provider
        .database
        .write::<_, storage::Error, _>(move |write| {
            Box::pin(async move { storage::client::update(write, &disabled, Timestamp(2)).await })
        })
        .await
        .unwrap();
    world.provider.clients.forget("shop").await;
    let refused = answer(&world.provider, &visitor, journey_of(&first), "alice-id", Some(&[])).await;
    assert!(matches!(refused, Err(Error::Page(_))), "{refused:?}");
}
