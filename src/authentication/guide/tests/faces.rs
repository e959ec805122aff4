//! Faces: consent, attempts before the camera and their limits, and that erased is erased.

mod handover;

use zeroize::Zeroizing;

use super::*;
use crate::{
    authentication::guide::{Attempt, Begun, Outcome},
    face::{Embedding, Observation, live::Failure},
    storage::{Connection, data_key},
};

const FACE: &str = "face";

/// Somebody's face, a little different in each frame.
fn frames(person: u64) -> Vec<Embedding> {
    let number = |random: &Random| f32::from(u16::from_le_bytes(random.bytes())) / 65_535.0 - 0.5;
    let face = Random::seeded(person);
    let face: Vec<f32> = (0..128).map(|_| number(&face) / 2.0).collect();
    let noise = Random::seeded(person + 1_000);
    (0..6).map(|_| Zeroizing::new(face.iter().map(|v| v + number(&noise) / 40.0).collect())).collect()
}

fn seen(nonce: [u8; 16], person: u64) -> Outcome {
    Outcome::Seen(Observation::for_test(nonce, frames(person)))
}

fn form(fields: &[(&str, &str)]) -> Submission {
    Submission::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

/// The form of the consent page that `travel` stands at, ticked.
fn consent(travel: &Travel) -> Submission {
    let page = &travel.journey.pending.as_ref().unwrap().page;
    let words = page["consent"]["words"]["en"].as_str().unwrap().to_owned();
    form(&[("agree", "1"), ("locale", "en"), ("words", &words)])
}

impl World {
    /// A level that wants a face beside password and app, which may be enrolled on the way.
    async fn of_faces(database: Database) -> Self {
        Self::with(database, |setup| {
            setup.levels.push(("face", json!([[["password"], ["totp"], ["face"]]])));
            setup.default_level = "face";
            setup.settings.enrol_at_sign_in.push(FACE.into());
        })
        .await
    }

    async fn attempt(&self, visitor: &Visitor, id: &str) -> Result<Attempt, String> {
        match Box::pin(self.guide.begin_attempt(visitor, id, FACE, false)).await {
            Ok(Begun::Attempt(attempt)) => Ok(attempt),
            Ok(Begun::Refused(travel)) => Err(problem(&travel).to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    async fn observe(
        &self,
        visitor: &Visitor,
        id: &str,
        nonce: [u8; 16],
        outcome: Outcome,
    ) -> Result<Travel, Error> {
        Box::pin(self.guide.observe(visitor, id, FACE, nonce, outcome)).await
    }

    /// One attempt of `person` from its start to its end.
    async fn look(&self, visitor: &Visitor, id: &str, person: u64) -> Travel {
        let nonce = self.attempt(visitor, id).await.unwrap().challenge.nonce;
        self.observe(visitor, id, nonce, seen(nonce, person)).await.unwrap()
    }

    /// Password and app; the face comes next.
    async fn to_face(&self, visitor: &Visitor, person: &super::Person) -> (String, Travel) {
        let (id, _) = self.second_step(visitor, &person.email).await;
        self.clock.advance(Duration::from_secs(30));
        let travel = self.code(visitor, &id, "totp", &self.totp(person)).await;
        (id, travel)
    }

    /// Signs in for the first time, which enrols face number `face`.
    async fn enrol_face(&self, visitor: &mut Visitor, person: &super::Person, face: u64) -> Authenticated {
        let (id, travel) = self.to_face(visitor, person).await;
        assert_eq!(travel.step, Step::Enrol { kind: FACE.into(), others: Vec::new() });
        self.confirm(visitor, &id, FACE, consent(&travel)).await;
        let travel = self.look(visitor, &id, face).await;
        assert_eq!(problem(&travel), "");
        self.finish(visitor, travel).await
    }

    async fn face_row(&self, person: &super::Person) -> Option<Authenticator> {
        let mut reader = self.database.read().await.unwrap();
        let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
        rows.into_iter().find(|row| row.kind == FACE)
    }

    async fn keys(&self, person: &super::Person) -> Vec<data_key::DataKeyRow> {
        let mut reader = self.database.read().await.unwrap();
        data_key::of_account(&mut reader, &person.account_id).await.unwrap()
    }

    async fn swap_faces(&self, one: &super::Person, other: &super::Person) {
        let (one, other) = (self.face_row(one).await.unwrap(), self.face_row(other).await.unwrap());
        self.write(move |write| {
            Box::pin(async move {
                authenticator::replace(write, &one.authenticator_id, &other.credential_sealed).await?;
                authenticator::replace(write, &other.authenticator_id, &one.credential_sealed).await
            })
        })
        .await;
    }

    async fn swap_keys(&self, one: &super::Person, other: &super::Person) {
        let (one, other) = (self.keys(one).await.remove(0), self.keys(other).await.remove(0));
        let swapped = [(one.authenticator_id, other.key_sealed), (other.authenticator_id, one.key_sealed)];
        self.write(move |write| {
            Box::pin(async move {
                for (id, key) in swapped {
                    let sql = "UPDATE data_key SET key_sealed = $2 WHERE authenticator_id = $1";
                    write.query(sql).bind(id).bind(key).execute().await?;
                }
                Ok(())
            })
        })
        .await;
    }

    async fn run(&self, sql: &'static str) {
        self.write(move |write| Box::pin(async move { write.query(sql).execute().await })).await;
    }
}

on_both!(a_face_is_enrolled_with_consent_and_asked_for_from_then_on, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    let done = world.enrol_face(&mut browser, &alice, 1).await;
    assert_eq!((done.acr.as_str(), done.amr.contains(&"face".to_owned())), ("face", true));
    let row = world.face_row(&alice).await.unwrap();
    assert_eq!(world.keys(&alice).await.len(), 1);
    let about = About { table: "authenticator", row: &row.authenticator_id, account: &alice.account_id };
    assert!(world.vault.open(about, &row.credential_sealed).is_err(), "not under the master key itself");

    let other = world.browser();
    let (id, travel) = world.to_face(&other, &alice).await;
    assert_eq!(travel.step, verify(FACE, &[]));
    let travel = world.look(&other, &id, 2).await;
    assert_eq!((asked(&travel), problem(&travel)), (FACE, "error-camera-refused"), "somebody else");
    let travel = world.look(&other, &id, 1).await;
    assert_eq!(travel.step, Step::Permission);
    assert_eq!(world.count("factor/alice-id/face").await, 0, "a success resets");
    assert_eq!(world.events(&alice, "factor.refused").await.len(), 1);
});

on_both!(no_camera_is_opened_and_nothing_kept_without_consent, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, travel) = world.to_face(&browser, &alice).await;
    let ticked = consent(&travel);
    assert_eq!(world.attempt(&browser, &id).await.unwrap_err(), "");
    let untick = |name: &str| {
        let mut form = ticked.clone();
        form.fields.remove(name);
        form
    };
    for partial in [Submission::default(), untick("agree"), untick("locale"), untick("words")] {
        let travel = world.confirm(&browser, &id, FACE, partial).await;
        assert_eq!(problem(&travel), "error-face-consent");
        assert!(world.attempt(&browser, &id).await.is_err());
    }
    let mut smuggled = ticked.clone();
    smuggled.observed = Some(Observation::for_test([0; 16], frames(1)));
    let travel = world.confirm(&browser, &id, FACE, smuggled.clone()).await;
    assert!(travel.journey.pending.unwrap().page["consent"].is_null(), "the camera comes next");
    let travel = world.confirm(&browser, &id, FACE, smuggled).await;
    assert_eq!(problem(&travel), "error-camera-needed");
    assert!(world.face_row(&alice).await.is_none());
    let nonce = world.attempt(&browser, &id).await.unwrap().challenge.nonce;
    let few = Observation::for_test(nonce, frames(1).into_iter().take(4).collect());
    let travel = world.observe(&browser, &id, nonce, Outcome::Seen(few)).await.unwrap();
    assert_eq!(problem(&travel), "error-face-few");
    let travel = world.look(&browser, &id, 1).await;
    assert_eq!(travel.step, Step::Permission);
});

on_both!(no_form_passes_the_camera, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    let nonce = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    let mut smuggled = form(&[("observed", "1"), ("frame", "x"), ("agree", "1"), ("done", "3")]);
    smuggled.files.insert("frame".into(), vec![0xff, 0xd8, 0xff]);
    smuggled.observed = Some(Observation::for_test(nonce, frames(1)));
    for submission in [smuggled, Submission::default()] {
        let travel = world.respond(&other, &id, FACE, submission).await;
        assert_eq!((asked(&travel), problem(&travel)), (FACE, "error-camera-needed"));
    }
    assert_eq!(world.count("factor/alice-id/face").await, 1, "a form spends no try");
});

