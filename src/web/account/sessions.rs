//! Signing out other places from the account page.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::CSRF;
use crate::{
    storage,
    web::{answer, error::Problem, extract::Fields, guest::Guest, site::Site},
};

/// `POST /account/sessions/end`.
pub async fn end_session(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return Ok(answer::see_other("/account"));
    };
    let session_id = fields.get("session").unwrap_or_default().to_owned();
    let now = site.clock.now();
    site.database
        .write(move |write| {
            Box::pin(async move {
                // Zero rows is somebody else's session, or one that is over: nothing of it is touched.
                if storage::session::end(write, &account.account_id, &session_id, now).await? {
                    storage::grant::revoke_of_session(write, &session_id, now).await?;
                }
                Ok::<_, storage::Error>(())
            })
        })
        .await?;
    Ok(answer::see_other("/account?notice=session-ended"))
}

/// `POST /account/sessions/end-others`.
pub async fn end_other_sessions(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let Some((session, account)) = site.guide.live_session(&guest.visitor).await? else {
        return Ok(answer::see_other("/account"));
    };
    let now = site.clock.now();
    site.database
        .write(move |write| {
            Box::pin(async move {
                for other in storage::session::of_account(write, &account.account_id, now).await? {
                    if other.session_id != session.session_id {
                        storage::session::end(write, &account.account_id, &other.session_id, now).await?;
                        storage::grant::revoke_of_session(write, &other.session_id, now).await?;
                    }
                }
                Ok::<_, storage::Error>(())
            })
        })
        .await?;
    Ok(answer::see_other("/account?notice=sessions-ended"))
}

/// `POST /account/devices/forget`: a device no longer stands in for a second factor.
pub async fn forget_device(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return Ok(answer::see_other("/account"));
    };
    let device_id = fields.get("device").unwrap_or_default().to_owned();
    site.database
        .write(move |write| {
            Box::pin(async move {
                storage::remembered_device::forget(write, &account.account_id, &device_id).await
            })
        })
        .await?;
    Ok(answer::see_other("/account?notice=device-forgotten"))
}
