//! What an operator says otherwise: a directory of templates and texts that lies over what is built in.
//!
//! It is read once, before anything is shown, and looked at for what cannot work; whether every page renders with it, whoever knows
//! the pages tries (`web::page::trial`). The contract is `docs/pages.md`.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use fluent_templates::{ArcLoader, LanguageIdentifier};

use super::{FALLBACK, languages, source, translate::Arguments};

/// What lies over the built-in; nothing before it was read.
static OWN: OnceLock<Own> = OnceLock::new();

/// Most bytes of a file.
const LARGEST: u64 = 1_000_000;
/// Templates of other names than ours stand here.
const ADDED: &str = "own/";

/// One directory.
pub(super) struct Own {
    templates: BTreeMap<String, String>,
    texts: Option<ArcLoader>,
}

/// Lays what stands in `directory` over the built-in templates and texts, for the rest of this process.
///
/// # Errors
/// Every file that cannot be read, names no template or language of ours, or is not written right.
pub fn lay_over(directory: &Path) -> Result<(), Vec<String>> {
    let own = Own::read(directory)?;
    OWN.set(own).map_err(|_| vec!["pages.directory was read before".to_owned()])
}

/// The operator's template of this name.
pub(super) fn template(name: &str) -> Option<String> {
    OWN.get()?.templates.get(name).cloned()
}

/// The operator's wording of a text in this very language.
pub(super) fn find(language: &LanguageIdentifier, key: &str, arguments: &Arguments<'_>) -> Option<String> {
    OWN.get()?.find(language, key, arguments)
}

impl Own {
    /// Reads and checks a directory.
    pub(super) fn read(directory: &Path) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        if !directory.is_dir() {
            return Err(vec![format!("{}: there is no such directory", directory.display())]);
        }
        let templates = read_templates(&directory.join("templates"), &mut faults);
        let texts = read_texts(&directory.join("locales"), &mut faults);
        if faults.is_empty() { Ok(Self { templates, texts }) } else { Err(faults) }
    }

    fn find(&self, language: &LanguageIdentifier, key: &str, arguments: &Arguments<'_>) -> Option<String> {
        let texts = self.texts.as_ref()?;
        texts.lookup_single_language::<Cow<'_, str>>(language, key, Some(arguments)).ok()
    }
}

fn read_templates(root: &Path, faults: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut templates = BTreeMap::new();
    for (name, path) in files(root, faults) {
        if source(&name).is_none() && !name.starts_with(ADDED) {
            faults.push(format!(
                "{}: we have no template {name}; additions stand below {ADDED}",
                path.display()
            ));
            continue;
        }
        match fs::read_to_string(&path) {
            Ok(text) => drop(templates.insert(name, text)),
            Err(error) => faults.push(format!("{}: {error}", path.display())),
        }
    }
    templates
}

fn read_texts(root: &Path, faults: &mut Vec<String>) -> Option<ArcLoader> {
    let known = languages();
    let mut some = false;
    for (name, path) in files(root, faults) {
        let language = name.split('/').next().unwrap_or_default();
        some = true;
        if !known.iter().any(|known| known == language) {
            faults.push(format!("{}: there are texts in {}", path.display(), known.join(", ")));
        }
    }
    if !some || !faults.is_empty() {
        return None;
    }
    let fallback = FALLBACK.parse().unwrap_or_default();
    let loader = ArcLoader::builder(root, fallback).customize(|bundle| bundle.set_use_isolating(false));
    loader.build().map_err(|error| faults.push(format!("{}: {error}", root.display()))).ok()
}

/// Every file below `root`, by its name there. A directory that is not there holds none.
fn files(root: &Path, faults: &mut Vec<String>) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        let entries = match fs::read_dir(&directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                faults.push(format!("{}: {error}", directory.display()));
                continue;
            }
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            if path.metadata().is_ok_and(|metadata| metadata.len() > LARGEST) {
                faults.push(format!("{}: more than {LARGEST} bytes", path.display()));
                continue;
            }
            let name = path.strip_prefix(root).ok().and_then(Path::to_str).map(str::to_owned);
            match name {
                Some(name) => found.push((name, path)),
                None => faults.push(format!("{}: the name cannot be read", path.display())),
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn what_stands_there_lies_over_ours_and_the_rest_stays() {
        let root = directory(&[
            ("templates/home.html", "{% extends \"own/frame.html\" %}"),
            ("templates/own/frame.html", "Acme"),
            ("locales/de/words.ftl", "sign-in = Hereinspaziert\n"),
        ]);
        let own = Own::read(root.path()).unwrap();
        assert_eq!(own.templates.keys().collect::<Vec<_>>(), ["home.html", "own/frame.html"]);
        let said = |language: &str, key: &str| own.find(&language.parse().unwrap(), key, &Arguments::new());
        assert_eq!(said("de", "sign-in").as_deref(), Some("Hereinspaziert"));
        assert_eq!((said("de", "sign-out"), said("en", "sign-in")), (None, None));
        assert!(Own::read(directory(&[]).path()).unwrap().templates.is_empty());
    }

    #[test]
    fn what_cannot_mean_anything_is_named() {
        for (name, text, fault) in [
            ("templates/hoem.html", "x", "we have no template hoem.html"),
            ("locales/tlh/x.ftl", "sign-in = nuqneH\n", "there are texts in ar, de"),
            ("locales/de/x.ftl", "sign-in = { \n", "locales"),
        ] {
            let Err(faults) = Own::read(directory(&[(name, text)]).path()) else {
                panic!("{name} was taken")
            };
            assert!(faults.iter().any(|found| found.contains(fault)), "{faults:?}");
        }
        assert!(Own::read(Path::new("/nowhere/at/all")).is_err());
    }
}
