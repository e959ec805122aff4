//! Every language says what English says: the same texts, each naming the same things, in all of its plural forms.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey},
    parser,
};

use super::{FALLBACK, languages, pseudo::files};

/// Texts of one language by key.
type Texts = BTreeMap<String, Text>;

#[derive(Debug, Default)]
struct Text {
    /// In which file it stands.
    file: String,
    /// What it names.
    names: BTreeSet<String>,
    /// What can be said by it: one text for every way through its variants.
    said: Vec<String>,
    /// The keys of each of its choices by number.
    plurals: Vec<BTreeSet<String>>,
}

/// The plural forms of a language (CLDR, cardinal). Spanish, French and Portuguese have `many` for a million and more,
/// which nothing here counts to.
fn plural_forms(language: &str) -> &'static [&'static str] {
    match language {
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        "ja" | "zh-Hans" => &["other"],
        "en" | "de" | "es" | "fr" | "pt" | "hi" => &["one", "other"],
        other => panic!("which plural forms has {other}?"),
    }
}

/// The files of a language by their names, and what is in them.
pub(super) fn sources(language: &str) -> Vec<(String, String)> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language))
}

fn texts(language: &str) -> Texts {
    let mut texts = Texts::new();
    for (file, source) in sources(language) {
        let resource = parser::parse(source.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{language}/{file}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(Message { id, value, attributes, .. }) = entry else {
                assert!(!matches!(entry, Entry::Term(_)), "{language}/{file}: terms are not used here");
                continue;
            };
            assert!(attributes.is_empty(), "{language}: {} has attributes", id.name);
            let pattern = value.unwrap_or_else(|| panic!("{language}: {} is empty", id.name));
            let mut text = Text { file: file.clone(), ..Text::default() };
            text.said = read(&pattern, &mut text);
            let before = texts.insert(id.name.to_owned(), text);
            assert!(before.is_none(), "{language}: {} stands twice", id.name);
        }
    }
    texts
}

/// Every way to say a pattern, with what it names in braces.
fn read(pattern: &Pattern<&str>, text: &mut Text) -> Vec<String> {
    let mut said = vec![String::new()];
    for element in &pattern.elements {
        let pieces = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => vec![name(inline, text)],
                Expression::Select { selector, variants } => {
                    name(selector, text);
                    text.plurals.push(variants.iter().filter_map(plural_form).collect());
                    variants.iter().flat_map(|variant| read(&variant.value, text)).collect()
                }
            },
        };
        said = said.iter().flat_map(|start| pieces.iter().map(move |end| format!("{start}{end}"))).collect();
    }
    said
}

/// A number that is named itself (`[0]`) is no plural form: any language may say something of its own there.
fn plural_form(variant: &Variant<&str>) -> Option<String> {
    match &variant.key {
        VariantKey::Identifier { name } => Some((*name).to_owned()),
        VariantKey::NumberLiteral { .. } => None,
    }
}

fn name(inline: &InlineExpression<&str>, text: &mut Text) -> String {
    match inline {
        InlineExpression::VariableReference { id } => {
            text.names.insert(id.name.to_owned());
            format!("{{{}}}", id.name)
        }
        InlineExpression::StringLiteral { value } => (*value).to_owned(),
        other => panic!("only variables are named: {other:?}"),
    }
}

fn others() -> impl Iterator<Item = String> {
    languages().into_iter().filter(|language| language != FALLBACK)
}

