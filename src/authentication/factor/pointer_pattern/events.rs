//! The events of a pattern and their canonical form: one word for each, in order, parted by single spaces.
//!
//! `L` and `R` are a left and a right click, `LL` and `RR` double clicks, `U` and `D` scrolls up and down. What is a double
//! click, and that one turn of a wheel is one scroll, is decided where the events happen: in the browser.

use zeroize::{Zeroize, Zeroizing};

/// What a hand can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    #[default]
    Left,
    Right,
    LeftTwice,
    RightTwice,
    Up,
    Down,
}

/// All of them, in the order in which pages list them.
pub(super) const EVENTS: [Event; 6] =
    [Event::Left, Event::Right, Event::LeftTwice, Event::RightTwice, Event::Up, Event::Down];

/// Most events of a pattern.
pub(super) const MOST: usize = 64;
/// More bytes than any pattern needs; longer input is not looked at.
const LONGEST: usize = 1_024;

impl Zeroize for Event {
    fn zeroize(&mut self) {
        *self = Self::default();
    }
}

impl Event {
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Left => "L",
            Self::Right => "R",
            Self::LeftTwice => "LL",
            Self::RightTwice => "RR",
            Self::Up => "U",
            Self::Down => "D",
        }
    }

    fn named(word: &str) -> Option<Self> {
        EVENTS.into_iter().find(|event| event.word().eq_ignore_ascii_case(word))
    }
}

/// Some events, in order: at least one.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pattern(Zeroizing<Vec<Event>>);

impl std::fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[pattern]")
    }
}

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misread {
    /// There is no event.
    Empty,
    /// There is a word that is no event.
    Unknown,
    /// There are more events than a pattern has.
    Long,
}

impl Pattern {
    /// Reads the words of `text`, large or small, parted by white space or by commas, dots and dashes.
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        if text.len() > LONGEST {
            return Err(Misread::Long);
        }
        // As long as it can get from the start, so that no copy stays behind where it grew.
        let mut events = Zeroizing::new(Vec::with_capacity(MOST));
        for word in text.split(parts).filter(|word| !word.is_empty()) {
            let event = Event::named(word).ok_or(Misread::Unknown)?;
            if events.len() == MOST {
                return Err(Misread::Long);
            }
            events.push(event);
        }
        if events.is_empty() { Err(Misread::Empty) } else { Ok(Self(events)) }
    }

    pub(super) fn events(&self) -> &[Event] {
        &self.0
    }

    /// The canonical form.
    pub(super) fn canonical(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(MOST * 3));
        for event in self.0.iter() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(event.word());
        }
        text
    }
}

fn parts(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | '.' | ';' | '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(text: &str) -> Result<String, Misread> {
        Pattern::read(text).map(|pattern| pattern.canonical().to_string())
    }

    #[test]
    fn words_are_read_however_they_are_written() {
        for text in ["L R LL U D RR", " l r ll u d rr ", "L,R,LL,U,D,RR", "L-R–LL\tU\n\u{a0}D. RR"] {
            assert_eq!(canonical(text).as_deref(), Ok("L R LL U D RR"), "{text:?}");
        }
        assert_ne!(canonical("L L"), canonical("LL"), "two clicks are no double click");
    }

    #[test]
    fn what_is_no_pattern_is_told_apart() {
        for text in ["", "  ", " , - "] {
            assert_eq!(canonical(text), Err(Misread::Empty), "{text:?}");
        }
        for text in ["LRUD", "L R X", "LLL", "UU", "L\u{200b}R", "Ｌ", "🖱"] {
            assert_eq!(canonical(text), Err(Misread::Unknown), "{text:?}");
        }
        assert_eq!(canonical(&"L ".repeat(64)).map(|text| text.len()), Ok(127));
        assert_eq!(canonical(&"L ".repeat(65)), Err(Misread::Long));
        assert_eq!(canonical(&"L ".repeat(100_000)), Err(Misread::Long));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_reading_again_changes_nothing(text in "(?s).{0,200}") {
            if let Ok(once) = canonical(&text) {
                prop_assert_eq!(canonical(&once), Ok(once.clone()));
                prop_assert!(once.split(' ').all(|word| EVENTS.iter().any(|event| event.word() == word)));
            }
        }

        #[test]
        fn every_pattern_has_one_form_and_every_form_one_pattern(
            events in prop::collection::vec(0..6_usize, 1..=MOST),
            gaps in prop::collection::vec("[ \t,.;-]{1,3}", MOST),
            small in any::<bool>(),
        ) {
            let words: Vec<&str> = events.iter().map(|index| EVENTS[*index].word()).collect();
            let typed: String = words.iter().zip(&gaps).map(|(word, gap)| format!("{word}{gap}")).collect();
            let typed = if small { typed.to_lowercase() } else { typed };
            prop_assert_eq!(canonical(&typed), Ok(words.join(" ")));
        }
    }
}
