//! `account_group`, `group_member`, `scim_user`, `scim_address`.

use super::*;
use crate::{
    on_both,
    storage::{
        account_group::{self, Group},
        account_import, scim_user,
    },
};

fn group(group_id: &str, name: &str) -> Group {
    Group {
        group_id: group_id.into(),
        name: name.into(),
        external_id: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

fn named(account_id: &str, groups: &[&str]) -> account::Account {
    account::Account { groups: groups.iter().map(ToString::to_string).collect(), ..account(account_id) }
}

async fn groups_of(db: &Database, account_id: &str) -> Vec<String> {
    seen!(db, |r| account_group::of_account(r, account_id)).into_iter().map(|group| group.name).collect()
}

on_both!(a_group_has_one_name_and_is_changed_once_for_each_version, |db| async move {
    let staff = group("g1", "staff");
    written!(db, |tx| account_group::insert(tx, &staff)).unwrap();
    let same = group("g2", "staff");
    assert!(matches!(written!(db, |tx| account_group::insert(tx, &same)), Err(Error::Duplicate)));
    let night = group("g2", "night");
    written!(db, |tx| account_group::insert(tx, &night)).unwrap();
    let renamed = Group { name: "team".into(), external_id: Some("x".into()), ..group("g1", "staff") };
    let stored = renamed.clone();
    assert!(written!(db, |tx| account_group::update(tx, &stored, at(1))).unwrap());
    let stored = renamed.clone();
    assert!(!written!(db, |tx| account_group::update(tx, &stored, at(1))).unwrap(), "an old version");
    let found = seen!(db, |r| account_group::find(r, "g1")).unwrap();
    assert_eq!(found, Group { version: 2, updated_at: at(1), ..renamed });
    let taken = Group { name: "night".into(), ..found };
    assert!(matches!(written!(db, |tx| account_group::update(tx, &taken, NOW)), Err(Error::Duplicate)));
    let ids = |page: Vec<Group>| page.into_iter().map(|one| one.group_id).collect::<Vec<_>>().join(" ");
    assert_eq!(ids(seen!(db, |r| account_group::list(r, "", 9, 0))), "g1 g2");
    assert_eq!(ids(seen!(db, |r| account_group::list(r, "", 1, 1))), "g2");
    assert_eq!(ids(seen!(db, |r| account_group::list(r, "g1", 9, 0))), "g2");
    assert_eq!(seen!(db, |r| account_group::count(r)), 2);
    assert!(written!(db, |tx| account_group::delete(tx, "g2")).unwrap());
    assert!(!written!(db, |tx| account_group::delete(tx, "g2")).unwrap());
    assert_eq!(seen!(db, |r| account_group::find(r, "g2")), None);
});

on_both!(groups_follow_what_accounts_say, |db| async move {
    written!(db, |tx| account::insert(tx, &named("alice", &["staff", "night"]))).unwrap();
    written!(db, |tx| account::insert(tx, &named("bob", &["staff"]))).unwrap();
    assert_eq!(groups_of(&db, "alice").await, ["night", "staff"]);
    let staff = seen!(db, |r| account_group::of_account(r, "bob")).remove(0);
    let id = staff.group_id.clone();
    let members: Vec<String> = seen!(db, |r| account_group::members(r, &staff, "", 9))
        .into_iter()
        .map(|member| format!("{} {}", member.account_id, member.username))
        .collect();
    assert_eq!(members, ["alice alice", "bob bob"]);
    assert_eq!(seen!(db, |r| account_group::members(r, &staff, "alice", 9)).len(), 1);
    assert_eq!(seen!(db, |r| account_group::members(r, &staff, "", 1)).len(), 1);
    assert_eq!(seen!(db, |r| account_group::member_ids(r, &id, 9)), ["alice", "bob"]);
    assert_eq!(seen!(db, |r| account_group::member_ids(r, &id, 1)), ["alice"]);
    assert!(seen!(db, |r| account_group::member_ids(r, "nothing", 9)).is_empty());
    assert_eq!(seen!(db, |r| account_group::size(r, &id)), 2);

    let changed = named("alice", &["day", "night"]);
    assert!(written!(db, |tx| account::update(tx, &changed, at(5))).unwrap());
    assert_eq!(groups_of(&db, "alice").await, ["day", "night"]);
    assert_eq!(seen!(db, |r| account_group::size(r, &id)), 1);
    let now = seen!(db, |r| account_group::find(r, &id)).unwrap();
    assert_eq!((now.version, now.updated_at), (staff.version + 1, at(5)), "who is in it is a change of it");

    assert!(written!(db, |tx| account::delete(tx, "bob", None, NOW)).unwrap());
    assert_eq!(seen!(db, |r| account_group::size(r, &id)), 0);
    assert!(seen!(db, |r| account_group::find(r, &id)).is_some(), "a group stays without members");
});

on_both!(whoever_is_written_while_a_group_is_renamed_stays_in_it, |db| async move {
    written!(db, |tx| account::insert(tx, &named("alice", &["crew"]))).unwrap();
    written!(db, |tx| account::insert(tx, &named("bob", &["crew"]))).unwrap();
    let crew = seen!(db, |r| account_group::of_account(r, "alice")).remove(0);
    let ship = Group { name: "ship".into(), ..crew };
    let stored = ship.clone();
    assert!(written!(db, |tx| account_group::update(tx, &stored, at(1))).unwrap());
    let same = named("alice", &["crew"]);
    assert!(written!(db, |tx| account::update(tx, &same, at(2))).unwrap());
    assert_eq!(groups_of(&db, "alice").await, ["ship"]);
    let more = account::Account { version: 1, ..named("alice", &["crew", "night"]) };
    assert!(written!(db, |tx| account::update(tx, &more, at(3))).unwrap());
    assert_eq!(groups_of(&db, "alice").await, ["night", "ship"]);
    assert_eq!(seen!(db, |r| account_group::count(r)), 2, "nothing is made of the name from before");
    let known = named("bob", &["ship"]);
    assert!(written!(db, |tx| account::update(tx, &known, at(4))).unwrap());
    assert_eq!(groups_of(&db, "bob").await, ["ship"]);
    let page: Vec<(String, bool)> = seen!(db, |r| account_group::members(r, &ship, "", 9))
        .into_iter()
        .map(|member| (member.username, member.is_behind))
        .collect();
    assert_eq!(page, [("alice".to_owned(), true), ("bob".to_owned(), false)]);
    let none = account::Account { version: 1, ..named("bob", &[]) };
    assert!(written!(db, |tx| account::update(tx, &none, at(5))).unwrap());
    assert!(groups_of(&db, "bob").await.is_empty());
});

on_both!(somebody_joins_and_leaves_once, |db| async move {
    written!(db, |tx| account::insert(tx, &named("alice", &[]))).unwrap();
    let team = group("g1", "team");
    written!(db, |tx| account_group::insert(tx, &team)).unwrap();
    assert!(written!(db, |tx| account_group::join(tx, "g1", "alice")).unwrap());
    assert!(!written!(db, |tx| account_group::join(tx, "g1", "alice")).unwrap());
    written!(db, |tx| account_group::touch(tx, "g1", at(3))).unwrap();
    assert_eq!(seen!(db, |r| account_group::find(r, "g1")).unwrap().version, 2);
    let alice = seen!(db, |r| account::find(r, "alice")).unwrap();
    let (stored, names) = (alice.clone(), vec!["team".to_owned()]);
    assert!(written!(db, |tx| account_group::rename_in_account(tx, &stored, &names, at(3))).unwrap());
    let now = seen!(db, |r| account::find(r, "alice")).unwrap();
    assert_eq!((now.groups, now.version, now.updated_at), (vec!["team".to_owned()], 1, at(3)));
    let names = Vec::new();
    assert!(!written!(db, |tx| account_group::rename_in_account(tx, &alice, &names, at(4))).unwrap());
    assert!(written!(db, |tx| account_group::leave(tx, "g1", "alice")).unwrap());
    assert!(!written!(db, |tx| account_group::leave(tx, "g1", "alice")).unwrap());
});

on_both!(imported_accounts_are_in_their_groups, |db| async move {
    written!(db, |tx| account_import::begin(tx, "i1", NOW)).unwrap();
    let many: Vec<_> = (0..70).map(|n| named(&format!("a{n:02}"), &["staff", "import"])).collect();
    written!(db, |tx| account_import::insert(tx, "i1", &many, &[], "password")).unwrap();
    assert_eq!(groups_of(&db, "a69").await, ["import", "staff"]);
    let staff = seen!(db, |r| account_group::of_account(r, "a00")).remove(1);
    assert_eq!(seen!(db, |r| account_group::size(r, &staff.group_id)), 70);
});

on_both!(accounts_are_paged_by_number, |db| async move {
    for name in ["dora", "alice", "carol"] {
        written!(db, |tx| account::insert(tx, &named(name, &[]))).unwrap();
    }
    let ids = |page: Vec<account::Account>| page.into_iter().map(|one| one.account_id).collect::<Vec<_>>();
    assert_eq!(ids(seen!(db, |r| account::page(r, 2, 0))), ["alice", "carol"]);
    assert_eq!(ids(seen!(db, |r| account::page(r, 2, 2))), ["dora"]);
    assert!(seen!(db, |r| account::page(r, 2, 3)).is_empty());
});

on_both!(what_a_provisioning_client_says_is_kept_and_found, |db| async move {
    for name in ["alice", "bob"] {
        written!(db, |tx| account::insert(tx, &named(name, &[]))).unwrap();
    }
    let kept = |external: &str| scim_user::ScimUser {
        external_id: Some(external.into()),
        document: "{\"title\":\"Dr\"}".into(),
    };
    assert_eq!(seen!(db, |r| scim_user::find(r, "alice")), None);
    for (name, external, address) in [("alice", "x1", "A2@Example.org"), ("bob", "x1", "b2@example.org")] {
        let (kept, addresses) = (kept(external), vec![address.to_owned(), address.to_lowercase()]);
        written!(db, |tx| scim_user::put(tx, name, &kept, &addresses)).unwrap();
    }
    assert_eq!(seen!(db, |r| scim_user::find(r, "alice")), Some(kept("x1")));
    assert_eq!(seen!(db, |r| scim_user::by_external_id(r, "x1", 9)), ["alice", "bob"]);
    assert_eq!(seen!(db, |r| scim_user::by_external_id(r, "x1", 1)), ["alice"]);
    assert_eq!(seen!(db, |r| scim_user::by_address(r, "a2@example.ORG", 9)), ["alice"]);
    let all = seen!(db, |r| scim_user::between(r, "alice", "bob"));
    assert_eq!(all.len(), 2);
    assert_eq!(seen!(db, |r| scim_user::between(r, "b", "c")).remove(0).account_id, "bob");
    let (newer, none) = (kept("x2"), Vec::new());
    written!(db, |tx| scim_user::put(tx, "alice", &newer, &none)).unwrap();
    assert_eq!(seen!(db, |r| scim_user::by_external_id(r, "x1", 9)), ["bob"]);
    assert!(seen!(db, |r| scim_user::by_address(r, "a2@example.org", 9)).is_empty());
    written!(db, |tx| account::delete(tx, "bob", None, NOW)).unwrap();
    assert_eq!(seen!(db, |r| scim_user::find(r, "bob")), None);
});
