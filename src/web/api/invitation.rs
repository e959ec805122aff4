//! Invitations to make an account: by mail, or as a link to hand over.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Caller, ROOT,
    cursor::{self, Page, Paging},
    failure::admin,
    read::{Json, Query},
};
use crate::{
    administration::invitation::{Terms, Wanted},
    clock::Timestamp,
    storage::invitation::{self, NEWEST, Record},
    web::{
        error::{self, Problem},
        extract::Path,
        site::Site,
    },
};

/// An invitation. Its link is not among it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    /// Its identifier.
    invitation_id: String,
    /// The only address that it is good for; any, if it names none.
    email: Option<String>,
    /// The groups of the account that is made by it.
    groups: Vec<String>,
    /// The language of its mail (BCP 47).
    language: Option<String>,
    /// When it was made (RFC 3339).
    created_at: String,
    /// When its mail was written last; never, if it was handed over.
    sent_at: Option<String>,
    /// When it lapses.
    expires_at: String,
    /// When an account was made by it.
    used_at: Option<String>,
    /// Which.
    account_id: Option<String>,
}

impl From<Record> for Invitation {
    fn from(record: Record) -> Self {
        Self {
            invitation_id: record.invitation_id,
            email: record.gives.email,
            groups: record.gives.groups,
            language: record.language,
            created_at: record.created_at.to_rfc3339(),
            sent_at: record.sent_at.map(Timestamp::to_rfc3339),
            expires_at: record.expires_at.to_rfc3339(),
            used_at: record.used_at.map(Timestamp::to_rfc3339),
            account_id: record.account_id,
        }
    }
}

/// An invitation that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeInvitation {
    /// The invitation.
    #[serde(flatten)]
    invitation: Invitation,
    /// The link, for its person only, in this answer only; absent where a mail holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Whom to invite.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvitationDraft {
    /// The only address that it is good for; needed for a mail.
    email: Option<String>,
    /// The groups of the account that is made by it.
    groups: Vec<String>,
    /// Whether it goes to the address by mail. If not, the answer holds the link.
    mail: bool,
    /// The language of the mail, one that pages are offered in; `locale.default` if absent.
    language: Option<String>,
}

impl From<InvitationDraft> for Wanted {
    fn from(draft: InvitationDraft) -> Self {
        Self {
            gives: invitation::Invitation { email: draft.email, groups: draft.groups },
            language: draft.language,
            mail: draft.mail,
        }
    }
}

/// How people are invited now.
pub fn terms(site: &Site) -> Terms {
    Terms::from_config(&site.in_force().config)
}

/// Invitations, the newest first. Those that lapsed are forgotten after 90 days, those that were used with their accounts.
#[utoipa::path(
    get, path = "/api/v1/invitations", operation_id = "list_invitations", tag = "Accounts", params(Paging),
    responses((status = 200, description = "A page of invitations", body = Page<Invitation>)),
)]
pub async fn list(State(site): State<Arc<Site>>, Query(paging): Query<Paging>) -> Result<Response, Problem> {
    let limit = paging.limit();
    let before = paging.after(&site, "api-invitations", "")?.unwrap_or_else(|| NEWEST.to_owned());
    let rows = site.invitations().list(&before, limit.saturating_add(1)).await?;
    let page = cursor::page(rows, limit, Invitation::from, |last| {
        cursor::seal(&site, "api-invitations", "", &last.invitation_id)
    })?;
    Ok(error::json(StatusCode::OK, page))
}

/// Invites somebody to make an account.
#[utoipa::path(
    post, path = "/api/v1/invitations", operation_id = "create_invitation", tag = "Accounts", request_body = InvitationDraft,
    responses((status = 201, description = "Made, and its mail written", body = MadeInvitation)),
)]
pub async fn create(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Json(draft): Json<InvitationDraft>,
) -> Result<Response, Problem> {
    let issued = caller.invitations(&site).issue(draft.into(), &terms(&site)).await.map_err(admin)?;
    site.guide.mail_waits();
    let place = HeaderValue::try_from(format!("{ROOT}/invitations/{}", issued.record.invitation_id));
    let made = MadeInvitation { invitation: issued.record.into(), link: issued.link };
    let mut response = error::json(StatusCode::CREATED, made);
    if let Ok(place) = place {
        response.headers_mut().insert(LOCATION, place);
    }
    Ok(response)
}

/// Shows an invitation.
#[utoipa::path(
    get, path = "/api/v1/invitations/{invitation_id}", operation_id = "show_invitation", tag = "Accounts",
    params(("invitation_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The invitation", body = Invitation)),
)]
pub async fn show(
    State(site): State<Arc<Site>>,
    Path(invitation_id): Path<String>,
) -> Result<Response, Problem> {
    let found = site.invitations().find(&invitation_id).await.map_err(admin)?;
    Ok(error::json(StatusCode::OK, Invitation::from(found)))
}

/// Sends an invitation once more, with a new link and a new term. The link before opens nothing any more.
#[utoipa::path(
    post, path = "/api/v1/invitations/{invitation_id}/send", operation_id = "send_invitation", tag = "Accounts",
    params(("invitation_id" = String, Path, description = "Which")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation)),
)]
pub async fn send(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(invitation_id): Path<String>,
) -> Result<Response, Problem> {
    let sent = caller.invitations(&site).send(&invitation_id, &terms(&site)).await.map_err(admin)?;
    site.guide.mail_waits();
    Ok(error::json(StatusCode::OK, Invitation::from(sent)))
}

/// Takes back an invitation that was not used.
#[utoipa::path(
    delete, path = "/api/v1/invitations/{invitation_id}", operation_id = "revoke_invitation", tag = "Accounts",
    params(("invitation_id" = String, Path, description = "Which")),
    responses((status = 204, description = "Taken back")),
)]
pub async fn revoke(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(invitation_id): Path<String>,
) -> Result<Response, Problem> {
    caller.invitations(&site).revoke(&invitation_id).await.map_err(admin)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
