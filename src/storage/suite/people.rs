//! `account`, `login_name`, `authenticator`, `data_key`.

use super::*;
use crate::{
    on_both,
    storage::{
        Connection, account::State, account_at_browser, account_deletion, account_reset, account_role,
        authenticator, brand, consent, contact_change, data_key, declined_offer, factor_freeze, invitation,
        password_history, picture, registration, remembered_device, testing,
    },
    text::variables::Variables,
};

on_both!(an_account_comes_back_as_it_was_stored, |db| async move {
    let mut alice = account("alice");
    alice.profile.name = Some("Alice Ærlig".into());
    alice.profile.address =
        Some(account::Address { locality: Some("Århus".into()), ..account::Address::default() });
    alice.phone = Some("+4512345678".into());
    alice.email_verified_at = Some(at(-5));
    alice.language = account::Language { tag: Some("da".into()), chosen: true };
    alice.attributes.insert("tools".into(), serde_json::json!({ "hammer": [1, 2.5, "Ærø", null] }));
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
    renamed.attributes = account::Attributes::from([("shift".to_owned(), "day".into())]);
    let first = renamed.clone();
    assert!(written!(db, |tx| account::update(tx, &first, at(1))).unwrap());
    assert!(
        !written!(db, |tx| account::update(tx, &renamed, at(2))).unwrap(),
        "the version is no longer current"
    );
    let stands = seen!(db, |r| account::find_by_name(r, "Liddell")).unwrap();
    assert_eq!((stands.version, stands.updated_at, stands.email), (1, at(1), None));
    assert_eq!(stands.attributes["shift"], "day");
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

on_both!(an_account_takes_everything_of_its_own_along, |db| async move {
    furnish(&db).await;
    written!(db, |tx| session::insert(tx, &session("s1", 1))).unwrap();
    written!(db, |tx| session::know_device(tx, &[9; 32], "alice", NOW)).unwrap();
    written!(db, |tx| authenticator::insert(tx, &authenticator("a1"))).unwrap();
    written!(db, |tx| consent::put(tx, "alice", "shop", "openid", NOW)).unwrap();
    let version = seen!(db, |r| account::find(r, "alice")).unwrap().version;
    assert!(!written!(db, |tx| account::delete(tx, "alice", Some(version + 1), NOW)).unwrap());
    assert!(written!(db, |tx| account::delete(tx, "alice", Some(version), NOW)).unwrap());
    assert!(!written!(db, |tx| account::delete(tx, "alice", None, NOW)).unwrap());
    assert!(seen!(db, |r| account::find_by_name(r, "alice")).is_none());
    assert!(seen!(db, |r| session::of_account(r, "alice", NOW)).is_empty());
    assert!(!seen!(db, |r| account_at_browser::find(r, "alice", &[9; 32], NOW)).known);
    assert!(seen!(db, |r| authenticator::of_account(r, "alice")).is_empty());
    assert_eq!(seen!(db, |r| consent::find(r, "alice", "shop")), None);
    assert_eq!(seen!(db, |r| testing::count(r, "authorization_grant")), 0);
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
        async move { seen!(db, |r| account_at_browser::find(r, account, &[browser; 32], now)).remembered }
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
    assert_eq!(written!(db, |tx| remembered_device::sweep(tx, at(1_000), 10)).unwrap(), 1);
    written!(db, |tx| remembered_device::insert(tx, &device("d4", 4))).unwrap();
    assert_eq!(written!(db, |tx| remembered_device::forget_all(tx, "alice")).unwrap(), 1);
});

on_both!(a_declined_offer_comes_again_when_it_was_not_for_good, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| declined_offer::put(tx, "alice", "passkey", Some(at(10)))).unwrap();
    let declined = |now| {
        let db = db.clone();
        async move { seen!(db, |r| account_at_browser::find(r, "alice", &[], now)).declined }
    };
    assert_eq!(declined(at(9)).await, ["passkey"]);
    assert!(declined(at(10)).await.is_empty());
    assert_eq!(seen!(db, |r| declined_offer::kinds(r, "alice", at(9))), ["passkey"]);
    assert!(seen!(db, |r| declined_offer::kinds(r, "alice", at(10))).is_empty());
    written!(db, |tx| declined_offer::put(tx, "alice", "passkey", None)).unwrap();
    assert_eq!(seen!(db, |r| declined_offer::kinds(r, "alice", at(99_999))), ["passkey"]);
    written!(db, |tx| declined_offer::put(tx, "alice", "totp", None)).unwrap();
    let mut both = declined(at(99_999)).await;
    both.sort();
    assert_eq!(both, ["passkey", "totp"]);
});

