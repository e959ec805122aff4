use proptest::prelude::*;

use super::{
    testing::{Pose, frame},
    *,
};
use crate::random::Random;

const AHEAD: Pose = Pose { yaw: 0.0, pitch: 0.0, eyes: 1.0, person: 1, drift: 0.0, flat: false };

/// What a person does before the camera.
#[derive(Clone, Copy)]
enum Does {
    Waits(f32),
    Blinks,
    Turns(f32),
    /// As a picture would.
    TurnsFlat(f32),
}
use Does::{Blinks, Turns, TurnsFlat, Waits};

/// The frames of it at so many a second, with the sway that people have.
fn take(does: &[Does], rate: f32) -> Vec<Measurement> {
    let mut frames = Vec::new();
    for does in does {
        let seconds = match does {
            Waits(seconds) => *seconds,
            Blinks => 0.4,
            Turns(_) | TurnsFlat(_) => 1.3,
        };
        let count = (seconds * rate).round();
        for number in 0..count as u16 {
            let part = (f32::from(number) + 0.5) / count;
            let there = (std::f32::consts::PI * part).sin();
            let sway = (frames.len() as f32 * 0.7).sin();
            let (yaw, flat) = match does {
                Turns(yaw) => (yaw * (2.2 * there).min(1.0), false),
                TurnsFlat(yaw) => (yaw * (2.2 * there).min(1.0), true),
                _ => (0.0, false),
            };
            let eyes = if matches!(does, Blinks) { 1.0 - 0.5 * (1.6 * there).min(1.0) } else { 1.0 };
            frames.push(frame(Pose { yaw: yaw + sway, eyes: eyes + sway * 0.02, drift: 0.1, flat, ..AHEAD }));
        }
    }
    frames
}

fn challenge(actions: &[Action]) -> Challenge {
    Challenge { nonce: [9; 16], actions: actions.to_vec() }
}

/// What is said in the end of frames at so many a second.
fn watch(liveness: &mut Liveness, frames: Vec<Measurement>, rate: f32) -> Said {
    let mut said = Said::Failed(Failure::TimedOut);
    for (number, frame) in frames.into_iter().enumerate() {
        said = liveness.see(frame, Duration::from_millis((number as f32 * 1000.0 / rate) as u64));
        if !matches!(said, Said::Hint { .. }) {
            return said;
        }
    }
    said
}

fn attempt(actions: &[Action], frames: Vec<Measurement>) -> Said {
    watch(&mut Liveness::new(Rules::default(), challenge(actions), Purpose::Verify), frames, 10.0)
}

fn seen(said: &Said) -> bool {
    matches!(said, Said::Seen(_))
}

fn failure(said: &Said) -> Option<Failure> {
    match said {
        Said::Failed(failure) => Some(*failure),
        _ => None,
    }
}

const ORDERS: [[Action; 3]; 6] = {
    use Action::{Blink as B, TurnLeft as L, TurnRight as R};
    [[B, L, R], [B, R, L], [L, B, R], [L, R, B], [R, B, L], [R, L, B]]
};

/// A person who does these, one after the other.
fn person(actions: &[Action]) -> Vec<Does> {
    let mut does = vec![Waits(1.2)];
    for action in actions {
        does.push(match action {
            Action::Blink => Blinks,
            Action::TurnLeft => Turns(28.0),
            Action::TurnRight => Turns(-28.0),
        });
        does.push(Waits(0.6));
    }
    does
}

#[test]
fn who_follows_is_seen_at_every_rate_of_frames() {
    for order in ORDERS {
        for rate in [8.0, 10.0, 12.0, 15.0] {
            let mut liveness = Liveness::new(Rules::default(), challenge(&order), Purpose::Verify);
            let Said::Seen(observation) = watch(&mut liveness, take(&person(&order), rate), rate) else {
                panic!("{order:?} at {rate}");
            };
            assert_eq!(observation.nonce(), [9; 16]);
            assert_eq!(observation.embeddings().len(), 9, "six of the beginning, one of each action");
        }
    }
}

