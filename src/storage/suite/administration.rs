//! `account_role`, `account_word`, `client_problem`, `client_use`, and the audit log as it is searched.

use super::*;
use crate::{
    on_both,
    storage::{
        account_at_browser, account_deletion, account_role, account_word, audit, audit_search, authenticator,
        client_problem, client_use, policy_version, signing_key, statistics,
    },
};

on_both!(an_account_has_one_role_at_a_time, |db| async move {
    furnish(&db).await;
    assert_eq!(seen!(db, |r| account_role::find(r, "alice")), None);
    written!(db, |tx| account_role::put(tx, "alice", "owner", NOW)).unwrap();
    assert_eq!(seen!(db, |r| account_role::find(r, "alice")).as_deref(), Some("owner"));
    let there = seen!(db, |r| account_at_browser::find(r, "alice", &[], NOW));
    assert_eq!(there.role.as_deref(), Some("owner"));
    written!(db, |tx| account_role::put(tx, "alice", "auditor", at(1))).unwrap();
    assert_eq!(seen!(db, |r| account_role::of_role(r, "owner")), []);
    let auditors = seen!(db, |r| account_role::of_role(r, "auditor"));
    let alice =
        account_role::Holder { account_id: "alice".into(), role: "auditor".into(), granted_at: at(1) };
    assert_eq!(auditors, [alice]);
    assert!(written!(db, |tx| account_role::remove(tx, "alice")).unwrap());
    assert!(!written!(db, |tx| account_role::remove(tx, "alice")).unwrap());
});

on_both!(others_with_a_role_count_while_they_may_sign_in, |db| async move {
    furnish(&db).await;
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    written!(db, |tx| account_role::put(tx, "alice", "owner", NOW)).unwrap();
    assert_eq!(written!(db, |tx| account_role::others(tx, "alice", "owner")).unwrap(), 0);
    written!(db, |tx| account_role::put(tx, "bob", "owner", NOW)).unwrap();
    assert_eq!(written!(db, |tx| account_role::others(tx, "alice", "owner")).unwrap(), 1);
    written!(db, |tx| account_deletion::request(tx, "bob", NOW, at(10))).unwrap();
    assert_eq!(
        written!(db, |tx| account_role::others(tx, "alice", "owner")).unwrap(),
        0,
        "who leaves is no help"
    );
    assert!(written!(db, |tx| account_deletion::cancel(tx, "bob", NOW)).unwrap());
    assert_eq!(written!(db, |tx| account_role::others(tx, "alice", "owner")).unwrap(), 1);
    written!(db, |tx| account::set_state(tx, "bob", account::State::Disabled, NOW)).unwrap();
    assert_eq!(written!(db, |tx| account_role::others(tx, "alice", "owner")).unwrap(), 0);
});

on_both!(of_two_owners_who_leave_at_once_one_stays, |db| async move {
    furnish(&db).await;
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    for owner in ["alice", "bob"] {
        written!(db, |tx| account_role::put(tx, owner, "owner", NOW)).unwrap();
    }
    async fn leave(tx: &mut Write, who: &'static str) -> Result<bool, Error> {
        Ok(account_role::others(tx, who, "owner").await? > 0 && account_role::remove(tx, who).await?)
    }
    let left = race!(db, 2_u8, |tx, n| leave(tx, if n == 0 { "alice" } else { "bob" }));
    assert_eq!(left.iter().filter(|left| **left).count(), 1);
    assert_eq!(seen!(db, |r| account_role::of_role(r, "owner")).len(), 1);
});

on_both!(of_two_owners_who_want_to_be_erased_at_once_one_stays, |db| async move {
    furnish(&db).await;
    written!(db, |tx| account::insert(tx, &account("bob"))).unwrap();
    for owner in ["alice", "bob"] {
        written!(db, |tx| account_role::put(tx, owner, "owner", NOW)).unwrap();
    }
    async fn leave(tx: &mut Write, who: &'static str) -> Result<bool, Error> {
        let spared = account_role::others(tx, who, "owner").await? > 0;
        Ok(spared && account_deletion::request(tx, who, NOW, at(10)).await?)
    }
    let left = race!(db, 2_u8, |tx, n| leave(tx, if n == 0 { "alice" } else { "bob" }));
    assert_eq!(left.iter().filter(|left| **left).count(), 1);
    assert_eq!(seen!(db, |r| account_deletion::due(r, at(10), 10)).len(), 1);
});

