//! Helping people who cannot sign in, or should not. No secret is seen or chosen here.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Caller, account::find, failure::admin};
use crate::{
    administration::{Error, reset::Terms},
    storage::account::State as AccountState,
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// Lets an account sign in again.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account_id}/enable", operation_id = "enable_account", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 204, description = "It may")),
)]
pub async fn enable(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    set_state(&site, &caller, &account_id, AccountState::Active).await
}

/// Lets an account sign in no longer; its sessions and grants end.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account_id}/disable", operation_id = "disable_account", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 204, description = "It may not")),
)]
pub async fn disable(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    set_state(&site, &caller, &account_id, AccountState::Disabled).await
}

async fn set_state(
    site: &Arc<Site>,
    caller: &Caller,
    account_id: &str,
    state: AccountState,
) -> Result<Response, Problem> {
    find(site, account_id).await?;
    caller.reach(site, account_id).await?;
    caller.accounts(site).set_state(account_id, state).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Ends all sessions, grants and remembered devices of an account.
#[utoipa::path(
    delete, path = "/api/v1/accounts/{account_id}/sessions", operation_id = "end_sessions", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 204, description = "Ended")),
)]
pub async fn end_sessions(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    let account = find(&site, &account_id).await?;
    caller.reach(&site, &account_id).await?;
    caller.accounts(&site).end_sessions(&account).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A reset that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reset {
    /// From when on its person can choose a new password by a mailed code, without a second factor (RFC 3339).
    opens_at: String,
    /// Until when.
    closes_at: String,
}

/// How resets go here.
pub fn terms(site: &Site) -> Terms {
    Terms::from_config(&site.config)
}

/// Begins a reset for somebody who lost every second factor. All their addresses are told, with a link that stops it.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account_id}/reset", operation_id = "start_reset", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 201, description = "Begun", body = Reset)),
)]
pub async fn start_reset(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    let account = find(&site, &account_id).await?;
    caller.reach(&site, &account_id).await?;
    let reset = caller.resets(&site).start(&account, &terms(&site)).await.map_err(admin)?;
    site.guide.mail_waits();
    let shown = Reset { opens_at: reset.opens_at.to_rfc3339(), closes_at: reset.closes_at.to_rfc3339() };
    Ok(error::json(StatusCode::CREATED, shown))
}

/// Lets the factors of an account be changed again, after its owner had said that somebody else did.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account_id}/unfreeze", operation_id = "unfreeze_account", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 204, description = "They can")),
)]
pub async fn unfreeze(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    find(&site, &account_id).await?;
    caller.reach(&site, &account_id).await?;
    caller.accounts(&site).unfreeze(&account_id).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What became of a factor.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorReset {
    /// How many authenticators were removed.
    removed: u64,
}

/// Removes every authenticator of a factor that was lost or failed too often (all passkeys, if it is `passkey`), and forgets its
/// failures. The account's owner is told by mail, with a link that says "this was not me".
#[utoipa::path(
    delete, path = "/api/v1/accounts/{account_id}/factors/{factor}", operation_id = "reset_factor", tag = "Accounts",
    params(
        ("account_id" = String, Path, description = "Which"),
        ("factor" = String, Path, description = "The kind of factor, such as totp"),
    ),
    responses((status = 200, description = "Removed", body = FactorReset)),
)]
pub async fn reset_factor(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path((account_id, factor)): Path<(String, String)>,
) -> Result<Response, Problem> {
    find(&site, &account_id).await?;
    caller.reach(&site, &account_id).await?;
    // Without a password there would be nothing left to begin with; a forgotten one is its owner's to replace.
    if factor == "password" || site.guide.registry().get(&factor).is_none() {
        return Err(admin(Error::Missing(format!("factor {factor} that can be removed"))));
    }
    let removed = caller.accounts(&site).reset_factor(&account_id, &factor).await.map_err(admin)?;
    site.guide.mail_waits();
    Ok(error::json(StatusCode::OK, FactorReset { removed }))
}
