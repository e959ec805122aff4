//! What a person may say of themselves: the standard claims of OpenID Connect Core 5.1 that have no proof of their own.
//!
//! Addresses that codes go to are not here: those count only once they were proved. Everything else is a text that pages
//! and clients will show, so it holds nothing that nobody sees.

use time::{Date, Month};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::{
    storage::account::{Address, Profile},
    text,
};

/// What is wrong with one claim: the form's field and a key of the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field.
    pub field: &'static str,
    /// What to say.
    pub key: &'static str,
}

const CHARACTERS: &str = "error-profile-characters";
const LONG: &str = "error-profile-long";
const URL: &str = "error-profile-url";
const BIRTHDATE: &str = "error-profile-birthdate";
const ZONE: &str = "error-profile-zone";
const LANGUAGE: &str = "error-profile-language";

/// Most characters of a name, and of other texts.
const NAME: usize = 100;
const SHORT: usize = 40;
const LINES: usize = 500;
const LINK: usize = 255;
/// Nobody alive was born before.
const EARLIEST: i32 = 1875;

/// The zones of the time zone database (`zone.tab`, release 2025b), which is in the public domain, and UTC.
const ZONES: &str = include_str!("zones.txt");

/// The names that `zoneinfo` may have.
pub fn zones() -> impl Iterator<Item = &'static str> {
    ZONES.lines()
}

/// The profile that a form describes, its pictures apart: `field` gives what was typed. Empty means that nothing is said.
///
/// # Errors
/// The first claim that cannot stand.
pub fn checked<'a>(field: impl Fn(&str) -> &'a str, today: Date) -> Result<Profile, Fault> {
    let name = |claim: &'static str| line(claim, field(claim), NAME);
    let address = Address {
        formatted: lines("formatted", field("formatted"))?,
        street_address: lines("street_address", field("street_address"))?,
        locality: name("locality")?,
        region: name("region")?,
        postal_code: line("postal_code", field("postal_code"), SHORT)?,
        country: name("country")?,
    };
    Ok(Profile {
        name: name("name")?,
        given_name: name("given_name")?,
        family_name: name("family_name")?,
        middle_name: name("middle_name")?,
        nickname: name("nickname")?,
        profile: link("profile", field("profile"))?,
        picture: None,
        website: link("website", field("website"))?,
        gender: line("gender", field("gender"), SHORT)?,
        birthdate: birthdate(field("birthdate"), today)?,
        zoneinfo: zone(field("zoneinfo"))?,
        locale: language(field("locale"))?,
        address: Some(address).filter(|address| *address != Address::default()),
    })
}

fn line(field: &'static str, typed: &str, most: usize) -> Result<Option<String>, Fault> {
    plain(field, typed, most, |_| false)
}

/// Section 5.1.1: lines of an address are parted by newlines.
fn lines(field: &'static str, typed: &str) -> Result<Option<String>, Fault> {
    plain(field, &typed.replace("\r\n", "\n"), LINES, |character| character == '\n')
}

