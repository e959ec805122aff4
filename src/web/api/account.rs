//! Accounts: finding, making, changing and removing them.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;

use super::{
    Caller, ROOT,
    account_view::{Account, AccountDraft, AccountInFull, merged},
    cursor::{self, Page, Paging},
    failure::admin,
    precondition::{IfMatch, tagged},
    read::{Json, List},
};
use crate::{
    administration::{self, roles},
    storage::{
        self, Reader,
        account::Account as Record,
        account_word::{self, Found},
    },
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// What their address or user name begins with, or the whole name of the person.
    q: Option<String>,
}

/// Finds accounts.
#[utoipa::path(
    get, path = "/api/v1/accounts", operation_id = "list_accounts", tag = "Accounts", params(Asked, Paging),
    responses((status = 200, description = "A page of accounts", body = Page<Account>)),
)]
pub async fn list(
    State(site): State<Arc<Site>>,
    List(asked, paging): List<Asked>,
) -> Result<Response, Problem> {
    let q = asked.q.unwrap_or_default();
    let (limit, filter) = (paging.limit(), q.trim());
    let after = paging.after(&site, "api-accounts", filter)?.unwrap_or_default();
    let rows = found(&site, filter, after, limit.saturating_add(1)).await?;
    let page = cursor::page(
        rows,
        limit,
        |(_, account)| Account::from(account),
        |(word, last)| cursor::seal(&site, "api-accounts", filter, &(word, &last.account_id)),
    )?;
    Ok(error::json(StatusCode::OK, page))
}

/// Accounts that fit, each with the word that it was found by, after that word and account.
pub async fn found(
    site: &Site,
    q: &str,
    (word, account_id): (String, String),
    limit: usize,
) -> Result<Vec<(String, Record)>, Problem> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut reader: Reader = site.database.read().await?;
    if q.is_empty() {
        let accounts = storage::account::list(&mut reader, &account_id, most).await?;
        return Ok(accounts.into_iter().map(|account| (String::new(), account)).collect());
    }
    let after = Found { word, account_id };
    let mut accounts = Vec::new();
    for Found { word, account_id } in account_word::search(&mut reader, q, &after, most).await? {
        if let Some(account) = storage::account::find(&mut reader, &account_id).await? {
            accounts.push((word, account));
        }
    }
    Ok(accounts)
}

/// Makes an account.
#[utoipa::path(
    post, path = "/api/v1/accounts", operation_id = "create_account", tag = "Accounts", request_body = AccountDraft,
    responses((status = 201, description = "Made", body = Account)),
)]
pub async fn create(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Json(draft): Json<AccountDraft>,
) -> Result<Response, Problem> {
    let made = caller.accounts(&site).create(draft.into()).await.map_err(admin)?;
    let version = made.version;
    let place = HeaderValue::try_from(format!("{ROOT}/accounts/{}", made.account_id));
    let mut response = error::json(StatusCode::CREATED, Account::from(made));
    if let Ok(place) = place {
        response.headers_mut().insert(LOCATION, place);
    }
    Ok(tagged(response, version))
}

/// The account with this identifier. Names are for searching.
pub async fn find(site: &Site, account_id: &str) -> Result<Record, Problem> {
    let account = storage::account::find(&mut site.database.read().await?, account_id).await?;
    account.ok_or_else(|| admin(administration::Error::Missing(format!("account {account_id}"))))
}

/// Shows an account with how it signs in and where.
#[utoipa::path(
    get, path = "/api/v1/accounts/{account_id}", operation_id = "show_account", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The account", body = AccountInFull)),
)]
pub async fn show(
    State(site): State<Arc<Site>>,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    let account = find(&site, &account_id).await?;
    let role = roles::of(&site.database, &account_id).await?;
    let (id, now, version) = (account_id.as_str(), site.clock.now(), account.version);
    let mut reader = site.database.read().await?;
    let factors = storage::authenticator::of_account(&mut reader, id).await?;
    let sessions = storage::session::of_account(&mut reader, id, now).await?;
    let reset = storage::account_reset::find(&mut reader, id, now).await?;
    let leaves_at = storage::account_deletion::find(&mut reader, id).await?;
    let shown = AccountInFull {
        role: role.map(|role| role.name().to_owned()),
        factors: factors.iter().map(Into::into).collect(),
        sessions: sessions.into_iter().map(Into::into).collect(),
        frozen: storage::factor_freeze::is_frozen(&mut reader, id).await?,
        reset_opens_at: reset.map(|reset| reset.opens_at.to_rfc3339()),
        leaves_at: leaves_at.map(crate::clock::Timestamp::to_rfc3339),
        account: account.into(),
    };
    Ok(tagged(error::json(StatusCode::OK, shown), version))
}

/// Changes an account: a merge patch (RFC 7396).
#[utoipa::path(
    patch, path = "/api/v1/accounts/{account_id}", operation_id = "change_account", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    request_body = AccountDraft,
    responses((status = 200, description = "The account as it is now", body = Account)),
)]
pub async fn change(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
    version: IfMatch,
    Json(patch): Json<Map<String, Value>>,
) -> Result<Response, Problem> {
    let before = find(&site, &account_id).await?;
    caller.reach(&site, &account_id).await?;
    version.holds(before.version)?;
    let change = merged(&before, &patch).map_err(admin)?;
    let after = caller.accounts(&site).change(&before, change).await.map_err(admin)?;
    site.guide.mail_waits();
    let version = after.version;
    Ok(tagged(error::json(StatusCode::OK, Account::from(after)), version))
}

/// Removes an account with all that is its own. It cannot be taken back.
#[utoipa::path(
    delete, path = "/api/v1/accounts/{account_id}", operation_id = "remove_account", tag = "Accounts",
    params(("account_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    responses((status = 204, description = "Removed")),
)]
pub async fn remove(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(account_id): Path<String>,
    version: IfMatch,
) -> Result<Response, Problem> {
    let before = find(&site, &account_id).await?;
    caller.reach(&site, &account_id).await?;
    version.holds(before.version)?;
    caller.accounts(&site).delete(&account_id, version.only(before.version)).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