on_both!(factors_are_frozen_until_they_are_thawed, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    assert!(!seen!(db, |r| factor_freeze::is_frozen(r, "alice")));
    assert!(!seen!(db, |r| account_at_browser::find(r, "alice", &[], NOW)).frozen);
    assert!(written!(db, |tx| factor_freeze::freeze(tx, "alice", NOW)).unwrap());
    assert!(!written!(db, |tx| factor_freeze::freeze(tx, "alice", at(1))).unwrap());
    assert!(seen!(db, |r| factor_freeze::is_frozen(r, "alice")));
    assert!(seen!(db, |r| account_at_browser::find(r, "alice", &[], NOW)).frozen);
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

fn former(history_id: &str, account_id: &str, replaced_at: Timestamp) -> password_history::FormerPassword {
    password_history::FormerPassword {
        history_id: history_id.into(),
        account_id: account_id.into(),
        credential_sealed: vec![7],
        replaced_at,
    }
}

on_both!(the_newest_former_passwords_of_an_account_are_kept, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    for (number, name) in ["h1", "h2", "h3", "h4"].into_iter().enumerate() {
        let row = former(name, "alice", at(i64::try_from(number / 2).unwrap()));
        written!(db, |tx| password_history::insert(tx, &row)).unwrap();
    }
    written!(db, |tx| password_history::insert(tx, &former("h5", "bob", NOW))).unwrap();
    let kept = |rows: Vec<password_history::FormerPassword>| -> Vec<String> {
        rows.into_iter().map(|row| row.history_id).collect()
    };
    assert_eq!(kept(seen!(db, |r| password_history::of_account(r, "alice", 3))), ["h4", "h3", "h2"]);
    assert_eq!(written!(db, |tx| password_history::prune(tx, "alice", 2)).unwrap(), 2);
    assert_eq!(kept(seen!(db, |r| password_history::of_account(r, "alice", 9))), ["h4", "h3"]);
    assert_eq!(written!(db, |tx| password_history::prune(tx, "alice", 0)).unwrap(), 2);
    assert_eq!(kept(seen!(db, |r| password_history::of_account(r, "bob", 9))), ["h5"]);
    assert!(written!(db, |tx| account::delete(tx, "bob", None, NOW)).unwrap());
    assert!(seen!(db, |r| password_history::of_account(r, "bob", 9)).is_empty(), "it goes with its account");
});

on_both!(an_account_that_is_there_can_be_held, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    assert!(written!(db, |tx| account::hold(tx, "alice")).unwrap());
    assert_eq!(seen!(db, |r| account::find(r, "alice")).unwrap().version, 0, "which changes nothing");
    assert!(!written!(db, |tx| account::hold(tx, "bob")).unwrap());
});

fn reset(account_id: &str, reset_id: &str) -> account_reset::AccountReset {
    account_reset::AccountReset {
        account_id: account_id.into(),
        reset_id: reset_id.into(),
        started_at: NOW,
        opens_at: at(100),
        closes_at: at(200),
    }
}

on_both!(a_reset_opens_after_its_wait_and_is_used_once, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    assert!(seen!(db, |r| account_reset::find(r, "alice", NOW)).is_none());
    written!(db, |tx| account_reset::start(tx, &reset("alice", "r1"))).unwrap();
    assert_eq!(seen!(db, |r| account_reset::find(r, "alice", NOW)), Some(reset("alice", "r1")));
    for (moment, open) in [(99, false), (100, true), (199, true), (200, false)] {
        assert_eq!(
            seen!(db, |r| account_at_browser::find(r, "alice", &[], at(moment))).reset,
            open,
            "{moment}"
        );
    }
    assert!(!written!(db, |tx| account_reset::use_up(tx, "alice", at(99))).unwrap(), "not yet");
    assert!(!written!(db, |tx| account_reset::use_up(tx, "alice", at(200))).unwrap(), "no longer");
    let uses = race!(db, 16, |tx, _number| account_reset::use_up(tx, "alice", at(150)));
    assert_eq!(uses.into_iter().filter(|used| *used).count(), 1);
    assert!(seen!(db, |r| account_reset::find(r, "alice", NOW)).is_none());
});

