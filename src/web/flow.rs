//! From a step of a journey to the page that shows it, or to whoever the journey was made for.

use std::sync::Arc;

use axum::response::Response;

use super::{account, error::Problem, guest::Guest, oauth, recover, site::Site};
use crate::authentication::{guide::Travel, journey::Step};

/// The address of the page of this step; none when the journey's owner has to act.
pub fn path_of(travel: &Travel) -> Option<String> {
    let journey = &travel.journey_id;
    match &travel.step {
        Step::Identify => Some(format!("/login/{journey}/identifier")),
        Step::Verify { kind, .. } => Some(format!("/login/{journey}/{kind}")),
        Step::Enrol { kind, .. } => Some(format!("/login/{journey}/enrol/{kind}")),
        Step::Offer { .. } => Some(format!("/login/{journey}/offer")),
        Step::Details => Some(format!("/login/{journey}/details")),
        Step::Phone => Some(format!("/login/{journey}/phone")),
        Step::Permission | Step::End(_) => None,
    }
}

/// Goes on with a journey after something happened to it.
pub async fn onward(site: &Arc<Site>, guest: &Guest, travel: Travel) -> Result<Response, Problem> {
    if recover::is_recovery(&travel.journey) {
        recover::resume(site, guest, travel).await
    } else if oauth::device::is_device(&travel.journey) {
        oauth::device::resume(site, guest, travel).await
    } else if account::Errand::of(&travel.journey).is_some() {
        account::resume(site, guest, travel).await
    } else {
        oauth::resume(site, guest, travel).await
    }
}
