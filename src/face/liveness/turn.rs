//! The head turned to one side and back, as a head turns and not as a picture of one does.

use super::{Rules, baseline::Change};
use crate::face::Action;

/// How far a turn has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The head has not been seen looking ahead.
    #[default]
    Away,
    /// It looks ahead.
    Ahead,
    /// It is turned to a side, for so many frames in a row.
    Turning(Side, u32),
    /// It was turned for long enough and has only to come back.
    Turned(Side),
}

/// The person's own left or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Image-right.
    Left,
    /// Image-left.
    Right,
}

impl Side {
    /// What asks for it.
    pub fn action(self) -> Action {
        match self {
            Self::Left => Action::TurnLeft,
            Self::Right => Action::TurnRight,
        }
    }
}

impl Turn {
    /// Takes a frame; the side, if a turn ends with it.
    pub fn see(&mut self, change: &Change, rules: &Rules) -> Option<Side> {
        let back = change.yaw.abs() < rules.liveness.turn_back;
        let shown = side(change, rules);
        let (next, ended) = match (*self, shown) {
            (Self::Turned(side), _) if back => (Self::Ahead, Some(side)),
            (Self::Turned(side), None) => (Self::Turned(side), None),
            (Self::Turned(side), Some(now)) if side == now => (Self::Turned(side), None),
            // The head cannot be on the other side without having been in the middle.
            (Self::Turned(_), Some(_)) => (Self::Away, None),
            (_, None) if back => (Self::Ahead, None),
            (Self::Away, _) => (Self::Away, None),
            (Self::Ahead, Some(side)) => (Self::Turning(side, 1), None),
            (Self::Turning(side, frames), Some(now)) if side == now => {
                let frames = frames + 1;
                let enough = frames >= rules.liveness.turn_frames;
                (if enough { Self::Turned(side) } else { Self::Turning(side, frames) }, None)
            }
            (Self::Turning(..), Some(_)) => (Self::Away, None),
            (Self::Ahead, None) => (Self::Ahead, None),
            // Frames in a row: what does not show the turn ends the row.
            (Self::Turning(..), None) => (Self::Ahead, None),
        };
        *self = next;
        ended
    }
}

/// The side that a frame shows the head turned to, if it shows all that a turned head has.
pub fn side(change: &Change, rules: &Rules) -> Option<Side> {
    let limits = &rules.liveness;
    let side = if change.yaw > 0.0 { Side::Left } else { Side::Right };
    let sign = change.yaw.signum();
    let shown = change.yaw * sign > limits.turn_yaw
        && change.nose * sign > limits.turn_nose
        && change.residual > limits.turn_residual
        && change.absolute_yaw.abs() <= limits.yaw_limit;
    shown.then_some(side)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame: yaw; where the nose is and how unlike a flat picture it looks follow as they were measured.
    fn head(yaw: f32) -> Change {
        let residual = yaw.abs() * 0.003;
        Change {
            yaw,
            pitch: 0.0,
            nose: yaw * 0.035,
            absolute_yaw: yaw,
            iris: None,
            mesh: 1.0,
            residual,
            identity: None,
        }
    }

    fn flat(yaw: f32) -> Change {
        Change { residual: 0.03, ..head(yaw) }
    }

    fn turns(frames: &[Change]) -> Vec<Side> {
        let (mut turn, rules) = (Turn::default(), Rules::default());
        frames.iter().filter_map(|change| turn.see(change, &rules)).collect()
    }

    fn heads(yaws: &[f32]) -> Vec<Side> {
        turns(&yaws.iter().map(|yaw| head(*yaw)).collect::<Vec<_>>())
    }

    #[test]
    fn a_head_that_turns_and_comes_back_has_turned() {
        assert_eq!(heads(&[0.0, 10.0, 20.0, 28.0, 26.0, 12.0, 2.0]), [Side::Left]);
        assert_eq!(heads(&[0.0, -18.0, -28.0, -28.0, -18.0, -5.0]), [Side::Right]);
        assert_eq!(heads(&[0.0, 20.0, 28.0, 20.0, 0.0, -20.0, -28.0, -20.0, 0.0]), [Side::Left, Side::Right]);
    }

    #[test]
    fn half_a_turn_is_none() {
        assert_eq!(heads(&[0.0, 20.0, 28.0, 28.0]), [], "it did not come back");
        assert_eq!(heads(&[20.0, 28.0, 28.0, 20.0, 0.0]), [], "it was not seen ahead");
        assert_eq!(heads(&[0.0, 20.0, 20.0, 0.0]), [], "too short");
        assert_eq!(heads(&[0.0, 20.0, 28.0, 10.0, 20.0, 0.0]), [], "not in a row");
        assert_eq!(heads(&[0.0, 12.0, 12.0, 12.0, 12.0, 0.0]), [], "too little");
        assert_eq!(heads(&[0.0, 20.0, 28.0, -28.0, -20.0, 0.0]), [], "it jumped");
        assert_eq!(heads(&[0.0, 20.0, 28.0, 28.0, -28.0, 0.0]), [], "it jumped later");
        assert_eq!(heads(&[0.0, 30.0, 50.0, 50.0, 50.0, 30.0, 0.0]), [], "too far to be measured");
    }

    #[test]
    fn a_flat_picture_that_turns_has_not_turned() {
        let yaws = [0.0, 16.0, 25.0, 28.0, 25.0, 16.0, 0.0];
        assert_eq!(turns(&yaws.map(flat)), []);
        assert_eq!(turns(&yaws.map(|yaw| Change { nose: yaw * 0.01, ..head(yaw) })), []);
        // Single frames that look like it, as bent photographs gave.
        let bent = yaws.iter().enumerate().map(|(n, yaw)| if n % 2 == 0 { head(*yaw) } else { flat(*yaw) });
        assert_eq!(turns(&bent.collect::<Vec<_>>()), []);
    }
}
