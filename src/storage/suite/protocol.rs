//! `client`, `consent`, `authorization_grant`, `authorization_code`, and the tokens.

use super::*;
use crate::{
    on_both,
    storage::{
        authorization_code as code, client_secret, consent, device_authorization, spent, testing, token,
    },
};

on_both!(a_client_comes_back_as_it_was_stored, |db| async move {
    written!(db, |tx| client::insert(tx, &client("shop"))).unwrap();
    assert_eq!(seen!(db, |r| client::find(r, "shop")).unwrap(), client("shop"));
    assert_eq!(seen!(db, |r| client::find(r, "SHOP")), None, "identifiers are case-sensitive");
    assert!(matches!(written!(db, |tx| client::insert(tx, &client("shop"))), Err(Error::Duplicate)));
    written!(db, |tx| client::insert(tx, &client("bank"))).unwrap();
    let names: Vec<_> = seen!(db, |r| client::list(r)).into_iter().map(|client| client.client_id).collect();
    assert_eq!(names, ["bank", "shop"]);
});

on_both!(a_client_is_updated_once_for_each_version, |db| async move {
    written!(db, |tx| client::insert(tx, &client("shop"))).unwrap();
    let mut changed = client("shop");
    changed.metadata.client_name = "Shop".into();
    changed.disabled = true;
    let first = changed.clone();
    assert!(written!(db, |tx| client::update(tx, &first, at(1))).unwrap());
    assert!(!written!(db, |tx| client::update(tx, &changed, at(2))).unwrap());
    let row = seen!(db, |r| client::find(r, "shop")).unwrap();
    assert_eq!((row.metadata.client_name.as_str(), row.disabled), ("Shop", true));
    assert_eq!((row.version, row.created_at, row.updated_at), (1, NOW, at(1)));
});

on_both!(a_client_has_several_secrets_and_each_may_lapse, |db| async move {
    written!(db, |tx| client::insert(tx, &client("shop"))).unwrap();
    written!(db, |tx| client_secret::insert(tx, "shop", &[1], at(1), None)).unwrap();
    written!(db, |tx| client_secret::insert(tx, "shop", &[2], at(2), Some(at(10)))).unwrap();
    assert_eq!(seen!(db, |r| client_secret::valid(r, "shop", at(9))), [[2], [1]], "newest first");
    assert_eq!(seen!(db, |r| client_secret::valid(r, "shop", at(10))), [[1]]);
    written!(db, |tx| client_secret::insert(tx, "shop", &[1], at(3), Some(at(5)))).unwrap();
    assert_eq!(
        seen!(db, |r| client_secret::valid(r, "shop", at(5))),
        [[2]],
        "the same secret again, with an end"
    );
    assert_eq!(written!(db, |tx| client_secret::delete_others(tx, "shop", &[2])).unwrap(), 1);
    assert_eq!(seen!(db, |r| client_secret::valid(r, "shop", at(1))), [[2]]);
    assert!(written!(db, |tx| client_secret::insert(tx, "nobody", &[1], NOW, None)).is_err());
});

on_both!(the_end_of_a_secret_only_comes_nearer, |db| async move {
    written!(db, |tx| client::insert(tx, &client("shop"))).unwrap();
    written!(db, |tx| client_secret::insert(tx, "shop", &[1], at(1), None)).unwrap();
    for (until, ends) in [(9, 9), (5, 5), (7, 5)] {
        written!(db, |tx| client_secret::end(tx, "shop", &[1], at(until))).unwrap();
        assert_eq!(seen!(db, |r| client_secret::valid(r, "shop", at(ends - 1))).len(), 1, "{until}");
        assert!(seen!(db, |r| client_secret::valid(r, "shop", at(ends))).is_empty(), "{until}");
    }
});

on_both!(a_client_takes_all_that_was_granted_to_it_along, |db| async move {
    furnish(&db).await;
    written!(db, |tx| client_secret::insert(tx, "shop", &[1], NOW, None)).unwrap();
    written!(db, |tx| consent::put(tx, "alice", "shop", "openid", NOW)).unwrap();
    written!(db, |tx| code::insert(tx, &authorization_code(1))).unwrap();
    written!(db, |tx| token::insert_refresh(tx, &[1], "g1", "shop", NOW, at(9), None)).unwrap();
    let version = seen!(db, |r| client::find(r, "shop")).unwrap().version;
    assert!(!written!(db, |tx| client::delete(tx, "shop", Some(version + 1))).unwrap());
    assert!(written!(db, |tx| client::delete(tx, "shop", Some(version))).unwrap());
    assert!(!written!(db, |tx| client::delete(tx, "shop", None)).unwrap());
    assert!(seen!(db, |r| client_secret::valid(r, "shop", NOW)).is_empty());
    assert_eq!(seen!(db, |r| consent::find(r, "alice", "shop")), None);
    assert!(seen!(db, |r| grant::find_live(r, "g1", NOW)).is_none());
    assert!(seen!(db, |r| code::find(r, &[1])).is_none());
    assert!(seen!(db, |r| token::find_refresh(r, &[1])).is_none());
    assert!(seen!(db, |r| account::find(r, "alice")).is_some());
});