#[test]
fn another_order_is_never_accepted() {
    for asked in ORDERS {
        for shown in ORDERS.into_iter().filter(|shown| *shown != asked) {
            let mut does = person(&shown);
            does.push(Waits(31.0));
            let said = attempt(&asked, take(&does, 10.0));
            assert!(failure(&said).is_some(), "{asked:?} {shown:?} {said:?}");
        }
    }
}

#[test]
fn a_turn_to_the_wrong_side_is_forgiven_once() {
    let [order, ..] = ORDERS;
    let wrong = |count: usize| {
        let mut does = vec![Waits(1.2), Blinks, Waits(0.5)];
        does.extend([Turns(-28.0), Waits(0.5)].repeat(count));
        does.extend([Turns(28.0), Waits(0.5), Turns(-28.0), Waits(0.5)]);
        attempt(&order, take(&does, 10.0))
    };
    assert!(seen(&wrong(0)) && seen(&wrong(1)));
    assert_eq!(failure(&wrong(2)), Some(Failure::WrongAction));
}

#[test]
fn blinks_that_were_not_asked_for_are_passed_over() {
    let said = attempt(
        &[Action::TurnLeft, Action::Blink],
        take(&[Waits(1.2), Blinks, Blinks, Turns(28.0), Waits(0.5), Waits(2.0)], 10.0),
    );
    assert!(matches!(said, Said::Hint { hint: Hint::Act(Action::Blink), done: 1, of: 2 }), "{said:?}");
}

#[test]
fn pictures_neither_turn_nor_blink() {
    for action in [Action::TurnLeft, Action::TurnRight, Action::Blink] {
        let does =
            [Waits(1.2), TurnsFlat(28.0), TurnsFlat(-28.0), TurnsFlat(40.0), TurnsFlat(-40.0), Waits(20.0)];
        let said = attempt(&[action], take(&does, 10.0));
        assert_eq!(failure(&said), Some(Failure::TimedOut), "{action:?}");
    }
}

#[test]
fn what_is_done_is_said_step_by_step() {
    let [order, ..] = ORDERS;
    let mut liveness = Liveness::new(Rules::default(), challenge(&order), Purpose::Verify);
    let mut hints: Vec<(Hint, usize)> = Vec::new();
    for (number, frame) in take(&person(&order), 10.0).into_iter().enumerate() {
        if let Said::Hint { hint, done, of: 3 } =
            liveness.see(frame, Duration::from_millis(100) * number as u32)
            && hints.last() != Some(&(hint, done))
        {
            hints.push((hint, done));
        }
    }
    assert_eq!(
        hints,
        [
            (Hint::HoldStill, 0),
            (Hint::Act(Action::Blink), 0),
            (Hint::Act(Action::TurnLeft), 1),
            (Hint::LookAheadAgain, 1),
            (Hint::Act(Action::TurnRight), 2),
            (Hint::LookAheadAgain, 2),
        ]
    );
}

#[test]
fn enrolment_keeps_the_turned_face_too() {
    let [order, ..] = ORDERS;
    let mut liveness = Liveness::new(Rules::default(), challenge(&order), Purpose::Enrol);
    let Said::Seen(observation) = watch(&mut liveness, take(&person(&order), 10.0), 10.0) else { panic!() };
    assert_eq!(observation.embeddings().len(), 11);
}

#[test]
fn an_attempt_ends_in_time_and_an_action_is_asked_for_twice() {
    let said = attempt(&ORDERS[0], take(&[Waits(40.0)], 10.0));
    assert_eq!(failure(&said), Some(Failure::TimedOut));
    // Without a frame: 8 s, once more 8 s.
    let mut liveness = Liveness::new(Rules::default(), challenge(&ORDERS[0]), Purpose::Verify);
    watch(&mut liveness, take(&[Waits(1.0)], 10.0), 10.0);
    let asked = Duration::from_millis(500);
    for seconds in [0, 7, 8, 9, 15] {
        assert_eq!(liveness.expired(asked + Duration::from_secs(seconds)), None, "{seconds}");
    }
    assert_eq!(liveness.expired(asked + Duration::from_secs(16)), Some(Failure::TimedOut));
    // Nor does the beginning last.
    let mut liveness = Liveness::new(Rules::default(), challenge(&ORDERS[0]), Purpose::Verify);
    assert_eq!(liveness.expired(Duration::from_millis(29_999)), None);
    assert_eq!(liveness.expired(Duration::from_secs(30)), Some(Failure::TimedOut));
    assert_eq!(failure(&liveness.see(frame(AHEAD), Duration::from_secs(31))), Some(Failure::TimedOut));
}

