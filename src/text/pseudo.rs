//! Two languages that nobody speaks, made from English for tests: `en-XA` with accents and longer words, so that a word
//! which no translator could reach stands out, and `ar-XB`, which is read from right to left.

use std::{borrow::Cow, fs, path::Path, sync::LazyLock};

use fluent_templates::fluent_bundle::FluentResource;

use super::{
    FALLBACK,
    built_in::{self, Bundle},
    translate::Arguments,
};

static ACCENTED: LazyLock<Bundle> = LazyLock::new(|| bundle(accented));
static MIRRORED: LazyLock<Bundle> = LazyLock::new(|| bundle(mirrored));

/// A text in `language`, if that is one of these two.
pub(super) fn say(language: &str, key: &str, arguments: &Arguments<'_>) -> Option<Option<String>> {
    let bundle = match language {
        "en-XA" => &*ACCENTED,
        "ar-XB" => &*MIRRORED,
        _ => return None,
    };
    Some(built_in::say(bundle, key, arguments))
}

fn bundle(transform: fn(&str) -> Cow<'_, str>) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![FALLBACK.parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.set_transform(Some(transform));
    for (name, source) in super::locale_tests::sources("en") {
        let resource = FluentResource::try_new(source).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        bundle.add_resource(resource).unwrap();
    }
    bundle
}

/// Every letter with an accent, and vowels twice: a translation is a third longer than English.
fn accented(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    for letter in text.chars() {
        let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let other = "åƀçđéƒĝĥîĵķļɱñöþǫřšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŘŠŢÛṼŴẊÝŽ";
        let at = plain.chars().position(|one| one == letter);
        let letter = at.and_then(|at| other.chars().nth(at)).unwrap_or(letter);
        out.push(letter);
        if "åéîöûÅÉÎÖÛ".contains(letter) {
            out.push(letter);
        }
    }
    out.into()
}

/// Every word between marks that turn it around.
fn mirrored(text: &str) -> Cow<'_, str> {
    let word = |word: &str| match word {
        "" => String::new(),
        word => format!("\u{200f}\u{202e}{word}\u{202c}\u{200f}"),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ").into()
}

/// Every `.ftl` file below `folder`, in order, by its path there.
pub(super) fn files(folder: &Path) -> Vec<(String, String)> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|ending| ending == "ftl") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}

#[test]
fn what_is_said_is_longer_and_what_is_named_stays() {
    let arguments = [("client".into(), "Shop".into())].into();
    let said = |language| say(language, "client-line", &arguments).unwrap().unwrap();
    assert_eq!(said("en-XA"), "ţöö çööñţîîñûûéé ţöö Shop");
    assert!(said("ar-XB").ends_with(" Shop") && said("ar-XB").starts_with("\u{200f}\u{202e}to\u{202c}"));
    assert_eq!(say("en", "client-line", &arguments), None);
}
