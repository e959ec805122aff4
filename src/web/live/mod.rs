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

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Extension, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::StatusCode,
    response::Response,
};

pub use self::upload::Uploads;
use self::{attempt::Attempt, socket::Camera};
use super::{answer, error::Problem, extract::Path, guest::Guest, listener::Lease, site::Site};
use crate::authentication::{
    guide::{Stage, Travel},
    journey::Step,
    visitor::Visitor,
};

/// Most bytes of a frame.
const LARGEST_FRAME: usize = 2 * 1024 * 1024;
/// How long no frame may come: whoever sends none does not keep a place.
const QUIET: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 5 });
/// Seconds until somebody who found every place taken may come back.
const COME_BACK: u32 = 5;

/// Before which page somebody sits.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seat {
    /// That of a step, in the browser of its journey.
    Own { journey: String, kind: String },
    /// That of a handover, on another device ([`Stage`]).
    Lent { handover: String },
}

impl Seat {
    /// What the page's posts are bound to.
    fn purpose(&self) -> &str {
        match self {
            Self::Own { journey, .. } => journey,
            Self::Lent { handover } => handover,
        }
    }

    /// The page of what comes then, whatever that is.
    fn back(&self) -> String {
        match self {
            Self::Own { journey, .. } => format!("/login/{journey}/identifier"),
            Self::Lent { handover } => format!("/phone/{handover}"),
        }
    }

    /// An attempt from there, if the page is not an old one.
    async fn attempt(self, site: &Arc<Site>, visitor: Visitor, still: bool) -> Result<Attempt, Problem> {
        let (journey, kind, owner) = match &self {
            Self::Own { journey, kind } => {
                let travel = site.guide.load(&visitor, journey).await?;
                if !stands_at(site, &travel, kind) {
                    return Err(elsewhere());
                }
                (journey.clone(), kind.clone(), travel.account.map(|account| account.account_id.clone()))
            }
            Self::Lent { handover } => {
                let asked = site.guide.handover_here(&visitor, handover).await?;
                let asked = asked.filter(|asked| asked.stage == Stage::Confirmed).ok_or_else(elsewhere)?;
                (asked.row.journey_id, asked.row.kind, asked.account_id)
            }
        };
        Ok(Attempt { site: site.clone(), visitor, seat: self, journey, kind, owner, still })
    }
}

type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// `GET /login/{journey}/{kind}/live`: opens the connection. Everything is checked before it stands, except whether a try is
/// left, which is asked with the first write.
pub async fn connect(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
    lease: Option<Extension<Lease>>,
    upgrade: Upgrade,
) -> Result<Response, Problem> {
    open(&site, guest, Seat::Own { journey, kind }, lease, upgrade).await
}

/// `GET /phone/{handover}/live`: the same on another device.
pub async fn connect_lent(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(handover): Path<String>,
    lease: Option<Extension<Lease>>,
    upgrade: Upgrade,
) -> Result<Response, Problem> {
    open(&site, guest, Seat::Lent { handover }, lease, upgrade).await
}

async fn open(
    site: &Arc<Site>,
    guest: Guest,
    seat: Seat,
    lease: Option<Extension<Lease>>,
    upgrade: Upgrade,
) -> Result<Response, Problem> {
    guest.guard_socket(site, seat.purpose())?;
    let upgrade = upgrade.map_err(|error| {
        Problem::new(StatusCode::BAD_REQUEST, "invalid_request", "This address is for WebSockets")
            .with_detail(error)
    })?;
    let still = guest.query("still").is_some();
    let attempt = seat.attempt(site, guest.visitor, still).await?;
    let place = site.places.take(&attempt.journey, attempt.owner.as_deref());
    let place = place.ok_or_else(|| Problem::busy(COME_BACK))?;
    let lease = lease.map(|Extension(lease)| lease);
    Ok(upgrade
        .max_message_size(LARGEST_FRAME)
        .max_frame_size(LARGEST_FRAME)
        .on_upgrade(move |socket| Camera { attempt, place, lease }.run(socket)))
}

pub use upload::{frame, frame_lent};

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