on_both!(accounts_are_found_by_the_beginning_of_an_address_and_by_a_whole_name, |db| async move {
    let named = |id: &str, email: &str, name: Option<&str>| {
        let mut made = account(id);
        made.email = Some(email.into());
        made.profile.name = name.map(str::to_owned);
        made
    };
    for made in [
        named("alice", "alice@example.org", Some("Ann Lee")),
        named("alison", "zed@example.org", Some("Ann Lee")),
        named("bob", "ALI@example.com", Some("Bob \u{c9}mile")),
    ] {
        written!(db, |tx| account::insert(tx, &made)).unwrap();
    }
    let search = async |text: &str| -> Vec<String> {
        let (mut found, mut after) = (Vec::new(), account_word::Found::default());
        // One by one, so that every place where a page can end is tried.
        while let Some(next) = seen!(db, |r| account_word::search(r, text, &after, 1)).pop() {
            found.push(next.account_id.clone());
            after = next;
        }
        found
    };
    assert_eq!(search("ali").await, ["bob", "alice", "alison"], "each once, though alice has two such words");
    assert_eq!(search("Alice@Example").await, ["alice"]);
    assert_eq!(search("ann lee").await, ["alice", "alison"]);
    assert!(search("ann").await.is_empty(), "names are found as a whole");
    assert_eq!(search("bob \u{e9}mile").await, ["bob"]);
    assert!(search("%").await.is_empty() && search("_").await.is_empty());

    let mut moved = named("alice", "new@example.org", None);
    moved.version = 0;
    assert!(written!(db, |tx| account::update(tx, &moved, at(1))).unwrap());
    assert_eq!(search("ann lee").await, ["alison"], "words that are gone find nothing");
    assert_eq!(search("new@").await, ["alice"]);
});

on_both!(problems_of_a_client_are_counted_and_only_so_many_are_kept, |db| async move {
    furnish(&db).await;
    let count = async |detail: &str, when: i64| {
        let detail = detail.to_owned();
        written!(db, |tx| client_problem::count(tx, "shop", "redirect_uri", &detail, at(when))).unwrap()
    };
    assert!(count("https://a.example/", 1).await && count("https://b.example/", 2).await);
    assert!(count("https://a.example/", 3).await);
    let problems = seen!(db, |r| client_problem::of_client(r, "shop"));
    let told: Vec<_> =
        problems.iter().map(|one| (one.detail.as_str(), one.times, one.first_at, one.last_at)).collect();
    assert_eq!(told, [("https://a.example/", 2, at(1), at(3)), ("https://b.example/", 1, at(2), at(2))]);
    for number in 2..60 {
        count(&number.to_string(), 4).await;
    }
    assert!(!count("one too many", 5).await);
    assert!(count("https://a.example/", 6).await, "a known one still counts");
    assert_eq!(seen!(db, |r| client_problem::of_client(r, "shop")).len(), 50);
    let unknown = written!(db, |tx| client_problem::count(tx, "nobody", "scope", "x", NOW)).unwrap();
    assert!(!unknown, "there is no such client");
    assert_eq!(written!(db, |tx| client_problem::clear(tx, "shop")).unwrap(), 50);
});

on_both!(the_use_of_a_client_is_told_to_the_hour, |db| async move {
    furnish(&db).await;
    assert_eq!(seen!(db, |r| client_use::find(r, "shop")), None);
    let hour = 3_600_000;
    for (when, told) in [(0, 0), (hour - 1, 0), (hour + 1, hour + 1), (hour, hour + 1)] {
        written!(db, |tx| client_use::note(tx, "shop", at(when))).unwrap();
        assert_eq!(seen!(db, |r| client_use::find(r, "shop")), Some(at(told)));
    }
    assert_eq!(seen!(db, |r| client_use::all(r)), [("shop".to_owned(), at(hour + 1))]);
});

on_both!(the_audit_log_is_searched_by_all_that_is_asked_for, |db| async move {
    let event = |id: &str, when: i64, kind: &str, account: Option<&str>, client: Option<&str>| audit::Event {
        event_id: id.into(),
        happened_at: at(when),
        kind: kind.into(),
        account_id: account.map(str::to_owned),
        client_id: client.map(str::to_owned),
        address: None,
        detail: "{}".into(),
    };
    for one in [
        event("1", 1, "session.begun", Some("alice"), None),
        event("2", 2, "client.changed", None, Some("shop")),
        event("3", 3, "grant.made", Some("alice"), Some("shop")),
        event("4", 3, "grant.made", Some("bob"), Some("shop")),
        event("5", 86_400_000, "grant.made", Some("bob"), Some("till")),
    ] {
        written!(db, |tx| audit::insert(tx, &one)).unwrap();
    }
    let search = async |kind: &str, account: &str, client: &str, since: i64| -> String {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let filter = audit_search::Filter {
            kind: some(kind),
            account_id: some(account),
            client_id: some(client),
            since: at(since),
        };
        let mut before = audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
        let mut found = String::new();
        while let Some(next) = seen!(db, |r| audit_search::page(r, &filter, &before, 1)).pop() {
            found.push_str(&next.event_id);
            before = audit::Place { happened_at: next.happened_at, event_id: next.event_id };
        }
        found
    };
    assert_eq!(search("", "", "", 0).await, "54321");
    assert_eq!(search("", "", "", 3).await, "543");
    assert_eq!(search("grant.made", "", "", 0).await, "543");
    assert_eq!(search("", "alice", "", 0).await, "31");
    assert_eq!(search("", "", "shop", 0).await, "432");
    assert_eq!(search("grant.made", "", "shop", 0).await, "43");
    assert_eq!(search("grant.made", "bob", "shop", 0).await, "4");
    assert_eq!(search("session.begun", "bob", "", 0).await, "");
    let days = seen!(db, |r| audit_search::by_day(r, "grant.made", NOW));
    let day = NOW.0 / 86_400_000;
    assert_eq!(days, [(day, 2), (day + 1, 1)]);
});

