//! Between the wish to have an account erased and its day: whoever signs in is asked whether it is to stay.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use crate::{
    authentication::journey::{End, Step},
    web::{
        answer,
        error::Problem,
        extract::{Fields, Path},
        flow,
        guest::Guest,
        login, oauth,
        page::{Leaving, Stay},
        site::Site,
    },
};

/// `GET /account/leaving`.
pub async fn left(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    guest.page(&site, &Leaving { days: site.config.deletion.grace.as_secs() / 86_400 })
}

/// `GET /login/{journey}/stay`.
pub async fn ask(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
) -> Result<Response, Problem> {
    let travel = site.guide.load(&guest.visitor, &journey).await?;
    let (Some(due_at), Step::End(End::Done)) = (travel.leaves_at(), &travel.step) else {
        return flow::onward(&site, &guest, travel).await;
    };
    let view = Stay { flow: login::flow_of(&site, &guest, &travel), due_at };
    let mut page = guest.page_of(&site, &travel, &view)?;
    page.extensions_mut().insert(oauth::form_action(&travel.journey));
    Ok(page)
}

/// `POST /login/{journey}/stay`.
pub async fn answer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(journey): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, &journey, &fields)?;
    let mut travel = site.guide.load(&guest.visitor, &journey).await?;
    // Only who has proved everything says anything about the account.
    if travel.step != Step::End(End::Done) {
        return flow::onward(&site, &guest, travel).await;
    }
    if fields.get("stay").is_none() {
        let travel = site.guide.cancel(&guest.visitor, &journey).await?;
        return flow::onward(&site, &guest, travel).await;
    }
    site.guide.keep(&guest.visitor, &mut travel).await?;
    if travel.leaves_at().is_some() {
        // Its day came meanwhile.
        site.guide.close(&travel).await?;
        return Ok(answer::see_other("/account/leaving"));
    }
    flow::onward(&site, &guest, travel).await
}