on_both!(what_was_seen_counts_for_the_newest_attempt_and_once, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    let older = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    let newer = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    assert_ne!(older, newer);
    // Neither what an older attempt saw, nor under the newer one's name, nor for another browser's journey.
    for (named, followed) in [(older, older), (newer, older), ([7; 16], newer), ([7; 16], [7; 16])] {
        let outcome = world.observe(&other, &id, named, seen(followed, 1)).await;
        assert!(matches!(outcome, Err(Error::Raced)), "{named:?}");
    }
    let failed = world.observe(&other, &id, older, Outcome::Failed(Failure::NotAlive)).await;
    assert!(matches!(failed, Err(Error::Raced)), "an older failure does not end the newer attempt");
    let stranger = world.browser();
    let outcome = world.observe(&stranger, &id, newer, seen(newer, 1)).await;
    assert!(matches!(outcome, Err(Error::OtherBrowser)));
    let travel = world.observe(&other, &id, newer, seen(newer, 2)).await.unwrap();
    assert_eq!(problem(&travel), "error-camera-refused");
    let outcome = world.observe(&other, &id, newer, seen(newer, 1)).await;
    assert!(matches!(outcome, Err(Error::Raced)), "it was judged");

    let late = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    world.clock.advance(Duration::from_mins(3));
    let outcome = world.observe(&other, &id, late, seen(late, 1)).await;
    assert!(matches!(outcome, Err(Error::Raced)), "an attempt lapses");

    let left = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    world.restart(&other, &id).await;
    let outcome = world.observe(&other, &id, left, seen(left, 1)).await;
    assert!(matches!(outcome, Err(Error::Raced)), "another step is at hand");
});

