//! All accounts, given out: what an import takes again, without anything secret. They are written while they are read, so that
//! their number is of no consequence.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use futures_util::stream;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    Caller,
    failure::admin,
    read::{Query, unreadable},
};
use crate::{
    administration::{Error, transfer::export::Form},
    web::{error::Problem, site::Site, stream::file},
};

/// How accounts are written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `ndjson` (the default) or `csv`.
    format: Option<String>,
}

/// Exports all accounts, in the order of their identifiers, as an import takes them; nothing secret is among it.
#[utoipa::path(
    get, path = "/api/v1/exports/accounts", operation_id = "export_accounts", tag = "Accounts", params(Asked),
    responses((status = 200, description = "A line for each account",
        content((String = "application/x-ndjson"), (String = "text/csv")))),
)]
pub async fn accounts(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let form = match asked.format.as_deref() {
        None | Some("ndjson") => Form::Ndjson,
        Some("csv") => Form::Csv,
        Some(_) => return Err(unreadable("format: ndjson or csv".into())),
    };
    given_out(&site, &caller, form).await
}

/// All accounts as a file. That they were given out is recorded first.
pub async fn given_out(site: &Site, caller: &Caller, form: Form) -> Result<Response, Problem> {
    let (name, kind) = match form {
        Form::Ndjson => ("accounts.ndjson", "application/x-ndjson"),
        Form::Csv => ("accounts.csv", "text/csv; charset=utf-8"),
    };
    let exporting = caller.accounts(site).export(form).await.map_err(admin)?;
    let pieces = stream::try_unfold(exporting, |mut exporting| async move {
        Ok::<_, Error>(exporting.next_piece().await?.map(|piece| (piece, exporting)))
    });
    file(name, kind, pieces)
}
