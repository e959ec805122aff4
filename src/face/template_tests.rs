use proptest::prelude::*;

use super::*;
use crate::random::Random;

/// A person's vector as the embedder spreads them: two persons are some 0.85 apart, one person's frames some 0.4.
fn person(seed: u64) -> Vec<f32> {
    noise(seed, 128, 0.06)
}

fn noise(seed: u64, length: usize, size: f32) -> Vec<f32> {
    let random = Random::seeded(seed);
    let part = || f32::from_bits(0x3f80_0000 | (u32::from_le_bytes(random.bytes()) >> 9)) - 1.5;
    (0..length).map(|_| (part() + part() + part() + part()) * 1.732 * size).collect()
}

/// Frames of a person, each some 0.28 from the person's own vector.
fn frames(seed: u64, count: u64, round: u64) -> Vec<Embedding> {
    let vector = person(seed);
    let frame = |number: u64| {
        let noise = noise(seed * 1_000 + round * 100 + number, 128, 0.025);
        Zeroizing::new(vector.iter().zip(noise).map(|(value, noise)| value + noise).collect::<Vec<_>>())
    };
    (0..count).map(frame).collect()
}

fn distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
}

fn turned_one(account: u8, installation: u8, vector: &[f32]) -> Vec<f32> {
    let same = [(); 3].map(|()| Zeroizing::new(vector.to_vec()));
    Template::enrol(&[account; 32], &[installation; 32], &same).unwrap().turned.clone()
}

#[test]
fn distances_are_kept() {
    for length in [32, 128, 512] {
        for seed in 0..5 {
            let (a, b) = (noise(seed, length, 0.06), noise(seed + 100, length, 0.06));
            let after = distance(&turned_one(1, 2, &a), &turned_one(1, 2, &b));
            assert!((after - distance(&a, &b)).abs() < 1e-4, "{length}: {after} {}", distance(&a, &b));
        }
    }
}

#[test]
fn the_rotation_is_the_same_on_every_platform() {
    let vector: Vec<f32> = (0..128_u8).map(|number| f32::from(number) / 512.0 - 0.125).collect();
    let turned = turned_one(1, 2, &vector);
    insta::assert_snapshot!(
        turned.iter().take(6).map(|value| format!("{value:.6}")).collect::<Vec<_>>().join(" "),
        @"-0.021111 -0.020064 0.033476 -0.101489 0.083428 -0.006476"
    );
}

#[test]
fn a_person_matches_and_another_does_not() {
    let (account, installation) = ([7; 32], [8; 32]);
    let (mut accepted, mut refused) = (0, 0);
    for seed in 1..=20 {
        let template = Template::enrol(&account, &installation, &frames(seed, 5, 0)).unwrap();
        let matches = |probes: &[Embedding]| template.matches(&account, &installation, probes, 0.5).unwrap();
        accepted += u32::from(matches(&frames(seed, 5, 1)));
        refused += u32::from(!matches(&frames(seed + 50, 5, 1)));
    }
    assert_eq!((accepted, refused), (20, 20));
}

#[test]
fn the_median_of_the_probes_decides() {
    let (account, installation) = ([7; 32], [8; 32]);
    let template = Template::enrol(&account, &installation, &frames(1, 5, 0)).unwrap();
    let mixed = |own: u64, foreign: u64| {
        let mut probes = frames(1, own, 1);
        probes.extend(frames(2, foreign, 1));
        template.matches(&account, &installation, &probes, 0.5)
    };
    assert_eq!(mixed(3, 2), Ok(true));
    assert_eq!(mixed(2, 3), Ok(false));
    assert_eq!(mixed(2, 2), Ok(false), "of an even number the larger of the middle two counts");
}

/// Neither another account's secret nor another installation's key brings one person's templates nearer to one another
/// than those of strangers are.
#[test]
fn templates_of_one_person_under_other_keys_are_strangers() {
    let spread = |mut distances: Vec<f32>| {
        distances.sort_by(f32::total_cmp);
        (distances[distances.len() / 20], distances[distances.len() / 2])
    };
    let template = |account, installation, seed, round| {
        let frames = frames(seed, 5, round);
        Template::enrol(&[account; 32], &[installation; 32], &frames).unwrap().turned.clone()
    };
    let (mut account, mut installation, mut strangers) = (vec![], vec![], vec![]);
    for seed in 1..=30 {
        let own = template(1, 1, seed, 0);
        assert!(distance(&own, &template(1, 1, seed, 1)) < 0.3);
        account.push(distance(&own, &template(2, 1, seed, 1)));
        installation.push(distance(&own, &template(1, 2, seed, 1)));
        strangers.push(distance(&own, &template(3, 3, seed + 500, 1)));
    }
    let (strangers, account, installation) = (spread(strangers), spread(account), spread(installation));
    for other in [account, installation] {
        assert!(
            (other.0 - strangers.0).abs() < 0.08 && (other.1 - strangers.1).abs() < 0.04,
            "{other:?} {strangers:?}"
        );
        assert!(other.0 > 0.6, "{other:?}");
    }
}

