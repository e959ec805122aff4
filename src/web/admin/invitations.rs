//! Invitations to make an account: the list, inviting somebody, sending one again and taking one back.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{
    Admin,
    accounts::some,
    frame::{frame, refused},
};
use crate::{
    administration::{Error, invitation::Wanted, role::Permission},
    oauth::parameters::Parameters,
    storage::invitation::{Invitation, NEWEST, Record},
    web::{
        answer,
        api::{cursor, invitation_terms},
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AdminInvitations, Fault, InvitationForm, InvitationLine},
        site::Site,
    },
};

/// Entries of a page.
const PAGE: usize = 25;

/// `GET /admin/invitations`.
pub async fn list(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    page(&site, &guest, &admin, InvitationForm::default(), Ok(None)).await
}

/// The page, with the link of an invitation that was just made, or with what was wrong.
async fn page(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    form: InvitationForm,
    outcome: Result<Option<String>, (Fault, Vec<String>)>,
) -> Result<Response, Problem> {
    let before = match guest.query("from") {
        Some(from) => cursor::open(site, "admin-invitations", "", &from)?,
        None => NEWEST.to_owned(),
    };
    let rows = site.invitations().list(&before, PAGE.saturating_add(1)).await?;
    let now = site.clock.now();
    let line = |record: Record| InvitationLine {
        state: match record.used_at {
            Some(_) => "used",
            None if record.expires_at <= now => "lapsed",
            None => "open",
        },
        id: record.invitation_id,
        email: record.gives.email.unwrap_or_default(),
        sent_at: record.sent_at,
        expires_at: record.expires_at,
        used_at: record.used_at,
        account_id: record.account_id,
    };
    let page = cursor::page(rows, PAGE, line, |last| {
        cursor::seal(site, "admin-invitations", "", &last.invitation_id)
    })?;
    let terms = invitation_terms(site);
    let mut view = AdminInvitations {
        frame: frame(site, guest, admin, "invitations"),
        may_change: admin.caller.may(Permission::AccountsWrite) && terms.open,
        closed: !terms.open,
        invitations: page.items,
        next: page.next,
        form: InvitationForm { language: some(&form.language).unwrap_or(terms.language), ..form },
        link: None,
    };
    match outcome {
        Ok(link) => view.link = link,
        Err((fault, faults)) => (view.frame.error, view.frame.faults) = (Some(fault), faults),
    }
    guest.page_for(site, &admin.account, &view)
}

/// What the form says.
fn read(fields: &Parameters) -> InvitationForm {
    let typed = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    InvitationForm { email: typed("email"), groups: typed("groups"), language: typed("language") }
}

/// `POST /admin/invitations`: invites by mail, or shows the link once.
pub async fn make(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let form = read(&fields);
    let mail = fields.get("act") != Some("link");
    let groups = form.groups.lines().filter(|group| !group.trim().is_empty()).map(str::to_owned).collect();
    let wanted = Wanted {
        gives: Invitation { email: some(&form.email), groups },
        language: some(&form.language).filter(|_| mail),
        mail,
    };
    match admin.caller.invitations(&site).issue(wanted, &invitation_terms(&site)).await {
        Ok(issued) => {
            site.guide.mail_waits();
            match issued.link {
                None => Ok(answer::see_other("/admin/invitations?notice=done")),
                link => page(&site, &guest, &admin, InvitationForm::default(), Ok(link)).await,
            }
        }
        Err(error) => {
            let wrong = refused(error)?;
            page(&site, &guest, &admin, form, Err(wrong)).await
        }
    }
}

/// `POST /admin/invitations/{invitation_id}`: sends it once more, or takes it back.
pub async fn act(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(invitation_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let invitations = admin.caller.invitations(&site);
    let outcome: Result<(), Error> = match fields.get("act") {
        Some("send") => invitations.send(&invitation_id, &invitation_terms(&site)).await.map(drop),
        Some("revoke") => invitations.revoke(&invitation_id).await,
        _ => return Err(answer::missing()),
    };
    match outcome {
        Ok(()) => {
            site.guide.mail_waits();
            Ok(answer::see_other("/admin/invitations?notice=done"))
        }
        Err(error) => {
            let wrong = refused(error)?;
            page(&site, &guest, &admin, InvitationForm::default(), Err(wrong)).await
        }
    }
}
