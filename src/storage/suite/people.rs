//! `account`, `login_name`, `authenticator`, `data_key`.

use super::*;
use crate::{
    on_both,
    storage::{
        Connection, account::State, authenticator, consent, data_key, declined_offer, factor_freeze,
        remembered_device,
    },
};

on_both!(an_account_comes_back_as_it_was_stored, |db| async move {
    let mut alice = account("alice");
    alice.profile.name = Some("Alice Ærlig".into());
    alice.profile.address =
        Some(account::Address { locality: Some("Århus".into()), ..account::Address::default() });
    alice.phone = Some("+4512345678".into());
    alice.email_verified_at = Some(at(-5));
    alice.language = account::Language { tag: Some("da".into()), chosen: true };
    let stored = alice.clone();
    written!(db, |tx| account::insert(tx, &stored)).unwrap();
    assert_eq!(seen!(db, |r| account::find(r, "alice")).unwrap(), alice);
    assert_eq!(seen!(db, |r| account::find(r, "bob")), None);
});

on_both!(a_chosen_language_gives_way_to_another_choice_only, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    let language = |tag: &str, chosen| account::Language { tag: Some(tag.into()), chosen };
    assert!(written!(db, |tx| account::speak(tx, "alice", &language("de", false))).unwrap());
    assert!(written!(db, |tx| account::speak(tx, "alice", &language("fr", false))).unwrap());
    assert_eq!(seen!(db, |r| account::find(r, "alice")).unwrap().language, language("fr", false));
    assert!(written!(db, |tx| account::speak(tx, "alice", &language("hi", true))).unwrap());
    assert!(!written!(db, |tx| account::speak(tx, "alice", &language("de", false))).unwrap());
    assert!(written!(db, |tx| account::speak(tx, "alice", &language("ar", true))).unwrap());
    let alice = seen!(db, |r| account::find(r, "alice")).unwrap();
    assert_eq!(alice.language, language("ar", true));
    assert_eq!((alice.updated_at, alice.version), (NOW, 0), "no claim has changed");
    assert_eq!(seen!(db, |r| account::find(r, "bob")).unwrap().language, account::Language::default());
});

on_both!(an_account_is_found_by_any_spelling_of_its_names, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    for name in ["alice", " ALICE ", "ａlice", "Alice@Example.ORG"] {
        let found = seen!(db, |r| account::find_by_name(r, name));
        assert_eq!(found.map(|found| found.account_id).as_deref(), Some("alice"), "{name}");
    }
    assert!(seen!(db, |r| account::find_by_name(r, "alice@example.com")).is_none());
});

on_both!(no_two_accounts_share_a_name, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    let mut twin = account("bob");
    twin.username = "ALICE".into();
    let same_name = twin.clone();
    assert!(matches!(written!(db, |tx| account::insert(tx, &same_name)), Err(Error::Duplicate)));
    // Nobody's user name is somebody else's address.
    twin.username = "alice@EXAMPLE.org".into();
    assert!(matches!(written!(db, |tx| account::insert(tx, &twin)), Err(Error::Duplicate)));
    assert_eq!(seen!(db, |r| account::count(r)), 1, "the refused accounts left nothing behind");

    written!(db, |tx| account::insert(tx, &account("carol"))).unwrap();
    let mut carol = account("carol");
    carol.email = Some("alice@example.org".into());
    assert!(matches!(written!(db, |tx| account::update(tx, &carol, NOW)), Err(Error::Duplicate)));
    assert!(seen!(db, |r| account::find_by_name(r, "carol@example.org")).is_some(), "its own name stays");
    assert!(matches!(written!(db, |tx| account::insert(tx, &account("carol"))), Err(Error::Duplicate)));
});

on_both!(an_account_whose_user_name_is_its_address_has_one_name, |db| async move {
    let mut alice = account("alice");
    alice.username = "alice@example.org".into();
    written!(db, |tx| account::insert(tx, &alice)).unwrap();
    assert!(seen!(db, |r| account::find_by_name(r, "alice@example.org")).is_some());
});

