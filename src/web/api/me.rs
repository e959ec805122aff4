//! Who the caller is, and what they may do.

use axum::{http::StatusCode, response::Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Caller, Who};
use crate::web::error;

/// Who calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The account of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<String>,
    /// The role of a person: owner, administrator, support or auditor.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The client of a service.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// What the caller may do, as scopes.
    permissions: Vec<String>,
}

/// Who calls, and what they may do.
#[utoipa::path(
    get, path = "/api/v1/me", operation_id = "me", tag = "About",
    responses((status = 200, description = "The caller", body = Me)),
)]
pub async fn show(caller: Caller) -> Response {
    let (account_id, role, client_id) = match caller.who {
        Who::Person { account_id, role } => (Some(account_id), Some(role.name().to_owned()), None),
        Who::Service { client_id } => (None, None, Some(client_id)),
    };
    let permissions = caller.permissions.iter().map(|one| one.scope().to_owned()).collect();
    error::json(StatusCode::OK, Me { account_id, role, client_id, permissions })
}
