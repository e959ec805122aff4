//! The colours of pages and mails: ours, as `static/style.css` has them, those that a look sets, and what is made of its accent; and
//! whether people can tell apart what stands on one another (WCAG 2.2, 1.4.3 and 1.4.11).
//!
//! Pages (`administration::brand`) and mails (`delivery`) take them from here, so that both look alike.

use std::fmt;

use serde::Serialize;

use super::{
    colour::Colour,
    variables::{Mode, TONES, Variables},
};

/// What text needs.
const TEXT: f64 = 4.5;
/// What the border of a field needs, and what shows where the keyboard is.
const SHAPE: f64 = 3.0;

/// The colours of one mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Shades {
    /// What a page stands on.
    pub paper: Colour,
    /// Of cards and fields.
    pub sheet: Colour,
    /// Of text.
    pub ink: Colour,
    /// Of text that says less.
    pub soft: Colour,
    /// Between parts.
    pub line: Colour,
    /// Of the border of fields and buttons.
    pub edge: Colour,
    /// Of buttons and links.
    pub accent: Colour,
    /// Of text on `pale`.
    pub deep: Colour,
    /// Beneath what is to stand out.
    pub pale: Colour,
    /// Of text on the accent; always ours.
    #[serde(skip)]
    accent_ink: Colour,
    /// Of what is wrong; always ours.
    #[serde(skip)]
    bad: Colour,
    /// Around what the keyboard is at; always ours.
    #[serde(skip)]
    focus: Colour,
}

const LIGHT: Shades = Shades {
    paper: Colour::hex(0xf4_f2ee),
    sheet: Colour::WHITE,
    ink: Colour::hex(0x1b_1d1f),
    soft: Colour::hex(0x5a_5e63),
    line: Colour::hex(0xde_dbd4),
    edge: Colour::hex(0x82_868b),
    accent: Colour::hex(0x11_5e56),
    deep: Colour::hex(0x0b_4a44),
    pale: Colour::hex(0xe6_f1ef),
    accent_ink: Colour::WHITE,
    bad: Colour::hex(0xa8_201a),
    focus: Colour::hex(0x0b_57d0),
};

const DARK: Shades = Shades {
    paper: Colour::hex(0x12_1416),
    sheet: Colour::hex(0x1b_1e21),
    ink: Colour::hex(0xec_eae6),
    soft: Colour::hex(0xa9_adb3),
    line: Colour::hex(0x2f_3438),
    edge: Colour::hex(0x7d_8389),
    accent: Colour::hex(0x7f_d6c8),
    deep: Colour::hex(0x9f_e5d9),
    pale: Colour::hex(0x11_302c),
    accent_ink: Colour::hex(0x06_231f),
    bad: Colour::hex(0xff_b3a9),
    focus: Colour::hex(0x9c_c0ff),
};

impl Shades {
    /// Ours.
    pub fn ours(mode: Mode) -> Self {
        match mode {
            Mode::Light => LIGHT,
            Mode::Dark => DARK,
        }
    }

    /// Ours with what a look sets laid over, and with what is made of its accent.
    pub fn of(mode: Mode, accent: Option<Colour>, variables: &Variables) -> Self {
        let mut shades = Self::ours(mode);
        for (name, _) in TONES {
            if let (Some(place), Some(colour)) = (shades.place(name), variables.colour(mode, name)) {
                *place = colour;
            }
        }
        match accent {
            Some(accent) => shades.accented(mode, accent),
            None if shades.carries(shades.pale) => shades,
            None => shades.accented(mode, shades.accent),
        }
    }

    /// Where a variable of the style stands that a look may set.
    fn place(&mut self, name: &str) -> Option<&mut Colour> {
        match name {
            "paper" => Some(&mut self.paper),
            "sheet" => Some(&mut self.sheet),
            "ink" => Some(&mut self.ink),
            "soft" => Some(&mut self.soft),
            "line" => Some(&mut self.line),
            "edge" => Some(&mut self.edge),
            _ => None,
        }
    }

    /// With this accent and what stands beside it.
    fn accented(mut self, mode: Mode, accent: Colour) -> Self {
        let (towards, ground, first) = match mode {
            Mode::Light => (Colour::BLACK, self.sheet, 18),
            Mode::Dark => (Colour::WHITE, self.paper, 16),
        };
        (self.accent, self.deep) = (accent, accent.mixed(towards, 0.25));
        // As much of the accent as text on it allows.
        let mut paler = (first..=20_u8).map(|step| accent.mixed(ground, f64::from(step) / 20.0));
        self.pale = paler.find(|pale| self.carries(*pale)).unwrap_or(ground);
        self
    }

    /// Whether what stands on `pale` can be read there.
    fn carries(&self, pale: Colour) -> bool {
        [self.ink, self.soft, self.deep].into_iter().all(|text| text.contrast(pale) >= TEXT)
    }

