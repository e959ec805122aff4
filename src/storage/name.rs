//! The names that people sign in with: which spellings are one name, and which nobody may take.
//!
//! Two names that a person cannot tell apart are one name. What is compared is the [`name_key`]; what is shown is as it was
//! written. `docs/decisions/0036-names-that-look-alike.md`.

use unicode_normalization::UnicodeNormalization;

/// The form in which names are compared: compatibility forms (NFKC), letter case, invisible characters, runs of white space, and
/// letters of the Greek and Cyrillic alphabets that look like Latin ones make no difference.
pub fn name_key(name: &str) -> String {
    let visible = name.nfkc().filter(|character| !is_invisible(*character)).flat_map(char::to_lowercase);
    let folded: String = visible.collect::<String>().nfkc().map(likeness).collect();
    // What is left of a capital I with a dot.
    let folded = folded.replace("i\u{307}", "i");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why nobody may take this name; none if it can be read for what it is.
pub fn name_fault(name: &str) -> Option<&'static str> {
    if name.chars().any(|character| character.is_control() || is_invisible(character)) {
        return Some("holds characters that nobody can see");
    }
    let mut alphabets = name.chars().filter_map(alphabet);
    let first = alphabets.next();
    alphabets.any(|other| Some(other) != first).then_some("mixes letters of alphabets that look alike")
}

/// What takes no room of its own and means nothing to who reads it (Unicode: `Default_Ignorable_Code_Point`).
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The Latin letter that a lower-case one looks like, itself or its capital (Unicode Technical Standard 39, confusables).
fn likeness(character: char) -> char {
    match character {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'ɡ' => 'g',
        'н' | 'һ' | 'η' => 'h',
        'і' | 'ι' | 'ı' | 'ɩ' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' | 'μ' => 'm',
        'ո' => 'n',
        'о' | 'ο' | 'σ' | 'ς' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ζ' => 'z',
        other => other,
    }
}

/// The alphabets whose letters are taken for one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
}

fn alphabet(character: char) -> Option<Alphabet> {
    match character {
        'a'..='z'
        | 'A'..='Z'
        | '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2af}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}'
        | '\u{1c80}'..='\u{1c8f}'
        | '\u{2de0}'..='\u{2dff}'
        | '\u{a640}'..='\u{a69f}' => Some(Alphabet::Cyrillic),
        '\u{530}'..='\u{58f}' => Some(Alphabet::Armenian),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one_name() {
        let alice = name_key("alice@example.org");
        for spelling in [
            " Alice@Example.ORG ",
            "ａlice@example.org",
            "al\u{200b}ice@example.org",
            "ALICE@EXAMPLE.ORG",
            "\u{430}lice@example.org",
            "al\u{456}ce@example.org",
            "ali\u{441}\u{435}@\u{435}x\u{430}mpl\u{435}.org",
            "\u{391}l\u{399}ce@example.org",
            "alıce@example.org",
            "ALİCE@example.org",
            "𝐚𝐥𝐢𝐜𝐞@example.org",
            "ⓐlice@example.org",
            "al\u{ad}ice@example.org",
            "al\u{fe0f}ice@example.org",
            "al\u{e0061}ice@example.org",
            "al\u{3164}ice@example.org",
            "alice\u{2060}@example.org",
            "\u{202e}alice@example.org",
        ] {
            assert_eq!(name_key(spelling), alice, "{spelling:?}");
        }
        for other in ["alice@example.com", "al1ce@example.org", "álice@example.org", "alice @example.org"] {
            assert_ne!(name_key(other), alice, "{other}");
        }
        assert_eq!(name_key("night\u{a0}  shift "), "night shift");
        // A key is the key of itself, or a name could be looked up by its key and be missed.
        for name in ["ΑΛΊΚΗ", "Алиса", "İstanbul", "ﬃ", "straße", "山田", "نرگس"] {
            assert_eq!(name_key(&name_key(name)), name_key(name), "{name}");
        }
    }

    #[test]
    fn a_name_is_written_in_one_alphabet_and_every_letter_of_it_is_seen() {
        for good in ["alice", "Алиса", "Αλίκη", "Ærø", "山田 taro", "نرگس", "alice2@example.org", "O’Brien"]
        {
            assert_eq!(name_fault(good), None, "{good}");
        }
        for bad in [
            "\u{430}lice",
            "alic\u{435}",
            "al\u{200b}ice",
            "\u{202e}ecila",
            "al\0ice",
            "al\u{e0061}ice",
            "αlice",
            "al\u{61c}ice",
        ] {
            assert!(name_fault(bad).is_some(), "{bad:?}");
        }
    }
}
