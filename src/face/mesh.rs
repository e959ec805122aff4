//! 468 points on a face: FaceMesh, on a square of 192 pixels around it.
//!
//! Owns where that square lies: from the box of a detection, and better from the points themselves. So a face that was just
//! found takes two passes, and one that is followed from frame to frame takes one. The numbers of the points are MediaPipe's.

use super::{
    detect::{Detection, sigmoid},
    runtime::{Broken, Network},
    warp::{Affine, Pyramid},
    wiped::Wiped,
};

/// Pixels to a side of what the network sees.
pub(super) const SIZE: u32 = 192;
/// How much larger the square is than the face.
pub(super) const AROUND: f64 = 1.5;
/// How many points there are.
pub(super) const POINTS: usize = 468;
/// Less presence than this is no face.
pub(super) const LEAST_PRESENCE: f32 = 0.3;

/// The outer corners of the right and the left eye.
const EYES: (usize, usize) = (33, 263);

/// The points of a face.
pub(super) struct Mesh {
    /// x and y in pixels of the picture, z in the same unit, growing with depth.
    pub(super) points: Vec<[f32; 3]>,
    /// How sure the network is that they lie on a face, 0 to 1.
    pub(super) presence: f32,
    /// What the network saw: the face, upright, [`AROUND`] times as large, 0 to 255.
    pub(super) seen: Wiped<f32>,
}

impl Mesh {
    /// Whether it lies on the face that was detected: its middle is in there, and it is about as wide.
    pub(super) fn is_on(&self, face: &Detection) -> bool {
        let [x0, y0, x1, y1] = rect(&self.points);
        let [left, top, right, bottom] = face.rect;
        let (wide, detected) = (x1 - x0, face.width());
        (left..=right).contains(&f32::midpoint(x0, x1))
            && (top..=bottom).contains(&f32::midpoint(y0, y1))
            && wide < 2.0 * detected
            && detected < 2.0 * wide
    }
}

/// A square that a face is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Region {
    centre: [f64; 2],
    side: f64,
    angle: f64,
}

impl Region {
    /// Around a face that was found.
    pub(super) fn of_detection(face: &Detection) -> Self {
        let [x0, y0, x1, y1] = face.rect.map(f64::from);
        let [[rx, ry], [lx, ly]] = face.eyes.map(|eye| eye.map(f64::from));
        Self {
            centre: [f64::midpoint(x0, x1), f64::midpoint(y0, y1)],
            side: AROUND * f64::from(face.width().max(face.height())),
            angle: (ly - ry).atan2(lx - rx),
        }
    }

    /// Around points, upright along the line of the eyes.
    pub(super) fn of_points(points: &[[f32; 3]]) -> Option<Self> {
        let ([rx, ry, _], [lx, ly, _]) = (point(points, EYES.0)?, point(points, EYES.1)?);
        let angle = (ly - ry).atan2(lx - rx);
        let (sin, cos) = angle.sin_cos();
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for [x, y, _] in points.iter().map(|point| point.map(f64::from)) {
            let upright = [cos * x + sin * y, cos * y - sin * x];
            for ((low, high), value) in low.iter_mut().zip(&mut high).zip(upright) {
                *low = low.min(value);
                *high = high.max(value);
            }
        }
        let [x, y] = [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])];
        Some(Self {
            centre: [cos * x - sin * y, sin * x + cos * y],
            side: AROUND * (high[0] - low[0]).max(high[1] - low[1]),
            angle,
        })
    }

    fn map(&self) -> Affine {
        Affine::square(self.centre, self.side, self.angle, SIZE)
    }
}

/// One point of a mesh.
pub(super) fn point(points: &[[f32; 3]], number: usize) -> Option<[f64; 3]> {
    points.get(number).map(|point| point.map(f64::from))
}

/// Left, top, right, bottom of points.
pub(super) fn rect(points: &[[f32; 3]]) -> [f32; 4] {
    points.iter().fold(
        [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY],
        |[x0, y0, x1, y1], [x, y, _]| [x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y)],
    )
}

/// The network.
pub(super) struct Mesher(Network);

impl Mesher {
    pub(super) fn new(network: Network) -> Self {
        Self(network)
    }

    /// The points of the face that was found, in two passes.
    pub(super) fn lay(&mut self, picture: &mut Pyramid<'_>, face: &Detection) -> Result<Mesh, Broken> {
        let first = self.pass(picture, &Region::of_detection(face))?;
        if first.presence < LEAST_PRESENCE {
            return Ok(first);
        }
        match Region::of_points(&first.points) {
            Some(region) => self.pass(picture, &region),
            None => Ok(first),
        }
    }

    /// The points of the face that is in this square.
    pub(super) fn pass(&mut self, picture: &mut Pyramid<'_>, region: &Region) -> Result<Mesh, Broken> {
        let map = region.map();
        let back = map.inverse().ok_or(Broken::NotFinite)?;
        let seen = picture.warp(&map, SIZE);
        let values = Wiped::from(seen.iter().map(|value| value / 255.0).collect::<Vec<f32>>());
        let shape = [1, SIZE as usize, SIZE as usize, 3];
        let [points, presence] = self.0.run(shape, &values, ["landmarks", "presence"])?;
        let (Some(presence), POINTS) = (presence.first(), points.len() / 3) else {
            return Err(Broken::Output("landmarks".to_owned()));
        };
        let depth = 1.0 / map.scale();
        let points = points.as_chunks().0.iter().map(|point: &[f32; 3]| {
            let [x, y, z] = point.map(f64::from);
            let [x, y] = back.apply([x, y]);
            [x as f32, y as f32, (z * depth) as f32]
        });
        let points: Vec<_> = points.collect();
        if !points.as_flattened().iter().all(|it| it.is_finite()) {
            return Err(Broken::NotFinite);
        }
        Ok(Mesh { points, presence: sigmoid(*presence), seen })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_square_lies_around_the_points_however_they_are_turned() {
        let angle = 0.4f64;
        let (sin, cos) = angle.sin_cos();
        let mut points = vec![[0.0; 3]; POINTS];
        // A face of 80 by 100 pixels around 300, 200, turned.
        let mut put = |number: usize, x: f64, y: f64| {
            points[number] = [(300.0 + cos * x - sin * y) as f32, (200.0 + sin * x + cos * y) as f32, 0.0];
        };
        (0..POINTS).for_each(|number| put(number, 0.0, 0.0));
        put(33, -30.0, -20.0);
        put(263, 30.0, -20.0);
        put(10, 0.0, -50.0);
        put(152, 0.0, 50.0);
        put(234, -40.0, 0.0);
        put(454, 40.0, 0.0);
        let region = Region::of_points(&points).unwrap();
        assert!((region.centre[0] - 300.0).abs() < 1e-3 && (region.centre[1] - 200.0).abs() < 1e-3);
        assert!((region.side - 150.0).abs() < 1e-3 && (region.angle - angle).abs() < 1e-6);
        assert_eq!(Region::of_points(&[]), None);
    }
}
