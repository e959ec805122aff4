//! A SQLite file, asked on the thread that wants to know.
//!
//! sqlx gives each of its SQLite connections a thread, and the way there and back costs more than most statements, above all while
//! passwords are hashed on every core (docs/decisions/0073). So statements run by rusqlite, on the same SQLite, and rows and values
//! are those of sqlx's `Any`, so that records are read alike from both databases.

use std::{path::Path, sync::Arc, time::Duration};

use rusqlite::{
    ErrorCode, OpenFlags, Row, Rows, Statement, StatementStatus,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use sqlx::FromRow;
use sqlx_core::{
    HashMap,
    any::{AnyArguments, AnyColumn, AnyRow, AnyTypeInfo, AnyTypeInfoKind, AnyValue, AnyValueKind},
    ext::ustr::UStr,
};
use tokio::runtime::{Handle, RuntimeFlavor};

use super::Error;

/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// What every connection keeps to. `synchronous = NORMAL` survives a killed process and still loses commits at power loss.
pub(super) const KEPT_BY_ALL: [(&str, &str); 4] =
    [("journal_mode", "WAL"), ("synchronous", "FULL"), ("foreign_keys", "ON"), ("secure_delete", "ON")];
/// Statements that stay prepared on a connection; there are not as many.
const PREPARED: usize = 512;
/// Steps of SQLite's machine, about a millisecond, for which a reader may hold up everything else on its thread.
const SHORT: i32 = 20_000;

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) enum Use {
    /// Questions of whoever needs the answer to go on; they write nothing.
    Read,
    /// All that is written, on a thread of its own. Makes the file when it is missing.
    Write,
}

/// A connection.
pub(in crate::storage) struct Sqlite {
    inner: rusqlite::Connection,
    purpose: Use,
}

impl Sqlite {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be opened.
    pub(in crate::storage) fn open(path: &Path, purpose: Use) -> Result<Self, Error> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if purpose == Use::Write {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let inner = rusqlite::Connection::open_with_flags(path, flags)?;
        inner.busy_timeout(BUSY)?;
        inner.set_prepared_statement_cache_capacity(PREPARED);
        for (name, value) in KEPT_BY_ALL {
            inner.execute_batch(&format!("PRAGMA {name} = {value}"))?;
        }
        // A statement whose values could change its plan would be prepared anew for each of them.
        inner.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        match purpose {
            Use::Read => {
                inner.execute_batch("PRAGMA query_only = ON")?;
                inner.progress_handler(SHORT, Some(|| true))?;
            }
            // What a savepoint may go back to; as a file it would be made and removed for every batch.
            Use::Write => inner.execute_batch("PRAGMA temp_store = MEMORY")?,
        }
        Ok(Self { inner, purpose })
    }

    /// Whether a commit outlives a power failure, as far as SQLite knows: its journal's mode and how much it synchronises.
    pub(super) fn safety(&self) -> Result<(String, i64), Error> {
        let asked = "SELECT (SELECT journal_mode FROM pragma_journal_mode), (SELECT synchronous FROM pragma_synchronous)";
        Ok(self.inner.query_row(asked, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Runs a statement that takes nothing and says nothing.
    pub(in crate::storage) fn run(&self, sql: &str) -> Result<(), Error> {
        self.inner.prepare_cached(sql)?.execute(())?;
        Ok(())
    }

    /// Whether a transaction is open.
    pub(in crate::storage) fn is_in_transaction(&self) -> bool {
        !self.inner.is_autocommit()
    }

    /// Closes it; the last to be closed folds the write-ahead log into the file.
    pub(in crate::storage) fn close(self) {
        if let Err((_, error)) = self.inner.close() {
            tracing::warn!(%error, "the SQLite file was not closed well");
        }
    }

    /// Runs a statement; the number of rows it changed.
    pub(super) fn execute(&self, sql: &str, values: &AnyArguments) -> Result<u64, Error> {
        Ok(self.patiently(|| {
            let mut statement = self.inner.prepare_cached(sql)?;
            let mut rows = asked(&mut statement, values)?;
            while rows.next()?.is_some() {}
            drop(rows);
            Ok(self.inner.changes())
        })?)
    }

    /// Runs a statement; its first rows, no more than `most`.
    pub(super) fn fetch<R>(&self, sql: &str, values: &AnyArguments, most: usize) -> Result<Vec<R>, Error>
    where
        R: for<'r> FromRow<'r, AnyRow>,
    {
        let rows = self.patiently(|| {
            let mut statement = self.inner.prepare_cached(sql)?;
            let mut rows = asked(&mut statement, values)?;
            let (mut read, mut columns) = (Vec::new(), None);
            while read.len() < most
                && let Some(row) = rows.next()?
            {
                // Only now: to take the first step may be to prepare it anew, for tables that were changed meanwhile.
                let names = columns.get_or_insert_with(|| names(row.as_ref()));
                read.push(any_row(row, names)?);
            }
            Ok(read)
        })?;
        rows.iter().map(|row| R::from_row(row).map_err(Error::from)).collect()
    }

    /// `work`, on this thread if it is short. If it is long it begins again where it holds nobody up.
    fn patiently<T>(&self, work: impl Fn() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let outcome = work();
        let long = matches!(&outcome, Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted));
        if !long || self.purpose == Use::Write {
            return outcome;
        }
        self.inner.progress_handler(0, None::<fn() -> bool>)?;
        let has_other_threads =
            Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread);
        let outcome = if has_other_threads { tokio::task::block_in_place(work) } else { work() };
        self.inner.progress_handler(SHORT, Some(|| true))?;
        outcome
    }
}

/// Binds each value to the placeholder of its number: to SQLite `$2` is a name, counted by where it stands first.
fn asked<'s>(statement: &'s mut Statement<'_>, values: &AnyArguments) -> rusqlite::Result<Rows<'s>> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = number.and_then(|number| values.values.0.get(number.checked_sub(1)?));
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(index, values.values.0.len()))?;
        statement.raw_bind_parameter(index, ToSqlOutput::Borrowed(bound(value)))?;
    }
    // Counted for as long as it is prepared; what a reader may take is meant for each time.
    statement.reset_status(StatementStatus::VmStep);
    Ok(statement.raw_query())
}

