//! "Continue on your phone": who may answer a step for another browser, and that nobody else can.

use super::*;
use crate::{
    authentication::guide::{Ending, Stage},
    storage::handover::Handover,
};

impl World {
    async fn hand_over(&self, visitor: &Visitor, id: &str) -> bool {
        Box::pin(self.guide.hand_over(visitor, id, FACE)).await.unwrap().1
    }

    async fn handed(&self, visitor: &Visitor, id: &str) -> Option<(Handover, Stage)> {
        Box::pin(self.guide.handover(visitor, id, FACE)).await.unwrap().1
    }

    async fn stage(&self, visitor: &Visitor, id: &str) -> Stage {
        self.handed(visitor, id).await.unwrap().1
    }

    /// The secret of the link that the browser shows.
    async fn link(&self, visitor: &Visitor, id: &str) -> String {
        let (row, _) = self.handed(visitor, id).await.unwrap();
        let link = self.guide.handover_link(visitor, &row);
        link.split_once("/phone?token=").unwrap().1.to_owned()
    }

    async fn claim(&self, phone: &Visitor, token: &str) -> Option<String> {
        self.guide.claim_handover(phone, token).await.unwrap()
    }

    async fn name_number(&self, visitor: &Visitor, id: &str, typed: &str) {
        Box::pin(self.guide.confirm_handover(visitor, id, FACE, typed)).await.unwrap();
    }

    async fn lend(&self, phone: &Visitor, handover: &str) -> Option<Visitor> {
        self.guide.lend(phone, handover).await.unwrap()
    }

    async fn number(&self, phone: &Visitor, handover: &str) -> String {
        let asked = self.guide.handover_here(phone, handover).await.unwrap().unwrap();
        asked.row.number.unwrap().to_string()
    }

    /// A device that took the link of this journey: itself, and the handover.
    async fn taken(&self, visitor: &Visitor, id: &str) -> (Visitor, String) {
        assert!(self.hand_over(visitor, id).await);
        let phone = self.browser();
        let handover = self.claim(&phone, &self.link(visitor, id).await).await.unwrap();
        (phone, handover)
    }

    /// The same, confirmed.
    async fn confirmed(&self, visitor: &Visitor, id: &str) -> (Visitor, String) {
        let (phone, handover) = self.taken(visitor, id).await;
        self.name_number(visitor, id, &self.number(&phone, &handover).await).await;
        assert_eq!(self.stage(visitor, id).await, Stage::Confirmed);
        (phone, handover)
    }

