//! One client: what it says of itself, its secrets, what it asked for in vain, and how it is used.

use std::{sync::Arc, time::Duration};

use axum::{extract::State, response::Response};
use serde_json::{Map, Value};

use super::{
    Admin,
    frame::{found, frame, refused},
    snippet,
};
use crate::{
    administration::{
        Error,
        client_change::Rotation,
        client_field::{FIELDS, Field, Group, Kind},
        role::Permission,
    },
    oauth::parameters::Parameters,
    storage::{self, client::Client, client::Metadata},
    web::{
        answer,
        api::failure,
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AdminClient, ClientTrouble, Fault, FieldGroup, FieldOption, FieldView},
        site::Site,
    },
};

/// How long a secret that was replaced still works.
const OVERLAP: Duration = Duration::from_hours(24);

/// `GET /admin/clients/{client_id}`.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    let client = find(&site, &client_id).await?;
    page(&site, &guest, &admin, client, None, None).await
}

async fn find(site: &Site, client_id: &str) -> Result<Client, Problem> {
    found(site.clients().find(client_id).await)
}

/// The client that a form is about, if the form is ours and the admin may do all that the client may.
pub(super) async fn meant(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    client_id: &str,
    fields: &Parameters,
) -> Result<Client, Problem> {
    admin.guard(site, guest, fields)?;
    let client = find(site, client_id).await?;
    admin.caller.may_hand_out(&client.metadata.scope)?;
    Ok(client)
}

/// The page of a client; with a secret that was just drawn, or with what was wrong with the form.
pub(super) async fn page(
    site: &Arc<Site>,
    guest: &Guest,
    admin: &Admin,
    client: Client,
    secret: Option<String>,
    wrong: Option<(Fault, Vec<String>)>,
) -> Result<Response, Problem> {
    let mut reader = site.database.read().await?;
    let last_used_at = storage::client_use::find(&mut reader, &client.client_id).await?;
    let problems = storage::client_problem::of_client(&mut reader, &client.client_id).await?;
    drop(reader);
    let Value::Object(metadata) = serde_json::to_value(&client.metadata).map_err(Problem::internal)? else {
        return Err(Problem::internal("a client's metadata is no object"));
    };
    let mut frame = frame(site, guest, admin, "clients");
    if let Some((fault, faults)) = wrong {
        (frame.error, frame.faults) = (Some(fault), faults);
    }
    let hands_out = admin.caller.may_hand_out(&client.metadata.scope).is_ok();
    let view = AdminClient {
        frame,
        version: client.version,
        disabled: client.disabled,
        public: client.is_public(),
        created_at: client.created_at,
        last_used_at,
        may_change: admin.caller.may(Permission::ClientsWrite) && hands_out,
        has_secret: client.metadata.token_endpoint_auth_method.starts_with("client_secret"),
        secret,
        problems: problems
            .into_iter()
            .map(|one| ClientTrouble {
                about: one.kind,
                value: one.detail,
                times: one.times,
                at: one.last_at,
            })
            .collect(),
        snippets: snippet::of(&client, &site.config.issuer),
        groups: Group::ALL.into_iter().map(|group| of_group(group, &metadata)).collect(),
        client_name: client.metadata.client_name,
        id: client.client_id,
    };
    guest.page_for(site, &admin.account, &view)
}

fn of_group(group: Group, metadata: &Map<String, Value>) -> FieldGroup {
    let fields = FIELDS.iter().filter(|field| field.group == group).map(|field| shown(field, metadata));
    FieldGroup { heading: group.name(), fields: fields.collect() }
}

fn shown(field: &Field, metadata: &Map<String, Value>) -> FieldView {
    let value = field.written(metadata);
    let (kind, words) = match field.kind {
        Kind::Text | Kind::Url | Kind::Maybe | Kind::Words | Kind::Seconds => ("line", [].as_slice()),
        Kind::Lines | Kind::Json => ("lines", [].as_slice()),
        Kind::Choice(words) => ("choice", words),
        Kind::Choices(words) => ("choices", words),
        Kind::Switch => ("switch", [].as_slice()),
    };
    let on = |word: &str| value.lines().any(|line| line == word);
    let options = words.iter().map(|word| FieldOption { value: word, on: on(word) }).collect();
    FieldView { field: field.name, kind, options, value }
}

