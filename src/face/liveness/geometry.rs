//! Distances between the landmarks of two frames: how far a face moved, and whether it moved as a flat picture would.

/// How many landmarks the mesh has.
pub const LANDMARKS: usize = 468;
/// The outer corners of the right and the left eye.
const EYES: (usize, usize) = (33, 263);

/// The distance of the outer corners of the eyes, in pixels.
pub fn eye_distance(landmarks: &[[f32; 3]]) -> Option<f32> {
    let ([ax, ay, _], [bx, by, _]) = (landmarks.get(EYES.0)?, landmarks.get(EYES.1)?);
    let distance = (ax - bx).hypot(ay - by);
    (distance.is_finite() && distance > 1.0).then_some(distance)
}

/// The median movement of the landmarks, by the distance of the eyes.
pub fn movement(from: &[[f32; 3]], to: &[[f32; 3]]) -> Option<f32> {
    let steps = from.iter().zip(to).map(|([ax, ay, _], [bx, by, _])| (ax - bx).hypot(ay - by));
    Some(median(steps.collect())? / eye_distance(to)?)
}

/// The middle of `values`; of an even number the larger of the two.
pub fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Euclidean distance of two vectors of a face.
pub fn distance(a: &[f32], b: &[f32]) -> f32 {
    if a.len() != b.len() {
        return f32::INFINITY;
    }
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
}

/// How far `to` is from what a flat picture of `from` can become: the mean distance of the landmarks from the homography
/// that fits best (direct linear transformation; Hartley and Zisserman, "Multiple View Geometry", chapter 4), by the
/// distance of the eyes in `from`.
pub fn residual(from: &[[f32; 3]], to: &[[f32; 3]]) -> Option<f32> {
    let eyes = f64::from(eye_distance(from)?);
    let (source, target) = (Normal::of(from)?, Normal::of(to)?);
    let pairs: Vec<_> = from.iter().zip(to).map(|(a, b)| (source.apply(a), target.apply(b))).collect();
    let mut equations = [[0.0; 9]; 8];
    for ((x, y), (u, v)) in &pairs {
        for row in [
            [*x, *y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, *u],
            [0.0, 0.0, 0.0, *x, *y, 1.0, -v * x, -v * y, *v],
        ] {
            for (equation, factor) in equations.iter_mut().zip(row) {
                for (sum, value) in equation.iter_mut().zip(row) {
                    *sum += factor * value;
                }
            }
        }
    }
    let [a, b, c, d, e, f, g, h] = solve(equations)?;
    let misses = pairs.iter().map(|((x, y), (u, v))| {
        let w = g * x + h * y + 1.0;
        ((a * x + b * y + c) / w - u).hypot((d * x + e * y + f) / w - v)
    });
    let mean = misses.sum::<f64>() / pairs.len() as f64 / target.scale / eyes;
    #[allow(clippy::cast_possible_truncation)]
    mean.is_finite().then_some(mean as f32)
}

/// Moves points to their middle and scales them to a mean distance of the square root of two, without which the equations
/// would be ill-conditioned.
struct Normal {
    middle: (f64, f64),
    scale: f64,
}

impl Normal {
    fn of(points: &[[f32; 3]]) -> Option<Self> {
        let count = points.len() as f64;
        let (x, y) =
            points.iter().fold((0.0, 0.0), |(x, y), [px, py, _]| (x + f64::from(*px), y + f64::from(*py)));
        let middle = (x / count, y / count);
        let away = points.iter().map(|[x, y, _]| (f64::from(*x) - middle.0).hypot(f64::from(*y) - middle.1));
        let scale = std::f64::consts::SQRT_2 * count / away.sum::<f64>();
        scale.is_finite().then_some(Self { middle, scale })
    }

    fn apply(&self, [x, y, _]: &[f32; 3]) -> (f64, f64) {
        ((f64::from(*x) - self.middle.0) * self.scale, (f64::from(*y) - self.middle.1) * self.scale)
    }
}

/// The solution of eight linear equations (Gauss and Jordan, largest pivot first).
#[allow(clippy::indexing_slicing)] // every index is below the length of its array
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for column in 0..8 {
        let pivot = (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let leading = rows[column];
        if leading[column].abs() < 1e-12 || !leading[column].is_finite() {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = row[column] / leading[column];
            if index != column {
                for (value, above) in row.iter_mut().zip(leading) {
                    *value -= factor * above;
                }
            }
        }
    }
    Some(std::array::from_fn(|index| rows[index][8] / rows[index][index]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::liveness::testing::{Pose, landmarks};

    /// `points` as a plane that is turned about the vertical and seen from `distance` pixels.
    fn plane(points: &[[f32; 3]], yaw: f32, distance: f32) -> Vec<[f32; 3]> {
        let (sin, cos) = yaw.to_radians().sin_cos();
        points
            .iter()
            .map(|[x, y, _]| {
                let (x, y) = (x - 320.0, y - 240.0);
                let scale = distance / (distance + x * sin);
                [320.0 + x * cos * scale, 240.0 + y * scale, 0.0]
            })
            .collect()
    }

    #[test]
    fn a_flat_picture_that_turns_fits_a_homography_and_a_head_does_not() {
        let ahead = landmarks(Pose::default());
        for yaw in [-60.0, -30.0, 10.0, 30.0, 60.0] {
            let flat = residual(&ahead, &plane(&ahead, yaw, 700.0)).unwrap();
            assert!(flat < 1e-4, "{yaw}: {flat}");
        }
        for yaw in [-40.0, -28.0, 28.0, 40.0] {
            let turned = residual(&ahead, &landmarks(Pose { yaw, ..Pose::default() })).unwrap();
            assert!(turned > 0.045, "{yaw}: {turned}");
        }
        assert!(residual(&ahead, &ahead).unwrap() < 1e-6);
    }

    #[test]
    fn landmarks_that_are_none_have_no_distance() {
        let ahead = landmarks(Pose::default());
        assert_eq!(residual(&ahead, &[]), None);
        assert_eq!(residual(&[], &ahead), None);
        assert_eq!(residual(&ahead, &vec![[5.0; 3]; LANDMARKS]), None);
        assert_eq!(residual(&ahead, &vec![[f32::NAN; 3]; LANDMARKS]), None);
        assert_eq!(eye_distance(&vec![[5.0; 3]; LANDMARKS]), None);
        assert_eq!(movement(&ahead, &ahead), Some(0.0));
        assert!(distance(&[1.0], &[1.0, 2.0]).is_infinite());
    }
}