on_both!(a_reset_is_stopped_by_its_own_link_only, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| account_reset::start(tx, &reset("alice", "r1"))).unwrap();
    let again = account_reset::AccountReset { opens_at: at(150), ..reset("alice", "r2") };
    written!(db, |tx| account_reset::start(tx, &again)).unwrap();
    assert!(!seen!(db, |r| account_at_browser::find(r, "alice", &[], at(149))).reset, "it waits anew");
    assert!(!written!(db, |tx| account_reset::cancel(tx, "alice", "r1")).unwrap());
    assert!(written!(db, |tx| account_reset::cancel(tx, "alice", "r2")).unwrap());
    assert!(!written!(db, |tx| account_reset::cancel(tx, "alice", "r2")).unwrap());
    written!(db, |tx| account_reset::start(tx, &reset("alice", "r3"))).unwrap();
    assert_eq!(written!(db, |tx| account_reset::sweep(tx, at(199), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| account_reset::sweep(tx, at(200), 10)).unwrap(), 1);
});

on_both!(an_account_has_one_picture, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    written!(db, |tx| picture::put(tx, "alice", "p1", &[1], NOW)).unwrap();
    written!(db, |tx| picture::put(tx, "alice", "p2", &[2], at(1))).unwrap();
    assert_eq!(seen!(db, |r| picture::find(r, "p1")), None, "the address of the old one leads nowhere");
    assert_eq!(seen!(db, |r| picture::find(r, "p2")), Some(vec![2]));
    assert_eq!(seen!(db, |r| picture::of_account(r, "alice")), Some((vec![2], at(1))));
    assert_eq!(seen!(db, |r| picture::of_account(r, "bob")), None);
    assert!(!written!(db, |tx| picture::delete(tx, "bob")).unwrap());
    written!(db, |tx| account::set_state(tx, "alice", State::Disabled, NOW)).unwrap();
    assert_eq!(seen!(db, |r| picture::find(r, "p2")), None, "a disabled account shows nothing");
    assert!(written!(db, |tx| picture::delete(tx, "alice")).unwrap());
});

fn change(address: &str) -> contact_change::ContactChange {
    contact_change::ContactChange {
        account_id: "alice".into(),
        kind: "email".into(),
        address: address.into(),
        code_hash: address.as_bytes().to_vec(),
        tries: 0,
        created_at: NOW,
        expires_at: at(1_000),
    }
}

on_both!(a_change_of_address_has_few_tries_and_ends_once, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| contact_change::put(tx, &change("a@example.org"))).unwrap();
    let tries = race!(db, 16, |tx, _n| contact_change::spend_try(tx, "alice", "email", 5, NOW));
    assert_eq!(tries.iter().flatten().count(), 5);
    written!(db, |tx| contact_change::put(tx, &change("b@example.org"))).unwrap();
    let found = seen!(db, |r| contact_change::find(r, "alice", "email", NOW)).unwrap();
    assert_eq!((found.address.as_str(), found.tries), ("b@example.org", 0), "a new code has its own tries");
    assert_eq!(seen!(db, |r| contact_change::find(r, "alice", "phone", NOW)), None);
    assert_eq!(seen!(db, |r| contact_change::find(r, "alice", "email", at(1_000))), None, "lapsed");
    assert!(!written!(db, |tx| contact_change::settle(tx, "alice", "email", b"a@example.org")).unwrap());
    let ends = race!(db, 16, |tx, _n| contact_change::settle(tx, "alice", "email", b"b@example.org"));
    assert_eq!(ends.iter().filter(|ended| **ended).count(), 1);
    written!(db, |tx| contact_change::put(tx, &change("c@example.org"))).unwrap();
    assert_eq!(written!(db, |tx| contact_change::sweep(tx, at(999), 10)).unwrap(), 0);
    assert_eq!(written!(db, |tx| contact_change::sweep(tx, at(1_000), 10)).unwrap(), 1);
    written!(db, |tx| contact_change::put(tx, &change("d@example.org"))).unwrap();
    assert_eq!(written!(db, |tx| contact_change::forget(tx, "alice")).unwrap(), 1);
});