fn plain(
    field: &'static str,
    typed: &str,
    most: usize,
    also: impl Fn(char) -> bool,
) -> Result<Option<String>, Fault> {
    // More is not even looked at.
    if typed.len() > most.saturating_mul(8) {
        return Err(Fault { field, key: LONG });
    }
    let text: String = typed.trim().nfc().collect();
    if text.chars().count() > most {
        return Err(Fault { field, key: LONG });
    }
    if text.chars().any(|character| !also(character) && is_unseen(character)) || joins_nothing(&text) {
        return Err(Fault { field, key: CHARACTERS });
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// Whether a text holds nothing that nobody sees.
pub(super) fn is_plain(text: &str) -> bool {
    !text.chars().any(is_unseen) && !joins_nothing(text)
}

/// Control characters, what turns the text beside it around, what has no width or no meaning: none of it is part of a name,
/// and all of it makes two texts look like one.
fn is_unseen(character: char) -> bool {
    let code = u32::from(character);
    character.is_control()
        || code & 0xfffe == 0xfffe
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{ffff}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{10ffff}')
}

/// The two joiners are part of words in Persian and in the scripts of India; anywhere but between letters they hide.
fn joins_nothing(text: &str) -> bool {
    let joiner = |character: char| matches!(character, '\u{200c}' | '\u{200d}');
    let ends = text.starts_with(joiner) || text.ends_with(joiner);
    let mut pairs = text.chars().zip(text.chars().skip(1));
    ends || pairs
        .any(|(a, b)| (joiner(a) && (joiner(b) || b.is_whitespace())) || (a.is_whitespace() && joiner(b)))
}

/// A page of theirs: https, on a host with a name, without a password in it.
fn link(field: &'static str, typed: &str) -> Result<Option<String>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let fault = Fault { field, key: URL };
    let hidden = typed.chars().any(|character| character.is_whitespace() || is_unseen(character));
    if typed.len() > LINK || hidden {
        return Err(fault);
    }
    let url = Url::parse(typed).map_err(|_| fault)?;
    let named = url.domain().is_some_and(|host| host.contains('.'));
    let bare = url.username().is_empty() && url.password().is_none();
    if url.scheme() == "https" && named && bare && url.as_str().len() <= LINK {
        Ok(Some(url.to_string()))
    } else {
        Err(fault)
    }
}

/// A day with the year first and its parts as they are often typed (`19901231`, `1990.12.31`), as section 5.1 writes it: with
/// hyphens, which the keyboards of some phones for digits lack.
fn hyphenated(typed: &str) -> String {
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = typed.char_indices();
        return digits.fold(String::new(), |mut day, (at, digit)| {
            if matches!(at, 4 | 6) {
                day.push('-');
            }
            day.push(digit);
            day
        });
    }
    typed.replace(['.', '/', ' '], "-")
}

/// A day, a year alone, or with the year 0000 a day of any year (section 5.1, `birthdate`).
fn birthdate(typed: &str, today: Date) -> Result<Option<String>, Fault> {
    let typed = hyphenated(typed.trim());
    if typed.is_empty() {
        return Ok(None);
    }
    let fault = Fault { field: "birthdate", key: BIRTHDATE };
    let parts: Vec<&str> = typed.split('-').collect();
    let number = |text: &str, digits: usize| -> Result<i32, Fault> {
        let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse().map_err(|_| fault) } else { Err(fault) }
    };
    let known = |year: i32| (EARLIEST..=today.year()).contains(&year);
    let right = match parts.as_slice() {
        [year] => known(number(year, 4)?),
        [year, month, day] => {
            let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
            let month =
                u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok()).ok_or(fault)?;
            let day = u8::try_from(day).map_err(|_| fault)?;
            // A leap year has every day there is.
            let date = Date::from_calendar_date(if year == 0 { 2000 } else { year }, month, day);
            year == 0 && date.is_ok() || known(year) && date.is_ok_and(|date| date <= today)
        }
        _ => false,
    };
    if right { Ok(Some(typed)) } else { Err(fault) }
}

fn zone(typed: &str) -> Result<Option<String>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() || zones().any(|zone| zone == typed) {
        return Ok(Some(typed.to_owned()).filter(|zone| !zone.is_empty()));
    }
    Err(Fault { field: "zoneinfo", key: ZONE })
}

