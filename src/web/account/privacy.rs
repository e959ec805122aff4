//! What is kept of somebody: taking it along, and having it erased. Both need fresh proofs.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{Errand, Place, change, console, event, own, sign_in};
use crate::{
    administration::{self, export, roles::keep_an_owner},
    authentication::journey::Purpose,
    storage::{self, account::Account},
    web::{
        answer,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{Fault, Privacy},
        site::Site,
    },
};

/// Where the last owner is told to make another one first.
pub(super) const LAST_OWNER: &str = "/account/privacy?error=leave-last-owner";

/// `GET /account/privacy`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(&site, &guest, Place::Privacy).await;
    };
    let view = view(&site, &guest, &account).await?;
    guest.page_for(&site, &account, &view)
}

async fn view(site: &Site, guest: &Guest, account: &Account) -> Result<Privacy, Problem> {
    let mut permit = guest.query("export");
    if let Some(secret) = &permit
        && !site.guide.may_export(&account.account_id, secret).await?
    {
        permit = None;
    }
    Ok(Privacy {
        console: console(site, guest, account, Place::Privacy, (&[], &["leave-last-owner"])),
        export: permit,
        days: site.config.deletion.grace.as_secs() / 86_400,
    })
}

/// `POST /account/privacy/export`: leads through the proofs.
pub async fn begin_export(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    own(&site, &guest, &fields).await?;
    change(&site, &guest, Purpose::Change { enrol: None }, &Errand::Export).await
}

/// `GET /account/privacy/export`: everything, as a file.
pub async fn export(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return Ok(answer::see_other(Place::Privacy.path()));
    };
    let secret = guest.query("token").unwrap_or_default();
    if !site.guide.may_export(&account.account_id, &secret).await? {
        return Err(answer::page(StatusCode::GONE, "link_spent", "error-link"));
    }
    let everything = export::of_account(&site.database, &account, site.clock.now()).await?;
    let text = serde_json::to_string_pretty(&everything).map_err(Problem::internal)?;
    let event = event(&site, &guest, &account, "account.exported", json!({}));
    site.database
        .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
        .await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"account.json\"")),
    ];
    Ok((headers, text).into_response())
}

/// `POST /account/privacy/delete`: leads through the proofs, behind which the day is set.
pub async fn delete(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other(Place::Privacy.path()));
    };
    if fields.get("sure").is_none() {
        let mut view = view(&site, &guest, &account).await?;
        view.console.error = Some(Fault::new("error-leave-unsure").about("sure"));
        let page = guest.page_for(&site, &account, &view)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if !may_leave(&site, account.account_id).await? {
        return Ok(answer::see_other(LAST_OWNER));
    }
    change(&site, &guest, Purpose::Change { enrol: None }, &Errand::Delete).await
}

/// Before anybody proves anything for nothing; what counts is asked again in the write that sets the day.
async fn may_leave(site: &Site, account_id: String) -> Result<bool, Problem> {
    let kept = site
        .database
        .write(move |write| Box::pin(async move { keep_an_owner(write, &account_id).await }))
        .await;
    match kept {
        Ok(()) => Ok(true),
        Err(administration::Error::LastOwner) => Ok(false),
        Err(administration::Error::Storage(error)) => Err(error.into()),
        Err(error) => Err(Problem::internal(error)),
    }
}
