//! A sign-in that lapsed, and the way back to where it is begun (OpenID Connect Core 4); and a page that is over, in a tab that is
//! opened anew.

use std::time::Duration;

use super::*;
use crate::on_both;

on_both!(the_page_of_a_sign_in_that_lapsed_leads_to_where_its_client_begins_one, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    let metadata = Metadata {
        redirect_uris: vec!["https://again.example/cb".into()],
        initiate_login_uri: Some("https://again.example/start?a=b".into()),
        ..Metadata::default()
    };
    world.client_as("again", metadata).await;
    let mut paths = Vec::new();
    for client_id in ["again", "shop"] {
        let begun = world
            .get(
                &alice,
                &format!(
                    "/authorize?client_id={client_id}&redirect_uri=https%3A%2F%2F{client_id}.example%2Fcb\
                     &response_type=code&scope=openid"
                ),
            )
            .await;
        assert!(begun.location().starts_with("/login/"), "{}", begun.location());
        paths.push(begun.location().to_owned());
    }
    world.clock.advance(Duration::from_mins(31));
    let lapsed = world.get(&alice, &paths[0]).await;
    let page = lapsed.text();
    assert!(lapsed.status == 410 && page.contains("This sign-in has expired"), "{page}");
    let link = "href=\"https://again.example/start?a=b&amp;iss=https%3A%2F%2Fid.example.org\"";
    assert!(page.contains(link) && page.contains("Start again</a>"), "{page}");
    let posted = world.post(&alice, &paths[0], &[("password", PASSWORD)]).await;
    assert!(posted.status == 410 && posted.text().contains(link));
    let nowhere = world.get(&alice, &paths[1]).await;
    assert!(nowhere.status == 410 && !nowhere.text().contains("Start again</a>"), "it did not say");
    let elsewhere = Person { browser: world.site.random.token(), ..alice };
    assert!(!world.get(&elsewhere, &paths[0]).await.text().contains("again.example"));
});

on_both!(a_tab_that_is_opened_anew_at_the_address_of_a_form_says_so_on_a_page, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    for path in ["/account/privacy/delete", "/account/factors/add", "/login/j/restart"] {
        let answer = world.get(&alice, path).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{path}");
        let page = answer.text();
        assert!(page.contains("id=\"error-page\"") && page.contains("href=\"/\""), "{path}: {page}");
    }
});
