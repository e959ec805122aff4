//! What a frame is like to look at: brightness, sharpness, and how many people are in it.
//!
//! Measured on the face as the mesh saw it, upright and always of one size, so that the numbers mean the same from every
//! camera. What is good enough is a setting, and judged elsewhere.

use super::{detect::Detection, mesh};

/// Faces at least this wide, by the widest, are people before the camera, not behind them.
const ALIKE: f32 = 0.5;
/// The weights of ITU-R BT.601.
const LUMA: [f32; 3] = [0.299, 0.587, 0.114];

/// The middle of what the mesh saw: where the face is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Mean luma, 0 to 255.
    pub(super) luma: f32,
    /// Variance of the Laplacian of the luma.
    pub(super) sharpness: f32,
}

/// How the face looks, in a square of [`mesh::SIZE`] pixels with [`mesh::AROUND`] as much around it.
pub(super) fn look(seen: &[f32]) -> Look {
    let size = mesh::SIZE as usize;
    let inner = (f64::from(mesh::SIZE) / mesh::AROUND) as usize;
    let edge = (size - inner) / 2;
    let pixels: &[[f32; 3]] = seen.as_chunks().0;
    let [of_red, of_green, of_blue] = LUMA;
    let luma: Vec<f32> =
        pixels.iter().map(|[red, green, blue]| red * of_red + green * of_green + blue * of_blue).collect();
    let rows: Vec<&[f32]> = luma.chunks_exact(size).collect();
    let (mut light, mut sum, mut squares, mut count) = (0.0f64, 0.0f64, 0.0f64, 0.0f64);
    for rows in rows.windows(3).skip(edge.saturating_sub(1)).take(inner) {
        let [above, row, below] = rows else { continue };
        for column in edge..edge + inner {
            let (Some([left, middle, right]), Some(above), Some(below)) =
                (row.get(column - 1..=column + 1), above.get(column), below.get(column))
            else {
                continue;
            };
            let laplacian = f64::from(above + below + left + right - 4.0 * middle);
            light += f64::from(*middle);
            sum += laplacian;
            squares += laplacian * laplacian;
            count += 1.0;
        }
    }
    if count == 0.0 {
        return Look { luma: 0.0, sharpness: 0.0 };
    }
    let mean = sum / count;
    Look { luma: (light / count) as f32, sharpness: (squares / count - mean * mean).max(0.0) as f32 }
}

/// How many of the faces, the widest first, are of similar size.
pub(super) fn alike(faces: &[Detection]) -> u32 {
    let widest = faces.first().map_or(0.0, Detection::width);
    faces.iter().filter(|face| face.width() >= ALIKE * widest).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the mesh would see of a face whose luma is this function of column and row.
    fn seen(luma: impl Fn(u32, u32) -> f32) -> Vec<f32> {
        (0..mesh::SIZE)
            .flat_map(|y| (0..mesh::SIZE).map(move |x| (x, y)))
            .flat_map(|(x, y)| [luma(x, y); 3])
            .collect()
    }

    #[test]
    fn brightness_is_that_of_the_face_alone() {
        let face =
            |x: u32, y: u32| if (32..160).contains(&x) && (32..160).contains(&y) { 120.0 } else { 0.0 };
        let look = look(&seen(face));
        assert!((look.luma - 120.0).abs() < 0.01, "{look:?}");
    }

    #[test]
    fn what_is_smooth_is_not_sharp() {
        assert_eq!(look(&seen(|_, _| 90.0)).sharpness, 0.0);
        // A ramp has no edges; a chessboard has nothing else: plus and minus 4 times 100, everywhere.
        assert!(look(&seen(|x, _| x as f32)).sharpness < 1e-3);
        let chess = look(&seen(|x, y| if (x + y) % 2 == 0 { 50.0 } else { 150.0 }));
        assert!((chess.sharpness - 160_000.0).abs() < 1.0, "{chess:?}");
        assert_eq!(look(&[]), Look { luma: 0.0, sharpness: 0.0 });
    }

    #[test]
    fn people_behind_are_not_counted() {
        let face = |width: f32| Detection { score: 0.9, rect: [0.0, 0.0, width, width], eyes: [[0.0; 2]; 2] };
        assert_eq!(alike(&[face(100.0), face(60.0), face(49.0)]), 2);
        assert_eq!(alike(&[face(100.0)]), 1);
        assert_eq!(alike(&[]), 0);
    }
}
