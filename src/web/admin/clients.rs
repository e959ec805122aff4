//! Clients: the list, and the wizard that registers one.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{extract::State, response::Response};

use super::{
    Admin, client,
    frame::{frame, refused},
};
use crate::{
    administration::{client_kind::Kind, role::Permission},
    clock::Timestamp,
    storage::{self, client::Client},
    web::{
        api::{clients_found, cursor},
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{AdminClientNew, AdminClients, ClientLine},
        site::Site,
    },
};

/// Entries of a page.
const PAGE: usize = 25;
/// A client that got no tokens for so long is marked.
const UNUSED_AFTER: Duration = Duration::from_hours(24 * 90);

/// `GET /admin/clients`.
pub async fn list(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let q = guest.query("q").unwrap_or_default();
    let after: String = match guest.query("from") {
        Some(from) => cursor::open(&site, "admin-clients", &q, &from)?,
        None => String::new(),
    };
    let mut reader = site.database.read().await?;
    let used: BTreeMap<_, _> = storage::client_use::all(&mut reader).await?.into_iter().collect();
    let clients = storage::client::list(&mut reader).await?;
    drop(reader);
    let now = site.clock.now();
    let rows: Vec<Client> = clients_found(clients, &q, &after).take(PAGE.saturating_add(1)).collect();
    let page = cursor::page(
        rows,
        PAGE,
        |row| {
            let last = used.get(&row.client_id).copied();
            line(row, last, now)
        },
        |last| cursor::seal(&site, "admin-clients", &q, &last.client_id),
    )?;
    let view = AdminClients {
        frame: frame(&site, &guest, &admin, "clients"),
        q,
        may_change: admin.caller.may(Permission::ClientsWrite),
        clients: page.items,
        next: page.next,
    };
    guest.page_for(&site, &admin.account, &view)
}

fn line(client: Client, last_used_at: Option<Timestamp>, now: Timestamp) -> ClientLine {
    ClientLine {
        unused: now.since(last_used_at.unwrap_or(client.created_at)) >= UNUSED_AFTER,
        public: client.is_public(),
        id: client.client_id,
        name: client.metadata.client_name,
        disabled: client.disabled,
        last_used_at,
    }
}

/// `GET /admin/clients/new`: which kind of application; then what that needs.
pub async fn ask(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let mut view =
        AdminClientNew { frame: frame(&site, &guest, &admin, "clients"), ..AdminClientNew::default() };
    match guest.query("kind").as_deref().and_then(Kind::parse) {
        Some(kind) => choose(&mut view, kind),
        None => view.kinds = Kind::ALL.iter().map(|kind| kind.name()).collect(),
    }
    guest.page_for(&site, &admin.account, &view)
}

fn choose(view: &mut AdminClientNew, kind: Kind) {
    view.chosen = kind.name();
    view.returns = kind.returns();
}

/// `POST /admin/clients/new`: registers it, and shows it with its secret.
pub async fn make(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let kind = fields.get("kind").and_then(Kind::parse).ok_or_else(crate::web::answer::missing)?;
    let name = fields.get("name").unwrap_or_default().trim().to_owned();
    let written = fields.get("redirect_uris").unwrap_or_default();
    let uris = written.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let made = admin.caller.clients(&site).create(kind.draft(&name, uris), "console").await;
    match made {
        Ok(made) => client::page(&site, &guest, &admin, made.client, made.secret, None).await,
        Err(error) => {
            let (fault, faults) = refused(error)?;
            let mut view = AdminClientNew {
                frame: frame(&site, &guest, &admin, "clients"),
                name,
                redirect_uris: written.to_owned(),
                ..AdminClientNew::default()
            };
            choose(&mut view, kind);
            (view.frame.error, view.frame.faults) = (Some(fault), faults);
            guest.page_for(&site, &admin.account, &view)
        }
    }
}
