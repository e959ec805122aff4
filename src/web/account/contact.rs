//! The addresses that codes go to: each changes by fresh proofs, a code to the new one, and word to the old one.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use super::{Errand, Place, change, console, own, profile, sign_in};
use crate::{
    administration::account::is_address,
    authentication::{
        factor::sms_code::read_number,
        guide::{Confirmed, Contact},
        journey::Purpose,
    },
    clock::Timestamp,
    storage::{self, account::Account},
    web::{
        answer,
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{self, Fault, ProfileContact},
        site::Site,
    },
};

/// Which address, as paths and errands say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The e-mail address.
    Email,
    /// The phone number.
    Phone,
}

impl From<Kind> for Contact {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Email => Self::Email,
            Kind::Phone => Self::Phone,
        }
    }
}

impl Kind {
    /// The page that asks for the code.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Email => "/account/profile/email",
            Self::Phone => "/account/profile/phone",
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The address that was typed, or what is wrong with it.
    fn read(self, site: &Site, typed: &str) -> Result<String, &'static str> {
        match self {
            Self::Email => {
                let typed = typed.trim();
                let plain = is_address(typed) && typed.is_ascii();
                if plain { Ok(typed.to_owned()) } else { Err("contact-email") }
            }
            Self::Phone => read_phone(site, typed),
        }
    }
}

/// The number that was typed, or what is wrong with it.
pub(in crate::web) fn read_phone(site: &Site, typed: &str) -> Result<String, &'static str> {
    let number = read_number(typed).map_err(|reason| match reason.key {
        "error-phone-empty" => "phone-empty",
        "error-phone-kind" => "phone-kind",
        _ => "phone-format",
    })?;
    if site.config.sms.serves(&number) { Ok(number) } else { Err("phone-country") }
}

/// Both, as the profile shows them.
pub(super) async fn of(
    site: &Site,
    account: &Account,
) -> Result<(ProfileContact, Option<ProfileContact>), Problem> {
    let (id, now) = (&account.account_id, site.clock.now());
    let mut reader = site.database.read().await?;
    let email = storage::contact_change::find(&mut reader, id, "email", now).await?;
    let phone = storage::contact_change::find(&mut reader, id, "phone", now).await?;
    let email = ProfileContact {
        address: account.email.clone(),
        verified: account.email_verified_at.is_some(),
        waiting: email.map(|change| change.address),
        typed: String::new(),
    };
    let phone = ProfileContact {
        address: account.phone.clone(),
        verified: account.phone_verified_at.is_some(),
        waiting: phone.map(|change| change.address),
        typed: String::new(),
    };
    let shown = site.guide.reaches(Contact::Phone) || phone.address.is_some();
    Ok((email, shown.then_some(phone)))
}

/// `POST /account/profile/{email,phone}`: leads through the proofs that a new address needs.
pub async fn begin(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(kind): Path<Kind>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other(Place::Profile.path()));
    };
    if !site.guide.reaches(kind.into()) {
        return Err(answer::missing());
    }
    let typed = fields.get(kind.field()).unwrap_or_default();
    let wrong = |error: &str| Fault::new(format!("error-{error}")).about(kind.field());
    let shown = Some((kind, typed));
    let address = match kind.read(&site, typed) {
        Ok(address) => address,
        Err(error) => return profile::refused(&site, &guest, &account, wrong(error), shown).await,
    };
    let (present, proved) = match kind {
        Kind::Email => (&account.email, account.email_verified_at),
        Kind::Phone => (&account.phone, account.phone_verified_at),
    };
    if proved.is_some() && present.as_ref() == Some(&address) {
        return profile::refused(&site, &guest, &account, wrong("contact-same"), shown).await;
    }
    change(&site, &guest, Purpose::Change { enrol: None }, &Errand::Contact { kind, address }).await
}

/// `GET /account/profile/{email,phone}`: asks for the code.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(kind): Path<Kind>,
) -> Result<Response, Problem> {
    ask(&site, &guest, kind, None).await
}

async fn ask(
    site: &Arc<Site>,
    guest: &Guest,
    kind: Kind,
    error: Option<&'static str>,
) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(site, guest, Place::Profile).await;
    };
    let (id, now) = (&account.account_id, site.clock.now());
    // One that lapsed is there until it is swept, and whoever comes for it is told.
    let mut reader = site.database.read().await?;
    let begun = storage::contact_change::find(&mut reader, id, kind.field(), Timestamp(0)).await?;
    drop(reader);
    let Some(change) = begun else { return Ok(answer::see_other(Place::Profile.path())) };
    if change.expires_at <= now {
        return Ok(answer::see_other(LAPSED));
    }
    let mut view = page::ContactChange {
        console: console(site, guest, &account, Place::Profile, (&["contact-sent"], &[])),
        contact: kind.field(),
        address: change.address,
    };
    view.console.error = error.map(|key| Fault::new(key).about("code"));
    let page = guest.page_for(site, &account, &view)?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page).into_response())
}

/// Where somebody is told that a code came back too late.
const LAPSED: &str = "/account/profile?error=code-expired";

/// `POST /account/profile/{email,phone}/confirm`: takes the code.
pub async fn confirm(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(kind): Path<Kind>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other(Place::Profile.path()));
    };
    let typed = fields.get("code").unwrap_or_default();
    let confirmed =
        site.guide.confirm_contact(&guest.visitor, &account.account_id, kind.into(), typed).await?;
    match confirmed {
        Confirmed::Changed => {
            Ok(answer::see_other(&format!("/account/profile?notice={}-changed", kind.field())))
        }
        Confirmed::Wrong => ask(&site, &guest, kind, Some("error-code-wrong")).await,
        Confirmed::Over => ask(&site, &guest, kind, Some("error-code-spent")).await,
        Confirmed::Taken => ask(&site, &guest, kind, Some("error-contact-taken")).await,
        Confirmed::Frozen => Err(answer::page(StatusCode::FORBIDDEN, "unmet", "error-unmet")),
    }
}

/// Where somebody is told that the number has to stay.
pub(super) const NEEDED: &str = "/account/profile?error=last-factor";

/// `POST /account/profile/phone/remove`: codes may go to the number, so it goes by fresh proofs, like a factor.
pub async fn remove_phone(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other(Place::Profile.path()));
    };
    if account.phone.is_none() {
        return Ok(answer::see_other(Place::Profile.path()));
    }
    let mut reader = site.database.read().await?;
    let rows = storage::authenticator::of_account(&mut reader, &account.account_id).await?;
    // Before anybody proves anything for nothing; what counts is asked again in the write that removes.
    if !site.guide.can_spare_number(&mut reader, &account, &rows).await? {
        return Ok(answer::see_other(NEEDED));
    }
    drop(reader);
    change(&site, &guest, Purpose::Change { enrol: None }, &Errand::RemovePhone).await
}
