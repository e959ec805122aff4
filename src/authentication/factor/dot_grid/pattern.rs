//! A path over the grid: six different dots in order, and the one way in which it is written.

use serde_json::{Value, json};

use super::super::code::{self, invisible};
use crate::random::Random;

/// Dots of a row, and rows.
pub(super) const SIDE: usize = 4;
/// Dots of a path. 16 · 15 · 14 · 13 · 12 · 11 = 5,765,760 paths.
pub(super) const LENGTH: usize = 6;
const DOTS: u8 = 16;
/// More than anybody types; longer input is not looked at.
const LONGEST: usize = 256;

/// A path: dots from 1 (top left) to 16, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern([u8; LENGTH]);

impl Pattern {
    /// Any of the paths, each as likely as the others.
    pub(super) fn draw(random: &Random) -> Self {
        let mut left: Vec<u8> = (1..=DOTS).collect();
        Self(std::array::from_fn(|_| {
            let count = u32::try_from(left.len()).unwrap_or(1);
            left.swap_remove(usize::try_from(random.below(count)).unwrap_or(0))
        }))
    }

    /// The path that somebody typed: six different numbers with anything but letters between them, in digits of any script.
    pub(super) fn read(typed: &str) -> Option<Self> {
        if typed.len() > LONGEST {
            return None;
        }
        let mut dots = Vec::with_capacity(LENGTH);
        let mut number: Option<u8> = None;
        for character in typed.chars().filter(|character| !invisible(*character)).chain([' ']) {
            match code::digit(character).and_then(|digit| u8::try_from(digit.to_digit(10)?).ok()) {
                Some(digit) => {
                    number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                }
                None if character.is_alphanumeric() => return None,
                None => dots.extend(number.take()),
            }
            if dots.len() > LENGTH {
                return None;
            }
        }
        Self::of(&dots)
    }

    fn of(dots: &[u8]) -> Option<Self> {
        let within = dots.iter().all(|dot| (1..=DOTS).contains(dot));
        let distinct =
            dots.iter().enumerate().all(|(at, dot)| !dots.iter().take(at).any(|other| other == dot));
        let dots = dots.try_into().ok()?;
        (within && distinct).then_some(Self(dots))
    }

    /// Row by row the place of each dot in the path, 0 for the others: what a picture is drawn from.
    pub(super) fn picture(&self) -> Value {
        let place =
            |dot: usize| self.0.iter().position(|other| usize::from(*other) == dot).map_or(0, |at| at + 1);
        let row = |row: usize| (1..=SIDE).map(|column| place(row * SIDE + column)).collect::<Vec<_>>();
        json!((0..SIDE).map(row).collect::<Vec<_>>())
    }
}

/// The canonical form: `3-9-12-16-1-7`.
impl std::fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let dots: Vec<String> = self.0.iter().map(u8::to_string).collect();
        formatter.write_str(&dots.join("-"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::{prelude::*, sample::subsequence};

    use super::*;

    fn canonical(typed: &str) -> Option<String> {
        Pattern::read(typed).map(|pattern| pattern.to_string())
    }

    #[test]
    fn a_path_is_read_as_people_type_it() {
        for typed in [
            "3-9-12-16-1-7",
            "3 9 12 16 1 7",
            " 3,9,12,16,1,7. ",
            "3.9.12.16.1.7",
            "03/09/12/16/01/07",
            "3 → 9 → 12 → 16 → 1 → 7",
            "3–9–12–16–1–7",
            "３-９-１２-１６-１-７",
            "٣ ٩ ١٢ ١٦ ١ ٧",
            "\u{200e}3-9-1\u{200b}2-16-1-7\u{feff}",
            "[3, 9, 12, 16, 1, 7]",
        ] {
            assert_eq!(canonical(typed).as_deref(), Some("3-9-12-16-1-7"), "{typed:?}");
        }
        for typed in [
            "",
            " ",
            "-",
            "3 9 12 16 1",
            "3 9 12 16 1 7 8",
            "3 9 12 16 1 1",
            "3 9 12 16 1 0",
            "3 9 12 17 1 7",
            "3912 16 1 7 8 2",
            "3 9 12 16 1 256",
            "3 9 12 16 1 99999999999999999999",
            "3a9b12c16d1e7",
            "0x3 9 12 16 1 7",
            "391216 17",
        ] {
            assert_eq!(canonical(typed), None, "{typed:?}");
        }
        assert_eq!(canonical(&"1 ".repeat(100_000)), None);
    }

    #[test]
    fn drawn_paths_are_paths_and_every_dot_comes_first_sometimes() {
        let random = Random::seeded(11);
        let drawn: Vec<Pattern> = (0..2_000).map(|_| Pattern::draw(&random)).collect();
        for pattern in &drawn {
            assert_eq!(Pattern::of(&pattern.0).as_ref(), Some(pattern));
        }
        for place in [0, LENGTH - 1] {
            for dot in 1..=DOTS {
                let count = drawn.iter().filter(|pattern| pattern.0[place] == dot).count();
                // 125 are expected; ten deviations to either side.
                assert!((20..=235).contains(&count), "{dot} stands at {place} {count} times");
            }
        }
        let all: BTreeSet<String> = drawn.iter().map(Pattern::to_string).collect();
        assert!(all.len() > 1_990, "{}", all.len());
    }

    #[test]
    fn a_picture_tells_the_place_of_each_dot() {
        let pattern = Pattern::read("3-9-12-16-1-7").unwrap();
        assert_eq!(pattern.picture(), json!([[5, 0, 1, 0], [0, 0, 6, 0], [2, 0, 0, 3], [0, 0, 0, 4]]));
    }

    fn path() -> impl Strategy<Value = Vec<u8>> {
        subsequence((1..=DOTS).collect::<Vec<_>>(), LENGTH).prop_shuffle()
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_total_and_stays_itself(typed in "\\PC{0,60}|[0-9 ,.-]{0,40}") {
            if let Some(form) = canonical(&typed) {
                prop_assert_eq!(canonical(&form), Some(form.clone()));
                let dots: Vec<u8> = form.split('-').map(|dot| dot.parse().unwrap()).collect();
                prop_assert_eq!(dots.len(), LENGTH);
                prop_assert!(dots.iter().all(|dot| (1..=DOTS).contains(dot)));
                prop_assert_eq!(dots.iter().collect::<BTreeSet<_>>().len(), LENGTH);
            }
        }

        #[test]
        fn separators_change_nothing(dots in path(), gaps in prop::collection::vec("[ ,.;:/|→-]{1,3}", LENGTH)) {
            let typed: String = dots.iter().zip(&gaps).map(|(dot, gap)| format!("{dot}{gap}")).collect();
            prop_assert_eq!(Pattern::read(&typed), Pattern::of(&dots));
        }

        #[test]
        fn the_order_matters(dots in path(), one in 0..LENGTH, other in 0..LENGTH) {
            prop_assume!(one != other);
            let mut swapped = dots.clone();
            swapped.swap(one, other);
            prop_assert_ne!(Pattern::of(&dots).unwrap().to_string(), Pattern::of(&swapped).unwrap().to_string());
        }

        #[test]
        fn no_dot_comes_twice(dots in path(), from in 0..LENGTH, to in 0..LENGTH) {
            prop_assume!(from != to);
            let mut twice = dots.clone();
            twice[to] = twice[from];
            prop_assert_eq!(Pattern::of(&twice), None);
        }
    }
}
