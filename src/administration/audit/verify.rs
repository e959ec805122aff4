//! Checking a file of the audit log, without the installation that it came from.
//!
//! Every entry is held against its own digests, its place, and the one before it. An entry that was changed together with every
//! digest after it is still found, by the next signed statement, and named as the stretch that it lies in. What an installation
//! may do, it must have said: entries are emptied because their account was erased, and they are missing from the beginning
//! because a signed statement stands for them, whether they were retired or the file begins later.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, Read},
};

use data_encoding::HEXLOWER;
use serde::Deserialize;
use serde_json::Value;

use super::chain::{self, GENESIS};
use crate::{clock::Timestamp, jose::notary::Witness, storage::audit::Event};

/// Longest line.
const LONGEST: u64 = 1024 * 1024;
/// How long after it happened an entry is signed at the latest, in milliseconds: a statement is made every minute, one an hour is
/// kept, and as much again is left for clocks that differ.
const LATEST: i64 = 2 * 3_600_000 + 2 * 60_000;
/// Problems that are told one by one; more are counted.
const MOST_PROBLEMS: usize = 1000;

/// What a file shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The installation.
    pub issuer: String,
    /// The fingerprint of the key that signed. Whether it is the installation's, only somebody who knows that can tell.
    pub signer: String,
    /// Entries.
    pub entries: u64,
    /// The places of the first and the last of them.
    pub span: Option<(i64, i64)>,
    /// Entries before these, retired or left out of the file: a signed statement stands for them.
    pub retired: i64,
    /// Signed statements that hold.
    pub checkpoints: u64,
    /// The last place that a statement covers.
    pub signed_through: i64,
    /// Accounts that were erased, and how many entries were emptied for each.
    pub erased: BTreeMap<String, u64>,
    /// Stretches that were signed long after they happened: nothing ran meanwhile that signs, or statements about them are gone.
    pub late: Vec<String>,
    /// What is wrong.
    pub problems: Vec<String>,
    /// Problems that are not in the list.
    pub more_problems: u64,
}

impl Findings {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.problems.is_empty() && self.more_problems == 0
    }

    fn problem(&mut self, text: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(text);
        } else {
            self.more_problems += 1;
        }
    }
}

/// What whoever checks knows from elsewhere.
#[derive(Debug, Default)]
pub struct Known {
    /// The fingerprint of the installation's key.
    pub signer: Option<String>,
    /// The last place of a file that was checked earlier, and its link.
    pub earlier: Option<(i64, String)>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line {
    Start { version: u32, issuer: String, public_key: String, after: i64, checkpoint: Option<String> },
    Event(Box<Entry>),
    Checkpoint { sequence: i64, statement: String },
    End { sequence: i64, link: String, entries: u64 },
}

#[derive(Deserialize)]
struct Entry {
    sequence: i64,
    event_id: String,
    at: i64,
    kind: String,
    account_id: Option<String>,
    client_id: Option<String>,
    address: Option<String>,
    detail: Value,
    salt: Option<String>,
    content: String,
    link: String,
}

/// Where the reading is.
#[derive(Default)]
struct Walk {
    found: Findings,
    witness: Option<Witness>,
    /// The place and link of the entry before; no link where something was missing there.
    place: i64,
    link: Option<Vec<u8>>,
    /// The first entry since the last statement, and when the oldest of them happened.
    unsigned: Option<(i64, i64)>,
    /// Accounts whose erasure the log tells of.
    erasures: BTreeSet<String>,
    earlier: Option<(i64, String)>,
    ended: bool,
}

/// Checks what `file` holds.
///
/// # Errors
/// When it cannot be read at all.
pub fn verify(mut file: impl BufRead, known: Known) -> io::Result<Findings> {
    let mut walk = Walk { earlier: known.earlier, ..Walk::default() };
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        if file.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match (serde_json::from_slice(&bytes), walk.witness.is_some(), walk.ended) {
            (Err(_), ..) => walk.found.problem(format!("line {number} cannot be read")),
            (Ok(_), _, true) => walk.found.problem(format!("line {number} stands after the end")),
            (Ok(Line::Start { .. }), true, _) => {
                walk.found.problem(format!("line {number} begins a second log"));
            }
            (Ok(Line::Start { version, issuer, public_key, after, checkpoint }), false, _) => {
                if version != 1 {
                    return Err(other("the file has a version that this program does not know"));
                }
                walk.found.issuer = issuer;
                walk.witness = Witness::new(&public_key);
                if walk.witness.is_none() {
                    return Err(other("the file names no key"));
                }
                walk.begin(after, checkpoint.as_deref(), known.signer.as_deref());
            }
            (Ok(_), false, _) => {
                return Err(other("this is no file of the audit log: it has no first line"));
            }
            (Ok(Line::Event(entry)), ..) => walk.event(&entry),
            (Ok(Line::Checkpoint { sequence, statement }), ..) => walk.checkpoint(sequence, &statement),
            (Ok(Line::End { sequence, link, entries }), ..) => walk.end(sequence, &link, entries),
        }
    }
    if walk.witness.is_none() {
        return Err(other("this is no file of the audit log: it is empty"));
    }
    Ok(walk.over())
}

