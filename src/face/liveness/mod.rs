//! Whether a living person followed a challenge: a state machine over what was measured in each frame and when it came.
//!
//! Owns every rule of it. It is pure and total: no pixels, no clock, an answer to every sequence. First a baseline (some
//! frames that look ahead with open eyes), then each action in its order, with time limits for each and for all. Every
//! frame that counts shows one face, the same as in the baseline, and follows from the frame before it. An action that
//! was not asked for is passed over and never counted: people blink as they please, but a turn to a wrong side is forgiven
//! once only. Frames that were seen before and a picture that stands still end the attempt at once; a gap or a jump begins
//! the action afresh, and too many end it. `live` feeds it.

mod baseline;
mod blink;
mod continuity;
mod geometry;
mod quality;
mod turn;

use std::{sync::Arc, time::Duration};

use self::{
    baseline::{Baseline, Change, First},
    blink::Blink,
    continuity::{Continuity, Link},
    turn::{Side, Turn},
};
use super::{
    Action, Challenge, Embedding, Face, Measurement, Observation,
    live::{Failure, Hint, Said},
    remembered::Remembered,
};
use crate::config::{self, Config};

/// How many frames of another face there may be in a row, and in all.
const STRANGERS: (u32, u32) = (1, 3);

/// What all attempts are judged by: what the operator decided, and the frames that were seen lately. Made once; clones
/// share that memory.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What a frame must be like.
    pub face: config::Face,
    /// What a living person is like.
    pub liveness: config::Liveness,
    /// The least mean of [`Face::genuine`].
    pub genuine: f32,
    pub(super) remembered: Arc<Remembered>,
}

impl Rules {
    /// What the configuration says, and an empty memory.
    pub fn from_config(config: &Config) -> Self {
        Self {
            face: config.face.clone(),
            liveness: config.liveness.clone(),
            genuine: config.face_anti_spoofing.threshold,
            remembered: Arc::new(Remembered::new(config.liveness.remembered_frames)),
        }
    }

    /// The same with a memory of its own, for whoever judges one recording several times.
    pub fn forgetful(&self) -> Self {
        let remembered = Arc::new(Remembered::new(self.liveness.remembered_frames));
        Self { remembered, ..self.clone() }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::from_config(&Config::default())
    }
}

/// What an attempt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To compare: a face that looks ahead.
    Verify,
    /// To make a template: a face that looks ahead, and turned if turns are asked for.
    Enrol,
}

/// What the next frame is to be measured for beside the landmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The openness of the eyes.
    pub iris: bool,
    /// The face as a vector.
    pub embedding: bool,
}

/// One attempt.
#[derive(Debug)]
pub struct Liveness {
    rules: Rules,
    challenge: Challenge,
    purpose: Purpose,
    stage: Stage,
    continuity: Continuity,
    embeddings: Vec<Embedding>,
    breaks: u32,
    wrong_turns: u32,
    /// Frames of another face: in a row, and in all.
    strangers: (u32, u32),
    /// Sum and count of what the anti-spoofing network said of the face that is compared.
    genuine: (f32, u32),
    since_embedding: u32,
    last: Duration,
}

#[derive(Debug)]
enum Stage {
    First(First),
    Acting(Box<Baseline>, Step),
    Over(Failure),
}

/// One action.
#[derive(Debug)]
struct Step {
    index: usize,
    /// When it was asked for, or the pause before it began.
    since: Duration,
    /// Until when the person is to hold still before it.
    pause: Option<Duration>,
    retries: u32,
    blink: Blink,
    turn: Turn,
    /// The face at the most telling moment of the turn.
    turned: Option<Embedding>,
}

impl Liveness {
    /// Begins an attempt, at zero.
    pub fn new(rules: Rules, challenge: Challenge, purpose: Purpose) -> Self {
        Self {
            rules,
            challenge,
            purpose,
            stage: Stage::First(First::default()),
            continuity: Continuity::default(),
            embeddings: Vec::new(),
            breaks: 0,
            wrong_turns: 0,
            strangers: (0, 0),
            genuine: (0.0, 0),
            since_embedding: 0,
            last: Duration::ZERO,
        }
    }

    /// What the next frame is to be measured for.
    pub fn wanted(&self) -> Wanted {
        let due = self.since_embedding + 1 >= self.rules.liveness.identity_every;
        match &self.stage {
            Stage::First(_) => Wanted { iris: true, embedding: true },
            Stage::Acting(_, step) => Wanted {
                iris: self.action(step) == Some(Action::Blink),
                embedding: due
                    || matches!(step.turn, Turn::Turning(..) | Turn::Turned(_))
                    || matches!(step.blink, Blink::Closed { .. }),
            },
            Stage::Over(_) => Wanted { iris: false, embedding: false },
        }
    }

