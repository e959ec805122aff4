//! The OpenAPI 3.1 document, made from the handlers and from the table of rules.

use std::sync::{Arc, OnceLock};

use axum::{extract::State, response::Response};
use serde_json::{Value, json};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};

use super::rules::{Asks, RULES};
use crate::{
    administration::role::Permission,
    web::{error, site::Site},
};

/// What the document says of the whole.
pub fn head() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Doorward")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Everything an admin can do. Callers show an access token for this API (its address is the resource), or a \
             session of somebody with a role. Errors are RFC 9457; changes name the version they mean in If-Match.",
        ))
        .build();
    OpenApiBuilder::new().info(info).components(Some(ComponentsBuilder::new().build())).build()
}

/// The document, but for where it is served.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let (_, described) = super::described().split_for_parts();
        let mut document = serde_json::to_value(described).unwrap_or_default();
        complete(&mut document);
        document
    })
}

/// What every operation has in common, and who may call it.
fn complete(document: &mut Value) {
    let scopes: serde_json::Map<String, Value> =
        Permission::ALL.iter().map(|one| (one.scope().to_owned(), one.about().into())).collect();
    let schemes = json!({
        "token": { "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": "/token", "scopes": scopes } } },
        "session": { "type": "apiKey", "in": "cookie", "name": "__Host-doorward-session" },
    });
    put(document, &["components", "securitySchemes"], schemes);
    let problem = json!({
        "type": "object", "description": "What went wrong (RFC 9457).", "required": ["type", "title", "status", "code"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string", "description": "The status in words." },
            "status": { "type": "integer" },
            "code": { "type": "string", "description": "What went wrong, for the program." },
            "detail": { "type": "string", "description": "The same for its developer." },
            "faults": { "type": "array", "items": { "type": "string" }, "description": "Each broken rule." },
            "error_id": { "type": "string", "description": "To be quoted to whoever reads the log." },
        },
    });
    put(document, &["components", "schemas", "Problem"], problem);
    for (method, path, asks) in RULES {
        let item = document.get_mut("paths").and_then(|paths| paths.get_mut(*path));
        let Some(operation) = item.and_then(|item| item.get_mut(method.to_ascii_lowercase())) else {
            continue;
        };
        let refused = json!({
            "description": "Refused or failed",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        });
        put(operation, &["responses", "default"], refused);
        let security = match asks {
            Asks::Nothing => json!([]),
            Asks::Anything => json!([{ "token": [] }, { "session": [] }]),
            Asks::For(permission) => json!([{ "token": [permission.scope()] }, { "session": [] }]),
        };
        put(operation, &["security"], security);
        if let Asks::For(permission) = asks {
            let roles = permission.roles().iter().map(|role| role.name()).collect();
            put(operation, &["x-roles"], roles);
        }
    }
}

/// Writes a member of `document`, in objects that are made where there are none.
fn put(document: &mut Value, path: &[&str], value: Value) {
    let mut place = document;
    for name in path {
        if !place.is_object() {
            *place = json!({});
        }
        let Some(members) = place.as_object_mut() else { return };
        place = members.entry(*name).or_insert(Value::Null);
    }
    *place = value;
}

/// This document.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", operation_id = "document", tag = "About",
    responses((status = 200, description = "The document", content_type = "application/json", body = serde_json::Value)),
)]
pub async fn show(State(site): State<Arc<Site>>) -> Response {
    let mut document = document().clone();
    put(&mut document, &["servers"], json!([{ "url": site.config.issuer }]));
    error::json(axum::http::StatusCode::OK, document)
}
