//! `GET` and `POST /consent/{journey}`: may the client?

use std::sync::Arc;

use axum::{body::Bytes, extract::State, response::Response};

use super::authorize::{failure, form_action, go, refused};
use crate::{
    oauth::{authorization, parameters::Parameters},
    web::{
        answer,
        error::Problem,
        extract::Path,
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
    body: Bytes,
) -> Result<Response, Problem> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let (scopes, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == "scope");
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
    let fields = Parameters::parse(rest.as_bytes()).map_err(|error| refused(&error, None))?;
    guest.guard(&site, &journey, &fields)?;
    let ticked: Vec<String> = scopes.into_iter().map(|(_, scope)| scope).collect();
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
