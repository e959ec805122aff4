//! The codes that people carry from a device to another one: RFC 8628 section 6.1.

use crate::random::Random;

/// Consonants, so that no words come up; 20^8 codes, about 34.5 bits, of which few are alive at any time.
const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// A new one.
pub(super) fn draw(random: &Random) -> String {
    let letter = |_| {
        let drawn = usize::try_from(random.below(20)).unwrap_or(0);
        ALPHABET.get(drawn).copied().map_or('B', char::from)
    };
    (0..LENGTH).map(letter).collect()
}

/// The code that somebody typed: letters in any case, with whatever stands between them.
pub(super) fn normal(typed: &str) -> Option<String> {
    if typed.len() > 64 {
        return None;
    }
    let code: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    (code.len() == LENGTH && code.bytes().all(|letter| ALPHABET.contains(&letter))).then_some(code)
}

/// `BCDFGHJK` as `BCDF-GHJK`.
pub(super) fn grouped(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["WDJB-MJHT", "wdjbmjht", " w d j b m j h t ", "WDJB–MJHT"] {
            assert_eq!(normal(typed).as_deref(), Some("WDJBMJHT"), "{typed}");
        }
        for typed in ["", "WDJB-MJH", "WDJB-MJHTT", "WDJB-MJH0", "AEIO-UAEI", "ＷDJB-MJHT", &"W".repeat(65)]
        {
            assert_eq!(normal(typed), None, "{typed}");
        }
        assert_eq!(grouped("WDJBMJHT"), "WDJB-MJHT");
    }

    #[test]
    fn what_is_drawn_is_shown_as_it_is_read() {
        let random = Random::seeded(1);
        for _ in 0..100 {
            let code = draw(&random);
            assert_eq!(normal(&grouped(&code)), Some(code));
        }
    }
}
