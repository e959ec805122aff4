//! RP-Initiated Logout 1.0, by its sections; the cases are those of the conformance suite and ASVS 10.6.2.

use serde_json::json;

use super::*;
use crate::{
    clock::Timestamp,
    jose::Algorithm,
    oauth::authorization::testing::{ISSUER, SIGNED_OUT, World},
    storage::{client::Metadata, grant},
};

fn raw(pairs: &[(&str, &str)]) -> Raw {
    pairs.iter().copied().collect()
}

/// An ID token for `client_id`, as this provider would have made it.
fn hint(world: &World, client_id: &str, subject: &str, session_id: Option<&str>) -> String {
    let claims = json!({
        "iss": ISSUER, "aud": client_id, "sub": subject, "sid": session_id, "iat": 1_700_000_000, "exp": 1_700_003_600,
    });
    world.provider.keyring.sign(Algorithm::ES256, "JWT", &claims).unwrap()
}

async fn session_of(world: &World, visitor: &Visitor) -> Option<String> {
    world.provider.guide.live_session(visitor).await.unwrap().map(|(session, _)| session.session_id)
}

#[tokio::test]
async fn a_hint_of_this_session_signs_out_at_once_and_returns_with_the_state() {
    let world = World::new().await;
    let visitor = world.signed_in("alice").await;
    let session_id = session_of(&world, &visitor).await.unwrap();
    let token = hint(&world, "shop", "alice-id", Some(&session_id));
    let state = "x".repeat(128);
    let asked =
        raw(&[("id_token_hint", &token), ("post_logout_redirect_uri", SIGNED_OUT), ("state", &state)]);
    let Outcome::Done(Some(location)) = begin(&world.provider, &visitor, &asked).await.unwrap() else {
        panic!()
    };
    assert_eq!(location, format!("{SIGNED_OUT}?state={state}"));
    assert_eq!(session_of(&world, &visitor).await, None);
    let bare = raw(&[("id_token_hint", &token), ("post_logout_redirect_uri", SIGNED_OUT)]);
    let Outcome::Done(Some(location)) = begin(&world.provider, &visitor, &bare).await.unwrap() else {
        panic!()
    };
    assert_eq!(location, SIGNED_OUT, "a second time, without a session");
}

#[tokio::test]
async fn without_a_hint_of_this_session_the_person_is_asked() {
    let world = World::new().await;
    let visitor = world.signed_in("alice").await;
    let session_id = session_of(&world, &visitor).await.unwrap();
    let mine = hint(&world, "shop", "alice-id", Some(&session_id));
    let bobs = hint(&world, "shop", "bob-id", None);
    let older = hint(&world, "shop", "alice-id", Some("another session"));
    let forged = format!("{mine}x");
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", mine.split('.').nth(1).unwrap());
    for pairs in [
        &[][..],
        &[("state", "s")],
        &[("post_logout_redirect_uri", SIGNED_OUT)],
        &[("client_id", "shop"), ("post_logout_redirect_uri", SIGNED_OUT)],
        &[("id_token_hint", &bobs)],
        &[("id_token_hint", &older)],
        &[("id_token_hint", &forged), ("post_logout_redirect_uri", SIGNED_OUT)],
        &[("id_token_hint", &unsigned), ("post_logout_redirect_uri", SIGNED_OUT)],
        &[("id_token_hint", &mine), ("client_id", "house")],
        &[("id_token_hint", &mine), ("post_logout_redirect_uri", "https://rp.example/bye?x=y")],
        &[("id_token_hint", &mine), ("post_logout_redirect_uri", "https://evil.example/")],
    ] {
        let outcome = begin(&world.provider, &visitor, &raw(pairs)).await.unwrap();
        assert!(matches!(outcome, Outcome::Confirm(_)), "{pairs:?}: {outcome:?}");
        assert!(session_of(&world, &visitor).await.is_some());
    }
}

