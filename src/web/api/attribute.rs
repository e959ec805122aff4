//! The attributes that the configuration declares, for whoever reads or writes those of accounts.

use std::{collections::BTreeMap, sync::Arc};

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    config::Attribute as Declared,
    web::{error, site::Site},
};

/// What an account can say beside the standard claims.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attribute {
    /// The name that it has in `attributes` of an account.
    name: String,
    /// What its values are: string, number, boolean, list (of strings) or json.
    r#type: &'static str,
    /// What people read, by language; under an empty name what counts for every language.
    label: BTreeMap<String, String>,
    /// Who may change it: person (admins too), admin (imports too) or import.
    edit: &'static str,
    /// The claim that it becomes.
    claim: String,
    /// The scopes that release it.
    scopes: Vec<String>,
    /// Whether it always stands in the ID token.
    id_token: bool,
}

impl From<&Declared> for Attribute {
    fn from(declared: &Declared) -> Self {
        let label = declared.label.iter().map(|(tag, text)| (tag.to_owned(), text.to_owned()));
        Self {
            name: declared.name.clone(),
            r#type: declared.kind.name(),
            label: label.collect(),
            edit: declared.editor.name(),
            claim: declared.claim.clone(),
            scopes: declared.scopes.clone(),
            id_token: declared.id_token,
        }
    }
}

/// The attributes that the configuration declares.
#[utoipa::path(
    get, path = "/api/v1/attributes", operation_id = "list_attributes", tag = "Accounts",
    responses((status = 200, description = "All of them, in their order", body = Vec<Attribute>)),
)]
pub async fn list(State(site): State<Arc<Site>>) -> Response {
    let declared = site.provider.settings.attributes.iter().map(Attribute::from);
    error::json(StatusCode::OK, declared.collect::<Vec<_>>())
}
