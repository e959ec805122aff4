//! Webhooks: services that are told what happens, and how they fare.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Caller, ROOT,
    cursor::{self, Page, Paging},
    failure::admin,
    precondition::{IfMatch, tagged},
    read::{Json, List, unreadable},
};
use crate::{
    administration::webhook::Draft,
    storage::{list_from_json, webhook::Webhook as Record, webhook_delivery::Delivery as Row},
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// Longest time that an old secret may go on signing.
const LONGEST_OVERLAP: u64 = 30 * 24 * 3600;

/// A service that is told what happens.
#[derive(Debug, Serialize, ToSchema)]
pub struct Webhook {
    /// Its identifier.
    webhook_id: String,
    /// Where it listens.
    url: String,
    /// What it is called here.
    description: String,
    /// What it hears of: kinds of events, or families such as `account.*`.
    events: Vec<String>,
    /// `active` or `disabled`.
    state: String,
    /// Until when the secret before the present one signs, too (RFC 3339).
    old_secret_until: Option<String>,
    /// When it was made (RFC 3339).
    created_at: String,
}

impl From<Record> for Webhook {
    fn from(row: Record) -> Self {
        Self {
            events: list_from_json(&row.kinds),
            webhook_id: row.webhook_id,
            url: row.url,
            description: row.description,
            state: row.state,
            old_secret_until: row.old_until.map(crate::clock::Timestamp::to_rfc3339),
            created_at: row.created_at.to_rfc3339(),
        }
    }
}

/// A webhook with its secret, which is shown in this answer only.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeWebhook {
    /// The webhook.
    #[serde(flatten)]
    webhook: Webhook,
    /// What signatures are checked with (Standard Webhooks).
    secret: String,
}

/// A new secret, shown in this answer only.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookSecret {
    /// What signatures are checked with (Standard Webhooks).
    secret: String,
}

/// Where a service listens, and what it hears of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookDraft {
    /// An https address.
    url: String,
    /// What it is called here.
    #[serde(default)]
    description: String,
    /// Kinds of events, or families such as `account.*`; everything if empty.
    #[serde(default)]
    events: Vec<String>,
}

impl From<WebhookDraft> for Draft {
    fn from(draft: WebhookDraft) -> Self {
        Self { url: draft.url, description: draft.description, kinds: draft.events }
    }
}

/// All webhooks.
#[utoipa::path(
    get, path = "/api/v1/webhooks", operation_id = "list_webhooks", tag = "Webhooks",
    responses((status = 200, description = "All of them", body = Vec<Webhook>)),
)]
pub async fn list(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let rows = site.webhooks().list().await.map_err(admin)?;
    Ok(error::json(StatusCode::OK, rows.into_iter().map(Webhook::from).collect::<Vec<_>>()))
}

/// Tells a service from now on.
#[utoipa::path(
    post, path = "/api/v1/webhooks", operation_id = "create_webhook", tag = "Webhooks", request_body = WebhookDraft,
    responses((status = 201, description = "Made", body = MadeWebhook)),
)]
pub async fn create(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Json(draft): Json<WebhookDraft>,
) -> Result<Response, Problem> {
    let (row, secret) = caller.webhooks(&site).create(draft.into()).await.map_err(admin)?;
    let (id, version) = (row.webhook_id.clone(), row.version);
    let mut response = error::json(StatusCode::CREATED, MadeWebhook { webhook: row.into(), secret });
    if let Ok(place) = HeaderValue::try_from(format!("{ROOT}/webhooks/{id}")) {
        response.headers_mut().insert(LOCATION, place);
    }
    Ok(tagged(response, version))
}

/// Shows a webhook.
#[utoipa::path(
    get, path = "/api/v1/webhooks/{webhook_id}", operation_id = "show_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The webhook", body = Webhook)),
)]
pub async fn show(
    State(site): State<Arc<Site>>,
    Path(webhook_id): Path<String>,
) -> Result<Response, Problem> {
    shown(&site, &webhook_id).await
}

async fn shown(site: &Site, webhook_id: &str) -> Result<Response, Problem> {
    let row = site.webhooks().find(webhook_id).await.map_err(admin)?;
    let version = row.version;
    Ok(tagged(error::json(StatusCode::OK, Webhook::from(row)), version))
}

/// Replaces where it listens and what it hears of.
#[utoipa::path(
    put, path = "/api/v1/webhooks/{webhook_id}", operation_id = "change_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    request_body = WebhookDraft,
    responses((status = 200, description = "The webhook as it is now", body = Webhook)),
)]
pub async fn change(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
    version: IfMatch,
    Json(draft): Json<WebhookDraft>,
) -> Result<Response, Problem> {
    let before = site.webhooks().find(&webhook_id).await.map_err(admin)?;
    version.holds(before.version)?;
    caller.webhooks(&site).change(&before, draft.into()).await.map_err(admin)?;
    shown(&site, &webhook_id).await
}

/// Removes a webhook, and what is on its way to it.
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{webhook_id}", operation_id = "remove_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    responses((status = 204, description = "Removed")),
)]
pub async fn remove(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
    version: IfMatch,
) -> Result<Response, Problem> {
    let before = site.webhooks().find(&webhook_id).await.map_err(admin)?;
    version.holds(before.version)?;
    caller.webhooks(&site).delete(&webhook_id, version.only(before.version)).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Sends to it again. What happened while nothing was sent is not kept for it.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{webhook_id}/enable", operation_id = "enable_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The webhook as it is now", body = Webhook)),
)]
pub async fn enable(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
) -> Result<Response, Problem> {
    caller.webhooks(&site).set_active(&webhook_id, true).await.map_err(admin)?;
    shown(&site, &webhook_id).await
}