    /// Every colour that a look decides, by its name in the style.
    pub fn named(&self) -> [(&'static str, Colour); 9] {
        [
            ("paper", self.paper),
            ("sheet", self.sheet),
            ("ink", self.ink),
            ("soft", self.soft),
            ("line", self.line),
            ("edge", self.edge),
            ("accent", self.accent),
            ("accent-deep", self.deep),
            ("accent-pale", self.pale),
        ]
    }

    /// What the style puts on one another and people could not tell apart.
    pub fn faint(&self) -> Vec<Faint> {
        let (paper, sheet) = (("paper", self.paper), ("sheet", self.sheet));
        let accent = ("accent", self.accent);
        let pairs = [
            (("ink", self.ink), paper, TEXT),
            (("ink", self.ink), sheet, TEXT),
            (("soft", self.soft), paper, TEXT),
            (("soft", self.soft), sheet, TEXT),
            (accent, paper, TEXT),
            (accent, sheet, TEXT),
            (("accent-ink", self.accent_ink), accent, TEXT),
            (("accent-ink", self.accent_ink), ("accent-deep", self.deep), TEXT),
            (("accent-deep", self.deep), ("accent-pale", self.pale), TEXT),
            (("bad", self.bad), paper, TEXT),
            (("bad", self.bad), sheet, TEXT),
            (("edge", self.edge), paper, SHAPE),
            (("edge", self.edge), sheet, SHAPE),
            (("focus", self.focus), paper, SHAPE),
            (("focus", self.focus), sheet, SHAPE),
        ];
        let told = pairs.into_iter().map(|(upper, lower, least)| Faint {
            ratio: upper.1.contrast(lower.1),
            upper,
            lower,
            least,
        });
        told.filter(|pair| pair.ratio < pair.least).collect()
    }
}

/// Two colours of which one stands on the other, each with its name in the style, and too little between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Faint {
    /// What stands on the other.
    pub upper: (&'static str, Colour),
    /// What it stands on.
    pub lower: (&'static str, Colour),
    /// The contrast between them.
    pub ratio: f64,
    /// What it must be.
    pub least: f64,
}

impl Faint {
    /// The contrast in two places, never more than it is.
    pub fn rounded(&self) -> f64 {
        (self.ratio * 100.0).floor() / 100.0
    }

    /// How far it is from enough; 1 would be.
    pub fn share(&self) -> f64 {
        self.ratio / self.least
    }
}

impl fmt::Display for Faint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { upper, lower, least, .. } = self;
        let (what, clause) = if *least < TEXT { ("a border", "1.4.11") } else { ("text", "1.4.3") };
        write!(
            formatter,
            "{} {} on {} {} has a contrast of {:.2}:1; {what} needs {least}:1 (WCAG 2.2, {clause})",
            upper.0,
            upper.1,
            lower.0,
            lower.1,
            self.rounded()
        )
    }
}

/// The colours of light and of dark pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Palette {
    /// On light ground.
    pub light: Shades,
    /// On dark ground.
    pub dark: Shades,
}

impl Palette {
    /// Ours with what a look sets laid over. What is no colour is passed over.
    pub fn of(accent: Option<&str>, accent_dark: Option<&str>, variables: &Variables) -> Self {
        let [accent, accent_dark] = [accent, accent_dark].map(|text| text.and_then(Colour::parse));
        Self {
            light: Shades::of(Mode::Light, accent, variables),
            dark: Shades::of(Mode::Dark, accent_dark, variables),
        }
    }

    /// The colours of one mode.
    pub fn shades(&self, mode: Mode) -> &Shades {
        match mode {
            Mode::Light => &self.light,
            Mode::Dark => &self.dark,
        }
    }
}

impl Default for Palette {
    /// Ours.
    fn default() -> Self {
        Self { light: LIGHT, dark: DARK }
    }
}