/// What the form says of a client.
fn read(fields: &Parameters) -> Result<Metadata, Error> {
    let mut metadata = Map::new();
    let mut faults = Vec::new();
    for field in FIELDS {
        let given: Vec<&str> = match field.kind {
            Kind::Choices(words) => {
                let ticked = |word: &&&str| fields.get(&format!("{}.{word}", field.name)).is_some();
                words.iter().filter(ticked).copied().collect()
            }
            _ => fields.get(field.name).into_iter().collect(),
        };
        match field.read(&given) {
            Ok(Some(value)) => {
                metadata.insert(field.name.to_owned(), value);
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    serde_json::from_value(metadata.into()).map_err(|error| Error::Invalid(vec![error.to_string()]))
}

fn there(client_id: &str, notice: &str) -> Response {
    let id: String = form_urlencoded::byte_serialize(client_id.as_bytes()).collect();
    answer::see_other(&format!("/admin/clients/{id}?notice={notice}"))
}

/// `POST /admin/clients/{client_id}`: changes what it says of itself.
pub async fn save(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let before = meant(&site, &guest, &admin, &client_id, &fields).await?;
    let saved = save_as(&site, &admin, &before, &fields).await;
    match saved {
        Ok(()) => Ok(there(&client_id, "saved")),
        Err(error) => {
            let wrong = refused(error)?;
            page(&site, &guest, &admin, before, None, Some(wrong)).await
        }
    }
}

async fn save_as(site: &Site, admin: &Admin, before: &Client, fields: &Parameters) -> Result<(), Error> {
    if fields.get("version") != Some(before.version.to_string().as_str()) {
        return Err(Error::Raced);
    }
    let metadata = read(fields)?;
    if admin.caller.may_hand_out(&metadata.scope).is_err() {
        return Err(Error::Invalid(vec!["scope: it holds more than your role allows".into()]));
    }
    Box::pin(admin.caller.clients(site).change(before, metadata)).await?;
    Ok(())
}

/// `POST /admin/clients/{client_id}/secret`: draws another secret, and shows it this once.
pub async fn secret(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let client = meant(&site, &guest, &admin, &client_id, &fields).await?;
    let rotation = Rotation { old_until: site.clock.now().after(OVERLAP), new_until: None };
    let drawn = admin.caller.clients(&site).rotate(&client, rotation).await;
    match drawn {
        Ok(secret) => page(&site, &guest, &admin, client, Some(secret), None).await,
        Err(error) => {
            let wrong = refused(error)?;
            page(&site, &guest, &admin, client, None, Some(wrong)).await
        }
    }
}

/// `POST /admin/clients/{client_id}/act`: switches it off or on, ends its old secrets, forgets its problems.
pub async fn act(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let client = meant(&site, &guest, &admin, &client_id, &fields).await?;
    let clients = admin.caller.clients(&site);
    let done = match fields.get("act") {
        Some("disable") => clients.set_disabled(&client, true).await.map(drop),
        Some("enable") => clients.set_disabled(&client, false).await.map(drop),
        Some("end-secrets") => clients.end_old_secrets(&client).await.map(drop),
        Some("clear") => clients.forget_problems(&client).await,
        _ => return Err(answer::missing()),
    };
    match done {
        Ok(()) => Ok(there(&client_id, "done")),
        Err(error) => {
            let wrong = refused(error)?;
            page(&site, &guest, &admin, client, None, Some(wrong)).await
        }
    }
}

/// `POST /admin/clients/{client_id}/delete`: removes it, if its identifier was typed.
pub async fn delete(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let client = meant(&site, &guest, &admin, &client_id, &fields).await?;
    if fields.get("typed").map(str::trim) != Some(client_id.as_str()) {
        let wrong = (Fault::new("error-admin-typed").about("typed"), Vec::new());
        return page(&site, &guest, &admin, client, None, Some(wrong)).await;
    }
    admin.caller.clients(&site).delete(&client_id, None).await.map_err(failure)?;
    Ok(answer::see_other("/admin/clients?notice=done"))
}
