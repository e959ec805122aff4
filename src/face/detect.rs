//! Where faces are in a picture: BlazeFace, short range, on the whole picture at 128 pixels.
//!
//! Owns the anchors, and what becomes one face of the many boxes that lie on it. It finds faces of people before their own
//! camera; those of a crowd are too small for it.

use super::{
    runtime::{Broken, Network},
    warp::{Affine, Pyramid},
};

/// Pixels to a side of what the network sees.
const SIZE: u32 = 128;
/// Numbers to a box: centre, size, and six points.
const NUMBERS: usize = 16;
/// The least score of a box.
const SCORE: f32 = 0.5;
/// Boxes that share more than this of their common area lie on one face.
const OVERLAP: f32 = 0.3;
/// Rows of cells to a picture, and boxes to a cell.
const GRIDS: [(u32, u32); 2] = [(16, 2), (8, 6)];

/// A face that was found. Lengths are pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Detection {
    /// How sure, 0 to 1.
    pub(super) score: f32,
    /// Left, top, right, bottom.
    pub(super) rect: [f32; 4],
    /// The person's right eye, at the left of the picture, and the left one.
    pub(super) eyes: [[f32; 2]; 2],
}

impl Detection {
    pub(super) fn width(&self) -> f32 {
        self.rect[2] - self.rect[0]
    }

    pub(super) fn height(&self) -> f32 {
        self.rect[3] - self.rect[1]
    }
}

/// The network with its anchors.
pub(super) struct Detector {
    network: Network,
    anchors: Vec<[f32; 2]>,
}

impl Detector {
    pub(super) fn new(network: Network) -> Self {
        Self { network, anchors: anchors() }
    }

    /// The faces of a picture, the widest first.
    pub(super) fn find(&mut self, picture: &mut Pyramid<'_>) -> Result<Vec<Detection>, Broken> {
        let (width, height) = (picture.picture().width() as f32, picture.picture().height() as f32);
        let side = width.max(height);
        let (left, top) = ((side - width) / 2.0, (side - height) / 2.0);
        let scale = f64::from(SIZE) / f64::from(side);
        let map = Affine([[scale, 0.0, f64::from(left) * scale], [0.0, scale, f64::from(top) * scale]]);
        let mut values = picture.warp(&map, SIZE);
        values.iter_mut().for_each(|value| *value = *value / 127.5 - 1.0);
        let shape = [1, SIZE as usize, SIZE as usize, 3];
        let [boxes, scores] = self.network.run(shape, &values, ["regressors", "scores"])?;
        if boxes.len() != self.anchors.len() * NUMBERS || scores.len() != self.anchors.len() {
            return Err(Broken::Output("regressors".to_owned()));
        }
        let candidates = boxes
            .as_chunks::<NUMBERS>()
            .0
            .iter()
            .zip(scores.iter())
            .zip(&self.anchors)
            .map(|((numbers, score), anchor)| candidate(numbers, sigmoid(*score), *anchor))
            .filter(|it| it.score > SCORE);
        let mut found = merge(candidates.collect());
        for face in &mut found {
            let [x0, y0, x1, y1] = face.rect.map(|it| it * side);
            face.rect = [x0 - left, y0 - top, x1 - left, y1 - top];
            face.eyes = face.eyes.map(|[x, y]| [x * side - left, y * side - top]);
        }
        found.sort_by(|a, b| b.width().total_cmp(&a.width()));
        Ok(found)
    }
}

pub(super) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit.clamp(-100.0, 100.0)).exp())
}

/// Centres of cells, in parts of the side, one for each box.
fn anchors() -> Vec<[f32; 2]> {
    let mut all = Vec::new();
    for (rows, boxes) in GRIDS {
        let centre = |cell: u32| (cell as f32 + 0.5) / rows as f32;
        for y in 0..rows {
            for x in 0..rows {
                all.extend((0..boxes).map(|_| [centre(x), centre(y)]));
            }
        }
    }
    all
}

