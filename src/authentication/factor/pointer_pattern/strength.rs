//! How hard a new pattern is to guess for somebody who tries the likely ones first.
//!
//! An event that nothing foretells is one of six. One that repeats the event before it, or follows it (or precedes it) as
//! happened earlier in the pattern, is what hands do by themselves: it counts as one bit. `static/factor/pointer_pattern.js`
//! shows the same figure while the pattern is made.

use super::events::{EVENTS, Event};

/// The bits of an event that nothing foretells: log2(6).
const NEW: f64 = 2.584_962_500_721_156;
/// The bits of one that the pattern itself foretells.
const FORETOLD: f64 = 1.0;
/// Fewer different events than this are a rhythm, not a pattern.
const FEWEST_KINDS: usize = 3;
/// So few stretches of one and the same event are what everybody tries.
const FEWEST_RUNS: usize = 4;

/// The estimate, in whole bits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // of 64 events, a small positive number
pub(super) fn bits(events: &[Event]) -> u32 {
    let mut seen = Vec::new();
    let mut bits = if events.is_empty() { 0.0 } else { NEW };
    for pair in events.windows(2) {
        let [before, event] = pair else { continue };
        let step = (before.min(event), before.max(event));
        bits += if before == event || seen.contains(&step) { FORETOLD } else { NEW };
        seen.push(step);
    }
    bits.floor() as u32
}

/// Whether it is one of the patterns that many people choose: few kinds of events or few stretches, a beat that repeats,
/// the same forwards and backwards, or the list on the page from end to end.
pub(super) fn is_simple(events: &[Event]) -> bool {
    let mut kinds = events.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    let runs = 1 + events.windows(2).filter(|pair| pair.first() != pair.last()).count();
    kinds.len() < FEWEST_KINDS || runs < FEWEST_RUNS || repeats(events) || mirrored(events) || listed(events)
}

/// A beat that is played at least twice.
fn repeats(events: &[Event]) -> bool {
    (1..=events.len() / 2).any(|beat| events.iter().zip(events.iter().skip(beat)).all(|(a, b)| a == b))
}

fn mirrored(events: &[Event]) -> bool {
    events.iter().eq(events.iter().rev())
}

/// Each event beside the one before it in the order of the page, always in the same direction.
fn listed(events: &[Event]) -> bool {
    let place = |event: &Event| EVENTS.iter().position(|other| other == event).unwrap_or(0);
    [1, EVENTS.len() - 1].into_iter().any(|step| {
        let places: Vec<usize> = events.iter().map(place).collect();
        places.windows(2).all(|pair| match pair {
            [before, after] => (before + step) % EVENTS.len() == *after,
            _ => true,
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::events::Pattern, *};

    fn events(text: &str) -> Vec<Event> {
        Pattern::read(text).unwrap().events().to_vec()
    }

    #[test]
    fn what_is_foretold_counts_less() {
        for (text, expected) in [
            ("L", 2),
            ("L R", 5),
            ("L L", 3),
            ("L R L R", 7),
            ("L R U D LL RR L U", 20),
            ("L R U D D U R L", 14),
            ("L L L L L L L L", 9),
            ("L RR U LL D R D U L RR", 22),
        ] {
            assert_eq!(bits(&events(text)), expected, "{text}");
        }
        assert_eq!(bits(&[]), 0);
    }

    #[test]
    fn popular_patterns_are_simple() {
        for text in [
            "L L L L L L L L L L L L L L L L L L L L L L",
            "L R L R L R L R L R L R L R L R L R",
            "U D U D U D U D U D U D",
            "L R U L R U L R U",
            "L R U D L R U D L R",
            "L L L L R R R R U U U U",
            "L R U D D U R L",
            "L R U LL U R L",
            "L R LL RR U D L R",
            "D U RR LL R L D U",
            "LL RR LL RR LL RR LL RR",
        ] {
            assert!(is_simple(&events(text)), "{text}");
        }
        for text in ["L R U D LL RR L U", "L RR U LL D R D U L", "U U L D R R LL U D"] {
            assert!(!is_simple(&events(text)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_more_event_never_weakens(places in prop::collection::vec(0..6_usize, 1..64)) {
            let events: Vec<Event> = places.iter().map(|place| EVENTS[*place]).collect();
            let mut last = 0;
            for length in 1..=events.len() {
                let bits = bits(&events[..length]);
                prop_assert!(bits > last && f64::from(bits) <= length as f64 * NEW);
                last = bits;
            }
        }

        #[test]
        fn what_is_played_twice_is_simple(places in prop::collection::vec(0..6_usize, 1..20), more in 0..20_usize) {
            let once: Vec<Event> = places.iter().map(|place| EVENTS[*place]).collect();
            let twice: Vec<Event> = once.iter().cycle().take(once.len() * 2 + more).copied().collect();
            prop_assert!(is_simple(&twice));
            let there_and_back: Vec<Event> = once.iter().chain(once.iter().rev()).copied().collect();
            prop_assert!(is_simple(&there_and_back));
        }
    }
}
