//! `POST /register` and what follows at `/register/{client_id}`: RFC 7591 and RFC 7592.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Map, Value};

use super::machine::{answer, authorization, json};
use crate::{
    administration::registration::Registrar,
    oauth::{OAuthError, REGISTER},
    web::{cors, extract::Path, site::Site, visit::Visit},
};

/// The endpoints. Registration answers scripts of any origin, as public clients in browsers need it.
pub fn routes() -> Router<Arc<Site>> {
    let managed = get(show).put(replace).delete(remove);
    Router::new()
        .route(REGISTER, cors::open(post(register)))
        .route(&format!("{REGISTER}/{{client_id}}"), managed)
}

async fn register(
    State(site): State<Arc<Site>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(async {
        let token = bearer(&headers)?;
        let description = object(&headers, &body)?;
        let made = Box::pin(registrar(&site).register(token, visit.client, description)).await?;
        let mut response = json(made.to_string());
        *response.status_mut() = StatusCode::CREATED;
        Ok(response)
    })
    .await
}

async fn show(State(site): State<Arc<Site>>, Path(client_id): Path<String>, headers: HeaderMap) -> Response {
    answer(async {
        let token = required(&headers)?;
        Ok(json(registrar(&site).show(&client_id, token).await?.to_string()))
    })
    .await
}

async fn replace(
    State(site): State<Arc<Site>>,
    Path(client_id): Path<String>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(async {
        let token = required(&headers)?;
        let description = object(&headers, &body)?;
        let made = Box::pin(registrar(&site).replace(&client_id, token, visit.client, description)).await?;
        Ok(json(made.to_string()))
    })
    .await
}

async fn remove(
    State(site): State<Arc<Site>>,
    Path(client_id): Path<String>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        let token = required(&headers)?;
        Box::pin(registrar(&site).remove(&client_id, token, visit.client)).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

fn registrar(site: &Site) -> Registrar {
    Registrar {
        clients: site.clients(),
        provider: Arc::clone(&site.provider),
        settings: site.config.client_registration.clone(),
    }
}

/// RFC 6750 section 2.1.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, OAuthError> {
    match authorization(headers).map_err(OAuthError::for_resource)? {
        None => Ok(None),
        Some(value) => match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                Ok(Some(token.trim_matches(' ')))
            }
            _ => Err(OAuthError::token_required()),
        },
    }
}

fn required(headers: &HeaderMap) -> Result<&str, OAuthError> {
    bearer(headers)?.ok_or_else(OAuthError::token_required)
}

fn object(headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Value>, OAuthError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(OAuthError::invalid_request("the body must be application/json"));
    }
    serde_json::from_slice(body).map_err(|_| OAuthError::invalid_request("the body must be one JSON object"))
}
