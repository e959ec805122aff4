//! Eyes that close: a lid is drawn down over the eye, from above its crease to where its edge is now, with lashes at the edge.
//!
//! What marks the open eye's upper lid is painted over with it, or two lids would be seen: the fold, which a closing lid
//! unfolds, and what is painted beneath it. The colour passes from that above the fold to that of the skin below the eye.

use image::RgbImage;

use super::picture::sample;

/// One eye among the landmarks: its corners, the lower edge of its brow, seven points each of crease, upper and lower lid between the
/// corners, the skin below.
struct Eye {
    corners: [usize; 2],
    brow: [usize; 5],
    crease: [usize; 7],
    upper: [usize; 7],
    lower: [usize; 7],
    cheek: [usize; 4],
}

const EYES: [Eye; 2] = [
    Eye {
        corners: [33, 133],
        brow: [70, 63, 105, 66, 107],
        crease: [247, 30, 29, 27, 28, 56, 190],
        upper: [246, 161, 160, 159, 158, 157, 173],
        lower: [7, 163, 144, 145, 153, 154, 155],
        cheek: [229, 230, 231, 118],
    },
    Eye {
        corners: [362, 263],
        brow: [336, 296, 334, 293, 300],
        crease: [414, 286, 258, 257, 259, 260, 467],
        upper: [398, 384, 385, 386, 387, 388, 466],
        lower: [382, 381, 380, 374, 373, 390, 249],
        cheek: [449, 450, 451, 347],
    },
];
/// The colour of lashes, and how much of it covers.
const LASHES: ([f32; 3], f32) = ([45.0, 32.0, 30.0], 0.75);

/// How far above the crease the lid begins, as a part of the way to the brow. From the crease itself, the iris model still saw the
/// lid of an open eye in half of the faces, most of all beneath make-up.
const ABOVE_CREASE: f32 = 0.2;

type Point = [f32; 2];

/// The still with the lids' edge at `closed` of the way from the upper to the lower lid.
pub fn close(still: &RgbImage, landmarks: &[[f32; 3]], closed: f32) -> RgbImage {
    let mut picture = still.clone();
    for eye in &EYES {
        close_one(&mut picture, still, landmarks, eye, closed);
    }
    picture
}

fn close_one(picture: &mut RgbImage, still: &RgbImage, landmarks: &[[f32; 3]], eye: &Eye, closed: f32) {
    let at = |number: usize| [landmarks[number][0], landmarks[number][1]];
    let [first, last] = eye.corners.map(at);
    let width = (last[0] - first[0]).hypot(last[1] - first[1]);
    // Along the eye, and down from it.
    let along = [(last[0] - first[0]) / width, (last[1] - first[1]) / width];
    let to_eye = |[x, y]: Point| {
        let (x, y) = (x - first[0], y - first[1]);
        [x * along[0] + y * along[1], y * along[0] - x * along[1]]
    };
    let line = |points: &[usize; 7]| -> Vec<Point> {
        let mut line = vec![[0.0, 0.0]];
        line.extend(points.iter().map(|number| to_eye(at(*number))));
        line.push([width, 0.0]);
        line
    };
    let (crease, upper, lower) = (line(&eye.crease), line(&eye.upper), line(&eye.lower));
    let brow: Vec<Point> = eye.brow.iter().map(|number| to_eye(at(*number))).collect();
    let height = upper.iter().zip(&lower).map(|(up, low)| low[1] - up[1]).fold(1.0, f32::max);
    let (thick, skin) = ((0.09 * height).max(0.6), skin(still, &eye.cheek.map(at)));
    let reach = width * 0.6 + height;
    let middle = [f32::midpoint(first[0], last[0]), f32::midpoint(first[1], last[1])];
    let bounds = |middle: f32, most: u32| {
        ((middle - reach).max(0.0) as u32, (middle + reach).clamp(0.0, most as f32 - 1.0) as u32)
    };
    let ((left, right), (top, bottom)) =
        (bounds(middle[0], picture.width()), bounds(middle[1], picture.height()));
    for y in top..=bottom {
        for x in left..=right {
            let [u, v] = to_eye([x as f32, y as f32]);
            if !(0.0..width).contains(&u) {
                continue;
            }
            let (fold, lid, rim) = (height_at(&crease, u), height_at(&upper, u), height_at(&lower, u));
            let fold = fold + (height_at(&brow, u) - fold) * ABOVE_CREASE;
            let edge = lid + (rim - lid).max(0.0) * closed * 1.1;
            if v < fold || v > edge + 2.0 || edge - fold < 0.5 {
                continue;
            }
            let part = ((v - fold) / (edge - fold)).clamp(0.0, 1.0);
            let above = sample(
                still,
                first[0] + u * along[0] - fold * along[1],
                first[1] + u * along[1] + fold * along[0],
            );
            let below = smooth((part * 1.5).min(1.0)) * 0.9;
            let cover = (edge + 0.5 - v).clamp(0.0, 1.0);
            let lashes = LASHES.1 * (1.0 - ((v - edge).abs() / thick - 0.5).clamp(0.0, 1.0));
            let pixel = picture.get_pixel_mut(x, y);
            for (channel, value) in pixel.0.iter_mut().enumerate() {
                let skin = above[channel] * (1.0 - below) + skin[channel] * 0.95 * below;
                let lidded = f32::from(*value) * (1.0 - cover) + skin * cover;
                *value =
                    (lidded * (1.0 - lashes) + LASHES.0[channel] * lashes).round().clamp(0.0, 255.0) as u8;
            }
        }
    }
}

/// The mean colour around some points.
fn skin(still: &RgbImage, points: &[Point]) -> [f32; 3] {
    let mut sum = [0.0; 3];
    for point in points {
        for (dx, dy) in (-1..=1_i8).flat_map(|dx| (-1..=1_i8).map(move |dy| (f32::from(dx), f32::from(dy)))) {
            let colour = sample(still, (point[0] + dx).floor(), (point[1] + dy).floor());
            sum.iter_mut().zip(colour).for_each(|(sum, value)| *sum += value);
        }
    }
    sum.map(|sum| sum / (points.len() * 9) as f32)
}

/// From 0 to 1 without corners.
fn smooth(part: f32) -> f32 {
    part * part * (3.0 - 2.0 * part)
}

/// Where a line that runs along the eye is at `u`.
fn height_at(line: &[Point], u: f32) -> f32 {
    let part = line.windows(2).find(|pair| pair[1][0] >= u).unwrap_or(&line[line.len() - 2..]);
    let length = (part[1][0] - part[0][0]).max(1e-3);
    part[0][1] + (part[1][1] - part[0][1]) * ((u - part[0][0]) / length).clamp(0.0, 1.0)
}
