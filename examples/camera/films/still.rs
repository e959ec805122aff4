//! A head made of one still picture: the mesh of its face, two rings around it and a border that does not move.

use std::io::Cursor;

use image::{ImageFormat, RgbImage, imageops::FilterType};

use super::{
    delaunay::{Triangle, triangulate},
    lids,
    picture::{HEIGHT, WIDTH, paint, sample, warp},
};

/// How wide the face is in a frame.
const FACE: f32 = 190.0;
/// From here the head's perspective is seen.
const DISTANCE: f32 = 900.0;
/// The outline of the face among the landmarks.
const OVAL: [usize; 36] = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176,
    149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/// Lays the mesh of 468 points on the face of an encoded picture; none if there is no face.
pub type Mesh<'a> = dyn FnMut(&[u8]) -> Option<Vec<[f32; 3]>> + 'a;

/// A head, looking ahead with open eyes.
pub struct Still {
    /// The still, its face in the middle of a frame.
    pub frame: RgbImage,
    /// Landmarks of `frame`.
    pub landmarks: Vec<[f32; 3]>,
    points: Vec<[f32; 3]>,
    /// How much of a turn each point takes part in.
    weights: Vec<f32>,
    triangles: Vec<Triangle>,
    pivot: [f32; 3],
}

/// How a head is held.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pose {
    /// Degrees; positive to image-right.
    pub yaw: f32,
    /// Degrees.
    pub pitch: f32,
    /// How far the lids are closed, 0 to 1.
    pub closed: f32,
}

impl Still {
    /// Makes a head of the face that `mesh` finds in a picture.
    pub fn of(picture: &RgbImage, mesh: &mut Mesh<'_>) -> Result<Self, String> {
        let picture = smaller(picture);
        let points = landmarks(&picture, mesh)?;
        let ([left, right], [top, bottom]) = (extent(&points, 0), extent(&points, 1));
        let scale = FACE / (right - left);
        let (x, y) = (f32::midpoint(left, right), f32::midpoint(top, bottom));
        // Made smaller first, so that what is taken away leaves no pattern.
        let (picture, shrunk) = if scale < 0.6 {
            let to = |side: u32| (side as f32 * scale).round().max(1.0) as u32;
            let (width, height) = (to(picture.width()), to(picture.height()));
            (image::imageops::resize(&picture, width, height, FilterType::Triangle), scale)
        } else {
            (picture, 1.0)
        };
        let (left, scale) = (scale / shrunk, shrunk);
        let frame = warp(&picture, |px, py| {
            Some((
                (px - WIDTH as f32 / 2.0) / left + x * scale,
                (py - HEIGHT as f32 / 2.0) / left + y * scale,
            ))
        });
        let landmarks = landmarks(&frame, mesh)?;
        Ok(Self::with(frame, landmarks))
    }

    /// A head of a frame whose landmarks are known.
    fn with(frame: RgbImage, landmarks: Vec<[f32; 3]>) -> Self {
        let count = landmarks.len() as f32;
        let middle = |axis: usize| landmarks.iter().map(|point| point[axis]).sum::<f32>() / count;
        let ([left, right], [_, deepest]) = (extent(&landmarks, 0), extent(&landmarks, 2));
        let width = right - left;
        let pivot = [middle(0), middle(1), deepest + 0.25 * width];
        let oval = OVAL.map(|number| landmarks[number]);
        let of_oval = |axis: usize| oval.iter().map(|point| point[axis]).sum::<f32>() / oval.len() as f32;
        let (x, y) = (of_oval(0), of_oval(1));
        let ring = |size: f32, depth: f32| {
            oval.map(|point| [x + (point[0] - x) * size, y + (point[1] - y) * size, point[2] + depth * width])
        };
        let (right, bottom) = (WIDTH as f32 - 1.0, HEIGHT as f32 - 1.0);
        let along = |count: u8, length: f32| {
            (0..count).map(move |part| f32::from(part) * length / f32::from(count - 1))
        };
        let horizontal = along(9, right).flat_map(|x| [[x, 0.0, 0.0], [x, bottom, 0.0]]);
        let vertical = along(7, bottom).skip(1).take(5).flat_map(|y| [[0.0, y, 0.0], [right, y, 0.0]]);
        let border: Vec<[f32; 3]> = horizontal.chain(vertical).collect();
        let parts = [
            (landmarks.clone(), 1.0),
            (ring(1.22, 0.25).into(), 0.9),
            (ring(1.7, 0.3).into(), 0.25),
            (border, 0.0),
        ];
        let weights = parts.iter().flat_map(|(points, weight)| points.iter().map(|_| *weight)).collect();
        let points: Vec<[f32; 3]> = parts
            .iter()
            .flat_map(|(points, _)| points)
            .map(|[x, y, z]| [x.clamp(0.0, right), y.clamp(0.0, bottom), *z])
            .collect();
        let flat: Vec<[f32; 2]> = points.iter().map(|[x, y, _]| [*x, *y]).collect();
        Self { frame, landmarks, triangles: triangulate(&flat), points, weights, pivot }
    }

