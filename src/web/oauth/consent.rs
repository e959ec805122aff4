//! `GET` and `POST /consent/{journey}`: may the client?

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::authorize::{failure, form_action, go};
use crate::{
    oauth::{authorization, parameters::Parameters},
    web::{
        answer,
        error::Problem,
        extract::{Malformed, Path, RawForm},
        flow,
        guest::Guest,
        login,
        page::{Consent, Scope},
        site::Site,
    },
};

/// `GET /consent/{journey}`.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
) -> Result<Response, Problem> {
    let (travel, question) =
        authorization::ask(&site.provider, &guest.visitor, &journey).await.map_err(failure)?;
    let Some(question) = question else { return flow::onward(&site, &guest, travel).await };
    let scopes = question.scopes.into_iter().map(|line| Scope {
        name: line.name,
        optional: line.optional,
        granted: line.granted,
    });
    let view = Consent {
        flow: login::flow_of(&site, &guest, &travel),
        account: travel.account.as_ref().map(|account| account.account_id.clone()).unwrap_or_default(),
        scopes: scopes.collect(),
    };
    let mut page = guest.page_of(&site, &travel, &view)?;
    page.extensions_mut().insert(form_action(&travel.journey));
    Ok(page)
}

/// `POST /consent/{journey}`. The scopes that can be left out are checkboxes of one name. A page that asked somebody else, in a
/// tab from before, answers nothing: it is shown anew.
pub async fn answer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    form: Result<RawForm, Malformed>,
) -> Result<Response, Problem> {
    let read = form.and_then(|RawForm(bytes)| Ok(Parameters::parse_ticked(&bytes, "scope")?));
    let fields = read.map_err(Malformed::into_page)?;
    guest.guard(&site, &journey, &fields)?;
    let ticked: Vec<String> = fields.all("scope").map(str::to_owned).collect();
    let allowed = fields.get("consent-allow").is_some() && fields.get("consent-deny").is_none();
    let asked = fields.get("account").unwrap_or_default();
    let ticked = allowed.then_some(ticked.as_slice());
    let outcome = authorization::answer(&site.provider, &guest.visitor, &journey, asked, ticked).await;
    match outcome {
        // Twice pressed: the first press decided.
        Err(authorization::Error::Journey(crate::authentication::guide::Error::Raced)) => {
            Ok(answer::see_other(&format!("/consent/{journey}")))
        }
        outcome => go(&site, &guest, outcome).await,
    }
}
