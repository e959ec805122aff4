//! Cutting a square out of a picture, turned and scaled, without aliasing.
//!
//! Owns affine maps and sampling. Points are in pixels; the first pixel's centre is at 0, 0. What is to be cut out is for
//! whoever reads the square.

use super::{picture::Picture, wiped::Wiped};

/// An affine map of the plane: two rows of three.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Affine(pub(super) [[f64; 3]; 2]);

impl Affine {
    /// Where a point goes.
    pub(super) fn apply(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        self.0.map(|[a, b, c]| a * x + b * y + c)
    }

    /// By how much lengths grow, in the mean of all directions.
    pub(super) fn scale(&self) -> f64 {
        self.determinant().abs().sqrt()
    }

    fn determinant(&self) -> f64 {
        let [[a, b, _], [c, d, _]] = self.0;
        a * d - b * c
    }

    /// The way back; none if everything falls onto a line, or the map has no numbers.
    pub(super) fn inverse(&self) -> Option<Self> {
        let [[a, b, e], [c, d, f]] = self.0;
        let determinant = self.determinant();
        if !determinant.is_normal() {
            return None;
        }
        let rows = [[d, -b, b * f - d * e], [-c, a, c * e - a * f]];
        Some(Self(rows.map(|row| row.map(|it| it / determinant))))
    }

    /// Takes the square of `side` around `centre`, whose upper edge is at `angle` (radians, clockwise) to the horizontal, to
    /// the square of `size` pixels.
    pub(super) fn square(centre: [f64; 2], side: f64, angle: f64, size: u32) -> Self {
        let (sin, cos) = angle.sin_cos();
        let scale = f64::from(size) / side;
        let ([x, y], half) = (centre, f64::from(size) / 2.0);
        let turned = [[scale * cos, scale * sin], [-scale * sin, scale * cos]];
        Self(turned.map(|[a, b]| [a, b, half - a * x - b * y]))
    }

    /// The similarity (turn, scale, shift) that takes `from` closest to `to`, in the least squares.
    pub(super) fn similarity<const N: usize>(from: [[f64; 2]; N], to: [[f64; 2]; N]) -> Self {
        let mean = |points: &[[f64; 2]; N]| {
            let sum = points.iter().fold([0.0, 0.0], |[x, y], point| [x + point[0], y + point[1]]);
            sum.map(|it| it / N as f64)
        };
        let ([fx, fy], [tx, ty]) = (mean(&from), mean(&to));
        let (mut cos, mut sin, mut spread) = (0.0, 0.0, 0.0);
        for ([ax, ay], [bx, by]) in from.into_iter().zip(to) {
            let ([ax, ay], [bx, by]) = ([ax - fx, ay - fy], [bx - tx, by - ty]);
            cos += ax * bx + ay * by;
            sin += ax * by - ay * bx;
            spread += ax * ax + ay * ay;
        }
        let (cos, sin) = (cos / spread, sin / spread);
        let turned = [[cos, -sin, tx], [sin, cos, ty]];
        Self(turned.map(|[a, b, t]| [a, b, t - a * fx - b * fy]))
    }

    /// The same map for a picture of half the size.
    fn of_half(&self) -> Self {
        // The pixel 0 of the half lies between the pixels 0 and 1 of the whole.
        Self(self.0.map(|[a, b, c]| [2.0 * a, 2.0 * b, 0.5 * a + 0.5 * b + c]))
    }
}

/// A picture together with its halves, quarters and so on, each made when it is first needed.
pub(super) struct Pyramid<'a> {
    picture: &'a Picture,
    smaller: Vec<Picture>,
}

impl<'a> Pyramid<'a> {
    pub(super) fn new(picture: &'a Picture) -> Self {
        Self { picture, smaller: Vec::new() }
    }

