//! The live camera: frames come in over one connection, hints go back, and at its end the guide is told what was seen.
//!
//! What counts is what this server sees in the pixels and when they came: nothing that a browser says about them is read. An
//! attempt lives in this process, with the connection that brings the frames; nothing of it is stored but its start and its
//! outcome. Where WebSockets are blocked the same frames come as uploads ([`upload`]).

mod attempt;
mod message;
pub mod places;
mod socket;
mod upload;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    extract::{Extension, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::StatusCode,
    response::Response,
};

pub use self::upload::Uploads;
use self::{attempt::Attempt, socket::Camera};
use super::{answer, error::Problem, extract::Path, guest::Guest, listener::Lease, site::Site};
use crate::authentication::{guide::Travel, journey::Step};

/// Most bytes of a frame.
const LARGEST_FRAME: usize = 2 * 1024 * 1024;
/// Seconds until somebody who found every place taken may come back.
const COME_BACK: u32 = 5;

/// `GET /login/{journey}/{kind}/live`: opens the connection. Everything is checked before it stands, except whether a try is
/// left, which is asked with the first write.
pub async fn connect(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
    lease: Option<Extension<Lease>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    guest.guard_socket(&site, &journey)?;
    let upgrade = upgrade.map_err(|error| {
        Problem::new(StatusCode::BAD_REQUEST, "invalid_request", "This address is for WebSockets")
            .with_detail(error)
    })?;
    let travel = site.guide.load(&guest.visitor, &journey).await?;
    if !stands_at(&site, &travel, &kind) {
        return Err(elsewhere());
    }
    let place = site.places.take(&journey).ok_or_else(|| Problem::busy(COME_BACK))?;
    let still = guest.query("still").is_some();
    let attempt = Attempt { site, visitor: guest.visitor, journey, kind, still };
    let lease = lease.map(|Extension(lease)| lease);
    Ok(upgrade
        .max_message_size(LARGEST_FRAME)
        .max_frame_size(LARGEST_FRAME)
        .on_upgrade(move |socket| Camera { attempt, place, lease }.run(socket)))
}

pub use upload::frame;

/// Whether the journey waits for this factor, and the factor for a camera.
fn stands_at(site: &Site, travel: &Travel, kind: &str) -> bool {
    let observes = site.guide.registry().get(kind).is_some_and(|factor| factor.manner().observes);
    observes
        && matches!(&travel.step, Step::Verify { kind: asked, .. } | Step::Enrol { kind: asked, .. } if asked == kind)
}

/// Another step is at hand: the page is old.
fn elsewhere() -> Problem {
    answer::page(StatusCode::CONFLICT, "gone", "error-gone")
        .with_detail("no camera is asked for at this step")
}