#[test]
fn a_frame_that_was_seen_before_ends_the_attempt() {
    let mut frames = take(&person(&ORDERS[0]), 10.0);
    frames.insert(20, frames[3].clone());
    assert_eq!(failure(&attempt(&ORDERS[0], frames)), Some(Failure::NotAlive));
}

#[test]
fn frames_out_of_order_are_refused() {
    let mut refused = 0;
    for seed in 0..20 {
        let random = Random::seeded(seed);
        let mut frames = take(&person(&ORDERS[0]), 10.0);
        let (first, rest) = (frames.drain(..8).collect::<Vec<_>>(), frames);
        let mut shuffled: Vec<(u32, Measurement)> =
            rest.into_iter().map(|f| (random.below(1 << 30), f)).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let frames = first.into_iter().chain(shuffled.into_iter().map(|(_, frame)| frame)).collect();
        refused += u32::from(!seen(&attempt(&ORDERS[0], frames)));
    }
    assert_eq!(refused, 20);
    // The server's own clock does not run backwards.
    let mut liveness = Liveness::new(Rules::default(), challenge(&ORDERS[0]), Purpose::Verify);
    liveness.see(frame(AHEAD), Duration::from_millis(200));
    assert_eq!(failure(&liveness.see(frame(AHEAD), Duration::from_millis(100))), Some(Failure::NotAlive));
}

/// Frames in which everything from `from` on is changed.
fn changed(from: usize, to: usize, change: impl Fn(&mut Measurement)) -> Vec<Measurement> {
    let mut frames = take(&person(&ORDERS[0]), 10.0);
    frames[from..to].iter_mut().for_each(change);
    frames
}

fn become_person(person: usize) -> impl Fn(&mut Measurement) {
    move |frame| {
        let vector = frame.face.as_mut().unwrap().embedding.as_mut().unwrap();
        vector.fill(0.0);
        vector[person] = 0.6;
    }
}

#[test]
fn another_face_ends_the_attempt_wherever_it_comes() {
    let length = take(&person(&ORDERS[0]), 10.0).len();
    for from in 7..length - 8 {
        let said = attempt(&ORDERS[0], changed(from, length, become_person(2)));
        assert!(!seen(&said), "from {from}: {said:?}");
    }
    let said = attempt(&ORDERS[0], changed(20, length, become_person(2)));
    assert_eq!(failure(&said), Some(Failure::AnotherFace));
}

#[test]
fn an_action_of_another_face_does_not_count() {
    // The blink is at 12 to 15, the turns at 22 to 34 and 41 to 53.
    for (from, to) in [(12, 16), (13, 15), (14, 15), (22, 35), (25, 32), (41, 54)] {
        assert!(!seen(&attempt(&ORDERS[0], changed(from, to, become_person(2)))), "{from}..{to}");
    }
}

#[test]
fn a_gap_begins_the_action_afresh_and_many_end_the_attempt() {
    let without_face = |frame: &mut Measurement| (frame.faces, frame.face) = (0, None);
    // In the middle of the first turn.
    let mut frames = changed(26, 30, without_face);
    assert!(!seen(&attempt(&ORDERS[0], frames.clone())));
    // A person who does it again is seen.
    let again = take(&[Turns(28.0), Waits(0.6), Turns(-28.0), Waits(0.6)], 10.0);
    frames.truncate(40);
    frames.extend(again);
    assert!(seen(&attempt(&ORDERS[0], frames)));
    // Two frames without a face are no gap.
    assert!(seen(&attempt(&ORDERS[0], changed(27, 29, without_face))));
    let mut frames = take(&person(&[]), 10.0);
    for _ in 0..5 {
        frames.extend((0..4).map(|_| Measurement::default()));
        frames.extend(take(&[Waits(0.3)], 10.0));
    }
    assert_eq!(failure(&attempt(&ORDERS[0], frames)), Some(Failure::NotAlive));
}

