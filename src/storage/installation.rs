//! `installation`: named values of this installation, such as the one that recognises its master key.

use super::{Connection, Error, Write};

/// The value called `name`.
pub async fn find(db: &mut impl Connection, name: &str) -> Result<Option<String>, Error> {
    let row: Option<(String,)> =
        db.query("SELECT value FROM installation WHERE name = $1").bind(name).fetch_optional().await?;
    Ok(row.map(|(value,)| value))
}

/// Stores `value` unless one stands already; answers the one that counts.
pub async fn settle(db: &mut Write, name: &str, value: &str) -> Result<String, Error> {
    db.query("INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute()
        .await?;
    Ok(find(db, name).await?.unwrap_or_default())
}