on_both!(an_account_is_updated_once_for_each_version, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    let mut renamed = account("alice");
    renamed.username = "liddell".into();
    renamed.email = None;
    let first = renamed.clone();
    assert!(written!(db, |tx| account::update(tx, &first, at(1))).unwrap());
    assert!(
        !written!(db, |tx| account::update(tx, &renamed, at(2))).unwrap(),
        "the version is no longer current"
    );
    let stands = seen!(db, |r| account::find_by_name(r, "Liddell")).unwrap();
    assert_eq!((stands.version, stands.updated_at, stands.email), (1, at(1), None));
    for old in ["alice", "alice@example.org"] {
        assert!(seen!(db, |r| account::find_by_name(r, old)).is_none(), "{old} is free again");
    }
});

on_both!(accounts_are_listed_in_pages, |db| async move {
    for name in ["dora", "alice", "carol", "bob", "erin"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    let mut pages = Vec::new();
    let mut after = String::new();
    loop {
        let page = seen!(db, |r| account::list(r, &after, 2));
        let Some(last) = page.last() else { break };
        after.clone_from(&last.account_id);
        pages.push(page.into_iter().map(|account| account.account_id).collect::<Vec<_>>().join(" "));
    }
    assert_eq!(pages, ["alice bob", "carol dora", "erin"]);
    assert_eq!(seen!(db, |r| account::count(r)), 5);
});

on_both!(a_disabled_account_has_neither_sessions_nor_grants, |db| async move {
    furnish(&db).await;
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], NOW)).is_some());
    assert!(seen!(db, |r| grant::find_live(r, "g1", NOW)).is_some());
    assert!(written!(db, |tx| account::set_state(tx, "alice", State::Disabled, at(3))).unwrap());
    assert!(!written!(db, |tx| account::set_state(tx, "nobody", State::Disabled, at(3))).unwrap());
    assert_eq!(seen!(db, |r| account::find(r, "alice")).unwrap().state, State::Disabled);
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], NOW)).is_none());
    assert!(seen!(db, |r| grant::find_live(r, "g1", NOW)).is_none());
    assert!(written!(db, |tx| account::set_state(tx, "alice", State::Active, at(4))).unwrap());
    assert!(seen!(db, |r| session::find_live(r, &[1; 32], NOW)).is_some());
});

on_both!(an_address_is_verified_once_and_only_while_it_is_the_present_one, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    assert!(!written!(db, |tx| account::verify_email(tx, "alice", "old@example.org", at(1))).unwrap());
    assert!(written!(db, |tx| account::verify_email(tx, "alice", "alice@example.org", at(2))).unwrap());
    assert!(!written!(db, |tx| account::verify_email(tx, "alice", "alice@example.org", at(3))).unwrap());
    let alice = seen!(db, |r| account::find(r, "alice")).unwrap();
    assert_eq!((alice.email_verified_at, alice.version), (Some(at(2)), 1));
});

on_both!(an_account_takes_everything_of_its_own_along, |db| async move {
    furnish(&db).await;
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    written!(db, |tx| session::know_device(tx, &[9; 32], "alice", NOW)).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    written!(db, |tx| consent::put(tx, "alice", "shop", "openid", NOW)).unwrap();
    assert!(written!(db, |tx| account::delete(tx, "alice")).unwrap());
    assert!(!written!(db, |tx| account::delete(tx, "alice")).unwrap());
    assert!(seen!(db, |r| account::find_by_name(r, "alice")).is_none());
    assert!(seen!(db, |r| session::of_account(r, "alice", NOW)).is_empty());
    assert!(!seen!(db, |r| session::is_known_device(r, &[9; 32], "alice")));
    assert!(seen!(db, |r| authenticator::of_account(r, "alice")).is_empty());
    assert_eq!(seen!(db, |r| consent::find(r, "alice", "shop")), None);
    assert!(seen!(db, |r| grant::clients_of_session(r, "s1")).is_empty());
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
});

fn authenticator(authenticator_id: &str) -> authenticator::Authenticator {
    authenticator::Authenticator {
        authenticator_id: authenticator_id.into(),
        account_id: "alice".into(),
        kind: "totp".into(),
        handle_hash: None,
        name: "Phone".into(),
        state: "active".into(),
        credential_sealed: vec![1, 2, 3],
        high_water: None,
        version: 0,
        created_at: NOW,
        last_used_at: None,
    }
}

