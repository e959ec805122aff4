//! Where values come from: the environment over the file over the defaults, each with its origin.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    fault::{Fault, Origin, nearest},
    section::{Description, join},
    setting::Setting,
    value::Value,
};

/// What every variable of ours begins with; parts of a name are parted by two underscores.
const PREFIX: &str = "DOORWARD__";

/// What was written and where, and what was wrong with it.
#[derive(Default)]
pub struct Layers {
    /// From the strongest to the weakest.
    written: Vec<BTreeMap<String, (Value, Origin)>>,
    /// Where each setting that was written got its value.
    pub origins: BTreeMap<String, Origin>,
    /// What was wrong so far.
    pub faults: Vec<Fault>,
    /// The settings that were written and could not be read.
    pub unread: BTreeSet<String>,
    /// Whether the file could not be read at all.
    pub unreadable: bool,
    /// The paths of all settings, `_file` variants included.
    settings: BTreeSet<String>,
    sections: BTreeSet<String>,
}

impl Layers {
    /// Reads `file` and the variables of `env` that are ours; names every key that `known` does not describe.
    pub fn collect(
        known: &[Description],
        file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Self {
        let mut layers = Self::default();
        for section in known {
            layers.sections.insert(section.path.to_owned());
            for entry in &section.entries {
                let path = join(section.path, entry.key);
                if entry.secret {
                    layers.settings.insert(format!("{path}_file"));
                }
                layers.settings.insert(path);
            }
        }
        let environment = layers.environment(env);
        let written = file.map(|file| layers.file(file)).unwrap_or_default();
        layers.written = vec![environment, written];
        layers
    }

    /// The value of `section.key`: `None` if nobody has set it or it is wrong, which is then noted.
    pub fn read<T: Setting>(&mut self, section: &str, key: &str) -> Option<T> {
        let path = join(section, key);
        let (value, origin) = self.find(&path, T::SECRET)?;
        let read = value.and_then(|value| match (&origin, &value) {
            (Origin::Variable(_), Value::Text(text)) => T::from_text(text),
            (_, value) => T::from_value(value),
        });
        match read {
            Ok(value) => {
                self.origins.insert(path, origin);
                Some(value)
            }
            Err(why) => {
                self.faults.push(Fault::new(Some(origin), format!("{path}: {why}")));
                self.unread.insert(path);
                None
            }
        }
    }

    /// The value at `path` in the strongest layer that has one, or why there is none although somebody has set it.
    fn find(&mut self, path: &str, secret: bool) -> Option<(Result<Value, String>, Origin)> {
        let beside = format!("{path}_file");
        self.written.iter_mut().find_map(|layer| {
            let file = if secret { layer.remove(&beside) } else { None };
            match (layer.remove(path), file) {
                (None, None) => None,
                (Some((value, origin)), None) => Some((Ok(value), origin)),
                (None, Some((file, origin))) => Some((secret_file(&file).map(Value::Text), origin)),
                (Some(_), Some((_, origin))) => {
                    Some((Err(format!("{beside} is set as well; keep one")), origin))
                }
            }
        })
    }

    fn environment(
        &mut self,
        env: impl Iterator<Item = (String, String)>,
    ) -> BTreeMap<String, (Value, Origin)> {
        let mut found = BTreeMap::new();
        for (name, text) in env.filter(|(name, _)| name.starts_with(PREFIX)) {
            let path = name.trim_start_matches(PREFIX).to_lowercase().replace("__", ".");
            if self.settings.contains(&path) {
                found.insert(path, (Value::Text(text), Origin::Variable(name)));
            } else {
                self.unknown(Origin::Variable(name), &path, false);
            }
        }
        self.faults.sort_by_key(ToString::to_string); // an environment has no order
        found
    }

    fn file(&mut self, file: &Path) -> BTreeMap<String, (Value, Origin)> {
        let name = file.display().to_string();
        let mut found = BTreeMap::new();
        match std::fs::read_to_string(file) {
            Err(error) => {
                self.unreadable = true;
                self.faults.push(Fault::new(None, format!("{name}: cannot be read: {error}")));
            }
            Ok(text) => {
                let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
                let (document, errors) = Value::parse_document(&text);
                let broken = !errors.is_empty();
                for (message, at) in errors {
                    let origin = Origin::Line(name.clone(), line(at));
                    self.faults.push(Fault::new(Some(origin), format!("this is not TOML: {message}")));
                }
                // What a broken document seems to hold would only be a second fault.
                if !broken {
                    self.flatten("", document, &|at| Origin::Line(name.clone(), line(at)), &mut found);
                }
            }
        }
        found
    }

    /// Takes `table` apart into its settings.
    fn flatten(
        &mut self,
        path: &str,
        table: Value,
        origin: &impl Fn(usize) -> Origin,
        found: &mut BTreeMap<String, (Value, Origin)>,
    ) {
        let Value::Table(entries) = table else { return };
        for (key, value, at) in entries {
            let path = join(path, &key);
            let is_table = matches!(value, Value::Table(_));
            if self.settings.contains(&path) {
                found.insert(path, (value, origin(at)));
            } else if self.sections.contains(&path) && is_table {
                self.flatten(&path, value, origin, found);
            } else if self.sections.contains(&path) {
                self.faults
                    .push(Fault::new(Some(origin(at)), format!("{path} is a section: write [{path}]")));
            } else {
                self.unknown(origin(at), &path, is_table);
            }
        }
    }

    fn unknown(&mut self, origin: Origin, path: &str, is_section: bool) {
        let message = if is_section {
            let meant =
                nearest(path, self.sections.iter().map(String::as_str).filter(|name| !name.is_empty()));
            format!(
                "[{path}] is not a section{}",
                meant.map(|it| format!("; did you mean [{it}]?")).unwrap_or_default()
            )
        } else {
            let meant = nearest(path, self.settings.iter().map(String::as_str));
            let meant = match (&origin, meant) {
                (_, None) => String::new(),
                (Origin::Line(..), Some(name)) => format!("; did you mean {name}?"),
                (Origin::Variable(_), Some(name)) => {
                    format!("; did you mean {PREFIX}{}?", name.to_uppercase().replace('.', "__"))
                }
            };
            format!("{path} is not a setting{meant}")
        };
        self.faults.push(Fault::new(Some(origin), message));
    }
}

/// The text of the file that `value` names, without the newline that editors end it with.
fn secret_file(value: &Value) -> Result<String, String> {
    let file = String::from_value(value)?;
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file} cannot be read: {error}"))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}
