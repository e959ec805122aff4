use zeroize::Zeroizing;

use super::*;
use crate::{
    authentication::factor::{Record, testing},
    clock::Timestamp,
    face::Embedding,
    random::Random,
};

fn factor(adjust: impl FnOnce(&mut Settings)) -> Face {
    let mut settings = Face::from_config(&testing::config(), &testing::vault(), None).settings;
    adjust(&mut settings);
    Face::new(settings)
}

fn scene() -> Scene {
    Scene {
        now: Timestamp::from_seconds(1_800_000_000),
        random: Random::seeded(7),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved: true,
    }
}

fn person() -> Person {
    Person { account_id: "1".into(), username: "alice".into(), email: None, phone: None }
}

/// Frames of one face, each `noise` away from it in every number.
fn frames(face: u64, noise: f32) -> Vec<Embedding> {
    let random = Random::seeded(face);
    let face: Vec<f32> = (0..128).map(|_| f32::from(random.bytes::<1>()[0]) / 512.0).collect();
    let sign = |frame: usize, at: usize| if (frame + at).is_multiple_of(2) { noise } else { -noise };
    let frame = |frame: usize| face.iter().enumerate().map(|(at, value)| value + sign(frame, at)).collect();
    (0..6).map(|number| Zeroizing::new(frame(number))).collect()
}

fn seen(frames: Vec<Embedding>) -> Submission {
    Submission::seen(Observation::for_test([1; 16], frames))
}

fn agreed() -> Stage {
    let words = consent::page()["words"]["en"].as_str().unwrap().to_owned();
    let form = [("agree", "1"), ("locale", "en"), ("words", &words)];
    let form = Submission::of(form.map(|(name, value)| (name.to_owned(), value.to_owned())));
    Stage::Enrol(Consent::of(&form, scene().now).unwrap())
}

fn kept(factor: &Face, face: u64) -> Kept {
    match factor.enrol(&person(), &agreed(), &seen(frames(face, 0.0)), &scene()) {
        Ok(Round::Done(enrolment)) => enrolment.credential,
        other => panic!("{}", other.is_ok()),
    }
}

fn bound(credential: Kept) -> Bound<Kept> {
    Bound { authenticator_id: "a".into(), version: 3, high_water: None, credential }
}

fn reason(verdict: Verdict<Kept>) -> &'static str {
    match verdict {
        Verdict::Refused(reason) => reason.key,
        Verdict::Verified(_) => "",
    }
}

#[test]
fn the_same_face_is_known_again_and_another_is_not() {
    let factor = factor(|_| {});
    let mut all = vec![bound(kept(&factor, 1))];
    let judge = |all: &[Bound<Kept>], submission: &Submission| {
        factor.verify(all, &Stage::Verify, submission, &scene())
    };
    let Verdict::Verified(verified) = judge(&all, &seen(frames(1, 0.02))) else { panic!("the same") };
    assert_eq!((verified.authenticator_id.as_str(), verified.version), ("a", 3));
    assert_eq!((verified.amr, verified.characters), (vec!["face".to_owned()], vec![Character::Inherence]));
    // A noise of 0.05 in each of 128 numbers is a distance of 0.57.
    assert_eq!(reason(judge(&all, &seen(frames(1, 0.05)))), "error-camera-refused");
    assert_eq!(reason(judge(&all, &seen(frames(2, 0.0)))), "error-camera-refused");
    assert_eq!(reason(judge(&[], &seen(frames(1, 0.0)))), "error-camera-refused", "nobody's");
    assert_eq!(reason(judge(&all, &Submission::default())), "error-camera-needed");
    let short = vec![Zeroizing::new(vec![0.5; 64]); 6];
    assert_eq!(reason(judge(&all, &seen(short))), "error-camera-refused", "another network's");
    all[0].credential.model = "another".into();
    assert_eq!(reason(judge(&all, &seen(frames(1, 0.0)))), "error-face-outdated");
}

#[test]
fn a_face_of_another_installation_is_nobodys_here() {
    let (ours, theirs) = (factor(|_| {}), factor(|settings| *settings.key = [5; 32]));
    let all = [bound(kept(&theirs, 1))];
    let verdict = ours.verify(&all, &Stage::Verify, &seen(frames(1, 0.0)), &scene());
    assert_eq!(reason(verdict), "error-camera-refused");
}

#[test]
fn a_face_set_up_twice_is_kept_differently() {
    let factor = factor(|_| {});
    let random = Random::seeded(11);
    let keep = || {
        let scene = Scene { random: random.clone(), ..scene() };
        match factor.enrol(&person(), &agreed(), &seen(frames(1, 0.0)), &scene) {
            Ok(Round::Done(enrolment)) => enrolment.credential,
            _ => panic!("kept"),
        }
    };
    let (first, second) = (keep(), keep());
    let numbers = |kept: &Kept| -> Vec<f32> {
        serde_json::from_value(serde_json::to_value(&kept.template).unwrap()["turned"].clone()).unwrap()
    };
    let distance = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
    assert!(distance(&numbers(&first), &numbers(&second)) > 1.0, "no more alike than two people");
    assert!(distance(&numbers(&first), &frames(1, 0.0)[0]) > 1.0, "and not the face itself");
}

#[test]
fn what_is_told_of_a_face_is_that_there_is_one() {
    let factor = factor(|_| {});
    let told = factor.describe(&kept(&factor, 1));
    assert_eq!(told, json!({ "agreed_at": 1_800_000_000_000_i64, "version": 1 }));
    let record = Record::of(&kept(&factor, 1)).unwrap();
    assert_eq!(record.read::<Kept>().unwrap().consent, kept(&factor, 1).consent);
}

#[test]
fn a_camera_is_asked_for_after_consent_alone_and_with_another_question_each_time() {
    let factor = factor(|_| {});
    assert!(factor.look(&Stage::Consent, &scene(), false).is_none());
    let (one, scene) = (factor.look(&Stage::Verify, &scene(), false).unwrap(), scene());
    let nonces = [factor.look(&Stage::Verify, &scene, false), factor.look(&agreed(), &scene, false)];
    assert_ne!(nonces[0].as_ref().unwrap().nonce, nonces[1].as_ref().unwrap().nonce);
    assert!(!one.is_still() && factor.look(&Stage::Verify, &scene, true).unwrap().is_still());
}
