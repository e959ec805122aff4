//! How far an eye is open: the lids that MediaPipe's iris network draws on a square of 64 pixels around it.
//!
//! Owns that square and what the contours say. It was made on left eyes; a right one is shown mirrored. What is open for one
//! person is not for another (0.176 to 0.318 with eyes open): who compares, compares with the person's own.

use super::{
    mesh::point,
    runtime::{Broken, Network},
    warp::{Affine, Pyramid},
};

/// Pixels to a side of what the network sees.
const SIZE: u32 = 64;
/// How much wider the square is than the eye.
const AROUND: f64 = 2.3;
/// Points of the upper lid, each with the one below it.
const LIDS: [(usize, usize); 7] = [(9, 1), (10, 2), (11, 3), (12, 4), (13, 5), (14, 6), (15, 7)];
/// The corners of the eye, among the contours.
const CORNERS: (usize, usize) = (0, 8);

/// An eye of the person whose face it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eye {
    Right,
    Left,
}

impl Eye {
    /// Its corners in the mesh, from left to right in the picture.
    fn corners(self) -> (usize, usize) {
        match self {
            Self::Right => (33, 133),
            Self::Left => (362, 263),
        }
    }
}

/// The network.
pub(super) struct Iris(Network);

impl Iris {
    pub(super) fn new(network: Network) -> Self {
        Self(network)
    }

    /// The mean gap of the lids, by the width of the eye.
    pub(super) fn openness(
        &mut self,
        picture: &mut Pyramid<'_>,
        points: &[[f32; 3]],
        eye: Eye,
    ) -> Result<f32, Broken> {
        let (from, to) = eye.corners();
        let (Some([x0, y0, _]), Some([x1, y1, _])) = (point(points, from), point(points, to)) else {
            return Err(Broken::Output("landmarks".to_owned()));
        };
        let (width, angle) = ((x1 - x0).hypot(y1 - y0), (y1 - y0).atan2(x1 - x0));
        let centre = [f64::midpoint(x0, x1), f64::midpoint(y0, y1)];
        let mut values = picture.warp(&Affine::square(centre, AROUND * width, angle, SIZE), SIZE);
        values.iter_mut().for_each(|value| *value /= 255.0);
        if eye == Eye::Right {
            let pixels: &mut [[f32; 3]] = values.as_chunks_mut().0;
            pixels.chunks_exact_mut(SIZE as usize).for_each(<[_]>::reverse);
        }
        let [contours] = self.0.run([1, SIZE as usize, SIZE as usize, 3], &values, ["contours"])?;
        let gap = open(contours.as_chunks().0).ok_or_else(|| Broken::Output("contours".to_owned()))?;
        if gap.is_finite() { Ok(gap) } else { Err(Broken::NotFinite) }
    }
}

fn open(contours: &[[f32; 3]]) -> Option<f32> {
    let distance = |(a, b): (usize, usize)| {
        let ([ax, ay, _], [bx, by, _]) = (contours.get(a)?, contours.get(b)?);
        Some((ax - bx).hypot(ay - by))
    };
    let mut gaps = 0.0;
    for pair in LIDS {
        gaps += distance(pair)?;
    }
    Some(gaps / LIDS.len() as f32 / distance(CORNERS)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_eye_is_measured_by_its_width() {
        // Lids 6 apart, on an eye that is 30 wide.
        let mut contours = vec![[0.0; 3]; 71];
        contours[8] = [30.0, 0.0, 0.0];
        for (upper, lower) in LIDS {
            contours[upper] = [lower as f32 * 4.0, -4.0, 1.0];
            contours[lower] = [lower as f32 * 4.0, 2.0, -1.0];
        }
        assert!((open(&contours).unwrap() - 0.2).abs() < 1e-6);
        assert_eq!(open(&contours[..15]), None);
    }
}