on_both!(of_many_attempts_at_once_five_are_evaluated_and_one_is_alive, |db| async move {
    let world = Arc::new(World::of_faces(db).await);
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let mut journeys = Vec::new();
    for _ in 0..8 {
        let other = world.browser();
        let (id, _) = world.to_face(&other, &alice).await;
        journeys.push((other, id));
    }
    let runs: Vec<_> = (0..64)
        .map(|number| {
            let world = world.clone();
            let (visitor, id) = journeys[number % journeys.len()].clone();
            tokio::spawn(async move { (id.clone(), world.attempt(&visitor, &id).await) })
        })
        .collect();
    let mut begun = Vec::new();
    for run in runs {
        let (id, outcome) = run.await.unwrap();
        begun.extend(outcome.ok().map(|attempt| (id, attempt.challenge.nonce)));
    }
    assert!((1..=5).contains(&begun.len()), "{}", begun.len());
    assert_eq!(world.count("factor/alice-id/face").await, i64::try_from(begun.len()).unwrap());
    let mut alive = 0;
    for (visitor, id) in &journeys {
        for (_, nonce) in begun.iter().filter(|(of, _)| of == id) {
            alive += usize::from(world.observe(visitor, id, *nonce, seen(*nonce, 2)).await.is_ok());
        }
    }
    let ids: std::collections::BTreeSet<_> = begun.iter().map(|(id, _)| id).collect();
    assert_eq!(alive, ids.len(), "of each journey the newest attempt");
});

on_both!(after_five_failures_each_attempt_waits_and_after_a_hundred_the_face_is_disabled, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    for _ in 0..5 {
        world.look(&other, &id, 2).await;
    }
    assert_eq!(world.attempt(&other, &id).await.unwrap_err(), "error-too-many-tries");
    let travel = world.load(&other, &id).await;
    assert_eq!(travel.journey.problem.unwrap().at, Some(world.clock.now().after(Duration::from_secs(30))));
    world.clock.advance(Duration::from_secs(30));
    world.look(&other, &id, 2).await;
    assert!(world.attempt(&other, &id).await.is_err());
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.look(&other, &id, 1).await.step, Step::Permission, "the right one gets in");

    let (id, _) = world.to_face(&other, &alice).await;
    for number in 1..=99 {
        let travel = world.look(&other, &id, 2).await;
        assert_eq!(asked(&travel), FACE, "{number}");
        world.clock.advance(Duration::from_secs(30));
    }
    let last = world.attempt(&other, &id).await.unwrap().challenge.nonce;
    assert_eq!(world.count("factor/alice-id/face").await, 100);
    assert_eq!(asked(&world.load(&other, &id).await), FACE, "the last attempt is judged like all others");
    let (elsewhere, second) = (world.browser(), world.browser());
    let (_, travel) = world.to_face(&elsewhere, &alice).await;
    assert_eq!(travel.step, Step::End(End::Unmet), "and there is none beside it");
    world.observe(&other, &id, last, seen(last, 2)).await.unwrap();
    assert_eq!(world.face_row(&alice).await.unwrap().state, "disabled");
    assert_eq!(world.events(&alice, "factor.disabled").await.len(), 1);
    assert!(world.mails().await.iter().any(|mail| mail.context["event"] == "factor-disabled"));
    let (_, travel) = world.to_face(&second, &alice).await;
    assert_eq!(travel.step, Step::End(End::Unmet), "not replaced on the way by weaker proofs");
});

