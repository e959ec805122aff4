//! A colour of the sRGB space: read, written, mixed, and how well it can be told from another (WCAG 2.2).
//!
//! What stands on what, and which colours there are, is [`super::palette`]'s.

use serde::{Serialize, Serializer};

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// All light there is.
    pub const WHITE: Self = Self([255; 3]);
    /// None.
    pub const BLACK: Self = Self([0; 3]);

    /// The colour of six digits: `0x115e56` is `#115e56`.
    pub const fn hex(digits: u32) -> Self {
        let [_, red, green, blue] = digits.to_be_bytes();
        Self([red, green, blue])
    }

    /// The colour that `#rrggbb` means.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = |digits: &&str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = text.strip_prefix('#').filter(hex)?;
        u32::from_str_radix(digits, 16).ok().map(Self::hex)
    }

    /// WCAG 2.2, "contrast ratio".
    pub fn contrast(self, other: Self) -> f64 {
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
    pub fn mixed(self, other: Self, share: f64) -> Self {
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

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
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
    fn a_colour_is_written_as_it_was_read() {
        for text in ["#000000", "#115e56", "#ffffff"] {
            assert_eq!(Colour::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Colour::parse("#AbCdEf"), Some(Colour::hex(0x00ab_cdef)));
        for bad in
            ["", "#", "red", "#fff", "115e56", "#12345g", "#1234567", "#+12345", "#00000\u{e9}", " #115e56"]
        {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }
}