on_both!(authenticators_are_found_by_account_and_by_handle, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    let mut passkey = authenticator("a2");
    passkey.handle_hash = Some(vec![7; 32]);
    passkey.created_at = at(-1);
    let (older, mut same_handle) = (passkey.clone(), passkey);
    same_handle.authenticator_id = "a3".into();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    written!(db, |tx| authenticator::insert(tx, &older)).unwrap();
    assert!(matches!(written!(db, |tx| authenticator::insert(tx, &same_handle)), Err(Error::Duplicate)));
    let names: Vec<_> = seen!(db, |r| authenticator::of_account(r, "alice"))
        .into_iter()
        .map(|row| (row.authenticator_id, row.credential_sealed, row.high_water, row.last_used_at))
        .collect();
    let row = |name: &str| (name.to_owned(), vec![1, 2, 3], None, None);
    assert_eq!(names, [row("a2"), row("a1")], "oldest first");
    let found = seen!(db, |r| authenticator::find_by_handle(r, &[7; 32])).unwrap();
    assert_eq!((found.authenticator_id.as_str(), found.account_id.as_str()), ("a2", "alice"));
    assert!(seen!(db, |r| authenticator::find_by_handle(r, &[8; 32])).is_none());
});

on_both!(an_authenticator_spends_each_step_once, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    let cases = [
        (0, Some(10), None, true, "the first step"),
        (0, Some(11), None, false, "a version that is no longer current"),
        (1, Some(10), None, false, "the same step again"),
        (1, Some(9), None, false, "an earlier step"),
        (1, Some(11), Some(&[4_u8][..]), true, "a later step, with an amended credential"),
        (2, None, None, true, "a use without a step"),
        (2, None, None, true, "another at the same time: nothing was changed"),
        (2, Some(11), None, false, "the step is still remembered"),
    ];
    for (version, step, amended, spent, why) in cases {
        let answer =
            written!(db, |tx| authenticator::spend(tx, "a1", version, step, amended, at(version))).unwrap();
        assert_eq!(answer, spent, "{why}");
    }
    let row = seen!(db, |r| authenticator::of_account(r, "alice")).remove(0);
    assert_eq!((row.version, row.high_water, row.last_used_at), (2, Some(11), Some(at(2))));
    assert_eq!(row.credential_sealed, [4]);
    assert!(!written!(db, |tx| authenticator::spend(tx, "a9", 0, None, None, NOW)).unwrap());
});

on_both!(of_64_uses_of_one_step_one_succeeds, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    let answers = race!(db, 64, |tx, _n| authenticator::spend(tx, "a1", 0, Some(10), None, NOW));
    assert_eq!(answers.iter().filter(|spent| **spent).count(), 1);
});

on_both!(a_disabled_kind_proves_nothing_until_it_is_replaced, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    for name in ["a1", "a2"] {
        written!(db, |tx| authenticator::insert(tx, &authenticator(name))).unwrap();
    }
    let mut password = authenticator("p1");
    password.kind = "password".into();
    written!(db, |tx| authenticator::insert(tx, &password)).unwrap();
    assert_eq!(written!(db, |tx| authenticator::disable_kind(tx, "alice", "totp")).unwrap(), 2);
    assert_eq!(written!(db, |tx| authenticator::disable_kind(tx, "alice", "totp")).unwrap(), 0);
    assert!(!written!(db, |tx| authenticator::spend(tx, "a1", 1, Some(10), None, NOW)).unwrap());
    assert!(written!(db, |tx| authenticator::spend(tx, "p1", 0, None, None, NOW)).unwrap(), "another kind");
    assert!(written!(db, |tx| authenticator::replace(tx, "a1", &[5])).unwrap());
    assert!(!written!(db, |tx| authenticator::replace(tx, "a9", &[5])).unwrap());
    assert!(written!(db, |tx| authenticator::spend(tx, "a1", 2, Some(10), None, NOW)).unwrap());
    let rows = seen!(db, |r| authenticator::of_account(r, "alice"));
    let states: Vec<_> = rows.iter().map(|row| (row.authenticator_id.as_str(), row.state.as_str())).collect();
    assert_eq!(states, [("a1", "active"), ("a2", "disabled"), ("p1", "active")]);
    assert_eq!(rows[0].credential_sealed, [5]);
});

on_both!(an_authenticator_is_removed_by_its_owner_only, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    assert!(!written!(db, |tx| authenticator::delete(tx, "mallory", "a1")).unwrap());
    assert!(written!(db, |tx| authenticator::delete(tx, "alice", "a1")).unwrap());
    assert!(!written!(db, |tx| authenticator::delete(tx, "alice", "a1")).unwrap());
});

