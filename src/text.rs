//! Words: templates and translations, embedded in the program (an operator's own lie over them), and the one engine that puts them together.
//!
//! Owns the minijinja environment, `t("key", name=value)`, the filters and the colours. Knows nothing of pages (`web::page`) or of
//! sending (`delivery`), which both stand on it. A template that names a value it was not given is an error.

mod built_in;
pub mod colour;
mod format;
mod language;
#[cfg(test)]
mod locale_tests;
mod own;
pub mod palette;
#[cfg(test)]
mod pseudo;
mod translate;
pub mod variables;

use std::path::Path;

use minijinja::{
    AutoEscape, Environment, Output, State, UndefinedBehavior, escape_formatter,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};
use rust_embed::Embed;
use serde::Serialize;

pub use language::{FALLBACK, best, direction, language_tag, languages, own_name};
pub use own::lay_over;
pub use translate::say;

/// Everything below `templates/`.
#[derive(Embed)]
#[folder = "templates/"]
struct Templates;

/// A template could not be rendered: it is missing, broken, or was not given what it names.
#[derive(Debug, thiserror::Error)]
#[error("template: {0:#}")]
pub struct Error(#[from] minijinja::Error);

/// A mail, ready to be sent in two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// The plain form.
    pub text: String,
    /// The HTML form.
    pub html: String,
    /// The picture that the HTML form shows (PNG), if it shows one.
    pub logo: Option<Vec<u8>>,
}

/// The engine. Templates are compiled when they are first used.
pub struct Text(Environment<'static>);

impl Text {
    /// The engine with what every template may use.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same, with functions that only the caller can offer (`asset_url` of the pages).
    pub fn with(add: impl FnOnce(&mut Environment<'static>)) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.unwrap_or_default());
        environment.set_loader(|name| Ok(own::template(name).or_else(|| source(name))));
        environment.set_auto_escape_callback(|name| {
            if Path::new(name).extension().is_some_and(|ending| ending == "html") {
                AutoEscape::Html
            } else {
                AutoEscape::None
            }
        });
        environment.add_function("t", translate::translate);
        environment.set_formatter(write);
        format::register(&mut environment);
        add(&mut environment);
        Self(environment)
    }

    /// Renders one template. The view must hold `lang`; names ending in `.html` are escaped, all others are not.
    pub fn render(&self, template: &str, view: impl Serialize) -> Result<String, Error> {
        Ok(self.0.get_template(template)?.render(Serde(view))?)
    }

    /// Renders `templates/mail/<template>.{subject.txt,txt,html}`.
    pub fn mail(&self, template: &str, view: impl Serialize) -> Result<Mail, Error> {
        let part = |ending: &str| self.render(&format!("mail/{template}.{ending}"), &view);
        let subject = part("subject.txt")?.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Mail { subject, text: part("txt")?, html: part("html")?, logo: None })
    }

    /// Renders `templates/sms/<template>.txt`.
    pub fn sms(&self, template: &str, view: impl Serialize) -> Result<String, Error> {
        Ok(self.render(&format!("sms/{template}.txt"), view)?.trim_end().to_owned())
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Text")
    }
}

/// The names of all templates.
pub fn templates() -> Vec<String> {
    let mut names: Vec<String> = Templates::iter().map(std::borrow::Cow::into_owned).collect();
    names.sort();
    names
}

/// The text of one template.
pub fn source(name: &str) -> Option<String> {
    Templates::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())
}

