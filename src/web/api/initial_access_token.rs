//! Initial access tokens (RFC 7591 section 3): for developers to register a client, where not everybody may.

use std::{sync::Arc, time::Duration};

use axum::{extract::State, http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Caller, failure::admin, read::Json};
use crate::{
    administration::Error,
    web::{
        error::{self, Problem},
        site::Site,
    },
};

/// Most characters of a note.
const LONGEST_NOTE: usize = 200;
/// Longest time that a token may be good for, in seconds.
const LONGEST_LIFE: u64 = 365 * 24 * 3600;

/// Whom an initial access token is for, and what it is good for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InitialAccessTokenDraft {
    /// Whom it is for, in words of your own.
    #[serde(default)]
    note: String,
    /// How many clients it may register; one if absent.
    #[serde(default = "one")]
    uses: u32,
    /// For how many seconds it is good, at most a year; a week if absent.
    #[serde(default = "a_week")]
    lifetime: u64,
}

fn one() -> u32 {
    1
}

fn a_week() -> u64 {
    7 * 24 * 3600
}

/// An initial access token (RFC 7591 section 3), shown in this answer only.
#[derive(Debug, Serialize, ToSchema)]
pub struct InitialAccessToken {
    /// The token.
    initial_access_token: String,
    /// How many clients it may register.
    uses: u32,
    /// Until when (RFC 3339).
    expires_at: String,
}

/// Makes a token with which somebody may register clients (RFC 7591).
#[utoipa::path(
    post, path = "/api/v1/initial-access-tokens", operation_id = "create_initial_access_token", tag = "Clients",
    request_body = InitialAccessTokenDraft,
    responses((status = 201, description = "Made", body = InitialAccessToken)),
)]
pub async fn create(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Json(draft): Json<InitialAccessTokenDraft>,
) -> Result<Response, Problem> {
    let InitialAccessTokenDraft { note, uses, lifetime } = draft;
    let mut faults = Vec::new();
    if note.chars().count() > LONGEST_NOTE || note.chars().any(char::is_control) {
        faults.push(format!("note: at most {LONGEST_NOTE} characters, and no control characters"));
    }
    if uses == 0 {
        faults.push("uses: at least 1".to_owned());
    }
    if lifetime == 0 || lifetime > LONGEST_LIFE {
        faults.push(format!("lifetime: from 1 to {LONGEST_LIFE} seconds"));
    }
    if !faults.is_empty() {
        return Err(admin(Error::Invalid(faults)));
    }
    let expires_at = site.clock.now().after(Duration::from_secs(lifetime));
    let token = caller.clients(&site).invite(&note, uses, expires_at).await.map_err(admin)?;
    let shown = InitialAccessToken { initial_access_token: token, uses, expires_at: expires_at.to_rfc3339() };
    Ok(error::json(StatusCode::CREATED, shown))
}
