//! Our own record as a table: CSV (RFC 4180) with a head that names its columns.
//!
//! A spreadsheet takes a cell that begins with certain characters for a formula. The export puts an apostrophe before such a
//! cell, and the import takes one away again.

use std::{cell::Cell, fs::File, io, rc::Rc};

use serde_json::Value;

use super::{
    LONGEST_RECORD,
    arrival::Arrival,
    documents::Outcome,
    entry::{Entry, Hash, TotpSeed},
    stream::Guarded,
};
use crate::{
    administration::attribute::{self, Place},
    config::{Attribute, Attributes as Declared},
    storage::account::{Profile, State},
};

/// The columns that an export has, in this order; groups are written by [`joined`].
pub(super) const COLUMNS: [&str; 21] = [
    "account_id",
    "username",
    "email",
    "email_verified",
    "phone",
    "phone_verified",
    "state",
    "groups",
    "created_at",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
];
/// How the column of an attribute is named, before the attribute's name.
const ATTRIBUTE: &str = "attributes.";
/// Those that only an import has.
const SECRET: [&str; 2] = ["password_hash", "totp_secret"];
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The columns of attributes, after the others.
pub(super) fn columns_of(declared: &Declared) -> impl Iterator<Item = String> {
    declared.iter().map(|attribute| format!("{ATTRIBUTE}{}", attribute.name))
}

fn attribute_of<'a>(declared: &'a Declared, column: &str) -> Option<&'a Attribute> {
    declared.get(column.strip_prefix(ATTRIBUTE)?)
}

/// A cell as a spreadsheet may see it.
pub(super) fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) || text.starts_with('\'') { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) || rest.starts_with('\'') => rest,
        _ => text,
    }
}

/// Groups in one cell: parted by semicolons, or as a JSON array where a name would be misread.
pub(super) fn joined(groups: &[String]) -> String {
    if groups.iter().any(|group| group.contains(';') || group.starts_with('[')) {
        Value::from(groups).to_string()
    } else {
        groups.join(";")
    }
}

/// The groups of a cell that [`joined`] wrote, or somebody by hand; nothing if it begins as JSON and is none.
fn parted(cell: &str) -> Option<Vec<String>> {
    let cell = cell.trim();
    let groups = if cell.starts_with('[') {
        serde_json::from_str::<Vec<String>>(cell).ok()?
    } else {
        cell.split(';').map(str::to_owned).collect()
    };
    Some(groups.iter().map(|group| group.trim().to_owned()).filter(|group| !group.is_empty()).collect())
}

/// Hands every row to `each`, with its line, until it says `false`.
pub(super) fn read(
    file: File,
    declared: &Declared,
    each: &mut dyn FnMut(u64, Outcome) -> bool,
) -> io::Result<()> {
    let left = Rc::new(Cell::new(LONGEST_RECORD));
    let mut reader = csv::ReaderBuilder::new().from_reader(Guarded { inner: file, left: Rc::clone(&left) });
    let head = reader.headers().map_err(whole)?.clone();
    let head: Vec<String> =
        head.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_owned()).collect();
    for (at, name) in head.iter().enumerate() {
        let known = COLUMNS.contains(&name.as_str()) || SECRET.contains(&name.as_str());
        if !known && attribute_of(declared, name).is_none() {
            return Err(invalid(format!(
                "line 1: {name:?} is no column; there are {}, {}{}",
                COLUMNS.join(", "),
                SECRET.join(", "),
                columns_of(declared).map(|column| format!(", {column}")).collect::<String>()
            )));
        }
        if head.iter().take(at).any(|other| other == name) {
            return Err(invalid(format!("line 1: the column {name} is there twice")));
        }
    }
    let mut record = csv::StringRecord::new();
    loop {
        left.set(LONGEST_RECORD);
        let line = reader.position().line();
        let outcome = match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => row(&head, &record, declared).map(Some),
            Err(error) => match error.kind() {
                csv::ErrorKind::Utf8 { .. } => Err(vec!["it is not UTF-8".to_owned()]),
                csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                    Err(vec![format!("it has {len} cells, the head has {expected_len}")])
                }
                _ => return Err(whole(error)),
            },
        };
        let line = record.position().map_or(line, csv::Position::line);
        if !each(line, outcome) {
            return Ok(());
        }
    }
}

