//! A face as a vector: laid into a square the way the network was taught, and run through it.
//!
//! Owns alignment and the two kinds of embedder: dlib's, which comes with Doorward, and one of the deployment's own. Vectors
//! are compared by Euclidean distance, always: a network that wants cosines gets its vectors scaled to length 1, where both
//! order alike. At which distance two faces are one person's is the threshold, which belongs to the network.

use aws_lc_rs::digest::{SHA256, digest};

use super::{
    measurement::Embedding,
    mesh::point,
    runtime::{Broken, Network},
    template::LENGTHS,
    tensor::Input,
    warp::{Affine, Pyramid},
};
use crate::config::{
    FaceEmbedder,
    face::{Alignment, Colours, Distance, Layout},
};

/// dlib's five points (corners of the eyes, base of the nose), in parts of the face, and the mesh's points that lie there.
const DLIB: [[f64; 2]; 5] = [
    [0.859_567_459_599_2, 0.213_498_153_801_4],
    [0.646_060_476_410_4, 0.228_967_438_767_7],
    [0.120_575_062_078_9, 0.213_727_452_684_8],
    [0.334_085_061_371_2, 0.229_064_240_324_2],
    [0.490_112_313_567_9, 0.627_797_531_647_5],
];
const DLIB_POINTS: [usize; 5] = [263, 362, 33, 133, 2];
/// How much dlib leaves around the face, in parts of it.
const DLIB_AROUND: f64 = 0.25;
/// ArcFace's five points (eyes, tip of the nose, corners of the mouth), in pixels of 112, from left to right in the picture.
const ARCFACE: [[f64; 2]; 5] =
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]];
/// The mesh's points whose means lie there: the corners of each eye, and three points that stand alone.
const ARCFACE_POINTS: [(usize, usize); 5] = [(33, 133), (362, 263), (1, 1), (61, 61), (291, 291)];

/// What belongs to an embedder, and changes with it; and which network against presentations stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Names it: a digest of the network and of how it is used. Vectors of different names cannot be compared.
    pub name: [u8; 32],
    /// How many numbers a vector has.
    pub dimensions: usize,
    /// The largest Euclidean distance at which two faces are one person's.
    pub threshold: f32,
    /// Digest of the deployment's own anti-spoofing network, if it has one.
    pub anti_spoofing: Option<[u8; 32]>,
}

/// A network with its manner.
pub(super) struct Embedder {
    network: Network,
    input: Input,
    alignment: Alignment,
    output: String,
    dimensions: usize,
    to_unit: bool,
}

/// How many numbers dlib's network makes of a face.
const DIMENSIONS: usize = 128;

/// The facts of dlib's embedder, from its file.
pub(super) fn own_facts(file: &[u8], threshold: f32) -> Facts {
    Facts { name: name(file, "dlib"), dimensions: DIMENSIONS, threshold, anti_spoofing: None }
}

/// SHA-256 of a file.
pub(super) fn digest_of(file: &[u8]) -> [u8; 32] {
    let mut whole = [0; 32];
    whole.iter_mut().zip(digest(&SHA256, file).as_ref()).for_each(|(into, byte)| *into = *byte);
    whole
}

fn name(file: &[u8], manner: &str) -> [u8; 32] {
    let mut both = digest(&SHA256, file).as_ref().to_vec();
    both.extend_from_slice(manner.as_bytes());
    digest_of(&both)
}

impl Embedder {
    /// The one that comes with Doorward.
    pub(super) fn own(network: Network) -> Self {
        let (layout, colours) = (Layout::Nhwc, Colours::Rgb);
        Self {
            network,
            input: Input { size: 150, layout, colours, mean: 0.0, scale: 1.0 },
            alignment: Alignment::Dlib,
            output: "embedding".to_owned(),
            dimensions: DIMENSIONS,
            to_unit: false,
        }
    }

