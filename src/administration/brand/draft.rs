//! A look as its operator describes it: what it says is read and written again, or refused with what is wrong with which part.
//!
//! Colours that people could not tell apart are refused with the ratio that was computed (WCAG 2.2, 1.4.3 and 1.4.11).

use std::{collections::BTreeMap, fmt};

use super::LARGEST;
use crate::{
    administration::picture::{self, Unfit},
    storage::{self, brand::Brand},
    text::{
        colour::Colour,
        palette::{Faint, Shades, lightened},
        variables::{Mode, ROUND, TONES, Variables, length},
    },
};

/// The room that a logo is drawn into, in pixels: twice what pages show, for dense screens.
const ROOM: (u32, u32) = (480, 96);
const LONGEST_NAME: usize = 40;
/// Letters of a faulty value that are told again.
const SHOWN: usize = 40;
/// Faults that are told.
const MOST_FAULTS: usize = 32;

/// A look without its logo, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What we are called on the pages.
    pub name: Option<String>,
    /// The colour of buttons and links, as `#rrggbb`.
    pub accent: Option<String>,
    /// The same on dark pages; made from the other if not said.
    pub accent_dark: Option<String>,
    /// What else is set of the style; what is empty is not.
    pub variables: Variables,
}

impl From<&Brand> for Draft {
    /// What a look says already.
    fn from(brand: &Brand) -> Self {
        Self {
            name: brand.name.clone(),
            accent: brand.accent.clone(),
            accent_dark: brand.accent_dark.clone(),
            variables: brand.variables.clone(),
        }
    }
}

/// What is wrong with a part of a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// On which pages.
    pub mode: Mode,
    /// `name`, `logo`, `accent`, or a variable of the style.
    pub part: String,
    /// What.
    pub wrong: Wrong,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// A name that is too long, or that people could not read for what it is.
    Name,
    /// No colour.
    Colour(String),
    /// No length that corners can have.
    Length(String),
    /// No variable that can be set.
    Unknown,
    /// An accent for dark pages without the other.
    Alone,
    /// Two colours that people could not tell apart.
    Faint(Faint),
    /// No picture.
    Picture(Unfit),
    /// Too many bytes.
    Large,
}

impl Fault {
    fn of(part: &str, mode: Mode, wrong: Wrong) -> Self {
        Self { mode, part: shortened(part), wrong }
    }

    /// The part as fields are called: `paper`, and `paper_dark` for dark pages.
    pub fn id(&self) -> String {
        id(&self.part, self.mode)
    }
}

