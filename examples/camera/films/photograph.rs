//! A photograph that is held into the camera: flat or bent round a cylinder, turned, tilted, moved.

use image::RgbImage;

use super::picture::{HEIGHT, WIDTH, warp};

/// The distance of the camera in pixels.
const DISTANCE: f32 = 700.0;

/// How it is held. Angles are degrees, lengths pixels.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// About the vertical; positive turns as a face that looks to image-right does.
    pub yaw: f32,
    /// About the horizontal.
    pub pitch: f32,
    /// In its own plane.
    pub roll: f32,
    /// To image-right.
    pub across: f32,
    /// Downwards.
    pub down: f32,
    /// How large it is.
    pub scale: f32,
    /// Radius of the upright cylinder round which it is bent, towards the camera; none if it is flat.
    pub radius: Option<f32>,
}

impl Default for Held {
    fn default() -> Self {
        Self { yaw: 0.0, pitch: 0.0, roll: 0.0, across: 0.0, down: 0.0, scale: 1.0, radius: None }
    }
}

/// What the camera sees of `picture`.
pub fn photograph(picture: &RgbImage, held: &Held) -> RgbImage {
    match held.radius {
        None => flat(picture, held),
        Some(radius) => bent(picture, held, radius),
    }
}

fn flat(picture: &RgbImage, held: &Held) -> RgbImage {
    let [(sy, cy), (sp, cp), (sr, cr)] =
        [held.yaw, held.pitch, held.roll].map(|angle| angle.to_radians().sin_cos());
    // The columns of roll, pitch and yaw together that a point of the plane needs, and the normal.
    let right = [cr * cy - sr * sp * sy, sr * cy + cr * sp * sy, cp * sy];
    let down = [-sr * cp, cr * cp, -sp];
    let normal = cross(right, down);
    let (middle, size) = (middle(), size());
    warp(picture, |x, y| {
        let (u, v) = (x - middle.0 - held.across, y - middle.1 - held.down);
        // The point of the plane on the ray through this pixel: t (u, v, f) - (0, 0, f), at right angles to the normal.
        let along = u * normal[0] + v * normal[1] + DISTANCE * normal[2];
        let t = DISTANCE * normal[2] / along;
        let point = [t * u, t * v, t * DISTANCE - DISTANCE];
        let (px, py) = (dot(point, right) / held.scale + middle.0, dot(point, down) / held.scale + middle.1);
        (t > 0.0 && inside(px, py, size)).then_some((px, py))
    })
}

/// `held.yaw` is how far the cylinder is turned about its axis; the photograph's middle stays in the frame's.
fn bent(picture: &RgbImage, held: &Held, radius: f32) -> RgbImage {
    let (middle, size, turn) = (middle(), size(), held.yaw.to_radians());
    let centre = radius * turn.sin() * DISTANCE / (DISTANCE + radius * (1.0 - turn.cos()));
    let (sin, cos) = held.roll.to_radians().sin_cos();
    warp(picture, |x, y| {
        let (a, b) = ((x - middle.0 - held.across) / held.scale, (y - middle.1 - held.down) / held.scale);
        let (u, v) = (a * cos + b * sin + centre, b * cos - a * sin);
        // u (f + r (1 - cos p)) = f r sin p, solved for the side of the cylinder that is seen.
        let reach = u * (DISTANCE + radius) / (radius * DISTANCE.hypot(u));
        if reach.abs() > 1.0 {
            return None;
        }
        let angle = reach.asin() - u.atan2(DISTANCE);
        let depth = radius * (1.0 - angle.cos());
        let (px, py) = (radius * (angle - turn) + middle.0, v * (DISTANCE + depth) / DISTANCE + middle.1);
        inside(px, py, size).then_some((px, py))
    })
}

fn middle() -> (f32, f32) {
    let (width, height) = size();
    (width / 2.0, height / 2.0)
}

fn size() -> (f32, f32) {
    (WIDTH as f32, HEIGHT as f32)
}

fn inside(x: f32, y: f32, (width, height): (f32, f32)) -> bool {
    (0.0..width).contains(&x) && (0.0..height).contains(&y)
}

fn cross(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