on_both!(an_installation_is_counted, |db| async move {
    furnish(&db).await;
    let row = |id: &str, kind: &str| authenticator::Authenticator {
        authenticator_id: id.into(),
        account_id: "alice".into(),
        kind: kind.into(),
        handle_hash: None,
        name: String::new(),
        state: "active".into(),
        credential_sealed: vec![1],
        high_water: None,
        version: 1,
        created_at: NOW,
        last_used_at: None,
    };
    for (id, kind) in [("1", "totp"), ("2", "passkey"), ("3", "passkey")] {
        let row = row(id, kind);
        written!(db, |tx| authenticator::insert(tx, &row)).unwrap();
    }
    let counted = seen!(db, |r| statistics::factors(r));
    assert_eq!(counted, [("passkey".to_owned(), 2), ("totp".to_owned(), 1)]);
    assert_eq!(seen!(db, |r| statistics::clients(r)), 1);
});

on_both!(a_key_is_revoked_once_and_its_successor_with_it, |db| async move {
    let key = |id: &str, state: &str| signing_key::SigningKeyRow {
        key_id: id.into(),
        algorithm: "ES256".into(),
        state: state.into(),
        public_jwk: "{}".into(),
        private_sealed: vec![1],
        created_at: NOW,
        published_at: NOW,
        activated_at: None,
        retired_at: None,
        verifies_until: None,
    };
    for (id, state) in [("a", "active"), ("n", "next"), ("r", "retired")] {
        let row = key(id, state);
        written!(db, |tx| signing_key::insert(tx, &row)).unwrap();
    }
    assert!(written!(db, |tx| signing_key::revoke(tx, "a")).unwrap());
    assert!(!written!(db, |tx| signing_key::revoke(tx, "a")).unwrap());
    assert!(!written!(db, |tx| signing_key::revoke_next(tx, "RS256")).unwrap());
    assert!(written!(db, |tx| signing_key::revoke_next(tx, "ES256")).unwrap());
    let left: Vec<String> = seen!(db, |r| signing_key::all(r)).into_iter().map(|row| row.key_id).collect();
    assert_eq!(left, ["r"]);
});

on_both!(of_versions_that_follow_the_same_one_a_single_one_is_kept, |db| async move {
    let row = |version: i64, reason: &str| policy_version::PolicyVersion {
        version,
        settings: "{}".into(),
        reason: reason.into(),
        restores: None,
        account_id: Some("alice".into()),
        client_id: None,
        created_at: NOW,
    };
    assert_eq!(seen!(db, |r| policy_version::newest(r)), 0);
    let first = row(1, "first");
    assert!(written!(db, |tx| policy_version::append(tx, &first)).unwrap());
    let answers = race!(db, 8, |tx, number| {
        let row = policy_version::PolicyVersion {
            version: 2,
            settings: "{}".into(),
            reason: format!("try {number}"),
            restores: Some(1),
            account_id: None,
            client_id: Some("robot".into()),
            created_at: NOW,
        };
        async move { policy_version::append(tx, &row).await }
    });
    assert_eq!(answers.iter().filter(|kept| **kept).count(), 1, "{answers:?}");
    assert_eq!(seen!(db, |r| policy_version::newest(r)), 2);
    let kept = row(1, "first");
    assert_eq!(seen!(db, |r| policy_version::find(r, 1)), Some(kept));
    assert_eq!(seen!(db, |r| policy_version::find(r, 3)), None);
    let numbers = |rows: Vec<policy_version::PolicyVersion>| -> Vec<i64> {
        rows.into_iter().map(|row| row.version).collect()
    };
    assert_eq!(numbers(seen!(db, |r| policy_version::page(r, i64::MAX, 10))), [2, 1]);
    assert_eq!(numbers(seen!(db, |r| policy_version::page(r, 2, 10))), [1]);
    assert_eq!(numbers(seen!(db, |r| policy_version::page(r, i64::MAX, 1))), [2]);
});
