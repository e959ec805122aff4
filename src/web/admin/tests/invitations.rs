//! Invitations in the console.

use super::*;
use crate::{config::RegistrationMode, delivery, text::Text};

on_both!(an_admin_invites_sends_again_and_takes_back, |db| async move {
    let world = World::with(db, |config| config.registration.mode = RegistrationMode::Invitation).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let bad = [("email", "no address"), ("act", "mail")];
    let refused = post(&world, &admin, "/admin/invitations", &bad).await;
    assert!(
        refused.text.contains(FAULT) && refused.text.contains("value=\"no address\""),
        "{}",
        refused.text
    );
    let fields =
        [("email", "new@example.org"), ("groups", "staff\r\n\r\n"), ("language", "fr"), ("act", "mail")];
    let made = post(&world, &admin, "/admin/invitations", &fields).await;
    assert_eq!((made.status, made.header("location")), (303, "/admin/invitations?notice=done"));
    let mails = delivery::captured(&world.site.database, &world.site.vault, &Text::new(), 10).await.unwrap();
    assert_eq!((mails.len(), mails[0].to.as_str()), (1, "new@example.org"));
    assert!(mails[0].subject.starts_with("Vous êtes invité"), "{}", mails[0].subject);

    let by_link = post(&world, &admin, "/admin/invitations", &[("act", "link")]).await;
    assert!(by_link.text.contains("/register?invitation="), "{}", by_link.text);
    let listed = page(&world, &admin, "/admin/invitations").await.text;
    assert!(
        listed.contains("new@example.org") && !listed.contains("/register?invitation="),
        "it is shown once"
    );
    let all = world.site.invitations().list(storage::invitation::NEWEST, 10).await.unwrap();
    let mailed = all.iter().find(|record| record.gives.email.is_some()).unwrap();
    let path = format!("/admin/invitations/{}", mailed.invitation_id);
    let soon = post(&world, &admin, &path, &[("act", "send")]).await;
    assert!(soon.text.contains(FAULT), "{}", soon.text);
    assert_eq!(post(&world, &admin, &path, &[("act", "revoke")]).await.status, 303);
    assert!(!page(&world, &admin, "/admin/invitations").await.text.contains("new@example.org"));
    assert_eq!(post(&world, &admin, &path, &[("act", "revoke")]).await.status, 404);
    assert_eq!(post(&world, &admin, &path, &[("act", "nonsense")]).await.status, 404);

    let support = world.person("support", Some(Role::Support), TWO).await;
    let seen = page(&world, &support, "/admin/invitations").await.text;
    assert!(!seen.contains("invitation-form"), "{seen}");
    assert_eq!(post(&world, &support, "/admin/invitations", &[("act", "link")]).await.status, 403);
});