on_both!(an_attempt_that_nobody_ended_was_a_try, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    for _ in 0..5 {
        world.attempt(&other, &id).await.unwrap();
    }
    assert!(world.attempt(&other, &id).await.is_err());
});

on_both!(an_attempt_that_this_server_could_not_look_at_is_given_back_once, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    let begin = async || world.attempt(&other, &id).await.unwrap().challenge.nonce;
    let stop = async |nonce| world.observe(&other, &id, nonce, Outcome::Failed(Failure::Stopped)).await;
    for number in 1..=8 {
        let nonce = begin().await;
        assert_eq!(world.count("factor/alice-id/face").await, 1);
        let travel = stop(nonce).await.unwrap();
        assert_eq!((asked(&travel), problem(&travel)), (FACE, ""), "{number}");
        assert_eq!(world.count("factor/alice-id/face").await, 0);
        assert!(matches!(stop(nonce).await, Err(Error::Raced)), "it has ended");
    }
    assert_eq!(world.events(&alice, "factor.refused").await.len(), 8, "the log has them");

    // What was judged, what another attempt took the place of, and what is left are tries.
    world.look(&other, &id, 2).await;
    let (older, newer) = (begin().await, begin().await);
    assert!(matches!(stop(older).await, Err(Error::Raced)));
    world.observe(&other, &id, newer, seen(newer, 2)).await.unwrap();
    assert!(matches!(stop(newer).await, Err(Error::Raced)));
    let left = begin().await;
    world.observe(&other, &id, left, Outcome::Failed(Failure::Left)).await.unwrap();
    assert_eq!(world.count("factor/alice-id/face").await, 4);
    // The fifth begins the wait, which is over with it.
    let nonce = begin().await;
    stop(nonce).await.unwrap();
    world.look(&other, &id, 2).await;
    assert_eq!(world.attempt(&other, &id).await.unwrap_err(), "error-too-many-tries");
    world.clock.advance(Duration::from_secs(30));
    stop(begin().await).await.unwrap();
    assert_eq!(world.look(&other, &id, 1).await.step, Step::Permission, "nobody waits for our sake");
});

on_both!(the_hundredth_attempt_that_this_server_could_not_look_at_shuts_nothing, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    let stop = async || {
        let nonce = world.attempt(&other, &id).await.unwrap().challenge.nonce;
        world.observe(&other, &id, nonce, Outcome::Failed(Failure::Stopped)).await.unwrap()
    };
    stop().await;
    world.run("UPDATE throttle SET row_count = 99 WHERE subject = 'factor/alice-id/face'").await;
    world.clock.advance(Duration::from_secs(30));
    let travel = stop().await;
    assert_eq!((asked(&travel), problem(&travel)), (FACE, ""), "the same step goes on");
    assert_eq!(world.count("factor/alice-id/face").await, 99);
    assert_eq!(world.face_row(&alice).await.unwrap().state, "active");
    assert_eq!(world.look(&other, &id, 1).await.step, Step::Permission);
});

on_both!(a_face_is_enrolled_however_often_this_server_could_not_look, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let browser = world.browser();
    let (id, travel) = world.to_face(&browser, &alice).await;
    world.confirm(&browser, &id, FACE, consent(&travel)).await;
    for number in 0..30 {
        let nonce = world.attempt(&browser, &id).await.unwrap().challenge.nonce;
        let stopped = world.observe(&browser, &id, nonce, Outcome::Failed(Failure::Stopped)).await.unwrap();
        assert_eq!(problem(&stopped), "", "{number}");
    }
    assert_eq!(world.look(&browser, &id, 1).await.step, Step::Permission);
});

