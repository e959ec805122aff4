//! Tries every page, mail and text message with sample data, before anybody is shown one: what an operator lays over ours
//! must not fail first before a person.

use super::{Pages, samples};
use crate::{text, web::language::Languages};

/// Every page or mail that does not render in one of these languages, a line each.
pub fn faults(languages: &[String]) -> Vec<String> {
    let pages = match Pages::new(Languages::default()) {
        Ok(pages) => pages,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults = Vec::new();
    for language in languages {
        for sample in samples::samples() {
            let chrome = sample.chrome.in_language(language);
            if let Err(error) = pages.render(&sample.template, &chrome, &sample.view) {
                faults.push(format!("{} as {} ({language}): {error}", sample.template, sample.name));
            }
        }
        for (template, mut view) in samples::mails() {
            if let Some(fields) = view.as_object_mut() {
                fields.insert("lang".into(), language.as_str().into());
                fields.insert("dir".into(), text::direction(language).into());
            }
            if let Err(error) = pages.text().mail(template, &view) {
                faults.push(format!("mail/{template} ({language}): {error}"));
            }
        }
    }
    faults.sort();
    faults.dedup();
    faults
}
