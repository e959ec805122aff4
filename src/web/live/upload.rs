//! The same attempt where WebSockets are blocked: each frame is a request of its own, and its answer carries the hint.
//!
//! State is in this process all the same, so all requests of an attempt must reach the same node. It is bounded, and lapses
//! with the attempt, or when no frame comes: no connection breaks when somebody leaves, so a clock tells it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex as StdMutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{FromRequest, Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use tokio::{
    sync::{Mutex, Semaphore},
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    COME_BACK, LARGEST_FRAME, QUIET, Seat,
    attempt::{Attempt, Running, Step, look},
    elsewhere,
    message::{Message, Over},
    places::Place,
};
use crate::{
    authentication::guide::Outcome,
    face::live::Failure,
    web::{
        body::Fate,
        error::Problem,
        extract::{Fields, Path, upload},
        guest::Guest,
        site::Site,
    },
};

/// For how long an attempt is remembered that is out of time, so that a frame on its way is still told so.
const GRACE: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 5 });

/// The attempts whose frames are uploaded.
#[derive(Default)]
pub struct Uploads(StdMutex<HashMap<String, Arc<Held>>>);

struct Held {
    attempt: Attempt,
    began: Instant,
    /// When the last frame was there in whole.
    heard: StdMutex<Instant>,
    /// One frame of it is read at a time.
    reading: Semaphore,
    /// None once it is over. Locked while a frame is looked at.
    state: Mutex<Option<Watching>>,
}

struct Watching {
    running: Running,
    place: Place,
}

impl Held {
    /// A frame is there.
    fn hear(&self) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// When it has lapsed, unless another frame comes.
    fn lapses(&self, limit: Duration) -> Instant {
        let heard = *self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        (self.began + limit + GRACE).min(heard + QUIET)
    }
}

impl Uploads {
    fn keep(&self, id: String, held: Held) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::new(held));
    }

    /// Takes out what a journey has.
    fn take_of(&self, journey: &str) -> Vec<Arc<Held>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extract_if(|_, held| held.attempt.journey == journey).map(|(_, held)| held).collect()
    }

    /// The attempt, if it is one of this browser's at this address.
    fn find(&self, id: &str, browser: &str, seat: &Seat) -> Option<Arc<Held>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.get(id)?;
        let Attempt { visitor, seat: own, .. } = &held.attempt;
        let same = crate::secret::equal(visitor.browser.as_bytes(), browser.as_bytes());
        (same && own == seat).then(|| held.clone())
    }

    fn get(&self, id: &str) -> Option<Arc<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    fn forget(&self, id: &str) -> Option<Arc<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id)
    }
}

