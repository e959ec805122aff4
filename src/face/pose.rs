//! Which way a face looks, and how far its eyes are open, by the points of its mesh.
//!
//! Angles are degrees; to the right of the picture, upwards against the usual sense of the picture's axes, and clockwise are
//! positive. What an angle means for a challenge is for others.

use super::mesh::point;

/// The mesh's points: outer corners of the eyes, forehead, chin, tip of the nose, sides of the face.
const RIGHT_EYE: usize = 33;
const LEFT_EYE: usize = 263;
const FOREHEAD: usize = 10;
const CHIN: usize = 152;
const NOSE: usize = 1;
const SIDES: (usize, usize) = (234, 454);

/// Corners, and three points of the upper lid each with the one below it: right eye, left eye.
const EYES: [Lids; 2] =
    [((33, 133), [(159, 145), (158, 153), (160, 144)]), ((362, 263), [(386, 374), (385, 380), (387, 373)])];
type Lids = ((usize, usize), [(usize, usize); 3]);

/// Yaw, pitch and roll, from the axes through the corners of the eyes and through forehead and chin.
pub(super) fn angles(points: &[[f32; 3]]) -> Option<[f32; 3]> {
    let x = unit(minus(point(points, LEFT_EYE)?, point(points, RIGHT_EYE)?));
    let down = minus(point(points, CHIN)?, point(points, FOREHEAD)?);
    let z = unit(cross(x, down));
    let y = cross(z, x);
    let yaw = -(-x[2]).atan2(x[0]);
    let pitch = (-y[2]).clamp(-1.0, 1.0).asin();
    let roll = x[1].atan2(x[0]);
    finite([yaw, pitch, roll].map(|angle| angle.to_degrees() as f32))
}

/// Where the tip of the nose lies between the sides of the face, along the line of the eyes: -1 to 1.
pub(super) fn flat_yaw(points: &[[f32; 3]]) -> Option<f32> {
    let flat = |number| point(points, number).map(|[x, y, _]| [x, y, 0.0]);
    let axis = unit(minus(flat(LEFT_EYE)?, flat(RIGHT_EYE)?));
    let nose = flat(NOSE)?;
    let before = dot(minus(nose, flat(SIDES.0)?), axis);
    let behind = dot(minus(flat(SIDES.1)?, nose), axis);
    finite([((before - behind) / (before + behind)) as f32]).map(|[it]| it)
}

/// The mean gap of the lids by the width of the eye (eye aspect ratio): right eye, left eye.
pub(super) fn openness(points: &[[f32; 3]]) -> Option<[f32; 2]> {
    let distance = |(a, b)| {
        let ([ax, ay, _], [bx, by, _]) = (point(points, a)?, point(points, b)?);
        Some((ax - bx).hypot(ay - by))
    };
    let mut open = [0.0; 2];
    for (open, (corners, lids)) in open.iter_mut().zip(EYES) {
        let mut gaps = 0.0;
        for pair in lids {
            gaps += distance(pair)?;
        }
        *open = (gaps / 3.0 / distance(corners)?.max(1e-6)) as f32;
    }
    finite(open)
}

fn finite<const N: usize>(numbers: [f32; N]) -> Option<[f32; N]> {
    numbers.iter().all(|it| it.is_finite()).then_some(numbers)
}

fn minus(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn unit(a: [f64; 3]) -> [f64; 3] {
    let length = dot(a, a).sqrt();
    a.map(|it| it / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A face of simple points, turned about its vertical axis, then tilted, then rolled; degrees.
    fn face(yaw: f64, pitch: f64, roll: f64) -> Vec<[f32; 3]> {
        let [y, p, r] = [yaw, pitch, roll].map(f64::to_radians);
        let turned = |[x, v, z]: [f64; 3]| {
            let [x, z] = [x * y.cos() - z * y.sin(), x * y.sin() + z * y.cos()];
            let [v, z] = [v * p.cos() - z * p.sin(), v * p.sin() + z * p.cos()];
            let [x, v] = [x * r.cos() - v * r.sin(), x * r.sin() + v * r.cos()];
            [(300.0 + x) as f32, (200.0 + v) as f32, z as f32]
        };
        let mut points = vec![turned([0.0, 0.0, 0.0]); 468];
        let mut put = |number: usize, at| points[number] = turned(at);
        put(RIGHT_EYE, [-45.0, -30.0, 0.0]);
        put(LEFT_EYE, [45.0, -30.0, 0.0]);
        put(FOREHEAD, [0.0, -80.0, 0.0]);
        put(CHIN, [0.0, 80.0, 0.0]);
        // The tip of the nose stands out towards the camera.
        put(NOSE, [0.0, 10.0, -40.0]);
        put(SIDES.0, [-70.0, 0.0, 40.0]);
        put(SIDES.1, [70.0, 0.0, 40.0]);
        points
    }

    #[test]
    fn a_face_that_looks_ahead_has_no_angles() {
        let angles = angles(&face(0.0, 0.0, 0.0)).unwrap();
        assert!(angles.iter().all(|angle| angle.abs() < 1e-3), "{angles:?}");
        assert!(flat_yaw(&face(0.0, 0.0, 0.0)).unwrap().abs() < 1e-6);
    }

    #[test]
    fn a_turn_is_found_with_its_sign() {
        for turn in [-35.0, -10.0, 10.0, 35.0] {
            let points = face(turn, 0.0, 0.0);
            let [yaw, pitch, roll] = angles(&points).unwrap();
            assert!(
                (f64::from(yaw) - turn).abs() < 0.01 && pitch.abs() < 0.01 && roll.abs() < 0.01,
                "{turn}: {yaw}"
            );
            // The nose goes to the right of the picture with a positive turn.
            assert!(points[NOSE][0] > 300.0 || turn < 0.0);
            assert_eq!(flat_yaw(&points).unwrap() > 0.0, turn > 0.0);
        }
        let [_, _, roll] = angles(&face(0.0, 0.0, 20.0)).unwrap();
        assert!((roll - 20.0).abs() < 0.01);
        let [_, pitch, _] = angles(&face(0.0, 15.0, 0.0)).unwrap();
        assert!((pitch.abs() - 15.0).abs() < 0.01);
    }

    #[test]
    fn points_that_fall_together_have_no_pose() {
        let point = vec![[5.0; 3]; 468];
        assert_eq!((angles(&point), flat_yaw(&point)), (None, None));
        assert_eq!((angles(&[]), openness(&[])), (None, None));
        assert_eq!(openness(&point), Some([0.0, 0.0]));
    }
}
