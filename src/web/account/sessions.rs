//! Where somebody is signed in, and the devices on which less is asked for.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use serde_json::json;

use super::{Place, console, event, own, sign_in};
use crate::{
    authentication::visitor,
    storage::{self, session::SessionRow},
    web::{
        answer,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{Device, Session, Sessions},
        site::Site,
    },
};

/// `GET /account/sessions`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((session, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(&site, &guest, Place::Sessions).await;
    };
    let (id, now) = (&account.account_id, site.clock.now());
    let mut reader = site.database.read().await?;
    let mut sessions = storage::session::of_account(&mut reader, id, now).await?;
    sessions.sort_by_key(|other| other.session_id != session.session_id);
    let devices = storage::remembered_device::of_account(&mut reader, id, now).await?;
    let news: &[&str] = &["device-forgotten", "session-ended", "sessions-ended"];
    let view = Sessions {
        console: console(&site, &guest, &account, Place::Sessions, (news, &[])),
        devices: devices
            .into_iter()
            .map(|row| Device {
                id: row.device_id,
                label: row.label,
                address: row.address,
                expires_at: row.expires_at,
            })
            .collect(),
        sessions: sessions.into_iter().map(|other| line(other, &session)).collect(),
    };
    guest.page_for(&site, &account, &view)
}

fn line(other: SessionRow, own: &SessionRow) -> Session {
    Session {
        current: other.session_id == own.session_id,
        id: other.session_id,
        label: visitor::label(&other.user_agent),
        address: other.address,
        created_at: other.created_at,
        last_seen_at: other.last_seen_at,
    }
}

/// `POST /account/sessions/end`.
pub async fn end_session(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other("/account/sessions"));
    };
    let session_id = fields.get("session").unwrap_or_default().to_owned();
    let event = event(&site, &guest, &account, "session.ended", json!({ "session": session_id }));
    let now = site.clock.now();
    let ended = site
        .database
        .write(move |write| {
            Box::pin(async move {
                let ended = storage::session::end(write, &account.account_id, &session_id, now).await?;
                if ended {
                    storage::audit::insert(write, &event).await?;
                }
                Ok::<_, storage::Error>(ended)
            })
        })
        .await?;
    Ok(answer::see_other(if ended { "/account/sessions?notice=session-ended" } else { "/account/sessions" }))
}

/// `POST /account/sessions/end-others`.
pub async fn end_other_sessions(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((session, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other("/account/sessions"));
    };
    let event = event(&site, &guest, &account, "session.others_ended", json!({}));
    let now = site.clock.now();
    site.database
        .write(move |write| {
            Box::pin(async move {
                // A sign-in that somebody left before its last step would begin a session afterwards.
                storage::journey::end_of_account(write, &account.account_id, "").await?;
                let mut any = false;
                for other in storage::session::of_account(write, &account.account_id, now).await? {
                    if other.session_id != session.session_id {
                        any |=
                            storage::session::end(write, &account.account_id, &other.session_id, now).await?;
                    }
                }
                if any {
                    storage::audit::insert(write, &event).await?;
                }
                Ok::<_, storage::Error>(())
            })
        })
        .await?;
    Ok(answer::see_other("/account/sessions?notice=sessions-ended"))
}

/// `POST /account/devices/forget`: a device no longer stands in for a second factor.
pub async fn forget_device(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other("/account/sessions"));
    };
    let device_id = fields.get("device").unwrap_or_default().to_owned();
    let event = event(&site, &guest, &account, "device.forgotten", json!({}));
    site.database
        .write(move |write| {
            Box::pin(async move {
                if storage::remembered_device::forget(write, &account.account_id, &device_id).await? {
                    storage::audit::insert(write, &event).await?;
                }
                Ok::<_, storage::Error>(())
            })
        })
        .await?;
    Ok(answer::see_other("/account/sessions?notice=device-forgotten"))
}
