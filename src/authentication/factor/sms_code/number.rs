//! Phone numbers: which of those that people type a text may go to.

use phonenumber::{Metadata, Mode, PhoneNumber, Type, metadata::DATABASE};

use super::Reason;

/// The form field.
pub(super) const FIELD: &str = "phone";
const MISSING: Reason = Reason { key: "error-phone-empty", field: FIELD };
const MALFORMED: Reason = Reason { key: "error-phone-format", field: FIELD };
const UNFIT: Reason = Reason { key: "error-phone-kind", field: FIELD };
/// More than anybody types; longer input is not looked at.
const LONGEST: usize = 64;
/// What the metadata calls the networks without a country: satellites, and numbers that are the same everywhere.
const NOWHERE: &str = "001";
/// What is nobody's phone, or costs more than one.
const UNFIT_KINDS: [Type; 8] = [
    Type::PremiumRate,
    Type::TollFree,
    Type::SharedCost,
    Type::PersonalNumber,
    Type::Voip,
    Type::Pager,
    Type::Uan,
    Type::Voicemail,
];

/// The number in E.164, from the international format that people write: a plus sign or 00, digits, and what groups them.
///
/// Only phones of their owners get texts. Premium-rate and shared-cost numbers are how fraud earns its money; numbers over
/// IP are nobody's phone (NIST SP 800-63B-4 section 3.1.3.1).
pub fn read(typed: &str) -> Result<String, Reason> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(MISSING);
    }
    let number = parse(typed).ok_or(MALFORMED)?;
    if is_mobile(&number) { Ok(number.format().mode(Mode::E164).to_string()) } else { Err(UNFIT) }
}

/// Whether a text may go there. Judged by the number with the zeros that it begins with: where a country keeps them they tell a
/// mobile from a fixed line, and [`PhoneNumber::number_type`] leaves them out.
fn is_mobile(number: &PhoneNumber) -> bool {
    let national = number.national().to_string();
    let regions = DATABASE.by_code(&number.code().value()).unwrap_or_default();
    let home = regions.into_iter().find(|region| is_home(region, &national));
    home.is_some_and(|region| {
        region.id() != NOWHERE
            && region.descriptors().general().is_match(&national)
            && is(region, Type::Mobile, &national)
            && !UNFIT_KINDS.iter().any(|kind| is(region, *kind, &national))
    })
}

/// Whether a region is the number's among those that share its country code.
fn is_home(region: &Metadata, national: &str) -> bool {
    let kinds = [Type::Mobile, Type::FixedLine];
    match region.leading_digits() {
        Some(digits) => digits.find(national).is_some_and(|found| found.start() == 0),
        None => {
            region.descriptors().general().is_match(national)
                && kinds.iter().chain(&UNFIT_KINDS).any(|kind| is(region, *kind, national))
        }
    }
}

fn is(region: &Metadata, kind: Type, national: &str) -> bool {
    region.descriptors().get(kind).is_some_and(|kind| kind.is_match(national))
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
    fn mobile_phones_of_all_the_world_are_taken() {
        for (typed, number) in [
            ("+225 07 07 12 34 56", "+2250707123456"), // Ivory Coast: the zero is part of it
            ("+229 01 95 12 34 56", "+2290195123456"), // Benin
            ("+242 06 123 4567", "+242061234567"),     // Congo
            ("+39 312 345 6789", "+393123456789"),
            ("+33 6 12 34 56 78", "+33612345678"),
            ("+34 666 777 888", "+34666777888"),
            ("+32 474 09 11 50", "+32474091150"),
            ("+61 406 823 897", "+61406823897"),
            ("+55 11 96123 4567", "+5511961234567"),
            ("+351 912 345 678", "+351912345678"),
            ("+41 78 123 45 67", "+41781234567"),
            ("+31 6 12345678", "+31612345678"),
            ("+48 512 345 678", "+48512345678"),
            ("+46 70 123 45 67", "+46701234567"),
            ("+81 90 1234 5678", "+819012345678"),
            ("+44 7797 712345", "+447797712345"), // Jersey shares the code
            ("+1 613 555 1234", "+16135551234"),  // Canada, too
        ] {
            assert_eq!(read(typed).as_deref(), Ok(number), "{typed:?}");
        }
    }

    #[test]
    fn fixed_lines_that_begin_with_a_zero_and_networks_of_no_country_are_refused() {
        for typed in [
            "+39 0332 123456",  // a fixed line, and without its zero like a mobile
            "+870 773 111 632", // satellites …
            "+881 6 1234 5678",
            "+882 13300655", // … networks of no country …
            "+883 5100 12345",
            "+878 10 1234567890",
            "+888 123 456 78901",
            "+979 123 456 789", // … and premium rate everywhere
        ] {
            assert!(matches!(read(typed), Err(UNFIT | MALFORMED)), "{typed:?}: {:?}", read(typed));
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
