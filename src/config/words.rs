//! Words of the operator's own that people read: one text, or one for each language.

use std::collections::BTreeMap;

use super::{
    setting::Setting,
    value::{Value, quote},
};

/// Longest text, in characters.
const LONGEST: usize = 200;

/// A text, or the same in several languages, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<(String, String)>);

impl Words {
    /// One text for every language.
    pub fn everywhere(text: impl Into<String>) -> Self {
        Self(vec![(String::new(), text.into())])
    }

    /// The text in a language (BCP 47), or the nearest there is: its base language, a variant of that, English, the first.
    pub fn in_language(&self, language: &str) -> &str {
        let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let exactly = |wanted: &str| self.0.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
        let own = base(language);
        let found = exactly(language)
            .or_else(|| exactly(&own))
            .or_else(|| self.0.iter().find(|(tag, _)| base(tag) == own))
            .or_else(|| exactly("en"))
            .or_else(|| self.0.first());
        found.map_or("", |(_, text)| text)
    }

    /// Each language with its text; one language without a name if there is one text for all.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    fn text(text: &Value) -> Result<String, String> {
        let text = String::from_value(text)?;
        let fits = !text.trim().is_empty() && text.chars().count() <= LONGEST;
        if fits && !text.chars().any(char::is_control) {
            Ok(text)
        } else {
            Err(format!("a text has 1 to {LONGEST} characters, none of them a control character"))
        }
    }
}

/// Whether `tag` looks like a language tag (BCP 47).
fn is_tag(tag: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    tag.split('-').next().is_some_and(|language| (2..=3).contains(&language.len()))
        && tag.split('-').all(part)
}

impl Setting for Words {
    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else { return Self::text(value).map(Self::everywhere) };
        if entries.is_empty() {
            return Err("there is no text in it".to_owned());
        }
        let read = entries.iter().map(|(tag, text, _)| {
            if !is_tag(tag) {
                return Err(format!("{} is no language tag, as in {{ en = \"Department\" }}", quote(tag)));
            }
            Ok((tag.clone(), Self::text(text).map_err(|why| format!("{tag}: {why}"))?))
        });
        read.collect::<Result<_, _>>().map(Self)
    }

    fn to_toml(&self) -> Option<String> {
        match self.0.as_slice() {
            [] => None,
            [(tag, text)] if tag.is_empty() => Some(quote(text)),
            several => {
                let each = several.iter().map(|(tag, text)| format!("{} = {}", quote(tag), quote(text)));
                Some(format!("{{ {} }}", each.collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

impl Setting for BTreeMap<String, Words> {
    const TABLE: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else { return Err(format!("{} is not a table", value.quoted())) };
        let read = entries.iter().map(|(key, value, _)| {
            Ok((key.clone(), Words::from_value(value).map_err(|why| format!("{}: {why}", quote(key)))?))
        });
        read.collect()
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::parse(text)?)
    }

    fn to_toml(&self) -> Option<String> {
        let line = |(key, words): (&String, &Words)| Some(format!("{} = {}\n", quote(key), words.to_toml()?));
        Some(self.iter().filter_map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_the_nearest_language() {
        let words = |toml: &str| Words::from_value(&Value::parse(toml).unwrap()).unwrap();
        let all = words("\"Badge\"");
        assert_eq!((all.in_language("de"), all.in_language("")), ("Badge", "Badge"));
        let some = words(r#"{ de = "Ausweis", pt-BR = "Crachá", en = "Badge", zh = "工牌" }"#);
        for (language, text) in
            [("de", "Ausweis"), ("de-AT", "Ausweis"), ("pt", "Crachá"), ("zh-Hans", "工牌"), ("fr", "Badge")]
        {
            assert_eq!(some.in_language(language), text, "{language}");
        }
        assert_eq!(words(r#"{ de = "Ausweis", fr = "Badge" }"#).in_language("ar"), "Ausweis");
    }

    #[test]
    fn words_are_read_and_written_back_and_a_slip_is_named() {
        let text = r#"{ "hr.read" = "See your department", "x" = { de = "Das", en = "That" } }"#;
        let read = BTreeMap::<String, Words>::from_text(text).unwrap();
        let (again, faults) = Value::parse_document(&read.to_toml().unwrap());
        assert!(faults.is_empty());
        assert_eq!(BTreeMap::from_value(&again).unwrap(), read);
        for (text, why) in [
            ("7", "7 is not a table"),
            (r#"{ a = 7 }"#, r#""a": 7 is not a text in quotes"#),
            (r#"{ a = {} }"#, r#""a": there is no text in it"#),
            (
                r#"{ a = { english = "x" } }"#,
                r#""a": "english" is no language tag, as in { en = "Department" }"#,
            ),
            (r#"{ a = " " }"#, r#""a": a text has 1 to 200 characters, none of them a control character"#),
            (
                r#"{ a = { de = "\u0007" } }"#,
                r#""a": de: a text has 1 to 200 characters, none of them a control character"#,
            ),
        ] {
            assert_eq!(BTreeMap::<String, Words>::from_text(text).unwrap_err(), why);
        }
    }
}