on_both!(all_of_one_kind_go_at_once, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    for (id, owner, kind) in
        [("a1", "alice", "totp"), ("a2", "alice", "totp"), ("a3", "alice", "password"), ("b1", "bob", "totp")]
    {
        let row =
            authenticator::Authenticator { account_id: owner.into(), kind: kind.into(), ..authenticator(id) };
        written!(db, |tx| authenticator::insert(tx, &row)).unwrap();
    }
    assert_eq!(written!(db, |tx| authenticator::delete_kind(tx, "alice", "totp")).unwrap(), 2);
    assert_eq!(written!(db, |tx| authenticator::delete_kind(tx, "alice", "totp")).unwrap(), 0);
    assert_eq!(seen!(db, |r| authenticator::of_account(r, "alice")).remove(0).authenticator_id, "a3");
    assert_eq!(seen!(db, |r| authenticator::of_account(r, "bob")).len(), 1);
});

on_both!(the_only_one_of_its_kind_takes_the_place_of_what_was_there, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    for id in ["a1", "a2"] {
        written!(db, |tx| authenticator::insert(tx, &authenticator(id))).unwrap();
    }
    let mut passkey = authenticator("p1");
    passkey.kind = "passkey".into();
    written!(db, |tx| authenticator::insert(tx, &passkey)).unwrap();
    for id in ["a3", "a4"] {
        let row = authenticator::Authenticator { high_water: Some(7), ..authenticator(id) };
        written!(db, |tx| authenticator::insert_sole(tx, &row)).unwrap();
        let rows = seen!(db, |r| authenticator::of_account(r, "alice"));
        let found: Vec<_> = rows.iter().map(|row| (&*row.authenticator_id, row.high_water)).collect();
        assert_eq!(found, [(id, Some(7)), ("p1", None)]);
    }
});

on_both!(of_many_enrolments_at_once_one_stays_whole, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    for _ in 0..8 {
        race!(db, 16, |tx, number| {
            let row = authenticator::Authenticator {
                authenticator_id: format!("a{number}"),
                credential_sealed: vec![number; 8],
                ..authenticator("")
            };
            async move { authenticator::insert_sole(tx, &row).await }
        });
        let rows = seen!(db, |r| authenticator::of_account(r, "alice"));
        assert_eq!(rows.len(), 1, "{rows:?}");
        let number: u8 = rows[0].authenticator_id[1..].parse().unwrap();
        assert_eq!(rows[0].credential_sealed, vec![number; 8], "no mixture of two");
    }
});

on_both!(only_its_owner_renames_an_authenticator, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    assert!(!written!(db, |tx| authenticator::rename(tx, "mallory", "a1", "mine")).unwrap());
    assert!(written!(db, |tx| authenticator::rename(tx, "alice", "a1", "My phone")).unwrap());
    assert_eq!(seen!(db, |r| authenticator::of_account(r, "alice")).remove(0).name, "My phone");
});

on_both!(one_authenticator_is_disabled_by_its_owner_only, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    assert!(!written!(db, |tx| authenticator::disable(tx, "mallory", "a1")).unwrap());
    assert!(written!(db, |tx| authenticator::disable(tx, "alice", "a1")).unwrap());
    assert!(!written!(db, |tx| authenticator::disable(tx, "alice", "a1")).unwrap());
    assert!(!written!(db, |tx| authenticator::spend(tx, "a1", 1, None, None, NOW)).unwrap());
});

fn device(device_id: &str, browser: u8) -> remembered_device::RememberedDevice {
    remembered_device::RememberedDevice {
        device_id: device_id.into(),
        account_id: "alice".into(),
        browser_hash: vec![browser; 32],
        label: "Firefox (Linux)".into(),
        address: "192.0.2.1".into(),
        created_at: NOW,
        expires_at: at(1_000),
    }
}