/// A part as fields are called.
pub fn id(part: &str, mode: Mode) -> String {
    match mode {
        Mode::Light => part.to_owned(),
        Mode::Dark => format!("{part}_dark"),
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part.as_str() {
            "name" | "logo" | "accent" => write!(formatter, "{}: ", self.id())?,
            variable => write!(formatter, "{}.{variable}: ", id("variables", self.mode))?,
        }
        match &self.wrong {
            Wrong::Name => write!(
                formatter,
                "at most {LONGEST_NAME} characters, all of which can be seen and are of one alphabet"
            ),
            Wrong::Colour(text) => write!(formatter, "{text:?} is not a colour like #115e56"),
            Wrong::Length(text) => {
                write!(formatter, "{text:?} is not a length from 0 to 2rem, such as 0.5rem")
            }
            Wrong::Unknown => {
                let names = TONES.map(|(name, _)| name).join(", ");
                write!(
                    formatter,
                    "there is no such variable; there are {names}, and not for dark pages {ROUND}"
                )
            }
            Wrong::Alone => write!(formatter, "it is of no use without accent"),
            Wrong::Faint(pair) => pair.fmt(formatter),
            Wrong::Picture(_) => write!(formatter, "it is no PNG, JPEG or WebP of fair size"),
            Wrong::Large => write!(formatter, "it has more than {LARGEST} bytes"),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

impl Draft {
    /// The look that this describes, in values that were read and written again.
    ///
    /// # Errors
    /// Every fault; of the colours that cannot be told apart, the worst of each part.
    pub fn checked(self) -> Result<Brand, Vec<Fault>> {
        let mut faults = Vec::new();
        let accents = [(Mode::Light, &self.accent), (Mode::Dark, &self.accent_dark)].map(|(mode, text)| {
            let read = text.as_deref().map(colour).transpose();
            read.unwrap_or_else(|wrong| {
                faults.push(Fault::of("accent", mode, wrong));
                None
            })
        });
        let mut variables = Variables::default();
        for mode in Mode::ALL {
            for (name, text) in self.variables.of(mode).iter().filter(|(_, text)| !text.trim().is_empty()) {
                match value(mode, name, text) {
                    Ok(value) => drop(variables.of_mut(mode).insert(name.clone(), value)),
                    Err(wrong) => faults.push(Fault::of(name, mode, wrong)),
                }
            }
        }
        let [accent, accent_dark] = accents;
        if self.accent.is_none() && accent_dark.is_some() {
            faults.push(Fault::of("accent", Mode::Dark, Wrong::Alone));
        }
        let dark = accent_dark.or_else(|| accent.map(|accent| lightened(accent, &variables)));
        if faults.is_empty() {
            faults = faint(Mode::Light, accent, accent.is_some(), &variables);
            faults.extend(faint(Mode::Dark, dark, accent_dark.is_some(), &variables));
        }
        let name = self.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let odd =
            |name: &String| name.chars().count() > LONGEST_NAME || storage::name::name_fault(name).is_some();
        if name.as_ref().is_some_and(odd) {
            faults.insert(0, Fault::of("name", Mode::Light, Wrong::Name));
        }
        if !faults.is_empty() {
            faults.truncate(MOST_FAULTS);
            return Err(faults);
        }
        Ok(Brand {
            name,
            accent: accent.map(|accent| accent.to_string()),
            accent_dark: dark.map(|dark| dark.to_string()),
            variables,
            ..Brand::default()
        })
    }
}

fn colour(text: &str) -> Result<Colour, Wrong> {
    Colour::parse(text.trim()).ok_or_else(|| Wrong::Colour(shortened(text)))
}

/// The value of a variable, written again.
fn value(mode: Mode, name: &str, text: &str) -> Result<String, Wrong> {
    if name == ROUND && mode == Mode::Light {
        return length(text.trim()).ok_or_else(|| Wrong::Length(shortened(text)));
    }
    if !TONES.iter().any(|(tone, _)| *tone == name) {
        return Err(Wrong::Unknown);
    }
    colour(text).map(|colour| colour.to_string())
}

/// The pairs of one mode that people could not tell apart, the worst of each part that is to blame: of the two what was set, and of
/// two that were set what stands on the other.
fn faint(mode: Mode, accent: Option<Colour>, is_set: bool, variables: &Variables) -> Vec<Fault> {
    let mut worst: BTreeMap<&'static str, Faint> = BTreeMap::new();
    for pair in Shades::of(mode, accent, variables).faint() {
        // What is made of the accent is its matter.
        let part = |name: &'static str| if name.starts_with("accent") { "accent" } else { name };
        let set = |part: &str| if part == "accent" { is_set } else { variables.of(mode).contains_key(part) };
        let (upper, lower) = (part(pair.upper.0), part(pair.lower.0));
        let blamed = if set(upper) || !set(lower) { upper } else { lower };
        let known = worst.entry(blamed).or_insert(pair);
        if pair.share() < known.share() {
            *known = pair;
        }
    }
    worst.into_iter().map(|(part, pair)| Fault::of(part, mode, Wrong::Faint(pair))).collect()
}

/// A logo as it is kept: drawn anew into its room, as a PNG.
///
/// # Errors
/// What is wrong with the file.
pub fn drawn(file: &[u8]) -> Result<Vec<u8>, Fault> {
    let drawn = match file.len() {
        0..=LARGEST => picture::fitted(file, ROOM).map_err(Wrong::Picture),
        _ => Err(Wrong::Large),
    };
    drawn.map_err(|wrong| Fault::of("logo", Mode::Light, wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(accent: Option<&str>, light: &[(&str, &str)], dark: &[(&str, &str)]) -> Draft {
        let set = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let variables = Variables { light: set(light), dark: set(dark) };
        Draft { accent: accent.map(str::to_owned), variables, ..Draft::default() }
    }

    fn told(draft: Draft) -> Vec<String> {
        draft.checked().err().into_iter().flatten().map(|fault| fault.to_string()).collect()
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_its_ratio() {
        assert_eq!(
            told(draft(Some("#ffcc00"), &[], &[])),
            [
                "accent: accent #ffcc00 on paper #f4f2ee has a contrast of 1.35:1; text needs 4.5:1 (WCAG 2.2, 1.4.3)"
            ]
        );
        for bad in ["red", "#fff", "#12345g", "#1234567", "url(//evil)", "#00000;}", ""] {
            assert_eq!(told(draft(Some(bad), &[], &[])).len(), 1, "{bad}");
        }
        let dark = Draft { accent_dark: Some("#115e56".into()), ..draft(Some("#115e56"), &[], &[]) };
        let faults = told(dark);
        assert!(
            faults.len() == 1 && faults[0].starts_with("accent_dark: "),
            "too dark for a dark page: {faults:?}"
        );
        let alone = Draft { accent_dark: Some("#9cc0ff".into()), ..Draft::default() };
        assert_eq!(told(alone), ["accent_dark: it is of no use without accent"]);
    }

    #[test]
    fn the_part_that_was_set_is_to_blame_and_named_once() {
        let parts = |draft: Draft| -> Vec<String> {
            draft.checked().err().into_iter().flatten().map(|fault| fault.id()).collect()
        };
        // Text and accent of ours on a sheet that is not.
        assert_eq!(parts(draft(None, &[("sheet", "#888888")], &[])), ["sheet"]);
        assert_eq!(parts(draft(None, &[], &[("paper", "#999999")])), ["paper_dark"]);
        assert_eq!(parts(draft(None, &[("ink", "#999999"), ("edge", "#eeeeee")], &[])), ["edge", "ink"]);
        assert_eq!(
            parts(draft(
                Some("#0b57d0"),
                &[("sheet", "#d0d0d0"), ("soft", "#333333"), ("edge", "#555555")],
                &[]
            )),
            ["accent"],
            "on the sheet that was chosen, not on ours"
        );
        // The one for dark pages is made for what they stand on; where none can be, that is to blame.
        let odd = draft(Some("#0b57d0"), &[], &[("sheet", "#ffffff")]);
        assert_eq!(parts(odd), ["sheet_dark"]);
    }

    #[test]
    fn whatever_is_no_value_is_refused_by_its_name_and_cut() {
        let long = "x".repeat(1_000_000);
        for bad in [
            "#000;}",
            "#000000;}body{",
            "url(//evil.example)",
            "var(--ink)",
            "rgb(0 0 0)",
            "#00000\u{660}",
            "\u{ff03}000000",
            "#000000\u{0}",
            "expression(alert(1))",
            &long,
        ] {
            for (name, mode) in [("paper", Mode::Light), ("ink", Mode::Dark), (ROUND, Mode::Light)] {
                let mut variables = Variables::default();
                variables.of_mut(mode).insert(name.into(), bad.into());
                let faults = told(Draft { variables, ..Draft::default() });
                assert_eq!(faults.len(), 1, "{name}");
                assert!(faults[0].starts_with("variables") && faults[0].len() < 300, "{}", faults[0]);
            }
        }
        for name in ["accent", "--paper", "shade", "Paper", "paper ", "focus", "", &long] {
            let faults = told(draft(None, &[(name, "#000000")], &[]));
            assert!(faults.len() == 1 && faults[0].contains("no such variable"), "{name}");
        }
        assert!(told(draft(None, &[], &[(ROUND, "1rem")]))[0].contains("no such variable"), "one for both");
        let many: Vec<String> = (0..1_000).map(|number| format!("x{number}")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "1")).collect();
        assert_eq!(told(draft(None, &many, &[])).len(), MOST_FAULTS);
    }

    #[test]
    fn what_is_taken_is_written_as_we_write_it() {
        let taken =
            draft(Some(" #0B57D0 "), &[("paper", " #FFFFFF"), ("round", " .5rem "), ("ink", " ")], &[]);
        let brand = taken.checked().unwrap();
        assert_eq!(brand.accent.as_deref(), Some("#0b57d0"));
        let light: Vec<_> = brand.variables.light.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(light, [("paper", "#ffffff"), ("round", "0.5rem")], "what is empty is not set");
    }
}