#[test]
fn there_are_nine_languages() {
    assert_eq!(languages(), ["ar", "de", "en", "es", "fr", "hi", "ja", "pt", "zh-Hans"]);
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let english = texts(FALLBACK);
    let keys = |texts: &Texts| -> BTreeSet<(String, String)> {
        texts.iter().map(|(key, text)| (text.file.clone(), key.clone())).collect()
    };
    let expected = keys(&english);
    let mut faults = Vec::new();
    for language in others() {
        let own = keys(&texts(&language));
        faults.extend(expected.difference(&own).map(|key| format!("{language} lacks {key:?}")));
        faults
            .extend(own.difference(&expected).map(|key| format!("{language} has {key:?}, English has not")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_text_names_what_english_names_and_says_something() {
    let english = texts(FALLBACK);
    let mut faults = Vec::new();
    for language in languages() {
        for (key, text) in texts(&language) {
            let Some(original) = english.get(&key) else { continue };
            if text.names != original.names {
                faults.push(format!("{language}: {key} names {:?}, not {:?}", text.names, original.names));
            }
            for said in &text.said {
                let words = said.trim();
                if words.is_empty() || words != said || said.contains("  ") {
                    faults.push(format!("{language}: {key} says {said:?}"));
                }
                let odd = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
                // What is named is kept apart by the page; a phone number that stands in the text itself is not.
                let isolates = |c: char| language == "ar" && matches!(c, '\u{2066}' | '\u{2069}');
                if said.contains(|c| odd(c) && !isolates(c)) {
                    faults.push(format!("{language}: {key} holds an invisible mark"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_choice_by_number_has_the_plural_forms_of_its_language() {
    let mut faults = Vec::new();
    for language in languages() {
        let forms: BTreeSet<String> = plural_forms(&language).iter().map(|&form| form.to_owned()).collect();
        for (key, text) in texts(&language) {
            faults.extend(
                text.plurals
                    .iter()
                    .filter(|choice| **choice != forms)
                    .map(|choice| format!("{language}: {key} has {choice:?}, not {forms:?}")),
            );
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_choice_by_number_follows_its_language() {
    let say = |language: &str, days: i64| {
        super::translate::find(language, "trust", &[("days".into(), days.into())].into()).unwrap()
    };
    let said: BTreeSet<String> = [0, 1, 2, 3, 11, 100].map(|days| say("ar", days)).into();
    assert_eq!(said.len(), 6, "{said:?}");
    assert_eq!(say("ja", 1).replace('1', "7"), say("ja", 7));
    assert_ne!(say("de", 1).replace('1', "7"), say("de", 7));
    assert_eq!(say("fr", 0).replace('0', "1"), say("fr", 1), "French has no plural below two");
}

/// Latin words are few and short where they are the same (Code, Administration); elsewhere there are names only.
#[test]
fn nothing_was_left_in_english() {
    let english = texts(FALLBACK);
    let mut same = Vec::new();
    for language in others() {
        let latin = matches!(&*language, "de" | "es" | "fr" | "pt");
        for (key, text) in texts(&language) {
            let words = |said: &String| {
                let words = said.split_whitespace().filter(|word| !word.starts_with('{') && *word != "UTC");
                words.count()
            };
            let most = text.said.iter().map(words).max().unwrap_or_default();
            let unchanged = english.get(&key).is_some_and(|original| original.said == text.said);
            if unchanged && most > if latin { 2 } else { 0 } {
                same.push(format!("{language}: {key}"));
            }
        }
    }
    assert!(same.is_empty(), "{same:#?}");
}

#[test]
fn a_code_that_comes_first_in_english_comes_first_everywhere() {
    let starts = |text: &Text| text.said.iter().all(|said| said.starts_with("{code}"));
    let english = texts(FALLBACK);
    let first: Vec<&String> = english.iter().filter(|(_, text)| starts(text)).map(|(key, _)| key).collect();
    assert!(first.len() > 1, "{first:?}");
    for language in languages() {
        let own = texts(&language);
        for key in &first {
            assert!(own.get(*key).is_some_and(starts), "{language}: {key}");
        }
    }
}

/// GSM 03.38: one letter outside of it, and a text message of 160 letters has room for 70.
#[test]
fn a_text_message_in_latin_letters_keeps_to_the_alphabet_of_phones() {
    let templates: String = super::templates()
        .iter()
        .filter(|name| name.starts_with("sms/"))
        .filter_map(|name| super::source(name))
        .collect();
    let keys: Vec<&str> = templates.split("t(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(keys.contains(&"sms-code"), "{keys:?}");
    let plain = |c: char| c.is_ascii() || "äöüÄÖÜßàéèìòùñÑÇ¿¡".contains(c);
    for language in ["en", "de", "es", "fr", "pt"] {
        let texts = texts(language);
        for key in &keys {
            let said = &texts[*key].said;
            assert!(
                said.iter().all(|said| said.chars().all(plain) && said.len() <= 110),
                "{language}: {said:?}"
            );
        }
    }
}