on_both!(an_account_is_erased_on_its_day_and_once, |db| async move {
    furnish(&db).await;
    assert!(written!(db, |tx| account_deletion::request(tx, "alice", NOW, at(10))).unwrap());
    assert!(!written!(db, |tx| account_deletion::request(tx, "alice", NOW, at(99))).unwrap());
    assert_eq!(seen!(db, |r| account_deletion::find(r, "alice")), Some(at(10)), "asked twice, the day stays");
    assert!(written!(db, |tx| account_deletion::cancel(tx, "alice", at(9))).unwrap());
    assert!(!written!(db, |tx| account_deletion::cancel(tx, "alice", at(9))).unwrap());
    written!(db, |tx| account_deletion::request(tx, "alice", NOW, at(10))).unwrap();
    assert!(!written!(db, |tx| account_deletion::cancel(tx, "alice", at(10))).unwrap(), "too late");
    assert!(seen!(db, |r| account_deletion::due(r, at(9), 10)).is_empty());
    assert_eq!(seen!(db, |r| account_deletion::due(r, at(10), 10)), ["alice"]);
    assert!(!written!(db, |tx| account_deletion::erase(tx, "alice", at(9))).unwrap());
    let erased = race!(db, 8, |tx, _n| account_deletion::erase(tx, "alice", at(10)));
    assert_eq!(erased.iter().filter(|erased| **erased).count(), 1);
    assert!(seen!(db, |r| account::find(r, "alice")).is_none());
    assert!(seen!(db, |r| account_deletion::due(r, at(10), 10)).is_empty());
});

on_both!(an_account_that_its_person_made_is_unfinished_until_they_are_in, |db| async move {
    for name in ["alice", "bob", "carol"] {
        written!(db, |tx| account::insert(tx, &account(name))).unwrap();
    }
    written!(db, |tx| registration::start(tx, "alice", NOW)).unwrap();
    written!(db, |tx| registration::start(tx, "bob", NOW)).unwrap();
    let row = authenticator::Authenticator { account_id: "bob".into(), ..authenticator("a1") };
    written!(db, |tx| authenticator::insert(tx, &row)).unwrap();
    let since = async |name: &str| seen!(db, |r| registration::holder(r, name)).unwrap().unfinished_since;
    assert_eq!(since("ALICE@example.org").await, Some(NOW));
    assert_eq!(since("bob").await, None, "it has something to sign in with");
    assert_eq!(since("carol").await, None, "an operator made it");
    assert!(seen!(db, |r| registration::holder(r, "dave")).is_none());
    let holder = seen!(db, |r| registration::holder(r, "alice")).unwrap();
    assert_eq!((holder.role, holder.language, holder.language_chosen), (None, None, false));
    assert!(holder.profile.starts_with('{'), "{}", holder.profile);
    written!(db, |tx| account_role::put(tx, "bob", "owner", NOW)).unwrap();
    let spoken = account::Language { tag: Some("de".into()), chosen: true };
    written!(db, |tx| account::speak(tx, "bob", &spoken)).unwrap();
    let bob = seen!(db, |r| registration::holder(r, "bob")).unwrap();
    assert_eq!(
        (bob.role.as_deref(), bob.language.as_deref(), bob.language_chosen),
        (Some("owner"), Some("de"), true)
    );
    let holder = seen!(db, |r| registration::holder(r, "alice")).unwrap();
    assert_eq!((&*holder.username, &*holder.state, holder.email_verified_at), ("alice", "active", None));

    assert!(written!(db, |tx| registration::tell(tx, "alice", Some(("2", "https://x/")), at(1))).unwrap());
    assert!(!written!(db, |tx| registration::tell(tx, "carol", None, at(1))).unwrap());
    let told = seen!(db, |r| registration::find(r, "alice")).unwrap();
    assert_eq!((told.told_at, told.terms_version.as_deref()), (Some(at(1)), Some("2")));
    assert_eq!((told.terms_uri.as_deref(), told.terms_accepted_at), (Some("https://x/"), Some(at(1))));
    assert_eq!(seen!(db, |r| registration::find(r, "carol")), None);
    let here = async |name: &str| seen!(db, |r| account_at_browser::find(r, name, &[], NOW)).registration;
    assert_eq!((here("alice").await, here("carol").await), (Some(told), None));

    assert_eq!(written!(db, |tx| registration::sweep(tx, at(-1), 10)).unwrap(), 0, "too young");
    assert!(written!(db, |tx| registration::finish(tx, "bob", at(2))).unwrap());
    assert!(!written!(db, |tx| registration::finish(tx, "bob", at(3))).unwrap());
    assert_eq!(written!(db, |tx| registration::sweep(tx, NOW, 10)).unwrap(), 1);
    assert!(seen!(db, |r| account::find(r, "alice")).is_none(), "nobody came back for it");
    assert_eq!(seen!(db, |r| account::count(r)), 2);
});

