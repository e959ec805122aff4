//! Several people signed in in one browser: who they are, whose account is in use, and signing one or all of them out.
//!
//! These forms are about the browser and name whom they mean, so they hold whoever's account is in use when they arrive.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Errand, Place, begin, console, sign_in};
use crate::{
    authentication::journey::{Demand, Purpose},
    oauth::logout,
    web::{
        answer,
        console_token::Console,
        error::Problem,
        extract::Fields,
        guest::Guest,
        oauth,
        page::{Accounts, SignedIn},
        site::Site,
    },
};

/// `GET /account/accounts`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(&site, &guest, Place::Accounts).await;
    };
    let sessions = site.guide.live_sessions(&guest.visitor).await?;
    let most = usize::try_from(site.guide.settings().accounts_per_browser).unwrap_or(1);
    let view = Accounts {
        console: console(&site, &guest, &account, Place::Accounts, (&[], &[])),
        room: sessions.len() < most,
        accounts: sessions.iter().map(SignedIn::from).collect(),
    };
    guest.page_for(&site, &account, &view)
}

/// `POST /account/accounts/switch`: another of them is in use.
pub async fn switch(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    Console::Account.guard(&site, &guest, &fields)?;
    let sessions = site.guide.live_sessions(&guest.visitor).await?;
    let cookie = site.guide.switched(&sessions, fields.get("session").unwrap_or_default());
    let path = if cookie.is_some() { Place::Factors.path() } else { Place::Accounts.path() };
    Ok(guest.keep_session(&site, answer::see_other(path), cookie))
}

/// `POST /account/accounts/add`: somebody else signs in beside them.
pub async fn add(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    Console::Account.guard(&site, &guest, &fields)?;
    let demand = Demand { choose_account: true, ..Demand::default() };
    begin(&site, &guest, Purpose::SignIn, &Errand::Open, demand).await
}

/// `POST /account/accounts/end`: one of them signs out.
pub async fn end(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    Console::Account.guard(&site, &guest, &fields)?;
    let session = fields.get("session").unwrap_or_default();
    let ended = logout::sign_out_one(&site.provider, &guest.visitor, session).await;
    ended.map_err(oauth::failure)?;
    Ok(answer::see_other(Place::Accounts.path()))
}

/// `POST /account/accounts/end-all`: from here, or from the page that says who is still signed in here.
pub async fn end_all(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    Console::Account.guard(&site, &guest, &fields)?;
    logout::sign_out_all(&site.provider, &guest.visitor).await.map_err(oauth::failure)?;
    Ok(guest.drop_sessions(&site, answer::see_other("/logout/done")))
}
