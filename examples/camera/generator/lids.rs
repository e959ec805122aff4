//! Eyelids painted over the eyes of a still, in the colour of the cheek below.

use image::RgbImage;

/// One eye among the landmarks.
struct Eye {
    corners: [usize; 2],
    upper: [usize; 7],
    lower: [usize; 7],
    cheek: [usize; 4],
}

const EYES: [Eye; 2] = [
    Eye {
        corners: [33, 133],
        upper: [246, 161, 160, 159, 158, 157, 173],
        lower: [7, 163, 144, 145, 153, 154, 155],
        cheek: [229, 230, 231, 118],
    },
    Eye {
        corners: [263, 362],
        upper: [466, 388, 387, 386, 385, 384, 398],
        lower: [249, 390, 373, 374, 380, 381, 382],
        cheek: [449, 450, 451, 347],
    },
];
/// The colour of lashes, and how much of it covers.
const LASHES: ([f32; 3], f32) = ([45.0, 32.0, 30.0], 0.75);

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
    let (upper, lower) = (eye.upper.map(at), eye.lower.map(at));
    let gap = |(a, b): (&Point, &Point)| length(minus(*a, *b));
    let height = upper.iter().zip(&lower).map(gap).fold(1.0, f32::max);
    let above = |part: f32| -> Vec<Point> {
        upper
            .iter()
            .zip(&lower)
            .map(|(up, low)| {
                let away = minus(*up, *low);
                let size = part * height / length(away).max(0.1);
                [up[0] + away[0] * size, up[1] + away[1] * size]
            })
            .collect()
    };
    let edge: Vec<Point> = upper
        .iter()
        .zip(&lower)
        .map(|(up, low)| [0, 1].map(|axis| up[axis] + (low[axis] - up[axis]) * closed * 1.05))
        .collect();
    let top = above(0.25);
    let crease = top.iter().map(|point| point[1]).sum::<f32>() / top.len() as f32;
    let [first, last] = eye.corners.map(at);
    let line = |points: &[Point]| -> Vec<Point> { [&[first], points, &[last]].concat() };
    let (lid, lash) = ([line(&top), line(&edge).into_iter().rev().collect()].concat(), line(&edge));
    let skin = skin(still, &eye.cheek.map(at));
    let blur = (0.05 * height).max(0.35);
    let thick = (0.09 * height).max(0.3);
    let bounds = |axis: usize, most: u32| {
        let (low, high) =
            lid.iter().fold((f32::MAX, f32::MIN), |(low, high), p| (low.min(p[axis]), high.max(p[axis])));
        ((low - 4.0).max(0.0) as u32, (high + 4.0).clamp(0.0, most as f32 - 1.0) as u32)
    };
    let ((left, right), (top, bottom)) = (bounds(0, picture.width()), bounds(1, picture.height()));
    for y in top..=bottom {
        for x in left..=right {
            let point = [x as f32, y as f32];
            let outline = to_line(point, &lid, true);
            let cover = soft(if inside(point, &lid) { outline } else { -outline }, blur);
            let shade = 0.95 * (1.0 - 0.10 * (-((point[1] - crease) / (0.25 * height + 1.0)).powi(2)).exp());
            let lashes = soft(thick / 2.0 - to_line(point, &lash, false), 0.35) * LASHES.1;
            let pixel = picture.get_pixel_mut(x, y);
            for (channel, value) in pixel.0.iter_mut().enumerate() {
                let lidded = f32::from(*value) * (1.0 - cover) + skin[channel] * shade * cover;
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
        for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx as f32, dy as f32))) {
            let colour = super::picture::sample(still, (point[0] + dx).floor(), (point[1] + dy).floor());
            sum.iter_mut().zip(colour).for_each(|(sum, value)| *sum += value);
        }
    }
    sum.map(|sum| sum / (points.len() * 9) as f32)
}

/// From 0 far outside to 1 far inside, over about `width` pixels.
fn soft(distance: f32, width: f32) -> f32 {
    1.0 / (1.0 + (-1.7 * distance / width).exp())
}

fn inside(point: Point, outline: &[Point]) -> bool {
    let next = outline.iter().cycle().skip(1);
    let crossings = outline.iter().zip(next).filter(|(a, b)| {
        (a[1] > point[1]) != (b[1] > point[1])
            && point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]
    });
    crossings.count() % 2 == 1
}

fn to_line(point: Point, line: &[Point], closed: bool) -> f32 {
    let parts = if closed { line.len() } else { line.len() - 1 };
    let next = line.iter().cycle().skip(1);
    let distances = line.iter().zip(next).take(parts).map(|(a, b)| {
        let (along, away) = (minus(*b, *a), minus(point, *a));
        let square = along[0] * along[0] + along[1] * along[1];
        let part = if square > 0.0 { (along[0] * away[0] + along[1] * away[1]) / square } else { 0.0 };
        let part = part.clamp(0.0, 1.0);
        length([away[0] - along[0] * part, away[1] - along[1] * part])
    });
    distances.fold(f32::INFINITY, f32::min)
}

fn minus(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

fn length([x, y]: Point) -> f32 {
    x.hypot(y)
}
