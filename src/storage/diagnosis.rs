//! What can be said of a database from outside: whether it answers, how far its schema is, how it keeps commits. Changes
//! nothing.

use super::{Connection, Database, Error};
use crate::clock::Timestamp;

/// How far the schema is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The one in the database; none before the first migration.
    pub present: Option<i64>,
    /// The one of this program.
    pub known: i64,
}

/// Whether it answers, has a schema, and is written to by somebody.
pub async fn ping(database: &Database) -> Result<(), Error> {
    database.has_writer()?;
    database
        .read()
        .await?
        .query("SELECT COUNT(*) FROM installation WHERE name = 'master_key_check'")
        .fetch_count()
        .await
        .map(drop)
}

/// Which schema it has, and which one this program brings.
pub async fn schema(database: &Database) -> Result<Schema, Error> {
    let mut reader = database.read().await?;
    let there = match database.kind() {
        "sqlite" => "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'",
        _ => {
            "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE tablename = '_sqlx_migrations' \
             AND schemaname = ANY (current_schemas(false))"
        }
    };
    let present = match reader.query(there).fetch_count().await? {
        0 => None,
        _ => {
            Some(reader.query("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").fetch_count().await?)
        }
    };
    Ok(Schema { present, known: database.newest_schema() })
}

/// Its version, and what decides whether a commit survives a power cut.
pub async fn manner(database: &Database) -> Result<String, Error> {
    let sql = match database.kind() {
        "sqlite" => {
            "SELECT 'SQLite ' || sqlite_version() || ', journal_mode ' || (SELECT journal_mode FROM pragma_journal_mode) \
             || ', synchronous ' || (SELECT synchronous FROM pragma_synchronous) \
             || ', foreign_keys ' || (SELECT foreign_keys FROM pragma_foreign_keys)"
        }
        _ => {
            "SELECT 'PostgreSQL ' || current_setting('server_version') || ', synchronous_commit ' \
             || current_setting('synchronous_commit') || ', fsync ' || current_setting('fsync')"
        }
    };
    let row: Option<(String,)> = database.read().await?.query(sql).fetch_optional().await?;
    Ok(row.map(|(text,)| text).unwrap_or_default())
}

/// What the clock of its machine shows; nothing of SQLite, whose machine is ours.
pub async fn clock(database: &Database) -> Result<Option<Timestamp>, Error> {
    if database.kind() == "sqlite" {
        return Ok(None);
    }
    let sql = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    Ok(Some(Timestamp(database.read().await?.query(sql).fetch_count().await?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;

    on_both!(a_fresh_database_has_our_schema_and_keeps_its_commits, |db| async move {
        ping(&db).await.unwrap();
        let found = schema(&db).await.unwrap();
        assert_eq!(found.present, Some(found.known));
        assert!(found.known > 0);
        let manner = manner(&db).await.unwrap();
        assert!(manner.contains("synchronous 2") || manner.contains("synchronous_commit on"), "{manner}");
        let shown = clock(&db).await.unwrap();
        assert_eq!(shown.is_some(), db.kind() == "postgres");
        assert!(shown.is_none_or(|shown| shown > Timestamp::from_seconds(1_735_689_600)));
    });
}
