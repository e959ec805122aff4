//! What is kept of a face: with consent only, where nobody else's passes for it, and until it is erased, which is at once.

use super::*;
use crate::storage::data_key;

impl World {
    async fn keys(&self, person: &Person) -> Vec<data_key::DataKeyRow> {
        let mut reader = self.database.read().await.unwrap();
        data_key::of_account(&mut reader, &person.account_id).await.unwrap()
    }

    async fn swap_faces(&self, one: &Person, other: &Person) {
        let (one, other) = (self.face_row(one).await.unwrap(), self.face_row(other).await.unwrap());
        self.write(move |write| {
            Box::pin(async move {
                authenticator::replace(write, &one.authenticator_id, &other.credential_sealed).await?;
                authenticator::replace(write, &other.authenticator_id, &one.credential_sealed).await
            })
        })
        .await;
    }

    async fn swap_keys(&self, one: &Person, other: &Person) {
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

on_both!(withdrawn_consent_erases_the_face_and_its_key_at_once, |db| async move {
    let (world, [alice, bob], [browser, elsewhere]) = World::with_two_faces(db).await;
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
    let (world, alice, browser) = World::with_face(db).await;
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
    let (world, alice, browser) = World::with_face(db).await;
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
    let (world, [alice, bob], _) = World::with_two_faces(db).await;
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
    let (world, alice, _) = World::with_face(db).await;
    world.run("DELETE FROM data_key").await;
    let (_, travel) = world.to_face(&world.browser(), &alice).await;
    assert_eq!(travel.step, Step::Enrol { kind: FACE.into(), others: Vec::new() });
});

/// SQLite overwrites what it deletes (`secure_delete`), and its log once it is folded in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_an_erased_face_is_left_in_the_file_or_its_log() {
    let (database, scratch) = storage::testing::sqlite().await;
    let (world, alice, browser) = World::with_face(database).await;
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
