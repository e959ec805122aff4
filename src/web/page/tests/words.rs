//! What is said, in every language: nothing that a translator could not reach, nothing without a text, and no text without use.

use std::{collections::BTreeSet, path::Path};

use serde_json::{Value, json};

use super::{attributes, in_language, mails, page, pages, samples};
use crate::{
    text,
    web::page::{Chrome, ErrorPage},
};

#[test]
fn every_page_and_every_mail_renders_in_every_language() {
    let pages = pages();
    for language in text::languages() {
        let direction = text::direction(&language);
        for sample in samples() {
            let chrome = sample.chrome.in_language(&language);
            let html = pages.render(&sample.template, &chrome, &sample.view);
            let html = html.unwrap_or_else(|error| panic!("{language}: {}: {error:#}", sample.name));
            assert!(html.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")), "{language}");
            let current = format!("value=\"{language}\" lang=\"{language}\" aria-current=\"true\"");
            assert_eq!(html.matches(&current).count(), 1, "{language}: {}", sample.name);
        }
        for (template, view) in mails() {
            let mail = pages.text().mail(template, in_language(view, &language));
            let mail = mail.unwrap_or_else(|error| panic!("{language}: {template}: {error:#}"));
            assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{language}: {template}");
            assert!(mail.html.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")));
        }
        let view = json!({ "lang": language, "code": "123456", "client": "Shop", "host": "id.example" });
        let said = pages.text().sms("code", &view).unwrap();
        assert!(
            said.starts_with("123456") && said.ends_with("\n\n@id.example #123456"),
            "{language}: {said}"
        );
        // Two messages at most, where each letter takes the room of more than two.
        assert!(said.is_ascii() || said.encode_utf16().count() <= 134, "{language}: {said}");
    }
}

/// The words of a page or mail: between tags, and in the attributes that are read out or shown.
fn words(html: &str) -> BTreeSet<String> {
    const SPOKEN: [&str; 11] = [
        "data-empty",
        "data-bad",
        "aria-label",
        "alt",
        "title",
        "data-text",
        "data-done",
        "data-closed",
        "data-held",
        "data-missing",
        "data-failed",
    ];
    let mut said = String::new();
    for name in SPOKEN {
        said.push_str(&attributes(html, name).join(" "));
        said.push(' ');
    }
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        said.push_str(before);
        said.push(' ');
        // Codes, and the names of languages, are what they are; a style and a drawing say nothing.
        let silent = ["style", "code", "svg", "footer", "pre", "option"];
        let tag = silent
            .into_iter()
            .find(|tag| after.starts_with(&format!("{tag}>")) || after.starts_with(&format!("{tag} ")));
        rest = match tag {
            Some(tag) => after.split_once(&format!("</{tag}>")).unwrap().1,
            None => after.split_once('>').unwrap().1,
        };
    }
    said.push_str(rest);
    let said = ["&nbsp;", "&quot;", "&#39;", "&amp;", "&lt;", "&gt;"]
        .iter()
        .fold(said, |said, character| said.replace(character, " "));
    let words =
        said.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
    words.filter(|word| word.chars().all(|c| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}

/// What a view says itself, keys of texts apart.
fn given(value: &Value, said: &mut String) {
    match value {
        Value::String(text)
            if !["error-", "notice-", "action-", "factor-"].iter().any(|key| text.starts_with(key)) =>
        {
            said.push_str(text);
            said.push(' ');
        }
        Value::Array(items) => items.iter().for_each(|item| given(item, said)),
        Value::Object(fields) => fields.values().for_each(|field| given(field, said)),
        _ => {}
    }
}

#[test]
fn no_word_stands_in_a_template_that_no_translator_could_reach() {
    // Names, and what RFC 6749 calls them.
    let names = "Doorward UTC L R LL RR U D error error_description client_id";
    let pages = pages();
    let mut found = Vec::new();
    let mut judge = |name: &str, html: &str, view: &Value| {
        let mut known = names.to_owned();
        given(view, &mut known);
        found.extend(
            words(html)
                .into_iter()
                .filter(|word| !known.contains(word))
                .map(|word| format!("{name}: {word}")),
        );
    };
    for sample in samples() {
        let chrome = sample.chrome.in_language("en-XA");
        let html = pages.render(&sample.template, &chrome, &sample.view).unwrap();
        judge(sample.name, &html, &sample.view);
        let html = pages.render(&sample.template, &chrome.in_language("ar-XB"), &sample.view).unwrap();
        assert!(html.contains("<html lang=\"ar-XB\" dir=\"rtl\">"), "{}", sample.name);
    }
    for (template, view) in mails() {
        let view = in_language(view, "en-XA");
        let mail = pages.text().mail(template, &view).unwrap();
        for part in [&mail.subject, &mail.text, &mail.html] {
            judge(template, part, &view);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// WCAG 2.5.3: whoever speaks to their device says what they see.
#[test]
fn the_name_of_a_button_holds_the_words_on_it() {
    let pages = pages();
    let mut faults = BTreeSet::new();
    for language in text::languages() {
        for sample in samples() {
            let chrome = sample.chrome.in_language(&language);
            let html = pages.render(&sample.template, &chrome, &sample.view).unwrap();
            for button in html.split("<button").skip(1) {
                let (tag, inside) = button.split("</button>").next().unwrap().split_once('>').unwrap();
                let Some(name) = attributes(tag, "aria-label").first().map(|name| name.to_lowercase()) else {
                    continue;
                };
                let shown =
                    inside.split('<').map(|part| part.split('>').next_back().unwrap()).collect::<String>();
                if !name.contains(&shown.trim().to_lowercase()) {
                    faults.insert(format!("{language}: “{shown}” is called “{name}”"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_menu_names_each_language_in_itself_and_leads_back() {
    let html = page("identifier");
    let menu = html.split("<footer>").nth(1).unwrap();
    assert!(menu.contains("<input type=\"hidden\" name=\"to\" value=\"/login/j7Q2mWc/identifier\">"));
    assert!(menu.contains(" value=\"ar\" lang=\"ar\">العربية</button>"), "{menu}");
    assert!(menu.contains("<summary>Language: English</summary>"), "{menu}");
    assert_eq!(menu.matches("<button").count(), text::languages().len());
    let bare = Chrome::new("en", "n", "/", false);
    assert!(!pages().render("error.html", &bare, ErrorPage::default()).unwrap().contains("<footer>"));
}

/// The source below `directory`, tests and samples apart: what only they name is said to nobody.
fn source_below(directory: &Path, source: &mut String) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name == "tests" || name == "samples" || name.ends_with("_tests") {
            continue;
        }
        if path.is_dir() {
            source_below(&path, source);
        } else {
            let file = std::fs::read_to_string(&path).unwrap();
            source.push_str(file.split("#[cfg(test)]\nmod tests {").next().unwrap());
        }
    }
}

/// Keys that the program hands to pages: what stands after `key: ` or begins like a key of `errors.ftl`.
fn keys_in(source: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for start in ["key: \"", "\"error-", "\"notice-", "\"action-"] {
        let skip = start.find('"').unwrap() + 1;
        let found = source.match_indices(start).filter_map(|(at, _)| source[at + skip..].split('"').next());
        named.extend(found.filter(|key| !key.ends_with('-') && !key.contains([' ', '{'])).map(str::to_owned));
    }
    named
}

#[test]
fn every_key_that_is_named_has_a_text_and_every_text_is_named() {
    let mut named = BTreeSet::new();
    let mut prefixes = BTreeSet::new();
    for template in text::templates() {
        let source = text::source(&template).unwrap();
        for start in ["t(\"", "otherwise=\""] {
            for (at, _) in source.match_indices(start) {
                let rest = &source[at + start.len()..];
                let (key, after) = rest.split_once('"').unwrap();
                if after.starts_with(" ~") {
                    prefixes.insert(key.to_owned())
                } else {
                    named.insert(key.to_owned())
                };
            }
        }
    }
    // Keys that arrive as values: from the engine's own filters, from handlers, the guide and factors.
    named.extend(["date-and-time", "time-of-day"].map(str::to_owned));
    named.extend((1..=12).map(|month| format!("month-{month}")));
    let (mut source, mut handlers) = (String::new(), String::new());
    source_below(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut source);
    source_below(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/web")), &mut handlers);
    named.extend(keys_in(&source));
    // Of the news that an address may ask for, handlers name the ending.
    let is_news = |key: &str| {
        let ending = key.strip_prefix("error-").or_else(|| key.strip_prefix("notice-"));
        ending.is_some_and(|ending| handlers.contains(&format!("\"{ending}\"")))
    };

    let (mut texts, mut files) = (BTreeSet::new(), Vec::new());
    let english = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en");
    for folder in [english.to_owned(), format!("{english}/factor")] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                files.push(path);
            }
        }
    }
    for file in files {
        let source = std::fs::read_to_string(file).unwrap();
        assert!(!source.contains(['<', '&']), "texts hold no markup");
        for line in source.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        {
            let key = line.split_once(" =").unwrap().0;
            assert!(texts.insert(key.to_owned()), "{key} stands twice");
        }
    }
    // Error pages are named by the stem of their title and message.
    let is_stem =
        |key: &str| texts.contains(&format!("{key}-title")) && texts.contains(&format!("{key}-message"));
    let has_stem = |key: &str| {
        let stem = key.strip_suffix("-title").or_else(|| key.strip_suffix("-message"));
        stem.is_some_and(|stem| named.contains(stem))
    };
    let missing: Vec<_> = named.difference(&texts).filter(|key| !is_stem(key)).collect();
    assert!(missing.is_empty(), "no text: {missing:?}");
    let unused: Vec<_> = texts
        .difference(&named)
        .filter(|key| !has_stem(key) && !is_news(key))
        .filter(|key| !prefixes.iter().any(|prefix| key.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "nobody says: {unused:?}");
    for prefix in prefixes {
        assert!(texts.iter().any(|key| key.starts_with(&prefix)), "{prefix}");
    }
}
