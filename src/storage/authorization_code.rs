//! `authorization_code`: RFC 6749 section 4.1.2. A code is redeemed by one statement, once.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// What a code is bound to.
#[derive(Clone, Debug, FromRow)]
pub struct AuthorizationCode {
    /// Digest of the code.
    pub code_hash: Vec<u8>,
    /// What it will be exchanged for.
    pub grant_id: String,
    /// The only client that may redeem it.
    pub client_id: String,
    /// The redirect URI of the request, when it was given there.
    pub redirect_uri: Option<String>,
    /// PKCE's S256 challenge, when one was given.
    pub code_challenge: Option<String>,
    /// To be returned in the ID token.
    pub nonce: Option<String>,
    /// Useless after.
    pub expires_at: Timestamp,
    /// When it was redeemed.
    pub redeemed_at: Option<Timestamp>,
    /// The thumbprint of the key whose holder alone may redeem it (RFC 9449 section 10).
    pub dpop_jkt: Option<String>,
}

/// Stores a code.
pub async fn insert(db: &mut Write, row: &AuthorizationCode) -> Result<(), Error> {
    db.query(
        "INSERT INTO authorization_code (code_hash, grant_id, client_id, redirect_uri, code_challenge, nonce, expires_at, \
         redeemed_at, dpop_jkt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&row.code_hash)
    .bind(&row.grant_id)
    .bind(&row.client_id)
    .bind(&row.redirect_uri)
    .bind(&row.code_challenge)
    .bind(&row.nonce)
    .bind(row.expires_at)
    .bind(row.redeemed_at)
    .bind(&row.dpop_jkt)
    .execute()
    .await?;
    Ok(())
}

/// The code, whatever its state: it is checked (client, redirect URI, verifier) before it is spent.
pub async fn find(db: &mut impl Connection, code_hash: &[u8]) -> Result<Option<AuthorizationCode>, Error> {
    db.query("SELECT * FROM authorization_code WHERE code_hash = $1").bind(code_hash).fetch_optional().await
}

/// Spends the code; `true` once, and only for this client before it lapses.
pub async fn redeem(
    db: &mut Write,
    code_hash: &[u8],
    client_id: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE authorization_code SET redeemed_at = $3 \
             WHERE code_hash = $1 AND client_id = $2 AND redeemed_at IS NULL AND expires_at > $3",
        )
        .bind(code_hash)
        .bind(client_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes codes that lapsed before `before`. Keep them a while: a replay must still find its grant.
pub async fn sweep(db: &mut Write, before: Timestamp, limit: i64) -> Result<u64, Error> {
    db.query(
        "DELETE FROM authorization_code WHERE code_hash IN (SELECT code_hash FROM authorization_code \
         WHERE expires_at <= $1 LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