    pub(super) fn picture(&self) -> &'a Picture {
        self.picture
    }

    /// The square of `size` pixels that `map` takes the picture to: red, green and blue, 0 to 255, black beside the picture.
    pub(super) fn warp(&mut self, map: &Affine, size: u32) -> Wiped<f32> {
        let (mut map, mut scale, mut level) = (*map, map.scale(), 0);
        while scale < 0.5 && self.deepen(level) {
            map = map.of_half();
            scale *= 2.0;
            level += 1;
        }
        let source = level.checked_sub(1).and_then(|it| self.smaller.get(it)).unwrap_or(self.picture);
        let Some(back) = map.inverse() else {
            return Wiped::from(vec![0.0; size as usize * size as usize * 3]);
        };
        sample(source, &back, size)
    }

    /// Whether there is a picture half as large as that of `level`.
    fn deepen(&mut self, level: usize) -> bool {
        if level < self.smaller.len() {
            return true;
        }
        let last = self.smaller.last().unwrap_or(self.picture);
        let Some(half) = half(last) else { return false };
        self.smaller.push(half);
        true
    }
}

/// Each pixel the mean of four.
fn half(picture: &Picture) -> Option<Picture> {
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    if picture.width().min(picture.height()) <= 2 {
        return None;
    }
    let row = picture.width() as usize;
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    let mean = |a: u8, b: u8, c: u8, d: u8| {
        ((u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d) + 2) / 4) as u8
    };
    for rows in picture.pixels().chunks_exact(2 * row) {
        let (upper, lower) = rows.split_at(row);
        for ([a, b], [c, d]) in upper.as_chunks().0.iter().zip(lower.as_chunks().0) {
            let ([ar, ag, ab], [br, bg, bb], [cr, cg, cb], [dr, dg, db]) = (*a, *b, *c, *d);
            rgb.extend_from_slice(&[mean(ar, br, cr, dr), mean(ag, bg, cg, dg), mean(ab, bb, cb, db)]);
        }
    }
    Picture::from_rgb(width, height, rgb)
}

/// Reads the picture, bilinearly, where `back` takes each pixel of the square from.
fn sample(picture: &Picture, back: &Affine, size: u32) -> Wiped<f32> {
    let source = Source {
        pixels: picture.pixels(),
        width: picture.width() as usize,
        height: picture.height() as usize,
        last: (f64::from(picture.width()) - 1.0, f64::from(picture.height()) - 1.0),
    };
    let [[across_x, down_x, x0], [across_y, down_y, y0]] = back.0;
    let side = size as usize;
    let mut values = Wiped::from(vec![0.0; side * side * 3]);
    let square: &mut [[f32; 3]] = values.as_chunks_mut().0;
    for (v, row) in square.chunks_exact_mut(side.max(1)).enumerate() {
        let (x, y) = (down_x * v as f64 + x0, down_y * v as f64 + y0);
        for (u, pixel) in row.iter_mut().enumerate() {
            *pixel = source.between(across_x * u as f64 + x, across_y * u as f64 + y);
        }
    }
    values
}

/// A picture that is read between its pixels.
struct Source<'a> {
    pixels: &'a [[u8; 3]],
    width: usize,
    height: usize,
    /// The last pixel's column and row.
    last: (f64, f64),
}

impl Source<'_> {
    /// The colour at a point: the mean of the four pixels around it, by how near they are.
    fn between(&self, x: f64, y: f64) -> [f32; 3] {
        // Where nearly all of a face is, no pixel is beside the picture.
        if x >= 0.0 && y >= 0.0 && x < self.last.0 && y < self.last.1 {
            let (left, top) = (x as usize, y as usize);
            let at = top * self.width + left;
            let (upper, lower) =
                (self.pixels.get(at..at + 2), self.pixels.get(at + self.width..at + self.width + 2));
            if let (Some([a, b]), Some([c, d])) = (upper, lower) {
                return mean([*a, *b, *c, *d], (x - left as f64) as f32, (y - top as f64) as f32);
            }
        }
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = ((x - left) as f32, (y - top) as f32);
        let (left, top) = (left as i64, top as i64);
        // One of them is past the edge where the map left the plane of numbers; there is nothing to read.
        let (right, bottom) = (left.saturating_add(1), top.saturating_add(1));
        mean([self.at(left, top), self.at(right, top), self.at(left, bottom), self.at(right, bottom)], fx, fy)
    }

    /// A pixel; black beside the picture.
    fn at(&self, x: i64, y: i64) -> [u8; 3] {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return [0; 3] };
        if x >= self.width || y >= self.height {
            return [0; 3];
        }
        self.pixels.get(y * self.width + x).copied().unwrap_or_default()
    }
}