on_both!(a_consent_is_replaced_and_taken_back, |db| async move {
    furnish(&db).await;
    assert_eq!(seen!(db, |r| consent::find(r, "alice", "shop")), None);
    for scope in ["openid", "openid email"] {
        written!(db, |tx| consent::put(tx, "alice", "shop", scope, NOW)).unwrap();
        assert_eq!(seen!(db, |r| consent::find(r, "alice", "shop")).as_deref(), Some(scope));
    }
    written!(db, |tx| consent::put(tx, "alice", "shop", "openid", at(7))).unwrap();
    assert_eq!(seen!(db, |r| consent::find_since(r, "alice", "shop", at(7))).as_deref(), Some("openid"));
    assert_eq!(seen!(db, |r| consent::find_since(r, "alice", "shop", at(8))), None, "given longer ago");
    assert!(written!(db, |tx| consent::delete(tx, "alice", "shop")).unwrap());
    assert!(!written!(db, |tx| consent::delete(tx, "alice", "shop")).unwrap());
    assert_eq!(seen!(db, |r| consent::find(r, "alice", "shop")), None);
});

on_both!(a_grant_lives_until_it_lapses_or_is_revoked, |db| async move {
    furnish(&db).await;
    let found = seen!(db, |r| grant::find_live(r, "g1", at(999))).unwrap();
    assert_eq!((found.scope.as_str(), found.session_id.as_deref()), ("openid email", Some("s1")));
    assert_eq!(found.resources, r#"["https://api.example"]"#);
    assert!(seen!(db, |r| grant::find_live(r, "g1", at(1000))).is_none());
    assert!(seen!(db, |r| grant::find_live(r, "g2", NOW)).is_none());
    assert!(written!(db, |tx| grant::revoke(tx, "g1", at(1))).unwrap());
    assert!(!written!(db, |tx| grant::revoke(tx, "g1", at(2))).unwrap());
    assert!(seen!(db, |r| grant::find_live(r, "g1", NOW)).is_none());
});

on_both!(grants_end_with_their_session_unless_they_were_meant_to_outlive_it, |db| async move {
    furnish(&db).await;
    for (name, scope, session_id) in [
        ("g2", "openid offline_access", Some("s1")),
        ("g3", "offline_access", Some("s1")),
        ("g4", "openid offline-access email", Some("s1")),
        ("g5", "openid offline_access_not", Some("s1")),
        ("g6", "openid", Some("s2")),
        ("g7", "openid", None),
    ] {
        let row = grant::Grant { scope: scope.into(), session_id: session_id.map(Into::into), ..grant(name) };
        written!(db, |tx| grant::insert(tx, &row)).unwrap();
    }
    assert_eq!(written!(db, |tx| grant::revoke_of_session(tx, "s1", at(1))).unwrap(), 3);
    for (name, lives) in
        [("g1", false), ("g2", true), ("g3", true), ("g4", false), ("g5", false), ("g6", true), ("g7", true)]
    {
        assert_eq!(seen!(db, |r| grant::find_live(r, name, NOW)).is_some(), lives, "{name}");
    }
    assert_eq!(written!(db, |tx| grant::revoke_others(tx, "alice", "s1", at(2))).unwrap(), 2, "g6 and g7");
    assert!(seen!(db, |r| grant::find_live(r, "g3", NOW)).is_some());
    assert_eq!(written!(db, |tx| grant::revoke_of_account(tx, "alice", at(2))).unwrap(), 2);
    assert_eq!(written!(db, |tx| grant::revoke_of_account(tx, "alice", at(3))).unwrap(), 0);
    assert!(seen!(db, |r| grant::find_live(r, "g7", NOW)).is_none());
});

on_both!(swept_grants_take_their_codes_and_tokens_along, |db| async move {
    furnish(&db).await;
    written!(db, |tx| grant::insert(tx, &grant("g2"))).unwrap();
    written!(db, |tx| code::insert(tx, &authorization_code(1))).unwrap();
    written!(db, |tx| token::insert_refresh(tx, &[1], "g1", "shop", NOW, at(9), None)).unwrap();
    written!(db, |tx| grant::revoke(tx, "g1", at(10))).unwrap();
    assert_eq!(written!(db, |tx| grant::sweep(tx, at(9), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| grant::sweep(tx, at(10), 10)).unwrap(), 1, "revoked");
    assert!(seen!(db, |r| code::find(r, &[1])).is_none());
    assert!(seen!(db, |r| token::find_refresh(r, &[1])).is_none());
    assert_eq!(written!(db, |tx| grant::sweep(tx, at(1000), 10)).unwrap(), 1, "lapsed");
});

fn authorization_code(number: u8) -> code::AuthorizationCode {
    code::AuthorizationCode {
        code_hash: vec![number],
        grant_id: "g1".into(),
        client_id: "shop".into(),
        redirect_uri: Some("https://rp.example/cb".into()),
        code_challenge: Some("challenge".into()),
        nonce: None,
        expires_at: at(100),
        redeemed_at: None,
        dpop_jkt: Some("thumbprint".into()),
    }
}

on_both!(a_code_is_redeemed_by_its_client_before_it_lapses_once, |db| async move {
    furnish(&db).await;
    written!(db, |tx| code::insert(tx, &authorization_code(1))).unwrap();
    let found = seen!(db, |r| code::find(r, &[1])).unwrap();
    assert_eq!((found.grant_id.as_str(), found.nonce, found.redeemed_at), ("g1", None, None));
    assert_eq!(found.code_challenge.as_deref(), Some("challenge"));
    assert_eq!(found.dpop_jkt.as_deref(), Some("thumbprint"));
    assert!(!written!(db, |tx| code::redeem(tx, &[1], "bank", NOW)).unwrap(), "another client");
    assert!(!written!(db, |tx| code::redeem(tx, &[1], "shop", at(100))).unwrap(), "too late");
    assert!(!written!(db, |tx| code::redeem(tx, &[2], "shop", NOW)).unwrap(), "unknown");
    assert!(written!(db, |tx| code::redeem(tx, &[1], "shop", at(99))).unwrap());
    assert!(!written!(db, |tx| code::redeem(tx, &[1], "shop", at(99))).unwrap());
    assert_eq!(seen!(db, |r| code::find(r, &[1])).unwrap().redeemed_at, Some(at(99)), "a replay finds it");
    assert_eq!(written!(db, |tx| code::sweep(tx, at(99), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| code::sweep(tx, at(100), 10)).unwrap(), 1);
});

on_both!(of_64_redemptions_one_succeeds, |db| async move {
    furnish(&db).await;
    written!(db, |tx| code::insert(tx, &authorization_code(1))).unwrap();
    let answers = race!(db, 64, |tx, _n| code::redeem(tx, &[1], "shop", NOW));
    assert_eq!(answers.iter().filter(|redeemed| **redeemed).count(), 1);
});

on_both!(a_refresh_token_rotates_once_and_is_answered_again_once, |db| async move {
    furnish(&db).await;
    written!(db, |tx| token::insert_refresh(tx, &[1], "g1", "shop", NOW, at(100), None)).unwrap();
    assert!(matches!(
        written!(db, |tx| token::insert_refresh(tx, &[1], "g1", "shop", NOW, at(100), None)),
        Err(Error::Duplicate)
    ));
    let live = seen!(db, |r| token::find_refresh(r, &[1])).unwrap();
    assert_eq!((live.state.as_str(), live.retried, live.used_at), ("live", false, None));
    assert_eq!(live.dpop_jkt, None);
    assert!(!written!(db, |tx| token::claim_retry(tx, &[1], &[9], at(-50))).unwrap(), "it was not used yet");
    assert!(!written!(db, |tx| token::rotate_refresh(tx, &[1], &[2], at(100))).unwrap(), "it lapsed");
    assert!(written!(db, |tx| token::rotate_refresh(tx, &[1], &[2], at(50))).unwrap());
    assert!(!written!(db, |tx| token::rotate_refresh(tx, &[1], &[3], at(51))).unwrap());
    written!(db, |tx| token::insert_refresh(tx, &[2], "g1", "shop", at(50), at(150), Some("key"))).unwrap();
    assert_eq!(seen!(db, |r| testing::live_tokens(r, "g1")), 1);

    assert!(!written!(db, |tx| token::claim_retry(tx, &[1], &[3], at(50))).unwrap(), "its time is over");
    assert!(written!(db, |tx| token::claim_retry(tx, &[1], &[3], at(49))).unwrap());
    assert!(!written!(db, |tx| token::claim_retry(tx, &[1], &[4], at(49))).unwrap(), "once");
    assert!(written!(db, |tx| token::replace_refresh(tx, &[2])).unwrap());
    assert!(!written!(db, |tx| token::replace_refresh(tx, &[2])).unwrap());
    written!(db, |tx| token::insert_refresh(tx, &[3], "g1", "shop", at(51), at(151), None)).unwrap();
    assert_eq!(seen!(db, |r| testing::live_tokens(r, "g1")), 1);

    assert_eq!(seen!(db, |r| token::find_refresh(r, &[2])).unwrap().dpop_jkt.as_deref(), Some("key"));
    let old = seen!(db, |r| token::find_refresh(r, &[1])).unwrap();
    assert_eq!((old.state.as_str(), old.retried, old.used_at), ("used", true, Some(at(50))));
    assert_eq!(old.successor_hash.as_deref(), Some(&[3][..]));
    assert_eq!(seen!(db, |r| token::find_refresh(r, &[2])).unwrap().state, "replaced");
    assert!(seen!(db, |r| token::find_refresh(r, &[7])).is_none());
    assert!(!written!(db, |tx| token::rotate_refresh(tx, &[2], &[8], at(52))).unwrap(), "replaced is spent");
    assert_eq!(written!(db, |tx| token::sweep_refresh(tx, at(150), 10)).unwrap(), 2);
});

on_both!(of_64_rotations_and_64_repeated_answers_one_each_succeeds, |db| async move {
    furnish(&db).await;
    written!(db, |tx| token::insert_refresh(tx, &[1], "g1", "shop", NOW, at(100), None)).unwrap();
    let rotated = race!(db, 64, |tx, number| token::rotate_refresh(tx, &[1], &[100 + number], at(1)));
    assert_eq!(rotated.iter().filter(|won| **won).count(), 1);
    let again = race!(db, 64, |tx, number| token::claim_retry(tx, &[1], &[180 + number], NOW));
    assert_eq!(again.iter().filter(|won| **won).count(), 1);
});

on_both!(an_opaque_access_token_is_found_until_it_lapses, |db| async move {
    let row = |number: u8, expires_at| token::AccessTokenRow {
        token_hash: vec![number],
        token_id: format!("jti{number}"),
        grant_id: None,
        client_id: "shop".into(),
        subject: "shop".into(),
        scope: "read".into(),
        audience: "[]".into(),
        issued_at: NOW,
        expires_at,
        dpop_jkt: Some("thumbprint".into()),
        actor: Some(r#"{"sub":"gateway"}"#.into()),
    };
    let (first, second, same_id) =
        (row(1, at(10)), row(2, at(20)), token::AccessTokenRow { token_hash: vec![3], ..row(1, at(10)) });
    written!(db, |tx| token::insert_access(tx, &first)).unwrap();
    written!(db, |tx| token::insert_access(tx, &second)).unwrap();
    assert!(matches!(written!(db, |tx| token::insert_access(tx, &same_id)), Err(Error::Duplicate)));
    let found = seen!(db, |r| token::find_access(r, &[1], at(9))).unwrap();
    assert_eq!((found.token_id.as_str(), found.grant_id), ("jti1", None));
    assert_eq!(found.dpop_jkt.as_deref(), Some("thumbprint"));
    assert_eq!(found.actor.as_deref(), Some(r#"{"sub":"gateway"}"#));
    assert!(seen!(db, |r| token::find_access(r, &[1], at(10))).is_none());
    assert_eq!(written!(db, |tx| token::sweep_access(tx, at(10), 10)).unwrap(), 1);
    assert!(seen!(db, |r| token::find_access(r, &[2], at(10))).is_some());
});

on_both!(a_revoked_token_is_remembered_until_it_lapses, |db| async move {
    assert!(!seen!(db, |r| token::is_revoked(r, "jti1")));
    for _ in 0..2 {
        written!(db, |tx| token::revoke(tx, "jti1", at(10))).unwrap();
    }
    assert!(seen!(db, |r| token::is_revoked(r, "jti1")));
    assert_eq!(written!(db, |tx| token::sweep_revoked(tx, at(9), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| token::sweep_revoked(tx, at(10), 10)).unwrap(), 1);
    assert!(!seen!(db, |r| token::is_revoked(r, "jti1")));
});

on_both!(a_value_is_spent_once_for_each_kind_and_owner, |db| async move {
    let answers = race!(db, 64, |tx, _n| spent::spend(tx, "assertion", "shop", "jti1", at(10)));
    assert_eq!(answers.iter().filter(|won| **won).count(), 1);
    assert!(written!(db, |tx| spent::spend(tx, "assertion", "bank", "jti1", at(10))).unwrap());
    assert!(written!(db, |tx| spent::spend(tx, "other", "shop", "jti1", at(20))).unwrap());
    assert_eq!(written!(db, |tx| spent::sweep(tx, at(9), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| spent::sweep(tx, at(10), 1)).unwrap(), 1, "so many at once");
    assert_eq!(written!(db, |tx| spent::sweep(tx, at(10), 10)).unwrap(), 1);
    assert!(written!(db, |tx| spent::spend(tx, "assertion", "shop", "jti1", at(30))).unwrap());
});

on_both!(what_one_client_was_granted_is_listed_and_taken_back, |db| async move {
    furnish(&db).await;
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    written!(db, |tx| client::insert(tx, &client("blog"))).unwrap();
    for (id, client_id, account_id) in [("g2", "blog", "alice"), ("g3", "shop", "bob")] {
        let row = grant::Grant {
            client_id: client_id.into(),
            account_id: account_id.into(),
            created_at: at(5),
            ..grant(id)
        };
        written!(db, |tx| grant::insert(tx, &row)).unwrap();
    }
    written!(db, |tx| token::insert_refresh(tx, &[1], "g1", "shop", NOW, at(900), None)).unwrap();
    assert!(written!(db, |tx| token::rotate_refresh(tx, &[1], &[2], at(7))).unwrap());
    written!(db, |tx| consent::put(tx, "alice", "shop", "openid", at(3))).unwrap();
    let listed = seen!(db, |r| grant::of_account(r, "alice", at(8)));
    let listed: Vec<_> =
        listed.into_iter().map(|row| (row.client_id, row.created_at, row.refreshed_at)).collect();
    assert_eq!(listed, [("shop".to_owned(), NOW, Some(at(7))), ("blog".to_owned(), at(5), None)]);
    let allowed = seen!(db, |r| consent::of_account(r, "alice"));
    assert_eq!(allowed.iter().map(|row| row.client_id.as_str()).collect::<Vec<_>>(), ["shop"]);
    assert_eq!(allowed[0].granted_at, at(3));
    assert!(seen!(db, |r| consent::of_account(r, "bob")).is_empty());
    assert_eq!(written!(db, |tx| grant::revoke_of_client(tx, "alice", "shop", at(9))).unwrap(), 1);
    assert_eq!(written!(db, |tx| grant::revoke_of_client(tx, "alice", "shop", at(9))).unwrap(), 0);
    assert_eq!(seen!(db, |r| grant::of_account(r, "alice", at(9))).len(), 1);
    assert!(seen!(db, |r| grant::find_live(r, "g3", at(9))).is_some(), "another person's stands");
});

fn device(number: u8) -> device_authorization::DeviceAuthorization {
    device_authorization::DeviceAuthorization {
        device_hash: vec![number],
        user_code_hash: vec![number, number],
        client_id: "shop".into(),
        scope: "openid".into(),
        resources: "[]".into(),
        address: "192.0.2.7".into(),
        user_agent: "TV".into(),
        state: "pending".into(),
        grant_id: None,
        poll_interval: 5_000,
        polled_at: None,
        hurried: false,
        created_at: NOW,
        expires_at: at(600_000),
    }
}

on_both!(a_device_waits_until_it_is_let_in_once, |db| async move {
    furnish(&db).await;
    written!(db, |tx| device_authorization::insert(tx, &device(1))).unwrap();
    let same_code = device_authorization::DeviceAuthorization { device_hash: vec![9], ..device(1) };
    assert!(matches!(written!(db, |tx| device_authorization::insert(tx, &same_code)), Err(Error::Duplicate)));
    assert_eq!(seen!(db, |r| device_authorization::find_pending(r, &[1, 1], at(9))), Some(device(1)));
    assert_eq!(seen!(db, |r| device_authorization::find_pending(r, &[1, 1], at(600_000))), None, "too late");
    assert!(
        !written!(db, |tx| device_authorization::redeem(tx, &[1], "shop", NOW)).unwrap(),
        "not allowed yet"
    );
    assert!(!written!(db, |tx| device_authorization::approve(tx, &[1], "g1", at(600_000))).unwrap());
    assert!(written!(db, |tx| device_authorization::approve(tx, &[1], "g1", NOW)).unwrap());
    assert!(!written!(db, |tx| device_authorization::approve(tx, &[1], "g2", NOW)).unwrap(), "once");
    assert!(!written!(db, |tx| device_authorization::deny(tx, &[1], NOW)).unwrap());
    assert_eq!(seen!(db, |r| device_authorization::find_pending(r, &[1, 1], NOW)), None);
    let polled = written!(db, |tx| device_authorization::poll(tx, &[1], "shop", NOW)).unwrap().unwrap();
    assert_eq!((polled.state.as_str(), polled.grant_id.as_deref()), ("approved", Some("g1")));
    assert!(!written!(db, |tx| device_authorization::redeem(tx, &[1], "bank", NOW)).unwrap());
    let answers = race!(db, 64, |tx, _n| device_authorization::redeem(tx, &[1], "shop", NOW));
    assert_eq!(answers.iter().filter(|redeemed| **redeemed).count(), 1);
    written!(db, |tx| device_authorization::insert(tx, &device(2))).unwrap();
    assert!(written!(db, |tx| device_authorization::deny(tx, &[2], NOW)).unwrap());
    assert_eq!(written!(db, |tx| device_authorization::sweep(tx, at(599_999), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| device_authorization::sweep(tx, at(600_000), 10)).unwrap(), 2);
});

on_both!(a_device_that_hurries_waits_longer, |db| async move {
    furnish(&db).await;
    written!(db, |tx| device_authorization::insert(tx, &device(1))).unwrap();
    for (moment, hurried, interval) in [
        (0, false, 5_000),
        (5_000, false, 5_000),
        (9_999, true, 10_000),
        (19_998, true, 15_000),
        (34_998, false, 15_000),
    ] {
        let polled =
            written!(db, |tx| device_authorization::poll(tx, &[1], "shop", at(moment))).unwrap().unwrap();
        assert_eq!((polled.hurried, polled.poll_interval), (hurried, interval), "{moment}");
    }
    assert!(written!(db, |tx| device_authorization::poll(tx, &[1], "bank", NOW)).unwrap().is_none());
    let answers = race!(db, 16, |tx, _n| device_authorization::poll(tx, &[1], "shop", at(100_000)));
    assert_eq!(answers.iter().flatten().filter(|polled| !polled.hurried).count(), 1);
});

on_both!(a_client_that_describes_itself_never_takes_the_place_of_another, |db| async move {
    let described = |name: &str| {
        let mut row = client::Client { source: "document".into(), ..client("https://agent.example/c") };
        row.metadata.client_name = name.into();
        row
    };
    let (first, second) = (described("Agent"), described("Agent 2"));
    written!(db, |tx| client::describe(tx, &first, NOW)).unwrap();
    written!(db, |tx| client::describe(tx, &second, at(5))).unwrap();
    let stored = seen!(db, |r| client::find(r, "https://agent.example/c")).unwrap();
    assert_eq!(
        (stored.metadata.client_name.as_str(), stored.created_at, stored.updated_at),
        ("Agent 2", NOW, at(5))
    );
    for moment in [4, 5] {
        let older = described("Agent 1");
        written!(db, |tx| client::describe(tx, &older, at(moment))).unwrap();
    }
    assert_eq!(seen!(db, |r| client::find(r, "https://agent.example/c")).unwrap(), stored, "read before");
    let disabled = client::Client { disabled: true, ..stored };
    assert!(written!(db, |tx| client::update(tx, &disabled, at(6))).unwrap());
    let third = described("Agent 3");
    written!(db, |tx| client::describe(tx, &third, at(7))).unwrap();
    let stored = seen!(db, |r| client::find(r, "https://agent.example/c")).unwrap();
    assert!(stored.disabled && stored.metadata.client_name == "Agent 2");
    written!(db, |tx| client::insert(tx, &client("shop"))).unwrap();
    let shop = client::Client { source: "document".into(), ..client("shop") };
    written!(db, |tx| client::describe(tx, &shop, at(8))).unwrap();
    assert_eq!(seen!(db, |r| client::find(r, "shop")).unwrap(), client("shop"), "registered");
});