/// Sends nothing to it.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{webhook_id}/disable", operation_id = "disable_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The webhook as it is now", body = Webhook)),
)]
pub async fn disable(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
) -> Result<Response, Problem> {
    caller.webhooks(&site).set_active(&webhook_id, false).await.map_err(admin)?;
    shown(&site, &webhook_id).await
}

/// Sends it an event of the type `webhook.test`, whatever it hears of, by the way that all others go. Nothing is sent to one
/// that is switched off.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{webhook_id}/test", operation_id = "test_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which")),
    responses((status = 202, description = "It is on its way")),
)]
pub async fn test(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
) -> Result<Response, Problem> {
    caller.webhooks(&site).test(&webhook_id).await.map_err(admin)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// For how long the old secret goes on signing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// Seconds, at most 30 days.
    #[serde(default = "a_day")]
    keep_old: u64,
}

fn a_day() -> u64 {
    24 * 3600
}

/// Gives it a new secret; messages carry both signatures for a while.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{webhook_id}/secrets", operation_id = "rotate_webhook_secret", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which")), request_body = Overlap,
    responses((status = 201, description = "The new secret", body = WebhookSecret)),
)]
pub async fn rotate(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
    Json(overlap): Json<Overlap>,
) -> Result<Response, Problem> {
    let keep = Duration::from_secs(overlap.keep_old.min(LONGEST_OVERLAP));
    let secret = caller.webhooks(&site).rotate_secret(&webhook_id, keep).await.map_err(admin)?;
    Ok(error::json(StatusCode::CREATED, WebhookSecret { secret }))
}

/// An event on its way, or what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDelivery {
    /// Its identifier, for replaying it.
    delivery_id: String,
    /// What the receiver sees as `webhook-id`.
    message_id: String,
    /// What it tells.
    event: String,
    /// Whose account.
    account_id: Option<String>,
    /// `waiting`, `delivered` or `dead`.
    state: String,
    /// When it happened (RFC 3339).
    happened_at: String,
    /// How often it was tried.
    attempts: i64,
    /// When it is tried next, while it waits (RFC 3339).
    next_attempt_at: Option<String>,
    /// The status that the receiver answered last.
    last_status: Option<i64>,
    /// Why the last try failed.
    last_error: Option<String>,
}

impl From<Row> for WebhookDelivery {
    fn from(row: Row) -> Self {
        let next = row.next_attempt_at.to_rfc3339();
        Self {
            next_attempt_at: (row.state == "waiting").then_some(next),
            delivery_id: row.delivery_id,
            message_id: format!("msg_{}", row.event_id),
            event: row.kind,
            account_id: row.account_id,
            state: row.state,
            happened_at: row.happened_at.to_rfc3339(),
            attempts: row.attempts,
            last_status: row.last_status,
            last_error: row.last_error,
        }
    }
}

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `waiting`, `delivered` or `dead` (the default).
    state: Option<String>,
}

/// The deliveries of a webhook in one state, the newest first.
#[utoipa::path(
    get, path = "/api/v1/webhooks/{webhook_id}/deliveries", operation_id = "list_webhook_deliveries", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which"), Asked, Paging),
    responses((status = 200, description = "A page of deliveries", body = Page<WebhookDelivery>)),
)]
pub async fn deliveries(
    State(site): State<Arc<Site>>,
    Path(webhook_id): Path<String>,
    List(asked, paging): List<Asked>,
) -> Result<Response, Problem> {
    let state = asked.state.unwrap_or_else(|| "dead".into());
    if !["waiting", "delivered", "dead"].contains(&state.as_str()) {
        return Err(unreadable("state: waiting, delivered or dead".into()));
    }
    let webhooks = site.webhooks();
    webhooks.find(&webhook_id).await.map_err(admin)?;
    let (list, filter) = ("api-webhook-deliveries", format!("{webhook_id} {state}"));
    let before = paging.after(&site, list, &filter)?.unwrap_or(i64::MAX);
    let limit = paging.limit();
    let most = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
    let rows = webhooks.deliveries(&webhook_id, &state, before, most).await.map_err(admin)?;
    let page = cursor::page(rows, limit, WebhookDelivery::from, |last: &Row| {
        cursor::seal(&site, list, &filter, &last.sequence)
    })?;
    Ok(error::json(StatusCode::OK, page))
}

/// What is to be sent once more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// One delivery, whatever came of it; without it everything that was given up.
    #[serde(default)]
    delivery_id: Option<String>,
}

/// How many are on their way again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replayed {
    /// Deliveries.
    deliveries: u64,
}

/// Sends once more what was given up, or one delivery.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{webhook_id}/replay", operation_id = "replay_webhook", tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "Which")), request_body = Replay,
    responses((status = 200, description = "They are on their way", body = Replayed)),
)]
pub async fn replay(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(webhook_id): Path<String>,
    Json(what): Json<Replay>,
) -> Result<Response, Problem> {
    let webhooks = caller.webhooks(&site);
    let deliveries = webhooks.replay(&webhook_id, what.delivery_id.as_deref()).await.map_err(admin)?;
    Ok(error::json(StatusCode::OK, Replayed { deliveries }))
}
