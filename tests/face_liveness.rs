//! From pixels to a verdict: a living head, photographs of it and another face, made of one portrait.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{sync::LazyLock, time::Duration};

use bytes::Bytes;
use doorward::{
    config::Config,
    face::{
        Action, Chain, Challenge, Engine, Failure, Hint, Live, Measurement, Purpose, Rules, Said, Settings,
        Template, Wants, liveness::Liveness,
    },
};
use films::{
    output::jpeg,
    script::{Extent, Part, Player, parse},
    still::Still,
};
use image::RgbImage;

const INTERVAL: Duration = Duration::from_millis(100);
const ORDER: [Action; 3] = [Action::Blink, Action::TurnLeft, Action::TurnRight];

fn portrait() -> RgbImage {
    image::open("tests/fixtures/astronaut.jpg").unwrap().to_rgb8()
}

/// Another face: no second one may be had without a licence, so the portrait is drawn out and squeezed until its vector is
/// a stranger's, as the first test below says.
fn stranger() -> RgbImage {
    let portrait = portrait();
    let mut warped = RgbImage::new(portrait.width(), portrait.height());
    for (x, y, pixel) in warped.enumerate_pixels_mut() {
        let (u, v) = ((x as f32 - 225.0) / 80.0, (y as f32 - 120.0) / 80.0);
        // Wider above, narrower below, the middle of the face drawn down; mirrored.
        let (u, v) = (-u * (1.0 + 0.5 * v.clamp(-1.0, 1.0)), v + 0.3 * (1.0 - v * v).max(0.0));
        let colour = films::picture::sample(&portrait, 225.0 + u * 80.0, 120.0 + v * 80.0);
        pixel.0 = [colour[0] * 0.9, colour[1] * 0.8, colour[2] * 0.7].map(|value| value as u8);
    }
    warped
}

/// What is made and measured once for all tests: parts of a living head's performance, and of a stranger's.
struct Takes {
    stills: Vec<Still>,
    encoded: Vec<Vec<Vec<u8>>>,
    living: Vec<Vec<Measurement>>,
    stranger: Vec<Vec<Measurement>>,
}

const PARTS: &str = "still:8,blink:5,still:4,left:11,still:4,right:11,still:4";
const PARTS_OF_STRANGER: &str = "still:4,blink:5,left:11";

static TAKES: LazyLock<Takes> = LazyLock::new(|| {
    let mut chain = chain();
    let stills = vec![
        Still::of(&portrait(), &mut |file| mesh(&mut chain, file)).unwrap(),
        Still::of(&stranger(), &mut |file| mesh(&mut chain, file)).expect("a face is left"),
    ];
    let extent = Extent { rate: 10.0, ..Extent::default() };
    let play = |still: usize, text: &str| -> Vec<Vec<Vec<u8>>> {
        let mut player = Player::of(vec![&stills[still]], extent, 7);
        let encode = |part: Part| player.play(part).iter().map(|frame| jpeg(frame, 88)).collect();
        parse(text).unwrap().into_iter().map(encode).collect()
    };
    let encoded = play(0, PARTS);
    let living = encoded.iter().map(|part| measure(&mut chain, part)).collect();
    let stranger = play(1, PARTS_OF_STRANGER).iter().map(|part| measure(&mut chain, part)).collect();
    Takes { encoded, living, stranger, stills }
});

fn chain() -> Chain {
    Chain::load(&Settings::from_config(&Config::default())).unwrap()
}

fn mesh(chain: &mut Chain, file: &[u8]) -> Option<Vec<[f32; 3]>> {
    Some(chain.measure(file, Wants::MESH, None).ok()?.measurement.face?.landmarks)
}

fn measure(chain: &mut Chain, frames: &[Vec<u8>]) -> Vec<Measurement> {
    let mut tracking = None;
    let mut one = |frame: &Vec<u8>| {
        let measured = chain.measure(frame, Wants::ALL, tracking).unwrap();
        tracking = measured.tracking;
        measured.measurement
    };
    frames.iter().map(&mut one).collect()
}

fn rules() -> Rules {
    Rules::from_config(&Config::default())
}

