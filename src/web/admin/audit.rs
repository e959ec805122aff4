//! What happened, searched by kind, account and client.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Admin, frame::frame};
use crate::{
    storage::{audit::Event, audit_search::Filter},
    web::{
        api::{audit_page, cursor::Page},
        error::Problem,
        guest::Guest,
        page::{AdminAudit, AdminEvent, AuditFilter},
        site::Site,
    },
};

/// Entries of a page.
const PAGE: usize = 50;

/// `GET /admin/audit`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let asked = |name: &str| guest.query(name).unwrap_or_default().trim().to_owned();
    let shown = AuditFilter { event: asked("kind"), account: asked("account"), client: asked("client") };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let filter = Filter {
        kind: some(&shown.event),
        account_id: some(&shown.account),
        client_id: some(&shown.client),
        ..Filter::default()
    };
    let Page { items, next } = audit_page(&site, &filter, guest.query("from").as_deref(), PAGE).await?;
    let view = AdminAudit {
        frame: frame(&site, &guest, &admin, "audit"),
        filter: shown,
        events: items.into_iter().map(line).collect(),
        next,
    };
    guest.page_for(&site, &admin.account, &view)
}

fn line(event: Event) -> AdminEvent {
    AdminEvent {
        event: event.kind,
        at: event.happened_at,
        account: event.account_id.unwrap_or_default(),
        client: event.client_id.unwrap_or_default(),
        address: event.address.unwrap_or_default(),
        detail: event.detail,
    }
}