    /// Takes a frame that came at `at`. Of an attempt that is over it says that it failed.
    pub fn see(&mut self, measurement: Measurement, at: Duration) -> Said {
        let said = match self.expired(at) {
            Some(failure) => Err(failure),
            None => self.judge(measurement, at),
        };
        match said {
            Ok(Some(hint)) => {
                let done = if let Stage::Acting(_, step) = &self.stage { step.index } else { 0 };
                Said::Hint { hint, done, of: self.challenge.actions.len() }
            }
            Ok(None) => {
                self.stage = Stage::Over(Failure::TimedOut);
                Said::Seen(Observation::new(self.challenge.nonce, std::mem::take(&mut self.embeddings)))
            }
            Err(failure) => {
                self.stage = Stage::Over(failure);
                self.embeddings.clear();
                Said::Failed(failure)
            }
        }
    }

    /// Notes how long the last frame was in work, when the camera did not wait for it.
    pub fn worked(&mut self, took: Duration) {
        self.continuity.worked(took);
    }

    /// Why it is over at `at` although no frame comes, if it is. An action that took too long is asked for again first.
    pub fn expired(&mut self, at: Duration) -> Option<Failure> {
        let limits = &self.rules.liveness;
        let limit = if self.challenge.is_still() { limits.still_answer } else { limits.step };
        let late = at >= limits.attempt;
        let failed = match &mut self.stage {
            Stage::Over(failure) => return Some(*failure),
            Stage::First(_) => late,
            Stage::Acting(_, step) => {
                let over = step.pause.is_none() && at.saturating_sub(step.since) >= limit;
                let again = over && !late && step.retries > 0;
                if again {
                    step.retries -= 1;
                    step.ask(at, self.challenge.pause_before(step.index));
                }
                late || (over && !again)
            }
        };
        failed.then(|| {
            self.stage = Stage::Over(Failure::TimedOut);
            Failure::TimedOut
        })
    }

    /// What is to be done next, nothing if all is done, or why it failed.
    fn judge(&mut self, measurement: Measurement, at: Duration) -> Result<Option<Hint>, Failure> {
        if at < self.last {
            return Err(Failure::NotAlive);
        }
        self.last = at;
        self.continuity.arrive(at);
        let face = match quality::only_face(&measurement, &self.rules) {
            Ok(_) => measurement.face.unwrap_or_default(),
            // Whatever was begun goes on when the face is back soon enough.
            Err(hint) => return Ok(Some(hint)),
        };
        if !self.rules.remembered.is_new(&measurement.digest) {
            return Err(Failure::NotAlive);
        }
        self.since_embedding = if face.embedding.is_some() { 0 } else { self.since_embedding + 1 };
        match self.continuity.link(&face, at, &self.rules) {
            Link::Follows => {}
            Link::Frozen => return Err(Failure::NotAlive),
            Link::Broken => self.broken()?,
        }
        match std::mem::replace(&mut self.stage, Stage::Over(Failure::NotAlive)) {
            Stage::First(first) => Ok(Some(self.begin(first, face, at))),
            Stage::Acting(baseline, mut step) => {
                let change = baseline.change(&face, &self.rules);
                let hint = self.act(&mut step, &change, face, at);
                self.stage = Stage::Acting(baseline, step);
                hint
            }
            Stage::Over(failure) => Err(failure),
        }
    }

    /// The picture broke off: what was begun begins afresh.
    fn broken(&mut self) -> Result<(), Failure> {
        match &mut self.stage {
            Stage::First(first) => first.clear(),
            Stage::Acting(_, step) => {
                step.forget();
                self.breaks += 1;
            }
            Stage::Over(_) => {}
        }
        if self.breaks > self.rules.liveness.breaks { Err(Failure::NotAlive) } else { Ok(()) }
    }

    /// A frame of the beginning.
    fn begin(&mut self, mut first: First, face: Face, at: Duration) -> Hint {
        if let Some(hint) = quality::ahead(&face, &self.rules) {
            first.clear();
            self.stage = Stage::First(first);
            return hint;
        }
        let Some((baseline, frames)) = first.take(face, &self.rules) else {
            self.stage = Stage::First(first);
            return Hint::HoldStill;
        };
        // Whoever stood there before is not the one who is compared.
        self.genuine = (0.0, 0);
        for frame in frames {
            self.count_genuine(&frame);
            self.embeddings.extend(frame.embedding);
        }
        let step = self.step(0, at);
        let hint = self.ask(&step);
        self.stage = Stage::Acting(Box::new(baseline), step);
        hint
    }

