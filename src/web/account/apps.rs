//! Which applications have access, and taking it back.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Place, console, own, sign_in};
use crate::{
    oauth::apps,
    web::{
        answer,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{App, Apps, Client},
        site::Site,
    },
};

/// `GET /account/apps`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(&site, &guest, Place::Apps).await;
    };
    let found = apps::of_account(&site.provider, &account.account_id).await?;
    let line = |app: apps::App| App {
        client: Client::from(&app.heading),
        id: app.client_id,
        scopes: app.scopes.iter().map(str::to_owned).collect(),
        since: app.since,
        used_at: app.used_at,
    };
    let view = Apps {
        console: console(&site, &guest, &account, Place::Apps, (&["app-removed"], &[])),
        apps: found.into_iter().map(line).collect(),
    };
    guest.page_for(&site, &account, &view)
}

/// `POST /account/apps/remove`.
pub async fn remove(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other("/account/apps"));
    };
    let client_id = fields.get("app").unwrap_or_default();
    let removed = apps::revoke(&site.provider, &guest.visitor, &account, client_id).await?;
    Ok(answer::see_other(if removed { "/account/apps?notice=app-removed" } else { "/account/apps" }))
}
