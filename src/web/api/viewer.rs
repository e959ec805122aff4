//! The document for people: a page of our own, made on the server, that loads nothing from elsewhere.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use serde_json::Value;

use super::{
    ROOT,
    document::document,
    rules::{Asks, RULES},
};
use crate::web::{
    error::Problem,
    guest::Guest,
    page::{ApiOperation, ApiViewer},
    site::Site,
};

/// This document, for people.
#[utoipa::path(
    get, path = "/api/v1", operation_id = "viewer", tag = "About",
    responses((status = 200, description = "A page", content_type = "text/html", body = String)),
)]
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let operations = RULES.iter().filter_map(|(method, path, asks)| operation(method, path, *asks)).collect();
    let view = ApiViewer { root: format!("{}{ROOT}", site.config.issuer), operations };
    guest.page(&site, &view)
}

fn operation(method: &str, path: &str, asks: Asks) -> Option<ApiOperation> {
    let said = document().get("paths")?.get(path)?.get(method.to_ascii_lowercase())?;
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let parameters = said.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let (scope, roles) = match asks {
        Asks::For(permission) => (permission.scope(), permission.roles()),
        Asks::Nothing | Asks::Anything => ("", [].as_slice()),
    };
    Some(ApiOperation {
        method: method.to_owned(),
        path: path.to_owned(),
        summary: text("summary"),
        parameters: parameters.filter_map(|one| Some(one.get("name")?.as_str()?.to_owned())).collect(),
        scope: scope.to_owned(),
        roles: roles.iter().map(|role| role.name()).collect(),
    })
}