on_both!(an_attempt_that_is_left_is_in_the_log_and_the_hundredth_disables_the_face, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let other = world.browser();
    let (id, _) = world.to_face(&other, &alice).await;
    let leave = async || {
        let nonce = world.attempt(&other, &id).await.unwrap().challenge.nonce;
        world.observe(&other, &id, nonce, Outcome::Failed(Failure::Left)).await.unwrap()
    };
    let failures = async || {
        let events = world.events(&alice, "factor.refused").await;
        let failure = |event: &Event| {
            let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
            detail["failure"].as_str().unwrap_or_default().to_owned()
        };
        events.iter().map(failure).collect::<Vec<_>>()
    };
    let travel = leave().await;
    assert_eq!((asked(&travel), problem(&travel)), (FACE, ""), "nobody waits for a word");
    assert_eq!(failures().await, ["left"]);
    // One that nobody ended is told of when the next begins.
    world.attempt(&other, &id).await.unwrap();
    assert_eq!(failures().await.len(), 1);
    let travel = leave().await;
    assert_eq!((problem(&travel), failures().await.len()), ("", 3));

    world.run("UPDATE throttle SET row_count = 99 WHERE subject = 'factor/alice-id/face'").await;
    world.clock.advance(Duration::from_secs(30));
    leave().await;
    assert_eq!(world.face_row(&alice).await.unwrap().state, "disabled");
    assert_eq!(world.events(&alice, "factor.disabled").await.len(), 1);
    assert!(world.mails().await.iter().any(|mail| mail.context["event"] == "factor-disabled"));
});

on_both!(withdrawn_consent_erases_the_face_and_its_key_at_once, |db| async move {
    let world = World::of_faces(db).await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", true).await);
    let (mut browser, mut elsewhere) = (world.browser(), world.browser());
    world.enrol_face(&mut browser, &alice, 1).await;
    world.enrol_face(&mut elsewhere, &bob, 2).await;
    let face = world.face_row(&alice).await.unwrap().authenticator_id;
    let withdraw = async |visitor: &Visitor, id: &str| world.guide.withdraw(visitor, id).await.unwrap();
    assert!(!withdraw(&world.browser(), &face).await, "nobody is signed in there");
    assert!(!withdraw(&elsewhere, &face).await, "it is not theirs");
    assert!(!withdraw(&browser, "alice-id-totp").await, "it rests on no consent");
    let mails = world.mails().await.len();
    world.clock.advance(Duration::from_secs(1));
    assert!(withdraw(&browser, &face).await);
    assert!(!withdraw(&browser, &face).await);
    assert!(world.face_row(&alice).await.is_none() && world.keys(&alice).await.is_empty());
    assert!(world.face_row(&bob).await.is_some() && world.keys(&bob).await.len() == 1);
    let mail = world.mails().await.remove(0);
    assert_eq!(world.mails().await.len(), mails + 1);
    assert_eq!(
        (mail.to, mail.context["event"].as_str().unwrap()),
        (alice.email.clone(), "consent-withdrawn")
    );
    let event = world.events(&alice, "factor.consent_withdrawn").await.remove(0);
    let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
    assert_eq!(detail, serde_json::json!({ "browser": "Firefox (Linux)", "factor": "face" }));
});

on_both!(consent_is_withdrawn_where_faces_are_switched_off_too, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let face = world.face_row(&alice).await.unwrap();
    let random = Random::seeded(98);
    let off = guide_of(&world.database, &world.vault, &world.clock, &random, Setup::default(), false);
    let mut reader = world.database.read().await.unwrap();
    let rows = authenticator::of_account(&mut reader, &alice.account_id).await.unwrap();
    let details = off.details(&mut reader, &alice.account_id, &rows).await.unwrap();
    drop(reader);
    assert_eq!(details[&face.authenticator_id], json!({}), "it is shown, so that it can go");
    assert!(!off.withdraw(&browser, "alice-id-totp").await.unwrap());
    assert!(off.withdraw(&browser, &face.authenticator_id).await.unwrap());
    assert!(world.face_row(&alice).await.is_none() && world.keys(&alice).await.is_empty());
    assert_eq!(world.events(&alice, "factor.consent_withdrawn").await.len(), 1);
});