    /// A frame in which an action is asked for.
    fn act(
        &mut self,
        step: &mut Step,
        change: &Change,
        face: Face,
        at: Duration,
    ) -> Result<Option<Hint>, Failure> {
        if !self.same(change)? {
            step.forget();
            return Ok(Some(Hint::LookAhead));
        }
        if change.identity.is_some() {
            self.count_genuine(&face);
        }
        if let Some(hint) = quality::light(&face, &self.rules) {
            step.forget();
            return Ok(Some(hint));
        }
        let blinked = step.blink.see(change, at, &self.rules);
        let turned = step.turn.see(change, &self.rules);
        if matches!(step.turn, Turn::Turned(_)) && step.turned.is_none() {
            step.turned.clone_from(&face.embedding);
        }
        if let Some(hint) = self.wait(step, blinked, at) {
            return Ok(Some(hint));
        }
        if !self.is_done(step, blinked, turned)? {
            return Ok(Some(if self.looks_away(step, change) { Hint::LookAhead } else { self.ask(step) }));
        }
        self.keep(step, face);
        *step = self.step(step.index + 1, at);
        if step.index < self.challenge.actions.len() {
            return Ok(Some(self.ask(step)));
        }
        let (sum, count) = self.genuine;
        if count > 0 && sum < self.rules.genuine * count as f32 {
            return Err(Failure::NotAlive);
        }
        Ok(None)
    }

    /// What to do while the pause before an action lasts, and when it ends; a blink in it lets it begin afresh.
    fn wait(&self, step: &mut Step, blinked: bool, at: Duration) -> Option<Hint> {
        if at < step.pause? {
            if blinked {
                step.ask(at, self.challenge.pause_before(step.index));
            }
            return Some(Hint::HoldStill);
        }
        // Only what begins now is an answer.
        (step.pause, step.since) = (None, at);
        step.forget();
        Some(self.ask(step))
    }

    /// Whether this frame ends the action. A turn to a wrong side does not, and too many of them end the attempt.
    fn is_done(&mut self, step: &mut Step, blinked: bool, turned: Option<Side>) -> Result<bool, Failure> {
        let action = self.action(step);
        let Some(side) = turned else { return Ok(blinked && action == Some(Action::Blink)) };
        if Some(side.action()) == action {
            return Ok(true);
        }
        self.wrong_turns += 1;
        step.turned = None;
        if self.wrong_turns > self.rules.liveness.wrong_turns { Err(Failure::WrongAction) } else { Ok(false) }
    }

    /// Counts what the anti-spoofing network said of a frame that shows the face which is compared.
    fn count_genuine(&mut self, face: &Face) {
        if let Some(genuine) = face.genuine {
            self.genuine = (self.genuine.0 + genuine, self.genuine.1.saturating_add(1));
        }
    }

    /// Whether the face is the baseline's. One that is not ends the attempt if it is no single frame.
    fn same(&mut self, change: &Change) -> Result<bool, Failure> {
        let limits = &self.rules.liveness;
        let limit =
            if change.yaw.abs() < limits.turn_back { limits.identity_ahead } else { limits.identity_turned };
        if change.identity.is_none_or(|distance| distance <= limit) {
            self.strangers.0 = 0;
            return Ok(true);
        }
        let (row, all) = (self.strangers.0 + 1, self.strangers.1 + 1);
        self.strangers = (row, all);
        if row > STRANGERS.0 || all > STRANGERS.1 { Err(Failure::AnotherFace) } else { Ok(false) }
    }

    /// Keeps the face of an action that was done.
    fn keep(&mut self, step: &mut Step, face: Face) {
        self.embeddings.extend(face.embedding);
        if self.purpose == Purpose::Enrol {
            self.embeddings.extend(step.turned.take());
        }
    }

    fn step(&self, index: usize, at: Duration) -> Step {
        let mut step = Step {
            index,
            since: at,
            pause: None,
            retries: self.rules.liveness.retries,
            blink: Blink::default(),
            turn: Turn::default(),
            turned: None,
        };
        step.ask(at, self.challenge.pause_before(index));
        step
    }

    fn action(&self, step: &Step) -> Option<Action> {
        self.challenge.actions.get(step.index).copied()
    }

    /// Whether the action cannot begin because the head is not where it begins.
    fn looks_away(&self, step: &Step, change: &Change) -> bool {
        let limits = &self.rules.liveness;
        match self.action(step) {
            Some(Action::Blink) => {
                step.blink == Blink::Unknown
                    && (change.yaw.abs() >= limits.blink_yaw || change.pitch.abs() >= limits.blink_pitch)
            }
            _ => step.turn == Turn::Away && change.yaw.abs() >= limits.turn_back,
        }
    }

    fn ask(&self, step: &Step) -> Hint {
        match self.action(step) {
            _ if step.pause.is_some() => Hint::HoldStill,
            _ if matches!(step.turn, Turn::Turned(_)) => Hint::LookAheadAgain,
            Some(action) => Hint::Act(action),
            None => Hint::HoldStill,
        }
    }
}

impl Step {
    /// Asks at `at`, after a pause.
    fn ask(&mut self, at: Duration, pause: Duration) {
        self.since = at;
        self.pause = (!pause.is_zero()).then(|| at + pause);
        self.forget();
    }

    /// Forgets what was begun.
    fn forget(&mut self) {
        (self.blink, self.turn, self.turned) = (Blink::default(), Turn::default(), None);
    }
}

#[cfg(test)]
pub(in crate::face) mod testing;
#[cfg(test)]
mod tests;