/// A language tag (BCP 47), in its usual letter case.
fn language(typed: &str) -> Result<Option<String>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let tag = Some(typed).filter(|typed| typed.len() <= SHORT).and_then(text::language_tag);
    tag.map(Some).ok_or(Fault { field: "locale", key: LANGUAGE })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 3 - 3);

    fn one(claim: &str, typed: &str) -> Result<Profile, Fault> {
        checked(|field| if field == claim { typed } else { "" }, TODAY)
    }

    fn fault(claim: &str, typed: &str) -> Option<&'static str> {
        one(claim, typed).err().map(|fault| {
            assert_eq!(fault.field, claim);
            fault.key
        })
    }

    #[test]
    fn nothing_typed_says_nothing() {
        assert_eq!(checked(|_| "", TODAY), Ok(Profile::default()));
        assert_eq!(checked(|_| "   ", TODAY), Ok(Profile::default()));
    }

    #[test]
    fn names_of_every_script_stand_as_they_are_written() {
        for name in
            ["Ærø Ångström", "山田太郎", "نرگس\u{200c}السادات", "O’Brien-Smith", "क्\u{200d}ष", "👩\u{200d}🚀"]
        {
            assert_eq!(one("name", &format!(" {name} ")).unwrap().name.as_deref(), Some(name));
        }
        assert_eq!(one("name", "A\u{30a}").unwrap().name.as_deref(), Some("Å"), "NFC");
    }

    #[test]
    fn a_day_is_kept_with_hyphens_however_its_parts_were_kept_apart() {
        for typed in ["1990-12-31", "19901231", "1990 12 31", "1990.12.31", "1990/12/31", " 1990-12-31 "] {
            assert_eq!(one("birthdate", typed).unwrap().birthdate.as_deref(), Some("1990-12-31"), "{typed}");
        }
        for typed in ["31.12.1990", "12/31/1990", "31121990", "1990--12-31", "199012", "1990 13 01"] {
            assert_eq!(fault("birthdate", typed), Some(BIRTHDATE), "{typed}");
        }
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_name() {
        for hidden in [
            "a\u{202e}b",
            "a\u{200b}b",
            "a\u{2066}b",
            "a\0b",
            "a\u{7f}b",
            "a\nb",
            "a\u{feff}b",
            "a\u{ad}b",
            "a\u{200e}b",
            "a\u{61c}b",
            "a\u{e0041}b",
            "a\u{2028}b",
            "\u{3164}",
            "a\u{200d}",
            "\u{200c}a",
            "a\u{200d}\u{200d}b",
            "a \u{200c}b",
            "a\u{fffe}b",
            "a\u{e000}b",
            "a\u{fffd}b",
        ] {
            for claim in ["name", "given_name", "nickname", "gender", "country"] {
                assert_eq!(fault(claim, hidden), Some(CHARACTERS), "{hidden:?}");
            }
        }
        assert_eq!(fault("name", &"a".repeat(101)), Some(LONG));
        assert_eq!(fault("name", &"a".repeat(1_000_000)), Some(LONG));
        assert_eq!(fault("formatted", "1 Road\u{202e}"), Some(CHARACTERS));
    }

    #[test]
    fn lines_of_an_address_are_kept() {
        let address = one("street_address", "1 Road\r\nFlat 2").unwrap().address.unwrap();
        assert_eq!(address.street_address.as_deref(), Some("1 Road\nFlat 2"));
        assert_eq!(fault("locality", "a\nb"), Some(CHARACTERS));
    }

    #[test]
    fn a_page_of_theirs_is_reached_by_https_only() {
        assert_eq!(
            one("website", "https://example.org/~alice").unwrap().website.as_deref(),
            Some("https://example.org/~alice")
        );
        for bad in [
            "http://example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "example.org",
            "https://user:pw@example.org/",
            "https://localhost/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://exa mple.org",
            "https://example.org/\u{202e}",
            "ftp://example.org",
            "https://",
        ] {
            assert_eq!(fault("website", bad), Some(URL), "{bad}");
            assert_eq!(fault("profile", bad), Some(URL), "{bad}");
        }
        assert_eq!(fault("profile", &format!("https://e.org/{}", "a".repeat(300))), Some(URL));
    }

    #[test]
    fn a_birthdate_is_a_day_a_year_or_a_day_of_any_year() {
        for good in ["1990-12-31", "1990", "0000-02-29", "2024-02-29", "2026-03-03"] {
            assert_eq!(one("birthdate", good).unwrap().birthdate.as_deref(), Some(good));
        }
        for bad in [
            "2026-03-04",
            "2023-02-29",
            "1990-13-01",
            "1990-1-1",
            "31.12.1990",
            "0000",
            "1800-01-01",
            "-1990",
            "1990-12-31-1",
            "１９９０",
            "2027",
        ] {
            assert_eq!(fault("birthdate", bad), Some(BIRTHDATE), "{bad}");
        }
    }

    #[test]
    fn zones_and_languages_are_known_ones() {
        assert_eq!(
            one("zoneinfo", "Europe/Amsterdam").unwrap().zoneinfo.as_deref(),
            Some("Europe/Amsterdam")
        );
        assert_eq!(fault("zoneinfo", "Mars/Olympus"), Some(ZONE));
        assert_eq!(fault("zoneinfo", "../etc/passwd"), Some(ZONE));
        assert_eq!(one("locale", "pt-br").unwrap().locale.as_deref(), Some("pt-BR"));
        for bad in ["english please", "x", "en_US<script>", "e", &"a".repeat(100)] {
            assert_eq!(fault("locale", bad), Some(LANGUAGE), "{bad}");
        }
        assert!(zones().count() > 400);
    }
}
