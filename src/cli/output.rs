//! How commands print: tables for people, JSON for programs.

use std::io::{Write, stdout};

use serde::Serialize;

use crate::clock::Timestamp;

/// Prints a text of any length.
///
/// # Errors
/// Nobody reads it to its end; `print!` would panic.
pub fn say(text: &str) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// JSON, over several lines.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    say(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// A table with aligned columns.
pub fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let head = head.map(str::to_owned);
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cell = |row: &[String; N]| row.get(column).map_or(0, |text| text.chars().count());
        rows.iter().map(cell).chain([cell(&head)]).max().unwrap_or(0)
    });
    let mut text = String::new();
    for row in std::iter::once(&head).chain(rows) {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A moment in RFC 3339.
pub fn moment(at: Timestamp) -> String {
    at.to_rfc3339()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["a".to_owned(), "1".to_owned()], ["ünïcode".to_owned(), String::new()]];
        assert_eq!(table(["name", "n"], &rows), "name     n\na        1\nünïcode\n");
    }
}
