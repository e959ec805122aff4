//! Who administers.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Caller, failure::admin, read::Json};
use crate::{
    administration::{Error, role::Role},
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// Somebody who administers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holder {
    /// Whose account.
    account_id: String,
    /// Their user name.
    username: String,
    /// As what.
    role: String,
    /// Since when (RFC 3339).
    granted_at: String,
}

/// Everybody who administers, the mightiest first.
#[utoipa::path(
    get, path = "/api/v1/roles", operation_id = "list_roles", tag = "Accounts",
    responses((status = 200, description = "All of them", body = Vec<Holder>)),
)]
pub async fn list(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let holders = site.roles().list().await.map_err(admin)?.into_iter().map(|holder| Holder {
        account_id: holder.account_id,
        username: holder.username,
        role: holder.role.name().to_owned(),
        granted_at: holder.granted_at.to_rfc3339(),
    });
    Ok(error::json(StatusCode::OK, holders.collect::<Vec<_>>()))
}

/// The role to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenRole {
    /// `owner`, `administrator`, `support` or `auditor`.
    role: String,
}

/// Gives an account a role in place of the one it has.
#[utoipa::path(
    put, path = "/api/v1/accounts/{account_id}/role", operation_id = "give_role", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")), request_body = GivenRole,
    responses((status = 204, description = "Given")),
)]
pub async fn put(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
    Json(given): Json<GivenRole>,
) -> Result<Response, Problem> {
    let role = Role::parse(&given.role).ok_or_else(|| {
        admin(Error::Invalid(vec!["role: owner, administrator, support or auditor".into()]))
    })?;
    caller.roles(&site).set(&account_id, Some(role)).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes the role of an account away.
#[utoipa::path(
    delete, path = "/api/v1/accounts/{account_id}/role", operation_id = "take_role", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 204, description = "Taken")),
)]
pub async fn remove(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    caller.roles(&site).set(&account_id, None).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
