//! What this server can do (RFC 7644 section 4). It tells nothing that is not in this program's source or in the provider's metadata,
//! and is told to everybody.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::{Value, json};

use super::{
    ROOT, answer, bulk,
    read::{LARGEST, Parameters},
};
use crate::{
    administration::scim::{
        declared,
        fault::Fault,
        listing::{MOST, Page},
        schema::{self, DECLARED_USER, ResourceType},
    },
    web::{error::Problem, extract::Path, site::Site},
};

fn base(site: &Site) -> String {
    format!("{}{ROOT}", site.config.issuer)
}

/// What is told to everybody is not searched (section 4).
fn unfiltered(asked: &Parameters) -> Result<(), Fault> {
    if asked.filter.is_some() { Err(Fault::forbidden("there is no filter here")) } else { Ok(()) }
}

/// RFC 7643 section 5.
pub async fn config(State(site): State<Arc<Site>>, asked: Parameters) -> Result<Response, Problem> {
    unfiltered(&asked)?;
    let base = base(&site);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": { "supported": true },
        "bulk": { "supported": true, "maxOperations": bulk::MOST, "maxPayloadSize": LARGEST },
        "filter": { "supported": true, "maxResults": MOST },
        "changePassword": { "supported": true },
        "sort": { "supported": true },
        "etag": { "supported": true },
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken", "name": "OAuth access token", "primary": true,
                "description": "An access token of a service account (client_credentials) with the scopes admin.scim.read and admin.scim.write",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
            },
            {
                "type": "httpbasic", "name": "Client secret",
                "description": "The identifier and the secret of a service account, for clients that can ask for no token",
                "specUri": "https://www.rfc-editor.org/info/rfc7617",
            },
        ],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig") },
    });
    Ok(answer::json_of(StatusCode::OK, &body))
}

fn listed(resources: Vec<Value>) -> Response {
    let resources: Vec<_> = resources.into_iter().filter_map(|one| one.as_object().cloned()).collect();
    answer::list(Page { total: resources.len(), start: 1, resources })
}

/// The schema of the attributes that the configuration declares, if it declares any.
fn of_declared(site: &Site) -> Option<Value> {
    declared::described(&site.provider.settings.attributes, &base(site))
}

fn described(resource: ResourceType, site: &Site) -> Value {
    let base = base(site);
    let own = resource.extension().map(|(schema, _)| schema);
    let declared = of_declared(site).filter(|_| resource == ResourceType::User).map(|_| DECLARED_USER);
    let extensions: Vec<Value> = [own, declared]
        .into_iter()
        .flatten()
        .map(|schema| json!({ "schema": schema, "required": false }))
        .collect();
    let name = resource.name();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": name, "name": name, "endpoint": resource.endpoint(), "schema": resource.schema(), "schemaExtensions": extensions,
        "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{name}") },
    })
}

/// RFC 7643 section 6.
pub async fn resource_types(State(site): State<Arc<Site>>, asked: Parameters) -> Result<Response, Problem> {
    unfiltered(&asked)?;
    Ok(listed(ResourceType::ALL.into_iter().map(|resource| described(resource, &site)).collect()))
}

/// One of them.
pub async fn resource_type(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let found = ResourceType::ALL.into_iter().find(|resource| resource.name() == name);
    let resource = found.ok_or_else(|| Fault::missing("resource type of that name"))?;
    Ok(answer::json_of(StatusCode::OK, &described(resource, &site)))
}

const SCHEMAS: [&str; 3] = [schema::CORE_USER, schema::CORE_GROUP, schema::ENTERPRISE_USER];

/// RFC 7643 section 7.
pub async fn schemas(State(site): State<Arc<Site>>, asked: Parameters) -> Result<Response, Problem> {
    unfiltered(&asked)?;
    let base = base(&site);
    let ours = SCHEMAS.into_iter().filter_map(|name| schema::described(name, &base));
    Ok(listed(ours.chain(of_declared(&site)).collect()))
}

/// One of them.
pub async fn schema(State(site): State<Arc<Site>>, Path(name): Path<String>) -> Result<Response, Problem> {
    let known = SCHEMAS.into_iter().find(|schema| schema.eq_ignore_ascii_case(&name));
    let shown = match known {
        Some(name) => schema::described(name, &base(&site)),
        None => of_declared(&site).filter(|_| name.eq_ignore_ascii_case(DECLARED_USER)),
    };
    let shown = shown.ok_or_else(|| Fault::missing("schema of that name"))?;
    Ok(answer::json_of(StatusCode::OK, &shown))
}

/// Who provisions is no resource here (section 3.11).
pub async fn me() -> Result<Response, Problem> {
    Err(Fault::not_done("/Me leads nowhere: a service account is no User").into())
}
