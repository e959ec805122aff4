//! A sign-in that lapsed, and the way back to where it is begun (OpenID Connect Core 4).

use std::time::Duration;

use super::*;
use crate::on_both;

on_both!(the_page_of_a_sign_in_that_lapsed_leads_to_where_its_client_begins_one, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    world
        .write(|write| {
            Box::pin(async move {
                let client = Client {
                    client_id: "again".into(),
                    metadata: Metadata {
                        redirect_uris: vec!["https://again.example/cb".into()],
                        initiate_login_uri: Some("https://again.example/start?a=b".into()),
                        ..Metadata::default()
                    },
                    source: "cli".into(),
                    disabled: false,
                    created_at: START,
                    updated_at: START,
                    version: 1,
                };
                storage::client::insert(write, &client).await
            })
        })
        .await;
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
