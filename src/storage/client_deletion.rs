//! `client`: removing one as it was read.

use super::{Connection, Error, Write, brand};

/// Removes a client as [`delete`](super::client::delete) does. `false` when `version` is no longer current.
pub async fn delete_version(db: &mut Write, client_id: &str, version: i64) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM client WHERE client_id = $1 AND version = $2")
        .bind(client_id)
        .bind(version)
        .execute()
        .await?;
    if changed == 1 {
        brand::forget(db, client_id).await?;
    }
    Ok(changed == 1)
}
