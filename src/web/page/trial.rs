//! Tries every page, mail and text message with sample data, before anybody is shown one: what an operator lays over ours
//! must not fail first before a person.

use super::{Pages, samples};
use crate::{text, web::language::Languages};

/// Pages whose form says whose account it asked about; an answer without that is none, and they are shown anew for ever.
const ASK_ABOUT_AN_ACCOUNT: [&str; 2] = ["consent.html", "device/ask.html"];

/// What a page lacks without which its form does nothing.
fn lost(template: &str, page: &str) -> Option<&'static str> {
    let lacks = ASK_ABOUT_AN_ACCOUNT.contains(&template) && !page.contains("name=\"account\"");
    lacks.then_some("the form does not send back `account`; part/hidden.html does")
}

/// Every page or mail that does not render or does nothing in one of these languages, a line each.
pub fn faults(languages: &[String]) -> Vec<String> {
    let pages = match Pages::new(Languages::default()) {
        Ok(pages) => pages,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults = Vec::new();
    for language in languages {
        for sample in samples::samples() {
            let chrome = sample.chrome.in_language(language);
            let fault = match pages.render(&sample.template, &chrome, &sample.view) {
                Ok(page) => lost(&sample.template, &page).map(str::to_owned),
                Err(error) => Some(error.to_string()),
            };
            if let Some(fault) = fault {
                faults.push(format!("{} as {} ({language}): {fault}", sample.template, sample.name));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_about_an_account_says_which() {
        let told = "<form><input type=\"hidden\" name=\"account\" value=\"a1\"></form>";
        for template in ASK_ABOUT_AN_ACCOUNT {
            assert_eq!(lost(template, told), None);
            assert!(lost(template, "<form></form>").is_some(), "{template}");
            let samples = samples::samples();
            assert!(samples.iter().any(|sample| sample.template == template), "{template}");
        }
        assert_eq!(lost("login/identifier.html", "<form></form>"), None);
        assert!(faults(&["en".to_owned()]).is_empty(), "ours do");
    }
}
