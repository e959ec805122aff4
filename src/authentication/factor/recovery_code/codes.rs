//! The codes as text: drawn, written for people, and read as people type them.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{authentication::factor::code::ignored, random::Random};

/// Crockford's base 32: no letter that is mistaken for a digit, and none that makes words of others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, each of five bits: 80 bits, so that no rate limit carries its strength (NIST SP 800-63B-4
/// section 3.1.2.2 wants one below 64).
const LENGTH: usize = 16;
const GROUP: usize = 4;
/// More bytes than anybody types; longer input is not looked at.
const LONGEST: usize = 256;

/// A new code.
pub(super) fn draw(random: &Random) -> String {
    let bytes = Zeroizing::new(random.bytes::<LENGTH>());
    bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
        .map(|byte| char::from(*byte))
        .collect()
}

/// In groups of four.
pub(super) fn shown(code: &str) -> String {
    let groups: Vec<&str> =
        code.as_bytes().chunks(GROUP).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join("-")
}

/// The code that was meant, whatever its case, its width and its dashes, if it has the length of one.
pub(super) fn normalise(typed: &str) -> Option<Zeroizing<String>> {
    if typed.len() > LONGEST {
        return None;
    }
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    for character in typed.nfkc().filter(|character| !ignored(*character)) {
        let meant = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if code.len() == LENGTH || !ALPHABET.contains(&u8::try_from(meant).ok()?) {
            return None;
        }
        code.push(meant);
    }
    (code.len() == LENGTH).then_some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let meant = Some("0123456789ABCDEF".to_owned());
        for typed in [
            "0123-4567-89AB-CDEF",
            " 0123 4567 89ab cdef ",
            "oI23–4567–89AB–cdef",
            "0l2345678 9abcdef",
            "０１２３-４５６７-８９ＡＢ-ＣＤＥＦ",
            "0123\u{a0}4567\u{200b}89ABCDEF\u{feff}",
        ] {
            assert_eq!(normalise(typed).map(|code| code.to_string()), meant, "{typed:?}");
        }
        for typed in
            ["", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "U123-4567-89AB-CDEF", "0123_4567_89AB_CDEF"]
        {
            assert!(normalise(typed).is_none(), "{typed:?}");
        }
        assert!(normalise(&"-".repeat(100_000)).is_none());
    }

    #[test]
    fn codes_have_eighty_bits_and_differ() {
        let random = Random::seeded(3);
        let codes: std::collections::BTreeSet<String> = (0..1_000).map(|_| draw(&random)).collect();
        assert_eq!(codes.len(), 1_000);
        let mut seen = [false; 256];
        for code in &codes {
            assert_eq!(code.len() * 5, 80);
            code.bytes().for_each(|byte| seen[usize::from(byte)] = true);
        }
        assert_eq!(seen.iter().filter(|seen| **seen).count(), 32, "every character comes");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_only_codes_come_out(typed in "\\PC{0,40}") {
            if let Some(code) = normalise(&typed) {
                prop_assert!(code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte)));
                prop_assert_eq!(normalise(&shown(&code)), Some(code));
            }
        }
    }
}