/// How an attempt ends in which these frames come; nothing if it is accepted.
fn follow(rules: &Rules, frames: &[Measurement], actions: &[Action]) -> Option<Failure> {
    attempt(rules, frames, actions).0
}

/// The same, and how many actions were done; none if none was even asked for.
fn attempt(rules: &Rules, frames: &[Measurement], actions: &[Action]) -> (Option<Failure>, Option<usize>) {
    let mut did = None;
    let challenge = Challenge { nonce: [5; 16], actions: actions.to_vec() };
    let mut liveness = Liveness::new(rules.clone(), challenge, Purpose::Verify);
    for (number, frame) in frames.iter().enumerate() {
        match liveness.see(frame.clone(), INTERVAL * u32::try_from(number).unwrap()) {
            Said::Hint { hint: Hint::Act(_), done, .. } => did = Some(done),
            Said::Hint { .. } => {}
            Said::Seen(_) => return (None, did),
            Said::Failed(failure) => return (Some(failure), did),
        }
    }
    (Some(Failure::TimedOut), did)
}

/// Whichever action is asked for first, it is asked for and not done.
fn does_nothing(frames: &[Measurement]) -> Result<(), String> {
    let [blink, left, right] = ORDER;
    for order in [[blink, left, right], [left, blink, right], [right, blink, left]] {
        match attempt(&rules(), frames, &order) {
            (Some(_), Some(0)) => {}
            (_, None) => return Err("what is refused at its beginning proves nothing".to_owned()),
            other => return Err(format!("{order:?}: {other:?}")),
        }
    }
    Ok(())
}

#[test]
fn the_stranger_is_one() {
    let vector = |part: &[Measurement]| part[0].face.clone().unwrap().embedding.unwrap();
    let (own, other) = (vector(&TAKES.living[0]), vector(&TAKES.stranger[0]));
    let distance = own.iter().zip(other.iter()).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
    assert!(distance > 0.55, "{distance}");
}

#[test]
fn a_living_person_who_follows_is_accepted() {
    assert_eq!(follow(&rules(), &TAKES.living.concat(), &ORDER), None);
}

#[test]
fn the_same_person_in_another_order_is_not() {
    let [blink, left, right] = ORDER;
    let frames = TAKES.living.concat();
    for order in [
        [blink, right, left],
        [left, blink, right],
        [left, right, blink],
        [right, blink, left],
        [right, left, blink],
    ] {
        assert!(follow(&rules(), &frames, &order).is_some(), "{order:?}");
    }
    // Parts in another order, for the order that was asked for.
    let part =
        |numbers: &[usize]| numbers.iter().flat_map(|part| TAKES.living[*part].clone()).collect::<Vec<_>>();
    assert_eq!(
        follow(&rules(), &part(&[0, 5, 2, 3, 4, 1, 6]), &[right, left, blink]),
        None,
        "the parts themselves are good"
    );
    assert!(follow(&rules(), &part(&[0, 5, 2, 3, 4, 1, 6]), &ORDER).is_some());
}

#[test]
fn the_same_frames_are_not_accepted_twice() {
    let (rules, frames) = (rules(), TAKES.living.concat());
    assert_eq!(follow(&rules, &frames, &ORDER), None);
    assert_eq!(follow(&rules, &frames, &ORDER), Some(Failure::NotAlive));
    // Nor within one attempt.
    let doubled = [&frames[..20], &frames[12..]].concat();
    assert_eq!(follow(&rules.forgetful(), &doubled, &ORDER), Some(Failure::NotAlive));
}

#[test]
fn frames_in_another_order_are_not_accepted() {
    let frames = TAKES.living.concat();
    let reversed: Vec<_> = frames[..8].iter().chain(frames[8..].iter().rev()).cloned().collect();
    assert!(follow(&rules(), &reversed, &ORDER).is_some());
    let mut chance = films::chance::Chance::new(3);
    for _ in 0..20 {
        let mut rest = frames[8..].to_vec();
        for last in (1..rest.len()).rev() {
            rest.swap(last, chance.below(last + 1));
        }
        assert!(follow(&rules(), &[&frames[..8], &rest].concat(), &ORDER).is_some());
    }
}