fn other(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

/// A place and a link that are signed.
struct Signed {
    sequence: i64,
    link: Vec<u8>,
    /// When, in seconds.
    made_at: i64,
}

fn signed(witness: Option<&Witness>, statement: &str) -> Option<Signed> {
    let statement = witness?.read(statement)?;
    let link = HEXLOWER.decode(statement.get("link")?.as_str()?.as_bytes()).ok()?;
    let made_at = statement.get("iat")?.as_i64()?;
    Some(Signed { sequence: statement.get("sequence")?.as_i64()?, link, made_at })
}

impl Walk {
    fn begin(&mut self, after: i64, checkpoint: Option<&str>, signer: Option<&str>) {
        let fingerprint = self.witness.as_ref().map(|witness| witness.fingerprint().to_owned());
        self.found.signer = fingerprint.unwrap_or_default();
        if let Some(signer) = signer.filter(|signer| *signer != self.found.signer) {
            self.found.problem(format!("it is signed by {}, not by {signer}", self.found.signer));
        }
        self.place = after;
        if after == 0 {
            self.link = Some(GENESIS.to_vec());
            return;
        }
        let begins = checkpoint.and_then(|statement| signed(self.witness.as_ref(), statement));
        match begins {
            Some(signed) if signed.sequence == after => {
                self.found.retired = after;
                self.found.signed_through = after;
                self.found.checkpoints = 1;
                self.link = Some(signed.link);
            }
            _ => self.found.problem(format!(
                "entries 1 to {after} are missing, and no signed statement stands for them"
            )),
        }
        self.meet_earlier();
    }

    /// The entry that an earlier file ended with is still what it was.
    fn meet_earlier(&mut self) {
        let Some((sequence, link)) = &self.earlier else { return };
        if *sequence != self.place {
            return;
        }
        let same = self.link.as_deref().is_some_and(|now| HEXLOWER.encode(now) == *link);
        let sequence = *sequence;
        self.earlier = None;
        if !same {
            self.found.problem(format!("up to entry {sequence} the log is not the one of the earlier file"));
        }
    }

    fn event(&mut self, entry: &Entry) {
        let sequence = entry.sequence;
        let expected = self.place.saturating_add(1);
        if sequence < expected {
            self.found.problem(format!("entry {sequence} stands out of order, after entry {}", self.place));
            return;
        }
        if sequence > expected {
            self.found.problem(if sequence == expected + 1 {
                format!("entry {expected} is missing")
            } else {
                format!("entries {expected} to {} are missing", sequence - 1)
            });
            self.link = None;
        }
        let event = Event {
            event_id: entry.event_id.clone(),
            happened_at: Timestamp(entry.at),
            kind: entry.kind.clone(),
            account_id: entry.account_id.clone(),
            client_id: entry.client_id.clone(),
            address: entry.address.clone(),
            detail: chain::canonical(&entry.detail),
        };
        let stated = HEXLOWER.decode(entry.link.as_bytes()).unwrap_or_default();
        let content = HEXLOWER.decode(entry.content.as_bytes()).unwrap_or_default();
        let whole = self.content_holds(entry, &event, &content);
        let linked = self
            .link
            .as_ref()
            .is_none_or(|previous| chain::link(previous, sequence, &event, &content).as_slice() == stated);
        if !(whole && linked) {
            self.found.problem(format!("entry {sequence} was altered"));
        }
        if entry.kind == "account.erased" {
            self.erasures.extend(entry.account_id.clone());
        }
        let (first, oldest) = self.unsigned.unwrap_or((sequence, entry.at));
        self.unsigned = Some((first, oldest.min(entry.at)));
        self.found.entries += 1;
        self.found.span = Some((self.found.span.map_or(sequence, |(first, _)| first), sequence));
        self.place = sequence;
        self.link = (stated.len() == chain::LENGTH).then_some(stated);
        self.meet_earlier();
    }

    fn content_holds(&mut self, entry: &Entry, event: &Event, content: &[u8]) -> bool {
        let Some(salt) = &entry.salt else {
            let account = entry.account_id.clone().unwrap_or_default();
            *self.found.erased.entry(account).or_default() += 1;
            return entry.address.is_none() && entry.detail == Value::Object(serde_json::Map::new());
        };
        let salt = HEXLOWER.decode(salt.as_bytes()).unwrap_or_default();
        chain::content(&salt, entry.address.as_deref(), &event.detail).as_slice() == content
    }

    fn checkpoint(&mut self, sequence: i64, statement: &str) {
        match signed(self.witness.as_ref(), statement) {
            None => {
                self.found.problem(format!("the statement about entry {sequence} is not signed by the key"))
            }
            Some(Signed { sequence: said, .. }) if said != sequence || said != self.place => {
                self.found
                    .problem(format!("the statement about entry {said} stands after entry {}", self.place));
            }
            Some(signed) if self.link.as_ref() == Some(&signed.link) => {
                self.found.checkpoints += 1;
                self.found.signed_through = sequence;
                self.signed_at(signed.made_at);
            }
            Some(_) => {
                self.unsigned = None;
                let first = self.found.signed_through.saturating_add(1);
                self.found.problem(format!(
                    "an entry from {first} to {sequence} was altered, and everything after it with it: it is not what was signed"
                ));
                // Told once: what follows is judged from here.
                self.found.signed_through = sequence;
            }
        }
    }

    /// Everything up to here is covered by a statement of that time, and by no earlier one since the last.
    fn signed_at(&mut self, seconds: i64) {
        let Some((first, oldest)) = self.unsigned.take() else { return };
        let waited = seconds.saturating_mul(1000).saturating_sub(oldest);
        if waited > LATEST && self.found.late.len() < MOST_PROBLEMS {
            let hours = waited.checked_div(3_600_000).unwrap_or_default();
            self.found.late.push(format!(
                "entries {first} to {} were first signed {hours} hours after they happened",
                self.place
            ));
        }
    }

    fn end(&mut self, sequence: i64, link: &str, entries: u64) {
        self.ended = true;
        if self.place < sequence {
            let first = self.place.saturating_add(1);
            self.found.problem(if first == sequence {
                format!("entry {sequence} is missing")
            } else {
                format!("entries {first} to {sequence} are missing")
            });
        } else if self.place != sequence
            || self.link.as_deref().map(|link| HEXLOWER.encode(link)).as_deref() != Some(link)
        {
            self.found.problem("the end is not the one that the file names".into());
        }
        if entries != self.found.entries && self.found.holds() {
            self.found.problem(format!("{entries} entries are announced, {} are there", self.found.entries));
        }
    }

    fn over(mut self) -> Findings {
        if !self.ended {
            self.found.problem(format!("the file is cut after entry {}", self.place));
        }
        let unsaid: Vec<(String, u64)> = self
            .found
            .erased
            .iter()
            .filter(|(account, _)| !self.erasures.contains(*account))
            .map(|(account, entries)| (account.clone(), *entries))
            .collect();
        for (account, entries) in unsaid {
            let whose =
                if account.is_empty() { "no account".to_owned() } else { format!("account {account}") };
            self.found.problem(format!(
                "{entries} entries of {whose} are empty, and nothing says that it was erased"
            ));
        }
        if self.found.signed_through < self.place && self.ended {
            self.found.problem(format!(
                "entries {} to {} are not signed",
                self.found.signed_through.saturating_add(1),
                self.place
            ));
        }
        if let Some((sequence, _)) = self.earlier.take() {
            self.found.problem(if sequence > self.place {
                format!("the earlier file went on to entry {sequence}, which is missing here")
            } else {
                format!("entry {sequence}, where the earlier file ended, was retired or left out: it cannot be compared")
            });
        }
        self.found
    }
}

/// The place and link that a file ends with, for comparing a later one.
///
/// # Errors
/// When it cannot be read, or has no end.
pub fn end_of(mut file: impl BufRead) -> io::Result<(i64, String)> {
    let mut bytes = Vec::new();
    let mut end = None;
    loop {
        bytes.clear();
        if file.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if let Ok(Line::End { sequence, link, .. }) = serde_json::from_slice(&bytes) {
            end = Some((sequence, link));
        }
    }
    end.ok_or_else(|| other("the earlier file has no end"))
}

#[cfg(test)]
mod tests;