/// `POST /login/{journey}/{kind}/frame`: without a file begins an attempt, with one goes on with it.
pub async fn frame(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path((journey, kind)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    receive(site, guest, Seat::Own { journey, kind }, request).await
}

/// `POST /phone/{handover}/frame`: the same on another device.
pub async fn frame_lent(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(handover): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    receive(site, guest, Seat::Lent { handover }, request).await
}

async fn receive(site: Arc<Site>, guest: Guest, seat: Seat, request: Request) -> Result<Response, Problem> {
    if !upload::is_multipart(request.headers()) {
        let Fields(fields) = Fields::from_request(request, &site).await?;
        guest.guard(&site, seat.purpose(), &fields)?;
        let still = fields.get("still").is_some_and(|still| !still.is_empty());
        return begin(site, guest, seat, still).await;
    }
    // Nobody makes us read a picture without an attempt of their own.
    let id = guest.query("attempt").unwrap_or_default();
    let held = site.uploads_live.find(&id, &guest.visitor.browser, &seat).ok_or_else(elsewhere)?;
    // Nor two of them at once, nor one that takes longer than the attempt.
    let Ok(_reading) = held.reading.try_acquire() else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    if let Some(fate) = request.extensions().get::<Fate>() {
        fate.allow(upload::whole(LARGEST_FRAME));
    }
    let (parts, sent) = request.into_parts();
    let read = upload::read_file(&parts.headers, sent, LARGEST_FRAME);
    let read = timeout_at(held.began + site.sight.limit() + GRACE, read).await;
    let (fields, mut files) = read.map_err(|_| elsewhere())??;
    guest.guard(&site, seat.purpose(), &fields)?;
    let picture = files.remove("frame").unwrap_or_default();
    held.hear();
    go_on(&site, &id, &held, picture).await
}

async fn begin(site: Arc<Site>, guest: Guest, seat: Seat, still: bool) -> Result<Response, Problem> {
    let mut attempt = seat.attempt(&site, guest.visitor, still).await?;
    // The newest attempt of a journey takes over, also where the older one has the last place.
    for older in site.uploads_live.take_of(&attempt.journey) {
        older.attempt.give_back(false).await;
    }
    let place = site.places.take(&attempt.journey, attempt.owner.as_deref());
    let place = place.ok_or_else(|| Problem::busy(COME_BACK))?;
    Ok(match attempt.begin().await {
        Err(message) => tell(&message),
        Ok(running) => {
            let (id, began) = (site.random.token(), Instant::now());
            let state = Mutex::new(Some(Watching { running, place }));
            let (heard, reading) = (StdMutex::new(began), Semaphore::new(1));
            let limit = site.sight.limit();
            site.uploads_live.keep(id.clone(), Held { attempt, began, heard, reading, state });
            tokio::spawn(lapse(site, id.clone(), limit));
            tell(&Message::begun(limit, Some(id)))
        }
    })
}

/// Ends an attempt that nobody goes on with any more. Its place is free first.
async fn lapse(site: Arc<Site>, id: String, limit: Duration) {
    while let Some(lapses) = site.uploads_live.get(&id).map(|held| held.lapses(limit)) {
        if lapses <= Instant::now() {
            break;
        }
        sleep_until(lapses).await;
    }
    let Some(held) = site.uploads_live.forget(&id) else { return };
    let watching = held.state.lock().await.take();
    let Some(Watching { running, place }) = watching else { return };
    drop(place);
    held.attempt.end(running, Outcome::Failed(Failure::TimedOut)).await;
}

async fn go_on(site: &Site, id: &str, held: &Arc<Held>, picture: Vec<u8>) -> Result<Response, Problem> {
    // Another frame is being looked at.
    let Ok(mut state) = held.state.try_lock() else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    // It stays there meanwhile: of a request that breaks off, the clock gives an account.
    let Some(watching) = state.as_mut() else { return Err(elsewhere()) };
    let came = held.began.elapsed();
    let step = if watching.place.is_overtaken() {
        site.uploads_live.forget(id);
        *state = None;
        held.attempt.give_back(false).await;
        return Ok(tell(&Message::over(Over::Refused, held.attempt.seat.back())));
    } else if came >= site.sight.limit() {
        Step::End(Outcome::Failed(Failure::TimedOut))
    } else {
        look(&mut watching.running, picture.into(), came).await
    };
    let (outcome, stopped) = match step {
        Step::Tell(message) => return Ok(tell(&message)),
        Step::Silent => return Ok(StatusCode::NO_CONTENT.into_response()),
        Step::End(outcome) => (outcome, false),
        Step::Stop => (Outcome::Failed(Failure::Stopped), true),
    };
    site.uploads_live.forget(id);
    let Some(Watching { running, place }) = state.take() else { return Err(elsewhere()) };
    drop(place);
    // It is written whether or not somebody waits for the answer.
    let ending = held.clone();
    let ended = tokio::spawn(async move { ending.attempt.end(running, outcome).await });
    let message = ended.await.map_err(Problem::internal)?;
    let busy = stopped.then(|| Message::over(Over::Busy, held.attempt.seat.back()));
    Ok(tell(&busy.unwrap_or(message)))
}

fn tell(message: &Message) -> Response {
    ([(CONTENT_TYPE, "application/json")], message.to_json()).into_response()
}
