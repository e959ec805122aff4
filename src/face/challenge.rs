//! What a person is asked to do before the camera, in which order.
//!
//! Owns how a challenge is drawn. Whether it was followed is `liveness`' to say.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{config, random::Random};

/// How many blinks are asked of a person who cannot turn: three, or one more.
const STILL_BLINKS: u32 = 3;
/// The pause before each of them: this, and up to two seconds more.
const PAUSE: Duration = Duration::from_millis(800);

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Close both eyes and open them again.
    Blink,
    /// Turn the head to the person's own left, and back.
    TurnLeft,
    /// Turn the head to the person's own right, and back.
    TurnRight,
}

impl Action {
    /// The action of this name, as it is serialised.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "blink" => Some(Self::Blink),
            "turn_left" => Some(Self::TurnLeft),
            "turn_right" => Some(Self::TurnRight),
            _ => None,
        }
    }
}

/// A random order of actions, and a value that ties an observation to the very question that was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Unique to this question, 128 bits.
    pub nonce: [u8; 16],
    /// What to do, in order; a blink is always among them.
    pub actions: Vec<Action>,
}

impl Challenge {
    /// Draws one: a blink and a turn to each side in one of six orders.
    ///
    /// With `still`, for people who cannot turn their heads, it asks for three or four blinks alone, each after a pause of
    /// random length in which the eyes stay open. That is weaker: a recording in which somebody blinks often enough meets
    /// it by luck more easily than a recording meets an order of turns. Whoever relies on it should ask for more beside it.
    pub fn draw(random: &Random, still: bool) -> Self {
        let actions = if still {
            (0..STILL_BLINKS + random.below(2)).map(|_| Action::Blink).collect()
        } else {
            shuffled(random, vec![Action::Blink, Action::TurnLeft, Action::TurnRight])
        };
        Self { nonce: random.bytes(), actions }
    }

    /// Draws one, unless the settings (in `doorward dev`, for tests) say which it is.
    pub fn put(settings: &config::Liveness, random: &Random, still: bool) -> Self {
        let ordered: Vec<Action> = settings.order.iter().filter_map(|name| Action::named(name)).collect();
        if ordered.is_empty() || still {
            return Self::draw(random, still);
        }
        Self { nonce: random.bytes(), actions: ordered }
    }

    /// Whether it asks for blinks alone.
    pub fn is_still(&self) -> bool {
        self.actions.iter().all(|action| *action == Action::Blink)
    }

    /// How long the person is to hold still before the action at `index` is asked for.
    pub fn pause_before(&self, index: usize) -> Duration {
        if !self.is_still() {
            return Duration::ZERO;
        }
        // Each byte of the nonce is as random as a number of its own would be.
        let chance = self.nonce.get(index % self.nonce.len()).map_or(0, |byte| u64::from(*byte));
        PAUSE + Duration::from_millis(chance * 8)
    }
}

/// Every order equally likely (Fisher and Yates).
fn shuffled<T>(random: &Random, mut items: Vec<T>) -> Vec<T> {
    for last in (1..items.len()).rev() {
        let other = random.below(u32::try_from(last + 1).unwrap_or(u32::MAX));
        items.swap(last, usize::try_from(other).unwrap_or(0).min(last));
    }
    items
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_order_is_drawn_equally_often() {
        let random = Random::seeded(1);
        let mut orders: BTreeMap<String, u32> = BTreeMap::new();
        for _ in 0..6_000 {
            let challenge = Challenge::draw(&random, false);
            assert!(challenge.actions.contains(&Action::Blink));
            *orders.entry(format!("{:?}", challenge.actions)).or_default() += 1;
        }
        assert_eq!(orders.len(), 6);
        // A thousand each, give or take five standard deviations.
        assert!(orders.values().all(|count| (850..1150).contains(count)), "{orders:?}");
    }

    #[test]
    fn every_nonce_is_another() {
        let random = Random::seeded(2);
        let nonces: BTreeSet<_> = (0..1_000).map(|_| Challenge::draw(&random, false).nonce).collect();
        assert_eq!(nonces.len(), 1_000);
    }

    #[test]
    fn who_cannot_turn_blinks_after_pauses_that_differ() {
        let random = Random::seeded(3);
        let mut lengths = BTreeSet::new();
        for _ in 0..100 {
            let challenge = Challenge::draw(&random, true);
            assert!(challenge.is_still() && (3..=4).contains(&challenge.actions.len()));
            for index in 0..challenge.actions.len() {
                let pause = challenge.pause_before(index);
                assert!(pause >= PAUSE && pause < PAUSE + Duration::from_secs(3), "{pause:?}");
                lengths.insert(pause);
            }
        }
        assert!(lengths.len() > 100, "{}", lengths.len());
        let turning = Challenge::draw(&random, false);
        assert!((0..3).all(|index| turning.pause_before(index).is_zero()));
    }

    #[test]
    fn settings_for_tests_fix_the_order_and_not_the_nonce() {
        let random = Random::seeded(4);
        let mut settings = config::Liveness::default();
        let free: BTreeSet<_> =
            (0..50).map(|_| format!("{:?}", Challenge::put(&settings, &random, false).actions)).collect();
        assert_eq!(free.len(), 6);
        settings.order = ["turn_right", "blink", "turn_left"].map(str::to_owned).to_vec();
        let (first, second) =
            (Challenge::put(&settings, &random, false), Challenge::put(&settings, &random, false));
        assert_eq!(first.actions, [Action::TurnRight, Action::Blink, Action::TurnLeft]);
        assert_eq!(first.actions, second.actions);
        assert_ne!(first.nonce, second.nonce);
        assert!(Challenge::put(&settings, &random, true).is_still());
    }

    #[test]
    fn a_challenge_is_kept_and_read() {
        let challenge = Challenge::draw(&Random::seeded(5), false);
        let kept = serde_json::to_string(&challenge).unwrap();
        assert_eq!(serde_json::from_str::<Challenge>(&kept).unwrap(), challenge);
        for action in [Action::Blink, Action::TurnLeft, Action::TurnRight] {
            let name = serde_json::to_value(action).unwrap();
            assert_eq!(Action::named(name.as_str().unwrap()), Some(action));
        }
    }
}
