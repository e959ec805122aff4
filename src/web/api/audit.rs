//! The audit log: what happened, who did it, when and from where. The log as evidence is given out by [`super::audit_chain`].

use std::{fmt::Write, sync::Arc};

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::{
    Caller,
    cursor::{self, Page, Paging},
    read::{List, unreadable},
};
use crate::{
    clock::Timestamp,
    storage::{
        audit::{Event as Record, Place},
        audit_search::{self, Filter},
    },
    web::{
        error::{self, Problem},
        site::Site,
    },
};

/// Which events.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// What happened, exactly, such as `session.begun`.
    pub kind: Option<String>,
    /// Whose account.
    pub account_id: Option<String>,
    /// Which client.
    pub client_id: Option<String>,
    /// Not before this moment (RFC 3339).
    pub since: Option<String>,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    /// Ordered by time.
    event_id: String,
    /// When (RFC 3339).
    happened_at: String,
    /// What, as `noun.verb`.
    kind: String,
    /// Whose account.
    account_id: Option<String>,
    /// Which client.
    client_id: Option<String>,
    /// From which network address.
    address: Option<String>,
    /// The rest. `actor` is who did it on the admin side.
    #[schema(value_type = Object)]
    detail: Value,
}

impl From<Record> for Event {
    fn from(record: Record) -> Self {
        Self {
            detail: serde_json::from_str(&record.detail).unwrap_or_default(),
            event_id: record.event_id,
            happened_at: record.happened_at.to_rfc3339(),
            kind: record.kind,
            account_id: record.account_id,
            client_id: record.client_id,
            address: record.address,
        }
    }
}

impl Asked {
    /// What is looked for.
    pub fn filter(&self) -> Result<Filter, Problem> {
        let some = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let since = some(&self.since).map(|text| moment(&text)).transpose()?.unwrap_or(Timestamp(0));
        let (kind, account_id) = (some(&self.kind), some(&self.account_id));
        Ok(Filter { kind, account_id, client_id: some(&self.client_id), since })
    }
}

/// The moment that `since` names.
pub fn moment(since: &str) -> Result<Timestamp, Problem> {
    let fault = "since: a moment of RFC 3339, as in 2026-01-31T12:00:00Z";
    Timestamp::from_rfc3339(since).ok_or_else(|| unreadable(fault.into()))
}

/// Before everything that has happened.
fn now_on() -> Place {
    Place { happened_at: Timestamp(i64::MAX), event_id: String::new() }
}

/// A page of what fits, with the place where it ends if there is more.
pub async fn page(
    site: &Site,
    filter: &Filter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<Record>, Problem> {
    let list = "audit";
    let sealed_for = format!("{filter:?}");
    let before = match cursor {
        None => now_on(),
        Some(cursor) => {
            let (at, event_id) = cursor::open(site, list, &sealed_for, cursor)?;
            Place { happened_at: Timestamp(at), event_id }
        }
    };
    let most = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
    let rows = audit_search::page(&mut site.database.read().await?, filter, &before, most).await?;
    let end = |last: &Record| (last.happened_at.milliseconds(), last.event_id.clone());
    cursor::page(rows, limit, |row| row, |last| cursor::seal(site, list, &sealed_for, &end(last)))
}

/// Finds events, the newest first.
#[utoipa::path(
    get, path = "/api/v1/audit", operation_id = "list_events", tag = "Audit", params(Asked, Paging),
    responses((status = 200, description = "A page of events", body = Page<Event>)),
)]
pub async fn list(
    State(site): State<Arc<Site>>,
    List(asked, paging): List<Asked>,
) -> Result<Response, Problem> {
    let (filter, cursor) = (asked.filter()?, paging.cursor.as_deref());
    let Page { items, next } = page(&site, &filter, cursor, paging.limit()).await?;
    let page = Page { items: items.into_iter().map(Event::from).collect(), next };
    Ok(error::json(StatusCode::OK, page))
}

/// Events of one answer of an export.
const EXPORTED: usize = 10_000;

/// Exports events as NDJSON, the newest first: at most 10,000 in one answer, whose header `x-next-cursor` says where the next
/// begins. Nobody can tell from it whether something was altered: `/api/v1/audit/chain` is for that.
#[utoipa::path(
    get, path = "/api/v1/audit/export", operation_id = "export_events", tag = "Audit",
    params(
        Asked,
        ("cursor" = Option<String>, Query, description = "Where the answer begins: `x-next-cursor` of the one before"),
        ("limit" = Option<u32>, Query, description = "Entries of the answer, at most 10,000"),
    ),
    responses((status = 200, description = "A line of JSON for each event", content_type = "application/x-ndjson", body = String)),
)]
pub async fn export(
    State(site): State<Arc<Site>>,
    caller: Caller,
    List(asked, paging): List<Asked>,
) -> Result<Response, Problem> {
    let (filter, most) = (asked.filter()?, |limit: u32| usize::try_from(limit).unwrap_or(EXPORTED));
    let limit = paging.limit.map_or(EXPORTED, most).clamp(1, EXPORTED);
    let Page { items, next } = page(&site, &filter, paging.cursor.as_deref(), limit).await?;
    let detail = json!({
        "entries": items.len(), "kind": filter.kind, "account_id": filter.account_id, "client_id": filter.client_id,
        "since": Some(filter.since).filter(|since| *since > Timestamp(0)).map(Timestamp::to_rfc3339),
    });
    caller.tell(&site, "audit.exported", detail).await?;
    let mut lines = String::new();
    for item in items {
        let line = serde_json::to_string(&Event::from(item)).map_err(Problem::internal)?;
        writeln!(lines, "{line}").map_err(Problem::internal)?;
    }
    let mut response = ([(header::CONTENT_TYPE, "application/x-ndjson")], lines).into_response();
    let headers = response.headers_mut();
    let name = HeaderValue::from_static("attachment; filename=\"audit.ndjson\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    if let Some(next) = next.and_then(|next| HeaderValue::try_from(next).ok()) {
        headers.insert("x-next-cursor", next);
    }
    Ok(response)
}
