//! The section about image passcodes.

use std::path::PathBuf;

use super::{
    section::section,
    setting::Setting,
    value::{Value, quote},
};

section! {
    /// Image passcodes: exactly the same file, of the person's own, at setup and at sign-in. They are hashed at the cost
    /// of passwords.
    ImagePasscode {
        /// Most bytes of a file. Only where a file is asked for is such a body read, a few at a time.
        max_bytes: u32 = 10_000_000;
        /// Most pixels of a picture, in millions. At setup, one at a time is decoded, in up to 8 MB for each million.
        max_megapixels: u32 = 40;
        /// Files that are refused because many people have them: their SHA-256 in hexadecimal.
        well_known: Vec<String> = [], such as ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"];
        /// More of them: a file that begins each line with a SHA-256, as sha256sum writes it. Read at start.
        well_known_file: Option<Digests>, such as "/etc/doorward/well-known-pictures.sha256";
    }
}

impl ImagePasscode {
    /// The digests of both settings.
    pub fn all_well_known(&self) -> impl Iterator<Item = &String> {
        let file = self.well_known_file.iter().flat_map(|file| &file.digests);
        self.well_known.iter().chain(file)
    }
}

/// A file of digests, read with the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds, in lower-case hexadecimal.
    pub digests: Vec<String>,
}

impl Setting for Digests {
    fn from_value(value: &Value) -> Result<Self, String> {
        let path = PathBuf::from_value(value)?;
        let fault = |why: &dyn std::fmt::Display| format!("{} {why}", path.display());
        let text =
            std::fs::read_to_string(&path).map_err(|error| fault(&format!("cannot be read: {error}")))?;
        let digests = digests(&text)
            .map_err(|line| fault(&format!("has no SHA-256 at the beginning of line {line}")))?;
        Ok(Self { path, digests })
    }

    fn to_toml(&self) -> Option<String> {
        Some(quote(&self.path.to_string_lossy()))
    }
}

/// The SHA-256 at the beginning of each line, in lower-case hexadecimal; empty lines and those with # are passed over.
///
/// # Errors
/// The number of the first line that has none.
pub fn digests(text: &str) -> Result<Vec<String>, usize> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(line, number)| {
            let digest = line.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
            let is_one = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_one.then_some(digest).ok_or(number)
        })
        .collect()
}