#[test]
fn a_second_face_stops_everything() {
    let two = |frame: &mut Measurement| frame.faces = 2;
    let said = attempt(&ORDERS[0], changed(0, 40, two));
    assert!(matches!(said, Said::Hint { done: 0, .. }), "{said:?}");
    assert!(!seen(&attempt(&ORDERS[0], changed(22, 35, two))));
}

#[test]
fn light_that_fails_stops_the_action() {
    let dark = |frame: &mut Measurement| frame.face.as_mut().unwrap().luma = 20.0;
    assert!(!seen(&attempt(&ORDERS[0], changed(13, 15, dark))));
    assert!(!seen(&attempt(&ORDERS[0], changed(26, 29, dark))));
}

#[test]
fn a_standing_picture_ends_the_attempt() {
    let mut frames = take(&person(&[]), 10.0);
    frames.extend((0..12).map(|_| frame(AHEAD)));
    assert_eq!(failure(&attempt(&ORDERS[0], frames)), Some(Failure::NotAlive));
}

#[test]
fn eyes_that_are_closed_at_the_beginning_are_no_baseline() {
    let closed = |eyes: f32| (0..15).map(|n| frame(Pose { eyes, yaw: n as f32 % 3.0, ..AHEAD })).collect();
    assert!(matches!(attempt(&ORDERS[0], closed(0.5)), Said::Hint { hint: Hint::HoldStill, .. }));
    assert!(matches!(attempt(&ORDERS[0], closed(1.0)), Said::Hint { hint: Hint::Act(Action::Blink), .. }));
}

#[test]
fn a_network_against_spoofing_has_its_say() {
    let genuine = |value: f32| {
        let length = take(&person(&ORDERS[0]), 10.0).len();
        let rules = Rules { genuine: 0.8, ..Rules::default() };
        let mut liveness = Liveness::new(rules, challenge(&ORDERS[0]), Purpose::Verify);
        let frames = changed(0, length, |frame| frame.face.as_mut().unwrap().genuine = Some(value));
        watch(&mut liveness, frames, 10.0)
    };
    assert!(seen(&genuine(0.9)));
    assert_eq!(failure(&genuine(0.7)), Some(Failure::NotAlive));
}

#[test]
fn a_network_against_spoofing_is_not_outvoted_by_a_face_that_is_not_compared() {
    let rules = Rules { genuine: 0.8, ..Rules::default() };
    let mut liveness = Liveness::new(rules, challenge(&ORDERS[0]), Purpose::Verify);
    // Somebody living looks aside for as long as it takes; then a picture does what is asked.
    let mut frames: Vec<Measurement> = (0..200_u16)
        .map(|number| {
            let sway = (f32::from(number) * 0.7).sin();
            let mut frame = frame(Pose { yaw: 20.0 + sway, person: 2, drift: 0.1, ..AHEAD });
            frame.face.as_mut().unwrap().genuine = Some(0.98);
            frame
        })
        .collect();
    let length = take(&person(&ORDERS[0]), 10.0).len();
    frames.extend(changed(0, length, |frame| frame.face.as_mut().unwrap().genuine = Some(0.5)));
    assert_eq!(failure(&watch(&mut liveness, frames, 10.0)), Some(Failure::NotAlive));
}

