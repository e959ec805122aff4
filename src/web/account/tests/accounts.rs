//! Several accounts in one browser.

use super::*;
use crate::on_both;

/// Two people who are signed in in one browser, alice's session in use.
async fn both(world: &World) -> (Person, Person) {
    let (mut alice, mut bob) = (world.person("alice").await, world.person("bob").await);
    alice.parked = vec![world.session(&bob.account_id, &alice.browser, "bob-2").await];
    bob.parked.clear();
    (alice, bob)
}

fn authorize(more: &str) -> String {
    format!(
        "/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&response_type=code&scope=openid{more}"
    )
}

on_both!(who_is_signed_in_here_is_listed_switched_to_and_signed_out, |db| async move {
    let world = World::new(db).await;
    let (mut browser, _) = both(&world).await;
    let page = world.page(&browser, "/account/accounts").await;
    assert!(page.contains("value=\"alice-s\"") && page.contains("value=\"bob-2\""));
    let old = (browser.session.clone().unwrap(), browser.parked.clone());
    let switched = world.post(&browser, "/account/accounts/switch", &[("session", "bob-2")]).await;
    assert_eq!(switched.location(), "/account");
    keep_cookies(&mut browser, &switched);
    assert_eq!((browser.session.clone().unwrap(), browser.parked.clone()), (old.1[0].clone(), vec![old.0]));
    assert!(world.page(&browser, "/account").await.contains("data-username=\"bob\""));
    let ended = world.post(&browser, "/account/accounts/end", &[("session", "alice-s")]).await;
    assert_eq!(ended.location(), "/account/accounts");
    assert!(!world.is_live("alice-s").await && world.is_live("bob-2").await);
    assert!(!world.page(&browser, "/account/accounts").await.contains("alice"));
    let all = world.post(&browser, "/account/accounts/end-all", &[]).await;
    assert_eq!(all.location(), "/logout/done");
    keep_cookies(&mut browser, &all);
    assert!(browser.session.is_none() && browser.parked.is_empty() && !world.is_live("bob-2").await);
});

on_both!(a_cookie_of_another_browser_opens_nothing_here, |db| async move {
    let world = World::new(db).await;
    let (alice, mallory) = (world.person("alice").await, world.person("mallory").await);
    // Planted or stolen, in use or parked: without its own browser's secret it is nothing.
    let planted = Person { parked: vec![mallory.session.clone().unwrap()], ..alice.clone() };
    assert!(!world.page(&planted, "/account/accounts").await.contains("mallory"));
    world.post(&planted, "/account/accounts/switch", &[("session", "mallory-s")]).await;
    let stolen = Person { session: alice.session.clone(), parked: vec![alice.session.unwrap()], ..mallory };
    let answer = world.get(&stolen, "/account").await;
    let chooser = world.page(&stolen, answer.location()).await;
    assert!(!chooser.contains("accounts-form"));
});

on_both!(select_account_shows_who_is_here_and_hints_pick_among_them, |db| async move {
    let world = World::new(db).await;
    let (mut browser, _) = both(&world).await;
    let shown = world.get(&browser, &authorize("&prompt=select_account")).await;
    let path = shown.location().to_owned();
    let page = world.page(&browser, &path).await;
    assert!(
        page.contains("value=\"alice-s\"")
            && page.contains("value=\"bob-2\"")
            && page.contains("id=\"username\"")
    );
    let journey = path.split('/').nth(2).unwrap();
    // A session that is not here picks nobody.
    let pick = format!("/login/{journey}/account");
    let nobody = world.post(&browser, &pick, &[("session", "somebody-else")]).await;
    assert_eq!(nobody.location(), path);
    let picked = world.post(&browser, &pick, &[("session", "bob-2")]).await;
    keep_cookies(&mut browser, &picked);
    // These sessions proved nothing, so the level is asked for: each is judged for itself.
    assert_eq!(picked.location(), format!("/login/{journey}/password"));
    assert!(world.page(&browser, picked.header("location")).await.contains(">bob<"));
    assert!(world.page(&browser, "/account").await.contains("data-username=\"bob\""), "in use now");

    let hinted = world.get(&browser, &authorize("&login_hint=alice%40example.org")).await;
    assert!(world.page(&browser, hinted.location()).await.contains(">alice<"), "the parked one");
    let none = world.get(&browser, &authorize("")).await;
    assert!(world.page(&browser, none.location()).await.contains(">bob<"), "the one in use");
});