/// A box in parts of the side.
fn candidate(numbers: &[f32; NUMBERS], score: f32, [ax, ay]: [f32; 2]) -> Detection {
    let [x, y, w, h, rx, ry, lx, ly, ..] = numbers.map(|it| it / SIZE as f32);
    let (x, y) = (x + ax, y + ay);
    Detection {
        score,
        rect: [x - w / 2.0, y - h / 2.0, x + w / 2.0, y + h / 2.0],
        eyes: [[rx + ax, ry + ay], [lx + ax, ly + ay]],
    }
}

/// One face of the boxes that lie on it: their mean, weighted by score.
fn merge(mut candidates: Vec<Detection>) -> Vec<Detection> {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut faces = Vec::new();
    while !candidates.is_empty() {
        let best = candidates.remove(0);
        let (mut on_it, beside): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|other| overlap(&best, other) > OVERLAP);
        on_it.push(best);
        let total: f32 = on_it.iter().map(|it| it.score).sum();
        let mean =
            |part: fn(&Detection) -> f32| on_it.iter().map(|it| part(it) * it.score).sum::<f32>() / total;
        faces.push(Detection {
            score: best.score,
            rect: [
                mean(|it| it.rect[0]),
                mean(|it| it.rect[1]),
                mean(|it| it.rect[2]),
                mean(|it| it.rect[3]),
            ],
            eyes: [
                [mean(|it| it.eyes[0][0]), mean(|it| it.eyes[0][1])],
                [mean(|it| it.eyes[1][0]), mean(|it| it.eyes[1][1])],
            ],
        });
        candidates = beside;
    }
    faces
}

/// The common area, in parts of both together.
fn overlap(a: &Detection, b: &Detection) -> f32 {
    let length = |from: usize, to: usize| -> f32 {
        let ends = (a.rect.get(to), b.rect.get(to), a.rect.get(from), b.rect.get(from));
        let (Some(a1), Some(b1), Some(a0), Some(b0)) = ends else { return 0.0 };
        (a1.min(*b1) - a0.max(*b0)).max(0.0)
    };
    let common = length(0, 2) * length(1, 3);
    common / (a.width() * a.height() + b.width() * b.height() - common)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, y: f32, side: f32, score: f32) -> Detection {
        Detection { score, rect: [x, y, x + side, y + side], eyes: [[x, y], [x + side, y]] }
    }

    #[test]
    fn there_are_as_many_anchors_as_boxes() {
        let all = anchors();
        assert_eq!(all.len(), 896);
        assert_eq!((all[0], all[2], all[511]), ([0.03125, 0.03125], [0.09375, 0.03125], [0.96875, 0.96875]));
        assert_eq!(all[895], [0.9375, 0.9375]);
    }

    #[test]
    fn boxes_of_one_face_become_one() {
        let two = merge(vec![at(0.1, 0.1, 0.2, 0.6), at(0.11, 0.1, 0.2, 0.9), at(0.6, 0.6, 0.3, 0.8)]);
        assert_eq!(two.len(), 2);
        assert!((two[0].rect[0] - (0.1 * 0.6 + 0.11 * 0.9) / 1.5).abs() < 1e-6);
        assert_eq!((two[0].score, two[1].score), (0.9, 0.8));
        assert_eq!(merge(Vec::new()), []);
    }

    #[test]
    fn a_box_without_area_ends_like_any_other() {
        let nothing = at(0.5, 0.5, 0.0, 0.9);
        let nan = Detection { rect: [f32::NAN; 4], ..at(0.0, 0.0, 0.1, 0.8) };
        assert_eq!(merge(vec![nothing, nothing, nan, nan]).len(), 4);
        assert_eq!(merge(vec![nan, at(0.1, 0.1, 0.2, 0.6), nothing]).len(), 3);
    }
}
