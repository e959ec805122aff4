//! The page that the link of a reset's notice opens. Opening it changes nothing; its button stops the reset, and needs no
//! sign-in: whoever asked an operator for it might not be the owner.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{
    answer,
    error::Problem,
    extract::{Fields, Path, Query},
    guest::Guest,
    page::StopReset,
    site::Site,
};

/// What the form is bound to.
const CSRF: &str = "stop-reset";

/// `GET /reset/{account}/{reset}`.
pub async fn ask(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((account, reset)): Path<(String, String)>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let token = query.get("token").unwrap_or_default().to_owned();
    if !site.resets().knows_link(&account, &reset, &token).await? {
        return Err(gone());
    }
    let csrf = site.csrf.token(&guest.visitor.browser, CSRF);
    guest.page(&site, &StopReset { csrf, account, reset, token, done: false })
}

/// `POST /reset/{account}/{reset}`.
pub async fn answer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((account, reset)): Path<(String, String)>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let token = fields.get("token").unwrap_or_default();
    if !site.resets().stop(&account, &reset, token).await? {
        return Err(gone());
    }
    Ok(answer::see_other("/reset/stopped"))
}

/// `GET /reset/stopped`.
pub async fn done(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    guest.page(&site, &StopReset { done: true, ..StopReset::default() })
}

fn gone() -> Problem {
    answer::page(StatusCode::GONE, "link_spent", "error-link")
}
