//! The secrets of a client, and what it asked for in vain.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Caller, failure::admin, read::Json};
use crate::{
    administration::client_change::Rotation,
    storage,
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// How a secret is replaced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateSecret {
    /// How many seconds the old secret still works, unless it ends sooner anyway: at most 30 days; a day if absent.
    keep_old: Option<u32>,
    /// How many seconds the new one works; for ever if absent.
    secret_lifetime: Option<u32>,
}

/// A new secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewSecret {
    /// Whose.
    client_id: String,
    /// The secret, shown this once.
    client_secret: String,
}

/// A day, in seconds.
const DAY: u32 = 86_400;

/// Gives a client a new secret beside the newest of those it has.
#[utoipa::path(
    post, path = "/api/v1/clients/{client_id}/secrets", operation_id = "rotate_client_secret", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")), request_body = RotateSecret,
    responses((status = 201, description = "The new secret", body = NewSecret)),
)]
pub async fn rotate(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    Json(asked): Json<RotateSecret>,
) -> Result<Response, Problem> {
    let client = site.clients().find(&client_id).await.map_err(admin)?;
    caller.may_hand_out(&client.metadata.scope)?;
    let after = |seconds: u32| site.clock.now().after(Duration::from_secs(u64::from(seconds)));
    let rotation = Rotation {
        old_until: after(asked.keep_old.unwrap_or(DAY)),
        new_until: asked.secret_lifetime.map(after),
    };
    let client_secret = caller.clients(&site).rotate(&client, rotation).await.map_err(admin)?;
    Ok(error::json(StatusCode::CREATED, NewSecret { client_id, client_secret }))
}

/// Ends every secret of a client but the newest.
#[utoipa::path(
    delete, path = "/api/v1/clients/{client_id}/secrets/old", operation_id = "end_old_client_secrets", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")),
    responses((status = 204, description = "Ended")),
)]
pub async fn end_old(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    let client = site.clients().find(&client_id).await.map_err(admin)?;
    caller.clients(&site).end_old_secrets(&client).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Something that a client asked for in vain.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientProblem {
    /// What: `redirect_uri`, `scope`, or the code of the error.
    kind: String,
    /// With which value, or the description of the error.
    detail: String,
    /// When for the first time (RFC 3339).
    first_at: String,
    /// When for the last.
    last_at: String,
    /// How often.
    times: i64,
}

/// What a client asked for in vain, the newest first.
#[utoipa::path(
    get, path = "/api/v1/clients/{client_id}/problems", operation_id = "list_client_problems", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")),
    responses((status = 200, description = "Its problems", body = Vec<ClientProblem>)),
)]
pub async fn problems(
    State(site): State<Arc<Site>>,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    site.clients().find(&client_id).await.map_err(admin)?;
    let mut reader = site.database.read().await?;
    let rows = storage::client_problem::of_client(&mut reader, &client_id).await?;
    let shown: Vec<_> = rows
        .into_iter()
        .map(|row| ClientProblem {
            kind: row.kind,
            detail: row.detail,
            first_at: row.first_at.to_rfc3339(),
            last_at: row.last_at.to_rfc3339(),
            times: row.times,
        })
        .collect();
    Ok(error::json(StatusCode::OK, shown))
}

/// Forgets them, once they were seen to.
#[utoipa::path(
    delete, path = "/api/v1/clients/{client_id}/problems", operation_id = "clear_client_problems", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")),
    responses((status = 204, description = "Forgotten")),
)]
pub async fn clear_problems(
    State(site): State<Arc<Site>>,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    let client = site.clients().find(&client_id).await.map_err(admin)?;
    site.clients().forget_problems(&client).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
