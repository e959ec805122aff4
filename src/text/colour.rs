//! The colours of a look: whether people can read them (WCAG 2.2, 1.4.3), and what is made of the one that somebody chose.
//!
//! Pages (`administration::brand`) and mails (`delivery`) take them from here, so that both look alike.

use serde::Serialize;

/// What text needs.
const ENOUGH: f64 = 4.5;
/// What the accent stands on, and what stands on it, as in `static/style.css`.
pub const LIGHT: [&str; 2] = ["#ffffff", "#f4f2ee"];
/// The same of dark pages.
pub const DARK: [&str; 3] = ["#1b1e21", "#121416", "#06231f"];

/// The colours that stand beside an accent, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shades {
    /// Of buttons and links.
    pub accent: String,
    /// Of text on `pale`.
    pub deep: String,
    /// Beneath what is to stand out.
    pub pale: String,
}

/// The same for light and for dark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Palette {
    /// On light ground.
    pub light: Shades,
    /// On dark ground.
    pub dark: Shades,
}

impl Palette {
    /// What is made of an accent and the one for dark ground; none where these are no colours.
    pub fn of(light: &str, dark: &str) -> Option<Self> {
        let (light, dark) = (Colour::parse(light)?, Colour::parse(dark)?);
        let (white, black, night) = (Colour([255; 3]), Colour([0; 3]), Colour([18, 20, 22]));
        let shades = |accent: Colour, deep: Colour, pale: Colour| Shades {
            accent: accent.to_string(),
            deep: deep.to_string(),
            pale: pale.to_string(),
        };
        Some(Self {
            light: shades(light, light.mixed(black, 0.25), light.mixed(white, 0.9)),
            dark: shades(dark, dark.mixed(white, 0.25), dark.mixed(night, 0.8)),
        })
    }
}

impl Default for Palette {
    /// Ours, as `static/style.css` has them.
    fn default() -> Self {
        let shades = |accent: &str, deep: &str, pale: &str| Shades {
            accent: accent.into(),
            deep: deep.into(),
            pale: pale.into(),
        };
        Self { light: shades("#115e56", "#0b4a44", "#e6f1ef"), dark: shades("#7fd6c8", "#9fe5d9", "#11302c") }
    }
}

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// The colour that `#rrggbb` means.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = |digits: &&str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = text.strip_prefix('#').filter(hex)?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at.checked_add(2)?)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// A colour that can be read on, and beneath, each of these.
    ///
    /// # Errors
    /// What is wrong with it; where it is the contrast, with the ratio.
    pub fn read(text: &str, grounds: &[&str]) -> Result<Self, String> {
        let colour =
            Self::parse(text.trim()).ok_or_else(|| format!("{text:?} is not a colour like #115e56"))?;
        for ground in grounds {
            let ratio = Self::parse(ground).map_or(0.0, |ground| colour.contrast(ground));
            if ratio < ENOUGH {
                return Err(format!(
                    "{text} on {ground} has a contrast of {ratio:.2}:1; text needs 4.5:1 (WCAG 2.2, 1.4.3)"
                ));
            }
        }
        Ok(colour)
    }

    /// The same with as much white as dark pages need.
    #[must_use]
    pub fn lightened(self) -> Self {
        let white = Self([255; 3]);
        let readable = |colour: &Self| {
            let grounds = DARK.iter().filter_map(|ground| Self::parse(ground));
            grounds.map(|ground| colour.contrast(ground)).fold(f64::MAX, f64::min) >= ENOUGH
        };
        (0..=20_u8).map(|step| self.mixed(white, f64::from(step) / 20.0)).find(readable).unwrap_or(white)
    }

    /// WCAG 2.2, "contrast ratio".
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// With a share of another, from 0 to 1.
    fn mixed(self, other: Self, share: f64) -> Self {
        let mut mixed = self;
        for (own, other) in mixed.0.iter_mut().zip(other.0) {
            let sum = f64::from(*own) * (1.0 - share) + f64::from(other) * share;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between two bytes
            let byte = sum.round() as u8;
            *own = byte;
        }
        mixed
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_wcag_says() {
        let colour = |text| Colour::parse(text).unwrap();
        let rounded = |a, b| (colour(a).contrast(colour(b)) * 100.0).round() / 100.0;
        assert_eq!(rounded("#000000", "#ffffff"), 21.0);
        assert_eq!(rounded("#767676", "#ffffff"), 4.54);
        assert_eq!(rounded("#777777", "#ffffff"), 4.48);
        assert_eq!(rounded("#ff0000", "#ffffff"), 4.0);
    }

    #[test]
    fn every_accent_that_is_taken_can_be_read_with_all_that_is_made_of_it() {
        let ours = Palette::default();
        for accent in ["#115e56", "#0b57d0", "#a8201a", "#000000", "#6b21a8", "#8a4b00"] {
            let dark = Colour::read(accent, &LIGHT).unwrap().lightened().to_string();
            assert!(Colour::read(&dark, &DARK).is_ok(), "{accent}: {dark}");
            for Shades { deep, pale, .. } in
                Palette::of(accent, &dark).map(|made| [made.light, made.dark]).unwrap()
            {
                assert!(Colour::read(&deep, &[pale.as_str()]).is_ok(), "{accent}: {deep} on {pale}");
            }
        }
        for Shades { deep, pale, .. } in [&ours.light, &ours.dark] {
            assert!(Colour::read(deep, &[pale.as_str()]).is_ok(), "{deep} on {pale}");
        }
        assert_eq!(Palette::of("red", "#ffffff"), None);
    }

    #[test]
    fn our_own_are_those_of_the_style_sheet() {
        let css = include_str!("../../static/style.css");
        let (light, dark) = css.split_once("prefers-color-scheme: dark").unwrap();
        let ours = Palette::default();
        for (css, Shades { accent, deep, pale }) in [(light, ours.light), (dark, ours.dark)] {
            for (name, value) in [("accent", accent), ("accent-deep", deep), ("accent-pale", pale)] {
                assert!(css.contains(&format!("--{name}: {value};")), "{name}: {value}");
            }
        }
    }
}
