//! The connection of one camera (RFC 6455): frames are binary messages, what the page is told are text messages.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message as Packet, WebSocket, close_code};
use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    QUIET,
    attempt::{Attempt, Running, Step, look},
    message::{Message, Over},
    places::Place,
};
use crate::{authentication::guide::Outcome, face::live::Failure, web::listener::Lease};

/// How long a page that does not read is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// Messages that a page may send in a second, and at once.
const MOST_A_SECOND: f64 = 40.0;

/// A camera at the other end.
pub(super) struct Camera {
    pub(super) attempt: Attempt,
    pub(super) place: Place,
    pub(super) lease: Option<Lease>,
}

/// How watching ended.
enum End {
    Outcome(Outcome),
    /// The person left: nobody waits for an answer.
    Left,
    /// Another attempt of the journey took over and ends this one in its stead, or the service ends.
    Overtaken,
    /// We cannot go on.
    Stopped,
    /// Something came that no page of ours sends.
    Foul(u16),
}

impl Camera {
    /// Runs the attempt from its start to its end.
    pub(super) async fn run(mut self, socket: WebSocket) {
        let (mut tell, mut frames) = socket.split();
        let mut running = match self.attempt.begin().await {
            Ok(running) => running,
            Err(message) => return part(&mut tell, Some(&message), close_code::NORMAL).await,
        };
        if !say(&mut tell, &Message::begun(self.attempt.site.sight.limit(), None)).await {
            self.attempt.end(running, Outcome::Failed(Failure::Left)).await;
            return;
        }
        let end = self.watch(&mut running, &mut frames, &mut tell).await;
        match end {
            End::Outcome(outcome) => {
                let message = self.attempt.end(running, outcome).await;
                part(&mut tell, Some(&message), close_code::NORMAL).await;
            }
            End::Left => {
                self.attempt.end(running, Outcome::Failed(Failure::Left)).await;
                part(&mut tell, None, close_code::AWAY).await;
            }
            End::Overtaken => {
                self.attempt.give_back(false).await;
                part(&mut tell, None, close_code::AWAY).await;
            }
            End::Stopped => {
                self.attempt.end(running, Outcome::Failed(Failure::Stopped)).await;
                let message = Message::over(Over::Busy, self.attempt.seat.back());
                part(&mut tell, Some(&message), close_code::AGAIN).await;
            }
            End::Foul(code) => {
                // It counts as a try that failed: else a script could look for what we take.
                let message = self.attempt.end(running, Outcome::Failed(Failure::NotAlive)).await;
                part(&mut tell, Some(&message), code).await;
            }
        }
    }

    async fn watch(
        &mut self,
        running: &mut Running,
        frames: &mut SplitStream<WebSocket>,
        tell: &mut SplitSink<WebSocket, Packet>,
    ) -> End {
        let began = Instant::now();
        let mut pace = Pace { began, messages: 0.0 };
        let limit = self.attempt.site.sight.limit();
        let (mut told, mut heard) = (None, began);
        loop {
            let late = (began + limit).min(heard + QUIET);
            let picture = tokio::select! {
                biased;
                () = self.place.overtaken() => return End::Overtaken,
                () = cut_off(&mut self.lease) => return End::Overtaken,
                () = sleep_until(late) => return End::Outcome(Outcome::Failed(Failure::TimedOut)),
                packet = frames.next() => match pace.take(packet) {
                    Taken::Frame(picture) => picture,
                    Taken::Nothing => continue,
                    Taken::End(end) => return end,
                },
            };
            let looked = self.while_looking(running, picture, frames, &mut pace);
            let step = match looked.await {
                Ok(step) => step,
                Err(end) => return end,
            };
            heard = Instant::now();
            match step {
                Step::Tell(message) if told.as_ref() == Some(&message) => {}
                Step::Tell(message) => {
                    if !say(tell, &message).await {
                        return End::Left;
                    }
                    told = Some(message);
                }
                Step::Silent => {}
                Step::End(outcome) => return End::Outcome(outcome),
                Step::Stop => return End::Stopped,
            }
        }
    }

    /// Looks at a frame, and reads on: what comes meanwhile is dropped, so that the next one is never an old one.
    async fn while_looking(
        &mut self,
        running: &mut Running,
        picture: Bytes,
        frames: &mut SplitStream<WebSocket>,
        pace: &mut Pace,
    ) -> Result<Step, End> {
        let mut looking = Box::pin(look(running, picture, pace.began.elapsed()));
        let limit = pace.began + self.attempt.site.sight.limit() + PATIENCE;
        loop {
            tokio::select! {
                biased;
                step = &mut looking => return Ok(step),
                () = self.place.overtaken() => return Err(End::Overtaken),
                () = cut_off(&mut self.lease) => return Err(End::Overtaken),
                () = sleep_until(limit) => return Err(End::Stopped),
                packet = frames.next() => if let Taken::End(end) = pace.take(packet) {
                    return Err(end);
                },
            }
        }
    }
}

/// What one packet is.
enum Taken {
    Frame(Bytes),
    Nothing,
    End(End),
}

/// How fast packets come.
struct Pace {
    began: Instant,
    messages: f64,
}

impl Pace {
    fn take(&mut self, packet: Option<Result<Packet, axum::Error>>) -> Taken {
        self.messages += 1.0;
        if self.messages > MOST_A_SECOND * (1.0 + self.began.elapsed().as_secs_f64()) {
            return Taken::End(End::Foul(close_code::POLICY));
        }
        match packet {
            Some(Ok(Packet::Binary(picture))) => Taken::Frame(picture),
            Some(Ok(Packet::Ping(_) | Packet::Pong(_))) => Taken::Nothing,
            Some(Ok(Packet::Text(_))) => Taken::End(End::Foul(close_code::UNSUPPORTED)),
            Some(Ok(Packet::Close(_))) | None => Taken::End(End::Left),
            Some(Err(error)) => {
                tracing::debug!(%error, "a camera's connection broke");
                Taken::End(End::Left)
            }
        }
    }
}

async fn cut_off(lease: &mut Option<Lease>) {
    match lease {
        Some(lease) => lease.cut_off().await,
        None => std::future::pending().await,
    }
}

/// Whether the page took it.
async fn say(tell: &mut SplitSink<WebSocket, Packet>, message: &Message) -> bool {
    let sent = tell.send(Packet::Text(message.to_json().into()));
    matches!(timeout(PATIENCE, sent).await, Ok(Ok(())))
}

/// The last words.
async fn part(tell: &mut SplitSink<WebSocket, Packet>, message: Option<&Message>, code: u16) {
    if let Some(message) = message
        && !say(tell, message).await
    {
        return;
    }
    let close = Packet::Close(Some(CloseFrame { code, reason: "".into() }));
    let _ = timeout(PATIENCE, tell.send(close)).await; // the page may be gone
}
