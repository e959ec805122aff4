//! Forms that are not ours, for every form of the console there is.

use super::*;
use crate::on_both;

/// Every post of the console, as the router has it.
fn posts() -> Vec<String> {
    let source = include_str!("../../router.rs");
    let mut posts = Vec::new();
    for line in source.lines().filter(|line| line.contains(".route(\"/account") && line.contains("post(")) {
        let path = line.split('"').nth(1).unwrap();
        if path.contains("{contact}") {
            posts.extend(["email", "phone"].map(|contact| path.replace("{contact}", contact)));
        } else {
            posts.push(path.to_owned());
        }
    }
    assert!(posts.len() > 15, "{posts:?}");
    posts
}

on_both!(no_post_of_the_console_is_believed_without_its_token, |db| async move {
    let world = World::new(db).await;
    let (alice, bob) = (world.person("alice").await, world.person("bob").await);
    let grant = world.grant(&alice, "shop").await;
    let totp = world.add_totp(&alice).await;
    let before = (world.account(&alice).await, world.events(&alice).await);
    let fields = [
        ("session", "alice-s"),
        ("authenticator", totp.as_str()),
        ("app", "shop"),
        ("name", "Mallory"),
        ("sure", "1"),
        ("email", "mallory@example.com"),
        ("phone", "+4915123456789"),
        ("factor", "totp"),
        ("code", "000000"),
    ];
    let bobs = world.token(&bob);
    let of_journey = world.site.csrf.token(&alice.browser, "a-journey");
    let own = world.token(&alice);
    let renamed = own.replacen("alice-id", "bob-id", 1);
    for path in posts() {
        for (csrf, site) in [
            (None, "same-origin"),
            (Some(&bobs), "same-origin"),
            (Some(&of_journey), "same-origin"),
            (Some(&renamed), "same-origin"),
            (Some(&own), "cross-site"),
            (Some(&own), "same-site"),
        ] {
            let mut all = fields.to_vec();
            all.extend(csrf.map(|csrf| ("csrf", csrf.as_str())));
            let answer = world.raw(&alice, &path, &encoded(&all), site).await;
            // The picture's form is of another kind, and refused for that first.
            assert!([403, 415].contains(&answer.status), "{path} {site}: {}", answer.status);
            assert_eq!(answer.header("set-cookie"), "", "{path}");
        }
    }
    assert_eq!((world.account(&alice).await, world.events(&alice).await), before);
    assert!(
        world.grant_stands(&grant).await && world.is_live("alice-s").await && world.mails().await.is_empty()
    );
});

on_both!(nobody_who_is_not_signed_in_changes_anything_or_sees_a_page, |db| async move {
    let world = World::new(db).await;
    let mut nobody = world.person("alice").await;
    nobody.session = None;
    for path in posts().iter().filter(|path| !path.ends_with("/picture") && !path.contains("/accounts/")) {
        let answer = world
            .post(&nobody, path, &[("name", "Mallory"), ("sure", "1"), ("email", "m@example.com")])
            .await;
        assert!(answer.location().starts_with("/account"), "{path}: {}", answer.header("location"));
    }
    for page in ["", "/profile", "/sessions", "/apps", "/activity", "/privacy", "/accounts"] {
        let answer = world.get(&nobody, &format!("/account{page}")).await;
        assert!(answer.location().starts_with("/login/"), "{page}");
    }
    assert!(world.events(&nobody).await.is_empty() && world.account(&nobody).await.unwrap().version == 1);
});

on_both!(each_page_is_where_a_sign_in_begun_there_ends, |db| async move {
    let world = World::new(db).await;
    let mut alice = world.person("alice").await;
    for page in
        ["/account/apps", "/account/activity", "/account/privacy", "/account/profile", "/account/sessions"]
    {
        alice.session = None;
        let begun = world.get(&alice, page).await;
        assert_eq!(world.prove(&mut alice, &begun).await, page);
        assert!(world.page(&alice, page).await.contains(&format!("href=\"{page}\" aria-current=\"page\"")));
    }
});
