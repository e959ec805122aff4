//! "This was not me": the page that the link of a notice opens. Opening it changes nothing, so that a mail scanner cannot;
//! its button does, and needs no sign-in: whoever took the account over might have changed that.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{
    answer,
    error::Problem,
    extract::{Fields, Path, Query},
    guest::Guest,
    page::NotMe,
    site::Site,
};

/// What the form is bound to.
const CSRF: &str = "not-me";

/// `GET /not-me/{account}/{about}`.
pub async fn ask(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((account, about)): Path<(String, String)>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let token = query.get("token").unwrap_or_default().to_owned();
    if !site.guide.knows_link(&account, &about, &token).await? {
        return Err(gone());
    }
    let csrf = site.csrf.token(&guest.visitor.browser, CSRF);
    let response = guest.page(&site, &NotMe { csrf, account, about, token, done: false })?;
    Ok(guest.keep_browser(&site, response))
}

/// `POST /not-me/{account}/{about}`.
pub async fn answer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((account, about)): Path<(String, String)>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let token = fields.get("token").unwrap_or_default();
    if !site.guide.freeze(&guest.visitor, &account, &about, token).await? {
        return Err(gone());
    }
    Ok(answer::see_other("/not-me/done"))
}

/// `GET /not-me/done`.
pub async fn done(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    guest.page(&site, &NotMe { done: true, ..NotMe::default() })
}

fn gone() -> Problem {
    answer::page(StatusCode::GONE, "link_spent", "error-link")
}