#[tokio::test]
async fn confirming_goes_where_the_request_could_prove_and_nowhere_else() {
    let world = World::new().await;
    let mine = hint(&world, "shop", "alice-id", None);
    let forged = format!("{mine}x");
    for (pairs, expected) in [
        (&[][..], None),
        (&[("post_logout_redirect_uri", SIGNED_OUT)], None),
        (&[("id_token_hint", &forged), ("post_logout_redirect_uri", SIGNED_OUT)], None),
        (
            &[("id_token_hint", &forged), ("client_id", "shop"), ("post_logout_redirect_uri", SIGNED_OUT)],
            None,
        ),
        (&[("client_id", "nobody"), ("post_logout_redirect_uri", SIGNED_OUT)], None),
        (&[("client_id", "shop"), ("post_logout_redirect_uri", "https://rp.example/cb")], None),
        (&[("client_id", "shop"), ("post_logout_redirect_uri", SIGNED_OUT)], Some(SIGNED_OUT.to_owned())),
    ] {
        let visitor = world.signed_in("alice").await;
        let Outcome::Confirm(question) = begin(&world.provider, &visitor, &raw(pairs)).await.unwrap() else {
            panic!("{pairs:?}")
        };
        assert_eq!(question.account.username, "alice");
        assert_eq!(question.leads_to, expected.as_ref().map(|_| "https://rp.example".to_owned()));
        let Outcome::Done(location) = confirm(&world.provider, &visitor, &question.request).await.unwrap()
        else {
            panic!("{pairs:?}")
        };
        assert_eq!(location, expected, "{pairs:?}");
        assert_eq!(session_of(&world, &visitor).await, None);
    }
}

#[tokio::test]
async fn a_confirmation_is_ours_and_for_its_session_only() {
    let world = World::new().await;
    let (alice, bob) = (world.signed_in("alice").await, world.signed_in("bob").await);
    let Outcome::Confirm(question) = begin(&world.provider, &alice, &raw(&[])).await.unwrap() else {
        panic!()
    };
    assert!(confirm(&world.provider, &bob, &question.request).await.is_err());
    assert!(confirm(&world.provider, &alice, "forged").await.is_err());
    assert!(confirm(&world.provider, &alice, "").await.is_err());
    assert!(session_of(&world, &bob).await.is_some() && session_of(&world, &alice).await.is_some());
}

#[tokio::test]
async fn grants_end_with_the_session_unless_they_were_meant_to_outlive_it() {
    let world = World::new().await;
    let visitor = world.signed_in("alice").await;
    for scope in ["openid", "openid offline_access"] {
        let next = world.authorize(&visitor, "house", &[("scope", scope)]).await.unwrap();
        assert!(crate::oauth::authorization::testing::response(next).parameter("code").is_some());
    }
    sign_out(&world.provider, &visitor).await.unwrap();
    let events =
        audit::of_account(&mut world.provider.database.read().await.unwrap(), "alice-id", 20).await.unwrap();
    assert!(events.iter().any(|event| event.kind == "session.ended"));
    let mut outlived = Vec::new();
    for event in events.iter().filter(|event| event.kind == "grant.made") {
        let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
        let mut reader = world.provider.database.read().await.unwrap();
        let found = grant::find_live(&mut reader, detail["grant"].as_str().unwrap(), world.clock.now())
            .await
            .unwrap();
        outlived.extend(found.map(|grant| grant.scope));
    }
    assert_eq!(outlived, ["openid offline_access"]);
}

#[tokio::test]
async fn malformed_requests_get_a_page() {
    let world = World::new().await;
    let stranger = world.stranger();
    let twice = raw(&[("state", "a"), ("state", "b")]);
    let long = "s".repeat(4_001);
    let oversized = raw(&[("client_id", "shop"), ("post_logout_redirect_uri", SIGNED_OUT), ("state", &long)]);
    for (request, expected) in [(twice, "a parameter came more than once"), (oversized, "state is too long")]
    {
        let Err(Error::Page(error)) = begin(&world.provider, &stranger, &request).await else { panic!() };
        assert_eq!((error.code, error.description.as_str()), ("invalid_request", expected));
    }
    let Outcome::Done(None) = begin(&world.provider, &stranger, &raw(&[])).await.unwrap() else { panic!() };
}

#[test]
fn a_client_is_called_by_its_host_and_without_one_by_its_identifier() {
    fn host(source: &str, adjust: fn(&mut Metadata)) -> String {
        let mut metadata = Metadata::default();
        adjust(&mut metadata);
        let client = Client {
            client_id: "tv".into(),
            metadata,
            source: source.into(),
            disabled: false,
            created_at: Timestamp(1),
            updated_at: Timestamp(1),
            version: 1,
        };
        heading(&client).host
    }
    assert_eq!(host("cli", |m| m.redirect_uris = vec!["https://rp.example/cb".into()]), "rp.example");
    assert_eq!(host("cli", |m| m.client_uri = Some("https://about.example/".into())), "about.example");
    assert_eq!(host("cli", |_| {}), "tv", "a device returns nowhere, and has a name in mails all the same");
    assert_eq!(host("dynamic", |m| m.client_uri = Some("https://bank.example/".into())), "tv");
}