/// The accent of dark pages that is made of the one of light pages: with as much white as these need.
pub fn lightened(accent: Colour, variables: &Variables) -> Colour {
    let readable = |colour: &Colour| {
        let shades = Shades::of(Mode::Dark, Some(*colour), variables);
        !shades.faint().iter().any(|pair| pair.upper.0.starts_with("accent"))
    };
    let mut lighter = (0..=20_u8).map(|step| accent.mixed(Colour::WHITE, f64::from(step) / 20.0));
    lighter.find(readable).unwrap_or(Colour::WHITE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::variables::{OUR_ROUND, ROUND};

    fn set(mode: Mode, pairs: &[(&str, &str)]) -> Variables {
        let mut variables = Variables::default();
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        variables.of_mut(mode).extend(pairs);
        variables
    }

    #[test]
    fn our_own_are_those_of_the_style_sheet_and_can_be_read() {
        let css = include_str!("../../static/style.css").replace("#fff;", "#ffffff;");
        let (light, dark) = css.split_once("prefers-color-scheme: dark").unwrap();
        assert!(light.contains(&format!("--{ROUND}: {};", OUR_ROUND.trim_start_matches('0'))));
        for (css, mode) in [(light, Mode::Light), (dark, Mode::Dark)] {
            let ours = Shades::ours(mode);
            let fixed = [("accent-ink", ours.accent_ink), ("bad", ours.bad), ("focus", ours.focus)];
            for (name, value) in ours.named().into_iter().chain(fixed) {
                assert!(css.contains(&format!("--{name}: {value};")), "{name}: {value}");
            }
            assert!(ours.faint().is_empty(), "{mode:?}: {:?}", ours.faint());
            assert!(ours.carries(ours.pale), "{mode:?}");
        }
    }

    #[test]
    fn every_accent_that_can_be_read_can_be_read_with_all_that_is_made_of_it() {
        let none = Variables::default();
        for accent in ["#115e56", "#0b57d0", "#a8201a", "#000000", "#6b21a8", "#8a4b00", "#0000ff"] {
            let light = Colour::parse(accent).unwrap();
            let dark = lightened(light, &none);
            for (mode, accent) in [(Mode::Light, light), (Mode::Dark, dark), (Mode::Dark, Colour::WHITE)] {
                let shades = Shades::of(mode, Some(accent), &none);
                assert!(shades.faint().is_empty(), "{accent}: {:?}", shades.faint());
                assert!(shades.carries(shades.pale), "{accent}: {shades:?}");
            }
        }
        let white = Shades::of(Mode::Dark, Some(Colour::WHITE), &none);
        assert_ne!(white.pale, Colour::WHITE.mixed(white.paper, 0.8), "soft text could not be read on it");
    }

    #[test]
    fn each_pair_is_judged_by_the_colours_that_were_chosen() {
        let worst = |mode, pairs: &[(&str, &str)], accent: Option<&str>| -> Vec<String> {
            let shades = Shades::of(mode, accent.and_then(Colour::parse), &set(mode, pairs));
            shades.faint().iter().map(|pair| format!("{} on {}", pair.upper.0, pair.lower.0)).collect()
        };
        let nothing: [&str; 0] = [];
        assert_eq!(worst(Mode::Light, &[("ink", "#777777")], None), ["ink on paper", "ink on sheet"]);
        assert_eq!(
            worst(Mode::Light, &[("soft", "#767676")], None),
            ["soft on paper"],
            "4.54:1 on white only"
        );
        assert_eq!(worst(Mode::Light, &[("edge", "#c0c0c0")], None), ["edge on paper", "edge on sheet"]);
        assert_eq!(worst(Mode::Light, &[("edge", "#8c8c8c"), ("paper", "#ffffff")], None), nothing);
        // An accent that our own sheet carries, and a chosen one does not; and the other way round.
        assert_eq!(worst(Mode::Light, &[], Some("#0b57d0")), nothing);
        let grey = [("sheet", "#d0d0d0"), ("soft", "#3a3a3a"), ("edge", "#555555"), ("ink", "#000000")];
        assert_eq!(worst(Mode::Light, &grey, Some("#0b57d0")), ["accent on sheet"]);
        assert_eq!(worst(Mode::Dark, &[], Some("#808080")), ["accent on sheet", "accent-ink on accent"]);
        assert!(worst(Mode::Dark, &[("sheet", "#ffffff")], None).contains(&"ink on sheet".to_owned()));
        // What separates parts only, nobody needs to see.
        assert_eq!(worst(Mode::Light, &[("line", "#ffffff")], None), nothing);
        // What is paler than the accent gives way to the text on it.
        let soft = [("paper", "#ffffff"), ("soft", "#767676")];
        assert_eq!(worst(Mode::Light, &soft, None), nothing);
        let shades = Shades::of(Mode::Light, None, &set(Mode::Light, &soft));
        assert!(shades.carries(shades.pale) && shades.pale != LIGHT.pale);
    }

    #[test]
    fn a_faint_pair_says_what_was_computed_and_never_more() {
        let shades =
            Shades::of(Mode::Light, None, &set(Mode::Light, &[("ink", "#777777"), ("paper", "#ffffff")]));
        assert_eq!(
            shades.faint()[0].to_string(),
            "ink #777777 on paper #ffffff has a contrast of 4.47:1; text needs 4.5:1 (WCAG 2.2, 1.4.3)"
        );
        let shades = Shades::of(Mode::Dark, None, &set(Mode::Dark, &[("edge", "#333333")]));
        assert!(shades.faint()[0].to_string().ends_with("a border needs 3:1 (WCAG 2.2, 1.4.11)"));
    }

    #[test]
    fn every_variable_that_may_be_set_is_a_colour_of_the_palette() {
        for (name, _) in TONES {
            assert!(Shades::ours(Mode::Light).place(name).is_some(), "{name}");
        }
        for other in ["accent", "bad", "focus", "shade", "round", "--paper"] {
            assert!(Shades::ours(Mode::Light).place(other).is_none(), "{other}");
        }
    }

    #[test]
    fn an_accent_for_dark_pages_is_made_for_the_ground_that_was_chosen() {
        let accent = Colour::hex(0x11_5e56);
        let black = lightened(accent, &set(Mode::Dark, &[("paper", "#000000"), ("sheet", "#000000")]));
        let ours = lightened(accent, &Variables::default());
        let lighter = lightened(accent, &set(Mode::Dark, &[("sheet", "#404448")]));
        assert!(lighter.contrast(Colour::BLACK) > ours.contrast(Colour::BLACK), "{ours} {lighter}");
        assert!(black.contrast(Colour::BLACK) <= ours.contrast(Colour::BLACK), "{ours} {black}");
    }
}