/// The mean of four pixels, two above two, of which the right ones count `fx` and the lower ones `fy`.
fn mean([a, b, c, d]: [[u8; 3]; 4], fx: f32, fy: f32) -> [f32; 3] {
    let (wa, wb, wc, wd) = ((1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy);
    let of = |a: u8, b: u8, c: u8, d: u8| {
        f32::from(a) * wa + f32::from(b) * wb + f32::from(c) * wc + f32::from(d) * wd
    };
    let ([ar, ag, ab], [br, bg, bb], [cr, cg, cb], [dr, dg, db]) = (a, b, c, d);
    [of(ar, br, cr, dr), of(ag, bg, cg, dg), of(ab, bb, cb, db)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: [f64; 2], right: [f64; 2]) -> bool {
        left.iter().zip(right).all(|(left, right)| (left - right).abs() < 1e-9)
    }

    #[test]
    fn a_square_is_cut_out_where_it_lies() {
        let map = Affine::square([100.0, 50.0], 40.0, 0.3, 192);
        assert!(close(map.apply([100.0, 50.0]), [96.0, 96.0]));
        assert!((map.scale() - 192.0 / 40.0).abs() < 1e-9);
        // A point to the right along the turned edge.
        assert!(close(map.apply([100.0 + 20.0 * 0.3f64.cos(), 50.0 + 20.0 * 0.3f64.sin()]), [192.0, 96.0]));
        let back = map.inverse().unwrap();
        assert!(close(back.apply(map.apply([3.0, 4.0])), [3.0, 4.0]));
    }

    #[test]
    fn a_similarity_is_found_again() {
        let true_one = Affine([[0.6, -0.8, 5.0], [0.8, 0.6, -2.0]]);
        let from = [[0.0, 0.0], [10.0, 1.0], [3.0, 8.0], [-4.0, 2.5], [7.0, 7.0]];
        let found = Affine::similarity(from, from.map(|point| true_one.apply(point)));
        assert!(
            found
                .0
                .into_iter()
                .flatten()
                .zip(true_one.0.into_iter().flatten())
                .all(|(a, b)| (a - b).abs() < 1e-9)
        );
    }

    #[test]
    fn what_has_no_way_back_is_black() {
        let picture = Picture::from_rgb(40, 40, vec![200; 4800]).unwrap();
        let mut pyramid = Pyramid::new(&picture);
        for map in [
            Affine([[0.0; 3]; 2]),
            Affine([[f64::NAN; 3]; 2]),
            Affine([[f64::INFINITY; 3]; 2]),
            Affine::square([20.0, 20.0], 0.0, 0.0, 8),
            Affine::square([1e300, 20.0], 5.0, 0.0, 8),
        ] {
            let values = pyramid.warp(&map, 8);
            assert_eq!(values.len(), 192);
            assert!(values.iter().all(|value| *value == 0.0), "{map:?}");
        }
    }

    #[test]
    fn halves_keep_every_pixel_in_its_place() {
        // A ramp stays a ramp, however much smaller.
        let rgb = (0..64u8).flat_map(|_| (0..64u8).flat_map(|x| [x * 4; 3])).collect();
        let picture = Picture::from_rgb(64, 64, rgb).unwrap();
        let mut pyramid = Pyramid::new(&picture);
        let map = Affine::square([31.5, 31.5], 64.0, 0.0, 16);
        let values = pyramid.warp(&map, 16);
        assert_eq!(pyramid.smaller.len(), 1);
        for x in 2..14u32 {
            // The pixel x of 16 is at the column 4 x of 64, but for the shift of half a pixel that the square has.
            let column = map.inverse().unwrap().apply([f64::from(x), 8.0])[0];
            assert!((f64::from(values[(8 * 16 + x as usize) * 3]) - column * 4.0).abs() < 1.5, "{x}");
        }
    }
}
