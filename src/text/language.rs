//! Languages: which there are texts in, what each calls itself, which way it is read, and which one a tag means.
//!
//! Who is asked in which order is decided elsewhere: `authentication::language` for people and their mails,
//! `web::language` for browsers.

use fluent_templates::LanguageIdentifier;

use super::{built_in, translate::find};

/// The language that has every text.
pub const FALLBACK: &str = "en";

/// The longest tag that is looked at. RFC 5646 section 4.4.1 advises to allow for 35 characters.
const LONGEST_TAG: usize = 64;

/// The languages there are texts in.
pub fn languages() -> Vec<String> {
    built_in::languages().map(str::to_owned).collect()
}

/// A language tag (BCP 47) in its usual letter case, unless it is none.
pub fn language_tag(text: &str) -> Option<String> {
    text.parse::<LanguageIdentifier>().ok().map(|tag| tag.to_string())
}

/// What a language calls itself.
pub fn own_name(language: &str) -> String {
    find(language, "language-name", &[].into()).unwrap_or_else(|| language.to_owned())
}

/// `ltr` or `rtl`, for the `dir` attribute.
pub fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default();
    if matches!(primary, "ar" | "dv" | "fa" | "he" | "ps" | "ur" | "yi") { "rtl" } else { "ltr" }
}

/// The one of `offered` that a tag (BCP 47) means: the same language in the same script, of the same region where there
/// is a choice. So `pt-BR` finds `pt` and `zh-CN` finds `zh-Hans`, but `zh-TW`, written in another script, does not.
/// What is no tag finds nothing. An underscore counts as a dash (OpenID Connect Core 5.1, `locale`).
pub fn best<'a>(tag: &str, offered: &'a [String]) -> Option<&'a str> {
    let wanted = parse(tag)?;
    let distance = |own: &LanguageIdentifier| match own.region {
        region if region == wanted.region => 0,
        None => 1,
        Some(_) => 2,
    };
    offered
        .iter()
        .filter_map(|own| Some((own, parse(own)?)))
        .filter(|(_, own)| language(own) == language(&wanted) && script(own) == script(&wanted))
        .min_by_key(|(_, own)| distance(own))
        .map(|(own, _)| own.as_str())
}

/// Language, script and region of a tag; extensions and private parts (RFC 5646 section 2.2.6) say nothing here.
fn parse(tag: &str) -> Option<LanguageIdentifier> {
    if tag.len() > LONGEST_TAG {
        return None;
    }
    let parts: Vec<&str> = tag.split(['-', '_']).take_while(|part| part.len() != 1).collect();
    parts.join("-").parse().ok()
}

/// Mandarin is the Chinese that is meant.
fn language(tag: &LanguageIdentifier) -> &str {
    match tag.language.as_str() {
        "cmn" => "zh",
        other => other,
    }
}

/// The script that is named, or else the usual one (CLDR, likely subtags) of a language that we write.
fn script(tag: &LanguageIdentifier) -> &str {
    if let Some(script) = &tag.script {
        return script.as_str();
    }
    match (language(tag), tag.region.as_ref().map(|region| region.as_str())) {
        ("zh", Some("TW" | "HK" | "MO")) => "Hant",
        ("zh", _) => "Hans",
        ("ja", _) => "Jpan",
        ("hi", _) => "Deva",
        ("ar", _) => "Arab",
        _ => "Latn",
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("de", Some("de"))]
    #[case("de-AT", Some("de"))]
    #[case("DE-at", Some("de"))]
    #[case("de_AT", Some("de"))]
    #[case("de-CH-1996", Some("de"))]
    #[case("de-AT-u-co-phonebk", Some("de"))]
    #[case("de-Latn-AT-x-private", Some("de"))]
    #[case("zh", Some("zh-Hans"))]
    #[case("zh-CN", Some("zh-Hans"))]
    #[case("zh-SG", Some("zh-Hans"))]
    #[case("zh-Hans-HK", Some("zh-Hans"))]
    #[case("cmn-Hans", Some("zh-Hans"))]
    #[case("zh-TW", None)]
    #[case("zh-Hant", None)]
    #[case("zh-yue", None)]
    #[case("pt-BR", Some("pt-BR"))]
    #[case("pt-PT", Some("pt"))]
    #[case("pt", Some("pt"))]
    #[case("ar-EG", Some("ar"))]
    #[case("hi-Latn", None)]
    #[case("tlh", None)]
    #[case("x-private", None)]
    #[case("*", None)]
    #[case("", None)]
    #[case("-", None)]
    #[case("de\u{0}", None)]
    #[case("../../etc/passwd", None)]
    #[case("<script>", None)]
    fn a_tag_means_a_language_or_nothing(#[case] tag: &str, #[case] expected: Option<&str>) {
        let offered = ["en", "de", "pt-BR", "pt", "zh-Hans", "hi", "ar"].map(str::to_owned);
        assert_eq!(best(tag, &offered), expected, "{tag}");
    }

    #[test]
    fn a_tag_without_an_end_is_not_read() {
        assert_eq!(best(&format!("de-{}", "abcde-".repeat(10_000)), &["de".to_owned()]), None);
    }

    #[test]
    fn every_language_names_itself_and_has_a_direction() {
        let own = |language: &str| (own_name(language), direction(language));
        assert_eq!(own("en"), ("English".into(), "ltr"));
        for language in languages() {
            assert_ne!(own_name(&language), language);
            assert_eq!(best(&language, &languages()), Some(&*language));
        }
    }
}
