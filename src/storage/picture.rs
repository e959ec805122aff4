//! `picture`: how people look. The identifier is random and stands in the address; who knows it may see the picture.

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// Keeps a picture in place of the one the account had.
pub async fn put(
    db: &mut Write,
    account_id: &str,
    picture_id: &str,
    content: &[u8],
    now: Timestamp,
) -> Result<(), Error> {
    db.query(
        "INSERT INTO picture (picture_id, account_id, content, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id) DO UPDATE SET picture_id = $1, content = $3, created_at = $4",
    )
    .bind(picture_id)
    .bind(account_id)
    .bind(content)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// The picture with this identifier.
pub async fn find(db: &mut impl Connection, picture_id: &str) -> Result<Option<Vec<u8>>, Error> {
    let row: Option<(Vec<u8>,)> = db
        .query(
            "SELECT picture.content FROM picture JOIN account ON account.account_id = picture.account_id \
             WHERE picture_id = $1 AND account.state = 'active'",
        )
        .bind(picture_id)
        .fetch_optional()
        .await?;
    Ok(row.map(|(content,)| content))
}

/// Removes the picture of this account.
pub async fn delete(db: &mut Write, account_id: &str) -> Result<bool, Error> {
    let changed = db.query("DELETE FROM picture WHERE account_id = $1").bind(account_id).execute().await?;
    Ok(changed == 1)
}

/// The picture of this account, and since when it is kept.
pub async fn of_account(
    db: &mut impl Connection,
    account_id: &str,
) -> Result<Option<(Vec<u8>, Timestamp)>, Error> {
    db.query("SELECT content, created_at FROM picture WHERE account_id = $1")
        .bind(account_id)
        .fetch_optional()
        .await
}