fn invited(invitation_id: &str, email: Option<&str>) -> invitation::Record {
    invitation::Record {
        invitation_id: invitation_id.into(),
        gives: invitation::Invitation { email: email.map(str::to_owned), groups: vec!["staff".into()] },
        language: Some("de".into()),
        created_at: NOW,
        expires_at: at(10),
        ..invitation::Record::default()
    }
}

on_both!(an_invitation_is_used_once, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    let (staff, open) = (invited("i1", Some("a@example.org")), invited("i2", None));
    let stored = staff.clone();
    written!(db, |tx| invitation::insert(tx, &[1], &stored)).unwrap();
    written!(db, |tx| invitation::insert(tx, &[2], &open)).unwrap();
    assert_eq!(seen!(db, |r| invitation::find_live(r, &[1], at(9))), Some(staff.gives.clone()));
    assert_eq!(seen!(db, |r| invitation::find_live(r, &[1], at(10))), None, "lapsed");
    assert_eq!(written!(db, |tx| invitation::redeem(tx, &[1], "alice", at(10))).unwrap(), None);
    let uses = race!(db, 16, |tx, _n| invitation::redeem(tx, &[1], "alice", at(5)));
    assert_eq!(uses.into_iter().flatten().collect::<Vec<_>>(), std::slice::from_ref(&staff.gives));
    assert_eq!(seen!(db, |r| invitation::find_live(r, &[1], NOW)), None, "used");
    let used = invitation::Record { used_at: Some(at(5)), account_id: Some("alice".into()), ..staff };
    assert_eq!(seen!(db, |r| invitation::find(r, "i1")), Some(used));
    assert_eq!(written!(db, |tx| invitation::sweep(tx, at(9), 10)).unwrap(), 0);
    assert!(written!(db, |tx| account::delete(tx, "alice", None, NOW)).unwrap());
    assert_eq!(seen!(db, |r| invitation::find(r, "i1")), None, "it goes with its account");
    assert_eq!(written!(db, |tx| invitation::sweep(tx, at(10), 10)).unwrap(), 1);
});

on_both!(an_invitation_is_listed_renewed_and_taken_back, |db| async move {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    let all =
        [invited("i1", Some("a@example.org")), invited("i2", None), invited("i3", Some("c@example.org"))];
    for (secret, record) in (1_u8..).zip(all) {
        written!(db, |tx| invitation::insert(tx, &[secret], &record)).unwrap();
    }
    let ids =
        |page: Vec<invitation::Record>| page.into_iter().map(|one| one.invitation_id).collect::<Vec<_>>();
    assert_eq!(ids(seen!(db, |r| invitation::list(r, invitation::NEWEST, 2))), ["i3", "i2"]);
    assert_eq!(ids(seen!(db, |r| invitation::list(r, "i2", 2))), ["i1"]);

    let renewals = race!(db, 8, |tx, n| invitation::renew(tx, "i1", &[100 + n], (at(20), at(30), at(19))));
    let sent: Vec<_> = renewals.into_iter().flatten().collect();
    assert_eq!((sent.len(), sent[0].sent_at, sent[0].expires_at), (1, Some(at(20)), at(30)), "once a minute");
    assert_eq!(seen!(db, |r| invitation::find(r, "i1")).as_ref(), Some(&sent[0]));
    assert_eq!(seen!(db, |r| invitation::find_live(r, &[1], NOW)), None, "the link before opens nothing");
    let times = (at(40), at(50), at(39));
    assert!(
        written!(db, |tx| invitation::renew(tx, "i2", &[90], times)).unwrap().is_none(),
        "it has no address"
    );
    assert!(written!(db, |tx| invitation::redeem(tx, &[3], "alice", NOW)).unwrap().is_some());
    assert!(written!(db, |tx| invitation::renew(tx, "i3", &[91], times)).unwrap().is_none(), "it was used");
    assert!(!written!(db, |tx| invitation::revoke(tx, "i3")).unwrap(), "it was used");
    let revoked = race!(db, 8, |tx, _n| invitation::revoke(tx, "i2"));
    assert_eq!(revoked.into_iter().filter(|revoked| *revoked).count(), 1);
    assert_eq!(seen!(db, |r| invitation::find(r, "i2")), None);
});

