//! The sections about faces: the models and what runs them, what a frame must be like, and a deployment's own networks.
//!
//! What a person is asked to do before the camera is not here.

use std::{path::PathBuf, time::Duration};

use super::{section::section, setting::choice};

section! {
    /// Faces: the server finds a face in camera frames, measures it and compares it with the one that was enrolled. Frames are
    /// forgotten once they are measured. How the defaults were found stands in docs/face-measurements.md.
    Face {
        /// Whether faces are offered at all. Without it no model is read and no memory taken.
        enabled: bool = false;
        /// The folder of the models. Without it: "models" beside the program, or else in the working directory. Each of its
        /// files is pinned by its SHA-256 and refused when it is another.
        models: Option<PathBuf>, such as "/usr/share/doorward/models";
        /// An ONNX Runtime library, 1.24 or newer, to run the models with: one and a half times as fast. Without it they are run by
        /// what is built in, for which nothing need be installed.
        onnxruntime: Option<PathBuf>, such as "/usr/lib/libonnxruntime.so.1.31.1";
        /// How long nobody looks into a camera before the models leave memory; they are read again while the next one reads what to do.
        idle_unload: Duration = "5m";
        /// How many frames are measured at the same time, each with models of its own in memory; at most one fewer than
        /// there are cores, so that faces never keep sign-ins from being answered, and at least 1. Without it: as many, up to 4.
        workers: Option<u32>, such as 1;
        /// How many frames may wait to be measured; those that come when so many do are dropped.
        queue: u32 = 16;
        /// The largest distance at which two faces are one person's (Euclidean, of 128 numbers), 0.4 to 0.6. Of 191 pairs of one
        /// person and 4660 pairs of two, that many were judged wrongly: at 0.46 28.3 % and none, at 0.50 15.2 % and none, at
        /// 0.54 6.3 % and 2, at 0.60 1.0 % and 6. These are single pictures of very different days; before a camera several
        /// frames are compared.
        threshold: f32 = 0.5;
        /// The least width of a face, in pixels. At 80 as many were recognised as in full size, at 50 2 % fewer.
        min_width: u32 = 90;
        /// How sure the mesh must be that it lies on a face, 0 to 1. A box that was no face's gave 0.33.
        min_presence: f32 = 0.9;
        /// The least mean brightness of a face, 0 to 255. Of dark pictures, 0.29 % of the pairs of two people were taken for one at a
        /// threshold of 0.60, and of the same pictures as they are none.
        min_luma: f32 = 50.0;
        /// The largest mean brightness of a face, 0 to 255. Overexposed by 70 %, 13 % fewer were recognised.
        max_luma: f32 = 210.0;
        /// The least sharpness of a face: the variance of the Laplacian of its luma, the face being scaled to 128 pixels.
        min_sharpness: f32 = 12.0;
    }
}

choice! {
    /// In which order a network wants the values of a picture.
    Layout {
        /// Height, width, colour.
        Nhwc = "nhwc",
        /// Colour, height, width.
        Nchw = "nchw",
    }
}

choice! {
    /// In which order a network wants the colours of a pixel.
    Colours {
        /// Red first.
        Rgb = "rgb",
        /// Blue first.
        Bgr = "bgr",
    }
}

choice! {
    /// How a face is laid into the square that an embedder is given.
    Alignment {
        /// As dlib's networks want it: corners of the eyes and the base of the nose, with a quarter around.
        Dlib = "dlib",
        /// As ArcFace and its kin want it: eyes, tip of the nose and corners of the mouth.
        ArcFace = "arcface",
    }
}

choice! {
    /// How two vectors of an embedder are compared.
    Distance {
        /// The length of their difference.
        Euclidean = "euclidean",
        /// One minus the cosine of the angle between them.
        Cosine = "cosine",
    }
}

section! {
    /// Another network that turns a face into a vector, in place of the one that comes with Doorward. It is run once at every
    /// start. Faces that were enrolled with another one cannot be compared any more, and are enrolled again.
    FaceEmbedder {
        /// The network as ONNX: one input, one picture at a time, 32-bit floats; its first output is the vector.
        model: Option<PathBuf>, such as "/etc/doorward/arcface.onnx";
        /// Width and height of its input, in pixels.
        size: u32 = 112;
        /// "nchw" or "nhwc".
        layout: Layout = "nchw";
        /// "rgb" or "bgr".
        colours: Colours = "rgb";
        /// "arcface" or "dlib".
        alignment: Alignment = "arcface";
        /// Taken from every value (0 to 255) of the picture.
        mean: f32 = 127.5;
        /// What is left is multiplied by this.
        scale: f32 = 0.0078125;
        /// "cosine" or "euclidean".
        distance: Distance = "cosine";
        /// The largest distance at which two faces are one person's; it is in place of face.threshold. The default is no
        /// measurement: `doorward face evaluate` finds yours.
        threshold: f32 = 0.4;
    }
}

section! {
    /// A network that tells a living face from a picture of one (presentation attack detection), beside the challenge. None
    /// comes with Doorward. It is run once at every start. The defaults are the layout of MiniFASNet.
    FaceAntiSpoofing {
        /// The network as ONNX: one input, one picture at a time, 32-bit floats; its first output has one number per class.
        model: Option<PathBuf>, such as "/etc/doorward/minifasnet.onnx";
        /// Width and height of its input, in pixels.
        size: u32 = 80;
        /// "nchw" or "nhwc".
        layout: Layout = "nchw";
        /// "bgr" or "rgb".
        colours: Colours = "bgr";
        /// Every value (0 to 255) of the picture is multiplied by this: 1.0, or 0.003921569 for a network that wants 0 to 1.
        scale: f32 = 1.0;
        /// How much of the picture it is shown: so many times the width and height of the face, as far as the frame goes.
        crop: f32 = 2.7;
        /// Which of the classes is a living face, from 0.
        live: u32 = 1;
        /// The least mean probability of that class, 0 to 1, over the frames of an attempt.
        threshold: f32 = 0.8;
    }
}

impl FaceEmbedder {
    /// [`FaceEmbedder::threshold`] as a Euclidean distance. Of vectors of length 1, as they are made for "cosine", that is the
    /// square root of twice the cosine distance.
    pub fn euclidean_threshold(&self) -> f32 {
        match self.distance {
            Distance::Euclidean => self.threshold,
            Distance::Cosine => (2.0 * self.threshold).sqrt(),
        }
    }
}
