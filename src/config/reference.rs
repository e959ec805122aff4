//! The complete configuration as text: every setting with its meaning and default, or with its value now.

use std::fmt::Write;

use super::{Config, section::Section, value::Value};

/// Every setting with its meaning and its default, as TOML that loads to the defaults.
pub fn reference() -> String {
    let mut text = String::new();
    for section in Config::describe("") {
        let mut tables = String::new();
        comment(&mut text, section.about);
        if !section.path.is_empty() {
            let _ = writeln!(text, "[{}]", section.path);
        }
        text.push('\n');
        for entry in section.entries {
            let into = if entry.table { &mut tables } else { &mut text };
            comment(into, entry.about);
            if entry.secret {
                let _ = writeln!(into, "# Or {}_file: a file that holds it.", entry.key);
            }
            match (entry.example, entry.default) {
                _ if entry.table => table(into, section.path, entry.key, entry.default),
                (Some(example), _) => drop(writeln!(into, "#{} = {example}", entry.key)),
                (None, default) => drop(writeln!(into, "{} = {}", entry.key, default.unwrap_or_default())),
            }
            into.push('\n');
        }
        text.push_str(&tables);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What `config` says now, as TOML; secrets masked.
pub fn dump(config: &Config) -> String {
    let tables: Vec<String> = Config::describe("")
        .iter()
        .flat_map(|section| {
            section.entries.iter().filter(|entry| entry.table).map(|entry| (section.path, entry.key))
        })
        .map(|(section, key)| super::section::join(section, key))
        .collect();
    let (mut text, mut open) = (String::new(), "");
    let shown = config.show("");
    for (path, toml) in shown.iter().filter(|(path, _)| !tables.contains(path)) {
        let (section, key) = path.split_once('.').unwrap_or(("", path));
        if section != open {
            let _ = writeln!(text, "\n[{section}]");
            open = section;
        }
        let _ = writeln!(text, "{key} = {toml}");
    }
    for (path, lines) in shown.iter().filter(|(path, _)| tables.contains(path)) {
        let _ = write!(text, "\n[{path}]\n{lines}");
    }
    text
}

fn comment(text: &mut String, lines: &[&str]) {
    for line in lines {
        let _ = writeln!(text, "#{line}");
    }
}

fn table(text: &mut String, section: &str, key: &str, default: Option<&str>) {
    let _ = writeln!(text, "[{section}.{key}]");
    if let Some(Ok(Value::Table(entries))) = default.map(Value::parse) {
        for (name, value, _) in entries {
            let _ = writeln!(text, "{} = {}", super::value::quote(&name), value.quoted());
        }
    }
}
