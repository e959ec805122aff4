//! The people: a file of them as another system would hand them over.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use serde_json::json;

/// Hashes that the original software made.
const VECTORS: &str = include_str!("../../tests/foreign_hashes/vectors.tsv");

/// Writes `count` records as NDJSON, with every form of hash in turn.
pub fn write(file: &Path, count: usize) -> anyhow::Result<()> {
    let hashes: Vec<&str> = VECTORS.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    anyhow::ensure!(!hashes.is_empty(), "no hashes");
    let mut out = BufWriter::new(File::create(file).context("the file of people")?);
    for number in 0..count {
        let name = format!("person-{number:07}");
        let record = json!({
            "username": name,
            "email": format!("{name}@example.org"),
            "email_verified": true,
            "groups": ["staff"],
            "claims": { "name": format!("Person Number {number}"), "given_name": "Person", "locale": "de" },
            "password_hash": hashes[number % hashes.len()],
        });
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    out.flush().context("the file of people")
}