#[test]
fn a_swapped_key_does_not_match() {
    let (account, installation) = ([7; 32], [8; 32]);
    let (template, probes) =
        (Template::enrol(&account, &installation, &frames(1, 5, 0)).unwrap(), frames(1, 5, 1));
    let matches = |account, installation| template.matches(account, installation, &probes, 0.5).unwrap();
    assert!(matches(&account, &installation));
    assert!(!matches(&installation, &account));
    assert!(!matches(&[9; 32], &installation));
    assert!(!matches(&account, &[9; 32]));
    let mut almost = account;
    almost[31] ^= 1;
    assert!(!matches(&almost, &installation));
}

#[test]
fn what_is_no_vector_is_refused() {
    let (account, installation) = ([7; 32], [8; 32]);
    let good = frames(1, 5, 0);
    let template = Template::enrol(&account, &installation, &good).unwrap();
    let with = |bad: Vec<f32>| {
        let mut vectors = good.clone();
        vectors[3] = Zeroizing::new(bad);
        let enrolled = Template::enrol(&account, &installation, &vectors).map(|_| ());
        assert_eq!(template.matches(&account, &installation, &vectors, 0.5).map(|_| ()), enrolled);
        enrolled.unwrap_err()
    };
    let set = |value: f32| {
        let mut vector = good[3].to_vec();
        vector[5] = value;
        vector
    };
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_eq!(with(set(value)), TemplateError::Degenerate);
    }
    assert_eq!(with(vec![0.0; 128]), TemplateError::Degenerate);
    assert_eq!(with(good[3][..127].to_vec()), TemplateError::Length);
    assert_eq!(with(vec![]), TemplateError::Length);
    assert_eq!(Template::enrol(&account, &installation, &good[..2]).unwrap_err(), TemplateError::TooFew(2));
    assert_eq!(template.matches(&account, &installation, &good[..2], 0.5), Err(TemplateError::TooFew(2)));
    assert_eq!(template.matches(&account, &installation, &[], 0.5), Err(TemplateError::TooFew(0)));
    for threshold in [f32::NAN, 0.0, -1.0, f32::INFINITY] {
        assert_eq!(
            template.matches(&account, &installation, &good, threshold),
            Err(TemplateError::Threshold)
        );
    }
    let other = vec![Zeroizing::new(noise(1, 512, 0.06)); 3];
    assert_eq!(template.matches(&account, &installation, &other, 0.5), Err(TemplateError::Length));
    // Vectors that cancel one another out have no mean to compare with.
    let opposite = |sign: f32| Zeroizing::new(vec![sign; 128]);
    let vectors = [opposite(1.0), opposite(-1.0), opposite(1.0), opposite(-1.0)];
    assert!(Template::enrol(&account, &installation, &vectors).is_err());
}

#[test]
fn a_template_is_kept_and_read_and_never_printed() {
    let (account, installation) = ([7; 32], [8; 32]);
    let template = Template::enrol(&account, &installation, &frames(1, 5, 0)).unwrap();
    let kept = serde_json::to_vec(&template).unwrap();
    let read: Template = serde_json::from_slice(&kept).unwrap();
    assert_eq!(read.matches(&account, &installation, &frames(1, 3, 1), 0.5), Ok(true));
    assert_eq!(format!("{template:?}"), "Template");
    for damaged in ["{\"turned\":[]}", "{\"turned\":[0,0,0]}"] {
        let read: Template = serde_json::from_str(damaged).unwrap();
        assert!(read.matches(&account, &installation, &frames(1, 3, 1), 0.5).is_err(), "{damaged}");
    }
}

/// Vectors of one length; in some of them stands whatever a number can be, or what is none.
fn vectors() -> impl Strategy<Value = Vec<Vec<f32>>> {
    (30..40_usize).prop_flat_map(|length| {
        let usual = prop::collection::vec(-1.0..1.0_f32, length);
        let odd = prop::collection::vec(prop::num::f32::ANY, length);
        prop::collection::vec(prop_oneof![8 => usual, 1 => odd], 0..6)
    })
}

proptest! {
    #[test]
    fn any_numbers_are_compared_or_refused(
        values in vectors(),
        threshold in prop_oneof![0.0..2.0_f32, prop::num::f32::ANY],
    ) {
        let vectors: Vec<Embedding> = values.into_iter().map(Zeroizing::new).collect();
        if let Ok(template) = Template::enrol(&[1; 32], &[2; 32], &vectors) {
            prop_assert!(vectors.iter().all(|vector| vector.iter().all(|value| value.is_finite())));
            let compared = template.matches(&[1; 32], &[2; 32], &vectors, threshold);
            prop_assert_eq!(compared.is_ok(), threshold.is_finite() && threshold > 0.0);
        }
    }
}