#[test]
fn another_face_is_not_accepted_wherever_it_comes() {
    let [still, blink, left] = TAKES.stranger.as_slice() else { panic!() };
    for from in 1..=5 {
        let frames = [
            TAKES.living[..from].concat(),
            [still, blink, still, left, still].map(|part| part.clone()).concat(),
        ];
        assert!(follow(&rules(), &frames.concat(), &ORDER).is_some(), "from part {from}");
    }
    // The face alone that acts is another one.
    for (part, acted) in [(1, blink), (3, left)] {
        let mut parts = TAKES.living.clone();
        parts[part].clone_from(acted);
        assert!(follow(&rules(), &parts.concat(), &ORDER).is_some(), "only part {part}");
    }
}

#[test]
fn no_photograph_is_accepted_however_it_is_held() {
    let mut chain = chain();
    let extent = Extent { rate: 10.0, plane: 50.0, radius: 160.0, ..Extent::default() };
    for moves in [
        "frozen:8",
        "pan:8",
        "zoom:8",
        "rotate:8",
        "tilt:8",
        "plane-left:7,plane-right:7",
        "bend-left:7,bend-right:7",
    ] {
        let mut player = Player::of(vec![&TAKES.stills[0]], extent, 11);
        let parts = parse(&format!("frozen:6,{moves}")).unwrap();
        let frames: Vec<_> =
            parts.into_iter().flat_map(|part| player.play(part)).map(|f| jpeg(&f, 88)).collect();
        let measured = measure(&mut chain, &frames);
        let found = measured.iter().filter(|frame| frame.face.is_some()).count();
        assert!(
            found * 2 > frames.len(),
            "{moves}: a photograph that shows no face proves nothing ({found})"
        );
        assert_eq!(does_nothing(&measured), Ok(()), "{moves}");
    }
}

/// The same through the engine, as a connection does it: what is wanted of a frame is measured and nothing else.
#[tokio::test]
async fn frames_of_a_connection_lead_to_a_template_and_back() {
    let engine = Engine::open(Settings::from_config(&Config::default())).unwrap();
    let (rules, keys) = (rules(), ([1; 32], [2; 32]));
    let challenge = Challenge { nonce: [6; 16], actions: ORDER.to_vec() };
    let mut live = Live::new(engine.clone(), &rules, challenge.clone(), Purpose::Enrol).of_recording();
    let (mut at, mut seen) = (Duration::ZERO, None);
    for frame in TAKES.encoded.iter().flatten() {
        at += INTERVAL;
        match live.frame(Bytes::from(frame.clone()), at).await.unwrap() {
            Said::Hint { done, of, .. } => assert!(done < 3 && of == 3),
            Said::Seen(observation) => seen = Some(observation),
            Said::Failed(failure) => panic!("{failure:?} at {at:?}"),
        }
        if seen.is_some() {
            break;
        }
    }
    let observation = seen.expect("accepted");
    assert_eq!(observation.nonce(), [6; 16]);
    let faces = observation.embeddings();
    assert!(faces.len() >= 5, "{}", faces.len());
    let template = Template::enrol(&keys.0, &keys.1, faces).unwrap();
    let vectors = |parts: &[Vec<Measurement>]| -> Vec<_> {
        parts[0].iter().filter_map(|frame| frame.face.clone()?.embedding).collect()
    };
    let threshold = engine.facts().threshold;
    assert!(template.matches(&keys.0, &keys.1, &vectors(&TAKES.living), threshold).unwrap());
    assert!(!template.matches(&keys.0, &keys.1, &vectors(&TAKES.stranger), threshold).unwrap());
    // The same frames again, for a new challenge of the same order.
    let again = Challenge { nonce: [7; 16], ..challenge };
    let mut live = Live::new(engine, &rules, again, Purpose::Verify);
    let said = live.frame(Bytes::from(TAKES.encoded[0][0].clone()), INTERVAL).await.unwrap();
    assert!(matches!(said, Said::Failed(Failure::NotAlive)), "{said:?}");
    assert_eq!(live.expired(INTERVAL), Some(Failure::NotAlive));
}
