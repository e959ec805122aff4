//! What belongs to somebody else: each kind of thing, named by whoever it does not belong to.

use super::*;
use crate::on_both;

on_both!(nothing_of_another_account_is_reached_by_naming_it, |db| async move {
    let world = World::new(db).await;
    let (alice, mallory) = (world.person("alice").await, world.person("mallory").await);
    let totp = world.add_totp(&alice).await;
    let grant = world.grant(&alice, "shop").await;
    world.session(&alice.account_id, &alice.browser, "alice-2").await;
    for n in 0..30 {
        let event = storage::audit::Event {
            event_id: format!("e{n:02}"),
            happened_at: START,
            kind: "session.begun".into(),
            account_id: Some(alice.account_id.clone()),
            client_id: None,
            address: None,
            detail: "{}".into(),
        };
        world.write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await })).await;
    }
    let device = storage::remembered_device::RememberedDevice {
        device_id: "alice-d".into(),
        account_id: alice.account_id.clone(),
        browser_hash: vec![1; 32],
        label: "Firefox".into(),
        address: "192.0.2.1".into(),
        created_at: START,
        expires_at: START.after(std::time::Duration::from_hours(100)),
    };
    world
        .write(move |write| Box::pin(async move { storage::remembered_device::insert(write, &device).await }))
        .await;

    let activity = world.page(&alice, "/account/activity").await;
    let cursor = activity.split("/account/activity?before=").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(world.get(&alice, &format!("/account/activity?before={cursor}")).await.status, 200);
    let refused = |cursor: String| {
        let (world, mallory) = (&world, &mallory);
        async move { world.get(mallory, &format!("/account/activity?before={cursor}")).await.status }
    };
    assert_eq!(refused(cursor.to_owned()).await, 404, "a cursor is its account's");
    assert_eq!(refused(format!("A{}", &cursor[1..])).await, 404);
    assert_eq!(refused("garbage%00".into()).await, 404);

    for (path, field, value) in [
        ("/account/sessions/end", "session", "alice-2"),
        ("/account/accounts/end", "session", "alice-2"),
        ("/account/accounts/switch", "session", "alice-2"),
        ("/account/devices/forget", "device", "alice-d"),
        ("/account/factors/rename", "authenticator", totp.as_str()),
        ("/account/apps/remove", "app", "shop"),
        ("/account/activity/not-me", "event", "e01"),
    ] {
        let answer = world.post(&mallory, path, &[(field, value), ("name", "mine")]).await;
        assert!(answer.status == 404 || !answer.location().contains("notice=s"), "{path}");
    }
    let mut removing = mallory.clone();
    let begun = world.post(&mallory, "/account/factors/remove", &[("authenticator", &totp)]).await;
    assert_eq!(
        world.prove(&mut removing, &begun).await,
        "/account",
        "proved as mallory, and nothing removed"
    );

    let mut reader = world.site.database.read().await.unwrap();
    let rows = storage::authenticator::of_account(&mut reader, &alice.account_id).await.unwrap();
    assert!(rows.iter().any(|row| row.authenticator_id == totp && row.name.is_empty()));
    let devices =
        storage::remembered_device::of_account(&mut reader, &alice.account_id, START).await.unwrap();
    assert_eq!(devices.len(), 1);
    assert!(world.is_live("alice-2").await && world.grant_stands(&grant).await);
    assert!(world.told().await.is_empty());
});

on_both!(an_app_is_listed_in_plain_words_and_its_access_taken_back_at_once, |db| async move {
    let world = World::new(db).await;
    let (alice, bob) = (world.person("alice").await, world.person("bob").await);
    let (mine, theirs) = (world.grant(&alice, "shop").await, world.grant(&bob, "shop").await);
    let page = world.page(&alice, "/account/apps").await;
    assert!(page.contains("shop.example") && !page.contains("The shop"), "nobody vouches for the name");
    assert!(page.contains("See your e-mail address") && page.contains("even when you are away"));
    let answer = world.post(&alice, "/account/apps/remove", &[("app", "shop")]).await;
    assert_eq!(answer.location(), "/account/apps?notice=app-removed");
    assert!(!world.grant_stands(&mine).await && world.grant_stands(&theirs).await);
    let mut reader = world.site.database.read().await.unwrap();
    assert_eq!(storage::consent::find(&mut reader, &alice.account_id, "shop").await.unwrap(), None);
    drop(reader);
    assert_eq!(world.told().await, [("alice@example.org".to_owned(), "app-removed".to_owned())]);
    assert!(world.page(&alice, "/account/apps").await.contains("No app has access"));
    let again = world.post(&alice, "/account/apps/remove", &[("app", "shop")]).await;
    assert_eq!(again.location(), "/account/apps", "nothing to take back, nobody to tell");
    assert_eq!(world.events(&alice).await, ["app.removed"]);
});

on_both!(the_last_way_to_sign_in_as_one_must_stays, |db| async move {
    let world = World::with(db, |config| {
        config.policy.accounts.insert("alice".into(), "urn:doorward:acr:aal2".into());
    })
    .await;
    let (mut alice, mut bob) = (world.person("alice").await, world.person("bob").await);
    let (needed, spare) = (world.add_totp(&alice).await, world.add_totp(&bob).await);
    let page = world.page(&alice, "/account").await;
    assert!(page.contains("You need at least one more before removing this."));
    assert!(!page.contains("action=\"/account/factors/remove\""));
    let answer = world.post(&alice, "/account/factors/remove", &[("authenticator", &needed)]).await;
    assert_eq!(answer.location(), "/account?error=last-factor");
    assert!(
        world.page(&alice, "/account?error=last-factor").await.contains("at least one more way to sign in")
    );
    alice.session = None;
    // Nothing demands it of bob.
    let begun = world.post(&bob, "/account/factors/remove", &[("authenticator", &spare)]).await;
    assert!(world.prove(&mut bob, &begun).await.ends_with("/totp"), "its removal asks for it");
    assert!(world.page(&bob, "/account").await.contains("action=\"/account/factors/remove\""));
});
