//! The variables of the style that a look may set beside its accent: a closed list. Each value is read and written again, so that
//! nothing becomes style that is no colour and no length.
//!
//! Whether people can tell the colours apart is [`super::palette`]'s to say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::colour::Colour;

/// The colours that a look may set, and what each is for.
pub const TONES: [(&str, &str); 6] = [
    ("paper", "What a page stands on, as #rrggbb."),
    ("sheet", "What cards and fields are made of, as #rrggbb."),
    ("ink", "Text, as #rrggbb."),
    ("soft", "Text that says less, as #rrggbb."),
    ("line", "Lines between parts, as #rrggbb."),
    ("edge", "The border of fields and buttons, as #rrggbb."),
];
/// How round the corners of fields and buttons are; the same on light and on dark pages.
pub const ROUND: &str = "round";
/// How round ours are.
pub const OUR_ROUND: &str = "0.625rem";
/// How round they may be, in thousandths of a rem.
const ROUNDEST: u32 = 2_000;

/// Which pages: `prefers-color-scheme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

impl Mode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];
}

/// What a look sets, by the names of the variables: values that were checked and written again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Variables {
    /// On light pages; `round` is among them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub light: BTreeMap<String, String>,
    /// On dark pages.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dark: BTreeMap<String, String>,
}

impl Variables {
    /// Those of one mode.
    pub fn of(&self, mode: Mode) -> &BTreeMap<String, String> {
        match mode {
            Mode::Light => &self.light,
            Mode::Dark => &self.dark,
        }
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, mode: Mode) -> &mut BTreeMap<String, String> {
        match mode {
            Mode::Light => &mut self.light,
            Mode::Dark => &mut self.dark,
        }
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.light.is_empty() && self.dark.is_empty()
    }

    /// A colour that is set.
    pub fn colour(&self, mode: Mode, name: &str) -> Option<Colour> {
        self.of(mode).get(name).and_then(|value| Colour::parse(value))
    }

    /// How round corners are, if that is set.
    pub fn round(&self) -> Option<String> {
        self.light.get(ROUND).and_then(|value| length(value))
    }
}

/// A length from 0 to 2rem with at most three places behind the point, written as a style has it.
pub fn length(text: &str) -> Option<String> {
    let number =
        if text == "0" { text } else { text.strip_suffix("rem").filter(|number| !number.is_empty())? };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let whole = if whole.is_empty() { "0" } else { whole };
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(digits(whole, 1) && digits(part, 3)) {
        return None;
    }
    let thousandths: u32 = format!("{whole}{part:0<3}").parse().ok()?;
    let number = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    (thousandths <= ROUNDEST).then(|| if thousandths == 0 { "0".to_owned() } else { format!("{number}rem") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_and_written_again() {
        for (text, written) in [
            ("0", "0"),
            ("0rem", "0"),
            ("0.000rem", "0"),
            (".5rem", "0.5rem"),
            ("0.625rem", "0.625rem"),
            ("1rem", "1rem"),
            ("1.50rem", "1.5rem"),
            ("2rem", "2rem"),
            ("2.000rem", "2rem"),
        ] {
            assert_eq!(length(text).as_deref(), Some(written), "{text}");
            assert_eq!(length(written).as_deref(), Some(written));
        }
        for bad in [
            "",
            "rem",
            ".rem",
            "1.rem",
            "2.001rem",
            "3rem",
            "10rem",
            "-1rem",
            "+1rem",
            "1e0rem",
            "1",
            "8px",
            "50%",
            "1rem;",
            "1rem}",
            "calc(1rem)",
            "var(--x)",
            "1 rem",
            " 1rem",
            "1REM",
            "٢rem",
            "0.1234rem",
            "infrem",
            "NaNrem",
        ] {
            assert_eq!(length(bad), None, "{bad}");
        }
        assert_eq!(length(&format!("{}rem", "1".repeat(1_000_000))), None);
    }

    #[test]
    fn what_is_stored_otherwise_than_we_write_is_not_believed() {
        let set = |name: &str, value: &str| [(name.to_owned(), value.to_owned())].into();
        let variables = Variables { light: set(ROUND, "1rem}"), dark: set("paper", "#000;}") };
        assert_eq!((variables.round(), variables.colour(Mode::Dark, "paper")), (None, None));
        assert!(serde_json::from_str::<Variables>("{\"print\":{}}").is_err());
        assert_eq!(serde_json::to_string(&Variables::default()).unwrap(), "{}");
    }
}