/// Frames of somebody who blinks when asked, as long as it takes.
fn still(delay: f32) -> Said {
    let challenge = Challenge { nonce: [40; 16], actions: vec![Action::Blink; 3] };
    let mut liveness = Liveness::new(Rules::default(), challenge, Purpose::Verify);
    let (mut asked, mut said) = (None, Said::Failed(Failure::TimedOut));
    for number in 0..400_u32 {
        let at = number as f32 / 10.0;
        let since = asked.map_or(-1.0, |asked: f32| at - asked - delay);
        let eyes = if (0.0..0.35).contains(&since) { 0.5 } else { 1.0 };
        let pose = Pose { eyes, yaw: (at * 7.0).sin(), ..AHEAD };
        said = liveness.see(frame(pose), Duration::from_secs_f32(at));
        match said {
            Said::Hint { hint: Hint::Act(_), .. } => asked = asked.or(Some(at)),
            Said::Hint { .. } => asked = None,
            _ => return said,
        }
    }
    said
}

#[test]
fn who_cannot_turn_blinks_when_told_to() {
    assert!(seen(&still(0.4)) && seen(&still(2.0)));
    assert_eq!(failure(&still(3.5)), Some(Failure::TimedOut));
    // Blinking all the time is no answer: the pauses never end.
    let challenge = Challenge { nonce: [40; 16], actions: vec![Action::Blink; 3] };
    let mut liveness = Liveness::new(Rules::default(), challenge, Purpose::Verify);
    let mut does = vec![Waits(1.2)];
    does.extend([Blinks, Waits(0.3)].repeat(60));
    let said = watch(&mut liveness, take(&does, 10.0), 10.0);
    assert_eq!(failure(&said), Some(Failure::TimedOut));
}

#[test]
fn what_costs_time_is_measured_only_where_it_counts() {
    let mut liveness = Liveness::new(Rules::default(), challenge(&ORDERS[0]), Purpose::Verify);
    assert_eq!(liveness.wanted(), Wanted { iris: true, embedding: true });
    watch(&mut liveness, take(&[Waits(1.2)], 10.0), 10.0);
    assert!(liveness.wanted().iris, "a blink is asked for");
    let mut liveness = Liveness::new(Rules::default(), challenge(&ORDERS[3]), Purpose::Verify);
    watch(&mut liveness, take(&[Waits(1.2)], 10.0), 10.0);
    assert_eq!(liveness.wanted(), Wanted { iris: false, embedding: true });
    let mut rules = Rules::default();
    rules.liveness.identity_every = 3;
    let mut liveness = Liveness::new(rules, challenge(&ORDERS[3]), Purpose::Verify);
    let mut wanted = Vec::new();
    for (number, mut frame) in take(&person(&ORDERS[3]), 10.0).into_iter().enumerate().take(24) {
        let want = liveness.wanted();
        let face = frame.face.as_mut().unwrap();
        (face.iris, face.embedding) =
            (face.iris.filter(|_| want.iris), face.embedding.take().filter(|_| want.embedding));
        wanted.push(want.embedding);
        liveness.see(frame, Duration::from_millis(100) * number as u32);
    }
    assert_eq!(wanted[6..12].iter().filter(|embedding| **embedding).count(), 2);
    assert!(wanted[15..22].iter().all(|embedding| *embedding), "while turned");
}

fn any_pose() -> impl Strategy<Value = Pose> {
    let eyes = prop_oneof![Just(1.0_f32), Just(0.5), prop::num::f32::ANY];
    (-60.0..60.0_f32, -20.0..20.0_f32, eyes, 1..3_u8, 0.0..0.6_f32, any::<bool>())
        .prop_map(|(yaw, pitch, eyes, person, drift, flat)| Pose { yaw, pitch, eyes, person, drift, flat })
}

proptest! {
    /// Chance does not follow a challenge, and nothing that is measured makes the machine stumble.
    #[test]
    fn random_frames_are_not_accepted(
        poses in prop::collection::vec((any_pose(), 0..400_u64, 0..4_u32), 0..60),
        order in 0..6_usize,
    ) {
        let mut liveness = Liveness::new(Rules::default(), challenge(&ORDERS[order]), Purpose::Enrol);
        let mut at = Duration::ZERO;
        for (pose, step, faces) in poses {
            at += Duration::from_millis(step);
            let mut frame = frame(pose);
            frame.faces = faces;
            let _ = liveness.wanted();
            prop_assert!(!seen(&liveness.see(frame, at)));
        }
    }
}