    /// One of the deployment's own, run once on grey to see that it runs and how many numbers it gives.
    pub(super) fn of(
        mut network: Network,
        file: &[u8],
        manner: &FaceEmbedder,
    ) -> Result<(Self, Facts), Broken> {
        let FaceEmbedder { size, layout, colours, alignment, mean, scale, distance, .. } = *manner;
        let input = Input { size, layout, colours, mean, scale };
        let output = network.first_output()?;
        let [vector] = network.run(input.shape(), &input.values(&input.grey()), [output.as_str()])?;
        let dimensions = vector.len();
        if !LENGTHS.contains(&dimensions) {
            let (fewest, most) = (*LENGTHS.start(), *LENGTHS.end());
            return Err(Broken::Output(format!("of {fewest} to {most} numbers, but of {dimensions}")));
        }
        let used = format!("{size} {layout:?} {colours:?} {alignment:?} {mean} {scale} {distance:?}");
        let threshold = manner.euclidean_threshold();
        let facts = Facts { name: name(file, &used), dimensions, threshold, anti_spoofing: None };
        let to_unit = distance == Distance::Cosine;
        Ok((Self { network, input, alignment, output, dimensions, to_unit }, facts))
    }

    /// The face whose mesh this is, as a vector.
    pub(super) fn embed(
        &mut self,
        picture: &mut Pyramid<'_>,
        points: &[[f32; 3]],
    ) -> Result<Embedding, Broken> {
        let map = self.square(points).ok_or(Broken::NotFinite)?;
        let values = self.input.values(&picture.warp(&map, self.input.size));
        let [mut vector] = self.network.run(self.input.shape(), &values, [self.output.as_str()])?;
        if vector.len() != self.dimensions {
            return Err(Broken::Output(self.output.clone()));
        }
        if self.to_unit {
            scale_to_unit(&mut vector)?;
        }
        Ok(vector)
    }

    /// Where the face lies in the network's square.
    fn square(&self, points: &[[f32; 3]]) -> Option<Affine> {
        let size = f64::from(self.input.size);
        let (pairs, to) = match self.alignment {
            Alignment::Dlib => {
                let placed = |it: f64| (DLIB_AROUND + it) / (2.0 * DLIB_AROUND + 1.0) * size;
                (DLIB_POINTS.map(|it| (it, it)), DLIB.map(|point| point.map(placed)))
            }
            Alignment::ArcFace => (ARCFACE_POINTS, ARCFACE.map(|point| point.map(|it| it * size / 112.0))),
        };
        let mut from = [[0.0; 2]; 5];
        for (from, (a, b)) in from.iter_mut().zip(pairs) {
            let ([ax, ay, _], [bx, by, _]) = (point(points, a)?, point(points, b)?);
            *from = [f64::midpoint(ax, bx), f64::midpoint(ay, by)];
        }
        let map = Affine::similarity(from, to);
        map.inverse().is_some().then_some(map)
    }
}

/// A vector of length 1 in the same direction.
fn scale_to_unit(vector: &mut [f32]) -> Result<(), Broken> {
    let length = vector.iter().map(|it| it * it).sum::<f32>().sqrt();
    if !length.is_normal() {
        return Err(Broken::NotFinite);
    }
    vector.iter_mut().for_each(|it| *it /= length);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_is_scaled_or_refused() {
        let mut vector = [3.0, 4.0];
        scale_to_unit(&mut vector).unwrap();
        assert_eq!(vector, [0.6, 0.8]);
        assert!(scale_to_unit(&mut [0.0, 0.0]).is_err());
        assert!(scale_to_unit(&mut [f32::MAX, f32::MAX]).is_err());
    }

    #[test]
    fn another_manner_is_another_embedder() {
        assert_eq!(name(b"network", "a"), name(b"network", "a"));
        assert_ne!(name(b"network", "a"), name(b"network", "b"));
        assert_ne!(name(b"network", "a"), name(b"networl", "a"));
    }
}
