//! Making an account: the ways in, and what only a new account is asked. The steps between are those of every sign-in.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{
    account::{self, Errand},
    answer,
    error::Problem,
    extract::{Fields, Path},
    guest::Guest,
    login,
    site::Site,
};
use crate::{
    administration::profile,
    authentication::{
        journey::{self, Demand, Purpose},
        registration::TERMS,
    },
};

/// Most characters of a field that are shown again beside what was wrong with them.
const SHOWN: usize = 200;

/// `GET /register`: the link of an invitation, or of whoever wants an account and comes from no application. Opening it spends
/// nothing.
pub async fn begin(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let secret = guest.query("invitation");
    let invitation = match &secret {
        Some(secret) => site.guide.invitation(secret).await?,
        None => None,
    };
    if invitation.is_none() && (secret.is_some() || !site.in_force().config.registration.is_on()) {
        return Err(answer::page(StatusCode::FORBIDDEN, "registration_closed", "error-registration"));
    }
    let login_hint = invitation.and_then(|invitation| invitation.email);
    let demand = Demand { login_hint, invitation: secret, ..Demand::default() };
    account::begin(&site, &guest, Purpose::Register, &Errand::Open, demand).await
}

/// `POST /login/{journey}/register`: "Create an account".
pub async fn turn(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let travel = site.guide.register(&guest.visitor, &journey).await;
    login::after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/sign-in`: "I have an account".
pub async fn turn_back(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let travel = site.guide.sign_in_instead(&guest.visitor, &journey).await;
    login::after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/details`. Only what is asked for is read: nobody makes an address proved, or joins a group, by a field of
/// that name.
pub async fn tell(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let settings = site.guide.settings();
    let rules = &settings.registration;
    let asked = |name: &str| rules.claims().any(|claim| claim == name);
    let field = |name: &str| if asked(name) { fields.get(name).unwrap_or_default() } else { "" };
    let told = profile::checked(field, account::profile::today(&site)).map_err(|fault| journey::Problem {
        key: fault.key.to_owned(),
        field: fault.field.to_owned(),
        at: None,
    });
    let typed =
        rules.claims().map(|claim| (claim.to_owned(), field(claim).chars().take(SHOWN).collect())).collect();
    let accepted = fields.get(TERMS).unwrap_or_default();
    let travel = site.guide.answer_details(&guest.visitor, &journey, told, accepted, typed).await;
    login::after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/phone`: sends a code there.
pub async fn number(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let number = account::contact::read_phone(&site, fields.get("phone").unwrap_or_default());
    let number = number.map_err(|key| format!("error-{key}"));
    let number = number.as_deref().map_err(String::as_str);
    let travel = site.guide.take_number(&guest.visitor, &journey, number).await;
    login::after(&site, &guest, &journey, travel).await
}

/// `POST /login/{journey}/phone/confirm`: takes the code back.
pub async fn confirm(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let typed = fields.get("code").unwrap_or_default();
    let travel = site.guide.confirm_number(&guest.visitor, &journey, typed).await;
    login::after(&site, &guest, &journey, travel).await
}
