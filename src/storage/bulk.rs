//! Many rows in one statement, where there are many: each of its lengths is a text that is made once.

use std::sync::LazyLock;

/// Rows of one statement.
const TOGETHER: usize = 32;

/// `INSERT … VALUES` with one row, or with [`TOGETHER`].
pub(super) struct Many {
    pub(super) one: &'static str,
    pub(super) many: LazyLock<String>,
}

/// `many!("INSERT INTO t (a, b)", 2, "($1, $2)")`.
macro_rules! many {
    ($into:literal, $columns:literal, $values:literal) => {
        $crate::storage::bulk::Many {
            one: concat!($into, " VALUES ", $values),
            many: std::sync::LazyLock::new(|| $crate::storage::bulk::rows($into, $columns)),
        }
    };
}
pub(super) use many;

pub(super) fn rows(into: &str, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> =
            (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    format!("{into} VALUES {}", (0..TOGETHER).map(row).collect::<Vec<_>>().join(", "))
}

impl Many {
    /// The statement for a group of [`groups`].
    pub(super) fn statement(&'static self, rows: usize) -> &'static str {
        if rows == TOGETHER { self.many.as_str() } else { self.one }
    }
}

/// Whole groups, then what is left one by one.
pub(super) fn groups<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let whole = rows.len() - rows.len() % TOGETHER;
    let (many, few) = rows.split_at(whole);
    many.chunks(TOGETHER).chain(few.chunks(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    static PAIRS: Many = many!("INSERT INTO t (a, b)", 2, "($1, $2)");

    #[test]
    fn every_row_is_in_one_group_and_every_group_has_its_statement() {
        for length in [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER + 2] {
            let rows: Vec<usize> = (0..length).collect();
            let mut seen = Vec::new();
            for group in groups(&rows) {
                let statement = PAIRS.statement(group.len());
                assert_eq!(statement.matches('(').count(), group.len() + 1, "{statement}");
                seen.extend_from_slice(group);
            }
            assert_eq!(seen, rows);
        }
        assert!(PAIRS.statement(TOGETHER).ends_with("($61, $62), ($63, $64)"));
    }
}
