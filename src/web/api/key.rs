//! The keys that sign, and those that others encrypt to.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Caller, failure::admin};
use crate::{
    administration::Error,
    clock::Timestamp,
    jose::keyring,
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// A key, without its private half.
#[derive(Debug, Serialize, ToSchema)]
pub struct Key {
    /// Its `kid`.
    kid: String,
    /// The `alg` that it signs with; `RSA-OAEP` or `ECDH-ES` for one that requests are encrypted to.
    algorithm: String,
    /// `next` is published and waits, `active` is in use, `retired` only verifies or decrypts.
    state: String,
    /// Since when it is published (RFC 3339).
    published_at: String,
    /// Since when it is in use.
    activated_at: Option<String>,
    /// When it went out of use, or was asked to.
    retired_at: Option<String>,
    /// Until when it verifies or decrypts; then it goes.
    verifies_until: Option<String>,
}

/// All keys, those in use first.
#[utoipa::path(
    get, path = "/api/v1/keys", operation_id = "list_keys", tag = "Keys",
    responses((status = 200, description = "All keys", body = Vec<Key>)),
)]
pub async fn list(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let keys = keyring::list(&site.database).await.map_err(Problem::internal)?.into_iter().map(|key| Key {
        kid: key.kid,
        algorithm: key.purpose.name().to_owned(),
        state: key.state.name().to_owned(),
        published_at: key.published_at.to_rfc3339(),
        activated_at: key.activated_at.map(Timestamp::to_rfc3339),
        retired_at: key.retired_at.map(Timestamp::to_rfc3339),
        verifies_until: key.verifies_until.map(Timestamp::to_rfc3339),
    });
    Ok(error::json(StatusCode::OK, keys.collect::<Vec<_>>()))
}

/// A key that is in use or will be.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rotation {
    /// As with the key.
    algorithm: String,
    /// Which key.
    kid: String,
    /// From when on it is; in the past if it is already.
    signs_from: String,
}

/// Has new keys take over: at once if they have been published long enough, else as soon as they have.
#[utoipa::path(
    post, path = "/api/v1/keys/rotate", operation_id = "rotate_keys", tag = "Keys",
    responses((status = 200, description = "Which key signs from when on", body = Vec<Rotation>)),
)]
pub async fn rotate(State(site): State<Arc<Site>>, caller: Caller) -> Result<Response, Problem> {
    let rotations = rotated(&site, &caller).await?;
    let shown = rotations.into_iter().map(|rotation| Rotation {
        algorithm: rotation.purpose.name().to_owned(),
        kid: rotation.kid,
        signs_from: rotation.signs_from.to_rfc3339(),
    });
    Ok(error::json(StatusCode::OK, shown.collect::<Vec<_>>()))
}

/// What became of a key that was revoked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revocation {
    /// The key that took its place; absent where it was not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
}

/// Takes a key out at once, in an emergency: its private half is known to somebody else. Every token that it signed is refused
/// here from now on, and by others as soon as they read the key set anew; people sign in again. A key made now signs in its
/// place, before everybody can have read it: for `key.jwks_max_age` some applications will refuse its tokens.
#[utoipa::path(
    post, path = "/api/v1/keys/{kid}/revoke", operation_id = "revoke_key", tag = "Keys",
    params(("kid" = String, Path, description = "Which")),
    responses((status = 200, description = "Revoked", body = Revocation)),
)]
pub async fn revoke(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(kid): Path<String>,
) -> Result<Response, Problem> {
    let revoked = revoked(&site, &caller, &kid).await?;
    let replaced_by = revoked.ok_or_else(|| admin(Error::Missing(format!("key {kid}"))))?;
    Ok(error::json(StatusCode::OK, Revocation { replaced_by }))
}

/// Revokes a key in the caller's name; `None` if there is none, else what took its place.
pub async fn revoked(site: &Site, caller: &Caller, kid: &str) -> Result<Option<Option<String>>, Problem> {
    let told = |replaced_by: Option<String>| {
        caller.event(site, "key.revoked", json!({ "key": kid, "replaced_by": replaced_by }))
    };
    site.keyring.revoke(kid, told).await.map_err(Problem::internal)
}

/// Asks for a rotation in the caller's name.
pub async fn rotated(site: &Site, caller: &Caller) -> Result<Vec<keyring::Rotation>, Problem> {
    let told = |kids: Vec<String>| caller.event(site, "key.rotated", json!({ "keys": kids }));
    site.keyring.rotate_now(told).await.map_err(Problem::internal)
}
