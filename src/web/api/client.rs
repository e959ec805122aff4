//! Clients: finding, registering, changing and removing them.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

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
    client_view::{Client, ClientDraft, ClientMetadata, RegisteredClient},
    cursor::{self, Page, Paging},
    failure::admin,
    precondition::{IfMatch, tagged},
    read::{Json, List},
};
use crate::{
    administration::{Error, client::Draft},
    storage::{self, client::Client as Record, client::Metadata},
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// Which clients.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// What their identifier begins with, or a part of their name.
    q: Option<String>,
}

/// Finds clients, in order of their identifiers.
#[utoipa::path(
    get, path = "/api/v1/clients", operation_id = "list_clients", tag = "Clients", params(Asked, Paging),
    responses((status = 200, description = "A page of clients", body = Page<Client>)),
)]
pub async fn list(
    State(site): State<Arc<Site>>,
    List(asked, paging): List<Asked>,
) -> Result<Response, Problem> {
    let filter = asked.q.unwrap_or_default();
    let after: String = paging.after(&site, "api-clients", &filter)?.unwrap_or_default();
    let limit = paging.limit();
    let mut reader = site.database.read().await?;
    let used: BTreeMap<_, _> = storage::client_use::all(&mut reader).await?.into_iter().collect();
    let clients = storage::client::list(&mut reader).await?;
    let rows = found(clients, &filter, &after).take(limit.saturating_add(1)).collect();
    let page = cursor::page(
        rows,
        limit,
        |row: Record| {
            let last = used.get(&row.client_id).copied();
            Client::of(row, last)
        },
        |last| cursor::seal(&site, "api-clients", &filter, &last.client_id),
    )?;
    Ok(error::json(StatusCode::OK, page))
}

/// Those of `clients` that fit, after `after`.
pub fn found(clients: Vec<Record>, q: &str, after: &str) -> impl Iterator<Item = Record> {
    let (part, after) = (q.trim().to_lowercase(), after.to_owned());
    clients.into_iter().filter(move |client| {
        let named = client.metadata.client_name.to_lowercase().contains(&part);
        client.client_id > after && (named || client.client_id.to_lowercase().starts_with(&part))
    })
}

/// Registers a client. Its secret is drawn, and shown in this answer only.
#[utoipa::path(
    post, path = "/api/v1/clients", operation_id = "create_client", tag = "Clients", request_body = ClientDraft,
    responses((status = 201, description = "Registered", body = RegisteredClient)),
)]
pub async fn create(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Json(mut body): Json<Map<String, Value>>,
) -> Result<Response, Problem> {
    if body.contains_key("client_secret") {
        return Err(admin(Error::Invalid(vec!["client_secret: it is drawn here".into()])));
    }
    let lifetime = match body.remove("secret_lifetime") {
        None | Some(Value::Null) => None,
        Some(seconds) => Some(seconds.as_u64().filter(|seconds| *seconds > 0).ok_or_else(|| {
            admin(Error::Invalid(vec!["secret_lifetime: a whole number of seconds".into()]))
        })?),
    };
    body.retain(|_, value| !value.is_null());
    let mut draft = Draft::parse(body).map_err(admin)?;
    draft.secret_until = lifetime.map(|seconds| site.clock.now().after(Duration::from_secs(seconds)));
    caller.may_hand_out(&draft.metadata.scope)?;
    let made = caller.clients(&site).create(draft, "api").await.map_err(admin)?;
    let (version, client_id) = (made.client.version, made.client.client_id.clone());
    let shown = RegisteredClient { client: Client::of(made.client, None), client_secret: made.secret };
    let mut response = error::json(StatusCode::CREATED, shown);
    if let Ok(place) = HeaderValue::try_from(format!("{ROOT}/clients/{client_id}")) {
        response.headers_mut().insert(LOCATION, place);
    }
    Ok(tagged(response, version))
}

/// Shows a client.
#[utoipa::path(
    get, path = "/api/v1/clients/{client_id}", operation_id = "show_client", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The client", body = Client)),
)]
pub async fn show(State(site): State<Arc<Site>>, Path(client_id): Path<String>) -> Result<Response, Problem> {
    let record = site.clients().find(&client_id).await.map_err(admin)?;
    shown(&site, record).await
}

async fn shown(site: &Site, record: Record) -> Result<Response, Problem> {
    let version = record.version;
    let used = storage::client_use::find(&mut site.database.read().await?, &record.client_id).await?;
    Ok(tagged(error::json(StatusCode::OK, Client::of(record, used)), version))
}

/// Changes a client: a merge patch (RFC 7396) of its metadata. A field that is null takes its default.
#[utoipa::path(
    patch, path = "/api/v1/clients/{client_id}", operation_id = "change_client", tag = "Clients",
    params(("client_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    request_body = ClientMetadata,
    responses((status = 200, description = "The client as it is now", body = Client)),
)]
pub async fn change(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    version: IfMatch,
    Json(patch): Json<Map<String, Value>>,
) -> Result<Response, Problem> {
    let before = site.clients().find(&client_id).await.map_err(admin)?;
    version.holds(before.version)?;
    caller.may_hand_out(&before.metadata.scope)?;
    let metadata = merged(&before.metadata, patch).map_err(admin)?;
    caller.may_hand_out(&metadata.scope)?;
    let after = caller.clients(&site).change(&before, metadata).await.map_err(admin)?;
    shown(&site, after).await
}

/// RFC 7396, one level deep: no field holds another.
fn merged(before: &Metadata, patch: Map<String, Value>) -> Result<Metadata, Error> {
    let faulty = |error: serde_json::Error| Error::Invalid(vec![error.to_string()]);
    let mut whole = serde_json::to_value(before).map_err(faulty)?;
    if let Some(fields) = whole.as_object_mut() {
        for (name, value) in patch {
            if value.is_null() {
                fields.remove(&name);
            } else {
                fields.insert(name, value);
            }
        }
    }
    serde_json::from_value(whole).map_err(faulty)
}

/// Removes a client; everything granted to it ends.
#[utoipa::path(
    delete, path = "/api/v1/clients/{client_id}", operation_id = "remove_client", tag = "Clients",
    params(("client_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    responses((status = 204, description = "Removed")),
)]
pub async fn remove(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    version: IfMatch,
) -> Result<Response, Problem> {
    let before = site.clients().find(&client_id).await.map_err(admin)?;
    version.holds(before.version)?;
    caller.clients(&site).delete(&client_id, version.only(before.version)).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Lets a client ask again.
#[utoipa::path(
    post, path = "/api/v1/clients/{client_id}/enable", operation_id = "enable_client", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The client as it is now", body = Client)),
)]
pub async fn enable(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    set_disabled(&site, &caller, &client_id, false).await
}

/// Refuses a client everything. What was granted to it stays, and is refused meanwhile.
#[utoipa::path(
    post, path = "/api/v1/clients/{client_id}/disable", operation_id = "disable_client", tag = "Clients",
    params(("client_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The client as it is now", body = Client)),
)]
pub async fn disable(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    set_disabled(&site, &caller, &client_id, true).await
}

async fn set_disabled(
    site: &Arc<Site>,
    caller: &Caller,
    client_id: &str,
    disabled: bool,
) -> Result<Response, Problem> {
    let before = site.clients().find(client_id).await.map_err(admin)?;
    if !disabled {
        caller.may_hand_out(&before.metadata.scope)?;
    }
    let after = caller.clients(site).set_disabled(&before, disabled).await.map_err(admin)?;
    shown(site, after).await
}
