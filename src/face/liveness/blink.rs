//! Both eyes closed and open again, without the head being turned away.
//!
//! The iris model is what tells: a picture of open eyes never measured as closed ones, however it was held, where the
//! mesh was deceived by pictures that lean.

use std::time::Duration;

use super::{Rules, baseline::Change};

/// How far a blink has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blink {
    /// The eyes have not been seen open.
    #[default]
    Unknown,
    /// They are open.
    Open,
    /// They closed.
    Closed {
        /// When.
        since: Duration,
    },
}

impl Blink {
    /// Takes a frame; whether a blink ends with it.
    pub fn see(&mut self, change: &Change, at: Duration, rules: &Rules) -> bool {
        let limits = &rules.liveness;
        let ahead = change.yaw.abs() < limits.blink_yaw && change.pitch.abs() < limits.blink_pitch;
        let Some((both, wider)) = change.iris.filter(|_| ahead) else {
            // Not measured, or turned away: what was begun does not count.
            *self = Self::Unknown;
            return false;
        };
        let open = both > limits.blink_open;
        let closed = both < limits.blink_iris && wider < limits.blink_open && change.mesh < limits.blink_mesh;
        match *self {
            Self::Unknown if open => *self = Self::Open,
            Self::Open if closed => *self = Self::Closed { since: at },
            Self::Closed { since } if open => {
                *self = Self::Open;
                return at.saturating_sub(since) <= limits.blink_longest;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame: openness by iris model and mesh, change of yaw and pitch.
    type Frame = (f32, f32, f32, f32);
    const OPEN: Frame = (1.0, 1.0, 0.0, 0.0);
    const HALF: Frame = (0.82, 0.95, 0.0, 0.0);
    const SHUT: Frame = (0.55, 0.8, 0.0, 0.0);

    /// How many blinks there are in frames, ten a second.
    fn blinks(frames: &[Frame]) -> usize {
        let (mut blink, rules) = (Blink::default(), Rules::default());
        let seen = |(number, (iris, mesh, yaw, pitch)): (usize, &Frame)| {
            let change = Change {
                yaw: *yaw,
                pitch: *pitch,
                nose: 0.0,
                absolute_yaw: *yaw,
                iris: Some((*iris, *iris)),
                mesh: *mesh,
                residual: 0.0,
                identity: None,
            };
            blink.see(&change, Duration::from_millis(100) * u32::try_from(number).unwrap(), &rules)
        };
        frames.iter().enumerate().map(seen).filter(|blinked| *blinked).count()
    }

    #[test]
    fn eyes_that_close_and_open_blink() {
        assert_eq!(blinks(&[OPEN, SHUT, OPEN]), 1);
        assert_eq!(blinks(&[OPEN, HALF, SHUT, SHUT, HALF, OPEN, OPEN, SHUT, OPEN]), 2);
    }

    #[test]
    fn half_a_blink_is_none() {
        assert_eq!(blinks(&[OPEN, OPEN, OPEN]), 0);
        assert_eq!(blinks(&[SHUT, SHUT, OPEN]), 0, "they were not seen open");
        assert_eq!(blinks(&[OPEN, SHUT, SHUT]), 0, "they did not open");
        assert_eq!(blinks(&[OPEN, HALF, OPEN]), 0, "they did not close");
    }

    #[test]
    fn closed_eyes_do_not_blink() {
        let mut frames = vec![OPEN];
        frames.extend([SHUT; 11]);
        frames.push(OPEN);
        assert_eq!(blinks(&frames), 0);
        frames.extend([SHUT, OPEN]);
        assert_eq!(blinks(&frames), 1, "and then they may");
    }

    #[test]
    fn eyes_that_turn_or_lean_away_do_not_blink() {
        assert_eq!(blinks(&[OPEN, (0.55, 0.8, 12.0, 0.0), OPEN]), 0);
        assert_eq!(blinks(&[OPEN, (0.55, 0.8, 0.0, -12.0), OPEN]), 0);
        assert_eq!(blinks(&[OPEN, SHUT, (1.0, 1.0, 12.0, 0.0), OPEN]), 0);
    }

    #[test]
    fn what_photographs_measured_is_no_blink() {
        for photograph in [(0.90, 0.72, 0.0, 0.0), (0.79, 0.8, 0.0, 0.0), (0.55, 0.97, 0.0, 0.0)] {
            assert_eq!(blinks(&[OPEN, photograph, photograph, OPEN]), 0, "{photograph:?}");
        }
    }

    #[test]
    fn one_eye_does_not_blink_nor_do_eyes_that_nobody_measured() {
        let (mut blink, rules) = (Blink::default(), Rules::default());
        let change = |iris| Change {
            yaw: 0.0,
            pitch: 0.0,
            nose: 0.0,
            absolute_yaw: 0.0,
            iris,
            mesh: 0.8,
            residual: 0.0,
            identity: None,
        };
        let open = change(Some((1.0, 1.0)));
        for between in [change(Some((0.7, 1.0))), change(None)] {
            for (number, frame) in [open, between, open].iter().enumerate() {
                let at = Duration::from_millis(100) * u32::try_from(number).unwrap();
                assert!(!blink.see(frame, at, &rules));
            }
        }
    }
}
