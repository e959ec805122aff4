//! Reading a numeric code as people type and paste it.

use unicode_normalization::char::is_combining_mark;

/// The zeros of the digits that keyboards around the world produce; the other nine follow each.
const ZEROS: [char; 6] = ['0', '\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];
/// More than anybody types; longer input is not looked at.
const LONGEST: usize = 64;

/// The ASCII digits of `typed` if there are exactly `digits` of them and nothing else but spaces, dashes and marks
/// that nobody sees.
pub(in crate::authentication) fn normalise(typed: &str, digits: usize) -> Option<String> {
    if typed.len() > LONGEST * 4 {
        return None;
    }
    let mut code = String::with_capacity(digits);
    for character in typed.chars().filter(|character| !ignored(*character)) {
        code.push(digit(character)?);
    }
    (code.len() == digits).then_some(code)
}

/// The ASCII digit that a character of any script stands for.
pub(super) fn digit(character: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(*zero))?;
        char::from_digit(value, 10)
    })
}

/// White space, dashes, and what nobody sees.
pub(super) fn ignored(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}') || invisible(character)
}

/// The invisible marks that come along when text is copied.
pub(super) fn invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        for typed in
            ["123456", " 123 456 ", "123-456", "１２３４５６", "١٢٣٤٥٦", "۱۲۳۴۵۶", "123\u{a0}456\u{200f}"]
        {
            assert_eq!(normalise(typed, 6).as_deref(), Some("123456"), "{typed:?}");
        }
        for typed in ["", "12345", "1234567", "12345a", "+12345", "0x1234", "123456; DROP", "１２３４５"]
        {
            assert_eq!(normalise(typed, 6), None, "{typed:?}");
        }
        assert_eq!(normalise(&" ".repeat(100_000), 0), None, "long input is not looked at");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_only_six_ascii_digits_come_out(typed in "\\PC{0,40}") {
            if let Some(code) = normalise(&typed, 6) {
                prop_assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }

        #[test]
        fn spaces_and_scripts_change_nothing(
            code in "[0-9]{6}",
            scripts in prop::array::uniform6(0..ZEROS.len()),
            gaps in prop::array::uniform6("[ \u{a0}\u{2009}\u{200e}-]{0,3}"),
        ) {
            let typed: String = code
                .chars()
                .zip(scripts.iter().zip(&gaps))
                .map(|(digit, (script, gap))| {
                    let value = digit.to_digit(10).unwrap();
                    format!("{gap}{}", char::from_u32(u32::from(ZEROS[*script]) + value).unwrap())
                })
                .collect();
            prop_assert_eq!(normalise(&typed, 6), Some(code));
        }
    }
}