    /// What the camera sees of the head.
    pub fn look(&self, pose: &Pose) -> RgbImage {
        let lidded = (pose.closed > 0.0).then(|| lids::close(&self.frame, &self.landmarks, pose.closed));
        let picture = lidded.as_ref().unwrap_or(&self.frame);
        if pose.yaw == 0.0 && pose.pitch == 0.0 {
            return picture.clone();
        }
        // Under the head is what is behind it, spread from the edges.
        let mut frame = picture.clone();
        paint(&mut frame, picture, &self.triangles, &self.points, &self.posed(pose));
        frame
    }

    fn posed(&self, pose: &Pose) -> Vec<[f32; 3]> {
        let (sy, cy) = pose.yaw.to_radians().sin_cos();
        let (sp, cp) = pose.pitch.to_radians().sin_cos();
        let nearest = self.points.iter().map(|point| point[2] - self.pivot[2]).fold(f32::INFINITY, f32::min);
        self.points
            .iter()
            .zip(&self.weights)
            .map(|(point, weight)| {
                let q: [f32; 3] = std::array::from_fn(|axis| point[axis] - self.pivot[axis]);
                let (x, z) = (q[0] * cy - q[2] * sy, q[0] * sy + q[2] * cy);
                let (y, z) = (q[1] * cp - z * sp, q[1] * sp + z * cp);
                // A mild perspective that changes nothing at rest.
                let near = DISTANCE / (DISTANCE + z - nearest) * (DISTANCE + q[2] - nearest) / DISTANCE;
                let turned = [x * near, y * near, z];
                std::array::from_fn(|axis| self.pivot[axis] + q[axis] + (turned[axis] - q[axis]) * weight)
            })
            .collect()
    }
}

/// The landmarks of the one face.
fn landmarks(picture: &RgbImage, mesh: &mut Mesh<'_>) -> Result<Vec<[f32; 3]>, String> {
    let mut encoded = Vec::new();
    picture.write_to(&mut Cursor::new(&mut encoded), ImageFormat::Png).map_err(|error| error.to_string())?;
    if encoded.len() > 2_000_000 {
        encoded = super::output::jpeg(picture, 95);
    }
    mesh(&encoded).ok_or_else(|| "no face was found in the still".to_owned())
}

/// At most 1400 pixels to a side.
fn smaller(picture: &RgbImage) -> RgbImage {
    let longest = picture.width().max(picture.height());
    if longest <= 1400 {
        return picture.clone();
    }
    let to = |side: u32| (side * 1400 / longest).max(1);
    image::imageops::resize(picture, to(picture.width()), to(picture.height()), FilterType::Triangle)
}

fn extent(points: &[[f32; 3]], axis: usize) -> [f32; 2] {
    points.iter().fold([f32::INFINITY, f32::NEG_INFINITY], |[low, high], point| {
        [low.min(point[axis]), high.max(point[axis])]
    })
}

/// `frame`, as a camera that is held a little otherwise sees it.
pub fn moved(frame: &RgbImage, roll: f32, across: f32, down: f32, scale: f32) -> RgbImage {
    let (sin, cos) = roll.to_radians().sin_cos();
    let (x, y) = (WIDTH as f32 / 2.0, HEIGHT as f32 / 2.0);
    let mut out = RgbImage::new(WIDTH, HEIGHT);
    for (px, py, pixel) in out.enumerate_pixels_mut() {
        let (u, v) = ((px as f32 - x - across) / scale, (py as f32 - y - down) / scale);
        pixel.0 =
            sample(frame, x + u * cos + v * sin, y - u * sin + v * cos).map(|value| value.round() as u8);
    }
    out
}