on_both!(a_look_is_kept_for_each_owner_and_changes_its_address, |db| async move {
    let look = |owner: &str, brand_id: &str| brand::Brand {
        owner: owner.into(),
        brand_id: brand_id.into(),
        name: Some("Acme".into()),
        accent: Some("#115e56".into()),
        accent_dark: None,
        variables: Variables {
            light: [("paper", "#fff8e7"), ("round", "0.25rem")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into(),
            dark: [("ink".to_owned(), "#ffffff".to_owned())].into(),
        },
        logo_type: Some("image/png".into()),
    };
    let (house, shop, newer) = (look(brand::INSTALLATION, "b1"), look("shop", "b2"), look("shop", "b3"));
    assert!(newer.is_styled() && !brand::Brand::default().is_styled());
    let (first, second, third) = (house.clone(), shop.clone(), newer.clone());
    assert!(written!(db, |tx| brand::insert(tx, &first, None, NOW)).unwrap());
    assert!(written!(db, |tx| brand::insert(tx, &second, Some(&[1]), NOW)).unwrap());
    let other = look("shop", "b9");
    assert!(!written!(db, |tx| brand::insert(tx, &other, None, NOW)).unwrap(), "there is one already");
    assert_eq!(seen!(db, |r| brand::find(r, "shop")), Some(shop));
    assert!(written!(db, |tx| brand::update(tx, "b2", &third, Some(&[2]), at(1))).unwrap());
    let late = look("shop", "b4");
    assert!(!written!(db, |tx| brand::update(tx, "b2", &late, None, at(2))).unwrap(), "it is another by now");
    let nobody = look("nobody", "b5");
    assert!(!written!(db, |tx| brand::update(tx, "b3", &nobody, None, at(2))).unwrap(), "nor is it theirs");
    let mut all = seen!(db, |r| brand::all(r));
    all.sort_by(|a, b| a.owner.cmp(&b.owner));
    assert_eq!(all, [house.clone(), newer.clone()]);
    assert_eq!(seen!(db, |r| brand::find(r, "shop")), Some(newer));
    assert_eq!(seen!(db, |r| brand::find(r, "other")), None);
    assert_eq!(seen!(db, |r| brand::logo(r, "b2")), None, "the address of the old one leads nowhere");
    assert_eq!(seen!(db, |r| brand::logo(r, "b3")), Some((vec![2], "image/png".into())));
    assert_eq!(seen!(db, |r| brand::logo(r, "b1")), None);
    assert!(!written!(db, |tx| brand::delete(tx, "b2")).unwrap());
    assert!(written!(db, |tx| brand::delete(tx, "b3")).unwrap());
    assert!(!written!(db, |tx| brand::delete(tx, "b3")).unwrap());
    assert_eq!(seen!(db, |r| brand::all(r)), [house]);
});

on_both!(a_look_goes_with_its_client_and_one_that_is_damaged_is_an_error, |db| async move {
    furnish(&db).await;
    for (owner, brand_id) in [("shop", "b1"), (brand::INSTALLATION, "b2"), ("bank", "b3")] {
        let look = brand::Brand { owner: owner.into(), brand_id: brand_id.into(), ..brand::Brand::default() };
        assert!(written!(db, |tx| brand::insert(tx, &look, None, NOW)).unwrap());
    }
    assert!(written!(db, |tx| client::delete(tx, "shop", None)).unwrap());
    assert!(!written!(db, |tx| client::delete(tx, brand::INSTALLATION, None)).unwrap());
    assert_eq!(seen!(db, |r| brand::find(r, "shop")), None, "another client of that name begins without");
    assert!(seen!(db, |r| brand::find(r, brand::INSTALLATION)).is_some());
    written!(db, |tx| brand::forget(tx, "bank")).unwrap();
    assert_eq!(seen!(db, |r| brand::all(r)).len(), 1);
    let sql = "UPDATE brand SET variables = '{\"light\":7}'";
    written!(db, |tx| tx.query(sql).execute()).unwrap();
    let mut reader = db.read().await.unwrap();
    assert!(matches!(brand::find(&mut reader, brand::INSTALLATION).await, Err(Error::Faulty(_))));
    assert!(matches!(brand::all(&mut reader).await, Err(Error::Faulty(_))));
});