fn invalid(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

fn whole(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => invalid("the table cannot be read as CSV in UTF-8".into()),
    }
}

fn row(head: &[String], record: &csv::StringRecord, declared: &Declared) -> Result<Arrival, Vec<String>> {
    let mut entry = Entry::default();
    let mut faults = Vec::new();
    for (name, cell) in head.iter().zip(record) {
        let cell = unguarded(cell);
        if cell.is_empty() {
            continue;
        }
        let text = || Some(cell.to_owned());
        match name.as_str() {
            "account_id" => entry.account_id = text(),
            "username" => entry.username = text(),
            "email" => entry.email = text(),
            "phone" => entry.phone = text(),
            "created_at" => entry.created_at = text(),
            "password_hash" => entry.password_hash = text().map(Hash::Text),
            "email_verified" => entry.email_verified = truth(name, cell, &mut faults),
            "phone_verified" => entry.phone_verified = truth(name, cell, &mut faults),
            "state" => match cell {
                "active" => entry.state = Some(State::Active),
                "disabled" => entry.state = Some(State::Disabled),
                _ => faults.push("state is active or disabled".to_owned()),
            },
            "groups" => match parted(cell) {
                Some(groups) => entry.groups = groups,
                None => faults.push("groups is no list of names".to_owned()),
            },
            "totp_secret" => entry.totp.push(TotpSeed {
                secret: cell.to_owned(),
                name: String::new(),
                algorithm: String::new(),
                digits: 6,
                period: 30,
            }),
            name => {
                if let Some(claim) = claim(&mut entry.claims, name) {
                    *claim = text();
                } else if let Some(attribute) = attribute_of(declared, name) {
                    let name = attribute.name.clone();
                    match attribute::read(attribute.kind, cell, Place::Cell) {
                        Ok(value) => entry.attributes.extend(value.map(|value| (name, value))),
                        Err(why) => faults.push(attribute::Fault { name, why }.to_string()),
                    }
                }
            }
        }
    }
    match entry.arrival(declared) {
        Ok(arrival) if faults.is_empty() => Ok(arrival),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// The claim of a column.
pub(super) fn claim<'p>(profile: &'p mut Profile, name: &str) -> Option<&'p mut Option<String>> {
    Some(match name {
        "name" => &mut profile.name,
        "given_name" => &mut profile.given_name,
        "family_name" => &mut profile.family_name,
        "middle_name" => &mut profile.middle_name,
        "nickname" => &mut profile.nickname,
        "profile" => &mut profile.profile,
        "picture" => &mut profile.picture,
        "website" => &mut profile.website,
        "gender" => &mut profile.gender,
        "birthdate" => &mut profile.birthdate,
        "zoneinfo" => &mut profile.zoneinfo,
        "locale" => &mut profile.locale,
        _ => return None,
    })
}

fn truth(name: &str, cell: &str, faults: &mut Vec<String>) -> bool {
    match cell.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => true,
        "false" | "0" | "no" => false,
        _ => {
            faults.push(format!("{name} is true or false"));
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_back_from_a_cell_as_they_were() {
        for (groups, cell) in [
            (vec![], ""),
            (vec!["staff"], "staff"),
            (vec!["staff", "night"], "staff;night"),
            (vec!["a;b", "c"], r#"["a;b","c"]"#),
            (vec!["c", "[d]"], r#"["c","[d]"]"#),
            (vec!["say \"a;b\""], r#"["say \"a;b\""]"#),
        ] {
            let groups: Vec<String> = groups.into_iter().map(str::to_owned).collect();
            assert_eq!(joined(&groups), cell);
            assert_eq!(parted(cell), Some(groups));
        }
        assert_eq!(parted(" staff ; ; night "), Some(vec!["staff".to_owned(), "night".to_owned()]));
        for odd in ["[staff", "[1]", r#"["a"];b"#] {
            assert_eq!(parted(odd), None, "{odd}");
        }
    }
}
