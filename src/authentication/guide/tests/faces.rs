//! Faces: what its three rooms share, who are somebody with a face and what cameras see.

mod attempts;
mod handover;
mod keeping;

use zeroize::Zeroizing;

use super::*;
use crate::{
    authentication::guide::{Attempt, Begun, Outcome},
    face::{Embedding, Observation},
    storage::Connection,
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

    /// Alice, who has a face, and the browser where she is signed in.
    async fn with_face(database: Database) -> (Self, super::Person, Visitor) {
        let world = Self::of_faces(database).await;
        let alice = world.person("alice", true).await;
        let mut browser = world.browser();
        world.enrol_face(&mut browser, &alice, 1).await;
        (world, alice, browser)
    }

    /// Alice and Bob, who have faces, and the browsers where they are signed in.
    async fn with_two_faces(database: Database) -> (Self, [super::Person; 2], [Visitor; 2]) {
        let (world, alice, browser) = Self::with_face(database).await;
        let bob = world.person("bob", true).await;
        let mut elsewhere = world.browser();
        world.enrol_face(&mut elsewhere, &bob, 2).await;
        (world, [alice, bob], [browser, elsewhere])
    }

    /// Alice, who has a face, and another browser, with a journey of hers that asks for it.
    async fn before_camera(database: Database) -> (Self, super::Person, Visitor, String) {
        let (world, alice, _) = Self::with_face(database).await;
        let other = world.browser();
        let (id, _) = world.to_face(&other, &alice).await;
        (world, alice, other, id)
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

    async fn run(&self, sql: &'static str) {
        self.write(move |write| Box::pin(async move { write.query(sql).execute().await })).await;
    }
}
