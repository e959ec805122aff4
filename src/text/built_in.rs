//! The texts that come with the program. Those of a language are read when the first of them is wanted: nine languages read are
//! seven megabytes, and few installations speak nine.

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

static LANGUAGES: LazyLock<BTreeMap<String, OnceLock<Bundle>>> = LazyLock::new(|| {
    let language = |path: &str| path.split_once('/').map(|(language, _)| language.to_owned());
    Locales::iter().filter_map(|path| language(&path)).map(|language| (language, OnceLock::new())).collect()
});

/// The languages there are texts in, sorted.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.keys().map(String::as_str)
}

/// A text in this very language, or else the fallback's.
pub(super) fn find(language: &str, key: &str, arguments: &Arguments<'_>) -> Option<String> {
    [language, FALLBACK].into_iter().find_map(|language| {
        let (language, bundle) = LANGUAGES.get_key_value(language)?;
        say(bundle.get_or_init(|| read(language)), key, arguments)
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

fn read(language: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.parse::<LanguageIdentifier>().into_iter().collect());
    // `dir` and <bdi> isolate on pages; invisible marks would end up in subjects and copied codes.
    bundle.set_use_isolating(false);
    let ours = format!("{language}/");
    for path in Locales::iter().filter(|path| path.starts_with(&ours)) {
        let Some(file) = Locales::get(&path) else { continue };
        let source = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(path = &*path, ?errors, "texts cannot be read");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(path = &*path, ?errors, "a text stands twice");
        }
    }
    bundle
}
