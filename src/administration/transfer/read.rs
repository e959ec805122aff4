//! A file, record by record, in constant memory.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek},
    sync::Arc,
};

use serde_json::Value;

use super::{
    LONGEST_RECORD,
    arrival::Arrival,
    documents::{Django, Firebase, Outcome, firebase, keycloak},
    entry::Entry,
    stream::{self, Shape},
    table,
};
use crate::config::Attributes as Declared;

/// Who wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// We, or whoever followed our description: one JSON object a line.
    Ndjson,
    /// The same fields as a table with a head.
    Csv,
    /// `manage.py dumpdata` (`json` or `jsonl`).
    Django,
    /// A realm's export, with its `users`.
    Keycloak,
    /// `firebase auth:export`, JSON.
    Firebase,
}

/// What a file does not say itself.
#[derive(Clone, Default)]
pub struct Options {
    /// Take every address as proved.
    pub vouch: bool,
    /// How the Firebase project hashes.
    pub firebase: Option<Firebase>,
}

/// A file to read, as often as needed, but once at a time.
#[derive(Clone)]
pub struct Source {
    /// What is in it.
    pub file: Arc<File>,
    /// Who wrote it.
    pub format: Format,
    /// What it does not say itself.
    pub options: Options,
}

/// One record: its line, or its number where lines mean nothing.
pub struct Record {
    /// Counted from 1.
    pub number: u64,
    /// The account, or what is wrong with it.
    pub outcome: Result<Arrival, Vec<String>>,
}

impl Format {
    /// What its records are counted in.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Ndjson | Self::Csv => "line",
            Self::Django | Self::Keycloak | Self::Firebase => "record",
        }
    }
}

impl Source {
    /// Hands every account of the file to `each`, until it says `false`. What accounts may say beside the standard claims is
    /// `declared`.
    ///
    /// # Errors
    /// When the file as a whole cannot be read: it is not there, or of another format.
    pub fn read(&self, declared: &Declared, each: &mut dyn FnMut(Record) -> bool) -> io::Result<()> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        let vouch = self.options.vouch;
        let mut each = |number: u64, outcome: Outcome| match outcome {
            Ok(None) => true,
            Ok(Some(mut arrival)) => {
                arrival.draft.email_verified |= vouch && arrival.draft.email.is_some();
                each(Record { number, outcome: Ok(arrival) })
            }
            Err(faults) => each(Record { number, outcome: Err(faults) }),
        };
        match self.format {
            Format::Ndjson => lines(file, declared, &mut each),
            Format::Csv => table::read(file, declared, &mut each),
            Format::Django => {
                let mut django = Django::default();
                stream::read(file, Shape::Records, &mut |number, value| each(number, django.record(value)))
            }
            Format::Keycloak => {
                stream::read(file, Shape::Users, &mut |number, value| each(number, keycloak(value, declared)))
            }
            Format::Firebase => {
                let project = self.options.firebase.clone().ok_or_else(|| {
                    io::Error::new(
                        io::ErrorKind::InvalidInput,
                        "the parameters of the Firebase project are missing",
                    )
                })?;
                stream::read(file, Shape::Users, &mut |number, value: Value| {
                    each(number, firebase(value, &project))
                })
            }
        }
    }
}

fn lines(file: File, declared: &Declared, each: &mut dyn FnMut(u64, Outcome) -> bool) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(64 * 1024, file);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if reader.by_ref().take(LONGEST_RECORD).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() as u64 == LONGEST_RECORD && !line.ends_with(b"\n") {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("line {number} is longer than {LONGEST_RECORD} bytes"),
            ));
        }
        // Some editors begin a file with a byte order mark.
        let text = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        if text.trim_ascii().is_empty() {
            continue;
        }
        if !each(number, Entry::of_line(text, declared).map(Some)) {
            break;
        }
    }
    Ok(())
}