on_both!(a_parked_session_is_not_used_because_the_one_in_use_ended, |db| async move {
    let world = World::new(db).await;
    let (mut browser, _) = both(&world).await;
    let csrf = world.token(&browser);
    let out = world
        .raw(&browser, "/logout", &encoded(&[("csrf", &csrf), ("logout-confirm", "1")]), "same-origin")
        .await;
    keep_cookies(&mut browser, &out);
    assert!(browser.session.is_none() && world.is_live("bob-2").await);
    let told = world.page(&browser, "/logout/done").await;
    assert!(
        told.contains(">bob<") && !told.contains("alice") && !told.contains("You are signed out"),
        "{told}"
    );
    let silent = world.get(&browser, &authorize("&prompt=none")).await;
    assert!(silent.location().contains("error=login_required"));
    let open = world.get(&browser, "/account").await;
    let page = world.page(&browser, open.location()).await;
    assert!(page.contains("value=\"bob-2\"") && !page.contains("alice"), "it is offered");
});

on_both!(who_is_still_signed_in_is_signed_out_where_somebody_else_was, |db| async move {
    let world = World::new(db).await;
    let (mut browser, _) = both(&world).await;
    let out = encoded(&[("csrf", &world.token(&browser)), ("logout-confirm", "1")]);
    let out = world.raw(&browser, "/logout", &out, "same-origin").await;
    keep_cookies(&mut browser, &out);
    let page = world.page(&browser, "/logout/done").await;
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let all = encoded(&[("csrf", csrf), ("end-all", "1")]);
    let all = world.raw(&browser, "/account/accounts/end-all", &all, "same-origin").await;
    assert_eq!(all.location(), "/logout/done");
    keep_cookies(&mut browser, &all);
    assert!(browser.parked.is_empty() && !world.is_live("bob-2").await);
    assert!(world.page(&browser, "/logout/done").await.contains("You are signed out"));
});

on_both!(a_page_that_shows_one_account_changes_nothing_of_another, |db| async move {
    let world = World::new(db).await;
    let (browser, bob) = both(&world).await;
    // A tab with alice's console stays open while bob's account is taken into use.
    let shown = world.token(&browser);
    let mut switched = browser.clone();
    let answer = world.post(&browser, "/account/accounts/switch", &[("session", "bob-2")]).await;
    keep_cookies(&mut switched, &answer);
    let before = (world.account(&bob).await, world.events(&bob).await);
    for (path, fields) in [
        ("/account/profile", &[("name", "Alice Liddell")][..]),
        ("/account/profile/email", &[("email", "alice@example.com")][..]),
        ("/account/sessions/end-others", &[][..]),
        ("/account/privacy/delete", &[("sure", "1")][..]),
        ("/account/factors/add", &[("factor", "totp")][..]),
        ("/logout", &[("logout-confirm", "1")][..]),
    ] {
        let body = encoded(&[&[("csrf", shown.as_str())][..], fields].concat());
        let answer = world.raw(&switched, path, &body, "same-origin").await;
        assert_eq!(answer.status, 409, "{path}");
        assert!(answer.text().contains("bob") && answer.text().contains("Nothing was changed"), "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
    assert_eq!((world.account(&bob).await, world.events(&bob).await), before);
    assert!(world.is_live("bob-2").await && world.is_live("bob-s").await && world.is_live("alice-s").await);
    // Bob's own page works, and so does what names whom it means.
    let own = Person { account_id: bob.account_id.clone(), ..switched.clone() };
    let saved = world.post(&own, "/account/profile", &[("name", "Bob")]).await;
    assert_eq!(saved.location(), "/account/profile?notice=profile-saved");
    let back = world.post(&switched, "/account/accounts/switch", &[("session", "alice-s")]).await;
    assert_eq!(back.location(), "/account");
});

on_both!(signing_in_beside_somebody_parks_their_session_while_there_is_room, |db| async move {
    let world = World::with(db, |config| config.session.accounts = 2).await;
    let (mut browser, bob) = both(&world).await;
    let carol = world.person("carol").await;
    let added = world.post(&browser, "/account/accounts/add", &[]).await;
    browser.email.clone_from(&carol.email);
    assert_eq!(world.prove(&mut browser, &added).await, "/account");
    assert!(world.page(&browser, "/account").await.contains("data-username=\"carol\""));
    assert_eq!(browser.parked.len(), 1);
    assert!(world.is_live("alice-s").await, "the one that was in use is parked");
    assert!(!world.is_live("bob-2").await, "there was no room for the other");
    assert!(world.is_live("bob-s").await, "{}: elsewhere nothing ended", bob.email);
});
