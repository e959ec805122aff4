//! Phone numbers: which of those that people type a text may go to.

use phonenumber::{Mode, PhoneNumber, Type, metadata::DATABASE};

use super::Reason;

/// The form field.
pub(super) const FIELD: &str = "phone";
const MISSING: Reason = Reason { key: "error-phone-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-phone-format", field: FIELD };
const UNFIT: Reason = Reason { key: "error-phone-kind", field: FIELD };
/// More than anybody types; longer input is not looked at.
const LONGEST: usize = 64;

/// The number in E.164, from the international format that people write: a plus sign or 00, digits, and what groups them.
///
/// Only phones of their owners get texts. Premium-rate and shared-cost numbers are how fraud earns its money; numbers over
/// IP are nobody's phone (NIST SP 800-63B-4 section 3.1.3.1).
pub(super) fn read(typed: &str) -> Result<String, Reason> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(MISSING);
    }
    let number = parse(typed).ok_or(MALFORMED)?;
    match number.number_type(&DATABASE) {
        Type::Mobile | Type::FixedLineOrMobile => Ok(number.format().mode(Mode::E164).to_string()),
        _ => Err(UNFIT),
    }
}

fn parse(typed: &str) -> Option<PhoneNumber> {
    if typed.len() > LONGEST {
        return None;
    }
    // A zero in brackets is for those who dial from within the country.
    let typed = typed.replace("(0)", "");
    let mut plain = String::with_capacity(typed.len());
    for character in typed.chars().filter(|character| !groups(*character)) {
        match character {
            '+' | '\u{ff0b}' if plain.is_empty() => plain.push('+'),
            digit => plain.push(super::super::code::digit(digit)?),
        }
    }
    // 00 is how most of the world dials the plus sign (ITU-T E.164 section 7.1.1).
    let digits = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"))?;
    let number = phonenumber::parse(None, format!("+{digits}")).ok()?;
    (number.is_valid() && number.extension().is_none()).then_some(number)
}

/// What stands between digits, and what is invisible beside them.
fn groups(character: char) -> bool {
    super::super::code::ignored(character) || matches!(character, '(' | ')' | '.' | '/')
}

/// `+49 •••••••89`: enough to know one's own by.
pub(in crate::authentication::factor) fn mask(number: &str) -> String {
    let code = phonenumber::parse(None, number).map_or(0, |number| number.code().value());
    let end: String = number.chars().skip(number.chars().count().saturating_sub(2)).collect();
    if code == 0 {
        format!("•••••••{end}")
    } else {
        format!("+{code} •••••••{end}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for typed in [
            "+4915123456789",
            "+49 151 23456789",
            " +49 (151) 2345-6789 ",
            "0049 151 23456789",
            "+49.151.23456789",
            "+49/151/23456789",
            "＋４９ 151 23456789",
            "\u{202a}+49 151 23456789\u{202c}",
            "+49 (0) 151 23456789",
        ] {
            assert_eq!(read(typed).as_deref(), Ok("+4915123456789"), "{typed:?}");
        }
        assert_eq!(read("+1 202 555 0123").as_deref(), Ok("+12025550123"));
        assert_eq!(read("+44 7400 123456").as_deref(), Ok("+447400123456"));
    }

    #[test]
    fn what_is_no_international_number_is_refused() {
        assert_eq!(read("  "), Err(MISSING));
        for typed in [
            "0151 23456789",
            "15123456789",
            "+",
            "00",
            "+49",
            "+49 151",
            "+4915123456789012345",
            "+999 123456789",
            "+49 151 23456789 ext. 5",
            "tel:+4915123456789",
            "+49 151 CALLME",
            "+49151+23456789",
            "<script>",
        ] {
            assert_eq!(read(typed), Err(MALFORMED), "{typed:?}");
        }
        assert_eq!(read(&"+".repeat(100_000)), Err(MALFORMED));
    }

    #[test]
    fn numbers_that_cost_or_are_no_phone_are_refused() {
        for typed in [
            "+49 900 1234567", // premium rate
            "+44 9098790000",  // premium rate
            "+1 900 234 5678", // premium rate
            "+49 180 1234567", // shared cost
            "+44 8431234567",  // shared cost
            "+44 7012345678",  // personal, charged like premium rate
            "+1 800 234 5678", // freephone
            "+49 30 1234567",  // a fixed line
            "+44 5612345678",  // over IP
        ] {
            assert_eq!(read(typed), Err(UNFIT), "{typed:?}");
        }
    }

    #[test]
    fn a_mask_shows_country_and_end() {
        assert_eq!(mask("+4915123456789"), "+49 •••••••89");
        assert_eq!(mask(""), "•••••••");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_only_e164_comes_out_and_reading_it_again_changes_nothing(typed in "\\PC{0,40}|[+0-9 ()./-]{0,24}") {
            if let Ok(number) = read(&typed) {
                prop_assert!(number.starts_with('+') && number[1..].bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert!((8..=16).contains(&number.len()));
                prop_assert_eq!(read(&number), Ok(number.clone()));
            }
        }
    }
}