fn bound(value: &AnyValueKind) -> ValueRef<'_> {
    match value {
        AnyValueKind::Bool(value) => ValueRef::Integer(i64::from(*value)),
        AnyValueKind::SmallInt(value) => ValueRef::Integer(i64::from(*value)),
        AnyValueKind::Integer(value) => ValueRef::Integer(i64::from(*value)),
        AnyValueKind::BigInt(value) => ValueRef::Integer(*value),
        AnyValueKind::Real(value) => ValueRef::Real(f64::from(*value)),
        AnyValueKind::Double(value) => ValueRef::Real(*value),
        AnyValueKind::Text(value) => ValueRef::Text(value.as_bytes()),
        AnyValueKind::TextSlice(value) => ValueRef::Text(value.as_bytes()),
        AnyValueKind::Blob(value) => ValueRef::Blob(value),
        // Null, and what a later sqlx may add, which no statement of ours binds.
        _ => ValueRef::Null,
    }
}

type Names = Arc<HashMap<UStr, usize>>;

/// Where each column stands.
fn names(statement: &Statement<'_>) -> Names {
    let names = statement.column_names();
    Arc::new(names.into_iter().enumerate().map(|(at, name)| (UStr::new(name), at)).collect())
}

/// A row knows how many columns it has by these; nobody asks it for more.
const COLUMN: AnyColumn =
    AnyColumn { ordinal: 0, name: UStr::Static(""), type_info: AnyTypeInfo { kind: AnyTypeInfoKind::Null } };

fn any_row(row: &Row<'_>, names: &Names) -> rusqlite::Result<AnyRow> {
    let mut values = Vec::with_capacity(names.len());
    for at in 0..row.as_ref().column_count() {
        let kind = match row.get_ref(at)? {
            ValueRef::Null => AnyValueKind::Null(AnyTypeInfoKind::Null),
            ValueRef::Integer(value) => AnyValueKind::BigInt(value),
            ValueRef::Real(value) => AnyValueKind::Double(value),
            ValueRef::Text(_) => AnyValueKind::Text(Arc::new(row.get(at)?)),
            ValueRef::Blob(value) => AnyValueKind::Blob(Arc::new(value.to_vec())),
        };
        values.push(AnyValue { kind });
    }
    Ok(AnyRow { column_names: Arc::clone(names), columns: vec![COLUMN; values.len()], values })
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error().map(|inner| inner.extended_code) {
            Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Duplicate
            }
            Some(code) if passes(code) => Self::Unavailable(error.to_string()),
            _ => Self::Faulty(error.to_string()),
        }
    }
}