/// Text made safe for HTML, between tags and in quoted attributes. Unlike minijinja's own it leaves the slash alone,
/// so that addresses stay readable for people and scripts.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// How a value is written: like minijinja does, with our [`escape`] for text in HTML.
fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => Ok(out.write_str(&escape(text))?),
        _ => escape_formatter(out, state, value),
    }
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    fn html(source: &str, view: minijinja::Value) -> Result<String, minijinja::Error> {
        Text::new().0.render_named_str("x.html", source, view)
    }

    #[test]
    fn a_value_that_was_not_given_is_an_error() {
        assert!(html("{{ missing }}", context! { lang => "en" }).is_err());
        assert!(html("{% if missing %}{% endif %}", context! { lang => "en" }).is_err());
        assert!(html("{{ t('no-such-key') }}", context! { lang => "en" }).is_err());
        assert!(html("{{ t('client-line') }}", context! { lang => "en" }).is_err(), "an argument is missing");
    }

    #[test]
    fn an_argument_is_escaped_unless_it_is_markup_of_ours() {
        let view = context! { lang => "en", name => "<b>&" };
        let page = html("{{ t('client-line', client=name) }}", view.clone()).unwrap();
        assert!(page.contains("&lt;b&gt;&amp;") && !page.contains("<b>"), "{page}");
        let page = html("{{ t('client-line', client=name|strong) }}", view).unwrap();
        assert!(page.contains("<strong><bdi>&lt;b&gt;&amp;</bdi></strong>"), "{page}");
    }

    #[test]
    fn an_unknown_language_speaks_the_fallback() {
        assert_eq!(html("{{ t('sign-in') }}", context! { lang => "tlh" }).unwrap(), "Sign in");
        assert_eq!(html("{{ t('sign-in') }}", context! { lang => "en-GB" }).unwrap(), "Sign in");
    }

    #[test]
    fn an_unknown_key_can_have_a_stand_in() {
        let page = html("{{ t('nope', otherwise='sign-in', a=1) }}", context! { lang => "en" }).unwrap();
        assert_eq!(page, "Sign in");
    }

    #[test]
    fn moments_are_written_for_people_and_for_programs() {
        let view = context! { lang => "en", at => 1_772_546_700_000_i64 };
        let page = html("{{ at|datetime }}|{{ at|time }}", view.clone()).unwrap();
        assert_eq!(
            page,
            "<time datetime=\"2026-03-03T14:05:00Z\">3 March 2026, 14:05 UTC</time>|\
             <time datetime=\"2026-03-03T14:05:00Z\" data-clock>14:05 UTC</time>"
        );
        let mail = Text::new().0.render_named_str("x.txt", "{{ at|datetime }} {{ at|time }}", view).unwrap();
        assert_eq!(mail, "3 March 2026, 14:05 UTC 14:05 UTC");
    }

    #[test]
    fn a_code_is_read_in_groups_of_three() {
        let page = html("{{ '123456'|group }} {{ '12345678'|group }}", context! { lang => "en" }).unwrap();
        assert_eq!(page, "123 456 12 345 678");
    }

    #[test]
    fn between_arabic_words_a_code_is_one_number() {
        assert_eq!(html("{{ '123456'|group }}", context! { lang => "ar" }).unwrap(), "123\u{a0}456");
    }

    #[test]
    fn moments_are_written_as_each_language_does() {
        let date = |lang: &str| {
            let view = context! { lang, at => 1_772_546_700_000_i64 };
            Text::new().0.render_named_str("x.txt", "{{ at|datetime }}", view).unwrap()
        };
        assert_eq!(date("de"), "3. März 2026, 14:05 UTC");
        assert_eq!(date("es"), "3 de marzo de 2026, 14:05 UTC");
        assert_eq!(date("ja"), "2026年3月3日 14:05 UTC");
        assert_eq!(date("zh-Hans"), "2026 年 3 月 3 日 14:05 UTC");
        assert_eq!(date("ar"), "3 مارس 2026، 14:05 UTC");
    }

    #[test]
    fn a_link_that_would_run_a_script_leads_nowhere() {
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "java\tscript:x",
            "vbscript:x",
            "//e.org",
        ] {
            assert_eq!(html("{{ u|link }}", context! { lang => "en", u => bad }).unwrap(), "#", "{bad}");
        }
        for good in ["https://example.org/a?b=c", "/account", "com.example.app:/done"] {
            assert_eq!(html("{{ u|link }}", context! { lang => "en", u => good }).unwrap(), good);
        }
    }

    #[test]
    fn only_a_plain_drawing_goes_in_unescaped() {
        let show = |qr: &str| html("{{ qr|drawing }}", context! { lang => "en", qr }).unwrap();
        assert_eq!(show("<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"/>"), "<svg viewBox=\"0 0 1 1\"/>");
        assert!(show("<svg><script>1</script></svg>").starts_with("&lt;svg"));
        assert!(show("<img src=x>").starts_with("&lt;img"));
    }
}