on_both!(a_face_set_up_anew_takes_the_place_of_the_one_before, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let before = world.face_row(&alice).await.unwrap();
    let change = Purpose::Change { enrol: Some(FACE.into()) };
    let demand = Demand { account_id: Some(alice.account_id.clone()), fresh: true, ..Demand::default() };
    let id = world.open(&browser, change, demand).await.journey_id;
    world.password(&browser, &id, PASSWORD).await;
    world.clock.advance(Duration::from_secs(30));
    let mut travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    if asked(&travel) == FACE {
        travel = world.look(&browser, &id, 1).await;
    }
    let travel = world.confirm(&browser, &id, FACE, consent(&travel)).await;
    assert_eq!(problem(&travel), "");
    world.look(&browser, &id, 3).await;
    let after = world.face_row(&alice).await.unwrap();
    assert_ne!(before.authenticator_id, after.authenticator_id);
    let keys = world.keys(&alice).await;
    assert_eq!(keys.iter().map(|key| &key.authenticator_id).collect::<Vec<_>>(), [&after.authenticator_id]);
});

on_both!(a_face_or_key_that_was_moved_is_noticed, |db| async move {
    let world = World::of_faces(db).await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", true).await);
    let (mut browser, mut elsewhere) = (world.browser(), world.browser());
    world.enrol_face(&mut browser, &alice, 1).await;
    world.enrol_face(&mut elsewhere, &bob, 2).await;
    let noticed = async |visitor: &Visitor| {
        let (id, name) = (world.begin(visitor, Demand::default()).await.journey_id, typed("username", "bob"));
        matches!(Box::pin(world.guide.identify(visitor, &id, &name)).await, Err(Error::Faulty(_)))
    };
    world.swap_faces(&alice, &bob).await;
    assert!(noticed(&world.browser()).await, "rows were swapped");
    world.swap_keys(&alice, &bob).await;
    assert!(noticed(&world.browser()).await, "rows and keys were swapped");
    world.swap_faces(&alice, &bob).await;
    assert!(noticed(&world.browser()).await, "keys were swapped");
    world.swap_keys(&alice, &bob).await;
    let fresh = world.browser();
    let (id, travel) = world.to_face(&fresh, &bob).await;
    assert_eq!(asked(&travel), FACE, "all is in its place again");
    assert_eq!(world.look(&fresh, &id, 2).await.step, Step::Permission);

    // Another installation, into which these rows were copied.
    let random = Random::seeded(99);
    let vault = Vault::new(&MasterKey::generate(&random), random.clone());
    let setup = Setup::default();
    let foreign = guide(&world.database, &vault, &world.clock, &random, setup);
    let rows =
        authenticator::of_account(&mut world.database.read().await.unwrap(), "alice-id").await.unwrap();
    let faces: Vec<_> = rows.into_iter().filter(|row| row.kind == FACE).collect();
    let mut reader = world.database.read().await.unwrap();
    let outcome = foreign.details(&mut reader, "alice-id", &faces).await;
    assert!(matches!(outcome, Err(Error::Faulty(_))));
});

on_both!(a_face_whose_key_was_destroyed_is_as_good_as_gone, |db| async move {
    let world = World::of_faces(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    world.run("DELETE FROM data_key").await;
    let (_, travel) = world.to_face(&world.browser(), &alice).await;
    assert_eq!(travel.step, Step::Enrol { kind: FACE.into(), others: Vec::new() });
});

/// SQLite overwrites what it deletes (`secure_delete`), and its log once it is folded in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_an_erased_face_is_left_in_the_file_or_its_log() {
    let (database, scratch) = storage::testing::sqlite().await;
    let world = World::of_faces(database).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.enrol_face(&mut browser, &alice, 1).await;
    let row = world.face_row(&alice).await.unwrap();
    let key = world.keys(&alice).await.remove(0).key_sealed;
    let traces = || -> Vec<String> {
        let mut found = Vec::new();
        for file in std::fs::read_dir(scratch.path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            // A row may be cut by a page: parts of it are looked for.
            let parts = row.credential_sealed.chunks(48).filter(|part| part.len() == 48);
            for part in parts.chain([&key[..32], &key[key.len() - 32..]]) {
                if bytes.windows(part.len()).any(|window| window == part) {
                    found.push(path.display().to_string());
                }
            }
        }
        found
    };
    assert!(!traces().is_empty(), "the search finds what is there");
    assert!(world.guide.withdraw(&browser, &row.authenticator_id).await.unwrap());
    let connection = rusqlite::Connection::open(scratch.path().join("doorward.db")).unwrap();
    let folded: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).unwrap();
    assert_eq!(folded, 0, "nobody holds the log open");
    assert_eq!(traces(), Vec::<String>::new());
}
