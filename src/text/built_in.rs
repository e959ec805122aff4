//! The texts that come with the program. A file of them is read when a text is wanted that no file before it has: all files of
//! all languages are six megabytes in memory, and few installations show every page in nine languages.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

use fluent_templates::{
    FluentBundle, LanguageIdentifier,
    fluent_bundle::{FluentArgs, FluentResource},
};
use rust_embed::Embed;

use super::{FALLBACK, translate::Arguments};

/// Everything below `locales/`.
#[derive(Embed)]
#[folder = "locales/"]
struct Locales;

pub(super) type Bundle = FluentBundle<FluentResource>;

/// The files of a language.
type Files = Vec<(String, OnceLock<Bundle>)>;

/// In each language what every page wants stands in this file, so it comes first.
const FIRST: &str = "common.ftl";

static LANGUAGES: LazyLock<BTreeMap<String, Files>> = LazyLock::new(|| {
    let mut languages = BTreeMap::<String, Files>::new();
    for path in Locales::iter() {
        let Some((language, file)) = path.split_once('/') else { continue };
        let files = languages.entry(language.to_owned()).or_default();
        let place = if file == FIRST { 0 } else { files.len() };
        files.insert(place, (path.clone().into_owned(), OnceLock::new()));
    }
    languages
});

/// The languages there are texts in, sorted.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.keys().map(String::as_str)
}

/// A text in this very language, or else the fallback's.
pub(super) fn find(language: &str, key: &str, arguments: &Arguments<'_>) -> Option<String> {
    [language, FALLBACK].into_iter().find_map(|language| {
        let (language, files) = LANGUAGES.get_key_value(language)?;
        files.iter().find_map(|(path, file)| say(file.get_or_init(|| read(language, path)), key, arguments))
    })
}

/// A text of a bundle; none if it lacks an argument.
pub(super) fn say(bundle: &Bundle, key: &str, arguments: &Arguments<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let arguments: FluentArgs<'_> =
        arguments.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

fn read(language: &str, path: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.parse::<LanguageIdentifier>().into_iter().collect());
    // `dir` and <bdi> isolate on pages; invisible marks would end up in subjects and copied codes.
    bundle.set_use_isolating(false);
    let Some(file) = Locales::get(path) else { return bundle };
    let source = String::from_utf8_lossy(&file.data).into_owned();
    let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
        tracing::error!(path, ?errors, "texts cannot be read");
        resource
    });
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(path, ?errors, "a text stands twice");
    }
    bundle
}
