//! Whether a frame is good enough to be measured, and what the person can do about it if it is not: one hint at a time, the
//! most urgent first.

use super::{Rules, geometry::LANDMARKS};
use crate::face::{Face, Measurement, live::Hint};

/// The one face of a frame; without it, why there is none.
pub fn only_face<'a>(measurement: &'a Measurement, rules: &Rules) -> Result<&'a Face, Hint> {
    let face = measurement.face.as_ref().filter(|face| is_measured(face)).ok_or(Hint::NoFace)?;
    if measurement.faces > 1 {
        return Err(Hint::SeveralFaces);
    }
    if face.presence < rules.liveness.presence_turned {
        return Err(Hint::NoFace);
    }
    if width(face) < pixels(rules.face.min_width) {
        return Err(Hint::Closer);
    }
    Ok(face)
}

/// What is wrong with the light; it matters in every frame.
pub fn light(face: &Face, rules: &Rules) -> Option<Hint> {
    let dark = || (face.luma < rules.face.min_luma).then_some(Hint::TooDark);
    let bright = || (face.luma > rules.face.max_luma).then_some(Hint::TooBright);
    dark().or_else(bright)
}

/// What is wrong with a frame that is to show a face which looks ahead.
pub fn ahead(face: &Face, rules: &Rules) -> Option<Hint> {
    let (limits, [left, top, right, bottom]) = (&rules.liveness, face.rect);
    let [frame_width, frame_height] = face.frame;
    let off = |from: f32, to: f32, of: f32| (f32::midpoint(from, to) / of - 0.5).abs() > limits.off_centre;
    let [yaw, pitch, roll] = face.pose;
    let checks = [
        (light(face, rules).is_some(), light(face, rules).unwrap_or(Hint::TooDark)),
        (width(face) > limits.face_share * frame_width.min(frame_height), Hint::Back),
        (off(left, right, frame_width) || off(top, bottom, frame_height), Hint::Centre),
        (face.presence < rules.face.min_presence, Hint::LookAhead),
        (yaw.abs() > limits.ahead_yaw || pitch.abs() > limits.ahead_pitch, Hint::LookAhead),
        (roll.abs() > limits.ahead_roll, Hint::LookAhead),
        (face.sharpness < rules.face.min_sharpness, Hint::Blurred),
    ];
    checks.into_iter().find_map(|(wrong, hint)| wrong.then_some(hint))
}

/// Whether everything that is compared later is there and a number.
fn is_measured(face: &Face) -> bool {
    let numbers = [&face.rect[..], &face.frame, &face.pose, &face.ear, &face.iris.unwrap_or_default()];
    let single = [face.presence, face.luma, face.sharpness, face.yaw2d, face.genuine.unwrap_or_default()];
    face.landmarks.len() >= LANDMARKS
        && numbers.into_iter().flatten().chain(&single).all(|number| number.is_finite())
        && face.landmarks.iter().flatten().all(|number| number.is_finite())
}

fn width(face: &Face) -> f32 {
    let [left, _, right, _] = face.rect;
    right - left
}

#[allow(clippy::cast_precision_loss)] // a few thousand at most
fn pixels(setting: u32) -> f32 {
    setting as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::liveness::testing::{Pose, frame};

    fn changed(change: impl FnOnce(&mut Measurement, &mut Face)) -> Measurement {
        let mut measurement = frame(Pose::default());
        let mut face = measurement.face.take().unwrap();
        change(&mut measurement, &mut face);
        measurement.face = Some(face);
        measurement
    }

    fn hint(measurement: &Measurement) -> Option<Hint> {
        let rules = Rules::default();
        match only_face(measurement, &rules) {
            Ok(face) => ahead(face, &rules),
            Err(hint) => Some(hint),
        }
    }

    #[test]
    fn a_good_frame_needs_no_hint() {
        assert_eq!(hint(&frame(Pose::default())), None);
    }

    #[test]
    fn everything_that_a_person_can_mend_has_its_hint() {
        type Change = fn(&mut Measurement, &mut Face);
        let cases: &[(Hint, Change)] = &[
            (Hint::SeveralFaces, |m, _| m.faces = 2),
            (Hint::NoFace, |_, f| f.presence = 0.3),
            (Hint::Closer, |_, f| f.rect = [300.0, 200.0, 380.0, 300.0]),
            (Hint::TooDark, |_, f| f.luma = 30.0),
            (Hint::TooBright, |_, f| f.luma = 230.0),
            (Hint::Back, |_, f| f.rect = [80.0, 20.0, 560.0, 470.0]),
            (Hint::Centre, |_, f| f.rect = [400.0, 120.0, 600.0, 360.0]),
            (Hint::Centre, |_, f| f.rect = [220.0, 260.0, 420.0, 479.0]),
            (Hint::LookAhead, |_, f| f.pose = [18.0, 0.0, 0.0]),
            (Hint::LookAhead, |_, f| f.pose = [0.0, -30.0, 0.0]),
            (Hint::LookAhead, |_, f| f.pose = [0.0, 0.0, 25.0]),
            (Hint::LookAhead, |_, f| f.presence = 0.7),
            (Hint::Blurred, |_, f| f.sharpness = 3.0),
        ];
        for (expected, change) in cases {
            assert_eq!(hint(&changed(change)), Some(*expected));
        }
        assert_eq!(hint(&Measurement::default()), Some(Hint::NoFace));
    }

    #[test]
    fn the_most_urgent_hint_comes_first() {
        let all = changed(|m, f| {
            m.faces = 2;
            (f.luma, f.pose, f.sharpness) = (20.0, [30.0, 0.0, 0.0], 1.0);
            f.rect = [400.0, 120.0, 600.0, 360.0];
        });
        assert_eq!(hint(&all), Some(Hint::SeveralFaces));
        let mut rest = all;
        rest.faces = 1;
        assert_eq!(hint(&rest), Some(Hint::TooDark));
        rest.face.as_mut().unwrap().luma = 120.0;
        assert_eq!(hint(&rest), Some(Hint::Centre));
        rest.face.as_mut().unwrap().rect = [220.0, 120.0, 420.0, 360.0];
        assert_eq!(hint(&rest), Some(Hint::LookAhead));
        rest.face.as_mut().unwrap().pose = [0.0; 3];
        assert_eq!(hint(&rest), Some(Hint::Blurred));
    }

    #[test]
    fn what_is_no_number_is_no_face() {
        type Change = fn(&mut Face);
        let cases: &[Change] = &[
            |f| f.pose = [f32::NAN, 0.0, 0.0],
            |f| f.rect = [0.0, 0.0, f32::INFINITY, 1.0],
            |f| f.frame = [f32::NAN; 2],
            |f| f.ear = [0.3, f32::NAN],
            |f| f.iris = Some([f32::NAN, 0.2]),
            |f| f.yaw2d = f32::NAN,
            |f| f.luma = f32::NAN,
            |f| f.genuine = Some(f32::NAN),
            |f| f.landmarks[5] = [f32::NAN, 1.0, 1.0],
            |f| f.landmarks.truncate(467),
        ];
        for change in cases {
            assert_eq!(hint(&changed(|_, face| change(face))), Some(Hint::NoFace));
        }
    }
}