    async fn failures(&self, person: &super::super::Person) -> Vec<String> {
        let events = self.events(person, "factor.refused").await;
        let detail = |event: &Event| serde_json::from_str::<Value>(&event.detail).unwrap();
        events.iter().map(|event| detail(event)["failure"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

on_both!(a_step_is_answered_on_another_device_that_the_browser_confirmed, |db| async move {
    let (world, alice, mut browser, id) = World::before_camera(db).await;
    assert_eq!(world.handed(&browser, &id).await, None);
    assert!(world.hand_over(&browser, &id).await);
    assert_eq!(world.stage(&browser, &id).await, Stage::Open);
    let token = world.link(&browser, &id).await;
    assert_eq!(token.len(), 43, "256 bits");
    let (row, _) = world.handed(&browser, &id).await.unwrap();
    assert!(!format!("{row:?}").contains(&token), "only a digest of it is stored");

    let phone = world.browser();
    let asked = world.guide.handover_offered(&token).await.unwrap().unwrap();
    assert_eq!((asked.row.asker.as_str(), asked.enrolling), ("Firefox (Linux)", false));
    let handover = world.claim(&phone, &token).await.unwrap();
    assert_eq!(world.stage(&browser, &id).await, Stage::Claimed);
    assert!(world.lend(&phone, &handover).await.is_none(), "nobody has confirmed it");
    let number = world.number(&phone, &handover).await;
    assert_eq!(number.len(), 2);
    world.name_number(&browser, &id, &format!(" {number} ")).await;
    assert_eq!(world.stage(&browser, &id).await, Stage::Confirmed);

    let stand_in = world.lend(&phone, &handover).await.unwrap();
    assert!(world.lend(&phone, &handover).await.is_none(), "one attempt");
    assert_eq!(world.stage(&browser, &id).await, Stage::Begun);
    let travel = world.look(&stand_in, &id, 1).await;
    assert_eq!(problem(&travel), "");
    world.guide.end_handover(&handover, true).await.unwrap();
    let asked = world.guide.handover_here(&phone, &handover).await.unwrap().unwrap();
    assert_eq!(asked.stage, Stage::Over(Ending::Passed));

    let elsewhere = Box::pin(world.guide.load(&phone, &id)).await;
    assert!(matches!(elsewhere, Err(Error::OtherBrowser)), "the journey is not the device's");
    let travel = world.load(&browser, &id).await;
    assert_eq!(travel.step, Step::Permission);
    let done = world.finish(&mut browser, travel).await;
    assert_eq!((done.acr.as_str(), done.amr.contains(&"face".to_owned())), ("face", true));
    let used = world.events(&alice, "factor.verified").await;
    let address = phone.address.to_string();
    assert!(used.iter().any(|event| event.address.as_deref() == Some(address.as_str())), "from the device");
    let asked = world.guide.handover_here(&phone, &handover).await.unwrap();
    assert_eq!(asked.map(|asked| asked.stage), Some(Stage::Over(Ending::Passed)), "when the journey is over");
});

on_both!(another_face_on_the_device_is_refused_and_counts_like_any_other, |db| async move {
    let (world, _, browser, id) = World::before_camera(db).await;
    let (phone, handover) = world.confirmed(&browser, &id).await;
    let stand_in = world.lend(&phone, &handover).await.unwrap();
    let travel = world.look(&stand_in, &id, 2).await;
    assert_eq!(problem(&travel), "error-camera-refused");
    world.guide.end_handover(&handover, false).await.unwrap();
    assert_eq!(world.stage(&browser, &id).await, Stage::Over(Ending::Failed));
    assert_eq!(world.count("factor/alice-id/face").await, 1);
    let travel = world.load(&browser, &id).await;
    assert_eq!(
        (problem(&travel), world.lend(&phone, &handover).await.is_none()),
        ("error-camera-refused", true)
    );
    // The browser goes on by itself.
    assert_eq!(world.look(&browser, &id, 1).await.step, Step::Permission);
});

on_both!(a_wrong_number_ends_it_and_the_log_has_it, |db| async move {
    let (world, alice, browser, id) = World::before_camera(db).await;
    for wrong in ["", "1", "x", "123", "other"] {
        let (phone, handover) = world.taken(&browser, &id).await;
        let number = world.number(&phone, &handover).await;
        let other = if number == "55" { "56" } else { "55" };
        world.name_number(&browser, &id, if wrong == "other" { other } else { wrong }).await;
        assert_eq!(world.stage(&browser, &id).await, Stage::Over(Ending::Mismatched), "{wrong}");
        world.name_number(&browser, &id, &number).await;
        assert_eq!(
            world.stage(&browser, &id).await,
            Stage::Over(Ending::Mismatched),
            "the right one is late"
        );
        assert!(world.lend(&phone, &handover).await.is_none());
    }
    assert_eq!(world.failures(&alice).await, ["handover_mismatched"; 5]);
    assert!(!world.hand_over(&browser, &id).await, "a journey gives out five links");
    assert_eq!(problem(&world.load(&browser, &id).await), "error-handover-often");
    assert_eq!(world.count("factor/alice-id/face").await, 0, "no try was spent");
});

on_both!(strangers_get_nothing_out_of_a_link_or_an_address, |db| async move {
    let (world, _, browser, id) = World::before_camera(db).await;
    let stranger = world.browser();
    for kind in ["totp", "password", "nothing"] {
        let (_, given) = Box::pin(world.guide.hand_over(&browser, &id, kind)).await.unwrap();
        assert!(!given, "{kind}");
    }
    let elsewhere = Box::pin(world.guide.hand_over(&stranger, &id, FACE)).await;
    assert!(matches!(elsewhere, Err(Error::OtherBrowser)));
    assert!(world.hand_over(&browser, &id).await);
    let first = world.link(&browser, &id).await;
    assert!(world.hand_over(&browser, &id).await);
    let token = world.link(&browser, &id).await;
    assert_ne!(first, token);
    assert_eq!(world.claim(&stranger, &first).await, None, "the older link is dead");
    let (row, _) = world.handed(&browser, &id).await.unwrap();
    assert_ne!(world.guide.handover_link(&stranger, &row), world.guide.handover_link(&browser, &row));
    let phone = world.browser();
    let handover = world.claim(&phone, &token).await.unwrap();
    assert_eq!(world.claim(&stranger, &token).await, None, "it is taken");
    assert!(world.guide.handover_offered(&token).await.unwrap().is_none());
    assert!(world.guide.handover_here(&stranger, &handover).await.unwrap().is_none());
    let number = world.number(&phone, &handover).await;
    let elsewhere = Box::pin(world.guide.confirm_handover(&stranger, &id, FACE, &number)).await;
    assert!(matches!(elsewhere, Err(Error::OtherBrowser)), "the device cannot confirm itself");
    let elsewhere = Box::pin(world.guide.confirm_handover(&phone, &id, FACE, &number)).await;
    assert!(matches!(elsewhere, Err(Error::OtherBrowser)));
    world.name_number(&browser, &id, &number).await;
    for nobody in [&stranger, &browser] {
        assert!(world.lend(nobody, &handover).await.is_none());
    }
    assert!(world.lend(&phone, &handover).await.is_some());
});

on_both!(both_sides_can_stop_it_and_it_lapses, |db| async move {
    let (world, alice, browser, id) = World::before_camera(db).await;
    let phone = world.browser();

    assert!(world.hand_over(&browser, &id).await);
    let token = world.link(&browser, &id).await;
    assert!(world.guide.decline_handover(&phone, &token).await.unwrap());
    assert!(!world.guide.decline_handover(&phone, &token).await.unwrap());
    assert_eq!(world.stage(&browser, &id).await, Stage::Over(Ending::Declined));
    assert_eq!(world.claim(&phone, &token).await, None);

    let (phone, handover) = world.confirmed(&browser, &id).await;
    world.guide.leave_handover(&phone, &handover).await.unwrap();
    assert_eq!(world.stage(&browser, &id).await, Stage::Over(Ending::Declined));
    assert!(world.lend(&phone, &handover).await.is_none());

    let (phone, handover) = world.confirmed(&browser, &id).await;
    Box::pin(world.guide.withdraw_handover(&browser, &id, FACE)).await.unwrap();
    assert_eq!(world.stage(&browser, &id).await, Stage::Over(Ending::Withdrawn));
    assert!(world.lend(&phone, &handover).await.is_none());
    let mut failures = world.failures(&alice).await;
    failures.sort();
    assert_eq!(failures, ["handover_declined", "handover_declined", "handover_withdrawn"]);

    assert!(world.hand_over(&browser, &id).await);
    let token = world.link(&browser, &id).await;
    world.clock.advance(Duration::from_mins(5));
    assert_eq!(world.claim(&phone, &token).await, None);
    assert_eq!(world.stage(&browser, &id).await, Stage::Over(Ending::Lapsed));
    let (phone, handover) = world.confirmed(&browser, &id).await;
    world.clock.advance(Duration::from_mins(3));
    assert!(world.lend(&phone, &handover).await.is_none(), "it waited too long before its camera");
});

/// A level above the default one that wants a face, which a session of the default one leads to.
async fn above(db: Database) -> World {
    World::with(db, |setup| {
        setup.levels.push(("face", json!([[["password"], ["totp"], ["face"]]])));
        setup.settings.enrol_at_sign_in.push(FACE.into());
    })
    .await
}

on_both!(what_the_session_of_the_browser_proves_counts_on_the_device_while_it_lives, |db| async move {
    let world = above(db).await;
    let alice = world.person("alice", true).await;
    let demand = || Demand { levels: vec!["face".into()], essential: true, ..Demand::default() };
    let browser = world.browser();
    let id = world.begin(&browser, demand()).await.journey_id;
    world.identify(&browser, &id, &alice.email).await;
    world.password(&browser, &id, PASSWORD).await;
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(travel.step, Step::Enrol { kind: FACE.into(), others: Vec::new() });
    assert!(!world.hand_over(&browser, &id).await, "no camera before consent, wherever it is");
    world.confirm(&browser, &id, FACE, consent(&travel)).await;
    let (phone, handover) = world.confirmed(&browser, &id).await;
    let asked = world.guide.handover_here(&phone, &handover).await.unwrap().unwrap();
    assert!(asked.enrolling);
    let stand_in = world.lend(&phone, &handover).await.unwrap();
    assert_eq!(problem(&world.look(&stand_in, &id, 1).await), "");
    assert!(world.face_row(&alice).await.is_some());
    assert_eq!(world.load(&browser, &id).await.step, Step::Permission);

    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    let id = world.begin(&browser, demand()).await.journey_id;
    let (phone, handover) = world.confirmed(&browser, &id).await;
    let stand_in = world.lend(&phone, &handover).await.unwrap();
    world.run("UPDATE session SET ended_at = 1").await;
    assert!(
        world.attempt(&stand_in, &id).await.is_err(),
        "signed out meanwhile, the journey is not at this step"
    );
});