/// Whether the same statement may succeed later. The low byte of an extended code is the plain one.
fn passes(code: i32) -> bool {
    use rusqlite::ffi::{SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_LOCKED};
    [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN].contains(&(code & 0xff))
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use sqlx::Arguments as _;

    use super::*;
    use crate::storage::testing::Scratch;

    fn opened() -> (Sqlite, Sqlite, Scratch) {
        let scratch = Scratch::new();
        let path = scratch.path().join("doorward.db");
        assert!(
            matches!(Sqlite::open(&path, Use::Read), Err(Error::Unavailable(_))),
            "reading makes no file"
        );
        let writer = Sqlite::open(&path, Use::Write).unwrap();
        writer.run("CREATE TABLE number (name TEXT PRIMARY KEY, value INTEGER) STRICT").unwrap();
        (writer, Sqlite::open(&path, Use::Read).unwrap(), scratch)
    }

    #[derive(FromRow)]
    struct Numbered {
        value: i64,
    }

    fn values(texts: &[&str]) -> AnyArguments {
        let mut values = AnyArguments::default();
        for text in texts {
            values.add(*text).unwrap();
        }
        values
    }

    #[test]
    fn a_placeholder_stands_for_the_value_of_its_number() {
        let (_, reader, _scratch) = opened();
        let joined = |texts: &[&str]| reader.fetch::<(String,)>("SELECT $2 || $1 || $2", &values(texts), 1);
        assert_eq!(joined(&["a", "b"]).unwrap(), [("bab".to_owned(),)]);
        assert!(matches!(joined(&["a"]), Err(Error::Faulty(_))), "and is never left empty");
    }

    #[test]
    fn columns_are_where_they_stand_now() {
        let (writer, reader, _scratch) = opened();
        writer.execute("INSERT INTO number (name, value) VALUES ('one', 1)", &values(&[])).unwrap();
        let value = || -> i64 {
            let rows: Vec<Numbered> = reader.fetch("SELECT * FROM number", &values(&[]), 1).unwrap();
            rows[0].value
        };
        assert_eq!((value(), value()), (1, 1));
        for changed in [
            "CREATE TABLE other (value INTEGER, size INTEGER, name TEXT) STRICT",
            "INSERT INTO other SELECT value, 7, name FROM number",
            "DROP TABLE number",
            "ALTER TABLE other RENAME TO number",
        ] {
            writer.run(changed).unwrap();
        }
        assert_eq!((value(), value()), (1, 1), "in another order");
        writer.run("ALTER TABLE number DROP COLUMN name").unwrap();
        assert_eq!(value(), 1, "with one less");
    }

    #[test]
    fn what_goes_wrong_has_its_kind() {
        let (writer, reader, _scratch) = opened();
        let insert = "INSERT INTO number (name, value) VALUES ($1, 1)";
        assert_eq!(writer.execute(insert, &values(&["one"])).unwrap(), 1);
        assert!(matches!(writer.execute(insert, &values(&["one"])), Err(Error::Duplicate)));
        assert!(matches!(
            writer.execute("INSERT INTO nothing VALUES (1)", &values(&[])),
            Err(Error::Faulty(_))
        ));
        assert!(matches!(reader.execute(insert, &values(&["two"])), Err(Error::Faulty(_))), "it only reads");
        writer.run("BEGIN IMMEDIATE").unwrap();
        assert!(writer.is_in_transaction());
        let other = Sqlite::open(&_scratch.path().join("doorward.db"), Use::Write).unwrap();
        other.inner.busy_timeout(Duration::ZERO).unwrap();
        assert!(matches!(other.run("BEGIN IMMEDIATE"), Err(Error::Unavailable(_))), "it may succeed later");
    }

    /// Far more steps than [`SHORT`].
    const LONG: &str = "WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 1000000) SELECT COUNT(*) FROM up";

    #[test]
    fn a_long_question_is_answered_whole() {
        let (_, reader, _scratch) = opened();
        for _ in 0..2 {
            assert_eq!(reader.fetch::<(i64,)>(LONG, &values(&[]), 1).unwrap(), [(1_000_000,)]);
        }
    }

    #[test]
    fn a_short_question_is_never_broken_off() {
        let (_, reader, _scratch) = opened();
        let mut statement = reader.inner.prepare_cached("SELECT $1").unwrap();
        for _ in 0..SHORT {
            let mut rows = asked(&mut statement, &values(&["a"])).unwrap();
            assert!(rows.next().unwrap().is_some());
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn a_long_question_holds_nobody_up() {
        let (_, reader, _scratch) = opened();
        let passed = Arc::new(AtomicBool::new(false));
        let (asking, passing) = (Arc::clone(&passed), Arc::clone(&passed));
        let asked = tokio::spawn(async move {
            tokio::spawn(async move { passing.store(true, Ordering::SeqCst) });
            let rows = reader.fetch::<(i64,)>(LONG, &values(&[]), 1).unwrap();
            (rows, asking.load(Ordering::SeqCst))
        });
        assert_eq!(asked.await.unwrap(), (vec![(1_000_000,)], true));
    }
}
