//! Whether the frames are one take of one thing: no gaps, no jumps, no standing picture.

use std::{collections::VecDeque, time::Duration};

use super::{
    Rules,
    geometry::{distance, movement},
};
use crate::face::{Embedding, Face};

/// Of how many frames the usual distance and the usual movement are the median.
const WINDOW: usize = 10;
/// Frames are not nearer to one another than this where a speed is judged: the noise of two measurements is no speed.
const SHORTEST: Duration = Duration::from_millis(67);

/// As much of a gap as may be our own: what frames take longer than they are apart, when many are measured.
const MOST_OURS: Duration = Duration::from_millis(700);

/// What a turn by a degree from one frame to the next adds to the distance that a face may have moved: turns by 18 degrees
/// measured up to 0.41.
const PER_DEGREE: f32 = 0.01;

/// How a frame follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// As the same face a moment later, or as the first.
    Follows,
    /// After a gap, or with a jump.
    Broken,
    /// As the same picture: nothing has moved for a while.
    Frozen,
}

/// The frames so far, as far as the next one is judged by them.
#[derive(Debug, Default)]
pub struct Continuity {
    /// When the last frame came, whatever it showed.
    arrived: Option<Duration>,
    intervals: VecDeque<Duration>,
    movements: VecDeque<f32>,
    last: Option<Last>,
    /// How long the last frame was in work.
    worked: Duration,
}

#[derive(Debug)]
struct Last {
    at: Duration,
    yaw: f32,
    landmarks: Vec<[f32; 3]>,
    embedding: Option<Embedding>,
}

impl Continuity {
    /// Notes that a frame came, whether or not it shows a face.
    pub fn arrive(&mut self, at: Duration) {
        if let Some(before) = self.arrived.replace(at) {
            push(&mut self.intervals, at.saturating_sub(before));
        }
    }

    /// Notes how long the last frame was in work: nobody is blamed for a gap that we made.
    pub fn worked(&mut self, took: Duration) {
        self.worked = took;
    }

    /// For how long there may be no face.
    pub fn longest_gap(&self, rules: &Rules) -> Duration {
        let mut intervals: Vec<Duration> = self.intervals.iter().copied().collect();
        intervals.sort();
        let usual = intervals.get(intervals.len() / 2).copied().unwrap_or_default();
        rules.liveness.gap.max(usual * 5 / 2) + self.worked.saturating_sub(usual).min(MOST_OURS)
    }

    /// Takes a frame that shows one face.
    pub fn link(&mut self, face: &Face, at: Duration, rules: &Rules) -> Link {
        let [yaw, ..] = face.pose;
        let mut link = Link::Follows;
        let mut embedding = face.embedding.clone();
        if let Some(last) = self.last.take() {
            let passed = at.saturating_sub(last.at);
            let turned = (yaw - last.yaw).abs();
            let fast = turned > rules.liveness.yaw_rate * passed.max(SHORTEST).as_secs_f32();
            let limit = rules.liveness.identity_step + turned * PER_DEGREE;
            let other = last
                .embedding
                .as_ref()
                .zip(embedding.as_ref())
                .is_some_and(|(before, now)| distance(before, now) > limit);
            let gap = passed > self.longest_gap(rules);
            if gap || fast || other {
                tracing::debug!(at = at.as_millis(), gap, fast, other, "the picture broke off");
                link = Link::Broken;
                self.movements.clear();
            } else {
                embedding = embedding.or(last.embedding);
                if let Some(movement) = movement(&last.landmarks, &face.landmarks) {
                    push(&mut self.movements, movement);
                }
            }
        }
        self.last = Some(Last { at, yaw, landmarks: face.landmarks.clone(), embedding });
        if link == Link::Follows && self.stands(rules) { Link::Frozen } else { link }
    }

    fn stands(&self, rules: &Rules) -> bool {
        let usual = super::geometry::median(self.movements.iter().copied().collect());
        self.movements.len() == WINDOW && usual.is_some_and(|usual| usual < rules.liveness.still)
    }
}

fn push<T>(window: &mut VecDeque<T>, value: T) {
    if window.len() == WINDOW {
        window.pop_front();
    }
    window.push_back(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::liveness::testing::{Pose, frame};

    /// What is said of a last frame of this pose, so long after eleven good ones.
    fn link(pose: Pose, interval: u64, after: u64) -> Link {
        link_after(pose, interval, after, 0)
    }

    /// The same, when the last of those was in work for so long.
    fn link_after(pose: Pose, interval: u64, after: u64, worked: u64) -> Link {
        let (mut continuity, rules) = (Continuity::default(), Rules::default());
        let mut at = Duration::ZERO;
        for sway in 0..11_u8 {
            let face = frame(Pose { yaw: f32::from(sway % 3), ..Pose::default() }).face.unwrap();
            continuity.arrive(at);
            assert_eq!(continuity.link(&face, at, &rules), Link::Follows);
            at += Duration::from_millis(interval);
        }
        at += Duration::from_millis(after) - Duration::from_millis(interval);
        continuity.worked(Duration::from_millis(worked));
        continuity.link(&frame(pose).face.unwrap(), at, &rules)
    }

    #[test]
    fn a_head_moves_as_fast_as_heads_do_at_every_frame_rate() {
        let turned = |yaw| Pose { yaw, ..Pose::default() };
        for (interval, possible, impossible) in [(67, 15.0, 19.0), (100, 22.0, 28.0), (125, 28.0, 34.0)] {
            assert_eq!(link(turned(possible), interval, interval), Link::Follows, "{interval}");
            assert_eq!(link(turned(impossible), interval, interval), Link::Broken, "{interval}");
        }
    }

    #[test]
    fn a_gap_breaks_the_take_and_slow_frames_do_not() {
        assert_eq!(link(Pose::default(), 100, 300), Link::Follows);
        assert_eq!(link(Pose::default(), 100, 310), Link::Broken);
        assert_eq!(link(Pose::default(), 125, 312), Link::Follows);
        assert_eq!(link(Pose::default(), 160, 390), Link::Follows);
    }

    #[test]
    fn a_gap_of_our_own_is_forgiven_up_to_a_limit_and_nothing_else_is() {
        let after = |gap, worked| link_after(Pose::default(), 100, gap, worked);
        assert_eq!([after(310, 90), after(310, 100)], [Link::Broken; 2], "no frame is late");
        assert_eq!([after(310, 120), after(690, 500)], [Link::Follows; 2]);
        assert_eq!(after(710, 500), Link::Broken);
        assert_eq!([after(1000, 5000), after(1010, 5000)], [Link::Follows, Link::Broken]);
        assert_eq!(link_after(Pose { person: 2, ..Pose::default() }, 100, 400, 500), Link::Broken);
    }

    #[test]
    fn another_face_or_picture_breaks_the_take() {
        assert_eq!(link(Pose { person: 2, ..Pose::default() }, 100, 100), Link::Broken);
        assert_eq!(link(Pose { drift: 0.28, ..Pose::default() }, 100, 100), Link::Follows);
        assert_eq!(link(Pose { drift: 0.37, ..Pose::default() }, 100, 100), Link::Broken);
    }

    #[test]
    fn a_picture_that_stands_still_is_frozen() {
        let (mut continuity, rules) = (Continuity::default(), Rules::default());
        let links: Vec<Link> = (0..12)
            .map(|number| {
                let face = frame(Pose::default()).face.unwrap();
                continuity.link(&face, Duration::from_millis(100 * number), &rules)
            })
            .collect();
        assert_eq!(links[..10], [Link::Follows; 10]);
        assert_eq!(links[10..], [Link::Frozen; 2]);
    }
}
