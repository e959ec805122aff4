//! Pixels: sampling a picture, warping it by any mapping, painting triangles of it.

use image::RgbImage;

use super::delaunay::Triangle;

/// Width and height of every frame.
pub const WIDTH: u32 = 640;
/// See [`WIDTH`].
pub const HEIGHT: u32 = 480;
/// What is around a photograph that is held into the camera.
const WALL: [f32; 3] = [90.0, 90.0, 90.0];

/// The colour at a point between pixels, the picture's edge repeated without end.
pub fn sample(picture: &RgbImage, x: f32, y: f32) -> [f32; 3] {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let (x, y) = (x.clamp(0.0, (width - 1) as f32), y.clamp(0.0, (height - 1) as f32));
    let (left, top) = (x as usize, y as usize);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (across, down) = (x - left as f32, y - top as f32);
    let raw = picture.as_raw();
    let pixel = |x: usize, y: usize| (y * width + x) * 3;
    let (a, b, c, d) = (pixel(left, top), pixel(right, top), pixel(left, bottom), pixel(right, bottom));
    let mut colour = [0.0; 3];
    for (channel, value) in colour.iter_mut().enumerate() {
        let at = |corner: usize| f32::from(raw[corner + channel]);
        let upper = at(a) + (at(b) - at(a)) * across;
        let lower = at(c) + (at(d) - at(c)) * across;
        *value = upper + (lower - upper) * down;
    }
    colour
}

/// A frame whose pixels come from where `source` says, from the wall where it says nothing.
pub fn warp(picture: &RgbImage, source: impl Fn(f32, f32) -> Option<(f32, f32)>) -> RgbImage {
    let mut frame = RgbImage::new(WIDTH, HEIGHT);
    for (x, y, pixel) in frame.enumerate_pixels_mut() {
        let colour = source(x as f32, y as f32).map_or(WALL, |(x, y)| sample(picture, x, y));
        pixel.0 = colour.map(|value| value.round() as u8);
    }
    frame
}

/// Paints triangles of `picture`, whose corners lie at `from`, to where they lie in `to`; the farthest (`to`'s z) first.
pub fn paint(
    frame: &mut RgbImage,
    picture: &RgbImage,
    triangles: &[Triangle],
    from: &[[f32; 3]],
    to: &[[f32; 3]],
) {
    let depth = |triangle: &Triangle| triangle.iter().map(|corner| to[*corner][2]).sum::<f32>();
    let mut order: Vec<&Triangle> = triangles.iter().collect();
    order.sort_by(|a, b| depth(b).total_cmp(&depth(a)));
    for triangle in order {
        paint_one(frame, picture, triangle.map(|corner| from[corner]), triangle.map(|corner| to[corner]));
    }
}

fn paint_one(frame: &mut RgbImage, picture: &RgbImage, from: [[f32; 3]; 3], to: [[f32; 3]; 3]) {
    let [[ax, ay, _], [bx, by, _], [cx, cy, _]] = to;
    let area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if area.abs() < 1e-3 {
        return;
    }
    let bounds = |a: f32, b: f32, c: f32, most: u32| {
        let (low, high) = (a.min(b).min(c).floor().max(0.0), a.max(b).max(c).ceil().min(most as f32 - 1.0));
        (low as u32, high.max(0.0) as u32)
    };
    let ((left, right), (top, bottom)) = (bounds(ax, bx, cx, WIDTH), bounds(ay, by, cy, HEIGHT));
    for y in top..=bottom {
        for x in left..=right {
            let (px, py) = (x as f32, y as f32);
            let b = ((px - ax) * (cy - ay) - (cx - ax) * (py - ay)) / area;
            let c = ((bx - ax) * (py - ay) - (px - ax) * (by - ay)) / area;
            let a = 1.0 - b - c;
            // A little over the edge, so that no seam shows between neighbours.
            if a < -1e-3 || b < -1e-3 || c < -1e-3 {
                continue;
            }
            let mix = |axis: usize| from[0][axis] * a + from[1][axis] * b + from[2][axis] * c;
            let colour = sample(picture, mix(0), mix(1));
            frame.put_pixel(x, y, image::Rgb(colour.map(|value| value.round() as u8)));
        }
    }
}
