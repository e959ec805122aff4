//! Consent to keep a face (GDPR article 9(2)(a); 740 ILCS 14/15): asked for by itself, before any camera is opened, and
//! kept beside what it allows: when, to which words, in which language.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::Submission;
use crate::{clock::Timestamp, text};

/// Which words these are. A change of their meaning is a new version; the digest tells of every other change.
const VERSION: u32 = 1;
/// What is told, in this order: `face-consent-<part>` of the locales.
const PARTS: [&str; 7] = ["what", "why", "long", "where", "who", "optional", "withdraw"];
/// What is agreed to, after the parts.
const AGREE: &str = "face-consent-agree";

/// Consent as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When.
    pub at: Timestamp,
    /// To which version of the words.
    pub version: u32,
    /// In which language.
    pub locale: String,
    /// SHA-256 of the words that were shown, in hexadecimal.
    pub text_sha256: String,
}

impl Consent {
    /// The consent that a form gives: ticked, and to the words that we would show in its language.
    pub fn of(submission: &Submission, now: Timestamp) -> Option<Self> {
        let locale = submission.field("locale");
        let shown = words(locale)?;
        let given = !submission.field("agree").is_empty() && submission.field("words") == shown;
        given.then(|| Self { at: now, version: VERSION, locale: locale.to_owned(), text_sha256: shown })
    }
}

/// What the page needs: the parts to show, and what stands for their words in each language.
pub fn page() -> Value {
    let words: serde_json::Map<String, Value> = text::languages()
        .into_iter()
        .filter_map(|language| Some((language.clone(), words(&language)?.into())))
        .collect();
    json!({ "version": VERSION, "parts": PARTS, "words": words })
}

/// SHA-256 of the words in one of our languages.
fn words(language: &str) -> Option<String> {
    text::languages().iter().find(|ours| *ours == language)?;
    let mut all = String::new();
    for key in PARTS.map(|part| format!("face-consent-{part}")).iter().map(String::as_str).chain([AGREE]) {
        all.push_str(&text::say(language, key)?);
        all.push('\n');
    }
    Some(HEXLOWER.encode(digest(&SHA256, all.as_bytes()).as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn form(agree: &str, locale: &str, words: &str) -> Submission {
        let fields = [("agree", agree), ("locale", locale), ("words", words)];
        Submission::of(fields.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    #[test]
    fn consent_is_a_tick_under_words_that_were_shown() {
        let shown = page()["words"]["en"].as_str().unwrap().to_owned();
        let given = Consent::of(&form("1", "en", &shown), NOW).unwrap();
        assert_eq!(given, Consent { at: NOW, version: 1, locale: "en".into(), text_sha256: shown.clone() });
        assert_eq!(shown.len(), 64);
        for (agree, locale, words) in [
            ("", "en", &*shown),
            ("1", "en", ""),
            ("1", "en", &*"0".repeat(64)),
            ("1", "tlh", &*shown),
            ("1", "", &*shown),
        ] {
            assert_eq!(Consent::of(&form(agree, locale, words), NOW), None, "{agree} {locale}");
        }
        assert_eq!(Consent::of(&Submission::default(), NOW), None);
    }
}