on_both!(a_device_is_remembered_for_a_while_and_once, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    written!(db, |tx| remembered_device::insert(tx, &device("d1", 1))).unwrap();
    written!(db, |tx| remembered_device::insert(tx, &device("d2", 2))).unwrap();
    let again = remembered_device::RememberedDevice { expires_at: at(5_000), ..device("d3", 1) };
    written!(db, |tx| remembered_device::insert(tx, &again)).unwrap();
    let live = |account: &'static str, browser: u8, now| {
        let db = db.clone();
        async move { seen!(db, |r| remembered_device::is_live(r, account, &[browser; 32], now)) }
    };
    assert!(live("alice", 1, at(4_999)).await, "the second time counts");
    assert!(!live("alice", 2, at(1_000)).await, "lapsed");
    assert!(!live("bob", 1, NOW).await, "somebody else's");
    let ids = |rows: Vec<remembered_device::RememberedDevice>| {
        rows.into_iter().map(|row| row.device_id).collect::<Vec<_>>()
    };
    assert_eq!(ids(seen!(db, |r| remembered_device::of_account(r, "alice", NOW))), ["d1", "d2"]);
    assert!(!written!(db, |tx| remembered_device::forget(tx, "bob", "d1")).unwrap());
    assert!(written!(db, |tx| remembered_device::forget(tx, "alice", "d1")).unwrap());
    assert_eq!(written!(db, |tx| remembered_device::sweep(tx, at(1_000))).unwrap(), 1);
    written!(db, |tx| remembered_device::insert(tx, &device("d4", 4))).unwrap();
    assert_eq!(written!(db, |tx| remembered_device::forget_all(tx, "alice")).unwrap(), 1);
});

on_both!(a_declined_offer_comes_again_when_it_was_not_for_good, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| declined_offer::put(tx, "alice", "passkey", Some(at(10)))).unwrap();
    assert_eq!(seen!(db, |r| declined_offer::kinds(r, "alice", at(9))), ["passkey"]);
    assert!(seen!(db, |r| declined_offer::kinds(r, "alice", at(10))).is_empty());
    written!(db, |tx| declined_offer::put(tx, "alice", "passkey", None)).unwrap();
    assert_eq!(seen!(db, |r| declined_offer::kinds(r, "alice", at(99_999))), ["passkey"]);
});

on_both!(factors_are_frozen_until_they_are_thawed, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    assert!(!seen!(db, |r| factor_freeze::is_frozen(r, "alice")));
    assert!(written!(db, |tx| factor_freeze::freeze(tx, "alice", NOW)).unwrap());
    assert!(!written!(db, |tx| factor_freeze::freeze(tx, "alice", at(1))).unwrap());
    assert!(seen!(db, |r| factor_freeze::is_frozen(r, "alice")));
    assert!(written!(db, |tx| factor_freeze::thaw(tx, "alice")).unwrap());
    assert!(!written!(db, |tx| factor_freeze::thaw(tx, "alice")).unwrap());
});

fn data_key(authenticator_id: &str) -> data_key::DataKeyRow {
    data_key::DataKeyRow {
        authenticator_id: authenticator_id.into(),
        account_id: "alice".into(),
        key_sealed: vec![5; 48],
        created_at: NOW,
    }
}

on_both!(a_key_goes_with_its_authenticator_and_with_its_account, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    for name in ["a1", "a2", "a3"] {
        written!(db, |tx| authenticator::insert(tx, &authenticator(name))).unwrap();
        written!(db, |tx| data_key::insert(tx, &data_key(name))).unwrap();
    }
    let keys = |rows: Vec<data_key::DataKeyRow>| {
        let mut names: Vec<_> = rows.into_iter().map(|row| row.authenticator_id).collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(keys(seen!(db, |r| data_key::of_account(r, "alice"))), "a1 a2 a3");
    assert_eq!(keys(seen!(db, |r| data_key::of_account(r, "bob"))), "");
    assert!(matches!(written!(db, |tx| data_key::insert(tx, &data_key("a1"))), Err(Error::Duplicate)));
    assert!(!written!(db, |tx| data_key::destroy(tx, "bob", "a1")).unwrap(), "whose it is not");
    assert!(written!(db, |tx| data_key::destroy(tx, "alice", "a1")).unwrap());
    assert!(!written!(db, |tx| data_key::destroy(tx, "alice", "a1")).unwrap());
    assert!(written!(db, |tx| authenticator::delete(tx, "alice", "a2")).unwrap());
    assert_eq!(keys(seen!(db, |r| data_key::of_account(r, "alice"))), "a3");
    let delete = "DELETE FROM account WHERE account_id = 'alice'";
    commit(&db, move |tx| Box::pin(async move { tx.query(delete).execute().await })).await.unwrap();
    assert_eq!(keys(seen!(db, |r| data_key::of_account(r, "alice"))), "");
});
