//! What is measured in one frame. Data only.

use zeroize::Zeroizing;

/// A face as a vector: 128 numbers of the embedder, not normalised; compared by Euclidean distance. Wiped when dropped.
pub type Embedding = Zeroizing<Vec<f32>>;

/// One frame.
#[derive(Clone, Debug, Default)]
pub struct Measurement {
    /// How many faces of similar size there are.
    pub faces: u32,
    /// The largest of them.
    pub face: Option<Face>,
    /// A digest of the frame as it is decoded, to find the same one twice.
    pub digest: [u8; 32],
}

/// The largest face of a frame. Lengths are pixels of the decoded frame, angles degrees; image-right is positive.
#[derive(Clone, Debug, Default)]
pub struct Face {
    /// Left, top, right, bottom of the landmarks.
    pub rect: [f32; 4],
    /// Width and height of the frame.
    pub frame: [f32; 2],
    /// How sure the mesh is that it lies on a face, 0 to 1.
    pub presence: f32,
    /// Mean luma within the face, 0 to 255.
    pub luma: f32,
    /// Sharpness: the variance of the Laplacian within the face.
    pub sharpness: f32,
    /// Yaw, pitch and roll from the mesh's own axes.
    pub pose: [f32; 3],
    /// Where the nose's tip lies between the sides of the face, -1 to 1.
    pub yaw2d: f32,
    /// Lid gap by eye width from the mesh: right eye, left eye.
    pub ear: [f32; 2],
    /// The same from the iris model, if it was run.
    pub iris: Option<[f32; 2]>,
    /// 468 points: x, y in pixels, z in the same unit.
    pub landmarks: Vec<[f32; 3]>,
    /// The face as a vector, if the embedder was run.
    pub embedding: Option<Embedding>,
    /// How sure the deployment's own anti-spoofing network is that it is no presentation, 0 to 1, if there is one.
    pub genuine: Option<f32>,
}
