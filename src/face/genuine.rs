//! A deployment's own network that tells a living face from a picture of one, frame by frame.
//!
//! Owns what the network is shown and how its answer is read. None comes with Doorward; how many frames it must like is for
//! whoever decides.

use super::{
    mesh::rect,
    runtime::{Broken, Network},
    tensor::Input,
    warp::{Affine, Pyramid},
};
use crate::config::FaceAntiSpoofing;

/// A network with its manner.
pub(super) struct Genuine {
    network: Network,
    input: Input,
    output: String,
    crop: f64,
    live: usize,
}

impl Genuine {
    /// Run once on grey, to see that it runs and knows the class that means "live".
    pub(super) fn of(mut network: Network, manner: &FaceAntiSpoofing) -> Result<Self, Broken> {
        let FaceAntiSpoofing { size, layout, colours, scale, crop, live, .. } = *manner;
        let input = Input { size, layout, colours, mean: 0.0, scale };
        let output = network.first_output()?;
        let [classes] = network.run(input.shape(), &input.values(&input.grey()), [output.as_str()])?;
        let live = live as usize;
        if live >= classes.len() || classes.len() < 2 {
            return Err(Broken::Output(format!("with a class {live}, but {} classes", classes.len())));
        }
        Ok(Self { network, input, output, crop: f64::from(crop), live })
    }

    /// The probability that the face is a living one.
    pub(super) fn probability(
        &mut self,
        picture: &mut Pyramid<'_>,
        points: &[[f32; 3]],
    ) -> Result<f32, Broken> {
        let frame = [picture.picture().width(), picture.picture().height()].map(f64::from);
        let map = around(rect(points).map(f64::from), frame, self.crop, self.input.size);
        let values = self.input.values(&picture.warp(&map, self.input.size));
        let [classes] = self.network.run(self.input.shape(), &values, [self.output.as_str()])?;
        softmax(&classes, self.live).ok_or_else(|| Broken::Output(self.output.clone()))
    }
}

/// The face with so much around it, but nothing beside the frame: what would lie there is taken from the other side.
fn around([x0, y0, x1, y1]: [f64; 4], frame: [f64; 2], crop: f64, size: u32) -> Affine {
    let crop = crop.min((frame[0] - 1.0) / (x1 - x0)).min((frame[1] - 1.0) / (y1 - y0));
    let side = |from: f64, to: f64, most: f64| {
        let length = (to - from) * crop;
        let start = (f64::midpoint(from, to) - length / 2.0).min(most - 1.0 - length).max(0.0);
        (f64::from(size) / length, start)
    };
    let ((sx, x), (sy, y)) = (side(x0, x1, frame[0]), side(y0, y1, frame[1]));
    Affine([[sx, 0.0, -x * sx], [0.0, sy, -y * sy]])
}

/// The part of one class among all.
fn softmax(classes: &[f32], which: usize) -> Option<f32> {
    let most = classes.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = classes.iter().map(|it| (it - most).exp()).sum();
    let part = (classes.get(which)? - most).exp() / sum;
    part.is_finite().then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_the_frame_is_taken_from_the_other_side() {
        let frame = [640.0, 480.0];
        // In the middle there is room: 100 times 2 around 320, 240.
        let map = around([270.0, 190.0, 370.0, 290.0], frame, 2.0, 80);
        assert_eq!(map.apply([220.0, 140.0]), [0.0, 0.0]);
        assert_eq!(map.apply([420.0, 340.0]), [80.0, 80.0]);
        // At the left edge it is shifted.
        let map = around([0.0, 190.0, 100.0, 290.0], frame, 2.0, 80);
        assert_eq!(map.apply([0.0, 140.0]), [0.0, 0.0]);
        assert_eq!(map.apply([200.0, 340.0]), [80.0, 80.0]);
        // A large face has as much around it as fits.
        let map = around([120.0, 40.0, 520.0, 440.0], frame, 2.7, 80);
        assert!((map.apply([0.0, 479.0])[1] - 80.0).abs() < 1e-9);
    }

    #[test]
    fn logits_become_parts_of_one() {
        let parts: Vec<_> = (0..3).map(|which| softmax(&[1.0, 3.0, -500.0], which).unwrap()).collect();
        assert!((parts.iter().sum::<f32>() - 1.0).abs() < 1e-6 && parts[1] > 0.88, "{parts:?}");
        assert_eq!(softmax(&[1.0, 2.0], 2), None);
        assert_eq!(softmax(&[], 0), None);
    }
}
