//! What is tried and measured of faces.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Output;

/// `doorward face`
#[derive(Debug, Subcommand)]
pub enum Face {
    /// Time every stage of measuring a frame, and tell the memory it takes
    Benchmark(Benchmark),
    /// Find the error rates of your own pictures and recordings
    Evaluate(Evaluate),
}

/// `doorward face evaluate`
#[derive(Debug, Args)]
pub struct Evaluate {
    /// Folder with people/<person>/*.jpg (FMR and FNMR), live/<name> (BPCER) and attacks/<species>/<try> (APCER), or some
    /// of them. Pictures are JPEG or PNG. The latter two are folders of frames in the order of their names (2.jpg before
    /// 10.jpg), or .mjpeg files. What cannot be used is named, and counts neither way
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Frames a second of the recordings, 0.1 to 1000
    #[arg(long, value_name = "N", default_value_t = 10.0)]
    pub rate: f32,
    /// Draw the distributions and rates into this file, as SVG
    #[arg(long, value_name = "FILE")]
    pub plot: Option<PathBuf>,
    /// Folder of the models, instead of face.models
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

/// `doorward face benchmark`
#[derive(Debug, Args)]
pub struct Benchmark {
    /// JPEG or PNG with a face; a portrait that comes with Doorward if not given
    pub picture: Option<PathBuf>,
    /// How often it is measured
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub frames: u32,
    /// Only this runtime, in this process
    #[arg(long, value_enum)]
    pub runtime: Option<Runtime>,
    /// ONNX Runtime library, instead of face.onnxruntime
    #[arg(long, value_name = "FILE")]
    pub onnxruntime: Option<PathBuf>,
    /// Folder of the models, instead of face.models
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// Only the memory of a whole server that measures faces, which is this process; it serves on a free port of this machine
    #[arg(long, requires = "runtime")]
    pub serving: bool,
    #[command(flatten)]
    pub output: Output,
}

/// What runs networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Runtime {
    /// Built in
    Tract,
    /// A library
    Onnxruntime,
}

impl Runtime {
    /// As it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tract => "tract",
            Self::Onnxruntime => "onnxruntime",
        }
    }
}
